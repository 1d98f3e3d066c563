//! Was the domain set up together with others?

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{Signal, about_work, unvouched};
use crate::case::{Fact, LookupResult};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::lookups::{self, Answer, Certificates, Rdap};
use crate::reading::Reading;
use crate::reference::Organisation;
use crate::text::fold::squeeze;
use crate::text::imitation::imitates;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "registered-together",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Domain,
    question: Text {
        en: "Was the domain set up together with others?",
        ko: "도메인이 다른 도메인과 함께 만들어졌습니까?",
    },
    why: Text {
        en: "Campaigns set up many domains at once, often with several employers’ names. Firms that host others, and new firms that register two names, do so, too.",
        ko: "공격자는 여러 회사의 이름을 붙인 도메인을 한꺼번에 만듭니다. 호스팅 업체나 신생 회사도 그럴 수 있습니다.",
    },
    page: include_str!("registered_together.md"),
    check,
};

const CODES: &[&str] = &["EM-1", "EM-9"];

/// Seconds of a day.
const DAY: i64 = 86_400;

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) {
        return Outcome::Clear;
    }
    let domains: Vec<&Fact<String>> = unvouched(reading).collect();
    let mut findings: Vec<Finding> = domains.iter().filter_map(|domain| certified(reading, domain)).collect();
    findings.extend(registered(reading, &domains));
    // That nobody asked is told by `young-domain`, which asks the same.
    let failed = |d: &&Fact<String>| {
        let asked = [
            lookups::exactly::<Rdap>(reading, &d.value).map(|answer| answer.result()),
            lookups::exactly::<Certificates>(reading, &d.value).map(|answer| answer.result()),
        ];
        let mut results = asked.into_iter().flatten().peekable();
        results.peek().is_some() && results.all(|result| result == LookupResult::Failed)
    };
    if findings.is_empty() && !domains.is_empty() && domains.iter().all(failed) {
        return Outcome::Missing {
            why: Text {
                en: "what was set up together with the sender's domain could not be learnt",
                ko: "함께 만들어진 도메인을 알 수 없었습니다",
            },
            ask: Text {
                en: "ask security to look the domain up again later",
                ko: "보안팀에 나중에 다시 조회해 달라고 요청하세요",
            },
        };
    }
    Outcome::of(findings)
}

/// Other employers' names among the domains on the same certificates. What such an organisation owns itself lies beside
/// it by chance of hosting.
fn certified(reading: &Reading<'_>, domain: &Fact<String>) -> Option<Finding> {
    const MOST: usize = 40;
    const TOLD: usize = 3;
    let siblings = lookups::above::<Certificates>(reading, &domain.value)?.record.siblings?;
    let own = imitates(&domain.value, reading.reference).map(|i| i.organisation);
    let mut whose: BTreeSet<String> = BTreeSet::new();
    let mut named: Vec<&str> = Vec::new();
    for sibling in siblings.iter().map(String::as_str).take(MOST) {
        let Some(imitated) = imitates(sibling, reading.reference) else { continue };
        let Some(organisation) = reading.reference.organisations.get(&imitated.organisation) else { continue };
        let same = own.as_ref().is_some_and(|own| *own == organisation.id);
        if !same && !claimed(reading, organisation) && whose.insert(organisation.id.clone()) {
            named.push(sibling);
        }
    }
    let strength = match whose.len() {
        0 => return None,
        1 => Strength::Moderate,
        _ => Strength::Strong,
    };
    named.truncate(TOLD);
    let (name, others) = (&domain.value, named.join(", "));
    let claim = Says::new(
        format!("{name} shares a certificate with domains that bear other employers' names: {others}."),
        format!("{name}은(는) 다른 회사 이름이 들어간 도메인과 인증서를 함께 씁니다: {others}."),
    );
    Some(Finding::new(CODES, strength, claim, domain))
}

/// Whether the contact claims the organisation, or one of its group.
fn claimed(reading: &Reading<'_>, organisation: &Organisation) -> bool {
    let kin = |name: &str| reading.reference.organisations.kin(name, &organisation.name);
    reading.claimed_organisations().any(|claimed| claimed.id == organisation.id || kin(&claimed.name))
}

/// Two young domains of the contact that were registered within days of each other, at one registrar, under names that
/// have nothing in common.
fn registered(reading: &Reading<'_>, domains: &[&Fact<String>]) -> Option<Finding> {
    const APART: i64 = 3 * DAY;
    const YOUNG: i64 = 180 * DAY;
    let dated: Vec<(&Fact<String>, Answer<'_, Rdap>, Timestamp)> = domains
        .iter()
        .filter_map(|domain| {
            let lookup = lookups::above::<Rdap>(reading, &domain.value)?;
            let since = lookup.record.registered_at?;
            let sent = reading.sent(&domain.source).unwrap_or(reading.case.as_of);
            (0..YOUNG).contains(&(sent.as_second() - since.as_second())).then_some((*domain, lookup, since))
        })
        .collect();
    for (at, (one, lookup, since)) in dated.iter().enumerate() {
        let together = dated.iter().skip(at + 1).find(|(other, other_lookup, other_since)| {
            let registrars = (&lookup.record.registrar, &other_lookup.record.registrar);
            (since.as_second() - other_since.as_second()).abs() <= APART
                && !matches!(registrars, (Some(a), Some(b)) if squeeze(a) != squeeze(b))
                && !one_name(&one.value, &other.value)
        });
        if let Some((other, ..)) = together {
            let (a, b) = (&one.value, &other.value);
            let claim = Says::new(
                format!("{a} and {b} were registered within three days of each other, shortly before."),
                format!("{a}과(와) {b}은(는) 메시지 얼마 전에 사흘 안에 함께 등록되었습니다."),
            );
            return Some(Finding::new(CODES, Strength::Moderate, claim, *one).and(*other));
        }
    }
    None
}

/// Whether two domains bear one name: a firm registers its own under several endings and with words beside it.
fn one_name(a: &str, b: &str) -> bool {
    const COMMON: usize = 4;
    let label = |domain: &str| squeeze(domain.split('.').next().unwrap_or(domain));
    let (a, b) = (label(a), label(b));
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    common >= COMMON || a.contains(&b) || b.contains(&a)
}
