//! Positions and schools from lines with times in them.
//!
//! Every time begins an entry. Title and employer stand on its line, or on the lines above it, or below it; which, the
//! first entry of the section shows.

use analyzer::case::{Fact, Period, Position, School};

use crate::profile::{education, entry, period, section};

/// Words that a job title has, in lower case.
const TITLES: [&str; 85] = [
    "engineer", "developer", "manager", "director", "recruiter", "consultant", "analyst", "specialist", "lead", "head",
    "officer", "president", "founder", "co-founder", "associate", "assistant", "intern", "coordinator", "advisor",
    "adviser", "architect", "scientist", "researcher", "professor", "designer", "administrator", "executive",
    "sourcer", "technician", "owner", "chief", "vp", "ceo", "cto", "cfo", "coo", "student", "lecturer", "fellow",
    "partner", "supervisor", "representative", "staff", "contractor", "freelancer", "apprentice", "apprenticeship",
    "nco", "fitter", "nurse", "freelance", "프리랜서", "선임", "책임", "수석", "planner", "programmer", "teacher",
    "accountant", "controller", "buyer", "editor", "principal", "trainee", "clerk", "operator", "werkstudent",
    "ingenieur", "leiter", "ingénieur", "chargé", "responsable", "ingeniero", "gerente", "사원", "주임", "대리",
    "과장", "차장", "부장", "팀장", "연구원", "매니저", "엔지니어", "개발자",
];
/// The same where a Korean or German word ends so.
const TITLE_ENDINGS: [&str; 22] = [
    "ingenieur", "leiter", "leiterin", "berater", "entwickler", "referent", "사원", "주임", "대리", "과장", "차장",
    "부장", "팀장", "연구원", "매니저", "엔지니어", "개발자", "이사", "대표", "인턴", "담당자", "컨설턴트",
];
/// Words that the name of a firm has, in lower case.
const FIRMS: [&str; 44] = [
    "ltd", "inc", "llc", "gmbh", "ag", "corp", "corporation", "co", "plc", "limited", "group", "company", "sas", "bv",
    "oy", "ab", "holdings", "university", "institute", "bank", "systems", "technologies", "solutions", "labs",
    "laboratory", "laboratories", "consulting", "services", "industries", "electronics", "aerospace", "motors", "pte",
    "pty", "s.a.", "s.p.a.", "agency", "foundation", "council", "ministry", "partners", "associates", "software",
    "hospital",
];
const FIRMS_IN: [&str; 14] = [
    "(주)", "㈜", "주식회사", "그룹", "전자", "은행", "연구소", "코리아", "시스템", "대학교", "재단", "협회", "공사",
    "중공업",
];
/// Words that the name of a school has.
const SCHOOLS: [&str; 32] = [
    "과학기술원", "schule", "skole", "skola", "university", "college", "school", "institute", "academy", "universität",
    "hochschule", "université", "école", "ecole", "universidad", "universidade", "università", "politecnico",
    "universiteit", "polytechnic", "faculty", "대학교", "대학원", "고등학교", "대학", "사관학교", "大学", "大學",
    "학교", "카이스트", "kaist", "postech",
];

/// Words that make a single date the end of a school.
const ENDED: [&str; 7] = ["졸업", "graduat", "class of", "conferred", "awarded", "수료", "abschluss"];

/// Longest line that can name an employer, a title or a school, in characters.
const LONGEST: usize = 110;

/// Whether a text has a word of job titles.
pub(super) fn is_title(text: &str) -> bool {
    title_words(text) > 0
}

/// Whether a line is an entry by itself: a time at its beginning or end, and what was then.
pub(super) fn is_entry(line: &str) -> bool {
    let Some((range, period)) = anchor(line, false) else { return false };
    let bare = |text: Option<&str>| !text.unwrap_or("").chars().any(char::is_alphanumeric);
    let around = bare(line.get(..range.start)) != bare(line.get(range.end..));
    around && (period.until.is_some() || period.present)
}

/// Whether such an entry is a school and no post at one.
pub(super) fn is_school_entry(line: &str) -> bool {
    is_school(line) && title_words(line) == 0
}

