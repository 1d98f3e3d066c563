//! Are credentials for a portal handed out?

use super::Signal;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::words;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "handed-out-login",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Theft,
    question: Text {
        en: "Are credentials for a portal handed out?", ko: "포털 계정과 비밀번호를 줍니까?"
    },
    why: Text {
        en: "Genuine portals let the candidate choose a password; a handed-out login leads to a stranger’s site.",
        ko: "정상적인 포털은 지원자가 비밀번호를 정합니다. 계정을 나눠 주는 것은 낯선 사이트로 이끄는 방법입니다.",
    },
    page: include_str!("handed_out_login.md"),
    check,
};

const CODES: &[&str] = &["LA-8"];

fn check(reading: &Reading<'_>) -> Outcome {
    const NAMES: [&str; 11] = [
        "username:", "user name:", "user id:", "userid:", "login:", "your id:", "아이디:", "아이디 :", "계정:",
        "계정 :", "id :",
    ];
    const SECRETS: [&str; 12] = [
        "password:", "password is", "passcode:", "pw:", "pw :", "temporary password", "initial password", "비밀번호:",
        "비밀번호 :", "비번:", "임시 비밀번호", "초기 비밀번호",
    ];
    // Meetings have numbers and passcodes, documents have passwords; only a name with a password is a login.
    const OTHER: [&str; 10] =
        ["meeting id", "webinar", "requisition", "회의 id", "회의실", "zoom", "teams", "pdf", "압축", "파일"];
    let login = |folded: &str| {
        NAMES.iter().any(|n| folded.contains(n)) || words::has(folded, "as user") || words::has(folded, "as candidate")
    };
    let mut name = None;
    for sentence in &reading.sentences {
        let folded = &sentence.folded;
        if words::any(folded, &OTHER) {
            continue;
        }
        if login(folded) {
            name = Some(sentence);
        }
        if let Some(name) = name
            && (SECRETS.iter().any(|s| folded.contains(s)) || words::has(folded, "with the password"))
            && name.message == sentence.message
        {
            let claim = Says::new("It hands out a login for a portal.", "포털 로그인 계정을 알려 줍니다.");
            return Outcome::Found(vec![Finding::new(CODES, Strength::Strong, claim, &name.fact).and(&sentence.fact)]);
        }
    }
    Outcome::Clear
}
