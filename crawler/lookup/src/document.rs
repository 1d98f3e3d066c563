//! A page taken apart: title, visible text, structured data, links. Pages are hostile: bytes, nodes, depth and counts are
//! bounded, and nothing that a page names is fetched.

mod charset;
mod depth;

use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};
use serde_json::Value;
use url::Url;

/// Most bytes of a page that are read, after decoding.
const MOST_BYTES: usize = 2 << 20;

/// Most nodes of a page that are read.
const MOST_NODES: usize = 120_000;

/// Most bytes of the visible text that are kept.
const MOST_TEXT: usize = 200_000;

/// Most links, and most bytes of one.
const MOST_LINKS: usize = 500;
const LONGEST_LINK: usize = 2_000;

/// Most pieces of structured data, and most bytes of one.
const MOST_DATA: usize = 20;
const LONGEST_DATA: usize = 256 << 10;

/// Most `<meta>` elements, and most bytes of one's content.
const MOST_METAS: usize = 100;
const LONGEST_META: usize = 4_000;

/// What a page says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Document {
    /// `<title>`, white space folded.
    pub title: Option<String>,
    /// What a reader sees, with line breaks at blocks.
    pub text: String,
    /// JSON-LD (W3C, JSON-LD 1.1, section 7), each block as it stands.
    pub json_ld: Vec<Value>,
    /// Addresses of `<a>` and `<area>`, absolute, in order, each once; only `http` and `https`.
    pub links: Vec<String>,
    /// `<meta>` by name or property in lower case, in order.
    pub metas: Vec<(String, String)>,
    /// Whether it has a field for a password.
    pub asks_password: bool,
}

impl Document {
    /// Reads the bytes of a page. `content_type` is the header field, `base` the address that answered.
    pub(crate) fn read(body: &[u8], content_type: Option<&str>, base: &Url) -> Self {
        let decoded = charset::decode(body.get(..body.len().min(2 * MOST_BYTES)).unwrap_or_default(), content_type);
        let html = cut(&decoded, MOST_BYTES);
        if depth::is_too_deep(html) {
            return Self { text: tidy(cut(&depth::without_tags(html), MOST_TEXT)), ..Self::default() };
        }
        let page = Html::parse_document(html);
        let mut walk = Walk::new(base.clone());
        for edge in page.tree.root().traverse().take(2 * MOST_NODES) {
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
        walk.page()
    }

    /// Reads plain text.
    pub(crate) fn plain(body: &[u8], content_type: Option<&str>) -> Self {
        let text = charset::decode(body.get(..body.len().min(MOST_BYTES)).unwrap_or_default(), content_type);
        Self { text: tidy(cut(&text, MOST_TEXT)), ..Self::default() }
    }

    /// The content of the first `<meta>` of a name or property (in lower case).
    pub(crate) fn meta(&self, name: &str) -> Option<&str> {
        self.metas.iter().find(|(n, _)| n == name).map(|(_, content)| content.as_str())
    }

    /// Every node of the structured data that is an object, those inside of others too, at most a thousand of them.
    pub(crate) fn nodes(&self) -> Vec<&serde_json::Map<String, Value>> {
        /// Most nodes.
        const MOST: usize = 1_000;
        let mut nodes = Vec::new();
        let mut waiting: Vec<&Value> = self.json_ld.iter().rev().collect();
        while let Some(value) = waiting.pop() {
            match value {
                Value::Array(values) => waiting.extend(values.iter().rev()),
                Value::Object(node) if nodes.len() < MOST => {
                    nodes.push(node);
                    waiting.extend(node.values().rev());
                }
                _ => {}
            }
        }
        nodes
    }
}

/// Whether a node of structured data is of a type, whatever the vocabulary's prefix (`Person`, `schema:Person`,
/// `https://schema.org/Person`).
pub(crate) fn is_of_type(node: &serde_json::Map<String, Value>, wanted: &str) -> bool {
    let is = |value: &Value| value.as_str().and_then(|s| s.rsplit(['/', ':', '#']).next()) == Some(wanted);
    match node.get("@type") {
        Some(Value::Array(types)) => types.iter().any(is),
        Some(one) => is(one),
        None => false,
    }
}

/// The beginning of a text, at most so many bytes, whole characters.
pub(crate) fn cut(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}

/// White space folded to single blanks.
pub(crate) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the text of the element that is open belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Title,
    Data,
    Nothing,
}

