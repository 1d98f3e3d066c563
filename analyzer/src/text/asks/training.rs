//! The training files of `data/training`: whole messages, one labelled sentence a line.

use super::AskKind;
use super::learning::{Example, Lesson};
use crate::text::fold::fold;
use crate::text::masking;

/// A labelled message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelledMessage {
    /// Unique over all files.
    pub id: String,
    /// `hostile`, `honest` or `unclear`.
    pub side: String,
    /// `en` or `ko`.
    pub lang: String,
    /// Free words.
    pub kind: String,
    /// Whether it has nothing to do with work offered to the reader (`about=other`): a bank's phish, an announcement
    /// inside a firm.
    pub elsewhere: bool,
    /// The sentences in order.
    pub sentences: Vec<Example>,
}

impl LabelledMessage {
    /// What the model is shown of it.
    #[must_use]
    pub fn lesson(&self) -> Lesson {
        let lure = match self.side.as_str() {
            "hostile" => Some(true),
            "honest" => Some(false),
            _ => None,
        };
        let has = |wanted: fn(&AskKind) -> bool| self.sentences.iter().flat_map(|s| &s.labels).any(wanted);
        let offer = has(|k| {
            matches!(k, AskKind::Recruiting | AskKind::PaidExpertise | AskKind::SideJob | AskKind::NoInterview)
        });
        let labelled = has(|k| *k != AskKind::Ordinary);
        let work = if self.elsewhere {
            Some(false)
        } else if offer || self.sentences.len() > 1 && lure == Some(true) {
            // A later message of an approach may not speak of the job any more.
            Some(true)
        } else if labelled && self.sentences.len() == 1 {
            // Of a sentence alone that carries another label nobody can say what it is about.
            None
        } else {
            Some(false)
        };
        // The model learns from what it will be shown: words without the names of those addressed.
        let text: String = self.sentences.iter().map(|s| format!("{}\n", s.sentence)).collect();
        let names = masking::addressed(&text);
        let sentences = self.sentences.iter().map(|s| Example {
            sentence: masking::without(&fold(&s.sentence), &names).into_owned(),
            labels: s.labels.clone(),
        });
        Lesson { sentences: sentences.collect(), lure, work }
    }
}

/// Reads a training file: `== id=… side=… [about=other] lang=… kind=…`, then `label,label | sentence` lines; `-` for no label.
///
/// # Errors
/// The first line that is not in the form, with its number.
pub fn parse(text: &str) -> Result<Vec<LabelledMessage>, String> {
    let mut messages: Vec<LabelledMessage> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(head) = line.strip_prefix("==") {
            let field = |name: &str| {
                head.split_whitespace().find_map(|w| w.strip_prefix(name)?.strip_prefix('=')).unwrap_or("").to_owned()
            };
            let message = LabelledMessage {
                id: field("id"),
                side: field("side"),
                lang: field("lang"),
                kind: field("kind"),
                elsewhere: field("about") == "other",
                sentences: vec![],
            };
            if message.id.is_empty() || !matches!(message.side.as_str(), "hostile" | "honest" | "unclear") {
                return Err(format!("line {number}: a head needs id=… and side=hostile|honest|unclear"));
            }
            messages.push(message);
            continue;
        }
        let (labels, sentence) =
            line.split_once('|').ok_or_else(|| format!("line {number}: no `|` between labels and sentence"))?;
        let labels: Result<Vec<AskKind>, String> = labels
            .split(',')
            .map(str::trim)
            .filter(|l| !l.is_empty() && *l != "-")
            .map(|label| {
                AskKind::ALL
                    .iter()
                    .copied()
                    .find(|k| k.label() == label)
                    .ok_or_else(|| format!("line {number}: no label `{label}`"))
            })
            .collect();
        let message = messages.last_mut().ok_or_else(|| format!("line {number}: a sentence before the first head"))?;
        message.sentences.push(Example { sentence: sentence.trim().to_owned(), labels: labels? });
    }
    Ok(messages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_refuses() {
        let read =
            parse("== id=a-1 side=hostile lang=en kind=x\nrun-code, recruiting | Please run it.\n- | Hi | there.\n")
                .unwrap();
        assert_eq!(read[0].sentences[0].labels, [AskKind::RunCode, AskKind::Recruiting]);
        assert_eq!(read[0].sentences[1].sentence, "Hi | there.");
        assert!(parse("== id=a side=bad").is_err());
        assert!(parse("== id=a side=honest\nnonsense | x").unwrap_err().contains("line 2"));
    }
}
