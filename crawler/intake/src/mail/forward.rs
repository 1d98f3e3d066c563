//! Inline-forwarded and quoted mails: header blocks in the text, as Outlook, Gmail, Apple Mail, Naver and Daum write
//! them, in English and Korean.

use analyzer::case::{Authentication, Fact, Forwarding, Mailbox, Message, Place, Side, Source};

use super::body;
use crate::Options;

/// Beginnings of subjects of forwarded mails, lower case.
pub(super) const PREFIXES: [&str; 9] = ["fw:", "fwd:", "fw :", "fwd :", "전달:", "전달 :", "[전달]", "[fwd]", "tr:"];

/// Most blocks of one text that are told apart.
const MOST: usize = 40;

/// A mail quoted in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// Byte where its header, or the line that announces it, begins.
    pub start: usize,
    /// Byte where its body begins.
    pub body: usize,
    /// Byte where quoting by `>` ends, if it is quoted so.
    pub quoted_until: Option<usize>,
    /// Its author.
    pub from: Option<Mailbox>,
    /// Bytes of the line that names the author.
    pub from_span: (usize, usize),
    /// Its recipients.
    pub to: Vec<Mailbox>,
    /// Its subject, with its span.
    pub subject: Option<(String, usize, usize)>,
    /// Whether a line says "forwarded".
    pub says_forwarded: bool,
}

/// Recognises an inline-forwarded mail: its author becomes the sender, authentication becomes unknown, and the
/// forwarder's own words become nobody's. Otherwise quoted mails become turns of their authors.
pub(super) fn apply(message: &mut Message, text: &str, options: &Options) {
    let blocks = blocks(text);
    let Some(at) = forwarded(message, &blocks, options) else {
        message.turns = body::turns(text, &blocks, message, options);
        return;
    };
    let Some(block) = blocks.get(at) else { return };
    let artifact = message.artifact;
    let forwarder = message.from.take();
    let (start, end) = block.from_span;
    let source = body::fact(text, start, end, artifact).source;
    let quote = text.get(start..end).unwrap_or("").trim().to_owned();
    message.from = block.from.clone().map(|mailbox| Fact::new(mailbox, quote, source));
    message.to = block
        .to
        .iter()
        .map(|to| Fact::new(to.clone(), to.address.clone(), Source { artifact, place: Place::Whole }))
        .collect();
    if let Some((subject, from, until)) = &block.subject {
        message.subject =
            Some(Fact::new(subject.clone(), subject.clone(), body::fact(text, *from, *until, artifact).source));
    }
    message.reply_to.clear();
    message.return_path = None;
    message.date = None;
    message.utc_offset = None;
    message.headers.clear();
    message.authentication = Authentication { unknown: true, ..Authentication::default() };
    message.forwarded = Some(Forwarding::Inline);
    let mut turns = Vec::new();
    let note_end = blocks.first().map_or(0, |b| b.start);
    let note = text.get(..note_end).unwrap_or("").trim();
    if !note.is_empty() {
        let from = text.find(note).unwrap_or(0);
        let speaker = forwarder.filter(|f| !f.value.name.is_empty()).map(|f| f.map(f.value.name.clone()));
        turns.push(analyzer::case::Turn {
            speaker,
            side: Side::Other,
            at: None,
            text: body::fact(text, from, from + note.len(), artifact),
        });
    }
    let inner: Vec<Block> = blocks.get(at + 1..).unwrap_or_default().to_vec();
    let mut rest = body::turns_from(text, block.body, &inner, message, options);
    turns.append(&mut rest);
    message.turns = turns;
}

