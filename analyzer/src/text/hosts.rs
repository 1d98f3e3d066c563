//! Hosts: whose they are, what kind they are, and whom they imitate.

use crate::case::{Fact, Submission};
use crate::reference::{HostKind, Organisation, Platform, PlatformKind, Reference, at_or_below};
use crate::text::fold::is_hangul;

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
pub fn of(submission: &Submission, _reference: &Reference) -> Vec<SeenHost> {
    let mut hosts = Vec::new();
    let mut add = |host: Fact<String>, role, url: Option<String>, message| {
        if !host.value.is_empty() {
            hosts.push(SeenHost { domain: registrable(&host.value), host, role, url, message });
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
    let path = url.and_then(|u| url::Url::parse(u).ok()).map(|u| u.path().to_owned()).unwrap_or_default();
    let fits = |known: &str| match known.split_once('/') {
        Some((h, p)) => at_or_below(host, h) && path.trim_start_matches('/').starts_with(p),
        None => at_or_below(host, known),
    };
    reference
        .platforms
        .iter()
        .filter_map(|p| p.hosts.iter().filter(|h| fits(h)).map(String::len).max().map(|length| (length, p)))
        .max_by_key(|(length, _)| *length)
        .map(|(_, p)| p)
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
            let slug = url.path_segments()?.find(|s| !s.is_empty() && s.len() > 2 && *s != "embed" && *s != "job_app")?;
            Some(slug.to_lowercase())
        }
    }
}

/// Whether a tenant's slug is an organisation's: a name of it, squeezed, or the beginning of one.
#[must_use]
pub fn tenant_is(slug: &str, organisation: &Organisation, vendor: &str) -> bool {
    let slug = crate::text::fold::squeeze(slug);
    organisation.ats.iter().any(|pair| pair.split_once(':').is_some_and(|(v, t)| v == vendor && crate::text::fold::squeeze(t) == slug))
        || organisation.names().any(|name| {
            let name = crate::text::fold::squeeze(name);
            name == slug || (name.len() >= 4 && slug.starts_with(&name)) || (slug.len() >= 4 && name.starts_with(&slug))
        })
}

