//! Whether an employer's own job board lists a role like the one that is offered.
//!
//! The boards of vendors are asked through the interfaces that their own career pages use, all of them public; a board that
//! no list names is looked for on the careers pages, and where there is none, the pages' own data (schema.org
//! `JobPosting`) are read.
//!
//! "Nothing like it is listed" is said only of a board that was there, listed something, and was read to its end. Whatever
//! falls short of that is "failed", for a board may be down, moved, or written in another language.

mod ashby;
mod greenhouse;
mod greetinghr;
mod lever;
mod pages;
mod place;
mod recruitee;
mod smartrecruiters;
mod teamtailor;
mod workable;
mod workday;

use analyzer::case::{LookupResult, Question};
use analyzer::text::titles::{Likeness, likeness};
use serde::Serialize;
use serde::de::DeserializeOwned;
use url::Url;

use super::visit::{self, Aim, Visit};
use crate::{Answer, Failure, Request, Response, Services, Web};
use place::Place;

/// Most titles of one board that are kept.
pub const MOST_TITLES: usize = 500;

/// Most pages of one board's list that are asked for.
const MOST_LISTS: usize = 6;

/// Most boards of one employer.
const MOST_BOARDS: usize = 4;

/// Longest title and address that are kept, in characters.
const LONGEST: usize = 300;

/// A role on a board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Posting {
    title: String,
    url: String,
}

impl Posting {
    fn new(title: &str, url: &str) -> Self {
        let short = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect();
        Self { title: short(title), url: short(url) }
    }
}

/// What a board lists.
#[derive(Debug, Default)]
struct Listing {
    /// Where people see it.
    board: String,
    postings: Vec<Posting>,
    /// Whether that is all of it, or all that a search for the role brings up.
    complete: bool,
}

/// Asks it.
pub async fn ask(question: &Question, web: Web<'_>) -> Answer {
    let boards: Vec<Place> = question.places.iter().filter_map(|place| Place::named(place)).collect();
    let mut hosts = visit::hosts(&question.places);
    hosts.retain(|host| !boards.iter().any(|board| board.host.as_deref() == Some(host)));
    if boards.is_empty() && hosts.is_empty() {
        return Answer::not_asked("no job board and no careers site of it is known");
    }
    let mut errand = Errand { web, asked: Vec::new(), seeks: &question.seeks };
    let mut seen = Gathered::default();
    seen.ask(&mut errand, &boards).await;
    // The careers pages lead to boards that are not known, and to the sites of those that are known by name alone.
    if !seen.settled(&question.seeks) && !hosts.is_empty() {
        let mut visit = Visit::new(web, question.audience, hosts);
        visit.homes().await;
        visit.follow(Aim::Careers).await;
        visit.follow(Aim::Careers).await;
        let mut linked = place::linked(&visit.seen, web.services);
        linked.retain(|board| !boards.contains(board));
        // A board known by its tenant alone is the one whose site the pages tell.
        seen.failures.retain(|(board, _)| !linked.iter().any(|l| l.vendor == board.vendor && l.tenant == board.tenant));
        seen.ask(&mut errand, &linked).await;
        if seen.listings.is_empty() && linked.is_empty() {
            match pages::listing(&visit.seen, &question.seeks) {
                Some(listing) => seen.listings.push((visit.subject(), listing)),
                None => {
                    seen.whys.push(visit.why_nothing().unwrap_or_else(|| {
                        "its careers pages list no roles in a form that programs can read".to_owned()
                    }))
                }
            }
        }
        errand.asked.append(&mut visit.asked);
    }
    seen.answer(&question.seeks).asking(errand.asked)
}

/// What the boards of an employer list, and which of them could not be read.
#[derive(Debug, Default)]
struct Gathered {
    /// Tenant and listing.
    listings: Vec<(String, Listing)>,
    failures: Vec<(Place, String)>,
    whys: Vec<String>,
}

/// What is recorded, as `lookups.json` documents it for the kind `job-board`.
#[derive(Debug, Serialize)]
struct Record {
    tenant: String,
    board: String,
    titles: Vec<String>,
    matching: Vec<Posting>,
}

