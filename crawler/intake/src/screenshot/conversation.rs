//! What a picture shows: whose bubbles, which name, which headline, which program.

use analyzer::case::{Channel, Side};

use super::layout::Line;
use super::marks;
use super::prepare::{Area, Box, Prepared};

/// A piece of text with its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// The words, as recognised.
    pub text: String,
    /// Where.
    pub place: Box,
    /// How sure recognition is of them, from 0 to 100.
    pub sure: f32,
    /// How sure it is of the least sure address in them; 100 where there is none.
    pub address: f32,
}

/// What somebody wrote.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Said {
    /// The words with their place.
    pub piece: Piece,
    /// Whose side.
    pub side: Side,
    /// The name beside it.
    pub speaker: Option<Piece>,
}

/// What a picture shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scene {
    /// By which program it came, as it looks.
    pub channel: Channel,
    /// The name on top.
    pub name: Option<Piece>,
    /// The line under the name.
    pub headline: Option<Piece>,
    /// The place under the headline of a profile.
    pub location: Option<Piece>,
    /// The address of a mail's sender.
    pub address: Option<Piece>,
    /// The subject of a mail.
    pub subject: Option<Piece>,
    /// The turns from the top down.
    pub said: Vec<Said>,
    /// Whether it shows a profile.
    pub profile: bool,
}

/// Least sureness of a line that is taken for text at all.
const LEGIBLE: f32 = 35.0;

/// Reads the scene.
pub(super) fn read(prepared: &Prepared, lines: Vec<Line>, own_names: &[String]) -> Scene {
    let line_height = usual(&lines);
    let (kept, blurred): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(|line| is_legible(line) || is_cut(line));
    let mut lines = kept;
    let top = prepared.height / 12;
    lines.retain(|line| {
        !(line.place.top < top && line.place.height <= line_height * 3 / 2 && marks::is_status(&line.text))
    });
    // The field to write in is the last thing on a screen.
    if let Some(at) = lines.iter().rposition(|line| marks::is_input(&line.text))
        && lines.len() - at <= 3
        && lines.len() > 1
    {
        lines.truncate(at);
    }
    let bubbles = bubbles(prepared, &lines);
    // A profile's buttons and cards stand on grounds of their own, but nobody answers there.
    let answered = bubbles.iter().any(|bubble| bubble.side == Side::Employee);
    let of_profile = lines.iter().any(|line| marks::is_of_profile(&line.text));
    let mut scene = if bubbles.is_empty() || of_profile && !answered {
        written(&lines, own_names)
    } else {
        chat(prepared, &lines, &bubbles)
    };
    for line in blurred.iter().filter(|line| line.text.chars().filter(|c| c.is_alphanumeric()).count() >= 4) {
        // A passage with a line that nobody can read was not read.
        let middle = (line.place.left + line.place.width / 2, line.place.top + line.place.height / 2);
        for said in scene.said.iter_mut().filter(|said| said.piece.place.holds(middle.0, middle.1)) {
            said.piece.sure = 0.0;
        }
    }
    scene
}

/// Whether a line is text, and no drawing that was taken for letters.
fn is_legible(line: &Line) -> bool {
    let letters = line.text.chars().filter(|c| c.is_alphanumeric()).count();
    let hangul = line.text.chars().filter(|c| ('가'..='힣').contains(c)).count();
    line.sure >= LEGIBLE && !(letters <= 2 && (line.sure < 70.0 || line.strip == 0 && hangul < 2))
}

/// Whether a line is a part of an address, which recognition is seldom sure of: it may be the rest of one that was cut.
fn is_cut(line: &Line) -> bool {
    let text = line.text.as_str();
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    letters >= 5
        && text.chars().all(|c| c.is_ascii_graphic())
        && (text.contains('/') || text.contains('.'))
        && letters * 10 >= text.len() * 7
}

