//! Whom a host imitates: look-alikes of domains that organisations own, and their names in domains that they don't.

use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::BTreeMap;

use crate::reference::{HostKind, Organisation, Reference};
use crate::text::fold::{is_hangul, squeeze};
use crate::text::hosts::{is_ip, registrable};

/// How a host imitates an organisation; the plainest way first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Imitation {
    /// The organisation's own domain under another ending: `lockheedmartinjobs.us`.
    OtherEnding,
    /// One of its domains in letters that look alike: `1ockheedmartin.com`.
    Confusable,
    /// One or two letters off one of its domains: `lockheedmartln.com`.
    NearMiss,
    /// Its name with a word of recruiting: `airbus-careers.com`.
    NameAndJobWord,
    /// Its distinctive name inside the domain: `airbus.careers-portal.org`.
    NameInside,
}

/// An organisation that a host imitates, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imitated {
    /// The organisation's slug.
    pub organisation: String,
    /// How.
    pub how: Imitation,
}

/// Words of recruiting that impostors join to names.
const JOB_WORDS: [&str; 34] = [
    "career", "careers", "job", "jobs", "hr", "hire", "hires", "hiring", "recruit", "recruiting", "recruiter",
    "recruitment", "recruits", "talent", "talents", "interview", "interviews", "apply", "assessment", "assessments",
    "skill", "skills", "offer", "onboarding", "employment", "staffing", "people", "vacancy", "vacancies", "workday",
    "apply-now", "candidate", "candidates", "selection",
];

/// Fewest letters of a name that is looked for inside a longer word.
const SHORTEST_INSIDE: usize = 5;

/// What organisations are known by, laid out for searching.
#[derive(Debug, Clone)]
pub struct Brands {
    /// First labels of owned domains.
    labels: Vec<Label>,
    /// Looks of labels → labels.
    by_look: BTreeMap<String, Vec<usize>>,
    names: Vec<Name>,
    /// Looks of names → names.
    names_by_look: BTreeMap<String, Vec<usize>>,
    /// Looks of names of at least [`SHORTEST_INSIDE`] letters; Hangul names as written.
    inside: Option<AhoCorasick>,
    inside_of: Vec<usize>,
}

#[derive(Debug, Clone)]
struct Label {
    organisation: usize,
    domain: String,
    text: String,
    telling: bool,
}

#[derive(Debug, Clone)]
struct Name {
    organisation: usize,
    /// Letters and digits only.
    flat: String,
    look: String,
    /// Belongs to it alone: distinctive, or of several words.
    telling: bool,
    hangul: bool,
}

impl Brands {
    /// Lays out what the organisations are known by.
    #[must_use]
    pub fn new(organisations: &[std::sync::Arc<Organisation>]) -> Self {
        let mut brands = Self {
            labels: Vec::new(),
            by_look: BTreeMap::new(),
            names: Vec::new(),
            names_by_look: BTreeMap::new(),
            inside: None,
            inside_of: Vec::new(),
        };
        let mut patterns: Vec<String> = Vec::new();
        for (at, organisation) in organisations.iter().enumerate() {
            for own in organisation.domains.iter().chain(&organisation.careers) {
                let domain = registrable(own);
                if domain != *own && !own.starts_with("www.") {
                    continue; // a career host on a shared platform is no brand of its own
                }
                let text = domain.split('.').next().unwrap_or("").to_owned();
                if text.len() < 5 {
                    continue;
                }
                let telling = organisation.distinctive || text.len() >= 9;
                brands.by_look.entry(look(&text)).or_default().push(brands.labels.len());
                brands.labels.push(Label { organisation: at, domain, text, telling });
            }
            for name in organisation.names() {
                let hangul = name.chars().any(is_hangul);
                let flat = squeeze(name);
                let look = if hangul { flat.clone() } else { look(&flat) };
                let telling = (organisation.distinctive && flat.len() >= 5) || (name.contains(' ') && flat.len() >= 9);
                if if hangul { flat.chars().count() >= 3 } else { flat.len() >= SHORTEST_INSIDE } {
                    patterns.push(look.clone());
                    brands.inside_of.push(brands.names.len());
                }
                brands.names_by_look.entry(look.clone()).or_default().push(brands.names.len());
                brands.names.push(Name { organisation: at, flat, look, telling, hangul });
            }
        }
        brands.inside = AhoCorasick::builder().match_kind(MatchKind::Standard).build(patterns).ok();
        brands
    }
}

