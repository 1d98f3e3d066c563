//! What the open web says about a question: the only crate that opens outgoing connections.
//!
//! The analyzer says what to ask ([`analyzer::case::Question`]) and who would learn of it; this crate asks, carefully,
//! and answers [`Lookup`]s. Each kind of question is a small module in [`kinds`], which knows no sockets: it asks a
//! [`Web`], behind which is the guarded client, or, in tests, what was recorded.
//!
//! - [`Fetch`] gets one address, [`Names`] asks for DNS records.
//! - [`Desk`] asks the questions of a case, several at once.
//! - [`Services`] are the base addresses of public services, configurable.
//! - [`Answer`] is what a module returns; what failed says why, and never counts against anybody.

mod answer;
mod client;
mod desk;
mod document;
mod domain;
mod fetch;
pub mod kinds;
mod moment;
mod services;
mod settings;
mod shelf;
pub mod warc;

pub use answer::Answer;
pub use client::Client;
pub use desk::{Desk, ask, ask_all};
pub use fetch::{Failure, Fetch, Later, Names, RecordType, Request, Response, Within};
pub use services::Services;
pub use settings::{ForTests, Refresh, Settings};
pub use shelf::{Cached, Exchange, NoShelf, Shelf};

use analyzer::case::Lookup;

/// The outside, as the kinds of look-ups see it.
#[derive(Clone, Copy)]
pub struct Web<'a> {
    /// Gets pages.
    pub fetch: &'a dyn Fetch,
    /// Asks for DNS records.
    pub names: &'a dyn Names,
    /// Where public services are.
    pub services: &'a Services,
}

/// Reads recorded look-ups (`lookups.json`: an array of records). Unknown fields of a record are kept.
///
/// # Errors
/// One line that says where the file is not in the documented form.
pub fn recorded(json: &[u8]) -> Result<Vec<Lookup>, String> {
    serde_json::from_slice(json).map_err(|e| format!("not a list of recorded look-ups: {e}"))
}
