//! Does it want you to install a program it supplies?

use super::{Signal, from_ask, plain, verified_sender};
use crate::finding::{Axis, Family, Outcome, Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "supplied-software",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Execution,
    question: Text {
        en: "Does it want you to install a program it supplies?",
        ko: "상대가 주는 프로그램을 설치하라고 합니까?",
    },
    why: Text {
        en: "Employers don’t make candidates install their own meeting program, viewer or VPN; this is how recent attacks began. Well-known products from their own sites are another matter.",
        ko: "자체 회의 프로그램·뷰어·VPN 설치를 지원자에게 요구하는 회사는 없습니다. 최근 공격이 이렇게 시작되었습니다. 널리 쓰이는 제품을 공식 사이트에서 받는 것은 다릅니다.",
    },
    page: include_str!("supplied_software.md"),
    check,
};

const CODES: &[&str] = &["LA-2", "MS-1"];

fn check(reading: &Reading<'_>) -> Outcome {
    let verified = verified_sender(reading);
    from_ask(
        reading,
        AskKind::Install,
        CODES,
        Text {
            en: "It asks you to install or have running a program.",
            ko: "프로그램을 설치하거나 실행해 두라고 합니다.",
        },
        |strength, ask| match strength {
            Strength::Strong if !verified && plain(ask, reading) => Strength::Decisive,
            other => other,
        },
    )
}
