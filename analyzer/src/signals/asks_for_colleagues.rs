//! Does it ask for colleagues?

use super::{Signal, from_ask};
use crate::finding::{Axis, Family, Outcome, Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "asks-for-colleagues",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Information,
    question: Text { en: "Does it ask for colleagues?", ko: "동료에 대해 묻습니까?" },
    why: Text {
        en: "Names and numbers of colleagues are used for the next approach. “Feel free to pass it on” is ordinary.",
        ko: "동료의 이름과 연락처는 다음 접근에 쓰입니다. “주변에 공유해 주세요” 정도는 흔합니다.",
    },
    page: include_str!("asks_for_colleagues.md"),
    check,
};

const CODES: &[&str] = &["MS-15"];

fn check(reading: &Reading<'_>) -> Outcome {
    from_ask(
        reading,
        AskKind::Colleagues,
        CODES,
        Text {
            en: "It asks for colleagues, their names or contacts.", ko: "동료의 이름이나 연락처를 묻습니다."
        },
        |strength, _| if reading.employee_in_defence() { strength } else { strength.min(Strength::Moderate) },
    )
}
