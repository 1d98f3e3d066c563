//! What a sentence asks the reader to do, and whether a message as a whole reads like a lure: a small language model,
//! held in check by rules.

mod commands;
mod course;
mod features;
mod learning;
mod model;
mod money;
mod rules;
pub mod training;

pub(crate) use commands::hides;
pub use course::{Course, Readings};
pub(crate) use features::ConceptFile;
pub use features::Concepts;
pub use learning::{Draw, Example, Lesson, calibrate, train};
pub use model::{Calibration, Explanation, HARM, Model, PLAIN, Scale, Whole, context, odds};

use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::reading::{Sentence, Topic};
use crate::reference::Reference;
use crate::text::masking;

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
    /// Concepts of `phrases.toml` of which one must be near for the reading to be believed in a message that is not
    /// about work: the things that are asked for, or done with. None for what can be said without naming anything.
    #[must_use]
    pub fn anchors(self) -> &'static [&'static str] {
        match self {
            Self::RunCode => &["run", "clone", "project", "software", "command"],
            Self::PasteCommand => &["command", "paste", "run"],
            Self::Install => &["install", "software", "household"],
            Self::OpenFile => &["open", "file", "password"],
            Self::DisableSecurity => &["disable", "protection", "personal"],
            Self::SignIn => &["password", "screen", "identity", "software"],
            Self::InsideInfo => &["employer", "sensitive", "tell"],
            Self::Colleagues => &["colleagues"],
            Self::PaidExpertise => &["pay", "consulting", "travel"],
            Self::SideJob => &["recruit", "easy", "pay", "consulting", "project"],
            Self::MoveChannel => &["messenger", "move"],
            Self::PersonalContact => &["personal"],
            Self::Secrecy => &["secrecy", "never"],
            Self::IdentityPapers => &["identity"],
            Self::Money => &["money", "pay", "identity"],
            Self::NoInterview => &["unseen", "recruit"],
            Self::PayBait => &["easy", "pay"],
            Self::AvoidsVoice => &["novoice", "cannot", "messenger"],
            Self::VagueClient => &["client", "recruit", "secrecy"],
            Self::Clearance | Self::Pressure | Self::Flattery | Self::Recruiting | Self::Ordinary => &[],
        }
    }

    /// Whether it tells something about the writer's intent: any label but those of plain recruiting.
    #[must_use]
    pub fn tells(self) -> bool {
        !matches!(self, Self::Flattery | Self::Recruiting | Self::Ordinary)
    }

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
    /// Whether a word of the thing asked for is near, see [`AskKind::anchors`].
    pub anchored: bool,
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
    /// What that is worth in decibans.
    pub decibans: f64,
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

/// Judges every sentence, and all of them together; the words of `names` are not shown to the model.
#[must_use]
pub fn judge(sentences: &[Sentence], names: &[String], case: &Case, reference: &Reference) -> Judged {
    let model = &reference.model;
    let mut seen = Vec::with_capacity(sentences.len());
    let mut concepts = Vec::with_capacity(sentences.len());
    for sentence in sentences {
        let shown = masking::without(&sentence.folded, names);
        let of_sentence = reference.concepts.of(&shown);
        let features = model.see(&shown, &of_sentence);
        let sums = model.sums(&features);
        seen.push((features, sums));
        concepts.push(of_sentence);
    }
    // A subject is often the platform's or a machine's; the words below it are the contact's.
    let body: Vec<usize> =
        (0..seen.len()).filter(|at| sentences.get(*at).is_some_and(|s| s.turn != usize::MAX)).collect();
    let places: Vec<usize> = if body.is_empty() { (0..seen.len()).collect() } else { body.clone() };
    let shown: Vec<&(model::Seen, model::Sums)> = places.iter().filter_map(|at| seen.get(*at)).collect();
    let message = model.message(&shown);
    let work = model.whole(Whole::Work, &message);
    let mut harm = vec![0.0; seen.len()];
    if !body.is_empty() {
        for (at, probability) in body.iter().zip(model.harm(&shown)) {
            if let Some(slot) = harm.get_mut(*at) {
                *slot = probability;
            }
        }
    }
    let rules::Read { asks, mut labels } = rules::apply(sentences, &concepts, &seen, &harm, reference);
    let of_shown = |all: &[f64]| -> Vec<f64> { places.iter().filter_map(|at| all.get(*at).copied()).collect() };
    let labels: Vec<Vec<f64>> = places.iter().filter_map(|at| labels.get_mut(*at).map(std::mem::take)).collect();
    let readings = Readings::new(model.whole(Whole::Lure, &message), work, &of_shown(&harm), &labels);
    let work = model.about(&readings);
    let lure = if body.is_empty() {
        Lure::default()
    } else {
        let (probability, decibans) = model.course(&readings);
        Lure { probability, decibans, telling: telling(&harm) }
    };
    let topic = rules::topic(sentences, &concepts, &asks, work, case);
    Judged { asks, lure, topic }
}

/// The three sentences where harm is likeliest done, the likeliest first.
fn telling(harm: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..harm.len()).collect();
    let of = |at: &usize| harm.get(*at).copied().unwrap_or(0.0);
    order.sort_by(|a, b| of(b).total_cmp(&of(a)));
    // A second and a third one are shown only if they tell something of their own.
    order.into_iter().enumerate().filter(|(rank, at)| *rank == 0 || of(at) >= 0.3).map(|(_, at)| at).take(3).collect()
}