/// Positions.
pub(super) fn positions(lines: &[Fact<String>]) -> Vec<Position> {
    let entries = entries(lines, false);
    entries
        .into_iter()
        .filter_map(|found| {
            const NONE: [&str; 5] = ["no employment", "unemployed", "career break", "parental leave", "구직"];
            if found.pieces.first().is_some_and(|p| NONE.iter().any(|none| p.to_lowercase().contains(none))) {
                return None;
            }
            let (title, employer, place) = roles(&found.pieces);
            let fact = |text: Option<String>| text.map(|text| found.cite(text));
            (title.is_some() || employer.is_some()).then(|| Position {
                title: fact(title),
                employer: fact(employer),
                place: found.place.clone().or_else(|| fact(place)),
                period: Some(found.period.clone()),
                about: entry::joined(&found.about),
            })
        })
        .collect()
}

/// Schools.
pub(super) fn schools(lines: &[Fact<String>]) -> Vec<School> {
    let entries = entries(lines, true);
    entries
        .into_iter()
        .filter_map(|found| {
            let pieces: Vec<&str> =
                found.pieces.iter().flat_map(|p| p.split(", ")).flat_map(hangul_school).map(str::trim).collect();
            let name = pieces.iter().find(|text| is_school(text)).or(pieces.first()).copied()?;
            // "(full time)" is said of the course.
            let short = name.split_once(" (").filter(|(_, how)| is_course(how)).map_or(name, |(name, _)| name);
            let rest: Vec<&str> = pieces.iter().copied().filter(|p| *p != name && !ended(p)).collect();
            let rest = rest.join(", ");
            let (degree, field) = education::split(&rest);
            let fact = |text: &str| (!text.is_empty()).then(|| found.cite(text.to_owned()));
            Some(School {
                name: fact(short),
                degree: fact(degree),
                field: fact(field),
                period: Some(found.period.clone()),
            })
        })
        .collect()
}

/// An entry of a section.
struct Found {
    period: Fact<Period>,
    /// What names it: the parts of its line and of the lines beside it.
    pieces: Vec<String>,
    /// The lines they were read from.
    named_by: Vec<Fact<String>>,
    /// Where it was, if a line below says only that.
    place: Option<Fact<String>>,
    about: Vec<Fact<String>>,
}

impl Found {
    /// A part as a fact that quotes the line it was read from.
    fn cite(&self, text: String) -> Fact<String> {
        let line = self.named_by.iter().find(|line| line.value.contains(&text)).or(self.named_by.first());
        match line {
            Some(line) => line.map(text),
            None => self.period.map(text),
        }
    }
}

/// A line of a section, and the block between blank lines that it is in.
struct Row<'l> {
    line: &'l Fact<String>,
    block: usize,
}

/// A time that begins an entry.
struct Anchor {
    at: usize,
    range: std::ops::Range<usize>,
    period: Period,
    /// How many lines above it name the entry.
    above: usize,
}

fn rows(lines: &[Fact<String>]) -> Vec<Row<'_>> {
    let mut block = 0;
    let mut rows = Vec::new();
    for line in lines {
        if !line.value.chars().any(char::is_alphanumeric) {
            block += 1;
        } else if !period::is_length(&line.value) && !entry::is_kind(&line.value) {
            rows.push(Row { line, block });
        }
    }
    rows
}

