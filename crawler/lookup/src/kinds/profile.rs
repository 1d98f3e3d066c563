//! A public profile: what a site shows to everybody about a person whose profile's address was handed in.
//!
//! Only the address itself is asked, once, as who we are. Where the site shows profiles to its members only (LinkedIn
//! answers with status 999 or leads to a page for signing in) that is its right: the answer is [`NOT_VISIBLE`] with the
//! [`STEPS`] by which a person hands in what they can see themselves. Nothing is tried to get round it: no other user
//! agent, no cache, no archive, no site for telephones.

mod forge;
mod person;

use analyzer::case::Question;
use analyzer::finding::Text;
use serde::Serialize;
use serde_json::{Value, json};
use url::Url;

use super::page::address;
use crate::document::Document;
use crate::{Answer, Failure, Request, Response, Web};

/// Why a profile could not be read.
pub const NOT_VISIBLE: Text = Text {
    en: "not visible without signing in: save the page and hand it in",
    ko: "로그인하지 않으면 보이지 않습니다. 페이지를 저장해서 제출하세요",
};

/// How a person hands in a profile that they can see.
pub const STEPS: [Text; 3] = [
    Text {
        en: "Open the profile in your own browser, signed in as you always are.",
        ko: "평소처럼 로그인한 본인의 브라우저에서 프로필을 여세요.",
    },
    Text {
        en: "Save it: “Save page as…”, complete page – or print it to PDF, or use the profile's own “Save to PDF”.",
        ko: "‘다른 이름으로 저장’에서 전체 웹페이지로 저장하거나, PDF로 인쇄하거나, 프로필의 ‘PDF로 저장’을 쓰세요.",
    },
    Text {
        en: "Hand that file in together with the message.", ko: "저장한 파일을 메시지와 함께 제출하세요."
    },
];

/// The record of a profile. What the site doesn't show is missing, and never made up.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
struct Profile {
    /// The address that answered.
    url: String,
    /// The person's name.
    name: Option<String>,
    /// The line under it, or the job title.
    headline: Option<String>,
    /// The present employer; the first of several.
    employer: Option<String>,
    /// All employers named as present.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    employers: Vec<String>,
    /// Where.
    location: Option<String>,
    /// Address of the picture, which is not fetched.
    photo: Option<String>,
    /// When the account was opened, where the site tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    joined: Option<String>,
    /// The site says that there is no such profile, or shows a nameless member.
    gone: bool,
}

/// Asks it: the subject is the profile's address.
pub async fn ask(question: &Question, web: Web<'_>) -> Answer {
    let Some(url) = address(&question.subject) else {
        return Answer::not_asked("this is no address of a profile");
    };
    if let Some(login) = forge::github_login(&url) {
        return forge::github(&login, web).await;
    }
    let asked = [url.to_string()];
    let answer = match web.fetch.get(Request::page(url, question.audience)).await {
        Ok(response) => read(&response),
        // A site that asks programs to stay away, or leads elsewhere, is as closed to us as one that wants a password.
        Err(failure @ (Failure::Robots(_) | Failure::Forbidden(_))) => {
            let why = format!("{failure}; {}", NOT_VISIBLE.en);
            Answer { why: Some(why), record: hand_in(&question.subject), ..Answer::from(failure) }
        }
        Err(failure) => failure.into(),
    };
    answer.asking(asked)
}

/// What an answer says.
fn read(response: &Response) -> Answer {
    let url = response.url.as_str();
    match response.status {
        404 | 410 => gone(url),
        200..300 => {
            let document = Document::read(response);
            match person::of(&document, &response.url) {
                Some(profile) if profile.gone => gone(url),
                Some(profile) => Answer::found(profile),
                None if is_wall(&response.url, &document) => not_visible(url),
                None => {
                    Answer { record: hand_in(url), ..Answer::failed("the page tells of no person in a known form") }
                }
            }
        }
        // 999 is LinkedIn's own way to say that it serves no programs.
        401 | 403 | 451 | 999 => not_visible(url),
        status => Failure::Status(response.host().to_owned(), status).into(),
    }
}

/// There is no such profile.
fn gone(url: &str) -> Answer {
    let profile = Profile { url: url.to_owned(), gone: true, ..Profile::default() };
    Answer { record: serde_json::to_value(profile).unwrap_or_default(), ..Answer::absent() }
}

/// The site shows it to its members only.
fn not_visible(url: &str) -> Answer {
    Answer { record: hand_in(url), ..Answer::failed(NOT_VISIBLE.en) }
}

/// What to do instead, in both languages.
fn hand_in(url: &str) -> Value {
    json!({
        "url": url,
        "hand_in": {
            "why": { "en": NOT_VISIBLE.en, "ko": NOT_VISIBLE.ko },
            "steps": { "en": STEPS.map(|s| s.en), "ko": STEPS.map(|s| s.ko) },
        },
    })
}

/// Whether a page without a person wants the visitor to sign in: by where it is, by its title, or by its password field.
fn is_wall(url: &Url, document: &Document) -> bool {
    const PATHS: [&str; 8] = ["authwall", "login", "signin", "sign-in", "signup", "checkpoint", "join", "uas"];
    const TITLES: [&str; 8] =
        ["sign in", "sign up", "log in", "login", "join linkedin", "로그인", "회원가입", "anmelden"];
    let path = url.path_segments().and_then(|mut s| s.next()).unwrap_or("").to_lowercase();
    let title = document.title.as_deref().unwrap_or("").to_lowercase();
    document.asks_password || PATHS.contains(&path.as_str()) || TITLES.iter().any(|t| title.contains(t))
}
