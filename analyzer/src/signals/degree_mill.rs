//! Does the degree come from a known seller of degrees?

use super::{Signal, about_work};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "degree-mill",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Credentials,
    question: Text {
        en: "Does the degree come from a known seller of degrees?",
        ko: "학위가 알려진 학위 판매업체의 것입니까?",
    },
    why: Text {
        en: "An authority or a court says that no recognised degree comes from there. Some buyers were deceived themselves.",
        ko: "당국이나 법원이 정식 학위를 주는 곳이 아니라고 했습니다. 속아서 산 사람도 있습니다.",
    },
    page: include_str!("degree_mill.md"),
    check,
};

const CODES: &[&str] = &["AC-6"];

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) {
        return Outcome::Clear;
    }
    let schools = reading.case.submission.profiles.iter().flat_map(|p| &p.schools);
    let found = schools.filter_map(|school| {
        let name = school.name.as_ref()?;
        let mill = reading.reference.institutions.mill(&name.value)?;
        let claim = Says::new(
            format!("“{}”: {} ({}).", name.value, mill.why, mill.source),
            format!("“{}”: {} ({}).", name.value, mill.why_ko, mill.source),
        );
        let finding = Finding::new(CODES, Strength::Moderate, claim, name);
        Some(match &school.degree {
            Some(degree) => finding.and(degree),
            None => finding,
        })
    });
    Outcome::of(found.take(4).collect())
}
