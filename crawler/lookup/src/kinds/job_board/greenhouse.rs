//! Greenhouse: the Job Board API, <https://developers.greenhouse.io/job-board.html>. One answer lists every job.

use serde::Deserialize;

use super::{Errand, Listing, Posting, address};
use crate::{Failure, Request};

#[derive(Deserialize)]
struct Jobs {
    jobs: Vec<Job>,
}

#[derive(Deserialize)]
struct Job {
    title: String,
    #[serde(default)]
    absolute_url: String,
}

/// What the board lists.
pub(super) async fn listing(errand: &mut Errand<'_>, tenant: &str) -> Result<Option<Listing>, Failure> {
    let url = address(&errand.services().greenhouse, tenant, &format!("{tenant}/jobs"))?;
    let found: Option<Jobs> = errand.json(Request::service(url)).await?;
    Ok(found.map(|found| Listing {
        board: format!("https://boards.greenhouse.io/{tenant}"),
        postings: found.jobs.iter().map(|job| Posting::new(&job.title, &job.absolute_url)).collect(),
        complete: true,
    }))
}
