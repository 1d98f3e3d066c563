//! Firms that no list knows, where words make them one: an announcement ("it is called …"), a title before it, a legal form.

use crate::text::fold::is_hangul;
use crate::text::words;

use super::Relation;
use super::relations::relation;

/// A firm that no list knows, and how the contact stands to it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unlisted {
    pub name: String,
    pub relation: Relation,
}

/// The firm that a sentence names. `before` is the folded sentence before it, which may say what "it" is.
pub(super) fn find(text: &str, before: &str) -> Option<Unlisted> {
    if text.chars().any(is_hangul) { korean(text) } else { english(text, before) }
}

/// Words for a firm.
const FIRMS: [&str; 26] = [
    "firm", "company", "employer", "client", "agency", "start-up", "startup", "manufacturer", "supplier", "contractor",
    "yard", "shipyard", "consultancy", "business", "subsidiary", "institute", "organisation", "organization", "fund",
    "studio", "maker", "team", "lab", "partnership", "recruiter", "consortium",
];

fn english(text: &str, before: &str) -> Option<Unlisted> {
    // Places in the lower-cased text must be those of the text.
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    titled(text, &lower)
        .or_else(|| called(text, &lower, before))
        .or_else(|| apposed(text, &lower))
        .or_else(|| incorporated(text, &lower))
}

/// "recruiter at Brightway Talent Partners".
fn titled(text: &str, lower: &str) -> Option<Unlisted> {
    const OPENINGS: [&str; 17] = [
        "recruiter at ", "recruiter with ", "recruiter for ", "consultant at ", "consultant with ", "partner at ",
        "partner with ", "acquisition at ", "acquisition partner at ", "manager at ", "i work for ", "i work at ",
        "lead at ", "director at ", "specialist at ", "headhunter at ", "i'm with ",
    ];
    let (at, opening) = OPENINGS.iter().find_map(|o| words::place(lower, o).map(|at| (at, *o)))?;
    if lower.get(..at).is_some_and(|b| words::any(b, &["your", "you"])) {
        return None;
    }
    let name = capitalised(text.get(at + opening.len()..)?)?;
    Some(Unlisted { name, relation: Relation::WorksFor })
}

/// "The firm is called …", "a small manufacturer named …"; "It is called …" where the sentence before speaks of a firm.
fn called(text: &str, lower: &str, before: &str) -> Option<Unlisted> {
    const NAMES: [&str; 6] = [" called ", " named ", " by the name of ", " name is ", "'s name is ", "’s name is "];
    const IT: [&str; 8] = ["it is", "it's", "it’s", "they are", "they're", "they’re", "its name is", "the name is"];
    /// What else "it" may be after a sentence that speaks of a firm, too.
    const THINGS: [&str; 16] = [
        "tool", "app", "program", "programme", "software", "platform", "messenger", "system", "project", "product",
        "file", "folder", "repo", "repository", "language", "library",
    ];
    let (at, opening) = NAMES.iter().find_map(|n| words::place(lower, n).map(|at| (at, *n)))?;
    let head = lower.get(..at)?;
    let near: Vec<&str> = head.split(' ').rev().take(7).collect();
    let near: String = near.into_iter().rev().collect::<Vec<_>>().join(" ");
    if words::any(&near, &["your", "you"]) {
        return None;
    }
    let subject = format!("{head}{}", opening.trim_end());
    let it = IT.iter().any(|it| subject.starts_with(it) || subject.contains(&format!(" {it}")));
    let firm = words::any(&near, &FIRMS) && !words::any(&near, &THINGS)
        || words::any(&near, &["we are", "we're", "we’re"])
        || it && words::any(before, &FIRMS) && !words::any(before, &THINGS) && !words::any(before, &["your"]);
    let name = capitalised(text.get(at + opening.len()..)?).filter(|_| firm)?;
    Some(Unlisted { name, relation: whose(&near) })
}

/// "The firm, Nordwerk Antriebe GmbH, …", "my client, Orrin Marine, …".
fn apposed(text: &str, lower: &str) -> Option<Unlisted> {
    for firm in FIRMS {
        let Some(at) = words::find(lower, firm) else { continue };
        let Some(rest) = text.get(at + firm.len()..).and_then(|rest| rest.strip_prefix(", ")) else { continue };
        let near: String = lower
            .get(..at + firm.len())?
            .split(' ')
            .rev()
            .take(4)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect::<Vec<_>>()
            .join(" ");
        // Two words at least, or a legal form: one alone may be a person's, a month's, a town's.
        let Some(name) = capitalised(rest).filter(|name| name.contains(' ')) else { continue };
        let closed =
            rest.get(name.len()..).is_some_and(|tail| tail.is_empty() || tail.starts_with([',', '.', ' ', '(']));
        if closed && words::any(&near, &["the", "my", "our", "a", "an", "this"]) && !words::any(&near, &["your"]) {
            return Some(Unlisted { name, relation: whose(&near) });
        }
    }
    None
}

