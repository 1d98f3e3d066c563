//! Is a number impossible?

use super::Signal;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "impossible-phone",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Phone,
    question: Text { en: "Is a number impossible?", ko: "있을 수 없는 번호입니까?" },
    why: Text {
        en: "No such number can exist in that country. People mistype digits.",
        ko: "그 나라에 있을 수 없는 번호입니다. 오타일 수도 있습니다.",
    },
    page: include_str!("impossible_phone.md"),
    check,
};

const CODES: &[&str] = &["PH-1"];

fn check(reading: &Reading<'_>) -> Outcome {
    let hit = reading.contact.phones.iter().find(|p| !p.value.valid && p.value.raw.trim_start().starts_with('+'));
    Outcome::of(
        hit.map(|p| {
            let claim = Says::new(
                format!("{} is no possible telephone number.", p.value.raw),
                format!("{}은(는) 있을 수 없는 전화번호입니다.", p.value.raw),
            );
            Finding::new(CODES, Strength::Moderate, claim, p)
        })
        .into_iter()
        .collect(),
    )
}
