//! Does it offer money or travel for what you know?

use super::{Signal, from_ask};
use crate::finding::{Axis, Family, Outcome, Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "paid-expertise",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Information,
    question: Text {
        en: "Does it offer money or travel for what you know?",
        ko: "지식의 대가로 돈이나 여행을 제안합니까?",
    },
    why: Text {
        en: "Paid papers, calls and trips are how services recruit people who know secrets. Expert networks are real: they name themselves, and a compliance step comes first.",
        ko: "유료 원고·자문·여행은 정보기관이 사람을 포섭하는 방법입니다. 실제 전문가 네트워크는 회사명을 밝히고 준법 절차가 먼저입니다.",
    },
    page: include_str!("paid_expertise.md"),
    check,
};

const CODES: &[&str] = &["MS-3"];

fn check(reading: &Reading<'_>) -> Outcome {
    from_ask(
        reading,
        AskKind::PaidExpertise,
        CODES,
        Text {
            en: "It offers money or travel for what you know.", ko: "아는 것의 대가로 돈이나 여행을 제안합니다."
        },
        |strength, _| if reading.employee_in_defence() { strength } else { strength.min(Strength::Moderate) },
    )
}
