//! Institutions of higher education: names, countries, domains; and sellers of degrees.
//!
//! The lists stay as they lie until somebody's school is looked up; then they are indexed once.

mod spelling;

use serde::Deserialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::{ReferenceError, at_or_below};
use crate::text::fold::is_hangul;
use spelling::{Spelling, host_number, is_common, parts};

/// An institution of higher education.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Institution {
    /// Usual name.
    pub name: String,
    /// Names in its own language, other names, abbreviations.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Names it no longer bears, and institutions that became part of it.
    #[serde(default)]
    pub former: Vec<FormerName>,
    /// ISO 3166 country; empty where no source tells.
    #[serde(default)]
    pub country: String,
    /// Countries of its branch campuses.
    #[serde(default)]
    pub branches: Vec<String>,
    /// Its domains.
    #[serde(default)]
    pub domains: Vec<String>,
    /// Year in which it, or the oldest of its predecessors, began to teach.
    #[serde(default)]
    pub founded: Option<i16>,
    /// Last year in which it taught.
    #[serde(default)]
    pub closed: Option<i16>,
    /// Who says so; empty for what comes from the generated list.
    #[serde(default)]
    pub source: String,
}

/// A name that an institution no longer bears.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormerName {
    /// The name.
    pub name: String,
    /// The year in which it ended.
    pub until: i16,
}

impl Institution {
    /// Every name, the usual one first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let former = self.former.iter().map(|f| &f.name);
        std::iter::once(&self.name).chain(&self.aliases).chain(former).map(String::as_str)
    }
}

/// A seller of degrees, or a body that an authority says is no university.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mill {
    /// Name.
    pub name: String,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Why it is here, in half a sentence.
    pub why: String,
    /// The same in Korean.
    pub why_ko: String,
    /// The authority, court or hearing.
    pub source: String,
}

/// What the lists know of a written name: one institution, or several that share the name. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Curated ones first.
    pub institutions: Vec<Institution>,
    /// Whether the name is theirs as a whole, and not only begins with theirs: "American University of Hawaii" is not
    /// American University, "Stanford University Graduate School of Business" is of Stanford University.
    pub whole: bool,
}

impl Known {
    /// Whether one of them owns a host.
    #[must_use]
    pub fn owns(&self, host: &str) -> bool {
        self.institutions.iter().flat_map(|i| &i.domains).any(|own| at_or_below(host, own))
    }

    /// Whether any domain of theirs is known.
    #[must_use]
    pub fn has_domains(&self) -> bool {
        self.institutions.iter().any(|i| !i.domains.is_empty())
    }

    /// Where somebody may have attended it; `None` unless every one of them tells its country.
    #[must_use]
    pub fn countries(&self) -> Option<BTreeSet<&str>> {
        let all = self.institutions.iter().flat_map(|i| std::iter::once(&i.country).chain(&i.branches));
        let countries: BTreeSet<&str> = all.map(String::as_str).collect();
        (!countries.contains("")).then_some(countries)
    }

    /// The one whose history is known, if the name is not shared by another one.
    #[must_use]
    pub fn historic(&self) -> Option<&Institution> {
        let mut with = self.institutions.iter().filter(|i| !i.source.is_empty());
        let first = with.next()?;
        let alone = with.next().is_none();
        let elsewhere = self.institutions.iter().any(|i| !i.country.is_empty() && i.country != first.country);
        (alone && !elsewhere).then_some(first)
    }

    /// Whether they and others have one in common.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.institutions.iter().any(|a| other.institutions.iter().any(|b| a == b))
    }
}

/// A listed name that a written one nearly is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// The listed name.
    pub name: String,
    /// Whether a single slip of the fingers makes the one of the other: a letter left out, doubled, swapped with its
    /// neighbour, or struck beside the right key.
    pub slip: bool,
}

/// The lists of institutions and of mills, as they lie.
#[derive(Debug, Clone, Default)]
pub struct Institutions {
    world: Cow<'static, [u8]>,
    start: usize,
    curated: Cow<'static, [u8]>,
    mills: Cow<'static, [u8]>,
    index: OnceLock<Index>,
}

