//! Was the domain registered only recently?

use super::{Signal, looked_up};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "young-domain",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Domain,
    question: Text {
        en: "Was the domain registered only recently?", ko: "도메인이 최근에 등록되었습니까?"
    },
    why: Text {
        en: "Domains made for one campaign are weeks old. So are those of new firms.",
        ko: "공격용 도메인은 등록한 지 몇 주입니다. 신생 회사도 그렇습니다.",
    },
    page: include_str!("young_domain.md"),
    check,
};

const CODES: &[&str] = &["EM-9"];

fn check(reading: &Reading<'_>) -> Outcome {
    let own = |d: &&crate::case::Fact<String>| reading.reference.organisations.owner(&d.value).is_none();
    let domains: Vec<_> = reading.contact.domains.iter().filter(own).collect();
    if domains.is_empty() {
        return Outcome::Clear;
    }
    let sent =
        reading.messages().iter().filter_map(|m| m.date.as_ref().map(|d| d.value)).min().unwrap_or(reading.case.as_of);
    let mut findings = Vec::new();
    let mut asked = false;
    for domain in domains {
        let Some(lookup) = looked_up(reading, "rdap", &domain.value) else { continue };
        let text = lookup.record.get("registered_at").and_then(|v| v.as_str()).unwrap_or("");
        let full = if text.len() == 10 { format!("{text}T00:00:00Z") } else { text.to_owned() };
        let Ok(registered) = full.parse::<jiff::Timestamp>() else { continue };
        asked = true;
        let days = (sent.as_second() - registered.as_second()) / 86_400;
        let strength = match days {
            // Registered after the message: the look-up is of a later owner and says nothing.
            ..0 => continue,
            0..30 => Strength::Strong,
            30..180 => Strength::Moderate,
            _ => continue,
        };
        let (name, day) = (&domain.value, text.get(..10).unwrap_or(text));
        let claim = Says::new(
            format!("{name} was registered on {day}, {days} days before the message."),
            format!("{name}은(는) {day}에 등록되어 메시지보다 {days}일 앞섭니다."),
        );
        findings.push(Finding::new(CODES, strength, claim, domain));
    }
    if findings.is_empty() && !asked {
        return Outcome::Missing {
            why: Text {
                en: "the age of the sender's domain was not asked (offline)",
                ko: "도메인 등록일을 조회하지 않았습니다(오프라인)",
            },
            ask: Text {
                en: "ask security when the domain was registered, and hand the answer in with --lookups",
                ko: "보안팀에 도메인 등록일 조회를 요청하고 결과를 --lookups로 제출하세요",
            },
        };
    }
    Outcome::of(findings)
}
