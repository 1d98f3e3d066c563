//! A page's visible text, its hidden text, and its links.

mod tree;

use analyzer::text::markup::without_tags;
use ego_tree::iter::Edge;
use scraper::Node;
use scraper::node::Element;

pub(crate) use tree::tree;

/// Most nodes of a page that are read.
const MOST_NODES: usize = 120_000;

/// Most bytes of a page that are read.
const MOST_BYTES: usize = 2 * 1024 * 1024;

/// What a page shows and hides.
#[derive(Debug, Default)]
pub struct PageText {
    /// What a reader sees, with line breaks at blocks.
    pub visible: String,
    /// What a reader doesn't see.
    pub hidden: String,
    /// Targets and the words they are shown as.
    pub links: Vec<(String, String)>,
}

/// Reads a page. Bounded in size, nodes and depth; one whose tree grows too much is read as plain text without tags.
#[must_use]
pub fn read(html: &str) -> PageText {
    let mut end = html.len().min(MOST_BYTES);
    while !html.is_char_boundary(end) {
        end -= 1;
    }
    let html = html.get(..end).unwrap_or("");
    let Some(document) = tree(html) else {
        return PageText { visible: tidy(&without_tags(html)), ..PageText::default() };
    };
    let mut walk = Walk::default();
    for edge in document.tree.root().traverse().take(MOST_NODES) {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) => walk.open(element),
                Node::Text(text) => walk.text(text),
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    walk.close(element);
                }
            }
        }
    }
    let mut page = walk.page;
    page.visible = tidy(&page.visible);
    page.hidden = page.hidden.split_whitespace().collect::<Vec<_>>().join(" ");
    page
}

#[derive(Default)]
struct Walk {
    page: PageText,
    hidden: usize,
    skipped: usize,
    preformatted: usize,
    links: Vec<(String, usize)>,
}

impl Walk {
    fn open(&mut self, element: &Element) {
        let name = element.name();
        if self.skipped > 0 || matches!(name, "script" | "style" | "head" | "noscript" | "template" | "title") {
            self.skipped += 1;
            return;
        }
        if self.hidden > 0 || is_hidden(element) {
            self.hidden += 1;
            return;
        }
        self.preformatted += usize::from(name == "pre");
        let out = &mut self.page.visible;
        if name == "br" {
            out.push('\n');
        } else if is_block(name) {
            break_line(out);
            if name == "li" {
                out.push_str("• ");
            }
        } else if matches!(name, "td" | "th") && !out.ends_with(['\n', ' ']) {
            out.push(' ');
        }
        match name {
            "a" | "area" => {
                let target = element.attr("href").unwrap_or("").trim().to_owned();
                self.links.push((target, out.len()));
            }
            "img" => {
                if let Some(alt) = element.attr("alt").filter(|a| !a.trim().is_empty() && a.len() < 200) {
                    out.push_str(alt.trim());
                    out.push(' ');
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped > 0 {
            return;
        }
        let into = if self.hidden > 0 { &mut self.page.hidden } else { &mut self.page.visible };
        if self.preformatted > 0 {
            into.push_str(text);
            return;
        }
        for c in text.chars() {
            if c.is_whitespace() {
                if !into.is_empty() && !into.ends_with([' ', '\n']) {
                    into.push(' ');
                }
            } else if !is_invisible(c) {
                into.push(c);
            }
        }
    }

    fn close(&mut self, element: &Element) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if self.hidden > 0 {
            self.hidden -= 1;
            self.page.hidden.push(' ');
            return;
        }
        let name = element.name();
        self.preformatted -= usize::from(name == "pre" && self.preformatted > 0);
        if matches!(name, "a" | "area")
            && let Some((target, from)) = self.links.pop()
            && !target.is_empty()
        {
            let shown = self.page.visible.get(from..).unwrap_or("").trim().to_owned();
            self.page.links.push((target, shown));
        }
        if is_block(name) {
            break_line(&mut self.page.visible);
        }
    }
}

/// Marks that take no room: zero-width characters, soft hyphens, byte order marks.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}')
}

/// Whether an element is kept from the reader's eyes by its own attributes.
pub(crate) fn is_hidden(element: &Element) -> bool {
    if element.attr("hidden").is_some() || (element.name() == "input" && element.attr("type") == Some("hidden")) {
        return true;
    }
    let Some(style) = element.attr("style") else { return false };
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let value = |key: &str| {
        style
            .split(';')
            .filter_map(|rule| rule.split_once(':'))
            .filter(|(k, _)| *k == key)
            .map(|(_, v)| v.trim_end_matches("!important"))
            .next_back()
    };
    let zero = |v: &str| matches!(v, "0" | "0px" | "0pt" | "0em" | "0%" | "1px" | "0.1px");
    value("display") == Some("none")
        || value("visibility") == Some("hidden")
        || value("mso-hide") == Some("all")
        || value("opacity").is_some_and(|v| v == "0" || v == "0.0")
        || value("font-size").is_some_and(zero)
        || (value("max-height").is_some_and(zero) && value("overflow") == Some("hidden"))
        || (value("height").is_some_and(zero) && value("overflow") == Some("hidden"))
        || value("color").is_some_and(|c| Some(c) == value("background-color").or_else(|| value("background")))
        || value("text-indent").is_some_and(|v| v.starts_with("-9"))
        || (value("position") == Some("absolute") && value("left").is_some_and(|v| v.starts_with("-9")))
}

/// Whether an element stands on lines of its own.
pub(crate) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "table"
            | "tr"
            | "li"
            | "ul"
            | "ol"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "blockquote"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "hr"
            | "pre"
            | "dl"
            | "dt"
            | "dd"
            | "center"
            | "form"
            | "address"
            | "main"
            | "figure"
    )
}

