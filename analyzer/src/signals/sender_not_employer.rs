//! Does the sender’s domain belong to the employer claimed?

use super::{Signal, agency_speaks, claims_owner_of, in_house, sender_hosts};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::reference::PlatformKind;
use crate::text::fold::squeeze;
use crate::text::hosts;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "sender-not-employer",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Domain,
    question: Text {
        en: "Does the sender’s domain belong to the employer claimed?",
        ko: "발신 도메인이 주장하는 회사의 것입니까?",
    },
    why: Text {
        en: "Somebody who works for a company writes from its domain. Agencies and hiring systems write from their own.",
        ko: "회사 직원은 회사 도메인에서 씁니다. 서치펌과 채용 시스템은 자기 도메인을 씁니다.",
    },
    page: include_str!("sender_not_employer.md"),
    check,
};

const CODES: &[&str] = &["CO-1"];

fn check(reading: &Reading<'_>) -> Outcome {
    let Some(employer) = in_house(reading) else { return Outcome::Clear };
    let Some(organisation) = employer.organisation.as_deref() else { return Outcome::Clear };
    if organisation.domains.is_empty() || agency_speaks(reading) {
        return Outcome::Clear;
    }
    let reference = reading.reference;
    // A profile may name several employers of today; the mail may come from one of them that is on no list.
    let several = reading.case.submission.profiles.iter().filter(|p| p.employers.len() > 1).flat_map(|p| &p.employers);
    let unlisted = several.filter(|e| reference.organisations.named(&e.value).is_none()).map(|e| squeeze(&e.value));
    let others: Vec<String> =
        unlisted.filter(|name| name.chars().count() >= 5 && !name.contains(&squeeze(&organisation.name))).collect();
    let bears = |host: &str| {
        let host = squeeze(host);
        others.iter().any(|name| host.contains(name))
    };
    if sender_hosts(reading).any(|h| claims_owner_of(reading, &h.host.value)) {
        return Outcome::Clear;
    }
    let stranger = sender_hosts(reading).find(|h| {
        let host = &h.host.value;
        !hosts::is_shared(host, None, reference)
            && !hosts::is_platform(host, None, PlatformKind::Linkedin, reference)
            && reference.organisations.owner(host).is_none_or(|o| !o.is_rail() && !o.is_agency())
            && reference.organisations.believed_owner(host).is_none()
            && !bears(host)
    });
    let Some(seen) = stranger else { return Outcome::Clear };
    let (name, host) = (&organisation.name, &seen.domain);
    let korean = organisation.korean.first().unwrap_or(name);
    let own: Vec<&str> = organisation.domains.iter().take(3).map(String::as_str).collect();
    let own = own.join(", ");
    let claim = Says::new(
        format!("The contact speaks for {name} and writes from {host}; {name}'s known domains are {own}."),
        format!("{korean} 소속이라고 하지만 {host}에서 보냈습니다. {korean}의 알려진 도메인은 {own}입니다."),
    );
    Outcome::Found(vec![Finding::new(CODES, Strength::Moderate, claim, &seen.host).and(&employer.name)])
}
