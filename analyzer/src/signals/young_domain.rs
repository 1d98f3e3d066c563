//! Was the domain registered only recently?

use jiff::Timestamp;

use super::{Signal, unvouched};
use crate::case::Fact;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::lookups::{self, Certificates, Rdap};
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

/// Seconds of a day.
const DAY: i64 = 86_400;

/// What the age of a domain is read from.
enum Since {
    /// The registry's date.
    Registered(Timestamp),
    /// The first certificate logged for it: it may be older than that, so it says less.
    Certified(Timestamp),
}

fn check(reading: &Reading<'_>) -> Outcome {
    let domains: Vec<&Fact<String>> = unvouched(reading).collect();
    if domains.is_empty() {
        return Outcome::Clear;
    }
    let mut findings = Vec::new();
    let mut told = false;
    for domain in &domains {
        let Some(since) = since(reading, &domain.value) else { continue };
        told = true;
        findings.extend(young(reading, domain, since));
    }
    if findings.is_empty() && !told {
        return missing(reading, &domains);
    }
    Outcome::of(findings)
}

fn since(reading: &Reading<'_>, domain: &str) -> Option<Since> {
    let registered = lookups::above::<Rdap>(reading, domain).and_then(|l| l.record.registered_at);
    let certified = || lookups::above::<Certificates>(reading, domain).and_then(|l| l.record.first_seen);
    registered.map(Since::Registered).or_else(|| certified().map(Since::Certified))
}

/// The finding for a domain that was young when it was written of.
fn young(reading: &Reading<'_>, domain: &Fact<String>, since: Since) -> Option<Finding> {
    let sent = reading.sent(&domain.source);
    let (Since::Registered(began) | Since::Certified(began)) = since;
    let days = (sent.unwrap_or(reading.case.as_of).as_second() - began.as_second()).div_euclid(DAY);
    let (fresh, new) = match since {
        Since::Registered(_) => (Strength::Strong, Strength::Moderate),
        Since::Certified(_) => (Strength::Moderate, Strength::Weak),
    };
    let strength = match days {
        // Registered after the message: the look-up is of a later owner and says nothing.
        ..0 => return None,
        0..30 => fresh,
        30..180 => new,
        _ => return None,
    };
    let (name, day) = (&domain.value, began.to_string());
    let day = day.get(..10).unwrap_or(&day);
    let (before, before_ko) = match sent {
        Some(_) => (format!("{days} days before the message"), format!("메시지보다 {days}일 앞섭니다")),
        None => (format!("{days} days before it was handed in"), format!("제출한 날보다 {days}일 앞섭니다")),
    };
    let claim = match since {
        Since::Registered(_) => Says::new(
            format!("{name} was registered on {day}, {before}."),
            format!("{name}은(는) {day}에 등록되어 {before_ko}."),
        ),
        Since::Certified(_) => Says::new(
            format!("The first certificate of {name} is of {day}, {before}; when it was registered isn't known."),
            format!("{name}의 첫 인증서는 {day}에 발급되어 {before_ko}. 등록일은 알 수 없습니다."),
        ),
    };
    Some(Finding::new(CODES, strength, claim, domain))
}

fn missing(reading: &Reading<'_>, domains: &[&Fact<String>]) -> Outcome {
    let asked = domains.iter().map(|d| d.value.as_str()).any(|domain| {
        lookups::exactly::<Rdap>(reading, domain).is_some()
            || lookups::exactly::<Certificates>(reading, domain).is_some()
    });
    let why = if asked {
        Text {
            en: "the age of the sender's domain could not be learnt", ko: "도메인 등록일을 알 수 없었습니다"
        }
    } else {
        Text {
            en: "the age of the sender's domain was not asked (offline)",
            ko: "도메인 등록일을 조회하지 않았습니다(오프라인)",
        }
    };
    Outcome::Missing {
        why,
        ask: Text {
            en: "ask security when the domain was registered, and hand the answer in with --lookups",
            ko: "보안팀에 도메인 등록일 조회를 요청하고 결과를 --lookups로 제출하세요",
        },
    }
}
