//! Invitations (`.ics`) and business cards (`.vcf`).

use analyzer::case::{
    Artifact, ArtifactId, ArtifactKind, Channel, Fact, Mailbox, Message, Place, Profile, Side, Source, Submission, Turn,
};
use calcard::icalendar::{
    ICalendarComponentType, ICalendarEntry, ICalendarParameterName, ICalendarParameterValue, ICalendarProperty,
};
use calcard::vcard::{VCardProperty, VCardValue};
use calcard::{Entry, Parser};

use crate::mail::links;
use crate::sniff::decode;
use crate::{Delivery, Options, Refusal};

/// Most cards or events of one file that are read.
const MOST: usize = 50;

/// Longest file that is read as text, in bytes.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Reads an invitation or a card that was handed in by itself.
///
/// # Errors
/// If nothing in it could be read.
pub fn read(delivery: &Delivery, _options: &Options) -> Result<Submission, Refusal> {
    let mut submission = Submission::default();
    let kind = if delivery.name.to_ascii_lowercase().ends_with(".vcf") || starts(&delivery.bytes, b"begin:vcard") {
        ArtifactKind::BusinessCard
    } else {
        ArtifactKind::Calendar
    };
    let id = submission.add_artifact(Artifact::of(&delivery.name, kind, &delivery.bytes));
    if into(&mut submission, &delivery.bytes, id) == 0 {
        return Err(Refusal {
            name: delivery.name.clone(),
            why: "no event and no business card in it; export it again from the calendar or address book".into(),
            why_ko: "일정이나 명함이 없습니다. 캘린더 또는 주소록에서 다시 내보내세요".into(),
        });
    }
    Ok(submission)
}

/// Reads one that was attached to a mail.
pub(crate) fn read_attached(submission: &mut Submission, name: &str, bytes: &[u8], inside: ArtifactId) {
    let kind = if starts(bytes, b"begin:vcard") { ArtifactKind::BusinessCard } else { ArtifactKind::Calendar };
    let mut artifact = Artifact::of(name, kind, bytes);
    artifact.inside = Some(inside);
    let id = submission.add_artifact(artifact);
    if into(submission, bytes, id) == 0 {
        submission.gaps.push(analyzer::case::Gap {
            name: name.to_owned(),
            why: "the invitation or card could not be read".into(),
            why_ko: "일정 또는 명함을 읽을 수 없습니다".into(),
        });
    }
}

fn starts(bytes: &[u8], wanted: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    text.get(..wanted.len()).is_some_and(|head| head.eq_ignore_ascii_case(wanted))
}

/// Reads events and cards; answers how many.
fn into(submission: &mut Submission, bytes: &[u8], id: ArtifactId) -> usize {
    let text = decode(bytes.get(..bytes.len().min(MOST_BYTES)).unwrap_or_default());
    let mut parser = Parser::new(&text);
    let mut count = 0;
    for _ in 0..MOST {
        match parser.entry() {
            Entry::VCard(card) => {
                let profile = profile(&card, id);
                if profile != Profile::default() {
                    submission.profiles.push(profile);
                    count += 1;
                }
            }
            Entry::ICalendar(calendar) => {
                for component in calendar.components.iter().take(MOST) {
                    if component.component_type == ICalendarComponentType::VEvent {
                        submission.messages.push(event(&component.entries, id));
                        count += 1;
                    }
                }
            }
            Entry::Eof => break,
            _ => {}
        }
    }
    count
}

fn property(id: ArtifactId, name: &str) -> Source {
    Source { artifact: id, place: Place::Property(name.to_owned()) }
}

fn event(entries: &[ICalendarEntry], id: ArtifactId) -> Message {
    let mut message = Message::new(id, Channel::Calendar);
    message.authentication.unknown = true;
    for entry in entries.iter().take(200) {
        let value = entry.values.first().and_then(|v| v.as_text()).unwrap_or("").trim().to_owned();
        if value.is_empty() {
            continue;
        }
        match entry.name {
            ICalendarProperty::Organizer => {
                message.from = Some(Fact::new(mailbox(entry, &value), value, property(id, "ORGANIZER")))
            }
            ICalendarProperty::Attendee => {
                message.to.push(Fact::new(mailbox(entry, &value), value, property(id, "ATTENDEE")))
            }
            ICalendarProperty::Summary => message.subject = Some(Fact::text(value, property(id, "SUMMARY"))),
            ICalendarProperty::Description => words(&mut message, &value, property(id, "DESCRIPTION")),
            ICalendarProperty::Location => words(&mut message, &value, property(id, "LOCATION")),
            ICalendarProperty::Comment => words(&mut message, &value, property(id, "COMMENT")),
            ICalendarProperty::Url | ICalendarProperty::Conference | ICalendarProperty::Attach => {
                message.links.push(links::link(&value, None, property(id, "URL")));
            }
            _ => {}
        }
    }
    message
}

