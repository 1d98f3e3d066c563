//! The edits that an impersonator or a platform makes to a portrait, and pictures that are drawn.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use image::{Rgb, RgbImage};

/// An edit: its name, and what it makes of a picture. `face` is where eyes and mouth lie in the original.
pub struct Edit {
    pub name: &'static str,
    pub make: fn(&RgbImage, &Anchor) -> Vec<u8>,
}

/// The middle of the face and the distance of its eyes.
#[derive(Debug, Clone, Copy)]
pub struct Anchor {
    pub middle: [f32; 2],
    pub eyes: f32,
}

/// Quality in which an edited picture is saved, unless the edit is another one.
const SAVED: u8 = 88;

/// The 39 edits.
pub const EDITS: [Edit; 39] = [
    Edit { name: "resize 200", make: |p, _| saved(&sized(p, 200)) },
    Edit { name: "resize 400", make: |p, _| saved(&sized(p, 400)) },
    Edit { name: "resize 800", make: |p, _| saved(&sized(p, 800)) },
    Edit { name: "jpeg 30", make: |p, _| jpeg(p, 30) },
    Edit { name: "jpeg 50", make: |p, _| jpeg(p, 50) },
    Edit { name: "jpeg 70", make: |p, _| jpeg(p, 70) },
    Edit { name: "jpeg 90", make: |p, _| jpeg(p, 90) },
    Edit { name: "mirror", make: |p, _| saved(&imageops::flip_horizontal(p)) },
    Edit { name: "crop 5 %", make: |p, _| saved(&cropped(p, 0.05)) },
    Edit { name: "crop 10 %", make: |p, _| saved(&cropped(p, 0.10)) },
    Edit { name: "crop 15 %", make: |p, _| saved(&cropped(p, 0.15)) },
    Edit { name: "crop 20 %", make: |p, _| saved(&cropped(p, 0.20)) },
    Edit { name: "tight crop", make: |p, a| saved(&around(p, a, 2.1)) },
    Edit { name: "brighter 25", make: |p, _| saved(&each(p, |v| v + 25.0)) },
    Edit { name: "darker 25", make: |p, _| saved(&each(p, |v| v - 25.0)) },
    Edit { name: "contrast +30", make: |p, _| saved(&each(p, |v| (v - 128.0) * 1.3 + 128.0)) },
    Edit { name: "contrast -30", make: |p, _| saved(&each(p, |v| (v - 128.0) * 0.7 + 128.0)) },
    Edit { name: "saturation", make: |p, _| saved(&saturated(p, 1.6)) },
    Edit { name: "warm tint", make: |p, _| saved(&coloured(p, |[r, g, b]| [r * 1.15, g * 1.02, b * 0.85])) },
    Edit { name: "greyscale", make: |p, _| saved(&saturated(p, 0.0)) },
    Edit { name: "noise", make: |p, _| saved(&noisy(p, 12.0)) },
    Edit { name: "blur 1", make: |p, _| saved(&imageops::blur(p, p.width() as f32 / 400.0)) },
    Edit { name: "blur 2", make: |p, _| saved(&imageops::blur(p, p.width() as f32 / 200.0)) },
    Edit { name: "turn 2°, black", make: |p, _| saved(&turned(p, 2.0)) },
    Edit { name: "turn 5°, black", make: |p, _| saved(&turned(p, 5.0)) },
    Edit { name: "turn 2°, cropped", make: |p, _| saved(&cropped(&turned(p, 2.0), 0.05)) },
    Edit { name: "turn 5°, cropped", make: |p, _| saved(&cropped(&turned(p, 5.0), 0.09)) },
    Edit { name: "white border", make: |p, _| saved(&bordered(p, 0.10, WHITE)) },
    Edit { name: "black border", make: |p, _| saved(&bordered(p, 0.10, BLACK)) },
    Edit { name: "circle", make: |p, _| saved(&circled(p)) },
    Edit { name: "green ring", make: |p, _| saved(&ringed(p, Rgb([68, 124, 54]))) },
    Edit { name: "purple ring", make: |p, _| saved(&ringed(p, Rgb([112, 70, 176]))) },
    Edit { name: "text banner", make: |p, _| saved(&bannered(p)) },
    Edit { name: "screenshot", make: |p, _| saved(&screenshot(p, 7)) },
    Edit { name: "screenshot, cropped", make: |p, _| saved(&loosely(p)) },
    Edit { name: "background replaced", make: |p, a| saved(&elsewhere(p, a)) },
    Edit { name: "crop 10, jpeg 50, 400", make: |p, _| jpeg(&sized(&cropped(p, 0.10), 400), 50) },
    Edit {
        name: "mirror, crop 10, bright",
        make: |p, _| saved(&each(&cropped(&imageops::flip_horizontal(p), 0.10), |v| v + 15.0)),
    },
    Edit {
        name: "turn 2°, circle, mirror",
        make: |p, _| saved(&circled(&imageops::flip_horizontal(&cropped(&turned(p, 2.0), 0.05)))),
    },
];

