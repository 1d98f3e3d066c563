//! Signature blocks: short lines at the end of a message, name first, then role and employer.

use crate::case::{Case, Fact, Place, Side, Source};
use crate::reference::Reference;
use crate::text::fold::{fold, is_hangul};
use crate::text::names;
use crate::text::words;

use super::relations::is_own;
use super::{Contact, Employer, Origin, Relation};

/// Adds what the signatures say.
pub(super) fn read(case: &Case, reference: &Reference, contact: &mut Contact) {
    for message in &case.submission.messages {
        for turn in message.turns.iter().filter(|t| matches!(t.side, Side::Contact | Side::Unknown)) {
            let lines: Vec<&str> = turn.text.value.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
            let from = lines.len().saturating_sub(9);
            let tail = lines.get(from..).unwrap_or_default();
            let Some(greeting) = tail.iter().rposition(|l| closing(l)) else { continue };
            let block = tail.get(greeting..).unwrap_or_default();
            for (at, line) in block.iter().enumerate() {
                if line.chars().count() > 90 {
                    continue;
                }
                let source = Source { artifact: turn.text.source.artifact, place: span_of(&turn.text, line) };
                let rest = if at == 0 { after_closing(line) } else { line };
                let first = rest.split(['|', ',', '/']).next().unwrap_or("").trim();
                if at <= 1 && name_like(first) {
                    contact.names.push(Fact::new(first.to_owned(), *line, source.clone()));
                }
                let folded = fold(line);
                for seen in reference.organisations.in_text(&folded, true) {
                    // An ordinary word is a company's name only where it stands alone between separators.
                    let addressed = folded.get(..seen.span.0).is_some_and(|b| b.ends_with(['@', '.', '/', '-']));
                    let starts = folded
                        .get(seen.span.1..)
                        .and_then(|t| t.chars().next())
                        .is_some_and(|c| matches!(c, '.' | '-' | '/'));
                    if at > 0
                        && !addressed
                        && !starts
                        && (seen.organisation.distinctive || alone(&folded, seen.span))
                        && !case.org.as_ref().is_some_and(|own| is_own(own, seen.organisation))
                    {
                        contact.employers.push(Employer {
                            name: Fact::new(seen.organisation.name.clone(), *line, source.clone()),
                            organisation: Some(seen.organisation.clone()),
                            relation: Relation::WorksFor,
                            origin: Origin::Message,
                        });
                    }
                }
                if at > 0
                    && reference.organisations.in_text(&folded, true).is_empty()
                    && let Some(firm) = firm(line)
                {
                    contact.employers.push(Employer {
                        name: Fact::new(firm, *line, source.clone()),
                        organisation: None,
                        relation: Relation::WorksFor,
                        origin: Origin::Message,
                    });
                }
                if at > 0 && (words::any(&folded, &HIRING_WORDS) || words::any(&folded, &TITLE_WORDS)) {
                    contact.roles.push(Fact::new((*line).to_owned(), *line, source));
                }
            }
        }
    }
}

/// Whether a span of a signature line stands alone between separators, or after "at" (legal forms aside).
pub(super) fn alone(folded: &str, span: (usize, usize)) -> bool {
    let before = folded.get(..span.0).unwrap_or("").trim_end();
    let after = folded.get(span.1..).unwrap_or("");
    let separator = |c: char| matches!(c, '|' | ',' | '/' | '·' | '•' | '–' | '—' | '@' | '(' | ')' | ':');
    let left = before.is_empty() || before.ends_with(separator) || before.ends_with(" at") || before.ends_with(" -");
    let right =
        crate::reference::without_legal_form(&format!("x {}", after.split(separator).next().unwrap_or("").trim()));
    left && (right == "x" || right.starts_with("x -"))
}

