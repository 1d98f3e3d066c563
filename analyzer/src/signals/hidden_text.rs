//! Is there text that you can’t see?

use super::Signal;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "hidden-text",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Link,
    question: Text { en: "Is there text that you can’t see?", ko: "보이지 않는 글이 있습니까?" },
    why: Text {
        en: "Long hidden text is there to mislead filters. A short hidden preview line is ordinary in newsletters.",
        ko: "긴 숨은 글은 필터를 속이기 위한 것입니다. 짧은 미리보기 문구는 뉴스레터에 흔합니다.",
    },
    page: include_str!("hidden_text.md"),
    check,
};

const CODES: &[&str] = &["LA-11"];

fn check(reading: &Reading<'_>) -> Outcome {
    let longest = reading.messages().iter().flat_map(|m| &m.hidden_text).max_by_key(|t| t.value.chars().count());
    match longest {
        Some(text) if text.value.chars().filter(|c| c.is_alphabetic()).count() > 300 => {
            let claim = Says::new(
                "It holds long text that a reader can't see.",
                "읽는 사람에게 보이지 않는 긴 글이 들어 있습니다.",
            );
            Outcome::Found(vec![Finding::new(CODES, Strength::Weak, claim, text)])
        }
        _ => Outcome::Clear,
    }
}
