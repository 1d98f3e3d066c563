//! Does another applicant use the same contact, text or link?

use super::Signal;
use super::seen_under_another_name::{fact_of, other_name};
use crate::case::{ContactRole, ObservableKind};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "applicants-share",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Campaign,
    question: Text {
        en: "Does another applicant use the same contact, text or link?",
        ko: "다른 지원자와 연락처·글·링크가 같습니까?",
    },
    why: Text {
        en: "One group applies under many names with the same numbers, links and papers. Staffing firms send many people from one desk, and forms for CVs are shared.",
        ko: "한 조직이 여러 이름으로 같은 번호·링크·서류를 쓰는 경우가 있습니다. 인력 회사는 한 창구에서 여러 사람을 보내고, 이력서 양식은 널리 공유됩니다.",
    },
    page: include_str!("applicants_share.md"),
    check,
};

const CODES: &[&str] = &["RW-1", "RW-2"];

/// Most shared things that are told.
const MOST: usize = 4;

fn check(reading: &Reading<'_>) -> Outcome {
    if reading.case.role != ContactRole::Applicant {
        return Outcome::Clear;
    }
    let mut findings = Vec::new();
    for sighting in &reading.case.sightings {
        let (Some(other), Some(fact)) = (other_name(reading, sighting), fact_of(reading, &sighting.observable)) else {
            continue;
        };
        let strength = match sighting.observable.kind {
            ObservableKind::Phone | ObservableKind::Email | ObservableKind::Handle | ObservableKind::Profile => {
                Strength::Strong
            }
            // Covers are written from forms, and an agency has one domain.
            ObservableKind::Text | ObservableKind::Link | ObservableKind::File => Strength::Moderate,
            ObservableKind::Domain => Strength::Weak,
        };
        let shown: String = fact.quote.chars().take(80).collect();
        let claim = Says::new(
            format!("“{shown}” came before with the applicant “{other}”."),
            format!("“{shown}”은(는) 이전에 지원자 “{other}”의 자료에 있었습니다."),
        );
        findings.push(Finding::new(CODES, strength, claim, &fact));
    }
    findings.truncate(MOST);
    Outcome::of(findings)
}
