//! The walk through a page's tree.

use analyzer::text::fold::invisible;
use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};
use url::Url;

use super::{Document, Line, Link, cut, folded};

/// Most nodes that are visited.
const MOST_NODES: usize = 120_000;
/// Most lines of visible text, and most bytes of one.
pub(super) const MOST_LINES: usize = 6_000;
const LONGEST_LINE: usize = 4_000;
/// Most links, and most bytes of the words of one.
pub(super) const MOST_LINKS: usize = 1_500;
const LONGEST_LINK: usize = 300;
/// Most addresses of mail and telephone, and most bytes of one.
const MOST_CONTACTS: usize = 100;
const LONGEST_CONTACT: usize = 300;
/// Most scripts and frames whose addresses are kept.
const MOST_EMBEDDED: usize = 100;
/// Most pieces of structured data, and most bytes of one.
pub(super) const MOST_DATA: usize = 40;
const LONGEST_DATA: usize = 1 << 20;
/// Most `<meta>` elements, and most bytes of one's content or of a title.
const MOST_METAS: usize = 200;
const LONGEST_META: usize = 4_000;

/// What a `<script>` is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    LinkedData,
    State,
    Other,
}

/// A link that is open: its place among the page's links, and whether it stands in what is folded away.
#[derive(Debug, Clone, Copy)]
struct OpenLink {
    at: Option<usize>,
    folded: bool,
}

pub(super) struct Walk {
    page: Document,
    base: Url,
    rebased: bool,
    line: Line,
    /// How many elements are open that a reader doesn't see, counted from the outermost such one.
    unseen: usize,
    script: Option<(Script, String)>,
    title: Option<String>,
    item: usize,
    heading: usize,
    address: usize,
    open_links: Vec<OpenLink>,
}

impl Walk {
    fn new(base: &Url) -> Self {
        Self {
            page: Document::default(),
            base: base.clone(),
            rebased: false,
            line: Line::default(),
            unseen: 0,
            script: None,
            title: None,
            item: 0,
            heading: 0,
            address: 0,
            open_links: Vec::new(),
        }
    }

