//! Teamtailor: `jobs.json` of a career site, a JSON Feed (<https://www.jsonfeed.org/version/1.1/>) whose items are jobs.
//! Long lists go on at `next_url`.

use serde::Deserialize;
use url::Url;

use super::{Errand, Listing, MOST_LISTS, Posting, address};
use crate::{Failure, Request};

#[derive(Deserialize)]
struct Feed {
    #[serde(default)]
    home_page_url: Option<String>,
    #[serde(default)]
    next_url: Option<String>,
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    #[serde(default)]
    title: String,
    #[serde(default)]
    url: String,
}

/// What the board lists.
pub(super) async fn listing(errand: &mut Errand<'_>, tenant: &str) -> Result<Option<Listing>, Failure> {
    let first = address(&errand.services().teamtailor, tenant, "jobs.json")?;
    let mut all = Listing::default();
    let mut next = Some(first.clone());
    for page in 0..MOST_LISTS {
        let Some(url) = next.take() else { break };
        let Some(feed): Option<Feed> = errand.json(Request::service(url)).await? else {
            return Ok((page > 0).then_some(all));
        };
        if page == 0 {
            all.board =
                feed.home_page_url.unwrap_or_else(|| first.join("/jobs").map_or_else(|_| String::new(), Into::into));
        }
        all.postings.extend(feed.items.iter().map(|item| Posting::new(&item.title, &item.url)));
        // What goes on elsewhere is not this board.
        next = feed.next_url.and_then(|n| Url::parse(&n).ok()).filter(|n| n.host_str() == first.host_str());
    }
    all.complete = next.is_none();
    Ok(Some(all))
}
