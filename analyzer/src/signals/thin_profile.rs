//! Is there hardly anything on the profile?

use super::{Signal, about_work};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "thin-profile",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Account,
    question: Text {
        en: "Is there hardly anything on the profile?", ko: "프로필에 내용이 거의 없습니까?"
    },
    why: Text {
        en: "A profile made for one purpose is often bare. So are those of honest newcomers, and fakes easily collect connections.",
        ko: "급히 만든 프로필은 비어 있는 경우가 많습니다. 새로 가입한 정직한 사람도 그렇고, 가짜도 인맥은 쉽게 늘립니다.",
    },
    page: include_str!("thin_profile.md"),
    check,
};

const CODES: &[&str] = &["ID-9"];

fn check(reading: &Reading<'_>) -> Outcome {
    const FEW: u32 = 50;
    if !about_work(reading) {
        return Outcome::Clear;
    }
    // Connections are told by whole profiles only: a card or a header without them is not called thin.
    let found = reading.case.submission.profiles.iter().find_map(|profile| {
        let connections = profile.connections.as_ref().filter(|c| c.value < FEW)?;
        (profile.positions.len() <= 1 && profile.schools.is_empty()).then_some((profile, connections))
    });
    let Some((profile, connections)) = found else { return Outcome::Clear };
    let jobs = profile.positions.len();
    let claim = Says::new(
        format!("{} connections, {jobs} position(s) and no school on the profile.", connections.value),
        format!("프로필에 인맥 {}명, 경력 {jobs}개, 학교 없음.", connections.value),
    );
    Outcome::Found(vec![Finding::new(CODES, Strength::Weak, claim, connections)])
}
