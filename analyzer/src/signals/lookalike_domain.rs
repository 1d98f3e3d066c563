//! Does a domain look like a company’s and isn’t?

use super::Signal;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::hosts::{self, HostRole, Imitation};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "lookalike-domain",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Domain,
    question: Text {
        en: "Does a domain look like a company’s and isn’t?",
        ko: "회사 도메인처럼 보이는 다른 주소가 있습니까?",
    },
    why: Text {
        en: "A look-alike is registered to be believed; it passes every technical check of its own. Some companies own more domains than the list knows.",
        ko: "비슷한 도메인은 믿게 하려고 등록한 것이며 기술 검사는 모두 통과합니다. 목록에 없는 도메인을 가진 회사도 있습니다.",
    },
    page: include_str!("lookalike_domain.md"),
    check,
};

const CODES: &[&str] = &["EM-1"];

fn check(reading: &Reading<'_>) -> Outcome {
    let mut findings: Vec<Finding> = Vec::new();
    for seen in reading.hosts.iter().filter(|h| h.role != HostRole::ReturnPath) {
        let Some((organisation, how)) = hosts::imitates(&seen.host.value, reading.reference) else { continue };
        if matches!(organisation.sector.as_str(), "ats" | "job-board" | "assessment" | "background-check") || findings.len() >= 4 || findings.iter().any(|f| f.cites().iter().any(|c| c.quote == seen.host.quote)) {
            continue;
        }
        let claimed = reading.contact.employers.iter().any(|e| e.organisation.as_ref().is_some_and(|o| o.id == organisation.id));
        let strength = match how {
            Imitation::NameInside if !claimed => Strength::Moderate,
            Imitation::NearMiss if !claimed => Strength::Moderate,
            _ => Strength::Strong,
        };
        let (host, name) = (&seen.domain, &organisation.name);
        let korean = organisation.korean.first().unwrap_or(name);
        let own: Vec<&str> = organisation.domains.iter().chain(&organisation.careers).take(3).map(String::as_str).collect();
        let own = own.join(", ");
        let claim = Says::new(
            format!("{host} looks like {name}, and isn't among its known domains ({own})."),
            format!("{host} 주소는 {korean}처럼 보이지만 알려진 도메인({own})이 아닙니다."),
        );
        findings.push(Finding::new(CODES, strength, claim, &seen.host));
    }
    Outcome::of(findings)
}
