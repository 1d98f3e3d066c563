//! Did your organisation confirm this sender?

use super::{Signal, sender_hosts};
use crate::case::{AuthMethod, AuthVerdict, SigningOutcome};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::reference::at_or_below;
use crate::text::hosts::{self, HostRole, SeenHost};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "confirmed-contact",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Company,
    question: Text {
        en: "Did your organisation confirm this sender?", ko: "우리 조직이 확인한 상대입니까?"
    },
    why: Text {
        en: "Somebody confirmed this domain or tenant, with a reason and an expiry. It never excuses a harmful request.",
        ko: "누군가 이유와 기한을 적어 확인한 도메인입니다. 위험한 요구를 정당화하지 않습니다.",
    },
    page: include_str!("confirmed_contact.md"),
    check,
};

const CODES: &[&str] = &["CO-1"];

fn check(reading: &Reading<'_>) -> Outcome {
    let Some(org) = &reading.case.org else { return Outcome::Clear };
    let today = reading.case.as_of.to_string();
    for genuine in org.genuine.iter().filter(|g| today.get(..10).is_some_and(|day| day <= g.expires.as_str())) {
        let by_domain = sender_hosts(reading).find(|h| {
            h.role == HostRole::From
                && !genuine.domain.is_empty()
                && at_or_below(&h.host.value, &genuine.domain)
                && proven(reading, h, &genuine.domain)
        });
        let by_tenant = reading.hosts.iter().find(|h| {
            genuine.tenant.split_once(':').is_some_and(|(vendor, tenant)| {
                hosts::platform(&h.host.value, h.url.as_deref(), reading.reference)
                    .filter(|p| p.id == vendor)
                    .and_then(|p| hosts::tenant(p, &h.host.value, h.url.as_deref()))
                    .is_some_and(|slug| slug == tenant)
            })
        });
        if let Some(seen) = by_domain.or(by_tenant) {
            let claim = Says::new(
                format!(
                    "Your organisation confirmed {} until {}: {}.",
                    seen.host.value, genuine.expires, genuine.reason
                ),
                format!("조직에서 {}을(를) {}까지 확인했습니다: {}.", seen.host.value, genuine.expires, genuine.reason),
            );
            return Outcome::Found(vec![Finding::new(CODES, Strength::Reassuring, claim, &seen.host)]);
        }
    }
    Outcome::Clear
}

/// Whether the sending system is shown to be the domain's own: a confirmation is worth nothing to a forger.
fn proven(reading: &Reading<'_>, seen: &SeenHost, domain: &str) -> bool {
    let Some(message) = seen.message.and_then(|at| reading.messages().get(at)) else { return false };
    let aligned = |found: &str| at_or_below(found, domain) || at_or_below(domain, found);
    let auth = &message.authentication;
    auth.results.iter().any(|r| {
        r.value.verdict == AuthVerdict::Pass
            && matches!(r.value.method, AuthMethod::Dkim | AuthMethod::Dmarc)
            && aligned(&r.value.domain)
    }) || auth.signatures.iter().any(|s| s.value.outcome == SigningOutcome::Verified && aligned(&s.value.domain))
}
