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
use crate::picture::{self, Readable};
use crate::{Delivery, Isolation, Job, JobKind, Options};
use conversation::{Piece, Said, Scene};

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
    let name = crate::mail::clean_name(&delivery.name);
    match picture::readable(&name, &delivery.bytes, isolation) {
        Ok(readable) => {
            picture::look_into(&mut submission, &name, &readable, artifact, isolation);
            match recognise(&name, &readable.bytes, &options.own_names, isolation) {
                Ok(scene) => fill(&mut submission, scene, artifact, &name),
                Err(gap) => submission.gaps.push(gap),
            }
        }
        Err(why) => submission.gaps.push(not_read(&name, &why)),
    }
    submission
}

/// Least share of flat squares in a picture of a mail that was drawn: the test's screenshots have 0.65 and more, even as
/// poor JPEG, photographs mostly 0.2 to 0.6. Of these nothing is read: recognition takes seconds to find nothing in them.
const DRAWN: f32 = 0.5;

/// The words of a picture that came with something else: what they are, and what of them was hard to read. They have no
/// speaker, since what stands beside them in a picture made for show is nobody's name.
///
/// # Errors
/// Why there are none, as a gap.
pub(crate) fn words(
    name: &str,
    readable: &Readable<'_>,
    artifact: ArtifactId,
    isolation: &dyn Isolation,
) -> Result<(Vec<Fact<String>>, Option<Gap>), Gap> {
    let prepared = prepared(name, &readable.bytes, isolation)?;
    if prepared.flat < DRAWN {
        return Ok((Vec::new(), None));
    }
    let scene = scene(name, &prepared, &[], isolation)?;
    let hard = hard_to_read(name, &scene, |_| true);
    Ok((scene.said.iter().map(|said| fact(&said.piece, artifact)).collect(), hard))
}

pub(crate) fn not_read(name: &str, why: &str) -> Gap {
    Gap {
        name: name.to_owned(),
        why: format!("the picture was not read: {why}"),
        why_ko: format!("그림을 읽지 못했습니다: {why}"),
    }
}

/// What a picture shows, or why it can't be told.
fn recognise(name: &str, bytes: &[u8], own_names: &[String], isolation: &dyn Isolation) -> Result<Scene, Gap> {
    scene(name, &prepared(name, bytes, isolation)?, own_names, isolation)
}

/// A picture made ready.
fn prepared(name: &str, bytes: &[u8], isolation: &dyn Isolation) -> Result<Prepared, Gap> {
    isolation
        .run(&Job { kind: JobKind::Screenshot, name: name.to_owned() }, bytes)
        .and_then(|json| serde_json::from_str::<Prepared>(&json).map_err(|e| e.to_string()))
        .map_err(|why| not_read(name, &why))
}

/// What is written in a picture that was made ready.
fn scene(name: &str, prepared: &Prepared, own_names: &[String], isolation: &dyn Isolation) -> Result<Scene, Gap> {
    let page = STANDARD.decode(&prepared.page).unwrap_or_default();
    let table = isolation.run(&Job { kind: JobKind::Recognise, name: name.to_owned() }, &page).map_err(|why| Gap {
        name: name.to_owned(),
        why: format!("the text in the picture was not read: {why}"),
        why_ko: format!("그림 속 글자를 읽지 못했습니다: {why}"),
    })?;
    let mut words = table::words(&table, prepared);
    if table::has_hangul(&words) {
        // A second pass that fails leaves the first as it is.
        if let Ok(korean) = isolation.run(&Job { kind: JobKind::RecogniseHangul, name: name.to_owned() }, &page) {
            table::prefer_hangul(&mut words, &table::words(&korean, prepared));
        }
    }
    let page = layout::Page::new(&page);
    let mut scene = conversation::read(prepared, layout::lines(&words, &page), own_names);
    for said in &mut scene.said {
        if page.leaves_unread(&prepared.on_page(&said.piece.place), &words) {
            said.piece.sure = 0.0;
        }
    }
    Ok(scene)
}

/// Whether a web address in a text ends before its host does: the rest of it was not found.
fn torn(text: &str) -> bool {
    text.split_whitespace().filter_map(|word| word.split_once("://")).any(|(_, rest)| {
        let host = rest.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).next().unwrap_or("");
        !links::known_domain(host.trim_end_matches('.'))
    })
}

/// A piece of text as a fact, with its region.
fn fact(piece: &Piece, artifact: ArtifactId) -> Fact<String> {
    let Box { left, top, width, height } = piece.place;
    let source = Source { artifact, place: Place::Region { left, top, width, height } };
    Fact::new(repair::repair(&piece.text), piece.text.clone(), source)
}

/// What was hard to read of the passages that count.
fn hard_to_read(name: &str, scene: &Scene, counts: impl Fn(&Said) -> bool) -> Option<Gap> {
    let is_hard = |said: &&Said| {
        counts(said) && (said.piece.sure < HARD || said.piece.address < HARD_ADDRESS || torn(&said.piece.text))
    };
    let (hard, all) = (scene.said.iter().filter(is_hard).count(), scene.said.len());
    (hard > 0).then(|| Gap {
        name: name.to_owned(),
        why: format!(
            "{hard} of {all} passages in the picture were hard to read, or an address in them; copy the words, and add that"
        ),
        why_ko: format!("그림 속 글 {all}곳 가운데 {hard}곳은 읽기 어려웠습니다. 글을 복사해 함께 제출하세요"),
    })
}

/// Turns a scene into messages and profiles.
fn fill(submission: &mut Submission, scene: Scene, artifact: ArtifactId, name: &str) {
    submission.gaps.extend(hard_to_read(name, &scene, |said| said.side != Side::Employee));
    let fact = |piece: &Piece| fact(piece, artifact);
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
