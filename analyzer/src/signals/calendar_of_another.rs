//! Does the calendar link belong to somebody else?

use super::{Signal, about_work};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::reference::{PlatformKind, Reference};
use crate::text::claims::Contact;
use crate::text::fold::{fold, squeeze};
use crate::text::hosts;
use crate::text::names::{Likeness, compare, personal};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "calendar-of-another",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Person,
    question: Text {
        en: "Does the calendar link belong to somebody else?", ko: "일정 링크가 다른 사람의 것입니까?"
    },
    why: Text {
        en: "One operator plays several persons and has one calendar. Assistants and colleagues lend theirs, too, and then the message says so.",
        ko: "한 사람이 여러 인물을 연기하면서 일정 페이지는 하나만 쓰는 경우가 있습니다. 비서나 동료의 일정일 수도 있으며, 그럴 때는 보통 설명이 있습니다.",
    },
    page: include_str!("calendar_of_another.md"),
    check,
};

const CODES: &[&str] = &["ID-5"];

/// Words of an address that name an office and no person.
const OFFICES: [&str; 22] = [
    "team", "talent", "recruiting", "recruitment", "recruiter", "hiring", "hr", "careers", "interview", "interviews",
    "meeting", "meet", "call", "intro", "chat", "schedule", "screening", "people", "jobs", "ta", "min", "minutes",
];

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) || reading.contact.names.is_empty() {
        return Outcome::Clear;
    }
    for link in reading.messages().iter().flat_map(|m| &m.links).filter(|link| !link.hidden) {
        let Some(owner) = owner(&link.target.value, reading.reference) else { continue };
        let contact = &reading.contact;
        let Some(name) = contact.names.iter().find(|n| personal(&n.value)) else { continue };
        if fits(&owner, contact) {
            continue;
        }
        // "My colleague Austin will take the call": the name stands in the words.
        let told = |word: &str| {
            let in_words = |text: &str| text.split(' ').any(|w| !w.contains('/') && w.contains(word));
            word.len() >= 3 && reading.sentences.iter().any(|s| in_words(&s.folded))
        };
        let explained = owner.split(' ').any(|word| told(&fold(word)));
        let strength = if explained { Strength::Weak } else { Strength::Moderate };
        let claim = Says::new(
            format!("The calendar is “{owner}”’s, the name is “{}”.", name.value),
            format!("일정 페이지는 “{owner}”, 이름은 “{}”입니다.", name.value),
        );
        return Outcome::Found(vec![Finding::new(CODES, strength, claim, &link.target).and(name)]);
    }
    Outcome::Clear
}

/// The person that a calendar's address names: two words, and at most one of an office (`austin-pugh-talent`).
fn owner(address: &str, reference: &Reference) -> Option<String> {
    let host = hosts::host_of(address)?;
    let service = hosts::platform(&host, Some(address), reference).filter(|p| p.kind == PlatformKind::Scheduling)?;
    let slug = hosts::tenant(service, &host, Some(address))?;
    let words: Vec<&str> = slug
        .split(['-', '_', '.'])
        .map(|w| w.trim_matches(|c: char| c.is_ascii_digit()))
        .filter(|w| w.len() >= 3 && w.chars().all(|c| c.is_ascii_alphabetic()))
        .collect();
    let (office, own): (Vec<&str>, Vec<&str>) = words.into_iter().partition(|w| OFFICES.contains(w));
    (own.len() == 2 && office.len() <= 1).then(|| own.join(" "))
}

/// Whether the owner can be the contact, or the contact's firm.
fn fits(owner: &str, contact: &Contact) -> bool {
    let joined = squeeze(owner);
    contact.names.iter().any(|n| compare(&n.value, owner) != Likeness::Different)
        || contact.employers.iter().any(|e| {
            let firm = squeeze(&e.name.value);
            joined.contains(&firm) || firm.contains(&joined)
        })
        || contact.domains.iter().any(|d| {
            let label = d.value.split('.').next().unwrap_or("");
            joined.contains(&squeeze(label)) || owner.split(' ').any(|w| w.len() >= 5 && label.contains(w))
        })
}
