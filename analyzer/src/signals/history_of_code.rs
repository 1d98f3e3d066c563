//! Is the history of the code older than the account?

use super::Signal;
use crate::case::{LookupResult, Place, Source};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::lookups::{self, Repository};
use crate::reading::Reading;
use crate::text::fold::{fold, squeeze};
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

/// How many commits from before the account it takes where the first one is out of reach.
const MANY_BEFORE: u64 = 10;

fn check(reading: &Reading<'_>) -> Outcome {
    let mut asked = false;
    let mut findings = Vec::new();
    for answer in lookups::all::<Repository>(reading) {
        let (subject, result, record) = (&answer.lookup.subject, answer.result(), &answer.record);
        asked |= matches!(result, LookupResult::Found | LookupResult::Absent);
        // A fork brings along the history of what it was forked from, and says so.
        if result != LookupResult::Found || record.fork_of.is_some() {
            continue;
        }
        let shown = lookups::shown(reading, subject).next();
        let Some(fact) = shown.map(lookups::whole).or_else(|| whole(reading, subject)) else { continue };
        let authors = record.authors.as_ref().map_or(0, Vec::len);
        let Some(opened) = record.account_created_at else { continue };
        let claim = match (record.first_commit_at, record.commits_before_account) {
            (Some(first), _) if opened.as_second() - first.as_second() > SLACK => Says::new(
                format!("The first commit in {subject} is of {}, the account of {}.", day(first), day(opened)),
                format!("{subject}의 첫 커밋은 {}, 계정은 {}에 만들어졌습니다.", day(first), day(opened)),
            ),
            (None, Some(before)) if before >= MANY_BEFORE => Says::new(
                format!("At least {before} commits in {subject} are dated before its account, opened {}.", day(opened)),
                format!("{subject}의 커밋 중 {before}개 이상이 계정을 만든 {}보다 앞섭니다.", day(opened)),
            ),
            _ => continue,
        };
        // Together they are a history that others wrote.
        let others = record.authors.iter().flatten().any(|author| is_another(author, subject, reading));
        let strength = if authors > AUTHORS || others { Strength::Moderate } else { Strength::Weak };
        findings.push(Finding::new(CODES, strength, claim, &fact));
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

/// Whether an author of the code is another than the applicant: nothing of the name or address is in the applicant's
/// names and addresses, or in the account's name. Programs and the forge's own addresses are nobody.
fn is_another(author: &str, subject: &str, reading: &Reading<'_>) -> bool {
    if reading.case.role != crate::case::ContactRole::Applicant {
        return false;
    }
    let author = fold(author);
    if ["bot", "noreply", "action", "root@", "localhost"].iter().any(|word| author.contains(word)) {
        return false;
    }
    let names = reading.contact.names.iter().map(|name| &name.value);
    let addresses = reading.contact.emails.iter().map(|email| &email.value);
    let own: String = names.chain(addresses).map(|text| squeeze(&fold(text))).chain([squeeze(subject)]).collect();
    let local = author.split('@').next().unwrap_or_default();
    let parts: Vec<&str> = local.split(|c: char| !c.is_alphanumeric()).filter(|p| p.chars().count() > 2).collect();
    !parts.is_empty() && !parts.iter().any(|part| own.contains(&squeeze(part)))
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
