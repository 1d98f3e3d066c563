//! Does a link show another address than it leads to?

use super::Signal;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::reference::PlatformKind;
use crate::text::hosts::{host_of, is_platform, is_shared, registrable};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "link-text-mismatch",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Link,
    question: Text {
        en: "Does a link show another address than it leads to?",
        ko: "링크에 보이는 주소와 실제 주소가 다릅니까?",
    },
    why: Text {
        en: "The shown address is meant to be believed. Newsletters track clicks that way, too.",
        ko: "보이는 주소를 믿게 하려는 것입니다. 뉴스레터의 클릭 추적도 이런 모양입니다.",
    },
    page: include_str!("link_text_mismatch.md"),
    check,
};

const CODES: &[&str] = &["LA-9"];

fn check(reading: &Reading<'_>) -> Outcome {
    let mut findings = Vec::new();
    for message in reading.messages() {
        for link in message.links.iter().filter(|l| !l.hidden && l.wrapped_by.is_none()) {
            let Some(shown) =
                link.text.as_deref().map(str::trim).filter(|t| {
                    !t.contains(char::is_whitespace) && t.contains('.') && !t.contains('@') && address_like(t)
                })
            else {
                continue;
            };
            let (Some(shown_host), Some(target)) = (host_of(shown), host_of(&link.target.value)) else { continue };
            if psl::suffix(shown_host.as_bytes()).is_none_or(|s| !s.is_known())
                || registrable(&shown_host) == registrable(&target)
            {
                continue;
            }
            let same_owner = match (
                reading.reference.organisations.owner(&shown_host),
                reading.reference.organisations.owner(&target),
            ) {
                (Some(a), Some(b)) => a.id == b.id,
                _ => false,
            };
            if same_owner {
                continue;
            }
            let tracker = is_platform(&target, None, PlatformKind::MailService, reading.reference)
                || is_shared(&target, Some(&link.target.value), reading.reference)
                || message.header("List-Unsubscribe").next().is_some();
            let strength = if tracker { Strength::Weak } else { Strength::Moderate };
            let claim = Says::new(
                format!("A link shows {shown_host} and leads to {target}."),
                format!("링크는 {shown_host}(으)로 보이지만 {target}(으)로 연결됩니다."),
            );
            findings.push(Finding::new(CODES, strength, claim, &link.target));
        }
    }
    findings.truncate(3);
    Outcome::of(findings)
}

/// Shown as an address: with a scheme, a path or `www`, or under an ending that no file and no product has (`README.md`,
/// `ASP.NET`).
fn address_like(shown: &str) -> bool {
    const FILES: [&str; 16] =
        ["md", "py", "rs", "sh", "pl", "zip", "js", "ts", "cc", "so", "ps", "ai", "app", "mov", "net", "java"];
    let ending = shown.rsplit('.').next().unwrap_or("").to_lowercase();
    let capitals = shown.chars().any(|c| c.is_ascii_uppercase());
    shown.contains("://")
        || shown.contains('/')
        || shown.to_lowercase().starts_with("www.")
        || !(FILES.contains(&ending.as_str()) && (capitals || ending != "net"))
}
