//! LinkedIn's notification mails: who is announced, with which headline, and which words are the contact's own.

use analyzer::case::{Channel, Fact, Message, Notification, NotificationKind, Side, Turn};

use super::body::fact;

/// Lines of the platform, not of the contact: any of these in a line, lower case.
const PLATFORM: [&str; 62] = [
    "unsubscribe", "you are receiving", "you're receiving", "this email was intended", "linkedin corporation",
    "linkedin ireland", "learn why we included", "view message", "view profile", "see all", "get the linkedin app",
    "linkedin app", "download the", "help center", "registered trademark", "© 20", "view in browser", "reply to ",
    "not interested", "accept invitation", "view invitation", "see who", "also available on mobile", "your network",
    "never miss", "go to messag", "stay connected", "manage your", "tip:", "safety tip", "sunnyvale", "mountain view",
    "wilton p", "accept:", "accept", "ignore", "reply", "message:", "connections in common", "mutual connection",
    "수신 거부", "수신거부", "이 이메일은", "메시지 보기", "메시지 보러", "프로필 보기", "수락", "거절", "답장하기",
    "답장", "받으신 메일", "알림을 받", "고객센터", "링크드인 앱", "linkedin 앱", "등록 상표", "메일을 받",
    "자세히 알아보", "새 메시지", "관심 없음", "더 보기", "함께 아는",
];

/// Words of the host of a line that is only LinkedIn's link.
const OWN_LINK: &str = "linkedin.com/";