struct Walk {
    base: Url,
    page: Document,
    title: String,
    data: String,
    inside: Inside,
    /// How many elements are open that a reader doesn't see, counted from the outermost such one.
    unseen: usize,
}

impl Walk {
    fn new(base: Url) -> Self {
        let page = Document::default();
        Self { base, page, title: String::new(), data: String::new(), inside: Inside::Nothing, unseen: 0 }
    }

    fn open(&mut self, element: &Element) {
        let name = element.name();
        match name {
            "title" if self.title.is_empty() => self.inside = Inside::Title,
            "script" if is_data(element) => self.inside = Inside::Data,
            "base" => self.rebase(element),
            "meta" => self.meta(element),
            "input" => {
                self.page.asks_password |= element.attr("type").is_some_and(|t| t.eq_ignore_ascii_case("password"))
            }
            "a" | "area" => self.link(element),
            _ => {}
        }
        if self.unseen > 0 || is_unseen(element) {
            self.unseen += 1;
            return;
        }
        if name == "br" || is_block(name) {
            break_line(&mut self.page.text);
        } else if matches!(name, "td" | "th") {
            blank(&mut self.page.text);
        }
    }

    fn text(&mut self, text: &str) {
        match self.inside {
            Inside::Title if self.title.len() < LONGEST_META => self.title.push_str(cut(text, LONGEST_META)),
            Inside::Data if self.data.len() + text.len() <= LONGEST_DATA => self.data.push_str(text),
            _ => {}
        }
        if self.unseen > 0 || self.page.text.len() >= MOST_TEXT {
            return;
        }
        for c in text.chars() {
            if c.is_whitespace() {
                blank(&mut self.page.text);
            } else if !is_invisible(c) {
                self.page.text.push(c);
            }
        }
    }

    fn close(&mut self, element: &Element) {
        let name = element.name();
        if matches!(name, "title" | "script") {
            if self.inside == Inside::Data
                && self.page.json_ld.len() < MOST_DATA
                && let Ok(value) = serde_json::from_str(self.data.trim())
            {
                self.page.json_ld.push(value);
            }
            self.data.clear();
            self.inside = Inside::Nothing;
        }
        if self.unseen > 0 {
            self.unseen -= 1;
        } else if is_block(name) {
            break_line(&mut self.page.text);
        }
    }

    /// `<base href>` (HTML, 4.2.3): only the first counts, and only an address of the web.
    fn rebase(&mut self, element: &Element) {
        if self.page.links.is_empty()
            && let Some(base) = element.attr("href").and_then(|href| self.base.join(href).ok())
            && matches!(base.scheme(), "http" | "https")
        {
            self.base = base;
        }
    }

    fn meta(&mut self, element: &Element) {
        let name = element.attr("property").or(element.attr("name"));
        if let (Some(name), Some(content)) = (name, element.attr("content"))
            && self.page.metas.len() < MOST_METAS
        {
            self.page.metas.push((cut(&name.to_lowercase(), 100).to_owned(), folded(cut(content, LONGEST_META))));
        }
    }

    fn link(&mut self, element: &Element) {
        let Some(href) = element.attr("href").map(str::trim).filter(|h| !h.is_empty() && h.len() <= LONGEST_LINK)
        else {
            return;
        };
        if self.page.links.len() >= MOST_LINKS || href.starts_with('#') {
            return;
        }
        if let Ok(mut link) = self.base.join(href)
            && matches!(link.scheme(), "http" | "https")
        {
            link.set_fragment(None);
            let link = String::from(link);
            if !self.page.links.contains(&link) {
                self.page.links.push(link);
            }
        }
    }

    fn page(self) -> Document {
        let title = folded(&self.title);
        let text = tidy(cut(&self.page.text, MOST_TEXT));
        Document { title: (!title.is_empty()).then_some(title), text, ..self.page }
    }
}

/// `<script type="application/ld+json">`.
fn is_data(element: &Element) -> bool {
    let kind = element.attr("type").and_then(|t| t.split(';').next()).unwrap_or("").trim();
    kind.eq_ignore_ascii_case("application/ld+json")
}

/// Whether a reader doesn't see what stands in an element.
fn is_unseen(element: &Element) -> bool {
    let style = || element.attr("style").unwrap_or("").replace(char::is_whitespace, "").to_ascii_lowercase();
    matches!(element.name(), "head" | "script" | "style" | "noscript" | "template" | "title")
        || element.attr("hidden").is_some()
        || style().split(';').any(|rule| matches!(rule, "display:none" | "visibility:hidden"))
}

