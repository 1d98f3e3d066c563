//! Hosts, platforms, alerts, indicators, telephone ranges.

use regex::Regex;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::HashMap;

use super::{Provenance, ReferenceError};

/// Kinds of host lists; the file's name is the kind's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum HostKind {
    Freemail,
    Disposable,
    Relay,
    Shortener,
    FileHost,
    FreeSubdomain,
    DynamicDns,
    LinkInBio,
    Academic,
    AcademicAbused,
}

impl HostKind {
    const ALL: [(HostKind, &'static str); 10] = [
        (HostKind::Freemail, "freemail"),
        (HostKind::Disposable, "disposable"),
        (HostKind::Relay, "relay"),
        (HostKind::Shortener, "shortener"),
        (HostKind::FileHost, "file-host"),
        (HostKind::FreeSubdomain, "free-subdomain"),
        (HostKind::DynamicDns, "dynamic-dns"),
        (HostKind::LinkInBio, "link-in-bio"),
        (HostKind::Academic, "academic"),
        (HostKind::AcademicAbused, "academic-abused"),
    ];
}

/// A sorted list of hosts, searched where it lies: loading it costs nothing.
#[derive(Debug, Clone, Default)]
pub struct HostList {
    text: Cow<'static, [u8]>,
    start: usize,
}

impl HostList {
    /// Reads the `# key: value` head and keeps the sorted lines.
    pub(super) fn parse(path: &str, bytes: Cow<'static, [u8]>) -> Result<(Provenance, Self), ReferenceError> {
        let (found, start) = Provenance::at_head(path, &bytes)?;
        Ok((found, Self { text: bytes, start }))
    }

    /// Whether a host stands on the list itself (no parents).
    #[must_use]
    pub fn contains(&self, host: &str) -> bool {
        let lines = self.text.get(self.start..).unwrap_or_default();
        let (mut low, mut high) = (0, lines.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let begin = lines.get(..middle).and_then(|l| l.iter().rposition(|b| *b == b'\n')).map_or(0, |n| n + 1);
            let end = lines
                .get(middle..)
                .and_then(|l| l.iter().position(|b| *b == b'\n'))
                .map_or(lines.len(), |n| middle + n);
            match lines.get(begin..end).unwrap_or_default().cmp(host.as_bytes()) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => low = end + 1,
                std::cmp::Ordering::Greater => high = begin,
            }
        }
        false
    }

    /// How many hosts are on it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.text.get(self.start..).unwrap_or_default().split(|b| *b == b'\n').filter(|l| !l.is_empty()).count()
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// All host lists.
#[derive(Debug, Clone, Default)]
pub struct HostLists {
    lists: Vec<(HostKind, HostList)>,
}

impl HostLists {
    pub(super) fn insert(&mut self, path: &str, list: HostList) -> Result<(), ReferenceError> {
        let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".txt");
        match HostKind::ALL.iter().find(|(_, known)| *known == name) {
            Some((kind, _)) => {
                self.lists.push((*kind, list));
                Ok(())
            }
            None => Err(ReferenceError::new(path, "no such kind of host list")),
        }
    }

    /// Whether a host or one of its parent domains is on a list.
    #[must_use]
    pub fn is(&self, kind: HostKind, host: &str) -> bool {
        let Some((_, list)) = self.lists.iter().find(|(k, _)| *k == kind) else { return false };
        let mut rest = host;
        loop {
            if list.contains(rest) {
                return true;
            }
            match rest.split_once('.') {
                Some((_, parent)) if parent.contains('.') => rest = parent,
                _ => return false,
            }
        }
    }

    /// A list by kind.
    #[must_use]
    pub fn list(&self, kind: HostKind) -> Option<&HostList> {
        self.lists.iter().find(|(k, _)| *k == kind).map(|(_, list)| list)
    }
}

/// What a platform is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum PlatformKind {
    Ats,
    AtsMail,
    Assessment,
    Meeting,
    Scheduling,
    CodeForge,
    FileHost,
    Document,
    Form,
    Messenger,
    Social,
    MailService,
    Linkedin,
    LinkWrapper,
}

/// A service with a role in recruiting.
#[derive(Debug, Clone, Deserialize)]
pub struct Platform {
    /// Slug.
    pub id: String,
    /// Name.
    pub name: String,
    /// What it is for.
    pub kind: PlatformKind,
    /// Hosts (with everything below them); a host may carry a first path segment (`docs.google.com/forms`).
    pub hosts: Vec<String>,
    /// Where the customer's slug stands: `subdomain` or `path`.
    #[serde(default)]
    pub tenant: Option<String>,
}

