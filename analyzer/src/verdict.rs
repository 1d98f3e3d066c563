//! From findings to a verdict: points, axes, score, rating. The sum can be redone on paper.

mod advice;
mod age;
mod credentials;
mod wire;

pub use wire::{
    ArtifactLine, AxisLine, CiteLine, ClaimLine, ContactLine, FindingLine, LookupLine, MissingLine, PictureLine,
    PictureNoteLine, StoryLine, Verdict, defang,
};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::case::{ArtifactKind, Case, ContactRole, FileKind, Lang, Place};
use crate::finding::{Axis, Family, Finding, Outcome, Strength, Text};
use crate::reading::{Reading, Topic};
use crate::reference::{Policy, Reference};
use crate::signals::{SIGNALS, Signal};
use crate::{stage, story};

/// What the employee reads first. There is no "safe".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rating {
    /// Nothing here contradicts it.
    Ordinary,
    /// Can't tell from what we have.
    Unknown,
    /// Check first.
    Verify,
    /// Stop, report now.
    Stop,
}

impl Rating {
    /// The words of the rating.
    #[must_use]
    pub fn text(self, topic: Topic) -> Text {
        match self {
            Rating::Stop => Text { en: "Stop – report now", ko: "중단 – 지금 신고하세요" },
            Rating::Verify if topic == Topic::Applicant => {
                Text { en: "Verify identity", ko: "신원을 확인하세요" }
            }
            Rating::Verify => Text { en: "Check first", ko: "먼저 확인하세요" },
            Rating::Unknown => {
                Text { en: "Can't tell from what we have", ko: "받은 자료만으로는 알 수 없습니다" }
            }
            Rating::Ordinary if topic == Topic::Other => Text {
                en: "This isn't about recruiting, and nothing in it contradicts itself",
                ko: "채용에 관한 내용이 아니며, 서로 어긋나는 점은 없습니다",
            },
            Rating::Ordinary if topic == Topic::Applicant => {
                Text { en: "Looks like an ordinary application", ko: "통상적인 지원으로 보입니다" }
            }
            Rating::Ordinary => {
                Text { en: "Looks like ordinary recruiting", ko: "통상적인 채용 연락으로 보입니다" }
            }
        }
    }

    /// The documented exit code of `check`.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        match self {
            Rating::Ordinary => 0,
            Rating::Unknown => 10,
            Rating::Verify => 20,
            Rating::Stop => 30,
        }
    }
}

/// A finding with the signal that made it and what it counts.
pub(crate) struct Weighed {
    pub signal: &'static Signal,
    pub finding: Finding,
    pub points: f64,
    pub counted: bool,
}

/// The sum of an axis.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sum {
    pub points: f64,
    pub probability: f64,
}

/// Judges a case. The same case, lists and version give the same verdict, byte for byte.
#[must_use]
pub fn analyze(case: &Case, reference: &Reference) -> Verdict {
    let reading = Reading::new(case, reference);
    let mut found = Vec::new();
    let mut missing = Vec::new();
    for signal in SIGNALS {
        match (signal.check)(&reading) {
            Outcome::Clear => {}
            Outcome::Found(findings) => {
                found.extend(findings.into_iter().map(|finding| weigh(signal, finding, &reference.policy)))
            }
            Outcome::Missing { why, ask } => missing.push((*signal, why, ask)),
        }
    }
    let sums = add_up(&mut found, &reference.policy);
    let score = 1.0 - sums.values().map(|sum| 1.0 - sum.probability).product::<f64>();
    let coverage = advice::coverage(&reading);
    let rating = rate(&found, score, coverage, &reading);
    found.sort_by(|a, b| {
        b.counted.cmp(&a.counted).then(b.points.total_cmp(&a.points)).then(a.signal.id.cmp(b.signal.id))
    });
    let stage = stage::of(&reading);
    let stories = story::of(&reading, &found);
    wire::verdict(wire::Parts {
        reading: &reading,
        found: &found,
        missing: &missing,
        sums: &sums,
        score,
        coverage,
        rating,
        stage,
        stories,
    })
}

