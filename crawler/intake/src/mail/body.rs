//! A mail's body as text, its links, and whose words are whose.

use analyzer::case::{ArtifactId, Fact, Link, Mailbox, Message, Place, Side, Source, Submission, Turn};
use mail_parser::PartType;

use super::{forward, html, links};
use crate::Options;

/// Longest visible text of one mail that is read, in bytes.
const MOST_TEXT: usize = 400_000;

/// Fewest characters of hidden text that are worth keeping; shorter runs are preview lines and spacers.
const LEAST_HIDDEN: usize = 40;

/// What the body shows and hides.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// What a reader sees.
    pub text: String,
    /// What a reader doesn't see.
    pub hidden: String,
    /// Targets of anchors and the words they are shown as.
    pub anchors: Vec<(String, String)>,
}

/// Reads the body as a mail program shows it: the HTML alternative where there is one.
pub(super) fn parts(mail: &mail_parser::Message<'_>) -> Parts {
    let mut out = read_parts(mail, &mail.html_body);
    if out.text.trim().is_empty() {
        let plain = read_parts(mail, &mail.text_body);
        out.text = plain.text;
        out.anchors.extend(plain.anchors);
    }
    out
}

fn read_parts(mail: &mail_parser::Message<'_>, ids: &[u32]) -> Parts {
    let mut out = Parts::default();
    for id in ids.iter().take(20) {
        let Some(part) = mail.parts.get(*id as usize) else { continue };
        let page = match &part.body {
            PartType::Html(text) => html::read(text),
            PartType::Text(text) if looks_like_html(text) => html::read(text),
            PartType::Text(text) => html::PageText { visible: plain(text), ..html::PageText::default() },
            _ => continue,
        };
        if !out.text.is_empty() {
            out.text.push('\n');
        }
        out.text.push_str(&page.visible);
        out.hidden.push_str(&page.hidden);
        out.anchors.extend(page.links);
        if out.text.len() > MOST_TEXT {
            let mut end = MOST_TEXT;
            while !out.text.is_char_boundary(end) {
                end -= 1;
            }
            out.text.truncate(end);
            break;
        }
    }
    out
}

fn looks_like_html(text: &str) -> bool {
    let mut end = text.len().min(4000);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end).unwrap_or("").to_ascii_lowercase();
    ["<html", "<body", "<br>", "<br/>", "<br />", "</p>", "</div>", "</td>"]
        .iter()
        .filter(|tag| head.contains(**tag))
        .count()
        > 0
}

/// Plain text without carriage returns and invisible marks.
fn plain(text: &str) -> String {
    let clean: String = text
        .chars()
        .filter(|c| *c != '\r' && !html::is_invisible(*c) && (*c == '\n' || *c == '\t' || !c.is_control()))
        .collect();
    clean.trim_end().to_owned()
}

/// Hidden text, where it is more than a preview line.
pub(super) fn hidden(parts: &Parts, artifact: ArtifactId) -> Option<Fact<String>> {
    let long = parts.hidden.chars().filter(|c| c.is_alphanumeric()).nth(LEAST_HIDDEN - 1).is_some();
    let short: String = parts.hidden.chars().take(300).collect();
    long.then(|| Fact::new(parts.hidden.clone(), short, Source { artifact, place: Place::Hidden }))
}

/// Links of anchors and of the text.
pub(super) fn links(parts: &Parts, artifact: ArtifactId) -> Vec<Link> {
    let mut found: Vec<Link> = Vec::new();
    for (target, shown) in parts.anchors.iter().take(200) {
        let lower = target.to_ascii_lowercase();
        if ["http://", "https://", "mailto:", "hxxp"].iter().any(|scheme| lower.starts_with(scheme)) {
            let link = links::link(target, Some(shown), Source { artifact, place: Place::Link });
            if !found.iter().any(|l| l.target.value == link.target.value && l.text == link.text) {
                found.push(link);
            }
        }
    }
    let all = Source { artifact, place: Place::Text { start: 0, end: 0 } };
    for link in links::links_in(&parts.text, &all) {
        // An anchor that shows its own address was read already.
        let shown = found.iter().any(|l| {
            l.target.value == link.target.value || l.text.as_deref().is_some_and(|t| t.contains(&link.target.quote))
        });
        if !shown {
            found.push(link);
        }
    }
    found
}

/// A piece of a text as a fact, with its span in characters.
pub(super) fn fact(text: &str, start: usize, end: usize, artifact: ArtifactId) -> Fact<String> {
    let words = text.get(start..end).unwrap_or("");
    let from = u32::try_from(text.get(..start).map_or(0, |t| t.chars().count())).unwrap_or(u32::MAX);
    let length = u32::try_from(words.chars().count()).unwrap_or(u32::MAX);
    Fact::text(words, Source { artifact, place: Place::Text { start: from, end: from.saturating_add(length) } })
}

