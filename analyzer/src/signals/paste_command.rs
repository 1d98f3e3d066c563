//! Does it want you to type or paste a command?

use super::{Signal, from_ask, plain, verified_sender};
use crate::finding::{Axis, Family, Outcome, Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "paste-command",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Execution,
    question: Text {
        en: "Does it want you to type or paste a command?",
        ko: "명령어를 입력하거나 붙여넣으라고 합니까?",
    },
    why: Text {
        en: "No employer needs a command on your computer to hold an interview. Camera and driver fixes that are commands are how recent attacks began. Engineers may be told a command in a task of a known employer.",
        ko: "면접을 위해 명령어를 실행하게 하는 회사는 없습니다. 카메라·드라이버 해결을 빙자한 명령어가 최근 공격의 시작이었습니다. 확인된 회사의 과제에서는 명령어가 쓰일 수 있습니다.",
    },
    page: include_str!("paste_command.md"),
    check,
};

const CODES: &[&str] = &["MS-1", "LA-5"];

fn check(reading: &Reading<'_>) -> Outcome {
    let verified = verified_sender(reading);
    from_ask(
        reading,
        AskKind::PasteCommand,
        CODES,
        Text {
            en: "It asks you to run a command on your computer.", ko: "컴퓨터에서 명령어를 실행하라고 합니다."
        },
        |strength, ask| match strength {
            Strength::Strong if !verified && plain(ask, reading) => Strength::Decisive,
            other => other,
        },
    )
}