    /// What a tree holds.
    pub(super) fn through(tree: &Html, base: &Url) -> Document {
        let mut walk = Self::new(base);
        for edge in tree.tree.root().traverse().take(2 * MOST_NODES) {
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
        walk.break_line();
        walk.page
    }

    /// The lines of a text.
    pub(super) fn flat(text: &str, base: &Url) -> Document {
        let mut walk = Self::new(base);
        for line in text.lines() {
            walk.shown(line);
            walk.break_line();
        }
        walk.page
    }

    fn open(&mut self, element: &Element) {
        let name = element.name();
        match name {
            "html" => self.page.language = cut(element.attr("lang").unwrap_or(""), 20).to_lowercase(),
            "base" => self.rebase(element),
            "meta" => self.meta(element),
            "title" if self.page.title.is_none() => self.title = Some(String::new()),
            "script" => {
                self.script = Some((kind(element), String::new()));
                self.embed(element);
            }
            "iframe" => self.embed(element),
            "input" => {
                self.page.asks_password |= element.attr("type").is_some_and(|t| t.eq_ignore_ascii_case("password"));
            }
            _ => {}
        }
        let unseen = self.unseen > 0 || is_unseen(element);
        if unseen {
            self.unseen += 1;
        }
        if matches!(name, "a" | "area") {
            let at = self.link(element.attr("href").unwrap_or("").trim());
            self.open_links.push(OpenLink { at, folded: unseen });
        }
        if unseen {
            return;
        }
        if is_block(name) {
            self.break_line();
        }
        match name {
            "br" => self.break_line(),
            "li" => self.item += 1,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading += 1,
            "address" => self.address += 1,
            // What stands in elements of its own is set apart, by style if not by a space.
            "td" | "th" | "span" => self.space(),
            _ => {}
        }
    }

    fn close(&mut self, element: &Element) {
        let name = element.name();
        match name {
            "script" => {
                if let Some((kind, text)) = self.script.take() {
                    self.data(kind, &text);
                }
            }
            "title" => {
                let title = self.title.take().map(|title| folded(&title)).filter(|title| !title.is_empty());
                self.page.title = self.page.title.take().or(title);
            }
            "a" | "area" => drop(self.open_links.pop()),
            _ => {}
        }
        if self.unseen > 0 {
            self.unseen -= 1;
            return;
        }
        if is_block(name) {
            self.break_line();
        }
        match name {
            "li" => self.item = self.item.saturating_sub(1),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = self.heading.saturating_sub(1),
            "address" => self.address = self.address.saturating_sub(1),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((kind, script)) = &mut self.script {
            if *kind != Script::Other && script.len() + text.len() <= LONGEST_DATA {
                script.push_str(text);
            }
            return;
        }
        if let Some(title) = &mut self.title {
            title.push_str(cut(text, LONGEST_META.saturating_sub(title.len())));
        }
        self.caption(text);
        if self.unseen == 0 {
            self.shown(text);
        }
    }

    /// Words that a reader sees.
    fn shown(&mut self, text: &str) {
        for c in text.chars() {
            if self.line.text.len() >= LONGEST_LINE {
                self.break_line();
            }
            if c.is_whitespace() {
                self.space();
            } else if !invisible(c) {
                if self.line.text.is_empty() {
                    (self.line.item, self.line.heading, self.line.address) =
                        (self.item > 0, self.heading > 0, self.address > 0);
                }
                self.line.text.push(c);
            }
        }
    }

    /// The words of an open link, also in a folded menu; what is hidden within a link that is shown isn't of them.
    fn caption(&mut self, text: &str) {
        let Some(open) = self.open_links.last().filter(|open| open.folded || self.unseen == 0) else { return };
        let Some(link) = open.at.and_then(|at| self.page.links.get_mut(at)) else { return };
        for word in text.split_whitespace() {
            if link.text.len() < LONGEST_LINK {
                if !link.text.is_empty() {
                    link.text.push(' ');
                }
                link.text.push_str(cut(word, LONGEST_LINK));
            }
        }
    }

    fn space(&mut self) {
        if !self.line.text.is_empty() && !self.line.text.ends_with(' ') {
            self.line.text.push(' ');
        }
    }

    fn break_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        line.text.truncate(line.text.trim_end().len());
        if !line.text.is_empty() && self.page.lines.len() < MOST_LINES {
            self.page.lines.push(line);
        }
    }

    /// `<base href>` (HTML, 4.2.3): only the first counts, and only an address of the web.
    fn rebase(&mut self, element: &Element) {
        if !self.rebased
            && let Some(base) = element.attr("href").and_then(|href| self.base.join(href.trim()).ok())
            && matches!(base.scheme(), "http" | "https")
        {
            self.rebased = true;
            self.base = base;
        }
    }

    fn link(&mut self, target: &str) -> Option<usize> {
        for scheme in ["mailto:", "tel:"] {
            if target.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)) {
                if self.page.contacts.len() < MOST_CONTACTS && target.len() < LONGEST_CONTACT {
                    self.page.contacts.push(target.to_owned());
                }
                return None;
            }
        }
        if target.is_empty() || target.starts_with('#') || self.page.links.len() >= MOST_LINKS {
            return None;
        }
        let url = self.base.join(target).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        self.page.links.push(Link { url, text: String::new() });
        Some(self.page.links.len() - 1)
    }

    fn embed(&mut self, element: &Element) {
        if let Some(url) = element.attr("src").and_then(|src| self.base.join(src.trim()).ok())
            && self.page.embedded.len() < MOST_EMBEDDED
        {
            self.page.embedded.push(url);
        }
    }

    fn meta(&mut self, element: &Element) {
        let name = element.attr("property").or_else(|| element.attr("name")).filter(|name| !name.is_empty());
        if let (Some(name), Some(content)) = (name, element.attr("content"))
            && self.page.metas.len() < MOST_METAS
        {
            self.page.metas.push((cut(&name.to_lowercase(), 100).to_owned(), folded(cut(content, LONGEST_META))));
        }
    }

    fn data(&mut self, kind: Script, text: &str) {
        if kind == Script::Other {
            return;
        }
        // serde_json itself stops at 128 levels.
        let Ok(value) = serde_json::from_str(text.trim()) else { return };
        match kind {
            Script::LinkedData if self.page.data.len() < MOST_DATA => self.page.data.push(value),
            Script::State => self.page.state = Some(value),
            _ => {}
        }
    }
}

/// What a script holds: `application/ld+json`, whatever parameters follow, or the state of Next.js.
fn kind(element: &Element) -> Script {
    let media_type = element.attr("type").and_then(|t| t.split(';').next()).unwrap_or("").trim();
    if media_type.eq_ignore_ascii_case("application/ld+json") {
        Script::LinkedData
    } else if element.attr("id") == Some("__NEXT_DATA__") {
        Script::State
    } else {
        Script::Other
    }
}

/// Whether a reader doesn't see what stands in an element.
fn is_unseen(element: &Element) -> bool {
    let style = || element.attr("style").unwrap_or("").replace(char::is_whitespace, "").to_ascii_lowercase();
    matches!(element.name(), "head" | "script" | "style" | "noscript" | "template" | "title" | "svg")
        || element.attr("hidden").is_some()
        || style().split(';').any(|rule| matches!(rule, "display:none" | "visibility:hidden"))
}

/// Whether an element stands on lines of its own.
fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 35] = [
        "address", "article", "aside", "blockquote", "button", "center", "dd", "details", "div", "dl", "dt",
        "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
        "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tr", "ul",
    ];
    BLOCKS.contains(&name)
}
