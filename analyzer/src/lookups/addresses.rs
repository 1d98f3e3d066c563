//! What was looked up of an address that the contact showed: the address as shown is the fact, the record what is held
//! against it.

use super::{Profile, all};
use crate::case::{ContactRole, Fact, LookupResult};
use crate::reading::Reading;
use crate::text::hosts::{HostRole, SeenHost};
use crate::text::names::{Likeness, compare};

/// A public profile that the contact shows as their own, and what came of looking at it.
#[derive(Debug, Clone)]
pub struct PublicProfile {
    /// Its address, as shown.
    pub shown: Fact<String>,
    /// What came of it.
    pub result: LookupResult,
    record: Profile,
}

impl PublicProfile {
    /// The name that the site shows.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.said(self.record.name.as_deref())
    }

    /// The line under the name.
    #[must_use]
    pub fn headline(&self) -> Option<&str> {
        self.said(self.record.headline.as_deref())
    }

    /// The present employers.
    #[must_use]
    pub fn employers(&self) -> Vec<&str> {
        let mut employers: Vec<&str> = self.record.employers.iter().flatten().map(String::as_str).collect();
        if employers.is_empty() {
            employers.extend(self.said(self.record.employer.as_deref()));
        }
        employers
    }

    /// Whether the site says that there is no such profile, or no longer.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.record.gone || self.result == LookupResult::Absent
    }

    fn said<'s>(&self, text: Option<&'s str>) -> Option<&'s str> {
        let found = self.result == LookupResult::Found;
        text.map(str::trim).filter(|text| found && !text.is_empty())
    }
}

/// The looked-up profiles that are the contact's own. A link in a message may be anybody's – the reader's, a colleague's –
/// so it counts only where the address bears the contact's name, or the words call it theirs.
#[must_use]
pub fn own_profiles(reading: &Reading<'_>) -> Vec<PublicProfile> {
    all::<Profile>(reading)
        .filter_map(|answer| {
            let own = shown(reading, &answer.lookup.subject).find(|host| is_own(reading, host))?;
            Some(PublicProfile { shown: whole(own), result: answer.result(), record: answer.record })
        })
        .collect()
}

/// Where the contact showed an address that was looked up, or one below it.
pub fn shown<'r>(reading: &'r Reading<'_>, subject: &str) -> impl Iterator<Item = &'r SeenHost> {
    let subject = plain(subject);
    reading.hosts.iter().filter(move |host| {
        let rest = host.url.as_deref().map(plain).and_then(|url| url.strip_prefix(&subject).map(str::to_owned));
        !subject.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
    })
}

/// The whole address that a host stood in, as a fact.
#[must_use]
pub fn whole(host: &SeenHost) -> Fact<String> {
    host.host.map(host.url.clone().unwrap_or_else(|| host.host.value.clone()))
}

/// An address without scheme, `www.`, slash at its end and `.git`, in lower case: what two writings of it share.
fn plain(address: &str) -> String {
    let lower = address.trim().to_lowercase();
    let rest = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/');
    rest.strip_suffix(".git").unwrap_or(rest).to_owned()
}

fn is_own(reading: &Reading<'_>, host: &SeenHost) -> bool {
    match host.role {
        HostRole::Profile => true,
        HostRole::Link => bears_name(reading, host) || called_own(reading, host),
        _ => false,
    }
}

/// Whether the last part of an address can be the contact's name: `dana-reed-8b1a2c3d`.
fn bears_name(reading: &Reading<'_>, host: &SeenHost) -> bool {
    let address = plain(host.url.as_deref().unwrap_or(""));
    let path = address.split(['?', '#']).next().unwrap_or("");
    let Some((_, slug)) = path.rsplit_once('/') else { return false };
    let words: Vec<&str> = slug
        .split(['-', '_', '.'])
        .map(|word| word.trim_matches(|c: char| c.is_ascii_digit()))
        .filter(|word| word.chars().count() >= 2 && word.chars().all(char::is_alphabetic))
        .collect();
    let said = words.join(" ");
    words.len() >= 2 && reading.contact.names.iter().any(|name| compare(&name.value, &said) == Likeness::Same)
}

/// Whether the words of a message call its profile the writer's own. An applicant who shows one shows their own.
fn called_own(reading: &Reading<'_>, host: &SeenHost) -> bool {
    const OWN: [&str; 10] = [
        "my profile", "my linkedin", "my xing", "my github", "my public profile", "about me", "제 프로필",
        "제 링크드인", "저의 링크드인", "제 깃허브",
    ];
    let mine =
        |s: &crate::reading::Sentence| Some(s.message) == host.message && OWN.iter().any(|w| s.folded.contains(w));
    reading.case.role == ContactRole::Applicant || reading.sentences.iter().any(mine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writings_of_one_address() {
        for written in ["https://www.GitHub.com/a/b/", "github.com/a/b.git", "http://github.com/a/b"] {
            assert_eq!(plain(written), "github.com/a/b");
        }
    }
}
