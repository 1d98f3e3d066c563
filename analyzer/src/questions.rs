//! What to ask the open web about a case, and who would learn of it. Nothing here asks.

mod named;

pub use named::about;

use std::collections::BTreeSet;

use crate::case::{Audience, Case, ContactRole, Place, Question, QuestionKind, SigningOutcome};
use crate::reading::{Reading, Topic};
use crate::reference::{HostKind, Organisation, PlatformKind, Reference, at_or_below};
use crate::text::claims::Relation;
use crate::text::fold::squeeze;
use crate::text::hosts::{self, HostRole};
use crate::text::offered;

/// Most questions of each kind about one case.
const MOST: usize = 6;

/// The questions of a case, in the order in which they are asked, without repetitions and without those that a recorded
/// look-up answers already.
#[must_use]
pub fn questions(case: &Case, reference: &Reference) -> Vec<Question> {
    let reading = Reading::new(case, reference);
    let mut all = Vec::new();
    all.extend(domains(&reading));
    all.extend(keys(&reading));
    all.extend(employers(&reading));
    all.extend(profiles(&reading));
    all.extend(repositories(&reading));
    all.extend(pages(&reading));
    let mut seen = BTreeSet::new();
    all.retain(|question| {
        let key = (question.kind, question.subject.clone());
        let known = case.lookups.iter().any(|l| l.kind == question.kind.word() && l.subject == question.subject);
        !known && seen.insert(key)
    });
    let mut count = std::collections::BTreeMap::new();
    all.retain(|question| {
        let so_far = count.entry(question.kind).or_insert(0usize);
        *so_far += 1;
        *so_far <= MOST
    });
    all
}

fn ask(kind: QuestionKind, subject: impl Into<String>, audience: Audience) -> Question {
    Question { kind, subject: subject.into(), places: Vec::new(), seeks: Vec::new(), audience }
}

/// The contact's domains and those of his links: registration, records, certificates. Of the domain that a mail comes
/// from the records alone, if it is an employer's own.
fn domains(reading: &Reading<'_>) -> Vec<Question> {
    let reference = reading.reference;
    let own = |domain: &str| {
        reading.case.org.as_ref().is_some_and(|org| org.domains.iter().any(|d| at_or_below(domain, &d.to_lowercase())))
    };
    let unknown = |domain: &str, url: Option<&str>| {
        domain.contains('.')
            && !domain.rsplit('.').next().is_some_and(|end| end.bytes().all(|b| b.is_ascii_digit()))
            && reference.organisations.owner(domain).is_none()
            && !hosts::is_shared(domain, url, reference)
            && !own(domain)
    };
    let mut asked: Vec<&str> = Vec::new();
    let claimed = reading.contact.domains.iter().map(|d| (d.value.as_str(), None));
    let shown = reading
        .hosts
        .iter()
        .filter(|h| h.role != HostRole::ReturnPath)
        .filter(|h| !hosts::is_shared(&h.host.value, h.url.as_deref(), reference))
        .map(|h| (h.domain.as_str(), h.url.as_deref()));
    for (domain, url) in claimed.chain(shown) {
        if unknown(domain, url) && !asked.contains(&domain) {
            asked.push(domain);
        }
    }
    asked.truncate(MOST);
    let mut all: Vec<Question> = asked
        .iter()
        .flat_map(|domain| {
            [QuestionKind::Rdap, QuestionKind::Dns, QuestionKind::Certificates]
                .map(|kind| ask(kind, *domain, Audience::Public))
        })
        .collect();
    let from = reading.hosts.iter().filter(|h| h.role == HostRole::From);
    let owned = from.filter(|h| !own(&h.domain) && !reference.hosts.is(HostKind::Freemail, &h.host.value));
    all.extend(owned.map(|h| ask(QuestionKind::Dns, &h.domain, Audience::Public)));
    all
}

/// Keys of signatures that nobody verified yet.
fn keys(reading: &Reading<'_>) -> Vec<Question> {
    let signatures = reading.messages().iter().flat_map(|m| &m.authentication.signatures);
    signatures
        .filter(|s| s.value.outcome == SigningOutcome::NotChecked)
        .map(|s| {
            let name = format!("{}._domainkey.{}", s.value.selector, s.value.domain).to_lowercase();
            ask(QuestionKind::Dkim, name, Audience::Public)
        })
        .collect()
}

