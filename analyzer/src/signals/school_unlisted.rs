//! Is a school on no list?

use super::{Signal, about_work};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::reference::Institutions;
use crate::text::fold::is_hangul;
use crate::text::studies;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "school-unlisted",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Credentials,
    question: Text { en: "Is a school on no list?", ko: "목록에 없는 학교가 있습니까?" },
    why: Text {
        en: "No list of the world's schools is complete, so this alone means nothing. The school's own site and register say more.",
        ko: "세계의 모든 학교를 담은 목록은 없으므로 이것만으로는 의미가 없습니다. 학교 공식 사이트와 인가 명단을 확인하세요.",
    },
    page: include_str!("school_unlisted.md"),
    check,
};

const CODES: &[&str] = &["AC-1"];

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) {
        return Outcome::Clear;
    }
    let lists = &reading.reference.institutions;
    for school in reading.case.submission.profiles.iter().flat_map(|p| &p.schools) {
        let Some(name) = &school.name else { continue };
        let written = name.value.as_str();
        // The lists hold names in Latin letters and in Hangul; of others they know too few for a "no" to mean anything.
        let readable = written.chars().all(|c| !c.is_alphabetic() || is_hangul(c) || c < '\u{250}');
        let higher = Institutions::says_higher(written) || studies::level(school).is_some();
        if readable
            && higher
            && !studies::is_secondary(school)
            && lists.mill(written).is_none()
            && lists.named(written).is_none()
            && lists.near(written).is_none()
        {
            let claim = Says::new(
                format!("“{written}” is on none of the lists of schools. Lists are incomplete."),
                format!("“{written}”은(는) 학교 목록에 없습니다. 목록은 완전하지 않습니다."),
            );
            return Outcome::Found(vec![Finding::new(CODES, Strength::Weak, claim, name)]);
        }
    }
    Outcome::Clear
}
