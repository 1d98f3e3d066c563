//! What stands under a school's name: "PhD, Molecular Neurobiology · (1998 - 2003)".

use analyzer::case::{Fact, School};

use super::period;

/// Words that tell a degree from a subject, in lower case.
const DEGREES: [&str; 63] = [
    "bachelor", "master", "doctor", "doctorate", "phd", "ph.d", "ph.d.", "dphil", "mphil", "md", "m.d.", "mba",
    "m.b.a.", "bs", "b.s", "b.s.", "bsc", "b.sc", "b.sc.", "ba", "b.a", "b.a.", "ms", "m.s", "m.s.", "msc", "m.sc",
    "m.sc.", "ma", "m.a", "m.a.", "meng", "beng", "b.eng", "b.eng.", "b.e.", "be", "b.tech", "btech", "b.", "m.tech",
    "mtech", "llm", "llb", "jd", "associate", "diploma", "certificate", "degree", "secondary", "high", "abitur",
    "diplom", "diplôme", "licence", "licenciatura", "grado", "laurea", "ingénieur", "magister", "staatsexamen",
    "degree's", "a-level",
];

/// Hangul and Han words, which need no space behind them.
const DEGREES_IN: [&str; 12] =
    ["학사", "석사", "박사", "전문학사", "수료", "고등학교 졸업", "学士", "硕士", "碩士", "修士", "博士", "본과"];

/// Reads degree, subject and time.
pub(super) fn read(told: &Fact<String>, school: &mut School) {
    let mut text = told.value.as_str();
    if let Some((range, period)) = last_period(text) {
        school.period = Some(told.map(period));
        text = text.get(..range).unwrap_or("");
    }
    let text = text.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '.' | '+' | '#')).trim();
    let (degree, field) = split(text);
    let fact = |part: &str| (!part.is_empty()).then(|| Fact::new(part.to_owned(), part, told.source.clone()));
    school.degree = fact(degree);
    school.field = fact(field);
}

/// The period that stands last, and where it begins; a year within the name of a subject is none.
fn last_period(text: &str) -> Option<(usize, analyzer::case::Period)> {
    if let Some((before, after)) = text.rsplit_once('·')
        && let Some(period) = period::whole(after)
    {
        return Some((before.len(), period));
    }
    let (range, period) = period::find(text)?;
    let bare = |t: Option<&str>| !t.unwrap_or("").chars().any(char::is_alphanumeric);
    bare(text.get(range.end..)).then_some((range.start, period))
}

/// Degree and subject of "Degree, Subject"; a text without a degree is a subject.
pub(super) fn split(text: &str) -> (&str, &str) {
    let (first, rest) = text.split_once(',').map_or((text, ""), |(a, b)| (a.trim(), b.trim()));
    // "MSc Human Resources", "PhD in Physics".
    if rest.is_empty()
        && let Some((short, subject)) = first.split_once(' ')
        && DEGREES.contains(&short.to_lowercase().as_str())
        && short.chars().count() <= 7
        && !subject.starts_with("of ")
        && !is_degree(subject)
    {
        return (short, subject.strip_prefix("in ").unwrap_or(subject));
    }
    if is_degree(first) { (first, rest) } else { ("", text) }
}

/// Whether a text names a degree.
pub(super) fn is_degree(text: &str) -> bool {
    let lower = text.to_lowercase().replace(['’', '\''], "'");
    lower
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '-' | '/' | ','))
        .map(|w| w.trim_end_matches("'s").trim_end_matches("s'"))
        .any(|w| DEGREES.contains(&w) || DEGREES.contains(&w.trim_end_matches('s')) && w.len() > 4)
        || DEGREES_IN.iter().any(|d| lower.contains(d))
}
