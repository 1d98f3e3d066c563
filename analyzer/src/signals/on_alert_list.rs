//! Is the persona on an official warning?

use std::collections::BTreeSet;

use super::Signal;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::fold::{fold, is_hangul, squeeze};
use crate::text::names::{Likeness, compare};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "on-alert-list",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Person,
    question: Text { en: "Is the persona on an official warning?", ko: "공식 경고에 나온 인물입니까?" },
    why: Text {
        en: "An authority published this persona. People share names: name and organisation together count.",
        ko: "당국이 공개한 가짜 인물입니다. 동명이인이 있으므로 이름과 조직이 함께 맞아야 합니다.",
    },
    page: include_str!("on_alert_list.md"),
    check,
};

const CODES: &[&str] = &["ID-10"];

fn check(reading: &Reading<'_>) -> Outcome {
    let today = reading.case.as_of.to_string();
    let mut findings = Vec::new();
    let mut told = BTreeSet::new();
    let names: Vec<_> = reading.contact.names.iter().filter(|n| told.insert(n.value.as_str())).collect();
    for alert in
        reading.reference.alerts.iter().filter(|a| today.get(..10).is_some_and(|day| day <= a.expires.as_str()))
    {
        let wanted_name = fold(&alert.name);
        let Some(name) = names
            .iter()
            .copied()
            .filter(|n| shares_a_word(&n.value, &wanted_name))
            .find(|n| compare(&n.value, &alert.name) == Likeness::Same)
        else {
            continue;
        };
        let wanted = squeeze(&alert.organisation);
        let organisation =
            reading.sentences.iter().find(|s| !wanted.is_empty() && squeeze(&s.fact.value).contains(&wanted));
        let listed = reading.contact.employers.iter().find(|e| squeeze(&e.name.value) == wanted);
        let organisation = organisation
            .map(|s| &s.fact)
            .or(listed.map(|e| &e.name))
            .or_else(|| reading.contact.roles.iter().find(|r| squeeze(&r.value).contains(&wanted)));
        let (source, date) = (&alert.source, &alert.date);
        let claim = Says::new(
            format!("{} warned of a persona of this name ({}, {date}).", source, alert.organisation),
            format!("{}이(가) 이 이름의 가짜 인물을 경고했습니다({}, {date}).", source, alert.organisation),
        );
        let strength = if organisation.is_some() { Strength::Decisive } else { Strength::Moderate };
        let mut finding = Finding::new(CODES, strength, claim, name);
        if let Some(fact) = organisation {
            finding = finding.and(fact);
        }
        findings.push(finding);
    }
    Outcome::of(findings)
}

/// Whether two names have a word in common, or one is in Hangul: only then are they worth comparing in full.
fn shares_a_word(name: &str, wanted: &str) -> bool {
    let folded = fold(name);
    folded.chars().any(is_hangul) || folded.split(' ').any(|word| word.len() > 2 && wanted.contains(word))
}
