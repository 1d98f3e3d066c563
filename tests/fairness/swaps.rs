//! What is written instead of what: another name, another gender, another nationality, another school.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use analyzer::text::fold::is_hangul;
use analyzer::text::names::{Likeness, compare, korean};
use serde::Deserialize;

/// Words to write instead of others, whole words only, the first that fits.
pub type Changes = Vec<(String, String)>;

/// Given name, family name and, for persons who are written in Hangul too, the Hangul: women and men, of several
/// countries.
const PERSONS: [(&str, &str, &str); 9] = [
    ("Younghee", "Pyo", "표영희"),
    ("Cheolsu", "Kwak", "곽철수"),
    ("Haneul", "Namgung", "남궁하늘"),
    ("Geonwoo", "Min", "민건우"),
    ("Guadalupe", "Hernandez", ""),
    ("Mohammed", "Rahman", ""),
    ("Oluwaseun", "Adeyemi", ""),
    ("Svetlana", "Kuznetsova", ""),
    ("Padraig", "Gallagher", ""),
];

/// Names that are words of the language as well.
const WORDS: [&str; 14] =
    ["grace", "will", "mark", "may", "june", "april", "hope", "faith", "joy", "rose", "page", "reed", "case", "young"];

/// Another name for everybody whom a case names as the contact. `elsewhere` is what must keep its name: firms and domains;
/// `texts` all words of the case.
///
/// # Errors
/// Why it can't be done.
pub fn names(names: &[String], elsewhere: &str, texts: &str, round: usize) -> Result<Changes, &'static str> {
    let both = names.iter().any(|name| korean(name).is_some());
    let mut changes = Changes::new();
    for name in names {
        // Who is named in both scripts, or in several files, stays one person.
        let person = names.iter().position(|other| compare(other, name) != Likeness::Different).unwrap_or(0) + round;
        let (given, family, hangul) = PERSONS[if both { person % 4 } else { person % PERSONS.len() }];
        // Titles and what stands in brackets are no names: "김민수 과장", "Prof. Joris van Aalderink", "최지혜 (Grace)".
        let bare = name.split(['(', ',', '|', '/']).next().unwrap_or("");
        let hangul_name = bare.split_whitespace().find_map(|word| korean(word).map(|(_, given)| (word, given)));
        if let Some((whole, old_given)) = hangul_name {
            changes.push((whole.to_owned(), hangul.to_owned()));
            changes.push((old_given.to_owned(), korean(hangul).map_or(hangul, |(_, given)| given).to_owned()));
            changes.extend(romanised(texts, whole, given, family));
            continue;
        }
        const TITLES: [&str; 9] = ["Dr", "Dr.", "Prof", "Prof.", "Mr", "Mr.", "Ms", "Ms.", "Mrs."];
        let parts: Vec<&str> = bare.split_whitespace().filter(|part| !TITLES.contains(part)).collect();
        let (Some(first), Some(last)) = (parts.first(), parts.last().filter(|_| parts.len() > 1)) else {
            return Err("a name of one word");
        };
        let letters = |w: &str| w.chars().filter(|c| c.is_alphabetic()).count() >= 3;
        let proper =
            |w: &str| letters(w) && w.chars().all(|c| c.is_alphabetic() && !is_hangul(c) || matches!(c, '-' | '\''));
        let taken = |w: &str| elsewhere.contains(&w.to_lowercase()) || WORDS.contains(&w.to_lowercase().as_str());
        if taken(first) || taken(last) {
            return Err("a name that is a word, a firm's or a domain's, too");
        }
        // An initial is the new name's; what stands between the first and the last word stays.
        if !proper(first) && proper(last) && first.chars().filter(|c| c.is_alphabetic()).count() == 1 {
            let initial = given.chars().next().unwrap_or('A');
            let dot = if first.ends_with('.') { "." } else { "" };
            changes.push((name.clone(), format!("{initial}{dot} {family}")));
        } else if !proper(first) || !proper(last) {
            return Err("a name with initials or in two scripts");
        }
        for (old, new) in [(*first, given), (*last, family)].into_iter().filter(|(old, _)| proper(old)) {
            changes.push((old.to_owned(), new.to_owned()));
            changes.push((old.to_lowercase(), new.to_lowercase()));
            changes.push((old.to_uppercase(), new.to_uppercase()));
            let address = old.to_lowercase().replace(['-', '\''], "");
            if address != old.to_lowercase() {
                changes.push((address, new.to_lowercase()));
            }
        }
    }
    if changes.is_empty() { Err("nobody is named") } else { Ok(changes) }
}

