//! A repository of code that a message names: how old it and its owner's account are, whose its history is, and what in it
//! runs by itself. Everything is read through the forge's documented interface for programs and its raw files, without an
//! account; nothing is cloned, and nothing is run.
//!
//! What could not be read is named in `not_read`, and its fields are missing: an empty `run_on_open` means that somebody
//! looked.

mod asking;
mod bitbucket;
mod github;
mod gitlab;
mod history;
mod place;
mod runs;

use analyzer::case::Question;
use serde::Serialize;

pub(crate) use asking::Asking;
use history::History;
use place::{Forge, Place};
use runs::Runs;

use crate::{Answer, Failure, Web};

/// The record of a repository.
#[derive(Debug, Default, Serialize)]
struct Repository {
    /// `github`, `gitlab` or `bitbucket`.
    forge: &'static str,
    /// `owner/name`, as the forge writes it.
    name: String,
    /// When it was made.
    created_at: Option<String>,
    /// When something was last pushed, or, where the forge tells no more, changed.
    pushed_at: Option<String>,
    /// Whose it is.
    account: Option<String>,
    /// When that account was opened.
    account_created_at: Option<String>,
    /// How many public repositories the account has.
    account_repositories: Option<u64>,
    /// The date of the oldest commit, where the history was read to its end.
    first_commit_at: Option<String>,
    /// How many commits were read.
    commits_read: Option<usize>,
    /// How many of those are dated before the account was opened.
    commits_before_account: Option<usize>,
    /// Mail addresses of the commits' authors, programs aside.
    authors: Option<Vec<String>>,
    /// How many accounts marked it.
    stars: Option<u64>,
    /// How many copies were made of it.
    forks: Option<u64>,
    /// What it is a copy of.
    fork_of: Option<String>,
    /// What in it runs by itself.
    run_on_open: Option<Vec<Runs>>,
    /// What could not be read of all this.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_read: Vec<&'static str>,
}

impl Repository {
    /// Takes what a part of the look-up found; a part that failed is named, and nothing else.
    fn take<T>(&mut self, part: &'static str, found: Result<T, Failure>, set: impl FnOnce(&mut Self, T)) {
        match found {
            Ok(value) => set(self, value),
            Err(_) => self.not_read.push(part),
        }
    }

    /// Fills in what the history tells. The account's opening has to be known by then.
    fn tell(&mut self, history: History) {
        self.commits_before_account = self.account_created_at.as_deref().and_then(|opened| history.before(opened));
        self.first_commit_at = history.first();
        self.commits_read = Some(history.commits.len());
        if !history.complete {
            self.not_read.push("the beginning of the history");
        }
        self.authors = Some(history.authors());
    }
}

/// Asks it: the subject is the repository's address. One that the forge doesn't show is absent: not public, or gone.
pub async fn ask(question: &Question, web: Web<'_>) -> Answer {
    let Some(place) = Place::of(&question.subject) else {
        return Answer::not_asked("this is no repository at a forge that is known (GitHub, GitLab, Bitbucket)");
    };
    let base = match place.forge {
        Forge::GitHub => &web.services.github,
        Forge::GitLab => &web.services.gitlab,
        Forge::Bitbucket => &web.services.bitbucket,
    };
    let mut asking = Asking::new(web, base);
    let read = match place.forge {
        Forge::GitHub => github::read(&place, &mut asking).await,
        Forge::GitLab => gitlab::read(&place, &mut asking).await,
        Forge::Bitbucket => bitbucket::read(&place, &mut asking).await,
    };
    match read {
        Ok(Some(repository)) => Answer::found(repository),
        Ok(None) => Answer { why: Some("not public or gone".to_owned()), ..Answer::absent() },
        Err(failure) => failure.into(),
    }
    .asking(asking.asked)
}
