//! The search: exact, over packed arrays.
//!
//! A query has 27 slightly moved versions of each patch, as they are and mirrored: 162 hashes. But they lie around a
//! middle, the majority of their bits, and the Hamming distance obeys the triangle inequality: a known patch that is
//! further from the middle than a version is, and by more than what is tolerated, can't match that version. So nearly
//! every known photograph is ruled out by eight distances and a few more, and the result is the same.

use serde::{Deserialize, Serialize};

use super::{Hash256, PATCHES, Print, Query, rule};

/// Most hits that a search answers, the nearest first.
const MOST_HITS: usize = 50;

/// How many known photographs are compared in one go: the distances of so many stay in the nearest cache.
const BLOCK: usize = 256;

/// Hashes side by side, each of their four words in an array of its own, so that several are compared at once.
#[derive(Debug, Clone, Default)]
struct Packed([Vec<u64>; 4]);

impl Packed {
    fn with_capacity(known: usize) -> Self {
        Self(std::array::from_fn(|_| Vec::with_capacity(known)))
    }

    fn add(&mut self, hash: Hash256) {
        self.0.iter_mut().zip(hash.0).for_each(|(words, word)| words.push(word));
    }

    fn len(&self) -> usize {
        self.0[0].len()
    }

    fn get(&self, at: usize) -> Hash256 {
        Hash256(std::array::from_fn(|i| self.0[i][at]))
    }

    /// The distances of a block from a hash.
    #[inline(always)]
    fn distances(&self, start: usize, hash: Hash256, out: &mut [u32]) {
        let [a, b, c, d] = self.0.each_ref().map(|words| &words[start..start + out.len()]);
        let [e, f, g, h] = hash.0;
        for ((((out, a), b), c), d) in out.iter_mut().zip(a).zip(b).zip(c).zip(d) {
            *out = (a ^ e).count_ones() + (b ^ f).count_ones() + (c ^ g).count_ones() + (d ^ h).count_ones();
        }
    }
}

/// Known photographs, in the order they were added.
#[derive(Debug, Clone, Default)]
pub struct Index {
    whole: Packed,
    patches: [Packed; PATCHES],
}

/// A known photograph that a query may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Hit {
    /// The distance of the nearest patch; 256 where no patch was compared.
    pub patch: u32,
    /// The distance of the whole pictures, mirrored or not; 256 where they were not compared.
    pub whole: u32,
    /// Which one: the number of prints added before it.
    pub at: usize,
}

/// The distance of what was not compared.
const FAR: u32 = 256;

/// The versions of one patch: their middle, and all with their distances from it, the furthest first.
struct Around {
    patch: usize,
    middle: Hash256,
    versions: Vec<(u32, Hash256)>,
}

impl Around {
    fn new(patch: usize, all: &[Hash256]) -> Option<Self> {
        let middle = majority(all)?;
        let mut versions: Vec<_> = all.iter().map(|hash| (hash.distance(&middle), *hash)).collect();
        versions.sort_unstable_by_key(|version| std::cmp::Reverse(*version));
        Some(Self { patch, middle, versions })
    }

    /// The furthest that a known patch may lie from the middle.
    fn reach(&self, tolerated: u32) -> u32 {
        tolerated + self.versions.first().map_or(0, |(radius, _)| *radius)
    }

    /// The distance of the nearest version of those that can lie near enough to a patch so far from the middle.
    fn nearest(&self, known: &Hash256, from_middle: u32, tolerated: u32) -> u32 {
        let can = self.versions.iter().take_while(|(radius, _)| radius + tolerated >= from_middle);
        can.map(|(_, hash)| hash.distance(known)).min().unwrap_or(FAR)
    }
}

/// The hash whose every bit is that of most hashes: the point that lies nearest to all of them together.
fn majority(all: &[Hash256]) -> Option<Hash256> {
    if all.iter().all(Hash256::is_none) {
        return None;
    }
    let bit = |word: usize, bit: u32| {
        let set = all.iter().filter(|hash| hash.0[word] >> bit & 1 == 1).count();
        u64::from(2 * set > all.len()) << bit
    };
    Some(Hash256(std::array::from_fn(|word| (0..64).map(|at| bit(word, at)).sum())))
}

impl Index {
    /// An index with room for so many.
    #[must_use]
    pub fn with_capacity(known: usize) -> Self {
        Self { whole: Packed::with_capacity(known), patches: std::array::from_fn(|_| Packed::with_capacity(known)) }
    }

    /// Adds a print.
    pub fn add(&mut self, print: &Print) {
        self.whole.add(print.whole);
        self.patches.iter_mut().zip(print.patches).for_each(|(known, patch)| known.add(patch));
    }

