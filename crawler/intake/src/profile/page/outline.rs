//! A page taken apart into the lines that a reader sees, each with the list, section and heading that it stands in.

use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};

use super::super::json;
use super::super::section::{self, Section};
use crate::mail::html;

/// Most nodes of a page that are read.
const MOST_NODES: usize = 300_000;

/// Most lines, and most characters of one.
const MOST_LINES: usize = 8_000;
const MOST_CHARS: usize = 6_000;

/// A line that a reader sees.
#[derive(Debug, Default)]
pub(in super::super) struct Row {
    /// Its words.
    pub text: String,
    /// The list item it stands in, counted from 1; 0 is none.
    pub(super) item: usize,
    /// The `<section>` it stands in, counted from 1; 0 is none.
    pub(super) section: usize,
    /// The rank of the heading it is; 0 is none.
    pub(super) heading: u8,
    /// What its section's own name says that it is about; headings alone carry it.
    about: Option<Section>,
    pub(super) mark: Mark,
}

/// What a class name says of a line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Mark {
    #[default]
    None,
    Headline,
    Location,
    /// A time or a place within an entry: a line of its own.
    Detail,
}

impl Row {
    /// What the section below a heading is about.
    pub(super) fn subject(&self) -> Option<Section> {
        section::of(&self.text).or(self.about)
    }
}

/// The section that an element's name stands for.
fn named_section(name: &str) -> Option<Section> {
    match name {
        "about" | "summary" => Some(Section::Summary),
        "experience" | "experience-section" => Some(Section::Experience),
        "education" | "education-section" | "educationsDetails" => Some(Section::Education),
        "languages" => Some(Section::Languages),
        "skills" | "projects" | "courses" | "recommendations" | "volunteering" | "interests" => Some(Section::Other),
        _ => None,
    }
}

/// A page taken apart.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) rows: Vec<Row>,
    /// The item around each list item, the first one's at 0.
    pub(super) around: Vec<usize>,
    pub(super) title: String,
    /// `<meta>` by name or property, lower case.
    pub(super) metas: Vec<(String, String)>,
    /// Texts of `<script type="application/ld+json">` and of `<code>`.
    pub(super) data: Vec<String>,
    pub(super) links: Vec<String>,
}

impl Outline {
    /// Takes a page apart.
    pub(super) fn of(document: &Html) -> Self {
        let mut walk = Walk::default();
        for edge in document.tree.root().traverse().take(MOST_NODES) {
            if walk.outline.rows.len() >= MOST_LINES {
                break;
            }
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
        walk.flush();
        walk.outline
    }
}

#[derive(Default)]
struct Walk {
    outline: Outline,
    row: Row,
    skipped: usize,
    items: Vec<usize>,
    sections: Vec<usize>,
    count: usize,
    heading: u8,
    about: Option<Section>,
    mark: Mark,
    /// Within an `<h4>`, and whether an inline element has just been closed.
    subtitle: bool,
    closed: bool,
    /// Depth within the element whose class gave the mark.
    marked: usize,
    collects: Option<Collects>,
}

/// An element whose text is kept by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Collects {
    Data,
    Title,
}

impl Walk {
    fn open(&mut self, element: &Element) {
        let name = element.name();
        if self.skipped > 0 || self.collects.is_some() {
            self.skipped += usize::from(self.skipped > 0);
            return;
        }
        match name {
            "script" if element.attr("type") == Some("application/ld+json") => self.collect(Collects::Data),
            "code" => self.collect(Collects::Data),
            "title" => self.collect(Collects::Title),
            "meta" => {
                let name = element.attr("property").or_else(|| element.attr("name")).unwrap_or("").to_lowercase();
                let content: String = element.attr("content").unwrap_or("").chars().take(MOST_CHARS).collect();
                if !name.is_empty() && self.outline.metas.len() < 200 {
                    self.outline.metas.push((name, content));
                }
            }
            "script" | "style" | "noscript" | "template" | "svg" | "select" | "textarea" | "nav" => self.skipped = 1,
            _ if is_unseen(element) => self.skipped = 1,
            _ => self.visible(element),
        }
    }

    fn collect(&mut self, what: Collects) {
        self.collects = Some(what);
        if what == Collects::Data {
            self.outline.data.push(String::new());
        }
    }

