//! A LinkedIn thread as it looks when copied from the page.
//!
//! The page's text holds, for each group of messages, "Dana Reed sent the following message at 9:41 AM" (or its Korean
//! form) and a line with name, pronouns and time; above the thread stand the name and the headline.

use analyzer::case::Channel;
use regex::Regex;
use std::sync::LazyLock;

use super::clock::{self, day_line};
use super::{Found, Thread, lines};

#[allow(clippy::expect_used, reason = "literal patterns, covered by the tests")]
static SENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?P<name>.{1,80}?)(?: sent the following messages? at |님이 )(?P<time>\d{1,2}:\d{2}(?:[ \u{202f}]?[AP]M)?|(?:오전|오후) \d{1,2}:\d{2})(?:에 다음 메시지를 보냈습니다\.?)?$",
    )
    .expect("literal pattern")
});

/// A day beside a time: "Nov 12", "12 November 2026", "Tue", "어제", "11월 12일", "2026-11-12", "11/12".
const DAY: &str = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? ?)?(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, ?\d{4})?|\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?: \d{4})?|\d{4}[-./] ?\d{1,2}[-./] ?\d{1,2}\.?|\d{1,2}/\d{1,2}(?:/\d{2,4})?|(?:\d{4}년 )?\d{1,2}월 \d{1,2}일(?: ?\(?[월화수목금토일](?:요일)?\)?)?|Today|Yesterday|오늘|어제|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)";

#[allow(clippy::expect_used, reason = "literal patterns, covered by the tests")]
static SPEAKER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        &format!(
            r"^(?P<name>[\p{{L}}][^\n:]{{1,78}}?)(?: ?\((?:She/Her|He/Him|They/Them|[^)]{{1,20}})\))?[  ]{{1,4}}[·•]?[  ]{{0,4}}(?P<before>{DAY})?,?[  ]*(?P<time>\d{{1,2}}:\d{{2}}(?:[ \u{{202f}}]?[AP]M)?|(?:오전|오후) \d{{1,2}}:\d{{2}})(?:,?[  ]+(?P<after>{DAY}))?$",
        ),
    )
    .expect("literal pattern")
});

/// Lines of the page that nobody wrote.
const PAGE: [&str; 26] = [
    "view ", "status is", "mobile •", "active now", "write a message", "open the options", "you reacted", "attach ",
    "send a", "open emoji", "maximize", "press enter", "load more", "message read", "seen by", "님의 프로필 보기",
    "메시지 작성", "메시지를 작성", "활성 상태", "지금 활동 중", "프로필 보기", "1st degree", "2nd degree",
    "3rd degree", "inmail", "sponsored",
];

/// Reads a thread, if the text is one.
pub(super) fn read(text: &str) -> Option<Thread> {
    let lines = lines(text);
    let sent = lines.iter().filter(|(_, l)| SENT.is_match(l)).count();
    let spoken = lines.iter().filter(|(_, l)| speaker(l).is_some()).count();
    if sent == 0 && spoken == 0 {
        return None;
    }
    let mut turns: Vec<Found> = Vec::new();
    let mut day = None;
    let mut open: Option<(String, (usize, usize), Option<jiff::civil::Time>)> = None;
    let mut first = text.len();
    for (start, line) in &lines {
        let end = start + line.len();
        if let Some(found) = day_line(line) {
            day = found.or(day);
            first = first.min(*start);
            continue;
        }
        // A ruler ends what was copied from the thread; what follows was pasted from elsewhere.
        if is_ruler(line) {
            open = Some((String::new(), (*start, *start), None));
            continue;
        }
        let captured = SENT.captures(line).or_else(|| speaker(line));
        if let Some(found) = captured {
            first = first.min(*start);
            let Some(name) = found.name("name") else { continue };
            let time = found.name("time").and_then(|t| clock::time(t.as_str()));
            let told = found.name("before").or_else(|| found.name("after"));
            day = told.and_then(|d| clock::date(d.as_str())).or(day);
            let clean = without_pronouns(name.as_str());
            open = Some((clean.to_owned(), (start + name.start(), start + name.start() + clean.len()), time));
            continue;
        }
        let lower = line.to_lowercase();
        if PAGE.iter().any(|p| lower.starts_with(p) || (!p.is_ascii() && lower.contains(p)))
            && line.chars().count() < 70
        {
            continue;
        }
        let Some((name, span, time)) = &open else { continue };
        // The name is repeated above each message for screen readers.
        if without_pronouns(line) == name {
            continue;
        }
        match turns.last_mut() {
            Some(last) if last.speaker == *name && last.speaker_span == *span => last.end = end,
            _ => turns.push(Found {
                start: *start,
                end,
                speaker: name.clone(),
                speaker_span: *span,
                at: clock::together(day, *time),
            }),
        }
    }
    if turns.is_empty() {
        return None;
    }
    let (name, headline) = heading(&lines, first, &turns);
    Some(Thread { channel: Channel::LinkedInThread, turns, name, headline })
}

