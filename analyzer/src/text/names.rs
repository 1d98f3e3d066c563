//! Personal names as people write them: Hangul and its romanisations, order, initials, nicknames, titles.

use crate::text::fold::{fold, is_hangul};
use std::collections::BTreeSet;

/// How two written names relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// The same person can be meant.
    Same,
    /// They name different persons.
    Different,
    /// One of them says too little (a first name, initials, a function such as "HR team").
    CannotTell,
}

/// Compares two written names. What stands in brackets is another form of the name ("최지혜 (Grace Choi)", "Jihye
/// (Grace) Choe"): if one form of each can be the same person, the names can.
#[must_use]
pub fn compare(a: &str, b: &str) -> Likeness {
    let (lefts, rights) = (forms(a), forms(b));
    let likeness = lefts.iter().flat_map(|x| rights.iter().map(|y| compare_forms(x, y)));
    let mut best = Likeness::Different;
    for found in likeness {
        match found {
            Likeness::Same => return Likeness::Same,
            Likeness::CannotTell => best = Likeness::CannotTell,
            Likeness::Different => {}
        }
    }
    best
}

/// A name without its brackets, with the words in them in place of the first name, and those words alone.
fn forms(name: &str) -> Vec<String> {
    let Some((before, rest)) = name.split_once('(') else { return vec![name.to_owned()] };
    let Some((inside, after)) = rest.split_once(')') else { return vec![name.to_owned()] };
    let outside = format!("{} {}", before.trim(), after.trim()).trim().to_owned();
    if outside.is_empty() {
        return vec![inside.to_owned()];
    }
    // A lone word in brackets is a first name ("Grace"), or no name at all ("She/Her").
    let alone = inside.split_whitespace().count() == 1 && !inside.chars().any(is_hangul);
    if alone { vec![outside] } else { vec![outside, inside.to_owned()] }
}

fn compare_forms(a: &str, b: &str) -> Likeness {
    let (left, right) = (parts(a), parts(b));
    if left.is_empty() || right.is_empty() || !personal(a) || !personal(b) {
        return Likeness::CannotTell;
    }
    if left == right {
        return Likeness::Same;
    }
    let left_hangul = left.iter().any(|p| p.chars().any(is_hangul));
    let right_hangul = right.iter().any(|p| p.chars().any(is_hangul));
    if left_hangul && right_hangul {
        let (x, y) = (left.concat(), right.concat());
        return if x == y || x.ends_with(&y) || y.ends_with(&x) {
            Likeness::Same
        } else if x.chars().count() < 3 || y.chars().count() < 3 {
            Likeness::CannotTell
        } else {
            Likeness::Different
        };
    }
    if left_hangul || right_hangul {
        let (hangul, latin) = if left_hangul { (left.concat(), right) } else { (right.concat(), left) };
        return against_romanised(&hangul, &latin);
    }
    latin(&left, &right)
}

/// The name without titles, as folded words; Hangul is kept as written, Latin is reduced to ASCII.
fn parts(name: &str) -> Vec<String> {
    const TITLES: [&str; 40] = [
        "성명", "이름", "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "phd", "mba", "cpa", "pmp", "jr", "sr", "ii",
        "iii", "님", "씨", "프로", "드림", "올림", "배상", "과장", "차장", "부장", "대리", "팀장", "이사", "상무",
        "전무", "대표", "매니저", "책임", "선임", "수석", "주임", "사원", "본부장", "실장",
    ];
    let folded = fold(name);
    let cut = folded.split([',', '|', '(', '/', '·', '•']).next().unwrap_or("").to_owned();
    cut.split(|c: char| c.is_whitespace() || c == '-' || c == '_')
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).replace(['.', '\''], ""))
        .map(|word| {
            if word.chars().any(is_hangul) {
                strip_title(&word, &TITLES)
            } else {
                any_ascii::any_ascii(&word).to_lowercase()
            }
        })
        .filter(|word| !word.is_empty() && !TITLES.contains(&word.as_str()))
        .collect()
}

