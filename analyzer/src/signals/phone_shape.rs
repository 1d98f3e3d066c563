//! Is the number written in an unusual way?

use super::Signal;
use crate::case::ContactRole;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::phones::Shape;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "phone-shape",
    codes: OF_APPLICANT,
    axis: Axis::Identity,
    family: Family::Phone,
    question: Text { en: "Is the number written in an unusual way?", ko: "번호 표기가 관례와 다릅니까?" },
    why: Text {
        en: "Alone this means nothing. Combined with other signs it paints a picture (as Amazon put it of applicants).",
        ko: "이것만으로는 아무 의미가 없습니다. 다른 징후와 함께 볼 때만 의미가 있습니다(아마존의 설명).",
    },
    page: include_str!("phone_shape.md"),
    check,
};

const CODES: &[&str] = &["PH-3"];

/// The same of an applicant.
const OF_APPLICANT: &[&str] = &["PH-3", "RW-8"];

fn check(reading: &Reading<'_>) -> Outcome {
    // The domestic zero behind +82 is how many honest Koreans write; it is read, and not held against anybody.
    let codes = if reading.case.role == ContactRole::Applicant { OF_APPLICANT } else { CODES };
    let hit = reading.contact.phones.iter().find(|p| matches!(p.value.shape, Some(Shape::NoPlus | Shape::Grouping)));
    Outcome::of(
        hit.map(|p| {
            let claim = Says::new(
                format!("{} is written in an unusual way.", p.value.raw),
                format!("{} 표기가 관례와 다릅니다.", p.value.raw),
            );
            Finding::new(codes, Strength::Weak, claim, p)
        })
        .into_iter()
        .collect(),
    )
}
