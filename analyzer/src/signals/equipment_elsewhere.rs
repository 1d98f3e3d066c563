//! Is the work computer to go to somebody else than the applicant?

use super::Signal;
use crate::case::ContactRole;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::words;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "equipment-elsewhere",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Person,
    question: Text {
        en: "Is the work computer to go to somebody else than the applicant?",
        ko: "업무용 장비를 지원자가 아닌 사람에게 보내 달라고 합니까?",
    },
    why: Text {
        en: "Computers sent to a third person's address are how people work under a borrowed name. People who move, or stay with family, ask for it, too.",
        ko: "남의 이름으로 일하는 사람은 장비를 제3자의 주소로 받습니다. 이사 중이거나 가족과 지내는 사람도 그렇게 부탁합니다.",
    },
    page: include_str!("equipment_elsewhere.md"),
    check,
};

const CODES: &[&str] = &["RW-4"];

/// What an employer sends.
const EQUIPMENT: [&str; 14] = [
    "laptop*", "notebook*", "computer*", "macbook*", "equipment", "device*", "hardware", "work machine*",
    "workstation*", "노트북", "컴퓨터", "장비", "맥북", "업무용 pc",
];

/// How it goes there.
const SENT: [&str; 19] = [
    "ship*", "send*", "sent", "deliver*", "post it", "posted to", "courier*", "forward*", "collect*", "pick it up",
    "pick up", "receive*", "mailed", "보내", "배송", "발송", "수령", "받아", "택배",
];

/// Whose address it is. Husband and wife live together, and are left out.
const OTHERS: [&str; 30] = [
    "cousin*", "friend*", "relative*", "my uncle*", "my aunt*", "my brother*", "my sister*", "brother-in-law",
    "sister-in-law", "roommate*", "flatmate*", "neighbour*", "neighbor*", "colleague*", "freight forwarder*",
    "forwarding address*", "forwarding service*", "third party", "사촌", "친구", "지인", "친척", "삼촌", "이모",
    "고모", "형님", "동생", "배송대행", "배대지", "대리 수령",
];

fn check(reading: &Reading<'_>) -> Outcome {
    if reading.case.role != ContactRole::Applicant {
        return Outcome::Clear;
    }
    let said = reading.sentences.iter().find(|sentence| {
        let folded = &sentence.folded;
        words::any(folded, &EQUIPMENT) && words::any(folded, &SENT) && words::any(folded, &OTHERS)
    });
    let Some(sentence) = said else { return Outcome::Clear };
    let claim = Says::new(
        "The work computer is to go to somebody else's address.",
        "업무용 장비를 다른 사람의 주소로 보내 달라고 합니다.",
    );
    Outcome::Found(vec![Finding::new(CODES, Strength::Moderate, claim, &sentence.fact)])
}
