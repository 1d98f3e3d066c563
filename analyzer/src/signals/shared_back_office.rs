//! Do two agencies share what firms don’t share?

use super::Signal;
use super::seen_under_another_name::other_company;
use crate::case::ObservableKind;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "shared-back-office",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Company,
    question: Text {
        en: "Do two agencies share what firms don’t share?",
        ko: "서로 다른 서치펌이 번호나 주소를 공유합니까?",
    },
    why: Text {
        en: "Front companies were found to share hosts, phones and addresses. Franchises do, too.",
        ko: "유령 회사들이 서버·전화·주소를 공유한 사례가 있습니다. 가맹점도 그렇습니다.",
    },
    page: include_str!("shared_back_office.md"),
    check,
};

const CODES: &[&str] = &["CO-4"];

fn check(reading: &Reading<'_>) -> Outcome {
    let shared: Vec<_> = reading
        .case
        .sightings
        .iter()
        .filter(|s| matches!(s.observable.kind, ObservableKind::Phone | ObservableKind::Domain | ObservableKind::Text))
        .filter_map(|s| other_company(reading, s).map(|other| (s, other)))
        .collect();
    // Several things, and all of one and the same other firm.
    let several = shared.iter().find(|(sighting, other)| {
        shared.iter().any(|(s, o)| o == other && s.observable.kind != sighting.observable.kind)
    });
    match (several, reading.contact.employers.first()) {
        (Some((_, other)), Some(employer)) => {
            let claim = Says::new(
                format!("“{}” shares several things with “{other}”.", employer.name.value),
                format!("“{}”은(는) “{other}”와(과) 여러 가지를 공유합니다.", employer.name.value),
            );
            Outcome::Found(vec![Finding::new(CODES, Strength::Strong, claim, &employer.name)])
        }
        _ => Outcome::Clear,
    }
}