/// Splits a text into turns: the author's own words, and the quoted earlier mails with their own authors.
pub(super) fn turns(text: &str, blocks: &[forward::Block], message: &Message, options: &Options) -> Vec<Turn> {
    let mut turns = turns_from(text, 0, blocks, message, options);
    // Who quotes everything says it himself: marks before every line are no disguise.
    let spoken = |t: &&Turn| {
        matches!(t.side, Side::Contact | Side::Unknown)
            && t.text.value.chars().filter(|c| c.is_alphabetic()).nth(19).is_some()
    };
    if !turns.iter().any(|t| spoken(&t)) {
        for turn in turns.iter_mut().filter(|t| t.side == Side::Other && t.text.value.trim_start().starts_with('>')) {
            turn.side = Side::Contact;
        }
    }
    turns
}

/// The same from a byte on: what lies before it is somebody else's.
pub(super) fn turns_from(
    text: &str,
    start: usize,
    blocks: &[forward::Block],
    message: &Message,
    options: &Options,
) -> Vec<Turn> {
    let mut turns = Vec::new();
    let first = blocks.first().map_or(text.len(), |b| b.start);
    let author = message.from.as_ref().map(|f| f.value.clone());
    segment(text, (start, first), author.as_ref(), Side::Contact, 0, message, &mut turns);
    for (index, block) in blocks.iter().enumerate() {
        let end = blocks.get(index + 1).map_or(text.len(), |next| next.start);
        let side = side_of(block.from.as_ref(), message, options);
        let inner_end = block.quoted_until.unwrap_or(end).min(end);
        let base =
            text.get(block.body..inner_end).unwrap_or("").lines().find(|l| !l.trim().is_empty()).map_or(0, quote_depth);
        segment(text, (block.body, inner_end), block.from.as_ref(), side, base, message, &mut turns);
        if inner_end < end {
            segment(text, (inner_end, end), author.as_ref(), Side::Contact, 0, message, &mut turns);
        }
    }
    turns
}

/// Whose side an author of a quoted mail is on, held against the mail that quotes it.
pub(super) fn side_of(author: Option<&Mailbox>, message: &Message, options: &Options) -> Side {
    let reply = is_reply(message);
    let Some(author) = author else { return if reply { Side::Employee } else { Side::Unknown } };
    let same = |other: &Mailbox| {
        (!author.address.is_empty() && author.address == other.address)
            || (!author.name.is_empty() && author.name.to_lowercase() == other.name.to_lowercase())
    };
    if message.from.as_ref().is_some_and(|f| same(&f.value)) {
        Side::Contact
    } else if message.to.iter().any(|to| same(&to.value)) || is_own(author, options) || (reply && message.to.is_empty())
    {
        Side::Employee
    } else {
        // Words that the contact passes on are the contact's.
        Side::Contact
    }
}

/// Whether a mailbox is the employee's or the organisation's.
pub(super) fn is_own(mailbox: &Mailbox, options: &Options) -> bool {
    let host = mailbox.host();
    options.own_domains.iter().any(|d| host == d || host.ends_with(&format!(".{d}")))
        || options.own_names.iter().any(|n| !n.is_empty() && n.to_lowercase() == mailbox.name.to_lowercase())
}

fn is_reply(message: &Message) -> bool {
    let subject = message.subject.as_ref().map(|s| s.value.to_lowercase()).unwrap_or_default();
    ["re:", "re :", "aw:", "회신", "답장", "[re]"].iter().any(|p| subject.trim_start().starts_with(p))
        || message.header("In-Reply-To").next().is_some()
        || message.header("References").next().is_some()
}

/// How many `>` a line begins with.
fn quote_depth(line: &str) -> usize {
    line.chars().take_while(|c| matches!(c, '>' | ' ')).filter(|c| *c == '>').count()
}