/// The usual height of a line.
fn usual(lines: &[Line]) -> u32 {
    let mut heights: Vec<u32> = lines.iter().map(|line| line.place.height).collect();
    heights.sort_unstable();
    heights.get(heights.len() / 2).copied().unwrap_or(1)
}

/// A bubble with the lines in it.
struct Bubble<'a> {
    strip: usize,
    place: Box,
    side: Side,
    lines: Vec<&'a Line>,
}

/// The bubbles of a conversation: what stands on a ground of its own at the left or the right.
fn bubbles<'a>(prepared: &Prepared, lines: &'a [Line]) -> Vec<Bubble<'a>> {
    let mut found: Vec<(Bubble<'a>, [u8; 3], i64)> = Vec::new();
    for (at, strip) in prepared.strips.iter().enumerate().skip(1) {
        let inside: Vec<&Line> = lines.iter().filter(|line| line.strip == at).collect();
        let whole = inside.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
        if inside.is_empty() || marks::is_divider(&whole) || marks::is_button(&whole) || marks::is_input(&whole) {
            continue;
        }
        let ground = ground(&prepared.areas, &strip.place).unwrap_or(prepared.ground);
        let (before, after) = (i64::from(strip.place.left), i64::from(prepared.width) - i64::from(strip.place.right()));
        let bubble = Bubble { strip: at, place: strip.place, side: Side::Unknown, lines: inside };
        found.push((bubble, ground, after - before));
    }
    let narrow = i64::from(prepared.width) / 16;
    // A bubble that fills the width says nothing by its place; another of its colour may.
    let sides: Vec<Side> = found
        .iter()
        .map(|(_, colour, lean)| {
            let mut lean = *lean;
            if lean.abs() < narrow {
                let same = |other: &[u8; 3]| other.iter().zip(colour).all(|(a, b)| a.abs_diff(*b) <= 8);
                lean = found.iter().filter(|(_, other, _)| same(other)).map(|(_, _, lean)| *lean).sum();
            }
            match lean {
                lean if lean >= narrow => Side::Contact,
                lean if lean <= -narrow => Side::Employee,
                _ => Side::Unknown,
            }
        })
        .collect();
    // Cards and fields of a page are no conversation.
    if sides.iter().all(|side| *side == Side::Unknown) {
        return Vec::new();
    }
    found.into_iter().zip(sides).map(|((bubble, _, _), side)| Bubble { side, ..bubble }).collect()
}

fn ground(areas: &[Area], place: &Box) -> Option<[u8; 3]> {
    areas.iter().find(|area| area.place == *place).map(|area| area.ground)
}

