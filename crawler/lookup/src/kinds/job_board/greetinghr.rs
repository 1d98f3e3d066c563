//! GreetingHR: the pages of a career site, `{tenant}.career.greetinghr.com`. They are made by Next.js: the openings stand in
//! the page's own data (`__NEXT_DATA__`), and as links (`/ko/o/12345`) whose first words are the title.

use analyzer::case::Audience;
use serde_json::Value;
use url::Url;

use super::{Errand, Listing, Posting, address};
use crate::document::Document;
use crate::{Failure, Request};

/// Most pages of one career site.
const MOST_PAGES: usize = 4;

/// Most values of a page's data that are looked at.
const MOST_VALUES: usize = 60_000;

/// What the board lists.
pub(super) async fn listing(errand: &mut Errand<'_>, tenant: &str) -> Result<Option<Listing>, Failure> {
    let home = address(&errand.services().greetinghr, tenant, "")?;
    let mut all = Listing { board: home.to_string(), ..Listing::default() };
    let mut waiting = vec![home.clone()];
    let mut read = 0;
    while let Some(url) = (!waiting.is_empty() && read < MOST_PAGES).then(|| waiting.remove(0)) {
        let Some(response) = errand.answer(Request::page(url, Audience::Public)).await? else {
            if read == 0 {
                return Ok(None);
            }
            continue;
        };
        read += 1;
        let page = Document::read(&response);
        for posting in openings(&page, &home) {
            if !all.postings.contains(&posting) {
                all.postings.push(posting);
            }
        }
        if !all.postings.is_empty() {
            // A list of openings shows them all.
            all.complete = true;
            break;
        }
        let lists = page.links.iter().filter(|link| {
            let shown = link.text.to_lowercase();
            link.url.host_str() == home.host_str()
                && ["공고", "채용", "포지션", "job", "career", "position", "opening"].iter().any(|w| shown.contains(w))
        });
        for link in lists {
            if !waiting.contains(&link.url) && !errand.asked.iter().any(|asked| asked == link.url.as_str()) {
                waiting.push(link.url.clone());
            }
        }
    }
    Ok(Some(all))
}

/// The openings on a page: of its data, else of its links.
fn openings(page: &Document, home: &Url) -> Vec<Posting> {
    let mut found = Vec::new();
    let mut waiting: Vec<&Value> = page.state.iter().collect();
    let mut visited = 0;
    while let Some(value) = waiting.pop().filter(|_| visited < MOST_VALUES) {
        visited += 1;
        match value {
            Value::Array(items) => waiting.extend(items.iter().rev()),
            Value::Object(fields) => {
                if let (Some(id), Some(title)) = (fields.get("openingId"), fields.get("title").and_then(Value::as_str))
                {
                    let id = id.as_u64().map(|n| n.to_string()).or_else(|| id.as_str().map(str::to_owned));
                    let url =
                        id.and_then(|id| home.join(&format!("/ko/o/{id}")).ok()).map_or_else(String::new, Into::into);
                    found.push(Posting::new(title, &url));
                }
                waiting.extend(fields.values().rev());
            }
            _ => {}
        }
    }
    if found.is_empty() {
        let is_opening = |url: &Url| {
            let parts: Vec<&str> = url.path_segments().map(Iterator::collect).unwrap_or_default();
            matches!(parts.as_slice(), [.., "o", id] if !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()))
        };
        let links = page.links.iter().filter(|link| is_opening(&link.url) && !link.text.is_empty());
        found.extend(links.map(|link| Posting::new(&link.text, link.url.as_str())));
    }
    found
}
