//! Repositories at the three forges.

use analyzer::case::{LookupResult, QuestionKind};
use lookup::Failure;
use serde_json::json;

use crate::web::{Site, file, status};

const GITHUB: &str = "https://api.github.com/repos/dreed-dev/wallet-task";
const GITLAB: &str = "https://gitlab.com/api/v4/projects";
const BITBUCKET: &str = "https://api.bitbucket.org/2.0/repositories/acme_work/golden-city";

pub fn github() -> Site {
    let link = format!(
        "<{GITHUB}/commits?per_page=100&page=2>; rel=\"next\", <{GITHUB}/commits?per_page=100&page=7>; rel=\"last\""
    );
    Site::default()
        .at(GITHUB, file("repository/github_repo.json"))
        .at("https://api.github.com/users/dreed-dev", file("profile/github_user.json"))
        .at(&format!("{GITHUB}/commits?per_page=100"), file("repository/github_commits.json").with("link", &link))
        .at(&format!("{GITHUB}/commits?per_page=100&page=7"), file("repository/github_commits_last.json"))
        .at(&format!("{GITHUB}/git/trees/main?recursive=1"), file("repository/github_tree.json"))
        .at(&format!("{GITHUB}/contents/.vscode/tasks.json?ref=main"), file("repository/tasks.json"))
        .at(&format!("{GITHUB}/contents/package.json?ref=main"), file("repository/package.json"))
}

#[test]
fn at_github() {
    let site = github();
    let found = site.ask(QuestionKind::Repository, "https://github.com/dreed-dev/wallet-task/tree/main");
    assert_eq!(found.result, LookupResult::Found);
    assert_eq!(
        found.record,
        json!({
            "forge": "github", "name": "dreed-dev/wallet-task", "created_at": "2026-04-24T09:12:00Z", "pushed_at": "2026-04-25T07:00:09Z",
            "account": "dreed-dev", "account_created_at": "2026-04-20T08:11:02Z", "account_repositories": 1,
            "first_commit_at": "2022-02-01T10:00:00Z", "commits_read": 4, "commits_before_account": 3,
            "authors": ["dana@acme-work.example", "mira@studio.example", "jonas@studio.example"],
            "stars": 0, "forks": 2, "fork_of": null,
            "run_on_open": [
                { "path": ".vscode/tasks.json", "when": "open", "what": "node .vscode/env.js" },
                { "path": "package.json", "when": "install", "what": "postinstall: node server/prepare.js" },
            ],
        })
    );
    // Seven requests, none for a page, none to be cloned.
    assert_eq!(found.asked.len(), 7);
    assert!(site.asked.lock().unwrap().iter().all(|r| r.url.host_str() == Some("api.github.com") && r.json.is_none()));
}

