//! Bytes to pixels: PNG, JPEG, WebP, GIF and BMP, within limits.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

use super::raster::Raster;

/// Most pixels of a picture.
const MOST_PIXELS: u64 = 50_000_000;

/// Longest side, in pixels.
const LONGEST_SIDE: u32 = 20_000;

/// Most memory that a decoder may take, in bytes.
const MEMORY: u64 = 224 * 1024 * 1024;

/// The upright picture on a white ground; of a moving one the first frame.
///
/// # Errors
/// A plain line that says why there is none.
pub(super) fn decode(bytes: &[u8]) -> Result<Raster, String> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|e| e.to_string())?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|e| e.to_string())?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err("it has no pixels".into());
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS || decoder.total_bytes() > MEMORY {
        return Err(format!("{width}×{height} pixels are more than the 50 million that are looked at"));
    }
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|e| e.to_string())?;
    picture.apply_orientation(orientation);
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    Ok(Raster { width, height, pixels: on_white(picture) })
}

/// The red, green and blue of a picture; transparent pixels let a white ground through.
pub(crate) fn on_white(picture: DynamicImage) -> Vec<u8> {
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
