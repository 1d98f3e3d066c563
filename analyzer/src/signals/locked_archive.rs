//! Is there a locked archive, with its password in the message?

use super::{Signal, verified_sender};
use crate::case::{FileKind, FileTrait};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::words;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "locked-archive",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::File,
    question: Text {
        en: "Is there a locked archive, with its password in the message?",
        ko: "비밀번호가 걸린 압축 파일이 있습니까?",
    },
    why: Text {
        en: "A password keeps scanners out, and the message hands it over. Korean HR sends locked PDFs, not archives.",
        ko: "비밀번호는 검사를 막기 위한 것이며 메시지로 함께 옵니다. 한국 인사팀이 보내는 것은 압축 파일이 아니라 PDF입니다.",
    },
    page: include_str!("locked_archive.md"),
    check,
};

const CODES: &[&str] = &["LA-1"];

fn check(reading: &Reading<'_>) -> Outcome {
    let locked =
        reading.case.submission.files.iter().find(|f| f.has(FileTrait::Encrypted) && f.kind == FileKind::Archive);
    let Some(file) = locked else { return Outcome::Clear };
    let password = reading.sentences.iter().find(|s| {
        let folded = &s.folded;
        words::any(
            folded,
            &[
                "password", "passcode", "pw", "비밀번호", "비번", "암호는", "암호:", "암호 :", "암호를", "암호가",
                "파일 암호", "압축 암호",
            ],
        )
    });
    let strength = match (password, verified_sender(reading)) {
        (_, true) => Strength::Weak,
        (Some(_), false) => Strength::Strong,
        (None, false) => Strength::Moderate,
    };
    let name = &file.name.value;
    let claim = Says::new(
        format!("“{name}” is locked, so nothing could look inside."),
        format!("“{name}” 파일은 잠겨 있어 내용을 볼 수 없습니다."),
    );
    let mut finding = Finding::new(CODES, strength, claim, &file.name);
    if let Some(sentence) = password {
        finding = finding.and(&sentence.fact);
    }
    Outcome::Found(vec![finding])
}
