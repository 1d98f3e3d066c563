//! What to ask about something that a person names to be watched: an address, a domain, a company.

use super::{ask, company, keeps_profiles, repository};
use crate::case::{Audience, Question, QuestionKind};
use crate::reference::Reference;
use crate::text::hosts;

/// The questions about what somebody names. A profile or a repository is asked of its platform; a company is asked at its
/// known sites; of a domain its registration, records and certificates are asked. Any other page is the contact's for all
/// that is known, and so is asked only where the operator allows that.
///
/// # Errors
/// What is wrong with the name, and what to write instead.
pub fn about(named: &str, reference: &Reference) -> Result<Vec<Question>, String> {
    let named = named.trim();
    if let Some(url) = address(named) {
        return Ok(vec![page(&url, reference)]);
    }
    if let Some(domain) = domain(named) {
        let owner = reference.organisations.owner(&domain).and_then(|owner| company(owner));
        let kinds = [QuestionKind::Rdap, QuestionKind::Dns, QuestionKind::Certificates];
        let records = kinds.map(|kind| ask(kind, &domain, Audience::Public));
        return Ok(records.into_iter().chain(owner).collect());
    }
    let known = reference.organisations.named(named).and_then(|known| company(known));
    known.map(|question| vec![question]).ok_or_else(|| {
        format!("“{named}” is no address, no domain and no company whose sites the lists know; name its domain")
    })
}

fn address(named: &str) -> Option<url::Url> {
    let whole = if named.contains("://") {
        named.to_owned()
    } else if named.split('/').next().is_some_and(|host| domain(host).is_some()) && named.contains('/') {
        format!("https://{named}")
    } else {
        return None;
    };
    let mut url = url::Url::parse(&whole).ok()?;
    url.set_fragment(None);
    (matches!(url.scheme(), "http" | "https") && url.host_str().is_some() && url.username().is_empty()).then_some(url)
}

/// A registrable domain, or the one that a host is below.
fn domain(named: &str) -> Option<String> {
    let url = url::Url::parse(&format!("https://{named}/")).ok()?;
    let host = url.domain().filter(|_| url.path() == "/" && url.port().is_none() && url.username().is_empty())?;
    let plain = !named.contains(['/', '?', '#', '@', ':', ' ']);
    let domain = hosts::registrable(host.trim_end_matches('.'));
    (plain && domain.contains('.')).then_some(domain)
}

fn page(url: &url::Url, reference: &Reference) -> Question {
    let host = url.host_str().unwrap_or_default();
    if let Some(repository) = repository(url.as_str()) {
        return ask(QuestionKind::Repository, repository, Audience::Public);
    }
    if keeps_profiles(host, url.as_str(), reference) {
        // What stands behind the question mark tells who shared the address, not whose profile it is.
        let mut profile = url.clone();
        profile.set_query(None);
        return ask(QuestionKind::Profile, profile, Audience::Public);
    }
    let known = reference.organisations.owner(host).is_some();
    ask(QuestionKind::Page, url.as_str(), if known { Audience::Employer } else { Audience::Contact })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_is_asked_of_whom_it_concerns() {
        let reference = Reference::embedded().unwrap();
        let kinds = |named: &str| -> Vec<(QuestionKind, String, Audience)> {
            let questions = about(named, &reference).unwrap();
            questions.into_iter().map(|q| (q.kind, q.subject, q.audience)).collect()
        };
        let one = |kind, subject: &str, audience| vec![(kind, subject.to_owned(), audience)];
        assert_eq!(
            kinds("https://www.linkedin.com/in/dana-reed/?trk=x#y"),
            one(QuestionKind::Profile, "https://www.linkedin.com/in/dana-reed/", Audience::Public)
        );
        assert_eq!(
            kinds("github.com/acme/task"),
            one(QuestionKind::Repository, "github.com/acme/task", Audience::Public)
        );
        assert_eq!(
            kinds("https://talent.example/apply?id=1"),
            one(QuestionKind::Page, "https://talent.example/apply?id=1", Audience::Contact)
        );
        assert_eq!(
            kinds("https://www.boeing.com/about"),
            one(QuestionKind::Page, "https://www.boeing.com/about", Audience::Employer)
        );
        assert_eq!(kinds("Boeing"), one(QuestionKind::Company, "Boeing", Audience::Employer));
        assert_eq!(kinds("mail.Acme-Careers.example").len(), 3);
        assert_eq!(kinds("acme-careers.example")[0].1, "acme-careers.example");
        assert_eq!(kinds("boeing.com").len(), 4);
    }

    #[test]
    fn what_is_neither_is_refused() {
        let reference = Reference::embedded().unwrap();
        for named in ["", "Nobody Knows Ltd", "ftp://a.example/", "https://", "https://u:p@a.example/", "a b.example"] {
            assert!(about(named, &reference).is_err(), "{named}");
        }
    }
}