pub const WHITE: Rgb<u8> = Rgb([255, 255, 255]);
const BLACK: Rgb<u8> = Rgb([0, 0, 0]);

pub fn saved(picture: &RgbImage) -> Vec<u8> {
    jpeg(picture, SAVED)
}

pub fn jpeg(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(picture).unwrap();
    bytes
}

fn sized(picture: &RgbImage, side: u32) -> RgbImage {
    let height = (side as f32 * picture.height() as f32 / picture.width() as f32).round() as u32;
    imageops::resize(picture, side, height.max(1), FilterType::CatmullRom)
}

/// A part of each side is cut off, not quite the same.
fn cropped(picture: &RgbImage, share: f32) -> RgbImage {
    let (w, h) = (picture.width() as f32, picture.height() as f32);
    let (left, upper) = (w * share * 0.8, h * share * 0.6);
    let (width, height) = (w * (1.0 - 2.0 * share), h * (1.0 - 2.0 * share));
    imageops::crop_imm(picture, left as u32, upper as u32, width as u32, height as u32).to_image()
}

/// A square around the face, so many distances of the eyes wide.
fn around(picture: &RgbImage, anchor: &Anchor, reach: f32) -> RgbImage {
    let half = anchor.eyes * reach;
    let left = (anchor.middle[0] - half).max(0.0);
    let upper = (anchor.middle[1] - half).max(0.0);
    let right = (anchor.middle[0] + half).min(picture.width() as f32);
    let lower = (anchor.middle[1] + half).min(picture.height() as f32);
    imageops::crop_imm(picture, left as u32, upper as u32, (right - left) as u32, (lower - upper) as u32).to_image()
}

fn coloured(picture: &RgbImage, change: impl Fn([f32; 3]) -> [f32; 3]) -> RgbImage {
    let mut out = picture.clone();
    for pixel in out.pixels_mut() {
        pixel.0 = change(pixel.0.map(f32::from)).map(|v| v.round().clamp(0.0, 255.0) as u8);
    }
    out
}

fn each(picture: &RgbImage, change: impl Fn(f32) -> f32) -> RgbImage {
    coloured(picture, |colour| colour.map(&change))
}

fn saturated(picture: &RgbImage, by: f32) -> RgbImage {
    coloured(picture, |[r, g, b]| {
        let grey = 0.299 * r + 0.587 * g + 0.114 * b;
        [r, g, b].map(|v| grey + (v - grey) * by)
    })
}

/// Numbers that are the same every time (splitmix64).
pub struct Numbers(pub u64);

impl Numbers {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// About normal, of deviation one.
    fn normal(&mut self) -> f32 {
        (0..12).map(|_| self.below(1 << 16) as f32 / 65536.0).sum::<f32>() - 6.0
    }
}

fn noisy(picture: &RgbImage, deviation: f32) -> RgbImage {
    let mut numbers = Numbers(3);
    let mut out = picture.clone();
    for pixel in out.pixels_mut() {
        pixel.0 = pixel.0.map(|v| (f32::from(v) + deviation * numbers.normal()).round().clamp(0.0, 255.0) as u8);
    }
    out
}

fn turned(picture: &RgbImage, degrees: f32) -> RgbImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (w, h) = (picture.width() as f32 / 2.0, picture.height() as f32 / 2.0);
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let (u, v) = (x as f32 + 0.5 - w, y as f32 + 0.5 - h);
        let (x, y) = (cos * u - sin * v + w - 0.5, sin * u + cos * v + h - 0.5);
        imageops::interpolate_bilinear(picture, x, y).unwrap_or(BLACK)
    })
}

fn bordered(picture: &RgbImage, share: f32, colour: Rgb<u8>) -> RgbImage {
    let edge = (picture.width() as f32 * share) as u32;
    let mut out = RgbImage::from_pixel(picture.width() + 2 * edge, picture.height() + 2 * edge, colour);
    imageops::replace(&mut out, picture, i64::from(edge), i64::from(edge));
    out
}

