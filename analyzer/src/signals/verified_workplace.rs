//! Is the claimed workplace verified?

use super::{Signal, works_for};
use crate::case::Verification;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "verified-workplace",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Account,
    question: Text {
        en: "Is the claimed workplace verified?", ko: "주장하는 직장이 인증되어 있습니까?"
    },
    why: Text {
        en: "The platform verified this workplace. Accounts get hijacked, so it never excuses a harmful request.",
        ko: "플랫폼이 직장을 인증했습니다. 계정 탈취가 있으므로 위험한 요구를 정당화하지 않습니다.",
    },
    page: include_str!("verified_workplace.md"),
    check,
};

const CODES: &[&str] = &["ID-4"];

fn check(reading: &Reading<'_>) -> Outcome {
    for profile in &reading.case.submission.profiles {
        let Some(verification) = &profile.verification else { continue };
        let Verification::Workplace(workplace) = &verification.value else { continue };
        let organisations = &reading.reference.organisations;
        let fits = works_for(reading).iter().any(|employer| organisations.kin(&employer.value, workplace));
        if fits {
            let claim = Says::new(
                format!("The platform verified the workplace {workplace}."),
                format!("플랫폼이 직장 {workplace}을(를) 인증했습니다."),
            );
            return Outcome::Found(vec![Finding::new(CODES, Strength::Reassuring, claim, verification)]);
        }
    }
    Outcome::Clear
}