fn strip_title(word: &str, titles: &[&str]) -> String {
    let mut rest = word;
    for title in titles {
        if let Some(stem) = rest.strip_suffix(title)
            && stem.chars().count() >= 2
        {
            rest = stem;
        }
    }
    rest.to_owned()
}

/// Korean surnames of two syllables.
const LONG_SURNAMES: [&str; 10] = ["남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방", "어금", "망절"];

/// Surname and given name of a full Korean name in Hangul: three syllables, or four where the surname has two.
#[must_use]
pub fn korean(name: &str) -> Option<(&str, &str)> {
    const SHORT: &str = "김이박최정강조윤장임오한신서권황안송류유홍전고문양손배백허남심노하곽성차주우구민진나지엄변채원방천공현함여염석설마길표명기반왕금옥육인맹제모탁국어은편용예봉사부가복태목형피두감호음빈동온시범좌팽승간상";
    let syllables = name.chars().count();
    if !(3..=4).contains(&syllables) || !name.chars().all(is_hangul) {
        return None;
    }
    let long = LONG_SURNAMES.iter().find_map(|surname| name.strip_prefix(surname).map(|given| (*surname, given)));
    if let Some((surname, given)) = long.filter(|_| syllables == 4) {
        return Some((name.get(..surname.len())?, given));
    }
    let first = name.chars().next().filter(|c| syllables == 3 && SHORT.contains(*c))?;
    Some(name.split_at(first.len_utf8()))
}

/// Whether this names a person at all, and not a team, a mailbox or a company.
#[must_use]
pub fn personal(name: &str) -> bool {
    const FUNCTIONS: [&str; 40] = [
        "team", "recruit", "talent", "career", "hr", "human", "resources", "hiring", "jobs", "noreply", "reply",
        "info", "support", "admin", "notification", "via", "linkedin", "member", "service", "group", "inc", "ltd",
        "gmbh", "consulting", "partners", "staffing", "department", "office", "mailer", "newsletter", "no-reply",
        "people", "채용", "인사", "팀", "담당", "회원", "고객", "주식회사", "센터",
    ];
    let folded = fold(name);
    !folded.is_empty()
        && !folded.contains('@')
        && !folded.chars().any(|c| c.is_ascii_digit())
        && folded.split_whitespace().count() <= 5
        && !folded.split(|c: char| !c.is_alphanumeric()).any(|word| {
            FUNCTIONS.iter().any(|f| {
                word == *f
                    || (f.chars().any(is_hangul) && word.chars().count() > 3 && word.contains(f))
                    || (f.len() > 5 && word.starts_with(f))
            })
        })
}

fn latin(left: &[String], right: &[String]) -> Likeness {
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    let joined = |words: &[String]| words.concat();
    if joined(short) == joined(long) || sorted(short) == sorted(long) {
        return Likeness::Same;
    }
    if romanised_equal(short, long) {
        return Likeness::Same;
    }
    // Each word of the shorter name takes one of the longer; one that fits in full at least, for initials alone say little.
    let mut free: Vec<&String> = long.iter().collect();
    let (mut matched, mut full) = (0, 0);
    for exact in [true, false] {
        for word in short.iter().filter(|w| (w.len() > 1) == exact) {
            let found = free.iter().position(|other| {
                *other == word
                    || initial_of(word, other)
                    || initial_of(other, word)
                    || nickname(word, other)
                    || close(word, other)
            });
            if let Some(at) = found {
                let other = free.remove(at);
                matched += 1;
                full += usize::from(word.len() > 1 && other.len() > 1);
            }
        }
    }
    if full == 0 && matched > 0 {
        return Likeness::CannotTell;
    }
    if matched == short.len() {
        // A lone first name that fits says little, but nothing against it.
        return if short.len() == 1 && long.len() > 1 { Likeness::CannotTell } else { Likeness::Same };
    }
    if short.len() == 1 {
        // One word that fits nowhere: a nickname, a handle, or another person.
        return if short.first().is_some_and(|w| w.len() < 4) || long.len() == 1 {
            Likeness::CannotTell
        } else {
            Likeness::Different
        };
    }
    // Married names and second surnames: the first names agree, a surname differs.
    if short.first().is_some_and(|w| long.first().is_some_and(|o| w == o || nickname(w, o))) && matched > 0 {
        return Likeness::CannotTell;
    }
    if matched > 0 && short.len() > 1 { Likeness::CannotTell } else { Likeness::Different }
}

