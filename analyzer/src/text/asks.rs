//! What a sentence asks the reader to do, and whether a message as a whole reads like a lure: a small language model,
//! held in check by rules.

mod commands;
mod features;
mod model;
mod rules;
pub mod training;

pub(crate) use features::ConceptFile;
pub use features::Concepts;
pub use model::{
    Calibration, Course, Example, Explanation, Lesson, Model, NO_COURSE, PLAIN, Scale, Whole, calibrate, context,
    likeliest, odds, train,
};

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
    /// How probable it is that the words are about work at all, from 0 to 1.
    pub work: f64,
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
    let seen: Vec<_> = sentences
        .iter()
        .map(|s| {
            let seen = reference.model.see(&masking::without(&s.folded, names), &reference.concepts);
            let sums = reference.model.sums(&seen);
            (seen, sums)
        })
        .collect();
    let (whole, parts, work) = whole(sentences, &seen, reference);
    let rules::Read { asks, strongest } = rules::apply(sentences, &seen, whole, reference);
    let lure = lure(whole, work, parts, &asks, &strongest, reference);
    let topic = rules::topic(sentences, &asks, work, case, reference);
    Judged { asks, lure, topic }
}

/// How the body reads as a whole, what each of its sentences adds to that, and how probable it is that it is about work.
fn whole(
    sentences: &[Sentence],
    seen: &[(model::Seen, model::Sums)],
    reference: &Reference,
) -> (f64, Vec<(usize, f64)>, f64) {
    // A subject is often the platform's or a machine's; the words below it are the contact's.
    let body: Vec<usize> =
        (0..seen.len()).filter(|at| sentences.get(*at).is_some_and(|s| s.turn != usize::MAX)).collect();
    let shown: Vec<usize> = if body.is_empty() { (0..seen.len()).collect() } else { body.clone() };
    let message = reference.model.message(shown.iter().filter_map(|at| seen.get(*at)));
    let work = reference.model.whole(Whole::Work, &message).0;
    if body.is_empty() {
        return (0.0, Vec::new(), work);
    }
    let (probability, parts) = reference.model.whole(Whole::Lure, &message);
    (probability, body.into_iter().zip(parts).collect(), work)
}

/// The whole and the asks together. The likeliest harmful asks are the most telling sentences, then those that add most
/// to the whole.
fn lure(
    whole: f64,
    work: f64,
    parts: Vec<(usize, f64)>,
    asks: &[Ask],
    strongest: &[f64],
    reference: &Reference,
) -> Lure {
    if parts.is_empty() {
        return Lure::default();
    }
    let (probability, decibans) = reference.model.course(whole, strongest);
    let mut harmful: Vec<&Ask> = asks.iter().filter(|a| a.kind.harmful() && a.probability >= 0.5).collect();
    harmful.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    let mut adding: Vec<(usize, f64)> = parts.into_iter().filter(|(_, adds)| *adds > 0.0).collect();
    adding.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut telling: Vec<usize> = Vec::new();
    for at in harmful.iter().map(|a| a.sentence).take(2).chain(adding.into_iter().map(|(at, _)| at)) {
        if !telling.contains(&at) && telling.len() < 3 {
            telling.push(at);
        }
    }
    Lure { probability, decibans, work, telling }
}
