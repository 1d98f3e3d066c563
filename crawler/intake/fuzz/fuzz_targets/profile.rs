//! Profiles: the words of a PDF as poppler prints them, pages, archives, JSON, CVs, tables of an export.
#![no_main]
use intake::{Delivery, InProcess, Isolation, Job, JobKind, Options, read};

/// Answers every question for words with the same bytes.
struct Words<'b>(&'b [u8]);

impl Isolation for Words<'_> {
    fn run(&self, job: &Job, bytes: &[u8]) -> Result<String, String> {
        match job.kind {
            JobKind::PdfWords => Ok(String::from_utf8_lossy(self.0).into_owned()),
            _ => InProcess.run(job, bytes),
        }
    }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let words = Words(bytes);
    let _ = read(&[Delivery::new("Profile.pdf", "%PDF-1.4")], &Options::default(), &words);
    for name in ["a.html", "a.mhtml", "a.json", "a.txt", "a.csv", "a.docx"] {
        let _ = read(&[Delivery::new(name, bytes)], &Options::default(), &words);
    }
    let _ = intake::export::conversations(&[Delivery::new("messages.csv", bytes)]);
});