fn weigh(signal: &'static Signal, mut finding: Finding, policy: &Policy) -> Weighed {
    let off_a_picture = finding.off_a_picture();
    if off_a_picture {
        finding.strength = finding.strength.min(Strength::Strong);
    }
    let of_strength = || {
        let own = policy.overrides.get(signal.id).filter(|_| finding.strength != Strength::Reassuring);
        own.or_else(|| policy.points.get(&finding.strength)).copied().unwrap_or(0.0) * finding.probability
    };
    let reassures = finding.strength == Strength::Reassuring;
    let points = if off_a_picture && reassures { 0.0 } else { finding.measured.unwrap_or_else(of_strength) };
    Weighed { signal, points: (points * 10.0).round() / 10.0, finding, counted: false }
}

/// Marks what counts (the strongest of each family on each axis; weak findings up to a cap; reassurance on the
/// identity axis only, down to a floor) and adds it up.
fn add_up(found: &mut [Weighed], policy: &Policy) -> BTreeMap<Axis, Sum> {
    let mut best: BTreeMap<(Axis, Family, bool), usize> = BTreeMap::new();
    for (at, weighed) in found.iter().enumerate() {
        let reassuring = weighed.finding.strength == Strength::Reassuring;
        if reassuring && weighed.signal.axis != Axis::Identity {
            continue;
        }
        let slot = best.entry((weighed.signal.axis, weighed.signal.family, reassuring)).or_insert(at);
        if found.get(*slot).is_some_and(|held| weighed.points.abs() > held.points.abs()) {
            *slot = at;
        }
    }
    let mut sums = BTreeMap::new();
    for axis in [Axis::Identity, Axis::Ask, Axis::Targeting] {
        let mut points = policy.prior.get(&axis).copied().unwrap_or(0.0);
        let (mut weak, mut reassuring) = (0.0, 0.0);
        for ((_, _, _), at) in best.iter().filter(|((a, _, _), _)| *a == axis) {
            let Some(weighed) = found.get_mut(*at) else { continue };
            weighed.counted = true;
            match weighed.finding.strength {
                // What was measured is worth what it is; the cap is for judgements.
                Strength::Weak if weighed.finding.measured.is_none() => weak += weighed.points,
                Strength::Reassuring => reassuring += weighed.points,
                _ => points += weighed.points,
            }
        }
        points += f64::min(weak, policy.weak_cap) + f64::max(reassuring, policy.reassuring_floor);
        sums.insert(axis, Sum { points, probability: 1.0 / (1.0 + 10f64.powf(-points / 10.0)) });
    }
    sums
}

/// The rating. `stop` needs more than a score: a decisive finding; or two strong ones of different families; or a strong
/// one that others bear out, see [`carried`]. `verify` needs at least one that is not weak; quiet with too little read is
/// `unknown`.
fn rate(found: &[Weighed], score: f64, coverage: f64, reading: &Reading<'_>) -> Rating {
    let thresholds = &reading.reference.policy.thresholds;
    let moderate = found.iter().any(|w| w.counted && w.finding.strength >= Strength::Moderate);
    let applicant = reading.case.role == ContactRole::Applicant;
    let harmful_file = found.iter().any(|w| {
        w.counted
            && w.finding.strength == Strength::Decisive
            && matches!(w.signal.family, Family::File | Family::Execution)
    });
    if score >= thresholds.stop && carried(found) && (!applicant || harmful_file) {
        Rating::Stop
    } else if moderate && (score >= thresholds.verify || score >= thresholds.verify_person && of_person(found, reading))
    {
        Rating::Verify
    } else if coverage < thresholds.coverage
        || reading.topic == Topic::Unclear
        || only_announced(reading)
        || only_sketched(reading)
        || nobody_applies(reading)
        || unread_picture(reading)
        || nameless_picture(reading)
        || reading.hosts.iter().any(|host| host.doubtful.is_some())
        || nobody_to_ask(found, reading)
    {
        Rating::Unknown
    } else {
        Rating::Ordinary
    }
}

/// Whether what was found is about the person as such: an applicant, or somebody whose profile was handed in and does not
/// hold against the rest. To check who somebody is costs little, and a profile is handed in for just that.
fn of_person(found: &[Weighed], reading: &Reading<'_>) -> bool {
    reading.case.role == ContactRole::Applicant
        || !reading.case.submission.profiles.is_empty()
            && found
                .iter()
                .filter(|w| w.counted && w.signal.axis == Axis::Identity && w.finding.strength >= Strength::Moderate)
                // A young domain is the firm's, and says nothing about the person.
                .any(|w| w.signal.family != Family::Domain)
}

