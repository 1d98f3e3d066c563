//! Arithmetic with dates as people write them: a year alone may be any month of it, so what is *certain* is the least
//! that every reading allows.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::case::{Period, When};

/// Months since year 0, the first and the last that a date may mean.
fn months(when: When) -> (i32, i32) {
    let year = i32::from(when.year) * 12;
    when.month.map_or((year, year + 11), |month| (year + i32::from(month) - 1, year + i32::from(month) - 1))
}

/// The month of a moment.
#[must_use]
pub fn month_of(moment: Timestamp) -> When {
    let date = moment.to_zoned(TimeZone::UTC).date();
    When { year: date.year(), month: Some(date.month()) }
}

/// The bounds of a period: when it may have begun and ended at the earliest and the latest, in months since year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    begins: (i32, i32),
    ends: (i32, i32),
}

impl Span {
    /// Of a period with both ends; what goes on ends now.
    #[must_use]
    pub fn of(period: &Period, now: When) -> Option<Self> {
        let ends = if period.present { now } else { period.until? };
        Some(Self { begins: months(period.from?), ends: months(ends) })
    }

    /// Whether it ends before it begins, however it is read.
    #[must_use]
    pub fn is_reversed(&self) -> bool {
        self.ends.1 < self.begins.0
    }

    /// The most months that it may have lasted.
    #[must_use]
    pub fn longest(&self) -> i32 {
        self.ends.1 - self.begins.0
    }

    /// The months that it shares with another one for certain; never negative.
    #[must_use]
    pub fn shares(&self, other: &Self) -> i32 {
        (self.ends.0.min(other.ends.0) - self.begins.1.max(other.begins.1)).max(0)
    }
}

/// Whether one date is before another, however both are read.
#[must_use]
pub fn before(a: When, b: When) -> bool {
    months(a).1 < months(b).0
}

/// The fewest and the most months from one date to another.
#[must_use]
pub fn apart(from: When, to: When) -> (i32, i32) {
    let (a, b) = (months(from), months(to));
    (b.0 - a.1, b.1 - a.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: (i16, Option<i8>), until: (i16, Option<i8>)) -> Span {
        let when = |(year, month)| When { year, month };
        let period = Period { from: Some(when(from)), until: Some(when(until)), present: false };
        Span::of(&period, when((2026, Some(5)))).unwrap()
    }

    #[test]
    fn what_is_certain() {
        assert!(span((2018, None), (2014, None)).is_reversed());
        assert!(!span((2018, Some(9)), (2018, None)).is_reversed());
        assert_eq!(span((2018, None), (2019, None)).longest(), 23);
        assert_eq!(span((2018, Some(9)), (2019, Some(6))).longest(), 9);
        // 2010–2014 and 2013–2015 may hardly meet at all.
        assert_eq!(span((2010, None), (2014, None)).shares(&span((2013, None), (2015, None))), 1);
        assert_eq!(span((2010, None), (2014, None)).shares(&span((2011, None), (2015, None))), 25);
        assert_eq!(span((2010, None), (2012, None)).shares(&span((2014, None), (2015, None))), 0);
    }

    #[test]
    fn a_year_alone_is_any_month() {
        let when = |year, month| When { year, month };
        assert!(before(when(2018, None), when(2019, None)) && !before(when(2018, None), when(2018, Some(9))));
        assert_eq!(apart(when(2025, None), when(2026, Some(5))), (5, 16));
    }
}
