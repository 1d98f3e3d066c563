//! Documents that were handed in or attached: a profile, a CV, or words for the reader.

use analyzer::case::{
    ArtifactId, ArtifactKind, Channel, Fact, FileKind, FileReport, FileTrait, Gap, Message, Place, Profile, Side,
    Source, Submission, Turn,
};

use super::layout::Layout;
use super::{cv, linkedin_pdf, settle};
use crate::isolation::{Isolation, Job, JobKind};
use crate::mail::{html, links};

/// Largest document whose words are asked for, in bytes.
const MOST_BYTES: usize = 24 * 1024 * 1024;

/// Most documents of one submission whose words are read.
const MOST_DOCUMENTS: usize = 12;

/// Most characters of one page's text that are read.
const MOST_CHARS: usize = 40_000;

/// Reads the words of a document that was looked into before, if it is one that has words: a profile or a CV becomes a
/// profile of the submission, anything else a text for the reader. `artifact` is the document itself.
pub(crate) fn read_words(
    submission: &mut Submission,
    report: &FileReport,
    bytes: &[u8],
    artifact: impl FnOnce(&mut Submission) -> ArtifactId,
    isolation: &dyn Isolation,
) {
    let kind = match report.kind {
        FileKind::Pdf => JobKind::PdfWords,
        FileKind::OfficeDocument | FileKind::HangulDocument
            if bytes.starts_with(b"PK") && has_words(&report.name.value) =>
        {
            JobKind::DocumentWords
        }
        _ => return,
    };
    // What is locked is said to be already.
    if report.has(FileTrait::Encrypted) {
        return;
    }
    let name = report.name.value.as_str();
    let documents = submission.artifacts.iter().filter(|a| a.kind == ArtifactKind::File).count();
    if bytes.len() > MOST_BYTES || documents > MOST_DOCUMENTS {
        let (why, why_ko) = (
            "too large, or one document too many; its words were not read",
            "너무 크거나 문서가 많아 글자는 읽지 않았습니다",
        );
        submission.gaps.push(Gap { name: name.to_owned(), why: why.into(), why_ko: why_ko.into() });
        return;
    }
    match isolation.run(&Job { kind, name: name.to_owned() }, bytes) {
        Ok(answer) => {
            let artifact = artifact(submission);
            into(submission, name, kind, &answer, artifact);
        }
        Err(why) => submission.gaps.push(Gap {
            name: name.to_owned(),
            why: format!("its words were not read: {why}"),
            why_ko: format!("문서의 글자는 읽지 않았습니다: {why}"),
        }),
    }
}

/// Drops the words of documents that were read before: handed in beside the mail that they are attached to, say.
pub(crate) fn drop_repeated(submission: &mut Submission) {
    let artifacts = std::mem::take(&mut submission.artifacts);
    let first = |id: ArtifactId| {
        let Some(own) = artifacts.get(id.0 as usize).filter(|a| a.kind == ArtifactKind::File) else { return true };
        artifacts.iter().position(|a| a.kind == own.kind && a.digest == own.digest) == Some(id.0 as usize)
    };
    submission.messages.retain(|message| first(message.artifact));
    submission.profiles.retain(|profile| profile.names.first().is_none_or(|name| first(name.source.artifact)));
    submission.artifacts = artifacts;
}

/// Documents of text, not tables or slides.
fn has_words(name: &str) -> bool {
    let lower = name.to_lowercase();
    [".docx", ".docm", ".dotx", ".dotm", ".odt", ".ott", ".hwpx"].iter().any(|ending| lower.ends_with(ending))
}

