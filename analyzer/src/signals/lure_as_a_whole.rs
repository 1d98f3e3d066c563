//! Does it read like a lure as a whole?

use super::{Signal, about_work, by_list};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "lure-as-a-whole",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Course,
    question: Text { en: "Does it read like a lure as a whole?", ko: "전체적으로 미끼 글처럼 읽힙니까?" },
    why: Text {
        en: "Each sentence may be harmless; together they run the course that lures run. It is an estimate from labelled examples, never enough alone; honest recruiters write like this now and then.",
        ko: "문장 하나하나는 문제가 없어도 흐름이 미끼 글과 닮았습니다. 예문에서 배운 추정이며 단독으로는 충분하지 않습니다. 정상적인 채용 담당자도 가끔 이렇게 씁니다.",
    },
    page: include_str!("lure_as_a_whole.md"),
    check,
};

const CODES: &[&str] = &["MS-17"];

fn check(reading: &Reading<'_>) -> Outcome {
    let lure = &reading.lure;
    let thresholds = &reading.reference.policy.thresholds;
    let strength = match lure.probability {
        p if p < thresholds.lure_weak => return Outcome::Clear,
        // What is not about work at all is seldom an approach: worth a mention, and no more.
        _ if !about_work(reading) || lure.work < thresholds.lure_work || by_list(reading) => Strength::Weak,
        p if p < thresholds.lure_moderate => Strength::Weak,
        p if p < thresholds.lure_strong => Strength::Moderate,
        _ => Strength::Strong,
    };
    let mut telling = lure.telling.iter().filter_map(|at| reading.sentences.get(*at));
    let Some(first) = telling.next() else { return Outcome::Clear };
    let claim =
        Says::new("Taken together, it runs the course that lures run.", "전체 흐름이 미끼 글의 흐름과 닮았습니다.");
    let mut finding = Finding::new(CODES, strength, claim, &first.fact).worth(lure.decibans.min(thresholds.lure_most));
    for sentence in telling {
        finding = finding.and(&sentence.fact);
    }
    Outcome::Found(vec![finding])
}