#[test]
fn what_could_not_be_read_is_named_and_nothing_else() {
    let site = Site::default()
        .at(GITHUB, file("repository/github_repo.json"))
        .failing("https://api.github.com/users/dreed-dev", Failure::TimedOut("api.github.com".into()))
        .at(&format!("{GITHUB}/commits?per_page=100"), status(500, ""))
        .failing(&format!("{GITHUB}/git/trees/main?recursive=1"), Failure::Broken("cut".into()));
    let found = site.ask(QuestionKind::Repository, "github.com/dreed-dev/wallet-task");
    assert_eq!(found.result, LookupResult::Found);
    assert_eq!(found.record["not_read"], json!(["the account", "the history", "the files"]));
    for missing in ["account_created_at", "first_commit_at", "authors", "run_on_open"] {
        assert!(found.record[missing].is_null(), "{missing}");
    }
    // An empty repository has no history, and nothing in it runs.
    let empty = Site::default()
        .at(GITHUB, file("repository/github_repo.json"))
        .at(&format!("{GITHUB}/commits?per_page=100"), status(409, r#"{"message":"Git Repository is empty."}"#))
        .at(&format!("{GITHUB}/git/trees/main?recursive=1"), status(409, ""));
    let found = empty.ask(QuestionKind::Repository, "github.com/dreed-dev/wallet-task");
    assert_eq!((&found.record["run_on_open"], &found.record["commits_read"]), (&json!([]), &json!(0)));
}

#[test]
fn absent_and_limited() {
    let ask = |site: Site| site.ask(QuestionKind::Repository, "github.com/dreed-dev/wallet-task");
    let absent = ask(Site::default());
    assert_eq!((absent.result, absent.why.as_deref()), (LookupResult::Absent, Some("not public or gone")));
    let limited = status(403, r#"{"message":"API rate limit exceeded"}"#)
        .with("x-ratelimit-remaining", "0")
        .with("x-ratelimit-reset", "1777885500");
    let failed = ask(Site::default().at(GITHUB, limited));
    assert_eq!(failed.result, LookupResult::Failed);
    assert_eq!(failed.why.as_deref(), Some("api.github.com asks to be left alone for 300 s"));
    assert_eq!(ask(Site::default().at(GITHUB, status(403, "{}"))).result, LookupResult::Failed);
    assert_eq!(ask(Site::default().at(GITHUB, status(200, "[1"))).result, LookupResult::Failed);
    let unknown = Site::default().ask(QuestionKind::Repository, "https://git.acme-work.example/a/b");
    assert_eq!(unknown.result, LookupResult::NotAsked);
}

#[test]
fn at_gitlab() {
    let id = format!("{GITLAB}/70000001");
    let tree = format!("{id}/repository/tree?recursive=true&ref=main&per_page=100&page=1");
    let raw = format!("{id}/repository/files/.devcontainer%2Fdevcontainer.json/raw?ref=main");
    let site = Site::default()
        .at(&format!("{GITLAB}/acme-work%2Ftasks%2Fgolden-city"), file("repository/gitlab_project.json"))
        .at("https://gitlab.com/api/v4/groups/110000001", file("repository/gitlab_group.json"))
        .at("https://gitlab.com/api/v4/groups/110000001/projects?per_page=1", status(200, "[]").with("x-total", "1"))
        .at(&format!("{id}/repository/commits?per_page=100&page=1"), file("repository/gitlab_commits.json"))
        .at(&tree, file("repository/gitlab_tree.json"))
        .at(&raw, file("repository/devcontainer.json"));
    let found = site.ask(QuestionKind::Repository, "https://gitlab.com/acme-work/tasks/golden-city/-/tree/main");
    assert_eq!(
        found.record,
        json!({
            "forge": "gitlab", "name": "acme-work/tasks/golden-city", "created_at": "2026-04-20T08:00:00.123Z",
            "pushed_at": "2026-04-26T12:00:00Z", "account": "acme-work/tasks", "account_created_at": "2026-04-19T10:00:00Z",
            "account_repositories": 1, "first_commit_at": "2026-04-21T01:00:00Z", "commits_read": 1, "commits_before_account": 0,
            "authors": ["minsu@acme-work.example"], "stars": 3, "forks": 0, "fork_of": null,
            "run_on_open": [{ "path": ".devcontainer/devcontainer.json", "when": "container", "what": "postCreateCommand: bash .devcontainer/setup.sh" }],
        })
    );
}

#[test]
fn at_bitbucket() {
    let commit = "ab12cd34ab12cd34ab12cd34ab12cd34ab12cd34";
    let site = Site::default()
        .at(BITBUCKET, file("repository/bitbucket_repo.json"))
        .at("https://api.bitbucket.org/2.0/workspaces/acme_work", file("repository/bitbucket_workspace.json"))
        .at("https://api.bitbucket.org/2.0/repositories/acme_work?pagelen=1", status(200, r#"{"size":1,"values":[]}"#))
        .at(&format!("{BITBUCKET}/forks?pagelen=1"), status(200, r#"{"size":0,"values":[]}"#))
        .at(&format!("{BITBUCKET}/commits?pagelen=100"), file("repository/bitbucket_commits.json"))
        .at(&format!("{BITBUCKET}/commits?pagelen=100&ctx=abc&page=2"), file("repository/bitbucket_commits_2.json"))
        .at(&format!("{BITBUCKET}/src/{commit}/?pagelen=100&max_depth=3"), file("repository/bitbucket_src.json"))
        .at(&format!("{BITBUCKET}/src/{commit}/.vscode/tasks.json"), file("repository/tasks.json"));
    let found = site.ask(QuestionKind::Repository, "https://bitbucket.org/acme_work/golden-city/src/master/");
    assert_eq!(
        found.record,
        json!({
            "forge": "bitbucket", "name": "acme_work/golden-city", "created_at": "2026-04-18T06:01:02.345678Z",
            "pushed_at": "2026-04-27T06:01:02.345678Z", "account": "acme_work", "account_created_at": "2026-04-17T00:00:00Z",
            "account_repositories": 1, "first_commit_at": "2021-01-05T07:00:00Z", "commits_read": 2, "commits_before_account": 1,
            "authors": ["ops@acme-work.example", "old@studio.example"], "stars": null, "forks": 0, "fork_of": null,
            "run_on_open": [{ "path": ".vscode/tasks.json", "when": "open", "what": "node .vscode/env.js" }],
        })
    );
}

#[test]
fn a_next_page_elsewhere_is_not_followed() {
    let commits =
        r#"{"values":[],"next":"https://evil.example/2.0/repositories/acme_work/golden-city/commits?page=2"}"#;
    let site = Site::default()
        .at(BITBUCKET, file("repository/bitbucket_repo.json"))
        .at(&format!("{BITBUCKET}/commits?pagelen=100"), status(200, commits));
    let found = site.ask(QuestionKind::Repository, "bitbucket.org/acme_work/golden-city");
    assert_eq!(found.record["not_read"], json!(["the beginning of the history"]));
    assert!(site.asked.lock().unwrap().iter().all(|r| r.url.host_str() == Some("api.bitbucket.org")));
}
