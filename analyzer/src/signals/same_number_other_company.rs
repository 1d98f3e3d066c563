//! Was the number seen with another company?

use super::Signal;
use super::seen_under_another_name::{other_company, other_name};
use crate::case::{ContactRole, ObservableKind};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "same-number-other-company",
    codes: CODES,
    axis: Axis::Targeting,
    family: Family::Campaign,
    question: Text {
        en: "Was the number seen with another company?",
        ko: "같은 번호가 다른 회사로 나타난 적이 있습니까?",
    },
    why: Text {
        en: "One number for several companies is a campaign, or a switchboard of an agency.",
        ko: "한 번호가 여러 회사로 쓰이면 조직적 접근이거나 서치펌 대표번호입니다.",
    },
    page: include_str!("same_number_other_company.md"),
    check,
};

const CODES: &[&str] = &["PH-6"];

fn check(reading: &Reading<'_>) -> Outcome {
    if reading.case.role == ContactRole::Applicant {
        // Two applications are told of by `applicants-share`.
        return Outcome::Clear;
    }
    for sighting in reading.case.sightings.iter().filter(|s| s.observable.kind == ObservableKind::Phone) {
        let Some(phone) = reading.contact.phones.iter().find(|p| p.value.e164 == sighting.observable.value) else {
            continue;
        };
        let company = other_company(reading, sighting);
        // Colleagues share a switchboard; another name alone is only a question.
        let strength = if company.is_some() { Strength::Strong } else { Strength::Moderate };
        let colleagues = company.is_none() && !sighting.employers.is_empty() && !reading.contact.employers.is_empty();
        if let Some(other) = company.or_else(|| other_name(reading, sighting).filter(|_| !colleagues)) {
            let claim = Says::new(
                format!("The number {} was used before for {other}.", phone.value.raw),
                format!("번호 {}은(는) 이전에 {other}(으)로 쓰였습니다.", phone.value.raw),
            );
            return Outcome::Found(vec![Finding::new(CODES, strength, claim, phone)]);
        }
    }
    Outcome::Clear
}
