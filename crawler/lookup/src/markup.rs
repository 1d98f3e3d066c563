//! A web page, taken apart: lines of visible text, links, JSON-LD, what its head says.
//!
//! Pages are hostile. Bytes, nodes, lines, links and JSON are bounded, and the nesting of tags is counted before the
//! parser sees them, for building a tree takes time and stack by its depth. What is deeper is read without its tags.

use ego_tree::iter::Edge;
use encoding_rs::{Encoding, UTF_8};
use scraper::node::Element;
use scraper::{Html, Node};
use serde_json::Value;
use url::Url;

use crate::Response;

/// Most bytes of a page that are read.
const MOST_BYTES: usize = 2 << 20;
/// Most nodes of its tree that are visited.
const MOST_NODES: usize = 120_000;
/// Deepest nesting that is handed to the parser.
const MOST_DEPTH: usize = 400;
/// Most lines of visible text, and most bytes of one.
const MOST_LINES: usize = 6_000;
const MOST_OF_LINE: usize = 4_000;
/// Most links.
const MOST_LINKS: usize = 1_500;
/// Most pieces of data (`<script type="application/ld+json">`), and most bytes of one.
const MOST_DATA: usize = 40;
const MOST_OF_DATA: usize = 1 << 20;

/// A page taken apart.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// `<title>`.
    pub title: String,
    /// The language that the page claims (`<html lang>`), lower case.
    pub language: String,
    /// Visible text, a line for each block.
    pub lines: Vec<Line>,
    /// Links to pages, in order.
    pub links: Vec<Link>,
    /// Mail addresses and telephone numbers that are links (`mailto:`, `tel:`).
    pub contacts: Vec<String>,
    /// `<meta>` by name or property, lower case, with its content.
    pub metas: Vec<(String, String)>,
    /// JSON-LD (W3C), as parsed.
    pub data: Vec<Value>,
    /// The data from which a page of the Next.js framework is made (`__NEXT_DATA__`).
    pub state: Option<Value>,
    /// Addresses of scripts and frames: job boards are embedded by them.
    pub embedded: Vec<Url>,
}

/// A line of visible text.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its words, white space runs as one space.
    pub text: String,
    /// Whether it is an item of a list.
    pub item: bool,
    /// Whether it stands in a heading.
    pub heading: bool,
    /// Whether it stands in an `<address>`.
    pub address: bool,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// Where it leads.
    pub url: Url,
    /// The words it is shown as.
    pub text: String,
}

impl Document {
    /// Takes an answer apart; one that isn't HTML has no parts.
    pub(crate) fn read(response: &Response) -> Self {
        let kind = response.header("content-type").unwrap_or("text/html").to_ascii_lowercase();
        if !(kind.contains("html") || kind.contains("xml")) {
            return Self::default();
        }
        Self::of(&decoded(&response.body, &kind), &response.url)
    }

