//! Which board of which vendor: from `vendor:tenant` of the lists, or from an address on a careers page.

use url::Url;

use super::{Errand, Listing};
use super::{ashby, greenhouse, greetinghr, lever, recruitee, smartrecruiters, teamtailor, workable, workday};
use crate::kinds::visit::{Seen, below};
use crate::{Failure, Services};

/// Longest name of a tenant.
const LONGEST: usize = 80;

/// A board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The vendor.
    pub vendor: Vendor,
    /// The customer's name there.
    pub tenant: String,
    /// The host, where it tells more than the tenant does (Workday's data centre).
    pub host: Option<String>,
    /// The site of a tenant that may have several (Workday).
    pub site: Option<String>,
}

/// Vendors whose boards are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub(super) enum Vendor {
    Greenhouse,
    Lever,
    Ashby,
    Workday,
    SmartRecruiters,
    Workable,
    Recruitee,
    Teamtailor,
    GreetingHr,
}

/// How a vendor is written in the lists, what stands before its domain in the hosts of its boards, and where the tenant
/// stands in an address. The domain itself is that of the vendor's configured service.
const VENDORS: [(Vendor, &str, &[&str], Tenant); 9] = [
    (Vendor::Greenhouse, "greenhouse", &["boards.", "job-boards.", "boards.eu.", "job-boards.eu."], Tenant::Path),
    (Vendor::Lever, "lever", &["jobs.", "jobs.eu."], Tenant::Path),
    (Vendor::Ashby, "ashby", &["jobs."], Tenant::Path),
    (Vendor::Workday, "workday", &[""], Tenant::Host),
    (Vendor::SmartRecruiters, "smartrecruiters", &["jobs.", "careers."], Tenant::Path),
    (Vendor::Workable, "workable", &["apply."], Tenant::Path),
    (Vendor::Recruitee, "recruitee", &[""], Tenant::Host),
    (Vendor::Teamtailor, "teamtailor", &[""], Tenant::Host),
    (Vendor::GreetingHr, "greetinghr", &["career."], Tenant::Host),
];

impl Vendor {
    /// The registrable domain of its service: `greenhouse.io`.
    fn domain(self, services: &Services) -> Option<String> {
        let base = match self {
            Vendor::Greenhouse => &services.greenhouse,
            Vendor::Lever => &services.lever,
            Vendor::Ashby => &services.ashby,
            Vendor::Workday => &services.workday,
            Vendor::SmartRecruiters => &services.smartrecruiters,
            Vendor::Workable => &services.workable,
            Vendor::Recruitee => &services.recruitee,
            Vendor::Teamtailor => &services.teamtailor,
            Vendor::GreetingHr => &services.greetinghr,
        };
        let url = Url::parse(&base.replace("{tenant}", "tenant")).ok()?;
        psl::domain_str(url.domain()?).map(str::to_owned)
    }
}

/// Where the tenant stands in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tenant {
    /// First in the path.
    Path,
    /// First in the host.
    Host,
}

impl Place {
    /// `vendor:tenant` of the lists; of Workday also `workday:tenant/wd5/Site`.
    pub(super) fn named(place: &str) -> Option<Self> {
        let (word, rest) = place.split_once(':')?;
        let vendor = VENDORS.iter().find(|(_, name, ..)| *name == word.trim())?.0;
        let mut parts = rest.trim().split('/');
        let tenant = parts.next().filter(|t| fits(t))?.to_owned();
        let (centre, site) = (parts.next().filter(|p| fits(p)), parts.next().filter(|p| fits(p)));
        let host = centre.filter(|_| vendor == Vendor::Workday).map(|c| format!("{tenant}.{c}.myworkdayjobs.com"));
        Some(Self { vendor, tenant, host, site: site.map(str::to_owned) })
    }

    /// The board that an address leads to or embeds.
    pub(super) fn at(url: &Url, services: &Services) -> Option<Self> {
        let host = url.host_str()?.to_lowercase();
        let own = psl::domain_str(&host)?;
        let (vendor, _, prefixes, tenant) =
            VENDORS.iter().find(|(vendor, ..)| vendor.domain(services).as_deref() == Some(own))?;
        let base = prefixes.iter().map(|prefix| format!("{prefix}{own}")).find(|base| match tenant {
            Tenant::Path => host == *base,
            Tenant::Host => host != *base && below(&host, base),
        })?;
        let mut path = url.path_segments()?.filter(|part| !part.is_empty());
        let (tenant, site) = match tenant {
            Tenant::Path if *vendor == Vendor::Greenhouse && url.path().starts_with("/embed/") => {
                // boards.greenhouse.io/embed/job_board/js?for=acme
                (url.query_pairs().find(|(key, _)| key == "for")?.1.into_owned(), None)
            }
            Tenant::Path => (path.next()?.to_owned(), None),
            Tenant::Host => {
                let tenant = host.strip_suffix(&base)?.trim_end_matches('.').split('.').next()?.to_owned();
                // acme.wd5.myworkdayjobs.com/en-US/External
                let site = path.find(|part| !is_language(part)).map(str::to_owned);
                (tenant, site.filter(|_| *vendor == Vendor::Workday))
            }
        };
        let fitting = fits(&tenant) && tenant != "www" && site.as_deref().is_none_or(fits);
        let host = (*vendor == Vendor::Workday).then_some(host);
        fitting.then_some(Self { vendor: *vendor, tenant, host, site })
    }

