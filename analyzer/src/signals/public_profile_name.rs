//! Does the public profile bear another name?

use super::{Signal, about_work};
use crate::case::LookupResult;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::lookups::{self, PublicProfile};
use crate::reading::Reading;
use crate::text::fold::{fold, is_hangul};
use crate::text::names::{Likeness, compare, personal};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "public-profile-name",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Person,
    question: Text {
        en: "Does the public profile bear another name?", ko: "공개 프로필의 이름이 다릅니까?"
    },
    why: Text {
        en: "Who borrows a profile forgets to borrow its name, or the account was somebody else’s. People who married or changed their name, and links to a colleague, differ honestly.",
        ko: "남의 프로필을 빌린 사람은 이름까지 맞추지 못하곤 합니다. 결혼·개명했거나 동료의 프로필을 건 경우에도 다를 수 있습니다.",
    },
    page: include_str!("public_profile_name.md"),
    check,
};

const CODES: &[&str] = &["ID-5"];

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) {
        return Outcome::Clear;
    }
    let profiles = lookups::own_profiles(reading);
    let found: Vec<Finding> = profiles.iter().filter_map(|profile| other_name(reading, profile)).take(2).collect();
    let handed_in = reading.case.submission.profiles.iter().any(|p| !p.names.is_empty());
    let unseen = |p: &PublicProfile| matches!(p.result, LookupResult::Failed | LookupResult::NotAsked);
    if found.is_empty() && !handed_in && !profiles.is_empty() && profiles.iter().all(unseen) {
        return Outcome::Missing {
            why: Text {
                en: "the profile is not visible without signing in",
                ko: "로그인하지 않으면 프로필이 보이지 않습니다",
            },
            ask: Text {
                en: "open the profile in your own browser, signed in; save it as a complete page or print it to PDF; hand that file in",
                ko: "로그인한 본인의 브라우저에서 프로필을 열고, 전체 웹페이지로 저장하거나 PDF로 인쇄해 그 파일을 제출하세요",
            },
        };
    }
    Outcome::of(found)
}

/// A finding if none of the names that the contact uses can be the profile's.
fn other_name(reading: &Reading<'_>, profile: &PublicProfile) -> Option<Finding> {
    let public = profile.name().filter(|name| personal(name) && comparable(name))?;
    let names: Vec<_> = reading.contact.names.iter().filter(|n| personal(&n.value) && comparable(&n.value)).collect();
    let first = names.first()?;
    if names.iter().any(|name| compare(&name.value, public) != Likeness::Different) {
        return None;
    }
    // A person of whom the message speaks is no secret second one.
    let folded = fold(public);
    let spoken_of = reading.sentences.iter().any(|s| s.folded.contains(&folded));
    let strength = if spoken_of { Strength::Weak } else { Strength::Moderate };
    let public = lookups::told(public);
    let claim = Says::new(
        format!("The public profile is of “{public}”, the message of “{}”.", first.value),
        format!("공개 프로필의 이름은 “{public}”, 메시지의 이름은 “{}”입니다.", first.value),
    );
    Some(Finding::new(CODES, strength, claim, &profile.shown).and(*first))
}

/// Whether a name is in letters whose romanisation is known here: others may well be the same name.
fn comparable(name: &str) -> bool {
    let latin = |c: char| c.is_ascii() || ('\u{c0}'..='\u{24f}').contains(&c) || ('\u{1e00}'..='\u{1eff}').contains(&c);
    name.chars().filter(|c| c.is_alphabetic()).all(|c| latin(c) || is_hangul(c))
}