/// A conversation in bubbles.
fn chat(prepared: &Prepared, lines: &[Line], bubbles: &[Bubble<'_>]) -> Scene {
    let first = bubbles.iter().map(|bubble| bubble.place.top).min().unwrap_or(0);
    let taken = |line: &Line| bubbles.iter().any(|bubble| bubble.strip == line.strip);
    let loose: Vec<&Line> = lines.iter().filter(|line| !taken(line)).collect();
    let divider =
        loose.iter().find(|line| line.place.top < first && marks::is_divider(&line.text)).map(|line| line.place.top);
    let head: Vec<&Line> = loose
        .iter()
        .filter(|line| line.place.bottom() <= divider.unwrap_or(first).saturating_add(2) && !marks::is_time(&line.text))
        .copied()
        .collect();
    let (name, below) = heading(&head, bubbles);
    let state = below.as_ref().is_some_and(|below| marks::is_state(&below.text));
    let mut said: Vec<Said> = Vec::new();
    for bubble in bubbles {
        let words: Vec<&Line> = bubble.lines.iter().filter(|line| !marks::is_time(&line.text)).copied().collect();
        let Some(mut piece) = piece(&words, right_edge(bubble)) else { continue };
        piece.place = bubble.place;
        let speaker = (bubble.side == Side::Contact).then(|| speaker_above(bubble, &loose, bubbles)).flatten();
        let speaker = speaker.or_else(|| name.clone().filter(|_| bubble.side == Side::Contact));
        said.push(Said { piece, side: bubble.side, speaker });
    }
    // What stands free between the bubbles is the program's, unless it is prose.
    for line in &loose {
        let between = line.place.top > first;
        let prose = line.text.split_whitespace().count() >= 4;
        if between && prose && !marks::is_time(&line.text) && !marks::is_divider(&line.text) {
            said.push(Said { piece: one(line), side: Side::Unknown, speaker: None });
        }
    }
    said.sort_by_key(|said| said.piece.place.top);
    let channel = channel(prepared, lines, bubbles, below.as_ref());
    let headline = below.filter(|below| !state && channel != Channel::Sms && below.text.chars().count() >= 3);
    Scene { channel, name, headline, location: None, address: None, subject: None, said, profile: false }
}

/// Where a full line of a bubble ends: as far from its right edge as the text is from its left one.
fn right_edge(bubble: &Bubble<'_>) -> u32 {
    let left = bubble.lines.iter().map(|line| line.place.left).min().unwrap_or(bubble.place.left);
    let widest = bubble.lines.iter().map(|line| line.place.right()).max().unwrap_or(0);
    bubble.place.right().saturating_sub(left.saturating_sub(bubble.place.left)).max(widest)
}

/// The name on top and the line under it.
fn heading(head: &[&Line], bubbles: &[Bubble<'_>]) -> (Option<Piece>, Option<Piece>) {
    let titles = |line: &&&Line| {
        let letters = line.text.chars().filter(|c| c.is_alphabetic()).count();
        letters >= 2 || line.text.chars().filter(char::is_ascii_digit).count() >= 7
    };
    // KakaoTalk repeats the name above the first bubble; it is the same name.
    let above: Vec<&&Line> = head.iter().filter(titles).collect();
    let Some(first) = above.first() else { return (None, None) };
    let mut name = one(first);
    trim_marks(&mut name);
    let small = |line: &&&&Line| {
        line.place.top >= first.place.top + first.place.height / 2
            && line.place.top < first.place.bottom() + first.place.height * 2
            && line.place.left.abs_diff(first.place.left) < first.place.height * 6
    };
    let repeated = |line: &Line| squeeze(&line.text) == squeeze(&name.text);
    let on_top = bubbles.iter().map(|b| b.place.top).min().unwrap_or(0);
    let below =
        above.get(1).filter(small).filter(|line| !repeated(line) && line.place.bottom() < on_top).map(|line| one(line));
    (Some(name), below)
}

/// "< Dana Reed": the arrow back is no part of the name; nor is a count before or signs after it.
fn trim_marks(piece: &mut Piece) {
    let mut words: Vec<&str> = piece.text.split_whitespace().collect();
    let letters = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count();
    let number = piece.text.chars().filter(char::is_ascii_digit).count() >= 7;
    // A face or an arrow is read as a letter or two.
    while words.len() > 1 && !number && words.first().is_some_and(|word| letters(word) < 2 && !word.ends_with('.')) {
        words.remove(0);
    }
    while words.len() > 1
        && !number
        && words.last().is_some_and(|word| letters(word) == 0 && !word.starts_with(['(', '[']))
    {
        words.pop();
    }
    let whole = words.join(" ");
    let edges = |c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '.' | '+' | '[' | ']');
    whole.trim_matches(edges).clone_into(&mut piece.text);
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The name right above a bubble, as group chats and KakaoTalk show it.
fn speaker_above(bubble: &Bubble<'_>, loose: &[&Line], bubbles: &[Bubble<'_>]) -> Option<Piece> {
    let before =
        bubbles.iter().map(|b| b.place.bottom()).filter(|bottom| *bottom <= bubble.place.top).max().unwrap_or(0);
    let line = loose.iter().rfind(|line| {
        line.place.bottom() <= bubble.place.top.saturating_add(4)
            && line.place.top >= before
            && bubble.place.top.saturating_sub(line.place.bottom()) < line.place.height * 2
            && line.place.left.abs_diff(bubble.place.left) < line.place.height * 2
    })?;
    let words = line.text.split_whitespace().count();
    let marked = marks::is_time(&line.text) || marks::is_divider(&line.text) || marks::is_state(&line.text);
    (words <= 5 && !marked && line.text.chars().any(char::is_alphabetic)).then(|| one(line))
}

/// Whose program it is, by its colours and words.
fn channel(prepared: &Prepared, lines: &[Line], bubbles: &[Bubble<'_>], below: Option<&Piece>) -> Channel {
    let says = |words: &[&str]| {
        lines.iter().any(|line| {
            let lower = line.text.to_lowercase();
            words.iter().any(|word| lower.contains(word))
        })
    };
    let of = |side: Side| {
        bubbles
            .iter()
            .filter(move |bubble| bubble.side == side)
            .filter_map(|bubble| ground(&prepared.areas, &bubble.place))
    };
    let near = |colour: [u8; 3], wanted: [u8; 3]| colour.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= 14);
    let mine = |colours: &[[u8; 3]]| of(Side::Employee).any(|held| colours.iter().any(|c| near(held, *c)));
    let ground = |colours: &[[u8; 3]]| colours.iter().any(|c| near(prepared.ground, *c));
    if mine(&[[254, 229, 0], [255, 235, 51]]) || ground(&[[178, 199, 218], [186, 206, 224]]) {
        Channel::KakaoTalk
    } else if mine(&[[217, 253, 211], [220, 248, 198], [0, 92, 75], [5, 97, 98]])
        || ground(&[[239, 231, 222], [11, 20, 26]])
    {
        Channel::WhatsApp
    } else if mine(&[[239, 253, 222], [43, 82, 120], [225, 255, 199]])
        || below.is_some_and(|below| below.text.to_lowercase().starts_with("last seen"))
    {
        Channel::Telegram
    } else if mine(&[[11, 124, 255], [10, 132, 255], [0, 122, 255], [52, 199, 89], [48, 209, 88]])
        || says(&["text message", "imessage", "문자 메시지"])
    {
        Channel::Sms
    } else if says(&["inmail", "linkedin"])
        || below.is_some_and(|b| !marks::is_state(&b.text) && b.text.split_whitespace().count() >= 3)
    {
        Channel::LinkedInThread
    } else if lines.iter().any(|line| line.text.contains("[Web발신]")) || below.is_none() {
        Channel::Sms
    } else {
        Channel::Paste
    }
}

/// Text without bubbles: a thread of LinkedIn's page, a mail, a profile, or anything else.
fn written(lines: &[Line], own_names: &[String]) -> Scene {
    let lines: Vec<&Line> = lines.iter().filter(|line| !marks::is_time(&line.text)).collect();
    if let Some(scene) = page_thread(&lines, own_names).or_else(|| mail(&lines)) {
        return scene;
    }
    let blank = Scene {
        channel: Channel::Paste,
        name: None,
        headline: None,
        location: None,
        address: None,
        subject: None,
        said: Vec::new(),
        profile: false,
    };
    if lines.iter().filter(|line| marks::is_of_profile(&line.text)).count() > 0
        && let Some(scene) = profile(&lines, &blank)
    {
        return scene;
    }
    let kept: Vec<&Line> =
        lines.iter().filter(|l| !marks::is_divider(&l.text) && !marks::is_button(&l.text)).copied().collect();
    let said = piece(&kept, widest(&kept)).map(|piece| Said { piece, side: Side::Unknown, speaker: None });
    Scene { said: said.into_iter().collect(), ..blank }
}

/// LinkedIn's page: "Dana Reed · 9:41 AM" above each message.
fn page_thread(lines: &[&Line], own_names: &[String]) -> Option<Scene> {
    let starts: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| marks::speaker(&line.text).is_some()).map(|(at, _)| at).collect();
    let first = *starts.first()?;
    let name_of = |at: usize| {
        let line = lines.get(at)?;
        let mut piece = one(line);
        piece.text = marks::speaker(&line.text)?.to_owned();
        Some(piece)
    };
    let is_me = |name: &str| {
        crate::thread::is_own(name) || own_names.iter().any(|own| !own.is_empty() && squeeze(own) == squeeze(name))
    };
    let head = lines.get(..first).unwrap_or_default();
    let top: Vec<&&Line> = head.iter().filter(|l| !marks::is_divider(&l.text) && !marks::is_state(&l.text)).collect();
    let names: Vec<Piece> = starts.iter().filter_map(|at| name_of(*at)).collect();
    // The person named on top, else whoever is not the employee and writes first.
    let title = top.iter().find(|line| names.iter().any(|name| squeeze(&name.text) == squeeze(&line.text)));
    let contact = title
        .map(|line| line.text.clone())
        .or_else(|| names.iter().find(|n| !is_me(&n.text)).map(|n| n.text.clone()))?;
    let headline =
        title.and_then(|title| top.iter().find(|line| line.place.top > title.place.top)).map(|line| one(line));
    let is_contact = |name: &str| is_same(name, &contact);
    // The other one is the employee: the one who is known to be, else whoever else writes first.
    let others = || names.iter().filter(|name| !is_contact(&name.text));
    let employee = others().find(|name| is_me(&name.text)).or_else(|| others().next()).map(|name| name.text.clone());
    let mut said = Vec::new();
    for (nth, at) in starts.iter().enumerate() {
        let end = starts.get(nth + 1).copied().unwrap_or(lines.len());
        let body: Vec<&Line> = lines
            .get(at + 1..end)
            .unwrap_or_default()
            .iter()
            .filter(|l| !marks::is_divider(&l.text))
            .copied()
            .collect();
        let Some(piece) = piece(&body, widest(lines)) else { continue };
        let mut speaker = name_of(*at);
        let side = match &mut speaker {
            Some(name) if is_me(&name.text) => Side::Employee,
            Some(name) if is_contact(&name.text) => {
                name.text.clone_from(&contact);
                Side::Contact
            }
            Some(name) if employee.as_ref().is_some_and(|employee| is_same(&name.text, employee)) => Side::Employee,
            _ => Side::Unknown,
        };
        said.push(Said { piece, side, speaker });
    }
    let name =
        title.map(|line| one(line)).or_else(|| names.into_iter().find(|n| squeeze(&n.text) == squeeze(&contact)));
    Some(Scene {
        channel: Channel::LinkedInThread,
        name,
        headline,
        location: None,
        address: None,
        subject: None,
        said,
        profile: false,
    })
}

