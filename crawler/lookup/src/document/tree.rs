//! A page's tree, built under watch.

use analyzer::text::markup::{Growth, pieces};
use html5ever::driver::{self, ParseOpts};
use html5ever::tendril::{StrTendril, TendrilSink};
use scraper::{Html, HtmlTreeSink};

/// The tree of a page; `None` if it grows deeper or larger than what is written accounts for.
pub(super) fn tree(page: &str) -> Option<Html> {
    let mut parser = driver::parse_document(HtmlTreeSink::new(Html::new_document()), ParseOpts::default());
    let mut growth = Growth::default();
    for piece in pieces(page) {
        parser.process(StrTendril::from_slice(piece));
        let built = parser.tokenizer.sink.sink.0.borrow();
        let nodes = built.tree.nodes();
        let new = nodes.len().saturating_sub(growth.nodes());
        for node in nodes.rev().take(new) {
            growth.node(node.value().as_element().map_or(0, |element| element.attrs().count()), node.ancestors());
        }
        let last = built.tree.nodes().next_back();
        if !growth.fed(piece, last.and_then(|node| node.value().as_text().map(|text| text.len())).unwrap_or(0)) {
            return None;
        }
    }
    Some(parser.finish())
}