/// The sites and job boards of the employers that the contact claims.
fn employers(reading: &Reading<'_>) -> Vec<Question> {
    const MOST_EMPLOYERS: usize = 3;
    let mut all = Vec::new();
    let seeks = offered::titles(&reading.sentences);
    let known = |o: &&Organisation| !(o.is_rail() || o.domains.is_empty() && o.careers.is_empty());
    // Who owns the sender's domain, or is imitated by a host, can tell about it even where nobody says to work there.
    let organisations = &reading.reference.organisations;
    let senders = reading
        .hosts
        .iter()
        .filter(|h| matches!(h.role, HostRole::From | HostRole::ReplyTo))
        .filter_map(|host| organisations.owner(&host.host.value).map(AsRef::as_ref));
    let imitated =
        reading.hosts.iter().filter_map(|h| organisations.get(&h.imitates.as_ref()?.organisation).map(AsRef::as_ref));
    let all_of_them = reading.claimed_organisations().chain(senders).chain(imitated);
    let mut claimed: Vec<&Organisation> = Vec::new();
    for organisation in all_of_them.filter(known) {
        if !claimed.iter().any(|o| o.id == organisation.id) {
            claimed.push(organisation);
        }
    }
    for organisation in claimed.into_iter().take(MOST_EMPLOYERS) {
        all.extend(company(organisation));
        // An agency's own board lists its own jobs, not those of its clients.
        if reading.topic == Topic::Recruiting && !organisation.is_agency() && !seeks.is_empty() {
            let known =
                |sites: &[String]| sites.iter().filter(|s| organisation.is_known(s)).cloned().collect::<Vec<_>>();
            let boards = [organisation.ats.clone(), known(&organisation.careers)].concat();
            let places = if boards.is_empty() { known(&organisation.domains) } else { boards };
            if !places.is_empty() {
                let question = ask(QuestionKind::JobBoard, &organisation.name, Audience::Employer);
                all.push(Question { places, seeks: seeks.clone(), ..question });
            }
        }
    }
    if let Some(org) = &reading.case.org {
        let own = [&org.name].into_iter().chain(&org.aliases).map(|name| squeeze(name)).collect::<Vec<_>>();
        let colleague = reading
            .contact
            .employers
            .iter()
            .any(|e| e.relation == Relation::WorksFor && own.contains(&squeeze(&e.name.value)));
        if colleague && !org.domains.is_empty() {
            let question = ask(QuestionKind::Company, &org.name, Audience::Employer);
            all.push(Question { places: org.domains.clone(), ..question });
        }
    }
    all
}

/// The question to an organisation's own sites, if any is known.
fn company(organisation: &Organisation) -> Option<Question> {
    let sites = organisation.domains.iter().chain(&organisation.careers);
    let places: Vec<String> = sites.filter(|site| organisation.is_known(site)).cloned().collect();
    let question = ask(QuestionKind::Company, &organisation.name, Audience::Employer);
    (!places.is_empty()).then_some(Question { places, ..question })
}

/// Whether an address leads to a platform where people keep profiles, which tells them nothing about who isn't signed in.
fn keeps_profiles(host: &str, url: &str, reference: &Reference) -> bool {
    let kinds = [PlatformKind::Linkedin, PlatformKind::CodeForge, PlatformKind::Social];
    kinds.into_iter().any(|kind| hosts::is_platform(host, Some(url), kind, reference))
}

/// Public profiles. Those of profiles that were handed in are asked of the platform, which tells nobody who isn't signed
/// in; an address that the contact sent, or one elsewhere, is his.
fn profiles(reading: &Reading<'_>) -> Vec<Question> {
    let handed_in = |place: &Place| !matches!(place, Place::Text { .. } | Place::Link | Place::Header(_));
    reading
        .contact
        .profile_urls
        .iter()
        .map(|fact| {
            let host = url::Url::parse(&fact.value).ok().and_then(|u| u.host_str().map(str::to_owned));
            let on_platform = host.is_some_and(|host| keeps_profiles(&host, &fact.value, reading.reference));
            let theirs = !on_platform || !handed_in(&fact.source.place);
            let audience = if theirs { Audience::Contact } else { Audience::Public };
            ask(QuestionKind::Profile, &fact.value, audience)
        })
        .collect()
}

/// Repositories of code, asked of the forge: `github.com/owner/name`.
fn repositories(reading: &Reading<'_>) -> Vec<Question> {
    let links = reading.hosts.iter().filter_map(|h| h.url.as_deref());
    links.filter_map(repository).map(|subject| ask(QuestionKind::Repository, subject, Audience::Public)).collect()
}

/// The repository that an address leads to.
fn repository(address: &str) -> Option<String> {
    const FORGES: [&str; 3] = ["github.com", "gitlab.com", "bitbucket.org"];
    let url = url::Url::parse(address).ok()?;
    let host = url.host_str()?.trim_start_matches("www.");
    let forge = FORGES.into_iter().find(|forge| *forge == host)?;
    let mut parts = url.path_segments()?.filter(|s| !s.is_empty());
    let (owner, name) = (parts.next()?, parts.next()?.trim_end_matches(".git"));
    let plain = |s: &str| s.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
    (plain(owner) && plain(name) && !name.is_empty()).then(|| format!("{forge}/{owner}/{name}"))
}

/// What the contact links to: never visited without the operator's word, and named so that the report can say so.
fn pages(reading: &Reading<'_>) -> Vec<Question> {
    if reading.case.role == ContactRole::Applicant {
        return Vec::new();
    }
    let reference = reading.reference;
    let links = reading.hosts.iter().filter(|h| h.role == HostRole::Link);
    links
        .filter(|h| reference.organisations.owner(&h.host.value).is_none())
        .filter(|h| !hosts::is_platform(&h.host.value, h.url.as_deref(), PlatformKind::Linkedin, reference))
        .filter_map(|h| h.url.as_deref())
        .filter(|url| url.starts_with("http") && repository(url).is_none())
        .map(|url| ask(QuestionKind::Page, url, Audience::Contact))
        .collect()
}
