//! Turns into sentences, each with its exact span.

use crate::case::{Fact, Place, Side, Source, Submission};
use crate::reading::Sentence;
use crate::text::fold::fold;

/// Longest sentence in characters; a longer run is cut at a space, so that a wall of text stays bounded.
const LONGEST: usize = 400;
/// Most sentences of one submission that are read.
const MOST: usize = 2_000;

/// The sentences of subjects and of the contact's (or nobody's) turns, in order.
#[must_use]
pub fn of(submission: &Submission) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (index, message) in submission.messages.iter().enumerate() {
        if let Some(subject) = &message.subject {
            let folded = fold(&subject.value);
            sentences.push(Sentence {
                fact: subject.clone(),
                message: index,
                turn: usize::MAX,
                side: Side::Contact,
                folded,
            });
        }
        for (turn_index, turn) in message.turns.iter().enumerate() {
            if !matches!(turn.side, Side::Contact | Side::Unknown) {
                continue;
            }
            let offset = match turn.text.source.place {
                Place::Text { start, .. } => Some(start),
                _ => None,
            };
            for (start, end) in split(&turn.text.value) {
                if sentences.len() >= MOST {
                    return sentences;
                }
                let Some(words) = turn.text.value.get(start..end) else { continue };
                let place = offset.map_or_else(
                    || turn.text.source.place.clone(),
                    |offset| {
                        let before = turn.text.value.get(..start).map_or(0, |t| t.chars().count());
                        let from = offset.saturating_add(u32::try_from(before).unwrap_or(u32::MAX));
                        let length = u32::try_from(words.chars().count()).unwrap_or(u32::MAX);
                        Place::Text { start: from, end: from.saturating_add(length) }
                    },
                );
                let source = Source { artifact: turn.text.source.artifact, place };
                sentences.push(Sentence {
                    fact: Fact::text(words, source),
                    message: index,
                    turn: turn_index,
                    side: turn.side,
                    folded: fold(words),
                });
            }
        }
    }
    sentences
}

/// Byte spans of the sentences of a text. A sentence ends at `.!?。…` followed by space, at a Korean sentence ending
/// followed by a period or line break, and at a blank line or bullet; a single line break inside running prose joins.
#[must_use]
pub fn split(text: &str) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    let mut count = 0;
    while let Some((at, c)) = chars.next() {
        count += 1;
        let after = at + c.len_utf8();
        let next = chars.peek().map(|(_, n)| *n);
        let ends = match c {
            '.' | '!' | '?' | '…' => {
                next.is_none_or(|n| n.is_whitespace() || matches!(n, '"' | '”' | ')' | '\''))
                    && !(c == '.' && unfinished(text.get(start..at).unwrap_or("")))
            }
            '。' | '！' | '？' => true,
            '\n' => breaks_line(text.get(start..at).unwrap_or(""), text.get(after..).unwrap_or("")),
            _ if count > LONGEST && c.is_whitespace() => true,
            _ => false,
        };
        if ends {
            push(text, start, after, &mut spans);
            start = after;
            count = 0;
        }
    }
    push(text, start, text.len(), &mut spans);
    spans
}

fn push(text: &str, start: usize, end: usize, spans: &mut Vec<(usize, usize)>) {
    let Some(words) = text.get(start..end) else { return };
    let left = words.len() - words.trim_start().len();
    let trimmed = words.trim();
    if trimmed.chars().any(char::is_alphanumeric) {
        spans.push((start + left, start + left + trimmed.len()));
    }
}

