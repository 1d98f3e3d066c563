//! A sentence as features: words, pairs, Korean syllable runs, and the concepts they stand for.

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;
use std::collections::BTreeMap;

use crate::text::fold::{fold, is_hangul};

/// `data/reference/phrases.toml`: words and stems by concept.
pub struct Concepts {
    names: Vec<String>,
    latin: AhoCorasick,
    latin_of: Vec<(usize, bool)>,
    hangul: AhoCorasick,
    hangul_of: Vec<usize>,
}

/// The file's form.
#[derive(Deserialize)]
pub(crate) struct ConceptFile {
    #[serde(flatten)]
    pub provenance: crate::reference::Provenance,
    concepts: BTreeMap<String, Vec<String>>,
}

impl Concepts {
    /// Builds the automata.
    ///
    /// # Errors
    /// If the phrases are too many for one.
    pub(crate) fn new(file: ConceptFile) -> Result<Self, String> {
        let (mut names, mut latin, mut latin_of, mut hangul, mut hangul_of) = (vec![], vec![], vec![], vec![], vec![]);
        for (name, phrases) in file.concepts {
            for phrase in phrases {
                if phrase.chars().any(is_hangul) {
                    hangul.push(fold(&phrase).replace(' ', ""));
                    hangul_of.push(names.len());
                } else {
                    let stem = phrase.ends_with('*');
                    latin.push(fold(phrase.trim_end_matches('*')));
                    latin_of.push((names.len(), stem));
                }
            }
            names.push(name);
        }
        let build = |patterns: &[String]| {
            AhoCorasick::builder().match_kind(MatchKind::Standard).build(patterns).map_err(|e| e.to_string())
        };
        Ok(Self { latin: build(&latin)?, hangul: build(&hangul)?, names, latin_of, hangul_of })
    }

    /// The concepts of a folded sentence in the order of their first appearance.
    #[must_use]
    pub fn of(&self, folded: &str) -> Vec<&str> {
        let mut seen: Vec<(usize, usize)> = Vec::new();
        let mut note = |at: usize, concept: usize| {
            if !seen.iter().any(|(_, c)| *c == concept) {
                seen.push((at, concept));
            }
        };
        for found in self.latin.find_overlapping_iter(folded) {
            let Some((concept, stem)) = self.latin_of.get(found.pattern().as_usize()) else { continue };
            let before = folded.get(..found.start()).and_then(|t| t.chars().next_back());
            let after = folded.get(found.end()..).and_then(|t| t.chars().next());
            let wordy = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let symbol = folded.get(found.start()..found.end()).is_some_and(|t| !t.chars().any(char::is_alphanumeric));
            if symbol || (!wordy(before) && (*stem || !wordy(after))) {
                note(found.start(), *concept);
            }
        }
        if folded.chars().any(is_hangul) {
            let tight: String = folded.chars().filter(|c| *c != ' ').collect();
            for found in self.hangul.find_overlapping_iter(&tight) {
                if let Some(concept) = self.hangul_of.get(found.pattern().as_usize()) {
                    note(found.start(), *concept);
                }
            }
        }
        seen.sort_unstable();
        seen.iter().filter_map(|(_, concept)| self.names.get(*concept).map(String::as_str)).collect()
    }
}

/// Buckets into which features are hashed.
pub const BUCKETS: usize = 1 << 16;

/// A feature: its bucket, and what it is in words, for explanations.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Feature {
    /// Below [`BUCKETS`].
    pub bucket: u32,
    /// As a person reads it.
    pub name: String,
}

/// The distinct features of a sentence.
#[must_use]
pub fn of(sentence: &str, concepts: &Concepts) -> Vec<Feature> {
    let folded = fold(sentence);
    let mut names: Vec<String> = Vec::with_capacity(128);
    let words: Vec<String> = folded.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '+')).filter(|w| !w.is_empty()).map(mask).collect();
    for word in &words {
        names.push(format!("w:{word}"));
        if word.is_ascii() && word.len() >= 5 {
            names.push(format!("s:{}", stem(word)));
        }
        if word.chars().any(is_hangul) {
            let syllables: Vec<char> = word.chars().collect();
            for run in syllables.windows(2) {
                names.push(format!("k:{}", run.iter().collect::<String>()));
            }
            for run in syllables.windows(3) {
                names.push(format!("k:{}", run.iter().collect::<String>()));
            }
        }
    }
    for pair in words.windows(2) {
        names.push(format!("b:{}", pair.iter().map(|w| head(w)).collect::<Vec<_>>().join(" ")));
    }
    for triple in words.windows(3) {
        if let [a, _, c] = triple {
            names.push(format!("g:{} _ {}", head(a), head(c)));
        }
    }
    let found = concepts.of(&folded);
    for (at, concept) in found.iter().enumerate() {
        names.push(format!("c:{concept}"));
        for other in found.iter().skip(at + 1) {
            let (a, b) = if concept < other { (concept, other) } else { (other, concept) };
            names.push(format!("p:{a}+{b}"));
        }
    }
    if sentence.contains('?') || folded.ends_with("까요") {
        names.push("q:?".into());
    }
    if folded.contains("://") || folded.contains("www.") {
        names.push("q:link".into());
    }
    names.push(format!("n:{}", words.len().min(24) / 4));
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(|name| Feature { bucket: bucket(&name), name }).collect()
}

/// Numbers and addresses become slots, so that the model learns no particular one.
fn mask(word: &str) -> String {
    if word.chars().any(|c| c.is_ascii_digit()) && !word.chars().any(is_hangul) { "0".to_owned() } else { word.to_owned() }
}

/// A word without its commonest English endings; for Hangul the first three syllables.
fn head(word: &str) -> String {
    if word.is_ascii() { stem(word) } else { word.chars().take(3).collect() }
}

fn stem(word: &str) -> String {
    for ending in ["ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "ly"] {
        if let Some(rest) = word.strip_suffix(ending)
            && rest.len() >= 3
        {
            return rest.to_owned();
        }
    }
    word.to_owned()
}

/// FNV-1a, folded.
fn bucket(name: &str) -> u32 {
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    ((hash ^ (hash >> 32)) & (BUCKETS as u64 - 1)) as u32
}