fn into(submission: &mut Submission, name: &str, kind: JobKind, answer: &str, artifact: ArtifactId) {
    let mut gap = |why: &str, why_ko: &str| {
        submission.gaps.push(Gap { name: name.to_owned(), why: why.to_owned(), why_ko: why_ko.to_owned() });
    };
    let mut rows = None;
    let pages: Vec<Fact<String>> = if kind == JobKind::PdfWords {
        let layout = Layout::read(answer);
        if layout.cut {
            gap("very long; the beginning was read", "너무 길어 앞부분만 읽었습니다");
        }
        if let Some(mut profile) = linkedin_pdf::read(&layout, artifact) {
            settle(&mut profile);
            submission.profiles.push(profile);
            return;
        }
        let page = |n| Source { artifact, place: Place::Page(n) };
        rows = Some(layout.rows().into_iter().map(|(n, text)| Fact::text(text, page(n))).collect::<Vec<_>>());
        layout.pages().into_iter().map(|(n, text)| Fact::text(text, page(n))).collect()
    } else {
        let end = u32::try_from(answer.chars().count()).unwrap_or(u32::MAX);
        let source = Source { artifact, place: Place::Text { start: 0, end } };
        vec![Fact::text(answer, source)]
    };
    if !pages.iter().any(|page| page.value.chars().any(char::is_alphanumeric)) {
        gap(
            "no words in it: a picture of a text, or fonts that tell no letters",
            "글자가 없습니다. 그림으로 된 문서이거나 글꼴에서 글자를 알 수 없습니다",
        );
        return;
    }
    let lines = match &rows {
        Some(rows) => rows.clone(),
        None => pages.iter().flat_map(lines).collect(),
    };
    let profile = resume(&lines);
    // A CV speaks of its owner. What speaks to the reader is read as said to the reader, whatever it looks like.
    if profile.is_none() || pages.iter().any(|page| addresses_reader(&page.value)) {
        submission.messages.extend(words(&pages, artifact));
    }
    submission.profiles.extend(profile);
}

/// Whether a text has words to a reader.
pub(crate) fn addresses_reader(text: &str) -> bool {
    const WORDS: [&str; 8] = ["you", "your", "please", "dear", "ihnen", "ihre", "vous", "votre"];
    const KOREAN: [&str; 7] = ["님", "주세요", "주십시오", "바랍니다", "부탁드", "귀하", "귀사"];
    let mut words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() <= 12);
    words.any(|word| WORDS.contains(&word.to_lowercase().as_str())) || KOREAN.iter().any(|word| text.contains(word))
}

/// A CV that was handed in as text; `None` if it is something else.
pub(crate) fn read_text(text: &str, artifact: ArtifactId) -> Option<Profile> {
    let source = Source { artifact, place: Place::Text { start: 0, end: 0 } };
    resume(&lines(&Fact::text(text, source)))
}

/// The lines of a text, each with its place.
fn lines(page: &Fact<String>) -> Vec<Fact<String>> {
    let mut at = 0u32;
    let line = |line: &str| {
        let length = u32::try_from(line.chars().count()).unwrap_or(u32::MAX);
        let place = match &page.source.place {
            Place::Text { .. } => Place::Text { start: at, end: at.saturating_add(length) },
            other => other.clone(),
        };
        at = at.saturating_add(length).saturating_add(1);
        Fact::text(line.trim(), Source { artifact: page.source.artifact, place })
    };
    page.value.split('\n').map(line).collect()
}

fn resume(lines: &[Fact<String>]) -> Option<Profile> {
    let mut profile = cv::read(lines)?;
    settle(&mut profile);
    Some(profile)
}

/// The text of a document as a message: its words are the contact's, whoever carried it.
fn words(pages: &[Fact<String>], artifact: ArtifactId) -> Option<Message> {
    let mut message = Message::new(artifact, Channel::Paste);
    message.authentication.unknown = true;
    for page in pages {
        let text: String = page.value.chars().filter(|c| !html::is_invisible(*c)).take(MOST_CHARS).collect();
        if !text.chars().any(char::is_alphanumeric) {
            continue;
        }
        message.links.extend(links::links_in(&text, &page.source).into_iter().map(|mut link| {
            link.target.source.place = page.source.place.clone();
            link
        }));
        message.turns.push(Turn {
            speaker: None,
            side: Side::Unknown,
            at: None,
            text: Fact::text(text, page.source.clone()),
        });
    }
    message.links.truncate(200);
    (!message.turns.is_empty()).then_some(message)
}
