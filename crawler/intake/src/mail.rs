//! Mails: headers, body, authentication, forwarding, notifications, attachments.

mod authentication;
mod body;
mod dkim;
mod forward;
mod headers;
pub mod html;
pub mod links;
mod mbox;
mod notification;
mod outlook;
mod pictures;
mod tnef;

pub use authentication::parse_results;
pub use mbox::{Mbox, is_mbox};
pub use outlook::{OutlookItem, outlook_job};

use std::cell::RefCell;

use analyzer::case::{
    Artifact, ArtifactId, ArtifactKind, Channel, Fact, FileKind, Forwarding, Gap, Message, Place, Source, Submission,
};
use mail_parser::{MessageParser, MimeHeaders, PartType};

use crate::isolation::{Isolation, Job, JobKind};
use crate::{Delivery, Options, Refusal, files};

/// Deepest nesting of attached mails that is read.
const MOST_DEPTH: usize = 6;

/// Most parts of one mail that are looked into.
const MOST_PARTS: usize = 200;

/// Reads an Internet message (`.eml`).
///
/// # Errors
/// If the bytes are no message at all.
pub fn read(delivery: &Delivery, options: &Options, isolation: &dyn Isolation) -> Result<Submission, Refusal> {
    let mut submission = Submission::default();
    let context = Context::new(options, isolation);
    if !read_into(&mut submission, &context, &delivery.name, &delivery.bytes, None, 0) {
        return Err(Refusal {
            name: delivery.name.clone(),
            why: "no readable mail; save the original message as .eml and hand that in".into(),
            why_ko: "읽을 수 있는 메일이 아닙니다. 원본 메시지를 .eml로 저장해 제출하세요".into(),
        });
    }
    context.pictures.into_inner().tell(&mut submission);
    Ok(submission)
}

/// Reads an Outlook item (`.msg`) behind the wall.
///
/// # Errors
/// If nothing of it could be read.
pub fn read_outlook(delivery: &Delivery, options: &Options, isolation: &dyn Isolation) -> Result<Submission, Refusal> {
    let job = Job { kind: JobKind::Outlook, name: delivery.name.clone() };
    let item = isolation
        .run(&job, &delivery.bytes)
        .and_then(|json| serde_json::from_str::<OutlookItem>(&json).map_err(|e| e.to_string()))
        .map_err(|why| Refusal {
            name: delivery.name.clone(),
            why: format!(
                "this Outlook item could not be read ({why}); in Outlook choose Save As, or forward it as an attachment"
            ),
            why_ko: format!(
                "Outlook 항목을 읽을 수 없습니다({why}). Outlook에서 다시 저장하거나 첨부파일로 전달하세요"
            ),
        })?;
    let mut submission = Submission::default();
    let id = submission.add_artifact(Artifact::of(&delivery.name, ArtifactKind::OutlookMessage, &delivery.bytes));
    let context = Context::new(options, isolation);
    read_into(&mut submission, &context, &delivery.name, &outlook::to_mail(&item), Some(id), 0);
    outlook::attach(&mut submission, &context, &item, id);
    context.pictures.into_inner().tell(&mut submission);
    Ok(submission)
}

pub(crate) struct Context<'c> {
    pub options: &'c Options,
    pub isolation: &'c dyn Isolation,
    /// What the pictures of the mail say.
    pictures: RefCell<pictures::Pictures>,
}

impl<'c> Context<'c> {
    fn new(options: &'c Options, isolation: &'c dyn Isolation) -> Self {
        Self { options, isolation, pictures: RefCell::default() }
    }
}

