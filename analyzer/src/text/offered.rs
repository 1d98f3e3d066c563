//! Titles of the roles that a contact offers: what a job board is asked about.
//!
//! A title is read around its noun ("senior guidance engineer", "비행제어 연구원"): words before it belong to it until one
//! that can't stand in a title. Titles of those who hire are the contact's own, and left out.

use std::collections::BTreeSet;

use crate::reading::Sentence;

/// Most titles of one case.
const MOST: usize = 6;

/// Most words before the noun.
const LONGEST: usize = 5;

/// Nouns that end a title, in the singular.
const NOUNS: [&str; 27] = [
    "engineer", "developer", "manager", "analyst", "scientist", "designer", "architect", "researcher", "specialist",
    "technician", "director", "lead", "officer", "programmer", "administrator", "coordinator", "consultant",
    "inspector", "machinist", "welder", "buyer", "accountant", "controller", "planner", "operator", "pilot",
    "professor",
];

/// The same in Korean.
const KOREAN_NOUNS: [&str; 16] = [
    "엔지니어", "연구원", "개발자", "설계자", "매니저", "기획자", "디자이너", "분석가", "전문가", "관리자",
    "프로그래머", "아키텍트", "컨설턴트", "담당자", "팀장", "기술자",
];

/// Words that no title holds: it begins after the last of them.
const OUTSIDE: [&str; 69] = [
    "a", "an", "the", "as", "for", "our", "your", "my", "their", "this", "that", "is", "are", "we", "i", "you", "need",
    "needs", "seek", "seeking", "hire", "hiring", "want", "experienced", "talented", "skilled", "good", "great", "new",
    "open", "opening", "role", "roles", "position", "positions", "job", "with", "in", "to", "on", "at", "by", "from",
    "other", "some", "few", "two", "three", "several", "more", "many", "any", "be", "becoming", "become", "like",
    "was", "were", "looking", "join", "or", "than", "채용", "모집", "중인", "관련", "현재", "저희", "당사",
];

/// Words of those who hire, in folded form.
const HIRERS: [&str; 16] = [
    "recruit", "talent", "hr ", "human resources", "sourc", "headhunt", "staffing", "hiring", "acquisition", "people ",
    "채용", "인사", "헤드", "리크루", "서치", "인재",
];

/// Titles offered in the contact's sentences, in order, without repetitions.
#[must_use]
pub fn titles(sentences: &[Sentence]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for sentence in sentences {
        for title in of(&sentence.fact.value) {
            if all.len() < MOST && seen.insert(title.to_lowercase()) {
                all.push(title);
            }
        }
    }
    all
}

/// Titles in one sentence.
fn of(sentence: &str) -> Vec<String> {
    let words: Vec<&str> = sentence.split_whitespace().take(400).collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let bare = trimmed(word);
        let Some(noun) = noun(bare) else { continue };
        let mut start = at;
        while start > 0 && at - start < LONGEST {
            let Some(before) = words.get(start - 1) else { break };
            if !belongs(before) {
                break;
            }
            start -= 1;
        }
        let bare_noun = NOUNS.contains(&noun.to_lowercase().as_str()) || KOREAN_NOUNS.contains(&noun);
        if start == at && bare_noun {
            continue;
        }
        let before = words.get(start..at).unwrap_or_default().iter().map(|w| trimmed(w));
        let title = before.chain([noun]).collect::<Vec<_>>().join(" ");
        let folded = format!("{} ", title.to_lowercase());
        if !HIRERS.iter().any(|hirer| folded.contains(hirer)) {
            found.push(title);
        }
    }
    found
}

fn trimmed(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '+' && c != '#')
}

/// The noun that a word is, plural and particles taken off.
fn noun(word: &str) -> Option<&str> {
    if let Some((end, noun)) = KOREAN_NOUNS.iter().find_map(|noun| Some((word.find(noun)? + noun.len(), noun))) {
        // What follows is a particle: "엔지니어를", "연구원으로"; what goes before belongs to it: "선임연구원".
        let (title, rest) = word.split_at_checked(end)?;
        return (rest.chars().count() <= 2 && title.len() - noun.len() <= 24).then_some(title);
    }
    let lower = word.to_lowercase();
    let singular = lower.strip_suffix('s').unwrap_or(&lower);
    (word.is_ascii() && NOUNS.contains(&singular)).then(|| word.get(..singular.len())).flatten()
}

/// Whether a word may stand before the noun in its title: no function word, nothing that ends a clause, no Korean verb
/// ending or particle.
fn belongs(word: &str) -> bool {
    const ENDINGS: [char; 6] = [',', '.', ':', ';', '!', '?'];
    const PARTICLES: [&str; 17] =
        ["에서", "으로", "로", "을", "를", "은", "는", "이", "가", "의", "와", "과", "도", "에", "한", "할", "된"];
    let bare = trimmed(word);
    let lower = bare.to_lowercase();
    let hangul = bare.chars().any(crate::text::fold::is_hangul);
    let with_particle = || hangul && PARTICLES.iter().any(|p| bare.chars().count() > 2 && bare.ends_with(p));
    let ends = bare.is_empty() || word.ends_with(ENDINGS);
    let outside = OUTSIDE.contains(&lower.as_str()) || noun(bare).is_some() || with_particle();
    !(ends || outside || bare.contains(['@', '\'', '’']) || bare.contains("//"))
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn titles_are_read_around_their_noun() {
        let cases = [
            ("I have a role at Boeing for a senior guidance engineer.", &["senior guidance engineer"][..]),
            (
                "We are looking for experienced radar signal processing engineers in Lyon.",
                &["radar signal processing engineer"],
            ),
            ("Test Engineer or Flight Test Manager, both in Toulouse", &["Test Engineer", "Flight Test Manager"]),
            ("보잉에서 시험 엔지니어 포지션을 채용합니다.", &["시험 엔지니어"]),
            ("비행제어 선임 연구원을 찾고 있습니다.", &["비행제어 선임 연구원"]),
            ("현재 채용 중인 유도조종 선임연구원 자리입니다.", &["유도조종 선임연구원"]),
            ("책임연구원을 모십니다.", &["책임연구원"]),
        ];
        for (sentence, titles) in cases {
            assert_eq!(of(sentence), titles, "{sentence}");
        }
    }

    #[test]
    fn the_contact_and_bare_nouns_are_no_offer() {
        for sentence in [
            "I am a talent acquisition manager.", "Our engineers meet on Thursday.", "채용 담당자입니다.",
            "You are an engineer.",
        ] {
            assert!(of(sentence).is_empty(), "{sentence}");
        }
    }
}