/// The lists, laid out for searching.
#[derive(Debug, Clone, Default)]
struct Index {
    curated: Vec<Institution>,
    continents: BTreeMap<String, Vec<String>>,
    mills: Vec<Mill>,
    /// Number of a spelling → entry; sorted.
    names: Vec<(u64, Entry)>,
    /// Number of a domain → entry; sorted.
    hosts: Vec<(u64, Entry)>,
    /// Number of a mill's spelling → mill; sorted.
    sold: Vec<(u64, usize)>,
}

/// Where an institution is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Entry {
    /// Place in the curated list.
    Curated(usize),
    /// Where its line begins in the generated list.
    Line(usize),
}

#[derive(Deserialize)]
struct CuratedFile {
    /// Continent → countries; those that lie on the border of two are in none.
    #[serde(default)]
    continents: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    institution: Vec<Institution>,
    #[serde(default)]
    mill: Vec<Mill>,
}

impl Institutions {
    /// Takes a list. What is compiled in was checked by a test, and is read at the first look-up; what somebody puts in
    /// its place is checked now.
    pub(super) fn insert(&mut self, path: &str, bytes: Cow<'static, [u8]>, start: usize) -> Result<(), ReferenceError> {
        if matches!(bytes, Cow::Owned(_)) {
            check(path, &bytes, start)?;
        }
        match path.rsplit('/').next().unwrap_or(path) {
            "world.txt" => (self.world, self.start) = (bytes, start),
            "curated.toml" => self.curated = bytes,
            "mills.toml" => self.mills = bytes,
            _ => return Err(ReferenceError::new(path, "no such list of institutions")),
        }
        Ok(())
    }

    /// What the lists know of a name as people write it: in any order, with a department, in brackets, by abbreviation,
    /// in Korean or in Latin letters.
    #[must_use]
    pub fn named(&self, written: &str) -> Option<Known> {
        let index = self.index();
        let written = parts(written);
        let exact = written.iter().find_map(|part| self.known(index, &Spelling::of(part)));
        exact.or_else(|| {
            let found = written.iter().find_map(|part| self.inside(index, part))?;
            Some(Known { whole: false, ..found })
        })
    }