/// How far a pixel is from the middle: one at the nearest edge.
fn radius(picture: &RgbImage, x: u32, y: u32) -> f32 {
    let (w, h) = (picture.width() as f32 / 2.0, picture.height() as f32 / 2.0);
    (x as f32 + 0.5 - w).hypot(y as f32 + 0.5 - h) / w.min(h)
}

fn circled(picture: &RgbImage) -> RgbImage {
    let mut out = picture.clone();
    for (x, y, pixel) in out.enumerate_pixels_mut() {
        if radius(picture, x, y) > 1.0 {
            *pixel = WHITE;
        }
    }
    out
}

/// A broad ring that is open to one side, as LinkedIn draws it, on a circle.
fn ringed(picture: &RgbImage, colour: Rgb<u8>) -> RgbImage {
    let mut out = circled(picture);
    let (w, h) = (picture.width() as f32 / 2.0, picture.height() as f32 / 2.0);
    for (x, y, pixel) in out.enumerate_pixels_mut() {
        let r = radius(picture, x, y);
        let angle = (y as f32 - h).atan2(x as f32 - w).to_degrees();
        let open = (-60.0..15.0).contains(&angle);
        if (0.84..=1.0).contains(&r) && !open {
            *pixel = colour;
        }
    }
    out
}

fn bannered(picture: &RgbImage) -> RgbImage {
    let mut out = picture.clone();
    let (w, h) = (out.width(), out.height());
    let upper = h - h * 15 / 100;
    fill(&mut out, 0, upper, w, h - upper, Rgb([20, 60, 120]));
    scribble(&mut out, w / 12, upper + h * 4 / 100, w * 5 / 6, h * 7 / 100, WHITE, 5);
    out
}

pub fn fill(picture: &mut RgbImage, left: u32, upper: u32, width: u32, height: u32, colour: Rgb<u8>) {
    for y in upper..(upper + height).min(picture.height()) {
        for x in left..(left + width).min(picture.width()) {
            picture.put_pixel(x, y, colour);
        }
    }
}

/// Something like a line of text: strokes of several widths.
pub fn scribble(picture: &mut RgbImage, left: u32, upper: u32, width: u32, height: u32, colour: Rgb<u8>, seed: u64) {
    let mut numbers = Numbers(seed);
    let unit = (height / 5).max(1);
    let mut x = left;
    while x + 3 * unit < left + width {
        let tall = numbers.below(3) > 0;
        let (start, length) = if tall { (upper, height) } else { (upper + height / 3, height * 2 / 3) };
        fill(picture, x, start, unit, length.max(1), colour);
        if numbers.below(2) == 0 {
            let at = upper + height / 3 + numbers.below(u64::from(height / 2 + 1)) as u32;
            fill(picture, x, at, 2 * unit, unit, colour);
        }
        x += unit * (2 + numbers.below(3) as u32);
    }
}

/// A profile page of a made-up network, the portrait in a circle on it.
pub fn screenshot(portrait: &RgbImage, seed: u64) -> RgbImage {
    let (w, h) = (1180, 760);
    let mut page = RgbImage::from_pixel(w, h, Rgb([244, 242, 238]));
    fill(&mut page, 0, 0, w, 52, WHITE);
    fill(&mut page, 40, 12, 28, 28, Rgb([10, 102, 194]));
    scribble(&mut page, 90, 20, 260, 12, Rgb([90, 90, 90]), 1);
    scribble(&mut page, 620, 20, 480, 12, Rgb([120, 120, 120]), 2);
    fill(&mut page, 40, 76, 760, 640, WHITE);
    fill(&mut page, 40, 76, 760, 190, Rgb([160, 180, 200]));
    let side = 168;
    let small = circled(&imageops::resize(&squared(portrait), side, side, FilterType::Triangle));
    let (left, upper) = (70, 176);
    for (x, y, pixel) in small.enumerate_pixels() {
        let r = radius(&small, x, y);
        if r <= 1.0 {
            page.put_pixel(left + x, upper + y, if r > 0.95 { WHITE } else { *pixel });
        }
    }
    scribble(&mut page, 70, 370, 300, 24, Rgb([30, 30, 30]), seed);
    scribble(&mut page, 70, 410, 520, 15, Rgb([60, 60, 60]), seed + 1);
    scribble(&mut page, 70, 440, 330, 12, Rgb([130, 130, 130]), seed + 2);
    fill(&mut page, 70, 470, 120, 34, Rgb([10, 102, 194]));
    fill(&mut page, 204, 470, 110, 34, Rgb([230, 230, 230]));
    for line in 0..7 {
        scribble(&mut page, 70, 540 + line * 24, 640, 12, Rgb([80, 80, 80]), seed + 10 + u64::from(line));
    }
    fill(&mut page, 824, 76, 316, 420, WHITE);
    for line in 0..10 {
        scribble(&mut page, 850, 100 + line * 36, 260, 12, Rgb([110, 110, 110]), 40 + u64::from(line));
    }
    page
}

