//! A web of recorded answers.

use std::path::Path;
use std::sync::Mutex;

use analyzer::case::{Audience, Lookup, Question, QuestionKind};
use lookup::{Failure, Fetch, Later, Names, RecordType, Request, Response, Services, Web};
use url::Url;

/// What an address answers.
#[derive(Clone)]
pub struct Recorded {
    status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    at: Option<String>,
}

/// A success with a file of `tests/recorded`.
pub fn file(name: &str) -> Recorded {
    let body = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recorded").join(name)).unwrap();
    let kind = if name.ends_with(".json") { "application/json; charset=utf-8" } else { "text/html" };
    Recorded { status: 200, headers: vec![("content-type".into(), kind.into())], body, at: None }
}

/// A status with words.
pub fn status(status: u16, body: &str) -> Recorded {
    Recorded { status, headers: Vec::new(), body: body.as_bytes().to_vec(), at: None }
}

impl Recorded {
    /// The same with a header field.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The same, answered by another address after a redirect.
    pub fn at(mut self, url: &str) -> Self {
        self.at = Some(url.into());
        self
    }
}

/// The recorded web: what isn't recorded isn't there (404).
#[derive(Default)]
pub struct Site {
    pub answers: Vec<(String, Result<Recorded, Failure>)>,
    pub asked: Mutex<Vec<Request>>,
}

impl Site {
    /// With one more address.
    pub fn at(mut self, url: &str, answer: Recorded) -> Self {
        self.answers.push((url.into(), Ok(answer)));
        self
    }

    /// With an address that fails.
    pub fn failing(mut self, url: &str, failure: Failure) -> Self {
        self.answers.push((url.into(), Err(failure)));
        self
    }

    /// Asks a question.
    pub fn ask(&self, kind: QuestionKind, subject: &str) -> Lookup {
        let services = Services::default();
        let question =
            Question { kind, subject: subject.into(), places: vec![], seeks: vec![], audience: Audience::Public };
        let web = Web { fetch: self, names: self, services: &services };
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(lookup::ask(&question, web, false))
    }
}

impl Fetch for Site {
    fn get(&self, request: Request) -> Later<'_, Result<Response, Failure>> {
        let url = request.url.to_string();
        self.asked.lock().unwrap().push(request.clone());
        let found = self.answers.iter().find(|(at, _)| *at == url).map(|(_, answer)| answer.clone());
        Box::pin(async move {
            let answer = found.unwrap_or_else(|| Ok(status(404, r#"{"message":"Not Found"}"#)))?;
            Ok(Response {
                url: answer.at.map_or(request.url, |at| Url::parse(&at).unwrap()),
                status: answer.status,
                headers: answer.headers,
                body: answer.body,
                at: "2026-05-04T09:00:00Z".parse().unwrap(),
            })
        })
    }
}

impl Names for Site {
    fn records<'a>(&'a self, _name: &'a str, _of: RecordType) -> Later<'a, Result<Vec<String>, Failure>> {
        Box::pin(async { Ok(Vec::new()) })
    }
}
