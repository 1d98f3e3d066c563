//! Is your CV retold before a link?

use super::Signal;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;
use crate::text::hosts::HostRole;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "over-specific-flattery",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Bait,
    question: Text { en: "Is your CV retold before a link?", ko: "이력을 나열한 뒤 링크를 줍니까?" },
    why: Text {
        en: "A paragraph that restates a CV costs nothing to make. Honest recruiters do it, too.",
        ko: "이력을 되풀이하는 글은 쉽게 만들 수 있습니다. 정상적인 채용 담당자도 그렇게 씁니다.",
    },
    page: include_str!("over_specific_flattery.md"),
    check,
};

const CODES: &[&str] = &["MS-6"];

fn check(reading: &Reading<'_>) -> Outcome {
    let praise: Vec<_> = reading.asks.iter().filter(|a| a.kind == AskKind::Flattery && a.likely()).collect();
    let link = reading
        .hosts
        .iter()
        .find(|h| h.role == HostRole::Link && reading.reference.organisations.owner(&h.host.value).is_none());
    match (praise.as_slice(), link) {
        ([first, _, _, ..], Some(link)) => Outcome::of(
            reading
                .sentence(first)
                .map(|s| {
                    let claim = Says::new("It praises at length, then gives a link.", "길게 칭찬한 뒤 링크를 줍니다.");
                    Finding::new(CODES, Strength::Weak, claim, &s.fact).and(&link.host)
                })
                .into_iter()
                .collect(),
        ),
        _ => Outcome::Clear,
    }
}
