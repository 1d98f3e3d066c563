//! Does it want identity papers or bank details before an offer?

use super::{Signal, from_ask, verified_sender};
use crate::finding::{Axis, Family, Outcome, Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "papers-too-early",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Theft,
    question: Text {
        en: "Does it want identity papers or bank details before an offer?",
        ko: "제안 전에 신분증이나 계좌를 요구합니까?",
    },
    why: Text {
        en: "Papers belong to onboarding, after a signed offer, through the employer’s own system.",
        ko: "신분증·통장은 서명한 제안 이후 회사 시스템으로 제출하는 것입니다.",
    },
    page: include_str!("papers_too_early.md"),
    check,
};

const CODES: &[&str] = &["MS-11"];

fn check(reading: &Reading<'_>) -> Outcome {
    let verified = verified_sender(reading);
    from_ask(
        reading,
        AskKind::IdentityPapers,
        CODES,
        Text {
            en: "It asks for identity papers or bank details.", ko: "신분증이나 계좌 정보를 요구합니다."
        },
        |strength, _| if verified { Strength::Weak } else { strength },
    )
}