fn break_line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

/// Lines trimmed, no more than one empty line in a row.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines().map(str::trim) {
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty <= 1 && !(line.is_empty() && out.is_empty()) {
            out.push_str(line);
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_text_is_kept_apart() {
        let page = read(
            "<p>Hello <b>Dana</b>,</p><div style='display:none'>bus ter</div><span style=\"font-size:0px\">x</span>\
             <p>see <a href=\"https://evil.example/x\">https://good.example</a></p><style>p{}</style>",
        );
        assert_eq!(page.visible, "Hello Dana,\nsee https://good.example");
        assert_eq!(page.hidden, "bus ter x");
        assert_eq!(page.links, [("https://evil.example/x".to_owned(), "https://good.example".to_owned())]);
    }

    #[test]
    fn deep_pages_do_not_break_it() {
        assert_eq!(read(&format!("{}deep", "<div>".repeat(50_000))).visible, "deep");
        assert_eq!(read(&format!("{}deep", "<b><i>".repeat(100))).visible, "deep");
        // Closing tags that close nothing don't hide the depth.
        assert_eq!(read(&format!("{}deep", "<div></p></x>".repeat(50_000))).visible, "deep");
        assert_eq!(read("").visible, "");
    }

    #[test]
    fn formatting_that_is_never_closed_is_not_repeated_without_end() {
        // 15.8 kB that a parser would make 1.2 million nodes of.
        let open: String = (0..390).map(|n| format!("<b id={n}>")).collect();
        let page = format!("<p>{open}{}", "<p>x".repeat(3_000));
        assert!(tree(&page).is_none());
        assert_eq!(read(&page).visible.lines().filter(|line| *line == "x").count(), 3_000);
        // A few attributes or a few such elements are only untidy.
        let untidy = format!("<p><font size=2 color=red><b>{}", "<p>Dear reader, see below.".repeat(3_000));
        assert!(tree(&untidy).is_some());
        let crowd: String = (0..3_000).map(|n| format!(" a{n}")).collect();
        assert!(tree(&format!("<p><b{crowd}>{}", "<p>x".repeat(3_000))).is_none());
        // One tag whose names would each be compared with all before.
        let crowd: String = (0..100_000).map(|n| format!(" a{n}")).collect();
        assert!(tree(&format!("<p{crowd}>x")).is_none());
        assert!(tree(&format!("<!--{crowd}-->x<script>{crowd}</script>")).is_some());
    }
}
