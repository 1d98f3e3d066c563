//! Was the account opened only recently?

use super::{Signal, about_work};
use crate::case::When;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::periods::{apart, month_of};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "new-account",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Account,
    question: Text {
        en: "Was the account opened only recently?", ko: "계정을 만든 지 얼마 되지 않았습니까?"
    },
    why: Text {
        en: "Accounts for one campaign are young. So are those of newcomers; and old ones are bought and hijacked.",
        ko: "사칭용 계정은 새것이 많습니다. 새로 가입한 정직한 사람도 있고, 오래된 계정은 사고팔거나 탈취됩니다.",
    },
    page: include_str!("new_account.md"),
    check,
};

const CODES: &[&str] = &["ID-3"];

fn check(reading: &Reading<'_>) -> Outcome {
    /// Months below which an account counts as young.
    const YOUNG: i32 = 6;
    if !about_work(reading) {
        return Outcome::Clear;
    }
    let now = month_of(reading.case.as_of);
    for joined in reading.case.submission.profiles.iter().filter_map(|p| p.joined.as_ref()) {
        // The most months that may have passed: what could be older is not called young.
        let (_, age) = apart(joined.value, now);
        let strength = match age {
            // Of the same month: less than one has passed. Who began a job lately opens an account for it.
            0 if began_lately(reading, now) => Strength::Weak,
            0 => Strength::Moderate,
            1..YOUNG => Strength::Weak,
            _ => continue,
        };
        let claim = Says::new(
            format!("The account was opened in {}.", joined.quote),
            format!("계정을 만든 때: {}.", joined.quote),
        );
        return Outcome::Found(vec![Finding::new(CODES, strength, claim, joined)]);
    }
    Outcome::Clear
}

/// Whether the profile tells of a present position that began in the last three months.
fn began_lately(reading: &Reading<'_>, now: When) -> bool {
    const LATELY: i32 = 3;
    let positions = reading.case.submission.profiles.iter().flat_map(|p| &p.positions);
    let begun = positions.filter_map(|p| p.period.as_ref()).filter(|p| p.value.present).filter_map(|p| p.value.from);
    begun.into_iter().any(|from| apart(from, now).0 <= LATELY)
}
