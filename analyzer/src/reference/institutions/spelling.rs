//! One form for the many spellings of an institution's name.

use crate::text::fold::{fold, is_hangul};

/// What a name is compared by: its telling words in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Spelling {
    /// Folded words without articles and prepositions; a Korean name is one word.
    pub(super) words: Vec<String>,
}

/// Articles, prepositions and conjunctions of the languages in which institutions are named.
const SMALL: [&str; 36] = [
    "the", "of", "at", "in", "for", "and", "de", "la", "le", "les", "du", "des", "del", "della", "dell", "der", "die",
    "das", "di", "da", "do", "dos", "y", "e", "et", "und", "van", "von", "fur", "im", "zu", "a", "an", "el", "los",
    "las",
];

/// Words that many institutions bear: alone they name none.
const COMMON: [&str; 24] = [
    "university", "institute", "college", "school", "academy", "faculty", "department", "polytechnic", "technology",
    "technical", "science", "sciences", "national", "state", "international", "business", "engineering", "arts",
    "applied", "graduate", "medical", "medicine", "management", "open",
];

impl Spelling {
    /// Reads a name.
    pub(super) fn of(name: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        let mut hangul = String::new();
        let mut word = String::new();
        for c in fold(name).chars() {
            if is_hangul(c) {
                hangul.push(c);
            } else if c.is_ascii_alphanumeric() {
                word.push(c);
            } else if c == '&' {
                flush(&mut word, &mut words);
            } else if !matches!(c, '\'' | '.' | '`' | '’') {
                if c.is_alphanumeric() {
                    word.push_str(&any_ascii::any_ascii_char(c).to_lowercase());
                } else {
                    flush(&mut word, &mut words);
                }
            }
        }
        flush(&mut word, &mut words);
        if !hangul.is_empty() {
            words.push(korean(&hangul));
        }
        Self { words }
    }

    /// Whether it says nothing, or only what many institutions are called.
    pub(super) fn is_empty(&self) -> bool {
        self.words.iter().all(|w| is_common(w) || w.chars().count() < 2)
    }

    /// A number for these words in this order.
    pub(super) fn ordered(&self) -> u64 {
        number(0, self.words.iter().map(String::as_str))
    }

    /// A number for these words in any order: "University of Oxford", "Oxford University".
    pub(super) fn unordered(&self) -> u64 {
        let mut words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        words.sort_unstable();
        number(1, words.into_iter())
    }

    /// Whether it says of itself that it is an institution of higher education.
    pub(super) fn is_higher(&self) -> bool {
        self.words.iter().any(|w| {
            matches!(w.as_str(), "university" | "institute" | "college" | "polytechnic")
                || w.ends_with("hochschule")
                || w.chars().any(is_hangul) && (w.ends_with('대') || w.contains("대학") || w.ends_with("과학기술원"))
        })
    }
}

fn flush(word: &mut String, words: &mut Vec<String>) {
    if !word.is_empty() {
        let whole = std::mem::take(word);
        if !SMALL.contains(&whole.as_str()) {
            words.push(common(whole));
        }
    }
}

/// Whether a folded word is of every second institution.
pub(super) fn is_common(word: &str) -> bool {
    COMMON.contains(&word)
}

/// What one kind of institution is called in many languages, and mistyped.
fn common(word: String) -> String {
    let word = match word.as_str() {
        "univ" | "uni" | "universitaet" | "universitat" | "universite" | "universita" | "universidad"
        | "universidade" | "universitatea" | "universitate" | "universitet" | "universitetet" | "universiteti"
        | "uniwersytet" | "univerzita" | "univerzitet" | "universiteit" | "universitas" | "universiti"
        | "universitesi" => return "university".to_owned(),
        "inst" | "institut" | "instituto" | "istituto" | "institutul" => return "institute".to_owned(),
        "coll" => return "college".to_owned(),
        "polytechnique" | "politecnico" | "politecnica" | "polytechnische" => return "polytechnic".to_owned(),
        "st" => return "saint".to_owned(),
        "natl" => return "national".to_owned(),
        _ => word,
    };
    let near = word.len() >= 8 && word.starts_with("uni") && strsim::osa_distance(&word, "university") <= 2;
    if near { "university".to_owned() } else { word }
}

