//! Moments as services write them.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// Reads a moment: RFC 3339; without a zone it is UTC, which is what services that leave it out mean; a day alone is its
/// beginning.
#[must_use]
pub fn moment(text: &str) -> Option<Timestamp> {
    const LONGEST: usize = 40;
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    text.parse::<Timestamp>().ok().or_else(|| {
        let civil = text.parse::<DateTime>().ok()?;
        civil.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_in_the_forms_that_services_write() {
        let read = |text| moment(text).map(|m| m.to_string());
        assert_eq!(read("2026-04-20T11:03:17Z").as_deref(), Some("2026-04-20T11:03:17Z"));
        assert_eq!(read("2026-04-20T11:03:17+09:00").as_deref(), Some("2026-04-20T02:03:17Z"));
        assert_eq!(read("2021-09-10T11:13:08").as_deref(), Some("2021-09-10T11:13:08Z"));
        assert_eq!(read("2023-12-13T03:58:33.798").as_deref(), Some("2023-12-13T03:58:33.798Z"));
        assert_eq!(read("2016-03-01").as_deref(), Some("2016-03-01T00:00:00Z"));
        for other in ["", "soon", "2026-13-01", "0000-00-00T00:00:00"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
