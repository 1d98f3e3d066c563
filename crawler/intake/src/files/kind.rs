//! What a file is by its bytes, and what its name pretends.

use analyzer::case::{FileKind, FileTrait};

/// Endings that a double click runs, on any of the usual systems.
const PROGRAMS: [&str; 14] =
    ["exe", "scr", "com", "pif", "cpl", "dll", "apk", "jar", "app", "elf", "xll", "msc", "sys", "run"];
const SCRIPTS: [&str; 20] = [
    "js", "jse", "vbs", "vbe", "wsf", "wsh", "hta", "bat", "cmd", "ps1", "psm1", "sct", "command", "scpt",
    "applescript", "reg", "inf", "chm", "settingcontent-ms", "ahk",
];
const INSTALLERS: [&str; 8] = ["msi", "msix", "appx", "pkg", "deb", "rpm", "msp", "appinstaller"];
const IMAGES: [&str; 7] = ["iso", "img", "vhd", "vhdx", "dmg", "udf", "bin"];
const SHORTCUTS: [&str; 5] = ["lnk", "url", "desktop", "webloc", "library-ms"];
const ARCHIVES: [&str; 12] = ["zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "alz", "egg", "cab", "ace"];
const DOCUMENTS: [&str; 22] = [
    "pdf", "doc", "docx", "docm", "dotm", "dotx", "rtf", "xls", "xlsx", "xlsm", "xlsb", "ppt", "pptx", "hwp", "hwpx",
    "odt", "ods", "txt", "jpg", "jpeg", "png", "csv",
];
const SOURCES: [&str; 34] = [
    "ts", "tsx", "jsx", "mjs", "cjs", "py", "rs", "go", "c", "h", "cpp", "hpp", "java", "kt", "swift", "rb", "php",
    "sol", "cs", "sh", "json", "yaml", "yml", "toml", "lock", "md", "css", "scss", "vue", "svelte", "sql", "npmrc",
    "gradle", "ipynb",
];

/// The last ending of a name in lower case; direction overrides are looked through.
pub(super) fn ending(name: &str) -> String {
    let plain: String = name.chars().filter(|c| !is_override(*c)).collect();
    let last = plain.rsplit(['/', '\\']).next().unwrap_or("").trim_end_matches([' ', '.']).to_lowercase();
    last.rsplit_once('.').map_or(String::new(), |(_, e)| e.trim().to_owned())
}

fn is_override(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

/// The kind, by first bytes; by name where bytes say nothing.
pub(super) fn of(name: &str, bytes: &[u8]) -> FileKind {
    by_bytes(name, bytes).unwrap_or_else(|| by_name(&ending(name), bytes))
}

fn by_bytes(name: &str, bytes: &[u8]) -> Option<FileKind> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    let at = |offset: usize, magic: &[u8]| bytes.get(offset..offset + magic.len()) == Some(magic);
    let ending = ending(name);
    Some(
        if starts(b"MZ") && bytes.len() > 64
            || starts(b"\x7fELF")
            || starts(b"\xcf\xfa\xed\xfe")
            || starts(b"\xca\xfe\xba\xbe")
            || starts(b"\xce\xfa\xed\xfe")
        {
            FileKind::Executable
        } else if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
            zip_kind(&ending, bytes)
        } else if starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
            match ending.as_str() {
                "hwp" => FileKind::HangulDocument,
                "msi" | "msp" => FileKind::Installer,
                "msg" => FileKind::Mail,
                _ => FileKind::OfficeDocument,
            }
        } else if head(bytes).trim_start().starts_with("%PDF-") || head(bytes).contains("%PDF-1.") && ending == "pdf" {
            FileKind::Pdf
        } else if starts(b"L\x00\x00\x00\x01\x14\x02\x00") {
            FileKind::Shortcut
        } else if at(0x8001, b"CD001")
            || at(0x8801, b"CD001")
            || starts(b"conectix")
            || starts(b"vhdxfile")
            || starts(b"koly")
        {
            FileKind::DiskImage
        } else if starts(b"Rar!\x1a\x07")
            || starts(b"7z\xbc\xaf\x27\x1c")
            || starts(b"\x1f\x8b")
            || starts(b"BZh")
            || starts(b"\xfd7zXZ")
            || starts(b"ALZ\x01")
            || starts(b"EGGA")
            || starts(b"MSCF")
            || at(257, b"ustar")
        {
            FileKind::Archive
        } else if starts(b"\x89PNG")
            || starts(b"\xff\xd8\xff")
            || starts(b"GIF8")
            || starts(b"RIFF") && at(8, b"WEBP")
            || crate::picture::is_heif(bytes)
            || starts(b"BM") && ending == "bmp"
        {
            FileKind::Picture
        } else if starts(b"{\\rtf") {
            FileKind::OfficeDocument
        } else if starts(b"HWP Document File") {
            FileKind::HangulDocument
        } else if starts(b"!<arch>\ndebian") || starts(b"\xed\xab\xee\xdb") || starts(b"xar!") {
            FileKind::Installer
        } else {
            return None;
        },
    )
}

fn head(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes.get(..bytes.len().min(1024)).unwrap_or_default()).into_owned()
}

