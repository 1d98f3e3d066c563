//! Where faces are, and where exactly their eyes and mouths are.
//!
//! A first look at the whole picture, 320 pixels large, finds the faces; smaller ones, as in a screenshot, take a look at a
//! larger size. Its landmarks are good to a few percent, which is not enough: PDQ tolerates one or two. So the face is drawn
//! anew, upright and of one size, and looked at again, as it is and mirrored, until its landmarks stay. What is found so
//! moves with the face, however the picture was turned, scaled, cropped or mirrored.

use super::network::{Cell, Map, NETWORK, Network};
use super::raster::{Placement, Pyramid};

/// Least confidence of a face.
const LEAST: f32 = 0.7;

/// Least confidence of a face that is looked at again: it was found already.
const LEAST_AGAIN: f32 = 0.3;

/// Most faces of one picture.
const MOST_FACES: usize = 6;

/// Sides at which a picture is looked at, until there is a face.
const LOOKS: [usize; 3] = [320, 640, 1024];

/// How often a face is looked at again.
const AGAIN: usize = 3;

/// Side of a face drawn anew.
const FACE: usize = 160;

/// Distance of the eyes in it.
const EYES: f32 = 42.0;

/// Where eyes and corners of the mouth are in a face, seen from their middle, the distance of the eyes being one. After the
/// common template of five landmarks (InsightFace), made symmetrical.
const TEMPLATE: [[f32; 2]; 4] = [[-0.5, -0.577], [0.5, -0.577], [-0.414, 0.577], [0.414, 0.577]];

/// A face that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub confidence: f32,
    /// Eyes, nose, corners of the mouth; left in the picture before right.
    pub landmarks: [[f32; 2]; 5],
    /// Left, upper, right and lower edge.
    frame: [f32; 4],
}

impl Found {
    fn of(cell: &Cell) -> Self {
        let stride = cell.stride as f32;
        let [x, y] = cell.at.map(|at| at as f32);
        let [u, v, width, height] = cell.frame;
        let (middle, half) =
            ([(x + u) * stride, (y + v) * stride], [width.exp() * stride / 2.0, height.exp() * stride / 2.0]);
        let frame = [middle[0] - half[0], middle[1] - half[1], middle[0] + half[0], middle[1] + half[1]];
        let landmark = |i: usize| [(x + cell.landmarks[2 * i]) * stride, (y + cell.landmarks[2 * i + 1]) * stride];
        Self { confidence: cell.confidence, landmarks: std::array::from_fn(landmark), frame }
    }

    /// The same in another frame, which isn't turned.
    fn placed(&self, placement: &Placement) -> Self {
        let [left, upper, right, lower] = self.frame;
        let ([left, upper], [right, lower]) = (placement.apply([left, upper]), placement.apply([right, lower]));
        let landmarks = self.landmarks.map(|p| placement.apply(p));
        Self { confidence: self.confidence, landmarks, frame: [left, upper, right, lower] }
    }

    fn area(&self) -> f32 {
        (self.frame[2] - self.frame[0]).max(0.0) * (self.frame[3] - self.frame[1]).max(0.0)
    }

    /// What two frames share of both together.
    fn overlap(&self, other: &Self) -> f32 {
        let (a, b) = (self.frame, other.frame);
        let side = |i: usize| (a[i + 2].min(b[i + 2]) - a[i].max(b[i])).max(0.0);
        let shared = side(0) * side(1);
        shared / (self.area() + other.area() - shared).max(f32::MIN_POSITIVE)
    }

    /// Where the face lies: from the frame whose middle is the face's and whose unit the distance of its eyes.
    pub fn placement(&self) -> Placement {
        let [left, right, _, mouth_left, mouth_right] = self.landmarks;
        Placement::fitting(TEMPLATE, [left, right, mouth_left, mouth_right])
    }
}

/// The faces of a picture, the largest first.
pub(super) fn find(picture: &Pyramid) -> Vec<Found> {
    let Some(network) = NETWORK.as_ref() else { return Vec::new() };
    let longest = picture.whole().width.max(picture.whole().height);
    let mut found = Vec::new();
    for (number, side) in LOOKS.into_iter().enumerate() {
        // A look at a larger size than the picture's own shows nothing more.
        if number > 0 && longest * 3 / 2 < side {
            break;
        }
        found = at_size(network, picture, side);
        if !found.is_empty() {
            break;
        }
    }
    found.truncate(MOST_FACES);
    found.into_iter().filter_map(|face| refined(network, picture, face)).collect()
}

