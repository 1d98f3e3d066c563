//! Is the sender shown to be the employer?

use super::Signal;
use crate::case::{AuthMethod, AuthVerdict, Channel, SigningOutcome};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::reference::{HostKind, at_or_below};
use crate::text::hosts::is_freemail;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "owned-domain",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Authentication,
    question: Text {
        en: "Is the sender shown to be the employer?", ko: "발신자가 그 회사임이 확인됩니까?"
    },
    why: Text {
        en: "The mail came from a system of the claimed employer. That says who sent it, and never excuses a harmful request.",
        ko: "주장하는 회사의 시스템에서 온 메일입니다. 누가 보냈는지만 말해 주며 위험한 요구를 정당화하지 않습니다.",
    },
    page: include_str!("owned_domain.md"),
    check,
};

const CODES: &[&str] = &["EM-8", "CO-1"];

fn check(reading: &Reading<'_>) -> Outcome {
    // LinkedIn's own mail says who runs LinkedIn, and nothing of the member behind it.
    for message in reading.messages().iter().filter(|m| m.channel != Channel::LinkedInMail) {
        let Some(from) = &message.from else { continue };
        let host = from.value.host();
        let owner = reading.claimed_organisations().find(|o| o.owns(host)).or_else(|| {
            // A sender of an organisation's own domain needs no further claim.
            reading.reference.organisations.owner(host).filter(|o| !o.is_rail()).map(AsRef::as_ref)
        });
        let Some(owner) = owner else { continue };
        let rented = |kind| reading.reference.hosts.is(kind, host);
        // What a company lends to everybody is not proof of its own staff.
        let shared =
            is_freemail(host, reading.reference) || rented(HostKind::FreeSubdomain) || rented(HostKind::FileHost);
        if shared || message.authentication.unknown || message.reply_to.iter().any(|r| !owner.owns(r.value.host())) {
            continue;
        }
        let aligned = |domain: &str| at_or_below(host, domain) || at_or_below(domain, host);
        let auth = &message.authentication;
        let result = auth.results.iter().find(|r| {
            r.value.verdict == AuthVerdict::Pass
                && matches!(r.value.method, AuthMethod::Dkim | AuthMethod::Dmarc)
                && aligned(&r.value.domain)
        });
        let signature =
            auth.signatures.iter().find(|s| s.value.outcome == SigningOutcome::Verified && aligned(&s.value.domain));
        if result.is_some() || signature.is_some() {
            let name = &owner.name;
            let korean = owner.korean.first().unwrap_or(name);
            let claim = Says::new(
                format!("The mail really came from {host}, a domain of {name}."),
                format!("이 메일은 실제로 {korean}의 도메인인 {host}에서 왔습니다."),
            );
            let mut finding = Finding::new(CODES, Strength::Reassuring, claim, from);
            if let Some(result) = result {
                finding = finding.and(result);
            }
            return Outcome::Found(vec![finding]);
        }
    }
    Outcome::Clear
}
