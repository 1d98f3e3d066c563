//! Screenshots: pictures of a conversation, a mail or a profile, read by text recognition.
//!
//! ```text
//! bytes ─► [child] decode, ground and ink, bubbles ─► [child] tesseract ─► words ─► lines ─► scene ─► submission
//! ```
//!
//! Whatever is read here stands in a region of the picture ([`Place::Region`]). Recognition errs, so such a fact is
//! never decisive alone, and a host is compared by its looks only.

mod conversation;
mod join;
mod layout;
mod marks;
mod prepare;
mod repair;
mod table;

pub use prepare::{Area, Box, Prepared, Strip, job};

use analyzer::case::{
    ArtifactId, Channel, Fact, Gap, Mailbox, Message, Place, Profile, Side, Source, Submission, Turn,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::mail::links;
use crate::{Delivery, Isolation, Job, JobKind, Options};
use conversation::{Piece, Scene};
use table::Word;

/// Sureness below which a turn counts as hard to read.
const HARD: f32 = 72.0;

/// The same of an address, where one wrong letter makes another.
const HARD_ADDRESS: f32 = 82.0;

/// Reads a picture that was handed in: looked into as any file, and its text recognised.
#[must_use]
pub fn read(delivery: &Delivery, options: &Options, isolation: &dyn Isolation) -> Submission {
    let mut submission = crate::files::read(delivery, isolation);
    submission.gaps.retain(|gap| gap.why != crate::files::PICTURE.0);
    let artifact = ArtifactId(0);
    match recognise(delivery, isolation) {
        Ok((prepared, page, words)) => {
            let lines = layout::lines(&words, &layout::Page::new(&page));
            let scene = conversation::read(&prepared, lines, &options.own_names);
            fill(&mut submission, scene, artifact, delivery);
        }
        Err(gap) => submission.gaps.push(gap),
    }
    submission
}

/// The prepared picture, its page and the words on it, or why there are none.
fn recognise(delivery: &Delivery, isolation: &dyn Isolation) -> Result<(Prepared, Vec<u8>, Vec<Word>), Gap> {
    let name = crate::mail::clean_name(&delivery.name);
    let gap = |why: String, why_ko: String| Gap { name: name.clone(), why, why_ko };
    let prepared = isolation
        .run(&Job { kind: JobKind::Screenshot, name: name.clone() }, &delivery.bytes)
        .and_then(|json| serde_json::from_str::<Prepared>(&json).map_err(|e| e.to_string()))
        .map_err(|why| gap(format!("the picture was not read: {why}"), format!("그림을 읽지 못했습니다: {why}")))?;
    let page = STANDARD.decode(&prepared.page).unwrap_or_default();
    let table = isolation.run(&Job { kind: JobKind::Recognise, name: name.clone() }, &page).map_err(|why| {
        gap(format!("the text in the picture was not read: {why}"), format!("그림 속 글자를 읽지 못했습니다: {why}"))
    })?;
    let mut words = table::words(&table, &prepared);
    if table::has_hangul(&words) {
        // A second pass that fails leaves the first as it is.
        if let Ok(korean) = isolation.run(&Job { kind: JobKind::RecogniseHangul, name }, &page) {
            table::prefer_hangul(&mut words, &table::words(&korean, &prepared));
        }
    }
    Ok((prepared, page, words))
}

/// Whether a web address in a text ends before its host does: the rest of it was not found.
fn torn(text: &str) -> bool {
    text.split_whitespace().filter_map(|word| word.split_once("://")).any(|(_, rest)| {
        let host = rest.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).next().unwrap_or("");
        !links::known_domain(host.trim_end_matches('.'))
    })
}

/// Turns a scene into messages and profiles.
fn fill(submission: &mut Submission, scene: Scene, artifact: ArtifactId, delivery: &Delivery) {
    let fact = |piece: &Piece| {
        let Box { left, top, width, height } = piece.place;
        let source = Source { artifact, place: Place::Region { left, top, width, height } };
        Fact::new(repair::repair(&piece.text), piece.text.clone(), source)
    };
    let hard = scene
        .said
        .iter()
        .filter(|said| {
            said.side != Side::Employee
                && (said.piece.sure < HARD || said.piece.address < HARD_ADDRESS || torn(&said.piece.text))
        })
        .count();
    if hard > 0 {
        submission.gaps.push(Gap {
            name: crate::mail::clean_name(&delivery.name),
            why: format!(
                "{hard} of {} passages in the picture were hard to read, or an address in them; copy the words, and add that",
                scene.said.len()
            ),
            why_ko: format!(
                "그림 속 글 {}곳 가운데 {hard}곳은 읽기 어려웠습니다. 글을 복사해 함께 제출하세요",
                scene.said.len()
            ),
        });
    }
    if scene.profile || scene.headline.is_some() {
        submission.profiles.push(Profile {
            names: scene.name.iter().map(fact).collect(),
            headline: scene.headline.as_ref().map(fact),
            location: scene.location.as_ref().map(fact),
            ..Profile::default()
        });
    }
    if scene.said.is_empty() {
        return;
    }
    let mut message = Message::new(artifact, scene.channel);
    message.authentication.unknown = true;
    if scene.channel == Channel::Mail {
        let name = scene.name.as_ref().map(|piece| piece.text.clone()).unwrap_or_default();
        let from = scene.address.as_ref().or(scene.name.as_ref());
        let address = scene.address.as_ref().map(|piece| piece.text.clone()).unwrap_or_default();
        message.from = from.map(|piece| fact(piece).map(Mailbox { name, address }));
        message.subject = scene.subject.as_ref().map(fact);
    }
    for said in &scene.said {
        let text = fact(&said.piece);
        if said.side != Side::Employee {
            for link in links::links_in(&text.value, &text.source) {
                if !message.links.iter().any(|held| held.target.value == link.target.value) {
                    message.links.push(link);
                }
            }
        }
        message.turns.push(Turn { speaker: said.speaker.as_ref().map(fact), side: said.side, at: None, text });
    }
    submission.messages.push(message);
}

#[cfg(test)]
mod tests;
