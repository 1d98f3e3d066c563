//! Is another workplace verified than the one claimed?

use super::Signal;
use crate::case::Verification;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::claims::Relation;
use crate::text::fold::squeeze;

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
        let verified = reading.reference.organisations.named(workplace);
        let works_for: Vec<_> = reading.contact.employers.iter().filter(|e| e.relation == Relation::WorksFor).collect();
        let fits = works_for.iter().any(|e| {
            squeeze(&e.name.value) == squeeze(workplace)
                || matches!((verified, &e.organisation), (Some(a), Some(b)) if a.id == b.id)
        });
        if let Some(employer) = works_for.first().filter(|_| !fits) {
            let claim = Says::new(
                format!("The verified workplace is {workplace}, the claimed one {}.", employer.name.value),
                format!("인증된 직장은 {workplace}, 주장하는 직장은 {}입니다.", employer.name.value),
            );
            return Outcome::Found(vec![
                Finding::new(CODES, Strength::Moderate, claim, verification).and(&employer.name),
            ]);
        }
    }
    Outcome::Clear
}
