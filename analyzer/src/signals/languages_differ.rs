//! Do the languages that the contact claims agree?

use super::{Signal, about_work, verified_sender};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::claims::{Claim, Command, SaidIn, Value};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "languages-differ",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Account,
    question: Text {
        en: "Do the languages that the contact claims agree?",
        ko: "상대가 할 줄 안다는 언어가 서로 맞습니까?",
    },
    why: Text {
        en: "Who writes under somebody else's profile forgets what it says he speaks. Lists of languages are old, polite or short, and modest people say less than they can.",
        ko: "남의 프로필을 쓰는 사람은 거기 적힌 언어를 잊습니다. 언어 목록은 오래되었거나 짧은 경우가 많고, 겸손해서 못한다고 말하기도 합니다.",
    },
    page: include_str!("languages_differ.md"),
    check,
};

const CODES: &[&str] = &["EM-12"];

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) || verified_sender(reading) {
        return Outcome::Clear;
    }
    let spoken = |claim: &'_ Claim| match claim.value {
        Value::Language(tongue, command) => Some((tongue, command)),
        _ => None,
    };
    let (listed, said): (Vec<&Claim>, Vec<&Claim>) = reading
        .claims
        .iter()
        .filter(|claim| spoken(claim).is_some())
        .partition(|claim| claim.said_in == SaidIn::Profile);
    for claim in said {
        let Some((tongue, command)) = spoken(claim) else { continue };
        let shown = listed.iter().find_map(|l| spoken(l).filter(|(other, _)| *other == tongue).map(|(_, c)| (*l, c)));
        let says = match (command, shown) {
            (Command::None, Some((_, Command::Native))) => Says::new(
                format!(
                    "A contradiction: by the profile a fluent speaker of {tongue}, by the message not a speaker at all."
                ),
                format!("서로 어긋납니다: 프로필에는 {tongue} 유창, 메시지에는 전혀 못한다고 되어 있습니다."),
            ),
            (Command::Native, None) => Says::new(
                format!(
                    "An omission: fluent in {tongue} by the message, and the profile's list of languages leaves it out."
                ),
                format!("누락: 메시지에서는 {tongue}에 능통하다지만 프로필의 언어 목록에는 없습니다."),
            ),
            _ => continue,
        };
        let Some(other) = shown.map(|(claim, _)| claim).or(listed.first().copied()) else { continue };
        return Outcome::Found(vec![Finding::new(CODES, Strength::Weak, says, &other.fact).and(&claim.fact)]);
    }
    Outcome::Clear
}
