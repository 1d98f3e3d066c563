//! Pasted text: threads copied from LinkedIn, exports of messengers, text messages, free text, saved pages.

mod clock;
mod exports;
mod linkedin;
mod sms;

pub(crate) use clock::day_line;

use analyzer::case::{Artifact, ArtifactKind, Channel, Fact, Message, Place, Profile, Side, Source, Submission, Turn};

use crate::mail::{html, links};
use crate::sniff::decode;
use crate::{Delivery, Options, Refusal};

/// Longest paste that is read, in bytes.
const MOST_BYTES: usize = 2 * 1024 * 1024;

/// Most turns of one thread that are kept.
const MOST_TURNS: usize = 3_000;

/// A turn as found: byte span of its words, speaker and time.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    start: usize,
    end: usize,
    speaker: String,
    speaker_span: (usize, usize),
    at: Option<jiff::civil::DateTime>,
}

/// What a reader of one form of thread answers.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Thread {
    channel: Channel,
    turns: Vec<Found>,
    /// Name and headline above the thread, if shown, with their spans.
    name: Option<(usize, usize)>,
    headline: Option<(usize, usize)>,
}

/// Reads pasted or saved text.
///
/// # Errors
/// If no letters are in it.
pub fn read(delivery: &Delivery, options: &Options) -> Result<Submission, Refusal> {
    let bytes = delivery.bytes.get(..delivery.bytes.len().min(MOST_BYTES)).unwrap_or_default();
    let format = crate::sniff(&delivery.name, &delivery.bytes);
    let archived = (format == crate::Format::WebArchive).then(|| crate::profile::archive::page(bytes)).flatten();
    let page = format == crate::Format::Page || archived.is_some();
    let raw = archived.unwrap_or_else(|| decode(bytes));
    let mut anchors = Vec::new();
    let mut hidden = String::new();
    let text = if page {
        let read = html::read(&raw);
        anchors = read.links;
        hidden = read.hidden;
        read.visible
    } else {
        raw.chars()
            .filter(|c| *c != '\r' && (*c == '\n' || *c == '\t' || !c.is_control()) && !html::is_invisible(*c))
            .collect()
    };
    if !text.chars().any(char::is_alphanumeric) {
        return Err(Refusal {
            name: delivery.name.clone(),
            why: "no text in it; copy the message again, or save the page and hand that in".into(),
            why_ko: "글이 없습니다. 메시지를 다시 복사하거나 페이지를 저장해 제출하세요".into(),
        });
    }
    let mut submission = Submission::default();
    let kind = if page { ArtifactKind::Page } else { ArtifactKind::Text };
    let id = submission.add_artifact(Artifact::of(&delivery.name, kind, &delivery.bytes));
    let thread = sms::read(&text).or_else(|| exports::read(&text)).or_else(|| linkedin::read(&text));
    let resume = if thread.is_none() { crate::profile::read_text(&text, id) } else { None };
    if resume.is_some() && !crate::profile::addresses_reader(&text) {
        submission.profiles.extend(resume);
        return Ok(submission);
    }
    submission.profiles.extend(resume);
    let mut message = Message::new(id, thread.as_ref().map_or(Channel::Paste, |t| t.channel));
    message.authentication.unknown = true;
    match thread {
        Some(thread) => {
            let contact = contact_of(&thread, &text, options);
            for found in thread.turns.iter().take(MOST_TURNS) {
                let fact = span(&text, found.start, found.end, id);
                let speaker = (!found.speaker.is_empty()).then(|| {
                    let (start, end) = found.speaker_span;
                    Fact::new(
                        found.speaker.clone(),
                        text.get(start..end).unwrap_or(&found.speaker),
                        span(&text, start, end, id).source,
                    )
                });
                let at =
                    found.at.and_then(|at| at.to_zoned(jiff::tz::TimeZone::UTC).ok()).map(|z| fact.map(z.timestamp()));
                let side = side(&found.speaker, contact.as_deref(), options);
                message.turns.push(Turn { speaker, side, at, text: fact });
            }
            if thread.name.is_some() || thread.headline.is_some() {
                let fact = |(start, end): (usize, usize)| span(&text, start, end, id);
                submission.profiles.push(Profile {
                    names: thread.name.map(fact).into_iter().collect(),
                    headline: thread.headline.map(fact),
                    ..Profile::default()
                });
            }
        }
        None => paste(&text, &mut message, options),
    }
    for (target, shown) in anchors.into_iter().take(200) {
        if target.starts_with("http") || target.starts_with("mailto:") {
            message.links.push(links::link(&target, Some(&shown), Source { artifact: id, place: Place::Link }));
        }
    }
    if hidden.chars().filter(|c| c.is_alphanumeric()).count() >= 40 {
        let short: String = hidden.chars().take(300).collect();
        message.hidden_text.push(Fact::new(hidden, short, Source { artifact: id, place: Place::Hidden }));
    }
    let spans: Vec<Fact<String>> =
        message.turns.iter().filter(|t| t.side != Side::Employee).map(|t| t.text.clone()).collect();
    for turn in spans {
        for link in links::links_in(&turn.value, &turn.source) {
            if !message.links.iter().any(|l| l.target.value == link.target.value) {
                message.links.push(link);
            }
        }
    }
    submission.messages.push(message);
    Ok(submission)
}