/// Reads one mail into a submission; `inside` is the artifact that carries it. Answers whether anything was read.
fn read_into(
    submission: &mut Submission,
    context: &Context<'_>,
    name: &str,
    bytes: &[u8],
    inside: Option<ArtifactId>,
    depth: usize,
) -> bool {
    let bytes = if bytes.starts_with(b"From ") {
        bytes.iter().position(|b| *b == b'\n').and_then(|n| bytes.get(n + 1..)).unwrap_or_default()
    } else {
        bytes
    };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let Some(mail) = MessageParser::default().parse(bytes) else { return false };
    if mail.headers().is_empty() {
        return false;
    }
    // An Outlook item is its own artifact; the mail made of it is not another one.
    let made_of_outlook =
        inside.filter(|id| submission.artifact(*id).is_some_and(|a| a.kind == ArtifactKind::OutlookMessage));
    let artifact = made_of_outlook.filter(|_| depth == 0).unwrap_or_else(|| {
        let mut artifact = Artifact::of(name, ArtifactKind::Email, bytes);
        artifact.inside = inside;
        submission.add_artifact(artifact)
    });
    let mut message = Message::new(artifact, Channel::Mail);
    headers::read(&mail, bytes, &mut message);
    message.authentication = authentication::read(&message, context.options);
    dkim::verify(bytes, &context.options.lookups, &mut message.authentication.signatures);
    let parts = body::parts(&mail);
    message.hidden_text.extend(body::hidden(&parts, artifact));
    message.links = body::links(&parts, artifact);
    if depth > 0 {
        message.forwarded = Some(Forwarding::Attached);
    }
    forward::apply(&mut message, &parts.text, context.options);
    notification::apply(&mut message);
    body::recognise_sides(&mut message);
    body::keep_the_contacts_links(&mut message);

    let mut nested = Vec::new();
    for (count, id) in mail.attachments.iter().enumerate() {
        let Some(part) = mail.parts.get(*id as usize) else { continue };
        if count >= MOST_PARTS {
            submission.gaps.push(gap(
                name,
                "has more parts than are looked into",
                "첨부가 너무 많아 일부만 확인했습니다",
            ));
            break;
        }
        let part_name = part.attachment_name().map(clean_name).unwrap_or_default();
        match &part.body {
            PartType::Message(_) => {
                let inner =
                    bytes.get(part.raw_body_offset() as usize..part.raw_end_offset() as usize).unwrap_or_default();
                // The offsets span the encoded part; where it was encoded the parser's own copy is the mail.
                let decoded = match &part.body {
                    PartType::Message(inner_mail)
                        if !inner_mail.raw_message.is_empty() && inner_mail.raw_message.len() != bytes.len() =>
                    {
                        inner_mail.raw_message.to_vec()
                    }
                    _ => inner.to_vec(),
                };
                let label = if part_name.is_empty() { "attached message.eml".to_owned() } else { part_name };
                nested.push((label, decoded));
            }
            PartType::Text(text) | PartType::Html(text) => {
                // Text parts without a name are the body's own alternatives; named ones are files.
                if !part_name.is_empty() {
                    attach(submission, context, &mut message, &part_name, text.as_bytes(), artifact);
                }
            }
            PartType::Binary(content) | PartType::InlineBinary(content) => {
                let label = if part_name.is_empty() { unnamed(part) } else { part_name };
                if tnef::is_tnef(&label, content) {
                    for (inner_name, inner) in tnef::files(content) {
                        attach(submission, context, &mut message, &inner_name, &inner, artifact);
                    }
                } else if mail_inside(&label, content) {
                    nested.push((label, content.to_vec()));
                } else {
                    attach(submission, context, &mut message, &label, content, artifact);
                }
            }
            PartType::Multipart(_) => {}
        }
    }
    // A mail that only carries another one is an envelope: the employee's, who forwards it.
    let envelope = !nested.is_empty() && depth < MOST_DEPTH;
    let at = submission.messages.len();
    submission.messages.push(message);
    let mut read_any = false;
    for (label, inner) in nested {
        if depth >= MOST_DEPTH {
            submission.gaps.push(gap(
                &label,
                "mails are nested too deeply; hand this one in by itself",
                "메일이 너무 깊이 중첩되어 있습니다. 따로 제출하세요",
            ));
        } else if !read_into(submission, context, &label, &inner, Some(artifact), depth + 1) {
            attach_bytes(submission, context, &label, &inner, artifact);
        } else {
            read_any = true;
        }
    }
    if envelope && read_any {
        body::make_envelope(submission, at, context.options);
    }
    true
}

/// Reads a mail that was pasted with its header lines into turns; leaves the message without turns if there are none.
pub(crate) fn read_paste(text: &str, message: &mut Message, options: &Options) {
    if !forward::blocks(text).is_empty() {
        forward::apply(message, text, options);
        message.links.clear();
    }
}

fn attach(
    submission: &mut Submission,
    context: &Context<'_>,
    message: &mut Message,
    name: &str,
    bytes: &[u8],
    artifact: ArtifactId,
) {
    let source = Source { artifact, place: Place::Member(name.to_owned()) };
    message.attachments.push(Fact::text(name, source));
    attach_bytes(submission, context, name, bytes, artifact);
}

fn attach_bytes(submission: &mut Submission, context: &Context<'_>, name: &str, bytes: &[u8], artifact: ArtifactId) {
    let lower = name.to_ascii_lowercase();
    if lower.ends_with(".ics") || lower.ends_with(".vcf") || bytes.starts_with(b"BEGIN:VC") {
        crate::card::read_attached(submission, name, bytes, artifact);
        return;
    }
    let (reports, mut gaps) = files::look_into(name, bytes, artifact, context.isolation);
    let report = reports.first().cloned();
    submission.files.extend(reports);
    if report.as_ref().is_some_and(|report| report.kind == FileKind::Picture) {
        gaps.retain(|gap| gap.why != files::PICTURE.0);
        context.pictures.borrow_mut().look_into(submission, name, bytes, artifact, context.isolation);
    }
    submission.gaps.extend(gaps);
    if let Some(report) = report {
        let document = |submission: &mut Submission| {
            let mut document = Artifact::of(name, ArtifactKind::File, bytes);
            document.inside = Some(artifact);
            submission.add_artifact(document)
        };
        crate::profile::read_words(submission, &report, bytes, document, context.isolation);
    }
}

fn gap(name: &str, why: &str, why_ko: &str) -> Gap {
    Gap { name: name.to_owned(), why: why.to_owned(), why_ko: why_ko.to_owned() }
}

/// A file name without folders and control characters, at most 200 characters. Direction overrides stay: they are
/// evidence.
pub(crate) fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    last.chars().filter(|c| !c.is_control()).take(200).collect::<String>().trim().to_owned()
}

fn unnamed(part: &mail_parser::MessagePart<'_>) -> String {
    match part.content_type() {
        Some(kind) => format!("unnamed {}/{}", kind.ctype(), kind.subtype().unwrap_or("octet-stream")),
        None => "unnamed part".to_owned(),
    }
}

fn mail_inside(name: &str, bytes: &[u8]) -> bool {
    name.to_ascii_lowercase().ends_with(".eml") && crate::sniff(name, bytes) == crate::Format::Mail
}

#[cfg(test)]
mod tests;
