//! Does a source archive hold traps?

use super::Signal;
use crate::case::FileTrait;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "trojan-repository",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Execution,
    question: Text { en: "Does a source archive hold traps?", ko: "소스 압축 파일에 함정이 있습니까?" },
    why: Text {
        en: "Tasks that run when a folder is opened, hidden code and encoded addresses are how trojanised tasks work. Install scripts alone are common.",
        ko: "폴더를 열면 실행되는 작업, 숨긴 코드, 인코딩된 주소는 악성 과제의 수법입니다. 설치 스크립트만으로는 흔합니다.",
    },
    page: include_str!("trojan_repository.md"),
    check,
};

const CODES: &[&str] = &["LA-4"];

fn check(reading: &Reading<'_>) -> Outcome {
    const TRAPS: [(FileTrait, Strength, &str, &str); 7] = [
        (FileTrait::RunOnOpen, Strength::Decisive, "runs when its folder is opened", "폴더를 열면 실행됩니다"),
        (FileTrait::GitHook, Strength::Strong, "holds an active git hook", "활성 git 훅이 있습니다"),
        (FileTrait::EncodedUrl, Strength::Strong, "hides an address in encoded form", "주소를 인코딩해 숨겼습니다"),
        (FileTrait::HiddenCode, Strength::Strong, "pushes code out of sight", "코드를 화면 밖에 숨겼습니다"),
        (
            FileTrait::DynamicCode,
            Strength::Moderate,
            "runs text that it fetches or decodes",
            "받거나 해독한 글을 코드로 실행합니다",
        ),
        (
            FileTrait::CustomRegistry,
            Strength::Moderate,
            "takes packages from another source",
            "다른 곳에서 패키지를 받습니다",
        ),
        (FileTrait::InstallScript, Strength::Weak, "runs a script on install", "설치할 때 스크립트를 실행합니다"),
    ];
    let mut findings = Vec::new();
    for file in &reading.case.submission.files {
        for (wanted, strength, en, ko) in TRAPS {
            if let Some(fact) = file.traits.iter().find(|t| t.value == wanted) {
                let name = &file.name.value;
                let claim = Says::new(format!("“{name}” {en}."), format!("“{name}”: {ko}."));
                findings.push(Finding::new(CODES, strength, claim, fact));
            }
        }
    }
    findings.truncate(8);
    Outcome::of(findings)
}
