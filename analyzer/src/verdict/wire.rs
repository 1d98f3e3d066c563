//! The verdict as others read it: `bonafide/verdict/1`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::{Rating, Sum, Weighed, advice};
use crate::case::{Fact, Lang, Lookup, LookupResult, Picture, PictureNote};
use crate::finding::{Axis, Cite, Family, Strength, Text};
use crate::reading::{Reading, Topic};
use crate::signals::Signal;
use crate::stage::Stage;
use crate::story::Story;
use crate::text::claims::{Claim, SaidIn};

/// A verdict, version 1. Its fields are a contract.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the contract's own names")]
pub struct Verdict {
    pub schema: String,
    pub rating: Rating,
    pub score: f64,
    pub axes: BTreeMap<Axis, AxisLine>,
    pub coverage: f64,
    pub topic: Topic,
    pub stage: Stage,
    pub stories: Vec<StoryLine>,
    pub contact: ContactLine,
    /// Everything the contact claims, each with its places.
    #[serde(default)]
    pub claims: Vec<ClaimLine>,
    /// The pictures handed in, and what their files say.
    #[serde(default)]
    pub pictures: Vec<PictureLine>,
    pub findings: Vec<FindingLine>,
    pub missing: Vec<MissingLine>,
    pub next_steps: Vec<String>,
    /// The question whose answer would change the verdict most.
    pub settles: String,
    pub artifacts: Vec<ArtifactLine>,
    /// What was asked outside, where and when, and what was deliberately not asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lookups: Vec<LookupLine>,
    pub as_of: Timestamp,
    pub engine: String,
    pub reference: String,
    pub lang: Lang,
}

/// An axis's sum.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the contract's own names")]
pub struct AxisLine {
    pub prior: f64,
    pub points: f64,
    pub probability: f64,
}

/// A course of events that the findings fit, with ATT&CK ids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the contract's own names")]
pub struct StoryLine {
    pub id: String,
    pub text: String,
    pub attack: Vec<String>,
}

/// Who the contact says they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the contract's own names")]
pub struct ContactLine {
    pub names: Vec<String>,
    pub employers: Vec<String>,
    pub roles: Vec<String>,
    pub emails: Vec<String>,
    pub phones: Vec<String>,
    pub handles: Vec<String>,
    pub domains: Vec<String>,
    pub profile_urls: Vec<String>,
}

