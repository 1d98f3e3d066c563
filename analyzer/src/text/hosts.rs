//! Hosts: whose they are and what kind they are.

use std::collections::BTreeMap;

use crate::case::{Fact, Place, Submission};
use crate::reference::{HostKind, Organisation, Platform, PlatformKind, Reference};
use crate::text::imitation::{Imitated, Imitation, imitates};

/// A host the contact showed, and where.
#[derive(Debug, Clone)]
pub struct SeenHost {
    /// The host in lower case, ASCII form.
    pub host: Fact<String>,
    /// The registrable domain; the host itself for IP addresses and unknown endings.
    pub domain: String,
    /// Where it stood.
    pub role: HostRole,
    /// The whole address for links.
    pub url: Option<String>,
    /// Message it belongs to, if any.
    pub message: Option<usize>,
    /// Whom it imitates, if anybody.
    pub imitates: Option<Imitated>,
    /// The organisation of whose domain it has the looks, where it was read off a picture: recognition takes one letter
    /// for another, so it may be that domain as well as an imitation.
    pub doubtful: Option<String>,
}

/// Where a host stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HostRole {
    /// `From` of a mail.
    From,
    /// `Reply-To`.
    ReplyTo,
    /// `Return-Path`.
    ReturnPath,
    /// A link.
    Link,
    /// A mail address in the text.
    Address,
    /// Inside an attached file.
    File,
    /// A profile or card.
    Profile,
}

/// Every host of a submission, in order of reading.
#[must_use]
pub fn of(submission: &Submission, reference: &Reference) -> Vec<SeenHost> {
    let mut hosts = Vec::new();
    let mut add = |host: Fact<String>, role, url: Option<String>, message| {
        if !host.value.is_empty() {
            hosts.push(SeenHost {
                domain: registrable(&host.value),
                host,
                role,
                url,
                message,
                imitates: None,
                doubtful: None,
            });
        }
    };
    for (index, message) in submission.messages.iter().enumerate() {
        if let Some(from) = &message.from {
            add(from.map(clean(from.value.host())), HostRole::From, None, Some(index));
        }
        for reply in &message.reply_to {
            add(reply.map(clean(reply.value.host())), HostRole::ReplyTo, None, Some(index));
        }
        if let Some(path) = &message.return_path {
            add(path.map(clean(path.value.host())), HostRole::ReturnPath, None, Some(index));
        }
        for link in message.links.iter().filter(|link| !link.hidden) {
            if let Some(host) = host_of(&link.target.value) {
                let role = if link.target.value.starts_with("mailto:") { HostRole::Address } else { HostRole::Link };
                add(link.target.map(host), role, Some(link.target.value.clone()), Some(index));
            }
        }
    }
    for profile in &submission.profiles {
        for email in &profile.emails {
            if let Some((_, host)) = email.value.rsplit_once('@') {
                add(email.map(clean(host)), HostRole::Profile, None, None);
            }
        }
        for url in &profile.urls {
            if let Some(host) = host_of(&url.value) {
                add(url.map(host), HostRole::Profile, Some(url.value.clone()), None);
            }
        }
    }
    for file in &submission.files {
        for url in &file.urls {
            if let Some(host) = host_of(&url.value) {
                add(url.map(host), HostRole::File, Some(url.value.clone()), None);
            }
        }
    }
    let mut judged: BTreeMap<String, Option<Imitated>> = BTreeMap::new();
    for seen in &mut hosts {
        let imitated = judged.entry(seen.host.value.clone()).or_insert_with_key(|host| imitates(host, reference));
        seen.imitates.clone_from(imitated);
        if matches!(seen.host.source.place, Place::Region { .. }) {
            let looks = |i: &mut Imitated| matches!(i.how, Imitation::Confusable | Imitation::NearMiss);
            seen.doubtful = match seen.imitates.take_if(looks) {
                Some(imitated) => Some(imitated.organisation),
                None => reference.organisations.owner(&seen.host.value).map(|owner| owner.id.clone()),
            };
        }
    }
    hosts
}

/// Lower case ASCII form without dots at the ends.
fn clean(host: &str) -> String {
    let trimmed = host.trim().trim_matches('.').to_lowercase();
    if trimmed.is_ascii() { trimmed } else { idna::domain_to_ascii(&trimmed).unwrap_or(trimmed) }
}

/// The host of an address (`https://…`, `mailto:…`, or a bare `host/path`).
#[must_use]
pub fn host_of(address: &str) -> Option<String> {
    if let Some(mail) = address.strip_prefix("mailto:") {
        return mail.split('?').next()?.rsplit_once('@').map(|(_, host)| clean(host));
    }
    let with_scheme = if address.contains("://") { address.to_owned() } else { format!("http://{address}") };
    url::Url::parse(&with_scheme).ok()?.host_str().map(clean)
}

