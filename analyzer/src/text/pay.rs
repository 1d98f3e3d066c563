//! Pay against time: what an hour of the offered work would earn, from the sums and hours that a message names.

use regex::Regex;
use std::sync::LazyLock;

/// What an hour would earn, where a message says how long the work takes a day and what a day (or a week) brings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hourly {
    /// The lowest named pay divided by the longest named time, in units of the currency.
    pub amount: f64,
    /// Whether the currency is the Korean won; the others that are read (dollar, euro, pound) are of one order.
    pub won: bool,
    /// Longest named hours a day.
    pub hours: f64,
    /// Index of the text that names the time.
    pub time_in: usize,
    /// Index of the text that names the pay.
    pub pay_in: usize,
}

/// Working days of a week.
const DAYS: f64 = 5.0;

/// How many texts may lie between the time and the pay.
const REACH: usize = 2;

/// The hourly pay that folded texts (sentences in their order) speak of, if they name both a day's work and its pay.
#[must_use]
pub fn hourly<'t>(texts: impl IntoIterator<Item = &'t str>) -> Option<Hourly> {
    let (mut times, mut pays) = (Vec::new(), Vec::new());
    for (at, text) in texts.into_iter().enumerate() {
        // Hardly any sentence names a number and a day or week.
        if !text.bytes().any(|b| b.is_ascii_digit()) && !text.contains("hour") {
            continue;
        }
        times.extend(time(text).map(|hours| (at, hours)));
        pays.extend(pay(text).map(|(amount, won)| (at, amount, won)));
    }
    times.iter().find_map(|(time_in, hours)| {
        let (pay_in, amount, won) = pays.iter().find(|(at, _, _)| at.abs_diff(*time_in) <= REACH)?;
        Some(Hourly { amount: amount / hours, won: *won, hours: *hours, time_in: *time_in, pay_in: *pay_in })
    })
}

/// Hours of work a day; the longest, where a range is named.
fn time(text: &str) -> Option<f64> {
    static TIME: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?x) (?: (?:1일|하루(?:에)?|매일|daily|each\ day) [^0-9]{0,12} (?<a>\d{1,3}) (?:\s*[~-]\s*(?<b>\d{1,3}))? \s* (?<u>분|시간|min|hour|hr) (?:\s*[~-]\s*(?<e>\d{1,2})\s*시간)? )
                 | (?: (?<c>\d{1,3}|couple\ of|two|three|one|an) (?:\s*(?:[~-]|to|or)\s*(?<d>\d{1,3}))? \s* (?<v>분|시간|min|hour|hr)[a-z]* (?:\s+(?:of\ work|work))? \s* (?:a\ day|per\ day|daily|each\ day|/\s*day|하루) )",
        )
        .ok()
    });
    let found = TIME.as_ref()?.captures(text)?;
    let number = |name: &str| {
        found.name(name).and_then(|m| match m.as_str() {
            "one" | "an" => Some(1.0),
            "two" | "couple of" => Some(2.0),
            "three" => Some(3.0),
            digits => digits.parse::<f64>().ok(),
        })
    };
    // "30분~1시간"
    if let Some(hours) = number("e") {
        return Some(hours);
    }
    let most = number("b").or(number("a")).or(number("d")).or(number("c"))?;
    let unit = found.name("u").or(found.name("v"))?.as_str();
    let hours = if matches!(unit, "분" | "min") { most / 60.0 } else { most };
    (hours > 0.0 && hours <= 24.0).then_some(hours)
}

/// Pay of a day, and whether it is in won.
fn pay(text: &str) -> Option<(f64, bool)> {
    static WON: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:일당|일급|하루(?:에)?|1일|일|매일)\s*(?:수당|수익|급여)?[^0-9]{0,6}(?<a>\d[\d,]*)\s*(?<m>만|만원|원)?\s*(?:원)?(?:\s*[~-]\s*\d[\d,]*\s*(?<n>만|원))?").ok()
    });
    static OTHER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?x) (?: [$€£]\s?(?<a>\d[\d,]*) | (?<b>\d[\d,]*) (?:\s*-\s*\d[\d,]*)? \s* (?:usd|us\ dollars|dollars|eur|euros?|gbp|pounds|aud|cad)\b )
                 [^.]{0,24}? (?<per>a\ day|per\ day|daily|each\ day|/\s*day|a\ week|per\ week|weekly|each\ week|/\s*week)",
        )
        .ok()
    });
    let sum = |digits: &str| digits.replace(',', "").parse::<f64>().ok();
    if let Some(found) = OTHER.as_ref()?.captures(text) {
        let amount = sum(found.name("a").or(found.name("b"))?.as_str())?;
        let week = found.name("per").is_some_and(|per| per.as_str().contains("week"));
        return Some((if week { amount / DAYS } else { amount }, false));
    }
    // "1일 50분 / 일 9만~26만": the first number of a day that has a unit of money.
    WON.as_ref()?.captures_iter(text).find_map(|found| {
        let unit = found.name("m").or(found.name("n"))?.as_str();
        let amount = sum(found.name("a")?.as_str())?;
        let amount = if unit.starts_with('만') { amount * 10_000.0 } else { amount };
        (amount >= 10_000.0).then_some((amount, true))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn per_hour(texts: &[&str]) -> Option<(i64, bool)> {
        hourly(texts.iter().copied()).map(|h| (h.amount.round() as i64, h.won))
    }

    #[test]
    fn an_hour_is_worth_what_a_day_brings() {
        assert_eq!(per_hour(&["▶1일 50분 / 일 9만~26만 당일정산"]), Some((108_000, true)));
        assert_eq!(per_hour(&["하루 30분~1시간이면 충분하셔요", "일당 20만원 드려요"]), Some((200_000, true)));
        assert_eq!(per_hour(&["하루 2시간이면 됩니다", "하루 30만원 수익"]), Some((150_000, true)));
        assert_eq!(per_hour(&["only two hours a day", "you earn $400 a day"]), Some((200, false)));
        assert_eq!(per_hour(&["a couple of hours a day", "up to 900 aud per week"]), Some((90, false)));
    }

    #[test]
    fn what_names_no_day_is_left_alone() {
        assert_eq!(per_hour(&["10-15 h a week, 70 eur/h"]), None);
        assert_eq!(per_hour(&["the call takes 60 minutes and pays $300"]), None);
        assert_eq!(per_hour(&["시급 10,320원, 하루 5시간"]), None);
    }
}
