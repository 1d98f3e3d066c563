//! LinkedIn's data export: the tables (`.csv`) that a member may ask for.
//!
//! Whose export it is decides what it says. With messages or connections in it, it is the employee's own: each
//! conversation is a thread with one contact, and the employee's profile tells whose turns are whose. Without, it is a
//! profile that somebody handed in.

mod csv;
mod messages;
mod owner;

pub use messages::{Conversations, conversations};

use analyzer::case::{Artifact, ArtifactKind, Gap, Submission};

use crate::sniff::decode;
use crate::{Delivery, Options};

/// Tables of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Table {
    Messages,
    Connections,
    Invitations,
    Profile,
    Positions,
    Education,
    Emails,
    Phones,
    Registration,
    Verifications,
    Languages,
}

/// Names of columns by which a table is told, all of which it has.
const COLUMNS: [(Table, &[&str]); 11] = [
    (Table::Messages, &["FROM", "TO", "DATE", "CONTENT", "FOLDER"]),
    (Table::Connections, &["First Name", "Last Name", "Company", "Position", "Connected On"]),
    (Table::Invitations, &["From", "To", "Sent At", "Message", "Direction"]),
    (Table::Profile, &["First Name", "Last Name", "Headline", "Summary"]),
    (Table::Positions, &["Company Name", "Title", "Started On", "Finished On"]),
    (Table::Education, &["School Name", "Degree Name"]),
    (Table::Emails, &["Email Address", "Confirmed", "Primary"]),
    (Table::Phones, &["Number", "Type", "Extension"]),
    (Table::Registration, &["Registered At", "Registration Ip"]),
    (Table::Verifications, &["Verification type", "Organization name"]),
    (Table::Languages, &["Name", "Proficiency"]),
];

/// The tables of an export among what was handed in, and the rest. Beside a table that is known, other tables are the
/// export's, too.
pub(crate) fn part(deliveries: &[Delivery]) -> (Vec<&Delivery>, Vec<&Delivery>) {
    let named = |d: &Delivery| d.name.to_ascii_lowercase().ends_with(".csv");
    let commas = |d: &Delivery| d.bytes.iter().take(200).take_while(|b| **b != b'\n').any(|b| *b == b',');
    let known = |d: &Delivery| {
        d.bytes.len() as u64 <= crate::MAX_BYTES && (named(d) || commas(d)) && table(&csv::head(&d.bytes)).is_some()
    };
    if !deliveries.iter().any(known) {
        return (Vec::new(), deliveries.iter().collect());
    }
    deliveries.iter().partition(|d| known(d) || named(d))
}

/// The table a text is, and the line of its header.
fn table(text: &str) -> Option<(Table, usize)> {
    // Connections have a note above.
    text.lines().take(6).enumerate().find_map(|(at, line)| {
        let has = |column: &&str| {
            line.split(',').any(|c| c.trim().trim_matches(['"', '\u{feff}']).eq_ignore_ascii_case(column))
        };
        COLUMNS.iter().find(|(_, columns)| columns.iter().all(&has)).map(|(table, _)| (*table, at))
    })
}

/// Reads the tables of one export.
pub(crate) fn read(deliveries: &[&Delivery], options: &Options) -> Submission {
    let mut submission = Submission::default();
    let mut tables = Vec::new();
    for delivery in deliveries {
        let id = submission.add_artifact(Artifact::of(&delivery.name, ArtifactKind::Text, &delivery.bytes));
        let (rows, cut) = csv::read(&decode(&delivery.bytes));
        if cut {
            submission.gaps.push(Gap {
                name: delivery.name.clone(),
                why: "a very long table; its beginning was read".into(),
                why_ko: "표가 너무 길어 앞부분만 읽었습니다".into(),
            });
        }
        if let Some((kind, _)) = table(&csv::head(&delivery.bytes)) {
            tables.push((kind, id, rows));
        }
    }
    let own = tables.iter().any(|(kind, ..)| matches!(kind, Table::Messages | Table::Connections | Table::Invitations));
    let profile = owner::profile(&tables);
    if !own {
        submission.profiles.extend(profile);
        return submission;
    }
    let mut names = options.own_names.clone();
    names.extend(profile.iter().flat_map(|p| &p.names).map(|n| n.value.clone()));
    for (kind, id, rows) in &tables {
        match kind {
            Table::Messages => messages::read(rows, *id, &names, &mut submission),
            Table::Invitations => messages::invitations(rows, *id, &mut submission),
            _ => {}
        }
    }
    submission
}
