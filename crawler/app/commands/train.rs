//! `bonafide train`: the sentence model from labelled messages, measured on messages it has not seen.

use std::path::Path;

use analyzer::reference::Reference;
use analyzer::text::asks::training::{self, LabelledMessage};
use analyzer::text::asks::{AskKind, Concepts, Example, Model, train};

use super::check::progress;
use crate::{Failure, config};

/// How many parts the messages are split into; a message stays whole.
const FOLDS: usize = 5;

/// Probability from which a label counts as given.
const GIVEN: f64 = 0.6;

/// Trains, measures, writes.
pub fn run(folder: &Path, out: Option<&Path>, epochs: usize, errors: bool) -> Result<u8, Failure> {
    let messages = read(folder)?;
    // The model in use is not needed to train another; the lists are.
    let concepts = Reference::embedded_concepts()?;
    measure(&messages, &concepts, epochs, errors);
    if let Some(out) = out {
        let model = train(&examples(&messages, |_| true), &concepts, epochs);
        std::fs::write(out, model.to_bytes()).map_err(|e| Failure::new(format!("{}: can't be written ({e})", out.display())))?;
        println!("{} written from {} messages", out.display(), messages.len());
    }
    Ok(0)
}

fn read(folder: &Path) -> Result<Vec<LabelledMessage>, Failure> {
    let mut files: Vec<_> = std::fs::read_dir(folder).map_err(|e| config::unreadable(folder, &e))?.flatten().map(|e| e.path()).collect();
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

fn examples(messages: &[LabelledMessage], wanted: impl Fn(usize) -> bool) -> Vec<Example> {
    messages.iter().enumerate().filter(|(at, _)| wanted(*at)).flat_map(|(_, m)| m.sentences.clone()).collect()
}

/// Cross-validation: each fold's messages are judged by a model trained on the other folds.
fn measure(messages: &[LabelledMessage], concepts: &Concepts, epochs: usize, errors: bool) {
    let bar = progress(FOLDS as u64);
    let mut judged: Vec<(&Example, Vec<f64>)> = Vec::new();
    for fold in 0..FOLDS {
        let model: Model = train(&examples(messages, |at| at % FOLDS != fold), concepts, epochs);
        for message in messages.iter().skip(fold).step_by(FOLDS) {
            judged.extend(message.sentences.iter().map(|example| (example, model.judge(&example.sentence, concepts))));
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    println!("{} messages, {} sentences; {FOLDS} folds by message; a label counts from probability {GIVEN}", messages.len(), judged.len());
    println!("{:<18} {:>5} {:>10} {:>7} {:>6}", "label", "given", "precision", "recall", "AUC");
    for (label, kind) in AskKind::ALL.iter().enumerate() {
        let scores: Vec<(f64, bool)> =
            judged.iter().map(|(example, p)| (p.get(label).copied().unwrap_or(0.0), example.labels.contains(kind))).collect();
        let positive = scores.iter().filter(|(_, yes)| *yes).count();
        let hits = scores.iter().filter(|(p, yes)| *yes && *p >= GIVEN).count();
        let said = scores.iter().filter(|(p, _)| *p >= GIVEN).count();
        println!(
            "{:<18} {positive:>5} {:>10.2} {:>7.2} {:>6.3}",
            kind.label(),
            hits as f64 / said.max(1) as f64,
            hits as f64 / positive.max(1) as f64,
            super::eval::auc(&scores)
        );
    }
    if errors {
        for (example, probabilities) in &judged {
            for (kind, p) in AskKind::ALL.iter().zip(probabilities) {
                let given = example.labels.contains(kind);
                if kind.harmful() && given != (*p >= GIVEN) {
                    println!("{} {:<16} {p:.2}  {}", if given { "missed" } else { "false " }, kind.label(), example.sentence);
                }
            }
        }
    }
}
