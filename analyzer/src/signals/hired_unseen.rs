//! Are you hired without an interview?

use super::{Signal, from_ask};
use crate::finding::{Axis, Family, Outcome, Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "hired-unseen",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Bait,
    question: Text { en: "Are you hired without an interview?", ko: "면접 없이 채용됩니까?" },
    why: Text {
        en: "Nobody hires engineers unseen. Mass scams do.",
        ko: "보지도 않고 채용하는 회사는 없습니다. 대량 사기는 그렇게 합니다.",
    },
    page: include_str!("hired_unseen.md"),
    check,
};

const CODES: &[&str] = &["MS-7"];

fn check(reading: &Reading<'_>) -> Outcome {
    from_ask(
        reading,
        AskKind::NoInterview,
        CODES,
        Text {
            en: "It hires or approves you without an interview.", ko: "면접 없이 합격 또는 승인되었다고 합니다."
        },
        |strength, _| strength.min(Strength::Moderate),
    )
}