/// Whether all there is announces a message of the contact's without its words.
fn only_announced(reading: &Reading<'_>) -> bool {
    let messages = reading.messages();
    !messages.is_empty() && messages.iter().all(|m| m.notification.as_ref().is_some_and(|n| !n.has_text))
}

/// Whether an application does not say whose it is.
fn nobody_applies(reading: &Reading<'_>) -> bool {
    let contact = &reading.contact;
    reading.case.role == ContactRole::Applicant
        && contact.names.is_empty()
        && contact.emails.is_empty()
        && contact.phones.is_empty()
}

/// Whether all there is are profiles that name no person, or neither an employer nor a school: nothing there could be
/// wrong.
fn only_sketched(reading: &Reading<'_>) -> bool {
    let profiles = &reading.case.submission.profiles;
    let sketch = |p: &crate::case::Profile| {
        let employed = !p.employers.is_empty() || p.positions.iter().any(|x| x.employer.is_some());
        p.names.is_empty() || !employed && p.schools.iter().all(|s| s.name.is_none())
    };
    reading.sentences.is_empty() && !profiles.is_empty() && profiles.iter().all(sketch)
}

/// Whether a picture was handed in, or the contact's words stand in one, whose text could not be read, or not all of it.
fn unread_picture(reading: &Reading<'_>) -> bool {
    let submission = &reading.case.submission;
    let artifact = |id| submission.artifact(id);
    let handed_in = submission.files.iter().filter(|file| file.kind == FileKind::Picture).filter(|file| {
        artifact(file.name.source.artifact).is_some_and(|a| a.kind == ArtifactKind::File && a.inside.is_none())
    });
    let turns = reading.messages().iter().flat_map(|message| &message.turns);
    let spoken = turns.filter(|turn| matches!(turn.text.source.place, Place::Region { .. }));
    let mut names = handed_in
        .map(|file| file.name.value.as_str())
        .chain(spoken.filter_map(|turn| artifact(turn.text.source.artifact).map(|a| a.name.as_str())));
    names.any(|name| submission.gaps.iter().any(|gap| gap.name == name))
}

/// Whether all there is was cut out of a conversation, without anybody's name, address, number or employer in it: nobody
/// can say whose words these are.
fn nameless_picture(reading: &Reading<'_>) -> bool {
    let mut turns = reading.messages().iter().flat_map(|message| &message.turns).peekable();
    let contact = &reading.contact;
    turns.peek().is_some()
        && turns.all(|turn| matches!(turn.text.source.place, Place::Region { .. }))
        && contact.names.is_empty()
        && contact.emails.is_empty()
        && contact.phones.is_empty()
        && contact.employers.is_empty()
}

/// Whether somebody of a defence firm is approached for a client without a name by somebody whom no list knows: nothing
/// contradicts itself, because nothing can.
fn nobody_to_ask(found: &[Weighed], reading: &Reading<'_>) -> bool {
    reading.employee_in_defence()
        && reading.topic == Topic::Recruiting
        && reading.claimed_organisations().next().is_none()
        && found.iter().any(|w| w.finding.codes.contains(&"CO-2"))
        && found.iter().all(|w| w.finding.strength != Strength::Reassuring)
}

/// Whether the counted findings carry a `stop`: one decisive; two strong; a strong contradiction of identity together
/// with a harmful ask of any certainty; a strong harmful ask with two others beside it; or a strong ask to run something
/// in what reads like a lure as a whole.
fn carried(found: &[Weighed]) -> bool {
    let counted: Vec<&Weighed> =
        found.iter().filter(|w| w.counted && w.finding.strength >= Strength::Moderate).collect();
    let at_least = |strength: Strength| counted.iter().filter(|w| w.finding.strength >= strength).count();
    let strong_on =
        |axis: Axis| counted.iter().any(|w| w.signal.axis == axis && w.finding.strength >= Strength::Strong);
    let harmful =
        counted.iter().any(|w| w.signal.axis == Axis::Ask && !matches!(w.signal.family, Family::Bait | Family::Course));
    at_least(Strength::Decisive) > 0
        || at_least(Strength::Strong) > 1
        || strong_on(Axis::Identity) && harmful
        || strong_on(Axis::Ask) && counted.len() > 2
        || counted.iter().any(|w| w.signal.family == Family::Execution && w.finding.strength >= Strength::Strong)
            && counted.iter().any(|w| w.signal.family == Family::Course)
}

