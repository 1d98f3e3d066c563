//! Dates and times as threads show them, without a zone.

use jiff::civil::{Date, DateTime, Time};

/// A date in any of the forms `2026. 5. 4.`, `2026-05-04`, `2026년 5월 4일 월요일`, `04/05/2026`, `5/4/26`, `04.05.2026`,
/// `May 4, 2026`, `4 May 2026`. Two-digit and ambiguous forms are read day first if the first number is above 12,
/// month first otherwise.
pub(super) fn date(text: &str) -> Option<Date> {
    let lower = text.to_lowercase();
    if let Some(month) = month(&lower) {
        let numbers = numbers(&lower);
        let year = numbers.iter().copied().find(|n| *n > 1900)?;
        let day = numbers.iter().copied().find(|n| (1..=31).contains(n))?;
        return build(year, month, day);
    }
    let numbers = numbers(&lower);
    match numbers.as_slice() {
        [year, month, day, ..] if *year > 1900 => build(*year, *month, *day),
        [a, b, year, ..] => {
            let year = if *year < 100 { 2000 + *year } else { *year };
            if *a > 12 { build(year, *b, *a) } else { build(year, *a, *b) }
        }
        _ => None,
    }
}

/// A time in any of the forms `14:05`, `2:05 PM`, `오후 2:05`, `오전 9시 5분`.
pub(super) fn time(text: &str) -> Option<Time> {
    let lower = text.to_lowercase();
    let numbers = numbers(&lower);
    let (hour, minute) = match numbers.as_slice() {
        [hour, minute, ..] => (*hour, *minute),
        _ => return None,
    };
    if !lower.contains([':', '시', '.']) {
        return None;
    }
    let afternoon = lower.contains("pm") || lower.contains("p.m") || lower.contains("오후");
    let morning = lower.contains("am") || lower.contains("a.m") || lower.contains("오전");
    let hour = match (hour, afternoon, morning) {
        (12, false, true) => 0,
        (hour, true, _) if hour < 12 => hour + 12,
        (hour, _, _) => hour,
    };
    Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()
}

/// A line that only says the day: "Today", "MONDAY", "May 4", "5월 4일", "5월 4일 (월)". Answers the date where it is told
/// in full.
pub(crate) fn day_line(line: &str) -> Option<Option<Date>> {
    const DAYS: [&str; 18] = [
        "today", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "오늘",
        "어제", "월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일",
    ];
    let lower = line.to_lowercase();
    if DAYS.contains(&lower.as_str()) {
        return Some(None);
    }
    let short = line.chars().count() <= 20;
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let english = months.iter().any(|m| lower.starts_with(m))
        && lower.chars().any(|c| c.is_ascii_digit())
        && lower.split_whitespace().count() <= 3;
    let bare = lower.strip_suffix(')').and_then(|l| l.rsplit_once('(')).map_or(lower.as_str(), |(day, _)| day.trim());
    let korean = lower.contains('월') && bare.ends_with('일') && lower.chars().any(|c| c.is_ascii_digit());
    (short && (english || korean)).then(|| date(line))
}

/// A date and a time.
pub(super) fn together(date: Option<Date>, time: Option<Time>) -> Option<DateTime> {
    Some(date?.to_datetime(time?))
}

fn build(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn numbers(text: &str) -> Vec<i64> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|n| !n.is_empty() && n.len() <= 4)
        .filter_map(|n| n.parse().ok())
        .take(8)
        .collect()
}

fn month(lower: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let word =
        lower.split(|c: char| !c.is_ascii_alphabetic()).find_map(|w| MONTHS.iter().position(|m| w.starts_with(m)))?;
    i64::try_from(word + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for form in [
            "2026. 5. 14.", "2026-05-14", "2026년 5월 14일 목요일", "14/05/2026", "5/14/26", "14.05.2026",
            "May 14, 2026", "14 May 2026",
        ] {
            assert_eq!(date(form), Date::new(2026, 5, 14).ok(), "{form}");
        }
        for form in ["14:05", "2:05 PM", "오후 2:05", "오후 2시 05분"] {
            assert_eq!(time(form), Time::new(14, 5, 0, 0).ok(), "{form}");
        }
        assert!(date("no date").is_none() && time("99:99").is_none());
    }
}
