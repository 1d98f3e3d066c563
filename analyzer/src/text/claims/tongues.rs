//! Languages that the contact says to speak. What language a message is written in says nothing: programs translate.

use crate::text::words;

/// How well a language is spoken, as claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Command {
    /// Not at all.
    None,
    /// In some measure.
    Some,
    /// As a native speaker, or fluently.
    Native,
}

/// English and Korean names of languages that profiles list.
const TONGUES: [(&str, &[&str]); 27] = [
    ("English", &["english", "영어"]),
    ("Korean", &["korean", "한국어", "한국말"]),
    ("Japanese", &["japanese", "일본어", "일어"]),
    ("Chinese", &["chinese", "mandarin", "cantonese", "중국어"]),
    ("German", &["german", "deutsch", "독일어"]),
    ("French", &["french", "français", "francais", "프랑스어", "불어"]),
    ("Spanish", &["spanish", "español", "스페인어"]),
    ("Italian", &["italian", "이탈리아어"]),
    ("Portuguese", &["portuguese", "포르투갈어"]),
    ("Dutch", &["dutch", "네덜란드어"]),
    ("Russian", &["russian", "러시아어"]),
    ("Ukrainian", &["ukrainian", "우크라이나어"]),
    ("Polish", &["polish", "폴란드어"]),
    ("Czech", &["czech", "체코어"]),
    ("Romanian", &["romanian", "루마니아어"]),
    ("Greek", &["greek", "그리스어"]),
    ("Turkish", &["turkish", "튀르키예어", "터키어"]),
    ("Arabic", &["arabic", "아랍어"]),
    ("Persian", &["persian", "farsi", "페르시아어"]),
    ("Hebrew", &["hebrew", "히브리어"]),
    ("Hindi", &["hindi", "힌디어"]),
    ("Urdu", &["urdu", "우르두어"]),
    ("Vietnamese", &["vietnamese", "베트남어"]),
    ("Thai", &["thai", "태국어"]),
    ("Indonesian", &["indonesian", "인도네시아어"]),
    ("Swedish", &["swedish", "스웨덴어"]),
    ("Norwegian", &["norwegian", "노르웨이어"]),
];

const NATIVE: [&str; 10] = [
    "native", "bilingual", "mother tongue", "fluent", "fluently", "full professional", "원어민", "모국어", "유창",
    "네이티브",
];

/// A language of a profile's list: "Korean (Native or bilingual proficiency)".
#[must_use]
pub fn listed(entry: &str) -> Option<(&'static str, Command)> {
    let folded = crate::text::fold::fold(entry);
    let (tongue, _) = TONGUES.iter().find(|(_, names)| words::any(&folded, names))?;
    let native = words::any(&folded, &NATIVE);
    Some((tongue, if native { Command::Native } else { Command::Some }))
}

/// The languages that a sentence says its writer speaks, or does not.
#[must_use]
pub fn spoken(folded: &str) -> Vec<(&'static str, Command)> {
    const SPEAKS: [&str; 8] = [
        "i speak ", "i am fluent in ", "i'm fluent in ", "i am a native ", "i'm a native ", "my mother tongue is ",
        "my native language is ", "제 모국어는 ",
    ];
    const NOT: [&str; 6] =
        ["i don't speak ", "i don’t speak ", "i do not speak ", "i can't speak ", "i cannot speak ", "i speak no "];
    const NOT_KOREAN: [&str; 5] = ["를 못합니다", "를 못 합니다", "를 할 줄 모", "를 전혀 못", "를 못해"];
    let named = |text: &str| -> Vec<&'static str> {
        TONGUES.iter().filter(|(_, names)| words::any(text, names)).map(|(tongue, _)| *tongue).collect()
    };
    // What goes on after a full stop, a "but" or the reader is another claim.
    let clause = |at: usize| {
        let rest = folded.get(at..).unwrap_or("").split(['.', ';', '!', '?']).next().unwrap_or("");
        rest.split(" but ").next().unwrap_or("").split(" you").next().unwrap_or("").to_owned()
    };
    if let Some(at) = NOT.iter().find_map(|n| words::place(folded, n).map(|at| at + n.len())) {
        return named(&clause(at)).into_iter().map(|tongue| (tongue, Command::None)).collect();
    }
    if let Some(at) = NOT_KOREAN.iter().find_map(|n| words::place(folded, n)) {
        let last = folded.get(..at).and_then(|t| t.split(' ').next_back()).unwrap_or("");
        return named(last).into_iter().map(|tongue| (tongue, Command::None)).collect();
    }
    let Some((at, opening)) = SPEAKS.iter().find_map(|s| words::place(folded, s).map(|at| (at, *s))) else {
        return Vec::new();
    };
    let said = clause(at + opening.len());
    let native = opening != "i speak " || words::any(&said, &NATIVE);
    let command = if native { Command::Native } else { Command::Some };
    named(&said).into_iter().map(|tongue| (tongue, command)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_languages() {
        assert_eq!(listed("Korean (Native or Bilingual)"), Some(("Korean", Command::Native)));
        assert_eq!(listed("French"), Some(("French", Command::Some)));
        assert_eq!(spoken("i speak german fluently and you need not"), [("German", Command::Native)]);
        assert_eq!(spoken("i don't speak korean but my colleague does"), [("Korean", Command::None)]);
        assert_eq!(spoken("제가 한국어를 못합니다"), [("Korean", Command::None)]);
        assert!(spoken("do you speak german?").is_empty());
        assert!(spoken("the role needs korean").is_empty());
    }
}
