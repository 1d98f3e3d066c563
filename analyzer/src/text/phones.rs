//! Telephone numbers: found in text, read by country, and their written shape.

use regex::Regex;
use rlibphonenumber::{PhoneNumber, PhoneNumberFormat, Region};
use std::sync::LazyLock;

/// A telephone number as written and as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// As written.
    pub raw: String,
    /// `+821012345678`; empty where the number cannot be read.
    pub e164: String,
    /// ISO 3166 region, empty if unknown.
    pub region: String,
    /// Whether the numbering plan has such a number.
    pub valid: bool,
    /// What is unusual in the way it is written.
    pub shape: Option<Shape>,
}

impl Phone {
    /// The E.164 form, or what was written where there is none.
    #[must_use]
    pub fn canonical(&self) -> &str {
        if self.e164.is_empty() { &self.raw } else { &self.e164 }
    }
}

/// A way of writing that differs from the country's own. Alone it means nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// `+82 010-…`: the domestic zero kept behind the country code. Many honest Koreans write so.
    TrunkZero,
    /// `82-10-…`: a country code without the plus sign.
    NoPlus,
    /// Grouped as no country groups it (`+1 23 45 67 89 01`).
    Grouping,
}

static CANDIDATE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:\+|\b00|\(|\b)\d[\d\s().\-–/]{6,20}\d\b").ok());

/// The numbers in a text (its first 16 KiB), with byte spans. `region` is the country assumed for domestic forms.
#[must_use]
pub fn in_text(text: &str, region: &str) -> Vec<(std::ops::Range<usize>, Phone)> {
    let mut end = text.len().min(16 * 1024);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    // Most sentences hold no number at all.
    if text.bytes().filter(u8::is_ascii_digit).take(7).count() < 7 {
        return Vec::new();
    }
    let Some(pattern) = CANDIDATE.as_ref() else { return Vec::new() };
    let text = text.get(..end).unwrap_or("");
    pattern
        .find_iter(text)
        .take(64)
        .filter(|found| plausible(text, found.start(), found.end(), found.as_str()))
        .filter_map(|found| {
            let phone = read(found.as_str(), region);
            let international = found.as_str().trim_start().starts_with('+');
            (phone.valid || (international && digits(found.as_str()).len() >= 8)).then(|| (found.range(), phone))
        })
        .collect()
}

/// Not a date, a sum, an amount, a job number or a part of an address.
fn plausible(text: &str, start: usize, end: usize, found: &str) -> bool {
    let digits = digits(found);
    if digits.len() < 8 || digits.len() > 15 {
        return false;
    }
    let before = text.get(..start).and_then(|t| t.chars().next_back());
    let after = text.get(end..).and_then(|t| t.chars().next());
    if before.is_some_and(|c| matches!(c, '/' | '=' | '#' | '$' | '€' | '£' | '₩' | '_' | ':' | '@' | '.'))
        || after.is_some_and(|c| matches!(c, '%' | '_' | '@' | '원' | '$' | '€'))
    {
        return false;
    }
    let years =
        ["19", "20"].iter().any(|y| digits.starts_with(y)) && !found.starts_with('+') && !found.starts_with('(');
    let grouped = found.contains(['-', ' ', '.', ')']);
    let telephone = found.starts_with('+')
        || found.starts_with("00")
        || found.starts_with('0')
        || found.starts_with('(')
        || grouped;
    telephone && !(years && grouped && digits.len() <= 8)
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Reads one number as written.
#[must_use]
pub fn read(raw: &str, region: &str) -> Phone {
    let shown = raw.trim();
    let plain: String = shown.chars().map(|c| if c == '–' { '-' } else { c }).take(40).collect();
    let international = if let Some(rest) = plain.strip_prefix("00") { format!("+{rest}") } else { plain.clone() };
    let mut phone =
        Phone { raw: shown.to_owned(), e164: String::new(), region: String::new(), valid: false, shape: None };
    let region: Option<Region> = region.parse().ok();
    let parsed = PhoneNumber::parse(&international, region)
        .ok()
        .filter(PhoneNumber::is_valid)
        .or_else(|| PhoneNumber::parse(format!("+{}", digits(&plain)), None).ok().filter(PhoneNumber::is_valid))
        .or_else(|| PhoneNumber::parse(&international, region).ok());
    if let Some(number) = parsed {
        phone.valid = number.is_valid();
        phone.e164 = number.format_as(PhoneNumberFormat::E164).into_owned();
        phone.region = number.get_region_code().map(|r| r.to_string()).unwrap_or_default();
    }
    phone.shape = shape(&plain, &phone.e164);
    phone
}

fn shape(raw: &str, e164: &str) -> Option<Shape> {
    let flat = digits(raw);
    if raw.starts_with('+') && flat.starts_with("820") {
        return Some(Shape::TrunkZero);
    }
    if !raw.starts_with('+')
        && !e164.is_empty()
        && e164.get(1..) == Some(flat.as_str())
        && flat.len() > 10
        && !flat.starts_with('1')
    {
        return Some(Shape::NoPlus);
    }
    let groups: Vec<&str> = raw.split(|c: char| !c.is_ascii_digit()).filter(|g| !g.is_empty()).collect();
    if raw.starts_with("+1") && groups.len() >= 5 && groups.iter().skip(1).all(|g| g.len() <= 2) {
        return Some(Shape::Grouping);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_text() {
        let text = "Call me at +82 10-9876-5432 or 02-555-0123, job no. 2024-11-03, pay 120,000-150,000 USD";
        let found: Vec<_> = in_text(text, "KR").into_iter().map(|(_, p)| p.e164).collect();
        assert_eq!(found, ["+821098765432", "+8225550123"]);
    }

    #[test]
    fn shapes() {
        assert_eq!(read("+82 010-9876-5432", "KR").shape, Some(Shape::TrunkZero));
        assert_eq!(read("+82 10-9876-5432", "KR").shape, None);
        assert_eq!(read("82-10-9876-5432", "KR").shape, Some(Shape::NoPlus));
        assert_eq!(read("(703) 555-0142", "US").shape, None);
    }
}
