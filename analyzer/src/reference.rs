//! `data/`, parsed: lists with provenance, and the policy. A list without a source does not load.

mod institutions;
mod lists;
mod organisations;
mod places;
mod policy;

pub use institutions::{FormerName, Institution, Institutions, Known, Mill, Near};
pub use lists::{
    Alert, FictionalRange, HostKind, HostList, HostLists, Indicator, Platform, PlatformKind, Platforms, Registry,
};
pub use organisations::{NameSeen, Organisation, Organisations, at_or_below, without_legal_form};
pub use places::{Place, Places};
pub use policy::{Policy, Thresholds};

use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::text::asks::{ConceptFile, Concepts, Model};

/// Where a list comes from. Every field must be filled.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Provenance {
    /// What the list is.
    pub title: String,
    /// Who says so.
    pub source: String,
    /// Under which terms.
    pub licence: String,
    /// When, as `YYYY-MM-DD`.
    pub retrieved: String,
    /// How to get a newer one.
    pub refresh: String,
}

impl Provenance {
    /// Reads what stands before a list without reading the list: `# key: value` lines of a text, or the keys before the
    /// first table of a TOML file. Also answers where the list begins.
    fn at_head(path: &str, bytes: &[u8]) -> Result<(Self, usize), ReferenceError> {
        if path.ends_with(".toml") {
            let end = bytes.windows(3).position(|w| w == b"\n[[").map_or(bytes.len(), |at| at + 1);
            return Ok((toml_file(path, bytes.get(..end).unwrap_or_default())?, end));
        }
        let mut found = BTreeMap::new();
        let mut start = 0;
        for line in bytes.split_inclusive(|b| *b == b'\n') {
            let text = std::str::from_utf8(line).map_err(|_| ReferenceError::new(path, "not UTF-8"))?;
            let Some(head) = text.strip_prefix('#') else { break };
            start += line.len();
            if let Some((key, value)) = head.split_once(':') {
                found.insert(key.trim(), value.trim());
            }
        }
        let take = |key: &str| found.get(key).map_or(String::new(), |value| (*value).to_owned());
        let head = Self {
            title: take("title"),
            source: take("source"),
            licence: take("licence"),
            retrieved: take("retrieved"),
            refresh: take("refresh"),
        };
        Ok((head, start))
    }

    fn check(&self, path: &str) -> Result<(), ReferenceError> {
        let fields = [
            ("title", &self.title),
            ("source", &self.source),
            ("licence", &self.licence),
            ("retrieved", &self.retrieved),
            ("refresh", &self.refresh),
        ];
        match fields.iter().find(|(_, value)| value.trim().is_empty()) {
            Some((field, _)) => Err(ReferenceError::new(
                path,
                format!("`{field}` is missing or empty; a list without it does not load"),
            )),
            None => Ok(()),
        }
    }
}

/// Why the lists do not load: which file, what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceError {
    /// Path below `data/`.
    pub path: String,
    /// What is wrong.
    pub why: String,
}

impl ReferenceError {
    fn new(path: &str, why: impl Into<String>) -> Self {
        Self { path: path.to_owned(), why: why.into() }
    }
}

impl std::fmt::Display for ReferenceError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path, self.why)
    }
}

impl std::error::Error for ReferenceError {}

/// Names every file of `data/` that is compiled in, once.
macro_rules! embedded {
    ($($path:literal),* $(,)?) => {
        /// The files of `data/` that are compiled in: path below `data/` and content.
        pub const EMBEDDED: &[(&str, &[u8])] = &[$(($path, include_bytes!(concat!("../../data/", $path)))),*];
    };
}

embedded! {
    "policy.toml",
    "models/asks.bin",
    "reference/organisations/defence-industry.toml",
    "reference/organisations/technology-and-others.toml",
    "reference/organisations/staffing-and-hiring.toml",
    "reference/platforms.toml",
    "reference/phrases.toml",
    "reference/alerts.toml",
    "reference/infrastructure.toml",
    "reference/phones-fictional.toml",
    "reference/risky-endings.toml",
    "reference/registries.toml",
    "reference/places.toml",
    "reference/hosts/freemail.txt",
    "reference/hosts/disposable.txt",
    "reference/hosts/relay.txt",
    "reference/hosts/shortener.txt",
    "reference/hosts/file-host.txt",
    "reference/hosts/free-subdomain.txt",
    "reference/hosts/dynamic-dns.txt",
    "reference/hosts/link-in-bio.txt",
    "reference/hosts/academic.txt",
    "reference/hosts/academic-abused.txt",
    "reference/institutions/world.txt",
    "reference/institutions/curated.toml",
    "reference/institutions/mills.toml",
}

