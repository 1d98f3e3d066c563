//! A sentence as features: words, pairs, Korean syllable runs, and the concepts they stand for.

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;
use std::collections::BTreeMap;

use crate::text::fold::{alphanumeric, fold, is_hangul};

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
pub const BUCKETS: usize = 1 << 17;

/// A feature in words, and its bucket.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Feature {
    /// Below [`BUCKETS`].
    pub bucket: u32,
    /// As a person reads it.
    pub name: String,
}

/// The distinct buckets of a folded sentence and its concepts, in order.
#[must_use]
pub fn buckets(folded: &str, concepts: &[&str]) -> Vec<u32> {
    let mut found = Vec::with_capacity(384);
    visit(folded, concepts, &mut |kind, parts| found.push(bucket(kind, parts)));
    found.sort_unstable();
    found.dedup();
    found
}

/// The distinct features of a folded sentence in words, for explanations.
#[must_use]
pub fn named(folded: &str, concepts: &[&str]) -> Vec<Feature> {
    let mut found = Vec::new();
    visit(folded, concepts, &mut |kind, parts| {
        found.push(Feature { bucket: bucket(kind, parts), name: format!("{kind}:{}", parts.join(" ")) });
    });
    found.sort();
    found.dedup();
    found
}

/// Shows every feature of a folded sentence to `sink`: a kind, and the pieces it is made of.
///
/// `w` words, `b` pairs of neighbours, `g` pairs with one word between, `s` pieces of three to five letters inside a
/// word (with its borders), `k` runs of one to three Korean syllables, also across a space, `c` concepts, `p` pairs of
/// concepts, `q` marks of the whole sentence.
fn visit(folded: &str, concepts: &[&str], sink: &mut impl FnMut(char, &[&str])) {
    let words: Vec<&str> =
        folded.split(|c: char| !(alphanumeric(c) || c == '\'')).filter(|w| !w.is_empty()).map(mask).collect();
    let mut padded = String::new();
    let mut ends: Vec<usize> = Vec::new();
    for word in &words {
        sink('w', &[word]);
        padded.clear();
        padded.push('_');
        padded.push_str(word);
        padded.push('_');
        ends.clear();
        ends.extend(padded.char_indices().map(|(at, _)| at).chain([padded.len()]));
        let hangul = word.chars().any(is_hangul);
        let (kind, shortest, longest) = if hangul { ('k', 1, 4) } else { ('s', 3, 5) };
        for (from, start) in ends.iter().enumerate() {
            for length in shortest..=longest {
                if let Some(end) = ends.get(from + length)
                    && let Some(piece) = padded.get(*start..*end)
                    && piece != "_"
                {
                    sink(kind, &[piece]);
                }
            }
        }
    }
    for pair in words.windows(2) {
        if let [a, b] = pair {
            sink('b', &[a, b]);
            // Korean endings vary and spaces wander: the syllables on both sides of a border say more than the words.
            if let (Some(last), Some(first)) = (a.char_indices().next_back(), b.chars().next())
                && (is_hangul(last.1) || is_hangul(first))
            {
                sink('k', &[a.get(last.0..).unwrap_or(""), b.get(..first.len_utf8()).unwrap_or("")]);
            }
        }
    }
    for triple in words.windows(3) {
        if let [a, _, c] = triple {
            sink('g', &[a, c]);
        }
    }
    for (at, concept) in concepts.iter().enumerate() {
        sink('c', &[concept]);
        for other in concepts.iter().skip(at + 1) {
            let (a, b) = if concept < other { (concept, other) } else { (other, concept) };
            sink('p', &[a, b]);
        }
    }
    if folded.contains('?') || folded.ends_with("까요") {
        sink('q', &["question"]);
    }
    if folded.contains("://") || folded.contains("www.") {
        sink('q', &["link"]);
    }
    sink('q', &[["0", "4", "8", "12", "16", "20", "24"].get(words.len() / 4).unwrap_or(&"24")]);
}

/// Numbers become a slot, so that the model learns no particular one.
fn mask(word: &str) -> &str {
    if word.chars().any(|c| c.is_ascii_digit()) && !word.chars().any(is_hangul) { "0" } else { word }
}

/// FNV-1a over kind and pieces, folded.
fn bucket(kind: char, parts: &[&str]) -> u32 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let mut hash = step(0xcbf2_9ce4_8422_2325, kind as u8);
    for part in parts {
        hash = part.bytes().fold(step(hash, b' '), step);
    }
    ((hash ^ (hash >> 32)) & (BUCKETS as u64 - 1)) as u32
}
