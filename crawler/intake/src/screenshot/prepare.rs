//! From a picture to one that text recognition reads well: black on white whatever the theme, large enough, and with
//! the areas (bubbles, bars, cards) that stand out by their colour.
//!
//! Screenshots are drawn, not photographed: what lies behind text is flat. So the ground of every place can be known,
//! and ink is whatever differs from the ground, be it white on blue or grey on black.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::{GrayImage, RgbImage, imageops};
use serde::{Deserialize, Serialize};

use crate::picture::decode;

/// Most pixels of a picture whose text is read, for that takes more memory than to decode it: a telephone's screen,
/// scrolled eight times.
const MOST_PIXELS: u64 = 24_000_000;

/// Most pixels of what recognition is given; above it the picture is enlarged less.
const MOST_INK: f64 = 10_000_000.0;

/// Most areas that are told apart.
const MOST_AREAS: usize = 400;

/// The height that lines of text are enlarged to, in pixels: from the top of the ascenders to the foot of the descenders.
const LINE: f32 = 36.0;

/// A rectangle in pixels of the original picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Box {
    /// Distance of its left edge.
    pub left: u32,
    /// Distance of its upper edge.
    pub top: u32,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

impl Box {
    /// The first column to the right of it.
    #[must_use]
    pub fn right(&self) -> u32 {
        self.left.saturating_add(self.width)
    }

    /// The first row below it.
    #[must_use]
    pub fn bottom(&self) -> u32 {
        self.top.saturating_add(self.height)
    }

    /// Whether a point lies in it.
    #[must_use]
    pub fn holds(&self, x: u32, y: u32) -> bool {
        x >= self.left && x < self.right() && y >= self.top && y < self.bottom()
    }

    /// The smallest rectangle around both.
    #[must_use]
    pub fn around(&self, other: &Self) -> Self {
        let (left, top) = (self.left.min(other.left), self.top.min(other.top));
        Self {
            left,
            top,
            width: self.right().max(other.right()) - left,
            height: self.bottom().max(other.bottom()) - top,
        }
    }
}

/// A part of the picture that lies on a ground of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// Where.
    pub place: Box,
    /// The colour of its ground: red, green, blue.
    pub ground: [u8; 3],
}

/// A part of the picture as it lies on the sheet that recognition is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strip {
    /// Its upper edge on the sheet, before enlarging.
    pub top: u32,
    /// What it shows of the picture.
    pub place: Box,
}

/// A picture made ready, as the child process answers it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Prepared {
    /// Width of the original in pixels.
    pub width: u32,
    /// Height of the original in pixels.
    pub height: u32,
    /// How many times larger than the original the page is.
    pub scale: f32,
    /// The colour of the ground that most of the picture has.
    pub ground: [u8; 3],
    /// What stands out from it, from the top down.
    pub areas: Vec<Area>,
    /// What lies where on the page, from the top down; the first is the picture without its bubbles.
    pub strips: Vec<Strip>,
    /// The share of its small squares that are of one colour, from 0 to 1: what is drawn has most of them, a photograph
    /// few.
    #[serde(default = "all")]
    pub flat: f32,
    /// Black on white, as a portable grey map (PGM) in base64.
    pub page: String,
}

fn all() -> f32 {
    1.0
}

impl Prepared {
    /// Where a part of the picture lies on the page: a bubble by itself, anything else on the picture without them.
    pub(super) fn on_page(&self, place: &Box) -> Box {
        let strip = self.strips.iter().skip(1).find(|strip| strip.place == *place).or(self.strips.first());
        let (left, top) = strip.map_or((place.left, place.top), |strip| {
            let down = place.top.saturating_sub(strip.place.top);
            (place.left.saturating_sub(strip.place.left), strip.top.saturating_add(down))
        });
        let enlarged = |n: u32| (n as f32 * self.scale).round().clamp(0.0, 1_000_000.0) as u32;
        Box { left: enlarged(left), top: enlarged(top), width: enlarged(place.width), height: enlarged(place.height) }
    }
}

/// The child's part: decodes a picture within its limits and answers a [`Prepared`] as JSON.
///
/// # Errors
/// One line that says why it could not be decoded.
pub fn job(bytes: &[u8]) -> Result<String, String> {
    serde_json::to_string(&prepare(&decode(bytes, MOST_PIXELS)?)).map_err(|e| e.to_string())
}