/// SHA-256 of each of them, by path.
const DIGESTS: &[(&str, [u8; 32])] = include!(concat!(env!("OUT_DIR"), "/digests.rs"));

/// Everything the analyzer knows about the world.
pub struct Reference {
    /// Companies, agencies, vendors, authorities.
    pub organisations: Organisations,
    /// Institutions of higher education, and sellers of degrees.
    pub institutions: Institutions,
    /// Hosts of mail, files, links.
    pub hosts: HostLists,
    /// Services with a role in recruiting.
    pub platforms: Platforms,
    /// Published warnings about personas.
    pub alerts: Vec<Alert>,
    /// Published attackers' hosts.
    pub indicators: Vec<Indicator>,
    /// Telephone ranges that are never assigned to anybody.
    pub fictional_phones: Vec<FictionalRange>,
    /// Endings of top-level domains that are cheap and often abused; context only.
    pub risky_tlds: Vec<String>,
    /// RDAP servers of registries, for whoever asks them.
    pub registries: Vec<Registry>,
    /// Countries and towns, and their clocks.
    pub places: Places,
    /// Every number.
    pub policy: Policy,
    /// Words and stems by concept.
    pub concepts: Concepts,
    /// The language model.
    pub model: Model,
    /// Where each list comes from, by path.
    pub provenance: BTreeMap<String, Provenance>,
    files: Vec<(String, Cow<'static, [u8]>)>,
    digest: OnceLock<String>,
}

impl Reference {
    /// The lists that are compiled in.
    ///
    /// # Errors
    /// Names the file and the fault.
    pub fn embedded() -> Result<Self, ReferenceError> {
        Self::overlaid(Vec::new())
    }

