//! The wall between us and parsers that are known to panic or hang.

use serde::{Deserialize, Serialize};

/// Work for the other side of the wall.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Job {
    /// What to do.
    pub kind: JobKind,
    /// The name the bytes came with.
    pub name: String,
}

/// What can be done behind the wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JobKind {
    /// Read an Outlook `.msg` into an Internet message; answers [`crate::mail::OutlookItem`] as JSON.
    Outlook,
    /// Look into a file (archive, document, PDF, picture, source tree); answers a list of [`crate::files::Finding`]s as JSON.
    Inspect,
    /// The words of a document (`.docx`, `.odt`, `.hwpx`); answers them as plain text, a line each paragraph.
    DocumentWords,
    /// Make a PNG of a picture in AVIF or HEIC: `heif-convert` of libheif; answers [`crate::picture::converted_job`]'s JSON.
    Convert,
    /// Look at a picture (PNG, JPEG, WebP, GIF, BMP); answers [`crate::picture::Seen`] as JSON.
    Picture,
    /// The words of a PDF with their places: `pdftotext -bbox-layout` of poppler, whose answer is the XHTML it prints.
    PdfWords,
    /// Make a screenshot ready for text recognition; answers [`crate::screenshot::Prepared`] as JSON.
    Screenshot,
    /// The words of a picture (PNG or PNM) with their places: `tesseract` with English and Korean, whose answer is the
    /// table (TSV) it prints.
    Recognise,
    /// The same with Korean alone, which reads Hangul more surely and Latin letters not at all.
    RecogniseHangul,
}

/// Runs a [`Job`] where a panic, a hang or a memory bomb does no harm.
pub trait Isolation {
    /// The job's answer: JSON, or what the system's program printed.
    ///
    /// # Errors
    /// One plain line that says why there is no answer (crashed, out of time, out of memory, malformed input).
    fn run(&self, job: &Job, bytes: &[u8]) -> Result<String, String>;
}

/// Runs jobs in this very process: what the child does, and what tests and benches use.
#[derive(Debug, Clone, Copy, Default)]
pub struct InProcess;

impl Isolation for InProcess {
    fn run(&self, job: &Job, bytes: &[u8]) -> Result<String, String> {
        match job.kind {
            JobKind::Outlook => crate::mail::outlook_job(bytes),
            JobKind::Inspect => crate::files::inspect_job(&job.name, bytes),
            JobKind::DocumentWords => crate::profile::document_job(bytes),
            JobKind::Screenshot => crate::screenshot::job(bytes),
            JobKind::PdfWords | JobKind::Convert | JobKind::Recognise | JobKind::RecogniseHangul => {
                Err("programs of the system are not called here".into())
            }
            JobKind::Picture => crate::picture::picture_job(bytes),
        }
    }
}
