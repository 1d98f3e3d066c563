//! Is a messenger the only number?

use super::Signal;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "messenger-only",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Phone,
    question: Text { en: "Is a messenger the only number?", ko: "메신저 번호만 있습니까?" },
    why: Text {
        en: "A number that exists only in a messenger ties to nobody. Usual in several countries.",
        ko: "메신저로만 연결되는 번호는 신원과 이어지지 않습니다. 여러 나라에서는 흔합니다.",
    },
    page: include_str!("messenger_only.md"),
    check,
};

const CODES: &[&str] = &["PH-7"];

fn check(reading: &Reading<'_>) -> Outcome {
    let contact = &reading.contact;
    let messenger = contact.handles.iter().find(|h| !h.value.starts_with("kakaotalk:"));
    // A number that is itself the messenger's (`WhatsApp: +44 …`) is no voice line; one beside a handle is.
    let voice = contact.phones.iter().any(|phone| {
        let number = phone.value.e164.trim_start_matches('+');
        !contact.handles.iter().any(|h| h.value.contains(number))
    });
    match messenger {
        Some(handle) if !voice && contact.emails.is_empty() => {
            let claim = Says::new("The only way to reach the contact is a messenger.", "연락 수단이 메신저뿐입니다.");
            Outcome::Found(vec![Finding::new(CODES, Strength::Weak, claim, handle)])
        }
        _ => Outcome::Clear,
    }
}
