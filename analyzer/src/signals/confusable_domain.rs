//! Are there letters of other scripts in a domain?

use super::Signal;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::imitation::mixes_scripts;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "confusable-domain",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Domain,
    question: Text {
        en: "Are there letters of other scripts in a domain?", ko: "도메인에 다른 문자가 섞여 있습니까?"
    },
    why: Text {
        en: "Latin mixed with Cyrillic or Greek letters is made to deceive; Hangul with Latin is normal.",
        ko: "라틴 문자에 키릴·그리스 문자를 섞은 것은 속이기 위한 것입니다. 한글과 라틴 문자는 정상입니다.",
    },
    page: include_str!("confusable_domain.md"),
    check,
};

const CODES: &[&str] = &["EM-3"];

fn check(reading: &Reading<'_>) -> Outcome {
    let hit = reading.hosts.iter().find(|h| mixes_scripts(&h.host.value));
    Outcome::of(
        hit.map(|h| {
            let claim = Says::new(
                "A domain mixes letters of different scripts that look alike.",
                "모양이 비슷한 다른 문자를 섞은 도메인입니다.",
            );
            Finding::new(CODES, Strength::Strong, claim, &h.host)
        })
        .into_iter()
        .collect(),
    )
}
