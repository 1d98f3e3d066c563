//! How far the conversation has come (catalogue PM-3): it is the course of it that gives an approach away.

use serde::{Deserialize, Serialize};

use crate::finding::Text;
use crate::reading::{Reading, Topic};
use crate::text::asks::AskKind;

/// A stage of an approach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stage {
    /// Contact.
    S0,
    /// Rapport.
    S1,
    /// Offer.
    S2,
    /// Move to another channel.
    S3,
    /// A file, code, a portal; or a request for information.
    S4,
    /// Execution, or data given.
    S5,
}

impl Stage {
    /// The stage in words.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Stage::S0 => Text { en: "first contact", ko: "첫 접촉" },
            Stage::S1 => Text { en: "small talk, building trust", ko: "친분 쌓기" },
            Stage::S2 => Text { en: "an offer has been made", ko: "일자리 제안" },
            Stage::S3 => Text { en: "moving the talk to another channel", ko: "다른 대화 수단으로 이동" },
            Stage::S4 => Text {
                en: "asks for something: a file, code, a sign-in, information, money",
                ko: "파일·코드·로그인·정보·금전 요구",
            },
            Stage::S5 => Text {
                en: "wants it done on a call or at once, or proof that it was done",
                ko: "즉시 실행 또는 실행 결과 요구",
            },
        }
    }
}

/// The furthest stage that the contact's words show.
#[must_use]
pub fn of(reading: &Reading<'_>) -> Stage {
    let asks = |kind: AskKind| reading.asks.iter().any(|ask| ask.kind == kind && ask.likely());
    if asks(AskKind::PasteCommand) || (asks(AskKind::RunCode) && asks(AskKind::Pressure)) {
        Stage::S5
    } else if AskKind::ALL.iter().any(|kind| kind.harmful() && asks(*kind)) || !reading.case.submission.files.is_empty()
    {
        Stage::S4
    } else if asks(AskKind::MoveChannel) || asks(AskKind::PersonalContact) {
        Stage::S3
    } else if matches!(reading.topic, Topic::Recruiting | Topic::Applicant) {
        Stage::S2
    } else if reading.sentences.len() > 3 {
        Stage::S1
    } else {
        Stage::S0
    }
}
