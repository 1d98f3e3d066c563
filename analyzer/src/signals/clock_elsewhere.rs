//! Does the sender’s clock stand elsewhere than the office claimed?

use super::{Signal, about_work, in_house};
use crate::case::{Channel, Message};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::hosts;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "clock-elsewhere",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Authentication,
    question: Text {
        en: "Does the sender’s clock stand elsewhere than the office claimed?",
        ko: "발신 시각의 시간대가 주장하는 지역과 다릅니까?",
    },
    why: Text {
        en: "Weak: people travel, and servers run on UTC.",
        ko: "약한 징후입니다. 출장 중이거나 서버가 UTC일 수 있습니다.",
    },
    page: include_str!("clock_elsewhere.md"),
    check,
};

const CODES: &[&str] = &["EM-12"];

fn check(reading: &Reading<'_>) -> Outcome {
    let Some(organisation) = in_house(reading).and_then(|e| e.organisation.as_deref()).filter(|_| about_work(reading))
    else {
        return Outcome::Clear;
    };
    let places = &reading.reference.places;
    let Some(range) = places.offsets(&organisation.country) else { return Outcome::Clear };
    // What a platform sends bears the clock of its servers, and nobody's own.
    let platforms = |message: &&Message| {
        let from = message.from.as_ref().map_or("", |from| from.value.host());
        message.channel == Channel::LinkedInMail || hosts::platform(from, None, reading.reference).is_some()
    };
    for message in reading.messages().iter().filter(|message| !platforms(message)) {
        let Some(offset) = &message.utc_offset else { continue };
        // A company's branch works where the branch is.
        let branch =
            reading.sentences.iter().any(|s| places.region(&s.folded).is_some_and(|r| r != organisation.country));
        if offset.value != 0 && !range.contains(&offset.value) && !branch {
            let claim = Says::new(
                format!(
                    "The sender's clock stands at UTC{:+}, {} works elsewhere.",
                    f64::from(offset.value) / 60.0,
                    organisation.name
                ),
                format!(
                    "발신 시간대는 UTC{:+}이며 {} 소재지와 다릅니다.",
                    f64::from(offset.value) / 60.0,
                    organisation.korean.first().unwrap_or(&organisation.name)
                ),
            );
            return Outcome::Found(vec![Finding::new(CODES, Strength::Weak, claim, offset)]);
        }
    }
    Outcome::Clear
}
