//! Misreadings of text recognition, put right where that is safe: never in addresses, never where a word stands already.

/// Words that `rn` is read in where `m` stands, or that break in two. Short, common, and asked for by lures.
const WORDS: [&str; 62] = [
    "from", "my", "them", "room", "small", "same", "minute", "minutes", "make", "more", "me", "must", "email",
    "payment", "message", "messages", "time", "name", "some", "company", "command", "system", "camera", "program",
    "terminal", "recruitment", "team", "meet", "meeting", "confirm", "form", "information", "remote", "commission",
    "payments", "install", "installed", "installer", "download", "password", "passwort", "browser", "antivirus",
    "telegram", "whatsapp", "account", "laptop", "computer", "screenshot", "interview", "driver", "viewer", "client",
    "before", "recruiter", "terminal's", "document", "employment", "comment", "number", "immediately", "him",
];

/// What stands after `I` and never after a `1`.
const AFTER_I: [&str; 10] = ["am", "have", "will", "would", "can", "do", "need", "think", "was", "work"];

/// Rights the words of a text; white space stays as it is.
pub(super) fn repair(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let mut tokens: Vec<String> = line.split(' ').map(token).collect();
        for at in 0..tokens.len() {
            let me = tokens.get(at + 1).is_some_and(|next| AFTER_I.contains(&next.as_str()));
            if let Some(held) = tokens.get_mut(at).filter(|held| me && *held == "1") {
                *held = "I".to_owned();
            }
        }
        let mut at = 0;
        while let Some(held) = tokens.get(at) {
            if at > 0 {
                out.push(' ');
            }
            match tokens.get(at + 1).and_then(|next| joined(held, next)) {
                Some(whole) => {
                    out.push_str(&whole);
                    at += 2;
                }
                None => {
                    out.push_str(held);
                    at += 1;
                }
            }
        }
    }
    out
}

/// "Inst all": two pieces that are no words and make one together.
fn joined(left: &str, right: &str) -> Option<String> {
    let letters = |piece: &str| !piece.is_empty() && piece.chars().all(|c| c.is_ascii_alphabetic());
    let bare = right.trim_end_matches(['.', ',', '!', '?', ':', ';']);
    if !letters(left) || !letters(bare) || bare.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let whole = format!("{left}{bare}").to_ascii_lowercase();
    // "me" and "my" are not torn, and a word that stands by itself ("down load" aside) is left alone.
    let torn =
        whole.len() >= 6 && WORDS.contains(&whole.as_str()) && !WORDS.contains(&left.to_ascii_lowercase().as_str());
    torn.then(|| format!("{left}{right}"))
}

/// An address: only what can't stand in one is changed. A bar is an `l`, and an `O` before digits of a path is a zero.
fn address(token: &str) -> String {
    let chars: Vec<char> = token.replace('|', "l").chars().collect();
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let host = token.find("://").map_or(0, |at| at + 3);
    let path = token.get(host..).and_then(|rest| rest.find('/')).map_or(usize::MAX, |at| host + at);
    let numbered = |at: usize| at > path && digit(at + 1) && digit(at + 2) && digit(at + 3);
    chars.iter().enumerate().map(|(at, c)| if *c == 'O' && numbered(at) { '0' } else { *c }).collect()
}

/// One word.
fn token(token: &str) -> String {
    let address =
        token.contains(['@', '/', '\\', '_', '=']) || token.split('.').filter(|part| part.len() > 1).count() > 1;
    if address || token.is_empty() {
        return self::address(token);
    }
    let core = token.trim_end_matches(['.', ',', '!', '?', ':', ';']);
    let tail = token.get(core.len()..).unwrap_or("");
    if core == "|" || core == "l" {
        return format!("I{tail}");
    }
    let core = match core
        .strip_prefix(['|', 'l'])
        .filter(|rest| matches!(*rest, "'m" | "'ll" | "'ve" | "'d" | "’m" | "’ll" | "’ve" | "’d"))
    {
        Some(rest) => format!("I{rest}"),
        None => core.to_owned(),
    };
    format!("{}{tail}", merged(&inner(&core)))
}

/// Letters that look alike, inside a word of small letters: `normaI`, `wi1l`, `l0gin`.
fn inner(core: &str) -> String {
    let chars: Vec<char> = core.chars().collect();
    let small = chars.iter().filter(|c| c.is_ascii_lowercase()).count();
    let odd = chars.iter().filter(|c| !c.is_ascii_lowercase()).count();
    if small < 2 || odd == 0 || odd > 2 || chars.iter().any(|c| !c.is_ascii_alphanumeric() && *c != '|') {
        return core.to_owned();
    }
    let near = |at: usize| chars.get(at).is_some_and(char::is_ascii_lowercase);
    chars
        .iter()
        .enumerate()
        .map(|(at, c)| {
            let before = at > 0 && near(at - 1);
            let after = near(at + 1);
            match c {
                'I' | '1' | '|' if before && (after || at + 1 == chars.len()) => 'l',
                '0' if before && after => 'o',
                c => *c,
            }
        })
        .collect()
}

/// `frorn`, `roorn`, `srnall`: only where the word is one with `m` and none with `rn`.
fn merged(core: &str) -> String {
    if !core.contains("rn") {
        return core.to_owned();
    }
    let whole = core.replace("rn", "m");
    if WORDS.contains(&whole.to_ascii_lowercase().as_str()) { whole } else { core.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::repair;

    #[test]
    fn what_is_misread_is_righted() {
        for (read, meant) in [
            ("Can | do it frorn rny phone?", "Can I do it from my phone?"),
            ("Inst all it before, that's normaI", "Install it before, that's normal"),
            ("the srnall client, you wi1l see", "the small client, you will see"),
            ("pass word.", "password."),
            ("1 am in https://a.example/job/RO221345", "I am in https://a.example/job/R0221345"),
        ] {
            assert_eq!(repair(read), meant);
        }
    }

    #[test]
    fn what_is_right_or_an_address_stays() {
        for text in [
            "govern the return, learn and confirm", "https://rneet-anduril.example/1I0", "dana@rnail.example",
            "rneet.exarnple.com", "iPhone 15 and IPv4 in R0221345", "인사팀 I/O 1층", "all in all, be fore",
        ] {
            assert_eq!(repair(text), text.replace("be fore", "before"));
        }
    }
}
