//! Workday: the interface of its career sites, `POST /wday/cxs/{tenant}/{site}/jobs`. It isn't documented; its form is that
//! of every Workday career site: at most 20 jobs an answer, and `total` in the first answer only.
//!
//! A tenant has one or more sites on a host that names its data centre (`acme.wd5.myworkdayjobs.com/External`). Where
//! neither is known, the `robots.txt` of the host names the sites in its `Sitemap` lines.

use serde::Deserialize;
use serde_json::json;
use url::Url;

use super::place::Place;
use super::{Errand, Listing, Posting, address};
use crate::{Failure, Request};

/// Jobs in one answer: more than 20 are refused.
const LIMIT: usize = 20;

/// A list up to this length is read to its end; a longer one is searched.
const SHORT: usize = 100;

/// Most pages of one search, roles searched for, and sites of one tenant.
const MOST_OF_SEARCH: usize = 2;
const MOST_SEARCHES: usize = 3;
const MOST_SITES: usize = 2;

/// Data centres, the usual ones first.
const CENTRES: [&str; 4] = ["wd5", "wd1", "wd3", "wd12"];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Jobs {
    #[serde(default)]
    total: usize,
    #[serde(default)]
    job_postings: Vec<Job>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Job {
    /// Postings that were taken down while the list was made have none.
    #[serde(default)]
    title: String,
    #[serde(default)]
    external_path: String,
}

/// What the boards of a tenant list, those of all its sites together.
pub(super) async fn listing(errand: &mut Errand<'_>, place: &Place) -> Result<Option<Listing>, Failure> {
    let base = match &place.host {
        Some(host) => format!("https://{host}/"),
        None => errand.services().workday.replace("{tenant}", &place.tenant),
    };
    let sites = match &place.site {
        Some(site) => vec![(base, site.clone())],
        None => sites(errand, &place.tenant, &base).await?,
    };
    if sites.is_empty() {
        let why = format!("the site of {} at Workday is not known", place.tenant);
        return Err(Failure::Malformed(why));
    }
    let mut all = Listing { complete: true, ..Listing::default() };
    let mut there = false;
    for (base, site) in sites.into_iter().take(MOST_SITES) {
        there |= read(errand, &place.tenant, &base, &site, &mut all).await?;
    }
    Ok(there.then_some(all))
}

/// Reads one site into a listing; tells whether there is such a site.
async fn read(
    errand: &mut Errand<'_>,
    tenant: &str,
    base: &str,
    site: &str,
    all: &mut Listing,
) -> Result<bool, Failure> {
    let url = address(base, tenant, &format!("wday/cxs/{tenant}/{site}/jobs"))?;
    let board = address(base, tenant, site)?;
    let Some(first) = page(errand, &url, "", 0).await? else { return Ok(false) };
    let posting = |job: &Job| Posting::new(&job.title, &format!("{board}{}", job.external_path));
    let titled = |job: &&Job| !job.title.is_empty();
    if all.board.is_empty() {
        all.board = board.to_string();
    }
    all.postings.extend(first.job_postings.iter().filter(titled).map(posting));
    if first.total <= SHORT {
        let mut read = first.job_postings.len();
        while read < first.total {
            let more = page(errand, &url, "", read).await?.map(|jobs| jobs.job_postings).unwrap_or_default();
            if more.is_empty() {
                break;
            }
            read += more.len();
            all.postings.extend(more.iter().filter(titled).map(posting));
        }
        all.complete &= read >= first.total;
        return Ok(true);
    }
    for sought in errand.seeks.iter().take(MOST_SEARCHES) {
        let mut found = 0;
        for number in 0..MOST_OF_SEARCH {
            let jobs =
                page(errand, &url, sought, number * LIMIT).await?.map(|jobs| jobs.job_postings).unwrap_or_default();
            found += jobs.len();
            all.postings.extend(jobs.iter().filter(titled).map(posting));
            if jobs.len() < LIMIT {
                break;
            }
        }
        // A search that brings up nothing at all may not have understood the question.
        all.complete &= found > 0;
    }
    all.complete &= errand.seeks.len() <= MOST_SEARCHES;
    Ok(true)
}

/// One page of a search.
async fn page(errand: &mut Errand<'_>, url: &Url, search: &str, offset: usize) -> Result<Option<Jobs>, Failure> {
    let body = json!({ "appliedFacets": {}, "limit": LIMIT, "offset": offset, "searchText": search });
    errand.json(Request::service(url.clone()).posting(body.to_string())).await
}

/// The sites of a tenant, each with the base address of its host.
async fn sites(errand: &mut Errand<'_>, tenant: &str, base: &str) -> Result<Vec<(String, String)>, Failure> {
    let bare = format!("{tenant}.myworkdayjobs.com");
    let bases: Vec<String> = if base.contains(&bare) {
        CENTRES.iter().map(|centre| base.replace(&bare, &format!("{tenant}.{centre}.myworkdayjobs.com"))).collect()
    } else {
        vec![base.to_owned()]
    };
    let mut last = None;
    for base in bases {
        let url = address(&base, tenant, "robots.txt")?;
        match errand.answer(Request::service(url.clone()).accepting("text/plain")).await {
            Ok(Some(response)) => {
                let found = named_sites(&response.text(), &url);
                if !found.is_empty() {
                    return Ok(found.into_iter().map(|site| (base.clone(), site)).collect());
                }
            }
            Ok(None) | Err(Failure::NoName(_) | Failure::Status(..)) => {}
            Err(failure) => last = Some(failure),
        }
    }
    last.map_or_else(|| Ok(Vec::new()), Err)
}

/// The sites whose site maps a `robots.txt` names: `Sitemap: https://acme.wd5.myworkdayjobs.com/External/siteMap.xml`.
fn named_sites(robots: &str, own: &Url) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let maps = robots.lines().take(2_000).filter_map(|line| line.split_once(':'));
    for (_, value) in maps.filter(|(name, _)| name.trim().eq_ignore_ascii_case("sitemap")) {
        let Some(url) = Url::parse(value.trim()).ok().filter(|u| u.host_str() == own.host_str()) else { continue };
        let Some(site) = url.path_segments().and_then(|mut parts| parts.next().map(str::to_owned)) else { continue };
        let plain = site.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        if plain && !site.is_empty() && !found.contains(&site) {
            found.push(site);
        }
    }
    found
}