/// The registrable domain by the public suffix list; an IP address or a host without a known ending is its own.
#[must_use]
pub fn registrable(host: &str) -> String {
    if is_ip(host) {
        return host.to_owned();
    }
    psl::domain_str(host).unwrap_or(host).to_owned()
}

/// Whether a host is an IP address; the public suffix list would take `0.1` for a domain.
#[must_use]
pub fn is_ip(host: &str) -> bool {
    host.parse::<std::net::Ipv4Addr>().is_ok() || host.trim_matches(['[', ']']).parse::<std::net::Ipv6Addr>().is_ok()
}

/// The platform that runs a host or address, most specific first.
#[must_use]
pub fn platform<'r>(host: &str, url: Option<&str>, reference: &'r Reference) -> Option<&'r Platform> {
    let path = || url.and_then(|u| url::Url::parse(u).ok()).map(|u| u.path().to_owned()).unwrap_or_default();
    reference.platforms.of(host, path)
}

/// The customer's slug at a platform: `acme` of `boards.greenhouse.io/acme` or `acme.recruitee.com`.
#[must_use]
pub fn tenant(platform: &Platform, host: &str, url: Option<&str>) -> Option<String> {
    match platform.tenant.as_deref()? {
        "subdomain" => {
            let base = platform.hosts.iter().filter(|h| host.ends_with(&format!(".{h}"))).max_by_key(|h| h.len())?;
            let sub = host.strip_suffix(base.as_str())?.trim_end_matches('.');
            let slug = sub.split('.').next()?;
            (!slug.is_empty() && slug != "www").then(|| slug.to_owned())
        }
        _ => {
            let url = url::Url::parse(url?).ok()?;
            let slug =
                url.path_segments()?.find(|s| !s.is_empty() && s.len() > 2 && *s != "embed" && *s != "job_app")?;
            Some(slug.to_lowercase())
        }
    }
}

/// Whether a tenant's slug is an organisation's: a name of it, squeezed, or the beginning of one.
#[must_use]
pub fn tenant_is(slug: &str, organisation: &Organisation, vendor: &str) -> bool {
    let slug = crate::text::fold::squeeze(slug);
    organisation
        .ats
        .iter()
        .any(|pair| pair.split_once(':').is_some_and(|(v, t)| v == vendor && crate::text::fold::squeeze(t) == slug))
        || organisation.names().any(|name| {
            let name = crate::text::fold::squeeze(name);
            name == slug || (name.len() >= 4 && slug.starts_with(&name)) || (slug.len() >= 4 && name.starts_with(&slug))
        })
}

/// Whether a host is a personal mail provider's (disposable and relay ones are told apart). Only the host itself
/// counts: `kakao.com` gives mailboxes to everybody, `careers.kakao.com` does not.
#[must_use]
pub fn is_freemail(host: &str, reference: &Reference) -> bool {
    reference.hosts.list(HostKind::Freemail).is_some_and(|list| list.contains(host))
}

/// Whether nobody can tell from a host who stands behind it: mail providers, platforms, file hosts, shorteners.
#[must_use]
pub fn is_shared(host: &str, url: Option<&str>, reference: &Reference) -> bool {
    let lists = [
        HostKind::Freemail,
        HostKind::Disposable,
        HostKind::Relay,
        HostKind::Shortener,
        HostKind::FileHost,
        HostKind::FreeSubdomain,
        HostKind::DynamicDns,
        HostKind::LinkInBio,
    ];
    lists.into_iter().any(|kind| reference.hosts.is(kind, host)) || platform(host, url, reference).is_some()
}

/// Whether a host runs under a platform of a kind.
#[must_use]
pub fn is_platform(host: &str, url: Option<&str>, kind: PlatformKind, reference: &Reference) -> bool {
    platform(host, url, reference).is_some_and(|p| p.kind == kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registrable_domains() {
        assert_eq!(registrable("mail.careers.example.co.kr"), "example.co.kr");
        assert_eq!(registrable("192.168.0.1"), "192.168.0.1");
    }

    #[test]
    fn hosts_of_addresses() {
        assert_eq!(host_of("https://Jobs.Example.com/x").as_deref(), Some("jobs.example.com"));
        assert_eq!(host_of("careers.example.org/apply").as_deref(), Some("careers.example.org"));
        assert_eq!(host_of("mailto:a@b.example").as_deref(), Some("b.example"));
    }
}