/// Free text: a pasted mail with its header lines becomes a forwarded one; anything else is one turn of nobody known.
fn paste(text: &str, message: &mut Message, options: &Options) {
    crate::mail::read_paste(text, message, options);
    if message.turns.is_empty() {
        let trimmed = text.trim();
        let start = text.find(trimmed).unwrap_or(0);
        let fact = span(text, start, start + trimmed.len(), message.artifact);
        message.turns.push(Turn { speaker: None, side: Side::Unknown, at: None, text: fact });
    }
}

/// The lines that hold something, with their places, trimmed.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        if !bare.is_empty() {
            lines.push((at + (line.len() - line.trim_start().len()), bare));
        }
        at += line.len();
    }
    lines
}

fn span(text: &str, start: usize, end: usize, id: analyzer::case::ArtifactId) -> Fact<String> {
    let words = text.get(start..end).unwrap_or("");
    let from = u32::try_from(text.get(..start).map_or(0, |t| t.chars().count())).unwrap_or(u32::MAX);
    let length = u32::try_from(words.chars().count()).unwrap_or(u32::MAX);
    Fact::text(words, Source { artifact: id, place: Place::Text { start: from, end: from.saturating_add(length) } })
}

/// Who the contact is in a thread: the person named above it; else whoever is not known to be the employee; of two
/// unknown ones the one who wrote first, for it is the contact who approaches.
fn contact_of(thread: &Thread, text: &str, options: &Options) -> Option<String> {
    let above = thread.name.and_then(|(start, end)| text.get(start..end));
    let mut others = thread.turns.iter().map(|t| t.speaker.as_str()).filter(|s| !s.is_empty() && !is_me(s, options));
    let named = others.clone().find(|s| above.is_some_and(|name| name.eq_ignore_ascii_case(s)));
    named.or_else(|| others.next()).map(str::to_owned)
}

/// Whether a program calls its user so: "You", "나".
pub(crate) fn is_own(speaker: &str) -> bool {
    let lower = speaker.trim().to_lowercase();
    matches!(lower.as_str(), "you" | "me" | "i" | "나" | "본인" | "회원님" | "보낸 메시지")
}

/// "You", "나", or one of the employee's names.
fn is_me(speaker: &str, options: &Options) -> bool {
    let lower = speaker.trim().to_lowercase();
    is_own(speaker) || options.own_names.iter().any(|n| !n.is_empty() && n.to_lowercase() == lower)
}

fn side(speaker: &str, contact: Option<&str>, options: &Options) -> Side {
    if speaker.is_empty() {
        Side::Unknown
    } else if is_me(speaker, options) {
        Side::Employee
    } else if contact.is_none_or(|c| c == speaker) || !options.own_names.is_empty() {
        // With the employee's own name known, everybody else speaks to the employee.
        Side::Contact
    } else {
        Side::Employee
    }
}

#[cfg(test)]
mod tests;
