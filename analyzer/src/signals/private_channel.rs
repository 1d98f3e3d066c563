//! Does it want your private address or computer?

use super::{Signal, from_ask};
use crate::finding::{Axis, Family, Outcome, Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "private-channel",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Channel,
    question: Text {
        en: "Does it want your private address or computer?",
        ko: "개인 메일이나 개인 컴퓨터를 쓰라고 합니까?",
    },
    why: Text {
        en: "Nobody wants recruiting mail at work, so a private address is a normal wish. A private computer for their file is not.",
        ko: "회사 메일로 채용 연락을 받고 싶지 않은 것은 당연합니다. 그러나 개인 컴퓨터에서 파일을 열라는 것은 다릅니다.",
    },
    page: include_str!("private_channel.md"),
    check,
};

const CODES: &[&str] = &["PM-2"];

fn check(reading: &Reading<'_>) -> Outcome {
    let risky = [AskKind::OpenFile, AskKind::RunCode, AskKind::Install, AskKind::InsideInfo, AskKind::PasteCommand]
        .iter()
        .any(|kind| reading.asks.iter().any(|a| a.kind == *kind && a.likely()));
    from_ask(
        reading,
        AskKind::PersonalContact,
        CODES,
        Text {
            en: "It wants a private address, phone or computer used.",
            ko: "개인 메일·전화·컴퓨터를 쓰라고 합니다.",
        },
        |strength, _| if risky { strength.min(Strength::Moderate) } else { Strength::Weak },
    )
}
