//! Was an address, handle, link or file seen under another name?

use super::Signal;
use crate::case::{ContactRole, Fact, Observable, ObservableKind, Sighting};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::fold::squeeze;
use crate::text::names::{Likeness, compare};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "seen-under-another-name",
    codes: CODES,
    axis: Axis::Targeting,
    family: Family::Campaign,
    question: Text {
        en: "Was an address, handle, link or file seen under another name?",
        ko: "같은 주소·계정·링크·파일이 다른 이름으로 나타난 적이 있습니까?",
    },
    why: Text {
        en: "Personas change, their mail boxes and files stay. Colleagues of one agency share things, too.",
        ko: "가짜 인물은 바뀌어도 메일과 파일은 남습니다. 같은 서치펌 동료끼리 공유하기도 합니다.",
    },
    page: include_str!("seen_under_another_name.md"),
    check,
};

const CODES: &[&str] = &["GR-2", "ID-5"];

fn check(reading: &Reading<'_>) -> Outcome {
    if reading.case.role == ContactRole::Applicant {
        // Two applications are told of by `applicants-share`.
        return Outcome::Clear;
    }
    let mut findings: Vec<Finding> = Vec::new();
    for sighting in &reading.case.sightings {
        let observable = &sighting.observable;
        if matches!(observable.kind, ObservableKind::Phone | ObservableKind::Text | ObservableKind::Profile) {
            continue;
        }
        let Some(fact) = fact_of(reading, observable) else { continue };
        // Colleagues share their firm's domain; only another company's use of it says something.
        let colleagues = sighting.observable.kind == ObservableKind::Domain;
        let Some(other) = other_company(reading, sighting)
            .or_else(|| other_name(reading, sighting).filter(|_| !colleagues || reading.contact.employers.is_empty()))
        else {
            continue;
        };
        let claim = Says::new(
            format!("“{}” was seen before with “{other}”.", fact.value),
            format!("“{}”은(는) 이전에 “{other}”(으)로 나타났습니다.", fact.value),
        );
        let strength = match sighting.observable.kind {
            ObservableKind::Domain => Strength::Moderate,
            _ => Strength::Strong,
        };
        findings.push(Finding::new(CODES, strength, claim, &fact));
    }
    findings.truncate(3);
    Outcome::of(findings)
}

/// Where this submission shows an observable.
pub(super) fn fact_of(reading: &Reading<'_>, observable: &Observable) -> Option<Fact<String>> {
    let value = &observable.value;
    let contact = &reading.contact;
    let prose = || reading.sentences.iter().filter(|s| s.turn != usize::MAX).max_by_key(|s| s.fact.value.len());
    let about = || {
        let profiles = reading.case.submission.profiles.iter();
        profiles.flat_map(|p| p.about.iter().chain(p.positions.iter().filter_map(|p| p.about.as_ref()))).next()
    };
    match observable.kind {
        ObservableKind::Phone => {
            contact.phones.iter().find(|p| p.value.e164 == *value).map(|p| p.map(p.value.raw.clone()))
        }
        ObservableKind::Email => contact.emails.iter().find(|e| e.value == *value).cloned(),
        ObservableKind::Handle => contact.handles.iter().find(|h| h.value == *value).cloned(),
        ObservableKind::Domain => contact.domains.iter().find(|d| d.value == *value).cloned(),
        ObservableKind::Link => {
            let shown = reading.hosts.iter().find(|h| h.url.as_ref().is_some_and(|u| u.contains(value.as_str())));
            shown.map(|h| h.host.clone())
        }
        ObservableKind::File => {
            reading.case.submission.files.iter().find(|f| f.digest == *value).map(|f| f.name.clone())
        }
        ObservableKind::Text => prose().map(|s| s.fact.clone()),
        ObservableKind::Profile => about().cloned(),
    }
}

/// A name of the earlier contact that no name of this one can be.
pub(super) fn other_name(reading: &Reading<'_>, sighting: &Sighting) -> Option<String> {
    let names = &reading.contact.names;
    let differs = |earlier: &&String| {
        !names.is_empty() && names.iter().all(|n| compare(&n.value, earlier) == Likeness::Different)
    };
    sighting.names.iter().find(differs).cloned()
}

/// A company of the earlier contact that this one doesn't claim.
pub(super) fn other_company(reading: &Reading<'_>, sighting: &Sighting) -> Option<String> {
    let ours: Vec<String> = reading.contact.employers.iter().map(|e| squeeze(&e.name.value)).collect();
    if ours.is_empty() {
        return None;
    }
    let shared = sighting.employers.iter().any(|e| ours.contains(&squeeze(e)));
    sighting.employers.first().filter(|_| !shared).cloned()
}
