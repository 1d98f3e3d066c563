//! Is the account gone?

use super::Signal;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::lookups::{self, PublicProfile};
use crate::reading::Reading;
use crate::text::fold::fold;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "account-gone",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Account,
    question: Text { en: "Is the account gone?", ko: "계정이 사라졌습니까?" },
    why: Text {
        en: "Banned accounts show as “LinkedIn Member”. So do accounts that were closed, or that blocked you.",
        ko: "차단된 계정은 “LinkedIn 회원”으로 보입니다. 탈퇴했거나 나를 차단한 경우에도 그렇습니다.",
    },
    page: include_str!("account_gone.md"),
    check,
};

const CODES: &[&str] = &["ID-2"];

fn check(reading: &Reading<'_>) -> Outcome {
    const NAMELESS: [&str; 4] = ["linkedin member", "linkedin 회원", "링크드인 회원", "linkedin user"];
    let nameless = |name: &str| NAMELESS.contains(&fold(name).as_str());
    let speakers = reading.messages().iter().flat_map(|m| &m.turns).filter_map(|t| t.speaker.as_ref());
    let notified = reading.messages().iter().filter_map(|m| m.notification.as_ref()?.name.as_ref());
    let claim = Says::new("The account no longer shows a name.", "계정에 이름이 더 이상 보이지 않습니다.");
    if let Some(name) = speakers.chain(notified).find(|n| nameless(&n.value)) {
        return Outcome::Found(vec![Finding::new(CODES, Strength::Moderate, claim, name)]);
    }
    if let Some(gone) = reading.case.submission.profiles.iter().find_map(|p| p.gone.as_ref()) {
        return Outcome::Found(vec![Finding::new(CODES, Strength::Moderate, claim, gone)]);
    }
    let looked_at = lookups::own_profiles(reading).into_iter().find(PublicProfile::is_gone);
    let claim = Says::new(
        "The site says that there is no such profile, or no longer.",
        "사이트에 따르면 그런 프로필이 없거나 더 이상 없습니다.",
    );
    Outcome::of(looked_at.map(|p| Finding::new(CODES, Strength::Moderate, claim, &p.shown)).into_iter().collect())
}
