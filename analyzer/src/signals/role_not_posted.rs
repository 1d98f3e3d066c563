//! Is the role posted by the employer?

use super::Signal;
use crate::case::LookupResult;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::reading::Topic;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "role-not-posted",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Company,
    question: Text { en: "Is the role posted by the employer?", ko: "회사가 실제로 공고한 자리입니까?" },
    why: Text {
        en: "A role that the employer’s own board doesn’t list is a question to ask, no proof: searches can be confidential.",
        ko: "회사 공고에 없는 자리는 물어볼 일이지 증거는 아닙니다. 비공개 채용도 있습니다.",
    },
    page: include_str!("role_not_posted.md"),
    check,
};

const CODES: &[&str] = &["CO-5"];

fn check(reading: &Reading<'_>) -> Outcome {
    if reading.topic != Topic::Recruiting {
        return Outcome::Clear;
    }
    let boards: Vec<_> = reading.case.lookups.iter().filter(|l| l.kind == "job-board").collect();
    if let Some(absent) = boards.iter().find(|l| l.result == LookupResult::Absent)
        && let Some(cite) = super::cite_contact(reading)
    {
        let claim = Says::new(
            format!("The role was not found on the board of {}.", absent.subject),
            format!("{} 채용 공고에서 이 자리를 찾지 못했습니다.", absent.subject),
        );
        return Outcome::Found(vec![Finding::new(CODES, Strength::Moderate, claim, cite)]);
    }
    if boards.is_empty() && reading.claimed_organisations().next().is_some() {
        return Outcome::Missing {
            why: Text {
                en: "whether the role is posted was not asked (offline)",
                ko: "실제 공고인지 조회하지 않았습니다(오프라인)",
            },
            ask: Text {
                en: "look for the role on the employer's own careers site",
                ko: "회사 공식 채용 사이트에서 공고를 찾아보세요",
            },
        };
    }
    Outcome::Clear
}
