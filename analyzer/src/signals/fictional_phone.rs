//! Is a number reserved for fiction?

use super::Signal;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "fictional-phone",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Phone,
    question: Text { en: "Is a number reserved for fiction?", ko: "영화용으로 지정된 번호입니까?" },
    why: Text {
        en: "These numbers are given to nobody. Sample signatures hold them, too.",
        ko: "아무에게도 배정되지 않는 번호입니다. 예시 서명에도 쓰입니다.",
    },
    page: include_str!("fictional_phone.md"),
    check,
};

const CODES: &[&str] = &["PH-4"];

fn check(reading: &Reading<'_>) -> Outcome {
    let hit = reading.contact.phones.iter().find_map(|p| {
        reading
            .reference
            .fictional_phones
            .iter()
            .find(|r| !p.value.e164.is_empty() && r.pattern.is_match(&p.value.e164))
            .map(|r| (p, r))
    });
    Outcome::of(
        hit.map(|(p, range)| {
            let claim = Says::new(
                format!("{} lies in a range that is given to nobody ({}).", p.value.raw, range.why),
                format!("{}은(는) 아무에게도 배정되지 않는 번호대입니다.", p.value.raw),
            );
            Finding::new(CODES, Strength::Strong, claim, p)
        })
        .into_iter()
        .collect(),
    )
}
