//! PDQ, the perceptual hash of Facebook's ThreatExchange (“The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing
//! Algorithm”, 2019; reference in `facebook/ThreatExchange`, folder `pdq`, BSD licence).
//!
//! A picture's luminance is smoothed by a Jarosz filter (a box filter run twice along rows and columns), read off at
//! 64×64 places, and transformed by a DCT of which the 16×16 lowest coefficients but the constant ones are kept. Each is
//! one bit: above the median, or not.
//!
//! The reference filters the whole picture and throws nearly all of it away. The filter is linear, so here each of the
//! 64 rows and columns is a weighted sum instead: one pass over the pixels, without a buffer of the picture's size.

use std::sync::LazyLock;

use super::Hash256;

/// Rows and columns that a picture is read off at.
pub const SIDE: usize = 64;

/// Rows and columns of coefficients.
const KEPT: usize = 16;

/// The coefficients of a picture, from which its hash and the one of its mirror image are read.
#[derive(Debug, Clone)]
pub struct Spectrum {
    coefficients: [[f32; KEPT]; KEPT],
    quality: u8,
}

/// Reads a picture of luminances from 0 to 255 row by row: `row(y, pixels)` fills in the pixels of a row. Luminance is
/// `0.299 R + 0.587 G + 0.114 B`, not rounded.
#[must_use]
pub fn pdq(width: usize, height: usize, mut row: impl FnMut(usize, &mut [f32])) -> Spectrum {
    let mut places = [[0.0; SIDE]; SIDE];
    if width == 0 || height == 0 {
        return Spectrum::of(&places);
    }
    let (down, across) = (tents(height), tents(width));
    let mut pixels = vec![0.0f32; width];
    // The rows that are being summed up: a row of the picture adds to few of the 64, one after the other.
    let mut sums = vec![vec![0.0f32; width]; SIDE];
    let mut first = 0;
    for y in 0..height {
        row(y, &mut pixels);
        while down.get(first).is_some_and(|tent| tent.end() <= y) {
            first += 1;
        }
        for (tent, sum) in down.iter().zip(&mut sums).skip(first) {
            if tent.start > y {
                break;
            }
            let weight = tent.weights[y - tent.start];
            sum.iter_mut().zip(&pixels).for_each(|(s, p)| *s += weight * p);
        }
    }
    for (line, sum) in places.iter_mut().zip(&sums) {
        for (place, tent) in line.iter_mut().zip(&across) {
            let under = sum.get(tent.start..tent.end()).unwrap_or_default();
            *place = tent.weights.iter().zip(under).map(|(w, s)| w * s).sum();
        }
    }
    Spectrum::of(&places)
}

/// Weights of the pixels along one side that one of the 64 places is made of.
struct Tent {
    start: usize,
    weights: Vec<f32>,
}

impl Tent {
    fn end(&self) -> usize {
        self.start + self.weights.len()
    }
}

/// The tents of a side: two box filters in a row, read off at the middles of 64 equal parts. At the ends of the side the
/// boxes shrink, as they do in the reference.
fn tents(length: usize) -> Vec<Tent> {
    let window = length.div_ceil(2 * SIDE);
    let ahead = (window + 2) / 2;
    let behind = window - ahead;
    let box_at = |at: usize| (at.saturating_sub(behind), (at + ahead).min(length));
    (0..SIDE)
        .map(|place| {
            let middle = (2 * place + 1) * length / (2 * SIDE);
            let (outer_start, outer_end) = box_at(middle);
            let start = box_at(outer_start).0;
            let end = box_at(outer_end - 1).1;
            let mut weights = vec![0.0f64; end - start];
            for at in outer_start..outer_end {
                let (inner_start, inner_end) = box_at(at);
                let weight = 1.0 / ((outer_end - outer_start) * (inner_end - inner_start)) as f64;
                weights[inner_start - start..inner_end - start].iter_mut().for_each(|w| *w += weight);
            }
            Tent { start, weights: weights.into_iter().map(|w| w as f32).collect() }
        })
        .collect()
}

/// The matrix of the DCT, without its constant row.
static DCT: LazyLock<[[f32; SIDE]; KEPT]> = LazyLock::new(|| {
    let scale = (2.0 / SIDE as f64).sqrt();
    let entry = |i: usize, j: usize| {
        let angle = std::f64::consts::PI / 2.0 / SIDE as f64 * ((i + 1) * (2 * j + 1)) as f64;
        (scale * angle.cos()) as f32
    };
    std::array::from_fn(|i| std::array::from_fn(|j| entry(i, j)))
});

/// The same, turned: one line for each place, so that sums run along lines.
static TURNED: LazyLock<[[f32; KEPT]; SIDE]> =
    LazyLock::new(|| std::array::from_fn(|j| std::array::from_fn(|i| DCT[i][j])));

impl Spectrum {
    /// Of a picture that was read off at 64×64 places already.
    #[must_use]
    pub fn of(places: &[[f32; SIDE]; SIDE]) -> Self {
        let (dct, turned) = (&*DCT, &*TURNED);
        let mut rows = [[0.0f32; SIDE]; KEPT];
        for (row, weights) in rows.iter_mut().zip(dct) {
            for (weight, line) in weights.iter().zip(places) {
                row.iter_mut().zip(line).for_each(|(r, p)| *r += weight * p);
            }
        }
        let mut coefficients = [[0.0f32; KEPT]; KEPT];
        for (line, row) in coefficients.iter_mut().zip(&rows) {
            for (value, weights) in row.iter().zip(turned) {
                line.iter_mut().zip(weights).for_each(|(c, w)| *c += value * w);
            }
        }
        Self { coefficients, quality: quality(places) }
    }

    /// How much there is in the picture to tell it by, from 0 to 100.
    #[must_use]
    pub fn quality(&self) -> u8 {
        self.quality
    }

