//! Does the public profile name another employer?

use super::{Signal, about_work, agency_speaks, verified_sender, works_for};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::lookups::{self, PublicProfile};
use crate::reading::Reading;
use crate::text::fold::{fold, squeeze};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "public-profile-employer",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Company,
    question: Text {
        en: "Does the public profile name another employer?", ko: "공개 프로필의 소속이 다릅니까?"
    },
    why: Text {
        en: "Who borrows a person forgets that the profile is public. People who changed jobs lately, and recruiters whom an employer hires from an agency, differ honestly.",
        ko: "남의 신분을 빌린 사람은 프로필이 공개되어 있다는 점을 놓칩니다. 최근 이직했거나 파견된 채용 담당자는 실제로 다를 수 있습니다.",
    },
    page: include_str!("public_profile_employer.md"),
    check,
};

const CODES: &[&str] = &["CO-1"];

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) || agency_speaks(reading) {
        return Outcome::Clear;
    }
    let profiles = lookups::own_profiles(reading);
    Outcome::of(profiles.iter().filter_map(|profile| other_employer(reading, profile)).take(2).collect())
}

/// A finding if the site names employers, and none of them can be one that the contact says to work for.
fn other_employer(reading: &Reading<'_>, profile: &PublicProfile) -> Option<Finding> {
    let public = profile.employers();
    let shown = public.first()?;
    let said = works_for(reading);
    let first = said.first()?;
    let headline = profile.headline().map(fold).unwrap_or_default();
    let named = |said: &str| headline.contains(&fold(said)) || public.iter().any(|p| same(reading, p, said));
    if said.iter().any(|s| named(&s.value)) {
        return None;
    }
    // Whose mail proves the employer is believed; the profile is then merely old.
    let strength = if verified_sender(reading) { Strength::Weak } else { Strength::Moderate };
    let shown = lookups::told(shown);
    let claim = Says::new(
        format!("The public profile says {shown}, the message {}.", first.value),
        format!("공개 프로필에는 {shown}, 메시지에는 {}(으)로 되어 있습니다.", first.value),
    );
    Some(Finding::new(CODES, strength, claim, &profile.shown).and(*first))
}

/// Whether two names can mean one employer: kin by the lists, or, where a list does not tell two apart, one name within
/// the other or a slip of the fingers.
fn same(reading: &Reading<'_>, a: &str, b: &str) -> bool {
    let organisations = &reading.reference.organisations;
    let (x, y) = (squeeze(a), squeeze(b));
    let listed = organisations.named(a).is_some() && organisations.named(b).is_some();
    organisations.kin(a, b) || !listed && (x.contains(&y) || y.contains(&x) || strsim::osa_distance(&x, &y) <= 1)
}
