//! Facts and their sources: no value without the place where it was read.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

use super::{FileReport, Message, Picture, Profile, Submission};

/// Handle of an artifact within its submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ArtifactId(pub u32);

/// Untouched bytes that were handed in, or found inside others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Artifact {
    /// `sha256:` and 64 hexadecimal digits.
    pub digest: String,
    /// The name as handed in, without folders; hostile text.
    pub name: String,
    /// What it was read as.
    pub kind: ArtifactKind,
    /// Length in bytes.
    pub size: u64,
    /// The artifact it was found in, for attachments and forwarded mails.
    pub inside: Option<ArtifactId>,
}

impl Artifact {
    /// Describes bytes by digest and length.
    #[must_use]
    pub fn of(name: &str, kind: ArtifactKind, bytes: &[u8]) -> Self {
        Self { digest: digest(bytes), name: name.to_owned(), kind, size: bytes.len() as u64, inside: None }
    }
}

/// `sha256:…` of some bytes.
#[must_use]
pub(crate) fn digest(bytes: &[u8]) -> String {
    use fmt::Write as _;
    let mut text = String::with_capacity(71);
    text.push_str("sha256:");
    for byte in Sha256::digest(bytes) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// What an artifact was read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ArtifactKind {
    /// An Internet message (RFC 5322).
    Email,
    /// An Outlook item.
    OutlookMessage,
    /// Pasted or saved text.
    Text,
    /// An iCalendar invitation.
    Calendar,
    /// A vCard.
    BusinessCard,
    /// A web page.
    Page,
    /// An attachment or any other file that is looked into and not read as a message.
    File,
}

/// A value and where it was read.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fact<T> {
    /// The value, as understood.
    pub value: T,
    /// The exact words it was read from.
    pub quote: String,
    /// Where.
    pub source: Source,
}

impl<T> Fact<T> {
    /// A value read from `quote` at `source`.
    pub fn new(value: T, quote: impl Into<String>, source: Source) -> Self {
        Self { value, quote: quote.into(), source }
    }

    /// The same source and quote for a value derived from this one.
    pub fn map<U>(&self, value: U) -> Fact<U> {
        Fact { value, quote: self.quote.clone(), source: self.source.clone() }
    }
}

impl Fact<String> {
    /// A text that is its own quote.
    pub fn text(value: impl Into<String>, source: Source) -> Self {
        let value = value.into();
        Self { quote: value.clone(), value, source }
    }
}

/// An artifact and a place in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Source {
    /// Which artifact.
    pub artifact: ArtifactId,
    /// Where in it.
    pub place: Place,
}

/// A place inside an artifact.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// A header field of a mail, by name.
    Header(String),
    /// The visible text of a mail or paste; characters from `start` to `end` of it.
    Text {
        /// First character (not byte), counted from 0 in the visible text.
        start: u32,
        /// One past the last character.
        end: u32,
    },
    /// A line of a text file, counted from 1.
    Line(u32),
    /// Text that the reader cannot see.
    Hidden,
    /// A link's target.
    Link,
    /// An attachment or a member of an archive, by path.
    Member(String),
    /// A property of an invitation or business card.
    Property(String),
    /// A page of a document, counted from 1.
    Page(u32),
    /// A part of a picture, in pixels from the upper left corner. What stands there was read by text recognition, which
    /// errs: such a fact is marked, and never decisive alone.
    Region {
        /// Distance of its left edge.
        left: u32,
        /// Distance of its upper edge.
        top: u32,
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
    },
    /// The artifact as a whole.
    Whole,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Header(name) => write!(f, "header {name}"),
            Place::Text { start, end } => write!(f, "text {start}–{end}"),
            Place::Line(line) => write!(f, "line {line}"),
            Place::Hidden => f.write_str("hidden text"),
            Place::Link => f.write_str("link"),
            Place::Member(path) => write!(f, "file {path}"),
            Place::Property(name) => write!(f, "property {name}"),
            Place::Page(page) => write!(f, "page {page}"),
            Place::Region { left, top, width, height } => {
                write!(f, "picture {width}×{height} at {left}, {top} (read by text recognition)")
            }
            Place::Whole => f.write_str("whole"),
        }
    }
}

/// Shifts every handle in a submission, before it is appended to another.
pub(super) fn shift(submission: &mut Submission, by: u32) {
    let moved = |id: &mut ArtifactId| id.0 = id.0.saturating_add(by);
    for artifact in &mut submission.artifacts {
        if let Some(id) = &mut artifact.inside {
            moved(id);
        }
    }
    submission
        .messages
        .iter_mut()
        .for_each(|message: &mut Message| message.each_source(&mut |s| moved(&mut s.artifact)));
    submission
        .profiles
        .iter_mut()
        .for_each(|profile: &mut Profile| profile.each_source(&mut |s| moved(&mut s.artifact)));
    submission.files.iter_mut().for_each(|file: &mut FileReport| file.each_source(&mut |s| moved(&mut s.artifact)));
    submission
        .pictures
        .iter_mut()
        .for_each(|picture: &mut Picture| picture.each_source(&mut |s| moved(&mut s.artifact)));
}
