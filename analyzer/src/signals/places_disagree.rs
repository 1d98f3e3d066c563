//! Do the places that the contact gives agree?

use super::{Signal, about_work, verified_sender};
use crate::case::{Fact, Lang};
use crate::finding::{Axis, Cite, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::claims::{Claim, SaidIn, Value};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "places-disagree",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Phone,
    question: Text {
        en: "Do the places that the contact gives agree?", ko: "상대가 말하는 지역이 서로 맞습니까?"
    },
    why: Text {
        en: "Who invents a person has to keep profile, words, number and clock in one place. People travel and move; two places alone mean little.",
        ko: "가짜 인물은 프로필·말·번호·시계의 지역을 맞추지 못하는 경우가 있습니다. 출장이나 이주도 흔하므로 둘만 다르면 큰 의미가 없습니다.",
    },
    page: include_str!("places_disagree.md"),
    check,
};

const CODES: &[&str] = &["PH-2", "EM-12"];

/// A place, where it was read, and what said it.
struct Claimed<'r> {
    region: &'r str,
    fact: Cite,
    by: Text,
    /// It is the contact's own words, not a profile's field or a number's country.
    words: bool,
}

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) || verified_sender(reading) {
        return Outcome::Clear;
    }
    let claimed = claimed(reading);
    // Three that differ from each other; the clock is one of them if it fits no other.
    let [first, rest @ ..] = claimed.as_slice() else { return Outcome::Clear };
    let clock = clock(reading, &claimed);
    let apart = rest.iter().filter(|c| c.region != first.region).collect::<Vec<_>>();
    let Some(second) = apart.first() else { return Outcome::Clear };
    let third = apart.iter().find(|c| c.region != second.region);
    let claim = |places: &[&Claimed<'_>]| {
        let list =
            |lang| places.iter().map(|c| format!("{} ({})", c.region, c.by.get(lang))).collect::<Vec<_>>().join(" · ");
        Says::new(
            format!("The places differ: {}.", list(Lang::En)),
            format!("지역이 서로 다릅니다: {}.", list(Lang::Ko)),
        )
    };
    let finding = |strength, places: &[&Claimed<'_>]| {
        let made = Finding::new(CODES, strength, claim(places), first.fact.clone());
        places.iter().skip(1).fold(made, |made, c| made.and(c.fact.clone()))
    };
    Outcome::Found(vec![match (third, clock) {
        (Some(third), _) => finding(Strength::Moderate, &[first, second, third]),
        (None, Some(clock)) => finding(Strength::Moderate, &[first, second]).and(&clock),
        (None, None) => finding(Strength::Weak, &[first, second]),
    }])
}

/// The places that the contact gives: the profile's, those of his own words, and the number's country.
fn claimed<'r>(reading: &'r Reading<'_>) -> Vec<Claimed<'r>> {
    let place = |claim: &'r Claim| match &claim.value {
        Value::Place(region) => Some(Claimed {
            region,
            fact: Cite::from(&claim.fact),
            by: claim.said_in.text(),
            words: !matches!(claim.said_in, SaidIn::Profile | SaidIn::Card),
        }),
        _ => None,
    };
    let mut all: Vec<Claimed<'r>> = reading.claims.iter().filter_map(place).collect();
    // Who lists offices in several countries contradicts nobody.
    let mut words = all.iter().filter(|c| c.words).map(|c| c.region);
    let several = words.next().is_some_and(|first| words.any(|other| other != first));
    all.retain(|c| !several || !c.words);
    let mut phones = reading.contact.phones.iter().filter(|p| p.value.valid && !p.value.region.is_empty());
    if let Some(phone) = phones.next()
        && phones.all(|other| other.value.region == phone.value.region)
    {
        let by = Text { en: "telephone", ko: "전화번호" };
        all.push(Claimed { region: &phone.value.region, fact: Cite::from(phone), by, words: false });
    }
    all
}

/// The clock of the sender, if it fits none of the places.
fn clock(reading: &Reading<'_>, claimed: &[Claimed<'_>]) -> Option<Fact<i32>> {
    let offset = reading.messages().iter().find_map(|m| m.utc_offset.as_ref()).filter(|o| o.value != 0)?;
    let known = claimed.iter().filter_map(|c| reading.reference.places.offsets(c.region));
    let ranges: Vec<_> = known.collect();
    (ranges.len() == claimed.len() && !ranges.iter().any(|range| range.contains(&offset.value))).then(|| offset.clone())
}
