//! PDF: what it does on opening, and where its links lead. No renderer: names and strings are searched in the file and
//! in its deflated streams, within limits.

use analyzer::case::FileTrait;
use memchr::memmem;

use super::Finding;
use super::budget::Budget;

/// Most streams that are inflated, and most bytes of each.
const MOST_STREAMS: usize = 400;
const MOST_STREAM: usize = 2 * 1024 * 1024;
/// Most addresses that are kept.
const MOST_URLS: usize = 60;

pub(super) fn inspect(finding: &mut Finding, bytes: &[u8], budget: &mut Budget) {
    look(finding, bytes);
    if memmem::find(bytes, b"/Encrypt").is_some() {
        finding.note(FileTrait::Encrypted, "/Encrypt");
        finding.stopped(
            "the PDF is locked with a password; nothing could look inside",
            "PDF에 비밀번호가 걸려 있어 내용을 볼 수 없습니다",
        );
        return;
    }
    let mut from = 0;
    for _ in 0..MOST_STREAMS {
        let Some(at) = bytes.get(from..).and_then(|rest| memmem::find(rest, b"stream")) else { break };
        let mut start = from + at + 6;
        while bytes.get(start).is_some_and(|b| matches!(b, b'\r' | b'\n')) {
            start += 1;
        }
        let Some(rest) = bytes.get(start..) else { break };
        let length = memmem::find(rest, b"endstream").unwrap_or(rest.len());
        let stream = rest.get(..length).unwrap_or_default();
        from = start + length + 9;
        // Only deflated streams (zlib headers) can hide dictionaries; pictures and fonts are skipped by what they hold.
        if stream.first() == Some(&0x78) && budget.bytes > 0 {
            use std::io::Read as _;
            let mut inflated = Vec::new();
            let _ = flate2::read::ZlibDecoder::new(stream).take(MOST_STREAM as u64).read_to_end(&mut inflated);
            budget.bytes = budget.bytes.saturating_sub(inflated.len() as u64);
            if inflated.contains(&b'/') {
                look(finding, &inflated);
            }
        }
        if from >= bytes.len() {
            break;
        }
    }
}

fn look(finding: &mut Finding, bytes: &[u8]) {
    let has = |name: &[u8]| {
        memmem::find_iter(bytes, name).any(|at| bytes.get(at + name.len()).is_none_or(|b| !b.is_ascii_alphanumeric()))
    };
    if has(b"/Launch") {
        let around = memmem::find(bytes, b"/Launch")
            .and_then(|at| bytes.get(at..(at + 120).min(bytes.len())))
            .unwrap_or_default();
        finding.note(FileTrait::PdfLaunch, printable(around));
    }
    if has(b"/JavaScript") || has(b"/JS") && has(b"/S") && has(b"/OpenAction") {
        finding.note(FileTrait::PdfScript, "/JavaScript");
    }
    if has(b"/EmbeddedFile") && has(b"/EF") {
        finding.note(FileTrait::EmbeddedObject, "/EmbeddedFile");
    }
    for at in memmem::find_iter(bytes, b"/URI").take(300) {
        let Some(rest) = bytes.get(at + 4..(at + 2_000).min(bytes.len())) else { continue };
        let text = String::from_utf8_lossy(rest);
        let Some(inner) = text.trim_start().strip_prefix('(').and_then(|t| t.split(')').next()) else { continue };
        let url = inner.trim().replace('\\', "");
        if url.starts_with("http") && finding.urls.len() < MOST_URLS && !finding.urls.contains(&url) {
            finding.urls.push(url.chars().take(500).collect());
        }
    }
}

fn printable(bytes: &[u8]) -> String {
    bytes.iter().map(|b| if b.is_ascii_graphic() || *b == b' ' { char::from(*b) } else { ' ' }).collect()
}
