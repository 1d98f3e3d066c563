//! The records of look-ups, as `lookups.json` documents them. They come from outside: a field of another form is as if it
//! weren't told, and lists are bounded.

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::case::QuestionKind;

/// Most values of a list that are read.
const MOST: usize = 500;

/// What came back of a kind of look-up.
pub trait Record: DeserializeOwned + Default {
    /// The word of the kind.
    const KIND: &'static str;
}

/// A domain's registration (RDAP).
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Rdap {
    /// When it was registered.
    #[serde(deserialize_with = "moment")]
    pub registered_at: Option<Timestamp>,
    /// By whom.
    #[serde(deserialize_with = "lenient")]
    pub registrar: Option<String>,
}

impl Record for Rdap {
    const KIND: &'static str = QuestionKind::Rdap.word();
}

/// A domain's records. An empty list says that there is none.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Dns {
    /// Its mail servers.
    #[serde(deserialize_with = "list")]
    pub mx: Option<Vec<String>>,
    /// Its addresses.
    #[serde(deserialize_with = "list")]
    pub addresses: Option<Vec<String>>,
    /// What it asks receivers to do with mail that doesn't prove itself.
    #[serde(deserialize_with = "lenient")]
    pub dmarc: Option<String>,
    /// The domain whose policy that is.
    #[serde(deserialize_with = "lenient")]
    pub dmarc_domain: Option<String>,
}

impl Record for Dns {
    const KIND: &'static str = QuestionKind::Dns.word();
}

/// Certificates logged for a domain.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Certificates {
    /// When the first one was logged.
    #[serde(deserialize_with = "moment")]
    pub first_seen: Option<Timestamp>,
    /// Other registered domains on the same certificates.
    #[serde(deserialize_with = "list")]
    pub siblings: Option<Vec<String>>,
}

impl Record for Certificates {
    const KIND: &'static str = QuestionKind::Certificates.word();
}

/// What an employer's own site says.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Company {
    /// The organisation's id.
    #[serde(deserialize_with = "lenient")]
    pub organisation: Option<String>,
    /// Its names.
    #[serde(deserialize_with = "list")]
    pub names: Option<Vec<String>>,
    /// Its mail domains.
    #[serde(deserialize_with = "list")]
    pub domains: Option<Vec<String>>,
    /// Its telephone numbers (E.164).
    #[serde(deserialize_with = "list")]
    pub phones: Option<Vec<String>>,
    /// Its addresses.
    #[serde(deserialize_with = "list")]
    pub addresses: Option<Vec<Address>>,
    /// Its notice about recruitment fraud.
    #[serde(deserialize_with = "lenient")]
    pub notice: Notice,
}

impl Record for Company {
    const KIND: &'static str = QuestionKind::Company.word();
}

/// An address of an employer.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Address {
    /// All of it.
    #[serde(deserialize_with = "lenient")]
    pub text: String,
    /// The town.
    #[serde(deserialize_with = "lenient")]
    pub locality: String,
    /// The country.
    #[serde(deserialize_with = "lenient")]
    pub country: String,
}

/// A notice about recruitment fraud.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Notice {
    /// What it says, word for word.
    #[serde(deserialize_with = "list")]
    pub sentences: Option<Vec<String>>,
}

/// What an employer's own job board lists.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct JobBoard {
    /// The organisation's id.
    #[serde(deserialize_with = "lenient")]
    pub organisation: Option<String>,
    /// Every title that was read.
    #[serde(deserialize_with = "list")]
    pub titles: Option<Vec<String>>,
    /// The roles like the one that was sought.
    #[serde(deserialize_with = "list")]
    pub matching: Option<Vec<Posting>>,
}

impl Record for JobBoard {
    const KIND: &'static str = QuestionKind::JobBoard.word();
}

/// A role on a job board.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Posting {
    /// What it is called.
    #[serde(deserialize_with = "lenient")]
    pub title: Option<String>,
}

