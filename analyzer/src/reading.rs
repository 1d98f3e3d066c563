//! A case, read: sentences, asks, claims and hosts, worked out once for all signals.

use jiff::Timestamp;

use crate::case::{ArtifactKind, Case, Fact, Message, Place, Side, Source, Turn};
use crate::reference::{Organisation, Reference};
use crate::text::asks::{self, Ask, Lure};
use crate::text::claims::{self, Claim, Contact, Relation};
use crate::text::hosts::{self, SeenHost};
use crate::text::{masking, sentences};

/// What the case is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Topic {
    /// Somebody offers work, or talks of it.
    Recruiting,
    /// Somebody asks for work.
    Applicant,
    /// Something else.
    Other,
    /// Too little to tell.
    Unclear,
}

/// A sentence in the words of the contact (or of nobody known).
#[derive(Debug, Clone)]
pub struct Sentence {
    /// The exact words, with the span in the artifact's visible text.
    pub fact: Fact<String>,
    /// Index of the message in the submission.
    pub message: usize,
    /// Index of the turn in the message; `usize::MAX` for the subject.
    pub turn: usize,
    /// Whose words.
    pub side: Side,
    /// The words folded, see [`crate::text::fold::fold`].
    pub folded: String,
}

/// A case with everything the signals share worked out.
pub struct Reading<'a> {
    /// The case.
    pub case: &'a Case,
    /// The lists.
    pub reference: &'a Reference,
    /// The contact's sentences in order, subjects included; the employee's and the platform's left out.
    pub sentences: Vec<Sentence>,
    /// What the contact's sentences ask for or offer, most probable first within a kind.
    pub asks: Vec<Ask>,
    /// How its words read as a whole.
    pub lure: Lure,
    /// Who the contact says they are.
    pub contact: Contact,
    /// Everything the contact claims, each with its place.
    pub claims: Vec<Claim>,
    /// Every host the contact showed: of addresses, links and text.
    pub hosts: Vec<SeenHost>,
    /// What it is about.
    pub topic: Topic,
}

impl<'a> Reading<'a> {
    /// Reads a case.
    #[must_use]
    pub fn new(case: &'a Case, reference: &'a Reference) -> Self {
        let sentences = sentences::of(&case.submission);
        let hosts = hosts::of(&case.submission, reference);
        let (contact, claims) = claims::of(case, &sentences, &hosts, reference);
        let names = masking::named(&case.submission, &contact);
        let judged = asks::judge(&sentences, &names, case, reference);
        let (topic, asks, lure) = (judged.topic, judged.asks, judged.lure);
        Self { topic, asks, lure, case, reference, sentences, contact, claims, hosts }
    }

    /// The messages handed in.
    #[must_use]
    pub fn messages(&self) -> &'a [Message] {
        &self.case.submission.messages
    }

    /// The sentence an ask was read from.
    #[must_use]
    pub fn sentence(&self, ask: &Ask) -> Option<&Sentence> {
        self.sentences.get(ask.sentence)
    }

    /// Whether an ask stands in a document (a job description, say) and not in a message to the reader.
    #[must_use]
    pub fn in_document(&self, ask: &Ask) -> bool {
        let artifact = self.sentence(ask).and_then(|s| self.case.submission.artifact(s.fact.source.artifact));
        artifact.is_some_and(|a| a.kind == ArtifactKind::File)
    }

    /// Whether the employee's organisation is in the defence field (by `org.toml`).
    #[must_use]
    pub fn employee_in_defence(&self) -> bool {
        self.case.org.as_ref().is_some_and(|org| {
            matches!(
                org.sector.as_str(),
                "defence" | "defense" | "aerospace" | "shipbuilding" | "semiconductor" | "nuclear"
            )
        })
    }

    /// The organisations the contact claims to work for or recruit for, that the lists know.
    pub fn claimed_organisations(&self) -> impl Iterator<Item = &Organisation> {
        let claimed = self.contact.employers.iter().filter(|e| e.relation != Relation::Mentions);
        claimed.filter_map(|e| e.organisation.as_deref())
    }

    /// When the words at a place were sent, if it is told: the time of the turn, else of the message, else of the last turn
    /// that has one.
    #[must_use]
    pub fn sent(&self, at: &Source) -> Option<Timestamp> {
        let messages = || self.messages().iter().filter(|m| m.artifact == at.artifact);
        let turns = || messages().flat_map(|m| &m.turns);
        let here = |turn: &&Turn| match (&turn.text.source.place, &at.place) {
            (Place::Text { start, end }, Place::Text { start: from, .. }) => (start..end).contains(&from),
            _ => false,
        };
        let turn = turns().find(here).and_then(|turn| turn.at.as_ref()).map(|at| at.value);
        let message = || messages().filter_map(|m| m.date.as_ref()).map(|date| date.value).min();
        turn.or_else(message).or_else(|| turns().filter_map(|turn| turn.at.as_ref()).map(|at| at.value).max())
    }

    /// A source for something that concerns a message as a whole.
    #[must_use]
    pub fn whole(&self, message: &Message) -> Source {
        Source { artifact: message.artifact, place: Place::Whole }
    }
}
