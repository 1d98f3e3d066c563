//! Asks the questions of a case, several at once, and answers in their order.

use std::sync::Arc;

use analyzer::case::{Audience, Lookup, Question};
use futures_util::{StreamExt, stream};
use jiff::Timestamp;

use crate::{Answer, Client, Failure, Services, Settings, Shelf, Web, kinds};

/// Where questions are handed in. One desk keeps the pace, the cache and the connections of everything asked at it.
pub struct Desk {
    runtime: tokio::runtime::Runtime,
    client: Client,
    services: Services,
    at_once: usize,
    visit_contact: bool,
}

impl Desk {
    /// Opens a desk as the operator wants it.
    ///
    /// # Errors
    /// One line that says which setting can't be used.
    pub fn open(settings: &Settings, shelf: Arc<dyn Shelf>) -> Result<Self, String> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|e| format!("threads for look-ups can't be started: {e}"))?;
        let client = {
            let _inside = runtime.enter();
            Client::new(settings, shelf)?
        };
        let services = settings.services.clone();
        Ok(Self { runtime, client, services, at_once: settings.at_once.max(1), visit_contact: settings.visit_contact })
    }

    /// The answers to questions, in their order. `told` hears of each as it comes.
    pub fn ask(&self, questions: &[Question], told: impl Fn(&Lookup)) -> Vec<Lookup> {
        let web = Web { fetch: &self.client, names: &self.client, services: &self.services };
        self.runtime.block_on(ask_all(questions, web, self.at_once, self.visit_contact, told))
    }
}

/// Asks several questions at once and answers in their order. What would tell the contact is not asked unless
/// `visit_contact` allows it.
pub async fn ask_all(
    questions: &[Question],
    web: Web<'_>,
    at_once: usize,
    visit_contact: bool,
    told: impl Fn(&Lookup),
) -> Vec<Lookup> {
    let told = &told;
    let asking = questions.iter().map(|question| async move {
        let lookup = ask(question, web, visit_contact).await;
        told(&lookup);
        lookup
    });
    stream::iter(asking).buffered(at_once).collect().await
}

/// Asks one question and gives the answer the form in which it is recorded and judged.
pub async fn ask(question: &Question, web: Web<'_>, visit_contact: bool) -> Lookup {
    let answer = if question.audience == Audience::Contact && !visit_contact {
        Answer::from(Failure::TellsContact(host_of(&question.subject)))
    } else {
        kinds::ask(question, web).await
    };
    Lookup {
        kind: question.kind.word().to_owned(),
        subject: question.subject.clone(),
        asked_at: Some(Timestamp::now()),
        result: answer.result,
        record: answer.record,
        asked: answer.asked,
        why: answer.why,
    }
}

fn host_of(subject: &str) -> String {
    url::Url::parse(subject).ok().and_then(|u| u.host_str().map(str::to_owned)).unwrap_or_else(|| subject.to_owned())
}
