//! Does it name a project of yours?

use super::Signal;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;
use crate::text::fold::fold;
use crate::text::words;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "project-named",
    codes: CODES,
    axis: Axis::Targeting,
    family: Family::Target,
    question: Text { en: "Does it name a project of yours?", ko: "우리 과제 이름을 언급합니까?" },
    why: Text {
        en: "Whoever names an internal project has studied you. Public projects are in the press.",
        ko: "내부 과제 이름을 안다면 조사를 한 것입니다. 공개된 과제는 언론에도 나옵니다.",
    },
    page: include_str!("project_named.md"),
    check,
};

const CODES: &[&str] = &["MS-2"];

fn check(reading: &Reading<'_>) -> Outcome {
    let Some(org) = &reading.case.org else { return Outcome::Clear };
    for sentence in &reading.sentences {
        let folded = &sentence.folded;
        let Some(project) = org.projects.iter().find(|p| {
            p.chars().count() >= 2 && (words::has(folded, &fold(p)) || words::has(folded, &fold(p).replace('-', " ")))
        }) else {
            continue;
        };
        let asked = reading.asks.iter().any(|a| a.kind == AskKind::InsideInfo && a.likely());
        let strength = if asked { Strength::Strong } else { Strength::Moderate };
        let claim = Says::new(
            format!("It names your project “{project}”."),
            format!("우리 과제 “{project}”을(를) 언급합니다."),
        );
        return Outcome::Found(vec![Finding::new(CODES, strength, claim, &sentence.fact)]);
    }
    Outcome::Clear
}