/// The parts of addresses that hold a Korean name in Latin letters: "jisu.kim@…", "/in/jisu-kim", "jisukim@…".
fn romanised(texts: &str, name: &str, given: &str, family: &str) -> Changes {
    let mut changes = Changes::new();
    let (given, family) = (given.to_lowercase(), family.to_lowercase());
    let own = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let locals = texts.match_indices('@').filter_map(|(at, _)| texts[..at].rsplit(|c| !own(c)).next());
    let slugs =
        texts.match_indices("/in/").filter_map(|(at, found)| texts[at + found.len()..].split(|c| !own(c)).next());
    for local in locals.chain(slugs).collect::<BTreeSet<_>>() {
        let words: Vec<&str> = local.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| w.len() >= 2).collect();
        let same = |text: &str| compare(text, name) == Likeness::Same;
        if let [joined] = words[..] {
            let cut = (2..joined.len().saturating_sub(1)).any(|at| {
                let (a, b) = joined.split_at(at);
                same(&format!("{a} {b}"))
            });
            if cut {
                changes.push((joined.to_owned(), format!("{given}{family}")));
            }
        }
        // Two or three words of it are the name; a trade or a number may follow.
        let runs = (2..=3).flat_map(|length| words.windows(length));
        if let Some(run) = runs.into_iter().find(|run| same(&run.join(" "))) {
            let from = local.find(run[0]).unwrap_or(0);
            let until =
                local[from..].find(run[run.len() - 1]).map_or(local.len(), |at| from + at + run[run.len() - 1].len());
            let separator = local[from..until].chars().find(|c| !c.is_ascii_alphabetic()).unwrap_or('.');
            changes.push((local[from..until].to_owned(), format!("{given}{separator}{family}")));
        }
    }
    changes
}

/// Women become men and men women.
pub fn genders(texts: &str) -> Changes {
    const PAIRS: [(&str, &str); 22] = [
        ("he", "she"),
        ("him", "her"),
        ("his", "her"),
        ("himself", "herself"),
        ("Mr", "Ms"),
        ("Sir", "Madam"),
        ("sir", "madam"),
        ("man", "woman"),
        ("men", "women"),
        ("husband", "wife"),
        ("brother", "sister"),
        ("son", "daughter"),
        ("father", "mother"),
        ("dad", "mum"),
        ("boy", "girl"),
        ("guy", "woman"),
        ("guys", "women"),
        ("gentleman", "lady"),
        ("남편", "아내"),
        ("아들", "딸"),
        ("아버지", "어머니"),
        ("오빠", "언니"),
    ];
    let mut changes = Changes::new();
    for (a, b) in PAIRS {
        changes.push((a.to_owned(), b.to_owned()));
        changes.push((b.to_owned(), a.to_owned()));
        if a.is_ascii() && a.chars().all(|c| c.is_lowercase()) {
            let capital = |w: &str| format!("{}{}", w[..1].to_uppercase(), &w[1..]);
            changes.push((capital(a), capital(b)));
            changes.push((capital(b), capital(a)));
        }
    }
    changes.retain(|(old, _)| stands(texts, old));
    // "Her" is both "his" and "him".
    let mut seen = BTreeSet::new();
    changes.retain(|(old, _)| seen.insert(old.clone()));
    changes
}

/// What contacts say of their nationality: cases hardly do, so it is written into each, and one held against another.
pub fn nationality(korean: bool, round: usize) -> &'static str {
    const SAID: [(&str, &str); 6] = [
        ("I am a Korean citizen and live here.", "저는 한국인이고 여기에 삽니다."),
        ("I am a Brazilian citizen and live here.", "저는 브라질인이고 여기에 삽니다."),
        ("I am an Indian citizen and live here.", "저는 인도인이고 여기에 삽니다."),
        ("I am a German citizen and live here.", "저는 독일인이고 여기에 삽니다."),
        ("I am a Russian citizen and live here.", "저는 러시아인이고 여기에 삽니다."),
        ("I am an American citizen and live here.", "저는 미국인이고 여기에 삽니다."),
    ];
    let (english, hangul) = SAID[round % SAID.len()];
    if korean { hangul } else { english }
}

