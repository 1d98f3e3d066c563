//! Organisations and what they own.

use serde::Deserialize;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::ReferenceError;
use crate::text::fold::{alphanumeric, fold, is_hangul, squeeze};
use crate::text::imitation::Brands;

/// An organisation that recruiters claim, or are impersonated for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Slug.
    pub id: String,
    /// Usual English name.
    pub name: String,
    /// Slug of the group it belongs to, whose mail its people may use.
    #[serde(default)]
    pub group: String,
    /// Names in Korean text.
    #[serde(default)]
    pub korean: Vec<String>,
    /// Other names, brands, abbreviations.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Former names.
    #[serde(default)]
    pub former: Vec<String>,
    /// Field.
    pub sector: String,
    /// ISO 3166 country of the head office.
    #[serde(default)]
    pub country: String,
    /// Registrable domains it owns and uses.
    #[serde(default)]
    pub domains: Vec<String>,
    /// Hosts where it recruits.
    #[serde(default)]
    pub careers: Vec<String>,
    /// `vendor:tenant` of rented applicant tracking systems.
    #[serde(default)]
    pub ats: Vec<String>,
    /// Whether the name belongs to it alone; false for ordinary words and shared names.
    #[serde(default)]
    pub distinctive: bool,
    /// Of the above, what is only believed.
    #[serde(default)]
    pub unverified: Vec<String>,
}

impl Organisation {
    /// Every name, usual one first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.korean).chain(&self.aliases).chain(&self.former).map(String::as_str)
    }

    /// Whether it owns a host: one of its domains or career hosts, or below one.
    #[must_use]
    pub fn owns(&self, host: &str) -> bool {
        self.domains.iter().chain(&self.careers).any(|own| at_or_below(host, own))
    }

    /// Whether one of its domains or hosts is known to be its own, not merely believed to be.
    #[must_use]
    pub fn is_known(&self, site: &str) -> bool {
        !self.unverified.iter().any(|believed| believed == site)
    }

    /// Whether it only carries others' recruiting: a board, an applicant tracking system, a test or checking service.
    #[must_use]
    pub fn is_rail(&self) -> bool {
        matches!(self.sector.as_str(), "ats" | "job-board" | "assessment" | "background-check")
    }

    /// Whether it places people for others.
    #[must_use]
    pub fn is_agency(&self) -> bool {
        self.sector == "staffing"
    }

    /// Whether it is in the fields that espionage is after.
    #[must_use]
    pub fn is_defence(&self) -> bool {
        matches!(
            self.sector.as_str(),
            "defence" | "aerospace" | "shipbuilding" | "semiconductor" | "nuclear" | "research"
        )
    }
}

/// Whether `host` is `domain` or below it.
#[must_use]
pub fn at_or_below(host: &str, domain: &str) -> bool {
    host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}

/// All organisations, found by name and by domain.
#[derive(Debug, Clone, Default)]
pub struct Organisations {
    all: Vec<Arc<Organisation>>,
    by_domain: HashMap<String, usize>,
    /// Domains that are only believed to be somebody's.
    by_belief: HashMap<String, usize>,
    /// First folded word (or first two Hangul syllables) of a name → (folded name, organisation).
    by_start: HashMap<String, Vec<(String, usize)>>,
    /// Squeezed names.
    by_name: HashMap<String, usize>,
    /// Slugs.
    by_id: HashMap<String, usize>,
    brands: OnceLock<Brands>,
}

/// A name of an organisation seen in a text.
#[derive(Debug, Clone)]
pub struct NameSeen<'a> {
    /// Whose name.
    pub organisation: &'a Arc<Organisation>,
    /// Byte span in the *folded* text.
    pub span: (usize, usize),
    /// The folded name.
    pub name: String,
}