impl Gathered {
    async fn ask(&mut self, errand: &mut Errand<'_>, boards: &[Place]) {
        for board in boards.iter().take(MOST_BOARDS) {
            match board.listing(errand).await {
                Ok(Some(listing)) if listing.postings.is_empty() => {
                    self.failures.push((board.clone(), format!("the board {} lists nothing at all", board.name())));
                }
                Ok(Some(mut listing)) => {
                    listing.complete &= listing.postings.len() <= MOST_TITLES;
                    listing.postings.truncate(MOST_TITLES);
                    self.listings.push((board.name(), listing));
                }
                Ok(None) => self.failures.push((board.clone(), format!("there is no board {}", board.name()))),
                Err(failure) => self.failures.push((board.clone(), failure.to_string())),
            }
        }
    }

    /// Whether nothing more needs to be asked: a role like it was found, or every board was read to its end.
    fn settled(&self, seeks: &[String]) -> bool {
        let found = self.listings.iter().any(|(_, l)| !matching(l, seeks).is_empty());
        found || !self.listings.is_empty() && self.failures.is_empty()
    }

    fn answer(self, seeks: &[String]) -> Answer {
        let listed = |(tenant, listing): &(String, Listing)| Record {
            tenant: tenant.clone(),
            board: listing.board.clone(),
            titles: listing.postings.iter().map(|p| p.title.clone()).collect(),
            matching: matching(listing, seeks),
        };
        if let Some(found) = self.listings.iter().find(|(_, l)| !matching(l, seeks).is_empty()) {
            return Answer::found(listed(found));
        }
        let unread = self.failures.into_iter().map(|(_, why)| why).chain(self.whys).next();
        let Some(first) = self.listings.first() else {
            return Answer::failed(unread.unwrap_or_else(|| "no board of it could be read".to_owned()));
        };
        if seeks.is_empty() {
            return Answer::found(listed(first));
        }
        if let Some(why) = unread {
            return Answer::failed(why);
        }
        if let Some((tenant, _)) = self.listings.iter().find(|(_, l)| !l.complete) {
            return Answer::failed(format!("the board {tenant} lists more roles than were read"));
        }
        let foreign = |l: &Listing| {
            l.postings.iter().any(|p| seeks.iter().any(|s| likeness(s, &p.title) == Likeness::CannotTell))
        };
        if self.listings.iter().any(|(_, l)| foreign(l)) {
            return Answer::failed("the board lists roles in words of another language");
        }
        Answer { result: LookupResult::Absent, ..Answer::found(listed(first)) }
    }
}

/// The roles of a listing that are like one of those that are sought.
fn matching(listing: &Listing, seeks: &[String]) -> Vec<Posting> {
    const MOST: usize = 10;
    let like = |posting: &&Posting| seeks.iter().any(|sought| likeness(sought, &posting.title) == Likeness::Alike);
    listing.postings.iter().filter(like).take(MOST).cloned().collect()
}

/// What boards are asked for; whom was asked is written down.
struct Errand<'w> {
    web: Web<'w>,
    asked: Vec<String>,
    seeks: &'w [String],
}

impl Errand<'_> {
    fn services(&self) -> &Services {
        self.web.services
    }

    /// What an address answers; `None` where there is no such thing.
    async fn answer(&mut self, request: Request) -> Result<Option<Response>, Failure> {
        let address = request.url.to_string();
        if !self.asked.contains(&address) {
            self.asked.push(address);
        }
        let response = self.web.fetch.get(request).await?;
        match response.status {
            404 | 410 => Ok(None),
            _ if response.is_success() => Ok(Some(response)),
            status => Err(Failure::Status(response.host().to_owned(), status)),
        }
    }

    /// The same as JSON of a documented form.
    async fn json<T: DeserializeOwned>(&mut self, request: Request) -> Result<Option<T>, Failure> {
        self.answer(request).await?.map(|response| response.json()).transpose()
    }
}

/// The address of a path below a service's base, the tenant put in its place.
fn address(base: &str, tenant: &str, path: &str) -> Result<Url, Failure> {
    let whole = format!("{}{path}", base.replace("{tenant}", tenant));
    Url::parse(&whole).map_err(|_| Failure::Forbidden(format!("{tenant} is no name of a board")))
}