/// A ZIP container is a document, a program or an archive by its first members.
fn zip_kind(ending: &str, bytes: &[u8]) -> FileKind {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let has = |name: &[u8]| head.windows(name.len()).any(|w| w == name);
    if has(b"[Content_Types].xml")
        || has(b"word/")
        || has(b"xl/")
        || has(b"ppt/")
        || has(b"mimetypeapplication/vnd.oasis")
    {
        return FileKind::OfficeDocument;
    }
    if has(b"mimetypeapplication/hwp+zip") || ending == "hwpx" {
        return FileKind::HangulDocument;
    }
    if has(b"AndroidManifest.xml") || has(b"META-INF/MANIFEST.MF") && matches!(ending, "jar" | "apk") || ending == "apk"
    {
        return FileKind::Executable;
    }
    match ending {
        "docx" | "docm" | "dotm" | "xlsx" | "xlsm" | "pptx" | "odt" | "ods" => FileKind::OfficeDocument,
        _ => FileKind::Archive,
    }
}

fn by_name(ending: &str, bytes: &[u8]) -> FileKind {
    let is = |list: &[&str]| list.contains(&ending);
    let text = !bytes.get(..bytes.len().min(2048)).unwrap_or_default().contains(&0);
    let start = head(bytes).trim_start_matches('\u{feff}').trim_start().to_lowercase();
    if start.starts_with("<!doctype html")
        || start.starts_with("<html")
        || start.starts_with("<svg")
        || matches!(ending, "html" | "htm" | "shtml" | "xhtml" | "svg" | "mht")
    {
        FileKind::Page
    } else if is(&SCRIPTS) && ending != "js" {
        FileKind::Script
    } else if ending == "js" {
        FileKind::SourceCode
    } else if is(&PROGRAMS) {
        FileKind::Executable
    } else if is(&INSTALLERS) {
        FileKind::Installer
    } else if is(&SHORTCUTS) || start.starts_with("[internetshortcut]") {
        FileKind::Shortcut
    } else if is(&IMAGES) && (ending != "bin" || bytes.is_empty()) {
        FileKind::DiskImage
    } else if is(&ARCHIVES) {
        FileKind::Archive
    } else if is(&SOURCES) || start.starts_with("#!") {
        FileKind::SourceCode
    } else if ending == "ics" {
        FileKind::Calendar
    } else if ending == "vcf" {
        FileKind::BusinessCard
    } else if ending == "eml" || ending == "msg" {
        FileKind::Mail
    } else if text {
        FileKind::Text
    } else {
        FileKind::Other
    }
}

/// What name and kind show together.
pub(super) fn traits(name: &str, bytes: &[u8], kind: FileKind) -> Vec<(FileTrait, String)> {
    let mut traits = Vec::new();
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let quote = super::shorten(last);
    let ending = ending(name);
    match kind {
        FileKind::Executable => traits.push((FileTrait::Executable, quote.clone())),
        FileKind::Script => traits.push((FileTrait::Script, quote.clone())),
        FileKind::Installer => traits.push((FileTrait::Installer, quote.clone())),
        FileKind::DiskImage => traits.push((FileTrait::DiskImage, quote.clone())),
        FileKind::Shortcut => traits.push((FileTrait::Shortcut, quote.clone())),
        _ => {}
    }
    if last.chars().any(is_override) || last.contains("     ") || last.contains('\u{2800}') {
        traits.push((FileTrait::DisguisedName, quote.clone()));
    }
    let plain: String = last.chars().filter(|c| !is_override(*c)).collect::<String>().to_lowercase();
    let inner = plain.rsplit('.').nth(1).map(str::trim).unwrap_or("");
    let dangerous = PROGRAMS.contains(&ending.as_str())
        || SCRIPTS.contains(&ending.as_str())
        || INSTALLERS.contains(&ending.as_str())
        || IMAGES.contains(&ending.as_str())
        || SHORTCUTS.contains(&ending.as_str())
        || (ARCHIVES.contains(&ending.as_str()) && inner != "tar");
    if plain.matches('.').count() >= 2 && DOCUMENTS.contains(&inner) && dangerous {
        traits.push((FileTrait::DoubleExtension, quote.clone()));
    }
    if mismatched(&ending, kind, bytes) {
        traits.push((FileTrait::ContentMismatch, quote));
    }
    traits
}

/// Whether a document's ending stands on something that is no document.
fn mismatched(ending: &str, kind: FileKind, bytes: &[u8]) -> bool {
    if bytes.is_empty() {
        return false;
    }
    let runs = matches!(kind, FileKind::Executable | FileKind::Installer | FileKind::Shortcut | FileKind::DiskImage);
    let own = PROGRAMS.contains(&ending)
        || INSTALLERS.contains(&ending)
        || SHORTCUTS.contains(&ending)
        || IMAGES.contains(&ending);
    match kind {
        _ if runs => !own && !ending.is_empty(),
        FileKind::Archive => DOCUMENTS.contains(&ending),
        FileKind::Page => matches!(ending, "pdf" | "doc" | "docx" | "xlsx" | "hwp" | "jpg" | "png"),
        _ => false,
    }
}
