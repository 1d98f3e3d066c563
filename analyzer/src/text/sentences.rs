//! Turns into sentences, each with its exact span.

use crate::case::{Fact, Place, Side, Source, Submission};
use crate::reading::Sentence;

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
            sentences.push(Sentence { fact: subject.clone(), message: index, turn: usize::MAX, side: Side::Contact });
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
                    && !(c == '.' && abbreviation(text.get(start..at).unwrap_or("")))
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

/// A line break ends a sentence unless the next line plainly carries on a wrapped one.
fn breaks_line(before: &str, after: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or(before);
    let next = after.split('\n').next().unwrap_or("").trim_start();
    let Some(first) = next.chars().next() else { return true };
    let wrapped = line.chars().count() >= 50 && (first.is_lowercase() || crate::text::fold::is_hangul(first));
    !wrapped || line.trim_end().ends_with(['.', '!', '?', ':', ';', '다', '요', '。'])
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
    fn a_wrapped_line_is_joined() {
        let text = "We would be glad if you could have the reader we use running on\nyour machine before we talk.";
        assert_eq!(sentences(text).len(), 1);
    }
}
