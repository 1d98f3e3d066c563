//! Rules that hold the sentence model in check, and the topic.
//!
//! The model says how probable a reading is. A rule lifts it to certain where verb, object and direction stand in one
//! sentence, and lowers it where the sentence says the opposite: a warning, a denial, a household product, the
//! reader's own free choice.

use super::commands;
use super::model::{Seen, Sums};
use super::{Ask, AskKind};
use crate::case::{Case, ContactRole};
use crate::reading::{Sentence, Topic};
use crate::reference::Reference;
use crate::text::fold::fold;

/// Below this a reading is not worth keeping.
const FLOOR: f64 = 0.3;

/// The asks of all sentences.
pub(super) fn apply(sentences: &[Sentence], seen: &[(Seen, Sums)], whole: f64, reference: &Reference) -> Vec<Ask> {
    let mut asks = Vec::new();
    for (index, (sentence, (seen, sums))) in sentences.iter().zip(seen).enumerate() {
        let text = &sentence.fact.value;
        let folded = fold(text);
        let concepts = reference.concepts.of(&folded);
        let has = |name: &str| concepts.contains(&name);
        let denied = denies(&folded);
        let probabilities = reference.model.labels(seen, sums, whole);
        let fragment = fragment(&folded);
        for (kind, probability) in AskKind::ALL.iter().copied().zip(probabilities) {
            if fragment && kind != AskKind::Recruiting {
                continue;
            }
            let certain = !denied && certain(kind, &has, &folded);
            let mut probability = if certain { probability.max(0.9) } else { probability };
            if denied && kind.harmful() {
                probability *= 0.3;
            }
            if matches!(kind, AskKind::Install | AskKind::OpenFile) && has("household") && !has("disable") {
                probability *= 0.5;
            }
            if probability >= FLOOR {
                asks.push(Ask { kind, probability, sentence: index, certain });
            }
        }
    }
    asks.sort_by(|a, b| {
        a.kind.cmp(&b.kind).then(b.probability.total_cmp(&a.probability)).then(a.sentence.cmp(&b.sentence))
    });
    asks
}

/// Too few words to ask anything: a name, a button, a heading.
fn fragment(folded: &str) -> bool {
    let words = folded.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count();
    let syllables = folded.chars().filter(|c| crate::text::fold::is_hangul(*c)).count();
    if syllables > 0 { syllables < 4 } else { words < 3 }
}

/// A warning or a denial: "we never ask for payment", "please don't send documents", "비용을 요구하지 않습니다".
fn denies(folded: &str) -> bool {
    const DENIALS: [&str; 40] = [
        "we never", "will never", "never ask", "never request", "never charge", "does not ask", "do not ask",
        "don't ask", "won't ask", "not going to ask", "will not ask", "do not charge", "doesn't charge", "no fee",
        "no fees", "no cost", "free of charge", "please don't send", "please do not send", "please don't share",
        "please do not share", "do not share any", "don't share any", "don't bring", "nothing to install",
        "no need to install", "no download", "no installation", "beware of", "be aware of", "never pay", "요구하지 않",
        "요청하지 않", "받지 않", "보내지 마", "공유하지 마", "설치하실 필요 없", "설치 없이", "말씀하지 않으셔도",
        "공유해 주지 마",
    ];
    const MORE: [&str; 8] = [
        "사칭", "주의하시기", "without sharing", "nothing confidential", "not confidential", "no confidential",
        "기밀은 말씀", "요구하는 경우",
    ];
    DENIALS.iter().chain(&MORE).any(|d| folded.contains(d))
}

/// Verb and object of an ask stand in one sentence that is directed at the reader.
fn certain(kind: AskKind, has: &dyn Fn(&str) -> bool, folded: &str) -> bool {
    let directed = has("please") || imperative(folded);
    match kind {
        AskKind::PasteCommand => {
            commands::shell(folded) || commands::run_box(folded) || has("command") && has("paste") && directed
        }
        AskKind::RunCode => commands::project(folded) || directed && has("run") && has("clone") && !has("household"),
        AskKind::DisableSecurity => has("disable") && has("protection") && directed,
        AskKind::Install => {
            directed
                && has("install")
                && has("software")
                && !has("household")
                && (has("novoice") || folded.contains("our "))
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
        || ["하세요", "하십시오", "해줘", "하시면", "해 주"].iter().any(|e| folded.contains(e))
}

/// What the submission is about.
pub(super) fn topic(sentences: &[Sentence], asks: &[Ask], case: &Case) -> Topic {
    // Paid expertise, a job beside the job and being hired unseen are offers, too.
    let offer = |a: &&Ask| {
        a.kind == AskKind::Recruiting
            || matches!(a.kind, AskKind::PaidExpertise | AskKind::SideJob | AskKind::NoInterview)
                && a.probability >= 0.75
    };
    let recruiting = asks.iter().filter(offer).map(|a| a.probability);
    let strongest = recruiting.clone().fold(0.0, f64::max);
    let many = recruiting.filter(|p| *p >= 0.5).count();
    let body: usize = sentences.iter().filter(|s| s.turn != usize::MAX).map(|s| s.fact.value.chars().count()).sum();
    let share = many as f64 / sentences.len().max(1) as f64;
    if case.role == ContactRole::Applicant {
        return Topic::Applicant;
    }
    if (strongest >= 0.75 && (share >= 0.08 || many >= 2)) || many >= 3 && share >= 0.05 {
        Topic::Recruiting
    } else if body < 60 {
        Topic::Unclear
    } else {
        Topic::Other
    }
}
