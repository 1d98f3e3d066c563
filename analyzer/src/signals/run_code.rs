//! Does it want you to run or open somebody else’s code?

use super::{Signal, from_ask, verified_sender};
use crate::finding::{Axis, Family, Outcome, Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "run-code",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Execution,
    question: Text {
        en: "Does it want you to run or open somebody else’s code?",
        ko: "남이 준 코드를 실행하거나 열라고 합니까?",
    },
    why: Text {
        en: "Opening a stranger’s project in an editor can already run it. Real take-home tasks exist: they come from an employer you can verify, and can be done in a disposable machine.",
        ko: "모르는 사람의 프로젝트는 편집기로 여는 것만으로 실행될 수 있습니다. 실제 과제도 있지만 확인된 회사에서 오며 일회용 환경에서 할 수 있습니다.",
    },
    page: include_str!("run_code.md"),
    check,
};

const CODES: &[&str] = &["MS-1", "LA-3"];

fn check(reading: &Reading<'_>) -> Outcome {
    let verified = verified_sender(reading);
    from_ask(
        reading,
        AskKind::RunCode,
        CODES,
        Text {
            en: "It asks you to run or open code that the contact supplies.",
            ko: "상대가 준 코드를 실행하거나 열라고 합니다.",
        },
        |strength, _| if verified { strength.min(Strength::Moderate) } else { strength },
    )
}
