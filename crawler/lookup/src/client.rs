//! The guarded client: the one way out.
//!
//! Every address that is visited, each redirect among them, passes the same line: who learns of it, its scheme, port and
//! host (`guard`), robots.txt where it is a page (`robots`), the shelf (`cache`), the host's pace (`pace`), and one
//! bounded exchange (`transport`) over connections that go only to addresses looked up and checked by ourselves
//! (`resolver`, `addresses`). Nothing of it can be turned off by what a host answers.

mod addresses;
mod cache;
mod guard;
mod pace;
mod resolver;
mod retry;
mod robots;
mod transport;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use analyzer::case::Audience;
use jiff::Timestamp;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use tokio::time::Instant;
use url::Url;

use self::addresses::Addresses;
use self::cache::{Fresh, Stored};
use self::guard::Scope;
use self::pace::Pace;
use self::resolver::Resolver;
use self::robots::Robots;
use self::transport::{Call, Transport};
use crate::{Cached, Failure, Fetch, Later, Names, RecordType, Request, Response, Settings, Shelf};

/// Most redirects of one request.
const MOST_REDIRECTS: usize = 5;
/// How long the answer to something posted is good for: searches, which no host marks as fresh.
const POSTED: Duration = Duration::from_secs(3600);
/// How long a robots.txt is good for (RFC 9309, 2.4), and that it could not be read.
const ROBOTS: Duration = Duration::from_secs(24 * 3600);
const NO_ROBOTS: Duration = Duration::from_secs(600);
/// Origins whose robots.txt is remembered.
const MOST_ORIGINS: usize = 256;
/// The longest body that is posted.
const MOST_POSTED: usize = 64 << 10;

/// Asks the open web, carefully. Cheap to clone; clones keep one pace.
#[derive(Clone)]
pub struct Client {
    /// None when everything is off.
    online: Option<Arc<Online>>,
}

struct Online {
    settings: Settings,
    addresses: Arc<Addresses>,
    resolver: Arc<Resolver>,
    transport: Transport,
    pace: Pace,
    shelf: Arc<dyn Shelf>,
    robots: Mutex<HashMap<String, Arc<tokio::sync::Mutex<Option<Told>>>>>,
}

/// What an origin's robots.txt says, or why that isn't known.
#[derive(Clone)]
struct Told {
    robots: Result<Arc<Robots>, Failure>,
    until: Instant,
}

/// The time that is left for a request. Waiting for one's turn costs nothing of it.
struct Left(Duration);

impl Client {
    /// A client by the operator's settings, which keeps what it asked on a shelf.
    ///
    /// # Errors
    /// One line that says which setting can't be followed.
    pub fn new(settings: &Settings, shelf: Arc<dyn Shelf>) -> Result<Self, String> {
        let addresses = Arc::new(match &settings.for_tests {
            Some(tests) => Addresses::only(&tests.networks)?,
            None => Addresses::public(),
        });
        let resolver = Arc::new(Resolver::new(settings)?);
        let transport = Transport::new(settings, &resolver, &addresses)?;
        let pace = Pace::new(settings.per_minute, settings.at_once);
        let settings = settings.clone();
        let online = Online { settings, addresses, resolver, transport, pace, shelf, robots: Mutex::default() };
        Ok(Self { online: Some(Arc::new(online)) })
    }

    /// A client that asks nobody anything.
    #[must_use]
    pub fn offline() -> Self {
        Self { online: None }
    }
}

impl Fetch for Client {
    fn get(&self, request: Request) -> Later<'_, Result<Response, Failure>> {
        Box::pin(async move {
            match &self.online {
                Some(online) => online.get(request).await,
                None => Err(Failure::Offline),
            }
        })
    }
}

impl Names for Client {
    fn records<'a>(&'a self, name: &'a str, of: RecordType) -> Later<'a, Result<Vec<String>, Failure>> {
        Box::pin(async move {
            match &self.online {
                Some(online) => online.resolver.records(name, of).await,
                None => Err(Failure::Offline),
            }
        })
    }
}

impl Online {
    async fn get(&self, request: Request) -> Result<Response, Failure> {
        let host = request.url.host_str().unwrap_or_default();
        if request.audience == Audience::Contact && !self.settings.visit_contact {
            return Err(Failure::TellsContact(host.to_owned()));
        }
        if request.json.as_ref().is_some_and(|json| json.len() > MOST_POSTED) {
            return Err(Failure::TooMuch(format!("more was to be sent to {host} than is")));
        }
        let scope = Scope::of(&request.url, &request.within);
        let fresh = if request.json.is_some() { Fresh::For(POSTED) } else { Fresh::AsTold };
        let call = Call {
            url: request.url,
            accept: request.accept,
            json: request.json,
            conditions: HeaderMap::new(),
            most: self.settings.most_bytes,
            cut: false,
        };
        let mut left = Left(Duration::from_secs(self.settings.seconds.max(1)));
        let answer = self.follow(call, &scope, request.robots, fresh, &mut left).await?;
        let url = Url::parse(&answer.url).map_err(|e| Failure::Malformed(e.to_string()))?;
        Ok(Response { url, status: answer.status, headers: answer.headers, body: answer.body, at: answer.at })
    }

