//! What was looked up about the employers that the contact claims, read for the signals: their own sites and job boards.
//!
//! Records come from outside. Whatever isn't in the documented form is as if it weren't told, and lists are bounded.

use serde_json::Value;

use crate::case::{Lookup, LookupResult};
use crate::reading::Reading;
use crate::reference::at_or_below;
use crate::text::claims::{Employer, Relation};
use crate::text::fold::{fold, invisible};

/// Most values of a list that are read.
const MOST: usize = 500;

/// Most characters of a text that is quoted from a record.
const LONGEST: usize = 240;

/// What an employer's own site says (kind `company`).
#[derive(Debug, Clone, Copy)]
pub struct Site<'r> {
    /// The claim that names the employer.
    pub employer: &'r Employer,
    record: &'r Value,
}

/// What an employer's own job board was found to list (kind `job-board`).
#[derive(Debug, Clone, Copy)]
pub struct Board<'r> {
    /// The claim that names the employer.
    pub employer: &'r Employer,
    /// Found: a role like it is listed. Absent: the board was read and lists none.
    pub result: LookupResult,
    record: &'r Value,
}

/// The sites of claimed employers that could be read.
#[must_use]
pub fn sites<'r>(reading: &'r Reading<'_>) -> Vec<Site<'r>> {
    let found =
        about_employers(reading, "company").into_iter().filter(|(lookup, _)| lookup.result == LookupResult::Found);
    found.map(|(lookup, employer)| Site { employer, record: &lookup.record }).collect()
}

/// The boards of claimed employers that were asked.
#[must_use]
pub fn boards<'r>(reading: &'r Reading<'_>) -> Vec<Board<'r>> {
    let asked = about_employers(reading, "job-board").into_iter();
    asked.map(|(lookup, employer)| Board { employer, result: lookup.result, record: &lookup.record }).collect()
}

/// Whether a claimed employer's own site names a mail domain as its own.
#[must_use]
pub fn named_by_its_site(reading: &Reading<'_>, host: &str) -> bool {
    sites(reading).iter().any(|site| site.names_domain(host))
}

/// Look-ups of a kind about an employer that the contact claims to work or to recruit for.
fn about_employers<'r>(reading: &'r Reading<'_>, kind: &str) -> Vec<(&'r Lookup, &'r Employer)> {
    let claimed = || reading.contact.employers.iter().filter(|e| e.relation != Relation::Mentions);
    let lookups = reading.case.lookups.iter().filter(|l| l.kind == kind);
    lookups
        .filter_map(|lookup| {
            let id = lookup.record.get("organisation").and_then(Value::as_str).unwrap_or("");
            let means = |employer: &&Employer| {
                let listed = employer.organisation.as_ref();
                listed.is_some_and(|o| o.id == lookup.subject || o.id == id || o.name == lookup.subject)
                    || reading.reference.organisations.kin(&employer.name.value, &lookup.subject)
            };
            Some((lookup, claimed().find(means)?))
        })
        .collect()
}

impl<'r> Site<'r> {
    /// What the employer is called.
    #[must_use]
    pub fn name(&self) -> &'r str {
        self.employer.organisation.as_ref().map_or(self.employer.name.value.as_str(), |o| o.name.as_str())
    }

    /// The employer's names, as the site gives them.
    pub fn names(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        texts(self.record, "names")
    }

    /// Whether a mail domain, or one above it, is named as the employer's own.
    #[must_use]
    pub fn names_domain(&self, host: &str) -> bool {
        texts(self.record, "domains").any(|domain| domain.contains('.') && at_or_below(host, domain))
    }

    /// Whether a telephone number (E.164) is the site's.
    #[must_use]
    pub fn names_phone(&self, e164: &str) -> bool {
        !e164.is_empty() && texts(self.record, "phones").any(|phone| phone == e164)
    }

    /// The addresses: all of each in one line, country last.
    pub fn addresses(&self) -> impl Iterator<Item = String> + use<'r> {
        let all = self.record.get("addresses").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        all.iter().take(MOST).filter_map(|address| {
            let part = |key: &str| address.get(key).and_then(Value::as_str).unwrap_or("");
            let whole = [part("text"), part("locality"), part("country")].join(", ");
            whole.chars().any(char::is_alphanumeric).then_some(whole)
        })
    }

    /// The sentences of its notice about recruitment fraud, word for word.
    pub fn notice(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        self.record.get("notice").into_iter().flat_map(|notice| texts(notice, "sentences"))
    }
}

