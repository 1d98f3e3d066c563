//! What a look-up returns.

use analyzer::case::LookupResult;
use serde::Serialize;
use serde_json::Value;

use crate::fetch::Failure;

/// What came of a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Found, absent, failed or not asked.
    pub result: LookupResult,
    /// What came back, as `lookups.json` documents it for the kind.
    pub record: Value,
    /// The addresses that were really asked, in order.
    pub asked: Vec<String>,
    /// Why it failed or was not asked.
    pub why: Option<String>,
}

impl Answer {
    /// Something was found.
    #[must_use]
    pub fn found(record: impl Serialize) -> Self {
        Self { record: serde_json::to_value(record).unwrap_or_default(), ..Self::of(LookupResult::Found) }
    }

    /// Whoever was asked knows of no such thing.
    #[must_use]
    pub fn absent() -> Self {
        Self::of(LookupResult::Absent)
    }

    /// It could not be learnt. This lowers what is covered, and nothing else.
    #[must_use]
    pub fn failed(why: impl Into<String>) -> Self {
        Self { why: Some(why.into()), ..Self::of(LookupResult::Failed) }
    }

    /// It was deliberately not asked.
    #[must_use]
    pub fn not_asked(why: impl Into<String>) -> Self {
        Self { why: Some(why.into()), ..Self::of(LookupResult::NotAsked) }
    }

    /// The same with the addresses that were asked.
    #[must_use]
    pub fn asking<I: IntoIterator<Item = S>, S: Into<String>>(mut self, asked: I) -> Self {
        self.asked.extend(asked.into_iter().map(Into::into));
        self
    }

    fn of(result: LookupResult) -> Self {
        Self { result, record: Value::Null, asked: Vec::new(), why: None }
    }
}

/// What was refused before anything left is "not asked"; what went wrong on the way is "failed".
impl From<Failure> for Answer {
    fn from(failure: Failure) -> Self {
        if failure.is_refusal() { Self::not_asked(failure.to_string()) } else { Self::failed(failure.to_string()) }
    }
}
