//! Does it want you to switch off or get round protection?

use super::{Signal, from_ask, plain};
use crate::finding::{Axis, Family, Outcome, Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "disable-security",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Execution,
    question: Text {
        en: "Does it want you to switch off or get round protection?",
        ko: "보안 기능을 끄거나 우회하라고 합니까?",
    },
    why: Text {
        en: "Nothing an honest recruiter sends needs protection switched off.",
        ko: "정상적인 채용 자료는 보안 기능을 끌 필요가 없습니다.",
    },
    page: include_str!("disable_security.md"),
    check,
};

const CODES: &[&str] = &["MS-1", "MS-16"];

fn check(reading: &Reading<'_>) -> Outcome {
    from_ask(
        reading,
        AskKind::DisableSecurity,
        CODES,
        Text {
            en: "It asks you to switch off or get round security.", ko: "보안 기능을 끄거나 우회하라고 합니다."
        },
        |strength, ask| match strength {
            Strength::Strong if plain(ask, reading) => Strength::Decisive,
            other => other,
        },
    )
}
