//! The words of a PDF with their places, as `pdftotext -bbox-layout` prints them.

use std::borrow::Cow;

/// Most pages and words that are read.
const MOST_PAGES: u32 = 60;
const MOST_WORDS: usize = 60_000;

/// Most characters of one word.
const LONGEST: usize = 300;

/// A document laid out.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// What the document says of itself: `Author`, `Subject`, …
    pub meta: Vec<(String, String)>,
    /// Its lines in the order in which poppler reads them.
    pub lines: Vec<Line>,
    /// Whether there was more than is read.
    pub cut: bool,
}

/// A line of words on a page. Lengths are points.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// The page, counted from 1.
    pub page: u32,
    /// The distance of its left edge from the page's.
    pub left: f32,
    /// The distance of its right edge from the page's left.
    pub right: f32,
    /// The distance of its upper edge from the page's.
    pub top: f32,
    /// Its height, which tells the size of its letters.
    pub height: f32,
    /// The width and height of the page.
    pub paper: (f32, f32),
    /// Its words.
    pub text: String,
    /// Whether it begins a block of its own.
    pub opens: bool,
}

impl Layout {
    /// Reads poppler's XHTML. Whatever is no such thing has no lines.
    pub fn read(xhtml: &str) -> Self {
        let mut layout = Self::default();
        let (mut page, mut paper, mut words) = (0, (612.0, 792.0), 0);
        let mut line: Option<Line> = None;
        let mut opens = false;
        for piece in xhtml.split('<').skip(1) {
            let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
            let name = tag.split([' ', '\n', '/']).next().unwrap_or("");
            match name {
                "meta" | "meta/" => {
                    if let (Some(name), Some(content)) = (attribute(tag, "name"), attribute(tag, "content"))
                        && layout.meta.len() < 20
                    {
                        layout.meta.push((name.into_owned(), content.chars().take(LONGEST).collect()));
                    }
                }
                "page" => {
                    page += 1;
                    paper = (
                        length(tag, "width").unwrap_or(612.0).max(1.0),
                        length(tag, "height").unwrap_or(792.0).max(1.0),
                    );
                    if page > MOST_PAGES {
                        layout.cut = true;
                        break;
                    }
                }
                "block" => opens = true,
                "line" => line = None,
                "word" => {
                    words += 1;
                    if words > MOST_WORDS {
                        layout.cut = true;
                        break;
                    }
                    let sides = ["xMin", "xMax", "yMin", "yMax"].map(|side| length(tag, side));
                    let [Some(left), Some(right), Some(top), Some(bottom)] = sides else { continue };
                    let text = clean(&unescape(text));
                    if text.is_empty() {
                        continue;
                    }
                    match &mut line {
                        Some(line) => {
                            // Room between words parts them as a sign would.
                            line.text.push_str(if left - line.right > line.height * 0.6 { "  " } else { " " });
                            line.text.push_str(&text);
                            line.right = line.right.max(right);
                            line.height = line.height.max(bottom - top);
                        }
                        None => {
                            let height = bottom - top;
                            line = Some(Line { page, left, right, top, height, paper, text, opens });
                            opens = false;
                        }
                    }
                }
                "" if tag == "/line" => layout.lines.extend(line.take()),
                _ => {}
            }
        }
        layout.lines.extend(line);
        layout
    }

    /// What the document says of itself under a name.
    pub fn meta(&self, name: &str) -> &str {
        self.meta.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }

    /// The text line by line with its pages, column by column, for a CV: what stands at the same height is one line,
    /// and where there is room between lines there is a blank one.
    pub fn rows(&self) -> Vec<(u32, String)> {
        let mut rows = Vec::new();
        let last = self.lines.iter().map(|l| l.page).max().unwrap_or(0);
        let mut columns: [Vec<Line>; 2] = [Vec::new(), Vec::new()];
        for page in 1..=last {
            let lines: Vec<Line> = self.lines.iter().filter(|l| l.page == page).cloned().collect();
            match gutter(&lines) {
                Some(share) => {
                    let (side, main) = self::columns(&lines, share);
                    columns[0].extend(side);
                    columns[1].extend(main);
                }
                None => columns[1].extend(self::columns(&lines, 0.0).1),
            }
        }
        // The column with the largest letters has the name, and goes first.
        let largest = |lines: &[Line]| lines.iter().map(|l| l.height).fold(0.0, f32::max);
        if largest(&columns[1]) >= largest(&columns[0]) {
            columns.reverse();
        }
        for column in columns {
            let mut above: Option<&Line> = None;
            for line in &column {
                let far = |above: &Line| {
                    above.page != line.page || line.top - above.top > above.height.max(line.height) * 1.7
                };
                if above.is_none_or(far) {
                    rows.push((line.page, String::new()));
                }
                rows.push((line.page, line.text.clone()));
                above = Some(line);
            }
        }
        rows
    }