/// Finds the areas and turns the picture black on white.
fn prepare(picture: &RgbImage) -> Prepared {
    let (width, height) = picture.dimensions();
    let tiles = Tiles::of(picture);
    let (ground, areas) = tiles.areas(picture);
    let mut ink = ink(picture, ground, &areas);
    let line = usual_line(&ink, &areas);
    erase_drawings(&mut ink, line);
    let scale = scale(line, width, height);
    let (sheet, strips) = sheet(&ink, &areas, line);
    let (wide, high) = (enlarged(sheet.width(), scale), enlarged(sheet.height(), scale));
    let sheet = if (wide, high) == sheet.dimensions() {
        sheet
    } else {
        imageops::resize(&sheet, wide, high, imageops::FilterType::CatmullRom)
    };
    let page = STANDARD.encode(portable(&sheet));
    Prepared { width, height, scale, ground, areas, strips, flat: tiles.flat, page }
}

fn enlarged(side: u32, scale: f32) -> u32 {
    ((side as f32) * scale).round().max(1.0) as u32
}

/// What recognition is given: the picture without its bubbles, and below it every bubble by itself, so that a time
/// stamp or a face beside a bubble is not read into its lines.
fn sheet(ink: &GrayImage, areas: &[Area], line: u32) -> (GrayImage, Vec<Strip>) {
    let (width, height) = ink.dimensions();
    let mut strips: Vec<Strip> = vec![Strip { top: 0, place: Box { left: 0, top: 0, width, height } }];
    let (mut rest, mut bottom) = (ink.clone(), height + line);
    for area in areas {
        let place = area.place;
        let bubble = place.width * 100 >= width * 8
            && place.width * 100 < width * 97
            && place.height * 2 >= line * 3
            && !strips
                .iter()
                .skip(1)
                .any(|s| s.place.holds(place.left + place.width / 2, place.top + place.height / 2));
        if !bubble || bottom.saturating_add(place.height) > height.saturating_mul(2) + line * 8 {
            continue;
        }
        for y in place.top..place.bottom().min(height) {
            for x in place.left..place.right().min(width) {
                rest.put_pixel(x, y, image::Luma([255]));
            }
        }
        strips.push(Strip { top: bottom, place });
        bottom += place.height + line / 2;
    }
    let mut sheet = GrayImage::from_pixel(width, bottom, image::Luma([255]));
    imageops::replace(&mut sheet, &rest, 0, 0);
    for strip in strips.iter().skip(1) {
        let Box { left, top, width, height } = strip.place;
        imageops::replace(&mut sheet, &*imageops::crop_imm(ink, left, top, width, height), 0, i64::from(strip.top));
    }
    (sheet, strips)
}

/// Takes away what is no letter: faces, icons, frames and rules, whose ink hangs together over more than a line.
fn erase_drawings(ink: &mut GrayImage, line: u32) {
    let (width, height) = ink.dimensions();
    let dark = |ink: &GrayImage, x: u32, y: u32| ink.get_pixel(x, y).0[0] < 225;
    let mut seen = vec![false; (width as usize) * (height as usize)];
    let mut open: Vec<(u32, u32)> = Vec::new();
    let mut blob: Vec<(u32, u32)> = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let mut visit = |x: u32, y: u32, open: &mut Vec<(u32, u32)>| {
                if let Some(slot) = seen.get_mut((y * width + x) as usize).filter(|seen| !**seen) {
                    *slot = true;
                    if dark(ink, x, y) {
                        open.push((x, y));
                    }
                }
            };
            blob.clear();
            visit(x, y, &mut open);
            let (mut left, mut right, mut top, mut bottom) = (x, x, y, y);
            while let Some((x, y)) = open.pop() {
                blob.push((x, y));
                (left, right, top, bottom) = (left.min(x), right.max(x), top.min(y), bottom.max(y));
                for near_y in y.saturating_sub(1)..=(y + 1).min(height - 1) {
                    for near_x in x.saturating_sub(1)..=(x + 1).min(width - 1) {
                        visit(near_x, near_y, &mut open);
                    }
                }
            }
            let (wide, high) = (right - left + 1, bottom - top + 1);
            let drawing = high * 10 > line * 17 || (wide > line * 8 && high * 4 < line);
            if drawing && !blob.is_empty() {
                for (x, y) in &blob {
                    ink.put_pixel(*x, *y, image::Luma([255]));
                }
            }
        }
    }
}

/// A portable grey map.
fn portable(page: &GrayImage) -> Vec<u8> {
    let mut bytes = format!("P5\n{} {}\n255\n", page.width(), page.height()).into_bytes();
    bytes.extend_from_slice(page.as_raw());
    bytes
}

/// How far two colours are apart: the largest difference of a channel.
fn apart(a: [u8; 3], b: [u8; 3]) -> u8 {
    a.iter().zip(b).map(|(a, b)| a.abs_diff(b)).max().unwrap_or(0)
}