/// Which block is the forwarded mail, if the mail is a forward.
fn forwarded(message: &Message, blocks: &[Block], options: &Options) -> Option<usize> {
    let first = blocks.first()?;
    first.from.as_ref()?;
    let outer = message.from.as_ref().map(|f| &f.value);
    let own = outer.is_some_and(|m| body::is_own(m, options));
    // An employee may forward from a private mailbox: the mail inside was addressed to it.
    let private = outer.is_some_and(|m| !m.address.is_empty() && first.to.iter().any(|to| to.address == m.address));
    if !options.own_domains.is_empty() && outer.is_some_and(|m| !m.address.is_empty()) && !own && !private {
        // A stranger's "forward" stays the stranger's mail.
        return None;
    }
    let subject = message.subject.as_ref().map(|s| s.value.trim().to_lowercase()).unwrap_or_default();
    // A pasted mail has no envelope: its own header lines are all there is.
    let says = outer.is_none() || first.says_forwarded || PREFIXES.iter().any(|p| subject.starts_with(p));
    let foreign = first.from.as_ref().is_some_and(|m| !body::is_own(m, options));
    if !(says || (own || private) && foreign) {
        return None;
    }
    // Colleagues pass forwards on: the innermost chain of the organisation's own people ends at the stranger.
    let own_author = |block: &Block| {
        block.from.as_ref().is_none_or(|m| {
            body::is_own(m, options) || outer.is_some_and(|o| !o.address.is_empty() && o.address == m.address)
        })
    };
    let stranger = blocks.iter().position(|b| !own_author(b));
    Some(stranger.unwrap_or(0))
}

/// Header keys and what they mean.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    From,
    To,
    Date,
    Subject,
    Else,
}

fn key(line: &str) -> Option<(Key, &str)> {
    let line =
        line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '>' | '*' | '|' | '•' | '-' | '■' | '□'));
    let (name, value) = line.split_once([':', '：'])?;
    if name.chars().count() > 16 {
        return None;
    }
    let name: String = name.chars().filter(|c| !c.is_whitespace() && *c != '*').collect::<String>().to_lowercase();
    let kind = match name.as_str() {
        "from" | "보낸사람" | "보낸이" | "발신" | "발신자" | "보내는사람" => Key::From,
        "to" | "받는사람" | "받는이" | "수신" | "수신자" => Key::To,
        "sent" | "date" | "날짜" | "보낸날짜" | "보낸시간" | "일시" | "작성일" | "발신일" | "발송일" => {
            Key::Date
        }
        "subject" | "제목" => Key::Subject,
        "cc" | "참조" | "reply-to" | "회신주소" | "importance" | "중요도" | "attachments" | "첨부파일" | "첨부"
        | "bcc" => Key::Else,
        _ => return None,
    };
    Some((kind, value.trim_matches(|c: char| c.is_whitespace() || c == '*')))
}

/// The quoted mails of a text, in order.
#[must_use]
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        lines.push((at, line.trim_end_matches(['\n', '\r'])));
        at += line.len();
    }
    let mut blocks = Vec::new();
    let mut index = 0;
    while index < lines.len() && blocks.len() < MOST {
        if let Some((block, next)) = header_block(&lines, index, text.len()) {
            blocks.push(block);
            index = next;
        } else if let Some((block, next)) = attribution(&lines, index, text.len()) {
            blocks.push(block);
            index = next;
        } else {
            index += 1;
        }
    }
    blocks
}

/// `From: … Sent: … To: … Subject: …` in neighbouring lines.
fn header_block(lines: &[(usize, &str)], index: usize, length: usize) -> Option<(Block, usize)> {
    let (_, first) = lines.get(index)?;
    key(first).filter(|(k, _)| matches!(k, Key::From | Key::Date | Key::Subject | Key::To))?;
    let mut block = Block {
        start: lines.get(index)?.0,
        body: length,
        quoted_until: None,
        from: None,
        from_span: (0, 0),
        to: Vec::new(),
        subject: None,
        says_forwarded: false,
    };
    let (mut kinds, mut next, mut author_seen) = (0, index, false);
    let (mut date_seen, mut subject_seen) = (false, false);
    while let Some((start, line)) = lines.get(next).copied() {
        if next > index + 14 {
            break;
        }
        match key(line) {
            Some((Key::From, value)) if !author_seen => {
                author_seen = true;
                kinds += 1;
                block.from = mailboxes(value).into_iter().next();
                block.from_span = (start, start + line.len());
            }
            Some((Key::From, _)) => break,
            Some((Key::To, value)) => {
                kinds += 1;
                block.to = mailboxes(value);
            }
            Some((Key::Date, _)) => {
                kinds += 1;
                date_seen = true;
            }
            Some((Key::Subject, value)) => {
                kinds += 1;
                subject_seen = true;
                let offset = line.find(value).unwrap_or(0);
                block.subject = Some((value.to_owned(), start + offset, start + offset + value.len()));
            }
            Some((Key::Else, _)) => kinds += 1,
            // Outlook's text form leaves empty lines between fields; a folded recipient list goes on in the next line.
            None if line.trim_matches(['>', ' ']).is_empty() => {
                let more = lines.get(next + 1).is_some_and(|(_, l)| key(l).is_some());
                if !more {
                    break;
                }
            }
            None if kinds > 0 && line.contains('@') && line.trim_end().ends_with(['>', ';', ',']) => {}
            None => break,
        }
        next += 1;
    }
    if !author_seen || kinds < 3 || !(date_seen || subject_seen) {
        return None;
    }
    // The line that announces the block belongs to it.
    let mut above = index;
    for _ in 0..2 {
        let Some(previous) = above.checked_sub(1).and_then(|n| lines.get(n)) else { break };
        let lower = previous.1.to_lowercase();
        let ruler = previous.1.trim().chars().all(|c| matches!(c, '-' | '_' | '=' | '>' | ' '));
        if announces(&lower) {
            block.says_forwarded |= says_forwarded(&lower);
            block.start = previous.0;
            break;
        }
        if !ruler {
            break;
        }
        if !previous.1.trim().is_empty() {
            block.start = previous.0;
        }
        above -= 1;
    }
    while lines.get(next).is_some_and(|(_, l)| l.trim_matches(['>', ' ']).is_empty()) {
        next += 1;
    }
    block.body = lines.get(next).map_or(length, |(start, _)| *start);
    Some((block, next.max(index + 1)))
}