impl Organisations {
    pub(super) fn index(all: Vec<Organisation>) -> Result<Self, ReferenceError> {
        let mut index = Self { all: all.into_iter().map(Arc::new).collect(), ..Self::default() };
        for (at, organisation) in index.all.iter().enumerate() {
            for host in organisation.domains.iter().chain(&organisation.careers) {
                // A career host may lie on a shared platform; the first owner of a domain keeps it.
                index.by_domain.entry(host.clone()).or_insert(at);
            }
            for host in &organisation.unverified {
                index.by_belief.entry(host.clone()).or_insert(at);
            }
            index.by_id.insert(organisation.id.clone(), at);
            for name in organisation.names() {
                let folded = fold(name);
                index.by_name.entry(squeeze(&folded)).or_insert(at);
                if folded.is_empty() {
                    return Err(ReferenceError::new(&organisation.id, "an empty name"));
                }
                index.by_start.entry(start(&folded).to_owned()).or_default().push((folded, at));
            }
        }
        for names in index.by_start.values_mut() {
            names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        }
        Ok(index)
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Arc<Organisation>] {
        &self.all
    }

    /// By slug.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Arc<Organisation>> {
        self.all.get(*self.by_id.get(id)?)
    }

    /// The owner of a host.
    #[must_use]
    pub fn owner(&self, host: &str) -> Option<&Arc<Organisation>> {
        self.all.get(at_or_above(host, &self.by_domain)?)
    }

    /// The organisation that a host is believed to be of, without proof: neither reassuring nor suspicious.
    #[must_use]
    pub fn believed_owner(&self, host: &str) -> Option<&Arc<Organisation>> {
        self.all.get(at_or_above(host, &self.by_belief)?)
    }

    /// What they are known by, laid out for searching; made at the first use.
    #[must_use]
    pub fn brands(&self) -> &Brands {
        self.brands.get_or_init(|| Brands::new(&self.all))
    }

    /// The organisation of exactly this name (legal suffixes ignored).
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Arc<Organisation>> {
        let folded = fold(name);
        let wanted = squeeze(&without_legal_form(folded.strip_prefix("the ").unwrap_or(&folded)));
        if wanted.is_empty() {
            return None;
        }
        self.all.get(*self.by_name.get(&wanted)?)
    }

    /// Whether two written names can mean one employer: one spelling, one organisation under its former, short or
    /// Korean name, one group, or one name that goes on where the other ends ("Airbus", "Airbus Defence and Space").
    #[must_use]
    pub fn kin(&self, a: &str, b: &str) -> bool {
        let plain = |name: &str| {
            let folded = fold(name);
            without_legal_form(folded.strip_prefix("the ").unwrap_or(&folded))
        };
        let (left, right) = (plain(a), plain(b));
        let goes_on = |short: &str, long: &str| {
            short.chars().count() >= 3
                && long.strip_prefix(short).is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric()))
        };
        if squeeze(&left) == squeeze(&right) || goes_on(&left, &right) || goes_on(&right, &left) {
            return true;
        }
        match (self.named(a), self.named(b)) {
            (Some(x), Some(y)) => self.top(x).id == self.top(y).id,
            _ => false,
        }
    }

    /// The head of the group that an organisation belongs to; itself if to none.
    fn top<'o>(&'o self, organisation: &'o Organisation) -> &'o Organisation {
        const DEEPEST: usize = 6;
        let mut at = organisation;
        for _ in 0..DEEPEST {
            match self.get(&at.group) {
                Some(above) if !at.group.is_empty() => at = above,
                _ => break,
            }
        }
        at
    }

    /// The names that stand in a folded text, longest first at each place. Latin names need word borders; Hangul
    /// names may be followed by particles. Names that are ordinary words are left out unless `ordinary`.
    #[must_use]
    pub fn in_text(&self, folded: &str, ordinary: bool) -> Vec<NameSeen<'_>> {
        let mut seen = Vec::new();
        let mut skip = 0;
        for (at, _) in folded.char_indices() {
            let rest = folded.get(at..).unwrap_or("");
            let before = folded.get(..at).and_then(|t| t.chars().next_back());
            if at < skip || before.is_some_and(alphanumeric) || !rest.starts_with(alphanumeric) {
                continue;
            }
            let Some(names) = self.by_start.get(start(rest)) else { continue };
            let hit = names.iter().find(|(name, owner)| {
                self.all.get(*owner).is_some_and(|o| {
                    ordinary
                        || o.distinctive
                        || name.contains(' ')
                        || name.chars().any(is_hangul) && name.chars().count() >= 3
                }) && rest.starts_with(name.as_str())
                    && border(name, rest.get(name.len()..).and_then(|r| r.chars().next()))
            });
            if let Some((name, owner)) = hit
                && let Some(organisation) = self.all.get(*owner)
            {
                skip = at + name.len();
                seen.push(NameSeen { organisation, span: (at, skip), name: name.clone() });
            }
        }
        seen
    }
}