impl<'r> Board<'r> {
    /// What the employer is called.
    #[must_use]
    pub fn name(&self) -> &'r str {
        self.employer.organisation.as_ref().map_or(self.employer.name.value.as_str(), |o| o.name.as_str())
    }

    /// Every title that was read.
    pub fn titles(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        texts(self.record, "titles")
    }

    /// Titles like the sought one.
    pub fn matching(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        let all = self.record.get("matching").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        all.iter().take(MOST).filter_map(|posting| posting.get("title").and_then(Value::as_str))
    }
}

/// The texts of a list in a record.
fn texts<'r>(record: &'r Value, key: &str) -> impl Iterator<Item = &'r str> + use<'r> {
    let all = record.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    all.iter().take(MOST).filter_map(Value::as_str).filter(|text| !text.trim().is_empty())
}

/// A text from outside as it may stand in a sentence of ours: one line, visible characters, not too long.
#[must_use]
pub fn quoted(text: &str) -> String {
    let visible = text.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !invisible(*c));
    let one_line = visible.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = one_line.chars().take(LONGEST).collect();
    if short.len() < one_line.len() {
        short.push('…');
    }
    short
}

/// Whether the words of one name stand in another, either way: a site may call itself more or less than a message does.
#[must_use]
pub fn same_firm(reading: &Reading<'_>, a: &str, b: &str) -> bool {
    let (left, right) = (fold(a), fold(b));
    reading.reference.organisations.kin(a, b) || left.contains(&right) || right.contains(&left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Artifact, ArtifactKind, Case, Channel, Fact, Message, Place, Side, Source, Submission, Turn};
    use crate::reference::Reference;

    /// A message that names Boeing, with look-ups.
    fn case(lookups: &str) -> Case {
        let words = "I am a recruiter at Boeing. We have an opening for a test engineer.";
        let mut submission = Submission::default();
        let artifact = submission.add_artifact(Artifact::of("m", ArtifactKind::Text, words.as_bytes()));
        let mut message = Message::new(artifact, Channel::Paste);
        let text = Fact::text(words, Source { artifact, place: Place::Text { start: 0, end: 66 } });
        message.turns.push(Turn { speaker: None, side: Side::Contact, at: None, text });
        submission.messages.push(message);
        let mut case = Case::alone(submission, "2026-11-26T09:00:00Z".parse().unwrap());
        case.lookups = serde_json::from_str(lookups).unwrap();
        case
    }

    #[test]
    fn records_of_another_form_tell_nothing() {
        let reference = Reference::embedded().unwrap();
        for record in [
            "null",
            "7",
            "[]",
            r#""x""#,
            r#"{"names":7,"domains":"x","phones":[7,null,""],"addresses":{"a":1}}"#,
            r#"{"notice":[],"titles":[[]],"matching":[{"title":{}}],"addresses":[null,{"text":9}]}"#,
            r#"{"notice":{"sentences":{"a":"b"}},"domains":["","com"]}"#,
        ] {
            let lookups = ["company", "job-board"]
                .map(|kind| format!(r#"{{"kind":"{kind}","subject":"Boeing","result":"found","record":{record}}}"#));
            let case = case(&format!("[{}]", lookups.join(",")));
            let reading = Reading::new(&case, &reference);
            let (site, board) = (sites(&reading)[0], boards(&reading)[0]);
            assert_eq!(site.names().count() + site.notice().count() + site.addresses().count(), 0, "{record}");
            assert_eq!(board.titles().count() + board.matching().count(), 0, "{record}");
            assert!(!site.names_domain("boeing.com") && !site.names_phone(""), "{record}");
            let _ = crate::analyze(&case, &reference);
        }
    }

    #[test]
    fn what_is_said_of_others_is_not_said_of_the_employer() {
        let reference = Reference::embedded().unwrap();
        let case = case(
            r#"[{"kind":"company","subject":"Airbus","result":"found","record":{"names":["Airbus"]}},
            {"kind":"company","subject":"Boeing","result":"failed","record":null}]"#,
        );
        assert!(sites(&Reading::new(&case, &reference)).is_empty());
    }

    #[test]
    fn quotations_are_one_visible_line() {
        assert_eq!(quoted("We\u{202e} never\n\u{1b}[31m ask"), "We never [31m ask");
        assert_eq!(quoted(&"a".repeat(1_000)).chars().count(), LONGEST + 1);
    }
}
