//! Does the profile's address name another person?

use super::{Signal, about_work};
use crate::case::Fact;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::fold::is_hangul;
use crate::text::names::{Likeness, compare, personal, romanise};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "profile-slug",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Account,
    question: Text {
        en: "Does the profile's address name another person?",
        ko: "프로필 주소가 다른 사람의 이름입니까?",
    },
    why: Text {
        en: "A bought account often keeps its first owner's address. People who married or changed their name keep theirs, too.",
        ko: "사들인 계정은 첫 주인의 주소가 남아 있곤 합니다. 결혼·개명한 사람도 예전 주소를 그대로 씁니다.",
    },
    page: include_str!("profile_slug.md"),
    check,
};

const CODES: &[&str] = &["ID-8"];

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) {
        return Outcome::Clear;
    }
    for profile in &reading.case.submission.profiles {
        let names: Vec<&Fact<String>> = profile.names.iter().filter(|n| personal(&n.value)).collect();
        for url in &profile.urls {
            let (Some(slug), Some(name)) = (Slug::of(&url.value), names.first()) else { continue };
            let Some(strength) = slug.against(&names) else { continue };
            let said = slug.words.join(" ");
            let (mut en, mut ko) = (
                format!("The profile's address says “{said}”, the name is “{}”.", name.value),
                format!("프로필 주소는 “{said}”, 이름은 “{}”입니다.", name.value),
            );
            if let Some(suffix) = &slug.suffix {
                en.push_str(&format!(" The {suffix} at its end was given by the platform."));
                ko.push_str(&format!(" 끝의 {suffix}은(는) 플랫폼이 붙인 것입니다."));
            }
            return Outcome::Found(vec![Finding::new(CODES, strength, Says::new(en, ko), url).and(*name)]);
        }
    }
    Outcome::Clear
}

/// The last part of a profile's address.
struct Slug {
    /// Its words in letters, without trades and titles.
    words: Vec<String>,
    /// What the platform adds where a name is taken: `8b1a2c3d`, `123456789`.
    suffix: Option<String>,
}

impl Slug {
    /// Of an address like `https://www.linkedin.com/in/dana-reed-8b1a2c3d`.
    fn of(url: &str) -> Option<Self> {
        const TRADES: [&str; 36] = [
            "recruiter", "recruiting", "recruitment", "recruits", "talent", "hr", "headhunter", "tech", "it",
            "engineer", "engineering", "developer", "dev", "software", "data", "manager", "consultant", "consulting",
            "sales", "marketing", "design", "designer", "official", "phd", "mba", "dr", "prof", "cpa", "pmp", "korea",
            "seoul", "real", "the", "hello", "iam", "jobs",
        ];
        let (_, rest) = url.split_once("linkedin.com/in/")?;
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let text = decoded(rest.get(..end)?);
        let mut parts: Vec<&str> = text.split(['-', '_', '.']).filter(|p| !p.is_empty()).collect();
        let given = |part: &&str| part.len() >= 5 && part.chars().any(|c| c.is_ascii_digit());
        let suffix = if parts.len() > 1 && parts.last().is_some_and(given) { parts.pop() } else { None };
        let words: Vec<String> = parts
            .into_iter()
            .map(|part| part.trim_end_matches(|c: char| c.is_ascii_digit()).to_lowercase())
            .filter(|word| !word.is_empty() && !TRADES.contains(&word.as_str()))
            .collect();
        let suffix = suffix.map(str::to_owned);
        words.iter().all(|word| word.chars().all(char::is_alphabetic)).then_some(Self { words, suffix })
    }

    /// How much it speaks against the names shown; `None` where it may be one of theirs, or nobody's.
    fn against(&self, names: &[&Fact<String>]) -> Option<Strength> {
        let said = self.words.join(" ");
        let letters = self.words.iter().all(|w| w.chars().all(latin_or_hangul));
        if !letters || !personal(&said) || names.iter().any(|name| self.may_be(&name.value)) {
            return None;
        }
        match self.words.len() {
            2..=3 if self.words.iter().all(|w| w.chars().count() >= 2) => Some(Strength::Moderate),
            // A single word is a handle that anybody may choose, unless the platform made it of a name.
            1 if self.suffix.is_some() && said.chars().count() >= 4 => Some(Strength::Weak),
            _ => None,
        }
    }

    /// Whether it can be the address of a person of this name: married, by a nickname, in another transliteration.
    fn may_be(&self, name: &str) -> bool {
        const CLOSE: usize = 2;
        // Other letters can be transliterated in too many ways.
        if !name.chars().all(|c| !c.is_alphabetic() || latin_or_hangul(c)) {
            return true;
        }
        let said = self.words.join(" ");
        if compare(name, &said) != Likeness::Different
            && (self.words.len() > 1 || compare(name, &said) == Likeness::Same)
        {
            return true;
        }
        // A Korean with a foreign first name in the address, or without the surname: the given name agrees.
        if let Some(surname) = name.chars().find(|c| is_hangul(*c)) {
            let surname = romanise(surname);
            if self.words.iter().any(|word| compare(name, &format!("{surname} {word}")) == Likeness::Same) {
                return true;
            }
        }
        let plain = any_ascii::any_ascii(name).to_lowercase();
        plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| part.len() >= 2).any(|part| {
            self.words.iter().any(|word| {
                let word = any_ascii::any_ascii(word).to_lowercase();
                let shared = part.len().min(word.len()) >= 3 && (word.contains(part) || part.contains(&word));
                shared || part.len() >= 5 && strsim::osa_distance(part, &word) <= CLOSE
            })
        })
    }
}

fn latin_or_hangul(c: char) -> bool {
    c < '\u{250}' || is_hangul(c)
}

/// Without percent signs: `%EA%B9%80` is 김.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let byte = (*first == b'%')
            .then(|| after.get(..2).and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()))
            .flatten();
        match byte {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