/// A firm that no list knows in a title or signature line: "Principal, Pacific Crest Talent", "HR at Brightloom Energy".
/// Only what carries a word of firms, or stands after "at", counts: a place or a department is none.
#[must_use]
pub fn firm(line: &str) -> Option<String> {
    const WORDS: [&str; 48] = [
        "talent", "search", "partners", "group", "ltd", "limited", "inc", "llc", "gmbh", "ag", "plc", "corp",
        "corporation", "company", "consulting", "recruitment", "recruiting", "staffing", "solutions", "technologies",
        "systems", "labs", "capital", "advisory", "advisors", "associates", "agency", "holdings", "industries",
        "energy", "aerospace", "robotics", "software", "studios", "ventures", "international", "resources",
        "executive", "as", "ab", "bv", "sa", "shipyard", "works", "institute", "foundation", "bank", "media",
    ];
    let lower = line.to_lowercase();
    let after_at = [" at ", " @ ", " bei ", " chez "]
        .iter()
        .find_map(|at| lower.find(at).filter(|_| lower.len() == line.len()).map(|n| n + at.len()));
    let proper = |segment: &str| {
        let named: Vec<&str> = segment.split_whitespace().collect();
        (1..=6).contains(&named.len())
            && named.iter().all(|w| {
                w.chars().next().is_some_and(|c| c.is_uppercase() || c == '&' || c.is_ascii_digit())
                    || matches!(*w, "of" | "and" | "&" | "de")
            })
            && !segment.contains(['@', ':', '+'])
    };
    if let Some(from) = after_at {
        let segment =
            line.get(from..)?.split(['|', ',', '·', '•', '(', '–', '/', ';']).next()?.trim().trim_end_matches('.');
        return (proper(segment) && segment.chars().count() >= 3).then(|| segment.to_owned());
    }
    let segments = line.split(['|', ',', '·', '•', '–', '—', '/']).map(str::trim);
    segments
        .filter(|s| proper(s) && s.split_whitespace().count() >= 2)
        .find(|s| {
            let last = fold(s).rsplit(' ').next().unwrap_or("").trim_end_matches('.').to_owned();
            WORDS.contains(&last.as_str()) && !TITLE_WORDS.iter().any(|t| words::has(&fold(s), t))
        })
        .map(str::to_owned)
}

/// Words of those whose work is hiring.
pub const HIRING_WORDS: [&str; 26] = [
    "recruit*", "talent", "sourcer", "sourcing", "hr", "human resources", "human capital", "headhunt*", "staffing",
    "hiring", "people partner", "people team", "people operations", "search consultant", "executive search",
    "resourcer", "resourcing", "employer branding", "채용", "인사", "헤드헌터", "서치펌", "리크루", "인재", "피플",
    "헤드헌팅",
];

/// Words of other titles, by which a signature line is known for one.
const TITLE_WORDS: [&str; 17] = [
    "manager", "director", "consultant", "president", "officer", "ceo", "cto", "partner", "head of", "lead",
    "specialist", "researcher", "대표", "이사", "팀장", "컨설턴트", "매니저",
];

/// Whether a title or headline says that its owner's work is hiring.
#[must_use]
pub fn says_hiring(title: &str) -> bool {
    words::any(&fold(title), &HIRING_WORDS)
}

fn closing(line: &str) -> bool {
    const CLOSINGS: [&str; 24] = [
        "regards", "best", "kind regards", "warm regards", "best regards", "sincerely", "thanks", "thank you",
        "many thanks", "cheers", "yours", "respectfully", "all the best", "best wishes", "with kind", "warmly",
        "talk soon", "감사합니다", "드림", "올림", "배상", "thanks and", "cordially", "--",
    ];
    let folded = fold(line);
    folded.chars().count() <= 60
        && CLOSINGS
            .iter()
            .any(|c| folded.starts_with(c) || (c.chars().any(is_hangul) && folded.trim_end_matches('.').ends_with(c)))
}

fn after_closing(line: &str) -> &str {
    for end in [" 드림", " 올림", " 배상"] {
        if let Some(name) = line.trim_end_matches('.').strip_suffix(end) {
            return name;
        }
    }
    line.split_once(',').map_or("", |(_, rest)| rest.trim())
}

fn name_like(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let hangul = text.chars().all(|c| is_hangul(c) || c == ' ')
        && (2..=5).contains(&text.chars().filter(|c| is_hangul(*c)).count());
    let latin = (2..=4).contains(&words.len())
        && words.iter().all(|w| {
            w.chars().next().is_some_and(char::is_uppercase)
                && w.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
        });
    (hangul || latin) && names::personal(text) && !says_hiring(text)
}

fn span_of(turn: &Fact<String>, line: &str) -> Place {
    let Place::Text { start, .. } = turn.source.place else { return turn.source.place.clone() };
    match turn.value.find(line) {
        Some(at) => {
            let before = turn.value.get(..at).map_or(0, |t| t.chars().count());
            let from = start.saturating_add(u32::try_from(before).unwrap_or(u32::MAX));
            Place::Text {
                start: from,
                end: from.saturating_add(u32::try_from(line.chars().count()).unwrap_or(u32::MAX)),
            }
        }
        None => turn.source.place.clone(),
    }
}
