//! LinkedIn's "Save to PDF": a narrow column of contact, skills and languages, and a wide one of name, headline,
//! summary, experience and education.
//!
//! The sizes of its letters tell what is what in every language: 26 points the name, 15.75 a heading, 12 an employer or
//! school, 11.5 a job title, 10.5 everything below it, 9 the number of the page. The distance between lines tells what
//! belongs together.

use analyzer::case::{ArtifactId, Fact, Place, Position, Profile, School, Source};

use super::layout::{Layout, Line, columns};
use super::section::{self, Section};
use super::{Cited, contact, education, period};

/// Where the narrow column ends, as a share of the page's width.
const NARROW: f32 = 0.33;

/// Height of a line by the size of its letters, in Arial Unicode, which LinkedIn sets everything in.
const LINE_HEIGHT: f32 = 1.4067;

/// Where the line before the first one of a page would end if the page went on: the place of an imagined line above.
const ABOVE_PAGE: f32 = 27.8;

/// What a line of the wide column is by the size of its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Size {
    Name,
    Heading,
    Large,
    Title,
    Body,
}

/// A line of the wide column, its size, and its distance from the line above.
struct Row<'l> {
    line: &'l Line,
    size: Size,
    below: f32,
}

/// Reads one; `None` if the document is something else.
pub(super) fn read(layout: &Layout, id: ArtifactId) -> Option<Profile> {
    let (mut side, mut main) = columns(&layout.lines, NARROW);
    for line in side.iter_mut().chain(&mut main).filter(|line| line.text.contains("  ")) {
        line.text = line.text.replace("  ", " ");
    }
    let footer = |line: &Line| line.top > line.paper.1 * 0.95;
    let unit = main.iter().find(|l| footer(l)).map_or(LINE_HEIGHT, |l| l.height / 9.0);
    main.retain(|line| !footer(line));
    side.retain(|line| !footer(line));
    let rows = rows(&main, unit);
    let said = layout.meta("Author") == "LinkedIn" || side.iter().any(|line| line.text.contains("linkedin.com/"));
    let first_heading = rows.iter().position(|row| row.size == Size::Heading)?;
    let head = rows.get(..first_heading)?;
    if !said || !head.iter().any(|row| row.size == Size::Name) {
        return None;
    }
    let mut profile = Profile::default();
    read_head(head, id, &mut profile);
    let mut rest = rows.get(first_heading..).unwrap_or_default();
    while let Some((heading, below)) = rest.split_first() {
        let end = below.iter().position(|row| row.size == Size::Heading).unwrap_or(below.len());
        let (rows, next) = below.split_at(end);
        match section::of(&heading.line.text).or_else(|| by_sizes(rows)) {
            Some(Section::Summary) => profile.about = paragraphs(rows.iter(), id),
            Some(Section::Experience) => profile.positions = positions(rows, id),
            Some(Section::Education) => profile.schools = schools(rows, id),
            _ => {}
        }
        rest = next;
    }
    read_side(&side, unit, id, &mut profile);
    Some(profile)
}

fn rows(main: &[Line], unit: f32) -> Vec<Row<'_>> {
    let mut above: Option<&Line> = None;
    main.iter()
        .map(|line| {
            let size = match line.height / unit {
                points if points >= 20.0 => Size::Name,
                points if points >= 14.2 => Size::Heading,
                points if points >= 11.75 => Size::Large,
                points if points >= 11.2 => Size::Title,
                _ => Size::Body,
            };
            let below = match above {
                Some(last) if last.page == line.page => line.top - last.top,
                _ => line.top - ABOVE_PAGE,
            };
            above = Some(line);
            Row { line, size, below }
        })
        .collect()
}

