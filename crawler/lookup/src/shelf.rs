//! What is kept of what was asked: a cache, and the evidence. The program keeps both in its store.

use std::net::IpAddr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A stored answer that may spare a request, or make it a conditional one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cached {
    /// When it came.
    pub at: Timestamp,
    /// Its status.
    pub status: u16,
    /// The address that answered.
    pub url: String,
    /// Header fields, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, decompressed.
    pub body: Vec<u8>,
    /// What the cache needs to know about its freshness, in the cache's own form.
    pub policy: serde_json::Value,
}

/// One exchange with a host, exactly as it went over the line: evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The address.
    pub url: String,
    /// Whom the connection reached; none through a proxy.
    pub address: Option<IpAddr>,
    /// When the request left.
    pub at: Timestamp,
    /// Request line and header fields.
    pub request: Vec<u8>,
    /// Status line and header fields.
    pub response: Vec<u8>,
    /// The body, its transfer and content encodings taken off.
    pub body: Vec<u8>,
}

/// Keeps what was asked. All of it is called from several threads.
pub trait Shelf: Send + Sync {
    /// The stored answer to a request.
    fn cached(&self, key: &str) -> Option<Cached>;
    /// Stores an answer for the next time.
    fn cache(&self, key: &str, answer: &Cached);
    /// Keeps an exchange as evidence.
    fn keep(&self, exchange: &Exchange);
}

/// Keeps nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoShelf;

impl Shelf for NoShelf {
    fn cached(&self, _key: &str) -> Option<Cached> {
        None
    }

    fn cache(&self, _key: &str, _answer: &Cached) {}

    fn keep(&self, _exchange: &Exchange) {}
}