/// The entry of a host or of the nearest domain above it.
fn at_or_above(host: &str, map: &HashMap<String, usize>) -> Option<usize> {
    let mut rest = host;
    loop {
        if let Some(at) = map.get(rest) {
            return Some(*at);
        }
        rest = rest.split_once('.')?.1;
    }
}

fn border(name: &str, next: Option<char>) -> bool {
    let hangul = name.chars().next_back().is_some_and(is_hangul);
    match next {
        None => true,
        Some(c) if hangul => !c.is_ascii_alphanumeric(),
        Some(c) => !c.is_alphanumeric() || is_hangul(c),
    }
}

/// The key under which a name is filed: its first Latin word, or its first two characters if it begins in Hangul.
fn start(folded: &str) -> &str {
    let end = match folded.chars().next() {
        Some(c) if is_hangul(c) => folded.char_indices().nth(2).map_or(folded.len(), |(at, _)| at),
        _ => folded.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(folded.len()),
    };
    folded.get(..end).unwrap_or("")
}

/// A folded company name without `inc`, `ltd`, `gmbh`, `주식회사`, `(주)` and the like.
#[must_use]
pub fn without_legal_form(folded: &str) -> String {
    const FORMS: [&str; 26] = [
        "inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "llp", "plc", "gmbh",
        "ag", "se", "sa", "sas", "srl", "spa", "bv", "nv", "ab", "oy", "as", "kk", "pte", "pty",
    ];
    let plain = folded.replace("(주)", " ").replace("주식회사", " ").replace("㈜", " ").replace("유한회사", " ");
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    while words.len() > 1 {
        let last = words.last().map_or("", |w| *w).trim_matches(|c: char| !c.is_alphanumeric()).replace('.', "");
        if FORMS.contains(&last.as_str()) {
            words.pop();
        } else {
            break;
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Organisations {
        let text = r#"
            [[organisation]]
            id = "hanwha-aerospace"
            name = "Hanwha Aerospace"
            korean = ["한화에어로스페이스", "한화 에어로스페이스"]
            sector = "defence"
            domains = ["hanwhaaerospace.com"]
            careers = ["hanwhain.com"]
            distinctive = true
            [[organisation]]
            id = "circle"
            name = "Circle"
            sector = "crypto"
            domains = ["circle.com"]
        "#;
        #[derive(Deserialize)]
        struct File {
            organisation: Vec<Organisation>,
        }
        Organisations::index(toml::from_str::<File>(text).unwrap().organisation).unwrap()
    }

    #[test]
    fn found_by_name_with_borders() {
        let all = sample();
        let ids =
            |text: &str| all.in_text(&fold(text), false).iter().map(|s| s.organisation.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids("저는 한화에어로스페이스에서 채용을 담당합니다"), ["hanwha-aerospace"]);
        assert_eq!(ids("I recruit for Hanwha Aerospace, Changwon"), ["hanwha-aerospace"]);
        assert!(ids("let us circle back").is_empty());
        assert_eq!(all.named("Hanwha Aerospace Co., Ltd.").unwrap().id, "hanwha-aerospace");
    }

    #[test]
    fn one_employer_under_many_names() {
        let all = sample();
        assert!(all.kin("한화에어로스페이스", "Hanwha Aerospace Co., Ltd."));
        assert!(all.kin("Airbus", "Airbus Defence and Space"));
        assert!(all.kin("(주)가람솔", "가람솔 주식회사"));
        assert!(!all.kin("Circle", "Hanwha Aerospace") && !all.kin("Kestrel Robotics", "Kestrelle"));
    }

    #[test]
    fn found_by_host() {
        let all = sample();
        assert_eq!(all.owner("mail.hanwhain.com").unwrap().id, "hanwha-aerospace");
        assert!(all.owner("hanwhaaerospace.com.example").is_none());
    }
}