/// `국립 순천대학교`, `순천대학교`, `순천대학`, `순천대`: one form.
fn korean(name: &str) -> String {
    let name = name.strip_prefix("국립").filter(|rest| rest.chars().count() >= 3).unwrap_or(name);
    for (long, short) in [("대학교", "대"), ("대학", "대")] {
        if let Some(stem) = name.strip_suffix(long).filter(|stem| stem.chars().count() >= 2) {
            return format!("{stem}{short}");
        }
    }
    name.to_owned()
}

/// A number for a host.
pub(super) fn host_number(host: &str) -> u64 {
    number(2, std::iter::once(host))
}

/// FNV-1a over words.
fn number<'a>(seed: u8, words: impl Iterator<Item = &'a str>) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut eat = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    eat(seed);
    for word in words {
        word.bytes().for_each(&mut eat);
        eat(b' ');
    }
    hash
}

/// The parts of a written name that may each be an institution: without and inside brackets, between commas and dashes,
/// the Korean and the Latin half. The whole comes first.
pub(super) fn parts(written: &str) -> Vec<String> {
    const MOST: usize = 160;
    let text: String = written.chars().take(MOST).collect();
    let mut found = vec![text.clone()];
    let mut outside = String::new();
    let mut inside = String::new();
    let mut depth = 0_u32;
    for c in text.chars() {
        match c {
            '(' | '（' | '[' => depth += 1,
            ')' | '）' | ']' => {
                depth = depth.saturating_sub(1);
                inside.push('|');
            }
            c if depth > 0 => inside.push(c),
            c => outside.push(c),
        }
    }
    let dashed = outside.replace([',', ';', '/', '·', '–', '—', '@', '\n', '，', '、'], "|").replace(" - ", "|");
    if depth > 0 || !inside.is_empty() {
        found.push(outside);
    }
    found.extend(dashed.split('|').chain(inside.split('|')).map(str::to_owned));
    if text.chars().any(is_hangul) && text.chars().any(|c| c.is_ascii_alphabetic()) {
        found.push(text.chars().filter(|c| is_hangul(*c)).collect());
        found.push(text.chars().filter(|c| !is_hangul(*c)).collect());
    }
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|part| !part.trim().is_empty() && seen.insert(part.trim().to_owned()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_for_many_spellings() {
        for (a, b) in [
            ("University of Oxford", "Oxford University"),
            ("Université de Montréal", "Universite Montreal"),
            ("Univ. of Toronto", "The University of Toronto"),
            ("St. Andrews University", "University of Saint Andrews"),
            ("Texas A&M University", "Texas A & M University"),
            ("국립순천대학교", "순천대"),
            ("서울 대학교", "서울대"),
            ("Standford Univeristy", "Standford University"),
        ] {
            assert_eq!(Spelling::of(a).unordered(), Spelling::of(b).unordered(), "{a} / {b}");
        }
        for (a, b) in [("Boston College", "Boston University"), ("Indiana University", "Indiana State University")] {
            assert_ne!(Spelling::of(a).unordered(), Spelling::of(b).unordered(), "{a} / {b}");
        }
        assert!(
            Spelling::of("The University").is_empty() && Spelling::of("National Institute of Technology").is_empty()
        );
    }

    #[test]
    fn parts_of_a_written_name() {
        assert!(parts("KAIST (한국과학기술원)").contains(&"한국과학기술원".to_owned()));
        assert!(parts("School of Law, Yale University").iter().any(|p| p.trim() == "Yale University"));
        assert!(parts("서울대학교 Seoul National University").iter().any(|p| p.trim() == "서울대학교"));
    }
}
