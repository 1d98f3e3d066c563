//! Forges' interfaces for programs, as far as they tell of accounts, repositories, commits and files.

use serde_json::{Value, json};

use crate::site::{Account, Repository};
use crate::{Answer, Request, World};

/// Answers for a forge.
pub(crate) fn answer(world: &World, forge: &str, request: &Request) -> Option<Answer> {
    let parts = request.parts();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let asked = Asked { world, forge, request };
    match forge {
        "github" => asked.github(&parts),
        "gitlab" => asked.gitlab(parts.strip_prefix(["api", "v4"].as_slice())?),
        "bitbucket" => asked.bitbucket(parts.strip_prefix(["2.0"].as_slice())?),
        _ => None,
    }
}

struct Asked<'a> {
    world: &'a World,
    forge: &'a str,
    request: &'a Request,
}

impl<'a> Asked<'a> {
    fn account(&self, name: &str) -> Option<&'a Account> {
        self.world.account(self.forge, name)
    }

    fn repository(&self, account: &str, name: &str) -> Option<(&'a Account, &'a Repository)> {
        let account = self.account(account)?;
        Some((account, account.repository.iter().find(|r| r.name.eq_ignore_ascii_case(name))?))
    }

    /// One page of commits, its number, and the last page's.
    fn page(&self, all: &'a [String], usual: usize) -> (&'a [String], usize, usize) {
        let size = self.request.number("per_page").or(self.request.number("pagelen")).unwrap_or(usual).clamp(1, 100);
        let page = self.request.number("page").unwrap_or(1).max(1);
        (all.chunks(size).nth(page - 1).unwrap_or_default(), page, all.len().div_ceil(size).max(1))
    }

    /// <https://docs.github.com/en/rest>
    fn github(&self, parts: &[&str]) -> Option<Answer> {
        let absent = || {
            Answer::refusal(
                404,
                &json!({ "message": "Not Found", "status": "404", "documentation_url": "https://docs.github.com/rest" }),
            )
        };
        let answer = match parts {
            ["users", name] => self.account(name).map(|account| {
                Answer::json(&json!({
                    "login": account.name, "id": 1, "type": "User", "created_at": account.opened,
                    "public_repos": repositories(account), "followers": 0, "html_url": format!("https://github.com/{}", account.name),
                }))
            }),
            ["users", name, "repos"] => self.account(name).map(|account| {
                Answer::json(&account.repository.iter().map(|r| github(account, r)).collect())
            }),
            ["repos", account, name] => self.repository(account, name).map(|(a, r)| Answer::json(&github(a, r))),
            ["repos", account, name, "commits"] => self.repository(account, name).map(|(a, r)| {
                let (commits, page, last) = self.page(&r.commits, 30);
                let rows: Vec<Value> = commits.iter().filter_map(|c| c.split_once(' ')).map(|(at, author)| {
                    let by = json!({ "name": author.split('@').next(), "email": author, "date": at });
                    json!({ "sha": digest(at), "commit": { "author": by, "committer": by, "message": "Update" }, "author": null })
                }).collect();
                let size = self.request.number("per_page").unwrap_or(30);
                let link = |page: usize, rel: &str| {
                    format!("<https://{}/repos/{}/{}/commits?per_page={size}&page={page}>; rel=\"{rel}\"", self.request.host, a.name, r.name)
                };
                let answer = Answer::json(&Value::Array(rows));
                if page < last { answer.with("link", format!("{}, {}", link(page + 1, "next"), link(last, "last"))) } else { answer }
            }),
            ["repos", account, name, "git", "trees", _] => self.repository(account, name).map(|(_, r)| {
                let tree: Vec<Value> = r.file.iter().map(|f| json!({
                    "path": f.path, "mode": "100644", "type": "blob", "size": f.text.len(), "sha": digest(&f.path),
                })).collect();
                Answer::json(&json!({ "sha": digest(&r.name), "tree": tree, "truncated": false }))
            }),
            ["repos", account, name, "contents", path @ ..] => self.repository(account, name).and_then(|(_, r)| {
                let path = path.join("/");
                if let Some(file) = r.file.iter().find(|f| f.path == path) {
                    return Some(if self.request.header("accept").is_some_and(|a| a.contains("raw")) {
                        Answer::of(200, "application/vnd.github.raw; charset=utf-8", file.text.clone())
                    } else {
                        Answer::json(&json!({
                            "type": "file", "encoding": "base64", "size": file.text.len(), "name": path.rsplit('/').next(),
                            "path": path, "content": base64(file.text.as_bytes()), "sha": digest(&path),
                        }))
                    });
                }
                let inside = within(r, &path);
                (!inside.is_empty()).then(|| {
                    Answer::json(&inside.iter().map(|(path, file)| json!({
                        "type": if *file { "file" } else { "dir" }, "name": path.rsplit('/').next(), "path": path, "size": 0,
                    })).collect())
                })
            }),
            _ => None,
        };
        Some(answer.unwrap_or_else(absent))
    }

    /// <https://docs.gitlab.com/api/rest/>
    fn gitlab(&self, parts: &[&str]) -> Option<Answer> {
        let absent = || Answer::refusal(404, &json!({ "message": "404 Project Not Found" }));
        let project = |id: &str| {
            let (account, name) = id.split_once('/')?;
            self.repository(account, name)
        };
        let by_number = |id: &str| {
            let accounts = self.world.sites().iter().flat_map(|s| &s.account).filter(|a| a.forge == self.forge);
            accounts
                .flat_map(|a| a.repository.iter().map(move |r| (a, r)))
                .find(|(a, r)| number(&format!("{}/{}", a.name, r.name)).to_string() == id)
        };
        let answer = match parts {
            ["users"] => {
                let account = self.request.query("username").and_then(|name| self.account(&name));
                Some(Answer::json(&account.into_iter().map(gitlab_user).collect()))
            }
            ["users", id] => {
                let accounts = self.world.sites().iter().flat_map(|s| &s.account);
                accounts.filter(|a| a.forge == self.forge).find(|a| number(&a.name).to_string() == *id).map(|a| Answer::json(&gitlab_user(a)))
            }
            ["users", id, "projects"] => {
                let mut accounts = self.world.sites().iter().flat_map(|s| &s.account).filter(|a| a.forge == self.forge);
                accounts.find(|a| number(&a.name).to_string() == *id || a.name == *id).map(|a| {
                    Answer::json(&a.repository.iter().map(|r| gitlab(a, r)).collect()).with("x-total", repositories(a).to_string())
                })
            }
            ["projects", id, rest @ ..] => project(id).or_else(|| by_number(id)).and_then(|(a, r)| match rest {
                [] => Some(Answer::json(&gitlab(a, r))),
                ["repository", "commits"] => {
                    let (commits, page, last) = self.page(&r.commits, 20);
                    let rows: Vec<Value> = commits.iter().filter_map(|c| c.split_once(' ')).map(|(at, author)| json!({
                        "id": digest(at), "author_name": author.split('@').next(), "author_email": author, "authored_date": at,
                        "committed_date": at, "created_at": at, "title": "Update",
                    })).collect();
                    Some(Answer::json(&Value::Array(rows))
                        .with("x-page", page.to_string()).with("x-total-pages", last.to_string())
                        .with("x-total", r.commits.len().to_string())
                        .with("x-next-page", if page < last { (page + 1).to_string() } else { String::new() }))
                }
                ["repository", "tree"] => Some(Answer::json(&r.file.iter().map(|f| json!({
                    "id": digest(&f.path), "name": f.path.rsplit('/').next(), "type": "blob", "path": f.path, "mode": "100644",
                })).collect())),
                ["repository", "files", path @ ..] => {
                    let raw = path.last() == Some(&"raw");
                    let path = if raw { path.get(..path.len() - 1)? } else { path }.join("/");
                    let file = r.file.iter().find(|f| f.path == path)?;
                    Some(if raw {
                        Answer::of(200, "text/plain; charset=utf-8", file.text.clone())
                    } else {
                        Answer::json(&json!({
                            "file_name": path.rsplit('/').next(), "file_path": path, "size": file.text.len(), "encoding": "base64",
                            "content": base64(file.text.as_bytes()), "ref": "main",
                        }))
                    })
                }
                _ => None,
            }),
            _ => None,
        };
        Some(answer.unwrap_or_else(absent))
    }

    /// <https://developer.atlassian.com/cloud/bitbucket/rest/>
    fn bitbucket(&self, parts: &[&str]) -> Option<Answer> {
        let absent =
            || Answer::refusal(404, &json!({ "type": "error", "error": { "message": "Repository not found" } }));
        let answer = match parts {
            ["workspaces", name] | ["users", name] => self.account(name).map(|a| Answer::json(&json!({
                "type": "workspace", "slug": a.name, "name": a.name, "created_on": a.opened, "is_private": false,
            }))),
            ["repositories", name] => self.account(name).map(|a| Answer::json(&json!({
                "size": repositories(a), "page": 1, "pagelen": 10,
                "values": a.repository.iter().map(|r| bitbucket(a, r)).collect::<Vec<_>>(),
            }))),
            ["repositories", account, name, rest @ ..] => self.repository(account, name).and_then(|(a, r)| match rest {
                [] => Some(Answer::json(&bitbucket(a, r))),
                ["commits", ..] => {
                    let (commits, page, last) = self.page(&r.commits, 30);
                    let rows: Vec<Value> = commits.iter().filter_map(|c| c.split_once(' ')).map(|(at, author)| json!({
                        "type": "commit", "hash": digest(at), "date": at, "message": "Update",
                        "author": { "type": "author", "raw": format!("{} <{author}>", author.split('@').next().unwrap_or_default()) },
                    })).collect();
                    let mut body = json!({ "pagelen": 30, "values": rows });
                    if page < last {
                        body["next"] = json!(format!("https://{}/2.0/repositories/{}/{}/commits?page={}", self.request.host, a.name, r.name, page + 1));
                    }
                    Some(Answer::json(&body))
                }
                ["forks"] | ["watchers"] => Some(Answer::json(&json!({ "size": if rest == ["forks"] { r.forks } else { r.stars }, "values": [] }))),
                ["src"] => Some(listing(r, "")),
                ["src", _, path @ ..] => {
                    let path = path.join("/");
                    match r.file.iter().find(|f| f.path == path) {
                        Some(file) => Some(Answer::of(200, "text/plain; charset=utf-8", file.text.clone())),
                        None => Some(listing(r, &path)).filter(|_| !within(r, &path).is_empty()),
                    }
                }
                _ => None,
            }),
            _ => None,
        };
        Some(answer.unwrap_or_else(absent))
    }
}

