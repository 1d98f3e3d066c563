//! Is a host on a published list of attackers?

use super::Signal;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::reference::at_or_below;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "published-indicator",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Domain,
    question: Text {
        en: "Is a host on a published list of attackers?", ko: "공개된 공격자 목록에 있는 주소입니까?"
    },
    why: Text {
        en: "The host was published as an attacker’s. Entries age out, since hosts change hands.",
        ko: "공격자의 주소로 공개된 적이 있습니다. 주인이 바뀔 수 있어 오래된 항목은 쓰지 않습니다.",
    },
    page: include_str!("published_indicator.md"),
    check,
};

const CODES: &[&str] = &["LA-10"];

fn check(reading: &Reading<'_>) -> Outcome {
    let today = reading.case.as_of.to_string();
    let mut findings: Vec<Finding> = Vec::new();
    for seen in &reading.hosts {
        let hit = reading.reference.indicators.iter().find(|i| {
            at_or_below(&seen.host.value, &i.host) && today.get(..10).is_some_and(|day| day <= i.expires.as_str())
        });
        if let Some(indicator) = hit
            && !findings.iter().any(|f| f.cites().iter().any(|c| c.quote == seen.host.quote))
        {
            let host = &seen.host.value;
            let source = format!("{} {}", indicator.source, indicator.date);
            let source = source.trim();
            let claim = Says::new(
                format!("{host} is on a published list of attackers ({source})."),
                format!("{host} 주소는 공개된 공격자 목록에 있습니다 ({source})."),
            );
            findings.push(Finding::new(CODES, Strength::Decisive, claim, &seen.host));
        }
    }
    Outcome::of(findings)
}
