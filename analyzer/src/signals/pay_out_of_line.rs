//! Is the pay out of line?

use super::{Signal, strongest, worth};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;
use crate::text::{pay, words};

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
    if let Some(finding) = for_next_to_nothing(reading).or_else(|| for_anybody(reading)) {
        return Outcome::Found(vec![finding]);
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

/// A few hours a day, paid like a good day's work or better. The limits are some five times the lowest legal pay (Korea
/// 10,320 won an hour in 2026, United Kingdom 12.71 pounds), above what tutors and contractors ask.
fn for_next_to_nothing(reading: &Reading<'_>) -> Option<Finding> {
    const LONGEST: f64 = 4.0;
    const WON: f64 = 80_000.0;
    const OTHER: f64 = 75.0;
    let hourly = pay::hourly(reading.sentences.iter().map(|s| s.folded.as_str()))?;
    if hourly.hours > LONGEST || hourly.amount < if hourly.won { WON } else { OTHER } {
        return None;
    }
    let (time, pay) = (reading.sentences.get(hourly.time_in)?, reading.sentences.get(hourly.pay_in)?);
    let claim = Says::new(
        "An hour would earn far more than such work does.",
        "시간당으로 따지면 그런 일의 보수로는 지나치게 많습니다.",
    );
    let finding = Finding::new(CODES, Strength::Moderate, claim, &pay.fact);
    Some(if hourly.time_in == hourly.pay_in { finding } else { finding.and(&time.fact) })
}

/// A good income, at home, for anybody: three things that honest adverts do not promise together.
fn for_anybody(reading: &Reading<'_>) -> Option<Finding> {
    const INCOME: [&str; 20] = [
        "income", "financial freedom", "make money", "earn money", "earn at least", "good living", "get rich",
        "profit*", "payout*", "per month working", "weekly income", "고수익", "고소득", "월수익", "월 수익",
        "수입 보장", "고액", "부수입", "수익 보장", "높은 수익",
    ];
    const HOME: [&str; 12] = [
        "from home", "at home", "home based", "home-based", "home - based", "work home", "from anywhere", "재택",
        "집에서", "부업", "휴대폰만", "핸드폰만",
    ];
    const ANYBODY: [&str; 20] = [
        "no experience", "experience is required", "no special skills", "no skills", "no qualification*",
        "no education", "without any experience", "anyone can", "anybody can", "no matter what you currently do",
        "cost you nothing", "costs you nothing", "no entrance fee*", "no initial investment*", "경험 없", "경력 무관",
        "경력무관", "초보", "누구나", "무경험",
    ];
    let first = |phrases: &[&str]| reading.sentences.iter().find(|s| words::any(&s.folded, phrases));
    let (anybody, home, income) = (first(&ANYBODY[..])?, first(&HOME[..])?, first(&INCOME[..])?);
    let claim = Says::new(
        "A good income from home for anybody: honest adverts ask for something.",
        "누구나 집에서 높은 수익을 올릴 수 있다고 합니다. 정상적인 구인은 조건이 있습니다.",
    );
    Some(Finding::new(CODES, Strength::Moderate, claim, &income.fact).and(&home.fact).and(&anybody.fact))
}
