//! Words into lines. Recognition tears Korean words into syllables and joins what a narrow space parts; the ink between
//! two words says which it is.

use super::prepare::Box;
use super::table::Word;

/// A line of text, or the part of one that stands apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Its text.
    pub text: String,
    /// Where, in pixels of the original picture.
    pub place: Box,
    /// The strip it stands on: 0 is the picture without its bubbles.
    pub strip: usize,
    /// How sure recognition is of its words, from 0 to 100: by letters.
    pub sure: f32,
    /// How sure it is of the least sure address in it; 100 where there is none.
    pub address: f32,
}

/// The page that was recognised: a portable grey map, black on white.
pub(super) struct Page<'a> {
    width: usize,
    pixels: &'a [u8],
}

impl<'a> Page<'a> {
    /// Reads the map that the child process made; without one every two words are apart.
    pub fn new(map: &'a [u8]) -> Self {
        let mut fields = map.splitn(4, |byte| matches!(byte, b'\n'));
        let (_, size, _, pixels) = (fields.next(), fields.next(), fields.next(), fields.next());
        let width = size
            .and_then(|size| std::str::from_utf8(size).ok())
            .and_then(|size| size.split(' ').next()?.parse().ok())
            .unwrap_or(0);
        Self { width, pixels: pixels.unwrap_or_default() }
    }

    /// Where ink begins and ends in a place, from the left.
    fn pieces(&self, place: &Box) -> Vec<(u32, u32)> {
        let mut pieces: Vec<(u32, u32)> = Vec::new();
        let mut inked = false;
        for x in place.left..place.right().min(u32::try_from(self.width).unwrap_or(u32::MAX)) {
            let ink = self.gap(x, x.saturating_add(1), place.top, place.bottom()) == 0;
            match pieces.last_mut() {
                Some(last) if ink && inked => last.1 = x + 1,
                _ if ink => pieces.push((x, x + 1)),
                _ => {}
            }
            inked = ink;
        }
        pieces
    }

    /// The widest stripe without ink between two columns, in the rows of a line.
    fn gap(&self, from: u32, to: u32, top: u32, bottom: u32) -> u32 {
        let edge = u32::try_from(self.width).unwrap_or(u32::MAX);
        let foot = u32::try_from(self.pixels.len() / self.width.max(1)).unwrap_or(u32::MAX);
        let (to, bottom) = (to.min(edge), bottom.min(foot));
        let (mut widest, mut run) = (0, 0);
        for x in from..to {
            let inked = (top..bottom).any(|y| {
                let at = (y as usize).saturating_mul(self.width).saturating_add(x as usize);
                (x as usize) < self.width && self.pixels.get(at).is_some_and(|value| *value < 150)
            });
            run = if inked { 0 } else { run + 1 };
            widest = widest.max(run);
        }
        widest
    }
}

/// Ink that no word accounts for is a line, or a good part of one, from so many line heights of it.
const UNREAD: u32 = 5;

impl Page<'_> {
    /// Whether a line in a part of the page, or a good part of one, is in none of the words: recognition leaves out what
    /// it makes nothing of, without a word about it.
    pub fn leaves_unread(&self, place: &Box, words: &[Word]) -> bool {
        let edge = u32::try_from(self.width).unwrap_or(u32::MAX);
        let foot = u32::try_from(self.pixels.len() / self.width.max(1)).unwrap_or(u32::MAX);
        let (left, right) = (place.left.min(edge), place.right().min(edge));
        let inked = |x: u32, y: u32| {
            let at = (y as usize).saturating_mul(self.width).saturating_add(x as usize);
            self.pixels.get(at).is_some_and(|value| *value < 128)
        };
        let usual = median(words.iter()) as u32;
        let mut top = place.top;
        let end = place.bottom().min(foot);
        while top < end {
            if !(left..right).any(|x| inked(x, top)) {
                top += 1;
                continue;
            }
            let bottom = (top..end).find(|y| !(left..right).any(|x| inked(x, *y))).unwrap_or(end);
            let high = bottom - top;
            if high * 10 >= usual * 4 && high <= usual * 2 {
                let beside: Vec<&Box> =
                    words.iter().map(|w| &w.on_page).filter(|at| at.top < bottom && at.bottom() > top).collect();
                let room = high / 3;
                let read = |x: u32| beside.iter().any(|at| x + room >= at.left && x < at.right().saturating_add(room));
                let bare = (left..right).filter(|x| !read(*x) && (top..bottom).any(|y| inked(*x, y))).count();
                if bare >= (high * UNREAD) as usize {
                    return true;
                }
            }
            top = bottom;
        }
        false
    }
}