    /// Takes the text of a page apart.
    pub(crate) fn of(html: &str, base: &Url) -> Self {
        let mut end = html.len().min(MOST_BYTES);
        while !html.is_char_boundary(end) {
            end -= 1;
        }
        let html = html.get(..end).unwrap_or("");
        let mut walk = Walk::new(base);
        if costly(html) {
            walk.flat(html);
        } else {
            let tree = Html::parse_document(html);
            for edge in tree.tree.root().traverse().take(MOST_NODES) {
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
        }
        walk.break_line();
        walk.page
    }

    /// The content of the first `<meta>` of one of these names.
    pub(crate) fn meta(&self, names: &[&str]) -> Option<&str> {
        let found = names.iter().find_map(|name| self.metas.iter().find(|(n, _)| n == name));
        found.map(|(_, content)| content.as_str()).filter(|content| !content.is_empty())
    }
}

/// The text of a body: by the header's charset, else the page's own, else UTF-8.
fn decoded(body: &[u8], kind: &str) -> String {
    let body = body.get(..body.len().min(MOST_BYTES)).unwrap_or_default();
    let label = |text: &str| {
        let rest = text.split("charset=").nth(1)?;
        let name: String = rest
            .trim_start_matches(['"', '\'', ' '])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
            .collect();
        Encoding::for_label(name.as_bytes())
    };
    let head = || String::from_utf8_lossy(body.get(..body.len().min(1_024)).unwrap_or_default()).to_ascii_lowercase();
    let encoding = label(kind).or_else(|| label(&head())).unwrap_or(UTF_8);
    encoding.decode(body).0.into_owned()
}

/// Whether building the tree could take far more than the page has bytes: tags nested too deep, or formatting that is
/// never closed, which the parser must open again in every block after it (HTML, 13.2.4.3: "reconstruct the active
/// formatting elements").
fn costly(html: &str) -> bool {
    const CLOSE_THEMSELVES: [&str; 22] = [
        "br", "img", "hr", "meta", "link", "input", "col", "area", "base", "wbr", "source", "embed", "track", "p",
        "li", "path", "circle", "rect", "use", "line", "polygon", "stop",
    ];
    const FORMATTING: [&str; 14] =
        ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
    const MOST_REOPENED: usize = 200_000;
    let (mut deep, mut formatted, mut reopened) = (0usize, 0usize, 0usize);
    html.split('<').skip(1).any(|piece| {
        let closing = piece.starts_with('/');
        let name: String = piece
            .chars()
            .skip(usize::from(closing))
            .take_while(char::is_ascii_alphanumeric)
            .take(16)
            .collect::<String>()
            .to_ascii_lowercase();
        let step = |count: usize| if closing { count.saturating_sub(1) } else { count + 1 };
        if FORMATTING.contains(&name.as_str()) {
            formatted = step(formatted);
        } else {
            reopened += formatted;
        }
        if !name.is_empty() && !CLOSE_THEMSELVES.contains(&name.as_str()) {
            deep = step(deep);
        }
        deep > MOST_DEPTH || reopened > MOST_REOPENED
    })
}

/// What a `<script>` is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    LinkedData,
    State,
    Other,
}

struct Walk<'b> {
    page: Document,
    base: &'b Url,
    line: Line,
    /// How many elements deep in something that isn't shown.
    skipped: usize,
    script: Option<(Script, String)>,
    title: bool,
    item: usize,
    heading: usize,
    address: usize,
    /// Links that are open, by their place in `page.links`.
    open_links: Vec<Option<usize>>,
}

impl<'b> Walk<'b> {
    fn new(base: &'b Url) -> Self {
        Self {
            page: Document::default(),
            base,
            line: Line::default(),
            skipped: 0,
            script: None,
            title: false,
            item: 0,
            heading: 0,
            address: 0,
            open_links: Vec::new(),
        }
    }

    fn open(&mut self, element: &Element) {
        let name = element.name();
        match name {
            "html" => {
                self.page.language =
                    element.attr("lang").unwrap_or("").chars().take(20).collect::<String>().to_lowercase()
            }
            "meta" => self.meta(element),
            "title" if self.page.title.is_empty() => self.title = true,
            "script" => {
                let kind = match (element.attr("type"), element.attr("id")) {
                    (Some(kind), _) if kind.trim().eq_ignore_ascii_case("application/ld+json") => Script::LinkedData,
                    (_, Some("__NEXT_DATA__")) => Script::State,
                    _ => Script::Other,
                };
                self.script = Some((kind, String::new()));
                self.embed(element);
            }
            "iframe" => self.embed(element),
            _ => {}
        }
        if self.skipped > 0
            || matches!(name, "script" | "style" | "noscript" | "template" | "title" | "svg")
            || element.attr("hidden").is_some()
        {
            self.skipped += 1;
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
            "td" | "th" | "span" if !self.line.text.is_empty() => self.space(),
            "a" => {
                let target = element.attr("href").unwrap_or("").trim();
                let opened = self.link(target);
                self.open_links.push(opened);
            }
            _ => {}
        }
    }