/// Whether a name above a message is somebody's: recognition takes the face before it for a sign or two, and errs in a
/// letter.
fn is_same(name: &str, somebody: &str) -> bool {
    let (name, somebody): (Vec<char>, Vec<char>) =
        (squeeze(name).chars().collect(), squeeze(somebody).chars().collect());
    let more = name.len().checked_sub(somebody.len());
    let tail = more.filter(|more| *more <= 3).and_then(|more| name.get(more..));
    let other = tail.map(|tail| tail.iter().zip(&somebody).filter(|(a, b)| a != b).count());
    other.is_some_and(|other| other == 0 || other == 1 && somebody.len() >= 3)
}

/// A mail as programs show it: subject, "Name <address>", to whom, the words.
fn mail(lines: &[&Line]) -> Option<Scene> {
    let at = lines.iter().take(8).position(|line| line.text.contains('<') && line.text.contains('@'))?;
    let line = lines.get(at)?;
    let (name, address) = line.text.split_once('<')?;
    let mut address = address.to_owned();
    let mut body = at + 1;
    // An address too long for its line goes on in the next.
    if !address.contains('>')
        && let Some(next) = lines.get(at + 1).filter(|next| next.text.contains('>'))
    {
        address.push_str(&next.text);
        body += 1;
    }
    let address = address.split('>').next().unwrap_or("").split_whitespace().collect::<String>().to_lowercase();
    let mut from = one(line);
    from.text = name.trim().to_owned();
    trim_marks(&mut from);
    let subject = lines.get(..at)?.iter().max_by_key(|line| line.place.height).map(|line| one(line));
    let words: Vec<&Line> = lines
        .get(body..)?
        .iter()
        .filter(|l| !marks::is_button(&l.text) && !marks::is_divider(&l.text))
        .copied()
        .collect();
    let said = piece(&words, widest(&words)).map(|piece| Said { piece, side: Side::Contact, speaker: None });
    Some(Scene {
        channel: Channel::Mail,
        name: (!from.text.is_empty()).then_some(from),
        headline: None,
        location: None,
        address: Some(Piece { text: address, ..one(line) }),
        subject,
        said: said.into_iter().collect(),
        profile: false,
    })
}

