//! Does an academic mail address have nothing to do with the school named?

use std::cell::OnceCell;

use super::{Signal, about_work};
use crate::case::Fact;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::reference::{HostKind, Known};
use crate::text::claims::Relation;
use crate::text::fold::{fold, squeeze};
use crate::text::words;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "academic-mail",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Credentials,
    question: Text {
        en: "Does an academic mail address have nothing to do with the school named?",
        ko: "학교 메일 주소가 밝힌 학교와 무관합니까?",
    },
    why: Text {
        en: "Academic addresses look respectable, and at some schools anybody gets one. Alumni and guests keep theirs honestly.",
        ko: "학교 주소는 믿음직해 보이지만 누구나 얻을 수 있는 곳도 있습니다. 졸업생·방문자는 정직하게 계속 씁니다.",
    },
    page: include_str!("academic_mail.md"),
    check,
};

const CODES: &[&str] = &["AC-5"];

/// Letters of a label that tells whose a host is.
const LEAST: usize = 5;

/// What is often housed at a university whose name it doesn't bear.
const HOUSED: [&str; 16] = [
    "institute*", "hospital*", "clinic*", "lab", "labs", "laborator*", "research*", "center", "centre", "foundation",
    "incubator*", "연구", "병원", "센터", "재단", "산학",
];

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) {
        return Outcome::Clear;
    }
    let lists = &reading.reference.institutions;
    // Most addresses are of no school, and then nothing is looked up.
    let schools = OnceCell::new();
    for email in &reading.contact.emails {
        let Some((_, host)) = email.value.rsplit_once('@') else { continue };
        let hosts = &reading.reference.hosts;
        let abused = hosts.is(HostKind::AcademicAbused, host);
        if !abused && !hosts.is(HostKind::Academic, host) {
            continue;
        }
        let named = schools.get_or_init(|| named(reading));
        let owners = lists.owners(host);
        let belongs = |(name, known): &(&Fact<String>, Option<Known>)| {
            let plain = squeeze(&name.value);
            host.split('.').any(|part| part.len() >= LEAST && plain.contains(&squeeze(part)))
                || plain.contains(&squeeze(label(host)))
                || initials(&name.value).contains(label(host))
                || known.as_ref().is_some_and(|k| k.owns(host) || owners.as_ref().is_some_and(|o| o.meets(k)))
        };
        let own = named.iter().find(|one| belongs(one));
        // Somebody else's: a school or employer is named that is known, with its domains, and isn't the owner.
        let other = named.iter().find(|(_, known)| {
            known.as_ref().is_some_and(|k| k.whole && k.has_domains()) && (abused || owners.is_some())
        });
        // Institutes and hospitals write from the university that houses them.
        let housed = named.iter().any(|(name, known)| known.is_none() && words::any(&fold(&name.value), &HOUSED));
        match (own, other) {
            (None, Some((name, _))) if !housed => {
                let owner = owners.as_ref().and_then(|o| o.institutions.first()).map_or("", |i| i.name.as_str());
                let whose = if owner.is_empty() { String::new() } else { format!(" ({owner})") };
                let claim = Says::new(
                    format!("The address is of {host}{whose}, the school named is {}.", name.value),
                    format!("메일은 {host}{whose} 주소이고, 밝힌 학교는 {}입니다.", name.value),
                );
                return Outcome::Found(vec![Finding::new(CODES, Strength::Moderate, claim, email).and(*name)]);
            }
            _ if abused => {
                let claim = Says::new(
                    format!("An address at {host} proves no tie to the school: they were sold or open to anybody."),
                    format!("{host} 주소는 학교와의 관계를 증명하지 않습니다. 팔리거나 누구나 받을 수 있었습니다."),
                );
                return Outcome::Found(vec![Finding::new(CODES, Strength::Weak, claim, email)]);
            }
            _ => {}
        }
    }
    Outcome::Clear
}

/// Every school that the contact attended or works for, with what the lists know of it.
fn named<'r>(reading: &'r Reading<'_>) -> Vec<(&'r Fact<String>, Option<Known>)> {
    let profiles = &reading.case.submission.profiles;
    let schools = profiles.iter().flat_map(|p| &p.schools).filter_map(|s| s.name.as_ref());
    let positions = profiles.iter().flat_map(|p| &p.positions).filter_map(|p| p.employer.as_ref());
    let works_for = reading.contact.employers.iter().filter(|e| e.relation == Relation::WorksFor).map(|e| &e.name);
    let all = schools.chain(positions).chain(works_for);
    all.map(|name| (name, reading.reference.institutions.named(&name.value))).collect()
}

/// The label that tells whose a host is: `kaist` of `mail.kaist.ac.kr`, `mit` of `csail.mit.edu`.
fn label(host: &str) -> &str {
    let mut labels: Vec<&str> = host.split('.').collect();
    labels.pop();
    if labels.len() > 1 && labels.last().is_some_and(|l| matches!(*l, "ac" | "edu" | "co" | "com" | "re" | "org")) {
        labels.pop();
    }
    labels.last().copied().unwrap_or(host)
}

/// `mit` of "Massachusetts Institute of Technology".
fn initials(name: &str) -> String {
    const SMALL: [&str; 8] = ["of", "the", "and", "for", "at", "in", "de", "la"];
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let lower: Vec<String> = words.map(str::to_lowercase).collect();
    lower.iter().filter(|w| !SMALL.contains(&w.as_str())).filter_map(|w| w.chars().next()).collect()
}