    /// The institutions that own a host.
    #[must_use]
    pub fn owners(&self, host: &str) -> Option<Known> {
        let index = self.index();
        let mut rest = host;
        loop {
            let found = entries(&index.hosts, host_number(rest));
            if !found.is_empty() {
                let institutions = found.into_iter().filter_map(|entry| self.told(index, entry)).collect();
                return Some(Known { institutions, whole: true });
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// What is told at an entry.
    fn told(&self, index: &Index, entry: Entry) -> Option<Institution> {
        match entry {
            Entry::Curated(at) => index.curated.get(at).cloned(),
            Entry::Line(at) => read(self.line(at)),
        }
    }

    /// The listed name that an unlisted one nearly is, and is no other spelling of: all words the same but a long one,
    /// and that nearly. Short words are near to each other by chance, and so are Korean names of few syllables.
    #[must_use]
    pub fn near(&self, written: &str) -> Option<Near> {
        let wanted = Spelling::of(written);
        let longest = wanted.words.iter().map(String::len).max().unwrap_or(0);
        // Romanised, Chinese and Korean names are near to each other by chance.
        if longest < SHORTEST || written.chars().any(|c| c.is_alphabetic() && c >= '\u{250}') {
            return None;
        }
        let mut found: Option<(usize, String, bool)> = None;
        let curated = self.index().curated.iter().flat_map(Institution::names);
        let listed = self.lines().flat_map(|(_, text)| text.split('\t').next().unwrap_or("").split('|'));
        for name in curated.chain(listed).filter(|name| name.len().abs_diff(written.len()) <= 12) {
            let Some((distance, slip)) = nearly(&wanted, &Spelling::of(name)) else { continue };
            if found.as_ref().is_none_or(|(least, ..)| distance < *least) {
                found = Some((distance, name.to_owned(), slip));
            }
        }
        found.map(|(_, name, slip)| Near { name, slip })
    }

    /// The mill of a name.
    #[must_use]
    pub fn mill(&self, written: &str) -> Option<&Mill> {
        let index = self.index();
        parts(written).iter().find_map(|part| {
            let spelling = Spelling::of(part);
            let at = index.sold.binary_search_by_key(&spelling.ordered(), |(n, _)| *n).ok()?;
            index.mills.get(index.sold.get(at)?.1)
        })
    }

    /// Whether two institutions lie on different continents, wherever somebody attended them.
    #[must_use]
    pub fn oceans_apart(&self, a: &Known, b: &Known) -> bool {
        let continents = |known: &Known| -> Option<BTreeSet<&str>> {
            let of = |country: &str| {
                let mut all = self.index().continents.iter();
                all.find(|(_, countries)| countries.iter().any(|c| c == country)).map(|(name, _)| name.as_str())
            };
            known.countries()?.into_iter().map(of).collect()
        };
        match (continents(a), continents(b)) {
            (Some(a), Some(b)) => a.is_disjoint(&b),
            _ => false,
        }
    }

    /// The former name under which an institution was written, if it was.
    #[must_use]
    pub fn former<'k>(known: &'k Known, written: &str) -> Option<(&'k Institution, &'k FormerName)> {
        let institution = known.historic()?;
        let written: Vec<u64> = parts(written).iter().map(|part| Spelling::of(part).unordered()).collect();
        let mut former = institution.former.iter();
        former.find(|f| written.contains(&Spelling::of(&f.name).unordered())).map(|f| (institution, f))
    }

    /// Whether a name says of itself that it is of higher education. Schools of children, courses and academies of
    /// firms are in no list.
    #[must_use]
    pub fn says_higher(written: &str) -> bool {
        Spelling::of(written).is_higher()
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let (curated, continents) =
                curated(&self.curated).map(|file| (file.institution, file.continents)).unwrap_or_default();
            let mills = curated_mills(&self.mills);
            let mut names = Vec::new();
            let mut hosts = Vec::new();
            let mut add = |name: &str, entry| {
                let spelling = Spelling::of(name);
                if !spelling.is_empty() {
                    names.push((spelling.ordered(), entry));
                    if spelling.words.len() > 1 {
                        names.push((spelling.unordered(), entry));
                    }
                }
            };
            for (at, institution) in curated.iter().enumerate() {
                institution.names().for_each(|name| add(name, Entry::Curated(at)));
                hosts.extend(institution.domains.iter().map(|host| (host_number(host), Entry::Curated(at))));
            }
            for (at, line) in self.lines() {
                let mut columns = line.split('\t');
                columns.next().unwrap_or("").split('|').for_each(|name| add(name, Entry::Line(at)));
                let domains = columns.next_back().unwrap_or("").split(' ').filter(|host| !host.is_empty());
                hosts.extend(domains.map(|host| (host_number(host), Entry::Line(at))));
            }
            names.sort_unstable();
            names.dedup();
            hosts.sort_unstable();
            let all = mills.iter().enumerate();
            let mut sold: Vec<(u64, usize)> = all
                .flat_map(|(at, mill)| {
                    let names = std::iter::once(&mill.name).chain(&mill.aliases);
                    names.map(move |name| (Spelling::of(name).ordered(), at))
                })
                .collect();
            sold.sort_unstable();
            Index { curated, continents, mills, names, hosts, sold }
        })
    }

    /// The lines of the generated list, and where each begins.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut at = self.start;
        let text = std::str::from_utf8(self.world.get(self.start..).unwrap_or_default()).unwrap_or("");
        text.split_inclusive('\n').map(move |line| {
            let begin = at;
            at += line.len();
            (begin, line.trim_end())
        })
    }

    fn line(&self, at: usize) -> &str {
        let rest = self.world.get(at..).unwrap_or_default();
        let end = rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len());
        std::str::from_utf8(rest.get(..end).unwrap_or_default()).unwrap_or("")
    }

    /// The institutions of exactly this spelling; where the order of words tells two apart, of this order.
    fn known(&self, index: &Index, spelling: &Spelling) -> Option<Known> {
        if spelling.is_empty() {
            return None;
        }
        let mut entries = entries(&index.names, spelling.ordered());
        if entries.is_empty() && spelling.words.len() > 1 {
            entries = self::entries(&index.names, spelling.unordered());
        }
        // What the curated list calls one institution, the generated one may know under each of its names.
        let mut more = BTreeSet::new();
        for entry in &entries {
            if let Entry::Curated(at) = entry
                && let Some(institution) = index.curated.get(*at)
            {
                for name in institution.names() {
                    more.extend(self::entries(&index.names, Spelling::of(name).ordered()));
                }
            }
        }
        more.extend(entries);
        let institutions: Vec<Institution> = more.into_iter().filter_map(|entry| self.told(index, entry)).collect();
        (!institutions.is_empty()).then_some(Known { institutions, whole: true })
    }

    /// The institution whose name stands inside a longer one: "Stanford University Graduate School of Business",
    /// "서울대학교 공과대학".
    fn inside(&self, index: &Index, written: &str) -> Option<Known> {
        const MOST: usize = 14;
        let spelling = Spelling::of(written);
        let words = &spelling.words;
        if let Some(name) = words.iter().find(|w| w.chars().any(is_hangul)) {
            let ends = name.char_indices().filter(|(at, c)| *at >= 6 && matches!(c, '대' | '원' | '교' | '학'));
            let mut ends: Vec<usize> = ends.map(|(at, c)| at + c.len_utf8()).collect();
            ends.reverse();
            return ends.into_iter().find_map(|end| self.known(index, &Spelling::of(name.get(..end)?)));
        }
        let longest = words.len().min(MOST).saturating_sub(1);
        (2..=longest).rev().find_map(|length| {
            words.windows(length).enumerate().find_map(|(at, window)| {
                // "Kennedy-Western University" is not Western University.
                let begins = at.checked_sub(1).and_then(|before| words.get(before)).is_none_or(|w| is_common(w));
                let part = Spelling { words: window.to_vec() };
                if begins && part.is_higher() { self.known(index, &part) } else { None }
            })
        })
    }
}

