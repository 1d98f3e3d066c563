//! Is a school's name nearly a known one?

use super::{Signal, about_work};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "school-near-miss",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Credentials,
    question: Text {
        en: "Is a school's name nearly a known one?", ko: "학교 이름이 알려진 학교와 거의 같습니까?"
    },
    why: Text {
        en: "Sellers of degrees borrow the sound of known names. Honest people mistype their own school, too.",
        ko: "학위 판매업체는 유명한 이름을 흉내 냅니다. 정직한 사람도 자기 학교 이름을 잘못 적습니다.",
    },
    page: include_str!("school_near_miss.md"),
    check,
};

const CODES: &[&str] = &["AC-2"];

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) {
        return Outcome::Clear;
    }
    let lists = &reading.reference.institutions;
    let schools = reading.case.submission.profiles.iter().flat_map(|p| &p.schools).filter_map(|s| s.name.as_ref());
    let unlisted = schools.filter(|n| lists.mill(&n.value).is_none() && lists.named(&n.value).is_none());
    let mut findings: Vec<Finding> = Vec::new();
    for name in unlisted {
        let Some(near) = lists.near(&name.value) else { continue };
        let claim = Says::new(
            format!("“{}” is on no list; nearly the same name, “{}”, is.", name.value, near.name),
            format!("“{}”은(는) 목록에 없고, 거의 같은 이름 “{}”이(가) 있습니다.", name.value, near.name),
        );
        let strength = if near.slip { Strength::Weak } else { Strength::Moderate };
        findings.push(Finding::new(CODES, strength, claim, name));
    }
    findings.truncate(4);
    Outcome::of(findings)
}
