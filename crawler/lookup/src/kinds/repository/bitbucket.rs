//! Bitbucket Cloud's REST interface, version 2.0 (<https://developer.atlassian.com/cloud/bitbucket/rest/>): repositories,
//! workspaces, commits, source. It knows no stars.

use serde::Deserialize;
use url::Url;

use super::history::{Commit, History, moment};
use super::runs::{self, Listed, Listing};
use super::{Asking, Place, Repository};
use crate::Failure;

/// Entries of one page, and most pages of commits and of files.
const PAGE: &str = "100";
const MOST_PAGES: usize = 4;

/// How deep folders are listed at once; the server takes long for more.
const DEPTH: &str = "3";

#[derive(Debug, Deserialize)]
struct Told {
    full_name: Option<String>,
    created_on: Option<String>,
    updated_on: Option<String>,
    parent: Option<Named>,
    workspace: Option<Slug>,
}

#[derive(Debug, Deserialize)]
struct Named {
    full_name: String,
}

#[derive(Debug, Deserialize)]
struct Slug {
    slug: String,
}

#[derive(Debug, Deserialize)]
struct Workspace {
    created_on: Option<String>,
}

/// A list of which only the length is wanted.
#[derive(Debug, Deserialize)]
struct Counted {
    size: Option<u64>,
}

#[derive(Debug, Deserialize)]
struct Paged<T> {
    #[serde(default = "Vec::new")]
    values: Vec<T>,
    next: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    hash: Option<String>,
    date: Option<String>,
    author: Option<Author>,
}

#[derive(Debug, Deserialize)]
struct Author {
    /// `Dana Reed <dana@acme.example>`.
    raw: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Node {
    path: String,
    r#type: Option<String>,
    size: Option<u64>,
    #[serde(default)]
    attributes: Vec<String>,
}

/// Reads a repository; `None` where Bitbucket shows none.
pub(super) async fn read(place: &Place, asking: &mut Asking<'_>) -> Result<Option<Repository>, Failure> {
    let [owner, name] = &place.path[..] else { return Ok(None) };
    let home = ["repositories", owner, name];
    let Some(told) = asking.json::<Told>(&home, &[]).await? else { return Ok(None) };
    let account = told.workspace.map_or_else(|| owner.clone(), |w| w.slug);
    let mut found = Repository {
        forge: "bitbucket",
        name: told.full_name.unwrap_or_else(|| place.name()),
        created_at: moment(told.created_on.as_deref()),
        pushed_at: moment(told.updated_on.as_deref()),
        fork_of: told.parent.map(|p| p.full_name),
        ..Repository::default()
    };
    let workspace = asking.json::<Workspace>(&["workspaces", &account], &[]).await;
    found.take("the account", workspace, |found, workspace| {
        found.account_created_at = workspace.and_then(|w| moment(w.created_on.as_deref()));
    });
    let one = [("pagelen", "1")];
    let owned = asking.json::<Counted>(&["repositories", &account], &one).await;
    found.take("the account's repositories", owned, |found, owned| {
        found.account_repositories = owned.and_then(|o| o.size);
    });
    let forks = asking.json::<Counted>(&[&home[..], &["forks"]].concat(), &one).await;
    found.take("forks", forks, |found, forks| found.forks = forks.and_then(|f| f.size));
    found.account = Some(account);
    let mut newest = None;
    let history = history(&home, asking).await;
    found.take("the history", history, |found, (history, hash)| {
        newest = hash;
        found.tell(history);
    });
    if let Some(commit) = newest {
        let runs = files(&home, &commit, asking).await;
        found.take("the files", runs, |found, (runs, more)| {
            found.run_on_open = Some(runs);
            found.not_read.extend(more.then_some("more such files"));
        });
    }
    Ok(Some(found))
}

/// All commits, if they are not too many, and the hash of the newest.
async fn history(home: &[&str], asking: &mut Asking<'_>) -> Result<(History, Option<String>), Failure> {
    let url = asking.address(&[home, &["commits"]].concat(), &[("pagelen", PAGE)])?;
    let (entries, complete) = pages::<Entry>(url, asking).await?;
    let hash = entries.first().and_then(|e| e.hash.clone()).filter(|h| h.bytes().all(|b| b.is_ascii_hexdigit()));
    let commit = |e: Entry| {
        let raw = e.author.and_then(|a| a.raw);
        let address = raw.as_deref().and_then(|r| r.rsplit_once('<')).map(|(_, mail)| mail.trim_end_matches('>'));
        Commit::of(e.date.as_deref(), address)
    };
    Ok((History { commits: entries.into_iter().map(commit).collect(), complete }, hash))
}

async fn files(home: &[&str], commit: &str, asking: &mut Asking<'_>) -> Result<(Vec<runs::Runs>, bool), Failure> {
    let source = [home, &["src", commit]].concat();
    // The address of a folder ends with a slash.
    let folder = asking.address(&[&source[..], &[""]].concat(), &[("pagelen", PAGE), ("max_depth", DEPTH)])?;
    let listing = match pages::<Node>(folder, asking).await {
        Ok((nodes, complete)) => {
            let is_file = |n: &Node| {
                n.r#type.as_deref() == Some("commit_file")
                    && !n.attributes.iter().any(|a| matches!(a.as_str(), "link" | "subrepository" | "binary"))
            };
            let files = nodes.into_iter().filter(is_file).map(|n| Listed { path: n.path, size: n.size }).collect();
            Listing { files, complete }
        }
        // 555 is Bitbucket's own way to say that the folders are too many to be listed at once.
        Err(Failure::TooMuch(_) | Failure::TimedOut(_) | Failure::Status(_, 555)) => Listing::default(),
        Err(failure) => return Err(failure),
    };
    runs::read(&listing, asking, "text/plain", |asking, path| {
        asking.address(&[&source[..], &path.split('/').collect::<Vec<_>>()].concat(), &[])
    })
    .await
}

/// The values of a list, page by page as each names the next, and whether these are all.
async fn pages<T: serde::de::DeserializeOwned>(first: Url, asking: &mut Asking<'_>) -> Result<(Vec<T>, bool), Failure> {
    let mut all = Vec::new();
    let mut next = Some(first);
    for _ in 0..MOST_PAGES {
        let Some(url) = next.take() else { break };
        let Some(response) = asking.get(url.clone(), "application/json").await? else { break };
        let page: Paged<T> = response.json()?;
        all.extend(page.values);
        match page.next {
            // A next page elsewhere isn't followed, and the list then isn't complete.
            Some(named) => match asking.next(&url, &named) {
                Some(url) => next = Some(url),
                None => return Ok((all, false)),
            },
            None => return Ok((all, true)),
        }
    }
    Ok((all, next.is_none()))
}