/// What a public profile shows.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// The name.
    #[serde(deserialize_with = "lenient")]
    pub name: Option<String>,
    /// The line under it.
    #[serde(deserialize_with = "lenient")]
    pub headline: Option<String>,
    /// The present employer.
    #[serde(deserialize_with = "lenient")]
    pub employer: Option<String>,
    /// All present employers.
    #[serde(deserialize_with = "list")]
    pub employers: Option<Vec<String>>,
    /// Whether there is no such profile.
    #[serde(deserialize_with = "lenient")]
    pub gone: bool,
}

impl Record for Profile {
    const KIND: &'static str = QuestionKind::Profile.word();
}

/// A repository of code, and its owner's account.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Repository {
    /// Its name.
    #[serde(deserialize_with = "lenient")]
    pub name: Option<String>,
    /// When it was made.
    #[serde(deserialize_with = "moment")]
    pub created_at: Option<Timestamp>,
    /// When its owner's account was opened.
    #[serde(deserialize_with = "moment")]
    pub account_created_at: Option<Timestamp>,
    /// How many repositories the account has.
    #[serde(deserialize_with = "lenient")]
    pub account_repositories: Option<u64>,
    /// When the first commit was made, by its own word.
    #[serde(deserialize_with = "moment")]
    pub first_commit_at: Option<Timestamp>,
    /// How many of the commits that were read are from before the account.
    #[serde(deserialize_with = "lenient")]
    pub commits_before_account: Option<u64>,
    /// The addresses of the commits' authors.
    #[serde(deserialize_with = "list")]
    pub authors: Option<Vec<String>>,
    /// How many people marked it.
    #[serde(deserialize_with = "lenient")]
    pub stars: Option<u64>,
    /// What it was forked from.
    #[serde(deserialize_with = "lenient")]
    pub fork_of: Option<Value>,
    /// What in it runs by itself.
    #[serde(deserialize_with = "list")]
    pub run_on_open: Option<Vec<Run>>,
}

impl Record for Repository {
    const KIND: &'static str = QuestionKind::Repository.word();
}

/// Something in a repository that runs by itself.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Run {
    /// The file that says so.
    #[serde(deserialize_with = "lenient")]
    pub path: String,
    /// When: `open`, `install`, `container`, `commit`, `registry`; empty if it isn't told.
    #[serde(deserialize_with = "lenient")]
    pub when: String,
    /// What.
    #[serde(deserialize_with = "lenient")]
    pub what: String,
}

/// With whom a search for a picture found it. Nobody is asked by us: it is handed in.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct ReverseImage {
    /// The name beside it.
    #[serde(deserialize_with = "lenient")]
    pub name: String,
    /// The page.
    #[serde(deserialize_with = "lenient")]
    pub url: String,
    /// What it is there for: `stock` is for sale.
    #[serde(rename = "use", deserialize_with = "lenient")]
    pub used: String,
}

impl Record for ReverseImage {
    const KIND: &'static str = "reverse-image";
}

/// A field; one of another form isn't told.
fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(field: D) -> Result<T, D::Error> {
    Ok(T::deserialize(Value::deserialize(field)?).unwrap_or_default())
}

/// A list, without members of another form; none if it isn't told whether there are any.
fn list<'de, D: Deserializer<'de>, T: DeserializeOwned>(field: D) -> Result<Option<Vec<T>>, D::Error> {
    let Value::Array(items) = Value::deserialize(field)? else { return Ok(None) };
    Ok(Some(items.into_iter().take(MOST).filter_map(|item| T::deserialize(item).ok()).collect()))
}

/// A moment: RFC 3339, or a day, which begins at midnight UTC.
fn moment<'de, D: Deserializer<'de>>(field: D) -> Result<Option<Timestamp>, D::Error> {
    let text: Option<String> = lenient(field)?;
    let midnight = |text: &str| format!("{text}T00:00:00Z").parse().ok();
    Ok(text.and_then(|text| text.parse().ok().or_else(|| midnight(&text))))
}
