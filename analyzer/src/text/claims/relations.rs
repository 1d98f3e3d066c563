//! Organisations named in a sentence, and how the contact stands to them.

use crate::case::{Case, Fact};
use crate::reading::Sentence;
use crate::reference::{Organisation, Reference};
use crate::text::fold::{is_hangul, squeeze};
use crate::text::words;

use super::{Contact, Employer, Origin, Relation, unlisted};

/// Adds the organisations that a sentence names; `before` is the one before it.
pub(super) fn read(
    case: &Case,
    sentence: &Sentence,
    before: Option<&Sentence>,
    reference: &Reference,
    contact: &mut Contact,
) {
    let folded = &sentence.folded;
    for seen in reference.organisations.in_text(folded, false) {
        if case.org.as_ref().is_some_and(|own| is_own(own, seen.organisation)) {
            continue;
        }
        // Inside an address or a link a name is no claim; hosts are judged elsewhere.
        let around = folded.get(..seen.span.0).and_then(|t| t.chars().next_back());
        let next = folded.get(seen.span.1..).and_then(|t| t.chars().next());
        if matches!(around, Some('@' | '.' | '/' | '-' | '_'))
            || matches!(next, Some('.' | '/' | '-' | '_' | '@')) && !sentence_end(folded, seen.span.1)
        {
            continue;
        }
        let before = folded.get(..seen.span.0).unwrap_or("");
        let after = folded.get(seen.span.1..).unwrap_or("");
        if product(after) {
            continue;
        }
        let relation = relation(before, after);
        contact.employers.push(Employer {
            name: Fact::new(seen.organisation.name.clone(), sentence.fact.value.clone(), sentence.fact.source.clone()),
            organisation: Some(seen.organisation.clone()),
            relation,
            origin: Origin::Message,
        });
    }
    let near = before.filter(|b| b.message == sentence.message && b.turn == sentence.turn);
    if let Some(firm) = unlisted::find(&sentence.fact.value, near.map_or("", |b| &b.folded))
        && reference.organisations.named(&firm.name).is_none()
        && !case.org.as_ref().is_some_and(|own| is_named(own, &firm.name))
    {
        contact.employers.push(Employer {
            name: Fact::new(firm.name, sentence.fact.value.clone(), sentence.fact.source.clone()),
            organisation: None,
            relation: firm.relation,
            origin: Origin::Message,
        });
    }
}

fn is_named(own: &crate::case::OrgFile, name: &str) -> bool {
    std::iter::once(&own.name).chain(&own.aliases).any(|known| squeeze(known) == squeeze(name))
}

/// What follows a name makes it a product's: "Google Meet", "Microsoft Teams", "Amazon gift card", "구글 폼".
fn product(after: &str) -> bool {
    const PRODUCTS: [&str; 44] = [
        "meet", "teams", "docs", "doc", "drive", "forms", "form", "sheets", "calendar", "office", "azure",
        "web services", "aws", "gift card", "gift cards", "pay", "play", "store", "maps", "scholar", "cloud console",
        "word", "excel", "outlook", "onedrive", "windows", "edge", "chrome", "translate", "authenticator", "prime",
        "account", "profile", "message", "messages", "톡", "폼", "메일", "드라이브", "미트", "팀즈", "문서", "스토어",
        "오피스",
    ];
    let rest = after.strip_prefix("'s").unwrap_or(after).trim_start_matches(' ');
    PRODUCTS.iter().any(|p| {
        rest.strip_prefix(p)
            .is_some_and(|tail| p.chars().any(is_hangul) || tail.chars().next().is_none_or(|c| !c.is_alphanumeric()))
    })
}

fn sentence_end(folded: &str, at: usize) -> bool {
    folded.get(at..).is_some_and(|rest| {
        let mut chars = rest.chars();
        chars.next() == Some('.') && chars.next().is_none_or(char::is_whitespace)
    })
}

pub(super) fn is_own(own: &crate::case::OrgFile, seen: &Organisation) -> bool {
    std::iter::once(&own.name).chain(&own.aliases).any(|name| seen.names().any(|n| squeeze(n) == squeeze(name)))
}