    /// The text page by page, a blank line between blocks.
    pub fn pages(&self) -> Vec<(u32, String)> {
        let mut pages: Vec<(u32, String)> = Vec::new();
        for line in &self.lines {
            match pages.last_mut() {
                Some((page, text)) if *page == line.page => {
                    text.push_str(if line.opens { "\n\n" } else { "\n" });
                    text.push_str(&line.text);
                }
                _ => pages.push((line.page, line.text.clone())),
            }
        }
        pages
    }
}

/// A document of two columns: the lines left of a mark, and those right of it, each from top to bottom. Poppler's own
/// order follows the columns mostly, but not when they begin at different heights.
pub(super) fn columns(lines: &[Line], share: f32) -> (Vec<Line>, Vec<Line>) {
    let (mut side, mut main): (Vec<Line>, Vec<Line>) =
        lines.iter().cloned().partition(|line| line.left < line.paper.0 * share);
    for column in [&mut side, &mut main] {
        column.sort_by(|a, b| a.page.cmp(&b.page).then(a.top.total_cmp(&b.top)).then(a.left.total_cmp(&b.left)));
    }
    (join(side), join(main))
}

/// Where a page has two columns, the line between them, as a share of its width: no line crosses it, there is text on
/// both sides, and what is left of it is no list of times.
fn gutter(lines: &[Line]) -> Option<f32> {
    const MOST_BESIDE: usize = 6;
    (18..=48).find_map(|percent: u8| {
        let share = f32::from(percent) / 100.0;
        let at = |line: &Line| line.paper.0 * share;
        // A name or a running head may cross.
        let crossing = lines.iter().filter(|l| l.left < at(l) - 4.0 && l.right > at(l) + 4.0).count();
        let (left, right): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|l| l.left < at(l));
        let edge = right.iter().map(|l| l.left).fold(f32::MAX, f32::min);
        let begin = right.iter().filter(|l| l.left - edge < 14.0).count();
        let dated = left.iter().filter(|l| super::period::find(&l.text).is_some()).count();
        let fits = crossing <= 1
            && left.len() >= MOST_BESIDE
            && right.len() >= MOST_BESIDE
            && begin * 5 >= right.len() * 2
            && dated * 4 <= left.len();
        fits.then_some(share)
    })
}

/// Pieces of one line that poppler took for lines of their own.
fn join(lines: Vec<Line>) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        match joined.last_mut() {
            Some(last) if last.page == line.page && (line.top - last.top).abs() < last.height * 0.3 => {
                let (first, second) =
                    if line.left < last.left { (&line.text, &last.text) } else { (&last.text, &line.text) };
                last.text = format!("{first}  {second}");
                last.left = last.left.min(line.left);
                last.right = last.right.max(line.right);
            }
            _ => joined.push(line),
        }
    }
    joined
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<Cow<'t, str>> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(unescape(rest.split('"').next()?))
}

fn length(tag: &str, name: &str) -> Option<f32> {
    attribute(tag, name)?.parse().ok().filter(|n: &f32| n.is_finite() && n.abs() < 100_000.0)
}

fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&apos;", "'")
            .replace("&#39;", "'")
            .replace("&amp;", "&"),
    )
}

/// Without control characters and what cannot be seen. Fonts may map letters to anything.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() && !crate::mail::html::is_invisible(*c) && *c != '\u{fffd}')
        .take(LONGEST)
        .collect::<String>()
        .trim()
        .to_owned()
}
