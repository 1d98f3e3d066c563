//! Is the code of a stranger's new account, or does it run by itself?

use super::{Signal, about_work, verified_sender, worth};
use crate::case::{ContactRole, Fact, LookupResult};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::lookups::{self, Answer, Run, told};
use crate::reading::Reading;
use crate::text::asks::AskKind;
use jiff::Timestamp;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "strangers-repository",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::Execution,
    question: Text {
        en: "Is the code of a stranger’s new account, or does it run by itself?",
        ko: "코드가 새로 만든 계정의 것이거나 저절로 실행됩니까?",
    },
    why: Text {
        en: "Trojanised tasks lie in accounts made for one campaign, and start when the folder is opened. Real tasks come from new repositories, too: from an employer you can verify.",
        ko: "악성 과제는 공격을 위해 만든 계정에 있고 폴더를 열면 실행됩니다. 실제 과제도 새 저장소일 수 있지만 확인할 수 있는 회사에서 옵니다.",
    },
    page: include_str!("strangers_repository.md"),
    check,
};

const CODES: &[&str] = &["LA-3"];

/// Days below which a repository, and an account, is young.
const YOUNG_REPOSITORY: i64 = 30;
const YOUNG_ACCOUNT: i64 = 90;

/// What many people use has been looked at by many: stars, and days since it was made.
const MANY_STARS: u64 = 200;
const LONG_THERE: i64 = 365;

fn check(reading: &Reading<'_>) -> Outcome {
    // Whether the reader is to run it: outside of what is about work, only where the words leave no doubt.
    let wanted = reading.asks.iter().any(|ask| ask.kind == AskKind::RunCode && worth(ask, reading).is_some());
    if !about_work(reading) && !wanted {
        return Outcome::Clear;
    }
    let mut findings = Vec::new();
    let mut answered = false;
    for answer in lookups::all(reading) {
        let Some(shown) = lookups::shown(reading, &answer.lookup.subject).next() else { continue };
        if answer.result() != LookupResult::Found {
            continue;
        }
        answered = true;
        let repository = Repository::of(answer, reading, lookups::whole(shown));
        findings.extend(repository.runs(wanted, verified_sender(reading)));
        findings.extend(repository.is_new(wanted, reading));
    }
    if findings.is_empty() && !answered && wanted && names_repository(reading) {
        return Outcome::Missing {
            why: Text {
                en: "the repository was not looked at, or is not public",
                ko: "저장소를 조회하지 않았거나 공개되어 있지 않습니다",
            },
            ask: Text {
                en: "don't clone or open it; ask security to look at it",
                ko: "복제하거나 열지 말고 보안팀에 확인을 요청하세요",
            },
        };
    }
    findings.truncate(4);
    Outcome::of(findings)
}

/// A repository that the contact showed and that was looked at.
struct Repository {
    shown: Fact<String>,
    record: lookups::Repository,
    name: String,
    /// Its age in days when the message came; none if it is not told, or if it was made afterwards.
    age: Option<i64>,
    /// The account's age, likewise.
    account_age: Option<i64>,
}

impl Repository {
    fn of(answer: Answer<'_, lookups::Repository>, reading: &Reading<'_>, shown: Fact<String>) -> Self {
        let dates = reading.messages().iter().filter_map(|m| m.date.as_ref().map(|d| d.value));
        let sent = dates.max().unwrap_or(reading.case.as_of);
        let age = |made: Option<Timestamp>| {
            made.map(|made| (sent.as_second() - made.as_second()) / 86_400).filter(|days| *days >= 0)
        };
        let Answer { lookup, record } = answer;
        let (age, account_age) = (age(record.created_at), age(record.account_created_at));
        let name = told(record.name.as_deref().unwrap_or(&lookup.subject));
        Self { shown, record, name, age, account_age }
    }

    /// Whether it has been there for long, and many use it.
    fn is_common(&self) -> bool {
        self.record.stars.is_some_and(|stars| stars >= MANY_STARS) && self.age.is_some_and(|days| days >= LONG_THERE)
    }

