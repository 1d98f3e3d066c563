//! What a sentence asks the reader to do, and whether a message as a whole reads like a lure: a small language model,
//! held in check by rules.

mod commands;
mod features;
mod model;
mod rules;
pub mod training;

pub(crate) use features::ConceptFile;
pub use features::Concepts;
pub use model::{Calibration, Example, Explanation, Lesson, Model, PLAIN, Scale, calibrate, context, train};

use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::reading::{Sentence, Topic};
use crate::reference::Reference;

macro_rules! ask_kinds {
    ($($(#[doc = $doc:literal])* $name:ident = $label:literal),* $(,)?) => {
        /// What a sentence asks for, or says about the offer.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum AskKind { $($(#[doc = $doc])* $name),* }

        impl AskKind {
            /// Every kind, in the order of the model's outputs.
            pub const ALL: &[AskKind] = &[$(AskKind::$name),*];

            /// The label in the training files.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(AskKind::$name => $label),* }
            }
        }
    };
}

ask_kinds! {
    /// Run, build, clone, open in an editor a project or program of the writer's.
    RunCode = "run-code",
    /// Type or paste a command.
    PasteCommand = "paste-command",
    /// Install or have running what the writer supplies.
    Install = "install",
    /// Open, unpack, enable, unlock a file in a special way.
    OpenFile = "open-file",
    /// Switch off or get round protection.
    DisableSecurity = "disable-security",
    /// Give a password or code, log in with handed-out credentials, connect an account, share the screen.
    SignIn = "sign-in",
    /// Tell about the present employer's work.
    InsideInfo = "inside-info",
    /// Say one's clearance.
    Clearance = "clearance",
    /// Name or bring colleagues.
    Colleagues = "colleagues",
    /// Sell expertise on the side: report, paper, call, trip.
    PaidExpertise = "paid-expertise",
    /// Work on the side.
    SideJob = "side-job",
    /// Go on in a private messenger.
    MoveChannel = "move-channel",
    /// Use a private address, phone, computer.
    PersonalContact = "personal-contact",
    /// Keep it from employer, security, family; delete.
    Secrecy = "secrecy",
    /// Send identity papers or bank details before an offer.
    IdentityPapers = "identity-papers",
    /// Pay, buy, receive or pass on money or goods.
    Money = "money",
    /// Hired without interview.
    NoInterview = "no-interview",
    /// Pay out of line, easy money.
    PayBait = "pay-bait",
    /// A deadline.
    Pressure = "pressure",
    /// Dodges a call or video.
    AvoidsVoice = "avoids-voice",
    /// Client not named, nothing to verify.
    VagueClient = "vague-client",
    /// Praise.
    Flattery = "flattery",
    /// About a role, hiring, an application.
    Recruiting = "recruiting",
    /// An honest process step or reassurance.
    Ordinary = "ordinary",
}

impl AskKind {
    /// Whether fulfilling it can harm the reader or the employer.
    #[must_use]
    pub fn harmful(self) -> bool {
        matches!(
            self,
            Self::RunCode
                | Self::PasteCommand
                | Self::Install
                | Self::OpenFile
                | Self::DisableSecurity
                | Self::SignIn
                | Self::InsideInfo
                | Self::Colleagues
                | Self::PaidExpertise
                | Self::IdentityPapers
                | Self::Money
                | Self::Secrecy
        )
    }
}

/// One kind of ask, read from one sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// What is asked.
    pub kind: AskKind,
    /// How probable it is that the sentence asks it, from 0 to 1.
    pub probability: f64,
    /// Index into [`crate::reading::Reading::sentences`].
    pub sentence: usize,
    /// What a rule made sure of, beyond the model.
    pub certain: bool,
}

impl Ask {
    /// Probable enough to be mentioned.
    #[must_use]
    pub fn likely(&self) -> bool {
        self.certain || self.probability >= 0.6
    }
}

/// How a case's words read as a whole.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lure {
    /// How probable it is that these are the words of a lure, from 0 to 1.
    pub probability: f64,
    /// Indices into [`crate::reading::Reading::sentences`] of those that speak most for it, the strongest first.
    pub telling: Vec<usize>,
}

/// The asks of a case, how it reads as a whole, and what it is about.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The asks that are at least possible (0.3), by kind, most probable first.
    pub asks: Vec<Ask>,
    /// How it reads as a whole.
    pub lure: Lure,
    /// The topic.
    pub topic: Topic,
}

/// Judges every sentence, and all of them together.
#[must_use]
pub fn judge(sentences: &[Sentence], case: &Case, reference: &Reference) -> Judged {
    let seen: Vec<_> = sentences
        .iter()
        .map(|s| {
            let seen = reference.model.see(&s.fact.value, &reference.concepts);
            let sums = reference.model.sums(&seen);
            (seen, sums)
        })
        .collect();
    let lure = lure(sentences, &seen, reference);
    let asks = rules::apply(sentences, &seen, lure.probability, reference);
    let topic = rules::topic(sentences, &asks, case);
    Judged { asks, lure, topic }
}

fn lure(sentences: &[Sentence], seen: &[(model::Seen, model::Sums)], reference: &Reference) -> Lure {
    // A subject is often the platform's or a machine's; the words below it are the contact's.
    let (at, body): (Vec<usize>, Vec<_>) = seen
        .iter()
        .enumerate()
        .filter(|(at, _)| sentences.get(*at).is_some_and(|s| s.turn != usize::MAX))
        .map(|(at, s)| (at, s.clone()))
        .unzip();
    if body.is_empty() {
        return Lure::default();
    }
    let (probability, parts) = reference.model.whole(&body);
    let mut telling: Vec<(usize, f64)> = at.into_iter().zip(parts).filter(|(_, adds)| *adds > 0.0).collect();
    telling.sort_by(|a, b| b.1.total_cmp(&a.1));
    Lure { probability, telling: telling.into_iter().map(|(at, _)| at).take(3).collect() }
}
