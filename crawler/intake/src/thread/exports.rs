//! Exports of messengers: WhatsApp, Telegram, KakaoTalk; and copied text messages.
//!
//! Each form is recognised by how its lines begin; a form needs two such lines, so that prose is never one.

use analyzer::case::Channel;
use regex::Regex;
use std::sync::LazyLock;

use super::{Found, Thread, clock};

struct Form {
    channel: Channel,
    /// Groups: `date`, `time`, `name`; the words follow the match.
    line: &'static LazyLock<Regex>,
    /// A line that carries only the date for those below.
    day: Option<&'static LazyLock<Regex>>,
}

macro_rules! pattern {
    ($name:ident, $text:literal) => {
        #[allow(clippy::expect_used, reason = "a literal pattern, covered by the tests below")]
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($text).expect("literal pattern"));
    };
}

pattern!(
    WHATSAPP_IOS,
    r"^\[(?P<date>[^\],]{6,16}),? (?P<time>(?:오전 |오후 )?\d{1,2}:\d{2}(?::\d{2})?(?:[ \u{202f}]?[AaPp]\.?[Mm]\.?)?)\] (?P<name>[^:\n]{1,60}): "
);
pattern!(
    WHATSAPP_ANDROID,
    r"^(?P<date>\d{1,4}[./-] ?\d{1,2}[./-] ?\d{2,4}\.?),? (?P<time>(?:오전 |오후 )?\d{1,2}:\d{2}(?:[ \u{202f}]?[AaPp]\.?[Mm]\.?)?) (?:- |– )(?P<name>[^:\n]{1,60}): "
);
pattern!(KAKAO_PC, r"^\[(?P<name>[^\]\n]{1,40})\] \[(?P<time>(?:오전|오후) \d{1,2}:\d{2}|\d{1,2}:\d{2}(?: [AP]M)?)\] ");
pattern!(
    KAKAO_PHONE,
    r"^(?P<date>\d{4}년 \d{1,2}월 \d{1,2}일) (?P<time>(?:오전|오후) \d{1,2}:\d{2}), (?P<name>[^:\n]{1,40}) : "
);
pattern!(KAKAO_DAY, r"^-{5,} *(?P<date>\d{4}년 \d{1,2}월 \d{1,2}일[^-]*?) *-{5,}$");
pattern!(TELEGRAM, r"^(?P<name>[^,\[\n]{1,60}), \[(?P<date>[^\]\n]{6,14}) (?P<time>\d{1,2}:\d{2}(?::\d{2})?)\][:]? ?");
pattern!(
    PLAIN_CLOCK,
    r"^(?P<name>[\p{L}][\p{L} .'’-]{0,40}) ?[\[(](?P<time>(?:오전 |오후 )?\d{1,2}:\d{2}(?: ?[AaPp][Mm])?)[\])] ?:? ?"
);

static FORMS: [Form; 6] = [
    Form { channel: Channel::WhatsApp, line: &WHATSAPP_IOS, day: None },
    Form { channel: Channel::WhatsApp, line: &WHATSAPP_ANDROID, day: None },
    Form { channel: Channel::KakaoTalk, line: &KAKAO_PC, day: Some(&KAKAO_DAY) },
    Form { channel: Channel::KakaoTalk, line: &KAKAO_PHONE, day: None },
    Form { channel: Channel::Telegram, line: &TELEGRAM, day: None },
    Form { channel: Channel::Paste, line: &PLAIN_CLOCK, day: None },
];

/// Reads an export, if the text is one.
pub(super) fn read(text: &str) -> Option<Thread> {
    for form in &FORMS {
        let hits = text.lines().take(4_000).filter(|l| form.line.is_match(l.trim_start_matches('\u{feff}'))).count();
        let announced = form.channel == Channel::KakaoTalk && text.contains("카카오톡 대화");
        if hits >= 2 || (hits == 1 && (announced || !matches!(form.channel, Channel::Paste))) {
            return Some(Thread { channel: form.channel, turns: turns(text, form), name: None, headline: None });
        }
    }
    labelled(text)
}

fn turns(text: &str, form: &Form) -> Vec<Found> {
    let mut turns: Vec<Found> = Vec::new();
    let mut day = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (start, bare) = (at, line.trim_end());
        at += line.len();
        if let Some(found) = form.day.and_then(|d| d.captures(bare)) {
            day = found.name("date").and_then(|d| clock::date(d.as_str()));
            continue;
        }
        if let Some(found) = form.line.captures(bare) {
            let group = |name: &str| found.name(name).map(|g| g.as_str());
            let date = group("date").and_then(clock::date).or(day);
            let name = found.name("name");
            let whole = found.get(0).map_or(0, |m| m.end());
            turns.push(Found {
                start: start + whole,
                end: start + bare.len(),
                speaker: name.map_or("", |n| n.as_str()).trim().to_owned(),
                speaker_span: name.map_or((start, start), |n| (start + n.start(), start + n.end())),
                at: clock::together(date, group("time").and_then(clock::time)),
            });
        } else if let Some(last) = turns.last_mut()
            && !bare.is_empty()
        {
            last.end = start + bare.len();
        }
    }
    turns.retain(|t| t.end > t.start);
    turns
}

/// `Dana: …` / `Me: …` lines: how people type a chat down. Two speakers with at least three lines, each a name.
fn labelled(text: &str) -> Option<Thread> {
    pattern!(LABEL, r"^(?P<name>[\p{L}][\p{L} .'’-]{0,30}) ?: (?P<words>\S.*)$");
    const NO_NAMES: [&str; 40] = [
        "from", "to", "subject", "date", "sent", "cc", "note", "ps", "p.s", "location", "salary", "role", "title",
        "phone", "email", "e-mail", "tel", "mobile", "website", "link", "company", "job", "position", "requirements",
        "responsibilities", "benefits", "제목", "보낸 사람", "받는 사람", "날짜", "연봉", "직무", "근무지", "문의",
        "전화", "이메일", "포지션", "주요업무", "자격요건", "우대사항",
    ];
    let mut turns: Vec<Found> = Vec::new();
    let mut at = 0;
    let mut prose = 0;
    for line in text.split_inclusive('\n') {
        let (start, bare) = (at, line.trim_end());
        at += line.len();
        if bare.trim().is_empty() {
            continue;
        }
        let found = LABEL.captures(bare).filter(|f| {
            f.name("name").is_some_and(|n| {
                let lower = n.as_str().trim().to_lowercase();
                lower.split_whitespace().count() <= 3 && !NO_NAMES.contains(&lower.as_str())
            })
        });
        if let Some(found) = found {
            let (name, words) = (found.name("name")?, found.name("words")?);
            turns.push(Found {
                start: start + words.start(),
                end: start + bare.len(),
                speaker: name.as_str().trim().to_owned(),
                speaker_span: (start + name.start(), start + name.end()),
                at: None,
            });
        } else if let Some(last) = turns.last_mut() {
            prose += 1;
            last.end = start + bare.len();
        } else {
            return None;
        }
    }
    let mut speakers: Vec<&str> = turns.iter().map(|t| t.speaker.as_str()).collect();
    speakers.sort_unstable();
    speakers.dedup();
    let alternating = (2..=4).contains(&speakers.len()) && turns.len() >= 3 && prose <= turns.len() * 3;
    alternating.then(|| Thread { channel: Channel::Paste, turns: turns.clone(), name: None, headline: None })
}