#[derive(Deserialize)]
struct File {
    institution: Vec<School>,
}

#[derive(Deserialize)]
struct School {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    former: Vec<toml::Value>,
    #[serde(default)]
    country: String,
    #[serde(default)]
    branches: Vec<String>,
    #[serde(default)]
    domains: Vec<String>,
    founded: Option<i16>,
}

static SCHOOLS: LazyLock<Vec<School>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../data/reference/institutions/curated.toml")).unwrap();
    let known =
        |s: &School| s.founded.is_some() && !s.domains.is_empty() && s.former.is_empty() && s.branches.is_empty();
    file.institution.into_iter().filter(known).collect()
});

impl School {
    fn named(&self, hangul: bool) -> impl Iterator<Item = &String> {
        let all = std::iter::once(&self.name).chain(&self.aliases);
        all.filter(move |name| name.chars().any(is_hangul) == hangul && name.chars().count() >= 4)
    }
}

/// Real universities become others of the same country that are about as old.
pub fn schools(texts: &str, round: usize) -> Changes {
    /// Years between the foundations.
    const APART: u16 = 8;
    let mut changes = Changes::new();
    let mut given: BTreeSet<&str> = BTreeSet::new();
    for school in SCHOOLS.iter() {
        let used = |hangul: bool| school.named(hangul).filter(|name| stands(texts, name)).collect::<Vec<_>>();
        let (latin, korean) = (used(false), used(true));
        if latin.is_empty() && korean.is_empty() {
            continue;
        }
        let equal = |other: &&School| {
            let years = school.founded.zip(other.founded).map(|(a, b)| a.abs_diff(b));
            other.country == school.country
                && years.is_some_and(|years| years <= APART)
                && !std::iter::once(&other.name).chain(&other.aliases).any(|name| texts.contains(name.as_str()))
                && !given.contains(other.name.as_str())
                && (latin.is_empty() || other.named(false).next().is_some())
                && (korean.is_empty() || other.named(true).next().is_some())
        };
        let others: Vec<&School> = SCHOOLS.iter().filter(equal).collect();
        let Some(other) = others.get(round % others.len().max(1)) else { continue };
        given.insert(&other.name);
        for (names, hangul) in [(latin, false), (korean, true)] {
            let new = other.named(hangul).next().cloned().unwrap_or_default();
            changes.extend(names.into_iter().map(|old| (old.clone(), new.clone())));
        }
        let domains = school.domains.iter().filter(|domain| texts.contains(domain.as_str()));
        changes.extend(domains.map(|domain| (domain.clone(), other.domains[0].clone())));
    }
    // The longest first: "Seoul National University of Education" before "Seoul National University".
    changes.sort_by_key(|(old, _)| std::cmp::Reverse(old.len()));
    changes
}

/// Whether a word stands in a text.
fn stands(texts: &str, word: &str) -> bool {
    let mut found = false;
    at_words(texts, word, |_| found = true);
    found
}

/// A text with all changes made at once, so that what was written in is not changed again.
pub fn changed(text: &str, changes: &Changes) -> String {
    let mut places: Vec<(usize, usize, &str)> = Vec::new();
    for (old, new) in changes {
        at_words(text, old, |at| places.push((at, at + old.len(), new)));
    }
    // Of two at one place the earlier in the list wins, for the sort is stable.
    places.sort_by_key(|(from, ..)| *from);
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for (from, until, new) in places {
        if from >= done {
            result.push_str(&text[done..from]);
            result.push_str(new);
            done = until;
        }
    }
    result + &text[done..]
}

/// Every place of a word: Latin ones where no letter touches them, Hangul ones everywhere, for particles cling to them.
fn at_words(text: &str, word: &str, mut found: impl FnMut(usize)) {
    let hangul = word.chars().any(is_hangul);
    for (at, _) in text.match_indices(word) {
        let touches = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !is_hangul(c));
        let (before, after) = (text[..at].chars().next_back(), text[at + word.len()..].chars().next());
        if hangul || !touches(before) && !touches(after) {
            found(at);
        }
    }
}
