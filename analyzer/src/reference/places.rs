//! Countries and towns by which people say where they are, and how far their clocks stand from UTC.

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

use crate::text::fold::{fold, is_hangul};

/// A country, its large towns, and its clocks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// ISO 3166-1 code of two letters.
    pub region: String,
    /// Minutes east of UTC: the least and the most of its zones, winter and summer.
    pub offsets: (i32, i32),
    /// Names of the country and its towns, English and Korean.
    pub names: Vec<String>,
}

/// All places, searchable.
pub struct Places {
    all: Vec<Place>,
    names: AhoCorasick,
    /// The place of each name.
    of: Vec<usize>,
}

impl Places {
    pub(super) fn index(all: Vec<Place>) -> Result<Self, String> {
        let mut of = Vec::new();
        let mut folded = Vec::new();
        for (at, place) in all.iter().enumerate() {
            if place.offsets.0 > place.offsets.1 {
                return Err(format!("{}: its offsets run backwards", place.region));
            }
            for name in &place.names {
                of.push(at);
                // A trailing space keeps `인도 ` apart from `인도네시아`.
                folded.push(fold(name) + if name.ends_with(' ') { " " } else { "" });
            }
        }
        let names = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&folded);
        Ok(Self { all, names: names.map_err(|e| e.to_string())?, of })
    }

    /// The country that a folded text names. Of several places the last one is the country: "London, Ontario, Canada".
    #[must_use]
    pub fn region(&self, folded: &str) -> Option<&str> {
        let mut last = None;
        for found in self.names.find_iter(folded) {
            let before = folded.get(..found.start()).and_then(|t| t.chars().next_back());
            let after = folded.get(found.end()..).and_then(|t| t.chars().next());
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_hangul(c));
            let hangul = folded.get(found.range()).is_some_and(|name| name.chars().any(is_hangul));
            if hangul || !letter(before) && !letter(after) {
                last = self.of.get(found.pattern().as_usize());
            }
        }
        self.all.get(*last?).map(|place| place.region.as_str())
    }

    /// How far the clocks of a country stand from UTC, in minutes east.
    #[must_use]
    pub fn offsets(&self, region: &str) -> Option<std::ops::RangeInclusive<i32>> {
        let place = self.all.iter().find(|place| place.region == region)?;
        Some(place.offsets.0..=place.offsets.1)
    }
}

#[cfg(test)]
mod tests {
    use crate::reference::Reference;

    #[test]
    fn the_last_place_is_the_country() {
        let places = Reference::embedded().unwrap().places;
        assert_eq!(places.region("london, ontario, canada"), Some("CA"));
        assert_eq!(places.region("경기 성남시 판교"), Some("KR"));
        assert_eq!(places.region("인도네시아 자카르타"), Some("ID"));
        assert_eq!(places.region("romeo is a name"), None);
        assert_eq!(places.offsets("IN"), Some(330..=330));
    }
}
