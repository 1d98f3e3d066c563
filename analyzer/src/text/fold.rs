//! Folding: one form for what people write in many.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization as _;

/// Compatibility-composed, lower case, without invisible characters, white space runs as one space.
/// Full-width digits become ASCII, decomposed Hangul becomes syllables.
#[must_use]
pub fn fold(text: &str) -> String {
    // What most texts are made of is in its composed form already.
    let plain: Cow<'_, str> = if text.is_ascii() {
        Cow::Borrowed(text)
    } else if text
        .chars()
        .all(|c| c.is_ascii() || matches!(c, '가'..='힣' | '’' | '‘' | '“' | '”' | '–' | '—' | '•' | '·' | '£' | '€'))
    {
        Cow::Owned(text.chars().map(straight).collect())
    } else {
        Cow::Owned(text.nfkc().filter(|c| !invisible(*c)).map(straight).collect())
    };
    let mut folded = String::with_capacity(plain.len());
    for word in plain.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}

/// Curly quotation marks and apostrophes, as phones and word processors write them, made straight.
fn straight(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' => '\'',
        '“' | '”' => '"',
        c => c,
    }
}

/// Only the letters and digits of the folded text: `Lockheed-Martin` and `록히드 마틴` without hyphen and space.
#[must_use]
pub fn squeeze(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Characters that take no room: zero-width spaces and joiners, soft hyphens, direction marks.
#[must_use]
pub fn invisible(c: char) -> bool {
    matches!(c, '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}')
}

/// Whether a character is Hangul (syllable or letter).
#[must_use]
pub fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}')
}

/// The same as [`char::is_alphanumeric`], faster for what most texts here are made of.
#[must_use]
pub fn alphanumeric(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && (matches!(c, '가'..='힣') || c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_for_many() {
        assert_eq!(fold("  Ｌockheed\u{200b}  MARTIN "), "lockheed martin");
        assert_eq!(fold("\u{1112}\u{1161}\u{11ab}화"), "한화");
        assert_eq!(squeeze("LIG Nex-1"), "lignex1");
        assert_eq!(fold("Don’t – “한화”"), "don't – \"한화\"");
    }
}