/// What stands under a heading in a language that is not known here: only experience has job titles, only education
/// has schools without.
fn by_sizes(rows: &[Row<'_>]) -> Option<Section> {
    let has = |size| rows.iter().any(|row| row.size == size);
    match (has(Size::Large), has(Size::Title), has(Size::Body)) {
        (true, true, true) => Some(Section::Experience),
        (true, false, true) => Some(Section::Education),
        (true, false, false) => Some(Section::Summary),
        _ => None,
    }
}

/// Name, headline and place. The place stands a little lower than another line of the headline would.
fn read_head(head: &[Row<'_>], id: ArtifactId, profile: &mut Profile) {
    let name: Vec<&Row<'_>> = head.iter().filter(|row| row.size == Size::Name).collect();
    profile.names = joined(name.into_iter(), id).map(|name| super::name(&name)).into_iter().collect();
    let below: Vec<&Row<'_>> = head.iter().filter(|row| row.size != Size::Name).collect();
    let place = below.iter().skip(1).position(|row| row.below > 14.9).map_or(below.len(), |at| at + 1);
    let (headline, place) = below.split_at(place);
    profile.headline = joined(headline.iter().copied(), id).filter(|h| h.value.chars().any(char::is_alphanumeric));
    profile.location = joined(place.iter().copied(), id);
}

/// Employers with the positions held there. An employer with several has its own line, and the whole time below it.
fn positions(rows: &[Row<'_>], id: ArtifactId) -> Vec<Position> {
    let cited = Cited(id);
    let mut positions: Vec<Position> = Vec::new();
    let mut employer: Option<Fact<String>> = None;
    let (mut open, mut last, mut since) = (false, Size::Heading, 0);
    let mut about: Vec<&Row<'_>> = Vec::new();
    for row in rows {
        let wraps = row.size == last && row.below < 20.0;
        if matches!(row.size, Size::Large | Size::Title)
            && let Some(position) = positions.last_mut().filter(|_| open && !wraps)
        {
            position.about = paragraphs(about.drain(..), id);
        }
        match row.size {
            Size::Large if wraps => employer.iter_mut().for_each(|name| extend(name, &row.line.text)),
            Size::Large => {
                employer = Some(cited.page(row.line));
                open = false;
            }
            Size::Title if wraps && open => {
                positions.last_mut().and_then(|p| p.title.as_mut()).into_iter().for_each(|t| extend(t, &row.line.text));
            }
            Size::Title => {
                let title = Some(cited.page(row.line));
                positions.push(Position { title, employer: employer.clone(), ..Position::default() });
                (open, since) = (true, 0);
            }
            _ => {
                let Some(position) = positions.last_mut().filter(|_| open) else {
                    last = row.size;
                    continue;
                };
                if position.period.is_none()
                    && since == 0
                    && let Some(period) = period::whole(&row.line.text)
                {
                    position.period = Some(cited.page(row.line).map(period));
                } else if since == 1 && row.below < 16.5 && position.period.is_some() {
                    position.place = Some(cited.page(row.line));
                } else {
                    about.push(row);
                }
                since += 1;
            }
        }
        last = row.size;
    }
    if let Some(position) = positions.last_mut().filter(|_| open) {
        position.about = paragraphs(about.drain(..), id);
    }
    positions
}

fn schools(rows: &[Row<'_>], id: ArtifactId) -> Vec<School> {
    let cited = Cited(id);
    let mut schools: Vec<(School, Option<Fact<String>>)> = Vec::new();
    let mut last = Size::Heading;
    for row in rows {
        match (row.size, schools.last_mut()) {
            (Size::Large, Some((School { name: Some(name), .. }, _))) if last == Size::Large && row.below < 20.0 => {
                extend(name, &row.line.text);
            }
            (Size::Large, _) => schools.push((School { name: Some(cited.page(row.line)), ..School::default() }, None)),
            (_, Some((_, Some(told)))) => extend(told, &row.line.text),
            (_, Some((_, told))) => *told = Some(cited.page(row.line)),
            _ => {}
        }
        last = row.size;
    }
    schools
        .into_iter()
        .map(|(mut school, told)| {
            if let Some(told) = told {
                education::read(&told, &mut school);
            }
            school
        })
        .collect()
}

/// The narrow column: its headings are larger than what stands below them, and what belongs to one entry is set close.
fn read_side(side: &[Line], unit: f32, id: ArtifactId, profile: &mut Profile) {
    let cited = Cited(id);
    let mut section = Section::Contact;
    let mut entries: Vec<(Section, Fact<String>)> = Vec::new();
    let mut above: Option<&Line> = None;
    for line in side {
        let heading = line.height / unit > 12.4;
        let below = above.filter(|a| a.page == line.page).map_or(f32::MAX, |a| line.top - a.top);
        above = Some(line);
        if heading {
            section = section::of(&line.text).unwrap_or(Section::Other);
            continue;
        }
        match entries.last_mut() {
            // Addresses are broken anywhere, and end with what they are ("(LinkedIn)") or with a wider gap.
            Some((Section::Contact, entry))
                if section == Section::Contact && below < 15.0 && !contact::ends(&entry.value) =>
            {
                if line.text.starts_with('(') { extend(entry, &line.text) } else { append(entry, &line.text) }
            }
            Some((last, entry)) if *last == section && section != Section::Contact && below < 15.0 => {
                extend(entry, &line.text);
            }
            _ => entries.push((section, cited.page(line))),
        }
    }
    for (section, entry) in entries {
        match section {
            Section::Contact => contact::read(&entry, profile),
            Section::Languages => profile.languages.push(super::language(&entry)),
            _ => {}
        }
    }
}

/// Lines that are one text, joined with spaces.
fn joined<'r, 'l: 'r>(rows: impl Iterator<Item = &'r Row<'l>>, id: ArtifactId) -> Option<Fact<String>> {
    let mut text: Option<Fact<String>> = None;
    for row in rows {
        match &mut text {
            Some(text) => extend(text, &row.line.text),
            None => text = Some(Cited(id).page(row.line)),
        }
    }
    text
}

/// The same, with a line break where a paragraph begins.
fn paragraphs<'r, 'l: 'r>(rows: impl Iterator<Item = &'r Row<'l>>, id: ArtifactId) -> Option<Fact<String>> {
    let mut text = String::new();
    let mut page = 1;
    for row in rows {
        if text.is_empty() {
            page = row.line.page;
        } else {
            text.push(if row.below > 21.9 { '\n' } else { ' ' });
        }
        text.push_str(&row.line.text);
    }
    (!text.is_empty()).then(|| Fact::text(text, Source { artifact: id, place: Place::Page(page) }))
}

fn extend(fact: &mut Fact<String>, more: &str) {
    // A word that was broken after its hyphen goes on without a space ("single-" "cell").
    let broken = fact.value.ends_with('-') && !fact.value.ends_with(" -");
    for text in [&mut fact.value, &mut fact.quote] {
        if !broken {
            text.push(' ');
        }
        text.push_str(more);
    }
}

fn append(fact: &mut Fact<String>, more: &str) {
    fact.value.push_str(more);
    fact.quote.push_str(more);
}