fn squared(picture: &RgbImage) -> RgbImage {
    let side = picture.width().min(picture.height());
    imageops::crop_imm(picture, (picture.width() - side) / 2, (picture.height() - side) / 2, side, side).to_image()
}

/// A part of a screenshot with the portrait somewhere in it.
fn loosely(portrait: &RgbImage) -> RgbImage {
    imageops::crop_imm(&screenshot(portrait, 7), 44, 150, 420, 300).to_image()
}

/// Head and shoulders before another ground.
fn elsewhere(picture: &RgbImage, anchor: &Anchor) -> RgbImage {
    let mut out = picture.clone();
    let (w, h) = (picture.width() as f32, picture.height() as f32);
    for (x, y, pixel) in out.enumerate_pixels_mut() {
        let (u, v) = (x as f32 - anchor.middle[0], y as f32 - anchor.middle[1]);
        let (u, v) = (u / anchor.eyes, v / anchor.eyes);
        let head = (u / 1.45).hypot((v + 0.1) / 2.0);
        let shoulders = if v > 0.9 { u.abs() / (0.9 + (v - 0.9) * 1.6).min(3.6) } else { 9.0 };
        let outside = ((head.min(shoulders) - 0.96) / 0.08).clamp(0.0, 1.0);
        let ground = [200.0 - 90.0 * y as f32 / h, 205.0 - 60.0 * x as f32 / w, 190.0 + 30.0 * y as f32 / h];
        let mixed: [u8; 3] =
            std::array::from_fn(|i| (f32::from(pixel.0[i]) * (1.0 - outside) + ground[i] * outside) as u8);
        pixel.0 = mixed;
    }
    out
}

/// Pictures that stand for no person: silhouettes, initials and logos, so many of each.
pub fn placeholders(many: usize) -> Vec<(&'static str, RgbImage)> {
    let mut all = Vec::new();
    for number in 0..many as u64 {
        let mut numbers = Numbers(1000 + number);
        let mut colour = |low: u64| Rgb(std::array::from_fn::<u8, 3, _>(|_| (low + numbers.below(256 - low)) as u8));
        let (light, dark) = (colour(150), colour(40));
        let jitter = |n: u64| ((number * 7919 + n * 104_729) % 17) as f32 / 100.0 - 0.08;
        all.push((
            "silhouette",
            RgbImage::from_fn(400, 400, |x, y| {
                let (u, v) = (x as f32 / 400.0 - 0.5, y as f32 / 400.0 - 0.5);
                let head = (u / (0.17 + jitter(1) / 3.0)).hypot((v + 0.1 + jitter(2) / 2.0) / 0.2) < 1.0;
                let body = v > 0.12 + jitter(3) / 3.0
                    && (u / (0.36 + jitter(4))).hypot((v - 0.5) / (0.36 + jitter(5) / 2.0)) < 1.0;
                if head || body { dark } else { light }
            }),
        ));
        let mut initials = RgbImage::from_pixel(300, 300, dark);
        scribble(&mut initials, 70, 90, 170, 120, WHITE, number + 60);
        all.push(("initials", initials));
        let shape = number % 4;
        all.push((
            "logo",
            RgbImage::from_fn(400, 400, |x, y| {
                let (u, v) = (x as f32 / 200.0 - 1.0, y as f32 / 200.0 - 1.0);
                let inside = match shape {
                    0 => (0.45 + jitter(6)..0.75 + jitter(7)).contains(&u.hypot(v)),
                    1 => u.abs() + v.abs() < 0.7 + jitter(8) && (u - v).abs() > 0.15,
                    2 => v.abs() < 0.6 && ((u * 5.0 + jitter(9) * 20.0).sin() > v),
                    _ => u.abs() < 0.6 && v.abs() < 0.6 && (u * v) > jitter(10),
                };
                if inside { dark } else { WHITE }
            }),
        ));
    }
    all
}