/// Whether a host is a personal mail provider's (disposable and relay ones are told apart).
#[must_use]
pub fn is_freemail(host: &str, reference: &Reference) -> bool {
    reference.hosts.is(HostKind::Freemail, host)
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

/// How a host imitates an organisation.
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

/// Words of recruiting that impostors join to names.
const JOB_WORDS: [&str; 34] = [
    "career", "careers", "job", "jobs", "hr", "hire", "hires", "hiring", "recruit", "recruiting", "recruiter",
    "recruitment", "recruits", "talent", "talents", "interview", "interviews", "apply", "assessment", "assessments",
    "skill", "skills", "offer", "onboarding", "employment", "staffing", "people", "vacancy", "vacancies", "workday",
    "apply-now", "candidate", "candidates", "selection",
];

/// Whom a host imitates, if anybody. The owner of the host, and hosts on public platforms' own names, imitate nobody.
#[must_use]
pub fn imitates<'r>(host: &str, reference: &'r Reference) -> Option<(&'r Organisation, Imitation)> {
    if is_ip(host) || reference.organisations.owner(host).is_some() {
        return None;
    }
    let domain = registrable(host);
    let suffix = domain.split_once('.').map_or("", |(_, s)| s);
    let unicode = idna::domain_to_unicode(host).0;
    // Under a free subdomain the customer's part is what the contact chose.
    let chosen = unicode.strip_suffix(&format!(".{suffix}")).unwrap_or(&unicode);
    let core = idna::domain_to_unicode(&domain).0;
    let core_label = core.split('.').next().unwrap_or("").to_owned();
    let core_look = look(&core_label);
    let mut best: Option<(&Organisation, Imitation)> = None;
    let mut offer = |organisation: &'r Organisation, how: Imitation| {
        if best.is_none_or(|(_, held)| how < held) {
            best = Some((organisation, how));
        }
    };
    let parts: Vec<String> = chosen.split(['.', '-', '_']).filter(|p| !p.is_empty()).map(str::to_owned).collect();
    let squeezed: String = chosen.chars().filter(|c| c.is_alphanumeric()).collect();
    let squeezed_look = look(&squeezed);
    for organisation in reference.organisations.all() {
        for own in organisation.domains.iter().chain(&organisation.careers) {
            let own_domain = registrable(own);
            if own_domain != *own && !own.starts_with("www.") {
                continue; // a career host on a shared platform is no brand of its own
            }
            let label = own_domain.split('.').next().unwrap_or("");
            if label.len() < 5 {
                continue;
            }
            let telling = organisation.distinctive || label.len() >= 9;
            if core_label == label && own_domain != domain && telling {
                offer(organisation, Imitation::OtherEnding);
            } else if core_label != label && core_look == look(label) {
                offer(organisation, Imitation::Confusable);
            } else if telling && label.len() >= 7 && near(&core_label, label) {
                offer(organisation, Imitation::NearMiss);
            }
        }
        for name in organisation.names() {
            if name.chars().any(is_hangul) {
                if name.chars().count() >= 3 && chosen.contains(name) {
                    offer(organisation, Imitation::NameInside);
                }
                continue;
            }
            let flat = crate::text::fold::squeeze(name);
            let several_words = name.contains(' ') && flat.len() >= 9;
            let telling = (organisation.distinctive && flat.len() >= 5) || several_words;
            // A word of the host of its own (`boeing-careers`, `airbus.portal`) or the squeezed name within.
            let own_part = parts.iter().any(|p| look(p) == look(&flat));
            let inside = flat.len() >= 5 && squeezed_look.contains(&look(&flat));
            if !own_part && !inside {
                continue;
            }
            let rest = squeezed_look.replacen(&look(&flat), "", 1);
            let job = JOB_WORDS.iter().any(|word| rest.starts_with(&look(word)) || rest.ends_with(&look(word)))
                || parts.iter().any(|p| JOB_WORDS.contains(&p.as_str()));
            if job && (telling || (own_part && flat.len() >= 4) || (flat.len() >= 6 && inside && rest_is_job(&rest))) {
                offer(organisation, Imitation::NameAndJobWord);
            } else if telling && (own_part || flat.len() >= 6) && !ordinary_word_around(&squeezed_look, &look(&flat)) {
                offer(organisation, Imitation::NameInside);
            }
        }
    }
    best
}

/// What is left beside a name consists of recruiting words alone.
fn rest_is_job(rest: &str) -> bool {
    JOB_WORDS.iter().any(|word| look(word) == rest)
}

/// The name is only part of a longer ordinary word (`capgemini`, `collinsdictionary` hold short names).
fn ordinary_word_around(all: &str, name: &str) -> bool {
    let rest = all.len().saturating_sub(name.len());
    name.len() < 6 && rest > 0 && !all.starts_with(name)
}

/// One or two letters apart, by optimal string alignment, and no shorter than the word allows.
fn near(a: &str, b: &str) -> bool {
    let distance = strsim::osa_distance(a, b);
    let allowed = if b.len() >= 10 { 2 } else { 1 };
    (1..=allowed).contains(&distance) && a.chars().next() == b.chars().next()
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
        let lookalike = label.chars().any(|c| matches!(c, '\u{0370}'..='\u{03ff}' | '\u{0400}'..='\u{052f}' | '\u{0530}'..='\u{058f}'));
        latin && lookalike
    })
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
    fn letters_that_look_alike() {
        assert_eq!(look("1ockheed"), look("lockheed"));
        assert_eq!(look("rnicrosoft"), look("microsoft"));
        assert_eq!(look("аirbus"), look("airbus"));
        assert!(mixes_scripts("xn--irbus-3ve.com") || mixes_scripts("аirbus.com"));
        assert!(!mixes_scripts("삼성sds.한국"));
    }

    #[test]
    fn hosts_of_addresses() {
        assert_eq!(host_of("https://Jobs.Example.com/x").as_deref(), Some("jobs.example.com"));
        assert_eq!(host_of("careers.example.org/apply").as_deref(), Some("careers.example.org"));
        assert_eq!(host_of("mailto:a@b.example").as_deref(), Some("b.example"));
    }
}
