//! Is the employer unnamed?

use super::{Signal, strongest, worth};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::reading::Topic;
use crate::text::asks::AskKind;
use crate::text::claims::Relation;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "unnamed-client",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Company,
    question: Text { en: "Is the employer unnamed?", ko: "채용 회사를 밝히지 않습니까?" },
    why: Text {
        en: "Agencies do hide the client at first contact; then the agency itself can be looked up.",
        ko: "서치펌은 처음에 고객사를 숨기기도 합니다. 그럴 때는 서치펌 자체를 확인할 수 있습니다.",
    },
    page: include_str!("unnamed_client.md"),
    check,
};

const CODES: &[&str] = &["CO-2"];

fn check(reading: &Reading<'_>) -> Outcome {
    if reading.topic != Topic::Recruiting || reading.contact.employers.iter().any(|e| e.relation != Relation::Mentions)
    {
        return Outcome::Clear;
    }
    let claim = Says::new("It doesn't say who the employer is.", "채용 회사가 어디인지 밝히지 않습니다.");
    if let Some(ask) = strongest(reading, AskKind::VagueClient)
        && worth(ask, reading).is_some()
        && let Some(sentence) = reading.sentence(ask)
    {
        return Outcome::Found(vec![Finding::new(CODES, Strength::Weak, claim, &sentence.fact)]);
    }
    match reading.asks.iter().find(|a| a.kind == AskKind::Recruiting).and_then(|a| reading.sentence(a)) {
        Some(sentence) if reading.contact.domains.is_empty() => {
            Outcome::Found(vec![Finding::new(CODES, Strength::Weak, claim, &sentence.fact)])
        }
        _ => Outcome::Clear,
    }
}
