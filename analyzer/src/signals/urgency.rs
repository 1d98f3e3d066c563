//! Does it press for time?

use super::{Signal, from_ask};
use crate::finding::{Axis, Family, Outcome, Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "urgency",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Bait,
    question: Text { en: "Does it press for time?", ko: "시간을 재촉합니까?" },
    why: Text {
        en: "Pressure keeps people from checking; honest recruiters have deadlines too.",
        ko: "재촉은 확인할 틈을 주지 않습니다. 정상적인 채용에도 마감은 있습니다.",
    },
    page: include_str!("urgency.md"),
    check,
};

const CODES: &[&str] = &["MS-8"];

fn check(reading: &Reading<'_>) -> Outcome {
    from_ask(
        reading,
        AskKind::Pressure,
        CODES,
        Text { en: "It presses for time.", ko: "시간을 재촉합니다." },
        |_, _| Strength::Weak,
    )
}
