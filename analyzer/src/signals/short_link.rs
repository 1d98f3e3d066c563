//! Does a link hide where it leads?

use super::{Signal, about_work};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::reference::HostKind;
use crate::text::hosts::HostRole;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "short-link",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Link,
    question: Text { en: "Does a link hide where it leads?", ko: "링크가 목적지를 숨깁니까?" },
    why: Text {
        en: "A short link hides its target; honest recruiters use them too.",
        ko: "짧은 링크는 목적지를 숨깁니다. 정상적인 채용에도 쓰입니다.",
    },
    page: include_str!("short_link.md"),
    check,
};

const CODES: &[&str] = &["LA-6"];

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) {
        return Outcome::Clear;
    }
    let lists = [HostKind::Shortener, HostKind::LinkInBio];
    let hit = reading.hosts.iter().find(|h| {
        h.role == HostRole::Link
            && h.host.value != "lnkd.in"
            && lists.iter().any(|l| reading.reference.hosts.is(*l, &h.host.value))
    });
    Outcome::of(
        hit.map(|h| {
            let claim = Says::new("A short link hides where it leads.", "짧은 링크가 목적지를 숨깁니다.");
            Finding::new(CODES, Strength::Weak, claim, &h.host)
        })
        .into_iter()
        .collect(),
    )
}
