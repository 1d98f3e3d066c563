//! The member whose export it is: profile, positions, schools, addresses, verifications.

use analyzer::case::{ArtifactId, Fact, Period, Place, Position, Profile, School, Source, Verification};

use super::Table;
use super::csv::Row;
use crate::profile::period;

/// Most rows of a table that are read.
const MOST: usize = 200;

/// What the tables say of their member; `None` if they name nobody.
pub(super) fn profile(tables: &[(Table, ArtifactId, Vec<Row>)]) -> Option<Profile> {
    let mut profile = Profile::default();
    for (kind, id, rows) in tables {
        for row in rows.iter().take(MOST) {
            let cell = |column: &str| {
                let text = row.get(column);
                (!text.is_empty() && text != "N/A").then(|| Fact::text(text, source(*id, row)))
            };
            match kind {
                Table::Profile => {
                    let name = [row.get("First Name"), row.get("Last Name")].join(" ");
                    if !name.trim().is_empty() {
                        profile.names.push(Fact::text(name.trim(), source(*id, row)));
                    }
                    profile.headline = profile.headline.take().or(cell("Headline"));
                    profile.about = profile.about.take().or(cell("Summary"));
                    profile.location = profile.location.take().or(cell("Geo Location"));
                }
                Table::Positions if cell("Title").is_some() || cell("Company Name").is_some() => {
                    profile.positions.push(Position {
                        title: cell("Title"),
                        employer: cell("Company Name"),
                        place: cell("Location"),
                        period: between(row, *id, "Started On", "Finished On", true),
                        about: cell("Description"),
                    });
                }
                Table::Education => profile.schools.extend(cell("School Name").map(|name| School {
                    name: Some(name),
                    degree: cell("Degree Name"),
                    field: None,
                    period: between(row, *id, "Start Date", "End Date", false),
                })),
                Table::Emails => profile.emails.extend(cell("Email Address").map(|m| m.map(m.value.to_lowercase()))),
                Table::Phones => profile.phones.extend(cell("Number")),
                Table::Registration => {
                    profile.joined = profile.joined.take().or_else(|| {
                        let told = cell("Registered At")?;
                        Some(told.map(registered(&told.value)?))
                    });
                }
                Table::Verifications => {
                    let found = match cell("Organization name") {
                        Some(name) => Some(name.map(Verification::Workplace(name.value.clone()))),
                        None => cell("Verification type")
                            .filter(|v| v.value.to_lowercase().contains("id"))
                            .map(|v| v.map(Verification::Identity)),
                    };
                    profile.verification = profile.verification.take().or(found);
                }
                Table::Languages => profile.languages.extend(cell("Name")),
                _ => {}
            }
        }
    }
    crate::profile::settle(&mut profile);
    (!profile.names.is_empty() || !profile.positions.is_empty() || !profile.schools.is_empty()).then_some(profile)
}

pub(super) fn source(id: ArtifactId, row: &Row) -> Source {
    Source { artifact: id, place: Place::Line(row.line) }
}

fn between(row: &Row, id: ArtifactId, from: &str, until: &str, goes_on: bool) -> Option<Fact<Period>> {
    let (from, until) = (row.get(from), row.get(until));
    let period = Period { from: period::when(from), until: period::when(until), present: goes_on && until.is_empty() };
    let told = period.from.is_some() || period.until.is_some();
    let quote = if until.is_empty() { from.to_owned() } else { format!("{from} – {until}") };
    told.then(|| Fact::new(period, quote, source(id, row)))
}

/// "9/26/22, 4:03 PM": the month stands first.
fn registered(text: &str) -> Option<analyzer::case::When> {
    let date = text.split(',').next()?;
    let mut parts = date.split('/');
    let (month, _, year) = (parts.next()?, parts.next()?, parts.next()?);
    let year: i16 = year.trim().parse().ok()?;
    let year = if year < 100 { 2000 + year } else { year };
    let month: i8 = month.trim().parse().ok().filter(|m| (1..=12).contains(m))?;
    (2003..=2100).contains(&year).then_some(analyzer::case::When { year, month: Some(month) })
}