/// How the words around a name relate the contact to it.
pub(super) fn relation(before: &str, after: &str) -> Relation {
    let tail: String = before.chars().rev().take(80).collect::<Vec<_>>().into_iter().rev().collect();
    let head: String = after.chars().take(40).collect();
    let close = tail.trim_end();
    let ends = |phrases: &[&str]| phrases.iter().any(|p| words::find(close, p).is_some() && close.ends_with(p));
    let follows = |phrases: &[&str]| phrases.iter().any(|p| words::find(head.trim_start(), p) == Some(0));
    // The reader's employer, a former one, a comparison.
    const READERS: [&str; 22] = [
        "your work at", "your experience at", "your time at", "your years at", "you are at", "you're at",
        "your role at", "your background at", "your team at", "you work at", "you worked at", "currently at",
        "your present employer", "your current employer", "재직 중이신", "다니시는", "근무하시는", "귀하의",
        "mentioned", "competitor*", "formerly", "previously",
    ];
    if words::any(&tail, &READERS)
        || ends(&["like", "such as", "ex-", "former", "from your time at", "than"])
        || follows(&[
            "에서 근무하시", "에 재직", "에서의 경력", "재직 중이신", "에 계신", "에 다니", "출신",
            "is a registered trademark", "alumni", "alum", "veteran",
        ])
    {
        return Relation::Mentions;
    }
    const CLIENT: [&str; 3] = ["client", "clients", "고객사"];
    const SELF: [&str; 18] = [
        "i am", "i'm", "i’m", "my name is", "this is", "i work", "we at", "here at", "i recruit", "recruiter at",
        "recruiter with", "recruiter for", "acquisition at", "acquisition for", "hr at", "join us at", "writing from",
        "저희",
    ];
    const OFFICE: [&str; 12] = [
        "인재", "talent", "recruit*", "hr", "careers", "human resources", "hiring team", "people team", "채용", "인사",
        "리크루", "소속",
    ];
    let at_start = tail.trim().is_empty();
    let separated = close.ends_with(['|', '–', '—', '@', '·']) || close.ends_with(" -");
    let belongs =
        ends(&["at", "of", "with", "from", "for", "behalf of", "with the", "from the", "of the", "at the", "here"]);
    let introduced = words::any(&tail, &SELF) && (belongs || ends(&SELF))
        || words::has(&tail, "저는")
        || ends(&["on behalf of", "저희"]);
    if !words::any(&tail, &CLIENT)
        && (introduced
            || separated
            || follows(&OFFICE)
            || follows(&["에서 채용을 담당", "에서 채용담당", "의 채용", "의 인사"])
            || at_start && (head.trim().is_empty() || follows(&OFFICE)))
    {
        return Relation::WorksFor;
    }
    // Korean puts the offer after the name.
    const KOREAN_OFFERS: [&str; 11] =
        ["포지션", "채용", "입사", "공고", "직무", "모집", "이직", "제안", "자리", "합류", "에서 일하"];
    // An offer in the same breath: a noun of hiring before "at", or a verb of hiring around the name.
    const OFFERS: [&str; 30] = [
        "role", "roles", "position*", "opening*", "opportunit*", "vacanc*", "job", "jobs", "career*", "interview*",
        "application*", "apply*", "applying", "offer*", "recruiting", "hiring", "looking for", "seeking", "searching",
        "search for", "join", "team", "invited", "interest in", "client", "clients", "고객사", "포지션", "자리",
        "채용",
    ];
    if words::any(&tail, &OFFERS)
        && (belongs
            || ends(&["by", "join", "client", "clients", "in", "to", "고객사", "고객사인"])
            || words::any(&tail, &CLIENT)
            || tail.chars().any(is_hangul))
        || follows(&[
            "is hiring", "is looking", "are looking", "is recruiting", "has an opening", "has a vacancy",
            "is expanding", "seeks",
        ])
        || head.chars().any(is_hangul) && words::any(&head, &KOREAN_OFFERS)
    {
        return Relation::RecruitsFor;
    }
    Relation::Mentions
}
