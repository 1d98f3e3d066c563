//! Rules that hold the sentence model in check, and the topic.
//!
//! The model says how probable a reading is. A rule lifts it to certain where verb, object and direction stand in one
//! sentence, and lowers it where the sentence says the opposite: a warning, a denial, a household product, the
//! reader's own free choice.

use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

use super::model::{Seen, Sums};
use super::{Ask, AskKind};
use super::{commands, money};
use crate::case::{Case, ContactRole};
use crate::reading::{Sentence, Topic};
use crate::reference::Reference;

/// Below this a reading is not worth keeping.
const FLOOR: f64 = 0.3;

/// How probable a reading is at least that a rule made sure of.
const CERTAIN: f64 = 0.9;

/// What is left of a harmful reading in a sentence that denies it.
const DENIED: f64 = 0.3;

/// What the sentences ask.
pub(super) struct Read {
    /// The asks that are at least possible, by kind, most probable first.
    pub asks: Vec<Ask>,
    /// What the model said of each sentence, before the rules.
    pub labels: Vec<Vec<f64>>,
}

/// The asks of all sentences. `concepts`, `seen` and `harm` have an entry for each.
pub(super) fn apply(
    sentences: &[Sentence],
    concepts: &[Vec<&str>],
    seen: &[(Seen, Sums)],
    harm: &[f64],
    reference: &Reference,
) -> Read {
    let mut asks = Vec::new();
    let mut labels = Vec::with_capacity(harm.len());
    for (index, ((sentence, (seen, sums)), harm)) in sentences.iter().zip(seen).zip(harm).enumerate() {
        let folded = sentence.folded.as_str();
        let has = |name: &str| concepts.get(index).is_some_and(|c| c.contains(&name));
        // "It has to be up by then": what it is stands in the sentence before, or after.
        let near = concepts.get(index.saturating_sub(1)..(index + 2).min(concepts.len())).unwrap_or_default();
        let near_has = |name: &str| near.iter().any(|c| c.contains(&name));
        let denied = denies(folded);
        let probabilities = reference.model.labels(seen, sums, *harm);
        let fragment = fragment(folded);
        for (kind, probability) in AskKind::ALL.iter().copied().zip(probabilities.iter().copied()) {
            if fragment && kind != AskKind::Recruiting {
                continue;
            }
            let certain = !denied && certain(kind, &has, folded);
            let mut probability = if certain { probability.max(CERTAIN) } else { probability };
            if denied && kind.harmful() {
                probability *= DENIED;
            }
            let anchors = kind.anchors();
            let anchored = anchors.is_empty() || anchors.iter().any(|a| near_has(a));
            if matches!(kind, AskKind::Install | AskKind::OpenFile) && has("household") && !has("disable") {
                probability *= 0.5;
            }
            if probability >= FLOOR {
                asks.push(Ask { kind, probability, sentence: index, certain, anchored });
            }
        }
        labels.push(probabilities);
    }
    asks.sort_by(|a, b| {
        a.kind.cmp(&b.kind).then(b.probability.total_cmp(&a.probability)).then(a.sentence.cmp(&b.sentence))
    });
    Read { asks, labels }
}

/// Too few words to ask anything: a name, a button, a heading.
fn fragment(folded: &str) -> bool {
    let words = folded.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count();
    let syllables = folded.chars().filter(|c| crate::text::fold::is_hangul(*c)).count();
    if syllables > 0 { syllables < 4 } else { words < 3 }
}

/// Warnings and denials: "we never ask for payment", "please don't send documents", "비용을 요구하지 않습니다".
const DENIALS: [&str; 48] = [
    "we never", "will never", "never ask", "never request", "never charge", "does not ask", "do not ask", "don't ask",
    "won't ask", "not going to ask", "will not ask", "do not charge", "doesn't charge", "no fee", "no fees", "no cost",
    "free of charge", "please don't send", "please do not send", "please don't share", "please do not share",
    "do not share any", "don't share any", "don't bring", "nothing to install", "no need to install", "no download",
    "no installation", "beware of", "be aware of", "never pay", "요구하지 않", "요청하지 않", "받지 않", "보내지 마",
    "공유하지 마", "설치하실 필요 없", "설치 없이", "말씀하지 않으셔도", "공유해 주지 마", "사칭", "주의하시기",
    "without sharing", "nothing confidential", "not confidential", "no confidential", "기밀은 말씀", "요구하는 경우",
];

