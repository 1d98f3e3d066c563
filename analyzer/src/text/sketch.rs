//! Near-duplicate prose: MinHash over word shingles with the slots (names, numbers, links) masked.

use crate::text::fold::fold;

/// Number of hash functions; the estimate of the Jaccard similarity is good to about ±0.1 (Broder 1997).
const HASHES: usize = 48;
/// Shortest prose that is compared, in shingles: shorter texts agree by chance.
const SHORTEST: usize = 24;

/// The sketch of a text as hexadecimal words; `None` for prose that is too short.
#[must_use]
pub fn of(text: &str) -> Option<String> {
    let folded = fold(text);
    let words: Vec<String> = folded
        .split_whitespace()
        .filter(|w| !w.contains("://") && !w.contains('@'))
        .map(|w| w.chars().filter(|c| c.is_alphabetic()).collect::<String>())
        .filter(|w: &String| !w.is_empty())
        .collect();
    let joined: Vec<char> = words.join(" ").chars().collect();
    let size = 9;
    if joined.len() < size * SHORTEST / 2 || words.len() < 12 {
        return None;
    }
    let mut least = [u32::MAX; HASHES];
    for shingle in joined.windows(size) {
        let hash = shingle
            .iter()
            .fold(0xcbf2_9ce4_8422_2325u64, |h, c| (h ^ u64::from(u32::from(*c))).wrapping_mul(0x0100_0000_01b3));
        for (slot, seed) in least.iter_mut().zip(1u64..) {
            let mixed = (hash ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            *slot = (*slot).min((mixed >> 32) as u32);
        }
    }
    Some(least.iter().map(|value| format!("{value:08x}")).collect())
}

/// Estimated share of common shingles of two sketches, from 0 to 1.
#[must_use]
pub fn similarity(a: &str, b: &str) -> f64 {
    if a.len() != b.len() || a.len() != HASHES * 8 || !a.is_ascii() || !b.is_ascii() {
        return 0.0;
    }
    let same = (0..HASHES).filter(|i| a.get(i * 8..i * 8 + 8) == b.get(i * 8..i * 8 + 8)).count();
    same as f64 / HASHES as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_with_other_slots_is_near_and_other_prose_is_far() {
        let a = "Hello Minji, your work on guidance software at the institute caught my attention and my client would like to invite you for a paid conversation about it next week.";
        let b = "Hello Jaewon, your work on guidance software at the company caught my attention and my client would like to invite you for a paid conversation about it next month.";
        let c = "Dear applicant, we received your application for the position of welding engineer in Geoje. The interview takes place on Tuesday morning in the main building, please bring your documents.";
        let (a, b, c) = (of(a).unwrap(), of(b).unwrap(), of(c).unwrap());
        assert!(similarity(&a, &b) > 0.6, "{}", similarity(&a, &b));
        assert!(similarity(&a, &c) < 0.2);
        assert!(of("too short").is_none());
    }
}
