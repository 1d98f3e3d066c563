use super::*;
use crate::InProcess;
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};

fn drawn(width: u32, height: u32) -> RgbImage {
    let at = |x: u32, y: u32, n: u32| ((x * x / 37 + y * n + x * y / 90) % 256) as u8;
    RgbImage::from_fn(width, height, |x, y| Rgb([at(x, y, 1), at(x, y, 2), at(x, y, 3)]))
}

fn png(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (width, height) = picture.dimensions();
    image::codecs::png::PngEncoder::new(&mut bytes)
        .write_image(picture.as_raw(), width, height, ExtendedColorType::Rgb8)
        .unwrap();
    bytes
}

/// The head of a PNG that says to be so large, with nothing behind it.
fn claimed(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png(&drawn(8, 8));
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let mut sum = flate2::Crc::new();
    sum.update(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.sum().to_be_bytes());
    bytes
}

#[test]
fn a_picture_without_a_face_is_known_by_its_whole() {
    let seen = see(&png(&drawn(300, 200))).unwrap();
    assert_eq!((seen.size, seen.faces.len()), ([300, 200], 0));
    assert!(seen.quality >= USABLE_QUALITY && !seen.whole[0].is_none() && seen.whole[0] != seen.whole[1]);
    let mirrored = see(&png(&image::imageops::flip_horizontal(&drawn(300, 200)))).unwrap();
    assert!(mirrored.whole[0].distance(&seen.whole[1]) <= 31);
}

#[test]
fn a_plain_one_is_known_by_nothing() {
    let seen = see(&png(&RgbImage::from_pixel(90, 90, Rgb([40, 90, 160])))).unwrap();
    assert_eq!((seen.quality, seen.whole), (0, [Hash256::NONE; 2]));
}

#[test]
fn every_form_is_read_and_every_size() {
    use image::codecs::{bmp::BmpEncoder, gif::GifEncoder, jpeg::JpegEncoder, webp::WebPEncoder};
    let picture = drawn(200, 160);
    let wanted = see(&png(&picture)).unwrap().whole[0];
    let raw = picture.as_raw();
    let (mut jpeg, mut webp, mut bmp, mut gif) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    JpegEncoder::new_with_quality(&mut jpeg, 95).encode_image(&picture).unwrap();
    WebPEncoder::new_lossless(&mut webp).write_image(raw, 200, 160, ExtendedColorType::Rgb8).unwrap();
    BmpEncoder::new(&mut bmp).write_image(raw, 200, 160, ExtendedColorType::Rgb8).unwrap();
    GifEncoder::new(&mut gif).encode(raw, 200, 160, ExtendedColorType::Rgb8).unwrap();
    for bytes in [jpeg, webp, bmp, gif] {
        assert!(see(&bytes).unwrap().whole[0].distance(&wanted) <= 31);
    }
    for (width, height) in [(1, 1), (1, 700), (700, 1), (2, 3), (33, 65)] {
        assert!(see(&png(&drawn(width, height))).is_ok(), "{width}×{height}");
    }
}

#[test]
fn bombs_and_broken_files_are_refused_with_a_reason() {
    for (width, height) in [(30_000, 30_000), (u32::MAX, 1), (19_000, 19_000), (0, 5)] {
        let why = see(&claimed(width, height)).unwrap_err();
        assert!(!why.is_empty(), "{width}×{height}");
    }
    let whole = png(&drawn(300, 200));
    for bytes in
        [&whole[..whole.len() / 2], b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF....WEBP", b"BM", b""]
    {
        let gap = look("broken.png", bytes, ArtifactId(0), &InProcess).unwrap_err();
        assert!(gap.why.contains("could not be looked at") && gap.name == "broken.png");
    }
}
