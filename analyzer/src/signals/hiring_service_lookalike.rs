//! Does a domain look like a job board’s or hiring system’s and isn’t?

use super::Signal;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::hosts::{self, HostRole, Imitation};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "hiring-service-lookalike",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Domain,
    question: Text {
        en: "Does a domain look like a job board’s or hiring system’s and isn’t?",
        ko: "채용 사이트나 지원 시스템처럼 보이는 다른 주소가 있습니까?",
    },
    why: Text {
        en: "Known boards and hiring systems are imitated because candidates trust them.",
        ko: "지원자가 믿는 채용 사이트를 흉내 낸 것입니다.",
    },
    page: include_str!("hiring_service_lookalike.md"),
    check,
};

const CODES: &[&str] = &["EM-2"];

fn check(reading: &Reading<'_>) -> Outcome {
    let mut findings: Vec<Finding> = Vec::new();
    for seen in reading.hosts.iter().filter(|h| h.role != HostRole::ReturnPath) {
        let Some((organisation, how)) = hosts::imitates(&seen.host.value, reading.reference) else { continue };
        if !matches!(organisation.sector.as_str(), "ats" | "job-board" | "assessment" | "background-check") || findings.len() >= 4 || findings.iter().any(|f| f.cites().iter().any(|c| c.quote == seen.host.quote)) {
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