/// Whom a host imitates, if anybody. The owner of the host, hosts that are believed to be somebody's own, and public
/// mail providers imitate nobody.
#[must_use]
pub fn imitates(host: &str, reference: &Reference) -> Option<Imitated> {
    let organisations = &reference.organisations;
    if is_ip(host)
        || organisations.owner(host).is_some()
        || organisations.believed_owner(host).is_some()
        || reference.hosts.is(HostKind::Freemail, host)
        || reference.hosts.is(HostKind::Academic, host)
    {
        return None;
    }
    let brands = organisations.brands();
    let mut best: Option<(usize, Imitation)> = None;
    let mut offer = |organisation: usize, how: Imitation| {
        if best.is_none_or(|(_, held)| how < held) {
            best = Some((organisation, how));
        }
    };
    by_domain(host, brands, &mut offer);
    by_name(host, brands, &mut offer);
    let (at, how) = best?;
    Some(Imitated { organisation: organisations.all().get(at)?.id.clone(), how })
}

/// Against the domains that organisations own.
fn by_domain(host: &str, brands: &Brands, offer: &mut impl FnMut(usize, Imitation)) {
    let domain = registrable(host);
    let unicode = idna::domain_to_unicode(&domain).0;
    let label = unicode.split('.').next().unwrap_or("");
    for own in brands.by_look.get(&look(label)).into_iter().flatten().filter_map(|at| brands.labels.get(*at)) {
        if own.text != label {
            offer(own.organisation, Imitation::Confusable);
        } else if own.domain != domain && own.telling {
            offer(own.organisation, Imitation::OtherEnding);
        }
    }
    for own in &brands.labels {
        if own.telling && own.text.len() >= 7 && near(label, &own.text) {
            offer(own.organisation, Imitation::NearMiss);
        }
    }
}

/// Against the names of organisations.
fn by_name(host: &str, brands: &Brands, offer: &mut impl FnMut(usize, Imitation)) {
    let domain = registrable(host);
    let suffix = domain.split_once('.').map_or("", |(_, s)| s);
    let unicode = idna::domain_to_unicode(host).0;
    // Under a free subdomain the customer's part is what the contact chose.
    let chosen = unicode.strip_suffix(&format!(".{suffix}")).unwrap_or(&unicode);
    let parts: Vec<&str> = chosen.split(['.', '-', '_']).filter(|p| !p.is_empty()).collect();
    let squeezed: String = chosen.chars().filter(|c| c.is_alphanumeric()).collect();
    let whole = look(&squeezed);
    let mut candidates: Vec<usize> =
        parts.iter().filter_map(|p| brands.names_by_look.get(&look(p))).flatten().copied().collect();
    if let Some(inside) = &brands.inside {
        for text in [&whole, &squeezed] {
            candidates.extend(
                inside.find_overlapping_iter(text).filter_map(|m| brands.inside_of.get(m.pattern().as_usize())),
            );
        }
    }
    candidates.sort_unstable();
    candidates.dedup();
    let job_part = parts.iter().any(|p| JOB_WORDS.contains(p));
    for name in candidates.into_iter().filter_map(|at| brands.names.get(at)) {
        if name.hangul {
            offer(name.organisation, Imitation::NameInside);
            continue;
        }
        // A word of the host of its own (`boeing-careers`, `airbus.portal`) or the squeezed name within.
        let own_part = parts.iter().any(|p| look(p) == name.look);
        let inside = name.flat.len() >= SHORTEST_INSIDE && whole.contains(&name.look);
        if !own_part && !inside {
            continue;
        }
        let rest = whole.replacen(&name.look, "", 1);
        let job = job_part || JOB_WORDS.iter().any(|word| rest.starts_with(&look(word)) || rest.ends_with(&look(word)));
        let rest_is_job = JOB_WORDS.iter().any(|word| look(word) == rest);
        if job
            && (name.telling || (own_part && name.flat.len() >= 4) || (name.flat.len() >= 6 && inside && rest_is_job))
        {
            offer(name.organisation, Imitation::NameAndJobWord);
        } else if name.telling && (own_part || name.flat.len() >= 6) && !ordinary_word_around(&whole, &name.look) {
            offer(name.organisation, Imitation::NameInside);
        }
    }
}

