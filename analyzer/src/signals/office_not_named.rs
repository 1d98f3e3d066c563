//! Does the employer have an office where the contact says it is?

use super::{Signal, about_work, verified_sender};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::lookups;
use crate::reading::{Reading, Sentence};
use crate::text::claims::Relation;
use crate::text::fold::{fold, is_hangul};
use crate::text::words;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "office-not-named",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Company,
    question: Text {
        en: "Does the employer have an office where the contact says it is?",
        ko: "상대가 말하는 곳에 그 회사의 사무실이 있습니까?",
    },
    why: Text {
        en: "Weak: sites list their main offices and leave out small or new ones.",
        ko: "약한 징후입니다. 홈페이지에는 주요 사무실만 있고 작거나 새로운 곳은 빠지곤 합니다.",
    },
    page: include_str!("office_not_named.md"),
    check,
};

const CODES: &[&str] = &["RW-3"];

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) || verified_sender(reading) {
        return Outcome::Clear;
    }
    let places = &reading.reference.places;
    for site in lookups::sites(reading).iter().filter(|site| site.employer.relation == Relation::WorksFor) {
        let addresses: Vec<String> = site.addresses().map(|address| fold(&address)).collect();
        let known: Vec<String> = addresses.iter().filter_map(|address| country(reading, address)).collect();
        // An address in a place that isn't known could be the one.
        if known.is_empty() || known.len() < addresses.len() {
            continue;
        }
        for sentence in &reading.sentences {
            let Some(region) = office(sentence).and_then(|words| places.region(words)) else { continue };
            if known.iter().any(|k| k == region) {
                continue;
            }
            let mut named = known.clone();
            named.sort_unstable();
            named.dedup();
            let (name, named) = (site.name(), named.join(", "));
            let claim = Says::new(
                format!("It speaks of an office of {name} in {region}; its own site gives addresses in {named} alone."),
                format!("{region}에 {name} 사무실이 있다고 하지만 홈페이지 주소는 {named}뿐입니다."),
            );
            return Outcome::Found(vec![Finding::new(CODES, Strength::Weak, claim, &sentence.fact)]);
        }
    }
    Outcome::Clear
}

/// The country of an address: by its code at the end, else by the places it names.
fn country(reading: &Reading<'_>, address: &str) -> Option<String> {
    let last = address.rsplit(", ").next().unwrap_or("").trim();
    if last.len() == 2 && last.bytes().all(|b| b.is_ascii_lowercase()) {
        return Some(last.to_uppercase());
    }
    reading.reference.places.region(address).map(str::to_owned)
}

/// The words that say where an office of the contact's firm is.
fn office(sentence: &Sentence) -> Option<&str> {
    const BEFORE: [&str; 12] = [
        "our office in", "our offices in", "our office at", "our office is in", "our headquarters in", "our site in",
        "our plant in", "our lab in", "our branch in", "at our offices in", "come to our office in",
        "our new office in",
    ];
    const KOREAN: [&str; 7] = ["사무실", "사무소", "지사", "본사", "연구소", "공장", "사업장"];
    let folded = sentence.folded.as_str();
    if folded.chars().any(is_hangul) {
        let own = ["저희", "당사", "우리"].iter().any(|w| folded.contains(w));
        let end = KOREAN.iter().filter_map(|word| folded.find(word)).min()?;
        return folded.get(..end).filter(|_| own);
    }
    let at = BEFORE.iter().find_map(|phrase| words::find(folded, phrase).map(|at| at + phrase.len()))?;
    folded.get(at..)?.split([',', ';', '.', '(', '?', '!']).next()
}
