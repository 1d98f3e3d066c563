//! Takes the names of persons out of what the language model is shown: a verdict doesn't hang on what somebody is called.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::case::Submission;
use crate::text::claims::Contact;
use crate::text::fold::{fold, is_hangul};
use crate::text::names::korean;

/// Words by which a greeting begins.
const GREETINGS: [&str; 8] =
    ["hi", "hello", "dear", "hey", "good morning", "good afternoon", "good evening", "greetings"];

/// The folded words of all names: the contact's, the recipients', the speakers', and those greeted.
#[must_use]
pub fn named(submission: &Submission, contact: &Contact) -> Vec<String> {
    let mut words = BTreeSet::new();
    contact.names.iter().for_each(|n| add(&mut words, &n.value));
    for message in &submission.messages {
        message.from.iter().chain(&message.to).for_each(|m| add(&mut words, &m.value.name));
        for turn in &message.turns {
            turn.speaker.iter().for_each(|s| add(&mut words, &s.value));
            greeted(&turn.text.value).iter().for_each(|name| add(&mut words, name));
        }
    }
    words.into_iter().collect()
}

/// The folded words of the name that a bare text greets.
#[must_use]
pub fn addressed(text: &str) -> Vec<String> {
    let mut words = BTreeSet::new();
    greeted(text).iter().for_each(|name| add(&mut words, name));
    words.into_iter().collect()
}

/// Adds the words of a name, folded.
fn add(words: &mut BTreeSet<String>, name: &str) {
    let folded = fold(name);
    if folded.contains('@') || folded.split(' ').count() > 4 {
        return;
    }
    for word in folded.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|w| w.chars().count() > 1) {
        words.insert(word.to_owned());
        // A Hangul name is spoken without its surname, too.
        if let Some((_, given)) = korean(word) {
            words.insert(given.to_owned());
        }
    }
}

/// The names after a greeting at the beginning of a text: "Hi Dana," and "안녕하세요 김민수님".
fn greeted(text: &str) -> Option<String> {
    let line = text.lines().map(str::trim).find(|l| !l.is_empty())?;
    let lower = line.to_lowercase();
    if let Some(greeting) = GREETINGS.iter().find(|g| lower.starts_with(**g) && lower.len() == line.len()) {
        let rest = line.get(greeting.len()..)?;
        let name = rest.split([',', '!', '.', '-', '–', ':', ';']).next()?.trim();
        let proper = name.split_whitespace().all(|w| w.chars().next().is_some_and(char::is_uppercase));
        return (proper && !name.is_empty()).then(|| name.to_owned());
    }
    line.split_whitespace().find_map(|w| {
        let stem = w.trim_matches(|c: char| !c.is_alphanumeric()).strip_suffix('님')?;
        ((2..=4).contains(&stem.chars().count()) && stem.chars().all(is_hangul)).then(|| stem.to_owned())
    })
}

/// A folded text without the names.
#[must_use]
pub fn without<'t>(folded: &'t str, names: &[String]) -> Cow<'t, str> {
    let mut text = Cow::Borrowed(folded);
    for name in names.iter().filter(|n| folded.contains(n.as_str())) {
        let hangul = name.chars().any(is_hangul);
        let mut out = String::with_capacity(text.len());
        let mut rest = 0;
        for (at, found) in text.match_indices(name.as_str()) {
            let before = text.get(..at).and_then(|t| t.chars().next_back());
            let after = text.get(at + found.len()..).and_then(|t| t.chars().next());
            let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            if at >= rest && !word(before) && (hangul || !word(after)) {
                out.push_str(text.get(rest..at).unwrap_or(""));
                rest = at + found.len();
            }
        }
        out.push_str(text.get(rest..).unwrap_or(""));
        text = Cow::Owned(out);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_and_words_stay() {
        let names = vec!["dana".to_owned(), "민수".to_owned()];
        assert_eq!(without("hi dana, danaher is hiring", &names), "hi , danaher is hiring");
        assert_eq!(without("민수님 안녕하세요", &names), "님 안녕하세요");
        assert_eq!(greeted("Hi Dana,\nwe are hiring").as_deref(), Some("Dana"));
        assert_eq!(greeted("안녕하세요 김민수님, 채용팀입니다").as_deref(), Some("김민수"));
        assert_eq!(greeted("Hi there, we are hiring"), None);
    }
}
