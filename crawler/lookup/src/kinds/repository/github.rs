//! GitHub's REST interface, version 2022-11-28 (<https://docs.github.com/en/rest>): "Get a repository", "Get a user", "List
//! commits", "Get a tree", "Get repository content".

use serde::Deserialize;

use super::history::{Commit, History, moment};
use super::runs::{self, Listed, Listing};
use super::{Asking, Place, Repository};
use crate::Failure;

/// Commits of one page; 100 is the most that GitHub gives.
const PAGE: &str = "100";

/// Media type of a file as it is.
const RAW: &str = "application/vnd.github.raw+json";

#[derive(Debug, Deserialize)]
struct Told {
    full_name: Option<String>,
    owner: Option<Login>,
    created_at: Option<String>,
    pushed_at: Option<String>,
    stargazers_count: Option<u64>,
    forks_count: Option<u64>,
    default_branch: Option<String>,
    parent: Option<Named>,
    #[serde(default)]
    fork: bool,
}

#[derive(Debug, Deserialize)]
struct Login {
    login: String,
}

#[derive(Debug, Deserialize)]
struct Named {
    full_name: String,
}

#[derive(Debug, Deserialize)]
struct Account {
    created_at: Option<String>,
    public_repos: Option<u64>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    commit: Inner,
}

#[derive(Debug, Deserialize)]
struct Inner {
    author: Option<Author>,
}

#[derive(Debug, Deserialize)]
struct Author {
    email: Option<String>,
    date: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Tree {
    #[serde(default)]
    tree: Vec<Node>,
    #[serde(default)]
    truncated: bool,
}

#[derive(Debug, Deserialize)]
struct Node {
    path: String,
    mode: Option<String>,
    r#type: Option<String>,
    size: Option<u64>,
}

/// Reads a repository; `None` where GitHub shows none.
pub(super) async fn read(place: &Place, asking: &mut Asking<'_>) -> Result<Option<Repository>, Failure> {
    let [owner, name] = &place.path[..] else { return Ok(None) };
    let home = ["repos", owner, name];
    let Some(told) = asking.json::<Told>(&home, &[]).await? else { return Ok(None) };
    let account = told.owner.map_or_else(|| owner.clone(), |o| o.login);
    let mut found = Repository {
        forge: "github",
        name: told.full_name.unwrap_or_else(|| place.name()),
        created_at: moment(told.created_at.as_deref()),
        pushed_at: moment(told.pushed_at.as_deref()),
        stars: told.stargazers_count,
        forks: told.forks_count,
        fork_of: told
            .parent
            .map(|p| p.full_name)
            .or_else(|| told.fork.then(|| "a repository that is not shown".to_owned())),
        ..Repository::default()
    };
    let owner = asking.json::<Account>(&["users", &account], &[]).await;
    found.take("the account", owner, |found, owner| {
        found.account_created_at = owner.as_ref().and_then(|o| moment(o.created_at.as_deref()));
        found.account_repositories = owner.and_then(|o| o.public_repos);
    });
    found.account = Some(account);
    let history = history(&home, asking).await;
    found.take("the history", history, Repository::tell);
    let branch = told.default_branch.unwrap_or_else(|| "HEAD".to_owned());
    let runs = files(&home, &branch, asking).await;
    found.take("the files", runs, |found, (runs, more)| {
        found.run_on_open = Some(runs);
        found.not_read.extend(more.then_some("more such files"));
    });
    Ok(Some(found))
}

/// The newest commits, and the page of the oldest. An empty repository answers with 409.
async fn history(home: &[&str], asking: &mut Asking<'_>) -> Result<History, Failure> {
    let commits = [home, &["commits"]].concat();
    let url = asking.address(&commits, &[("per_page", PAGE)])?;
    let first = match asking.get(url, "application/json").await {
        Ok(Some(first)) => first,
        Ok(None) | Err(Failure::Status(_, 409)) => return Ok(History { complete: true, ..History::default() }),
        Err(failure) => return Err(failure),
    };
    let mut history = History { commits: read_commits(first.json()?), complete: true };
    if let Some(last) = first.header("link").and_then(last_page) {
        let url = asking.address(&commits, &[("per_page", PAGE), ("page", &last.to_string())])?;
        match asking.get(url, "application/json").await.and_then(|r| r.map(|r| r.json()).transpose()) {
            Ok(Some(oldest)) => history.commits.extend(read_commits(oldest)),
            Ok(None) | Err(_) => history.complete = false,
        }
    }
    Ok(history)
}

fn read_commits(entries: Vec<Entry>) -> Vec<Commit> {
    let author = |e: Entry| e.commit.author.map(|a| Commit::of(a.date.as_deref(), a.email.as_deref()));
    entries.into_iter().filter_map(author).collect()
}

/// The number of the last page, of the header field that names it (RFC 8288): the address itself isn't followed.
fn last_page(link: &str) -> Option<u32> {
    let last = link.split(',').find(|part| part.contains("rel=\"last\""))?;
    let address = last.split_once('<')?.1.split_once('>')?.0;
    let url = url::Url::parse(address).ok()?;
    url.query_pairs().find(|(name, _)| name == "page").and_then(|(_, page)| page.parse().ok())
}

async fn files(home: &[&str], branch: &str, asking: &mut Asking<'_>) -> Result<(Vec<runs::Runs>, bool), Failure> {
    let tree = asking.json::<Tree>(&[home, &["git", "trees", branch]].concat(), &[("recursive", "1")]).await;
    let listing = match tree {
        Ok(Some(tree)) => {
            // Links to elsewhere (mode 120000) and other repositories (type commit) hold nothing to read.
            let is_file = |n: &Node| n.r#type.as_deref() == Some("blob") && n.mode.as_deref() != Some("120000");
            let files = tree.tree.into_iter().filter(is_file).map(|n| Listed { path: n.path, size: n.size });
            Listing { files: files.collect(), complete: !tree.truncated }
        }
        Ok(None) | Err(Failure::Status(_, 409)) => Listing { files: Vec::new(), complete: true },
        // A tree that is too large to be told: the usual places are tried.
        Err(Failure::TooMuch(_) | Failure::TimedOut(_)) => Listing::default(),
        Err(failure) => return Err(failure),
    };
    runs::read(&listing, asking, RAW, |asking, path| {
        let segments = [home, &["contents"], &path.split('/').collect::<Vec<_>>()].concat();
        asking.address(&segments, &[("ref", branch)])
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_page() {
        let link = "<https://api.github.com/repositories/1/commits?per_page=100&page=2>; rel=\"next\", \
                    <https://api.github.com/repositories/1/commits?per_page=100&page=34>; rel=\"last\"";
        assert_eq!(last_page(link), Some(34));
        assert_eq!(last_page("<nonsense>; rel=\"last\""), None);
        assert_eq!(last_page(""), None);
    }
}
