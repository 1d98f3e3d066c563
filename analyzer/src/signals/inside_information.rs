//! Does it ask about your employer’s work?

use super::{Signal, from_ask, strongest, worth};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "inside-information",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Information,
    question: Text {
        en: "Does it ask about your employer’s work?", ko: "현 직장의 업무 내용을 묻습니까?"
    },
    why: Text {
        en: "A recruiter asks what you can do, not what your employer is doing. Questions about programmes, customers, suppliers or problems are what intelligence services are after. Cleared-jobs recruiters do ask your level.",
        ko: "채용 담당자는 할 수 있는 일을 묻지, 회사가 하는 일을 묻지 않습니다. 과제·고객·협력사·문제점에 대한 질문은 정보기관의 관심사입니다. 비밀취급 인가 등급을 묻는 채용도 있습니다.",
    },
    page: include_str!("inside_information.md"),
    check,
};

const CODES: &[&str] = &["MS-2"];

fn check(reading: &Reading<'_>) -> Outcome {
    let inside = from_ask(
        reading,
        AskKind::InsideInfo,
        CODES,
        Text { en: "It asks about your employer's work.", ko: "현 직장의 업무 내용을 묻습니다." },
        |strength, _| strength,
    );
    if inside != Outcome::Clear {
        return inside;
    }
    // The description of a job says what the job needs; that asks the reader nothing.
    let asked = strongest(reading, AskKind::Clearance).filter(|ask| !reading.in_document(ask));
    let Some(ask) = asked else { return Outcome::Clear };
    match (worth(ask, reading), reading.sentence(ask)) {
        (Some(_), Some(sentence)) => Outcome::Found(vec![Finding::new(
            CODES,
            Strength::Weak,
            Says::new("It asks about your clearance.", "비밀취급 인가를 묻습니다."),
            &sentence.fact,
        )]),
        _ => Outcome::Clear,
    }
}
