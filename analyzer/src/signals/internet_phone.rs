//! Is it an internet telephone number?

use super::Signal;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "internet-phone",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Phone,
    question: Text { en: "Is it an internet telephone number?", ko: "인터넷 전화번호입니까?" },
    why: Text {
        en: "Weak: in Korea 070 numbers are common with small firms.",
        ko: "약한 징후입니다. 국내 소규모 회사는 070을 많이 씁니다.",
    },
    page: include_str!("internet_phone.md"),
    check,
};

const CODES: &[&str] = &["PH-5"];

fn check(reading: &Reading<'_>) -> Outcome {
    let hit = reading.contact.phones.iter().find(|p| p.value.valid && p.value.e164.starts_with("+8270"));
    Outcome::of(
        hit.map(|p| {
            let claim = Says::new(
                format!("{} is an internet telephone number.", p.value.raw),
                format!("{}은(는) 인터넷 전화번호입니다.", p.value.raw),
            );
            Finding::new(CODES, Strength::Weak, claim, p)
        })
        .into_iter()
        .collect(),
    )
}
