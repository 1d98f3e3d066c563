//! The outside as it was recorded: nothing here reaches further than this file.

use std::collections::HashMap;
use std::sync::Mutex;

use analyzer::case::{Audience, Lookup, Question, QuestionKind};
use lookup::{Failure, Fetch, Later, Names, RecordType, Request, Response, Services, Web};

/// What hosts answer, and what was asked of them.
#[derive(Default)]
pub struct Recorded {
    pages: HashMap<String, (u16, &'static str, Vec<u8>)>,
    names: HashMap<(String, RecordType), Result<Vec<String>, Failure>>,
    asked: Mutex<Vec<String>>,
}

impl Recorded {
    /// The same with an address and what it answers.
    pub fn page(mut self, url: &str, status: u16, media: &'static str, body: impl AsRef<[u8]>) -> Self {
        self.pages.insert(url.to_owned(), (status, media, body.as_ref().to_vec()));
        self
    }

    /// The same with records of a name.
    pub fn records(mut self, name: &str, of: RecordType, records: &[&str]) -> Self {
        let records = records.iter().map(|record| (*record).to_owned()).collect();
        self.names.insert((name.to_owned(), of), Ok(records));
        self
    }

    /// The same with a name server that doesn't answer.
    pub fn silence(mut self, name: &str, of: RecordType) -> Self {
        self.names.insert((name.to_owned(), of), Err(Failure::TimedOut("ns1.acme.example".into())));
        self
    }

    /// Asks a question of these records.
    pub async fn ask(&self, kind: QuestionKind, subject: &str, services: &Services) -> Lookup {
        let question = Question {
            kind,
            subject: subject.to_owned(),
            places: Vec::new(),
            seeks: Vec::new(),
            audience: Audience::Public,
        };
        let web = Web { fetch: self, names: self, services };
        lookup::ask(&question, web, false).await
    }

    /// What was really asked, in order.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Fetch for Recorded {
    fn get(&self, request: Request) -> Later<'_, Result<Response, Failure>> {
        assert_eq!(request.audience, Audience::Public);
        self.asked.lock().unwrap().push(request.url.to_string());
        let answer = match self.pages.get(request.url.as_str()) {
            Some((status, media, body)) => Ok(Response {
                status: *status,
                headers: vec![("content-type".to_owned(), (*media).to_owned())],
                body: body.clone(),
                at: "2026-05-12T06:20:00Z".parse().unwrap(),
                url: request.url,
            }),
            None => Err(Failure::Broken(format!("nothing is recorded for {}", request.url))),
        };
        Box::pin(std::future::ready(answer))
    }
}

impl Names for Recorded {
    fn records<'a>(&'a self, name: &'a str, of: RecordType) -> Later<'a, Result<Vec<String>, Failure>> {
        self.asked.lock().unwrap().push(format!("{name} {of:?}"));
        let answer = self.names.get(&(name.to_owned(), of)).cloned().unwrap_or_else(|| Ok(Vec::new()));
        Box::pin(std::future::ready(answer))
    }
}