/// Adds a segment; within it lines that are quoted deeper than `base` are earlier words of the other side, if the mail
/// is a reply, and the warning banners of gateways are nobody's.
fn segment(
    text: &str,
    span: (usize, usize),
    author: Option<&Mailbox>,
    side: Side,
    base: usize,
    message: &Message,
    turns: &mut Vec<Turn>,
) {
    let (start, end) = span;
    let reply = is_reply(message);
    let mut open: Option<(usize, Side)> = None;
    let mut at = start;
    let other = match side {
        Side::Contact => Side::Employee,
        Side::Employee => Side::Contact,
        same => same,
    };
    let close = |open: Option<(usize, Side)>, until: usize, turns: &mut Vec<Turn>| {
        let Some((from, side)) = open else { return };
        let words = text.get(from..until).unwrap_or("");
        let left = from + (words.len() - words.trim_start().len());
        let right = from + words.trim_end().len();
        if left < right {
            let fact = fact(text, left, right, message.artifact);
            let speaker = author.filter(|a| !a.name.is_empty() && side == Side::Contact).map(|a| {
                Fact::text(
                    a.name.clone(),
                    message.from.as_ref().map_or_else(|| fact.source.clone(), |f| f.source.clone()),
                )
            });
            turns.push(Turn { speaker, side, at: None, text: fact });
        }
    };
    for line in text.get(start..end).unwrap_or("").split_inclusive('\n') {
        let trimmed = line.trim_start();
        let line_side = if quote_depth(line) > base && side == Side::Contact && !reply {
            // Whoever is quoted here, it is not the author who speaks.
            Side::Other
        } else if quote_depth(line) > base && reply {
            other
        } else if is_banner(trimmed) {
            Side::Other
        } else {
            side
        };
        match open {
            Some((_, current)) if current == line_side || trimmed.is_empty() => {}
            _ if trimmed.is_empty() => {}
            _ => {
                close(open, at, turns);
                open = Some((at, line_side));
            }
        }
        at += line.len();
    }
    close(open, end, turns);
}

/// A gateway's warning that the mail came from outside.
fn is_banner(line: &str) -> bool {
    if line.chars().count() > 400 {
        return false;
    }
    let lower = line.to_lowercase();
    let english = [
        "originated from outside",
        "originated outside",
        "external email",
        "external sender",
        "[external]",
        "sent from outside",
        "don't often get email from",
        "do not click links or open attachments unless",
    ];
    let korean = [
        "외부에서 발송된", "외부에서 수신된", "외부 메일입니다", "외부메일입니다", "자주 받지 않는 메일", "[외부메일]",
    ];
    english.iter().chain(&korean).any(|b| lower.contains(b))
}

/// Drops addresses that stand only in somebody else's words: the header lines of a quoted mail, the employee's own
/// signature, a gateway's banner. Web links behind anchors stay.
pub(super) fn keep_the_contacts_links(message: &mut Message) {
    let turns = std::mem::take(&mut message.turns);
    let spoken = |words: &str| {
        turns.iter().any(|t| matches!(t.side, Side::Contact | Side::Unknown) && t.text.value.contains(words))
    };
    message.links.retain(|link| match &link.text {
        Some(text) if link.target.value.starts_with("mailto:") => spoken(text.trim()),
        Some(_) => true,
        None => spoken(&link.target.quote),
    });
    message.turns = turns;
}

/// Turns that were left without a side in a thread get one once all speakers are known.
pub(super) fn recognise_sides(message: &mut Message) {
    let contact = message.from.as_ref().map(|f| f.value.name.to_lowercase()).filter(|n| !n.is_empty());
    for turn in &mut message.turns {
        let speaker = turn.speaker.as_ref().map(|s| s.value.to_lowercase());
        if turn.side == Side::Unknown && speaker.is_some() && speaker == contact {
            turn.side = Side::Contact;
        }
    }
}

/// Makes the mail at `at` a mere envelope of the mails attached to it, if it is the employee's own forward: its words
/// are the forwarder's, its sender is not the contact.
pub(super) fn make_envelope(submission: &mut Submission, at: usize, options: &Options) {
    let Some(message) = submission.messages.get(at) else { return };
    let forwarder = message.from.as_ref().map(|f| f.value.address.as_str()).unwrap_or_default();
    let inner = submission.messages.get(at + 1..).unwrap_or_default();
    let to_the_forwarder =
        !forwarder.is_empty() && inner.iter().any(|m| m.to.iter().any(|to| to.value.address == forwarder));
    let own = message.from.as_ref().is_some_and(|f| is_own(&f.value, options));
    let stranger = !options.own_domains.is_empty() && !own;
    let subject = message.subject.as_ref().map(|s| s.value.to_lowercase()).unwrap_or_default();
    let forwards = forward::PREFIXES.iter().any(|p| subject.starts_with(p));
    if stranger || !(own || forwards || to_the_forwarder) {
        return;
    }
    let Some(message) = submission.messages.get_mut(at) else { return };
    for turn in &mut message.turns {
        turn.side = Side::Other;
    }
    message.from = None;
    message.reply_to.clear();
    message.return_path = None;
    message.subject = None;
    message.date = None;
    message.utc_offset = None;
    message.links.clear();
    message.headers.clear();
    message.authentication = analyzer::case::Authentication { unknown: true, ..Default::default() };
}