fn sorted(words: &[String]) -> Vec<&String> {
    let mut words: Vec<&String> = words.iter().collect();
    words.sort();
    words
}

fn initial_of(short: &str, long: &str) -> bool {
    short.len() == 1 && long.starts_with(short)
}

fn close(a: &str, b: &str) -> bool {
    a.len() >= 5 && b.len() >= 5 && strsim::osa_distance(a, b) <= 1
}

/// Two spellings of one given name that are no abbreviations of each other.
fn nickname(a: &str, b: &str) -> bool {
    const SETS: [&[&str]; 34] = [
        &["robert", "rob", "bob", "bobby", "bert"],
        &["william", "will", "bill", "billy", "liam"],
        &["richard", "rick", "dick", "rich", "richie"],
        &["james", "jim", "jimmy", "jamie"],
        &["john", "jack", "johnny", "jon"],
        &["jonathan", "jon", "jonny"],
        &["michael", "mike", "mick", "mickey", "mikey"],
        &["elizabeth", "liz", "beth", "betty", "lisa", "eliza", "lizzie", "libby"],
        &["margaret", "maggie", "meg", "peggy", "greta"],
        &["katherine", "catherine", "kathryn", "kate", "katie", "kathy", "cathy", "kat", "kitty"],
        &["alexander", "alex", "sasha", "xander", "sandy"],
        &["alexandra", "alex", "sandra", "sasha", "lexi"],
        &["thomas", "tom", "tommy"],
        &["daniel", "dan", "danny"],
        &["matthew", "matt"],
        &["anthony", "tony"],
        &["andrew", "andy", "drew"],
        &["joseph", "joe", "joey"],
        &["edward", "ed", "eddie", "ted", "ned"],
        &["benjamin", "ben"],
        &["samuel", "sam"],
        &["samantha", "sam"],
        &["christopher", "chris", "topher"],
        &["christina", "christine", "chris", "tina"],
        &["jennifer", "jen", "jenny"],
        &["rebecca", "becky", "becca"],
        &["susan", "sue", "susie"],
        &["patricia", "pat", "trish", "tricia"],
        &["steven", "stephen", "steve"],
        &["charles", "charlie", "chuck"],
        &["david", "dave"],
        &["nicholas", "nick", "nico"],
        &["gregory", "greg"],
        &["victoria", "vicky", "tori"],
    ];
    SETS.iter().any(|set| set.contains(&a) && set.contains(&b))
        || (a.len() >= 3 && b.len() > a.len() && b.starts_with(a) && b.len() - a.len() <= 6 && a.len() >= 4)
}

/// Hangul against Latin words: every common romanisation of the surname and the given name, in either order. A
/// Western first name before the surname (`Daniel Kim` for 김민수) is common, so it never counts as different.
fn against_romanised(hangul: &str, latin: &[String]) -> Likeness {
    let syllables: Vec<char> = hangul.chars().filter(|c| is_hangul(*c)).collect();
    if syllables.len() < 2 || syllables.len() > 5 {
        return Likeness::CannotTell;
    }
    // Most surnames have one syllable; 황보민 may be 황 보민 or 황보 민.
    let sounds = |range: &[char]| range.iter().map(|c| canonical(&romanise(*c))).collect::<String>();
    let readings = (1..=2).filter(|at| *at == 1 || LONG_SURNAMES.iter().any(|s| hangul.starts_with(s)));
    let mut has_surname = false;
    for at in readings {
        let (family, given) = syllables.split_at(at.min(syllables.len()));
        let surname = match family {
            [one] => surname_forms(*one),
            more => BTreeSet::from([canonical(&more.iter().map(|c| romanise(*c)).collect::<String>()), sounds(more)]),
        };
        let given = sounds(given);
        let named = latin.iter().any(|word| surname.contains(&canonical(word)));
        let rest: String =
            latin.iter().filter(|word| !surname.contains(&canonical(word))).map(|w| canonical(w)).collect();
        let all: String = latin.iter().map(|w| canonical(w)).collect();
        if named && rest == given
            || surname.iter().any(|s| all == format!("{s}{given}") || all == format!("{given}{s}"))
        {
            return Likeness::Same;
        }
        has_surname |= named;
    }
    if has_surname { Likeness::CannotTell } else { Likeness::Different }
}