/// A claim of the contact's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the contract's own names")]
pub struct ClaimLine {
    pub kind: String,
    pub value: String,
    pub said_in: SaidIn,
    pub cites: Vec<CiteLine>,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the contract's own names")]
pub struct PictureLine {
    pub name: String,
    pub width: u32,
    pub height: u32,
    pub faces: usize,
    pub notes: Vec<PictureNoteLine>,
}

/// What a picture's file says of its making.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the contract's own names")]
pub struct PictureNoteLine {
    pub note: PictureNote,
    pub quote: String,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the contract's own names")]
pub struct FindingLine {
    pub signal: String,
    pub codes: Vec<String>,
    pub axis: Axis,
    pub family: Family,
    pub strength: Strength,
    pub points: f64,
    pub counted: bool,
    pub claim: String,
    /// Why it matters, and where honest recruiters do the same.
    pub why: String,
    pub cites: Vec<CiteLine>,
}

/// A quotation with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the contract's own names")]
pub struct CiteLine {
    pub artifact: String,
    pub name: String,
    pub place: String,
    pub quote: String,
}

/// What could not be checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the contract's own names")]
pub struct MissingLine {
    pub signal: String,
    pub why: String,
    pub ask: String,
}

/// An artifact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the contract's own names")]
pub struct ArtifactLine {
    pub digest: String,
    pub name: String,
    pub kind: crate::case::ArtifactKind,
    pub size: u64,
}

/// One question to the open web, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the contract's own names")]
pub struct LookupLine {
    pub kind: String,
    pub subject: String,
    pub result: LookupResult,
    pub asked_at: Option<Timestamp>,
    /// The addresses that were asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<String>,
    /// Why it failed or was not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

pub(super) struct Parts<'p, 'c> {
    pub reading: &'p Reading<'c>,
    pub found: &'p [Weighed],
    pub missing: &'p [(&'static Signal, Text, Text)],
    pub sums: &'p BTreeMap<Axis, Sum>,
    pub score: f64,
    pub coverage: f64,
    pub rating: Rating,
    pub stage: Stage,
    pub stories: Vec<Story>,
}

pub(super) fn verdict(parts: Parts<'_, '_>) -> Verdict {
    let reading = parts.reading;
    let case = reading.case;
    let lang = case.lang;
    let policy = &reading.reference.policy;
    let findings = parts.found.iter().map(|weighed| finding_line(weighed, reading)).collect();
    let mut missing: Vec<MissingLine> = parts
        .missing
        .iter()
        .map(|(signal, why, ask)| MissingLine {
            signal: signal.id.to_owned(),
            why: why.get(lang).to_owned(),
            ask: ask.get(lang).to_owned(),
        })
        .collect();
    missing.extend(case.submission.gaps.iter().map(|gap| MissingLine {
        signal: "unreadable".to_owned(),
        why: match lang {
            Lang::En => format!("{}: {}", gap.name, gap.why),
            Lang::Ko => format!("{}: {}", gap.name, gap.why_ko),
        },
        ask: Text { en: "hand it in again in another form", ko: "다른 형식으로 다시 제출하세요" }.get(lang).to_owned(),
    }));
    Verdict {
        schema: "bonafide/verdict/1".to_owned(),
        rating: parts.rating,
        score: round(parts.score, 4),
        axes: parts
            .sums
            .iter()
            .map(|(axis, sum)| {
                let prior = policy.prior.get(axis).copied().unwrap_or(0.0);
                (*axis, AxisLine { prior, points: round(sum.points, 2), probability: round(sum.probability, 4) })
            })
            .collect(),
        coverage: round(parts.coverage, 2),
        topic: reading.topic,
        stage: parts.stage,
        stories: parts
            .stories
            .iter()
            .map(|story| StoryLine {
                id: story.id.to_owned(),
                text: story.text.get(lang).to_owned(),
                attack: story.attack.iter().map(|id| (*id).to_owned()).collect(),
            })
            .collect(),
        contact: contact_line(reading),
        claims: reading.claims.iter().map(|claim| claim_line(claim, reading)).collect(),
        pictures: case.submission.pictures.iter().map(picture_line).collect(),
        findings,
        missing,
        next_steps: advice::next_steps(reading, parts.rating, parts.found),
        settles: advice::settles(reading, parts.rating, parts.found),
        artifacts: case
            .submission
            .artifacts
            .iter()
            .map(|a| ArtifactLine { digest: a.digest.clone(), name: a.name.clone(), kind: a.kind, size: a.size })
            .collect(),
        lookups: case.lookups.iter().map(lookup_line).collect(),
        as_of: case.as_of,
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        reference: reading.reference.digest().to_owned(),
        lang,
    }
}

fn finding_line(weighed: &Weighed, reading: &Reading<'_>) -> FindingLine {
    let lang = reading.case.lang;
    FindingLine {
        signal: weighed.signal.id.to_owned(),
        codes: weighed.finding.codes.iter().map(|code| (*code).to_owned()).collect(),
        axis: weighed.signal.axis,
        family: weighed.signal.family,
        strength: weighed.finding.strength,
        points: weighed.points,
        counted: weighed.counted,
        claim: weighed.finding.claim.get(lang).to_owned(),
        why: weighed.signal.why.get(lang).to_owned(),
        cites: weighed.finding.cites().iter().map(|cite| cite_line(cite, reading)).collect(),
    }
}

fn cite_line(cite: &Cite, reading: &Reading<'_>) -> CiteLine {
    let artifact = reading.case.submission.artifact(cite.source.artifact);
    CiteLine {
        artifact: artifact.map(|a| a.digest.clone()).unwrap_or_default(),
        name: artifact.map(|a| a.name.clone()).unwrap_or_default(),
        place: cite.source.place.to_string(),
        quote: cite.quote.clone(),
    }
}

fn claim_line(claim: &Claim, reading: &Reading<'_>) -> ClaimLine {
    ClaimLine {
        kind: claim.value.kind().to_owned(),
        value: claim.value.to_string(),
        said_in: claim.said_in,
        cites: vec![cite_line(&Cite::from(&claim.fact), reading)],
    }
}

fn picture_line(picture: &Picture) -> PictureLine {
    PictureLine {
        name: picture.name.value.clone(),
        width: picture.width,
        height: picture.height,
        faces: picture.faces.len(),
        notes: picture
            .notes
            .iter()
            .map(|note| PictureNoteLine { note: note.value, quote: note.quote.clone() })
            .collect(),
    }
}

fn contact_line(reading: &Reading<'_>) -> ContactLine {
    let contact = &reading.contact;
    ContactLine {
        names: values(&contact.names),
        employers: contact.employers.iter().map(|e| e.name.value.clone()).collect::<Vec<_>>().tap_unique(),
        roles: values(&contact.roles),
        emails: values(&contact.emails),
        phones: contact.phones.iter().map(|p| p.value.canonical().to_owned()).collect::<Vec<_>>().tap_unique(),
        handles: values(&contact.handles),
        domains: values(&contact.domains),
        profile_urls: values(&contact.profile_urls),
    }
}

fn lookup_line(lookup: &Lookup) -> LookupLine {
    LookupLine {
        kind: lookup.kind.clone(),
        subject: lookup.subject.clone(),
        result: lookup.result,
        asked_at: lookup.asked_at,
        asked: lookup.asked.clone(),
        why: lookup.why.clone(),
    }
}

fn values(facts: &[Fact<String>]) -> Vec<String> {
    facts.iter().map(|fact| fact.value.clone()).collect::<Vec<_>>().tap_unique()
}

trait TapUnique {
    /// Without repetitions, in order.
    fn tap_unique(self) -> Self;
}

impl TapUnique for Vec<String> {
    fn tap_unique(mut self) -> Self {
        let mut seen = std::collections::BTreeSet::new();
        self.retain(|value| seen.insert(value.clone()));
        self
    }
}

fn round(value: f64, digits: i32) -> f64 {
    let scale = 10f64.powi(digits);
    (value * scale).round() / scale
}

/// Takes the edge off links and addresses that the contact wrote: `hxxps://evil[.]example`, `name[@]evil[.]example`.
/// Only hosts are changed; prose keeps its full stops.
#[must_use]
pub fn defang(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for (at, word) in text.split_inclusive(|c: char| c.is_whitespace()).enumerate() {
        let _ = at;
        let bare = word.trim_end();
        let tail = word.get(bare.len()..).unwrap_or("");
        if looks_like_address(bare) {
            let inner = bare.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '”', '’', '>']);
            let after = bare.get(inner.len()..).unwrap_or("");
            out.push_str(
                &inner
                    .replace("https://", "hxxps://")
                    .replace("http://", "hxxp://")
                    .replace('@', "[@]")
                    .replace('.', "[.]"),
            );
            out.push_str(after);
        } else {
            out.push_str(bare);
        }
        out.push_str(tail);
    }
    out
}

fn looks_like_address(word: &str) -> bool {
    let core = word.trim_matches(|c: char| !c.is_alphanumeric());
    if core.contains("://") || (core.contains('@') && core.contains('.')) {
        return true;
    }
    let host = core.split('/').next().unwrap_or("");
    host.split('.').count() > 1
        && host.split('.').all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'))
        && host.rsplit('.').next().is_some_and(|tld| tld.len() >= 2 && tld.chars().all(char::is_alphabetic))
        && !host.chars().all(|c| c.is_ascii_digit() || c == '.')
}

#[cfg(test)]
mod tests {
    use super::defang;

    #[test]
    fn links_lose_their_edge_and_prose_does_not() {
        assert_eq!(
            defang("See https://evil.example/a.zip, or mail x@evil.example. Thanks."),
            "See hxxps://evil[.]example/a[.]zip, or mail x[@]evil[.]example. Thanks."
        );
        assert_eq!(defang("v2.1 costs 3.50 e.g. here"), "v2.1 costs 3.50 e.g. here");
    }
}