/// Platforms, found by host.
#[derive(Debug, Clone, Default)]
pub struct Platforms {
    all: Vec<Platform>,
    /// Host → platform and the first path segments it needs, the longest first.
    by_host: HashMap<String, Vec<(usize, String)>>,
}

impl Platforms {
    pub(super) fn index(all: Vec<Platform>) -> Self {
        let mut by_host: HashMap<String, Vec<(usize, String)>> = HashMap::new();
        for (at, platform) in all.iter().enumerate() {
            for known in &platform.hosts {
                let (host, path) = known.split_once('/').unwrap_or((known, ""));
                by_host.entry(host.to_owned()).or_default().push((at, path.to_owned()));
            }
        }
        by_host.values_mut().for_each(|found| found.sort_by_key(|(_, path)| std::cmp::Reverse(path.len())));
        Self { all, by_host }
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Platform] {
        &self.all
    }

    /// The platform that runs a host or address, the most specific first. `path` is asked for only where it matters.
    pub fn of(&self, host: &str, path: impl Fn() -> String) -> Option<&Platform> {
        let mut rest = host;
        loop {
            if let Some(found) = self.by_host.get(rest) {
                let path = if found.iter().any(|(_, p)| !p.is_empty()) { path() } else { String::new() };
                let hit = found.iter().find(|(_, known)| path.trim_start_matches('/').starts_with(known.as_str()));
                if let Some((at, _)) = hit {
                    return self.all.get(*at);
                }
            }
            rest = rest.split_once('.')?.1;
        }
    }
}

/// A published warning about a persona.
#[derive(Debug, Clone, Deserialize)]
pub struct Alert {
    /// The persona's name.
    pub name: String,
    /// The organisation it claims.
    pub organisation: String,
    /// Who warned.
    pub source: String,
    /// When, `YYYY-MM-DD`.
    pub date: String,
    /// Until when it is used, `YYYY-MM-DD`.
    pub expires: String,
}

/// A published attackers' host.
#[derive(Debug, Clone, Deserialize)]
pub struct Indicator {
    /// The host.
    pub host: String,
    /// Who published it.
    pub source: String,
    /// When, `YYYY-MM-DD`; empty if unknown.
    #[serde(default)]
    pub date: String,
    /// Until when it is used, `YYYY-MM-DD`.
    pub expires: String,
}

/// A registry's RDAP server and the endings that it answers for, as IANA's bootstrap file lists them (RFC 9224).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registry {
    /// Base address, with `/` at its end.
    pub server: String,
    /// Endings without the dot before them, in lower case and ASCII.
    pub endings: Vec<String>,
}

impl Registry {
    /// Refuses what nobody could be asked at.
    pub(super) fn check(&self) -> Result<(), String> {
        let plain = |ending: &String| {
            !ending.is_empty()
                && ending.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b))
        };
        match self.endings.iter().find(|ending| !plain(ending)) {
            _ if !(self.server.starts_with("https://") && self.server.ends_with('/')) => {
                Err(format!("{} is not https://…/", self.server))
            }
            Some(ending) => Err(format!("{ending:?} is no ending")),
            None => Ok(()),
        }
    }
}

/// A telephone range reserved for fiction.
#[derive(Debug, Clone)]
pub struct FictionalRange {
    /// Country.
    pub country: String,
    /// Over E.164 with the leading plus.
    pub pattern: Regex,
    /// Who reserved it.
    pub why: String,
}

#[derive(Deserialize)]
pub(super) struct RangeEntry {
    country: String,
    regex: String,
    why: String,
}

impl RangeEntry {
    pub(super) fn compile(self) -> Result<FictionalRange, String> {
        let pattern = Regex::new(&self.regex).map_err(|e| e.to_string())?;
        Ok(FictionalRange { country: self.country, pattern, why: self.why })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_without_a_source_is_told_from_one_with() {
        let with = "# title: t\n# source: s\n# licence: CC0\n# retrieved: 2026-01-01\n# refresh: by hand\na.example\nb.example\nd.example\n";
        let (found, list) = HostList::parse("x", Cow::Borrowed(with.as_bytes())).unwrap();
        assert!(found.check("x").is_ok());
        assert!(list.contains("a.example") && list.contains("b.example") && list.contains("d.example"));
        assert!(!list.contains("c.example") && !list.contains("") && !list.contains("e.example"));
        let (missing, _) = HostList::parse("x", Cow::Borrowed(b"# title: t\na.example\n")).unwrap();
        assert!(missing.check("x").is_err());
    }
}
