//! Documents that were handed in: a profile, a CV, or words for the reader.

use analyzer::case::{ArtifactId, Channel, Fact, Gap, Message, Place, Side, Source, Submission, Turn};

use super::layout::Layout;
use super::{linkedin_pdf, settle};
use crate::isolation::{Isolation, Job, JobKind};
use crate::mail::links;

/// Largest PDF whose words are asked for, in bytes.
const MOST_BYTES: usize = 24 * 1024 * 1024;

/// Most characters of one page's text that are read.
const MOST_CHARS: usize = 40_000;

/// Reads the words of a PDF: a profile or a CV becomes a profile of the submission, anything else a text for the
/// reader.
pub(crate) fn read_pdf(
    submission: &mut Submission,
    name: &str,
    bytes: &[u8],
    artifact: ArtifactId,
    isolation: &dyn Isolation,
) {
    let mut gap = |why: String, why_ko: String| submission.gaps.push(Gap { name: name.to_owned(), why, why_ko });
    if bytes.len() > MOST_BYTES {
        gap(
            "the PDF is larger than 24 MiB; its words were not read".into(),
            "PDF가 24MiB보다 커서 글자는 읽지 않았습니다".into(),
        );
        return;
    }
    let job = Job { kind: JobKind::PdfWords, name: name.to_owned() };
    let layout = match isolation.run(&job, bytes) {
        Ok(xhtml) => Layout::read(&xhtml),
        Err(why) => {
            gap(format!("the words of the PDF were not read: {why}"), format!("PDF의 글자는 읽지 않았습니다: {why}"));
            return;
        }
    };
    if layout.cut {
        gap("the PDF is very long; its beginning was read".into(), "PDF가 너무 길어 앞부분만 읽었습니다".into());
    }
    if layout.lines.is_empty() {
        gap(
            "no words in the PDF: a picture of a text, or fonts that tell no letters".into(),
            "PDF에 글자가 없습니다. 그림으로 된 문서이거나 글꼴에서 글자를 알 수 없습니다".into(),
        );
        return;
    }
    if let Some(mut profile) = linkedin_pdf::read(&layout, artifact) {
        settle(&mut profile);
        submission.profiles.push(profile);
        return;
    }
    let pages = layout.pages();
    submission.messages.extend(words(&pages, artifact));
}

/// The text of a document as a message: its words are the contact's, whoever carried it.
fn words(pages: &[(u32, String)], artifact: ArtifactId) -> Option<Message> {
    let mut message = Message::new(artifact, Channel::Paste);
    message.authentication.unknown = true;
    for (page, text) in pages {
        let text: String = text.chars().take(MOST_CHARS).collect();
        if !text.chars().any(char::is_alphanumeric) {
            continue;
        }
        let source = Source { artifact, place: Place::Page(*page) };
        message.links.extend(links::links_in(&text, &source));
        message.turns.push(Turn { speaker: None, side: Side::Unknown, at: None, text: Fact::text(text, source) });
    }
    message.links.truncate(200);
    (!message.turns.is_empty()).then_some(message)
}