    /// The hash.
    #[must_use]
    pub fn hash(&self) -> Hash256 {
        bits(&self.coefficients)
    }

    /// The hash of the picture mirrored left to right. Mirroring changes the sign of every other column.
    #[must_use]
    pub fn mirrored(&self) -> Hash256 {
        let mut mirrored = self.coefficients;
        for line in &mut mirrored {
            line.iter_mut().step_by(2).for_each(|c| *c = -*c);
        }
        bits(&mirrored)
    }
}

fn bits(coefficients: &[[f32; KEPT]; KEPT]) -> Hash256 {
    let mut sorted = [0.0f32; KEPT * KEPT];
    sorted.iter_mut().zip(coefficients.as_flattened()).for_each(|(s, c)| *s = *c);
    // The reference's median of an even number is the lower one of the two in the middle.
    let (_, median, _) = sorted.select_nth_unstable_by(KEPT * KEPT / 2 - 1, f32::total_cmp);
    let median = *median;
    let mut words = [0u64; 4];
    for (word, chunk) in words.iter_mut().zip(coefficients.as_flattened().chunks_exact(64)) {
        *word = chunk.iter().rev().fold(0, |sum, c| sum << 1 | u64::from(*c > median));
    }
    Hash256(words)
}

/// The reference's measure of how much there is in a picture: the sum of clear steps between neighbours, in whole
/// hundredths of the full range, so that faint ones count for nothing.
fn quality(places: &[[f32; SIDE]; SIDE]) -> u8 {
    let step = |a: f32, b: f32| ((a - b) * 100.0 / 255.0) as i32;
    let down: i32 =
        places.windows(2).map(|w| w[0].iter().zip(&w[1]).map(|(a, b)| step(*a, *b).abs()).sum::<i32>()).sum();
    let across: i32 = places.iter().map(|line| line.windows(2).map(|w| step(w[0], w[1]).abs()).sum::<i32>()).sum();
    ((down + across) / 90).min(100) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of rings and stripes, the same on every machine.
    fn drawn(width: usize, height: usize) -> impl Fn(usize, usize) -> f32 {
        move |x, y| {
            let (u, v) = (x as i64 * 1000 / width as i64, y as i64 * 1000 / height as i64);
            let ring = (u - 430) * (u - 430) + (v - 380) * (v - 380);
            ((ring / 700 + (u * 3 + v * 5) / 40) % 256) as f32
        }
    }

    /// The reference as it is written: whole-picture box filters, one after the other.
    fn as_the_reference(width: usize, height: usize, at: impl Fn(usize, usize) -> f32) -> Spectrum {
        fn boxed(line: &[f32], window: usize) -> Vec<f32> {
            let ahead = (window + 2) / 2;
            let mean = |at: usize| {
                let part = &line[at.saturating_sub(window - ahead)..(at + ahead).min(line.len())];
                part.iter().map(|v| f64::from(*v)).sum::<f64>() / part.len() as f64
            };
            (0..line.len()).map(|at| mean(at) as f32).collect()
        }
        let mut rows: Vec<Vec<f32>> = (0..height).map(|y| (0..width).map(|x| at(x, y)).collect()).collect();
        for _ in 0..2 {
            rows = rows.iter().map(|row| boxed(row, width.div_ceil(128))).collect();
            let columns: Vec<Vec<f32>> = (0..width)
                .map(|x| boxed(&rows.iter().map(|r| r[x]).collect::<Vec<_>>(), height.div_ceil(128)))
                .collect();
            rows = (0..height).map(|y| columns.iter().map(|c| c[y]).collect()).collect();
        }
        let middle = |place: usize, length: usize| (2 * place + 1) * length / 128;
        Spectrum::of(&std::array::from_fn(|i| std::array::from_fn(|j| rows[middle(i, height)][middle(j, width)])))
    }

    #[test]
    fn one_pass_gives_the_hash_of_the_reference() {
        for (width, height) in [(64, 64), (40, 33), (200, 151), (513, 300), (901, 640), (5, 90)] {
            let at = drawn(width, height);
            let own = pdq(width, height, |y, row| row.iter_mut().enumerate().for_each(|(x, p)| *p = at(x, y)));
            let wanted = as_the_reference(width, height, &at);
            assert_eq!(own.hash(), wanted.hash(), "{width}×{height}");
            assert_eq!(own.quality(), wanted.quality());
        }
    }

    #[test]
    fn a_vector_of_our_own() {
        let at = drawn(300, 240);
        let own = pdq(300, 240, |y, row| row.iter_mut().enumerate().for_each(|(x, p)| *p = at(x, y)));
        assert_eq!((own.hash().to_string().as_str(), own.quality()), (VECTOR, 100));
    }
    const VECTOR: &str = "60b97d269afa6526ead95436a94140ba7506aad902ba04beabd9ead9bad9e541";

    #[test]
    fn mirrored_is_the_hash_of_the_mirror_image() {
        let at = drawn(SIDE, SIDE);
        let places =
            |turn: bool| std::array::from_fn(|y| std::array::from_fn(|x| at(if turn { SIDE - 1 - x } else { x }, y)));
        let (own, turned) = (Spectrum::of(&places(false)), Spectrum::of(&places(true)));
        // Rounding may turn a bit that lies on the median.
        assert!(own.mirrored().distance(&turned.hash()) <= 2);
        assert!(own.hash().distance(&turned.hash()) > 60);
    }

    #[test]
    fn nothing_in_it() {
        for (width, height) in [(0, 0), (1, 1), (300, 1), (64, 64)] {
            let flat = pdq(width, height, |_, row| row.fill(200.0));
            assert_eq!(flat.quality(), 0);
        }
    }
}
