//! Is the history of the code older than the account?

use super::Signal;
use crate::case::{LookupResult, Place, Source};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use jiff::Timestamp;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "history-of-code",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Account,
    question: Text {
        en: "Is the history of the code older than the account?",
        ko: "코드 이력이 계정보다 오래되었습니까?",
    },
    why: Text {
        en: "Histories are copied to make a new account look old. Imported projects and renamed accounts look the same.",
        ko: "새 계정을 오래되어 보이게 하려고 남의 이력을 복사하는 경우가 있습니다. 이전해 온 프로젝트나 이름을 바꾼 계정도 같아 보입니다.",
    },
    page: include_str!("history_of_code.md"),
    check,
};

const CODES: &[&str] = &["RW-9"];

/// How much older than its account a history may be: a first commit is often made before the account, in seconds.
const SLACK: i64 = 60 * 24 * 3600;

/// How many author addresses one person's own work has at most: home, work, school, the forge's own.
const AUTHORS: usize = 4;

fn check(reading: &Reading<'_>) -> Outcome {
    let records = reading.case.lookups.iter().filter(|l| l.kind == "repository");
    let mut asked = false;
    let mut findings = Vec::new();
    for lookup in records {
        asked |= matches!(lookup.result, LookupResult::Found | LookupResult::Absent);
        if lookup.result != LookupResult::Found {
            continue;
        }
        let shown = reading.hosts.iter().find(|h| h.url.as_ref().is_some_and(|u| u.contains(&lookup.subject)));
        let fact = shown.map(|h| h.host.clone());
        let Some(fact) = fact.or_else(|| whole(reading, &lookup.subject)) else { continue };
        let moment = |name: &str| lookup.record.get(name)?.as_str()?.parse::<Timestamp>().ok();
        let authors = lookup.record.get("authors").and_then(|a| a.as_array()).map_or(0, Vec::len);
        if let (Some(opened), Some(first)) = (moment("account_created_at"), moment("first_commit_at"))
            && opened.as_second() - first.as_second() > SLACK
        {
            let many = authors > AUTHORS;
            let claim = Says::new(
                format!("The first commit in {} is of {}, the account of {}.", lookup.subject, day(first), day(opened)),
                format!("{}의 첫 커밋은 {}, 계정은 {}에 만들어졌습니다.", lookup.subject, day(first), day(opened)),
            );
            // Together they are a history that others wrote.
            findings.push(Finding::new(CODES, if many { Strength::Moderate } else { Strength::Weak }, claim, &fact));
        }
    }
    if !asked && findings.is_empty() && names_repository(reading) {
        return Outcome::Missing {
            why: Text {
                en: "the history of the code was not asked (offline)",
                ko: "코드 이력을 조회하지 않았습니다(오프라인)",
            },
            ask: Text {
                en: "look when the account was opened and when the first commit was made",
                ko: "계정 생성일과 첫 커밋 날짜를 확인하세요",
            },
        };
    }
    Outcome::of(findings)
}

fn day(at: Timestamp) -> String {
    at.to_string().chars().take(10).collect()
}

fn whole(reading: &Reading<'_>, subject: &str) -> Option<crate::case::Fact<String>> {
    let message = reading.messages().first()?;
    let source = Source { artifact: message.artifact, place: Place::Whole };
    Some(crate::case::Fact::text(subject, source))
}

/// Whether an applicant shows code of theirs.
fn names_repository(reading: &Reading<'_>) -> bool {
    reading.case.role == crate::case::ContactRole::Applicant
        && reading.hosts.iter().any(|h| matches!(h.host.value.as_str(), "github.com" | "gitlab.com" | "bitbucket.org"))
}