/// Recognises a notification of LinkedIn, or something that looks like one, and tells the contact's words from the
/// platform's.
pub(super) fn apply(message: &mut Message) {
    let Some(from) = message.from.clone() else { return };
    let host = from.value.host().to_owned();
    let own_host = host == "linkedin.com" || host.ends_with(".linkedin.com");
    let name = from.value.name.trim().to_owned();
    let says = name.eq_ignore_ascii_case("linkedin")
        || name.to_lowercase().ends_with("via linkedin")
        || name.starts_with("LinkedIn ");
    let marked = message.headers.iter().any(|h| h.value.0.to_ascii_lowercase().starts_with("x-linkedin"));
    if !(own_host || says && marked || says && !name.eq_ignore_ascii_case("linkedin")) {
        return;
    }
    message.channel = Channel::LinkedInMail;
    let subject = message.subject.as_ref().map(|s| s.value.clone()).unwrap_or_default();
    let kind = kind(message, from.value.local(), &subject);
    let display = name.trim_end_matches("via LinkedIn").trim_end_matches("on LinkedIn").trim().to_owned();
    let contact_name = if display.is_empty() || display.to_lowercase().starts_with("linkedin") {
        message
            .subject
            .as_ref()
            .and_then(|s| announced(&s.value).map(|n| Fact::new(n, s.quote.clone(), s.source.clone())))
    } else {
        Some(Fact::new(display, from.quote.clone(), from.source.clone()))
    };
    let (turns, headline) = split(message, contact_name.as_ref().map(|n| n.value.as_str()), kind);
    let has_text =
        turns.iter().filter(|t| t.side == Side::Contact).map(|t| letters(&t.text.value)).sum::<usize>() >= 20;
    message.turns = turns;
    // The subject of an InMail is the contact's; the others are LinkedIn's own words.
    if kind != NotificationKind::InMail {
        message.subject = None;
    }
    message.notification = Some(Notification { kind, name: contact_name, headline, has_text });
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

fn kind(message: &Message, local: &str, subject: &str) -> NotificationKind {
    let class = message
        .headers
        .iter()
        .filter(|h| matches!(h.value.0.to_ascii_lowercase().as_str(), "x-linkedin-class" | "x-linkedin-template"));
    let class: String = class.map(|h| h.value.1.to_lowercase()).collect::<Vec<_>>().join(" ");
    let original = subject;
    let subject = subject.to_lowercase();
    let any = |words: &[&str]| words.iter().any(|w| class.contains(w) || subject.contains(w) || local.contains(w));
    // LinkedIn announces single messages from `messaging-digest-noreply@`, too: what the subject says comes first.
    let invites = ["invit", "connect", "1촌", "초대"].iter().any(|w| subject.contains(w));
    if announced(original).is_some() && !invites {
        return if any(&["inmail"]) { NotificationKind::InMail } else { NotificationKind::Message };
    }
    if any(&[
        "digest", "jobs-to-mbr", "jobs-listings", "jobalerts", "jobs_jymbii", "newsletter", "notifications-noreply",
        "groups-noreply", "updates-noreply", "editors-noreply",
    ]) {
        NotificationKind::Digest
    } else if any(&["inmail"]) {
        NotificationKind::InMail
    } else if any(&[
        "invitation", "invite", "want to connect", "wants to connect", "to my linkedin network", "1촌", "초대",
    ]) {
        NotificationKind::Invitation
    } else if any(&["messag", "messaged you", "hit-reply", "메시지"]) {
        NotificationKind::Message
    } else {
        NotificationKind::Other
    }
}

/// The person a subject of LinkedIn announces.
fn announced(subject: &str) -> Option<String> {
    let lower = subject.to_lowercase();
    for marker in [
        " just messaged you", " sent you a message", " messaged you", " wants to connect", " has sent you",
        " sent you a new message", " would like to connect", " invited you", "님이 메시지", "님이 새 메시지",
        "님이 보낸", "님이 1촌", "님의 메시지", "님의 새 메시지", "님이 회원님", "님이 초대",
    ] {
        if let Some(at) = lower.find(marker)
            && lower.len() == subject.len()
        {
            let name = subject.get(..at)?.trim().trim_matches(|c: char| !c.is_alphabetic() && c != '.');
            let name = name.rsplit([':', '!']).next().unwrap_or(name).trim();
            return (!name.is_empty() && name.chars().count() <= 60).then(|| name.to_owned());
        }
    }
    for marker in ["message from ", "invitation from ", "inmail from ", "you have a new message from "] {
        if let Some(at) = lower.find(marker)
            && lower.len() == subject.len()
        {
            let name: String = subject.get(at + marker.len()..)?.split([',', '(', '|']).next()?.trim().to_owned();
            return (!name.is_empty() && name.chars().count() <= 60).then_some(name);
        }
    }
    None
}

/// Lines to turns: the platform's and the contact's; and the headline, which stands below the name.
fn split(message: &Message, name: Option<&str>, kind: NotificationKind) -> (Vec<Turn>, Option<Fact<String>>) {
    let mut turns: Vec<Turn> = Vec::new();
    let mut headline = None;
    for turn in &message.turns {
        if !matches!(turn.side, Side::Contact | Side::Unknown) {
            turns.push(turn.clone());
            continue;
        }
        let text = &turn.text.value;
        let offset = match turn.text.source.place {
            analyzer::case::Place::Text { start, .. } => start,
            _ => 0,
        };
        let mut open: Option<(usize, usize, Side)> = None;
        let mut after_name = false;
        let mut footer = false;
        let mut at = 0;
        let mut pieces: Vec<(usize, usize, Side)> = Vec::new();
        for line in text.split_inclusive('\n') {
            let (start, end) = (at, at + line.trim_end().len());
            at += line.len();
            let bare = line.trim();
            if bare.is_empty() {
                continue;
            }
            let lower = bare.to_lowercase();
            footer |= ["unsubscribe", "this email was intended", "you are receiving", "수신 거부", "이 이메일은"]
                .iter()
                .any(|m| lower.contains(m));
            let is_name = name.is_some_and(|n| {
                // Some subjects announce the first name alone; the whole one stands in a line of its own.
                let longer = !n.contains(' ')
                    && bare.split_whitespace().count() <= 4
                    && lower.starts_with(&format!("{} ", n.to_lowercase()))
                    && bare.split_whitespace().all(|w| w.chars().next().is_some_and(char::is_uppercase));
                n.eq_ignore_ascii_case(bare) || longer
            });
            let side = if is_name {
                after_name = true;
                Side::Other
            } else if after_name
                && headline.is_none()
                && bare.chars().count() <= 150
                && !ends_a_sentence(bare)
                && !platform_line(&lower)
            {
                let mut found = fact(text, start + (line.len() - line.trim_start().len()), end, message.artifact);
                shift(&mut found, offset);
                headline = Some(found);
                after_name = false;
                Side::Other
            } else if footer || kind == NotificationKind::Digest || platform_line(&lower) || subject_line(&lower) {
                after_name = false;
                Side::Other
            } else {
                after_name = false;
                Side::Contact
            };
            match &mut open {
                Some((_, until, current)) if *current == side => *until = end,
                _ => {
                    pieces.extend(open.take());
                    open = Some((start, end, side));
                }
            }
        }
        pieces.extend(open.take());
        for (start, end, side) in pieces {
            let mut found = fact(text, start, end, message.artifact);
            shift(&mut found, offset);
            turns.push(Turn { speaker: None, side, at: turn.at.clone(), text: found });
        }
    }
    (turns, headline)
}

fn shift(found: &mut Fact<String>, by: u32) {
    if let analyzer::case::Place::Text { start, end } = &mut found.source.place {
        *start = start.saturating_add(by);
        *end = end.saturating_add(by);
    }
}

fn ends_a_sentence(line: &str) -> bool {
    line.ends_with(['.', '!', '?', ','])
        || line.ends_with("다.")
        || line.ends_with("요.")
        || line.to_lowercase().starts_with("hi ")
        || line.to_lowercase().starts_with("dear ")
}

/// A line of the platform: a button, a footer, a tracking link. Long lines are prose, whatever words they hold.
fn platform_line(lower: &str) -> bool {
    let words = lower.split_whitespace().count();
    (lower.contains(OWN_LINK) && words <= 4)
        || lower.chars().all(|c| !c.is_alphanumeric())
        || PLATFORM.iter().any(|p| {
            if p.chars().count() <= 8 {
                lower == *p || lower.trim_end_matches([':', ' ']) == *p
            } else {
                lower.contains(p) && words <= 40
            }
        })
}

fn subject_line(lower: &str) -> bool {
    let words = lower.split_whitespace().count();
    words <= 12
        && [
            "just messaged you", "you have a new message", "you have 1 new message", "sent you a message",
            "wants to connect with you", "i'd like to join your", "님이 메시지를 보냈", "님이 1촌", "new message from",
        ]
        .iter()
        .any(|m| lower.contains(m))
}