/// Share of a line's height that a space is at least wide beside Hangul, whose syllables stand apart themselves.
const SPACE_HANGUL: f32 = 0.29;

/// The same between letters; recognition parts Latin words by itself, and too often only at marks.
const SPACE: f32 = 0.17;

/// The same inside an address, where a space is hardly ever meant.
const SPACE_ADDRESS: f32 = 0.23;

/// How many line heights of nothing part a line in two.
const APART: f32 = 2.2;

/// Words into lines, from the top down.
pub(super) fn lines(words: &[Word], page: &Page<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let usual = median(words.iter().filter(|word| word.text.chars().count() >= 2)).max(1.0);
    let apart = between_syllables(words, page, usual);
    let mut rest = words;
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|word| word.line == first.line).count();
        let (row, after) = rest.split_at(count.max(1));
        rest = after;
        line(row, page, (usual, apart), &mut lines);
    }
    lines.retain(|line: &Line| line.text.chars().any(char::is_alphanumeric));
    lines.sort_by_key(|line| (line.place.top + line.place.height / 2, line.place.left));
    lines
}

/// One row of words, parted where it has a hole.
fn line(row: &[Word], page: &Page<'_>, (usual, apart): (f32, f32), lines: &mut Vec<Line>) {
    // The boxes of single syllables are often wrong.
    let high = median(row.iter()).clamp(usual * 0.65, usual * 1.15);
    let mut open: Option<(Line, f32, f32)> = None;
    let mut before: Option<&Word> = None;
    for word in row {
        let letters = word.text.chars().count() as f32;
        let gap = before.map_or(0, |held| between(held, word, page)) as f32;
        match &mut open {
            Some((line, sure, count)) if gap < high * APART => {
                if gap >= high * space(&line.text, &word.text, apart) {
                    line.text.push(' ');
                }
                line.text.push_str(&parted(word, page, high));
                line.place = line.place.around(&word.place);
                line.address = line.address.min(of_address(word));
                *sure += word.sure.max(0.0) * letters;
                *count += letters;
            }
            _ => {
                lines.extend(open.take().map(finished));
                let line = Line {
                    text: parted(word, page, high),
                    place: word.place,
                    strip: word.line.0,
                    sure: 0.0,
                    address: of_address(word),
                };
                open = Some((line, word.sure.max(0.0) * letters, letters));
            }
        }
        before = Some(word);
    }
    lines.extend(open.map(finished));
}

fn finished((line, sure, letters): (Line, f32, f32)) -> Line {
    Line { sure: sure / letters.max(1.0), ..line }
}

fn of_address(word: &Word) -> f32 {
    if is_address(&word.text) { word.sure } else { 100.0 }
}

/// Share of a line's height from which a hole inside a word is a space that recognition missed.
const HOLE: f32 = 0.29;

