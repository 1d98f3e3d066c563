//! Does the picture's file say that it was generated?

use super::Signal;
use crate::case::{Picture, PictureNote};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "generated-picture",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Account,
    question: Text {
        en: "Does the picture's file say that it was generated?",
        ko: "그림 파일에 생성된 이미지라는 표시가 있습니까?",
    },
    why: Text {
        en: "Nobody looks like a generated face. Honest people have their portraits improved by programs, too.",
        ko: "생성된 얼굴은 실존 인물이 아닙니다. 정상적인 사람도 사진을 프로그램으로 보정합니다.",
    },
    page: include_str!("generated_picture.md"),
    check,
};

const CODES: &[&str] = &["PT-4"];

fn check(reading: &Reading<'_>) -> Outcome {
    // A logo or an illustration may be made by whatever means; a portrait is a claim.
    let portraits = reading.case.submission.pictures.iter().filter(|picture| !picture.faces.is_empty());
    Outcome::of(portraits.filter_map(finding).take(3).collect())
}

fn finding(picture: &Picture) -> Option<Finding> {
    let note = |wanted: PictureNote| picture.notes.iter().find(|note| note.value == wanted);
    let name = &picture.name.value;
    if let Some(generated) = note(PictureNote::Generated) {
        let says = Says::new(
            format!("The file of “{name}” says that the picture was generated."),
            format!("“{name}” 파일에 생성된 이미지라는 표시가 있습니다."),
        );
        return Some(Finding::new(CODES, Strength::Moderate, says, generated));
    }
    let retouched = note(PictureNote::Retouched)?;
    let says = Says::new(
        format!("The file of “{name}” says that parts of the picture were generated."),
        format!("“{name}” 파일에 일부가 생성된 이미지라는 표시가 있습니다."),
    );
    Some(Finding::new(CODES, Strength::Weak, says, retouched))
}
