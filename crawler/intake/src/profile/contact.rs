//! Ways to reach somebody: addresses, numbers, profiles on other platforms.

use analyzer::case::{Fact, Profile};

/// Whether an entry is told to its end: with what it is ("… (LinkedIn)", "… (Mobile)").
pub(super) fn ends(entry: &str) -> bool {
    entry.ends_with(')') && entry.contains(" (") || entry.starts_with('(')
}

/// Reads an entry: a mail address, a telephone number, or an address on the web, with or without what it is.
pub(super) fn read(entry: &Fact<String>, profile: &mut Profile) {
    let bare = entry.value.rsplit_once(" (").filter(|(_, kind)| kind.ends_with(')')).map_or(&*entry.value, |(b, _)| b);
    let bare = bare.trim();
    if let Some(email) = email(bare) {
        profile.emails.push(entry.map(email));
    } else if let Some(phone) = phone(bare) {
        profile.phones.push(entry.map(phone));
    } else if url(bare) {
        profile.urls.push(entry.map(bare.to_owned()));
    }
}

/// The mail address in a word, in lower case.
pub(super) fn email(word: &str) -> Option<String> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let word = word.strip_prefix("mailto:").unwrap_or(word);
    let (local, host) = word.rsplit_once('@')?;
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '%' | '\'');
    let good = !local.is_empty() && local.chars().all(fits) && host.chars().all(fits) && host.contains('.');
    (good && word.len() <= 254).then(|| word.to_lowercase())
}

/// A telephone number, if a text is nothing else: seven digits at least, no letters.
pub(super) fn phone(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches("tel:");
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let fits = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '.' | '(' | ')' | '/' | '\u{2011}' | '–');
    ((7..=17).contains(&digits) && text.chars().all(fits) && text.starts_with(['+', '0', '(']) || {
        (9..=13).contains(&digits) && text.chars().all(|c| fits(c) && c != '.' && c != '/')
    })
    .then(|| text.to_owned())
}

/// Whether a text is an address on the web.
pub(super) fn url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    !text.contains(char::is_whitespace)
        && text.len() <= 500
        && host.rsplit_once('.').is_some_and(|(name, top)| {
            !name.is_empty() && top.len() >= 2 && top.chars().all(char::is_alphabetic) && !host.contains('@')
        })
}
