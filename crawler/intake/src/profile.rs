//! Profiles: what a contact says of himself on a page of his own, in a document, or in a data export.
//!
//! LinkedIn's "Save to PDF" ([`document`]), saved pages, Voyager and JSON Resume, CVs. A profile's words are the
//! contact's about himself and no message to anybody: nothing in them is an ask.

mod about_profile;
pub(crate) mod archive;
mod contact;
mod cv;
mod document;
mod education;
mod entry;
mod json;
mod layout;
mod linkedin_pdf;
mod page;
pub(crate) mod period;
mod section;
mod words;

pub(crate) use document::{addresses_reader, drop_repeated, read_text, read_words};
pub(crate) use words::document_job;

use analyzer::case::{Artifact, ArtifactId, ArtifactKind, Fact, Place, Profile, Source, Submission};

use crate::sniff::decode;
use crate::{Delivery, Format};

/// Largest page or JSON that is read as a profile, in bytes.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// Reads a saved page, a web archive or JSON as a profile, and whether it is nothing else; `None` if it is none.
pub(crate) fn read(delivery: &Delivery) -> Option<(Submission, bool)> {
    if delivery.bytes.len() > MOST_BYTES {
        return None;
    }
    let mut submission = Submission::default();
    let id = submission.add_artifact(Artifact::of(&delivery.name, ArtifactKind::Page, &delivery.bytes));
    let (mut profile, whole) = match crate::sniff(&delivery.name, &delivery.bytes) {
        Format::Json => (json::read(&decode(&delivery.bytes), id)?, true),
        Format::WebArchive => page::read(&archive::page(&delivery.bytes)?, id)?,
        _ => page::read(&decode(&delivery.bytes), id)?,
    };
    settle(&mut profile);
    submission.profiles.push(profile);
    Some((submission, whole))
}

/// A public profile of which the user has nothing but the address.
pub(crate) fn at_address(address: &str) -> Submission {
    let mut submission = Submission::default();
    let artifact = submission.add_artifact(Artifact::of(address, ArtifactKind::Text, address.as_bytes()));
    let url = Fact::text(address, Source { artifact, place: Place::Whole });
    submission.profiles.push(Profile { urls: vec![url], ..Profile::default() });
    submission
}

/// Makes facts of one artifact.
#[derive(Debug, Clone, Copy)]
struct Cited(ArtifactId);

impl Cited {
    fn page(self, line: &layout::Line) -> Fact<String> {
        Fact::text(line.text.clone(), Source { artifact: self.0, place: Place::Page(line.page) })
    }
}

/// A name without what stands around it: degrees and certificates behind a comma, pronouns, pictures.
fn name(written: &Fact<String>) -> Fact<String> {
    let (first, rest) = written.value.split_once([',', '|']).unwrap_or((&written.value, ""));
    let title = |word: &str| {
        let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
        letters.chars().count() <= 10 && letters.chars().skip(1).any(char::is_uppercase)
    };
    let titles = rest.split([' ', ',', '|', '/']).filter(|w| !w.is_empty()).all(title);
    let kept = if titles { first } else { &written.value };
    let kept = match kept.split_once('(') {
        Some((before, inside)) if inside.contains(|c: char| c == '/' || c.is_ascii_digit()) => before,
        _ => kept,
    };
    let plain: String =
        kept.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace() || "().,'’-·".contains(*c)).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.chars().any(char::is_alphabetic) { written.map(plain) } else { written.clone() }
}

/// A language without how well it is spoken: "Danish (Native or Bilingual)".
fn language(written: &Fact<String>) -> Fact<String> {
    let bare = written.value.split(['(', '（']).next().unwrap_or("").trim();
    if bare.is_empty() { written.clone() } else { written.map(bare.to_owned()) }
}

/// Names the employers and roles of today, as the positions tell them.
pub(crate) fn settle(profile: &mut Profile) {
    let current = profile.positions.iter().filter(|p| p.period.as_ref().is_some_and(|p| p.value.present));
    for position in current {
        for (fact, list) in [(&position.employer, &mut profile.employers), (&position.title, &mut profile.roles)] {
            if let Some(fact) = fact
                && !list.iter().any(|f| f.value == fact.value)
            {
                list.push(fact.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests;
