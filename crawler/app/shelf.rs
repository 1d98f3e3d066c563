//! What is asked outside, kept in the store: the look-ups' shelf.
//!
//! A look-up's evidence is found out while it is asked: [`noting`] wraps the asking, and whatever is put on the shelf or
//! taken from it meanwhile, by that task, is what the look-up rests on.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lookup::{Cached, Exchange, Shelf};
use serde_json::Value;
use store::{Entry, Evidence, Store, StoreError};

tokio::task_local! {
    /// What the look-up of this task rests on.
    static NOTED: Arc<Mutex<Vec<String>>>;
}

/// Most hosts that are told apart in the measures; the rest is added up.
const MOST_HOSTS: usize = 1000;

/// The store, shared by the threads that ask.
pub type Shared = Arc<Mutex<Store>>;

/// Runs something that asks outside, and answers what the exchanges it rests on are kept under.
pub async fn noting<T>(asking: impl Future<Output = T>) -> (T, Vec<String>) {
    let noted = Arc::new(Mutex::new(Vec::new()));
    let answer = NOTED.scope(Arc::clone(&noted), asking).await;
    let digests = std::mem::take(&mut *locked(&noted));
    (answer, digests)
}

/// The same for something that waits for its answers in this thread.
pub fn noting_here<T>(asking: impl FnOnce() -> T) -> (T, Vec<String>) {
    let noted = Arc::new(Mutex::new(Vec::new()));
    let answer = NOTED.sync_scope(Arc::clone(&noted), asking);
    let digests = std::mem::take(&mut *locked(&noted));
    (answer, digests)
}

/// The lock, whoever panicked while holding it: every change of the store is a transaction of its own.
pub fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What went over the line to a host.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Requests that were answered.
    pub requests: u64,
    /// Bytes of their answers, decompressed.
    pub bytes: u64,
}

/// A shelf in the store.
pub struct StoreShelf {
    store: Shared,
    traffic: Mutex<BTreeMap<String, Traffic>>,
    trouble: Mutex<Option<StoreError>>,
}

impl StoreShelf {
    /// A shelf in a store.
    pub fn new(store: Shared) -> Self {
        Self { store, traffic: Mutex::default(), trouble: Mutex::default() }
    }

    /// What went over the line, by host.
    pub fn traffic(&self) -> BTreeMap<String, Traffic> {
        locked(&self.traffic).clone()
    }

    /// The first trouble with the store: a look-up goes on without its shelf, and the program says so in the end.
    pub fn trouble(&self) -> Option<String> {
        locked(&self.trouble).as_ref().map(ToString::to_string)
    }

    fn told<T>(&self, result: Result<T, StoreError>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                locked(&self.trouble).get_or_insert(error);
                None
            }
        }
    }
}

fn note(digest: String) {
    // Outside of a look-up (a list that is refreshed, say) nothing is noted.
    let _ = NOTED.try_with(|noted| {
        let mut noted = locked(noted);
        if !noted.contains(&digest) {
            noted.push(digest);
        }
    });
}

impl Shelf for StoreShelf {
    fn cached(&self, key: &str) -> Option<Cached> {
        let store = locked(&self.store);
        let entry = self.told(store.cached(key))??;
        let cached = cached(entry)?;
        if let Some(Some(digest)) = self.told(store.newest_evidence(&cached.url)) {
            note(digest);
        }
        Some(cached)
    }

    fn cache(&self, key: &str, answer: &Cached) {
        let stored = locked(&self.store).cache(key, &entry(answer));
        self.told(stored);
    }

    fn keep(&self, exchange: &Exchange) {
        let host = url::Url::parse(&exchange.url).ok().and_then(|url| url.host_str().map(str::to_owned));
        {
            let mut traffic = locked(&self.traffic);
            let host = host.filter(|host| traffic.len() < MOST_HOSTS || traffic.contains_key(host));
            let sum = traffic.entry(host.unwrap_or_else(|| "others".to_owned())).or_default();
            sum.requests += 1;
            sum.bytes += exchange.body.len() as u64;
        }
        let evidence = Evidence {
            url: exchange.url.clone(),
            address: exchange.address.map(|address| address.to_string()),
            at: exchange.at,
            request: exchange.request.clone(),
            response: exchange.response.clone(),
            body: exchange.body.clone(),
        };
        let kept = locked(&self.store).keep_evidence(&evidence);
        if let Some(digest) = self.told(kept) {
            note(digest);
        }
    }
}

/// An exchange as it was put on the shelf.
pub fn exchange(evidence: Evidence) -> Exchange {
    Exchange {
        url: evidence.url,
        address: evidence.address.and_then(|address| address.parse().ok()),
        at: evidence.at,
        request: evidence.request,
        response: evidence.response,
        body: evidence.body,
    }
}

fn entry(answer: &Cached) -> Entry {
    let head = serde_json::json!({ "status": answer.status, "headers": answer.headers, "policy": answer.policy });
    Entry { url: answer.url.clone(), at: answer.at, head, body: answer.body.clone() }
}

/// What another version of the program stored in another form is not there.
fn cached(entry: Entry) -> Option<Cached> {
    let mut head = entry.head;
    let mut take = |name: &str| head.get_mut(name).map(Value::take);
    Some(Cached {
        at: entry.at,
        status: take("status").and_then(|status| serde_json::from_value(status).ok())?,
        url: entry.url,
        headers: take("headers").and_then(|headers| serde_json::from_value(headers).ok())?,
        body: entry.body,
        policy: take("policy")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange(url: &str) -> Exchange {
        Exchange {
            url: url.to_owned(),
            address: Some([192, 0, 2, 1].into()),
            at: jiff::Timestamp::UNIX_EPOCH,
            request: b"GET / HTTP/1.1\r\n\r\n".to_vec(),
            response: b"HTTP/1.1 200 OK\r\n\r\n".to_vec(),
            body: b"hello".to_vec(),
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_look_up_knows_what_it_rests_on() {
        let shelf = Arc::new(StoreShelf::new(Arc::new(Mutex::new(Store::in_memory().unwrap()))));
        let answer = Cached {
            at: jiff::Timestamp::UNIX_EPOCH,
            status: 200,
            url: "https://a.example/".to_owned(),
            headers: vec![("etag".to_owned(), "\"1\"".to_owned())],
            body: b"hello".to_vec(),
            policy: serde_json::json!({"ttl": 3}),
        };
        let first = {
            let shelf = Arc::clone(&shelf);
            tokio::spawn(noting(async move {
                shelf.keep(&exchange("https://a.example/"));
                tokio::task::yield_now().await;
                shelf.keep(&exchange("https://b.example/"));
                shelf.cache("a", &answer);
                answer
            }))
        };
        let (answer, noted) = first.await.unwrap();
        assert_eq!(noted.len(), 2);
        let (again, rests_on) = noting(async { shelf.cached("a") }).await;
        assert_eq!((again, rests_on.as_slice()), (Some(answer), noted.get(..1).unwrap()));
        shelf.keep(&exchange("https://a.example/"));
        assert_eq!(shelf.traffic()["a.example"], Traffic { requests: 2, bytes: 10 });
        assert_eq!(shelf.trouble(), None);
    }
}
