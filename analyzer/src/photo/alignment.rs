//! The cut of generated portraits.
//!
//! The StyleGAN family learnt faces from FFHQ, whose photographs were all cut along the face by one recipe, so what it
//! generates is cut so, too: the frame follows from eyes and mouth. The recipe is `recreate_aligned_images` of
//! [FFHQ's own script](https://github.com/NVlabs/ffhq-dataset/blob/master/download_ffhq.py).

use crate::case::{Face, Picture};

/// How far a picture's frame lies from the one that the recipe would cut around its face, as a share of the side: the
/// farthest of the four corners. `None` unless the picture is square and shows one face.
#[must_use]
pub fn apart_from_template(picture: &Picture) -> Option<f32> {
    let [face] = picture.faces.as_slice() else { return None };
    let side = picture.width as f32;
    (picture.width == picture.height && picture.width > 0).then(|| apart(face, side))
}

fn apart(face: &Face, side: f32) -> f32 {
    let [left, right, _, mouth_left, mouth_right] = face.landmarks;
    let mean = |[x, y]: [f32; 2], [u, v]: [f32; 2]| [(x + u) / 2.0, (y + v) / 2.0];
    let between = |[x, y]: [f32; 2], [u, v]: [f32; 2]| [u - x, v - y];
    let length = |[x, y]: [f32; 2]| x.hypot(y);
    let eyes = mean(left, right);
    let across = between(left, right);
    let down = between(eyes, mean(mouth_left, mouth_right));
    // The axis that the eyes and the mouth agree upon: along the eyes, and square to the line down to the mouth.
    let axis = [across[0] + down[1], across[1] - down[0]];
    let half = (length(across) * 2.0).max(length(down) * 1.8);
    let scale = half / length(axis).max(f32::MIN_POSITIVE);
    let x = axis.map(|v| v * scale);
    let y = [-x[1], x[0]];
    let middle = [eyes[0] + down[0] * 0.1, eyes[1] + down[1] * 0.1];
    let corners = [(-1.0, -1.0, 0.0, 0.0), (1.0, -1.0, side, 0.0), (-1.0, 1.0, 0.0, side), (1.0, 1.0, side, side)];
    let off = corners
        .map(|(a, b, u, v)| length([middle[0] + a * x[0] + b * y[0] - u, middle[1] + a * x[1] + b * y[1] - v]) / side);
    off.into_iter().fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{ArtifactId, Fact, Place, Source};
    use crate::photo::Hash256;

    fn picture(width: u32, landmarks: [[f32; 2]; 5]) -> Picture {
        let source = Source { artifact: ArtifactId(0), place: Place::Whole };
        Picture {
            name: Fact::text("a.jpg", source),
            width,
            height: 400,
            whole: [Hash256([1; 4]); 2],
            quality: 100,
            faces: vec![Face { confidence: 0.9, landmarks, patches: Default::default() }],
            notes: Vec::new(),
        }
    }

    #[test]
    fn a_frame_by_the_recipe_is_known() {
        // Eyes 100 apart, mouth 100 below: half a side is 200, the middle 10 below the eyes.
        let by_recipe = [[150.0, 190.0], [250.0, 190.0], [200.0, 240.0], [165.0, 290.0], [235.0, 290.0]];
        assert!(apart_from_template(&picture(400, by_recipe)).unwrap() < 1e-3);
        let elsewhere = by_recipe.map(|[x, y]| [x, y - 40.0]);
        assert!(apart_from_template(&picture(400, elsewhere)).unwrap() > 0.09);
        assert_eq!(apart_from_template(&picture(300, by_recipe)), None);
    }
}
