//! When two hashes are one photograph.
//!
//! Measured over 39 edits of portraits and over millions of pairs of different people (see the bench `portraits` of
//! intake). A whole-picture hash alone is not enough: screenshots of one program, silhouettes and initials lie as close
//! to each other as copies do.

/// Pictures of less quality than this are not compared: plain backgrounds and gradients agree by chance.
pub const USABLE_QUALITY: u8 = 50;

/// Two whole pictures of at most this distance show the same as a whole: the published threshold of PDQ.
pub const SAME_PICTURE: u32 = 31;

/// Whole pictures of at most this distance bear out a likeness of the faces' surroundings that is not enough alone.
const ALIKE_WHOLE: u32 = 40;

/// The distance of the patches that is enough with a whole picture that is alike.
const ALIKE_PATCH: u32 = 72;

/// The distance of patches up to which they are of one photograph, by how many photographs are searched: the more there
/// are, the more pairs can agree by chance.
#[must_use]
pub fn tolerance(known: usize) -> u32 {
    match known {
        0..=100_000 => 40,
        _ => 34,
    }
}

/// Whether the distances of the whole pictures and of the nearest patches say that two pictures are one photograph.
#[must_use]
pub fn same_photograph(whole: u32, patch: u32, tolerance: u32) -> bool {
    patch <= tolerance || whole <= ALIKE_WHOLE && patch <= ALIKE_PATCH
}

/// The furthest that patches may lie apart for this distance of the whole pictures.
pub(super) fn reach(whole: u32, tolerance: u32) -> u32 {
    if whole <= ALIKE_WHOLE { ALIKE_PATCH.max(tolerance) } else { tolerance }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_are_known_the_closer_it_must_be() {
        assert_eq!([1, 100_000, 100_001, 1_000_000].map(tolerance), [40, 40, 34, 34]);
        assert!(same_photograph(128, 40, tolerance(10)) && !same_photograph(128, 40, tolerance(500_000)));
        assert!(same_photograph(40, 72, 34) && !same_photograph(41, 72, 34) && !same_photograph(0, 73, 34));
    }
}
