//! The table (TSV) that text recognition prints: every word with its place and how sure it is.

use super::prepare::{Box, Prepared};

/// Most words of one picture that are kept.
const MOST: usize = 20_000;

/// A word as recognised.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    /// Its letters.
    pub text: String,
    /// Where, in pixels of the original picture.
    pub place: Box,
    /// Where, in pixels of the page that was recognised.
    pub on_page: Box,
    /// Block, paragraph and line as recognition counts them, and the strip it stands on.
    pub line: (usize, u32, u32, u32),
    /// How sure, from 0 to 100.
    pub sure: f32,
}

/// Reads the table of a prepared picture.
pub(super) fn words(table: &str, prepared: &Prepared) -> Vec<Word> {
    table.lines().filter_map(|line| word(line, prepared)).take(MOST).collect()
}

/// Whether a picture is written in Korean, at least in part.
pub(super) fn has_hangul(words: &[Word]) -> bool {
    words.iter().flat_map(|word| word.text.chars()).filter(|c| ('가'..='힣').contains(c)).count() >= 6
}

/// Puts the Korean reading in where the mixed one took Hangul for Latin letters (`AAS` for 사진을).
pub(super) fn prefer_hangul(words: &mut [Word], korean: &[Word]) {
    let share = |text: &str| {
        let all = text.chars().filter(|c| !c.is_whitespace()).count().max(1);
        text.chars().filter(|c| ('가'..='힣').contains(c)).count() * 100 / all
    };
    for word in words.iter_mut() {
        let letters = word.text.chars().filter(char::is_ascii_alphabetic).count();
        let address = word.text.contains("://") || word.text.contains('@') || word.text.contains('.');
        let garbled = letters > 0 || word.sure < 75.0 && word.text.chars().count() <= 2;
        if share(&word.text) > 0 || !garbled || address {
            continue;
        }
        let over = |other: &&Word| {
            let middle = other.on_page.left.saturating_add(other.on_page.width / 2);
            middle >= word.on_page.left
                && middle < word.on_page.right()
                && other.on_page.top < word.on_page.bottom()
                && word.on_page.top < other.on_page.bottom()
        };
        let mut same: Vec<&Word> = korean.iter().filter(over).collect();
        same.sort_by_key(|other| other.on_page.left);
        let text: String = same.iter().map(|other| other.text.as_str()).collect();
        if share(&text) >= 60 {
            word.sure = (same.iter().map(|other| other.sure).sum::<f32>() / same.len().max(1) as f32).max(40.0);
            word.text = text;
        }
    }
}

/// `level page block paragraph line word left top width height confidence text`, level 5 for words.
fn word(line: &str, prepared: &Prepared) -> Option<Word> {
    let mut fields = line.split('\t');
    if fields.next() != Some("5") {
        return None;
    }
    let mut number = || fields.next()?.trim().parse::<f32>().ok().filter(|n| n.is_finite());
    let mut whole = || Some(number()?.clamp(0.0, 1_000_000.0) as u32);
    let (_, block, paragraph, row, _) = (whole()?, whole()?, whole()?, whole()?, whole()?);
    let on_page = Box { left: whole()?, top: whole()?, width: whole()?, height: whole()? };
    let sure = number()?;
    let text: String = fields.next()?.trim().chars().filter(|c| !c.is_control()).take(200).collect();
    let back = |n: u32| ((n as f32) / prepared.scale.max(0.01)).round().min(1_000_000.0) as u32;
    let (left, top, width, height) = (back(on_page.left), back(on_page.top), back(on_page.width), back(on_page.height));
    let at = prepared.strips.iter().rposition(|strip| strip.top <= top.saturating_add(height / 2))?;
    let strip = prepared.strips.get(at)?;
    let place = Box {
        left: left.saturating_add(strip.place.left),
        top: top.saturating_sub(strip.top).saturating_add(strip.place.top),
        width,
        height,
    };
    let line = (at, block, paragraph, row);
    (!text.is_empty() && width > 0 && height > 0).then_some(Word { text, place, on_page, line, sure })
}

#[cfg(test)]
mod tests {
    use super::super::prepare::Strip;
    use super::*;

    #[test]
    fn a_word_a_line_and_anything_else() {
        let table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
                     4\t1\t1\t1\t1\t0\t40\t20\t400\t30\t-1\t\n\
                     5\t1\t1\t1\t1\t1\t40\t20\t80\t30\t96.2\tHello\n\
                     5\t1\t1\t1\t1\t2\t140\t20\t80\t30\t88\t \n\
                     5\t1\t1\t1\t1\t2\tNaN\t20\t80\t30\t88\tx\n5\t1\n\
                     5\t1\t2\t1\t1\t1\t40\t240\t80\t30\t96\tHi\n";
        let bubble = Box { left: 100, top: 10, width: 200, height: 40 };
        let whole = Box { left: 0, top: 0, width: 400, height: 100 };
        let prepared = Prepared {
            width: 400,
            height: 100,
            scale: 2.0,
            ground: [255; 3],
            areas: Vec::new(),
            strips: vec![Strip { top: 0, place: whole }, Strip { top: 110, place: bubble }],
            flat: 1.0,
            page: String::new(),
        };
        let read = words(table, &prepared);
        assert_eq!(read.iter().map(|w| w.text.as_str()).collect::<Vec<_>>(), ["Hello", "Hi"]);
        assert_eq!(read[0].place, Box { left: 20, top: 10, width: 40, height: 15 });
        assert_eq!(read[1].place, Box { left: 120, top: 20, width: 40, height: 15 });
    }
}
