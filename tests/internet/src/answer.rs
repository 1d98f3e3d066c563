//! An answer, and its bytes on the line (RFC 9112).

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::Value;

/// An answer.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Header fields, without those that the body's length and form give.
    pub headers: Vec<(String, String)>,
    /// The media type.
    pub media: String,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// JSON, as services give it.
    #[must_use]
    pub fn json(body: &Value) -> Self {
        Self::of(200, "application/json; charset=utf-8", body.to_string())
    }

    /// JSON that says what was wrong.
    #[must_use]
    pub fn refusal(status: u16, body: &Value) -> Self {
        Self { status, ..Self::json(body) }
    }

    /// Any text.
    #[must_use]
    pub fn of(status: u16, media: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, media: media.to_owned(), body: body.into(), headers: Vec::new() }
    }

    /// The same with a header field more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// What tells this body from another version of it.
    #[must_use]
    pub fn tag(&self) -> String {
        let mut hasher = DefaultHasher::new();
        self.body.hash(&mut hasher);
        format!("\"{:016x}\"", hasher.finish())
    }

    /// Its bytes. To `HEAD`, and with the status 304, there is no body.
    pub(crate) fn bytes(&self, head: bool) -> Vec<u8> {
        let mut text = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        for (name, value) in &self.headers {
            write!(text, "{name}: {value}\r\n").ok();
        }
        if !self.media.is_empty() {
            write!(text, "content-type: {}\r\n", self.media).ok();
        }
        let bare = head || matches!(self.status, 204 | 304);
        if self.status != 304 {
            write!(text, "content-length: {}\r\n", self.body.len()).ok();
        }
        text.push_str("\r\n");
        let mut bytes = text.into_bytes();
        if !bare {
            bytes.extend_from_slice(&self.body);
        }
        bytes
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        302 => "Found",
        304 => "Not Modified",
        403 => "Forbidden",
        404 => "Not Found",
        410 => "Gone",
        421 => "Misdirected Request",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        // LinkedIn's own status for whoever it takes for a program.
        999 => "Request denied",
        _ => "Status",
    }
}