static DENIAL: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(DENIALS).ok());

/// Whether a sentence is a warning or a denial.
fn denies(folded: &str) -> bool {
    DENIAL.as_ref().is_some_and(|denial| denial.is_match(folded))
}

/// Verb and object of an ask stand in one sentence that is directed at the reader.
fn certain(kind: AskKind, has: &dyn Fn(&str) -> bool, folded: &str) -> bool {
    let directed = || has("please") || imperative(folded);
    match kind {
        AskKind::PasteCommand => {
            commands::shell(folded) || commands::run_box(folded) || has("command") && has("paste") && directed()
        }
        AskKind::Money => money::mule(folded) || money::deposit(folded) || money::only_an_account(folded),
        AskKind::RunCode => {
            commands::project(folded)
                || commands::keys(folded)
                || has("run") && has("clone") && !has("household") && directed()
        }
        AskKind::DisableSecurity => commands::overrides(folded) || has("disable") && has("protection") && directed(),
        AskKind::Install => {
            has("install")
                && has("software")
                && !has("household")
                && (has("novoice") || folded.contains("our "))
                && directed()
        }
        _ => false,
    }
}

/// Begins with a verb, or tells the reader what to do next.
fn imperative(folded: &str) -> bool {
    const VERBS: [&str; 24] = [
        "run ", "open ", "clone ", "install ", "download ", "copy ", "paste ", "turn ", "disable ", "then ", "just ",
        "first ", "next ", "press ", "click ", "type ", "use ", "start ", "send ", "unzip ", "extract ", "launch ",
        "double", "go ",
    ];
    let start = folded.trim_start_matches(|c: char| !c.is_alphabetic());
    VERBS.iter().any(|v| start.starts_with(v))
        || ["하세요", "하십시오", "해줘", "하시면", "해 주"]
            .iter()
            .any(|e| folded.replace("안녕하세요", "").contains(e))
}

/// Probability of being about work from which a message is, if a sentence of it speaks of an offer.
const WORK: f64 = 0.8;

/// The same if a sentence does so beyond doubt.
const SCARCELY_WORK: f64 = 0.5;

/// The same from which no word of hiring is needed: small talk of a headhunter, an adviser's invitation.
const PLAINLY_WORK: f64 = 0.96;

/// What the submission is about: work, if the words as a whole say so and at least one sentence makes an offer or speaks
/// of hiring; nobody can tell from a few words.
pub(super) fn topic(sentences: &[Sentence], concepts: &[Vec<&str>], asks: &[Ask], work: f64, case: &Case) -> Topic {
    if case.role == ContactRole::Applicant {
        return Topic::Applicant;
    }
    // The model's word for it and a word of hiring, or of paid knowledge, in one sentence.
    let offer = |least: f64| {
        asks.iter().any(|a| {
            let anchors: &[&str] = match a.kind {
                AskKind::Recruiting | AskKind::NoInterview => &["recruit"],
                AskKind::PaidExpertise => &["pay", "consulting", "travel"],
                AskKind::SideJob | AskKind::PayBait => &["recruit", "easy", "pay"],
                _ => return false,
            };
            let named = concepts.get(a.sentence).map(Vec::as_slice).unwrap_or_default();
            a.probability >= least && anchors.iter().any(|anchor| named.contains(anchor))
        })
    };
    let body: usize = sentences.iter().filter(|s| s.turn != usize::MAX).map(|s| s.fact.value.chars().count()).sum();
    if work >= PLAINLY_WORK || work >= WORK && offer(0.6) || work >= SCARCELY_WORK && offer(0.95) {
        Topic::Recruiting
    } else if body < 60 {
        Topic::Unclear
    } else {
        Topic::Other
    }
}
