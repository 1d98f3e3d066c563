//! `messages.csv`: every conversation of a member, the newest message first; and `Invitations.csv`.

use std::collections::{BTreeMap, BTreeSet};

use analyzer::case::{ArtifactId, Channel, Fact, Gap, Message, Profile, Side, Source, Submission, Turn};
use jiff::Timestamp;

use super::csv::{self, Row};
use super::owner::source;
use super::{Table, table};
use crate::Delivery;
use crate::mail::{html, links};
use crate::sniff::decode;

/// Most conversations that are one submission, and most turns of one.
const MOST_TOGETHER: usize = 200;
const MOST_TURNS: usize = 3_000;

/// The conversations of a member's messages, each to be judged by itself.
#[derive(Debug)]
pub struct Conversations {
    /// The member's names, so that their own turns are told from the contacts'.
    pub own_names: Vec<String>,
    /// One table for each conversation, with the rows as they stand in the export.
    pub parts: Vec<Delivery>,
}

/// Takes the messages and invitations of an export apart; `None` if none of the deliveries holds any.
#[must_use]
pub fn conversations(deliveries: &[Delivery]) -> Option<Conversations> {
    let mut found = Conversations { own_names: Vec::new(), parts: Vec::new() };
    for delivery in deliveries {
        let Some((kind, _)) = table(&csv::head(&delivery.bytes)) else { continue };
        if !matches!(kind, Table::Messages | Table::Invitations | Table::Profile) {
            continue;
        }
        let text = decode(&delivery.bytes);
        let (rows, _) = csv::read(&text);
        let parts: Vec<Vec<&Row>> = match kind {
            Table::Messages => {
                found.own_names.extend(member(&rows));
                threads(&rows)
            }
            Table::Invitations => rows.iter().filter(|row| is_received(row)).map(|row| vec![row]).collect(),
            _ => {
                let name = |row: &Row| [row.get("First Name"), row.get("Last Name")].join(" ").trim().to_owned();
                found.own_names.extend(rows.first().map(name));
                continue;
            }
        };
        let header = rows.first().and_then(|row| text.get(..row.span.0)).unwrap_or("");
        found.parts.extend(parts.into_iter().enumerate().map(|(n, rows)| {
            let mut part = header.to_owned();
            rows.iter().filter_map(|row| text.get(row.span.0..row.span.1)).for_each(|row| part.push_str(row));
            Delivery::new(format!("{} #{}", delivery.name, n + 1), part)
        }));
    }
    found.own_names.retain(|name| !name.is_empty());
    (!found.parts.is_empty()).then_some(found)
}

/// Rows by conversation, in the order of the file. Old exports have no numbers of conversations; there the other party
/// is one.
fn threads(rows: &[Row]) -> Vec<Vec<&Row>> {
    let mut order: Vec<String> = Vec::new();
    let mut threads: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        let id = match row.get("CONVERSATION ID") {
            "" => {
                let mut parties = [row.get("FROM"), row.get("TO")];
                parties.sort_unstable();
                parties.join(" · ")
            }
            id => id.to_owned(),
        };
        if !threads.contains_key(&id) {
            order.push(id.clone());
        }
        threads.entry(id).or_default().push(row);
    }
    order.iter().filter_map(|id| threads.remove(id)).collect()
}

/// The member's name: who takes part in most conversations, and in more than one.
fn member(rows: &[Row]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let threads = threads(rows);
    for thread in &threads {
        let parties: BTreeSet<&str> = thread.iter().flat_map(|row| [row.get("FROM"), row.get("TO")]).collect();
        parties.into_iter().filter(|name| !name.is_empty()).for_each(|name| *counts.entry(name).or_default() += 1);
    }
    let (name, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count > 1 && count * 2 > threads.len()).then(|| name.to_owned())
}