/// Whether an element stands on lines of its own.
fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 33] = [
        "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
        "table", "tr", "ul", "option", "summary",
    ];
    BLOCKS.contains(&name)
}

/// Marks that take no room: zero-width characters, soft hyphens, byte order marks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}')
}

fn break_line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

fn blank(out: &mut String) {
    if !out.is_empty() && !out.ends_with([' ', '\n']) {
        out.push(' ');
    }
}

/// Lines trimmed, empty ones left out.
fn tidy(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Document {
        Document::read(
            html.as_bytes(),
            Some("text/html; charset=utf-8"),
            &Url::parse("https://acme.example/a/b").unwrap(),
        )
    }

    #[test]
    fn takes_a_page_apart() {
        let page = read(
            "<html><head><title> Careers\n at  Acme </title><meta property='og:Title' content='Acme &amp; Co'>\
             <script type=\"application/ld+json\">{\"@graph\":[{\"@type\":[\"schema:Organization\"],\"name\":\"Acme\"}]}</script>\
             <script>var x = '<p>no</p>';</script></head><body><h1>Open <b>roles</b></h1><p hidden>secret</p>\
             <div style='display: none'>bus ter</div><ul><li>One\u{200b}</li><li>Two</li></ul>\
             <a href='../x#frag'>x</a><a href='mailto:a@acme.example'>m</a><a href='javascript:alert(1)'>j</a>\
             <a href='https://other.example/'>o</a><a href='/x'>x again</a></body></html>",
        );
        assert_eq!(page.title.as_deref(), Some("Careers at Acme"));
        assert_eq!(page.meta("og:title"), Some("Acme & Co"));
        assert_eq!(page.text, "Open roles\nOne\nTwo\nxmjox again");
        assert_eq!(page.links, ["https://acme.example/x", "https://other.example/"]);
        assert!(page.nodes().iter().any(|n| is_of_type(n, "Organization") && n["name"] == "Acme"));
        assert!(!page.asks_password);
    }

    #[test]
    fn charsets() {
        let base = Url::parse("https://hanbit.example/").unwrap();
        let html = "<html><head><meta charset=\"euc-kr\"><title>한빛정밀 채용</title></head></html>";
        let (bytes, _, _) = encoding_rs::EUC_KR.encode(html);
        for header in
            [None, Some("text/html"), Some("text/html; charset=CP949"), Some("text/html;charset=\"ks_c_5601-1987\"")]
        {
            let page = Document::read(&bytes, header, &base);
            assert_eq!(page.title.as_deref(), Some("한빛정밀 채용"), "{header:?}");
        }
        // Undeclared bytes that aren't UTF-8, and a header that contradicts the page: the header counts.
        let (bytes, _, _) = encoding_rs::EUC_KR.encode("<title>똠방각하 펲시콜라</title>");
        assert_eq!(Document::read(&bytes, None, &base).title.as_deref(), Some("똠방각하 펲시콜라"));
        let utf8 = "<meta charset=euc-kr><title>한빛</title>".as_bytes();
        assert_eq!(Document::read(utf8, Some("text/html; charset=utf-8"), &base).title.as_deref(), Some("한빛"));
    }

    #[test]
    fn hostile_pages_are_bounded() {
        assert_eq!(read(&format!("{}deep", "<div>".repeat(50_000))).text, "deep");
        assert_eq!(read(&format!("{}deep", "<b><i>".repeat(500))).text, "deep");
        assert!(read(&"<div>word ".repeat(100_000)).text.len() <= MOST_TEXT);
        let many: String = (0..2_000).map(|n| format!("<a href='/{n}'>{n}</a> ")).collect();
        assert_eq!(read(&many).links.len(), MOST_LINKS);
        assert!(read(&"<p>word ".repeat(300_000)).text.len() <= MOST_TEXT);
        let nested = format!("<script type='application/ld+json'>{}1{}</script>", "[".repeat(5_000), "]".repeat(5_000));
        assert!(read(&nested).json_ld.is_empty());
        let blocks = "<script type='application/ld+json'>{\"a\":1}</script>".repeat(100);
        assert_eq!(read(&blocks).json_ld.len(), MOST_DATA);
        assert_eq!(read(""), Document::default());
    }
}
