//! Profiles at a forge of code that tells them to programs.

use serde::Deserialize;

use super::{Profile, gone};
use crate::kinds::repository::Asking;
use crate::{Answer, Web};

/// First segments of addresses at GitHub that are no account.
const NO_ACCOUNT: [&str; 16] = [
    "about", "apps", "blog", "collections", "contact", "customer-stories", "enterprise", "explore", "features",
    "login", "marketplace", "orgs", "pricing", "settings", "sponsors", "topics",
];

/// A user as GitHub tells everybody ("Get a user",
/// <https://docs.github.com/en/rest/users/users#get-a-user>).
#[derive(Debug, Deserialize)]
struct User {
    html_url: Option<String>,
    name: Option<String>,
    company: Option<String>,
    location: Option<String>,
    bio: Option<String>,
    avatar_url: Option<String>,
    created_at: Option<String>,
}

/// The account whose page an address is.
pub(super) fn github_login(url: &url::Url) -> Option<String> {
    if !matches!(url.host_str()?, "github.com" | "www.github.com") {
        return None;
    }
    let mut segments = url.path_segments()?.filter(|s| !s.is_empty());
    let login = segments.next()?;
    let is_account = login.len() <= 39 && login.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (is_account && segments.next().is_none() && !NO_ACCOUNT.contains(&login)).then(|| login.to_owned())
}

/// Asks GitHub's interface for an account.
pub(super) async fn github(login: &str, web: Web<'_>) -> Answer {
    let mut asking = Asking::new(web, &web.services.github);
    let page = format!("https://github.com/{login}");
    let answer = match asking.json::<User>(&["users", login], &[]).await {
        Ok(Some(user)) => {
            // `@acme` names the account of an employer.
            let employer = filled(user.company).map(|c| c.trim_start_matches('@').trim().to_owned());
            Answer::found(Profile {
                url: filled(user.html_url).unwrap_or(page),
                name: filled(user.name),
                headline: filled(user.bio),
                employers: employer.iter().cloned().collect(),
                employer,
                location: filled(user.location),
                photo: filled(user.avatar_url),
                joined: filled(user.created_at),
                gone: false,
            })
        }
        Ok(None) => gone(&page),
        Err(failure) => failure.into(),
    };
    answer.asking(asking.asked)
}

fn filled(text: Option<String>) -> Option<String> {
    text.map(|t| crate::document::folded(crate::document::cut(&t, 500))).filter(|t| !t.is_empty())
}
