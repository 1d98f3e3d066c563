//! SmartRecruiters: the Posting API, <https://developers.smartrecruiters.com/docs/posting-api>. Answers are paged by
//! `offset` and `limit`. A company that isn't there has no postings, and none of it is told apart.

use serde::Deserialize;

use super::{Errand, Listing, MOST_LISTS, Posting, address};
use crate::{Failure, Request};

/// Postings asked for at once: the most that there are in one answer.
const LIMIT: usize = 100;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Postings {
    #[serde(default)]
    total_found: usize,
    content: Vec<Job>,
}

#[derive(Deserialize)]
struct Job {
    name: String,
    #[serde(default)]
    id: String,
}

/// What the board lists.
pub(super) async fn listing(errand: &mut Errand<'_>, tenant: &str) -> Result<Option<Listing>, Failure> {
    let board = format!("https://jobs.smartrecruiters.com/{tenant}");
    let mut all = Listing { board: board.clone(), ..Listing::default() };
    for page in 0..MOST_LISTS {
        let path = format!("{tenant}/postings?limit={LIMIT}&offset={}", page * LIMIT);
        let url = address(&errand.services().smartrecruiters, tenant, &path)?;
        let Some(found): Option<Postings> = errand.json(Request::service(url)).await? else {
            return Ok((page > 0).then_some(all));
        };
        all.postings.extend(found.content.iter().map(|job| Posting::new(&job.name, &format!("{board}/{}", job.id))));
        if found.content.is_empty() || all.postings.len() >= found.total_found {
            all.complete = all.postings.len() >= found.total_found;
            break;
        }
    }
    Ok(Some(all))
}
