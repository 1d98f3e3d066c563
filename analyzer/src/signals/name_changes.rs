//! Does the name change?

use super::{Signal, about_work};
use crate::case::Fact;
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
    if !about_work(reading) {
        return Outcome::Clear;
    }
    let names = &reading.contact.names;
    for (at, a) in names.iter().enumerate() {
        for b in names.iter().skip(at + 1).filter(|b| b.source != a.source) {
            if compare(&a.value, &b.value) != Likeness::Different {
                continue;
            }
            let explained = spoken_of(reading, a) || spoken_of(reading, b);
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

/// Whether the words speak of a person as of somebody else: by name, in a sentence that says more than the name. Who plays
/// two persons does not point from one to the other.
fn spoken_of(reading: &Reading<'_>, name: &Fact<String>) -> bool {
    /// A signature, a greeting, an introduction of oneself are shorter.
    const FEWEST: usize = 6;
    const SELF: [&str; 4] = ["my name is", "this is", "i am", "i'm"];
    const SIGNED: [&str; 5] = ["regards", "sincerely", "드림", "올림", "입니다"];
    let folded = fold(&name.value);
    let parts: Vec<&str> = folded.split(' ').filter(|w| w.chars().count() >= 2).collect();
    reading.sentences.iter().filter(|s| s.fact.source != name.source).any(|s| {
        let words: Vec<&str> = s.folded.split(' ').collect();
        words.len() >= FEWEST
            && !SIGNED.iter().any(|own| s.folded.contains(own))
            && !parts.iter().any(|part| SELF.iter().any(|own| s.folded.contains(&format!("{own} {part}"))))
            && parts
                .iter()
                .any(|part| words.iter().any(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).starts_with(part)))
    })
}