    fn is_young(&self) -> bool {
        self.age.is_some_and(|days| days < YOUNG_REPOSITORY)
    }

    fn is_of_young_account(&self) -> bool {
        self.account_age.is_some_and(|days| days < YOUNG_ACCOUNT)
    }

    /// What in it runs by itself: on opening at once, or when its packages are installed.
    fn runs(&self, wanted: bool, verified: bool) -> Option<Finding> {
        let all = self.record.run_on_open.as_ref()?;
        // Records of other origin may not say when: tasks of an editor are looked for because they run on opening.
        let is = |run: &Run, wanted: &str| match run.when.as_str() {
            "" if run.path.ends_with("tasks.json") => wanted == "open",
            "" => wanted == "install",
            when => when == wanted,
        };
        let first = |wanted: &str| all.iter().find(|run| is(run, wanted));
        let name = &self.name;
        if let Some(run) = first("open") {
            let expected = wanted || self.is_young() || self.is_of_young_account();
            let strength = match expected && !verified && !self.is_common() {
                true => Strength::Strong,
                // Honest projects start a watcher or a build so.
                false => Strength::Moderate,
            };
            let (path, what) = (told(&run.path), told(&run.what));
            let claim = Says::new(
                format!("{name} runs “{what}” as soon as its folder is opened ({path})."),
                format!("{name}은(는) 폴더를 열기만 해도 “{what}”을(를) 실행합니다({path})."),
            );
            return Some(Finding::new(CODES, strength, claim, &self.shown));
        }
        let run = first("registry").or_else(|| first("install")).or_else(|| first("container"))?;
        if !wanted || self.is_common() {
            return None;
        }
        let (path, what) = (told(&run.path), told(&run.what));
        let claim = Says::new(
            format!("Setting up {name} runs or fetches “{what}” ({path})."),
            format!("{name}을(를) 설치하면 “{what}”이(가) 실행되거나 받아집니다({path})."),
        );
        Some(Finding::new(CODES, Strength::Weak, claim, &self.shown))
    }

    /// Whether it, or its account, is new; age alone is a question at most.
    fn is_new(&self, wanted: bool, reading: &Reading<'_>) -> Option<Finding> {
        if reading.case.role == ContactRole::Applicant || verified_sender(reading) || self.is_common() {
            return None;
        }
        let alone = self.record.account_repositories.is_some_and(|n| n <= 1);
        let strength = match (self.is_of_young_account(), self.is_young(), alone) {
            (true, _, _) | (_, true, true) if wanted => Strength::Moderate,
            (true, _, _) => Strength::Weak,
            // An old account makes a new repository for a task, or one account for all its tasks.
            (false, true, _) | (false, false, true) if wanted => Strength::Weak,
            _ => return None,
        };
        let (mut en, mut ko) = (Vec::new(), Vec::new());
        if let Some(days) = self.age.filter(|_| self.is_young()) {
            en.push(format!("the repository was {days} days old"));
            ko.push(format!("저장소는 만든 지 {days}일"));
        }
        if let Some(days) = self.account_age.filter(|_| self.is_of_young_account()) {
            en.push(format!("its account {days} days"));
            ko.push(format!("계정은 만든 지 {days}일"));
        }
        if alone {
            en.push("the account has no other repository".to_owned());
            ko.push("계정에 다른 저장소 없음".to_owned());
        }
        let claim = Says::new(
            format!("{}, when the message came: {}.", self.name, en.join(", ")),
            format!("메시지를 받았을 때 {}: {}.", self.name, ko.join(", ")),
        );
        Some(Finding::new(CODES, strength, claim, &self.shown))
    }
}

/// Whether a forge's address is shown.
fn names_repository(reading: &Reading<'_>) -> bool {
    reading.hosts.iter().any(|h| matches!(h.host.value.as_str(), "github.com" | "gitlab.com" | "bitbucket.org"))
}
