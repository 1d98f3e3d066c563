//! Does the address name another person?

use super::{Signal, about_work};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::names::{Likeness, compare, personal};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "odd-address",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Person,
    question: Text {
        en: "Does the address name another person?", ko: "메일 주소가 다른 사람의 이름입니까?"
    },
    why: Text {
        en: "Weak: people keep old addresses and share boxes.",
        ko: "약한 징후입니다. 오래된 주소를 쓰거나 함께 쓰는 경우가 있습니다.",
    },
    page: include_str!("odd_address.md"),
    check,
};

const CODES: &[&str] = &["EM-11"];

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) {
        return Outcome::Clear;
    }
    for message in reading.messages() {
        let Some(from) = &message.from else { continue };
        let local = from.value.local();
        let words = local.replace(['.', '_'], " ");
        let two_names = words.split(' ').filter(|w| w.len() >= 3 && w.chars().all(|c| c.is_ascii_alphabetic())).count()
            == 2
            && words.split(' ').count() == 2;
        if two_names
            && personal(&from.value.name)
            && personal(&words)
            && from.value.name.contains(' ')
            && compare(&words, &from.value.name) == Likeness::Different
        {
            let claim = Says::new(
                format!("The address says “{local}”, the name says “{}”.", from.value.name),
                format!("주소는 “{local}”, 이름은 “{}”입니다.", from.value.name),
            );
            return Outcome::Found(vec![Finding::new(CODES, Strength::Weak, claim, from)]);
        }
        let (digits, letters) = (
            local.chars().filter(char::is_ascii_digit).count(),
            local.chars().filter(char::is_ascii_alphabetic).count(),
        );
        if digits >= 5 && letters >= 5 && local.chars().filter(|c| "aeiou".contains(*c)).count() * 5 < letters {
            let claim = Says::new("The address is a random string.", "주소가 임의의 문자열입니다.");
            return Outcome::Found(vec![Finding::new(CODES, Strength::Weak, claim, from)]);
        }
    }
    Outcome::Clear
}
