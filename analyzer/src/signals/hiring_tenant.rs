//! Does a link lead to the employer’s own page at a hiring system?

use super::Signal;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::reference::PlatformKind;
use crate::text::hosts::{self, HostRole};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "hiring-tenant",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Link,
    question: Text {
        en: "Does a link lead to the employer’s own page at a hiring system?",
        ko: "링크가 그 회사의 채용 시스템 페이지입니까?",
    },
    why: Text {
        en: "The tenant at a known hiring system is the claimed employer’s. Tenants can be rented in a false name, rarely.",
        ko: "알려진 채용 시스템에서 그 회사의 페이지입니다. 드물게 거짓 이름으로 빌리기도 합니다.",
    },
    page: include_str!("hiring_tenant.md"),
    check,
};

const CODES: &[&str] = &["CO-1", "EM-7"];

fn check(reading: &Reading<'_>) -> Outcome {
    for seen in reading.hosts.iter().filter(|h| h.role == HostRole::Link) {
        let host = &seen.host.value;
        let rented = hosts::is_shared(host, seen.url.as_deref(), reading.reference);
        // What a company rents out to everybody (documents, storage) is not its own site.
        let own = reading.claimed_organisations().find(|o| o.owns(host)).filter(|_| !rented);
        let platform =
            hosts::platform(host, seen.url.as_deref(), reading.reference).filter(|p| p.kind == PlatformKind::Ats);
        let tenant = platform.and_then(|p| {
            let slug = hosts::tenant(p, host, seen.url.as_deref())?;
            reading.claimed_organisations().find(|o| hosts::tenant_is(&slug, o, &p.id)).map(|o| (o, p))
        });
        let claim = match (own, tenant) {
            (Some(o), _) => Says::new(
                format!("A link leads to {}'s own site ({host}).", o.name),
                format!("링크가 {} 공식 사이트({host})로 연결됩니다.", o.name),
            ),
            (None, Some((o, p))) => Says::new(
                format!("A link leads to {}'s page at {}.", o.name, p.name),
                format!("링크가 {}에 있는 {} 페이지로 연결됩니다.", p.name, o.name),
            ),
            _ => continue,
        };
        return Outcome::Found(vec![Finding::new(CODES, Strength::Reassuring, claim, &seen.host)]);
    }
    Outcome::Clear
}
