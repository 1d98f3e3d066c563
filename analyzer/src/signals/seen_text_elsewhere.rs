//! Was nearly the same text seen under another name?

use super::Signal;
use super::seen_under_another_name::other_company;
use crate::case::ObservableKind;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::names::{Likeness, compare};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "seen-text-elsewhere",
    codes: CODES,
    axis: Axis::Targeting,
    family: Family::Campaign,
    question: Text {
        en: "Was nearly the same text seen under another name?",
        ko: "거의 같은 글이 다른 이름으로 나타난 적이 있습니까?",
    },
    why: Text {
        en: "One template under several names or companies is a campaign. Recruiters of one agency share templates.",
        ko: "한 문안이 여러 이름·회사로 쓰이면 조직적 접근입니다. 같은 서치펌은 문안을 공유합니다.",
    },
    page: include_str!("seen_text_elsewhere.md"),
    check,
};

const CODES: &[&str] = &["MS-14"];

fn check(reading: &Reading<'_>) -> Outcome {
    let Some(sentence) = reading.sentences.iter().filter(|s| s.turn != usize::MAX).max_by_key(|s| s.fact.value.len())
    else {
        return Outcome::Clear;
    };
    for sighting in reading.case.sightings.iter().filter(|s| s.observable.kind == ObservableKind::Text) {
        let company = other_company(reading, sighting);
        let names = &reading.contact.names;
        let person = sighting.names.iter().find(|earlier| {
            !names.is_empty() && names.iter().all(|n| compare(&n.value, earlier) == Likeness::Different)
        });
        let (other, strength) = match (&company, person) {
            (Some(company), _) => (company.clone(), Strength::Strong),
            (None, Some(person)) if reading.contact.employers.is_empty() => (person.clone(), Strength::Strong),
            (None, Some(person)) => (person.clone(), Strength::Weak),
            _ => continue,
        };
        let claim = Says::new(
            format!("Nearly the same text was seen before with “{other}”."),
            format!("거의 같은 글이 이전에 “{other}”(으)로 나타났습니다."),
        );
        return Outcome::Found(vec![Finding::new(CODES, strength, claim, &sentence.fact)]);
    }
    Outcome::Clear
}