/// The head of a profile: the largest line is the name, below it the headline and the place.
fn profile(lines: &[&Line], blank: &Scene) -> Option<Scene> {
    let at =
        lines.iter().enumerate().max_by_key(|(at, line)| (line.place.height, usize::MAX - at)).map(|(at, _)| at)?;
    let mut name = one(lines.get(at)?);
    for mark in ["·", "•", "ㆍ", " - ", "- 2", "- 3", "(", "He/", "She/"] {
        name.text = name.text.split(mark).next().unwrap_or("").trim().to_owned();
    }
    trim_marks(&mut name);
    let below: Vec<&&Line> =
        lines.get(at + 1..)?.iter().filter(|l| !marks::is_button(&l.text) && !marks::is_degree(&l.text)).collect();
    let told = below.iter().position(|line| {
        marks::is_of_profile(&line.text)
            || squeeze(&line.text).contains("연락처")
            || squeeze(&line.text).contains("contactinfo")
    })?;
    let location = below.get(told).map(|line| one(line)).and_then(|mut piece| {
        let bare = ["contact info", "Contact info", "연락처"]
            .iter()
            .find_map(|mark| piece.text.split_once(mark).map(|(l, _)| l.to_owned()));
        piece.text = bare?.trim_end_matches(|c: char| !c.is_alphanumeric()).trim().to_owned();
        (!piece.text.is_empty()).then_some(piece)
    });
    let lines_of: Vec<&Line> = below.get(..told)?.iter().map(|line| **line).collect();
    let headline = piece(&lines_of, widest(lines));
    (!name.text.is_empty()).then(|| Scene { name: Some(name), headline, location, profile: true, ..blank.clone() })
}

fn widest(lines: &[&Line]) -> u32 {
    lines.iter().map(|line| line.place.right()).max().unwrap_or(0)
}

/// One line as a piece.
fn one(line: &Line) -> Piece {
    Piece { text: line.text.trim().to_owned(), place: line.place, sure: line.sure, address: line.address }
}

/// Lines that belong together.
fn piece(lines: &[&Line], right: u32) -> Option<Piece> {
    let first = lines.first()?;
    let letters = |line: &Line| line.text.chars().count() as f32;
    let all: f32 = lines.iter().map(|line| letters(line)).sum();
    Some(Piece {
        text: super::join::text(lines, right),
        place: lines.iter().fold(first.place, |around, line| around.around(&line.place)),
        sure: lines.iter().map(|line| line.sure * letters(line)).sum::<f32>() / all.max(1.0),
        address: lines.iter().map(|line| line.address).fold(100.0, f32::min),
    })
}
