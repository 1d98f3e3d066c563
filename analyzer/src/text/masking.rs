//! Takes out of what the language model is shown who somebody is: a verdict doesn't hang on a name, a gender, a nationality.

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

/// Words of gender, and the one that the model is shown for each.
const GENDERED: [(&str, &str); 30] = [
    ("she", "he"),
    ("him", "his"),
    ("her", "his"),
    ("hers", "his"),
    ("herself", "himself"),
    ("she's", "he's"),
    ("she'll", "he'll"),
    ("she'd", "he'd"),
    ("ms", "mr"),
    ("mrs", "mr"),
    ("madam", "sir"),
    ("ma'am", "sir"),
    ("woman", "man"),
    ("women", "men"),
    ("wife", "husband"),
    ("sister", "brother"),
    ("daughter", "son"),
    ("mother", "father"),
    ("mum", "dad"),
    ("mom", "dad"),
    ("girl", "boy"),
    ("girls", "boys"),
    ("guy", "man"),
    ("guys", "men"),
    ("lady", "gentleman"),
    ("ladies", "gentlemen"),
    ("아내", "남편"),
    ("딸", "아들"),
    ("어머니", "아버지"),
    ("언니", "오빠"),
];

/// Where people are from, as adjectives; in Korean a person's word ends in 인.
const NATIONS: [&str; 40] = [
    "korean", "american", "british", "english", "german", "french", "japanese", "chinese", "russian", "indian",
    "brazilian", "canadian", "polish", "ukrainian", "dutch", "israeli", "turkish", "norwegian", "swedish", "danish",
    "finnish", "italian", "spanish", "portuguese", "austrian", "swiss", "belgian", "irish", "scottish", "australian",
    "vietnamese", "pakistani", "iranian", "nigerian", "egyptian", "mexican", "singaporean", "malaysian", "indonesian",
    "filipino",
];

/// The same in Korean.
const NATIONS_KOREAN: [&str; 18] = [
    "한국인", "미국인", "영국인", "독일인", "프랑스인", "일본인", "중국인", "러시아인", "인도인", "브라질인",
    "캐나다인", "폴란드인", "우크라이나인", "네덜란드인", "이스라엘인", "튀르키예인", "노르웨이인", "스웨덴인",
];

/// Words for persons, before which such an adjective is a nationality.
const PERSONS: [&str; 24] = [
    "engineer", "engineers", "national", "nationals", "citizen", "citizens", "researcher", "researchers", "scientist",
    "scientists", "expert", "experts", "candidate", "candidates", "specialist", "specialists", "colleague",
    "colleagues", "professor", "developer", "developers", "people", "nationality", "passport",
];

/// A folded text without the names, with one word for both genders, and without the nationalities of persons.
#[must_use]
pub fn without<'t>(folded: &'t str, names: &[String]) -> Cow<'t, str> {
    match named_out(folded, names) {
        Cow::Borrowed(text) => impersonal(text),
        Cow::Owned(text) => Cow::Owned(impersonal(&text).into_owned()),
    }
}

/// One word for both genders; no nationality where a person's is meant. What a firm, a language or a market is stays.
fn impersonal(folded: &str) -> Cow<'_, str> {
    let core = |word: &str| -> (usize, usize) {
        let inside = |c: char| c.is_alphanumeric() || c == '\'';
        let from = word.find(inside).unwrap_or(word.len());
        let until = word
            .rfind(inside)
            .map_or(from, |at| at + word.get(at..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8));
        (from, until.max(from))
    };
    let bare = |word: &str| -> String {
        let (from, until) = core(word);
        word.get(from..until).unwrap_or("").to_owned()
    };
    let words: Vec<&str> = folded.split(' ').collect();
    let told = |word: &str| -> bool {
        GENDERED.iter().any(|(old, _)| word.contains(old))
            || NATIONS.iter().any(|nation| word.contains(nation))
            || NATIONS_KOREAN.iter().any(|nation| word.contains(nation))
    };
    if !words.iter().any(|word| told(word)) {
        return Cow::Borrowed(folded);
    }
    let mut shown: Vec<String> = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let own = bare(word);
        let next = words.get(at + 1).map(|w| bare(w)).unwrap_or_default();
        let before: Vec<String> =
            words.get(at.saturating_sub(2)..at).unwrap_or_default().iter().map(|w| bare(w)).collect();
        let of_oneself = before.ends_with(&["i'm".to_owned()]) || before == ["i", "am"];
        if NATIONS.contains(&own.as_str()) && (of_oneself || PERSONS.contains(&next.as_str())) {
            // Nor does the article tell how the adjective began.
            if matches!(shown.last().map(String::as_str), Some("a" | "an")) {
                shown.pop();
            }
            continue;
        }
        let mut plain = (*word).to_owned();
        if let Some((_, other)) = GENDERED.iter().find(|(old, _)| *old == own) {
            let (from, until) = core(word);
            plain = format!("{}{other}{}", word.get(..from).unwrap_or(""), word.get(until..).unwrap_or(""));
        } else if own.chars().any(is_hangul) {
            // Particles cling to Hangul words.
            for (old, other) in
                GENDERED.iter().filter(|(old, _)| old.chars().count() >= 2 && old.chars().all(is_hangul))
            {
                if own.starts_with(old) {
                    plain = plain.replacen(old, other, 1);
                }
            }
            if let Some(nation) = NATIONS_KOREAN.iter().find(|nation| own.starts_with(**nation)) {
                plain = plain.replacen(nation, NATIONS_KOREAN[0], 1);
            }
        }
        shown.push(plain);
    }
    Cow::Owned(shown.join(" "))
}

/// A folded text without the names.
fn named_out<'t>(folded: &'t str, names: &[String]) -> Cow<'t, str> {
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
        assert_eq!(
            without("she'll tell you, and her wife too", &[]),
            without("he'll tell you, and his husband too", &[])
        );
        assert_eq!(
            without("ms reed met an indian engineer", &names),
            without("mr reed met a brazilian engineer", &names)
        );
        assert_eq!(without("저는 브라질인입니다", &[]), without("저는 독일인입니다", &[]));
        assert_eq!(without("we build for the korean market", &[]), "we build for the korean market");
        assert_eq!(greeted("Hi Dana,\nwe are hiring").as_deref(), Some("Dana"));
        assert_eq!(greeted("안녕하세요 김민수님, 채용팀입니다").as_deref(), Some("김민수"));
        assert_eq!(greeted("Hi there, we are hiring"), None);
    }
}