fn romanised_equal(left: &[String], right: &[String]) -> bool {
    let canon = |words: &[String]| words.iter().map(|w| canonical(w)).collect::<BTreeSet<_>>();
    let whole = |words: &[String]| words.iter().map(|w| canonical(w)).collect::<String>();
    canon(left) == canon(right) || whole(left) == whole(right) || {
        let mut turned: Vec<String> = right.to_vec();
        turned.rotate_left(1);
        whole(left) == whole(&turned) || {
            turned.rotate_left(right.len().saturating_sub(2));
            whole(left) == whole(&turned)
        }
    }
}

/// Spellings of one sound folded to one: `eo u o`, `g k`, `d t`, `b p`, `j ch`, `r l`, `ee i`, `oo u`, `young yeong`.
fn canonical(word: &str) -> String {
    let mut text = word.to_lowercase().replace('-', "");
    for (from, to) in [
        ("young", "yong"),
        ("yeong", "yong"),
        ("yung", "yong"),
        ("hyeon", "hyon"),
        ("hyun", "hyon"),
        ("joon", "jun"),
        ("eui", "ui"),
        ("woo", "u"),
        ("wu", "u"),
        ("oo", "u"),
        ("ee", "i"),
        ("eo", "o"),
        ("eu", "u"),
        ("ae", "e"),
        ("ai", "e"),
        ("yi", "i"),
        ("uh", "o"),
        ("au", "o"),
        ("ch", "j"),
        ("k", "g"),
        ("t", "d"),
        ("p", "b"),
        ("r", "l"),
        ("sh", "s"),
        ("ss", "s"),
        ("gg", "g"),
        ("dd", "d"),
        ("bb", "b"),
        ("jj", "j"),
        ("ll", "l"),
        ("mm", "m"),
        ("nn", "n"),
    ] {
        text = text.replace(from, to);
    }
    text.replace('u', "o")
}

/// Common romanised surnames of a syllable, folded.
fn surname_forms(c: char) -> BTreeSet<String> {
    let written: &[&str] = match c {
        '김' => &["kim", "gim"],
        '이' => &["lee", "yi", "rhee", "li", "i", "ri", "rhie", "yee"],
        '박' => &["park", "bak", "pak", "bahk", "pahk"],
        '최' => &["choi", "choe", "chey"],
        '정' => &["jung", "jeong", "chung", "chong"],
        '강' => &["kang", "gang"],
        '조' => &["cho", "jo"],
        '윤' => &["yoon", "yun", "youn"],
        '장' => &["jang", "chang"],
        '임' => &["lim", "im", "rim", "yim"],
        '오' => &["oh", "o"],
        '한' => &["han", "hahn"],
        '신' => &["shin", "sin"],
        '서' => &["seo", "suh", "so"],
        '권' => &["kwon", "gwon"],
        '황' => &["hwang"],
        '안' => &["ahn", "an"],
        '송' => &["song"],
        '류' | '유' => &["ryu", "yoo", "yu", "you", "lyu", "ryoo"],
        '홍' => &["hong"],
        '전' => &["jeon", "jun", "chun"],
        '고' => &["ko", "go", "koh"],
        '문' => &["moon", "mun"],
        '양' => &["yang"],
        '손' => &["son", "sohn"],
        '배' => &["bae", "pae"],
        '백' => &["baek", "paik", "baik", "paek"],
        '허' => &["heo", "hur", "huh"],
        '남' => &["nam"],
        '심' => &["shim", "sim"],
        '노' | '로' => &["noh", "roh", "no", "ro"],
        '하' => &["ha", "hah"],
        '곽' => &["kwak", "gwak"],
        '성' => &["sung", "seong"],
        '차' => &["cha"],
        '주' => &["joo", "ju", "chu"],
        '우' => &["woo", "wu"],
        '구' => &["koo", "gu", "ku"],
        '민' => &["min"],
        '진' => &["jin", "chin"],
        '나' | '라' => &["na", "ra", "nah"],
        '지' => &["ji", "chi", "jee"],
        '엄' => &["eom", "um", "uhm"],
        '변' => &["byun", "byeon"],
        '채' => &["chae"],
        '원' => &["won"],
        '방' => &["bang", "pang"],
        '천' => &["cheon", "chun"],
        '공' => &["kong", "gong"],
        '현' => &["hyun", "hyeon"],
        _ => &[],
    };
    let mut forms: BTreeSet<String> = written.iter().map(|form| canonical(form)).collect();
    forms.insert(canonical(&romanise(c)));
    forms
}

