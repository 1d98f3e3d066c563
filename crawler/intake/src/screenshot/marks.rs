//! What programs write around a conversation: clocks, days, states, buttons, input fields.

use regex::Regex;
use std::sync::LazyLock;

#[allow(clippy::expect_used, reason = "literal patterns, covered by the tests")]
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:(?:오\s*전|오\s*후|[AP]M)\s*)?\d{1,2}[:.]\d{2}(?:\s*(?:AM|PM|AN|오전|오후))?|^(?:오\s*전|오\s*후)\s*\d{3,4}$")
        .expect("literal pattern")
});

#[allow(clippy::expect_used, reason = "literal patterns, covered by the tests")]
static SPOKEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:[^\p{L}\s]{1,2}\s+)?(?P<name>[\p{L}][^:]{0,60}?)\s*(?:\((?:She/Her|He/Him|They/Them)\))?\s*(?:[·•ㆍ․・.,\-–—~*]|\s)\s*(?:\S{1,3}\s)?(?:오\s*전|오\s*후)?\s*\d{1,4}[:.]?\d{2}\s*(?:[AP][MN])?$",
    )
    .expect("literal pattern")
});

/// Whether nothing but a time stands there, with the ticks and marks that go with it.
pub(super) fn is_time(text: &str) -> bool {
    let Some(found) = TIME.find(text) else { return false };
    let rest = text.len() - found.len();
    let outside =
        || text.get(..found.start()).unwrap_or("").chars().chain(text.get(found.end()..).unwrap_or("").chars());
    rest <= 14 && outside().filter(|c| c.is_alphanumeric()).count() <= 3
        || ["read", "delivered", "sent", "edited", "읽음", "전송됨", "수정됨"]
            .iter()
            .any(|word| text.to_lowercase().contains(word))
            && text.chars().count() <= 24
}

/// The name of a line that says who wrote at what time ("Dana Reed · 9:41 AM").
pub(super) fn speaker(text: &str) -> Option<&str> {
    let found = SPOKEN.captures(text)?;
    let name = found.name("name")?.as_str().trim().trim_end_matches(['·', '•', 'ㆍ', '-', '–', '.', ' ']);
    let words: Vec<&str> = name.split_whitespace().collect();
    let proper = |word: &&str| word.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_ascii());
    let hangul = name.chars().any(|c| ('가'..='힣').contains(&c));
    let few = (1..=5).contains(&words.len()) && words.iter().all(proper) && !name.contains(['?', '!', ',']);
    (few && (words.len() >= 2 || hangul && name.chars().count() >= 2)).then_some(name)
}

/// The bar of a telephone on top: clock, network, battery.
pub(super) fn is_status(text: &str) -> bool {
    const WORDS: [&str; 14] =
        ["5g", "4g", "lte", "3g", "kt", "skt", "lg", "u+", "wifi", "wi-fi", "volte", "am", "pm", "56"];
    let mut tokens = text.split_whitespace().peekable();
    tokens.peek().is_some()
        && text.chars().count() <= 40
        && tokens.all(|token| {
            let lower = token.to_lowercase();
            let letters = lower.chars().filter(|c| c.is_alphabetic()).count();
            WORDS.contains(&lower.as_str()) || letters <= 1 || lower.ends_with('%') && letters <= 2
        })
}

/// A line that parts days or says what the program does.
pub(super) fn is_divider(text: &str) -> bool {
    let lower = text.trim().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let words = lower.split_whitespace().count();
    crate::thread::day_line(&lower).is_some() && words <= 5
        || lower.chars().count() <= 24
            && (lower.contains('년') && lower.contains('월') && lower.contains('일')
                || ["요일"].iter().any(|d| lower.ends_with(d)))
        || [
            "end-to-end encrypted", "종단간 암호화", "종단 간 암호화", "unread messages", "여기까지 읽으셨습니다",
            "text message •", "imessage",
        ]
        .iter()
        .any(|mark| lower.contains(mark))
}

