//! `bonafide train`: the language model from labelled messages, measured on messages it has not seen.

use std::path::Path;

use analyzer::case::Case;
use analyzer::reference::Reference;
use analyzer::text::asks::training::{self, LabelledMessage};
use analyzer::text::asks::{
    AskKind, Calibration, Concepts, Course, Lesson, Model, NO_COURSE, PLAIN, Whole, calibrate, context, likeliest,
    odds, train,
};
use analyzer::{Rating, Verdict, analyze};
use intake::{Delivery, InProcess, Options};
use jiff::Timestamp;

use super::check::progress;
use super::eval::{auc, average_precision};
use crate::{Failure, config};

/// How many parts the messages are split into; a message stays whole, and twins (neighbours in a file) stay together.
const FOLDS: usize = 5;

/// How many neighbours stay together: a lure and its honest twin.
const TOGETHER: usize = 2;

/// Trains, measures, writes.
pub fn run(folder: &Path, out: Option<&Path>, epochs: usize, errors: bool) -> Result<u8, Failure> {
    let messages = read(folder)?;
    let lessons: Vec<Lesson> = messages.iter().map(LabelledMessage::lesson).collect();
    // The model in use is not needed to train another; the lists are.
    let concepts = Reference::embedded_concepts()?;
    let held_out = judge_held_out(&lessons, &concepts, epochs);
    let calibration = measure(&messages, &lessons, &held_out, errors);
    let course = course(&lessons, &held_out, &calibration);
    verdicts(&messages, &lessons, &concepts, epochs, &calibration, course, errors)?;
    if let Some(out) = out {
        let model = train(&lessons.iter().collect::<Vec<_>>(), &concepts, epochs, &calibration, course);
        std::fs::write(out, model.to_bytes())
            .map_err(|e| Failure::new(format!("{}: can't be written ({e})", out.display())))?;
        println!("{} written from {} messages", out.display(), messages.len());
    }
    Ok(0)
}

fn read(folder: &Path) -> Result<Vec<LabelledMessage>, Failure> {
    let mut files: Vec<_> =
        std::fs::read_dir(folder).map_err(|e| config::unreadable(folder, &e))?.flatten().map(|e| e.path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let mut messages = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).map_err(|e| config::unreadable(&file, &e))?;
        messages.extend(training::parse(&text).map_err(|why| Failure::new(format!("{}: {why}", file.display())))?);
    }
    if messages.is_empty() {
        return Err(Failure::new(format!("{}: no training files (*.txt) in it", folder.display())));
    }
    Ok(messages)
}

/// What a model that had not seen a message says of it: a probability for each label of each sentence, and for the
/// whole.
#[derive(Default, Clone)]
struct HeldOut {
    sentences: Vec<Vec<f64>>,
    whole: f64,
    work: f64,
}

fn fold_of(at: usize) -> usize {
    at / TOGETHER % FOLDS
}

/// All lessons but those of a fold.
fn others(lessons: &[Lesson], fold: usize) -> Vec<&Lesson> {
    lessons.iter().enumerate().filter(|(at, _)| fold_of(*at) != fold).map(|(_, lesson)| lesson).collect()
}

