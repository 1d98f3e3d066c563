//! Is it work beside your present job?

use super::{Signal, from_ask};
use crate::finding::{Axis, Family, Outcome, Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "side-job",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Bait,
    question: Text { en: "Is it work beside your present job?", ko: "현 직장과 병행하는 일입니까?" },
    why: Text {
        en: "Moonlighting offers exist; beside a defence job they need permission, and many lures are of this kind.",
        ko: "겸직 제안은 있을 수 있지만 방산 직무에서는 허가가 필요하며 미끼로도 흔히 쓰입니다.",
    },
    page: include_str!("side_job.md"),
    check,
};

const CODES: &[&str] = &["MS-10"];

fn check(reading: &Reading<'_>) -> Outcome {
    from_ask(
        reading,
        AskKind::SideJob,
        CODES,
        Text {
            en: "It offers work beside your present job.", ko: "현 직장과 병행하는 일을 제안합니다."
        },
        |_, _| Strength::Weak,
    )
}