    fn visible(&mut self, element: &Element) {
        let name = element.name();
        if breaks(element) {
            self.flush();
        }
        match name {
            "li" => {
                self.count += 1;
                self.outline.around.push(self.items.last().copied().unwrap_or(0));
                // Numbers of items are their places in `around`, from 1.
                self.items.push(self.outline.around.len());
            }
            "section" => {
                self.count += 1;
                self.sections.push(self.count);
            }
            "h4" => self.subtitle = true,
            "span" | "time" if self.closed && !self.row.text.is_empty() => {
                // What stands in elements of its own is set apart, by style if not by a space.
                let sign = if self.subtitle { ", " } else { " " };
                if !self.row.text.ends_with(' ') {
                    self.row.text.push_str(sign);
                }
            }
            "h1" | "h2" | "h3" => {
                self.heading = name.as_bytes().get(1).map_or(2, |b| b - b'0');
            }
            "a" => {
                if let Some(target) =
                    element.attr("href").filter(|t| t.len() < 1_000 && self.outline.links.len() < 2_000)
                {
                    let kept =
                        ["mailto:", "tel:"].iter().any(|s| target.starts_with(s)) || target.contains("/overlay/");
                    if kept {
                        self.outline.links.push(target.to_owned());
                    }
                }
            }
            _ => {}
        }
        if self.marked > 0 {
            self.marked += 1;
        } else {
            self.mark = mark(element);
            if self.mark != Mark::None {
                self.flush();
                self.marked = 1;
            }
        }
        // Sections have names of their own that do not depend on the language.
        let own = element.attr("data-section").or_else(|| element.attr("id")).filter(|_| name != "li");
        self.about = own.and_then(named_section).or(self.about);
    }

    fn text(&mut self, text: &str) {
        match self.collects {
            Some(Collects::Data) => {
                if let Some(data) = self.outline.data.last_mut().filter(|d| d.len() + text.len() <= json::MOST_BYTES) {
                    data.push_str(text);
                }
                return;
            }
            Some(Collects::Title) => {
                self.outline.title.extend(text.trim().chars().take(300));
                return;
            }
            None => {}
        }
        if self.skipped > 0 {
            return;
        }
        self.closed &= text.trim().is_empty();
        for c in text.chars() {
            if c.is_whitespace() {
                if !self.row.text.is_empty() && !self.row.text.ends_with(' ') {
                    self.row.text.push(' ');
                }
            } else if !html::is_invisible(c) && !c.is_control() && self.row.text.len() < MOST_CHARS {
                self.begin();
                self.row.text.push(c);
            }
        }
    }

    /// The first letter of a row tells where it stands.
    fn begin(&mut self) {
        if self.row.text.is_empty() {
            self.row.item = self.items.last().copied().unwrap_or(0);
            self.row.section = self.sections.last().copied().unwrap_or(0);
            self.row.heading = self.heading;
            if self.heading > 1 {
                self.row.about = self.about.take();
            }
            self.row.mark = self.mark;
        }
    }

    fn close(&mut self, element: &Element) {
        let name = element.name();
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if self.collects.is_some() {
            if matches!(name, "script" | "code" | "title") {
                self.collects = None;
            }
            return;
        }
        if name == "meta" {
            return;
        }
        if breaks(element) {
            self.flush();
        }
        self.closed = matches!(name, "span" | "time");
        match name {
            "h4" => self.subtitle = false,
            "li" => drop(self.items.pop()),
            "section" => drop(self.sections.pop()),
            "h1" | "h2" | "h3" => self.heading = 0,
            _ => {}
        }
        if self.marked > 0 {
            self.marked -= 1;
            if self.marked == 0 {
                self.flush();
                self.mark = Mark::None;
            }
        }
    }

    fn flush(&mut self) {
        let mut row = std::mem::take(&mut self.row);
        row.text.truncate(row.text.trim_end().len());
        // What is written twice in a row is written for two kinds of readers.
        let twice = self.outline.rows.last().is_some_and(|last| last.text == row.text && last.item == row.item);
        if !row.text.is_empty() && !twice {
            self.outline.rows.push(row);
        }
    }
}

/// Whether a line ends at an element. LinkedIn's doubled texts are lines of their own.
fn breaks(element: &Element) -> bool {
    let name = element.name();
    html::is_block(name)
        || matches!(name, "br" | "button" | "dt" | "dd" | "label" | "td" | "th")
        || element.attr("aria-hidden").is_some_and(|v| v != "false")
}

/// Text for screen readers, and what a style hides.
fn is_unseen(element: &Element) -> bool {
    let for_readers = |class: &str| {
        class
            .split_ascii_whitespace()
            .any(|c| matches!(c, "visually-hidden" | "a11y-text" | "sr-only" | "screen-reader-text"))
    };
    element.attr("class").is_some_and(for_readers) || html::is_hidden(element)
}

fn mark(element: &Element) -> Mark {
    let Some(class) = element.attr("class") else { return Mark::None };
    let has = |wanted: &str| class.split_ascii_whitespace().any(|c| c == wanted);
    if has("top-card-layout__headline") || has("headline") || has("text-body-medium") && has("break-words") {
        Mark::Headline
    } else if has("locality")
        || has("top-card__subline-item")
        || has("profile-info-subheader")
        || has("text-body-small") && has("inline") && has("t-black--light")
    {
        Mark::Location
    } else if has("date-range") || has("location") || has("pvs-entity__caption-wrapper") {
        Mark::Detail
    } else {
        Mark::None
    }
}
