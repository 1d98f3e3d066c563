//! Can the jobs have been held as told?

use super::{Signal, about_work};
use crate::case::{Fact, Period, Position};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::fold::fold;
use crate::text::periods::{Span, month_of};
use crate::text::words;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "job-dates",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::History,
    question: Text { en: "Can the jobs have been held as told?", ko: "경력의 날짜가 가능한 것입니까?" },
    why: Text {
        en: "Nobody works full-time in three places at once. Profiles go stale, and honest people mistype a year.",
        ko: "세 곳에서 동시에 전일제로 일할 수는 없습니다. 오래 고치지 않은 프로필이나 연도 오타일 수도 있습니다.",
    },
    page: include_str!("job_dates.md"),
    check,
};

const CODES: &[&str] = &["AC-4"];

/// A position with its dates.
struct Job<'r> {
    position: &'r Position,
    employer: &'r Fact<String>,
    period: &'r Fact<Period>,
    span: Span,
}

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) {
        return Outcome::Clear;
    }
    let now = month_of(reading.case.as_of);
    let mut findings = Vec::new();
    for profile in &reading.case.submission.profiles {
        let jobs: Vec<Job<'_>> = profile
            .positions
            .iter()
            .filter_map(|position| {
                let (employer, period) = (position.employer.as_ref()?, position.period.as_ref()?);
                Some(Job { position, employer, period, span: Span::of(&period.value, now)? })
            })
            .collect();
        let (turned, sound): (Vec<&Job<'_>>, Vec<&Job<'_>>) = jobs.iter().partition(|j| j.span.is_reversed());
        // Once, it is most likely a mistyped year; twice, it is asked about.
        let strength = if turned.len() > 1 { Strength::Moderate } else { Strength::Weak };
        findings.extend(turned.into_iter().map(|job| {
            let claim = Says::new(
                format!("{} ends before it begins: {}.", job.employer.value, job.period.quote),
                format!("{}: 끝이 시작보다 앞섭니다({}).", job.employer.value, job.period.quote),
            );
            Finding::new(CODES, strength, claim, job.period).and(job.employer)
        }));
        findings.extend(at_once(reading, &sound));
    }
    findings.sort_by_key(|f| std::cmp::Reverse(f.strength));
    findings.truncate(4);
    Outcome::of(findings)
}

/// Three full-time positions of unrelated employers at once.
fn at_once(reading: &Reading<'_>, jobs: &[&Job<'_>]) -> Option<Finding> {
    /// Months for which a hand-over or an old entry accounts.
    const TOLERATED: i32 = 12;
    let full: Vec<&&Job<'_>> = jobs.iter().filter(|j| full_time(j.position)).collect();
    let meet = |a: &Job<'_>, b: &Job<'_>| {
        // An old position that nobody closed is the most usual fault of honest profiles.
        !(a.period.value.present && b.period.value.present)
            && a.span.shares(&b.span) >= TOLERATED
            && !reading.reference.organisations.kin(&a.employer.value, &b.employer.value)
    };
    for (at, a) in full.iter().enumerate() {
        for (next, b) in full.iter().enumerate().skip(at + 1).filter(|(_, b)| meet(a, b)) {
            let Some(c) = full.iter().skip(next + 1).find(|c| meet(a, c) && meet(b, c)) else { continue };
            let three = [a, b, c];
            let place = |job: &&&&Job<'_>| job.position.place.as_ref().map(|p| town(&p.value));
            let places: Vec<String> = three.iter().filter_map(place).filter(|p| !p.is_empty()).collect();
            let apart = places.len() == 3 && places.iter().all(|p| places.iter().filter(|q| *q == p).count() == 1);
            let told = three.map(|j| format!("{} ({})", j.employer.value, j.period.quote)).join(", ");
            let claim = Says::new(
                format!("Three full-time positions at once: {told}."),
                format!("전일제 직장 세 곳을 동시에 다녔습니다: {told}."),
            );
            let strength = if apart { Strength::Moderate } else { Strength::Weak };
            let finding = Finding::new(CODES, strength, claim, a.period);
            return Some(finding.and(b.period).and(c.period).and(a.employer).and(b.employer).and(c.employer));
        }
    }
    None
}

/// Whether nothing says that the position leaves room for another one.
fn full_time(position: &Position) -> bool {
    const BESIDE: [&str; 54] = [
        "part-time", "part time", "freelance*", "self-employed", "contract*", "consult*", "advis*", "board", "mentor*",
        "volunteer*", "investor", "founder", "co-founder", "owner", "partner", "lecturer", "adjunct", "visiting",
        "intern", "internship", "trainee", "student", "fellow", "member", "ambassador", "committee", "reserve*",
        "chair*", "trustee", "seasonal", "temporary", "remote", "hybrid", "assistant", "tutor", "teaching", "director",
        "자문", "사외", "겸임", "강사", "프리랜서", "창업", "봉사", "위원", "비상근", "멘토", "인턴", "파트타임",
        "아르바이트", "예비군", "재택", "원격", "이사",
    ];
    let texts = [&position.title, &position.employer, &position.place, &position.about];
    let quotes = position.period.iter().map(|p| p.quote.as_str());
    let said = texts.into_iter().flatten().map(|f| f.value.as_str()).chain(quotes);
    !said.into_iter().any(|text| words::any(&fold(text), &BESIDE))
}

/// The first part of a place: the town.
fn town(place: &str) -> String {
    fold(place.split([',', '·', '|']).next().unwrap_or("")).trim().to_owned()
}
