//! Asks an interface for programs, within a number of requests.

use std::time::Duration;

use serde::de::DeserializeOwned;
use url::Url;

use crate::{Failure, Request, Response, Web};

/// Most requests about one subject. GitHub answers 60 in an hour to those without an account.
const MOST: usize = 24;

/// How long a host is left alone that doesn't say for how long.
const UNTOLD: u64 = 3_600;

/// The requests about one subject.
pub(crate) struct Asking<'a> {
    web: Web<'a>,
    base: &'a str,
    /// The addresses asked so far.
    pub asked: Vec<String>,
}

impl<'a> Asking<'a> {
    /// To be asked below a base address, which ends with `/`.
    pub(crate) fn new(web: Web<'a>, base: &'a str) -> Self {
        Self { web, base, asked: Vec::new() }
    }

    /// An address below the base: each segment and value is encoded as a whole, slashes too.
    pub(crate) fn address(&self, segments: &[&str], query: &[(&str, &str)]) -> Result<Url, Failure> {
        let no_base = || Failure::Forbidden(format!("{} is no base address", self.base));
        let mut url = Url::parse(self.base).map_err(|_| no_base())?;
        url.path_segments_mut().map_err(|()| no_base())?.pop_if_empty().extend(segments);
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        Ok(url)
    }

    /// What an address answers; `None` if there is no such thing. Whatever is neither is a failure.
    pub(crate) async fn get(&mut self, url: Url, accept: &'static str) -> Result<Option<Response>, Failure> {
        if self.asked.len() >= MOST {
            return Err(Failure::TooMuch("more requests than one look-up may make".to_owned()));
        }
        self.asked.push(url.to_string());
        let response = self.web.fetch.get(Request::service(url).accepting(accept)).await?;
        match response.status {
            200..300 => Ok(Some(response)),
            404 | 410 => Ok(None),
            _ => Err(refusal(&response)),
        }
    }

    /// What an address answers as JSON.
    pub(crate) async fn json<T: DeserializeOwned>(
        &mut self,
        segments: &[&str],
        query: &[(&str, &str)],
    ) -> Result<Option<T>, Failure> {
        let url = self.address(segments, query)?;
        self.get(url, "application/json").await?.map(|response| response.json()).transpose()
    }

    /// The address of the next page that an answer names, if it is one of the same interface.
    pub(crate) fn next(&self, of: &Url, named: &str) -> Option<Url> {
        let next = of.join(named).ok()?;
        (next.origin() == of.origin() && next.path() == of.path()).then_some(next)
    }
}

/// Why a status is no answer. What counts requests says how long it wants to be left alone (GitHub: `x-ratelimit-reset`,
/// GitLab: `ratelimit-reset`, both in seconds since 1970; everybody: `retry-after`).
fn refusal(response: &Response) -> Failure {
    let host = response.host().to_owned();
    let number = |name: &str| response.header(name).and_then(|v| v.trim().parse::<u64>().ok());
    let remaining = number("x-ratelimit-remaining").or_else(|| number("ratelimit-remaining"));
    let limited =
        response.status == 429 || response.status == 403 && (remaining == Some(0) || number("retry-after").is_some());
    if !limited {
        return Failure::Status(host, response.status);
    }
    let now = u64::try_from(response.at.as_second()).unwrap_or(0);
    let reset = number("x-ratelimit-reset").or_else(|| number("ratelimit-reset")).map(|at| at.saturating_sub(now));
    let seconds = number("retry-after").or(reset).unwrap_or(UNTOLD);
    Failure::Wait(host, Duration::from_secs(seconds.min(24 * UNTOLD)))
}