/// The letters of a word, parted where the ink has a hole as wide as a space: only if every letter is one piece of ink,
/// for otherwise nobody knows between which letters the hole is. A `1` has much room of its own.
fn parted(word: &Word, page: &Page<'_>, high: f32) -> String {
    let letters: Vec<char> = word.text.chars().collect();
    if letters.len() < 3 || letters.len() > 90 || !word.text.is_ascii() {
        return word.text.clone();
    }
    let pieces = page.pieces(&word.on_page);
    let hole = |at: usize| {
        let (left, right) = (pieces.get(at)?, pieces.get(at + 1)?);
        let one = letters.get(at) == Some(&'1') || letters.get(at + 1) == Some(&'1');
        let lower = letters.get(at + 1).is_some_and(char::is_ascii_lowercase);
        (lower && !one && right.0.saturating_sub(left.1) as f32 >= high * HOLE).then_some(())
    };
    if pieces.len() != letters.len() {
        return word.text.clone();
    }
    let mut text = String::new();
    for (at, letter) in letters.iter().enumerate() {
        text.push(*letter);
        if hole(at).is_some() {
            text.push(' ');
        }
    }
    text
}

/// The usual height of words.
fn median<'w>(words: impl Iterator<Item = &'w Word>) -> f32 {
    let mut heights: Vec<u32> = words.map(|word| word.on_page.height).collect();
    heights.sort_unstable();
    heights.get(heights.len() / 2).copied().unwrap_or(1).max(1) as f32
}

fn is_hangul(c: Option<char>) -> bool {
    c.is_some_and(|c| ('가'..='힣').contains(&c))
}

/// What parts words from syllables in this picture: fonts differ, but in one picture the gaps are of two sizes. Half-way
/// between the two means, found by moving them until nothing changes.
fn between_syllables(words: &[Word], page: &Page<'_>, usual: f32) -> f32 {
    let gaps: Vec<f32> = words
        .windows(2)
        .filter_map(|two| {
            let (left, right) = (two.first()?, two.last()?);
            let hangul = is_hangul(left.text.chars().next_back()) && is_hangul(right.text.chars().next());
            (left.line == right.line && hangul).then(|| between(left, right, page) as f32 / usual)
        })
        .filter(|gap| *gap < 0.8)
        .collect();
    let mean = |from: f32, to: f32| {
        let of: Vec<f32> = gaps.iter().copied().filter(|gap| *gap >= from && *gap < to).collect();
        (of.len() >= 4).then(|| of.iter().sum::<f32>() / of.len() as f32)
    };
    let mut border = SPACE_HANGUL;
    for _ in 0..8 {
        match (mean(0.0, border), mean(border, 0.8)) {
            (Some(within), Some(between)) => border = ((within + between) / 2.0).clamp(0.2, 0.34),
            _ => break,
        }
    }
    border
}

/// Whether a word is an address, or a part of one.
fn is_address(text: &str) -> bool {
    text.contains("://") || text.contains('@') || text.contains('/') && text.contains('.')
}

/// Share of the height from which room between two pieces is a space.
fn space(before: &str, after: &str, apart: f32) -> f32 {
    let last = before.rsplit(' ').next().unwrap_or("");
    if is_hangul(before.chars().next_back()) || is_hangul(after.chars().next()) {
        apart
    } else if last.contains("://") || last.contains('@') {
        SPACE_ADDRESS
    } else {
        SPACE
    }
}

/// The room between two neighbours, as the ink shows it.
fn between(left: &Word, right: &Word, page: &Page<'_>) -> u32 {
    let middle = |word: &Word| word.on_page.left.saturating_add(word.on_page.width / 2);
    let (from, to) = (middle(left), middle(right));
    let top = left.on_page.top.max(right.on_page.top);
    let bottom = left.on_page.bottom().min(right.on_page.bottom()).max(top.saturating_add(1));
    // Inside a long word nothing is to be looked for: only where the two may meet.
    let reach = left.on_page.height.max(right.on_page.height) * 2;
    let (from, to) = (
        from.max(left.on_page.right().saturating_sub(reach)),
        to.min(right.on_page.left.saturating_add(reach)).max(from),
    );
    if page.pixels.is_empty() {
        return right.on_page.left.saturating_sub(left.on_page.right());
    }
    page.gap(from, to, top, bottom)
}
