//! Does the name change?

use super::{Signal, about_work};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::fold::fold;
use crate::text::names::{Likeness, compare};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "name-changes",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Person,
    question: Text { en: "Does the name change?", ko: "이름이 바뀝니까?" },
    why: Text {
        en: "Impostors juggle personas. Assistants schedule for recruiters, too; then the text says so.",
        ko: "사칭자는 여러 이름을 씁니다. 비서가 일정을 잡기도 하지만 그럴 때는 그렇게 말합니다.",
    },
    page: include_str!("name_changes.md"),
    check,
};

const CODES: &[&str] = &["ID-5"];

fn check(reading: &Reading<'_>) -> Outcome {
    const HANDOVER: [&str; 20] = [
        "colleague", "my manager", "our hr", "hr member", "assistant", "on behalf of", "introduc", "will join",
        "hiring manager", "panel", "cc'd", "copied", "team lead", "team", "동료", "담당자", "팀장", "대신", "소개",
        "면접관",
    ];
    if !about_work(reading) {
        return Outcome::Clear;
    }
    let names = &reading.contact.names;
    for (at, a) in names.iter().enumerate() {
        for b in names.iter().skip(at + 1).filter(|b| b.source != a.source) {
            if compare(&a.value, &b.value) != Likeness::Different {
                continue;
            }
            let explained = reading.sentences.iter().any(|s| {
                let folded = &s.folded;
                let named = [&a.value, &b.value].iter().any(|n| folded.contains(&fold(n)));
                named && HANDOVER.iter().any(|w| folded.contains(w))
            });
            let threads = reading.messages().len() > 1;
            let strength = if explained || threads { Strength::Weak } else { Strength::Moderate };
            let claim = Says::new(
                format!("The name changes: “{}” and “{}”.", a.value, b.value),
                format!("이름이 다릅니다: “{}”, “{}”.", a.value, b.value),
            );
            return Outcome::Found(vec![Finding::new(CODES, strength, claim, a).and(b)]);
        }
    }
    Outcome::Clear
}
