//! Careers pages without a vendor's board: roles in the pages' own data (<https://schema.org/JobPosting>), or a link that
//! is shown as a role like the one that is sought.

use analyzer::text::titles::{Likeness, likeness, names_a_role};
use serde_json::Value;

use super::{Listing, Posting};
use crate::document::{Through, is_of_type, objects};
use crate::kinds::visit::Seen;

/// Fewest postings in a page's data that are a list, not an example.
const FEWEST: usize = 3;

/// What careers pages list; `None` if they list nothing in a form that can be read.
pub(super) fn listing(pages: &[Seen], seeks: &[String]) -> Option<Listing> {
    let mut postings: Vec<Posting> = Vec::new();
    for page in pages {
        let through = ["itemListElement", "item", "mainEntity", "jobPosting", "hasPart"];
        let all = objects(&page.document.data, Through::Keys(&through)).into_iter();
        for job in all.filter(|object| is_of_type(object, |kind| kind == "JobPosting")) {
            let text = |key: &str| job.get(key).and_then(Value::as_str).unwrap_or("");
            let title = if text("title").is_empty() { text("name") } else { text("title") };
            let url = if text("url").is_empty() { page.url.as_str() } else { text("url") };
            if !title.is_empty() {
                postings.push(Posting::new(title, url));
            }
        }
    }
    let complete = postings.len() >= FEWEST && !pages.iter().any(goes_on);
    for page in pages {
        // Menus and articles are links, too: only what names the role itself is one.
        let links = page.document.links.iter().filter(|link| {
            link.text.chars().count() <= 120
                && names_a_role(&link.text)
                && seeks.iter().any(|sought| likeness(sought, &link.text) == Likeness::Alike)
        });
        postings.extend(links.map(|link| Posting::new(&link.text, link.url.as_str())));
    }
    let board = pages.iter().map(|page| page.url.to_string()).next_back().unwrap_or_default();
    (!postings.is_empty()).then_some(Listing { board, postings, complete })
}

/// Whether a page says that its list goes on elsewhere.
fn goes_on(page: &Seen) -> bool {
    const MORE: [&str; 9] =
        ["next", "next page", "more", "load more", "show more", "view all jobs", "2", "다음", "더보기"];
    page.document.links.iter().any(|link| MORE.contains(&link.text.to_lowercase().trim()))
        || page.document.lines.iter().any(|line| MORE.contains(&line.text.to_lowercase().as_str()))
}