/// The language's own word for a strength.
#[must_use]
pub fn strength_word(strength: Strength, lang: Lang) -> &'static str {
    let text = match strength {
        Strength::Reassuring => Text { en: "reassuring", ko: "안심" },
        Strength::Weak => Text { en: "weak", ko: "약함" },
        Strength::Moderate => Text { en: "moderate", ko: "보통" },
        Strength::Strong => Text { en: "strong", ko: "강함" },
        Strength::Decisive => Text { en: "decisive", ko: "결정적" },
    };
    text.get(lang)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Artifact, ArtifactId, Channel, Fact, FileReport, Gap, Message, Side, Source, Submission, Turn};

    fn judged(words: &str, place: Place, unread: bool) -> Verdict {
        let mut submission = Submission::default();
        let artifact = submission.add_artifact(Artifact::of("a.png", ArtifactKind::File, words.as_bytes()));
        assert_eq!(artifact, ArtifactId(0));
        let source = Source { artifact, place };
        let mut message = Message::new(artifact, Channel::Paste);
        for link in words.split(' ').filter(|w| w.starts_with("https://")) {
            message.links.push(crate::case::Link {
                target: Fact::text(link, source.clone()),
                text: None,
                wrapped_by: None,
                hidden: false,
            });
        }
        message.turns.push(Turn {
            speaker: None,
            side: Side::Contact,
            at: None,
            text: Fact::text(words, source.clone()),
        });
        submission.messages.push(message);
        submission.files.push(FileReport {
            name: Fact::text("a.png", source),
            kind: FileKind::Picture,
            digest: String::new(),
            size: 1,
            traits: Vec::new(),
            urls: Vec::new(),
        });
        if unread {
            submission.gaps.push(Gap { name: "a.png".into(), why: "not read".into(), why_ko: "읽지 못함".into() });
        }
        let case = Case::alone(submission, "2026-05-04T09:00:00Z".parse().unwrap());
        analyze(&case, &Reference::embedded().unwrap())
    }

    const REGION: Place = Place::Region { left: 0, top: 0, width: 10, height: 10 };

    #[test]
    fn nothing_read_off_a_picture_decides_or_reassures() {
        let reference = Reference::embedded().unwrap();
        let weighed = |strength: Strength, places: &[Place]| {
            let cite = |place: &Place| Fact::text("words", Source { artifact: ArtifactId(0), place: place.clone() });
            let finding = Finding::new(&["MS-1"], strength, crate::finding::Says::new("x", "x"), &cite(&places[0]));
            let finding = places.iter().fold(finding, |finding, place| finding.and(&cite(place)));
            let weighed = weigh(SIGNALS[0], finding, &reference.policy);
            (weighed.finding.strength, weighed.points)
        };
        let text = Place::Text { start: 0, end: 5 };
        assert_eq!(weighed(Strength::Decisive, std::slice::from_ref(&text)).0, Strength::Decisive);
        assert_eq!(weighed(Strength::Decisive, &[REGION]).0, Strength::Strong);
        assert_eq!(weighed(Strength::Decisive, &[REGION, text.clone()]).0, Strength::Decisive);
        assert_eq!(weighed(Strength::Moderate, &[REGION]).0, Strength::Moderate);
        assert!(weighed(Strength::Reassuring, &[text]).1 < 0.0);
        assert_eq!(weighed(Strength::Reassuring, &[REGION]).1, 0.0);
    }

    #[test]
    fn a_host_off_a_picture_is_neither_exact_nor_accused_of_a_letter() {
        for host in ["airbus.com", "alrbus.com", "lockheedmartln.com"] {
            let words =
                format!("We are hiring engineers. The role is posted at https://{host} and you can apply there.");
            let verdict = judged(&words, REGION, false);
            assert!(verdict.findings.iter().all(|f| f.signal != "lookalike-domain"), "{host}");
            assert!(verdict.missing.iter().any(|m| m.signal == "lookalike-domain"), "{host}");
            assert_eq!(verdict.rating, Rating::Unknown, "{host}");
        }
        let verdict = judged("We are hiring. Apply at https://airbus-careers.org today.", REGION, false);
        assert!(verdict.findings.iter().any(|f| f.signal == "lookalike-domain"));
    }

    #[test]
    fn a_picture_not_read_is_never_ordinary() {
        let words =
            "Hello Robin, I recruit for Thales in Crawley and would like to talk about a radar systems engineer role.";
        let source = Place::Text { start: 0, end: 10 };
        assert_eq!(judged(words, source, true).rating, Rating::Unknown);
    }
}