/// "A role at Nordwerk Antriebe GmbH": the legal form makes it a firm, and the words around it say which.
fn incorporated(text: &str, lower: &str) -> Option<Unlisted> {
    const FORMS: [&str; 16] = [
        "GmbH", "Ltd", "Ltd.", "Limited", "Inc", "Inc.", "LLC", "PLC", "plc", "AG", "AB", "AS", "Oy", "B.V.", "S.A.",
        "Corp.",
    ];
    let mut start = 0;
    let spans: Vec<(usize, &str)> = text
        .split(' ')
        .map(|word| {
            let at = start;
            start += word.len() + 1;
            (at, word)
        })
        .collect();
    let form = |word: &str| {
        FORMS.contains(&word.trim_end_matches([',', ';', ')', ':']))
            || FORMS.contains(&word.trim_end_matches([',', '.', ';', ')', ':', '!', '?']))
    };
    let (number, (at, word)) = spans.iter().enumerate().find(|(_, (_, word))| form(word))?;
    let proper = |word: &str| {
        word.starts_with(|c: char| c.is_uppercase() || c == '&') && !word.ends_with([',', '.', ':', ';'])
            || word == "&"
            || word == "Co.,"
            || word == "Co."
    };
    let first = (0..number).rev().take(4).take_while(|n| spans.get(*n).is_some_and(|(_, word)| proper(word))).last()?;
    let from = spans.get(first)?.0;
    let end = at + word.trim_end_matches([',', ';', ')', ':', '!', '?']).len();
    let name = text.get(from..end)?.to_owned();
    match relation(lower.get(..from)?, lower.get(end..)?) {
        Relation::Mentions => None,
        relation => Some(Unlisted { name, relation }),
    }
}

/// Whose firm it is: "our company", "we are called" is the contact's own.
fn whose(near: &str) -> Relation {
    let client = words::any(near, &["client", "customer", "partner"]);
    let own = words::any(near, &["our", "my", "we are", "we're", "we’re", "i work for", "i work at", "i run"]);
    if own && !client { Relation::WorksFor } else { Relation::RecruitsFor }
}

/// The capitalised words at the beginning, five at most.
fn capitalised(rest: &str) -> Option<String> {
    let named: Vec<&str> = rest
        .split_whitespace()
        .take_while(|w| {
            w.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || c == '&')
                || matches!(*w, "of" | "and" | "&")
        })
        .take(5)
        .collect();
    let name = named.join(" ");
    let name = name.split([',', ';', '(', '|', '!', '?']).next()?.split(". ").next()?;
    let name = name.trim().trim_end_matches('.').trim().trim_end_matches(" and").trim_end_matches(" of").to_owned();
    (name.chars().count() >= 3).then_some(name)
}

fn korean(text: &str) -> Option<Unlisted> {
    announced_in_korean(text).or_else(|| {
        let name = ended(text)?;
        Some(Unlisted { name, relation: Relation::WorksFor })
    })
}

/// Topics of a sentence that says what a firm is called.
const TOPICS: [&str; 13] = [
    "회사는 ", "회사 이름은 ", "회사명은 ", "업체는 ", "업체명은 ", "고객사는 ", "고객사명은 ", "사명은 ", "법인은 ",
    "기업은 ", "회사 이름이 ", "회사가 ", "연구소는 ",
];

/// Whether the words before a name make it a firm's: "저희 회사는 한빛정밀".
pub(super) fn of_a_firm(before: &str) -> bool {
    TOPICS.iter().any(|topic| before.contains(topic))
}

/// "저희 회사는 한빛정밀이라고 합니다", "한빛정밀이라는 회사", "고객사명은 한빛정밀입니다".
fn announced_in_korean(text: &str) -> Option<Unlisted> {
    const CALLED: [&str; 6] = ["라고 합니다", "라고 해요", "라고 하는", "라고 하며", "라고 하고", "라고 불"];
    const KINDS: [&str; 8] =
        ["라는 회사", "라는 업체", "라는 곳", "라는 기업", "라는 스타트업", "라는 서치펌", "라는 법인", "라는 연구소"];
    let own = text.contains("저희") || text.contains("우리") || text.contains("제가");
    let relation = match own && !text.contains("고객") {
        true => Relation::WorksFor,
        false => Relation::RecruitsFor,
    };
    if let Some(at) = KINDS.iter().find_map(|kind| words::place(text, kind)) {
        let name = last_name(text.get(..at)?)?;
        return Some(Unlisted { name, relation });
    }
    let (at, topic) = TOPICS.iter().find_map(|topic| words::place(text, topic).map(|at| (at, *topic)))?;
    let rest = text.get(at + topic.len()..)?;
    let end = CALLED.iter().find_map(|called| words::place(rest, called)).or_else(|| {
        // "회사는 작은 스타트업입니다" names nobody; a name is announced as one.
        words::place(rest, "입니다").filter(|_| topic.contains("이름") || topic.ends_with("명은 "))
    })?;
    let name = last_name(rest.get(..end)?).filter(|_| end <= 60)?;
    Some(Unlisted { name, relation })
}

