//! Does the profile say that nothing was verified?

use super::{Signal, about_work};
use crate::case::{ContactRole, Verification};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "nothing-verified",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Account,
    question: Text {
        en: "Does the profile say that nothing was verified?", ko: "프로필에 인증된 것이 없습니까?"
    },
    why: Text {
        en: "The platform asks for a verified workplace when a recruiter's title is new. Most honest people never verified anything.",
        ko: "채용 직함을 새로 달면 플랫폼이 직장 인증을 요구합니다. 그러나 인증하지 않은 정직한 사람이 더 많습니다.",
    },
    page: include_str!("nothing_verified.md"),
    check,
};

const CODES: &[&str] = &["ID-4"];

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) || reading.case.role != ContactRole::Recruiter {
        return Outcome::Clear;
    }
    let profiles = &reading.case.submission.profiles;
    let mut marks = profiles.iter().filter_map(|p| p.verification.as_ref());
    let Some(none) = marks.find(|v| v.value == Verification::None) else { return Outcome::Clear };
    if profiles.iter().filter_map(|p| p.verification.as_ref()).any(|v| v.value != Verification::None) {
        return Outcome::Clear;
    }
    let claim = Says::new("The profile says that nothing was verified.", "프로필에 인증된 항목이 없다고 나옵니다.");
    Outcome::Found(vec![Finding::new(CODES, Strength::Weak, claim, none)])
}