/// Does the same for every fold, each on a thread of its own. A fold that panics ends the program: measures of the rest
/// would look whole.
fn each_fold<T: Send>(work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    std::thread::scope(|scope| {
        let work = &work;
        let running: Vec<_> = (0..FOLDS).map(|fold| scope.spawn(move || work(fold))).collect();
        running
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

/// Cross-validation: each fold's messages are judged by a model trained on the other folds.
fn judge_held_out(lessons: &[Lesson], concepts: &Concepts, epochs: usize) -> Vec<HeldOut> {
    let bar = progress(FOLDS as u64);
    let mut judged = vec![HeldOut::default(); lessons.len()];
    let folds = each_fold(|fold| {
        let done = one_fold(lessons, concepts, epochs, fold);
        bar.inc(1);
        done
    });
    for (at, held_out) in folds.into_iter().flatten() {
        if let Some(slot) = judged.get_mut(at) {
            *slot = held_out;
        }
    }
    bar.finish_and_clear();
    judged
}

fn one_fold(lessons: &[Lesson], concepts: &Concepts, epochs: usize, fold: usize) -> Vec<(usize, HeldOut)> {
    let model: Model = train(&others(lessons, fold), concepts, epochs, &PLAIN, NO_COURSE);
    let of_fold = lessons.iter().enumerate().filter(|(at, _)| fold_of(*at) == fold);
    of_fold
        .map(|(at, lesson)| {
            let seen: Vec<_> = lesson
                .sentences
                .iter()
                .map(|s| {
                    let seen = model.see(&s.sentence, concepts);
                    let sums = model.sums(&seen);
                    (seen, sums)
                })
                .collect();
            let message = model.message(seen.iter());
            let sentences = seen.iter().map(|(seen, sums)| model.labels(seen, sums, 0.5)).collect();
            (
                at,
                HeldOut {
                    sentences,
                    whole: model.whole(Whole::Lure, &message).0,
                    work: model.whole(Whole::Work, &message).0,
                },
            )
        })
        .collect()
}

/// How the reading as a whole and the two likeliest harmful asks come together, measured on whole messages.
fn course(lessons: &[Lesson], held_out: &[HeldOut], calibration: &Calibration) -> Course {
    let lure = Whole::Lure.output();
    let judged: Vec<(f64, f64, bool)> = lessons
        .iter()
        .zip(held_out)
        .filter(|(lesson, _)| lesson.sentences.len() > 1)
        .filter_map(|(lesson, judged)| {
            let whole = calibration.get(lure)?.of(logit(judged.whole), 0.0);
            let mut strongest = vec![0.0f64; AskKind::ALL.len()];
            for probabilities in &judged.sentences {
                for (((kind, p), scale), slot) in
                    AskKind::ALL.iter().zip(probabilities).zip(calibration).zip(&mut strongest)
                {
                    if kind.harmful() {
                        *slot = slot.max(scale.of(logit(*p), context(whole)));
                    }
                }
            }
            Some((odds(whole), likeliest(&strongest), lesson.lure?))
        })
        .collect();
    let lures = judged.iter().filter(|(_, _, yes)| *yes).count() as f64 / judged.len().max(1) as f64;
    Course { scale: calibrate(&judged), base: odds(lures) as f32 }
}

/// The whole line over whole messages, each judged with a model that had not seen it: what the product says of unseen
/// words alone, without addresses and headers.
fn verdicts(
    messages: &[LabelledMessage],
    lessons: &[Lesson],
    concepts: &Concepts,
    epochs: usize,
    calibration: &Calibration,
    course: Course,
    errors: bool,
) -> Result<(), Failure> {
    let judge = |fold: usize| -> Result<Vec<(usize, Verdict)>, Failure> {
        let model = train(&others(lessons, fold), concepts, epochs, calibration, course);
        let reference = Reference::overlaid(vec![("models/asks.bin".to_owned(), model.to_bytes())])?;
        let mut judged = Vec::new();
        for (at, message) in messages.iter().enumerate().filter(|(at, m)| fold_of(*at) == fold && m.sentences.len() > 1)
        {
            let text = message.sentences.iter().map(|s| s.sentence.as_str()).collect::<Vec<_>>().join("\n\n");
            let submission = intake::read(&[Delivery::new(&message.id, text)], &Options::default(), &InProcess)?;
            let case = Case::alone(submission, Timestamp::UNIX_EPOCH);
            judged.push((at, analyze(&case, &reference)));
        }
        Ok(judged)
    };
    let judged: Vec<(usize, Verdict)> =
        each_fold(judge).into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
    for lang in ["en", "ko"] {
        let of = |side: &str| -> Vec<&(usize, Verdict)> {
            judged
                .iter()
                .filter(|(at, _)| messages.get(*at).is_some_and(|m| m.lang == lang && m.side == side))
                .collect()
        };
        let scored: Vec<(f64, bool)> = of("hostile")
            .iter()
            .map(|(_, v)| (v.score, true))
            .chain(of("honest").iter().map(|(_, v)| (v.score, false)))
            .collect();
        println!("verdicts on unseen words alone, {lang}: AUC of the score {:.3}", auc(&scored));
        for side in ["hostile", "honest", "unclear"] {
            let verdicts = of(side);
            let share = |rating: Rating| {
                100.0 * verdicts.iter().filter(|(_, v)| v.rating == rating).count() as f64
                    / verdicts.len().max(1) as f64
            };
            println!(
                "  {side:<8} {:>5} · stop {:>4.1} % · verify {:>4.1} % · unknown {:>4.1} % · ordinary {:>4.1} %",
                verdicts.len(),
                share(Rating::Stop),
                share(Rating::Verify),
                share(Rating::Unknown),
                share(Rating::Ordinary)
            );
        }
    }
    if errors {
        for (at, verdict) in &judged {
            let Some(message) = messages.get(*at) else { continue };
            let wrong = match message.side.as_str() {
                "hostile" => verdict.rating < Rating::Verify,
                "honest" => verdict.rating >= Rating::Verify,
                _ => false,
            };
            if wrong {
                let signals: Vec<&str> =
                    verdict.findings.iter().filter(|f| f.counted).map(|f| f.signal.as_str()).collect();
                println!(
                    "{} {:?} {:.2} {:?} {} {}",
                    message.side,
                    verdict.rating,
                    verdict.score,
                    verdict.topic,
                    message.id,
                    signals.join(" ")
                );
            }
        }
    }
    Ok(())
}

/// The odds' logarithm of a probability, bounded.
fn logit(p: f64) -> f64 {
    let p = p.clamp(1e-6, 1.0 - 1e-6);
    (p / (1.0 - p)).ln()
}

/// Prints the measures, and answers the calibration that makes the probabilities true.
fn measure(messages: &[LabelledMessage], lessons: &[Lesson], held_out: &[HeldOut], errors: bool) -> Calibration {
    let mut calibration = PLAIN;
    let sentences: usize = messages.iter().map(|m| m.sentences.len()).sum();
    println!(
        "{} messages, {sentences} sentences; {FOLDS} folds by message; precision and recall at 0.6 and 0.85, calibrated",
        messages.len()
    );
    println!("{:<18} {:>5} {:>6} {:>6} {:>11} {:>11}", "label", "given", "AUC", "AP", "at 0.6", "at 0.85");
    for (label, kind) in AskKind::ALL.iter().enumerate() {
        let raw: Vec<(f64, f64, bool)> = lessons
            .iter()
            .zip(held_out)
            .flat_map(|(lesson, judged)| {
                lesson.sentences.iter().zip(&judged.sentences).map(|(example, p)| (example, p, context(judged.whole)))
            })
            .map(|(example, p, context)| {
                (logit(p.get(label).copied().unwrap_or(0.0)), context, example.labels.contains(kind))
            })
            .collect();
        let scale = calibrate(&raw);
        if let Some(slot) = calibration.get_mut(label) {
            *slot = scale;
        }
        let scores: Vec<(f64, bool)> =
            raw.iter().map(|(odds, context, yes)| (scale.of(*odds, *context), *yes)).collect();
        let at = |threshold: f64| {
            let hits = scores.iter().filter(|(p, yes)| *yes && *p >= threshold).count() as f64;
            let said = scores.iter().filter(|(p, _)| *p >= threshold).count().max(1) as f64;
            let positive = scores.iter().filter(|(_, yes)| *yes).count().max(1) as f64;
            format!("{:>5.2} {:>5.2}", hits / said, hits / positive)
        };
        let positive = scores.iter().filter(|(_, yes)| *yes).count();
        println!(
            "{:<18} {positive:>5} {:>6.3} {:>6.3} {} {}",
            kind.label(),
            auc(&scores),
            average_precision(&scores),
            at(0.6),
            at(0.85)
        );
    }
    for question in [Whole::Lure, Whole::Work] {
        let judged: Vec<(f64, f64, bool)> = lessons
            .iter()
            .zip(held_out)
            .filter_map(|(l, j)| match question {
                Whole::Lure => Some((logit(j.whole), 0.0, l.lure?)),
                Whole::Work => Some((logit(j.work), 0.0, l.work?)),
            })
            .collect();
        if let Some(slot) = calibration.get_mut(question.output()) {
            *slot = calibrate(&judged);
        }
    }
    for lang in ["en", "ko"] {
        let of: Vec<(&Lesson, &HeldOut)> = messages
            .iter()
            .zip(lessons.iter().zip(held_out))
            .filter(|(m, _)| m.lang == lang && m.sentences.len() > 1)
            .map(|(_, pair)| pair)
            .collect();
        let scored: Vec<(f64, bool)> = of.iter().filter_map(|(l, j)| Some((j.whole, l.lure?))).collect();
        let strongest = |judged: &HeldOut| {
            let calibrated = |p: &Vec<f64>| {
                let labels = AskKind::ALL.iter().zip(p).zip(&calibration).filter(|((k, _), _)| k.harmful());
                labels.map(|((_, p), scale)| scale.of(logit(*p), context(judged.whole))).fold(0.0, f64::max)
            };
            judged.sentences.iter().map(calibrated).fold(0.0, f64::max)
        };
        let asked: Vec<(f64, bool)> = of.iter().filter_map(|(l, j)| Some((strongest(j), l.lure?))).collect();
        let about: Vec<(f64, bool)> = of.iter().filter_map(|(l, j)| Some((j.work, l.work?))).collect();
        let not = about.iter().filter(|(_, yes)| !yes).count();
        println!("whole messages, {lang}: AUC of being about work {:.3} ({not} that are not)", auc(&about));
        println!(
            "whole messages, {lang}: {} · AUC as a whole {:.3} · AUC of the likeliest harmful ask {:.3}",
            scored.len(),
            auc(&scored),
            auc(&asked)
        );
    }
    if errors {
        print_errors(messages, held_out, &calibration);
    }
    calibration
}

/// Sentences whose harmful labels were missed or invented, for whoever tends the training files.
fn print_errors(messages: &[LabelledMessage], held_out: &[HeldOut], calibration: &Calibration) {
    for (message, judged) in messages.iter().zip(held_out) {
        for (example, probabilities) in message.sentences.iter().zip(&judged.sentences) {
            for ((kind, p), scale) in AskKind::ALL.iter().zip(probabilities).zip(calibration) {
                let p = scale.of(logit(*p), context(judged.whole));
                let given = example.labels.contains(kind);
                if kind.harmful() && given != (p >= 0.6) {
                    println!(
                        "{} {:<16} {p:.2}  {} {}",
                        if given { "missed" } else { "false " },
                        kind.label(),
                        message.id,
                        example.sentence
                    );
                }
            }
        }
    }
}
