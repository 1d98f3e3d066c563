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
        // A course without anything asked is a likeness, and nobody could be told what to look at.
        _ if by_list(reading) || !asked(reading) => Strength::Weak,
        // What is not about work is seldom an approach.
        p if !about_work(reading) => {
            if p < thresholds.lure_elsewhere {
                Strength::Weak
            } else {
                Strength::Moderate
            }
        }
        p if p < thresholds.lure_moderate => Strength::Weak,
        p if p < thresholds.lure_strong => Strength::Moderate,
        _ => Strength::Strong,
    };
    let mut telling = lure.telling.iter().filter_map(|at| reading.sentences.get(*at));
    let Some(first) = telling.next() else { return Outcome::Clear };
    let points = (lure.decibans + thresholds.lure_shift).min(thresholds.lure_most);
    let finding = if strength == Strength::Weak {
        let claim = Says::new("Some of it reads like a lure.", "미끼 글처럼 읽히는 부분이 있습니다.");
        Finding::new(&[], strength, claim, &first.fact).worth((points * thresholds.lure_weak_share).max(0.0))
    } else {
        let claim =
            Says::new("Taken together, it runs the course that lures run.", "전체 흐름이 미끼 글의 흐름과 닮았습니다.");
        Finding::new(CODES, strength, claim, &first.fact).worth(points)
    };
    Outcome::Found(vec![telling.fold(finding, |finding, sentence| finding.and(&sentence.fact))])
}

/// Whether anything is asked or offered that a lure asks or offers.
fn asked(reading: &Reading<'_>) -> bool {
    let least = reading.reference.policy.thresholds.lure_ask;
    reading.asks.iter().any(|ask| ask.kind.tells() && ask.probability >= least)
}
