//! Can the studies have happened as told?

use super::{Signal, about_work};
use crate::case::{Fact, Period, Profile, School};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::reference::{Institutions, Known};
use crate::text::periods::{Span, before, month_of};
use crate::text::studies::{self, Level};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "study-dates",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::History,
    question: Text { en: "Can the studies have happened as told?", ko: "학력의 날짜가 가능한 것입니까?" },
    why: Text {
        en: "Invented histories are put together without arithmetic. Honest people mistype a year; ask before you conclude.",
        ko: "지어낸 이력은 날짜가 맞지 않습니다. 정직한 사람도 연도를 잘못 적으니 먼저 물어보세요.",
    },
    page: include_str!("study_dates.md"),
    check,
};

const CODES: &[&str] = &["AC-4"];

/// A school with its dates.
struct Study<'r> {
    school: &'r School,
    name: &'r Fact<String>,
    period: &'r Fact<Period>,
    span: Option<Span>,
    known: Option<Known>,
}

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) {
        return Outcome::Clear;
    }
    let now = month_of(reading.case.as_of);
    let mut findings = Vec::new();
    for profile in &reading.case.submission.profiles {
        let studies: Vec<Study<'_>> = profile
            .schools
            .iter()
            .filter_map(|school| {
                let (name, period) = (school.name.as_ref()?, school.period.as_ref()?);
                let known = reading.reference.institutions.named(&name.value).filter(|known| known.whole);
                Some(Study { school, name, period, span: Span::of(&period.value, now), known })
            })
            .collect();
        reversed(&studies, &mut findings);
        // What a mistyped year may have bent is not measured any further.
        let sound = |s: &Study<'_>| s.span.is_none_or(|span| !span.is_reversed());
        let studies: Vec<Study<'_>> = studies.into_iter().filter(sound).collect();
        findings.extend(studies.iter().filter_map(hasty));
        findings.extend(at_once(reading, &studies));
        findings.extend(studies.iter().filter_map(before_or_after_the_school));
        findings.extend(too_young(profile, &studies));
    }
    findings.sort_by_key(|f| std::cmp::Reverse(f.strength));
    findings.truncate(4);
    Outcome::of(findings)
}

/// An end before the beginning. Once, it is most likely a mistyped year; twice, it is asked about.
fn reversed(studies: &[Study<'_>], findings: &mut Vec<Finding>) {
    let turned: Vec<&Study<'_>> = studies.iter().filter(|s| s.span.is_some_and(|span| span.is_reversed())).collect();
    let strength = if turned.len() > 1 { Strength::Moderate } else { Strength::Weak };
    for study in turned {
        let claim = Says::new(
            format!("{} ends before it begins: {}.", study.name.value, study.period.quote),
            format!("{}: 끝이 시작보다 앞섭니다({}).", study.name.value, study.period.quote),
        );
        findings.push(Finding::new(CODES, strength, claim, study.period).and(study.name));
    }
}

/// A doctorate in a year or less.
fn hasty(study: &Study<'_>) -> Option<Finding> {
    const LEAST: i32 = 12;
    let degree = study.school.degree.as_ref()?;
    let span = study.span.filter(|_| !study.period.value.present)?;
    if studies::level(study.school) != Some(Level::Doctor) || span.longest() > LEAST {
        return None;
    }
    let claim = Says::new(
        format!("A doctorate in a year or less: {}, {}.", study.name.value, study.period.quote),
        format!("일 년 안에 받은 박사 학위: {}, {}.", study.name.value, study.period.quote),
    );
    Some(Finding::new(CODES, Strength::Moderate, claim, study.period).and(degree).and(study.name))
}

/// Two full programmes on different continents at once.
fn at_once(reading: &Reading<'_>, studies: &[Study<'_>]) -> Option<Finding> {
    /// Months that a thesis written from home or a term abroad explains.
    const TOLERATED: i32 = 12;
    let full = |s: &&Study<'_>| studies::level(s.school).is_some() && studies::on_site(s.school);
    let full: Vec<&Study<'_>> = studies.iter().filter(full).collect();
    full.iter().enumerate().find_map(|(at, a)| {
        full.iter().skip(at + 1).find_map(|b| {
            let apart = reading.reference.institutions.oceans_apart(a.known.as_ref()?, b.known.as_ref()?);
            if !apart || a.span?.shares(&b.span?) < TOLERATED {
                return None;
            }
            let claim = Says::new(
                format!(
                    "Two programmes on different continents at once: {} ({}) and {} ({}).",
                    a.name.value, a.period.quote, b.name.value, b.period.quote
                ),
                format!(
                    "서로 다른 대륙의 두 과정을 동시에 다녔습니다: {}({}), {}({}).",
                    a.name.value, a.period.quote, b.name.value, b.period.quote
                ),
            );
            let finding = Finding::new(CODES, Strength::Moderate, claim, a.period).and(b.period);
            Some(finding.and(a.name).and(b.name))
        })
    })
}

