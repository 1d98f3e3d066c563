//! Is the portrait framed exactly as generators frame theirs?

use super::{Signal, about_work};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::photo::apart_from_template;
use crate::reading::Reading;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "template-cut",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Account,
    question: Text {
        en: "Is the portrait framed exactly as generators frame theirs?",
        ko: "인물 사진의 구도가 생성 이미지의 틀과 똑같습니까?",
    },
    why: Text {
        en: "Generators of one family place every face alike. So do programs that cut real portraits by the same template, and photographers by chance: this says little.",
        ko: "한 계열의 생성기는 모든 얼굴을 같은 자리에 둡니다. 실제 사진을 같은 틀로 자르는 프로그램도 있고 우연히 맞을 수도 있어 큰 의미는 없습니다.",
    },
    page: include_str!("template_cut.md"),
    check,
};

const CODES: &[&str] = &["PT-3"];

/// How far a corner of the frame may lie from the template's, as a share of the side. Within it lie one in six hundred of
/// squares that are cut around a face as people cut them.
const TOLERANCE: f32 = 0.04;

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) {
        return Outcome::Clear;
    }
    let pictures = reading.case.submission.pictures.iter();
    let cut = pictures.filter(|picture| apart_from_template(picture).is_some_and(|apart| apart <= TOLERANCE));
    let finding = |picture: &crate::case::Picture| {
        let name = &picture.name.value;
        let says = Says::new(
            format!(
                "Eyes and mouth in “{name}” are just where a known generator puts them. Many portraits are cut by a template."
            ),
            format!(
                "“{name}”의 눈과 입이 알려진 생성기가 두는 바로 그 자리에 있습니다. 틀에 맞춰 자른 사진도 많습니다."
            ),
        );
        Finding::new(CODES, Strength::Weak, says, &picture.name)
    };
    Outcome::of(cut.take(1).map(finding).collect())
}