/// What a look at one size finds.
fn at_size(network: &Network, picture: &Pyramid, side: usize) -> Vec<Found> {
    let whole = picture.whole();
    let scale = whole.width.max(whole.height) as f32 / side as f32;
    let size = |length: usize| ((length as f32 / scale).round() as usize).max(1);
    let placement = Placement::upright(scale, [0.0, 0.0]);
    let mut found: Vec<Found> = drawn(network, picture, placement, size(whole.width), size(whole.height), LEAST)
        .iter()
        .map(|face| face.placed(&placement))
        .collect();
    found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let mut kept: Vec<Found> = Vec::new();
    for face in found {
        if kept.len() < 4 * MOST_FACES && kept.iter().all(|k| k.overlap(&face) < 0.3) {
            kept.push(face);
        }
    }
    kept.sort_by(|a, b| b.area().total_cmp(&a.area()));
    kept
}

/// What the network finds in a part drawn anew.
fn drawn(
    network: &Network,
    picture: &Pyramid,
    placement: Placement,
    width: usize,
    height: usize,
    least: f32,
) -> Vec<Found> {
    let mut map = Map::new(width.next_multiple_of(32), height.next_multiple_of(32), 3);
    let (mut x, mut y) = (0, 0);
    picture.draw(placement, width, height, |[red, green, blue]| {
        map.row_mut(y)[3 * x..3 * x + 3].copy_from_slice(&[blue, green, red]);
        x += 1;
        if x == width {
            (x, y) = (0, y + 1);
        }
    });
    network.look(&map, least).iter().map(Found::of).collect()
}

/// The same face, looked at again until its landmarks stay.
fn refined(network: &Network, picture: &Pyramid, found: Found) -> Option<Found> {
    let half = FACE as f32 / 2.0;
    let mut face = found;
    for _ in 0..AGAIN {
        let unit = Placement::upright(1.0 / EYES, [-half / EYES, -half / EYES]);
        let placement = face.placement().after(&unit);
        if !(1e-3..1e3).contains(&placement.scale()) {
            return None;
        }
        let mut map = Map::new(FACE, FACE, 3);
        let (mut x, mut y) = (0, 0);
        picture.draw(placement, FACE, FACE, |[red, green, blue]| {
            map.row_mut(y)[3 * x..3 * x + 3].copy_from_slice(&[blue, green, red]);
            x += 1;
            if x == FACE {
                (x, y) = (0, y + 1);
            }
        });
        let here = nearest(&network.look(&map, LEAST_AGAIN));
        for y in 0..FACE {
            map.row_mut(y).as_chunks_mut::<3>().0.reverse();
        }
        let there = nearest(&network.look(&map, LEAST_AGAIN)).map(mirrored);
        let both: Vec<[[f32; 2]; 5]> = here.into_iter().chain(there).collect();
        if both.is_empty() {
            break;
        }
        let mean = |i: usize| {
            let sum = both.iter().fold([0.0, 0.0], |s, l| [s[0] + l[i][0], s[1] + l[i][1]]);
            sum.map(|s| s / both.len() as f32)
        };
        face.landmarks = std::array::from_fn(|i| placement.apply(mean(i)));
    }
    Some(face)
}

/// The landmarks of the face in the middle: the mean of all that speak of it, by how sure they are.
fn nearest(cells: &[Cell]) -> Option<[[f32; 2]; 5]> {
    let half = FACE as f32 / 2.0;
    let (mut sum, mut weight) = ([[0.0; 2]; 5], 0.0);
    for cell in cells {
        let face = Found::of(cell);
        let middle = face.placement().shift;
        if (middle[0] - half).hypot(middle[1] - half) < EYES / 2.0 {
            let sure = cell.confidence.powi(4);
            weight += sure;
            for (s, l) in sum.iter_mut().zip(face.landmarks) {
                *s = [s[0] + l[0] * sure, s[1] + l[1] * sure];
            }
        }
    }
    (weight > 0.0).then(|| sum.map(|s| s.map(|v| v / weight)))
}

/// Landmarks found in the mirror image.
fn mirrored(landmarks: [[f32; 2]; 5]) -> [[f32; 2]; 5] {
    let [left, right, nose, mouth_left, mouth_right] = landmarks.map(|[x, y]| [FACE as f32 - x, y]);
    [right, left, nose, mouth_right, mouth_left]
}