/// Revised Romanisation of one Hangul syllable, without assimilation; other characters as ASCII.
#[must_use]
pub fn romanise(c: char) -> String {
    const INITIAL: [&str; 19] =
        ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
    const VOWEL: [&str; 21] = [
        "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu",
        "eu", "ui", "i",
    ];
    const FINAL: [&str; 28] = [
        "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng",
        "t", "t", "k", "t", "p", "t",
    ];
    let code = c as u32;
    if !(0xac00..=0xd7a3).contains(&code) {
        return any_ascii::any_ascii_char(c).to_owned();
    }
    let index = (code - 0xac00) as usize;
    let part = |table: &[&'static str], at: usize| table.get(at).copied().unwrap_or("");
    format!("{}{}{}", part(&INITIAL, index / 588), part(&VOWEL, index % 588 / 28), part(&FINAL, index % 28))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_person() {
        for (a, b) in [
            ("Kim Minsu", "Minsu Kim"),
            ("김민수", "Min-su Kim"),
            ("김민수", "Kim Min Soo"),
            ("박지영", "Ji-young Park"),
            ("Robert J. Smith", "Bob Smith"),
            ("이서연 과장", "이서연"),
            ("José García", "Jose Garcia"),
            ("최현우", "Hyunwoo Choi"),
            ("Dr. Anna Weber", "Weber, Anna"),
            ("Lee Jun-ho", "Junho Lee"),
            ("정은지", "Eunji Chung"),
            ("남궁하늘", "Haneul Namgung"),
            ("황보민", "Min Hwangbo"),
            ("표영희", "Younghee Pyo"),
            ("최지혜 (Grace Choi)", "Jihye (Grace) Choe"),
            ("성명 감도현 (Dohyun Kam)", "Dohyun Gam"),
        ] {
            assert_ne!(compare(a, b), Likeness::Different, "{a} / {b}");
        }
        assert_eq!(compare("김민수", "Min-su Kim"), Likeness::Same);
        assert_eq!(compare("박지영", "Ji-young Park"), Likeness::Same);
    }

    #[test]
    fn different_persons() {
        for (a, b) in [
            ("Juan Morales", "Austin Pugh"),
            ("김민수", "박지영"),
            ("Dana Whitfield", "Rashid Okafor"),
            ("김민수", "Austin Pugh"),
        ] {
            assert_eq!(compare(a, b), Likeness::Different, "{a} / {b}");
        }
    }

    #[test]
    fn too_little_to_tell() {
        for (a, b) in [
            ("Dana", "Dana Whitfield"),
            ("HR Team", "Dana Whitfield"),
            ("Daniel Kim", "김민수"),
            ("채용팀", "김민수"),
            ("Maria Lopez", "Maria Schmidt"),
        ] {
            assert_eq!(compare(a, b), Likeness::CannotTell, "{a} / {b}");
        }
    }
}
