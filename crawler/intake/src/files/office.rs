//! Office and Hangul documents: macros, remote templates, embedded objects, locked files.

use analyzer::case::FileTrait;
use std::io::Cursor;

use super::Finding;
use super::budget::Budget;

/// Most addresses of one document that are kept.
const MOST_URLS: usize = 40;

pub(super) fn inspect(finding: &mut Finding, bytes: &[u8], budget: &mut Budget) {
    if bytes.starts_with(b"PK") {
        open_xml(finding, bytes, budget);
    } else if bytes.starts_with(b"{\\rtf") {
        rtf(finding, bytes);
    } else {
        compound(finding, bytes);
    }
}

/// OOXML, ODF, HWPX: parts of a ZIP container.
fn open_xml(finding: &mut Finding, bytes: &[u8], budget: &mut Budget) {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        finding.stopped("the document is damaged or cut off", "문서가 손상되었거나 잘렸습니다");
        return;
    };
    for index in 0..archive.len().min(2_000) {
        let Ok(raw) = archive.by_index_raw(index) else { continue };
        let name = String::from_utf8_lossy(raw.name_raw()).into_owned();
        let locked = raw.encrypted();
        drop(raw);
        let lower = name.to_lowercase();
        if locked {
            finding.note(FileTrait::Encrypted, name.as_str());
            finding.stopped(
                "locked with a password; nothing could look inside",
                "비밀번호가 걸려 있어 내용을 볼 수 없습니다",
            );
            continue;
        }
        if lower.ends_with("vbaproject.bin")
            || lower.contains("/macrosheets/")
            || lower.starts_with("basic/") && lower.ends_with(".xml") && !lower.contains("script-l")
        {
            finding.note(FileTrait::Macro, name.as_str());
        }
        if lower.contains("/embeddings/") && (lower.ends_with(".bin") || lower.ends_with(".exe")) {
            finding.note(FileTrait::EmbeddedObject, name.as_str());
        }
        if !(lower.ends_with(".rels")
            || lower.ends_with("document.xml")
            || lower.ends_with("settings.xml")
            || lower.ends_with(".xml") && lower.starts_with("contents/"))
        {
            continue;
        }
        let Ok(member) = archive.by_index(index) else { continue };
        let Some(part) = budget.read(member) else {
            finding.note(FileTrait::LimitReached, format!("{name} unpacks to more than is looked into"));
            continue;
        };
        let text = String::from_utf8_lossy(&part);
        if lower.ends_with(".rels") {
            relationships(finding, &text);
        } else if text.contains("DDEAUTO") || text.contains("DDE ") && text.contains("instrText") {
            finding.note(FileTrait::EmbeddedObject, "DDE field");
        }
    }
}

/// Relationships with `TargetMode="External"`: hyperlinks are listed, anything loaded on opening is a trait.
fn relationships(finding: &mut Finding, text: &str) {
    for element in text
        .split('<')
        .filter(|e| e.contains("TargetMode=\"External\"") || e.contains("TargetMode='External'"))
        .take(200)
    {
        let attribute = |name: &str| {
            let (_, rest) = element.split_once(&format!("{name}="))?;
            let quote = rest.chars().next()?;
            rest.get(1..)?.split(quote).next().map(|v| v.replace("&amp;", "&"))
        };
        let Some(target) = attribute("Target") else { continue };
        let kind = attribute("Type").unwrap_or_default();
        let kind = kind.rsplit('/').next().unwrap_or("").to_owned();
        let remote = target.starts_with("http")
            || target.starts_with("\\\\")
            || target.starts_with("file:")
            || target.starts_with("mhtml:");
        if remote
            && matches!(kind.as_str(), "attachedTemplate" | "oleObject" | "frame" | "subDocument" | "externalLinkPath")
        {
            finding.note(FileTrait::RemoteTemplate, format!("{kind}: {target}"));
        }
        if target.starts_with("http") && finding.urls.len() < MOST_URLS {
            finding.urls.push(target);
        }
    }
}

fn rtf(finding: &mut Finding, bytes: &[u8]) {
    let text =
        String::from_utf8_lossy(bytes.get(..bytes.len().min(4 * 1024 * 1024)).unwrap_or_default()).to_lowercase();
    for marker in ["\\objdata", "\\objautlink", "\\objupdate", "ddeauto"] {
        if text.contains(marker) {
            finding.note(FileTrait::EmbeddedObject, marker);
        }
    }
    if let Some((_, rest)) = text.split_once("{\\*\\template ")
        && rest.starts_with("http")
    {
        finding.note(FileTrait::RemoteTemplate, rest.split('}').next().unwrap_or(""));
    }
}

/// Old Office and HWP files (compound files): the directory's names tell, in UTF-16.
fn compound(finding: &mut Finding, bytes: &[u8]) {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let window = bytes.get(..bytes.len().min(16 * 1024 * 1024)).unwrap_or_default();
    let has = |needle: &[u8]| memchr::memmem::find(window, needle).is_some();
    for name in ["_VBA_PROJECT", "VBA", "Macros"] {
        let mut entry = wide(name);
        // A directory entry's name is padded with zeros.
        entry.extend([0, 0, 0, 0]);
        if has(&entry) && name != "VBA" || name == "VBA" && has(&wide("_VBA_PROJECT_CUR")) {
            finding.note(FileTrait::Macro, name);
        }
    }
    if has(&wide("EncryptedPackage")) || has(&wide("EncryptionInfo")) {
        finding.note(FileTrait::Encrypted, "EncryptedPackage");
        finding
            .stopped("locked with a password; nothing could look inside", "비밀번호가 걸려 있어 내용을 볼 수 없습니다");
    }
    if has(&wide("Ole10Native")) {
        finding.note(FileTrait::EmbeddedObject, "Ole10Native");
    }
    if has(&wide("DefaultJScript")) && has(&wide("Scripts")) && finding.kind == analyzer::case::FileKind::HangulDocument
    {
        // Every HWP file carries an empty script stream; only the object store can start programs.
        if has(&wide("BinData")) && has(b".exe") {
            finding.note(FileTrait::EmbeddedObject, "BinData with a program");
        }
    }
}