/// A degree from before the institution was founded or from after it closed; studies begun under a name that was no
/// longer borne. Today's name for an old degree is what honest people write.
fn before_or_after_the_school(study: &Study<'_>) -> Option<Finding> {
    /// Years by which sources differ, and in which the last students finish.
    const TOLERATED: i16 = 1;
    let known = study.known.as_ref()?;
    let period = &study.period.value;
    let name = &study.name.value;
    let (ended, began) = (period.until.or(period.from)?, period.from.or(period.until)?);
    let (strength, claim) = if let Some((_, former)) = Institutions::former(known, name) {
        if began.year <= former.until + TOLERATED {
            return None;
        }
        let until = former.until;
        (
            Strength::Weak,
            Says::new(
                format!("{name} has had another name since {until}; the studies begin later: {}.", study.period.quote),
                format!("{name}은(는) {until}년부터 이름이 다른데 학업은 그 뒤에 시작합니다({}).", study.period.quote),
            ),
        )
    } else {
        let institution = known.historic()?;
        match (institution.founded, institution.closed) {
            (Some(founded), _) if ended.year < founded - TOLERATED => (
                Strength::Moderate,
                Says::new(
                    format!("{name} has existed since {founded}; the studies are told for {}.", study.period.quote),
                    format!("{name}은(는) {founded}년에 생겼는데 학업은 {}입니다.", study.period.quote),
                ),
            ),
            (_, Some(closed)) if began.year > closed + TOLERATED => (
                Strength::Moderate,
                Says::new(
                    format!("{name} closed in {closed}; the studies are told for {}.", study.period.quote),
                    format!("{name}은(는) {closed}년에 문을 닫았는데 학업은 {}입니다.", study.period.quote),
                ),
            ),
            _ => return None,
        }
    };
    Some(Finding::new(CODES, strength, claim, study.period).and(study.name))
}

/// A degree before the age of fifteen, or before the secondary school began.
fn too_young(profile: &Profile, studies: &[Study<'_>]) -> Option<Finding> {
    const YOUNGEST: i16 = 15;
    let degrees = studies.iter().filter(|s| studies::level(s.school).is_some() && !studies::is_secondary(s.school));
    let first = degrees.filter_map(|s| Some((s, s.period.value.until?))).min_by_key(|(_, until)| *until)?;
    let (study, until) = first;
    if let (Some(born), Some(about)) = (studies::born(profile), &profile.about)
        && until.year < born.saturating_add(YOUNGEST)
    {
        let claim = Says::new(
            format!("A degree in {} and a birth in {born}.", until.year),
            format!("{born}년생인데 {}년에 학위를 받았습니다.", until.year),
        );
        return Some(Finding::new(CODES, Strength::Moderate, claim, study.period).and(study.name).and(about));
    }
    let secondary = studies.iter().find(|s| studies::is_secondary(s.school))?;
    let begins = secondary.period.value.from.filter(|begins| before(until, *begins))?;
    let claim = Says::new(
        format!(
            "The degree of {} is older than the secondary school, which begins in {}.",
            study.name.value, begins.year
        ),
        format!("{}의 학위가 {}년에 시작한 고등학교보다 앞섭니다.", study.name.value, begins.year),
    );
    Some(Finding::new(CODES, Strength::Moderate, claim, study.period).and(study.name).and(secondary.period))
}
