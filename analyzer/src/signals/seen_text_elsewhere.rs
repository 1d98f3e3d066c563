//! Was nearly the same text seen under another name?

use super::Signal;
use super::seen_under_another_name::other_company;
use crate::case::{ContactRole, ObservableKind, Sighting};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::{Reading, Sentence};
use crate::reference::at_or_below;
use crate::text::hosts::{is_freemail, registrable};
use crate::text::names::{Likeness, compare};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "seen-text-elsewhere",
    codes: CODES,
    axis: Axis::Targeting,
    family: Family::Campaign,
    question: Text {
        en: "Was nearly the same text seen under another name?",
        ko: "거의 같은 글이 다른 이름으로 나타난 적이 있습니까?",
    },
    why: Text {
        en: "One template under several names or companies is a campaign. Recruiters of one agency share templates.",
        ko: "한 문안이 여러 이름·회사로 쓰이면 조직적 접근입니다. 같은 서치펌은 문안을 공유합니다.",
    },
    page: include_str!("seen_text_elsewhere.md"),
    check,
};

const CODES: &[&str] = &["MS-14"];

fn check(reading: &Reading<'_>) -> Outcome {
    let Some(sentence) = reading.sentences.iter().filter(|s| s.turn != usize::MAX).max_by_key(|s| s.fact.value.len())
    else {
        return Outcome::Clear;
    };
    if reading.case.role == ContactRole::Applicant {
        // Two applications are told of by `applicants-share`.
        return Outcome::Clear;
    }
    for sighting in reading.case.sightings.iter().filter(|s| s.observable.kind == ObservableKind::Text) {
        if let Some(finding) = swapped_contact(reading, sighting, sentence) {
            return Outcome::Found(vec![finding]);
        }
        let company = other_company(reading, sighting);
        let names = &reading.contact.names;
        let person = sighting.names.iter().find(|earlier| {
            !names.is_empty() && names.iter().all(|n| compare(&n.value, earlier) == Likeness::Different)
        });
        let (other, strength) = match (&company, person) {
            (Some(company), _) => (company.clone(), Strength::Strong),
            (None, Some(person)) if reading.contact.employers.is_empty() => (person.clone(), Strength::Strong),
            (None, Some(person)) => (person.clone(), Strength::Weak),
            _ => continue,
        };
        let claim = Says::new(
            format!("Nearly the same text was seen before with “{other}”."),
            format!("거의 같은 글이 이전에 “{other}”(으)로 나타났습니다."),
        );
        return Outcome::Found(vec![Finding::new(CODES, strength, claim, &sentence.fact)]);
    }
    Outcome::Clear
}

/// The words of a known genuine outreach with other contact details: the same text for the same employer came before
/// from that employer's own domain, or from a contact confirmed as genuine, and this one is to be answered elsewhere.
fn swapped_contact(reading: &Reading<'_>, sighting: &Sighting, sentence: &Sentence) -> Option<Finding> {
    let host = |address: &str| address.rsplit_once('@').map(|(_, host)| host.to_owned());
    let earlier: Vec<String> =
        sighting.beside.iter().filter(|o| o.kind == ObservableKind::Email).filter_map(|o| host(&o.value)).collect();
    let genuine = |host: &String| {
        let confirmed = reading.case.org.iter().flat_map(|o| &o.genuine);
        confirmed.filter(|g| !g.domain.is_empty()).any(|g| at_or_below(host, &g.domain))
            || reading.reference.organisations.owner(host).is_some_and(|owner| {
                let claimed = reading.claimed_organisations().any(|o| o.id == owner.id);
                claimed && !is_freemail(host, reading.reference)
            })
    };
    let Some(known) = earlier.iter().find(|h| genuine(h)) else {
        return moved_away(reading, sighting, sentence, &earlier);
    };
    let now = reading
        .contact
        .emails
        .iter()
        .find(|email| host(&email.value).is_some_and(|h| !genuine(&h) && registrable(&h) != registrable(known)))?;
    let ours = reading.contact.emails.iter().any(|email| host(&email.value).is_some_and(|h| genuine(&h)));
    if ours {
        return None;
    }
    let claim = Says::new(
        format!("The same text came before from {known}; now “{}” is to be answered.", now.value),
        format!("같은 글이 이전에 {known}에서 왔는데, 이번에는 “{}”(으)로 회신하라고 합니다.", now.value),
    );
    Some(Finding::new(CODES, Strength::Strong, claim, &sentence.fact).and(now))
}

/// The same person of the same firm with the same text, and now another domain: an unlisted firm that changed it, or
/// somebody who borrowed the letter.
fn moved_away(reading: &Reading<'_>, sighting: &Sighting, sentence: &Sentence, earlier: &[String]) -> Option<Finding> {
    let own = |host: &String| !is_freemail(host, reading.reference);
    let before = earlier.iter().find(|h| own(h))?;
    let same_person = reading
        .contact
        .names
        .iter()
        .any(|n| sighting.names.iter().any(|other| compare(&n.value, other) == Likeness::Same));
    let hosts = || reading.contact.emails.iter().filter_map(|e| Some((e, e.value.rsplit_once('@')?.1.to_owned())));
    let again = hosts().any(|(_, h)| registrable(&h) == registrable(before));
    let (now, host) = hosts().find(|(_, h)| own(h))?;
    if again || !same_person || other_company(reading, sighting).is_some() {
        return None;
    }
    let claim = Says::new(
        format!("The same text of the same person came before from {before}, now from {host}."),
        format!("같은 사람의 같은 글이 이전에는 {before}, 이번에는 {host}에서 왔습니다."),
    );
    Some(Finding::new(CODES, Strength::Moderate, claim, &sentence.fact).and(now))
}