fn anchors(rows: &[Row<'_>], single: bool) -> Vec<Anchor> {
    let mut anchors: Vec<Anchor> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let Some((range, period)) = anchor(&row.line.value, single) else { continue };
        // A copied page says times twice.
        let again = anchors.last().is_some_and(|last| last.at + 1 == at && last.period == period);
        if !again && anchors.len() < 200 {
            anchors.push(Anchor { at, range, period, above: 0 });
        }
    }
    let places: Vec<usize> = anchors.iter().map(|a| a.at).collect();
    let shares = |at: usize, block: usize| rows.get(at).is_some_and(|row| row.block == block);
    let blocks = rows.last().is_some_and(|last| last.block > 0);
    // How many lines usually stand above a time that stands alone, and above one that shares its line.
    let mut usual: [Option<usize>; 2] = [None; 2];
    for anchor in &mut anchors {
        let Some(row) = rows.get(anchor.at) else { continue };
        let naming = |at: usize| !places.contains(&at) && rows.get(at).is_some_and(|row| names(&row.line.value));
        let bare = tidy(row.line.value.get(..anchor.range.start).unwrap_or("")).is_empty()
            && tidy(row.line.value.get(anchor.range.end..).unwrap_or("")).is_empty();
        let next = |count: usize| (0..anchor.at).rev().take_while(|at| naming(*at)).take(count).count();
        let usual = *usual[usize::from(bare)].get_or_insert_with(|| {
            let first = places.first() == Some(&anchor.at);
            if bare || first { next(2) } else { 0 }
        });
        let alone = places.iter().filter(|at| shares(**at, row.block)).count() == 1;
        let above = (0..anchor.at).rev().take_while(|at| shares(*at, row.block)).count();
        let below = shares(anchor.at + 1, row.block) && naming(anchor.at + 1);
        // Blank lines part the entries, unless they part the time from what it is the time of.
        anchor.above = if blocks && alone && (above > 0 || !bare || below) { above.min(2) } else { usual };
    }
    anchors
}

fn entries(lines: &[Fact<String>], single: bool) -> Vec<Found> {
    let rows = rows(lines);
    let anchors = anchors(&rows, single);
    let mut found: Vec<Found> = Vec::new();
    for (n, Anchor { at, range, period, above }) in anchors.iter().enumerate() {
        let Some(Row { line, block }) = rows.get(*at) else { continue };
        let from = n.checked_sub(1).and_then(|n| anchors.get(n)).map_or(0, |last| last.at + 1);
        let heads = rows.get(at.saturating_sub(*above).max(from)..*at).unwrap_or_default();
        let mut named_by: Vec<Fact<String>> =
            heads.iter().filter(|row| names(&row.line.value)).map(|row| row.line.clone()).collect();
        let mut pieces: Vec<String> = named_by.iter().flat_map(|l| split(&l.value, single)).collect();
        let own = [line.value.get(..range.start), line.value.get(range.end..)];
        let own = own.into_iter().flatten().map(tidy).filter(|t| !t.is_empty() && !period::is_length(t));
        let own: Vec<String> = own.flat_map(|t| split(&t, single)).collect();
        if !own.is_empty() {
            pieces.extend(own);
            named_by.push((*line).clone());
        }
        // The lines below belong to it, but for those that name the next one.
        let next = anchors.get(n + 1).map_or(rows.len(), |next| next.at.saturating_sub(next.above).max(at + 1));
        let mut below = rows.get(at + 1..next).unwrap_or_default();
        while *above == 0
            && pieces.len() < 2
            && let Some((next, rest)) = below.split_first()
            && (next.block == *block || single && education::is_degree(&next.line.value))
            && names(&next.line.value)
        {
            pieces.extend(split(&next.line.value, single));
            named_by.push(next.line.clone());
            below = rest;
        }
        if let Some((said, rest)) = below.split_first()
            && anchor(&said.line.value, single).is_some()
        {
            below = rest;
        }
        let mut place = None;
        if *above > 0
            && let Some((next, rest)) = below.split_first()
            && next.line.value.contains(',')
            && entry::is_place(&next.line.value)
        {
            place = Some(entry::bare(next.line));
            below = rest;
        }
        let mut period = *period;
        if single && period.until.is_none() && !period.present && named_by.iter().any(|l| ended(&l.value)) {
            period = Period { from: None, until: period.from, present: false };
        }
        let about = below.iter().map(|row| row.line.clone()).collect();
        found.push(Found { period: line.map(period), pieces, named_by, place, about });
    }
    found
}

/// The time of a line that begins an entry: one with two ends, or for schools any, and not in the middle of prose.
fn anchor(line: &str, single: bool) -> Option<(std::ops::Range<usize>, Period)> {
    // Longer lines are prose.
    if line.len() > 8 * LONGEST {
        return None;
    }
    let (range, period) = period::find(line)?;
    let ranged = period.until.is_some() || period.present;
    let rest = line.chars().count() - line.get(range.clone())?.chars().count();
    let sentence = line.trim_end().ends_with(['.', '!', '?']);
    let prose = sentence && (rest > 50 || !ranged && line.split_whitespace().count() > 5);
    ((ranged || single) && rest <= LONGEST && !prose).then_some((range, period))
}

