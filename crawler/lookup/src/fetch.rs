//! The two ways out, as interfaces: one address fetched, one name resolved.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use analyzer::case::Audience;
use jiff::Timestamp;
use url::Url;

/// A value that comes later.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Hosts that a request may reach, redirects included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Within {
    /// These hosts and what is below them.
    Hosts(Vec<String>),
    /// The host of the address itself and what shares its registrable domain.
    SameSite,
}

/// One request. Nothing in it tells who asks, but for the operator's own user agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The address.
    pub url: Url,
    /// Who learns of it; the client refuses [`Audience::Contact`] unless the operator allowed it.
    pub audience: Audience,
    /// Where redirects may lead.
    pub within: Within,
    /// Media type asked for.
    pub accept: &'static str,
    /// Posted as JSON, where a public service wants it so; otherwise it is a GET.
    pub json: Option<String>,
    /// Whether robots.txt is asked first: for pages, not for interfaces made for programs.
    pub robots: bool,
}

impl Request {
    /// A request to an interface made for programs, on the host of its base address alone.
    #[must_use]
    pub fn service(url: Url) -> Self {
        Self {
            url,
            audience: Audience::Public,
            within: Within::SameSite,
            accept: "application/json",
            json: None,
            robots: false,
        }
    }

    /// A page of an employer's own site.
    #[must_use]
    pub fn page(url: Url, audience: Audience) -> Self {
        Self {
            url,
            audience,
            within: Within::SameSite,
            accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
            json: None,
            robots: true,
        }
    }

    /// The same with a body of JSON, posted.
    #[must_use]
    pub fn posting(mut self, json: impl Into<String>) -> Self {
        self.json = Some(json.into());
        self
    }

    /// The same with another media type asked for.
    #[must_use]
    pub fn accepting(mut self, accept: &'static str) -> Self {
        self.accept = accept;
        self
    }
}

/// What came back, decompressed and bounded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The address that answered, after redirects.
    pub url: Url,
    /// The status, whatever it is: 404 is an answer, too.
    pub status: u16,
    /// Header fields, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, decompressed.
    pub body: Vec<u8>,
    /// When it came.
    pub at: Timestamp,
}

impl Response {
    /// The first header field of a name (in lower case).
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The media type as told, without its parameters, in lower case.
    #[must_use]
    pub fn media_type(&self) -> Option<String> {
        self.header("content-type")?.split(';').next().map(|told| told.trim().to_ascii_lowercase())
    }

    /// Whether the status says that it was found.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// [`Failure::Malformed`] if it isn't.
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T, Failure> {
        serde_json::from_slice(&self.body)
            .map_err(|e| Failure::Malformed(format!("{} answered no JSON of the documented form ({e})", self.host())))
    }

    /// The body as text: UTF-8, what isn't replaced.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The host that answered.
    #[must_use]
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }
}

/// Why nothing came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Everything is off (`--offline`).
    Offline,
    /// It would tell the contact, and the operator did not allow that.
    TellsContact(String),
    /// The address or what it leads to isn't to be visited: private or local addresses, other ports and schemes, hosts
    /// outside of what was asked.
    Forbidden(String),
    /// robots.txt asks programs to stay away.
    Robots(String),
    /// The host asks to be left alone for so long.
    Wait(String, Duration),
    /// No such name.
    NoName(String),
    /// Too slow.
    TimedOut(String),
    /// More than is read: bytes, headers, redirects.
    TooMuch(String),
    /// The connection, its certificate or the protocol.
    Broken(String),
    /// An answer of another form than documented.
    Malformed(String),
    /// A status that is no answer to the question.
    Status(String, u16),
}

impl Failure {
    /// Whether nothing was asked at all, on purpose.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        matches!(self, Failure::Offline | Failure::TellsContact(_) | Failure::Forbidden(_) | Failure::Robots(_))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Offline => f.write_str("offline: nothing was asked"),
            Failure::TellsContact(host) => write!(f, "asking {host} would tell the contact; it was not asked"),
            Failure::Forbidden(why) | Failure::TooMuch(why) | Failure::Broken(why) | Failure::Malformed(why) => {
                f.write_str(why)
            }
            Failure::Robots(host) => write!(f, "robots.txt of {host} asks programs to stay away"),
            Failure::Wait(host, time) => write!(f, "{host} asks to be left alone for {} s", time.as_secs()),
            Failure::NoName(host) => write!(f, "there is no such name: {host}"),
            Failure::TimedOut(host) => write!(f, "{host} took too long"),
            Failure::Status(host, status) => write!(f, "{host} answered with status {status}"),
        }
    }
}

impl std::error::Error for Failure {}

/// Gets one address.
pub trait Fetch: Send + Sync {
    /// What the address answers, or why nothing came back. A status such as 404 is an answer.
    fn get(&self, request: Request) -> Later<'_, Result<Response, Failure>>;
}

/// Kinds of DNS records that are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RecordType {
    /// Addresses, of either version.
    Address,
    /// Mail servers, most preferred first.
    Mx,
    /// Name servers.
    Ns,
    /// Texts, each record's strings joined.
    Txt,
}

/// Asks for DNS records.
pub trait Names: Send + Sync {
    /// The records of a name: host names without the last dot, texts, addresses. No such name, or none of the type, is an
    /// empty list.
    fn records<'a>(&'a self, name: &'a str, of: RecordType) -> Later<'a, Result<Vec<String>, Failure>>;
}
