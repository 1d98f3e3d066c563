//! Does it want money, or your account for money?

use super::{Signal, from_ask, plain};
use crate::finding::{Axis, Family, Outcome, Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "money-from-candidate",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Theft,
    question: Text { en: "Does it want money, or your account for money?", ko: "돈이나 계좌를 요구합니까?" },
    why: Text {
        en: "Employers pay you. Fees, equipment to buy, cheques to cash and parcels to pass on are fraud.",
        ko: "회사는 돈을 주는 쪽입니다. 수수료·장비 구입·수표·대리 송금은 사기입니다.",
    },
    page: include_str!("money_from_candidate.md"),
    check,
};

const CODES: &[&str] = &["MS-12"];

fn check(reading: &Reading<'_>) -> Outcome {
    from_ask(
        reading,
        AskKind::Money,
        CODES,
        Text {
            en: "It wants money from you, or your account for somebody’s money.",
            ko: "돈을 내게 하거나 계좌를 이용하려 합니다.",
        },
        |strength, ask| match strength {
            Strength::Strong if plain(ask, reading) => Strength::Decisive,
            other => other,
        },
    )
}
