//! Does it want to go on in a private messenger?

use super::{Signal, borne_out, strongest, verified_sender, worth};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "leaves-platform",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Channel,
    question: Text {
        en: "Does it want to go on in a private messenger?", ko: "사적인 메신저로 옮기자고 합니까?"
    },
    why: Text {
        en: "Messengers leave no trace for the platform or the company. In many countries recruiters use them; in Korea KakaoTalk is routine.",
        ko: "메신저는 플랫폼과 회사에 흔적이 남지 않습니다. 여러 나라에서 채용에도 쓰이며 한국의 카카오톡은 흔합니다.",
    },
    page: include_str!("leaves_platform.md"),
    check,
};

const CODES: &[&str] = &["PM-1"];

fn check(reading: &Reading<'_>) -> Outcome {
    let Some(ask) = strongest(reading, AskKind::MoveChannel) else { return Outcome::Clear };
    let (Some(_), Some(sentence)) = (worth(ask, reading), reading.sentence(ask)) else { return Outcome::Clear };
    let folded = &sentence.folded;
    let kakao_only = ["kakao", "카톡", "카카오"].iter().any(|k| folded.contains(k))
        && !["telegram", "텔레그램", "signal", "시그널", "whatsapp", "왓츠앱", "위챗", "wechat"]
            .iter()
            .any(|k| folded.contains(k));
    // Recruiters in many countries use messengers; it is in a lure that the move means something.
    let mild = kakao_only || verified_sender(reading) || borne_out(reading) < Strength::Strong;
    let strength = if mild { Strength::Weak } else { Strength::Moderate };
    let claim = Says::new("It wants to go on in a private messenger.", "사적인 메신저로 옮기자고 합니다.");
    Outcome::Found(vec![Finding::new(CODES, strength, claim, &sentence.fact).weighing(ask.probability)])
}
