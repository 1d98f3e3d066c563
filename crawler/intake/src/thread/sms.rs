//! Text messages as copied from a telephone: the sender's number on top, then the time above each message, the
//! employee's own ones marked.

use analyzer::case::Channel;
use regex::Regex;
use std::sync::LazyLock;

use super::linkedin::{day_line, lines};
use super::{Found, Thread, clock};

#[allow(clippy::expect_used, reason = "literal patterns, covered by the tests")]
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?P<me>\(?(?:나|[Mm]e|[Yy]ou)\)? +)?(?:\d{4}\. ?\d{1,2}\. ?\d{1,2}\.? +)?(?P<time>\d{1,2}:\d{2}(?:[ \u{202f}]?[AP]M)?|(?:오전|오후) \d{1,2}:\d{2})$",
    )
    .expect("literal pattern")
});

/// Reads a conversation, if the text is one: nothing but a number in the first line, and a line with a time below it.
pub(super) fn read(text: &str) -> Option<Thread> {
    let lines = lines(text);
    let (top, number) = *lines.first()?;
    if !is_number(number) {
        return None;
    }
    let mut turns: Vec<Found> = Vec::new();
    let mut day = None;
    for (start, line) in lines.into_iter().skip(1) {
        if let Some(found) = day_line(line) {
            day = found.or(day);
        } else if let Some(head) = HEAD.captures(line) {
            let own = head.name("me").is_some();
            let at = clock::together(day, head.name("time").and_then(|t| clock::time(t.as_str())));
            turns.push(Found {
                start,
                end: start,
                speaker: if own { "나" } else { number }.to_owned(),
                speaker_span: if own { (start, start + line.len()) } else { (top, top + number.len()) },
                at,
            });
        } else if line != "[Web발신]"
            && let Some(turn) = turns.last_mut()
        {
            if turn.end == turn.start {
                turn.start = start;
            }
            turn.end = start + line.len();
        }
    }
    turns.retain(|turn| turn.end > turn.start);
    (!turns.is_empty()).then_some(Thread { channel: Channel::Sms, turns, name: None, headline: None })
}

/// A telephone number and nothing else.
fn is_number(line: &str) -> bool {
    line.chars().filter(char::is_ascii_digit).count() >= 7
        && line.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')' | '.'))
}
