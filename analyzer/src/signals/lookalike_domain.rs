//! Does a domain look like a company’s and isn’t?

use super::{Signal, lookalikes};
use crate::finding::{Axis, Family, Outcome, Text};
use crate::reading::Reading;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "lookalike-domain",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Domain,
    question: Text {
        en: "Does a domain look like a company’s and isn’t?",
        ko: "회사 도메인처럼 보이는 다른 주소가 있습니까?",
    },
    why: Text {
        en: "A look-alike is registered to be believed; it passes every technical check of its own. Some companies own more domains than the list knows.",
        ko: "비슷한 도메인은 믿게 하려고 등록한 것이며 기술 검사는 모두 통과합니다. 목록에 없는 도메인을 가진 회사도 있습니다.",
    },
    page: include_str!("lookalike_domain.md"),
    check,
};

const CODES: &[&str] = &["EM-1"];

fn check(reading: &Reading<'_>) -> Outcome {
    lookalikes(reading, CODES, |organisation| !organisation.is_rail())
}
