//! Do the places that the contact gives agree?

use super::{Signal, about_work, verified_sender};
use crate::case::Fact;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::fold::fold;
use crate::text::words;

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
    region: String,
    fact: Fact<String>,
    by: &'r str,
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
        let list = places.iter().map(|c| format!("{} ({})", c.region, c.by)).collect::<Vec<_>>().join(" · ");
        Says::new(format!("The places differ: {list}."), format!("지역이 서로 다릅니다: {list}."))
    };
    let finding = |strength, places: &[&Claimed<'_>]| {
        let made = Finding::new(CODES, strength, claim(places), &first.fact);
        places.iter().skip(1).fold(made, |made, c| made.and(&c.fact))
    };
    Outcome::Found(vec![match (third, clock) {
        (Some(third), _) => finding(Strength::Moderate, &[first, second, third]),
        (None, Some(clock)) => finding(Strength::Moderate, &[first, second]).and(&clock),
        (None, None) => finding(Strength::Weak, &[first, second]),
    }])
}

/// The places that the contact gives: the profile's, those of his own words, and the number's country.
fn claimed<'r>(reading: &'r Reading<'_>) -> Vec<Claimed<'r>> {
    const HERE: [&str; 18] = [
        "i'm based in", "i am based in", "we are based in", "we're based in", "based in", "located in", "writing from",
        "i live in", "i work from", "office in", "our office", "근무지는", "에 있습니다", "에서 근무하", "지사에서",
        "사무소", "본사는", "주재",
    ];
    let places = &reading.reference.places;
    let profile = reading.case.submission.profiles.iter().filter_map(|p| p.location.as_ref());
    let mut all: Vec<Claimed<'r>> = profile
        .filter_map(|l| {
            Some(Claimed { region: places.region(&fold(&l.value))?.to_owned(), fact: l.clone(), by: "profile" })
        })
        .collect();
    for sentence in &reading.sentences {
        // Only what stands behind the word is the writer's place: "based in Oslo, hiring for Seoul".
        let Some(at) = HERE.iter().find_map(|phrase| words::find(&sentence.folded, phrase)) else { continue };
        let korean = sentence.folded.chars().any(crate::text::fold::is_hangul);
        let near: String = if korean {
            sentence.folded.clone()
        } else {
            sentence.folded.get(at..).unwrap_or("").split([',', ';', '.', '(']).next().unwrap_or("").to_owned()
        };
        let job = words::any(
            &sentence.folded,
            &["role", "position", "job", "vacancy", "opening", "포지션", "근무지", "채용"],
        );
        if let Some(region) = places.region(&near).filter(|_| !job) {
            all.push(Claimed { region: region.to_owned(), fact: sentence.fact.clone(), by: "words" });
        }
    }
    // Who lists offices in several countries contradicts nobody.
    let mut phones = reading.contact.phones.iter().filter(|p| p.value.valid && !p.value.region.is_empty());
    if let Some(phone) = phones.next()
        && phones.all(|other| other.value.region == phone.value.region)
    {
        let fact = phone.map(phone.value.raw.clone());
        all.push(Claimed { region: phone.value.region.clone(), fact, by: "telephone" });
    }
    let several = |by: &str| {
        let mut regions = all.iter().filter(|c| c.by == by).map(|c| &c.region);
        regions.next().is_some_and(|first| regions.any(|other| other != first))
    };
    let offices = several("words");
    all.retain(|c| !offices || c.by != "words");
    all
}

/// The clock of the sender, if it fits none of the places.
fn clock(reading: &Reading<'_>, claimed: &[Claimed<'_>]) -> Option<Fact<i32>> {
    let offset = reading.messages().iter().find_map(|m| m.utc_offset.as_ref()).filter(|o| o.value != 0)?;
    let known = claimed.iter().filter_map(|c| reading.reference.places.offsets(&c.region));
    let ranges: Vec<_> = known.collect();
    (ranges.len() == claimed.len() && !ranges.iter().any(|range| range.contains(&offset.value))).then(|| offset.clone())
}
