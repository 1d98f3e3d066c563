//! Does an executive write cold to an engineer?

use super::{Signal, in_house, verified_sender};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::reading::Topic;
use crate::text::claims::says_hiring;
use crate::text::fold::fold;
use crate::text::words;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "executive-cold",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Company,
    question: Text {
        en: "Does an executive write cold to an engineer?", ko: "임원이 직접 실무자에게 연락했습니까?"
    },
    why: Text {
        en: "Personas posed as chief executives. Founders of small firms do write themselves.",
        ko: "사칭자는 최고경영자를 가장하기도 했습니다. 작은 회사의 창업자는 직접 쓰기도 합니다.",
    },
    page: include_str!("executive_cold.md"),
    check,
};

const CODES: &[&str] = &["CO-7"];

fn check(reading: &Reading<'_>) -> Outcome {
    const CHIEFS: [&str; 16] = [
        "ceo", "chief executive", "chief executive officer", "vice president", "president of", "president",
        "managing director", "evp", "svp", "chairman", "대표이사", "사장", "부사장", "회장", "총괄부사장", "전무",
    ];
    if reading.topic != Topic::Recruiting || verified_sender(reading) || in_house(reading).is_none() {
        return Outcome::Clear;
    }
    // A vice president of talent acquisition does what their title says.
    let hit = reading.contact.roles.iter().find(|r| words::any(&fold(&r.value), &CHIEFS) && !says_hiring(&r.value));
    Outcome::of(
        hit.map(|r| {
            let claim = Says::new(
                "Somebody of the top floor of a large firm writes to you directly.",
                "대기업 고위 임원이 직접 연락했습니다.",
            );
            Finding::new(CODES, Strength::Moderate, claim, r)
        })
        .into_iter()
        .collect(),
    )
}