    /// The compiled-in lists with some files replaced: `(path below data/, content)`.
    ///
    /// # Errors
    /// Names the file and the fault, and refuses a path that is no list.
    pub fn overlaid(overlay: Vec<(String, Vec<u8>)>) -> Result<Self, ReferenceError> {
        let mut files: Vec<(String, Cow<'static, [u8]>)> =
            EMBEDDED.iter().map(|(path, bytes)| ((*path).to_owned(), Cow::Borrowed(*bytes))).collect();
        for (path, bytes) in overlay {
            match files.iter_mut().find(|(known, _)| *known == path) {
                Some(file) => file.1 = Cow::Owned(bytes),
                None => {
                    return Err(ReferenceError::new(&path, "no list of this name; see data/README.md for the names"));
                }
            }
        }
        Self::parse(files)
    }

    /// The words and stems by concept alone: what training needs.
    ///
    /// # Errors
    /// Names the file and the fault.
    pub fn embedded_concepts() -> Result<Concepts, ReferenceError> {
        let path = "reference/phrases.toml";
        let bytes = EMBEDDED.iter().find(|(known, _)| *known == path).map(|(_, bytes)| *bytes).unwrap_or_default();
        Concepts::new(toml_file(path, bytes)?).map_err(|why| ReferenceError::new(path, why))
    }

    fn parse(files: Vec<(String, Cow<'static, [u8]>)>) -> Result<Self, ReferenceError> {
        let mut provenance = BTreeMap::new();
        let mut source = |path: &str, found: Provenance| -> Result<(), ReferenceError> {
            found.check(path)?;
            provenance.insert(path.to_owned(), found);
            Ok(())
        };
        let mut organisations = Vec::new();
        let mut hosts = HostLists::default();
        let mut institutions = Institutions::default();
        let mut platforms = Vec::new();
        let mut alerts = Vec::new();
        let mut indicators = Vec::new();
        let mut fictional_phones = Vec::new();
        let mut risky_tlds = Vec::new();
        let mut registries = Vec::new();
        let mut places = Vec::new();
        let mut policy = None;
        let mut model = None;
        let mut concepts = None;
        for (path, bytes) in &files {
            match path.as_str() {
                "policy.toml" => policy = Some(toml_file::<Policy>(path, bytes)?),
                "models/asks.bin" => {
                    model = Some(Model::parse(bytes.clone()).map_err(|why| ReferenceError::new(path, why))?);
                }
                "reference/phrases.toml" => {
                    let file: ConceptFile = toml_file(path, bytes)?;
                    source(path, file.provenance.clone())?;
                    concepts = Some(Concepts::new(file).map_err(|why| ReferenceError::new(path, why))?);
                }
                _ if path.starts_with("reference/hosts/") => {
                    let (found, list) = HostList::parse(path, bytes.clone())?;
                    source(path, found)?;
                    hosts.insert(path, list)?;
                }
                _ if path.starts_with("reference/institutions/") => {
                    let (found, start) = Provenance::at_head(path, bytes)?;
                    source(path, found)?;
                    institutions.insert(path, bytes.clone(), start)?;
                }
                _ => {
                    let file: ListFile = toml_file(path, bytes)?;
                    source(path, file.provenance)?;
                    organisations.extend(file.organisation);
                    platforms.extend(file.platform);
                    alerts.extend(file.alert);
                    indicators.extend(file.indicator);
                    for range in file.range {
                        fictional_phones.push(range.compile().map_err(|why| ReferenceError::new(path, why))?);
                    }
                    risky_tlds.extend(file.risky_tlds);
                    for registry in file.registry {
                        registry.check().map_err(|why| ReferenceError::new(path, why))?;
                        registries.push(registry);
                    }
                    places.extend(file.place);
                }
            }
        }
        Ok(Self {
            organisations: Organisations::index(organisations)?,
            institutions,
            hosts,
            platforms: Platforms::index(platforms),
            alerts,
            indicators,
            fictional_phones,
            risky_tlds,
            registries,
            places: Places::index(places).map_err(|why| ReferenceError::new("reference/places.toml", why))?,
            policy: policy.ok_or_else(|| ReferenceError::new("policy.toml", "missing"))?,
            model: model.ok_or_else(|| ReferenceError::new("models/asks.bin", "missing"))?,
            concepts: concepts.ok_or_else(|| ReferenceError::new("reference/phrases.toml", "missing"))?,
            provenance,
            files,
            digest: OnceLock::new(),
        })
    }

    /// RDAP servers by the endings they answer for.
    pub fn rdap_servers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.registries.iter().flat_map(|r| r.endings.iter().map(|ending| (ending.as_str(), r.server.as_str())))
    }

    /// `sha256:…` over the paths and digests of all lists, so that a verdict names what it was judged by.
    pub fn digest(&self) -> &str {
        self.digest.get_or_init(|| {
            let mut all = Sha256::new();
            for (path, bytes) in &self.files {
                // What was compiled in was digested then.
                let built = DIGESTS.iter().find(|(known, _)| known == path).map(|(_, digest)| *digest);
                let digest: [u8; 32] = match (bytes, built) {
                    (Cow::Borrowed(_), Some(digest)) => digest,
                    _ => Sha256::digest(bytes).into(),
                };
                all.update(path.as_bytes());
                all.update(digest);
            }
            use std::fmt::Write as _;
            all.finalize().iter().fold(String::from("sha256:"), |mut text, byte| {
                let _ = write!(text, "{byte:02x}");
                text
            })
        })
    }
}

/// A TOML list: provenance first, then entries of one kind.
#[derive(Deserialize)]
struct ListFile {
    #[serde(flatten)]
    provenance: Provenance,
    #[serde(default)]
    organisation: Vec<Organisation>,
    #[serde(default)]
    platform: Vec<Platform>,
    #[serde(default)]
    alert: Vec<Alert>,
    #[serde(default)]
    indicator: Vec<Indicator>,
    #[serde(default)]
    range: Vec<lists::RangeEntry>,
    #[serde(default)]
    risky_tlds: Vec<String>,
    #[serde(default)]
    registry: Vec<Registry>,
    #[serde(default)]
    place: Vec<Place>,
}

fn toml_file<T: serde::de::DeserializeOwned>(path: &str, bytes: &[u8]) -> Result<T, ReferenceError> {
    let text = std::str::from_utf8(bytes).map_err(|_| ReferenceError::new(path, "not UTF-8"))?;
    toml::from_str(text).map_err(|e| ReferenceError::new(path, e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_the_bytes() {
        let embedded = Reference::embedded().unwrap();
        for (path, bytes) in EMBEDDED {
            let built = DIGESTS.iter().find(|(known, _)| known == path).unwrap().1;
            assert_eq!(built, <[u8; 32]>::from(Sha256::digest(bytes)), "{path}");
        }
        let policy = EMBEDDED.iter().find(|(path, _)| *path == "policy.toml").unwrap().1.to_vec();
        let again = Reference::overlaid(vec![("policy.toml".to_owned(), policy.clone())]).unwrap();
        assert_eq!(embedded.digest(), again.digest());
        let other = Reference::overlaid(vec![("policy.toml".to_owned(), [policy, b"\n".to_vec()].concat())]).unwrap();
        assert_ne!(embedded.digest(), other.digest());
    }
}
