//! Bytes in, a [`Submission`] out.
//!
//! Intake opens no socket, no file and no database, and doesn't panic on any input. Formats whose parsers are known
//! to panic or hang are handed to an [`Isolation`], which the program implements with a child process of its own;
//! everything else is read here.
//!
//! ```
//! use intake::{Delivery, InProcess, Options, read};
//!
//! let paste = Delivery::new("paste.txt", "Hello, we are hiring a systems engineer.");
//! let submission = read(&[paste], &Options::default(), &InProcess).unwrap();
//! assert_eq!(submission.messages.len(), 1);
//! ```

pub mod card;
pub mod export;
pub mod files;
pub mod mail;
pub mod picture;
pub mod screenshot;
pub mod thread;

mod isolation;
mod profile;
mod sniff;

pub use isolation::{InProcess, Isolation, Job, JobKind};
pub use sniff::{Format, sniff};

use analyzer::case::{Gap, Lookup, Submission};

/// One thing a person handed in: a name and its untouched bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The name it came with; hostile text, never used as a path.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Whether the bytes are the address of a public profile that the user wants to be asked for, and nothing else.
    pub is_address: bool,
}

impl Delivery {
    /// A named piece of bytes.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into(), is_address: false }
    }

    /// The address of a public profile.
    pub fn address(url: impl Into<String>) -> Self {
        let url = url.into();
        Self { name: url.clone(), bytes: url.into_bytes(), is_address: true }
    }
}

/// What intake needs to know besides the bytes.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Recorded look-ups; DKIM keys among them let signatures be verified again.
    pub lookups: Vec<Lookup>,
    /// Names of the employee, so that their own turns in a thread are told from the contact's.
    pub own_names: Vec<String>,
    /// Domains of the employee's organisation: its forwarders and its trusted receiving systems.
    pub own_domains: Vec<String>,
}

/// Why nothing at all could be read. The text says what is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Which delivery.
    pub name: String,
    /// What was wrong and what to do, one line of English.
    pub why: String,
    /// The same in Korean.
    pub why_ko: String,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.name, self.why)
    }
}

impl std::error::Error for Refusal {}

/// Largest delivery that is read; larger ones are refused with advice.
pub const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Reads everything a person handed in together as one submission.
///
/// # Errors
/// Only if *none* of the deliveries could be read; what is merely partly readable is judged on what could be read,
/// and the rest stands in [`Submission::gaps`].
pub fn read(deliveries: &[Delivery], options: &Options, isolation: &dyn Isolation) -> Result<Submission, Refusal> {
    let mut submission = Submission::default();
    let mut refusals = Vec::new();
    // The tables of an export explain each other.
    let (tables, others) = export::part(deliveries);
    if !tables.is_empty() {
        submission.merge(export::read(&tables, options));
    }
    for delivery in others {
        match read_one(delivery, options, isolation) {
            Ok(part) => submission.merge(part),
            Err(refusal) => refusals.push(refusal),
        }
    }
    if submission.artifacts.is_empty() {
        return Err(refusals.into_iter().next().unwrap_or_else(|| Refusal {
            name: "input".into(),
            why: "nothing was handed in; name a file, a folder, or - for standard input".into(),
            why_ko: "받은 자료가 없습니다. 파일, 폴더 또는 표준 입력(-)을 지정하세요".into(),
        }));
    }
    profile::drop_repeated(&mut submission);
    submission.gaps.extend(refusals.into_iter().map(|r| Gap { name: r.name, why: r.why, why_ko: r.why_ko }));
    Ok(submission)
}

fn read_one(delivery: &Delivery, options: &Options, isolation: &dyn Isolation) -> Result<Submission, Refusal> {
    let refuse = |why: &str, why_ko: &str| {
        Err(Refusal { name: delivery.name.clone(), why: why.to_owned(), why_ko: why_ko.to_owned() })
    };
    if delivery.bytes.is_empty() {
        return refuse("the file is empty; save or copy it again", "파일이 비어 있습니다. 다시 저장하거나 복사하세요");
    }
    if delivery.is_address {
        return Ok(profile::at_address(&delivery.name));
    }
    if delivery.bytes.len() as u64 > MAX_BYTES {
        return refuse(
            "larger than 64 MiB; hand in the message alone, or a smaller export",
            "64MiB보다 큽니다. 메시지만 따로 저장해 제출하세요",
        );
    }
    match sniff(&delivery.name, &delivery.bytes) {
        Format::Mail => mail::read(delivery, options, isolation),
        Format::OutlookMessage => mail::read_outlook(delivery, options, isolation),
        Format::Calendar | Format::BusinessCard => card::read(delivery, options),
        Format::Page | Format::WebArchive | Format::Json => match profile::read(delivery) {
            Some((submission, true)) => Ok(submission),
            // The page tells of a person, and of other things.
            Some((told, false)) => thread::read(delivery, options).map(|mut submission| {
                submission.profiles.extend(told.profiles);
                submission
            }),
            None => thread::read(delivery, options),
        },
        Format::Text => thread::read(delivery, options),
        Format::Other if files::is_picture(&delivery.name, &delivery.bytes) => {
            Ok(screenshot::read(delivery, options, isolation))
        }
        Format::Other => Ok(files::read(delivery, isolation)),
    }
}
