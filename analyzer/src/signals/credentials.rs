//! Does it want a password, a code, a sign-in or your screen?

use super::{Signal, from_ask, verified_sender};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;
use crate::text::words;

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
    if let Some(finding) = employer_account(reading) {
        return Outcome::Found(vec![finding]);
    }
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

/// The account of the present employer as a proof of employment: a login to be typed elsewhere than at work, so that an
/// offer opens. No honest service asks for it.
fn employer_account(reading: &Reading<'_>) -> Option<Finding> {
    const ACCOUNT: [&str; 22] = [
        "company account", "work account", "corporate account", "company login", "work login", "corporate login",
        "company sso", "corporate sso", "company vpn", "vpn account", "vpn login", "employer's login",
        "work credentials", "company credentials", "corporate credentials", "그룹웨어", "사내 계정", "사내계정",
        "회사 계정", "vpn 계정", "vpn) 아이디", "사내 아이디",
    ];
    const TYPED: [&str; 10] = [
        "password", "credentials", "log in", "sign in", "login", "sign-in", "비밀번호", "패스워드", "로그인",
        "인증번호",
    ];
    const PROOF: [&str; 16] = [
        "employment verification", "verify your employment", "verify employment", "verify your employer",
        "confirm your employment", "confirm your employer", "prove your employment", "proof of employment",
        "verify that you work", "confirm that you work", "currently employed", "재직 인증", "재직인증", "재직 확인",
        "재직 여부", "재직이 확인",
    ];
    let asked = reading.sentences.iter().find(|s| words::any(&s.folded, &ACCOUNT) && words::any(&s.folded, &TYPED))?;
    let proof = reading.sentences.iter().find(|s| words::any(&s.folded, &PROOF))?;
    let claim = Says::new(
        "It asks you to sign in with your employer's account to prove where you work.",
        "재직을 증명하라며 회사 계정으로 로그인하라고 합니다.",
    );
    Some(Finding::new(CODES, Strength::Strong, claim, &asked.fact).and(&proof.fact))
}