fn words(message: &mut Message, value: &str, source: Source) {
    let text = if value.contains("</") || value.contains("<br") {
        crate::mail::html::read(value).visible
    } else {
        value.to_owned()
    };
    message.links.extend(links::links_in(&text, &source));
    message.turns.push(Turn { speaker: None, side: Side::Contact, at: None, text: Fact::text(text, source) });
}

fn mailbox(entry: &ICalendarEntry, value: &str) -> Mailbox {
    let name = entry.params.iter().find(|p| p.name == ICalendarParameterName::Cn).and_then(|p| match &p.value {
        ICalendarParameterValue::Text(text) => Some(text.clone()),
        _ => None,
    });
    let address = value
        .get(..7)
        .filter(|s| s.eq_ignore_ascii_case("mailto:"))
        .and_then(|_| value.get(7..))
        .unwrap_or(value)
        .to_lowercase();
    let name = name.unwrap_or_default();
    // Some programs repeat the address as the name.
    Mailbox {
        name: if name.to_lowercase() == address { String::new() } else { name },
        address: if address.contains('@') { address } else { String::new() },
    }
}

fn profile(card: &calcard::vcard::VCard, id: ArtifactId) -> Profile {
    let mut profile = Profile::default();
    for entry in card.entries.iter().take(200) {
        let texts: Vec<String> = entry
            .values
            .iter()
            .flat_map(|value| match value {
                VCardValue::Text(text) => vec![text.clone()],
                VCardValue::Component(parts) => parts.clone(),
                _ => Vec::new(),
            })
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
            .take(20)
            .collect();
        let Some(first) = texts.first().cloned() else { continue };
        match entry.name {
            VCardProperty::Fn => profile.names.insert(0, Fact::text(first, property(id, "FN"))),
            VCardProperty::N if profile.names.is_empty() => {
                let whole = texts.iter().rev().cloned().collect::<Vec<_>>().join(" ");
                profile.names.push(Fact::text(whole, property(id, "N")));
            }
            VCardProperty::Org => profile.employers.push(Fact::text(first, property(id, "ORG"))),
            VCardProperty::Title => {
                if profile.headline.is_none() {
                    profile.headline = Some(Fact::text(first.clone(), property(id, "TITLE")));
                }
                profile.roles.push(Fact::text(first, property(id, "TITLE")));
            }
            VCardProperty::Role => profile.roles.push(Fact::text(first, property(id, "ROLE"))),
            VCardProperty::Email => profile.emails.push(Fact::new(first.to_lowercase(), first, property(id, "EMAIL"))),
            VCardProperty::Tel => {
                let number = first.trim_start_matches("tel:").to_owned();
                profile.phones.push(Fact::new(number, first, property(id, "TEL")));
            }
            VCardProperty::Url => profile.urls.push(Fact::text(first, property(id, "URL"))),
            VCardProperty::Adr => profile.location = Some(Fact::text(texts.join(", "), property(id, "ADR"))),
            _ => {}
        }
    }
    profile
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_and_a_card() {
        let ics = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:Intro call\r\nORGANIZER;CN=R. Okafor:mailto:r@acme.example\r\nATTENDEE;CN=Robin:mailto:robin@own.example\r\nDESCRIPTION:Join at https://meet.acme.example/1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let read_ics = read(&Delivery::new("a.ics", ics), &Options::default()).unwrap();
        let message = &read_ics.messages[0];
        assert_eq!(message.from.as_ref().unwrap().value.name, "R. Okafor");
        assert_eq!(message.links[0].target.value, "https://meet.acme.example/1");
        let vcf = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:이하나\r\nORG:Acme;HR\r\nTEL:+82 10-1234-5678\r\nEMAIL:hana@acme.example\r\nEND:VCARD\r\n";
        let card = read(&Delivery::new("a.vcf", vcf), &Options::default()).unwrap();
        assert_eq!(card.profiles[0].names[0].value, "이하나");
        assert_eq!(card.profiles[0].employers[0].value, "Acme");
        assert!(read(&Delivery::new("a.vcf", "BEGIN:VCARD"), &Options::default()).is_err());
    }
}
