//! Does the document lie on a free file host?

use super::{Signal, about_work, in_house, verified_sender};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::reference::HostKind;
use crate::reference::PlatformKind;
use crate::text::hosts::{self, HostRole};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "file-host",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Link,
    question: Text {
        en: "Does the document lie on a free file host?", ko: "문서가 무료 파일 저장소에 있습니까?"
    },
    why: Text {
        en: "A large employer keeps its job descriptions on its own site. Small firms and agencies use drives.",
        ko: "큰 회사는 채용 안내를 자사 사이트에 둡니다. 작은 회사와 서치펌은 드라이브도 씁니다.",
    },
    page: include_str!("file_host.md"),
    check,
};

const CODES: &[&str] = &["LA-7"];

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) || verified_sender(reading) {
        return Outcome::Clear;
    }
    let reference = reading.reference;
    let hit = reading.hosts.iter().filter(|h| h.role == HostRole::Link).find(|h| {
        let host = &h.host.value;
        [HostKind::FileHost, HostKind::FreeSubdomain, HostKind::DynamicDns].iter().any(|l| reference.hosts.is(*l, host))
            || hosts::is_platform(host, h.url.as_deref(), PlatformKind::FileHost, reference)
    });
    let Some(hit) = hit else { return Outcome::Clear };
    let strength = if in_house(reading).is_some() { Strength::Moderate } else { Strength::Weak };
    let host = &hit.host.value;
    let claim = Says::new(
        format!("The link leads to {host}, where anybody can put files or pages."),
        format!("링크가 누구나 파일이나 페이지를 올릴 수 있는 {host}(으)로 연결됩니다."),
    );
    Outcome::Found(vec![Finding::new(CODES, strength, claim, &hit.host)])
}
