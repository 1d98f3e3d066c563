//! Is the photograph known as somebody else's?

use super::Signal;
use crate::case::{Fact, PhotoBank, PhotoMatch};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::photo::SAME_PICTURE;
use crate::reading::Reading;
use crate::text::claims::Relation;
use crate::text::fold::squeeze;
use crate::text::names::{Likeness, compare};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "cloned-photo",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Person,
    question: Text {
        en: "Is the photograph known as somebody else's?", ko: "다른 사람의 것으로 알려진 사진입니까?"
    },
    why: Text {
        en: "Invented persons borrow real faces. Stock portraits are shared, and people change their names and jobs.",
        ko: "가짜 인물은 실제 사람의 사진을 빌립니다. 공용 사진도 있고, 이름이나 직장이 바뀌기도 합니다.",
    },
    page: include_str!("cloned_photo.md"),
    check,
};

const CODES: &[&str] = &["PT-1"];

fn check(reading: &Reading<'_>) -> Outcome {
    let submission = &reading.case.submission;
    if submission.pictures.is_empty() {
        return match submission.profiles.iter().any(|p| p.headline.is_some()) {
            true => Outcome::Missing {
                why: Text {
                    en: "no profile picture was handed in", ko: "프로필 사진이 제출되지 않았습니다"
                },
                ask: Text {
                    en: "save the profile picture and add it", ko: "프로필 사진을 저장해 함께 제출하세요"
                },
            },
            false => Outcome::Clear,
        };
    }
    let mut findings = Vec::new();
    for (number, picture) in submission.pictures.iter().enumerate() {
        let matches: Vec<&PhotoMatch> = reading.case.photos.iter().filter(|m| m.picture == number).collect();
        // What anybody may use is nobody's.
        let placeholder = |m: &&&PhotoMatch| m.bank == PhotoBank::Placeholder && (m.same || m.whole <= SAME_PICTURE);
        if picture.faces.is_empty() || matches.iter().any(|m| placeholder(&m)) {
            continue;
        }
        let known = matches.iter().filter(|m| m.same && m.bank != PhotoBank::Placeholder);
        findings.extend(known.map(|m| finding(reading, &picture.name, m)));
    }
    findings.sort_by_key(|finding: &Finding| std::cmp::Reverse(finding.strength));
    findings.truncate(3);
    Outcome::of(findings)
}

/// What it says that the photograph is known, by who the contact claims to be.
fn finding(reading: &Reading<'_>, picture: &Fact<String>, known: &PhotoMatch) -> Finding {
    let names = &reading.contact.names;
    let likenesses: Vec<Likeness> =
        names.iter().flat_map(|n| known.names.iter().map(move |k| compare(&n.value, k))).collect();
    let same_name = likenesses.contains(&Likeness::Same);
    let other_name = !likenesses.is_empty() && likenesses.iter().all(|l| *l == Likeness::Different);
    let strength = match (other_name, other_company(reading, known)) {
        (true, _) => Strength::Strong,
        // The same person may have changed jobs; without a name to hold against it, the company is what there is.
        (false, true) if same_name => Strength::Moderate,
        (false, true) => Strength::Strong,
        (false, false) => Strength::Weak,
    };
    let mut finding = Finding::new(CODES, strength, says(known), picture);
    if strength > Strength::Weak
        && let Some(name) = names.first()
    {
        finding = finding.and(name);
    }
    finding
}

/// Whether the contact says to work for somebody, and the photograph is known with others only.
fn other_company(reading: &Reading<'_>, known: &PhotoMatch) -> bool {
    let employers = &reading.contact.employers;
    let shared = |k: &String| {
        let listed = reading.reference.organisations.named(k);
        employers.iter().any(|e| {
            squeeze(&e.name.value) == squeeze(k)
                || matches!((listed, &e.organisation), (Some(a), Some(b)) if a.id == b.id)
        })
    };
    employers.iter().any(|e| e.relation == Relation::WorksFor)
        && !known.organisations.is_empty()
        && !known.organisations.iter().any(shared)
}

/// “The same photograph is known as Dana Reed of Acme”, and since when.
fn says(known: &PhotoMatch) -> Says {
    let name = known.names.first();
    let organisation = known.organisations.first();
    let en = match (name, organisation) {
        (Some(name), Some(organisation)) => format!("{name} of {organisation}"),
        (Some(who), None) | (None, Some(who)) => who.clone(),
        (None, None) => "a contact without a name".to_owned(),
    };
    let ko = match (name, organisation) {
        (Some(name), Some(organisation)) => format!("{organisation}의 {name}"),
        (Some(who), None) | (None, Some(who)) => who.clone(),
        (None, None) => "이름이 없는 연락처".to_owned(),
    };
    let date = known.seen_at.strftime("%Y-%m-%d");
    match known.bank {
        PhotoBank::Staff => Says::new(
            format!("The same photograph is known as {en}, one of your own people."),
            format!("같은 사진이 귀사 구성원인 {ko}(으)로 알려져 있습니다."),
        ),
        _ if known.uses > 1 => Says::new(
            format!(
                "The same photograph is known as {en}, from {} earlier submissions, the last of {date}.",
                known.uses
            ),
            format!("같은 사진이 이전 제출 {}건(최근 {date})에서 {ko}(으)로 알려져 있습니다.", known.uses),
        ),
        _ => Says::new(
            format!("The same photograph is known as {en}, from a submission of {date}."),
            format!("같은 사진이 {date} 제출에서 {ko}(으)로 알려져 있습니다."),
        ),
    }
}
