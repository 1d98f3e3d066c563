//! Does it want it kept secret or deleted?

use super::{Signal, from_ask};
use crate::finding::{Axis, Family, Outcome, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "keep-it-secret",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Channel,
    question: Text { en: "Does it want it kept secret or deleted?", ko: "비밀로 하거나 지우라고 합니까?" },
    why: Text {
        en: "That a job search stays private is normal. Not to tell security, to delete messages or not to check with the company is not.",
        ko: "구직을 조용히 하는 것은 정상입니다. 보안팀에 알리지 말라거나 대화를 지우라거나 회사에 확인하지 말라는 것은 아닙니다.",
    },
    page: include_str!("keep_it_secret.md"),
    check,
};

const CODES: &[&str] = &["MS-16"];

fn check(reading: &Reading<'_>) -> Outcome {
    from_ask(
        reading,
        AskKind::Secrecy,
        CODES,
        Text {
            en: "It wants the contact kept secret or deleted.", ko: "연락을 비밀로 하거나 지우라고 합니다."
        },
        |strength, _| strength,
    )
}