fn repositories(account: &Account) -> u64 {
    account.repositories.unwrap_or(account.repository.len() as u64)
}

/// What lies in a folder, and whether it is a file.
fn within(repository: &Repository, folder: &str) -> std::collections::BTreeMap<String, bool> {
    let start = if folder.is_empty() { String::new() } else { format!("{}/", folder.trim_end_matches('/')) };
    let inside = repository.file.iter().filter_map(|f| f.path.strip_prefix(&start));
    inside
        .map(|rest| {
            rest.split_once('/')
                .map_or((format!("{start}{rest}"), true), |(first, _)| (format!("{start}{first}"), false))
        })
        .collect()
}

/// Every file below a folder, as Bitbucket lists it with a depth.
fn listing(repository: &Repository, folder: &str) -> Answer {
    let below = repository.file.iter().filter(|f| f.path.starts_with(folder));
    let values: Vec<Value> = below
        .map(|f| json!({ "type": "commit_file", "path": f.path, "size": f.text.len(), "attributes": [] }))
        .collect();
    Answer::json(&json!({ "pagelen": 100, "page": 1, "values": values }))
}

fn github(account: &Account, repository: &Repository) -> Value {
    let parent = repository.fork_of.as_ref().map(|full| json!({ "full_name": full }));
    json!({
        "id": number(&repository.name), "name": repository.name, "full_name": format!("{}/{}", account.name, repository.name),
        "private": false, "owner": { "login": account.name, "type": "User" }, "fork": repository.fork_of.is_some(),
        "created_at": repository.created, "updated_at": repository.pushed, "pushed_at": repository.pushed,
        "stargazers_count": repository.stars, "watchers_count": repository.stars, "forks_count": repository.forks,
        "forks": repository.forks, "size": 412, "default_branch": "main", "archived": false, "parent": parent, "source": parent,
        "html_url": format!("https://github.com/{}/{}", account.name, repository.name),
    })
}