/// The name is only part of a longer ordinary word (`capgemini`, `collinsdictionary` hold short names).
fn ordinary_word_around(all: &str, name: &str) -> bool {
    let rest = all.len().saturating_sub(name.len());
    name.len() < 6 && rest > 0 && !all.starts_with(name)
}

/// One or two letters apart, by optimal string alignment, and no shorter than the word allows.
fn near(a: &str, b: &str) -> bool {
    let allowed = if b.len() >= 10 { 2 } else { 1 };
    a.len().abs_diff(b.len()) <= allowed
        && a.chars().next() == b.chars().next()
        && apart(a, b) <= 2 * allowed
        && (1..=allowed).contains(&strsim::osa_distance(a, b))
}

/// How many letters one of two labels has more than the other, summed over the alphabet: at most twice their distance,
/// and much cheaper to count.
fn apart(a: &str, b: &str) -> usize {
    let mut letters = [0i8; 32];
    a.bytes().for_each(|c| letters[usize::from(c & 31)] = letters[usize::from(c & 31)].wrapping_add(1));
    b.bytes().for_each(|c| letters[usize::from(c & 31)] = letters[usize::from(c & 31)].wrapping_sub(1));
    letters.iter().map(|n| usize::from(n.unsigned_abs())).sum()
}

/// How a label looks: UTS 39 skeleton after folding digits and letters that are mistaken for one another.
#[must_use]
pub fn look(label: &str) -> String {
    let skeleton: String = if label.is_ascii() {
        label.to_ascii_lowercase()
    } else {
        unicode_security::confusable_detection::skeleton(&label.to_lowercase()).collect::<String>().to_lowercase()
    };
    skeleton
        .replace("rn", "m")
        .replace("vv", "w")
        .chars()
        .filter(|c| *c != '-' && *c != '.')
        .map(|c| match c {
            '0' => 'o',
            '1' | 'i' | '|' => 'l',
            '5' => 's',
            '3' => 'e',
            '4' => 'a',
            '7' => 't',
            c => c,
        })
        .collect()
}

/// Whether a label mixes scripts in a way no honest name does (Latin with Cyrillic or Greek); Hangul, Han and Kana
/// with Latin are normal.
#[must_use]
pub fn mixes_scripts(host: &str) -> bool {
    let unicode = idna::domain_to_unicode(host).0;
    unicode.split('.').any(|label| {
        let latin = label.chars().any(|c| c.is_ascii_alphabetic());
        let lookalike = label
            .chars()
            .any(|c| matches!(c, '\u{0370}'..='\u{03ff}' | '\u{0400}'..='\u{052f}' | '\u{0530}'..='\u{058f}'));
        latin && lookalike
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_look_alike() {
        assert_eq!(look("1ockheed"), look("lockheed"));
        assert_eq!(look("rnicrosoft"), look("microsoft"));
        assert_eq!(look("аirbus"), look("airbus"));
        assert!(mixes_scripts("xn--irbus-3ve.com") || mixes_scripts("аirbus.com"));
        assert!(!mixes_scripts("삼성sds.한국"));
    }

    #[test]
    fn twins_are_told_from_owned_domains() {
        let reference = Reference::embedded().unwrap();
        let how = |host: &str| imitates(host, &reference).map(|i| (i.organisation, i.how));
        assert_eq!(how("lockheedmartinjobs.us"), Some(("lockheed-martin".into(), Imitation::OtherEnding)));
        assert_eq!(how("1ockheedmartin.com"), Some(("lockheed-martin".into(), Imitation::Confusable)));
        assert_eq!(how("lockheedmarttin.com"), Some(("lockheed-martin".into(), Imitation::NearMiss)));
        assert_eq!(how("airbus-careers.com").map(|h| h.1), Some(Imitation::NameAndJobWord));
        assert_eq!(how("airbus.careers-portal.org").map(|h| h.1), Some(Imitation::NameAndJobWord));
        for honest in [
            "lockheedmartinjobs.com", "amazon.jobs", "jobsatamazon.co.uk", "hanwhain.com", "yorkshirepost.co.uk",
            "interviewmagazine.com", "capgemini.com", "collinsdictionary.com", "gmail.com", "snu.ac.kr",
            "acme.example",
        ] {
            assert_eq!(how(honest), None, "{honest}");
        }
    }
}
