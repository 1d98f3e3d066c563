//! A page taken apart: lines of visible text, links, structured data, what its head says.
//!
//! Pages are hostile. Bytes, nodes, depth, lines, links and data are bounded, and nothing that a page names is fetched. A
//! page whose tree grows too much ([`analyzer::text::markup`]) is read without its tags.

mod charset;
mod linked;
mod tree;
mod walk;

use analyzer::text::markup::without_tags;
use serde_json::Value;
use url::Url;

use crate::Response;
use walk::Walk;

pub(crate) use linked::{Through, is_of_type, objects};

/// Most bytes of a page that are read, after decoding.
const MOST_BYTES: usize = 2 << 20;

/// Most bytes of the visible text as a whole.
const MOST_TEXT: usize = 200_000;

/// Most addresses that a page's record keeps, and most bytes of one.
const MOST_ADDRESSES: usize = 500;
const LONGEST_ADDRESS: usize = 2_000;

/// A page taken apart.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Document {
    /// `<title>`, white space folded.
    pub title: Option<String>,
    /// The language that the page claims (`<html lang>`), lower case.
    pub language: String,
    /// What a reader sees, a line for each block.
    pub lines: Vec<Line>,
    /// Links to pages (`<a>` and `<area>`, `http` and `https`), in order, those of folded menus among them.
    pub links: Vec<Link>,
    /// Mail addresses and telephone numbers that are links (`mailto:`, `tel:`).
    pub contacts: Vec<String>,
    /// `<meta>` by name or property in lower case, in order.
    pub metas: Vec<(String, String)>,
    /// JSON-LD (W3C, JSON-LD 1.1, section 7), each block as it stands.
    pub data: Vec<Value>,
    /// The data from which a page of the Next.js framework is made (`__NEXT_DATA__`).
    pub state: Option<Value>,
    /// Addresses of scripts and frames: job boards are embedded by them.
    pub embedded: Vec<Url>,
    /// Whether it has a field for a password.
    pub asks_password: bool,
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
    /// Takes an answer apart, by its media type: HTML and XHTML, plain text. Pictures, documents and programs are not looked
    /// into.
    pub(crate) fn read(response: &Response) -> Self {
        let content_type = response.header("content-type");
        let text = || charset::decode(response.body.get(..2 * MOST_BYTES).unwrap_or(&response.body), content_type);
        match response.media_type().as_deref() {
            None | Some("" | "text/html" | "application/xhtml+xml" | "application/xml" | "text/xml") => {
                Self::of(&text(), &response.url)
            }
            Some(kind) if kind.starts_with("text/") => Self::plain(&text(), &response.url),
            Some(_) => Self::default(),
        }
    }

    /// Takes the text of a page apart; `base` is the address that answered.
    pub(crate) fn of(html: &str, base: &Url) -> Self {
        let html = cut(html, MOST_BYTES);
        match tree::tree(html) {
            Some(tree) => Walk::through(&tree, base),
            None => Self::plain(&without_tags(html), base),
        }
    }

    /// Lines without any structure.
    fn plain(text: &str, base: &Url) -> Self {
        Walk::flat(cut(text, MOST_BYTES), base)
    }

    /// What a reader sees.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        for line in &self.lines {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&line.text);
            if out.len() > MOST_TEXT {
                break;
            }
        }
        out.truncate(cut(&out, MOST_TEXT).len());
        out
    }

    /// Where it leads: each address once, without the place within the page.
    pub(crate) fn addresses(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for link in &self.links {
            let mut url = link.url.clone();
            url.set_fragment(None);
            if url.as_str().len() <= LONGEST_ADDRESS && !all.iter().any(|known| known == url.as_str()) {
                all.push(url.into());
            }
            if all.len() >= MOST_ADDRESSES {
                break;
            }
        }
        all
    }

    /// The content of the first `<meta>` of a name or property (in lower case).
    pub(crate) fn meta(&self, name: &str) -> Option<&str> {
        self.metas.iter().find(|(n, _)| n == name).map(|(_, content)| content.as_str()).filter(|c| !c.is_empty())
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

#[cfg(test)]
mod tests;
