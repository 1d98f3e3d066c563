//! What was looked up about the employers that the contact claims: their own sites and job boards.

use super::{Answer, Company, JobBoard, Record, all};
use crate::case::LookupResult;
use crate::reading::Reading;
use crate::reference::at_or_below;
use crate::text::claims::{Employer, Relation};
use crate::text::fold::fold;

/// What an employer's own site says.
#[derive(Debug, Clone)]
pub struct Site<'r> {
    /// The claim that names the employer.
    pub employer: &'r Employer,
    record: Company,
}

/// What an employer's own job board was found to list.
#[derive(Debug, Clone)]
pub struct Board<'r> {
    /// The claim that names the employer.
    pub employer: &'r Employer,
    /// Found: a role like it is listed. Absent: the board was read and lists none.
    pub result: LookupResult,
    record: JobBoard,
}

/// The sites of claimed employers that could be read.
#[must_use]
pub fn sites<'r>(reading: &'r Reading<'_>) -> Vec<Site<'r>> {
    let found = all::<Company>(reading).filter(|answer| answer.result() == LookupResult::Found);
    let sites = found.filter_map(|answer| {
        let employer = claimed(reading, &answer, answer.record.organisation.as_deref())?;
        Some(Site { employer, record: answer.record })
    });
    sites.collect()
}

/// The boards of claimed employers that were asked.
#[must_use]
pub fn boards<'r>(reading: &'r Reading<'_>) -> Vec<Board<'r>> {
    let boards = all::<JobBoard>(reading).filter_map(|answer| {
        let employer = claimed(reading, &answer, answer.record.organisation.as_deref())?;
        Some(Board { employer, result: answer.result(), record: answer.record })
    });
    boards.collect()
}

/// Whether a claimed employer's own site names a mail domain as its own.
#[must_use]
pub fn named_by_its_site(reading: &Reading<'_>, host: &str) -> bool {
    sites(reading).iter().any(|site| site.names_domain(host))
}

/// The employer that a look-up is about, if the contact claims to work or to recruit for it.
fn claimed<'r, R: Record>(reading: &'r Reading<'_>, answer: &Answer<'_, R>, id: Option<&str>) -> Option<&'r Employer> {
    let subject = &answer.lookup.subject;
    reading.contact.employers.iter().filter(|e| e.relation != Relation::Mentions).find(|employer| {
        let listed = employer.organisation.as_ref();
        listed.is_some_and(|o| o.id == *subject || Some(o.id.as_str()) == id || o.name == *subject)
            || reading.reference.organisations.kin(&employer.name.value, subject)
    })
}

impl<'r> Site<'r> {
    /// What the employer is called.
    #[must_use]
    pub fn name(&self) -> &'r str {
        self.employer.organisation.as_ref().map_or(self.employer.name.value.as_str(), |o| o.name.as_str())
    }

    /// The employer's names, as the site gives them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        texts(self.record.names.as_ref())
    }

    /// Whether a mail domain, or one above it, is named as the employer's own.
    #[must_use]
    pub fn names_domain(&self, host: &str) -> bool {
        texts(self.record.domains.as_ref()).any(|domain| domain.contains('.') && at_or_below(host, domain))
    }

    /// Whether a telephone number (E.164) is the site's.
    #[must_use]
    pub fn names_phone(&self, e164: &str) -> bool {
        !e164.is_empty() && texts(self.record.phones.as_ref()).any(|phone| phone == e164)
    }

    /// The addresses: all of each in one line, country last.
    pub fn addresses(&self) -> impl Iterator<Item = String> {
        self.record.addresses.iter().flatten().filter_map(|address| {
            let whole = [address.text.as_str(), &address.locality, &address.country].join(", ");
            whole.chars().any(char::is_alphanumeric).then_some(whole)
        })
    }

    /// The sentences of its notice about recruitment fraud, word for word.
    pub fn notice(&self) -> impl Iterator<Item = &str> {
        texts(self.record.notice.sentences.as_ref())
    }
}

impl<'r> Board<'r> {
    /// What the employer is called.
    #[must_use]
    pub fn name(&self) -> &'r str {
        self.employer.organisation.as_ref().map_or(self.employer.name.value.as_str(), |o| o.name.as_str())
    }

    /// Every title that was read.
    pub fn titles(&self) -> impl Iterator<Item = &str> {
        texts(self.record.titles.as_ref())
    }

    /// Titles like the sought one.
    pub fn matching(&self) -> impl Iterator<Item = &str> {
        self.record.matching.iter().flatten().filter_map(|posting| posting.title.as_deref())
    }
}

/// The texts of a list that aren't empty.
fn texts(list: Option<&Vec<String>>) -> impl Iterator<Item = &str> {
    list.into_iter().flatten().map(String::as_str).filter(|text| !text.trim().is_empty())
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
            r#"["Boeing",["Boeing"]]"#,
            r#"{"names":7,"domains":"x","phones":[7,null,""],"addresses":{"a":1}}"#,
            r#"{"notice":[],"titles":[[]],"matching":[{"title":{}}],"addresses":[null,{"text":9}]}"#,
            r#"{"notice":{"sentences":{"a":"b"}},"domains":["","com"]}"#,
        ] {
            let lookups = ["company", "job-board"]
                .map(|kind| format!(r#"{{"kind":"{kind}","subject":"Boeing","result":"found","record":{record}}}"#));
            let case = case(&format!("[{}]", lookups.join(",")));
            let reading = Reading::new(&case, &reference);
            let (site, board) = (sites(&reading).remove(0), boards(&reading).remove(0));
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
}
