//! `bonafide train`: the language model from labelled messages, measured on messages it has not seen.

use std::path::Path;

use analyzer::case::Case;
use analyzer::reference::Reference;
use analyzer::text::asks::training::{self, LabelledMessage};
use analyzer::text::asks::{
    AskKind, Calibration, Concepts, Course, Draw, HARM, Lesson, Model, PLAIN, Readings, Whole, calibrate, context,
    train,
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
    let compounds = compounds(&lessons);
    let mut held_out = judge_held_out(&[lessons.as_slice(), compounds.as_slice()], &concepts, epochs);
    let of_compounds = held_out.pop().unwrap_or_default();
    let held_out = held_out.pop().unwrap_or_default();
    let calibration = measure(&messages, &lessons, &held_out, errors);
    let read = readings(&lessons, &held_out, &calibration);
    let read_compounds = readings(&compounds, &of_compounds, &calibration);
    let lure = learn("a lure", &messages, &read, &read_compounds, |answers| answers.lure);
    let work = learn("about work", &messages, &read, &read_compounds, |answers| answers.work);
    let courses: Vec<_> = lure.folds.into_iter().zip(work.folds).collect();
    verdicts(&messages, &lessons, &concepts, epochs, &calibration, &courses, errors)?;
    if let Some(out) = out {
        let model = train(&lessons.iter().collect::<Vec<_>>(), &concepts, epochs, &calibration);
        let model = model.with(lure.all, work.all);
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

/// What a model that had not seen a message says of it: a probability for each label of each sentence, for the harm of
/// each, and for the whole.
#[derive(Default, Clone)]
struct HeldOut {
    sentences: Vec<Vec<f64>>,
    harm: Vec<f64>,
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

/// Most messages in a compound.
const COMPOUND: usize = 24;

/// Long messages, each made of whole ones that belong to one fold: several honest ones, or a lure among honest ones. The
/// training files hold few long messages; from these the course learns that many sentences alone are no sign, and that
/// padding hides nothing. Their order keeps them in their fold, see [`fold_of`].
fn compounds(lessons: &[Lesson]) -> Vec<Lesson> {
    let mut compounds = Vec::new();
    let rounds = lessons.len() / TOGETHER / FOLDS / 4;
    let mut draw = Draw(0x9e37_79b9_7f4a_7c15);
    let of_fold = |fold: usize, lure: bool| -> Vec<&Lesson> {
        let all = lessons.iter().enumerate().filter(|(at, _)| fold_of(*at) == fold).map(|(_, lesson)| lesson);
        all.filter(|l| l.sentences.len() > 1 && l.lure == Some(lure)).collect()
    };
    let folds: Vec<[Vec<&Lesson>; 2]> = (0..FOLDS).map(|fold| [of_fold(fold, false), of_fold(fold, true)]).collect();
    for _ in 0..rounds {
        for [honest, lures] in &folds {
            for place in 0..TOGETHER {
                let many = 2 + draw.below(COMPOUND).min(draw.below(COMPOUND - 1));
                let mut parts: Vec<&Lesson> =
                    (0..many).filter_map(|_| honest.get(draw.below(honest.len())).copied()).collect();
                if place == 0
                    && let Some(lure) = lures.get(draw.below(lures.len()))
                {
                    parts.truncate(many / 3 + 1);
                    parts.insert(draw.below(parts.len() + 1), lure);
                }
                let sentences = parts.iter().flat_map(|part| part.sentences.clone()).collect();
                let lure = Some(parts.iter().any(|part| part.lure == Some(true)));
                let work = Some(parts.iter().any(|part| part.work == Some(true)));
                compounds.push(Lesson { sentences, lure, work });
            }
        }
    }
    compounds
}

/// Cross-validation: each fold's messages, in each of some sets, are judged by a model trained on the first set's other
/// folds.
fn judge_held_out(sets: &[&[Lesson]], concepts: &Concepts, epochs: usize) -> Vec<Vec<HeldOut>> {
    let bar = progress(FOLDS as u64);
    let folds = each_fold(|fold| {
        let model = train(&others(sets.first().copied().unwrap_or_default(), fold), concepts, epochs, &PLAIN);
        let done: Vec<Vec<(usize, HeldOut)>> = sets.iter().map(|set| one_fold(set, concepts, &model, fold)).collect();
        bar.inc(1);
        done
    });
    let mut judged: Vec<Vec<HeldOut>> = sets.iter().map(|set| vec![HeldOut::default(); set.len()]).collect();
    for fold in folds {
        for (slots, of_set) in judged.iter_mut().zip(fold) {
            for (at, held_out) in of_set {
                if let Some(slot) = slots.get_mut(at) {
                    *slot = held_out;
                }
            }
        }
    }
    bar.finish_and_clear();
    judged
}

fn one_fold(lessons: &[Lesson], concepts: &Concepts, model: &Model, fold: usize) -> Vec<(usize, HeldOut)> {
    let of_fold = lessons.iter().enumerate().filter(|(at, _)| fold_of(*at) == fold);
    of_fold
        .map(|(at, lesson)| {
            let seen: Vec<_> = lesson
                .sentences
                .iter()
                .map(|s| {
                    let seen = model.see(&s.sentence, &concepts.of(&s.sentence));
                    let sums = model.sums(&seen);
                    (seen, sums)
                })
                .collect();
            let run: Vec<_> = seen.iter().collect();
            let message = model.message(&run);
            let held_out = HeldOut {
                sentences: seen.iter().map(|(seen, sums)| model.labels(seen, sums, 0.5)).collect(),
                harm: model.harm(&run),
                whole: model.whole(Whole::Lure, &message),
                work: model.whole(Whole::Work, &message),
            };
            (at, held_out)
        })
        .collect()
}

/// What is known of a whole message.
struct Answers {
    /// Whether it is a lure.
    lure: Option<bool>,
    /// Whether it is about work.
    work: Option<bool>,
}

/// What was read of each whole message by a model that had not seen it, and the truth.
fn readings(lessons: &[Lesson], held_out: &[HeldOut], calibration: &Calibration) -> Vec<Option<(Readings, Answers)>> {
    let of = |output: usize, p: f64, context: f64| calibration.get(output).map_or(p, |s| s.of(logit(p), context));
    lessons
        .iter()
        .zip(held_out)
        .map(|(lesson, judged)| {
            if lesson.sentences.len() < 2 {
                return None;
            }
            let answers = Answers { lure: lesson.lure, work: lesson.work };
            let harm: Vec<f64> = judged.harm.iter().map(|p| of(HARM, *p, 0.0)).collect();
            let labels: Vec<Vec<f64>> = judged
                .sentences
                .iter()
                .zip(&harm)
                .map(|(p, harm)| p.iter().enumerate().map(|(label, p)| of(label, *p, context(*harm))).collect())
                .collect();
            let whole = of(Whole::Lure.output(), judged.whole, 0.0);
            let work = of(Whole::Work.output(), judged.work, 0.0);
            Some((Readings::new(whole, work, &harm, &labels), answers))
        })
        .collect()
}

/// A second stage: learnt from all messages, and for each fold from all others.
struct Learnt {
    all: Course,
    folds: Vec<Course>,
}

/// Learns one, measures it on messages that it had not seen, and calibrates it on them.
fn learn(
    what: &str,
    messages: &[LabelledMessage],
    read: &[Option<(Readings, Answers)>],
    compounds: &[Option<(Readings, Answers)>],
    truth: impl Fn(&Answers) -> Option<bool> + Sync,
) -> Learnt {
    let without = |fold: Option<usize>| -> Vec<(&Readings, bool)> {
        let all = read.iter().enumerate().chain(compounds.iter().enumerate());
        all.filter(|(at, _)| Some(fold_of(*at)) != fold)
            .filter_map(|(_, r)| r.as_ref().and_then(|(readings, answers)| Some((readings, truth(answers)?))))
            .collect()
    };
    let folds = each_fold(|fold| Course::learn(&without(Some(fold))));
    let raw: Vec<(usize, f64, bool)> = read
        .iter()
        .enumerate()
        .filter_map(|(at, r)| {
            let (readings, answers) = r.as_ref()?;
            Some((at, folds.get(fold_of(at))?.raw(readings), truth(answers)?))
        })
        .collect();
    let scale = calibrate(&raw.iter().map(|(_, odds, yes)| (*odds, 0.0, *yes)).collect::<Vec<_>>());
    for lang in ["en", "ko"] {
        let scored: Vec<(f64, bool)> = raw
            .iter()
            .filter(|(at, _, _)| messages.get(*at).is_some_and(|m| m.lang == lang))
            .map(|(_, odds, yes)| (scale.of(*odds, 0.0), *yes))
            .collect();
        println!("whole messages, {lang}: {} · AUC of being {what} {:.3}", scored.len(), auc(&scored));
        for threshold in [0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98] {
            let share = |side: bool| {
                let of: Vec<f64> = scored.iter().filter(|(_, yes)| *yes == side).map(|(p, _)| *p).collect();
                100.0 * of.iter().filter(|p| **p >= threshold).count() as f64 / of.len().max(1) as f64
            };
            println!("  from {threshold:.2}: those that are {:>4.1} % · others {:>4.1} %", share(true), share(false));
        }
    }
    let yes = raw.iter().filter(|(_, _, yes)| *yes).count() as f64 / raw.len().max(1) as f64;
    let ready = |course: Course| course.calibrated(scale, yes);
    Learnt { all: ready(Course::learn(&without(None))), folds: folds.into_iter().map(ready).collect() }
}

/// The whole line over whole messages, each judged with a model that had not seen it: what the product says of unseen
/// words alone, without addresses and headers.
fn verdicts(
    messages: &[LabelledMessage],
    lessons: &[Lesson],
    concepts: &Concepts,
    epochs: usize,
    calibration: &Calibration,
    courses: &[(Course, Course)],
    errors: bool,
) -> Result<(), Failure> {
    let judge = |fold: usize| -> Result<Vec<(usize, Verdict)>, Failure> {
        let (lure, work) = courses.get(fold).cloned().unwrap_or_default();
        let model = train(&others(lessons, fold), concepts, epochs, calibration).with(lure, work);
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
    let harms: Vec<(f64, f64, bool)> = lessons
        .iter()
        .zip(held_out)
        .flat_map(|(lesson, judged)| {
            lesson.sentences.iter().zip(&judged.harm).filter_map(|(e, p)| Some((logit(*p), 0.0, lesson.harm(e)?)))
        })
        .collect();
    let harm = calibrate(&harms);
    calibration[HARM] = harm;
    for (label, kind) in AskKind::ALL.iter().enumerate() {
        // A harmful label counts where a lure says it; an honest request by the same words is to be told from it.
        let raw: Vec<(f64, f64, bool)> = lessons
            .iter()
            .zip(held_out)
            .flat_map(|(lesson, judged)| {
                lesson.sentences.iter().zip(judged.sentences.iter().zip(&judged.harm)).map(move |(e, (p, h))| {
                    let given = e.labels.contains(kind) && (!kind.harmful() || lesson.lure != Some(false));
                    (logit(p.get(label).copied().unwrap_or(0.0)), context(harm.of(logit(*h), 0.0)), given)
                })
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
    if errors {
        print_errors(messages, held_out, &calibration);
    }
    calibration
}

/// Sentences whose harmful labels were missed or invented, for whoever tends the training files.
fn print_errors(messages: &[LabelledMessage], held_out: &[HeldOut], calibration: &Calibration) {
    for (message, judged) in messages.iter().zip(held_out) {
        for (example, (probabilities, harm)) in message.sentences.iter().zip(judged.sentences.iter().zip(&judged.harm))
        {
            for ((kind, p), scale) in AskKind::ALL.iter().zip(probabilities).zip(calibration) {
                let p = scale.of(logit(*p), context(calibration[HARM].of(logit(*harm), 0.0)));
                let given = example.labels.contains(kind) && message.side != "honest";
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