/// The entries of a number.
fn entries(numbers: &[(u64, Entry)], number: u64) -> Vec<Entry> {
    let from = numbers.partition_point(|(n, _)| *n < number);
    numbers.iter().skip(from).take_while(|(n, _)| *n == number).map(|(_, entry)| *entry).collect()
}

/// A line of the generated list: names, country, domains.
fn read(line: &str) -> Option<Institution> {
    let mut columns = line.split('\t');
    let mut names = columns.next()?.split('|').map(str::to_owned);
    let name = names.next().filter(|name| !name.is_empty())?;
    let aliases = names.collect();
    let country = columns.next().unwrap_or("").to_owned();
    let domains = columns.next().unwrap_or("").split_whitespace().map(str::to_owned).collect();
    Some(Institution { name, aliases, country, domains, ..Institution::default() })
}

fn curated(bytes: &[u8]) -> Result<CuratedFile, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "not UTF-8".to_owned())?;
    toml::from_str(text).map_err(|e| e.to_string())
}

fn curated_mills(bytes: &[u8]) -> Vec<Mill> {
    curated(bytes).map(|file| file.mill).unwrap_or_default()
}

/// Says what is wrong with a list.
fn check(path: &str, bytes: &[u8], start: usize) -> Result<(), ReferenceError> {
    let fault = |why: String| Err(ReferenceError::new(path, why));
    if path.ends_with(".toml") {
        let file = match curated(bytes) {
            Ok(file) => file,
            Err(why) => return fault(why),
        };
        let unsourced =
            file.institution.iter().map(|i| (&i.name, &i.source)).chain(file.mill.iter().map(|m| (&m.name, &m.source)));
        return match unsourced.into_iter().find(|(name, source)| name.trim().is_empty() || source.trim().is_empty()) {
            Some((name, _)) => fault(format!("“{name}” has no name or no source")),
            None => Ok(()),
        };
    }
    let text = match std::str::from_utf8(bytes.get(start..).unwrap_or_default()) {
        Ok(text) => text,
        Err(_) => return fault("not UTF-8".to_owned()),
    };
    match text.lines().find(|line| line.matches('\t').count() != 2 || line.starts_with('\t')) {
        Some(line) => fault(format!("“{line}” is not names, country and domains with tabs between")),
        None => Ok(()),
    }
}

/// Letters of a word that is not near to others by chance.
const SHORTEST: usize = 7;

/// How far apart two names are that differ in one long word, and whether by a slip of the fingers.
fn nearly(a: &Spelling, b: &Spelling) -> Option<(usize, bool)> {
    const LONG: usize = 10;
    if a.words.len() != b.words.len() {
        return None;
    }
    let mut differ = a.words.iter().zip(&b.words).filter(|(x, y)| x != y);
    let (x, y) = differ.next().filter(|_| differ.next().is_none())?;
    let shorter = x.len().min(y.len());
    let most = if shorter >= LONG { 2 } else { 1 };
    // Southeastern and Southwestern are two places.
    let compass = ["north", "south", "east", "west"].iter().any(|point| x.starts_with(point));
    if shorter < SHORTEST || compass || x.len().abs_diff(y.len()) > most || is_common(x) || is_common(y) {
        return None;
    }
    let distance = strsim::osa_distance(x, y);
    (distance <= most).then(|| (distance, distance == 1 && slip(x, y)))
}