fn announces(lower: &str) -> bool {
    let dashed = lower.contains("---") || lower.trim_start().starts_with("begin");
    says_forwarded(lower)
        || dashed
            && ["original message", "원본 메시지", "원본메시지", "원본 메일", "원본메일", "original appointment"]
                .iter()
                .any(|m| lower.contains(m))
}

fn says_forwarded(lower: &str) -> bool {
    ["forwarded message", "전달된 메시지", "전달된 메일", "전달한 메시지", "전달받은 메일", "forwarded by", "전달 메일"]
        .iter()
        .any(|m| lower.contains(m))
        && lower.chars().count() < 80
}

/// `On …, Dana <dana@x.example> wrote:` and `…님이 작성:`, perhaps wrapped over two lines.
fn attribution(lines: &[(usize, &str)], index: usize, length: usize) -> Option<(Block, usize)> {
    let (start, first) = *lines.get(index)?;
    let bare = first.trim_start_matches(['>', ' ']);
    let english = bare.starts_with("On ") || bare.starts_with("Le ") || bare.starts_with("Am ");
    let korean = bare.contains("작성") || bare.starts_with("20");
    if !(english || korean) || bare.chars().count() > 200 {
        return None;
    }
    let ends = |line: &str| {
        let line = line.trim_end().trim_end_matches([':', '：']).trim_end();
        line.ends_with("wrote")
            || line.ends_with("a écrit")
            || line.ends_with("님이 작성")
            || line.ends_with("작성했습니다")
            || line.ends_with("님이 작성함")
    };
    let mut joined = bare.to_owned();
    let mut last = index;
    while !ends(&joined) {
        last += 1;
        if last > index + 2 {
            return None;
        }
        joined.push(' ');
        joined.push_str(lines.get(last)?.1.trim_start_matches(['>', ' ']));
    }
    let (last_start, last_line) = *lines.get(last)?;
    let body = lines.get(last + 1).map_or(length, |(start, _)| *start);
    let mut next = last + 1;
    let quoted = lines
        .get(next..)
        .unwrap_or_default()
        .iter()
        .find(|(_, l)| !l.trim().is_empty())
        .is_some_and(|(_, l)| l.trim_start().starts_with('>'));
    let quoted_until = quoted.then(|| {
        let mut until = body;
        while let Some((start, line)) = lines.get(next) {
            if line.trim_start().starts_with('>') {
                until = start + line.len();
            } else if !line.trim().is_empty() {
                break;
            }
            next += 1;
        }
        until.min(length)
    });
    let words = joined
        .trim_end_matches([':', '：'])
        .trim_end()
        .trim_end_matches("wrote")
        .trim_end_matches("님이 작성")
        .trim()
        .to_owned();
    let author = words.rsplit_once([',', '시', '분']).map_or(words.as_str(), |(_, rest)| rest);
    let from = mailboxes(if words.contains('<') { author } else { &words }).into_iter().find(|m| !m.address.is_empty());
    let block = Block {
        start,
        body,
        quoted_until,
        from,
        from_span: (start, last_start + last_line.len()),
        to: Vec::new(),
        subject: None,
        says_forwarded: false,
    };
    Some((block, last + 1))
}