/// Reads conversations as threads.
pub(super) fn read(rows: &[Row], id: ArtifactId, own_names: &[String], submission: &mut Submission) {
    let member = member(rows);
    let is_member = |name: &str| {
        member.as_deref() == Some(name) || own_names.iter().any(|own| own.to_lowercase() == name.to_lowercase())
    };
    let threads = threads(rows);
    if threads.len() > MOST_TOGETHER {
        submission.gaps.push(Gap {
            name: "messages".into(),
            why: format!("{} conversations; the first {MOST_TOGETHER} were read", threads.len()),
            why_ko: format!("대화가 {}개입니다. 처음 {MOST_TOGETHER}개만 읽었습니다", threads.len()),
        });
    }
    for mut thread in threads.into_iter().take(MOST_TOGETHER) {
        thread.sort_by_key(|row| moment(row.get("DATE")));
        let names = || thread.iter().map(|row| row.get("FROM")).filter(|name| !name.is_empty());
        // Where nobody is known to be the member, the one who wrote first is the contact.
        let contact = if names().any(is_member) { None } else { names().next().map(str::to_owned) };
        let theirs = |name: &str| match &contact {
            Some(contact) => contact == name,
            None => !is_member(name),
        };
        let mut message = Message::new(id, Channel::LinkedInThread);
        message.authentication.unknown = true;
        for row in thread.iter().take(MOST_TURNS).filter(|row| !row.get("IS MESSAGE DRAFT").eq_ignore_ascii_case("yes"))
        {
            turn(row, id, theirs(row.get("FROM")), &mut message);
        }
        if message.turns.is_empty() {
            continue;
        }
        if let Some(row) = thread.iter().find(|row| theirs(row.get("FROM")) && !row.get("FROM").is_empty()) {
            submission.profiles.push(sender(row, id));
        }
        submission.messages.push(message);
    }
}

fn turn(row: &Row, id: ArtifactId, theirs: bool, message: &mut Message) {
    let source = source(id, row);
    if theirs && message.subject.is_none() && !row.get("SUBJECT").is_empty() {
        message.subject = Some(Fact::text(row.get("SUBJECT"), source.clone()));
    }
    let text = said(row.get("CONTENT"));
    if text.is_empty() {
        return;
    }
    if theirs {
        message.links.extend(links::links_in(&text, &source));
        message.links.truncate(400);
    }
    let name = row.get("FROM");
    message.turns.push(Turn {
        speaker: (!name.is_empty()).then(|| Fact::text(name, source.clone())),
        side: if theirs { Side::Contact } else { Side::Employee },
        at: moment(row.get("DATE")).map(|at| Fact::new(at, row.get("DATE"), source.clone())),
        text: Fact::text(text, source),
    });
}

/// What the sender of a row is called, and where their profile is.
fn sender(row: &Row, id: ArtifactId) -> Profile {
    let source = || -> Source { source(id, row) };
    let url = row.get("SENDER PROFILE URL");
    Profile {
        names: vec![Fact::text(row.get("FROM"), source())],
        urls: (!url.is_empty()).then(|| Fact::text(url, source())).into_iter().collect(),
        ..Profile::default()
    }
}

/// The text of a cell; sponsored messages are HTML.
fn said(content: &str) -> String {
    if content.contains("</") || content.contains("<br") { html::read(content).visible } else { content.to_owned() }
}

/// "2023-12-15 18:11:38 UTC".
fn moment(text: &str) -> Option<Timestamp> {
    let (date, time) = text.trim().trim_end_matches("UTC").trim().split_once(' ')?;
    format!("{date}T{time}Z").parse().ok()
}

/// Invitations with words in them, those that were received.
pub(super) fn invitations(rows: &[Row], id: ArtifactId, submission: &mut Submission) {
    for row in rows.iter().filter(|row| is_received(row)).take(MOST_TOGETHER) {
        let mut message = Message::new(id, Channel::LinkedInThread);
        message.authentication.unknown = true;
        let source = source(id, row);
        let text = said(row.get("Message"));
        message.links = links::links_in(&text, &source);
        message.turns.push(Turn {
            speaker: Some(Fact::text(row.get("From"), source.clone())),
            side: Side::Contact,
            at: None,
            text: Fact::text(text, source.clone()),
        });
        let url = row.get("inviterProfileUrl");
        submission.profiles.push(Profile {
            names: vec![Fact::text(row.get("From"), source.clone())],
            urls: (!url.is_empty()).then(|| Fact::text(url, source)).into_iter().collect(),
            ..Profile::default()
        });
        submission.messages.push(message);
    }
}

/// Whether an invitation came from somebody else and has words in it.
fn is_received(row: &Row) -> bool {
    row.get("Direction").eq_ignore_ascii_case("incoming") && !row.get("Message").is_empty()
}
