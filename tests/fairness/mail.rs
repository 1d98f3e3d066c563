//! Changing the words of a mail however they are encoded: header fields (RFC 2047), and every part of text
//! (quoted-printable, base64, any character set), parts of attached mails among them. Everything else stays byte for byte.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use encoding_rs::{Encoding, UTF_8};

/// Around what was encoded in a field, while it is being changed.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// The mail with its words changed.
pub fn rewritten(mail: &[u8], change: &mut dyn FnMut(&str) -> String) -> Vec<u8> {
    let Some((head, gap, body)) = split(mail) else { return mail.to_vec() };
    let Ok(head) = std::str::from_utf8(head) else { return mail.to_vec() };
    let fields = fields(head);
    let field = |name: &str| fields.iter().find_map(|f| value_of(f, name)).unwrap_or_default();
    let (kind, coding) = (field("content-type"), field("content-transfer-encoding").trim().to_lowercase());
    let lower = kind.trim().to_lowercase();
    let body = if lower.starts_with("multipart/") {
        parameter(&kind, "boundary").map(|boundary| parts(body, &boundary, change))
    } else if lower.starts_with("message/") {
        Some(rewritten(body, change))
    } else if lower.is_empty() || lower.starts_with("text/") {
        text(body, &coding, parameter(&kind, "charset").as_deref().unwrap_or("utf-8"), change)
    } else {
        None
    }
    .unwrap_or_else(|| body.to_vec());
    let head: Vec<String> = fields.iter().map(|f| header(f, change)).collect();
    [head.concat().as_bytes(), gap, &body].concat()
}

/// Head, empty line, body.
fn split(mail: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let at = (0..mail.len()).find(|at| mail[*at..].starts_with(b"\n\n") || mail[*at..].starts_with(b"\n\r\n"))?;
    let gap = if mail[at..].starts_with(b"\n\n") { 1 } else { 2 };
    Some((&mail[..=at], &mail[at + 1..at + 1 + gap], &mail[at + 1 + gap..]))
}

/// Header fields with the lines that continue them.
fn fields(head: &str) -> Vec<String> {
    let mut fields: Vec<String> = Vec::new();
    for line in head.split_inclusive('\n') {
        match fields.last_mut().filter(|_| line.starts_with([' ', '\t'])) {
            Some(field) => field.push_str(line),
            None => fields.push(line.to_owned()),
        }
    }
    fields
}

fn value_of(field: &str, name: &str) -> Option<String> {
    let (own, value) = field.split_once(':')?;
    own.eq_ignore_ascii_case(name).then(|| value.replace(['\r', '\n'], " ").trim().to_owned())
}

fn parameter(kind: &str, name: &str) -> Option<String> {
    let at = kind.to_lowercase().find(&format!("{name}="))? + name.len() + 1;
    let rest = &kind[at..];
    let value = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split([';', ' ', '\t']).next(),
    };
    value.map(str::to_owned)
}

fn parts(body: &[u8], boundary: &str, change: &mut dyn FnMut(&str) -> String) -> Vec<u8> {
    let line = [b"--", boundary.as_bytes()].concat();
    let mut borders: Vec<usize> =
        (0..body.len()).filter(|at| body[*at..].starts_with(&line) && (*at == 0 || body[at - 1] == b'\n')).collect();
    let Some(first) = borders.first().copied() else { return body.to_vec() };
    let mut result = body[..first].to_vec();
    borders.push(body.len());
    for pair in borders.windows(2) {
        let part = &body[pair[0]..pair[1]];
        let end = part.iter().position(|b| *b == b'\n').map_or(part.len(), |n| n + 1);
        result.extend_from_slice(&part[..end]);
        // A part without a head begins with the empty line; after the last border nothing is read.
        let closes = part.get(line.len()..).is_some_and(|rest| rest.starts_with(b"--"));
        result.extend(if closes { part[end..].to_vec() } else { rewritten(&part[end..], change) });
    }
    result
}

fn text(body: &[u8], coding: &str, charset: &str, change: &mut dyn FnMut(&str) -> String) -> Option<Vec<u8>> {
    let encoding = Encoding::for_label(charset.as_bytes()).unwrap_or(UTF_8);
    let plain = match coding {
        "base64" => {
            STANDARD.decode(body.iter().copied().filter(|b| !b.is_ascii_whitespace()).collect::<Vec<_>>()).ok()?
        }
        "quoted-printable" => unquoted(body, false),
        _ => body.to_vec(),
    };
    let changed = change(&encoding.decode(&plain).0);
    let bytes = encoding.encode(&changed).0;
    Some(match coding {
        "base64" => wrapped(&STANDARD.encode(&bytes)),
        "quoted-printable" => quoted(&bytes),
        _ => bytes.into_owned(),
    })
}

fn wrapped(encoded: &str) -> Vec<u8> {
    encoded.as_bytes().chunks(76).flat_map(|line| line.iter().copied().chain([b'\n'])).collect()
}

