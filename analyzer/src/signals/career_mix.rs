//! Is the career too grand to be true?

use super::{Signal, about_work};
use crate::case::{Fact, Position, Profile};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::reference::Organisation;
use crate::text::fold::fold;
use crate::text::periods::{Span, apart, month_of};
use crate::text::words;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "career-mix",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::History,
    question: Text {
        en: "Is the career too grand to be true?", ko: "경력이 믿기 어려울 만큼 화려합니까?"
    },
    why: Text {
        en: "Invented careers collect famous names. Senior people have them, too, and are silent; so several things must come together.",
        ko: "지어낸 경력은 유명한 이름을 모읍니다. 실제 임원도 그럴 수 있으므로 여러 가지가 함께 있을 때만 봅니다.",
    },
    page: include_str!("career_mix.md"),
    check,
};

const CODES: &[&str] = &["ID-7"];

/// A senior title at an employer that everybody knows.
struct Post<'r> {
    title: &'r Fact<String>,
    employer: &'r Fact<String>,
    organisation: &'r Organisation,
    position: &'r Position,
    span: Option<Span>,
}

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) {
        return Outcome::Clear;
    }
    let found = reading.case.submission.profiles.iter().find_map(|profile| judge(reading, profile));
    Outcome::of(found.into_iter().collect())
}

fn judge(reading: &Reading<'_>, profile: &Profile) -> Option<Finding> {
    const FEWEST: usize = 3;
    let posts = posts(reading, profile);
    if posts.len() < FEWEST {
        return None;
    }
    let parts: Vec<(&str, &str)> = [
        (of_many_trades(&posts), ("of three trades or more", "세 가지 이상의 업종")),
        (at_once(&posts), ("several at once", "동시에 여러 곳")),
        (hardly_held(&posts), ("none held for long", "모두 짧은 재직")),
        (too_soon(profile, &posts), ("within two years of the first job", "첫 직장 뒤 2년 안")),
        (untold(profile, &posts), ("nothing told of any, and few connections", "설명이 없고 인맥이 적음")),
    ]
    .into_iter()
    .filter_map(|(holds, words)| holds.then_some(words))
    .collect();
    let strength = match parts.len() {
        0 => return None,
        1 => Strength::Weak,
        _ => Strength::Moderate,
    };
    let names = posts.iter().map(|p| p.employer.value.as_str()).collect::<Vec<_>>().join(", ");
    let (en, ko): (Vec<&str>, Vec<&str>) = parts.into_iter().unzip();
    let claim = Says::new(
        format!("Senior titles at {names}: {}.", en.join("; ")),
        format!("{names}의 고위 직함: {}.", ko.join(", ")),
    );
    let (first, others) = posts.split_first()?;
    let finding = Finding::new(CODES, strength, claim, first.title).and(first.employer);
    Some(others.iter().fold(finding, |f, post| f.and(post.title).and(post.employer)))
}

/// One senior post for each unrelated listed employer; agencies and job boards place people and do not count.
fn posts<'r>(reading: &'r Reading<'_>, profile: &'r Profile) -> Vec<Post<'r>> {
    const SENIOR: [&str; 27] = [
        "ceo", "cto", "cfo", "coo", "cio", "ciso", "chief", "vp", "svp", "evp", "vice president", "president",
        "director", "head of*", "general manager", "managing partner", "general partner", "investor", "chairman",
        "board member", "대표", "사장", "전무", "상무", "이사", "본부장", "투자자",
    ];
    const NOT_SENIOR: [&str; 9] =
        ["assistant", "associate", "assistant to", "to the", "intern", "office of", "deputy", "대리", "비서"];
    let now = month_of(reading.case.as_of);
    let organisations = &reading.reference.organisations;
    let mut posts: Vec<Post<'r>> = Vec::new();
    for position in &profile.positions {
        let (Some(title), Some(employer)) = (&position.title, &position.employer) else { continue };
        let folded = fold(&title.value);
        let Some(organisation) = organisations.named(&employer.value) else { continue };
        if !words::any(&folded, &SENIOR)
            || words::any(&folded, &NOT_SENIOR)
            || organisation.is_agency()
            || organisation.is_rail()
            || posts.iter().any(|p| organisations.kin(&p.employer.value, &employer.value))
        {
            continue;
        }
        let span = position.period.as_ref().and_then(|p| Span::of(&p.value, now));
        posts.push(Post { title, employer, organisation, position, span });
    }
    posts
}

fn of_many_trades(posts: &[Post<'_>]) -> bool {
    let mut sectors: Vec<&str> = posts.iter().map(|p| p.organisation.sector.as_str()).collect();
    sectors.sort_unstable();
    sectors.dedup();
    sectors.len() >= 3
}

fn at_once(posts: &[Post<'_>]) -> bool {
    const TOLERATED: i32 = 6;
    let shares = |a: &Post<'_>, b: &Post<'_>| a.span.zip(b.span).is_some_and(|(a, b)| a.shares(&b) >= TOLERATED);
    posts.iter().enumerate().any(|(at, a)| posts.iter().skip(at + 1).any(|b| shares(a, b)))
}

fn hardly_held(posts: &[Post<'_>]) -> bool {
    const SHORT: i32 = 18;
    posts.iter().all(|p| p.span.is_some_and(|span| (0..SHORT).contains(&span.longest())))
}

/// Whether every one of the posts began within two years of the first position of all.
fn too_soon(profile: &Profile, posts: &[Post<'_>]) -> bool {
    const SOON: i32 = 24;
    let begun = |p: &Position| p.period.as_ref().and_then(|period| period.value.from);
    let Some(first) = profile.positions.iter().filter_map(begun).min() else { return false };
    posts.iter().all(|p| begun(p.position).is_some_and(|from| apart(first, from).1 <= SOON))
}

fn untold(profile: &Profile, posts: &[Post<'_>]) -> bool {
    const FEW: u32 = 50;
    posts.iter().all(|p| p.position.about.is_none()) && profile.connections.as_ref().is_some_and(|c| c.value < FEW)
}
