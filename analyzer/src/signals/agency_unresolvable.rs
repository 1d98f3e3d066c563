//! Can the agency be looked up at all?

use super::{Signal, agency_speaks};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::reading::Topic;
use crate::text::claims::Relation;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "agency-unresolvable",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Company,
    question: Text { en: "Can the agency be looked up at all?", ko: "서치펌을 확인할 방법이 있습니까?" },
    why: Text {
        en: "Fronts give a name and nothing behind it. One-person agencies exist.",
        ko: "유령 회사는 이름만 있습니다. 1인 서치펌도 있습니다.",
    },
    page: include_str!("agency_unresolvable.md"),
    check,
};

const CODES: &[&str] = &["CO-3"];

fn check(reading: &Reading<'_>) -> Outcome {
    if reading.topic != Topic::Recruiting || !agency_speaks(reading) {
        return Outcome::Clear;
    }
    let contact = &reading.contact;
    let unlisted = contact.employers.iter().find(|e| e.organisation.is_none() && e.relation == Relation::WorksFor);
    let Some(agency) = unlisted.filter(|_| contact.domains.is_empty() && contact.phones.is_empty()) else {
        return Outcome::Clear;
    };
    let claim = Says::new(
        format!("“{}” comes without a site, an address of its own or a number.", agency.name.value),
        format!("“{}”에는 홈페이지도 자체 메일도 전화번호도 없습니다.", agency.name.value),
    );
    Outcome::Found(vec![Finding::new(CODES, Strength::Weak, claim, &agency.name)])
}
