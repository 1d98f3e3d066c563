//! Is the contact a director in the message and a beginner in the profile?

use super::{Signal, about_work, verified_sender};
use crate::case::{Fact, Profile};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::claims::{Rank, SaidIn, Value, rank_of};
use crate::text::periods::{apart, month_of};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "rank-differs",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Company,
    question: Text {
        en: "Is the contact a director in the message and a beginner in the profile?",
        ko: "메시지에서는 임원, 프로필에서는 초년생입니까?",
    },
    why: Text {
        en: "Who borrows an account borrows its career too. People are promoted and forget their profile; that takes years, not months.",
        ko: "남의 계정을 빌리면 그 경력도 따라옵니다. 승진 후 프로필을 고치지 않는 사람도 있지만, 그만한 승진에는 몇 년이 걸립니다.",
    },
    page: include_str!("rank_differs.md"),
    check,
};

const CODES: &[&str] = &["ID-1"];

/// Months within which nobody becomes a director who began as a student or junior.
const SHORT: i32 = 18;

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) || verified_sender(reading) {
        return Outcome::Clear;
    }
    let told = |high: bool| {
        reading.claims.iter().filter_map(move |claim| match claim.value {
            Value::Seniority(rank) if high != shows(claim.said_in) => Some((rank, &claim.fact)),
            _ => None,
        })
    };
    let Some((high, said)) = told(true).find(|(rank, _)| *rank >= Rank::Director) else { return Outcome::Clear };
    // Who directs something there, too, has two posts: an executive may study, a founder may be an intern's age.
    let shown: Vec<(Rank, &Fact<String>)> = told(false).collect();
    let Some((low, profile)) = shown.first().copied().filter(|_| shown.iter().all(|(rank, _)| *rank <= Rank::Junior))
    else {
        return Outcome::Clear;
    };
    let lately = reading.case.submission.profiles.iter().any(|p| began_lately(reading, p));
    let strength = if lately { Strength::Moderate } else { Strength::Weak };
    let claim = Says::new(
        format!("A contradiction of rank: {} in the message, {} in the profile.", high.word(), low.word()),
        format!("직급이 어긋납니다: 메시지에서는 {}, 프로필에서는 {}입니다.", high.korean(), low.korean()),
    );
    Outcome::Found(vec![Finding::new(CODES, strength, claim, profile).and(said)])
}

/// Whether it is what everybody sees, and not what the reader is told.
fn shows(said_in: SaidIn) -> bool {
    matches!(said_in, SaidIn::Profile | SaidIn::Notification)
}

/// Whether a beginner's post of today began too lately for a promotion.
fn began_lately(reading: &Reading<'_>, profile: &Profile) -> bool {
    let now = month_of(reading.case.as_of);
    profile.positions.iter().any(|position| {
        let low = position.title.as_ref().and_then(|title| rank_of(&title.value)).is_some_and(|r| r <= Rank::Junior);
        let present = position.period.as_ref().map(|p| p.value).filter(|p| p.present);
        low && present.and_then(|p| p.from).is_some_and(|from| apart(from, now).1 < SHORT)
    })
}
