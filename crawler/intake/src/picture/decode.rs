//! Bytes to pixels, within limits: PNG, JPEG, WebP, GIF and BMP. Whatever looks at a picture has it from here.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, Limits, RgbImage};

/// Most pixels of a picture that is looked at.
pub(crate) const MOST_PIXELS: u64 = 50_000_000;

/// Longest side, in pixels.
const LONGEST_SIDE: u32 = 20_000;

/// Most memory that a decoder may take, in bytes.
const MEMORY: u64 = 224 * 1024 * 1024;

/// Whether bytes begin like a form that is decoded here.
pub(super) fn begins(bytes: &[u8]) -> bool {
    [&b"\x89PNG"[..], b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM"].iter().any(|magic| bytes.starts_with(magic))
}

/// The upright picture on a white ground, if it has at most so many pixels; of a moving one the first frame.
///
/// # Errors
/// A plain line that says why there is none.
pub(crate) fn decode(bytes: &[u8], most_pixels: u64) -> Result<RgbImage, String> {
    let plain = |error: ImageError| {
        let short: String = error.to_string().chars().filter(|c| !c.is_control()).take(120).collect();
        format!("it can't be decoded ({short})")
    };
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|e| e.to_string())?;
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(plain)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err("it has no pixels".into());
    }
    let pixels = u64::from(width) * u64::from(height);
    if width.max(height) > LONGEST_SIDE || pixels > most_pixels || decoder.total_bytes() > MEMORY {
        return Err(format!("it is too large ({width} by {height} pixels); cut out the part that matters"));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(plain)?;
    picture.apply_orientation(orientation);
    let (width, height) = (picture.width(), picture.height());
    RgbImage::from_raw(width, height, on_white(picture)).ok_or_else(|| "it has no pixels".to_owned())
}

/// The red, green and blue of a picture; transparent pixels let a white ground through.
fn on_white(picture: DynamicImage) -> Vec<u8> {
    if !picture.color().has_alpha() {
        return picture.into_rgb8().into_raw();
    }
    let mut pixels = Vec::with_capacity(picture.width() as usize * picture.height() as usize * 3);
    for pixel in picture.to_rgba8().as_raw().as_chunks::<4>().0 {
        let [colour @ .., alpha] = pixel.map(u16::from);
        pixels.extend(colour.map(|c| ((c * alpha + 255 * (255 - alpha) + 127) / 255) as u8));
    }
    pixels
}
