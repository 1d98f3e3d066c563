//! Does it flatter without a fact?

use super::{Signal, from_ask};
use crate::finding::{Axis, Family, Outcome, Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "vague-flattery",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Bait,
    question: Text { en: "Does it flatter without a fact?", ko: "근거 없이 칭찬합니까?" },
    why: Text {
        en: "The usual recruiter’s opening, honest or not; useless alone.",
        ko: "정상 여부와 관계없이 흔한 인사말입니다. 단독으로는 의미가 없습니다.",
    },
    page: include_str!("vague_flattery.md"),
    check,
};

const CODES: &[&str] = &["MS-5"];

fn check(reading: &Reading<'_>) -> Outcome {
    from_ask(
        reading,
        AskKind::Flattery,
        CODES,
        Text { en: "It opens with praise.", ko: "칭찬으로 시작합니다." },
        |_, _| Strength::Weak,
    )
}
