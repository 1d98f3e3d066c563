//! What is where: all sites, found by name, address and what is known of them.

use std::collections::{BTreeSet, HashMap};
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;

use crate::site::{Account, Board, Certificate, Registration, Site};

/// The network that sites lie in. All of `127.0.0.0/8` is loopback on Linux.
const NETWORK: [u8; 2] = [127, 80];

/// All sites.
#[derive(Debug, Clone, Default)]
pub struct World {
    sites: Vec<Site>,
    by_name: HashMap<String, usize>,
}

impl World {
    /// Reads every `*.toml` of a folder.
    ///
    /// # Errors
    /// One line that says which file is wrong, and how.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let unreadable = |e: std::io::Error| format!("{}: {e}", folder.display());
        let mut paths = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.extension().is_some_and(|e| e == "toml") {
                paths.push(path);
            }
        }
        paths.sort();
        let mut sites = Vec::new();
        for path in paths {
            let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            sites.push(toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?);
        }
        Self::of(sites)
    }

    /// A world of these sites.
    ///
    /// # Errors
    /// One line, if two sites have one name, or a site lies outside of the network.
    pub fn of(sites: Vec<Site>) -> Result<Self, String> {
        let mut world = Self { sites, ..Self::default() };
        for (at, site) in world.sites.iter().enumerate() {
            let usual = site.names.first().ok_or_else(|| format!("{}: a site without a name", site.about))?;
            if !site.address.octets().starts_with(&NETWORK) {
                return Err(format!("{usual}: {} is outside of 127.80.0.0/16", site.address));
            }
            for name in &site.names {
                if let Some(other) = world.by_name.insert(name.clone(), at) {
                    return Err(format!("{name} is both {usual} and {:?}", world.sites.get(other).map(|s| &s.names)));
                }
            }
        }
        Ok(world)
    }

    /// All sites.
    #[must_use]
    pub fn sites(&self) -> &[Site] {
        &self.sites
    }

    /// The site of a host: by its whole name, else by the nearest `*.name` above it.
    #[must_use]
    pub fn site(&self, host: &str) -> Option<&Site> {
        let mut found = self.by_name.get(host);
        let mut rest = host;
        while found.is_none() {
            rest = rest.split_once('.')?.1;
            found = self.by_name.get(&format!("*.{rest}"));
        }
        self.sites.get(*found?)
    }

    /// Whether there is such a name, or one below it: then a question about it has an answer, if an empty one.
    #[must_use]
    pub fn exists(&self, name: &str) -> bool {
        let below = format!(".{name}");
        self.site(name).is_some()
            || self.sites.iter().any(|site| {
                let names = site.names.iter().chain(site.mx.keys()).chain(site.txt.keys());
                let domains = site.registered.iter().map(|r| &r.domain);
                names.chain(domains).any(|known| known == name || known.ends_with(&below))
            })
    }

    /// Where servers listen: every site's address, and what names are bound anew to, as far as it lies in the network.
    #[must_use]
    pub fn addresses(&self) -> Vec<IpAddr> {
        let all = self.sites.iter().flat_map(|site| std::iter::once(site.address).chain(site.rebinds.iter().copied()));
        let own: BTreeSet<Ipv4Addr> = all.filter(|a| a.octets().starts_with(&NETWORK)).collect();
        own.into_iter().map(IpAddr::V4).collect()
    }

    /// What the registry knows of a domain.
    #[must_use]
    pub fn registration(&self, domain: &str) -> Option<&Registration> {
        self.sites.iter().flat_map(|s| &s.registered).find(|r| r.domain == domain)
    }

    /// Every logged certificate, with its number.
    pub fn certificates(&self) -> impl Iterator<Item = (u64, &Certificate)> {
        self.sites.iter().flat_map(|s| &s.certificate).zip(9_400_000_001..).map(|(c, number)| (number, c))
    }

    /// A tenant's board at a vendor.
    #[must_use]
    pub fn board(&self, vendor: &str, tenant: &str) -> Option<&Board> {
        self.sites.iter().flat_map(|s| &s.board).find(|b| b.vendor == vendor && b.tenant.eq_ignore_ascii_case(tenant))
    }

    /// An account at a forge.
    #[must_use]
    pub fn account(&self, forge: &str, name: &str) -> Option<&Account> {
        self.sites.iter().flat_map(|s| &s.account).find(|a| a.forge == forge && a.name.eq_ignore_ascii_case(name))
    }
}
