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
    let words: Vec<(&str, &str)> = folded.split(' ').map(|word| (word, bare(word))).collect();
    if !words.iter().any(|(_, own)| tells_a_person(own)) {
        return Cow::Borrowed(folded);
    }
    let own_at = |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", |(_, own)| *own);
    let mut shown: Vec<Cow<'_, str>> = Vec::with_capacity(words.len());
    for (at, (word, own)) in words.iter().enumerate() {
        let (before, next) = (own_at(at.checked_sub(1)), own_at(Some(at + 1)));
        let of_oneself = before == "i'm" || before == "am" && own_at(at.checked_sub(2)) == "i";
        if NATIONS.contains(own) && (of_oneself || PERSONS.contains(&next)) {
            // Nor does the article tell how the adjective began.
            if shown.last().is_some_and(|last| matches!(last.as_ref(), "a" | "an")) {
                shown.pop();
            }
            continue;
        }
        // Particles cling to Hangul words.
        let other = GENDERED.iter().find(|(old, _)| old == own || own.strip_prefix(old).is_some_and(particle));
        let nation = NATIONS_KOREAN.iter().find(|nation| own.starts_with(**nation));
        shown.push(match (other, nation) {
            (Some((old, other)), _) => Cow::Owned(word.replacen(old, other, 1)),
            (None, Some(nation)) => Cow::Owned(word.replacen(nation, NATIONS_KOREAN[0], 1)),
            (None, None) => Cow::Borrowed(word),
        });
    }
    Cow::Owned(shown.join(" "))
}

/// Whether a word tells a gender or may tell a nationality.
fn tells_a_person(own: &str) -> bool {
    GENDERED.iter().any(|(old, _)| own.starts_with(old))
        || NATIONS.contains(&own)
        || NATIONS_KOREAN.iter().any(|nation| own.starts_with(nation))
}

/// Whether what follows a word is a particle: Hangul, and no letter of another word.
fn particle(rest: &str) -> bool {
    const PARTICLES: [&str; 16] =
        ["이", "가", "은", "는", "을", "를", "과", "와", "의", "도", "에게", "께", "께서", "랑", "이랑", "만"];
    PARTICLES.contains(&rest)
}

/// A word without what surrounds it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !(c.is_alphanumeric() || c == '\''))
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
