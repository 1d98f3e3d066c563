//! Does a domain look like a job board’s or hiring system’s and isn’t?

use super::{Signal, lookalikes};
use crate::finding::{Axis, Family, Outcome, Text};
use crate::reading::Reading;
use crate::reference::Organisation;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "hiring-service-lookalike",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Domain,
    question: Text {
        en: "Does a domain look like a job board’s or hiring system’s and isn’t?",
        ko: "채용 사이트나 지원 시스템처럼 보이는 다른 주소가 있습니까?",
    },
    why: Text {
        en: "Known boards and hiring systems are imitated because candidates trust them.",
        ko: "지원자가 믿는 채용 사이트를 흉내 낸 것입니다.",
    },
    page: include_str!("hiring_service_lookalike.md"),
    check,
};

const CODES: &[&str] = &["EM-2"];

fn check(reading: &Reading<'_>) -> Outcome {
    lookalikes(reading, CODES, Organisation::is_rail)
}
