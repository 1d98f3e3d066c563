//! What is known about one approach: the submission, the time, the recorded look-ups, the earlier sightings.
//!
//! A [`Case`] is complete: whatever the analyzer may use is in it. Every value that a finding may cite is a
//! [`Fact`], which carries the [`Source`] where it was read.

mod fact;
mod file;
mod message;
mod picture;
mod profile;
mod question;
mod surroundings;

pub use fact::{Artifact, ArtifactId, ArtifactKind, Fact, Place, Source};
pub use file::{FileKind, FileReport, FileTrait};
pub use message::{
    AuthMethod, AuthResult, AuthVerdict, Authentication, Channel, DkimSignature, Forwarding, Link, Mailbox, Message,
    Notification, NotificationKind, Side, SigningOutcome, Turn,
};
pub use picture::{Face, PhotoBank, PhotoMatch, Picture, PictureNote};
pub use profile::{Period, Position, Profile, School, Verification, When};
pub use question::{Audience, Question, QuestionKind};
pub use surroundings::{
    ContactRole, GenuineContact, Lang, Lookup, LookupResult, Observable, ObservableKind, OrgFile, Sighting, StaffMember,
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Everything the analyzer may look at for one verdict, with its own time.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Case {
    /// The moment the verdict speaks of; the analyzer has no clock.
    pub as_of: Timestamp,
    /// The language of the verdict's sentences.
    pub lang: Lang,
    /// Who the contact claims to be.
    pub role: ContactRole,
    /// What the person handed in.
    pub submission: Submission,
    /// The employee's own organisation, where its file was given.
    pub org: Option<OrgFile>,
    /// What was asked outside, and what came back.
    pub lookups: Vec<Lookup>,
    /// Earlier submissions that share an observable with this one.
    pub sightings: Vec<Sighting>,
    /// Known photographs that a picture of this submission may be.
    #[serde(default)]
    pub photos: Vec<PhotoMatch>,
}

impl Case {
    /// A submission from a recruiter with nothing known around it: no organisation, no look-ups, no sightings. The
    /// verdict is in English.
    #[must_use]
    pub fn alone(submission: Submission, as_of: Timestamp) -> Self {
        Self {
            as_of,
            lang: Lang::En,
            role: ContactRole::Recruiter,
            submission,
            org: None,
            lookups: Vec::new(),
            sightings: Vec::new(),
            photos: Vec::new(),
        }
    }
}

/// What one person handed in, read into parts. Nothing in it was altered; `artifacts` names the untouched bytes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Submission {
    /// The files and pastes as handed in, and what was found inside them, outermost first.
    pub artifacts: Vec<Artifact>,
    /// Mails, chat threads, pasted texts, invitations.
    pub messages: Vec<Message>,
    /// Profiles and business cards of the contact.
    pub profiles: Vec<Profile>,
    /// Attachments and the files inside them, looked into and never run.
    pub files: Vec<FileReport>,
    /// Pictures, with what a photograph can be recognised by.
    #[serde(default)]
    pub pictures: Vec<Picture>,
    /// What could not be read, and why.
    pub gaps: Vec<Gap>,
}

/// Something that was handed in and could not be read, wholly or in part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// The artifact concerned, as its name.
    pub name: String,
    /// What was wrong, in plain English.
    pub why: String,
    /// The same in Korean.
    pub why_ko: String,
}

impl Submission {
    /// Registers an artifact and returns the handle by which facts cite it.
    pub fn add_artifact(&mut self, artifact: Artifact) -> ArtifactId {
        self.artifacts.push(artifact);
        ArtifactId(u32::try_from(self.artifacts.len() - 1).unwrap_or(u32::MAX))
    }

    /// The artifact behind a handle; `None` for a handle of another submission.
    #[must_use]
    pub fn artifact(&self, id: ArtifactId) -> Option<&Artifact> {
        self.artifacts.get(id.0 as usize)
    }

    /// Appends another submission's parts, shifting its handles: several files named together are one submission.
    pub fn merge(&mut self, other: Submission) {
        let shift = u32::try_from(self.artifacts.len()).unwrap_or(u32::MAX);
        let mut other = other;
        fact::shift(&mut other, shift);
        self.artifacts.append(&mut other.artifacts);
        self.messages.append(&mut other.messages);
        self.profiles.append(&mut other.profiles);
        self.files.append(&mut other.files);
        self.pictures.append(&mut other.pictures);
        self.gaps.append(&mut other.gaps);
    }
}