    fn close(&mut self, element: &Element) {
        let name = element.name();
        if name == "script"
            && let Some((kind, text)) = self.script.take()
        {
            self.data(kind, &text);
        }
        if name == "title" {
            self.title = false;
        }
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if is_block(name) {
            self.break_line();
        }
        match name {
            "li" => self.item = self.item.saturating_sub(1),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = self.heading.saturating_sub(1),
            "address" => self.address = self.address.saturating_sub(1),
            "a" => {
                self.open_links.pop();
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((kind, script)) = &mut self.script {
            if *kind != Script::Other && script.len() + text.len() <= MOST_OF_DATA {
                script.push_str(text);
            }
            return;
        }
        if self.title {
            let left = 400usize.saturating_sub(self.page.title.chars().count());
            self.page.title.extend(text.trim().chars().take(left));
        }
        if self.skipped > 0 {
            return;
        }
        for c in text.chars() {
            if self.line.text.len() >= MOST_OF_LINE {
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
        let shown = text.split_whitespace();
        if let Some(link) = self.open_links.last().copied().flatten().and_then(|at| self.page.links.get_mut(at)) {
            for word in shown {
                if link.text.len() < 300 {
                    if !link.text.is_empty() {
                        link.text.push(' ');
                    }
                    link.text.push_str(word);
                }
            }
        }
    }

    /// Text whose tags go too deep: lines without any structure.
    fn flat(&mut self, html: &str) {
        for piece in html.split('<') {
            self.text(piece.split_once('>').map_or("", |(_, text)| text));
            self.break_line();
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

    fn link(&mut self, target: &str) -> Option<usize> {
        for scheme in ["mailto:", "tel:"] {
            if target.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)) {
                if self.page.contacts.len() < 100 && target.len() < 300 {
                    self.page.contacts.push(target.to_owned());
                }
                return None;
            }
        }
        let url = self.base.join(target).ok().filter(|u| matches!(u.scheme(), "http" | "https"))?;
        if target.is_empty() || target.starts_with('#') || self.page.links.len() >= MOST_LINKS {
            return None;
        }
        self.page.links.push(Link { url, text: String::new() });
        Some(self.page.links.len() - 1)
    }

    fn embed(&mut self, element: &Element) {
        if let Some(url) = element.attr("src").and_then(|src| self.base.join(src.trim()).ok())
            && self.page.embedded.len() < 100
        {
            self.page.embedded.push(url);
        }
    }

    fn meta(&mut self, element: &Element) {
        let name = element.attr("property").or_else(|| element.attr("name")).unwrap_or("").to_lowercase();
        let content: String = element.attr("content").unwrap_or("").trim().chars().take(600).collect();
        if !name.is_empty() && self.page.metas.len() < 200 {
            self.page.metas.push((name, content));
        }
    }

    fn data(&mut self, kind: Script, text: &str) {
        // serde_json itself stops at 128 levels.
        let Ok(value) = serde_json::from_str::<Value>(text.trim()) else { return };
        match kind {
            Script::LinkedData if self.page.data.len() < MOST_DATA => self.page.data.push(value),
            Script::State => self.page.state = Some(value),
            _ => {}
        }
    }
}

fn invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// Whether an element stands on lines of its own.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "table"
            | "tr"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "aside"
            | "form"
            | "blockquote"
            | "pre"
            | "figure"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "address"
            | "option"
            | "button"
            | "summary"
            | "details"
            | "hr"
    )
}

/// The objects of a JSON value that are of one of these schema.org types, the value itself, lists and `@graph` searched;
/// `through` are further keys to follow. Bounded in depth and number.
pub(crate) fn typed<'v>(values: &'v [Value], is: &dyn Fn(&str) -> bool, through: &[&str]) -> Vec<&'v Value> {
    const MOST: usize = 2_000;
    const DEEPEST: usize = 8;
    let mut found = Vec::new();
    let mut waiting: Vec<(&Value, usize)> = values.iter().rev().map(|v| (v, 0)).collect();
    let mut visited = 0;
    while let Some((value, depth)) = waiting.pop() {
        visited += 1;
        if visited > MOST || depth > DEEPEST {
            continue;
        }
        match value {
            Value::Array(items) => waiting.extend(items.iter().rev().map(|item| (item, depth + 1))),
            Value::Object(fields) => {
                if types(value).any(is) {
                    found.push(value);
                }
                let keys = ["@graph"].iter().chain(through);
                waiting.extend(keys.filter_map(|key| fields.get(*key)).map(|inner| (inner, depth + 1)));
            }
            _ => {}
        }
    }
    found
}