/// Whether two texts one edit apart are so by a slip of the fingers.
fn slip(a: &str, b: &str) -> bool {
    const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len() != b.len() {
        return true;
    }
    let differs: Vec<(char, char)> = a.into_iter().zip(b).filter(|(x, y)| x != y).collect();
    let place = |c: char| ROWS.iter().enumerate().find_map(|(row, keys)| Some((row, keys.find(c)?)));
    match differs.as_slice() {
        [(x, y)] => match (place(*x), place(*y)) {
            (Some((row, at)), Some((other, to))) => row.abs_diff(other) <= 1 && at.abs_diff(to) <= 1,
            _ => true,
        },
        // Two neighbours swapped.
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::{EMBEDDED, Reference};

    fn listed() -> Institutions {
        Reference::embedded().unwrap().institutions
    }

    #[test]
    fn what_is_compiled_in_holds() {
        for (path, bytes) in EMBEDDED.iter().filter(|(path, _)| path.starts_with("reference/institutions/")) {
            let start =
                bytes.split_inclusive(|b| *b == b'\n').take_while(|l| l.starts_with(b"#")).map(<[u8]>::len).sum();
            check(path, bytes, start).unwrap();
        }
        assert!(listed().index().curated.len() > 50 && listed().index().mills.len() >= 20);
    }

    #[test]
    fn found_as_people_write_them() {
        let all = listed();
        for written in [
            "Oxford University",
            "University of Oxford",
            "The University of Oxford",
            "Department of Physics, University of Oxford",
            "Stanford University Graduate School of Business",
            "Université de Montréal",
            "Universite de Montreal",
            "Technical University of Munich (TUM)",
            "Univ. of Toronto",
            "Seoul National University",
            "서울대학교",
            "서울대",
            "서울대학교 공과대학",
            "서울대학교 (Seoul National University)",
            "KAIST (한국과학기술원)",
            "카이스트",
            "포항공대",
            "POSTECH",
            "육군사관학교",
            "한국폴리텍대학",
            "경원대학교",
            "국립순천대학교",
        ] {
            assert!(all.named(written).is_some(), "{written}");
        }
        for written in
            ["University of Lindenwick", "National Institute of Technology Grauhaven", "가람솔대학교", "University", ""]
        {
            assert_eq!(all.named(written), None, "{written}");
        }
    }

    #[test]
    fn nearly_a_listed_one() {
        let all = listed();
        assert_eq!(all.near("Georgetown Univercity"), None, "the word university alone is mistyped");
        let near = all.near("Georgetwon University").unwrap();
        assert!(near.slip && near.name.contains("Georgetown"), "{near:?}");
        assert_eq!(all.near("University of Lindenwick"), None);
    }

    #[test]
    fn mills_by_all_their_names() {
        let all = listed();
        assert!(all.mill("Belford University").is_some() && all.mill("퍼시픽웨스턴대").is_some());
        assert!(all.mill("University of Bedford").is_none() && all.mill("Columbia University").is_none());
        for mill in &all.index().mills {
            let known = all.named(&mill.name).filter(|known| known.whole);
            assert_eq!(known, None, "{} is on both lists", mill.name);
        }
    }

    #[test]
    fn owners_of_a_host() {
        let all = listed();
        let owners = all.owners("cs.ox.ac.uk").unwrap();
        assert!(owners.meets(&all.named("Oxford University").unwrap()));
        assert_eq!(all.owners("ac.uk"), None);
    }

    #[test]
    fn continents_and_former_names() {
        let all = listed();
        let known = |name: &str| all.named(name).unwrap();
        assert!(all.oceans_apart(&known("서울대학교"), &known("TU Delft")));
        assert!(!all.oceans_apart(&known("SUNY Korea"), &known("서울대학교")), "it has a campus in Korea");
        assert!(!all.oceans_apart(&known("TU Delft"), &known("KU Leuven")));
        let kyungwon = known("경원대");
        assert_eq!(Institutions::former(&kyungwon, "경원대").unwrap().1.until, 2012);
        assert_eq!(Institutions::former(&known("가천대학교"), "가천대학교"), None);
    }
}
