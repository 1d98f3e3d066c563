//! Entries of a list, as pages show them: a few lines, and entries below them.

use analyzer::case::{Fact, Position, School};

use super::{education, period};

/// One entry.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// Its own lines, from top to bottom.
    pub lines: Vec<Fact<String>>,
    /// What stands below it: positions with the same employer, descriptions, grades.
    pub below: Vec<Entry>,
    /// The number of the list item it was made of, while a page is read.
    pub item: usize,
}

/// Longest line that may be a place, in characters.
const LONGEST_PLACE: usize = 80;

/// Kinds of employment that pages put beside an employer or a time, in lower case.
const KINDS: [&str; 30] = [
    "full-time", "part-time", "self-employed", "freelance", "contract", "internship", "apprenticeship", "seasonal",
    "정규직", "계약직", "파트타임", "자영업", "프리랜서", "인턴", "수습직", "vollzeit", "teilzeit", "selbstständig",
    "freiberuflich", "cdi", "cdd", "temps plein", "temps partiel", "jornada completa", "tempo integral",
    "a tempo pieno", "fulltime", "正社員", "全职", "permanent",
];

impl Entry {
    fn period_at(&self) -> Option<usize> {
        self.lines.iter().position(|line| period::whole(&line.value).is_some())
    }

    /// Whether it, or one below it, tells a time.
    fn dated(&self) -> bool {
        self.period_at().is_some() || self.below.iter().any(Entry::dated)
    }

    /// Every line of it and of what is below it, as one text.
    fn text(&self, into: &mut Vec<Fact<String>>) {
        into.extend(self.lines.iter().cloned());
        self.below.iter().for_each(|entry| entry.text(into));
    }
}

/// Positions of a list. An employer with several positions has them below it.
pub(super) fn positions(entries: &[Entry]) -> Vec<Position> {
    let mut positions = Vec::new();
    for entry in entries {
        if entry.lines.is_empty() {
            positions.extend(self::positions(&entry.below));
        } else if entry.period_at().is_none() && entry.below.iter().any(Entry::dated) {
            let employer = entry.lines.first().map(bare);
            for mut position in self::positions(&entry.below) {
                // The line below a title is a kind of employment here, or it is missing.
                position.employer.clone_from(&employer);
                positions.push(position);
            }
        } else {
            positions.extend(position(entry));
        }
    }
    positions
}

fn position(entry: &Entry) -> Option<Position> {
    let at = entry.period_at();
    let (above, from) = entry.lines.split_at(at.unwrap_or(entry.lines.len()));
    let mut lines = above.iter().filter(|line| !is_kind(&line.value) && !period::is_length(&line.value));
    let title = lines.next()?.clone();
    let employer = lines.next().map(bare);
    let when = from.first();
    let period = when.and_then(|line| Some(line.map(period::whole(&line.value)?)));
    let mut rest = from.iter().skip(1).filter(|line| !period::is_length(&line.value)).peekable();
    let place = rest.next_if(|line| is_place(&line.value)).map(bare);
    let mut about: Vec<Fact<String>> = rest.cloned().collect();
    entry.below.iter().for_each(|entry| entry.text(&mut about));
    Some(Position { title: Some(title), employer, place, period, about: joined(&about) })
}

/// Schools of a list.
pub(super) fn schools(entries: &[Entry]) -> Vec<School> {
    let mut schools = Vec::new();
    for entry in entries {
        let mut lines = entry.lines.iter();
        let Some(name) = lines.next() else {
            schools.extend(self::schools(&entry.below));
            continue;
        };
        let mut school = School { name: Some(name.clone()), ..School::default() };
        for line in lines {
            if let Some(period) = period::whole(&line.value) {
                school.period.get_or_insert_with(|| line.map(period));
            } else if school.degree.is_none() && school.field.is_none() {
                let (period, mut told) = (school.period.take(), School::default());
                education::read(line, &mut told);
                (school.degree, school.field, school.period) = (told.degree, told.field, period.or(told.period));
            }
        }
        schools.push(school);
    }
    schools
}

/// A line without what stands behind its dot: "Northwind · Full-time", "Seoul · Remote".
pub(super) fn bare(line: &Fact<String>) -> Fact<String> {
    match line.value.split_once(" · ") {
        Some((before, _)) if !before.trim().is_empty() => line.map(before.trim().to_owned()),
        _ => match line.value.rsplit_once(", ") {
            Some((before, kind)) if is_kind(kind) => line.map(before.to_owned()),
            _ => line.clone(),
        },
    }
}

/// Whether a line is a kind of employment.
pub(super) fn is_kind(line: &str) -> bool {
    let first = line.split(" · ").next().unwrap_or(line).trim().to_lowercase();
    KINDS.contains(&first.as_str())
}

/// A short line that is no sentence and no item of a list.
pub(super) fn is_place(line: &str) -> bool {
    line.chars().count() <= LONGEST_PLACE
        && line.split_whitespace().count() <= 10
        && !line.ends_with(['.', '!', '?', ':', ';', '…'])
        && !line.starts_with(['•', '-', '–', '*', '·', '○', '▪'])
        && line.starts_with(char::is_alphanumeric)
}

/// Lines as one text, at the place of the first.
pub(super) fn joined(lines: &[Fact<String>]) -> Option<Fact<String>> {
    let first = lines.first()?;
    let text = lines.iter().map(|line| line.value.as_str()).collect::<Vec<_>>().join("\n");
    Some(Fact::text(text, first.source.clone()))
}
