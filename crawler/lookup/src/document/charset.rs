//! In which letters a page is written: byte order mark, header field, the page's own word, and else what the bytes bear
//! out (after the WHATWG's Encoding Standard and HTML, "Determining the character encoding").

use encoding_rs::{EUC_KR, Encoding, UTF_8, WINDOWS_1252};

/// How much of a page is searched for its own word (HTML, 13.2.3.2).
const SEARCHED: usize = 1024;

/// The text of some bytes; what isn't of the encoding is replaced.
pub(super) fn decode(bytes: &[u8], content_type: Option<&str>) -> String {
    let declared = || content_type.and_then(charset_of).or_else(|| own_word(bytes));
    // `decode` heeds a byte order mark before all else.
    declared().unwrap_or_else(|| borne_out(bytes)).decode(bytes).0.into_owned()
}

/// `charset=…` of a header field or of a `<meta>` element.
fn charset_of(text: &str) -> Option<&'static Encoding> {
    let lower = text.to_ascii_lowercase();
    let (_, rest) = lower.split_once("charset")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let label: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_.:".contains(*c)).collect();
    labelled(&label)
}

/// The encoding of a label. Korean servers also say the names that Microsoft and Java gave to the same code page.
fn labelled(label: &str) -> Option<&'static Encoding> {
    match label {
        "cp949" | "ms949" | "uhc" | "x-windows-949" => Some(EUC_KR),
        _ => Encoding::for_label(label.as_bytes()),
    }
}

/// What the beginning of a page says of itself. A page whose `<meta>` can be read isn't in UTF-16, whatever it says.
fn own_word(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(SEARCHED)).unwrap_or_default()).to_ascii_lowercase();
    let metas = head.split("<meta").skip(1).filter_map(|rest| rest.split('>').next());
    let said = metas.into_iter().find_map(charset_of)?;
    Some(if said == encoding_rs::UTF_16LE || said == encoding_rs::UTF_16BE { UTF_8 } else { said })
}

/// UTF-8 if it can be; else Korean if it can be without a fault; else Western, in which everything has a meaning.
fn borne_out(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let (_, _, faults) = EUC_KR.decode(bytes);
    if faults { WINDOWS_1252 } else { EUC_KR }
}
