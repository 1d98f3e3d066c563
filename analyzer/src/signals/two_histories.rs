//! Do two histories of the same person agree?

use super::{Signal, about_work};
use crate::case::{Fact, Position, Profile, School};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::fold::{is_hangul, squeeze};
use crate::text::names::{Likeness, compare};
use crate::text::periods::{Span, month_of};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "two-histories",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Credentials,
    question: Text {
        en: "Do two histories of the same person agree?", ko: "같은 사람의 두 이력이 서로 맞습니까?"
    },
    why: Text {
        en: "Who invents a career for each reader forgets which one is public. Old profiles, short CVs and side jobs differ honestly.",
        ko: "상대마다 경력을 지어내면 공개된 이력과 어긋납니다. 오래된 프로필, 짧은 이력서, 부업은 실제로 다를 수 있습니다.",
    },
    page: include_str!("two_histories.md"),
    check,
};

const CODES: &[&str] = &["RW-8"];

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) {
        return Outcome::Clear;
    }
    let profiles = &reading.case.submission.profiles;
    let mut findings = Vec::new();
    for (at, a) in profiles.iter().enumerate() {
        for b in profiles.iter().skip(at + 1).filter(|b| same_person(a, b)) {
            findings.extend(jobs(reading, a, b));
            findings.extend(schools(reading, a, b));
        }
    }
    Outcome::of(findings)
}

fn same_person(a: &Profile, b: &Profile) -> bool {
    a.names.iter().any(|x| b.names.iter().any(|y| compare(&x.value, &y.value) == Likeness::Same))
}

/// Two lists of jobs over the same years that have no employer in common, though each names several and all can be
/// compared.
fn jobs(reading: &Reading<'_>, a: &Profile, b: &Profile) -> Option<Finding> {
    /// Months in common from which two lists speak of the same life.
    const SHARED: i32 = 24;
    let now = month_of(reading.case.as_of);
    let held =
        |p: &'_ Profile| -> Vec<Position> { p.positions.iter().filter(|x| x.employer.is_some()).cloned().collect() };
    let (ours, theirs) = (held(a), held(b));
    if ours.len() < 2 || theirs.len() < 2 {
        return None;
    }
    let span = |p: &Position| p.period.as_ref().and_then(|x| Span::of(&x.value, now));
    let mut pair = None;
    for x in &ours {
        for y in &theirs {
            let (left, right) = (x.employer.as_ref()?, y.employer.as_ref()?);
            if same_employer(reading, &left.value, &right.value) != Some(false) {
                return None;
            }
            let shared = span(x).zip(span(y)).map_or(0, |(s, t)| s.shares(&t));
            if shared >= SHARED && pair.is_none() {
                pair = Some((left.clone(), right.clone()));
            }
        }
    }
    let (left, right) = pair?;
    let claim = Says::new(
        format!(
            "Two histories of the same years have no employer in common: “{}” here, “{}” there.",
            left.value, right.value
        ),
        format!("같은 시기의 두 이력에 공통된 회사가 없습니다: 한쪽은 “{}”, 다른 쪽은 “{}”.", left.value, right.value),
    );
    Some(Finding::new(CODES, Strength::Moderate, claim, &left).and(&right))
}

/// Two lists of schools that have none in common, though all are known.
fn schools(reading: &Reading<'_>, a: &Profile, b: &Profile) -> Option<Finding> {
    let lists = &reading.reference.institutions;
    let known = |s: &School| s.name.as_ref().and_then(|n| Some((n.clone(), lists.named(&n.value)?)));
    let all =
        |p: &Profile| -> Option<Vec<(Fact<String>, crate::reference::Known)>> { p.schools.iter().map(known).collect() };
    let (ours, theirs) = (all(a)?, all(b)?);
    let ((left, _), (right, _)) = (ours.first()?, theirs.first()?);
    if ours.iter().any(|(_, x)| theirs.iter().any(|(_, y)| x.meets(y))) {
        return None;
    }
    let claim = Says::new(
        format!("Two histories have no school in common: “{}” here, “{}” there.", left.value, right.value),
        format!("두 이력에 공통된 학교가 없습니다: 한쪽은 “{}”, 다른 쪽은 “{}”.", left.value, right.value),
    );
    // A first and a second degree may each stand alone.
    let strength = if ours.len() > 1 && theirs.len() > 1 { Strength::Moderate } else { Strength::Weak };
    Some(Finding::new(CODES, strength, claim, left).and(right))
}

/// Whether two employers can be one; none where they are written in two scripts and no list knows them.
fn same_employer(reading: &Reading<'_>, a: &str, b: &str) -> Option<bool> {
    let organisations = &reading.reference.organisations;
    if organisations.kin(a, b) {
        return Some(true);
    }
    if organisations.named(a).is_some() && organisations.named(b).is_some() {
        return Some(false);
    }
    // Of a listed firm every name is known, in both scripts.
    for (listed, other) in [(a, b), (b, a)] {
        if let Some(organisation) = organisations.named(listed) {
            let other = squeeze(other);
            return Some(organisation.names().any(|name| {
                let name = squeeze(name);
                name.contains(&other) || other.contains(&name)
            }));
        }
    }
    let hangul = |text: &str| text.chars().any(is_hangul);
    let (x, y) = (squeeze(a), squeeze(b));
    if x.contains(&y) || y.contains(&x) || strsim::osa_distance(&x, &y) <= 1 {
        return Some(true);
    }
    // "프리랜서" and "Freelance", "두산" and "Doosan": nobody here can tell.
    (hangul(a) == hangul(b)).then_some(false)
}
