//! Pictures: what a photograph can be recognised by, and what its file says of its making.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Fact, Source};
use crate::photo::{Hash256, Print, Query};

/// A picture that was handed in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// Its name, and where it lies.
    pub name: Fact<String>,
    /// Width in pixels, upright.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The hash of the whole picture, as it is and mirrored; [`Hash256::NONE`] if there is too little in it.
    pub whole: [Hash256; 2],
    /// How much there is in it to tell it by, from 0 to 100.
    pub quality: u8,
    /// The faces found in it, the largest first. They are places to cut patches along; nobody is recognised by them.
    pub faces: Vec<Face>,
    /// What the file says of its making.
    pub notes: Vec<Fact<PictureNote>>,
}

impl Picture {
    pub(super) fn each_source(&mut self, f: &mut impl FnMut(&mut Source)) {
        f(&mut self.name.source);
        self.notes.iter_mut().for_each(|note| f(&mut note.source));
    }

    /// What a bank keeps of it: a print for each face, or one of the whole picture if there is none.
    #[must_use]
    pub fn prints(&self) -> Vec<Print> {
        if self.faces.is_empty() {
            return vec![Print { whole: self.whole[0], ..Print::default() }];
        }
        let patch = |all: &[Vec<Hash256>; 2]| all[0].first().copied().unwrap_or_default();
        let print = |face: &Face| Print { whole: self.whole_of(face)[0], patches: face.patches.each_ref().map(patch) };
        self.faces.iter().map(print).collect()
    }

    /// What it is searched by: a query for each face, or one of the whole picture if there is none.
    #[must_use]
    pub fn queries(&self) -> Vec<Query> {
        if self.faces.is_empty() {
            return vec![Query { whole: self.whole, ..Query::default() }];
        }
        let query = |face: &Face| Query { whole: self.whole_of(face), patches: face.patches.clone() };
        self.faces.iter().map(query).collect()
    }

    /// The hash of the whole picture where the picture is one of that face. A small face stands in something else: in a
    /// screenshot, whose likeness to other screenshots says nothing of the face.
    fn whole_of(&self, face: &Face) -> [Hash256; 2] {
        let longest = self.width.max(self.height) as f32;
        if face.eyes() >= longest * PORTRAIT { self.whole } else { [Hash256::NONE; 2] }
    }
}

/// In a portrait the eyes are at least this share of the longer side apart.
const PORTRAIT: f32 = 0.07;

/// A face in a picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Face {
    /// How sure the detector is, from 0 to 1.
    pub confidence: f32,
    /// Eyes, tip of the nose and corners of the mouth in pixels of the upright picture: the ones on the left of the
    /// picture before those on the right.
    pub landmarks: [[f32; 2]; 5],
    /// The hashes of the patches around it, unmoved ones first, as they are and mirrored, see [`Query::patches`].
    pub patches: [[Vec<Hash256>; 2]; crate::photo::PATCHES],
}

impl Face {
    /// How far the eyes are apart, in pixels.
    #[must_use]
    pub fn eyes(&self) -> f32 {
        let [[x, y], [u, v], ..] = self.landmarks;
        (x - u).hypot(y - v)
    }
}

/// What a picture's file says of its making.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PictureNote {
    /// The camera or telephone (EXIF).
    Camera,
    /// When it was taken (EXIF).
    Taken,
    /// The program that wrote it (EXIF, XMP, PNG text).
    Software,
    /// A place on earth is told (EXIF GPS); the place itself isn't kept.
    Position,
    /// Who made it or whose it is.
    Credit,
    /// A description or comment.
    Description,
    /// It carries signed credentials of its making (C2PA); whether they hold was not checked.
    Credentials,
    /// It says that it was generated: C2PA or IPTC `trainedAlgorithmicMedia`, a generator's name, or its instructions in
    /// the text of a PNG.
    Generated,
    /// It says that parts of it were (`compositeWithTrainedAlgorithmicMedia`): a background, or a retouched spot.
    Retouched,
}

/// A known photograph that a picture of the submission may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoMatch {
    /// Index of the picture in the submission.
    pub picture: usize,
    /// The bank it is from.
    pub bank: PhotoBank,
    /// The names it is known under.
    #[serde(default)]
    pub names: Vec<String>,
    /// The organisations it is known with.
    #[serde(default)]
    pub organisations: Vec<String>,
    /// How many earlier submissions or entries showed it.
    pub uses: u32,
    /// When it was last seen or added.
    pub seen_at: Timestamp,
    /// The distance of the whole pictures, 256 if they were not compared.
    pub whole: u32,
    /// The distance of the nearest patches of a face, 256 if none was compared.
    pub patch: u32,
    /// Whether the distances say that it is the same photograph, by the rule for a bank of that size. If not, the two are
    /// alike as a whole only.
    pub same: bool,
}

/// Where known photographs come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PhotoBank {
    /// The organisation's own people.
    Staff,
    /// Contacts of earlier submissions.
    Contact,
    /// Silhouettes, logos and stock pictures, which anybody may use.
    Placeholder,
}