/// Whether a line can name an entry: short, no item of a list, no sentence.
fn names(line: &str) -> bool {
    line.chars().count() <= LONGEST
        && !line.trim_start().starts_with(['•', '-', '–', '*', '·', '○', '▪', '■', '✓', '➢'])
        && !(line.trim_end().ends_with(['.', ':', ';']) && line.split_whitespace().count() > 6)
        && section::of(line).is_none()
}

fn is_course(text: &str) -> bool {
    ["time", "campus", "online", "evening", "전일제", "휴학", "야간"]
        .iter()
        .any(|word| text.to_lowercase().contains(word))
}

fn is_school(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.starts_with("tu ") || SCHOOLS.iter().any(|word| lower.contains(word))
}

/// "한빛대학교 경영학과 학사 졸업" is a school, and what was done there; no sign parts them.
fn hangul_school(text: &str) -> Vec<&str> {
    const ENDINGS: [&str; 6] = ["대학교", "대학원", "고등학교", "대학", "학교", "과학기술원"];
    let bare = |word: &str| word.split('(').next().unwrap_or(word).to_owned();
    const SHORT: [&str; 5] = ["KAIST", "POSTECH", "UNIST", "DGIST", "GIST"];
    let end = text
        .split_whitespace()
        .find(|word| ENDINGS.iter().any(|ending| bare(word).ends_with(ending)) || SHORT.contains(&bare(word).as_str()));
    let split = end.and_then(|word| {
        let at = word.as_ptr() as usize - text.as_ptr() as usize + word.len();
        Some((text.get(..at)?, text.get(at..)?))
    });
    let Some((school, rest)) = split else { return vec![text] };
    let rest = rest.trim().trim_end_matches("졸업").trim();
    std::iter::once(school).chain((!rest.is_empty()).then_some(rest)).collect()
}

fn ended(text: &str) -> bool {
    let lower = text.to_lowercase();
    ENDED.iter().any(|word| lower.contains(word)) && text.chars().count() <= 40
}

/// Without bullets, brackets that became empty, and separators at the ends.
fn tidy(text: &str) -> String {
    let text = text.replace("()", "").replace("[]", "");
    let ends = |c: char| !(c.is_alphanumeric() || matches!(c, ')' | '(' | '㈜' | '+' | '#' | '.'));
    let text = text.trim_matches(ends);
    // A bracket whose other half stood around the time.
    let open = text.matches('(').count();
    let close = text.matches(')').count();
    let text = if open > close {
        text.trim_end_matches('(')
    } else if close > open {
        text.trim_start_matches(')')
    } else {
        text
    };
    let text = if close > open { text.strip_suffix(')').unwrap_or(text) } else { text };
    text.trim_matches(ends).to_owned()
}

/// The parts of a line that are set apart by room or signs; "Recruiter at Northwind" too. Commas part a title from an
/// employer only if there is nothing else to part them.
fn split(text: &str, school: bool) -> Vec<String> {
    let set =
        text.replace(" | ", "\t").replace(" · ", "\t").replace(" • ", "\t").replace(" — ", "\t").replace(" – ", "\t");
    let set = if school { set } else { set.replace(": ", "\t") };
    let set = set.replace(" @ ", "\t").replace("  ", "\t").replace(" / ", "\t").replace('|', "\t");
    // "Bachelor of Arts - BA" is one degree.
    let set = if school { set } else { set.replace(" - ", "\t") };
    let parts = set.split('\t').map(tidy).filter(|p| !p.is_empty() && !entry::is_kind(p) && !period::is_length(p));
    let mut parts: Vec<String> = parts.take(8).collect();
    if let [only] = parts.as_slice() {
        let at = [" at ", " bei ", " chez "].iter().find_map(|at| only.split_once(at));
        if let Some((title, firm)) = at.filter(|(title, _)| is_title(title) && !school) {
            parts = vec![title.trim().to_owned(), firm.trim().to_owned()];
        } else if let Some((one, other)) = only.split_once(". ")
            && is_title(one) != is_title(other)
            && !school
            && one.rsplit(' ').next().is_some_and(|word| word.chars().count() > 3)
        {
            parts = vec![one.trim().to_owned(), other.trim().to_owned()];
        } else if !school && commas(only).iter().any(|p| is_title(p)) && !commas(only).iter().all(|p| is_title(p)) {
            parts = commas(only).into_iter().map(|part| part.trim().to_owned()).take(4).collect();
        } else if !school && only.chars().any(is_hangul) && firm_and_rest(only).is_some() {
            parts = firm_and_rest(only).into_iter().flat_map(|(firm, rest)| [firm, rest]).map(str::to_owned).collect();
        }
    }
    parts
}