/// `---`, `=====`, `--- page ---`.
fn is_ruler(line: &str) -> bool {
    let marks = |text: &str| text.chars().take_while(|c| matches!(c, '-' | '=' | '_' | '*' | '~' | '─' | '—')).count();
    marks(line) >= 3 && (line.chars().count() == marks(line) || marks(&line.chars().rev().collect::<String>()) >= 3)
}

/// A line with a speaker's name and a time. Prose that ends in a time is none: names have at most five words, and no
/// sentence marks.
fn speaker(line: &str) -> Option<regex::Captures<'_>> {
    let found = SPEAKER.captures(line)?;
    let name = without_pronouns(found.name("name")?.as_str());
    let words: Vec<&str> = name.split_whitespace().collect();
    let proper = |w: &&str| w.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_ascii());
    let few = (1..=5).contains(&words.len()) && words.iter().all(proper) && !name.contains(['.', '?', '!', ','])
        || name.contains("Dr.");
    let hangul = name.chars().any(|c| ('가'..='힣').contains(&c));
    (few && (words.len() >= 2 || hangul)).then_some(found)
}

fn without_pronouns(name: &str) -> &str {
    name.split(" (").next().unwrap_or(name).trim().trim_end_matches(['·', '•']).trim()
}

/// A byte span in the pasted text.
type Span = (usize, usize);

/// Name and headline above the first message.
fn heading(lines: &[(usize, &str)], first: usize, turns: &[Found]) -> (Option<Span>, Option<Span>) {
    let above: Vec<&(usize, &str)> = lines.iter().filter(|(start, _)| *start < first).collect();
    let known = |l: &str| turns.iter().any(|t| t.speaker.eq_ignore_ascii_case(without_pronouns(l)));
    let Some(at) = above.iter().position(|(_, l)| known(l)) else {
        return (above.iter().find_map(|(start, l)| titled(l, turns).map(|(a, b)| (start + a, start + b))), None);
    };
    let name = above.get(at).map(|(start, l)| (*start, start + without_pronouns(l).len()));
    let headline = above
        .get(at + 1..)
        .unwrap_or_default()
        .iter()
        .find(|(_, l)| {
            let lower = l.to_lowercase();
            let verified = lower.contains("has a verified")
                || lower.contains("verified workplace")
                || lower.contains("인증된 직장")
                || lower.contains("인증됨");
            !known(l)
                && !verified
                && !lower.starts_with(['·', '•'])
                && l.chars().count() >= 6
                && !PAGE.iter().any(|p| lower.starts_with(p))
                && !matches!(lower.as_str(), "1st" | "2nd" | "3rd" | "he/him" | "she/her" | "they/them")
        })
        .map(|(start, l)| (*start, start + l.len()));
    (name, headline)
}

/// The span of the one speaker whom a title names: "Conversation with Dana Reed", "김하나님과의 대화".
fn titled(line: &str, turns: &[Found]) -> Option<Span> {
    const LONGEST: usize = 80;
    let mut named = turns.iter().filter(|t| t.speaker.chars().count() >= 2).filter_map(|t| {
        let start = line.find(t.speaker.as_str())?;
        Some((start, start + t.speaker.len()))
    });
    let first = named.next().filter(|_| line.chars().count() <= LONGEST)?;
    named.all(|other| other == first).then_some(first)
}
