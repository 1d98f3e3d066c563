//! Is the employer of the same sensitive field as yours?

use super::Signal;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::reading::Topic;
use crate::text::claims::Relation;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "peer-lure",
    codes: CODES,
    axis: Axis::Targeting,
    family: Family::Target,
    question: Text {
        en: "Is the employer of the same sensitive field as yours?",
        ko: "같은 민감 업계의 회사를 내세웁니까?",
    },
    why: Text {
        en: "Names of defence firms recur in espionage against defence staff. It is also ordinary poaching.",
        ko: "방산 기업 이름은 방산 종사자를 노린 접근에 자주 쓰입니다. 통상적인 스카우트이기도 합니다.",
    },
    page: include_str!("peer_lure.md"),
    check,
};

const CODES: &[&str] = &["CO-6"];

fn check(reading: &Reading<'_>) -> Outcome {
    if reading.topic != Topic::Recruiting || !reading.employee_in_defence() {
        return Outcome::Clear;
    }
    let peer = reading
        .contact
        .employers
        .iter()
        .find(|e| e.relation != Relation::Mentions && e.organisation.as_ref().is_some_and(|o| o.is_defence()));
    Outcome::of(
        peer.map(|e| {
            let claim = Says::new("It names a firm of your own field.", "같은 업계의 회사를 내세웁니다.");
            Finding::new(CODES, Strength::Weak, claim, &e.name)
        })
        .into_iter()
        .collect(),
    )
}
