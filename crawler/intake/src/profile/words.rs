//! The words of a document: what stands in its paragraphs, behind the wall of an [`Isolation`](crate::Isolation).

use std::io::{Cursor, Read};

/// Most bytes of one part that are unpacked, and most characters that are answered.
const MOST_PART: u64 = 12 * 1024 * 1024;
const MOST_CHARS: usize = 200_000;

/// Longest row of a table that is one line, in characters; the cells of longer ones stand below each other.
const LONGEST_ROW: usize = 200;

/// The child's part: the text of a Word (`.docx`), OpenDocument (`.odt`) or Hangul (`.hwpx`) document, line by line.
///
/// # Errors
/// If it is none of these, or damaged.
pub fn document_job(bytes: &[u8]) -> Result<String, String> {
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| "the document is damaged or cut off".to_owned())?;
    let mut names: Vec<String> = archive
        .file_names()
        .take(4_000)
        .flatten()
        .filter(|name| {
            let lower = name.to_lowercase();
            lower == "word/document.xml"
                || lower == "content.xml"
                || lower.starts_with("contents/section") && lower.ends_with(".xml")
        })
        .map(|name| name.into_owned())
        .collect();
    names.sort();
    let mut text = String::new();
    for name in names.iter().take(50) {
        let part = archive.by_name(name).map_err(|_| "the document is damaged or locked".to_owned())?;
        let mut xml = Vec::new();
        part.take(MOST_PART).read_to_end(&mut xml).map_err(|_| "the document is damaged".to_owned())?;
        paragraphs(&String::from_utf8_lossy(&xml), name == "content.xml", &mut text);
        if text.len() > MOST_CHARS {
            break;
        }
    }
    if names.is_empty() { Err("no text in this kind of document is read".into()) } else { Ok(text) }
}

/// Text of an XML part. `open` is OpenDocument, where all text counts; elsewhere it stands in `<w:t>` and `<hp:t>`.
fn paragraphs(xml: &str, open: bool, into: &mut String) {
    // Rows within rows are one row.
    let (mut rows, mut row) = (0usize, String::new());
    let (mut inside, mut skipped) = (!open, 0usize);
    let mut text_of = 0usize;
    for piece in xml.split('<').skip(1) {
        if into.len() > MOST_CHARS {
            break;
        }
        let Some((tag, text)) = piece.split_once('>') else { continue };
        let closing = tag.starts_with('/');
        let empty = tag.ends_with('/');
        let name = tag.trim_start_matches('/').split([' ', '/', '\n', '\t']).next().unwrap_or("");
        let local = name.rsplit(':').next().unwrap_or(name);
        let out = if rows > 0 { &mut row } else { &mut *into };
        match (local, closing) {
            ("text", _) if name == "office:text" => inside = !closing,
            ("annotation" | "tracked-changes" | "instrText" | "delText" | "script", _) if !empty => {
                skipped = if closing { skipped.saturating_sub(1) } else { skipped + 1 };
            }
            ("t", _) if !open && !empty => text_of = if closing { text_of.saturating_sub(1) } else { text_of + 1 },
            // Empty paragraphs are blank lines, which part what stands above and below.
            ("p" | "h", false) if empty => out.push('\n'),
            ("p" | "h", true) | ("br" | "line-break" | "lineBreak" | "cr", false) => out.push('\n'),
            ("tab" | "s", false) if open || local == "tab" => out.push(if local == "tab" { '\t' } else { ' ' }),
            ("tc" | "table-cell", true) => out.push('\t'),
            ("tr" | "table-row", false) if !empty => rows += 1,
            ("tr" | "table-row", true) => {
                rows = rows.saturating_sub(1);
                if rows == 0 {
                    end_row(&mut row, into);
                }
            }
            _ => {}
        }
        let out = if rows > 0 { &mut row } else { &mut *into };
        if inside && skipped == 0 && (open || text_of > 0) {
            push(text, open, out);
        }
    }
    end_row(&mut row, into);
}

/// A row of a table: one line, or many if it is long.
fn end_row(row: &mut String, into: &mut String) {
    let row = std::mem::take(row);
    let bare = row.trim();
    if bare.is_empty() {
        return;
    }
    if bare.chars().count() <= LONGEST_ROW {
        let cells = bare.split('\t').map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "));
        let cells: Vec<String> = cells.filter(|cell| !cell.is_empty()).collect();
        into.push_str(&cells.join("\t"));
    } else {
        into.push_str(&bare.replace('\t', "\n"));
    }
    into.push('\n');
}

fn push(text: &str, open: bool, out: &mut String) {
    // OpenDocument's line breaks between elements say nothing.
    let text = if open && text.trim().is_empty() && text.contains('\n') { "" } else { text };
    let plain = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    out.extend(
        plain.chars().map(|c| if c == '\n' || c == '\r' { ' ' } else { c }).filter(|c| !c.is_control() || *c == '\t'),
    );
}
