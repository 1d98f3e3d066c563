//! Text messages as copied from a telephone: the sender's number on top, then the time above each message, the
//! employee's own ones marked.

use analyzer::case::Channel;
use regex::Regex;
use std::sync::LazyLock;

use super::clock::{self, day_line};
use super::{Found, Thread, lines};

#[allow(clippy::expect_used, reason = "literal patterns, covered by the tests")]
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^ (?P<me>\(?(?:나|[Mm]e|[Yy]ou)\)?\ +)?
            (?: (?i:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?|today|yesterday),?\ + | (?:오늘|어제|[월화수목금토일]요일)\ + )?
            (?: (?P<date> \d{4}\.\ ?\d{1,2}\.\ ?\d{1,2}\.? | \d{1,2}월\ \d{1,2}일(?:\ ?\([월화수목금토일]\))? | (?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\ \d{1,2} ),?\ +(?:at\ )? )?
            (?P<time> \d{1,2}:\d{2}(?:[\ \u{202f}]?[AaPp][Mm])? | (?:오전|오후)\ \d{1,2}:\d{2} ) $",
    )
    .expect("literal pattern")
});

/// Reads a conversation, if the text is one: nothing but a number in the first line, and a line with a time below it.
pub(super) fn read(text: &str) -> Option<Thread> {
    let lines = lines(text);
    let (top, line) = *lines.first()?;
    let number = bare_number(line)?;
    let top = top + line.len() - number.len();
    let theirs = |start: usize, at| Found {
        start,
        end: start,
        speaker: number.to_owned(),
        speaker_span: (top, top + number.len()),
        at,
    };
    let mut turns: Vec<Found> = Vec::new();
    let mut day = None;
    for (start, line) in lines.into_iter().skip(1) {
        if let Some(found) = day_line(line) {
            day = found.or(day);
        } else if let Some(head) = HEAD.captures(line) {
            day = head.name("date").and_then(|d| clock::date(d.as_str())).or(day);
            let at = clock::together(day, head.name("time").and_then(|t| clock::time(t.as_str())));
            turns.push(if head.name("me").is_some() { own(start, line, at) } else { theirs(start, at) });
        } else if line.starts_with('>') && !turns.is_empty() {
            // Who pastes a conversation marks the own answers as a mail would.
            let at = turns.last().and_then(|turn| turn.at);
            turns.push(Found { end: start + line.len(), ..own(start, line, at) });
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

/// A turn of the employee's own that begins here.
fn own(start: usize, line: &str, at: Option<jiff::civil::DateTime>) -> Found {
    Found { start, end: start, speaker: "나".to_owned(), speaker_span: (start, start + line.len()), at }
}

/// The telephone number of a line that holds nothing else, or a word for text messages before it: "SMS, +44 …", "문자
/// 010-…".
fn bare_number(line: &str) -> Option<&str> {
    const WORDS: [&str; 8] =
        ["sms", "text message", "text messages", "imessage", "문자메시지", "문자 메시지", "문자", "from"];
    let begin = line.find(|c: char| c.is_ascii_digit() || matches!(c, '+' | '('))?;
    let (word, number) = line.split_at(begin);
    let word = word.trim_end_matches([' ', ',', ':', '-', '–', '·']).to_lowercase();
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let bare = number.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')' | '.'));
    ((word.is_empty() || WORDS.contains(&word.as_str())) && digits >= 7 && bare).then_some(number)
}
