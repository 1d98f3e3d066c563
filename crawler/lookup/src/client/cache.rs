//! What spares a request or makes it a conditional one (RFC 9111), through the program's shelf.

use std::time::{Duration, SystemTime};

use http_cache_semantics::{BeforeRequest, CacheOptions, CachePolicy};
use jiff::Timestamp;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::transport::{Call, Came};
use crate::{Cached, Shelf};

/// However fresh an answer says that it is, it is asked about again after so long.
const LONGEST: Duration = Duration::from_secs(24 * 3600);
/// Fields that freshness is told by. What else an answer says doesn't reach the library that reckons it.
const TELLING: &[&str] = &["age", "cache-control", "date", "etag", "expires", "last-modified", "pragma", "vary"];
/// Fields of a stored answer that belong to its body, and stay when the rest is brought up to date (RFC 9111, 3.2).
const OF_THE_BODY: &[&str] = &["content-encoding", "content-length", "content-range", "transfer-encoding"];

/// How long an answer is fresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fresh {
    /// As long as its header fields say.
    AsTold,
    /// So long, if it is a success or tells that there is nothing.
    For(Duration),
}

/// What is stored beside an answer.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct Policy {
    /// The request's fields that may matter (`Vary`).
    request: Vec<(String, String)>,
    /// Fresh until then, whatever its fields say.
    fresh_until: Option<Timestamp>,
}

/// A stored answer.
pub(super) enum Stored {
    /// It spares the request.
    Fresh(Cached),
    /// These fields ask whether it still holds.
    Stale(Cached, HeaderMap),
}

/// The name under which the answer to a request is stored.
pub(super) fn key(call: &Call) -> String {
    let mut digest = Sha256::new();
    for part in [call.method(), call.url.as_str(), call.accept, call.json.as_deref().unwrap_or_default()] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part.as_bytes());
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Looks for the answer to a request.
pub(super) fn find(shelf: &dyn Shelf, call: &Call, fields: &HeaderMap, now: Timestamp) -> Option<Stored> {
    let cached = shelf.cached(&key(call)).filter(|cached| cached.url == call.url.as_str())?;
    let policy: Policy = serde_json::from_value(cached.policy.clone()).unwrap_or_default();
    if let Some(until) = policy.fresh_until {
        return (cached.at <= now && now < until).then_some(Stored::Fresh(cached));
    }
    let reckoned = reckon(call, &policy.request, cached.status, &cached.headers, cached.at)?;
    let age = Duration::try_from(now.duration_since(cached.at)).ok()?;
    match reckoned.before_request(&request(call, fields)?, SystemTime::from(now)) {
        BeforeRequest::Fresh(_) if age < LONGEST => Some(Stored::Fresh(cached)),
        BeforeRequest::Fresh(_) => {
            let conditions = conditions(|name| value_of(&cached.headers, name));
            Some(Stored::Stale(cached, conditions))
        }
        BeforeRequest::Stale { request, matches: true } => {
            let conditions = request.headers;
            let kept = ["if-none-match", "if-modified-since"];
            let conditions = kept
                .iter()
                .filter_map(|name| Some((HeaderName::from_static(name), conditions.get(*name)?.clone())))
                .collect();
            Some(Stored::Stale(cached, conditions))
        }
        BeforeRequest::Stale { .. } => None,
    }
}

/// Stores an answer if it may be of use later, and returns it in the form in which it is stored.
pub(super) fn store(shelf: &dyn Shelf, call: &Call, fields: &HeaderMap, came: Came, fresh: Fresh) -> Cached {
    let mut cached = Cached {
        at: came.at,
        status: came.status,
        url: call.url.to_string(),
        headers: texts(&came.headers),
        body: came.body,
        policy: serde_json::Value::Null,
    };
    let until = match fresh {
        Fresh::For(time) if matches!(cached.status, 200..300 | 400..500) => came.at.checked_add(time).ok(),
        _ => None,
    };
    let policy = Policy { request: texts(fields), fresh_until: until };
    let useful = until.is_some()
        || fresh == Fresh::AsTold
            && call.json.is_none()
            && reckon(call, &policy.request, cached.status, &cached.headers, cached.at).is_some_and(|reckoned| {
                let may_be_asked = ["etag", "last-modified"].iter().any(|name| came.headers.contains_key(*name));
                reckoned.is_storable() && (may_be_asked || !reckoned.time_to_live(SystemTime::from(came.at)).is_zero())
            });
    cached.policy = serde_json::to_value(policy).unwrap_or_default();
    if useful {
        shelf.cache(&key(call), &cached);
    }
    cached
}

/// A stored answer still holds (304): its fields are brought up to date.
pub(super) fn renew(shelf: &dyn Shelf, call: &Call, mut cached: Cached, came: &Came) -> Cached {
    let new = texts(&came.headers);
    let replaced = |name: &str| !OF_THE_BODY.contains(&name) && new.iter().any(|(n, _)| n == name);
    cached.headers.retain(|(name, _)| !replaced(name));
    cached.headers.extend(new.iter().filter(|(name, _)| !OF_THE_BODY.contains(&name.as_str())).cloned());
    cached.at = came.at;
    shelf.cache(&key(call), &cached);
    cached
}

/// What the library makes of an answer.
fn reckon(
    call: &Call,
    asked: &[(String, String)],
    status: u16,
    headers: &[(String, String)],
    at: Timestamp,
) -> Option<CachePolicy> {
    let mut response = http::Response::builder().status(status).body(()).ok()?;
    for (name, value) in headers.iter().filter(|(name, _)| TELLING.contains(&name.as_str())) {
        // The library adds ages up, and a huge one would be more than it can count.
        let counts = name != "age" || value.parse::<u32>().is_ok();
        if counts && let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().append(name, value);
        }
    }
    let fields: HeaderMap = asked
        .iter()
        .filter_map(|(name, value)| Some((HeaderName::try_from(name).ok()?, HeaderValue::try_from(value).ok()?)))
        .collect();
    let options = CacheOptions { shared: false, ..CacheOptions::default() };
    Some(CachePolicy::new_options(&request(call, &fields)?, &response, SystemTime::from(at), options))
}

fn request(call: &Call, fields: &HeaderMap) -> Option<http::Request<()>> {
    let mut request = http::Request::builder().method(call.method()).uri(call.url.as_str()).body(()).ok()?;
    *request.headers_mut() = fields.clone();
    Some(request)
}

/// Whether a stored answer still holds is asked by what it said of itself.
fn conditions<'a>(said: impl Fn(&str) -> Option<&'a str>) -> HeaderMap {
    [("etag", "if-none-match"), ("last-modified", "if-modified-since")]
        .iter()
        .filter_map(|(of, name)| Some((HeaderName::from_static(name), HeaderValue::from_str(said(of)?).ok()?)))
        .collect()
}

fn value_of<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
}

/// Header fields as text, names in lower case.
pub(super) fn texts(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}
