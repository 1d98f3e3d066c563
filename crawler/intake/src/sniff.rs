//! What a delivery is, by its content first and its name second.

/// What a delivery is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// An Internet message.
    Mail,
    /// An Outlook item.
    OutlookMessage,
    /// iCalendar.
    Calendar,
    /// vCard.
    BusinessCard,
    /// A web page.
    Page,
    /// A web page with everything it is made of, in one file (MHTML).
    WebArchive,
    /// JSON.
    Json,
    /// Text.
    Text,
    /// Anything else: looked into as a file.
    Other,
}

/// Decides the format.
#[must_use]
pub fn sniff(name: &str, bytes: &[u8]) -> Format {
    let ending = name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return if ending == "msg" { Format::OutlookMessage } else { Format::Other };
    }
    if looks_like_mail(bytes) {
        return if is_web_archive(&ending, bytes) { Format::WebArchive } else { Format::Mail };
    }
    if binary(bytes) {
        return Format::Other;
    }
    let start = String::from_utf8_lossy(bytes.get(..bytes.len().min(1024)).unwrap_or_default()).to_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with("begin:vcalendar") {
        Format::Calendar
    } else if start.starts_with("begin:vcard") {
        Format::BusinessCard
    } else if start.starts_with("<!doctype html") || start.starts_with("<html") || ending == "html" || ending == "htm" {
        Format::Page
    } else if start.starts_with(['{', '[']) && (ending == "json" || start.contains('"')) {
        Format::Json
    } else {
        Format::Text
    }
}

/// Browsers write saved pages as mails to nobody: multipart/related, with the address where the page was found. No
/// server ever received one; a mail that was received is a mail, whatever its sender wrote into it.
fn is_web_archive(ending: &str, bytes: &[u8]) -> bool {
    let head = format!("\n{}", String::from_utf8_lossy(header_block(bytes, 16 * 1024)).to_ascii_lowercase());
    let related = head.contains("multipart/related") || head.contains("content-type: text/html");
    let saved = head.contains("<saved by ") || head.contains("\nsnapshot-content-location:");
    let received = ["\nreceived:", "\nmessage-id:", "\nreturn-path:", "\nauthentication-results:"];
    related && (saved || matches!(ending, "mhtml" | "mht")) && !received.iter().any(|field| head.contains(field))
}

/// Header fields that tell a mail from a paste that merely begins with "From:".
const TELLING: [&str; 12] = [
    "received:", "message-id:", "mime-version:", "return-path:", "dkim-signature:", "content-type:", "delivered-to:",
    "x-mailer:", "authentication-results:", "content-transfer-encoding:", "reply-to:", "x-",
];

fn looks_like_mail(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(header_block(bytes, 16 * 1024));
    let (mut fields, mut telling) = (0, 0);
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if at == 0 && line.starts_with("From ") {
            continue;
        }
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && fields > 0 {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return fields >= 3 && telling > 0 };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
            return fields >= 3 && telling > 0;
        }
        fields += 1;
        let lower = line.to_ascii_lowercase();
        telling += usize::from(TELLING.iter().any(|t| lower.starts_with(t)));
    }
    fields >= 2 && telling > 0
}

/// The bytes up to the first empty line, at most so many.
pub(crate) fn header_block(bytes: &[u8], most: usize) -> &[u8] {
    let head = bytes.get(..bytes.len().min(most)).unwrap_or_default();
    let ends = |at: usize| head.get(at..).is_some_and(|rest| rest.starts_with(b"\n\n") || rest.starts_with(b"\n\r\n"));
    let end = head.iter().enumerate().find(|(at, byte)| **byte == b'\n' && ends(*at)).map(|(at, _)| at + 1);
    head.get(..end.unwrap_or(head.len())).unwrap_or_default()
}

/// Whether the bytes are no text in UTF-8, UTF-16 or CP949.
fn binary(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return false;
    }
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    head.contains(&0)
        || head.starts_with(b"PK\x03\x04")
        || head.starts_with(b"%PDF-")
        || head.starts_with(b"MZ")
        || head.starts_with(b"7z\xbc\xaf")
        || head.starts_with(b"\xff\xd8\xff")
        || head.starts_with(b"GIF8")
}

/// Text of unknown encoding: UTF-8, UTF-16 by its mark, otherwise CP949 (the only other one that pastes here come in).
#[must_use]
pub(crate) fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, skip)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(skip..).unwrap_or_default()).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::EUC_KR.decode(bytes).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_content() {
        assert_eq!(sniff("a", b"From: a@b.example\r\nMessage-ID: <1>\r\n\r\nHi"), Format::Mail);
        assert_eq!(sniff("a", b"From: Dana\nSent: Monday\nTo: me\n\nHi"), Format::Text);
        assert_eq!(sniff("a", b"BEGIN:VCARD\nEND:VCARD"), Format::BusinessCard);
        assert_eq!(sniff("a.zip", b"PK\x03\x04"), Format::Other);
        assert_eq!(decode(&[0xbe, 0xc8, 0xb3, 0xe7]), "안녕");
    }
}
