//! Is another workplace verified than the one claimed?

use super::{Signal, works_for};
use crate::case::Verification;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "verified-elsewhere",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Account,
    question: Text {
        en: "Is another workplace verified than the one claimed?",
        ko: "주장과 다른 직장이 인증되어 있습니까?",
    },
    why: Text {
        en: "The platform verified another employer. Changing jobs takes a while to show.",
        ko: "플랫폼이 다른 직장을 인증했습니다. 이직 후 반영이 늦을 수 있습니다.",
    },
    page: include_str!("verified_elsewhere.md"),
    check,
};

const CODES: &[&str] = &["ID-4"];

fn check(reading: &Reading<'_>) -> Outcome {
    for profile in &reading.case.submission.profiles {
        let Some(verification) = &profile.verification else { continue };
        let Verification::Workplace(workplace) = &verification.value else { continue };
        let kin = |name: &str| reading.reference.organisations.kin(name, workplace);
        if works_for(reading).iter().any(|employer| kin(&employer.value)) {
            continue;
        }
        if let Some(employer) = works_for(reading).first().copied() {
            let claim = Says::new(
                format!("The verified workplace is {workplace}, the claimed one {}.", employer.value),
                format!("인증된 직장은 {workplace}, 주장하는 직장은 {}입니다.", employer.value),
            );
            return Outcome::Found(vec![Finding::new(CODES, Strength::Moderate, claim, verification).and(employer)]);
        }
    }
    Outcome::Clear
}
