//! Does the headline fit somebody who recruits for this company?

use super::{Signal, agency_speaks};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::reading::Topic;
use crate::text::claims::{Employer, Relation, says_hiring};
use crate::text::fold::{fold, squeeze};
use crate::text::words;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "headline-mismatch",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Company,
    question: Text {
        en: "Does the headline fit somebody who recruits for this company?",
        ko: "직함이 이 회사의 채용 담당자와 맞습니까?",
    },
    why: Text {
        en: "In real cases the headline named another trade and another firm. Hiring managers and founders recruit, too.",
        ko: "실제 사례에서 직함은 다른 직종·다른 회사였습니다. 현업 관리자와 창업자도 채용을 합니다.",
    },
    page: include_str!("headline_mismatch.md"),
    check,
};

const CODES: &[&str] = &["ID-1"];

fn check(reading: &Reading<'_>) -> Outcome {
    if reading.topic != Topic::Recruiting {
        return Outcome::Clear;
    }
    let notified = reading.messages().iter().filter_map(|m| m.notification.as_ref()?.headline.as_ref());
    let headlines: Vec<_> =
        reading.case.submission.profiles.iter().filter_map(|p| p.headline.as_ref()).chain(notified).collect();
    let Some(headline) = headlines.first() else { return Outcome::Clear };
    let folded = fold(&headline.value);
    let headlined: Vec<&str> = reading
        .reference
        .organisations
        .in_text(&folded, true)
        .into_iter()
        .map(|seen| seen.organisation.id.as_str())
        .collect();
    let recruits_for = reading.contact.employers.iter().find(|e| {
        // The platform is where it is said, not who hires.
        e.relation == Relation::RecruitsFor && !e.organisation.as_ref().is_some_and(|o| o.is_rail())
    });
    let named = |e: &Employer| {
        folded.contains(&fold(&e.name.value))
            || e.organisation.as_ref().is_some_and(|o| headlined.contains(&o.id.as_str()))
    };
    let chief = words::any(&folded, &["founder", "co-founder", "ceo", "cto", "owner", "대표", "창업자"])
        && !words::any(&folded, &["investor"])
        && recruits_for.is_none();
    // Below the headline a profile may well tell the post at the company, or that the person recruits.
    let profiles = || reading.case.submission.profiles.iter();
    let works_there = |recruits: &Employer| {
        profiles().flat_map(|p| &p.employers).any(|e| {
            squeeze(&e.value) == squeeze(&recruits.name.value)
                || matches!((reading.reference.organisations.named(&e.value), &recruits.organisation), (Some(a), Some(b)) if a.id == b.id)
        })
    };
    if says_hiring(&headline.value)
        || chief
        || recruits_for.is_some_and(|e| named(e) || works_there(e))
        || profiles().flat_map(|p| &p.roles).any(|role| says_hiring(&role.value))
    {
        return Outcome::Clear;
    }
    let claim = Says::new(
        format!("The headline “{}” names neither recruiting nor the company that hires.", headline.value),
        format!("직함 “{}”에는 채용도, 채용한다는 회사도 없습니다.", headline.value),
    );
    match recruits_for {
        Some(employer) if !agency_speaks(reading) => {
            Outcome::Found(vec![Finding::new(CODES, Strength::Strong, claim, *headline).and(&employer.name)])
        }
        _ => Outcome::Found(vec![Finding::new(CODES, Strength::Weak, claim, *headline)]),
    }
}