    /// Asks at an address and wherever it leads, each of them checked like the first.
    async fn follow(
        &self,
        mut call: Call,
        scope: &Scope,
        robots: bool,
        fresh: Fresh,
        left: &mut Left,
    ) -> Result<Cached, Failure> {
        let mut from: Option<Url> = None;
        for _ in 0..=MOST_REDIRECTS {
            call.url = guard::check(&call.url, scope, &self.addresses, from.as_ref())?;
            if robots {
                self.ask_robots(&call.url, scope, left).await?;
            }
            let answer = self.exchange(&call, fresh, left).await?;
            let Some(to) = leads_to(&call.url, &answer)? else { return Ok(answer) };
            // What was posted is posted again only where the host says so (RFC 9110, 15.4).
            if !matches!(answer.status, 307 | 308) {
                call.json = None;
            }
            from = Some(std::mem::replace(&mut call.url, to));
        }
        Err(Failure::TooMuch(format!("{} leads on and on; {MOST_REDIRECTS} redirects are followed", call.host())))
    }

    /// One address: from the shelf, or asked at the host's pace, and again where that makes sense.
    async fn exchange(&self, call: &Call, fresh: Fresh, left: &mut Left) -> Result<Cached, Failure> {
        let host = call.host();
        let fields = self.transport.fields(call);
        let shelf = self.shelf.as_ref();
        let (stale, conditions) = match cache::find(shelf, call, &fields, Timestamp::now()) {
            Some(Stored::Fresh(cached)) => return Ok(cached),
            Some(Stored::Stale(cached, conditions)) => (Some(cached), conditions),
            None => (None, HeaderMap::new()),
        };
        let call = &Call { conditions, ..call.clone() };
        let (mut tries, mut repeats) = (0, 0);
        loop {
            let pass = self.pace.enter(&host).await?;
            let start = Instant::now();
            let sent = self.transport.send(call, left.0).await;
            left.0 = left.0.saturating_sub(start.elapsed());
            drop(pass);
            let (came, exchange) = match sent {
                Ok(sent) => sent,
                Err(trouble) if trouble.again && tries == 0 && !left.0.is_zero() => {
                    tries += 1;
                    tokio::time::sleep(retry::pause()).await;
                    continue;
                }
                Err(trouble) => return Err(trouble.failure),
            };
            shelf.keep(&exchange);
            let wish = came.headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok());
            if let Some(time) = retry::asked(came.status, wish, came.at) {
                self.pace.leave_alone(&host, time);
                if time > pace::SHORT || repeats == retry::REPEATS {
                    return Err(Failure::Wait(host, time));
                }
                repeats += 1;
                continue;
            }
            return Ok(match stale {
                Some(cached) if came.status == 304 => cache::renew(shelf, call, cached, &came),
                _ => cache::store(shelf, call, &fields, came, fresh),
            });
        }
    }

    /// Asks whether programs may visit an address.
    async fn ask_robots(&self, url: &Url, scope: &Scope, left: &mut Left) -> Result<(), Failure> {
        let host = url.host_str().unwrap_or_default();
        let origin = url.origin().ascii_serialization();
        let place = {
            let mut known = self.robots.lock().unwrap_or_else(PoisonError::into_inner);
            if known.len() >= MOST_ORIGINS && !known.contains_key(&origin) {
                known.clear();
            }
            Arc::clone(known.entry(origin).or_default())
        };
        // Whoever comes second waits for the answer of whoever came first.
        let mut place = place.lock().await;
        let told = match place.as_ref().filter(|told| told.until > Instant::now()) {
            Some(told) => told.robots.clone(),
            None => {
                let robots = Box::pin(self.read_robots(url, scope, left)).await;
                let known_for = if robots.is_ok() { ROBOTS } else { NO_ROBOTS };
                // How long a host wants to be left alone is the pace's to remember.
                if !matches!(robots, Err(Failure::Wait(..))) {
                    *place = Some(Told { robots: robots.clone(), until: Instant::now() + known_for });
                }
                robots
            }
        };
        let robots = told?;
        if let Some(delay) = robots.delay() {
            self.pace.slow(host, delay);
        }
        if robots.allows_url(url) { Ok(()) } else { Err(Failure::Robots(host.to_owned())) }
    }

    /// Reads an origin's robots.txt. There is none: everything is allowed. It can't be read: nothing is (RFC 9309, 2.3.1).
    async fn read_robots(&self, url: &Url, scope: &Scope, left: &mut Left) -> Result<Arc<Robots>, Failure> {
        let url = url.join("/robots.txt").map_err(|e| Failure::Malformed(e.to_string()))?;
        let host = url.host_str().unwrap_or_default().to_owned();
        let call = Call {
            url,
            accept: "text/plain,*/*;q=0.1",
            json: None,
            conditions: HeaderMap::new(),
            most: robots::MOST_BYTES,
            cut: true,
        };
        let answer = self.follow(call, scope, false, Fresh::For(ROBOTS), left).await?;
        match answer.status {
            200..300 => Ok(Arc::new(Robots::read(&answer.body, robots::TOKEN))),
            400..500 => Ok(Arc::new(Robots::default())),
            status => Err(Failure::Status(format!("robots.txt of {host}"), status)),
        }
    }
}

/// Where an answer leads, if it leads anywhere (RFC 9110, 15.4).
fn leads_to(url: &Url, answer: &Cached) -> Result<Option<Url>, Failure> {
    if !matches!(answer.status, 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let Some((_, to)) = answer.headers.iter().find(|(name, _)| name == "location") else { return Ok(None) };
    let host = url.host_str().unwrap_or_default();
    url.join(to).map(Some).map_err(|_| Failure::Malformed(format!("{host} leads to what is no address")))
}
