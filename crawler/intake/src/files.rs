//! Attachments and repositories, looked into statically. Nothing is ever run.
//!
//! Names and first bytes are judged here. Containers (archives, documents, PDF) are opened behind the wall of an
//! [`Isolation`], because their parsers are the ones that hostile bytes are written for.

mod archive;
mod budget;
mod kind;
mod office;
mod pdf;
mod source;

use analyzer::case::{
    Artifact, ArtifactId, ArtifactKind, Fact, FileKind, FileReport, FileTrait, Gap, Place, Source, Submission,
};
use serde::{Deserialize, Serialize};

use crate::isolation::{Isolation, Job, JobKind};
use crate::{Delivery, mail};
use budget::Budget;

/// What was found about one file, as the child process answers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Path inside the outermost file, joined with `/`; empty for the file itself.
    pub path: String,
    /// What it is by its bytes.
    pub kind: FileKind,
    /// `sha256:…`, empty where it was not unpacked.
    pub digest: String,
    /// Length in bytes.
    pub size: u64,
    /// What stands out, each with the words that show it.
    pub traits: Vec<(FileTrait, String)>,
    /// Addresses inside.
    pub urls: Vec<String>,
    /// Why it could not be looked into further, English and Korean.
    pub unread: Option<(String, String)>,
}

impl Finding {
    fn new(path: &str, name: &str, bytes: &[u8]) -> Self {
        let kind = kind::of(name, bytes);
        let traits = kind::traits(name, bytes, kind);
        let digest = Artifact::of("", ArtifactKind::File, bytes).digest;
        Self { path: path.to_owned(), kind, digest, size: bytes.len() as u64, traits, urls: Vec::new(), unread: None }
    }

    fn note(&mut self, found: FileTrait, quote: impl Into<String>) {
        if self.traits.len() < 40 && !self.traits.iter().any(|(t, _)| *t == found) {
            self.traits.push((found, shorten(&quote.into())));
        }
    }

    fn stopped(&mut self, why: &str, why_ko: &str) {
        self.unread = Some((why.to_owned(), why_ko.to_owned()));
    }
}

/// One line of at most 160 characters, without control characters.
pub(crate) fn shorten(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let joined = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    if joined.chars().count() > 160 { joined.chars().take(159).chain(['…']).collect() } else { joined }
}

/// What is said of a picture whose text nobody reads, in English and in Korean.
pub(crate) const PICTURE: (&str, &str) = (
    "a picture; what is written in it was not read – copy the words, or save the page, and add that",
    "그림 속 글자는 읽지 않았습니다. 글을 복사하거나 페이지를 저장해 함께 제출하세요",
);

/// Whether bytes are a picture.
#[must_use]
pub(crate) fn is_picture(name: &str, bytes: &[u8]) -> bool {
    kind_of(name, bytes) == FileKind::Picture
}

/// What a file is by its bytes, or by its name where they say nothing.
pub(crate) fn kind_of(name: &str, bytes: &[u8]) -> FileKind {
    kind::of(name, bytes)
}

/// A file that was handed in by itself.
#[must_use]
pub fn read(delivery: &Delivery, isolation: &dyn Isolation) -> Submission {
    let mut submission = Submission::default();
    let id = submission.add_artifact(Artifact::of(&delivery.name, ArtifactKind::File, &delivery.bytes));
    let (files, gaps) = look_into(&mail::clean_name(&delivery.name), &delivery.bytes, id, isolation);
    submission.files = files;
    submission.gaps = gaps;
    if let Some(report) = submission.files.first().cloned() {
        crate::profile::read_words(&mut submission, &report, &delivery.bytes, |_| id, isolation);
    }
    submission
}

/// Looks into a file: it, and everything inside it that stands out.
pub fn look_into(
    name: &str,
    bytes: &[u8],
    artifact: ArtifactId,
    isolation: &dyn Isolation,
) -> (Vec<FileReport>, Vec<Gap>) {
    let kind = kind::of(name, bytes);
    let opened =
        matches!(kind, FileKind::Archive | FileKind::OfficeDocument | FileKind::HangulDocument | FileKind::Pdf);
    let findings = if opened {
        let job = Job { kind: JobKind::Inspect, name: name.to_owned() };
        match isolation
            .run(&job, bytes)
            .and_then(|json| serde_json::from_str::<Vec<Finding>>(&json).map_err(|e| e.to_string()))
        {
            Ok(findings) => findings,
            Err(why) => {
                let mut outside = Finding::new("", name, bytes);
                outside.stopped(
                    &format!("looking into it failed: {why}"),
                    &format!("파일을 확인하다가 실패했습니다: {why}"),
                );
                vec![outside]
            }
        }
    } else {
        inspect(name, bytes)
    };
    let mut gaps = Vec::new();
    let mut reports = Vec::new();
    for finding in findings {
        let path = if finding.path.is_empty() { name.to_owned() } else { format!("{name}/{}", finding.path) };
        let source = Source { artifact, place: Place::Member(path.clone()) };
        if finding.kind == FileKind::Picture && finding.path.is_empty() {
            gaps.push(Gap { name: path.clone(), why: PICTURE.0.into(), why_ko: PICTURE.1.into() });
        }
        if let Some((why, why_ko)) = finding.unread {
            gaps.push(Gap { name: path.clone(), why, why_ko });
        }
        reports.push(FileReport {
            name: Fact::text(path, source.clone()),
            kind: finding.kind,
            digest: finding.digest,
            size: finding.size,
            traits: finding.traits.into_iter().map(|(t, quote)| Fact::new(t, quote, source.clone())).collect(),
            urls: finding.urls.into_iter().map(|url| Fact::text(url, source.clone())).collect(),
        });
    }
    (reports, gaps)
}

/// The child's part: answers a list of [`Finding`]s as JSON.
///
/// # Errors
/// If the answer can't be written.
pub fn inspect_job(name: &str, bytes: &[u8]) -> Result<String, String> {
    serde_json::to_string(&inspect(name, bytes)).map_err(|e| e.to_string())
}

fn inspect(name: &str, bytes: &[u8]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut budget = Budget::default();
    visit("", name, bytes, 0, &mut budget, &mut findings);
    findings
}

/// Inspects one file and what is inside it. Members without anything to say are left out, except at the top.
fn visit(path: &str, name: &str, bytes: &[u8], depth: usize, budget: &mut Budget, findings: &mut Vec<Finding>) {
    let mut finding = Finding::new(path, name, bytes);
    let at = findings.len();
    match finding.kind {
        FileKind::Archive => {
            findings.push(finding);
            archive::open(path, bytes, depth, budget, findings, at);
            return;
        }
        FileKind::OfficeDocument | FileKind::HangulDocument => office::inspect(&mut finding, bytes, budget),
        FileKind::Pdf => pdf::inspect(&mut finding, bytes, budget),
        FileKind::Page => source::page(&mut finding, bytes),
        FileKind::Text | FileKind::SourceCode | FileKind::Script => source::inspect(&mut finding, path, name, bytes),
        _ => {}
    }
    if path.is_empty()
        || !finding.traits.is_empty()
        || finding.unread.is_some()
        || !finding.urls.is_empty() && finding.kind != FileKind::SourceCode
    {
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests;
