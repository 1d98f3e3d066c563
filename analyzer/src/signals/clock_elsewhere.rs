//! Does the sender’s clock stand elsewhere than the place claimed?

use super::{Signal, about_work, in_house};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::claims::{Claim, Value};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "clock-elsewhere",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Authentication,
    question: Text {
        en: "Does the sender’s clock stand elsewhere than the place claimed?",
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
    if !about_work(reading) {
        return Outcome::Clear;
    }
    // Servers run on UTC.
    let clocks = reading.claims.iter().filter_map(|claim| match claim.value {
        Value::Zone(from, to) if (from, to) != (0, 0) => Some(Clock { claim, from, to }),
        _ => None,
    });
    Outcome::of(clocks.filter_map(|clock| at_another_place(reading, &clock)).take(1).collect())
}

/// A clock that the contact shows.
struct Clock<'r> {
    claim: &'r Claim,
    from: i32,
    to: i32,
}

impl Clock<'_> {
    /// Whether it is one of a country's; none if the country's are not known.
    fn fits(&self, region: &str, reading: &Reading<'_>) -> Option<bool> {
        let known = reading.reference.places.offsets(region)?;
        Some(*known.start() <= self.to && self.from <= *known.end())
    }
}

/// What the clock is held against: the places that the contact gives; without any, the country of the employer.
fn at_another_place(reading: &Reading<'_>, clock: &Clock<'_>) -> Option<Finding> {
    let places = &reading.reference.places;
    // Who tells of a journey, or of a branch, tells where the clock is.
    let mut named = reading.sentences.iter().filter_map(|s| places.region(&s.folded));
    if named.any(|region| clock.fits(region, reading) == Some(true)) {
        return None;
    }
    let (en, ko) = (clock.claim.said_in.text().en, clock.claim.said_in.text().ko);
    let stands = &clock.claim.value;
    let claimed: Vec<(&Claim, &str)> = reading
        .claims
        .iter()
        .filter_map(|claim| match &claim.value {
            Value::Place(region) => Some((claim, region.as_str())),
            _ => None,
        })
        .collect();
    if let Some((place, region)) = claimed.first() {
        let nowhere = claimed.iter().all(|(_, region)| clock.fits(region, reading) == Some(false));
        let by = place.said_in.text();
        let claim = Says::new(
            format!("The {} says {region}; the clock of the {en} stands at {stands}.", by.en),
            format!("{}에는 {region}, {ko}의 시간대는 {stands}입니다.", by.ko),
        );
        return nowhere.then(|| Finding::new(CODES, Strength::Weak, claim, &place.fact).and(&clock.claim.fact));
    }
    let employer = in_house(reading)?;
    let organisation = employer.organisation.as_deref()?;
    // A company's branch works where the branch is.
    let branch = reading.sentences.iter().any(|s| places.region(&s.folded).is_some_and(|r| r != organisation.country));
    let claim = Says::new(
        format!("The clock of the {en} stands at {stands}, {} works elsewhere.", organisation.name),
        format!(
            "{ko}의 시간대는 {stands}이며 {} 소재지와 다릅니다.",
            organisation.korean.first().unwrap_or(&organisation.name)
        ),
    );
    (!branch && clock.fits(&organisation.country, reading) == Some(false))
        .then(|| Finding::new(CODES, Strength::Weak, claim, &clock.claim.fact).and(&employer.name))
}
