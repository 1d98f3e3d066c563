//! What an employer's own site says about it: names, addresses, numbers, mail domains, and its notice about recruitment
//! fraud.
//!
//! The site is read as a careful person would: the home page, what it links to as careers, contact and fraud notice, and
//! where it links to none, the usual paths; eight pages at most, all within the hosts that the question names.

mod facts;
mod notice;

use analyzer::case::Question;
use serde::Serialize;

use super::visit::{self, Aim, Visit};
use crate::{Answer, Web};

/// What the site says, as `lookups.json` documents it for the kind `company`.
#[derive(Debug, Default, Serialize)]
struct Record {
    organisation: String,
    site: String,
    names: Vec<String>,
    same_as: Vec<String>,
    addresses: Vec<facts::Address>,
    phones: Vec<String>,
    domains: Vec<String>,
    notice: Option<notice::Notice>,
    pages: Vec<String>,
}

/// Asks it.
pub async fn ask(question: &Question, web: Web<'_>) -> Answer {
    let hosts = visit::hosts(&question.places);
    if hosts.is_empty() {
        return Answer::not_asked("no site of it is known");
    }
    let mut visit = Visit::new(web, question.audience, hosts.clone());
    let mut record = Record { organisation: question.subject.clone(), ..Record::default() };
    visit.homes().await;
    if visit.seen.is_empty() {
        return visit.nothing();
    }
    // What is linked first, for it is certain; what is only usual last.
    for aim in [Aim::Notice, Aim::Careers, Aim::Notice, Aim::Contact] {
        visit.follow(aim).await;
    }
    let noticed = |visit: &Visit<'_>| visit.seen.iter().any(|page| notice::of(&page.document, &page.url).is_some());
    if !visit.has(Aim::Careers) && visit.guess(Aim::Careers, &["/careers", "/recruit"]).await {
        visit.follow(Aim::Notice).await;
    }
    for path in ["/careers/recruitment-fraud", "/recruitment-fraud", "/fraud-alert"] {
        if !noticed(&visit) {
            visit.guess(Aim::Notice, &[path]).await;
        }
    }
    record.site = visit.seen.first().map(|page| page.url.to_string()).unwrap_or_default();
    record.pages = visit.seen.iter().map(|page| page.url.to_string()).collect();
    record.notice =
        visit.seen.iter().filter_map(|page| notice::of(&page.document, &page.url)).max_by_key(notice::Notice::weight);
    for page in &visit.seen {
        facts::gather(page.aim, &page.document, &hosts, &mut record);
    }
    if let Some(notice) = &record.notice {
        record.domains.extend(notice.domains());
    }
    facts::tidy(&mut record);
    Answer::found(record).asking(visit.asked)
}
