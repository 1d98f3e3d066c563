//! Organisations named in a sentence, and how the contact stands to them.

use crate::case::{Case, Fact};
use crate::reading::Sentence;
use crate::reference::{Organisation, Reference};
use crate::text::fold::{is_hangul, squeeze};
use crate::text::words;

use super::{Contact, Employer, Origin, Relation};

/// Adds the organisations that a sentence names.
pub(super) fn read(case: &Case, sentence: &Sentence, reference: &Reference, contact: &mut Contact) {
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
    if let Some(name) = unlisted(&sentence.fact.value)
        && reference.organisations.named(&name).is_none()
    {
        contact.employers.push(Employer {
            name: Fact::new(name, sentence.fact.value.clone(), sentence.fact.source.clone()),
            organisation: None,
            relation: Relation::WorksFor,
            origin: Origin::Message,
        });
    }
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
fn relation(before: &str, after: &str) -> Relation {
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

/// An organisation that is named as the contact's own and that no list knows.
fn unlisted(text: &str) -> Option<String> {
    if text.chars().any(is_hangul) { unlisted_korean(text) } else { unlisted_english(text) }
}

/// "recruiter at Brightway Talent Partners".
fn unlisted_english(text: &str) -> Option<String> {
    const OPENINGS: [&str; 17] = [
        "recruiter at ", "recruiter with ", "recruiter for ", "consultant at ", "consultant with ", "partner at ",
        "partner with ", "acquisition at ", "acquisition partner at ", "manager at ", "i work for ", "i work at ",
        "lead at ", "director at ", "specialist at ", "headhunter at ", "i'm with ",
    ];
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    let (at, opening) = OPENINGS.iter().find_map(|o| words::place(&lower, o).map(|at| (at, *o)))?;
    if lower.get(..at).is_some_and(|b| words::any(b, &["your", "you"])) {
        return None;
    }
    let rest = text.get(at + opening.len()..)?;
    let named: Vec<&str> = rest
        .split_whitespace()
        .take_while(|w| {
            w.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || c == '&')
                || matches!(*w, "of" | "and" | "&")
        })
        .take(5)
        .collect();
    let name = named.join(" ");
    let name = name
        .split([',', ';', '(', '|', '!', '?'])
        .next()?
        .trim()
        .trim_end_matches('.')
        .trim_end_matches(" and")
        .to_owned();
    (name.chars().count() >= 3).then_some(name)
}

/// "서치펌 가람솔서치의 헤드헌터", "가람파트너스 컨설턴트", "주식회사 가람".
fn unlisted_korean(text: &str) -> Option<String> {
    const ANNOUNCED: [&str; 6] = ["서치펌", "써치펌", "헤드헌팅사", "주식회사", "(주)", "㈜"];
    const ENDINGS: [&str; 11] = [
        "서치", "써치", "컨설팅", "파트너스", "어드바이저스", "어드바이저리", "인사이트", "휴먼", "에이치알", "스태핑",
        "캐피탈",
    ];
    const PARTICLES: [&str; 10] = ["에서", "의", "은", "는", "이", "가", "입니다", "소속", "라고", "에"];
    let strip = |word: &str| -> String {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let cut = PARTICLES.iter().find_map(|p| word.strip_suffix(p).filter(|stem| stem.chars().count() >= 2));
        cut.unwrap_or(word).to_owned()
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    for (at, word) in words.iter().enumerate() {
        let after = ANNOUNCED.iter().find_map(|a| word.strip_prefix(a));
        let candidate = match after {
            Some("") => words.get(at + 1).map(|next| strip(next)),
            Some(rest) => Some(strip(rest)),
            None => Some(strip(word)).filter(|name| {
                ENDINGS.iter().any(|e| name.strip_suffix(e).is_some_and(|stem| stem.chars().count() >= 2))
            }),
        };
        if let Some(name) = candidate.filter(|n| (2..=20).contains(&n.chars().count())) {
            return Some(name);
        }
    }
    None
}
