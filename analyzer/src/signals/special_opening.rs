//! Must a file be opened in a special way?

use super::{Signal, from_ask, verified_sender};
use crate::finding::{Axis, Family, Outcome, Strength, Text};
use crate::reading::Reading;
use crate::text::asks::AskKind;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "special-opening",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::File,
    question: Text {
        en: "Must a file be opened in a special way?", ko: "파일을 특별한 방법으로 열어야 합니까?"
    },
    why: Text {
        en: "A job description is a page or a PDF. Archives, passwords and “enable content” hide programs. Korean HR does send PDFs with a password about pay, after interviews.",
        ko: "채용 안내는 웹페이지나 PDF입니다. 압축·비밀번호·콘텐츠 사용은 프로그램을 숨깁니다. 한국 인사팀은 면접 후 처우 안내 PDF에 비밀번호를 걸기도 합니다.",
    },
    page: include_str!("special_opening.md"),
    check,
};

const CODES: &[&str] = &["LA-1"];

fn check(reading: &Reading<'_>) -> Outcome {
    let verified = verified_sender(reading);
    from_ask(
        reading,
        AskKind::OpenFile,
        CODES,
        Text {
            en: "It wants a file opened in a special way.", ko: "파일을 특별한 방법으로 열라고 합니다."
        },
        |strength, _| if verified { Strength::Weak } else { strength.min(Strength::Strong) },
    )
}
