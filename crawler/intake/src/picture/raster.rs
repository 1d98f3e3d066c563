//! Pixels: a picture in ever smaller halves, and how a part of it is drawn anew, turned and scaled.

use analyzer::photo::{Spectrum, pdq};

/// Red, green and blue of a picture, a byte each.
#[derive(Debug, Clone)]
pub(super) struct Raster {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
}

/// The luminance of a pixel, as PDQ defines it.
#[inline(always)]
pub(super) fn luminance([red, green, blue]: [f32; 3]) -> f32 {
    red * 0.299 + green * 0.587 + blue * 0.114
}

impl From<image::RgbImage> for Raster {
    fn from(picture: image::RgbImage) -> Self {
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        Self { width, height, pixels: picture.into_raw() }
    }
}

impl Raster {
    /// The hash of the whole picture.
    pub fn spectrum(&self) -> Spectrum {
        let mut rows = self.pixels.chunks_exact(self.width.max(1) * 3);
        pdq(self.width, self.height, |_, line| {
            let pixels = rows.next().unwrap_or_default().as_chunks::<3>().0;
            line.iter_mut().zip(pixels).for_each(|(out, pixel)| *out = luminance(pixel.map(f32::from)));
        })
    }

    /// Half the size, of two pixels by two the mean.
    fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut pixels = Vec::with_capacity(width * height * 3);
        for pair in self.pixels.chunks_exact(self.width * 3 * 2) {
            let (upper, lower) = pair.split_at(self.width * 3);
            for (a, b) in upper.as_chunks::<6>().0.iter().zip(lower.as_chunks::<6>().0) {
                let mean = |i: usize| {
                    let sum = u16::from(a[i]) + u16::from(a[i + 3]) + u16::from(b[i]) + u16::from(b[i + 3]);
                    ((sum + 2) / 4) as u8
                };
                pixels.extend([mean(0), mean(1), mean(2)]);
            }
        }
        Self { width, height, pixels }
    }

    /// The colour at a place between pixels; beyond the edge it is the edge's.
    #[inline(always)]
    pub fn colour(&self, x: f32, y: f32) -> [f32; 3] {
        let inside = |at: f32, length: usize| {
            let at = (at - 0.5).clamp(0.0, (length - 1) as f32);
            let low = (at as usize).min(length - 1);
            (low, (low + 1).min(length - 1), at - low as f32)
        };
        let ((left, right, u), (upper, lower, v)) = (inside(x, self.width), inside(y, self.height));
        let pixel = |x: usize, y: usize| {
            let at = (y * self.width + x) * 3;
            [self.pixels[at], self.pixels[at + 1], self.pixels[at + 2]].map(f32::from)
        };
        let (a, b, c, d) = (pixel(left, upper), pixel(right, upper), pixel(left, lower), pixel(right, lower));
        std::array::from_fn(|i| {
            let (above, below) = (a[i] + (b[i] - a[i]) * u, c[i] + (d[i] - c[i]) * u);
            above + (below - above) * v
        })
    }
}

/// A picture and its halves, the largest first: whatever is drawn from it is drawn from a size near its own.
#[derive(Debug)]
pub(super) struct Pyramid(Vec<Raster>);

impl Pyramid {
    /// Halves a picture as long as there is something left of it. It has at least one pixel.
    pub fn new(whole: Raster) -> Self {
        let mut levels = vec![whole];
        while let Some(last) = levels.last()
            && last.width.min(last.height) >= 2
            && last.width.max(last.height) > 64
        {
            levels.push(last.halved());
        }
        Self(levels)
    }

    /// The picture itself.
    pub fn whole(&self) -> &Raster {
        &self.0[0]
    }

    /// The level to draw from where one pixel drawn is so many of the whole picture, with its own scale.
    fn level(&self, scale: f32) -> (&Raster, f32) {
        let wanted = scale.max(1.0).log2().round() as usize;
        let at = wanted.min(self.0.len() - 1);
        (&self.0[at], 1.0 / (1u32 << at) as f32)
    }

    /// Draws a part anew, `width` by `height`: each pixel's colour, left to right and downwards.
    pub fn draw(&self, placement: Placement, width: usize, height: usize, mut pixel: impl FnMut([f32; 3])) {
        let (raster, size) = self.level(placement.scale());
        for v in 0..height {
            for u in 0..width {
                let [x, y] = placement.apply([u as f32 + 0.5, v as f32 + 0.5]);
                pixel(raster.colour(x * size, y * size));
            }
        }
    }
}

/// A turn, a scale and a shift: where a place lies in another frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Placement {
    /// Scale times cosine and sine of the turn.
    pub turn: [f32; 2],
    /// What the origin becomes.
    pub shift: [f32; 2],
}

impl Placement {
    /// Scaled and shifted, not turned.
    pub fn upright(scale: f32, shift: [f32; 2]) -> Self {
        Self { turn: [scale, 0.0], shift }
    }

    /// Where a place comes to lie.
    #[inline(always)]
    pub fn apply(&self, [x, y]: [f32; 2]) -> [f32; 2] {
        let [cos, sin] = self.turn;
        [cos * x - sin * y + self.shift[0], sin * x + cos * y + self.shift[1]]
    }

    /// How much larger things get.
    pub fn scale(&self) -> f32 {
        self.turn[0].hypot(self.turn[1])
    }

    /// First `inner`, then this one.
    pub fn after(&self, inner: &Self) -> Self {
        let ([a, b], [c, d]) = (self.turn, inner.turn);
        Self { turn: [a * c - b * d, a * d + b * c], shift: self.apply(inner.shift) }
    }

    /// The placement that brings `from` nearest to `to` by least squares (Umeyama 1991, in the plane). `from` must have
    /// its middle at the origin.
    pub fn fitting<const N: usize>(from: [[f32; 2]; N], to: [[f32; 2]; N]) -> Self {
        let middle = to.iter().fold([0.0, 0.0], |m, p| [m[0] + p[0] / N as f32, m[1] + p[1] / N as f32]);
        let (mut along, mut across, mut size) = (0.0, 0.0, 0.0);
        for (p, q) in from.iter().zip(&to) {
            along += p[0] * q[0] + p[1] * q[1];
            across += p[0] * q[1] - p[1] * q[0];
            size += p[0] * p[0] + p[1] * p[1];
        }
        Self { turn: [along / size, across / size], shift: middle }
    }
}
