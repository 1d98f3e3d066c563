//! Did a search for the picture find it with somebody else?

use super::Signal;
use crate::case::LookupResult;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::lookups::{self, Answer, ReverseImage};
use crate::reading::Reading;
use crate::text::names::{Likeness, compare};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "picture-found-elsewhere",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Person,
    question: Text {
        en: "Did a search for the picture find it with somebody else?",
        ko: "이미지 검색에서 같은 사진이 다른 사람으로 나왔습니까?",
    },
    why: Text {
        en: "Invented persons borrow pictures from the web. Photographers and agencies publish portraits, too.",
        ko: "가짜 인물은 웹의 사진을 빌립니다. 사진가나 회사가 올린 경우도 있습니다.",
    },
    page: include_str!("picture_found_elsewhere.md"),
    check,
};

const CODES: &[&str] = &["PT-2"];

fn check(reading: &Reading<'_>) -> Outcome {
    let submission = &reading.case.submission;
    let mut findings = Vec::new();
    for picture in &submission.pictures {
        let digest = submission.artifact(picture.name.source.artifact).map(|a| a.digest.as_str()).unwrap_or_default();
        let about = |answer: &Answer<'_, ReverseImage>| {
            let subject = &answer.lookup.subject;
            answer.result() == LookupResult::Found && (*subject == picture.name.value || subject == digest)
        };
        for answer in lookups::all::<ReverseImage>(reading).filter(about) {
            let ReverseImage { name, url: page, used } = &answer.record;
            let names = &reading.contact.names;
            let other = !name.is_empty()
                && !names.is_empty()
                && names.iter().all(|n| compare(&n.value, name) == Likeness::Different);
            let at = if page.is_empty() { String::new() } else { format!(" ({})", lookups::told(page)) };
            if other {
                let name = lookups::told(name);
                let says = Says::new(
                    format!("A search found the same picture as {name}{at}."),
                    format!("이미지 검색에서 같은 사진이 {name}(으)로 나왔습니다{at}."),
                );
                let finding = Finding::new(CODES, Strength::Strong, says, &picture.name);
                findings.push(names.iter().take(1).fold(finding, |f, n| f.and(n)));
            } else if used == "stock" {
                let says = Says::new(
                    format!("A search found the same picture for sale{at}."),
                    format!("이미지 검색에서 같은 사진이 판매용으로 나왔습니다{at}."),
                );
                findings.push(Finding::new(CODES, Strength::Weak, says, &picture.name));
            }
        }
    }
    findings.truncate(3);
    Outcome::of(findings)
}