/// The types of an object, without the vocabulary's address.
fn types(value: &Value) -> impl Iterator<Item = &str> {
    let told = value.get("@type");
    let several = told.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let all = told.into_iter().chain(several).filter_map(Value::as_str);
    all.map(|name| name.rsplit(['/', ':']).next().unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> Document {
        Document::of(html, &Url::parse("https://orbitworks.example/about/").unwrap())
    }

    #[test]
    fn a_page_is_taken_apart() {
        let page = page(
            r#"<html lang="EN-gb"><head><title>About us</title><meta property="og:site_name" content="Orbitworks">
            <script type="application/ld+json">{"@type":"Organization","name":"Orbitworks"}</script>
            <script>var hidden = "<a href='x'>";</script></head><body><h2>Who <b>we</b> are</h2><p>We build
            satellites.</p><ul><li>Never money</li></ul><a href="../careers?x=1">Our <i>careers</i></a>
            <a href="javascript:alert(1)">no</a> <a href="mailto:jobs@orbitworks.example">mail</a>
            <address>1 Quay St</address><p hidden>unseen</p></body></html>"#,
        );
        assert_eq!(page.title, "About us");
        assert_eq!(page.language, "en-gb");
        assert_eq!(page.meta(&["og:site_name"]), Some("Orbitworks"));
        let lines: Vec<&str> = page.lines.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(lines, ["Who we are", "We build satellites.", "Never money", "Our careers no mail", "1 Quay St"]);
        assert!(page.lines[0].heading && page.lines[2].item && page.lines[4].address);
        assert_eq!(page.links.len(), 1);
        assert_eq!(page.links[0].url.as_str(), "https://orbitworks.example/careers?x=1");
        assert_eq!(page.links[0].text, "Our careers");
        assert_eq!(page.contacts, ["mailto:jobs@orbitworks.example"]);
        assert_eq!(page.data.len(), 1);
    }

    #[test]
    fn hostile_pages_stay_within_bounds() {
        let deep = format!("{}we never ask for money{}", "<div>".repeat(60_000), "</div>".repeat(60_000));
        assert_eq!(page(&deep).lines.len(), 1);
        let unclosed = format!("{}x", "<b><i><table>".repeat(50_000));
        assert!(page(&unclosed).lines.len() <= MOST_LINES);
        let wide = "<p>a</p>".repeat(200_000);
        assert!(page(&wide).lines.len() <= MOST_LINES);
        let formats: String = (0..390).map(|n| format!("<b id={n}>")).collect();
        assert!(page(&format!("<p>{formats}{}", "<p>x".repeat(300_000))).lines.len() <= MOST_LINES);
        let links = "<a href='/x'>y</a>".repeat(50_000);
        assert!(page(&links).links.len() <= MOST_LINKS);
        let json = format!("<script type='application/ld+json'>{}{}</script>", "[".repeat(5_000), "]".repeat(5_000));
        assert!(page(&json).data.is_empty());
        for scrap in ["", "<", "<!--", "<script>", "<title>", "<a href='http://[::'>", "<meta charset=", "\u{0}"] {
            let _ = page(scrap);
        }
    }

    #[test]
    fn korean_pages_of_old() {
        let (body, _, _) = encoding_rs::EUC_KR.encode("<meta charset=\"euc-kr\"><p>채용 사칭 주의</p>");
        assert!(decoded(&body, "text/html").contains("채용 사칭 주의"));
        assert!(decoded(&body, "text/html; charset=EUC-KR").contains("채용 사칭 주의"));
    }

    #[test]
    fn typed_objects() {
        let value: Value = serde_json::from_str(
            r#"{"@graph":[{"@type":"WebSite","publisher":{"@type":["Thing","Corporation"],"name":"A"}},
                {"@type":"https://schema.org/Organization","name":"B"},{"@type":"Person","worksFor":{"@type":"Corporation"}}]}"#,
        )
        .unwrap();
        let found = typed(std::slice::from_ref(&value), &|t| t == "Corporation" || t == "Organization", &["publisher"]);
        let names: Vec<&str> = found.iter().filter_map(|v| v.get("name")?.as_str()).collect();
        assert_eq!(names, ["A", "B"]);
    }
}
