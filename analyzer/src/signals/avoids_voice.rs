//! Does it avoid a call?

use super::{Signal, from_ask};
use crate::finding::{Axis, Family, Outcome, Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "avoids-voice",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Channel,
    question: Text { en: "Does it avoid a call?", ko: "통화를 피합니까?" },
    why: Text {
        en: "An impostor can’t show the face of the photo. Text interviews are rare with real employers; a bad line happens to everyone.",
        ko: "사칭자는 사진 속 얼굴을 보여줄 수 없습니다. 실제 회사가 채팅으로만 면접하는 일은 드뭅니다. 통신 장애는 누구에게나 있습니다.",
    },
    page: include_str!("avoids_voice.md"),
    check,
};

const CODES: &[&str] = &["MS-9"];

fn check(reading: &Reading<'_>) -> Outcome {
    from_ask(
        reading,
        AskKind::AvoidsVoice,
        CODES,
        Text { en: "It avoids a call or video.", ko: "통화나 화상을 피합니다." },
        |strength, _| strength.min(Strength::Moderate),
    )
}
