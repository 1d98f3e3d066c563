//! Markup that is built to exhaust whoever reads it: how much a tree may grow while a page is fed to a parser, and what is
//! read of a page whose tree grew too much.
//!
//! What a parser makes of a page can't be told from its tags without parsing it: closing tags may be ignored, and
//! formatting that was never closed is opened again in every block after it (HTML, 13.2.4.3, "reconstruct the active
//! formatting elements"), so that 16 kB become a million elements. So a page is fed in [`pieces`], and after each of them
//! [`Growth`] says whether to go on.

/// Most bytes of a piece: what one of them can add is bounded by what is open before it.
const PIECE: usize = 64;

/// Deepest nesting. Each tag may cost a walk up to the root, so that time grows with the square of the depth.
const MOST_DEPTH: usize = 400;

/// Most nodes of a tree.
const MOST_NODES: usize = 400_000;

/// What a tree may weigh before anything is fed: the parser makes `html`, `head` and `body` by itself.
const AT_FIRST: usize = 1_000;

/// Most of what may separate attributes while nothing comes of it: each name in a tag is compared with all before it.
/// Blanks and signs of equality count double, for slashes fill pictures that are written into a page.
const MOST_SEPARATORS: usize = 60_000;

/// A page in pieces of whole characters, as it is to be fed to the parser.
pub fn pieces(page: &str) -> impl Iterator<Item = &str> {
    let mut rest = page;
    std::iter::from_fn(move || {
        let mut end = rest.len().min(PIECE);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let (piece, after) = rest.split_at_checked(end).filter(|(piece, _)| !piece.is_empty())?;
        rest = after;
        Some(piece)
    })
}

/// How a tree grows. Written markup has fewer elements, texts and attributes than bytes; a tree that weighs more is made of
/// what the parser repeats.
#[derive(Debug, Clone, Copy, Default)]
pub struct Growth {
    fed: usize,
    nodes: usize,
    weight: usize,
    too_deep: bool,
    /// How many nodes there were, and how long the last text was, when the tree last changed.
    before: (usize, usize),
    /// Separators since then, in what may be a tag.
    separators: usize,
    tag: bool,
    /// Whether a `>` came since the tag began; it may have been quoted.
    ended: bool,
    /// Whether the last byte was `<`.
    begins: bool,
}

impl Growth {
    /// How many nodes were counted.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.nodes
    }

    /// Counts a new node with its attributes, and what it lies in: its ancestors, of which no more are looked at than
    /// needed.
    pub fn node<T>(&mut self, attributes: usize, ancestors: impl Iterator<Item = T>) {
        self.nodes += 1;
        self.weight += 1 + attributes;
        self.too_deep |= ancestors.take(MOST_DEPTH + 1).count() > MOST_DEPTH;
    }

    /// Counts a piece that was fed, after which the last node holds a text of some length; tells whether the next piece may
    /// be fed.
    pub fn fed(&mut self, piece: &str, last_text: usize) -> bool {
        self.fed += piece.len();
        // Within a tag the tree stays as it is.
        if self.before != (self.nodes, last_text) {
            self.before = (self.nodes, last_text);
            (self.separators, self.tag) = (0, false);
        }
        for byte in piece.bytes() {
            if self.begins {
                match byte {
                    // A comment, unless it stands within a tag.
                    b'!' | b'?' => self.tag &= !self.ended,
                    _ => (self.tag, self.ended) = (true, false),
                }
            }
            let weighs = match byte {
                b'=' => 2,
                b'/' => 1,
                _ if byte.is_ascii_whitespace() => 2,
                _ => 0,
            };
            self.separators += weighs * usize::from(self.tag);
            self.ended |= byte == b'>';
            self.begins = byte == b'<';
        }
        !self.too_deep
            && self.nodes <= MOST_NODES
            && self.weight <= AT_FIRST + self.fed
            && self.separators <= MOST_SEPARATORS
    }
}

/// The words of a page without its tags, each on a line of its own: what is read where no tree can be built.
#[must_use]
pub fn without_tags(page: &str) -> String {
    let mut out = String::with_capacity(page.len() / 2);
    let mut inside = false;
    for c in page.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                out.push('\n');
            }
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_the_page() {
        for page in ["", "a", &"한글<p>".repeat(100), &"x".repeat(PIECE)] {
            assert_eq!(pieces(page).collect::<String>(), page);
            assert!(pieces(page).all(|piece| (1..=PIECE).contains(&piece.len())));
        }
    }

    #[test]
    fn growth_has_bounds() {
        let mut written = Growth::default();
        written.node(3, 0..10);
        assert!(written.fed("<a b c d>", 0) && written.nodes() == 1);
        let mut repeated = written;
        (0..2 * AT_FIRST).for_each(|_| repeated.node(0, 0..10));
        assert!(!repeated.fed("<p>", 0));
        let mut crowded = written;
        crowded.node(2 * AT_FIRST, 0..10);
        assert!(!crowded.fed("<p>", 0));
        let mut deep = written;
        deep.node(0, 0..);
        assert!(!deep.fed("<p>", 0));
        let words = " a=b".repeat(MOST_SEPARATORS / 4 + 1);
        assert!(!{ written }.fed(&format!("<p{words}"), 0));
        assert!(!{ written }.fed(&format!("<p! {words}"), 0));
        assert!({ written }.fed(&format!("<!--{words}"), 0));
        assert!(written.fed(&words, 1));
    }

    #[test]
    fn words_alone() {
        assert_eq!(without_tags("<p>a<b>b</b> < c").trim(), "a\nb");
    }
}