fn gitlab_user(account: &Account) -> Value {
    json!({
        "id": number(&account.name), "username": account.name, "name": account.name, "state": "active",
        "created_at": account.opened, "web_url": format!("https://gitlab.com/{}", account.name),
    })
}

fn gitlab(account: &Account, repository: &Repository) -> Value {
    let full = format!("{}/{}", account.name, repository.name);
    let parent = repository.fork_of.as_ref().map(|full| json!({ "path_with_namespace": full }));
    json!({
        "id": number(&full), "name": repository.name, "path": repository.name, "path_with_namespace": full,
        "created_at": repository.created, "last_activity_at": repository.pushed, "default_branch": "main",
        "star_count": repository.stars, "forks_count": repository.forks, "forked_from_project": parent,
        "namespace": { "id": number(&account.name), "path": account.name, "kind": "user", "full_path": account.name },
        "owner": { "id": number(&account.name), "username": account.name }, "creator_id": number(&account.name),
        "visibility": "public", "web_url": format!("https://gitlab.com/{full}"),
    })
}

fn bitbucket(account: &Account, repository: &Repository) -> Value {
    let parent = repository.fork_of.as_ref().map(|full| json!({ "full_name": full }));
    json!({
        "type": "repository", "full_name": format!("{}/{}", account.name, repository.name), "name": repository.name,
        "slug": repository.name, "created_on": repository.created, "updated_on": repository.pushed, "is_private": false,
        "mainbranch": { "type": "branch", "name": "main" }, "parent": parent, "size": 90_112, "language": "javascript",
        "owner": { "type": "user", "nickname": account.name, "display_name": account.name, "created_on": account.opened },
        "workspace": { "type": "workspace", "slug": account.name, "name": account.name },
    })
}

/// A number that stays the same for a name.
fn number(name: &str) -> u32 {
    name.bytes().fold(17_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) >> 4
}

/// Something that looks like a digest.
fn digest(of: &str) -> String {
    format!("{:08x}", number(of)).repeat(5)
}

/// Base64 (RFC 4648, 4), in lines of 60 as GitHub gives it.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for (at, three) in bytes.chunks(3).enumerate() {
        let byte = |n: usize| u32::from(three.get(n).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for n in 0..4 {
            let letter = LETTERS.get((bits >> (18 - 6 * n) & 63) as usize).copied().unwrap_or(b'=');
            text.push(if n <= three.len() { char::from(letter) } else { '=' });
        }
        if at % 15 == 14 {
            text.push('\n');
        }
    }
    text
}