    /// `vendor:tenant`.
    pub(super) fn name(&self) -> String {
        let word = VENDORS.iter().find(|(vendor, ..)| *vendor == self.vendor).map_or("", |(_, word, ..)| word);
        format!("{word}:{}", self.tenant)
    }

    /// What it lists; `None` if there is no such board.
    pub(super) async fn listing(&self, errand: &mut Errand<'_>) -> Result<Option<Listing>, Failure> {
        let tenant = self.tenant.as_str();
        match self.vendor {
            Vendor::Greenhouse => greenhouse::listing(errand, tenant).await,
            Vendor::Lever => lever::listing(errand, tenant).await,
            Vendor::Ashby => ashby::listing(errand, tenant).await,
            Vendor::Workday => workday::listing(errand, self).await,
            Vendor::SmartRecruiters => smartrecruiters::listing(errand, tenant).await,
            Vendor::Workable => workable::listing(errand, tenant).await,
            Vendor::Recruitee => recruitee::listing(errand, tenant).await,
            Vendor::Teamtailor => teamtailor::listing(errand, tenant).await,
            Vendor::GreetingHr => greetinghr::listing(errand, tenant).await,
        }
    }
}

/// The boards that pages link to or embed.
pub(super) fn linked(pages: &[Seen], services: &Services) -> Vec<Place> {
    let mut found: Vec<Place> = Vec::new();
    for page in pages {
        let links = page.document.links.iter().map(|link| &link.url);
        for place in links.chain(&page.document.embedded).chain([&page.url]).filter_map(|url| Place::at(url, services))
        {
            if !found.contains(&place) {
                found.push(place);
            }
        }
    }
    // A link to one job tells less than one to the site.
    found.sort_by_key(|place| place.site.is_none());
    found
}

/// Whether a part of an address is a name that may be put into another.
fn fits(name: &str) -> bool {
    (1..=LONGEST).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        && name.bytes().any(|b| b.is_ascii_alphanumeric())
        && !name.contains("..")
}

/// `en-US` and the like.
fn is_language(part: &str) -> bool {
    let mut bytes = part.bytes();
    part.len() == 5 && bytes.nth(2) == Some(b'-') || part.len() == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_by_name_and_by_address() {
        let services = Services::default();
        let at = |address: &str| Place::at(&Url::parse(address).unwrap(), &services).map(|p| (p.name(), p.site));
        assert_eq!(at("https://boards.greenhouse.io/orbitworks/jobs/41"), Some(("greenhouse:orbitworks".into(), None)));
        assert_eq!(
            at("https://boards.greenhouse.io/embed/job_board/js?for=orbitworks"),
            Some(("greenhouse:orbitworks".into(), None))
        );
        assert_eq!(
            at("https://orbitworks.wd5.myworkdayjobs.com/en-US/External/job/Lyon/Engineer_R1"),
            Some(("workday:orbitworks".into(), Some("External".into())))
        );
        assert_eq!(at("https://orbitworks.teamtailor.com/jobs"), Some(("teamtailor:orbitworks".into(), None)));
        assert_eq!(at("https://hanbit.career.greetinghr.com/ko/o/12"), Some(("greetinghr:hanbit".into(), None)));
        for none in [
            "https://www.recruitee.com/", "https://recruitee.com/", "https://orbitworks.example/greenhouse",
            "https://jobs.lever.co/", "https://notlever.co/x", "https://jobs.lever.co/a%2F..%2Fb",
        ] {
            assert_eq!(at(none), None, "{none}");
        }
        assert_eq!(Place::named("lever:orbitworks").map(|p| p.name()).as_deref(), Some("lever:orbitworks"));
        let full = Place::named("workday:orbitworks/wd3/Careers").unwrap();
        assert_eq!(full.host.as_deref(), Some("orbitworks.wd3.myworkdayjobs.com"));
        assert_eq!(full.site.as_deref(), Some("Careers"));
        for none in ["avature:x", "lever:", "lever:../x", "orbitworks.example", "greenhouse:a b", "lever:a?b"] {
            assert_eq!(Place::named(none), None, "{none}");
        }
    }
}
