//! Lever: the postings API, <https://github.com/lever/postings-api>. Answers are paged by `skip` and `limit`.

use serde::Deserialize;

use super::{Errand, Listing, MOST_LISTS, Posting, address};
use crate::{Failure, Request};

/// Postings asked for at once.
const LIMIT: usize = 100;

#[derive(Deserialize)]
struct Job {
    text: String,
    #[serde(default, rename = "hostedUrl")]
    hosted_url: String,
}

/// What the board lists.
pub(super) async fn listing(errand: &mut Errand<'_>, tenant: &str) -> Result<Option<Listing>, Failure> {
    let mut all = Listing { board: format!("https://jobs.lever.co/{tenant}"), ..Listing::default() };
    for page in 0..MOST_LISTS {
        let path = format!("{tenant}?mode=json&skip={}&limit={LIMIT}", page * LIMIT);
        let url = address(&errand.services().lever, tenant, &path)?;
        let Some(jobs): Option<Vec<Job>> = errand.json(Request::service(url)).await? else {
            return Ok((page > 0).then_some(all));
        };
        all.postings.extend(jobs.iter().map(|job| Posting::new(&job.text, &job.hosted_url)));
        if jobs.len() < LIMIT {
            all.complete = true;
            break;
        }
    }
    Ok(Some(all))
}
