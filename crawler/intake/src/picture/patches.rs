//! The patches around a face: cut along eyes and mouth, so that they are the same in every copy of the photograph.

use analyzer::photo::{Hash256, PATCHES, SIDE, Spectrum, USABLE_QUALITY};

use super::raster::{Placement, Pyramid, luminance};

/// Widths of the patches, in distances of the eyes, and whether what lies outside of the face is faded out.
const WIDTHS: [(f32, bool); PATCHES] = [(2.6, false), (3.6, false), (3.0, true)];

/// By how much a patch is made larger and smaller.
const SCALES: [f32; 3] = [1.0, 0.97, 1.03];

/// By how much of its width a patch is shifted.
const SHIFTS: [f32; 3] = [0.0, -0.02, 0.02];

/// Pixels for the distance of the eyes in the sheet that all patches are cut from.
const EYES: usize = 40;

/// Half the side of the sheet, in distances of the eyes: room for the widest patch, moved.
const REACH: usize = 2;

/// Side of the sheet.
const SHEET: usize = 2 * REACH * EYES;

/// Half axes of the face, in distances of the eyes, and over which part of them it fades.
const ELLIPSE: ([f32; 2], f32) = ([1.05, 1.4], 0.25);

/// The luminance around a face, upright and of one size.
struct Sheet(Vec<f32>);

impl Sheet {
    fn new(picture: &Pyramid, face: Placement) -> Self {
        let unit = Placement::upright(1.0 / EYES as f32, [-(REACH as f32); 2]);
        let mut pixels = Vec::with_capacity(SHEET * SHEET);
        picture.draw(face.after(&unit), SHEET, SHEET, |colour| pixels.push(luminance(colour)));
        Self(pixels)
    }

    /// 64×64 places of a square, its middle and width in distances of the eyes.
    fn places(&self, middle: [f32; 2], width: f32) -> [[f32; SIDE]; SIDE] {
        let along = |middle: f32| -> [(usize, f32); SIDE] {
            std::array::from_fn(|i| {
                let at = middle + ((i as f32 + 0.5) / SIDE as f32 - 0.5) * width;
                let pixel = ((at + REACH as f32) * EYES as f32 - 0.5).clamp(0.0, (SHEET - 2) as f32);
                (pixel as usize, pixel.fract())
            })
        };
        let columns = along(middle[0]);
        let rows = along(middle[1]);
        let mut places = [[0.0; SIDE]; SIDE];
        for (line, (y, v)) in places.iter_mut().zip(rows) {
            let (upper, lower) = (&self.0[y * SHEET..(y + 1) * SHEET], &self.0[(y + 1) * SHEET..(y + 2) * SHEET]);
            for (place, (x, u)) in line.iter_mut().zip(columns) {
                let (above, below) =
                    (upper[x] + (upper[x + 1] - upper[x]) * u, lower[x] + (lower[x + 1] - lower[x]) * u);
                *place = above + (below - above) * v;
            }
        }
        places
    }
}

/// Fades out what lies outside of the face, to the mean of the face itself.
fn faded(places: &mut [[f32; SIDE]; SIDE], mask: &[[f32; SIDE]; SIDE]) {
    let (mut sum, mut weight) = (0.0, 0.0);
    for (place, share) in places.as_flattened().iter().zip(mask.as_flattened()) {
        sum += place * share;
        weight += share;
    }
    let mean = sum / f32::max(weight, 1.0);
    for (place, share) in places.as_flattened_mut().iter_mut().zip(mask.as_flattened()) {
        *place = mean + (*place - mean) * share;
    }
}

/// How much of each place of a patch is face.
fn mask(width: f32) -> [[f32; SIDE]; SIDE] {
    let (axes, soft) = ELLIPSE;
    let at = |i: usize| ((i as f32 + 0.5) / SIDE as f32 - 0.5) * width;
    std::array::from_fn(|y| {
        std::array::from_fn(|x| {
            let radius = (at(x) / axes[0]).hypot(at(y) / axes[1]);
            let share = ((1.0 + soft - radius) / soft).clamp(0.0, 1.0);
            share * share * (3.0 - 2.0 * share)
        })
    })
}

/// The hashes of the patches around a face: for each patch the unmoved one first, then the moved ones, as they are and
/// mirrored. A patch with too little in it has none.
pub(super) fn hashes(picture: &Pyramid, face: Placement) -> [[Vec<Hash256>; 2]; PATCHES] {
    let sheet = Sheet::new(picture, face);
    WIDTHS.map(|(width, fades)| {
        let mask = fades.then(|| mask(width));
        let mut versions = [Vec::new(), Vec::new()];
        for scale in SCALES {
            for right in SHIFTS {
                for down in SHIFTS {
                    let mut places = sheet.places([right * width, down * width], width * scale);
                    if let Some(mask) = &mask {
                        faded(&mut places, mask);
                    }
                    let spectrum = Spectrum::of(&places);
                    if versions[0].is_empty() && spectrum.quality() < USABLE_QUALITY {
                        return versions;
                    }
                    versions[0].push(spectrum.hash());
                    versions[1].push(spectrum.mirrored());
                }
            }
        }
        versions
    })
}
