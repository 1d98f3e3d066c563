//! Is the role posted by the employer?

use super::{Signal, agency_speaks};
use crate::case::{Fact, LookupResult};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::lookups;
use crate::reading::{Reading, Topic};
use crate::text::fold::fold;
use crate::text::titles::{Likeness, likeness};
use crate::text::{offered, words};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "role-not-posted",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Company,
    question: Text { en: "Is the role posted by the employer?", ko: "회사가 실제로 공고한 자리입니까?" },
    why: Text {
        en: "A role that the employer’s own board doesn’t list is a question to ask, no proof: searches can be confidential.",
        ko: "회사 공고에 없는 자리는 물어볼 일이지 증거는 아닙니다. 비공개 채용도 있습니다.",
    },
    page: include_str!("role_not_posted.md"),
    check,
};

const CODES: &[&str] = &["CO-5"];

/// Words of searches that are not meant to be posted.
const CONFIDENTIAL: [&str; 22] = [
    "confidential", "in confidence", "not advertised", "not been advertised", "isn't advertised", "unadvertised",
    "not posted", "not yet posted", "not public", "not been made public", "hasn't been announced", "not announced",
    "before it is posted", "discreet*", "off-market", "headhunting", "비공개", "공고되지 않은", "공고 전",
    "공개되지 않은", "대외비", "사내 추천",
];

fn check(reading: &Reading<'_>) -> Outcome {
    if reading.topic != Topic::Recruiting {
        return Outcome::Clear;
    }
    let boards = lookups::boards(reading);
    let sought = offered::titles(&reading.sentences);
    // A board that lists the role, or titles that can't be told apart from it, leaves nothing to ask.
    let lists = |board: &lookups::Board<'_>| {
        let mut titles = board.titles();
        board.result == LookupResult::Found
            || titles.any(|title| sought.iter().any(|s| likeness(s, title) != Likeness::Different))
    };
    if boards.iter().any(lists) {
        return Outcome::Clear;
    }
    if let Some(absent) = boards.iter().find(|board| board.result == LookupResult::Absent) {
        let named = sought.first().and_then(|title| Some((title, sentence_of(reading, title)?)));
        let cite = named.map(|(_, fact)| fact.into()).or_else(|| super::cite_contact(reading));
        let Some(cite) = cite else { return Outcome::Clear };
        let name = absent.name();
        let claim = match (named, absent.titles().count()) {
            (Some((title, _)), listed) if listed > 0 => Says::new(
                format!("“{title}” is not among the {listed} roles on the board of {name}, nor is any like it."),
                format!("{name} 채용 공고 {listed}건 가운데 “{title}” 또는 비슷한 자리가 없습니다."),
            ),
            _ => Says::new(
                format!("The role was not found on the board of {name}."),
                format!("{name} 채용 공고에서 이 자리를 찾지 못했습니다."),
            ),
        };
        let quiet = agency_speaks(reading)
            || reading.sentences.iter().any(|sentence| words::any(&sentence.folded, &CONFIDENTIAL));
        let strength = if quiet { Strength::Weak } else { Strength::Moderate };
        return Outcome::Found(vec![Finding::new(CODES, strength, claim, cite)]);
    }
    let ask = Text {
        en: "look for the role on the employer's own careers site",
        ko: "회사 공식 채용 사이트에서 공고를 찾아보세요",
    };
    if boards.iter().any(|board| board.result == LookupResult::Failed) {
        let why = Text {
            en: "the employer's job board could not be read, so whether the role is posted is open",
            ko: "회사의 채용 공고를 읽지 못해 실제 공고인지 알 수 없습니다",
        };
        return Outcome::Missing { why, ask };
    }
    if reading.claimed_organisations().next().is_some() {
        let why = Text {
            en: "whether the role is posted was not asked (offline)",
            ko: "실제 공고인지 조회하지 않았습니다(오프라인)",
        };
        return Outcome::Missing { why, ask };
    }
    Outcome::Clear
}

/// The sentence that a title was read from.
fn sentence_of<'r>(reading: &'r Reading<'_>, title: &str) -> Option<&'r Fact<String>> {
    let folded = fold(title);
    let last = folded.rsplit(' ').next().unwrap_or(&folded);
    let whole = reading.sentences.iter().find(|s| s.folded.contains(&folded));
    whole.or_else(|| reading.sentences.iter().find(|s| s.folded.contains(last))).map(|s| &s.fact)
}