/// Colours this near are one ground; compression of photographs blurs them.
const SAME: u8 = 10;

/// The picture in small squares, each with the colour that most of it has.
struct Tiles {
    side: u32,
    across: u32,
    down: u32,
    colours: Vec<[u8; 3]>,
    /// The share of squares of which nine tenths are one colour.
    flat: f32,
}

impl Tiles {
    fn of(picture: &RgbImage) -> Self {
        let (width, height) = picture.dimensions();
        let side = (width / 110).clamp(4, 12);
        let (across, down) = (width.div_ceil(side), height.div_ceil(side));
        let mut colours = Vec::with_capacity((across * down) as usize);
        let mut seen: Vec<([u8; 3], u32)> = Vec::new();
        let mut flat = 0u32;
        for row in 0..down {
            for column in 0..across {
                seen.clear();
                for y in (row * side)..((row + 1) * side).min(height) {
                    for x in (column * side)..((column + 1) * side).min(width) {
                        let colour = picture.get_pixel(x, y).0;
                        if let Some((_, count)) = seen.iter_mut().find(|(held, _)| apart(*held, colour) <= 6) {
                            *count += 1;
                        } else if seen.len() < 24 {
                            seen.push((colour, 1));
                        }
                    }
                }
                let (colour, count) = seen.iter().max_by_key(|(_, count)| *count).copied().unwrap_or(([255; 3], 0));
                flat += u32::from(count * 10 >= side * side * 9);
                colours.push(colour);
            }
        }
        let flat = flat as f32 / (across * down).max(1) as f32;
        Self { side, across, down, colours, flat }
    }

    /// The ground of the picture, and what stands out from it as a rectangle.
    fn areas(&self, picture: &RgbImage) -> ([u8; 3], Vec<Area>) {
        let mut parts = self.parts();
        parts.sort_by_key(|part| std::cmp::Reverse(part.tiles));
        let ground = parts.first().map_or([255; 3], |part| part.ground);
        let mut areas: Vec<Area> = Vec::new();
        for part in parts.iter().skip(1) {
            let (columns, rows) = (part.right - part.left + 1, part.bottom - part.top + 1);
            let filled = part.tiles * 100 >= columns * rows * 45;
            if columns < 5 || rows < 3 || !filled || apart(part.ground, ground) < 4 || areas.len() >= MOST_AREAS {
                continue;
            }
            let place = Box {
                left: part.left * self.side,
                top: part.top * self.side,
                width: (columns * self.side).min(picture.width().saturating_sub(part.left * self.side)),
                height: (rows * self.side).min(picture.height().saturating_sub(part.top * self.side)),
            };
            let place = fit(picture, place, part.ground, self.side);
            if edged(picture, place, part.ground) {
                areas.push(Area { place, ground: part.ground });
            }
        }
        areas.sort_by_key(|area| (area.place.top, area.place.left));
        (ground, areas)
    }

    /// Neighbouring squares of one colour.
    fn parts(&self) -> Vec<Part> {
        let at = |column: u32, row: u32| (row * self.across + column) as usize;
        let mut taken = vec![false; self.colours.len()];
        let mut parts = Vec::new();
        let mut open = Vec::new();
        for row in 0..self.down {
            for column in 0..self.across {
                let Some(ground) = self.colours.get(at(column, row)).copied() else { continue };
                if taken.get(at(column, row)).copied().unwrap_or(true) {
                    continue;
                }
                let mut part = Part { ground, tiles: 0, left: column, right: column, top: row, bottom: row };
                open.push((column, row));
                if let Some(slot) = taken.get_mut(at(column, row)) {
                    *slot = true;
                }
                while let Some((x, y)) = open.pop() {
                    part.tiles += 1;
                    part.left = part.left.min(x);
                    part.right = part.right.max(x);
                    part.top = part.top.min(y);
                    part.bottom = part.bottom.max(y);
                    let beside = [(x.wrapping_sub(1), y), (x + 1, y), (x, y.wrapping_sub(1)), (x, y + 1)];
                    for (x, y) in beside {
                        if x >= self.across || y >= self.down {
                            continue;
                        }
                        let same = self.colours.get(at(x, y)).is_some_and(|colour| apart(*colour, ground) <= SAME);
                        if let Some(slot) = taken.get_mut(at(x, y)).filter(|taken| same && !**taken) {
                            *slot = true;
                            open.push((x, y));
                        }
                    }
                }
                parts.push(part);
            }
        }
        parts
    }
}

