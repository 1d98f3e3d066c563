//! When to ask again.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use jiff::fmt::{rfc2822, strtime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// How often a host that asks for a short pause is asked again.
pub(super) const REPEATS: usize = 2;
/// No host is left alone for longer on its word alone.
const LONGEST: Duration = Duration::from_secs(24 * 3600);
/// What "too many requests" means without a time.
const UNTOLD: Duration = Duration::from_secs(60);

/// For how long a host asks to be left alone: 429 (RFC 6585), and 503 with a `Retry-After` (RFC 9110, 10.2.3).
pub(super) fn asked(status: u16, retry_after: Option<&str>, now: Timestamp) -> Option<Duration> {
    if !matches!(status, 429 | 503) {
        return None;
    }
    let told = retry_after.and_then(|value| read(value.trim(), now));
    told.or((status == 429).then_some(UNTOLD)).map(|time| time.min(LONGEST))
}

fn read(value: &str, now: Timestamp) -> Option<Duration> {
    if !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()) {
        return Some(value.parse().map_or(LONGEST, Duration::from_secs));
    }
    let then = date(value)?;
    Some(Duration::try_from(then.duration_since(now)).unwrap_or_default())
}

/// An HTTP date in any of its three forms (RFC 9110, 5.6.7).
fn date(value: &str) -> Option<Timestamp> {
    let broken = |format: &str| {
        let time = strtime::parse(format, value).ok()?.to_datetime().ok()?;
        Some(time.to_zoned(TimeZone::UTC).ok()?.timestamp())
    };
    rfc2822::parse(value)
        .ok()
        .map(|zoned: Zoned| zoned.timestamp())
        .or_else(|| broken("%A, %d-%b-%y %H:%M:%S GMT"))
        .or_else(|| broken("%a %b %e %H:%M:%S %Y"))
}

/// A pause before a connection is tried once more, different each time so that many clients don't come at once.
pub(super) fn pause() -> Duration {
    Duration::from_millis(200 + RandomState::new().hash_one(0_u8) % 400)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says by failing what is wrong")]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates() {
        let now: Timestamp = "1994-11-06T08:49:30Z".parse().unwrap();
        for (status, value, seconds) in [
            (429, Some("120"), Some(120)),
            (429, Some(" 5 "), Some(5)),
            (503, Some("Sun, 06 Nov 1994 08:49:37 GMT"), Some(7)),
            (503, Some("Sunday, 06-Nov-94 08:49:37 GMT"), Some(7)),
            (503, Some("Sun Nov  6 08:49:37 1994"), Some(7)),
            (503, Some("Sun, 06 Nov 1994 08:00:00 GMT"), Some(0)),
            (503, Some("soon"), None),
            (429, Some("soon"), Some(60)),
            (429, None, Some(60)),
            (503, None, None),
            (200, Some("5"), None),
            (429, Some("99999999999999999999999999"), Some(86_400)),
            (503, Some("Thu, 01 Jan 2099 00:00:00 GMT"), Some(86_400)),
            (503, Some("-5"), None),
        ] {
            assert_eq!(asked(status, value, now), seconds.map(Duration::from_secs), "{status} {value:?}");
        }
    }

    #[test]
    fn pauses_differ() {
        let pauses: std::collections::HashSet<Duration> = (0..20).map(|_| pause()).collect();
        assert!(pauses.len() > 1 && pauses.iter().all(|p| (200..600).contains(&p.as_millis())));
    }
}