/// The name at the end of what stands before "라고": its last word, or two if it is written in two.
fn last_name(text: &str) -> Option<String> {
    /// Words for what a firm is or does, and for a name that is not told.
    const NOT: [&str; 16] = [
        "회사", "기업", "업체", "스타트업", "곳", "비공개", "미정", "추후", "아직", "밝힐", "고객사", "법인",
        "중소기업", "대기업", "벤처", "나중",
    ];
    let word = text.split_whitespace().next_back()?.trim_matches(|c: char| !c.is_alphanumeric());
    let mut letters = word.chars().rev();
    // The particle 이 follows a closed syllable: 한빛정밀이라고, but 가람테크라고.
    let name = match (letters.next(), letters.next()) {
        (Some('이'), Some(before)) if closed(before) => word.strip_suffix('이')?,
        // A verb may stand before 라는, too: "설치하라는 업체".
        (Some('하' | '으' | '주' | '오' | '가' | '보' | '되' | '달' | '마'), _) => return None,
        _ => word,
    };
    let length = name.chars().count();
    ((2..=20).contains(&length) && !NOT.contains(&name)).then(|| name.to_owned())
}

/// Whether a Hangul syllable ends in a consonant.
fn closed(c: char) -> bool {
    is_hangul(c) && (u32::from(c)).checked_sub(0xac00).is_some_and(|n| n % 28 != 0)
}

/// "서치펌 가람솔서치의 헤드헌터", "가람파트너스 컨설턴트", "주식회사 가람".
fn ended(text: &str) -> Option<String> {
    const ANNOUNCED: [&str; 6] = ["서치펌", "써치펌", "헤드헌팅사", "주식회사", "(주)", "㈜"];
    const ENDINGS: [&str; 11] = [
        "서치", "써치", "컨설팅", "파트너스", "어드바이저스", "어드바이저리", "인사이트", "휴먼", "에이치알", "스태핑",
        "캐피탈",
    ];
    const PARTICLES: [&str; 10] = ["에서", "의", "은", "는", "이", "가", "입니다", "소속", "라고", "에"];
    let strip = |word: &str| -> String {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let cut = PARTICLES.iter().find_map(|p| word.strip_suffix(p).filter(|stem| stem.chars().count() >= 2));
        cut.unwrap_or(word).to_owned()
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    for (at, word) in words.iter().enumerate() {
        let after = ANNOUNCED.iter().find_map(|a| word.strip_prefix(a));
        let candidate = match after {
            Some("") => words.get(at + 1).map(|next| strip(next)),
            Some(rest) => Some(strip(rest)),
            None => Some(strip(word)).filter(|name| {
                ENDINGS.iter().any(|e| name.strip_suffix(e).is_some_and(|stem| stem.chars().count() >= 2))
            }),
        };
        if let Some(name) = candidate.filter(|n| (2..=20).contains(&n.chars().count())) {
            return Some(name);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;

    fn read(text: &str, before: &str) -> Option<(String, Relation)> {
        find(text, before).map(|firm| (firm.name, firm.relation))
    }

    #[test]
    fn firms_named_in_passing() {
        let client = |name: &str| Some((name.to_owned(), Relation::RecruitsFor));
        let own = |name: &str| Some((name.to_owned(), Relation::WorksFor));
        let before = fold("I recruit for a mid-sized manufacturer in Linz.");
        assert_eq!(read("It is called Traunwerk Hydraulik and builds pumps.", &before), client("Traunwerk Hydraulik"));
        assert_eq!(read("The firm, Nordwerk Antriebe GmbH, builds gearboxes.", ""), client("Nordwerk Antriebe GmbH"));
        assert_eq!(read("Our company is called Nordwerk Antriebe.", ""), own("Nordwerk Antriebe"));
        assert_eq!(read("There is a role at Nordwerk Antriebe GmbH in Kiel.", ""), client("Nordwerk Antriebe GmbH"));
        assert_eq!(read("저희 회사는 한빛정밀이라고 합니다.", ""), own("한빛정밀"));
        assert_eq!(read("고객사명은 가람테크입니다.", ""), client("가람테크"));
        assert_eq!(read("창원에 있는 한빛정밀이라는 회사입니다.", ""), client("한빛정밀"));
    }

    #[test]
    fn what_is_no_firm() {
        let before = fold("The company uses a tool for this.");
        assert_eq!(read("It is called Docker.", &before), None);
        assert_eq!(read("Your company is called Acme Pumps, right?", ""), None);
        assert_eq!(read("A headhunter called Oliver Strand wrote to me.", ""), None);
        assert_eq!(read("We use a small messenger called Veil.", ""), None);
        assert_eq!(read("You worked at Orrin Marine Ltd before.", ""), None);
        assert_eq!(read("고객사명은 비공개입니다.", ""), None);
        assert_eq!(read("회사는 작은 스타트업입니다.", ""), None);
        assert_eq!(read("프로그램을 설치하라는 업체였습니다.", ""), None);
    }
}