/// Squares of one colour that touch.
struct Part {
    ground: [u8; 3],
    tiles: u32,
    left: u32,
    right: u32,
    top: u32,
    bottom: u32,
}

/// Moves the edges of a rectangle to where its colour begins and ends, at most a square's side.
fn fit(picture: &RgbImage, place: Box, ground: [u8; 3], side: u32) -> Box {
    let (width, height) = picture.dimensions();
    let on_ground = |x: u32, y: u32| x < width && y < height && apart(picture.get_pixel(x, y).0, ground) <= SAME;
    let column = |x: u32| {
        let (from, to) = (place.top + place.height / 4, place.bottom() - place.height / 4);
        (from..to.max(from + 1)).filter(|y| on_ground(x, *y)).count() * 2 >= (to.saturating_sub(from)) as usize
    };
    let row = |y: u32| {
        let (from, to) = (place.left + place.width / 6, place.right() - place.width / 6);
        (from..to.max(from + 1)).filter(|x| on_ground(*x, y)).count() * 2 >= (to.saturating_sub(from)) as usize
    };
    let grow_down = |start: u32, most: u32, line: &dyn Fn(u32) -> bool| {
        (1..=side)
            .map(|step| start.saturating_add(step))
            .take_while(|at| *at < most && line(*at))
            .last()
            .unwrap_or(start)
    };
    let grow_up = |start: u32, line: &dyn Fn(u32) -> bool| {
        (1..=side).filter_map(|step| start.checked_sub(step)).take_while(|at| line(*at)).last().unwrap_or(start)
    };
    let shrink_down =
        |start: u32, line: &dyn Fn(u32) -> bool| (start..start + side).find(|at| line(*at)).unwrap_or(start);
    let shrink_up = |start: u32, line: &dyn Fn(u32) -> bool| {
        (start.saturating_sub(side)..=start).rev().find(|at| line(*at)).unwrap_or(start)
    };
    let left = if column(place.left) { grow_up(place.left, &column) } else { shrink_down(place.left, &column) };
    let top = if row(place.top) { grow_up(place.top, &row) } else { shrink_down(place.top, &row) };
    let last_column = place.right().saturating_sub(1);
    let right =
        if column(last_column) { grow_down(last_column, width, &column) } else { shrink_up(last_column, &column) };
    let last_row = place.bottom().saturating_sub(1);
    let bottom = if row(last_row) { grow_down(last_row, height, &row) } else { shrink_up(last_row, &row) };
    Box { left, top, width: right.saturating_sub(left) + 1, height: bottom.saturating_sub(top) + 1 }
}

/// Whether a rectangle's edges have its colour: fat letters make a patch, too, but no edge.
fn edged(picture: &RgbImage, place: Box, ground: [u8; 3]) -> bool {
    if place.width < 12 || place.height < 12 {
        return false;
    }
    let on_ground = |x: u32, y: u32| {
        x < picture.width() && y < picture.height() && apart(picture.get_pixel(x, y).0, ground) <= SAME
    };
    let (columns, rows) = (
        place.left + place.width / 4..place.right() - place.width / 4,
        place.top + place.height * 2 / 5..place.bottom() - place.height * 2 / 5,
    );
    let most = |hits: usize, all: usize| hits * 10 >= all * 9;
    [place.top + 2, place.bottom() - 3]
        .iter()
        .all(|y| most(columns.clone().filter(|x| on_ground(*x, *y)).count(), columns.len()))
        && [place.left + 2, place.right() - 3]
            .iter()
            .all(|x| most(rows.clone().filter(|y| on_ground(*x, *y)).count(), rows.len()))
}

/// Every pixel by how far it is from its ground: white is ground, black is ink.
fn ink(picture: &RgbImage, ground: [u8; 3], areas: &[Area]) -> GrayImage {
    let (width, height) = picture.dimensions();
    let mut page = GrayImage::from_pixel(width, height, image::Luma([255]));
    let darken = |colour: [u8; 3], ground: [u8; 3]| {
        let contrast = u16::from(apart(colour, ground)).saturating_sub(8);
        255 - u8::try_from((contrast * 3 / 2).min(255)).unwrap_or(255)
    };
    for (to, from) in page.pixels_mut().zip(picture.pixels()) {
        to.0 = [darken(from.0, ground)];
    }
    // Larger areas first, so that a bubble inside a bar or card is judged by its own ground.
    let mut order: Vec<&Area> = areas.iter().collect();
    order.sort_by_key(|area| std::cmp::Reverse(u64::from(area.place.width) * u64::from(area.place.height)));
    for area in order {
        let outside = outside(area, areas, ground);
        let (left, right) = (area.place.left, area.place.right().min(width));
        for y in area.place.top..area.place.bottom().min(height) {
            let corner = |x: &u32| {
                let colour = picture.get_pixel(*x, y).0;
                apart(colour, area.ground) > SAME && apart(colour, outside) < apart(colour, area.ground)
            };
            // Round corners show the ground outside; one pixel more is the seam.
            let from = (left..right).take_while(corner).last().map_or(left, |x| x + 2);
            let to = (from..right).rev().take_while(corner).last().map_or(right, |x| x.saturating_sub(1));
            for x in left..right {
                let value = if x < from || x >= to { 255 } else { darken(picture.get_pixel(x, y).0, area.ground) };
                page.put_pixel(x, y, image::Luma([value]));
            }
        }
    }
    page
}

