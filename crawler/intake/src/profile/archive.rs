//! Pages saved in one file (`.mhtml`): a mail whose first page is the page.

use mail_parser::{MessageParser, MimeHeaders, PartType};

/// The page of a web archive: its first HTML part, or the largest where there are frames.
pub(crate) fn page(bytes: &[u8]) -> Option<String> {
    let mail = MessageParser::default().parse(bytes)?;
    let pages = mail.parts.iter().take(2_000).filter_map(|part| match &part.body {
        PartType::Html(page) => Some(page.to_string()),
        PartType::Text(page) if part.content_type().and_then(|t| t.subtype()) == Some("html") => Some(page.to_string()),
        _ => None,
    });
    pages.max_by_key(String::len)
}
