//! Was the same profile text seen under another name?

use super::Signal;
use super::seen_under_another_name::{other_company, other_name};
use crate::case::ObservableKind;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "copied-profile",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Campaign,
    question: Text {
        en: "Was the same profile text seen under another name?",
        ko: "같은 자기소개가 다른 이름으로 나타난 적이 있습니까?",
    },
    why: Text {
        en: "Invented persons are often copied from real ones. Agencies and universities hand out phrases, too, so only long runs of the same prose count.",
        ko: "가짜 인물의 소개는 실제 인물의 것을 베낀 경우가 많습니다. 기관에서 나눠 주는 문구도 있으므로 긴 글이 거의 같을 때만 봅니다.",
    },
    page: include_str!("copied_profile.md"),
    check,
};

const CODES: &[&str] = &["ID-6"];

fn check(reading: &Reading<'_>) -> Outcome {
    let profiles = &reading.case.submission.profiles;
    let prose = |p: &'_ crate::case::Profile| {
        p.about.clone().or_else(|| p.positions.iter().find_map(|position| position.about.clone()))
    };
    let Some(fact) = profiles.iter().find_map(prose) else { return Outcome::Clear };
    for sighting in reading.case.sightings.iter().filter(|s| s.observable.kind == ObservableKind::Profile) {
        // One agency's people are often presented in the same words.
        let colleagues = !sighting.employers.is_empty() && other_company(reading, sighting).is_none();
        if let Some(other) = other_name(reading, sighting).filter(|_| !colleagues) {
            let claim = Says::new(
                format!("Nearly the same profile was seen before under the name “{other}”."),
                format!("거의 같은 프로필 소개가 이전에 “{other}”(이)라는 이름으로 나타났습니다."),
            );
            return Outcome::Found(vec![Finding::new(CODES, Strength::Strong, claim, &fact)]);
        }
    }
    Outcome::Clear
}
