//! Outlook items. The parser is known to panic on hostile bytes, so [`outlook_job`] runs behind the wall; the rest
//! turns its answer into an Internet message that is read like any other.

use analyzer::case::{ArtifactId, Submission};
use serde::{Deserialize, Serialize};

use super::{Context, attach_bytes, clean_name};

/// Most attachments of one item that are read.
const MOST_ATTACHMENTS: usize = 100;

/// What an Outlook item holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutlookItem {
    /// The transport header as it was received, empty for drafts and old items.
    pub headers: String,
    /// Sender's name and address; the address may be an Exchange name instead.
    pub sender: (String, String),
    /// Recipients' names and addresses.
    pub to: Vec<(String, String)>,
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// HTML, where there is any.
    pub html: String,
    /// Attached files: name and content.
    pub attachments: Vec<(String, Vec<u8>)>,
    /// Attached Outlook items.
    pub embedded: Vec<OutlookItem>,
}

/// Reads an item; answers an [`OutlookItem`] as JSON.
///
/// # Errors
/// One line that says what is wrong.
pub fn outlook_job(bytes: &[u8]) -> Result<String, String> {
    // The parser indexes into what the file promises; in a process that unwinds, a panic is an answer like another.
    let read = std::panic::catch_unwind(|| {
        msg_parser::Outlook::from_slice(bytes)
            .map(|outlook| item(&outlook, 0))
            .map_err(|e| format!("not an Outlook item: {e}"))
    });
    let item = read.map_err(|_| "its parts contradict each other".to_owned())??;
    serde_json::to_string(&item).map_err(|e| e.to_string())
}

fn item(outlook: &msg_parser::Outlook, depth: usize) -> OutlookItem {
    let html = if outlook.html.is_empty() { outlook.html_from_rtf().unwrap_or_default() } else { outlook.html.clone() };
    let mut read = OutlookItem {
        headers: outlook.headers.raw.clone(),
        sender: (outlook.sender.name.clone(), outlook.sender.email.clone()),
        to: outlook.to.iter().chain(&outlook.cc).map(|p| (p.name.clone(), p.email.clone())).take(100).collect(),
        subject: outlook.subject.clone(),
        body: outlook.body.clone(),
        html,
        ..OutlookItem::default()
    };
    for attachment in outlook.attachments.iter().take(MOST_ATTACHMENTS) {
        if attachment.is_embedded_message() {
            if depth < 3
                && let Some(Ok(inner)) = attachment.as_message()
            {
                read.embedded.push(item(&inner, depth + 1));
            }
            continue;
        }
        let name = [&attachment.long_file_name, &attachment.file_name, &attachment.display_name]
            .into_iter()
            .find(|n| !n.is_empty());
        let name = name.map_or_else(|| format!("attachment{}", attachment.extension), |n| clean_name(n));
        read.attachments.push((name, attachment.payload_bytes.clone()));
    }
    read
}

/// The item as an Internet message: its transport header where it has one, otherwise one made of its properties.
pub(super) fn to_mail(item: &OutlookItem) -> Vec<u8> {
    let mut mail = String::new();
    let transport: Vec<&str> = item
        .headers
        .lines()
        .take_while(|l| !l.trim().is_empty())
        .skip_while(|l| !l.contains(':') || l.starts_with("Microsoft Mail Internet Headers"))
        .collect();
    if transport.iter().any(|l| l.to_ascii_lowercase().starts_with("from:")) {
        let mut skipping = false;
        for line in transport {
            let folded = line.starts_with([' ', '\t']);
            if !folded {
                let lower = line.to_ascii_lowercase();
                skipping = lower.starts_with("content-") || lower.starts_with("mime-version:");
            }
            if !skipping {
                mail.push_str(line);
                mail.push_str("\r\n");
            }
        }
    } else {
        let one_line = |text: &str| text.replace(['\r', '\n'], " ");
        let address = |email: &str| if email.contains('@') { format!("<{}>", one_line(email)) } else { String::new() };
        mail.push_str(&format!(
            "From: \"{}\" {}\r\n",
            one_line(&item.sender.0).replace('"', ""),
            address(&item.sender.1)
        ));
        let to: Vec<String> = item
            .to
            .iter()
            .map(|(name, email)| format!("\"{}\" {}", one_line(name).replace('"', ""), address(email)))
            .collect();
        if !to.is_empty() {
            mail.push_str(&format!("To: {}\r\n", to.join(", ")));
        }
        mail.push_str(&format!("Subject: {}\r\n", one_line(&item.subject)));
    }
    let (kind, body) = if item.html.trim().is_empty() { ("plain", &item.body) } else { ("html", &item.html) };
    mail.push_str(&format!(
        "MIME-Version: 1.0\r\nContent-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    ));
    mail.push_str(body);
    mail.into_bytes()
}

/// Attached files and items of an Outlook item.
pub(super) fn attach(submission: &mut Submission, context: &Context<'_>, item: &OutlookItem, artifact: ArtifactId) {
    for (name, bytes) in &item.attachments {
        if let Some(message) = submission.messages.first_mut() {
            let source = analyzer::case::Source { artifact, place: analyzer::case::Place::Member(name.clone()) };
            message.attachments.push(analyzer::case::Fact::text(name.clone(), source));
        }
        attach_bytes(submission, context, name, bytes, artifact);
    }
    let at = submission.messages.len().saturating_sub(1);
    for inner in &item.embedded {
        super::read_into(submission, context, "attached message.msg", &to_mail(inner), Some(artifact), 1);
        attach(submission, context, inner, artifact);
    }
    if !item.embedded.is_empty() {
        super::body::make_envelope(submission, at, context.options);
    }
}
