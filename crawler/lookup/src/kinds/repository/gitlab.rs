//! GitLab's REST interface, version 4 (<https://docs.gitlab.com/api/rest/>): projects, users, groups, commits, repository tree
//! and files. What it shows only to those with an account (when another user's account was opened, on some servers) is
//! named as not read.

use serde::Deserialize;

use super::history::{Commit, History, moment};
use super::runs::{self, Listed, Listing};
use super::{Asking, Place, Repository};
use crate::Failure;

/// Entries of one page, and most pages of commits and of files.
const PAGE: usize = 100;
const MOST_PAGES: usize = 5;

#[derive(Debug, Deserialize)]
struct Project {
    id: u64,
    path_with_namespace: Option<String>,
    created_at: Option<String>,
    last_activity_at: Option<String>,
    star_count: Option<u64>,
    forks_count: Option<u64>,
    default_branch: Option<String>,
    namespace: Option<Namespace>,
    forked_from_project: Option<Source>,
}

#[derive(Debug, Deserialize)]
struct Namespace {
    id: u64,
    kind: Option<String>,
    full_path: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Source {
    path_with_namespace: String,
}

#[derive(Debug, Deserialize)]
struct Account {
    id: u64,
    created_at: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    authored_date: Option<String>,
    author_email: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Node {
    path: String,
    r#type: Option<String>,
    mode: Option<String>,
}

/// Reads a project; `None` where GitLab shows none.
pub(super) async fn read(place: &Place, asking: &mut Asking<'_>) -> Result<Option<Repository>, Failure> {
    let Some(project) = asking.json::<Project>(&["projects", &place.name()], &[]).await? else { return Ok(None) };
    let mut found = Repository {
        forge: "gitlab",
        name: project.path_with_namespace.unwrap_or_else(|| place.name()),
        created_at: moment(project.created_at.as_deref()),
        pushed_at: moment(project.last_activity_at.as_deref()),
        stars: project.star_count,
        forks: project.forks_count,
        fork_of: project.forked_from_project.map(|p| p.path_with_namespace),
        ..Repository::default()
    };
    if let Some(namespace) = &project.namespace {
        found.account.clone_from(&namespace.full_path);
        let account = account(namespace, asking).await;
        found.take("the account", account, |found, (opened, repositories)| {
            found.account_created_at = opened;
            found.account_repositories = repositories;
        });
    }
    let id = project.id.to_string();
    let history = history(&id, asking).await;
    found.take("the history", history, Repository::tell);
    if let Some(branch) = project.default_branch {
        let runs = files(&id, &branch, asking).await;
        found.take("the files", runs, |found, (runs, more)| {
            found.run_on_open = Some(runs);
            found.not_read.extend(more.then_some("more such files"));
        });
    }
    Ok(Some(found))
}

/// When a user's account or a group was opened, and how many public projects it has.
async fn account(namespace: &Namespace, asking: &mut Asking<'_>) -> Result<(Option<String>, Option<u64>), Failure> {
    let (collection, account) = if namespace.kind.as_deref() == Some("user") {
        // A user's namespace has another number than the user.
        let name = namespace.full_path.as_deref().unwrap_or_default();
        let users = asking.json::<Vec<Account>>(&["users"], &[("username", name)]).await?;
        let Some(user) = users.unwrap_or_default().into_iter().next() else { return Ok((None, None)) };
        let full = match user.created_at {
            Some(_) => Some(user),
            None => asking.json::<Account>(&["users", &user.id.to_string()], &[]).await.unwrap_or(Some(user)),
        };
        ("users", full)
    } else {
        ("groups", asking.json::<Account>(&["groups", &namespace.id.to_string()], &[]).await?)
    };
    let Some(account) = account else { return Ok((None, None)) };
    let url = asking.address(&[collection, &account.id.to_string(), "projects"], &[("per_page", "1")])?;
    let projects = asking.get(url, "application/json").await.ok().flatten();
    let total = projects.and_then(|r| r.header("x-total").and_then(|v| v.trim().parse().ok()));
    Ok((moment(account.created_at.as_deref()), total))
}

/// All commits, if they are not too many: GitLab does not tell which page is the last.
async fn history(id: &str, asking: &mut Asking<'_>) -> Result<History, Failure> {
    let (entries, complete) = pages::<Entry>(&["projects", id, "repository", "commits"], &[], asking).await?;
    let commit = |e: Entry| Commit::of(e.authored_date.as_deref(), e.author_email.as_deref());
    Ok(History { commits: entries.into_iter().map(commit).collect(), complete })
}

async fn files(id: &str, branch: &str, asking: &mut Asking<'_>) -> Result<(Vec<runs::Runs>, bool), Failure> {
    let query = [("recursive", "true"), ("ref", branch)];
    let (nodes, complete) = pages::<Node>(&["projects", id, "repository", "tree"], &query, asking).await?;
    // Links to elsewhere (mode 120000) hold nothing to read.
    let is_file = |n: &Node| n.r#type.as_deref() == Some("blob") && n.mode.as_deref() != Some("120000");
    let files = nodes.into_iter().filter(is_file).map(|n| Listed { path: n.path, size: None }).collect();
    runs::read(&Listing { files, complete }, asking, "text/plain", |asking, path| {
        asking.address(&["projects", id, "repository", "files", path, "raw"], &[("ref", branch)])
    })
    .await
}

/// The entries of a list, page by page, and whether these are all.
async fn pages<T: serde::de::DeserializeOwned>(
    segments: &[&str],
    query: &[(&str, &str)],
    asking: &mut Asking<'_>,
) -> Result<(Vec<T>, bool), Failure> {
    let mut all = Vec::new();
    let size = PAGE.to_string();
    for number in 1..=MOST_PAGES {
        let number = number.to_string();
        let query = [query, &[("per_page", size.as_str()), ("page", number.as_str())]].concat();
        let page = asking.json::<Vec<T>>(segments, &query).await?.unwrap_or_default();
        let full = page.len() >= PAGE;
        all.extend(page);
        if !full {
            return Ok((all, true));
        }
    }
    Ok((all, false))
}
