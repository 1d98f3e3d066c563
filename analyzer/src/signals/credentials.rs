//! Does it want a password, a code, a sign-in or your screen?

use super::{Signal, from_ask, verified_sender};
use crate::finding::{Axis, Family, Outcome, Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "credentials",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Theft,
    question: Text {
        en: "Does it want a password, a code, a sign-in or your screen?",
        ko: "비밀번호·인증번호·로그인·화면을 요구합니까?",
    },
    why: Text {
        en: "Recruiters need no password, code or control of your screen. An applicant portal lets you choose your own password.",
        ko: "채용 담당자에게 비밀번호·인증번호·화면 제어는 필요 없습니다. 지원자 포털은 비밀번호를 본인이 정합니다.",
    },
    page: include_str!("credentials.md"),
    check,
};

const CODES: &[&str] = &["LA-8", "MS-11"];

fn check(reading: &Reading<'_>) -> Outcome {
    let verified = verified_sender(reading);
    from_ask(
        reading,
        AskKind::SignIn,
        CODES,
        Text {
            en: "It asks you to sign in, give a code, or let somebody see or control your computer.",
            ko: "로그인, 인증번호, 또는 화면 공유·원격 제어를 요구합니다.",
        },
        |strength, _| if verified { Strength::Weak } else { strength },
    )
}
