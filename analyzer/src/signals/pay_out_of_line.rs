//! Is the pay out of line?

use super::{Signal, strongest, worth};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;
use crate::text::words;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "pay-out-of-line",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Bait,
    question: Text { en: "Is the pay out of line?", ko: "보수가 지나치게 높습니까?" },
    why: Text {
        en: "Services offered three to nine times the salary. Senior and contract roles pay well too.",
        ko: "정보기관은 연봉의 3~9배를 제안한 사례가 있습니다. 고위·계약직은 실제로 높을 수 있습니다.",
    },
    page: include_str!("pay_out_of_line.md"),
    check,
};

const CODES: &[&str] = &["MS-4"];

fn check(reading: &Reading<'_>) -> Outcome {
    const MULTIPLES: [&str; 18] = [
        "double your", "triple your", "twice your", "three times your", "3x your", "2x your", "name your price",
        "name your salary", "5x your", "연봉의 2배", "연봉의 3배", "연봉 2배", "연봉 3배", "두 배", "세 배",
        "3배 이상", "원하시는 금액", "백지수표",
    ];
    const PAY: [&str; 15] = [
        "pay", "paid", "salary", "wage*", "income", "compensation", "earn*", "package", "연봉", "급여", "보수", "월급",
        "처우", "금액", "price",
    ];
    for sentence in &reading.sentences {
        let folded = &sentence.folded;
        if MULTIPLES.iter().any(|m| folded.contains(m)) && words::any(folded, &PAY) {
            let claim = Says::new("The pay is a multiple of the usual.", "통상의 몇 배에 이르는 보수를 제시합니다.");
            return Outcome::Found(vec![Finding::new(CODES, Strength::Moderate, claim, &sentence.fact)]);
        }
    }
    let Some(ask) = strongest(reading, AskKind::PayBait) else { return Outcome::Clear };
    match (worth(ask, reading), reading.sentence(ask)) {
        (Some(strength), Some(sentence)) => {
            let claim = Says::new(
                "The pay is far above the market, or easy.",
                "시세보다 훨씬 높거나 손쉬운 보수를 내세웁니다.",
            );
            Outcome::Found(vec![
                Finding::new(CODES, strength.min(Strength::Moderate), claim, &sentence.fact).weighing(ask.probability),
            ])
        }
        _ => Outcome::Clear,
    }
}
