//! Recognising a photograph again: perceptual hashes, the rule that two of them are one photograph, and the search.
//!
//! A photograph is known by its [`Print`]: the [PDQ](pdq) hash of the whole picture, and the hashes of three patches cut
//! around the face along its eyes and mouth. The whole hash survives scaling and recompression; the patches survive
//! what an impersonator or a platform does besides: cropping, mirroring, rings, borders, a screenshot around it. Both say
//! *the same photograph*. Neither says the same person, nor is meant to.
//!
//! ```
//! use analyzer::photo::{Index, Print, Query};
//!
//! let print = Print { whole: analyzer::photo::pdq(90, 90, |y, row| {
//!     row.iter_mut().zip(0u16..).for_each(|(pixel, x)| *pixel = f32::from((x * 7 + y as u16 * 13) % 256));
//! }).hash(), ..Print::default() };
//! let mut index = Index::default();
//! index.add(&print);
//! let found = index.search(&Query { whole: [print.whole; 2], ..Query::default() });
//! assert_eq!(found[0].whole, 0);
//! ```

mod alignment;
mod hash;
mod index;
mod pdq;
mod print;
mod rule;

pub use alignment::apart_from_template;
pub use hash::Hash256;
pub use index::{Hit, Index};
pub use pdq::{SIDE, Spectrum, pdq};
pub use rule::{SAME_PICTURE, USABLE_QUALITY, same_photograph, tolerance};

use serde::{Deserialize, Serialize};

/// How many patches are cut around a face.
pub const PATCHES: usize = 3;

/// What a known photograph is recognised by, one for each face in it. Hashes that say nothing are [`Hash256::NONE`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Print {
    /// The whole picture.
    pub whole: Hash256,
    /// The patches around the face.
    pub patches: [Hash256; PATCHES],
}

/// What a photograph is searched by: like a [`Print`], with every patch shifted and scaled a little, because the places of
/// the eyes are found to a percent or two and PDQ tolerates no more than that; and everything mirrored, too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// The whole picture, as it is and mirrored.
    pub whole: [Hash256; 2],
    /// For each patch: the unmoved one first, then the moved ones; as they are and mirrored.
    pub patches: [[Vec<Hash256>; 2]; PATCHES],
}

impl Query {
    /// The distance of the whole pictures and of the nearest patches; 256 for what can't be compared.
    #[must_use]
    pub fn distances(&self, known: &Print) -> (u32, u32) {
        let nearest = |hashes: &mut dyn Iterator<Item = (&Hash256, &Hash256)>| {
            let told = hashes.filter(|(a, b)| !a.is_none() && !b.is_none());
            told.map(|(a, b)| a.distance(b)).min().unwrap_or(256)
        };
        let whole = nearest(&mut self.whole.iter().map(|own| (own, &known.whole)));
        let sides = self.patches.iter().zip(&known.patches);
        let patch = nearest(&mut sides.flat_map(|(own, known)| own.iter().flatten().map(move |own| (own, known))));
        (whole, patch)
    }
}