/// What commas part; those in brackets part nothing.
fn commas(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut open) = (Vec::new(), 0, 0usize);
    for (at, c) in text.char_indices() {
        match c {
            '(' => open += 1,
            ')' => open = open.saturating_sub(1),
            ',' if open == 0 => {
                parts.extend(text.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..));
    parts
}

fn is_hangul(c: char) -> bool {
    matches!(c, '가'..='힣')
}

/// "한빛전자 선임연구원": in Korean the employer stands first, and no sign parts it from the rest.
fn firm_and_rest(text: &str) -> Option<(&str, &str)> {
    let start = text.strip_prefix("(주) ").map_or(0, |rest| text.len() - rest.len());
    let at = start + text.get(start..)?.find(' ')?;
    let (firm, rest) = (text.get(..at)?, text.get(at..)?.trim());
    (!is_title(firm) && !rest.is_empty()).then_some((firm, rest))
}

/// Title, employer and place of the parts that name a position.
fn roles(pieces: &[String]) -> (Option<String>, Option<String>, Option<String>) {
    const NOW: [&str; 6] = ["현재", "이전", "present", "previous", "now", "current"];
    let mut left: Vec<&String> = pieces.iter().filter(|p| !NOW.contains(&p.to_lowercase().as_str())).take(4).collect();
    let hangul = pieces.iter().any(|p| p.chars().any(is_hangul));
    let score = |text: &str| title_words(text) - firm_words(text);
    let of = |left: &[&String], at: usize| left.get(at).map_or(0, |p| score(p));
    // Where nothing tells them, the title stands first; in Korean, last. A part alone is an employer.
    let title = (0..left.len()).max_by_key(|at| (of(&left, *at), if hangul { *at } else { 9 - *at }));
    let alone = left.len() == 1 && of(&left, 0) <= 0;
    let title = title.filter(|_| !alone).map(|at| left.remove(at).clone());
    // What begins small ("flight dynamics", "remote") names neither a firm nor a place.
    left.retain(|p| !p.starts_with(char::is_lowercase) || firm_words(p) > 0);
    let employer = (0..left.len()).max_by_key(|at| (-of(&left, *at), 9 - *at));
    let employer = employer.map(|at| left.remove(at).clone());
    let mut place = left.iter().find(|p| p.chars().count() <= 60 && !is_title(p)).map(|p| (*p).clone());
    // "Northwind Ltd, Seoul".
    let employer = employer.map(|name| match name.split_once(", ") {
        Some((firm, at)) if firm_words(at) == 0 && !at.is_empty() => {
            place.get_or_insert_with(|| at.to_owned());
            firm.to_owned()
        }
        _ => name,
    });
    (title, employer, place)
}

fn title_words(text: &str) -> i32 {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | '(' | ')' | '.'));
    let count = words.filter(|w| TITLES.contains(w) || TITLE_ENDINGS.iter().any(|e| w.ends_with(e))).count();
    i32::try_from(count).unwrap_or(0)
}

fn firm_words(text: &str) -> i32 {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')'));
    let count = words.filter(|w| FIRMS.contains(w) || FIRMS.contains(&w.trim_end_matches('.'))).count();
    let inside = FIRMS_IN.iter().filter(|w| lower.contains(*w)).count();
    i32::try_from(count + inside).unwrap_or(0)
}