/// A line break ends a sentence unless the text is wrapped there: its next word would not have fitted into the
/// paragraph's widest line. Bullets, quotation marks, numbers and lines that end in a mark of their own begin anew.
fn breaks_line(before: &str, after: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or(before);
    let next = after.split('\n').next().unwrap_or("");
    let first = next.trim_start();
    let Some(begin) = first.chars().next() else { return true };
    let arrow = first.starts_with("->");
    let anew = matches!(begin, '-' | '*' | '•' | '·' | '–' | '>' | '|' | '#' | '+' | '○' | '■' | '□' | '※' | '①'..='⑳')
        || first.split_once(['.', ')']).is_some_and(|(number, _)| {
            !number.is_empty() && number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit())
        });
    if arrow {
        // "Settings\n-> Privacy": a path goes on.
        return false;
    }
    if anew || line.trim_end().ends_with(['.', '!', '?', ':', ';', '。']) {
        return true;
    }
    let length = line.trim_end().chars().count();
    if length < NARROWEST {
        return true;
    }
    let last = line.trim_end().rsplit(' ').next().unwrap_or("").to_lowercase();
    if CARRIES_ON.contains(&last.as_str()) || begin.is_lowercase() && length >= WRAPPED {
        return false;
    }
    let paragraph = line.chars().count().max(widest(after));
    let word = first.split_whitespace().next().map_or(0, |w| w.chars().count());
    length + 1 + word < paragraph.saturating_sub(2)
}

/// Narrowest width to which a mail program wraps, in characters.
const NARROWEST: usize = 30;

/// Length from which a line that goes on in lower case is a wrapped one.
const WRAPPED: usize = 50;

/// Words that no sentence ends with.
const CARRIES_ON: [&str; 44] = [
    "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "with", "from", "and", "or", "but", "that", "this",
    "these", "your", "my", "our", "their", "his", "its", "is", "are", "was", "were", "be", "been", "have", "has",
    "had", "will", "would", "can", "could", "may", "as", "if", "not", "such", "than", "which",
];

/// The widest of the next few lines of a paragraph.
fn widest(after: &str) -> usize {
    after
        .split('\n')
        .take(6)
        .take_while(|l| !l.trim().is_empty())
        .map(|l| l.trim_end().chars().count())
        .max()
        .unwrap_or(0)
}

/// Whether a full stop after these words ends no sentence: a number alone ("1.", "2026. 7. 2."), or an abbreviation.
fn unfinished(before: &str) -> bool {
    let numbers = before.chars().any(|c| c.is_ascii_digit()) && !before.chars().any(char::is_alphabetic);
    numbers || abbreviation(before)
}

fn abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
    let letters = word.chars().count();
    (letters == 1 && word.chars().all(char::is_alphabetic))
        || matches!(
            word.to_ascii_lowercase().as_str(),
            "mr" | "mrs"
                | "ms"
                | "dr"
                | "prof"
                | "e.g"
                | "i.e"
                | "etc"
                | "inc"
                | "ltd"
                | "co"
                | "corp"
                | "st"
                | "sr"
                | "jr"
                | "vs"
                | "no"
                | "approx"
                | "dept"
                | "u.s"
                | "u.k"
        )
}

#[cfg(test)]
mod tests {
    use super::split;

    fn sentences(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|(a, b)| &text[a..b]).collect()
    }

    #[test]
    fn prose_lists_and_korean() {
        assert_eq!(
            sentences("Hi Dr. Lim. Please open v2.1 of it!\n- first\n- second"),
            ["Hi Dr. Lim.", "Please open v2.1 of it!", "- first", "- second"]
        );
        assert_eq!(
            sentences("안녕하세요. 파일을 열어 주세요\n감사합니다"),
            ["안녕하세요.", "파일을 열어 주세요", "감사합니다"]
        );
    }

    #[test]
    fn a_number_ends_nothing() {
        assert_eq!(
            sentences("2026. 7. 2. 오전 9:14\n1. Which level do you hold?\n2. Who else does?"),
            ["2026. 7. 2. 오전 9:14", "1. Which level do you hold?", "2. Who else does?"]
        );
        assert_eq!(sentences("It costs 20. You pay later."), ["It costs 20.", "You pay later."]);
    }

    #[test]
    fn a_wrapped_line_is_joined() {
        let text = "We would be glad if you could have the reader we use running on\nyour machine before we talk.";
        assert_eq!(sentences(text).len(), 1);
    }
}
