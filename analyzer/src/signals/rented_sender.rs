//! Is it sent through a rented service?

use super::{Signal, about_work};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::reference::PlatformKind;
use crate::text::hosts::is_platform;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "rented-sender",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Domain,
    question: Text { en: "Is it sent through a rented service?", ko: "대여한 발송 서비스로 보냈습니까?" },
    why: Text {
        en: "Anybody can rent a help desk or newsletter system and write in any name. Real companies use the same.",
        ko: "누구나 헬프데스크·발송 서비스를 빌려 아무 이름으로 보낼 수 있습니다. 실제 회사도 씁니다.",
    },
    page: include_str!("rented_sender.md"),
    check,
};

const CODES: &[&str] = &["EM-7"];

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) {
        return Outcome::Clear;
    }
    let hit = reading.messages().iter().filter_map(|m| m.from.as_ref()).find(|from| {
        is_platform(from.value.host(), None, PlatformKind::MailService, reading.reference)
            && !super::claims_owner_of(reading, from.value.host())
    });
    Outcome::of(
        hit.map(|from| {
            let strength = if from.value.local().len() >= 50 { Strength::Moderate } else { Strength::Weak };
            let claim = Says::new(
                format!("It was sent through a rented service ({}).", from.value.host()),
                format!("대여 발송 서비스({})로 보냈습니다.", from.value.host()),
            );
            Finding::new(CODES, strength, claim, from)
        })
        .into_iter()
        .collect(),
    )
}