/// RFC 2045, 6.7; in header fields (RFC 2047, 4.2) the underscore is a space.
fn unquoted(body: &[u8], field: bool) -> Vec<u8> {
    let mut plain = Vec::with_capacity(body.len());
    let mut at = 0;
    while at < body.len() {
        let rest = &body[at..];
        let hex = rest.get(1..3).and_then(|h| std::str::from_utf8(h).ok()).and_then(|h| u8::from_str_radix(h, 16).ok());
        match (rest[0], hex) {
            (b'=', Some(byte)) => {
                plain.push(byte);
                at += 3;
            }
            (b'=', None) => {
                at += if rest.starts_with(b"=\r\n") { 3 } else { 2 };
            }
            (b'_', _) if field => {
                plain.push(b' ');
                at += 1;
            }
            (byte, _) => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    plain
}

fn quoted(bytes: &[u8]) -> Vec<u8> {
    let mut result = Vec::with_capacity(bytes.len() * 2);
    let mut column = 0;
    for byte in bytes {
        let plain = matches!(byte, b' '..=b'~') && *byte != b'=';
        let width = if plain { 1 } else { 3 };
        if matches!(byte, b'\n' | b'\r') {
            result.push(*byte);
            column = 0;
            continue;
        }
        if column + width > 74 {
            result.extend_from_slice(b"=\n");
            column = 0;
        }
        if plain {
            result.push(*byte);
        } else {
            result.extend_from_slice(format!("={byte:02X}").as_bytes());
        }
        column += width;
    }
    result
}

/// A header field with its words changed; what was encoded is decoded first, and encoded again.
fn header(field: &str, change: &mut dyn FnMut(&str) -> String) -> String {
    if !field.contains("=?") {
        return change(field);
    }
    let decoded = decoded(field);
    let changed = change(&decoded);
    let mut result = String::new();
    for (number, piece) in changed.split([OPEN, CLOSE]).enumerate() {
        if number % 2 == 0 {
            result.push_str(piece);
            continue;
        }
        let mut words: Vec<String> = vec![String::new()];
        for letter in piece.chars() {
            if words.last().is_some_and(|word| word.len() + letter.len_utf8() > 42) {
                words.push(String::new());
            }
            words.last_mut().into_iter().for_each(|word| word.push(letter));
        }
        let words: Vec<String> = words.iter().map(|word| format!("=?UTF-8?B?{}?=", STANDARD.encode(word))).collect();
        result.push_str(&words.join("\n "));
    }
    result
}

/// A field with its encoded words decoded, neighbours as one, between the marks.
fn decoded(field: &str) -> String {
    let mut result = String::new();
    let mut rest = field;
    while let Some(at) = rest.find("=?") {
        let pieces: Vec<&str> = rest[at + 2..].splitn(4, '?').collect();
        let [charset, coding, word, after] = pieces[..] else { break };
        let Some(after) = after.strip_prefix('=') else { break };
        let bytes = match coding {
            "b" | "B" => STANDARD.decode(word).unwrap_or_default(),
            _ => unquoted(word.as_bytes(), true),
        };
        let plain = Encoding::for_label(charset.as_bytes()).unwrap_or(UTF_8).decode(&bytes).0.into_owned();
        let between = &rest[..at];
        // White space between two encoded words is none of the text's (RFC 2047, 6.2).
        if between.trim().is_empty() && result.ends_with(CLOSE) {
            result.pop();
        } else {
            result.push_str(between);
            result.push(OPEN);
        }
        result.push_str(&plain);
        result.push(CLOSE);
        rest = after;
    }
    result.push_str(rest);
    result
}

#[test]
fn encoded_words_are_changed_and_the_rest_is_not() {
    let mail = "From: =?UTF-8?B?6rmA7KeA?=\n =?UTF-8?B?7IiY?= <jisu@a.example>\nSubject: plain\nMIME-Version: 1.0\n\
                Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\
                Content-Transfer-Encoding: quoted-printable\n\n=EA=B9=80=EC=A7=80=EC=88=98 wri=\ntes\n--b\n\
                Content-Type: application/zip\nContent-Transfer-Encoding: base64\n\nUEsDBA==\n--b--\n";
    let changed =
        rewritten(mail.as_bytes(), &mut |text: &str| text.replace("김지수", "표영희").replace("writes", "says"));
    let mut seen = Vec::new();
    let again = rewritten(&changed, &mut |text: &str| {
        seen.push(text.to_owned());
        text.to_owned()
    });
    assert_eq!(again, changed);
    let seen = seen.join("");
    assert!(seen.contains("표영희 says") && seen.contains("표영희\u{e001} <jisu@a.example>"), "{seen}");
    assert!(String::from_utf8(changed).unwrap().contains("UEsDBA==\n--b--"));
}
