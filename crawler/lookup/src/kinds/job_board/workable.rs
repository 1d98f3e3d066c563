//! Workable: the interface of its widget for careers pages,
//! <https://help.workable.com/hc/en-us/articles/115012771647>. One answer lists every job.

use serde::Deserialize;

use super::{Errand, Listing, Posting, address};
use crate::{Failure, Request};

#[derive(Deserialize)]
struct Account {
    jobs: Vec<Job>,
}

#[derive(Deserialize)]
struct Job {
    title: String,
    #[serde(default)]
    url: String,
}

/// What the board lists.
pub(super) async fn listing(errand: &mut Errand<'_>, tenant: &str) -> Result<Option<Listing>, Failure> {
    let url = address(&errand.services().workable, tenant, tenant)?;
    let found: Option<Account> = errand.json(Request::service(url)).await?;
    Ok(found.map(|found| Listing {
        board: format!("https://apply.workable.com/{tenant}/"),
        postings: found.jobs.iter().map(|job| Posting::new(&job.title, &job.url)).collect(),
        complete: true,
    }))
}
