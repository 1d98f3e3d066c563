//! AVIF and HEIC: pictures in the container of ISO/IEC 23008-12 (HEIF). They are compressed as video is, for which no
//! decoder in safe Rust is at hand; a program of the system makes PNG of them, in the child process.

use std::borrow::Cow;

use analyzer::case::PictureNote;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::metadata;
use crate::isolation::{Isolation, Job, JobKind};

/// Most bytes of the PNG that is made of such a picture.
pub const MOST_PNG: u64 = 64 * 1024 * 1024;

/// Brands of still pictures and of sequences, whose first frame is taken (ISO/IEC 23008-12, annex B; AVIF 1.1, section 6).
const BRANDS: [&[u8]; 8] = [b"avif", b"avis", b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"];

/// The brands in the first box, the major one first.
fn brands(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let length = bytes.first_chunk::<4>().map_or(0, |length| u32::from_be_bytes(*length));
    let length = usize::try_from(length).unwrap_or(usize::MAX).clamp(8, 256);
    let body = bytes.get(8..length.min(bytes.len())).filter(|_| bytes.get(4..8) == Some(b"ftyp"));
    // The second four bytes are the version of the first brand.
    body.unwrap_or_default().chunks_exact(4).enumerate().filter(|(at, _)| *at != 1).map(|(_, brand)| brand)
}

/// Whether bytes are a picture in that container.
#[must_use]
pub fn is_heif(bytes: &[u8]) -> bool {
    brands(bytes).any(|brand| BRANDS.contains(&brand))
}

/// Puts a sequence forward as the still picture that it also is, as its first box says: older programs read only that.
pub fn as_still(bytes: &mut [u8]) {
    let moving = brands(bytes).next().is_some_and(|major| [&b"avis"[..], b"msf1"].contains(&major));
    let still = brands(bytes).find_map(|brand| [*b"avif", *b"mif1"].into_iter().find(|still| still == brand));
    if let (true, Some(still), Some(major)) = (moving, still, bytes.get_mut(8..12)) {
        major.copy_from_slice(&still);
    }
}

/// A picture made readable, as the child process answers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Converted {
    /// The picture, upright, as PNG in base64.
    png: String,
    /// What the original file says of its making, since not all of it is in the PNG.
    notes: Vec<(PictureNote, String)>,
}

/// The child's part: the PNG that the system's program made of a picture, as JSON.
///
/// # Errors
/// If the answer can't be written.
pub fn converted_job(original: &[u8], png: &[u8]) -> Result<String, String> {
    let converted = Converted { png: STANDARD.encode(png), notes: metadata::read(original) };
    serde_json::to_string(&converted).map_err(|e| e.to_string())
}

/// A picture in a form that is decoded here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Readable<'b> {
    /// The original, or the PNG that was made of it.
    pub bytes: Cow<'b, [u8]>,
    /// What the original says of its making, if it is another file.
    pub notes: Option<Vec<(PictureNote, String)>>,
}

/// Makes a picture readable.
///
/// # Errors
/// A plain line that says why it can't be.
pub(crate) fn readable<'b>(name: &str, bytes: &'b [u8], isolation: &dyn Isolation) -> Result<Readable<'b>, String> {
    if !is_heif(bytes) {
        return Ok(Readable { bytes: Cow::Borrowed(bytes), notes: None });
    }
    let job = Job { kind: JobKind::Convert, name: name.to_owned() };
    let converted: Converted = serde_json::from_str(&isolation.run(&job, bytes)?).map_err(|e| e.to_string())?;
    let png = STANDARD.decode(&converted.png).map_err(|e| e.to_string())?;
    Ok(Readable { bytes: Cow::Owned(png), notes: Some(converted.notes) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_box_tells() {
        for still in [&b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf"[..], b"\0\0\0\x18ftypisom\0\0\0\0heicmif1"] {
            assert!(is_heif(still));
        }
        for other in [
            &b"\0\0\0\x18ftypisom\0\0\0\0mp42mp41"[..],
            // A brand behind the box, in the place of the version, or cut.
            b"\0\0\0\x10ftypisom\0\0\0\0avif",
            b"\0\0\0\x10ftypisomavif",
            b"\0\0\0\x14ftypisom\0\0\0\0avi",
            b"\0\0\0\0ftyp",
            b"ftypavif",
            b"",
        ] {
            assert!(!is_heif(other), "{other:?}");
        }
        assert!(
            is_heif(b"\xff\xff\xff\xffftypavif") && is_heif(include_bytes!("../../../../tests/pictures/still.heic"))
        );
    }

    #[test]
    fn a_sequence_is_put_forward_as_its_still_picture() {
        let mut moving = *b"\0\0\0\x1cftypavis\0\0\0\0avismif1avif";
        as_still(&mut moving);
        assert_eq!(moving.get(8..12), Some(&b"mif1"[..]));
        for mut other in [*b"\0\0\0\x14ftypavis\0\0\0\0msf1", *b"\0\0\0\x14ftypavif\0\0\0\0mif1"] {
            let before = other;
            as_still(&mut other);
            assert_eq!(other, before);
        }
    }
}
