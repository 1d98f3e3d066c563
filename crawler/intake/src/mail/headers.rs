//! Header fields as facts.

use analyzer::case::{DkimSignature, Fact, Mailbox, Message, Place, SigningOutcome, Source};
use jiff::Timestamp;
use jiff::tz::Offset;
use mail_parser::{Address, HeaderName};

use crate::sniff::header_block;

/// Header fields that signals read as they stand.
const KEPT: [&str; 22] = [
    "received", "message-id", "list-id", "list-unsubscribe", "x-mailer", "user-agent", "content-language", "sender",
    "in-reply-to", "references", "authentication-results", "arc-authentication-results", "received-spf", "feedback-id",
    "organization", "auto-submitted", "precedence", "dkim-signature", "x-originating-ip", "return-path",
    "x-google-original-from", "resent-from",
];

/// Most header fields of one mail that are kept.
const MOST: usize = 300;

/// Longest header value that is kept, in characters.
const LONGEST: usize = 4_000;

/// Fills in what the header says.
pub(super) fn read(mail: &mail_parser::Message<'_>, raw: &[u8], message: &mut Message) {
    let artifact = message.artifact;
    let place = |name: &str| Source { artifact, place: Place::Header(name.to_owned()) };
    message.from = mail.from().and_then(|a| mailboxes(a, &place("From")).into_iter().next());
    if message.from.is_none() {
        message.from = mail.sender().and_then(|a| mailboxes(a, &place("Sender")).into_iter().next());
    }
    message.reply_to = mail.reply_to().map(|a| mailboxes(a, &place("Reply-To"))).unwrap_or_default();
    message.to = mail.to().into_iter().chain(mail.cc()).flat_map(|a| mailboxes(a, &place("To"))).take(100).collect();
    if let Some(address) = mail.return_address() {
        let mailbox = Mailbox { name: String::new(), address: address.trim().to_lowercase() };
        message.return_path = Some(Fact::new(mailbox, address, place("Return-Path")));
    }
    if let Some(subject) = mail.subject() {
        let subject: String = subject.chars().filter(|c| !c.is_control()).take(500).collect();
        message.subject = Some(Fact::text(subject.trim(), place("Subject")));
    }
    for (name, value) in raw_headers(raw).into_iter().take(MOST) {
        let lower = name.to_ascii_lowercase();
        if lower == "date" && message.date.is_none() {
            message.utc_offset = offset(&value).map(|minutes| Fact::new(minutes, value.clone(), place("Date")));
        }
        if lower == "dkim-signature"
            && let Some(signature) = signature(&value)
        {
            let quote: String = value.chars().take(120).collect();
            message.authentication.signatures.push(Fact::new(signature, quote, place("DKIM-Signature")));
        }
        if KEPT.contains(&lower.as_str()) || lower.starts_with("x-linkedin") {
            let quote = value.chars().take(300).collect::<String>();
            let source = place(&name);
            message.headers.push(Fact::new((name, value), quote, source));
        }
    }
    message.date = mail.date().and_then(|date| {
        let timestamp = Timestamp::from_second(date.to_timestamp()).ok()?;
        let quote =
            mail.header_raw(HeaderName::Date).map(|raw| raw.trim().to_owned()).unwrap_or_else(|| date.to_rfc3339());
        Some(Fact::new(timestamp, quote, place("Date")))
    });
}

fn mailboxes(address: &Address<'_>, source: &Source) -> Vec<Fact<Mailbox>> {
    address
        .iter()
        .take(100)
        .map(|addr| {
            let name: String = addr.name().unwrap_or("").chars().filter(|c| !c.is_control()).take(200).collect();
            let name = name.trim().trim_matches(['"', '\'']).trim().to_owned();
            let address = addr.address().unwrap_or("").trim().trim_matches(['<', '>']).to_lowercase();
            let quote = match (name.is_empty(), address.is_empty()) {
                (true, _) => address.clone(),
                (false, true) => name.clone(),
                (false, false) => format!("{name} <{address}>"),
            };
            Fact::new(Mailbox { name, address }, quote, source.clone())
        })
        .collect()
}

/// Names and unfolded values of the top header block, as written.
fn raw_headers(raw: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(header_block(raw, 256 * 1024));
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut()
                && value.len() < LONGEST
            {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_owned(), value.trim().chars().take(LONGEST).collect()));
        }
    }
    fields
}

/// Minutes east of UTC at the end of a `Date` field.
fn offset(date: &str) -> Option<i32> {
    let zone = date.split_whitespace().find(|w| (w.starts_with('+') || w.starts_with('-')) && w.len() == 5)?;
    let number: i32 = zone.get(1..)?.parse().ok()?;
    let minutes = number / 100 * 60 + number % 100;
    let signed = if zone.starts_with('-') { -minutes } else { minutes };
    Offset::from_seconds(signed * 60).ok().map(|_| signed)
}

/// `d=` and `s=` of a DKIM signature (RFC 6376).
fn signature(value: &str) -> Option<DkimSignature> {
    let tag = |wanted: &str| {
        value
            .split(';')
            .filter_map(|t| t.split_once('='))
            .find(|(k, _)| k.trim() == wanted)
            .map(|(_, v)| v.trim().to_lowercase())
    };
    let domain = tag("d").filter(|d| !d.is_empty())?;
    Some(DkimSignature { domain, selector: tag("s").unwrap_or_default(), outcome: SigningOutcome::NotChecked })
}
