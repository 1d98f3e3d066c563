//! A web page: what it says, as evidence and for whoever judges it.

use analyzer::case::Question;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use url::Url;

use crate::document::Document;
use crate::{Answer, Failure, Request, Response, Web};

/// The record of a page.
#[derive(Debug, Serialize)]
struct Page {
    /// The status.
    status: u16,
    /// The address that answered, after redirects.
    url: String,
    /// Its media type as told.
    #[serde(skip_serializing_if = "Option::is_none")]
    media_type: Option<String>,
    /// Its title.
    title: Option<String>,
    /// What a reader sees.
    text: String,
    /// Structured data, each block as it stands.
    json_ld: Vec<Value>,
    /// Where it leads.
    links: Vec<String>,
    /// `sha256:…` of its bytes, content encodings taken off: the payload digest of the evidence.
    digest: String,
}

impl Page {
    fn of(response: &Response) -> Self {
        let document = Document::read(response);
        Self {
            status: response.status,
            url: response.url.to_string(),
            media_type: response.media_type(),
            text: document.text(),
            links: document.addresses(),
            title: document.title,
            json_ld: document.data,
            digest: format!("sha256:{:x}", Sha256::digest(&response.body)),
        }
    }
}

/// Asks it: the subject is the page's address. A page that the site says isn't there (404, 410) is absent; any other
/// status than success is no answer.
pub async fn ask(question: &Question, web: Web<'_>) -> Answer {
    let Some(url) = address(&question.subject) else {
        return Answer::not_asked("this is no address of a page");
    };
    let asked = [url.to_string()];
    let response = match web.fetch.get(Request::page(url, question.audience)).await {
        Ok(response) => response,
        Err(failure) => return Answer::from(failure).asking(asked),
    };
    match response.status {
        200..300 => Answer::found(Page::of(&response)),
        404 | 410 => {
            Answer { record: serde_json::to_value(Page::of(&response)).unwrap_or_default(), ..Answer::absent() }
        }
        status => Failure::Status(response.host().to_owned(), status).into(),
    }
    .asking(asked)
}

/// An address of the web, which may have been written without its scheme.
pub(crate) fn address(written: &str) -> Option<Url> {
    let written = written.trim();
    let whole = if written.contains("://") { written.to_owned() } else { format!("https://{written}") };
    let url = Url::parse(&whole).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|h| h.contains('.'))).then_some(url)
}
