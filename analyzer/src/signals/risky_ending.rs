//! Is the domain under a cheap, often abused ending?

use super::{Signal, about_work};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "risky-ending",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Link,
    question: Text {
        en: "Is the domain under a cheap, often abused ending?", ko: "악용이 잦은 최상위 도메인입니까?"
    },
    why: Text {
        en: "Weak: most attackers use .com, and honest firms use new endings.",
        ko: "약한 징후입니다. 공격자도 대부분 .com을 쓰고 정상 회사도 새 도메인을 씁니다.",
    },
    page: include_str!("risky_ending.md"),
    check,
};

const CODES: &[&str] = &["EM-10"];

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) {
        return Outcome::Clear;
    }
    let risky = |domain: &str| {
        domain.rsplit('.').next().is_some_and(|tld| reading.reference.risky_tlds.iter().any(|r| r == tld))
    };
    let hit = reading
        .contact
        .domains
        .iter()
        .find(|d| risky(&d.value) && reading.reference.organisations.owner(&d.value).is_none());
    Outcome::of(
        hit.map(|d| {
            let claim = Says::new(
                format!("{} has an ending that is often abused.", d.value),
                format!("{}은(는) 악용이 잦은 최상위 도메인을 씁니다.", d.value),
            );
            Finding::new(CODES, Strength::Weak, claim, d)
        })
        .into_iter()
        .collect(),
    )
}