    /// How many prints there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.whole.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every known photograph that is the same picture as a whole or the same photograph by the rule, see
    /// [`rule::same_photograph`]; the nearest first. Which of the two it is, the distances tell.
    #[must_use]
    pub fn search(&self, query: &Query) -> Vec<Hit> {
        // Counting bits is five times as fast where the processor can do it; whether it can, shows at run time.
        pulp::Arch::new().dispatch(
            #[inline(always)]
            || self.search_plainly(query),
        )
    }

    #[inline(always)]
    fn search_plainly(&self, query: &Query) -> Vec<Hit> {
        let tolerance = rule::tolerance(self.len());
        let sides = query.patches.iter().enumerate();
        let around: Vec<Around> =
            sides.flat_map(|(patch, sides)| sides.iter().filter_map(move |all| Around::new(patch, all))).collect();
        let mut hits = Vec::new();
        let (mut whole, mut one) = ([FAR; BLOCK], [FAR; BLOCK]);
        let mut middles = vec![[FAR; BLOCK]; around.len()];
        for start in (0..self.len()).step_by(BLOCK) {
            let many = BLOCK.min(self.len() - start);
            whole.fill(FAR);
            for hash in query.whole.iter().filter(|hash| !hash.is_none()) {
                self.whole.distances(start, *hash, &mut one[..many]);
                whole.iter_mut().zip(&one).for_each(|(least, one)| *least = (*least).min(*one));
            }
            for (place, from) in middles.iter_mut().zip(&around) {
                self.patches[from.patch].distances(start, from.middle, &mut place[..many]);
            }
            for (place, apart) in whole[..many].iter().enumerate() {
                let reach = rule::reach(*apart, tolerance);
                let mut patch = FAR;
                for (from, middle) in around.iter().zip(&middles) {
                    if middle[place] <= from.reach(reach) {
                        let known = self.patches[from.patch].get(start + place);
                        patch = patch.min(from.nearest(&known, middle[place], reach));
                    }
                }
                if *apart <= rule::SAME_PICTURE || rule::same_photograph(*apart, patch, tolerance) {
                    hits.push(Hit { patch, whole: *apart, at: start + place });
                }
            }
        }
        hits.sort_unstable();
        hits.truncate(MOST_HITS);
        hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A generator of numbers, the same every time (splitmix64).
    struct Numbers(u64);

    impl Numbers {
        fn next(&mut self) -> u64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        }

        fn hash(&mut self) -> Hash256 {
            Hash256(std::array::from_fn(|_| self.next()))
        }

        /// The hash with so many bits turned, some perhaps twice.
        fn near(&mut self, hash: Hash256, bits: usize) -> Hash256 {
            let mut words = hash.0;
            for _ in 0..bits {
                let bit = self.next() % 256;
                words[(bit / 64) as usize] ^= 1 << (bit % 64);
            }
            Hash256(words)
        }
    }

    #[test]
    fn ruling_out_early_loses_nothing() {
        let mut numbers = Numbers(7);
        let mut index = Index::default();
        let prints: Vec<Print> = (0..3000)
            .map(|_| Print { whole: numbers.hash(), patches: std::array::from_fn(|_| numbers.hash()) })
            .collect();
        prints.iter().for_each(|print| index.add(print));
        let tolerance = rule::tolerance(index.len());
        for round in 0..60 {
            let like = &prints[round * 40];
            let mut moved = |hash: Hash256, apart: usize| {
                let middle = numbers.near(hash, apart);
                std::iter::once(middle).chain((0..26).map(|_| numbers.near(middle, 30))).collect::<Vec<_>>()
            };
            let patches = std::array::from_fn(|i| [moved(like.patches[i], 20 + round), moved(Hash256([9; 4]), 90)]);
            let query = Query { whole: [numbers.near(like.whole, round), numbers.hash()], patches };
            let plainly: Vec<Hit> = prints
                .iter()
                .enumerate()
                .filter_map(|(at, known)| {
                    let whole = query.whole.iter().map(|h| h.distance(&known.whole)).min().unwrap();
                    let sides = query.patches.iter().zip(&known.patches);
                    let patch = sides.flat_map(|(s, k)| s.iter().flatten().map(|h| h.distance(k))).min().unwrap();
                    let same = whole <= rule::SAME_PICTURE || rule::same_photograph(whole, patch, tolerance);
                    same.then_some(Hit { patch, whole, at })
                })
                .collect();
            let found = index.search(&query);
            let plain: Vec<usize> = plainly.iter().map(|h| h.at).collect();
            assert_eq!(found.iter().map(|h| h.at).collect::<Vec<_>>(), plain, "round {round}");
        }
    }

    #[test]
    fn nothing_is_like_nothing() {
        let mut index = Index::default();
        index.add(&Print::default());
        assert!(index.search(&Query::default()).is_empty());
        let none: [[Vec<Hash256>; 2]; PATCHES] = std::array::from_fn(|_| [vec![Hash256::NONE], vec![Hash256::NONE]]);
        assert!(index.search(&Query { whole: [Hash256::NONE; 2], patches: none }).is_empty());
    }
}
