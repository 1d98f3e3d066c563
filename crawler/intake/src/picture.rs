//! Pictures: what a photograph can be recognised by, and what its file says of its making.
//!
//! A picture is decoded behind the wall of an [`Isolation`], since decoders are what hostile bytes are written for. What
//! comes back are hashes, places of faces and notes: no pixels are kept, and nobody is recognised. The hashes and the rule
//! by which two of them are one photograph are [`analyzer::photo`]'s.

mod decode;
mod faces;
mod heif;
mod metadata;
mod network;
mod patches;
mod raster;

pub(crate) use decode::decode;
pub use heif::{MOST_PNG, as_still, converted_job, is_heif};
pub(crate) use heif::{Readable, readable};

use analyzer::case::{ArtifactId, Face, Fact, Gap, Picture, PictureNote, Place, Source, Submission};
use analyzer::photo::{Hash256, USABLE_QUALITY};
use serde::{Deserialize, Serialize};

use crate::isolation::{Isolation, Job, JobKind};

/// What the child process answers about a picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// Width and height in pixels, upright.
    pub size: [u32; 2],
    /// The hash of the whole, as it is and mirrored.
    pub whole: [Hash256; 2],
    /// Its quality.
    pub quality: u8,
    /// The faces, the largest first.
    pub faces: Vec<Face>,
    /// What the file says of its making.
    pub notes: Vec<(PictureNote, String)>,
}

/// Most pictures of one submission that are looked at.
const MOST_PICTURES: usize = 16;

/// Smaller pictures, in bytes, are pixels that count readers and ornaments.
const SMALLEST: usize = 1024;

/// Looks at a picture, and adds it if there is something to see.
pub(crate) fn look_into(
    submission: &mut Submission,
    name: &str,
    readable: &Readable<'_>,
    artifact: ArtifactId,
    isolation: &dyn Isolation,
) {
    if !decode::begins(&readable.bytes) || readable.bytes.len() < SMALLEST {
        return;
    }
    if submission.pictures.len() >= MOST_PICTURES {
        submission.gaps.push(Gap {
            name: name.to_owned(),
            why: format!("one picture more than the {MOST_PICTURES} that are looked at"),
            why_ko: format!("확인하는 그림 {MOST_PICTURES}개를 넘었습니다"),
        });
        return;
    }
    match look_at(name, readable, artifact, isolation) {
        Ok(picture) => submission.pictures.push(picture),
        Err(why) => submission.gaps.push(not_looked_at(name, &why)),
    }
}

/// Looks at a picture.
///
/// # Errors
/// What was wrong with it, as a gap.
pub fn look(name: &str, bytes: &[u8], artifact: ArtifactId, isolation: &dyn Isolation) -> Result<Picture, Gap> {
    readable(name, bytes, isolation)
        .and_then(|readable| look_at(name, &readable, artifact, isolation))
        .map_err(|why| not_looked_at(name, &why))
}

fn not_looked_at(name: &str, why: &str) -> Gap {
    Gap {
        name: name.to_owned(),
        why: format!("the picture could not be looked at: {why}"),
        why_ko: format!("그림을 확인할 수 없습니다: {why}"),
    }
}

fn look_at(
    name: &str,
    readable: &Readable<'_>,
    artifact: ArtifactId,
    isolation: &dyn Isolation,
) -> Result<Picture, String> {
    let job = Job { kind: JobKind::Picture, name: name.to_owned() };
    let answer = isolation.run(&job, &readable.bytes)?;
    let seen: Seen = serde_json::from_str(&answer).map_err(|e| e.to_string())?;
    let whole = Source { artifact, place: Place::Whole };
    let [width, height] = seen.size;
    let about = |note: PictureNote| Source { artifact, place: Place::Property(note_name(note).to_owned()) };
    let notes = readable.notes.clone().unwrap_or(seen.notes);
    Ok(Picture {
        name: Fact::text(name, whole),
        width,
        height,
        whole: seen.whole,
        quality: seen.quality,
        faces: seen.faces,
        notes: notes.into_iter().map(|(note, quote)| Fact::new(note, quote, about(note))).collect(),
    })
}

fn note_name(note: PictureNote) -> &'static str {
    match note {
        PictureNote::Camera => "camera",
        PictureNote::Taken => "taken",
        PictureNote::Software => "software",
        PictureNote::Position => "position",
        PictureNote::Credit => "credit",
        PictureNote::Description => "description",
        PictureNote::Credentials => "content credentials",
        PictureNote::Generated => "generated",
        PictureNote::Retouched => "retouched",
    }
}

/// The child's part: answers [`Seen`] as JSON.
///
/// # Errors
/// A plain line that says why the picture could not be decoded.
pub fn picture_job(bytes: &[u8]) -> Result<String, String> {
    serde_json::to_string(&see(bytes)?).map_err(|e| e.to_string())
}

/// What a picture can be recognised by.
///
/// # Errors
/// A plain line that says why it could not be decoded.
pub fn see(bytes: &[u8]) -> Result<Seen, String> {
    let notes = metadata::read(bytes);
    let picture = raster::Pyramid::new(decode(bytes, decode::MOST_PIXELS)?.into());
    let whole = picture.whole();
    let size = [whole.width, whole.height].map(|side| side as u32);
    let spectrum = whole.spectrum();
    let usable = spectrum.quality() >= USABLE_QUALITY;
    let hashes = if usable { [spectrum.hash(), spectrum.mirrored()] } else { [Hash256::NONE; 2] };
    let faces = faces::find(&picture)
        .iter()
        .map(|found| Face {
            confidence: found.confidence,
            landmarks: found.landmarks,
            patches: patches::hashes(&picture, found.placement()),
        })
        .collect();
    Ok(Seen { size, whole: hashes, quality: spectrum.quality(), faces, notes })
}

#[cfg(test)]
mod tests;
