//! Can the agency be looked up at all?

use super::{Signal, agency_speaks};
use crate::case::LookupResult;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::lookups::{self, Dns, Rdap};
use crate::reading::Reading;
use crate::reading::Topic;
use crate::text::claims::Relation;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "agency-unresolvable",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Company,
    question: Text { en: "Can the agency be looked up at all?", ko: "서치펌을 확인할 방법이 있습니까?" },
    why: Text {
        en: "Fronts give a name and nothing behind it. One-person agencies exist.",
        ko: "유령 회사는 이름만 있습니다. 1인 서치펌도 있습니다.",
    },
    page: include_str!("agency_unresolvable.md"),
    check,
};

const CODES: &[&str] = &["CO-3"];

fn check(reading: &Reading<'_>) -> Outcome {
    if reading.topic != Topic::Recruiting || !agency_speaks(reading) {
        return Outcome::Clear;
    }
    let contact = &reading.contact;
    let unlisted = contact.employers.iter().find(|e| e.organisation.is_none() && e.relation == Relation::WorksFor);
    let Some(agency) = unlisted else { return Outcome::Clear };
    let name = &agency.name.value;
    if contact.domains.is_empty() && contact.phones.is_empty() {
        let claim = Says::new(
            format!("“{name}” comes without a site, an address of its own or a number."),
            format!("“{name}”에는 홈페이지도 자체 메일도 전화번호도 없습니다."),
        );
        return Outcome::Found(vec![Finding::new(CODES, Strength::Weak, claim, &agency.name)]);
    }
    for domain in &contact.domains {
        let host = &domain.value;
        let dns = lookups::above::<Dns>(reading, host).map(|answer| answer.result());
        let registry = lookups::above::<Rdap>(reading, host).map(|answer| answer.result());
        // Either may be wrong alone: a registry that doesn't tell, a name server that is down.
        if dns == Some(LookupResult::Absent) && registry != Some(LookupResult::Found) {
            let claim = Says::new(
                format!("There is no domain {host}, which “{name}” gives as its own."),
                format!("“{name}”의 주소라고 하는 {host} 도메인은 존재하지 않습니다."),
            );
            return Outcome::Found(vec![Finding::new(CODES, Strength::Moderate, claim, domain).and(&agency.name)]);
        }
    }
    let other = lookups::sites(reading).into_iter().find_map(|site| {
        let mut names = site.names();
        let first = site.names().next().filter(|_| std::ptr::eq(site.employer, agency))?;
        (!names.any(|own| lookups::same_firm(reading, own, name))).then(|| lookups::quoted(first))
    });
    let Some(other) = other else { return Outcome::Clear };
    let claim = Says::new(
        format!("The site of “{name}” calls itself {other}."),
        format!("“{name}” 홈페이지의 회사 이름은 {other}입니다."),
    );
    Outcome::Found(vec![Finding::new(CODES, Strength::Weak, claim, &agency.name)])
}