/// Mailboxes as people's mail programs print them: `Dana X <d@x.example>`, `"김민수" <…>`, `Dana X [mailto:d@x.example]`,
/// `d@x.example`, or a bare name.
#[must_use]
pub(crate) fn mailboxes(text: &str) -> Vec<Mailbox> {
    let text: String = text.chars().take(2_000).collect();
    text.split([';', ','])
        .filter_map(|piece| {
            let piece = piece.trim().trim_matches('*');
            let cleaned = piece.replace("[mailto:", "<").replace("(mailto:", "<").replace("mailto:", "");
            let word = cleaned
                .split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '[' | ']' | '(' | ')' | '"'))
                .find(|w| w.contains('@') && w.rsplit_once('@').is_some_and(|(l, h)| !l.is_empty() && h.contains('.')));
            let address =
                word.map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()).unwrap_or_default();
            let name =
                cleaned.split(['<', '[', '(']).next().unwrap_or("").trim().trim_matches(['"', '\'', ' ']).to_owned();
            let name = if name.to_lowercase() == address { String::new() } else { name };
            let name = if name.contains('@') { String::new() } else { name };
            (!address.is_empty() || !name.is_empty()).then_some(Mailbox { name, address })
        })
        .take(50)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn author(text: &str) -> (String, String, bool) {
        let found = blocks(text);
        let block = found.first().unwrap();
        let from = block.from.clone().unwrap();
        (from.name, text[block.body..].trim().to_owned(), block.says_forwarded)
    }

    #[test]
    fn header_blocks_of_mail_programs() {
        for (text, name, body, says) in [
            (
                "fyi\n\n---------- Forwarded message ---------\nFrom: Dana Reed <dana@acme.example>\nDate: Mon, 4 May 2026 at 09:00\nSubject: Role\nTo: <me@own.example>\n\nHello",
                "Dana Reed",
                "Hello",
                true,
            ),
            (
                "Begin forwarded message:\n\n> From: Dana Reed <dana@acme.example>\n> Subject: Role\n> Date: 4 May 2026\n> To: me@own.example\n>\n> Hello",
                "Dana Reed",
                "> Hello",
                true,
            ),
            (
                "________________________________\nFrom: Dana Reed\nSent: Monday\nTo: Me\nSubject: Role\n\nHello",
                "Dana Reed",
                "Hello",
                false,
            ),
            (
                "보낸 사람: 이하나 <hana@acme.example>\n보낸 날짜: 2026년 5월 4일\n받는 사람: 나\n제목: 제안\n\n안녕하세요",
                "이하나",
                "안녕하세요",
                false,
            ),
            (
                "-----Original Message-----\nFrom: \"이하나\"<hana@acme.example>\nTo: <me@own.example>;\nCc:\nSent: 2026-05-04 (월) 09:00:00 (GMT+09:00)\nSubject: 제안\n\n안녕하세요",
                "이하나",
                "안녕하세요",
                false,
            ),
            (
                "--------- 전달된 메시지 ---------\n보낸사람 : 이하나 <hana@acme.example>\n날짜 : 2026. 5. 4.\n제목 : 제안\n받는사람 : 나\n\n안녕하세요",
                "이하나",
                "안녕하세요",
                true,
            ),
        ] {
            assert_eq!(author(text), (name.to_owned(), body.to_owned(), says), "{text}");
        }
    }

    #[test]
    fn attributions() {
        let text = "Sure!\n\nOn Mon, 4 May 2026 at 09:00, Robin Kim <robin@own.example> wrote:\n> is it remote?\n> thanks\n\nYes it is.";
        let found = blocks(text);
        assert_eq!(found[0].from.as_ref().unwrap().address, "robin@own.example");
        assert!(text[found[0].quoted_until.unwrap()..].contains("Yes it is."));
        let korean = "네\n2026년 5월 4일 (월) 오후 3:04, 김로빈 <robin@own.example>님이 작성:\n> 재택인가요?";
        assert_eq!(blocks(korean)[0].from.as_ref().unwrap().address, "robin@own.example");
        assert!(blocks("On time delivery matters to us.\nFrom: here to there.\nplain text").is_empty());
    }
}
