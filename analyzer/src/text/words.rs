//! Words and phrases in folded text, with borders: "hr" is not in "through", "like" not in "likely".

use crate::text::fold::is_hangul;

/// Whether a phrase stands in a folded text. Latin phrases need borders on both sides (a trailing `*` lets the word go
/// on); Hangul ones may stand inside a word, for particles cling to them.
#[must_use]
pub fn has(folded: &str, phrase: &str) -> bool {
    find(folded, phrase).is_some()
}

/// Whether one of several phrases stands in a folded text.
#[must_use]
pub fn any(folded: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| has(folded, phrase))
}

/// Where a phrase stands in a folded text, in bytes.
#[must_use]
pub fn find(folded: &str, phrase: &str) -> Option<usize> {
    let (phrase, open) = phrase.strip_suffix('*').map_or((phrase, false), |stem| (stem, true));
    let first = place(folded, phrase)?;
    let hangul = phrase.chars().any(is_hangul);
    folded.get(first..)?.match_indices(phrase).map(|(at, _)| first + at).find(|at| {
        let before = folded.get(..*at).and_then(|t| t.chars().next_back());
        let after = folded.get(at + phrase.len()..).and_then(|t| t.chars().next());
        let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_hangul(c));
        let left = !phrase.starts_with(|c: char| c.is_alphanumeric()) || !word(before);
        let right = open || !phrase.ends_with(|c: char| c.is_alphanumeric()) || !word(after);
        hangul || (left && right)
    })
}

/// Where a text first stands in another, borders or not. Most stand nowhere, and `contains` says so far faster than a
/// search for the place.
#[must_use]
pub fn place(text: &str, wanted: &str) -> Option<usize> {
    if text.contains(wanted) { text.find(wanted) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders() {
        assert!(has("head of hr", "hr") && has("hr, seoul", "hr") && !has("through", "hr") && !has("three", "hr"));
        assert!(has("we are recruiting", "recruit*") && !has("we are recruiting", "recruit"));
        assert!(has("저는 인사팀 소속입니다", "인사") && has("hr팀", "hr"));
        assert_eq!(find("i would like it like this", "like this"), Some(16));
    }
}