/// The ground on which an area lies: that of the smallest one around it, else the picture's.
fn outside(area: &Area, areas: &[Area], ground: [u8; 3]) -> [u8; 3] {
    let size = |place: &Box| u64::from(place.width) * u64::from(place.height);
    let inner = &area.place;
    areas
        .iter()
        .filter(|other| {
            let outer = &other.place;
            size(outer) > size(inner)
                && outer.left <= inner.left
                && outer.top <= inner.top
                && outer.right() >= inner.right()
                && outer.bottom() >= inner.bottom()
        })
        .min_by_key(|other| size(&other.place))
        .map_or(ground, |other| other.ground)
}

/// The usual height of a line of text, from the top of its ascenders to the foot of its descenders.
fn usual_line(ink: &GrayImage, areas: &[Area]) -> u32 {
    let (width, height) = ink.dimensions();
    let whole = Box { left: 0, top: 0, width, height };
    let mut heights: Vec<u32> = Vec::new();
    let narrow = areas.iter().map(|a| a.place).filter(|p| p.width < width / 10 * 9);
    for place in narrow.chain([whole]) {
        let mut run = 0;
        for y in place.top..place.bottom().min(height) {
            if (place.left..place.right().min(width)).any(|x| ink.get_pixel(x, y).0[0] < 110) {
                run += 1;
            } else if run > 0 {
                heights.push(run);
                run = 0;
            }
        }
    }
    heights.retain(|h| (7..=90).contains(h));
    heights.sort_unstable();
    heights.get(heights.len() / 2).copied().unwrap_or(24)
}

/// By how much to enlarge, so that most lines of text become about [`LINE`] pixels high.
fn scale(line: u32, width: u32, height: u32) -> f32 {
    let wanted = (LINE / line as f32).clamp(0.5, 3.0);
    // The bubbles come twice, see [`sheet`].
    let most = (MOST_INK / (2.0 * f64::from(width) * f64::from(height)).max(1.0)).sqrt() as f32;
    // Hardly any enlargement is not worth the blur.
    let wanted = if (0.85..1.2).contains(&wanted) { 1.0 } else { wanted };
    wanted.min(most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn png(picture: &RgbImage) -> Vec<u8> {
        let mut bytes = Vec::new();
        picture.write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
        bytes
    }

    #[test]
    fn bubbles_stand_out_and_dark_themes_become_black_on_white() {
        let mut picture = RgbImage::from_pixel(400, 300, image::Rgb([10, 20, 26]));
        for y in 50..120 {
            for x in 20..260 {
                picture.put_pixel(x, y, image::Rgb([32, 44, 51]));
            }
        }
        for x in 60..120 {
            for y in 80..90 {
                picture.put_pixel(x, y, image::Rgb([233, 237, 239]));
            }
        }
        let prepared = prepare(&picture);
        assert_eq!(prepared.ground, [10, 20, 26]);
        assert_eq!(
            prepared.areas.iter().map(|a| a.place).collect::<Vec<_>>(),
            [Box { left: 20, top: 50, width: 240, height: 70 }]
        );
        let ink = ink(&picture, prepared.ground, &prepared.areas);
        assert_eq!((ink.get_pixel(90, 85).0, ink.get_pixel(200, 85).0, ink.get_pixel(5, 5).0), ([0], [255], [255]));
    }

    #[test]
    fn what_is_huge_or_broken_is_one_line() {
        let mut huge = png(&RgbImage::new(8, 8));
        // The header's width and height, with its checksum left wrong.
        huge.splice(16..24, [0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
        for bytes in [huge.as_slice(), b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0rubbish", b"RIFF\x10\0\0\0WEBPVP8 "]
        {
            let why = job(bytes).unwrap_err();
            assert!(!why.is_empty() && !why.contains('\n'), "{why}");
        }
    }
}
