//! Courses of events that findings fit, with MITRE ATT&CK ids (v19 revoked T1656 in favour of T1684.001: both are given).

use crate::finding::{Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;
use crate::verdict::Weighed;

/// A course of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// Slug, kept for ever.
    pub id: &'static str,
    /// What it is, to a layman.
    pub text: Text,
    /// ATT&CK techniques.
    pub attack: &'static [&'static str],
}

/// The stories that counted findings of at least moderate strength tell.
pub(crate) fn of(reading: &Reading<'_>, found: &[Weighed]) -> Vec<Story> {
    let has =
        |ids: &[&str]| found.iter().any(|w| w.finding.strength >= Strength::Moderate && ids.contains(&w.signal.id));
    let asks = |kinds: &[AskKind]| reading.asks.iter().any(|a| a.likely() && kinds.contains(&a.kind));
    let mut stories = Vec::new();
    if has(&[
        "lookalike-domain", "hiring-service-lookalike", "confusable-domain", "sender-not-employer",
        "freemail-for-employer", "forged-sender", "forged-linkedin",
    ]) {
        stories.push(Story {
            id: "company-impersonation",
            text: Text {
                en: "Somebody uses a company's name without its addresses.",
                ko: "회사의 주소가 아닌 곳에서 회사 이름을 쓰고 있습니다.",
            },
            attack: &["T1684.001", "T1656", "T1583.001", "T1585.002"],
        });
    }
    if has(&["run-code", "trojan-repository", "strangers-repository"]) && asks(&[AskKind::RunCode]) {
        stories.push(Story {
            id: "coding-test",
            text: Text {
                en: "A coding task that makes you run somebody else's code.",
                ko: "남이 준 코드를 실행하게 만드는 코딩 과제입니다.",
            },
            attack: &["T1204.005", "T1195.001", "T1566.003"],
        });
    }
    if has(&["paste-command", "command-page"]) {
        stories.push(Story {
            id: "paste-a-command",
            text: Text {
                en: "A \"fix\" or test that is a command to paste.",
                ko: "오류 해결이나 시험을 빙자해 명령어를 붙여넣게 합니다.",
            },
            attack: &["T1204.004", "T1566.003"],
        });
    }
    if has(&["supplied-software"]) {
        stories.push(Story {
            id: "supplied-software",
            text: Text {
                en: "A viewer or meeting program that the stranger supplies.",
                ko: "상대가 준 뷰어나 회의 프로그램을 설치하게 합니다.",
            },
            attack: &["T1204.002", "T1566.003"],
        });
    }
    if has(&["dangerous-file", "special-opening", "locked-archive"]) {
        stories.push(Story {
            id: "job-description-with-malware",
            text: Text {
                en: "A job description or application that is more than a document.",
                ko: "채용 안내문이나 지원서로 위장한 파일입니다.",
            },
            attack: &["T1566.001", "T1204.002"],
        });
    }
    if has(&["inside-information", "paid-expertise", "asks-for-colleagues"]) {
        stories.push(Story {
            id: "paid-for-knowledge",
            text: Text {
                en: "An offer of money or a career for what you know at work.",
                ko: "직장에서 아는 것을 돈이나 자리와 바꾸려는 제안입니다.",
            },
            attack: &["T1591", "T1589", "T1598.001"],
        });
    }
    if has(&["money-from-candidate", "papers-too-early", "hired-unseen"]) {
        stories.push(Story {
            id: "job-scam",
            text: Text {
                en: "A job that costs you money, papers or your bank account.",
                ko: "돈·신분증·계좌를 노리는 일자리 사기입니다.",
            },
            attack: &["T1657", "T1589"],
        });
    }
    if has(&["handed-out-login", "credentials"]) {
        stories.push(Story {
            id: "portal-login",
            text: Text {
                en: "A portal or sign-in that collects accounts.",
                ko: "계정을 빼내는 포털 또는 로그인 요구입니다.",
            },
            attack: &["T1598.003", "T1566.002"],
        });
    }
    if has(&["seen-under-another-name", "seen-text-elsewhere", "same-number-other-company"]) {
        stories.push(Story {
            id: "campaign",
            text: Text {
                en: "The same number, address or text appeared before under another name.",
                ko: "같은 번호·주소·문구가 다른 이름으로 나타난 적이 있습니다.",
            },
            attack: &["T1585.001", "T1593.001"],
        });
    }
    stories
}