/// The field to write in.
pub(super) fn is_input(text: &str) -> bool {
    let squeezed: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    const FIELDS: [&str; 14] = [
        "message", "messages", "writeamessage", "typeamessage", "textmessage", "imessage", "sendamessage",
        "rcsmessage", "메시지입력", "메시지를작성하세요", "메시지작성", "메시지", "문자메시지", "메시지보내기",
    ];
    FIELDS.contains(&squeezed.as_str())
        || squeezed.chars().count() <= 16
            && ["writeamessage", "typeamessage", "메시지입력", "메시지를작성"].iter().any(|f| squeezed.contains(f))
}

/// What stands below a name in a messenger, when it is no headline.
pub(super) fn is_state(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let starts = [
        "online", "last seen", "active", "typing", "tap here", "click here", "contact info", "온라인", "최근 접속",
        "마지막 접속", "활동 중", "접속 중", "입력 중", "mobile", "business account", "비즈니스 계정",
    ];
    lower.chars().count() <= 40 && starts.iter().any(|s| lower.starts_with(s))
}

/// Buttons and counts of a mail or profile.
pub(super) fn is_button(text: &str) -> bool {
    let lower = text.trim().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    const BUTTONS: [&str; 27] = [
        "reply", "reply all", "forward", "reply forward", "connect", "follow", "message", "more", "connect message",
        "pending", "to me", "tome", "to me v", "inbox", "unsubscribe", "open to", "add profile section", "답장",
        "전달", "답장 전달", "전체답장", "나에게", "더보기", "1촌 맺기", "메시지 보내기", "팔로우",
        "1촌 맺기 메시지 보내기",
    ];
    BUTTONS.contains(&lower.as_str()) || lower.ends_with("(forward") || lower.ends_with("( forward")
}

/// How near somebody is, by itself: "· 2nd", "3촌".
pub(super) fn is_degree(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    matches!(bare.as_str(), "1st" | "2nd" | "3rd" | "3rd+" | "1촌" | "2촌" | "3촌" | "2na" | "2n")
}

/// What only profiles show.
pub(super) fn is_of_profile(text: &str) -> bool {
    let lower = text.to_lowercase();
    let squeezed: String = lower.chars().filter(|c| !c.is_whitespace()).collect();
    ["followers", "connections", "mutual connection", "· 2nd", "· 3rd", "• 2nd", "• 3rd", "degree connection"]
        .iter()
        .any(|mark| lower.contains(mark))
        || ["팔로워", "1촌맺기", "2촌", "3촌", "1촌500", "함께아는1촌"].iter().any(|mark| squeezed.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_wrote() {
        for time in ["9:41 AM", "14:20 W", "오전 11:20", "오 후 2:05", "11:05 /", "13:54 //", "읽음 오후 3:20"]
        {
            assert!(is_time(time), "{time}");
        }
        for words in ["Tuesday at 10:00 in Warwick House", "see you at 9:30 then", "네 10:30에 봬요"] {
            assert!(!is_time(words), "{words}");
        }
        for status in ["9:54 5G 61%", "14:07 LTE 100%", "9:54", "5G 61%", "56 61%"] {
            assert!(is_status(status), "{status}");
        }
        assert!(!is_status("Robin Kim") && !is_status("네 알겠습니다"));
        assert!(is_input("Write a message...") && is_input("메시지 입력") && !is_input("Please send me a message"));
        assert!(is_divider("TODAY") && is_divider("2026년 5월 4일 월요일") && !is_divider("May I call you"));
        assert_eq!(speaker("Whitney Ames ㆍ 9:41 AM"), Some("Whitney Ames"));
        assert_eq!(speaker("김도윤 ㆍ 오전 10:02"), Some("김도윤"));
        assert_eq!(speaker("Robin Kim - 9:50AM"), Some("Robin Kim"));
        assert_eq!(speaker("김도윤 ㆍ 24 10:03"), Some("김도윤"));
        assert_eq!(speaker("김도윤 ㆍ 241017"), Some("김도윤"));
        assert!(is_time("오후 440"));
        assert_eq!(speaker("Let us meet at 9:30"), None);
    }
}
