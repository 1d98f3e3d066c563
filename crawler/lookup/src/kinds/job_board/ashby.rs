//! Ashby: the public job posting API, <https://developers.ashbyhq.com/docs/public-job-posting-api>. One answer lists every
//! job; those that are reached by their address alone are marked as not listed.

use serde::Deserialize;

use super::{Errand, Listing, Posting, address};
use crate::{Failure, Request};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Board {
    jobs: Vec<Job>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Job {
    title: String,
    #[serde(default)]
    job_url: String,
    #[serde(default = "yes")]
    is_listed: bool,
}

fn yes() -> bool {
    true
}

/// What the board lists.
pub(super) async fn listing(errand: &mut Errand<'_>, tenant: &str) -> Result<Option<Listing>, Failure> {
    let url = address(&errand.services().ashby, tenant, tenant)?;
    let found: Option<Board> = errand.json(Request::service(url)).await?;
    Ok(found.map(|found| Listing {
        board: format!("https://jobs.ashbyhq.com/{tenant}"),
        postings: found.jobs.iter().filter(|j| j.is_listed).map(|j| Posting::new(&j.title, &j.job_url)).collect(),
        complete: true,
    }))
}
