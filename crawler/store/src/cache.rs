//! What was asked outside, as it went over the line: a cache that spares requests, and the evidence of look-ups.

use analyzer::case::Lookup;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{Store, StoreError, SubmissionId, json, moment, parsed, word};

/// Evidence that no look-up rests on is of a run that was ended in the middle; after this long nobody will claim it.
const ORPHANED: SignedDuration = SignedDuration::from_hours(24);

/// A stored answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The address that answered.
    pub url: String,
    /// When it came.
    pub at: Timestamp,
    /// Everything but the body, in the client's own form.
    pub head: Value,
    /// The body.
    pub body: Vec<u8>,
}

/// One exchange with a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The address.
    pub url: String,
    /// Whom the connection reached; none through a proxy.
    pub address: Option<String>,
    /// When the request left.
    pub at: Timestamp,
    /// Request line and header fields.
    pub request: Vec<u8>,
    /// Status line and header fields.
    pub response: Vec<u8>,
    /// The body.
    pub body: Vec<u8>,
}

impl Evidence {
    /// `sha256:…` over all of it, every part preceded by its length: what it is kept under.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut all = Sha256::new();
        let address = self.address.as_deref().unwrap_or_default();
        let at = self.at.to_string();
        for part in [self.url.as_bytes(), address.as_bytes(), at.as_bytes(), &self.request, &self.response, &self.body]
        {
            all.update((part.len() as u64).to_be_bytes());
            all.update(part);
        }
        named(&all.finalize())
    }
}

impl Store {
    /// The stored answer to a request.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn cached(&self, key: &str) -> Result<Option<Entry>, StoreError> {
        let mut rows = self.connection.prepare_cached(
            "SELECT c.url, c.at, c.head, b.bytes FROM cache c JOIN body b ON b.digest = c.body WHERE c.key = ?1",
        )?;
        let found: Option<(String, i64, String, Vec<u8>)> =
            rows.query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).optional()?;
        found.map(|(url, at, head, body)| Ok(Entry { url, at: instant(at)?, head: parsed(&head)?, body })).transpose()
    }

    /// Stores an answer for the next time, in place of the one before.
    ///
    /// # Errors
    /// If the database can't be written.
    pub fn cache(&mut self, key: &str, entry: &Entry) -> Result<(), StoreError> {
        let change = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let before: Option<String> =
            change.query_row("SELECT body FROM cache WHERE key = ?1", [key], |row| row.get(0)).optional()?;
        let body = keep_body(&change, &entry.body)?;
        change.execute(
            "INSERT INTO cache (key, url, at, head, body) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (key) DO UPDATE
             SET url = excluded.url, at = excluded.at, head = excluded.head, body = excluded.body",
            params![key, entry.url, entry.at.as_millisecond(), json(&entry.head)?, body],
        )?;
        if let Some(before) = before.filter(|before| *before != body) {
            drop_body(&change, &before)?;
        }
        Ok(change.commit()?)
    }

    /// Keeps an exchange, once; answers what it is kept under.
    ///
    /// # Errors
    /// If the database can't be written.
    pub fn keep_evidence(&mut self, exchange: &Evidence) -> Result<String, StoreError> {
        let digest = exchange.digest();
        let change = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let body = keep_body(&change, &exchange.body)?;
        change.execute(
            "INSERT OR IGNORE INTO exchange (digest, url, address, at, request, response, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                digest,
                exchange.url,
                exchange.address,
                exchange.at.to_string(),
                exchange.request,
                exchange.response,
                body
            ],
        )?;
        change.commit()?;
        Ok(digest)
    }

    /// What the newest exchange with an address is kept under: what an answer out of the cache rests on.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn newest_evidence(&self, url: &str) -> Result<Option<String>, StoreError> {
        let mut rows =
            self.connection.prepare_cached("SELECT digest FROM exchange WHERE url = ?1 ORDER BY rowid DESC LIMIT 1")?;
        Ok(rows.query_row([url], |row| row.get(0)).optional()?)
    }

    /// An exchange by what it is kept under.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn evidence(&self, digest: &str) -> Result<Option<Evidence>, StoreError> {
        let mut rows = self.connection.prepare_cached(
            "SELECT e.url, e.address, e.at, e.request, e.response, b.bytes
             FROM exchange e JOIN body b ON b.digest = e.body WHERE e.digest = ?1",
        )?;
        let found = rows
            .query_row([digest], |row| {
                let at: String = row.get(2)?;
                let exchange = Evidence {
                    url: row.get(0)?,
                    address: row.get(1)?,
                    at: Timestamp::UNIX_EPOCH,
                    request: row.get(3)?,
                    response: row.get(4)?,
                    body: row.get(5)?,
                };
                Ok((exchange, at))
            })
            .optional()?;
        found.map(|(exchange, at)| Ok(Evidence { at: moment(&at)?, ..exchange })).transpose()
    }

    /// Keeps look-ups that a submission is judged with, and what the exchanges are kept under that they rest on together.
    /// What is kept already is not kept again.
    ///
    /// # Errors
    /// If the database can't be written or the submission is not filed.
    pub fn keep_lookups(
        &mut self,
        id: SubmissionId,
        lookups: &[Lookup],
        evidence: &[String],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let change = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for lookup in lookups {
            let known: bool = change
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM lookup WHERE submission = ?1 AND body = ?2)")?
                .query_row(params![id.0, json(lookup)?], |row| row.get(0))?;
            if !known {
                add_lookup(&change, &Of::Submission(id.0), lookup, evidence, now)?;
            }
        }
        Ok(change.commit()?)
    }

    /// The look-ups kept with a submission in the order in which they were kept, of each question the newest.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn lookups(&self, id: SubmissionId) -> Result<Vec<Lookup>, StoreError> {
        let mut rows = self.connection.prepare_cached("SELECT body FROM lookup WHERE submission = ?1 ORDER BY id")?;
        let bodies = rows.query_map([id.0], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
        let mut lookups: Vec<Lookup> = Vec::new();
        for body in bodies {
            let lookup: Lookup = parsed(&body)?;
            lookups.retain(|earlier| (&earlier.kind, &earlier.subject) != (&lookup.kind, &lookup.subject));
            lookups.push(lookup);
        }
        Ok(lookups)
    }

    /// Makes room: forgets the oldest cached answers beyond so many bytes, and evidence that nothing rests on and nobody
    /// will claim.
    ///
    /// # Errors
    /// If the database can't be written.
    pub fn tidy(&mut self, most_bytes: u64, now: Timestamp) -> Result<(), StoreError> {
        let change = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        change.execute(
            "DELETE FROM cache WHERE key IN (SELECT key FROM (
                 SELECT c.key, sum(length(b.bytes)) OVER (ORDER BY c.at DESC, c.key) AS so_far
                 FROM cache c JOIN body b ON b.digest = c.body) WHERE so_far > ?1)",
            [i64::try_from(most_bytes).unwrap_or(i64::MAX)],
        )?;
        let orphaned = orphans(&change, now)?;
        drop_unneeded(&change, &orphaned)?;
        change.commit()?;
        self.give_back()
    }
}

/// Whose a look-up is.
pub(crate) enum Of {
    /// A submission's.
    Submission(i64),
    /// A job's.
    Job(i64),
}

impl Of {
    fn columns(&self) -> (Option<i64>, Option<i64>) {
        match self {
            Of::Submission(id) => (Some(*id), None),
            Of::Job(id) => (None, Some(*id)),
        }
    }
}

/// Adds a look-up with the exchanges it rests on.
pub(crate) fn add_lookup(
    change: &Connection,
    of: &Of,
    lookup: &Lookup,
    evidence: &[String],
    now: Timestamp,
) -> Result<(), StoreError> {
    let (submission, job) = of.columns();
    let at = lookup.asked_at.unwrap_or(now).as_millisecond();
    change.execute(
        "INSERT INTO lookup (submission, job, at, result, body) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![submission, job, at, word(&lookup.result)?, json(lookup)?],
    )?;
    let id = change.last_insert_rowid();
    for digest in evidence {
        change.execute(
            "INSERT OR IGNORE INTO evidence (lookup, exchange) SELECT ?1, digest FROM exchange WHERE digest = ?2",
            params![id, digest],
        )?;
    }
    Ok(())
}

/// Exchanges that nothing rests on and nobody will claim.
fn orphans(change: &Connection, now: Timestamp) -> Result<Vec<String>, StoreError> {
    let mut rows = change.prepare_cached(
        "SELECT digest, at FROM exchange x WHERE NOT EXISTS (SELECT 1 FROM evidence WHERE exchange = x.digest)",
    )?;
    let found: Vec<(String, String)> =
        rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let mut orphans = Vec::new();
    for (digest, at) in found {
        if now.duration_since(moment(&at)?) >= ORPHANED {
            orphans.push(digest);
        }
    }
    Ok(orphans)
}

/// The exchanges that the look-ups of a submission or a job rest on.
pub(crate) fn exchanges(change: &Connection, of: &Of) -> Result<Vec<String>, StoreError> {
    let (submission, job) = of.columns();
    let mut rows = change.prepare_cached(
        "SELECT DISTINCT e.exchange FROM evidence e JOIN lookup l ON l.id = e.lookup
         WHERE l.submission = ?1 OR l.job = ?2",
    )?;
    Ok(rows.query_map([submission, job], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Of some exchanges removes those that no look-up rests on any more, with the cached answers of their addresses, and the
/// bodies that nothing needs.
pub(crate) fn drop_unneeded(change: &Connection, exchanges: &[String]) -> Result<(), StoreError> {
    let mut removed = change.prepare_cached(
        "DELETE FROM exchange WHERE digest = ?1 AND NOT EXISTS (SELECT 1 FROM evidence WHERE exchange = ?1)
         RETURNING url",
    )?;
    for digest in exchanges {
        let url: Option<String> = removed.query_row([digest], |row| row.get(0)).optional()?;
        if let Some(url) = url {
            change.execute(
                "DELETE FROM cache WHERE url = ?1 AND NOT EXISTS (SELECT 1 FROM exchange WHERE url = ?1)",
                [url],
            )?;
        }
    }
    change.execute(
        "DELETE FROM body WHERE NOT EXISTS (SELECT 1 FROM cache WHERE body = body.digest)
         AND NOT EXISTS (SELECT 1 FROM exchange WHERE body = body.digest)",
        [],
    )?;
    Ok(())
}

fn keep_body(change: &Connection, bytes: &[u8]) -> Result<String, StoreError> {
    let digest = named(&Sha256::digest(bytes));
    change.execute("INSERT OR IGNORE INTO body (digest, bytes) VALUES (?1, ?2)", params![digest, bytes])?;
    Ok(digest)
}

fn drop_body(change: &Connection, digest: &str) -> Result<(), StoreError> {
    change.execute(
        "DELETE FROM body WHERE digest = ?1 AND NOT EXISTS (SELECT 1 FROM cache WHERE body = ?1)
         AND NOT EXISTS (SELECT 1 FROM exchange WHERE body = ?1)",
        [digest],
    )?;
    Ok(())
}

fn named(digest: &[u8]) -> String {
    use std::fmt::Write as _;
    digest.iter().fold(String::from("sha256:"), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A moment out of its milliseconds.
pub(crate) fn instant(milliseconds: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_millisecond(milliseconds).map_err(|e| StoreError(format!("a stored time can't be read ({e})")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use analyzer::case::{ContactRole, LookupResult, Submission};

    fn exchange(url: &str, body: &[u8]) -> Evidence {
        Evidence {
            url: url.to_owned(),
            address: Some("192.0.2.7".to_owned()),
            at: "2026-11-26T09:00:00.25Z".parse().unwrap(),
            request: b"GET / HTTP/1.1\r\nhost: acme.example\r\n\r\n".to_vec(),
            response: b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n".to_vec(),
            body: body.to_vec(),
        }
    }

    fn entry(url: &str, body: &[u8]) -> Entry {
        Entry {
            url: url.to_owned(),
            at: "2026-11-26T09:00:01Z".parse().unwrap(),
            head: serde_json::json!({"status": 200}),
            body: body.to_vec(),
        }
    }

    fn lookup(subject: &str) -> Lookup {
        Lookup {
            kind: "page".to_owned(),
            subject: subject.to_owned(),
            asked_at: None,
            result: LookupResult::Found,
            record: serde_json::json!({"title": subject}),
            asked: vec![subject.to_owned()],
            why: None,
        }
    }

    fn count(store: &Store, table: &str) -> i64 {
        store.connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn exchanges_and_bodies_are_kept_once() {
        let mut store = Store::in_memory().unwrap();
        let exchange = exchange("https://acme.example/", b"<p>hello");
        let digest = store.keep_evidence(&exchange).unwrap();
        assert_eq!(store.keep_evidence(&exchange).unwrap(), digest);
        assert_eq!(store.evidence(&digest).unwrap(), Some(exchange.clone()));
        assert_eq!(store.newest_evidence("https://acme.example/").unwrap(), Some(digest));
        store.cache("GET https://acme.example/", &entry("https://acme.example/", b"<p>hello")).unwrap();
        assert_eq!((count(&store, "exchange"), count(&store, "body")), (1, 1));
        store.cache("GET https://acme.example/", &entry("https://acme.example/", b"<p>new")).unwrap();
        store.cache("GET https://acme.example/", &entry("https://acme.example/", b"<p>newer")).unwrap();
        assert_eq!(count(&store, "body"), 2, "a replaced answer leaves nothing behind");
        assert_eq!(store.cached("GET https://acme.example/").unwrap().unwrap().body, b"<p>newer");
        assert_eq!(store.cached("GET https://other.example/").unwrap(), None);
    }

    #[test]
    fn what_is_forgotten_is_gone_and_what_others_need_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bonafide.sqlite");
        let mut store = Store::open(&path).unwrap();
        let now = Timestamp::UNIX_EPOCH;
        let first = store.file(&Submission::default(), ContactRole::Recruiter, now, &[]).unwrap();
        let second = store.file(&Submission::default(), ContactRole::Applicant, now, &[]).unwrap();
        let filler = "secret-of-one ".repeat(20_000);
        let alone = store.keep_evidence(&exchange("https://one.example/", filler.as_bytes())).unwrap();
        let shared = store.keep_evidence(&exchange("https://two.example/", b"secret-of-two")).unwrap();
        store.cache("a", &entry("https://one.example/", filler.as_bytes())).unwrap();
        store.cache("b", &entry("https://two.example/", b"secret-of-two")).unwrap();
        let older = Lookup { result: LookupResult::Failed, ..lookup("https://one.example/") };
        let evidence = [alone.clone(), shared.clone()];
        store.keep_lookups(first, &[older, lookup("https://one.example/")], &evidence, now).unwrap();
        store.keep_lookups(first, &[lookup("https://one.example/")], &[], now).unwrap();
        store.keep_lookups(second, &[lookup("https://two.example/")], std::slice::from_ref(&shared), now).unwrap();
        assert_eq!(store.lookups(first).unwrap(), [lookup("https://one.example/")]);
        assert_eq!(count(&store, "lookup"), 3);

        let pages =
            |store: &Store| -> i64 { store.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap() };
        let before = pages(&store);
        store.forget(first).unwrap();
        assert_eq!(store.evidence(&alone).unwrap(), None);
        assert!(store.evidence(&shared).unwrap().is_some() && store.cached("b").unwrap().is_some());
        assert_eq!(store.cached("a").unwrap(), None);
        assert_eq!(store.lookups(second).unwrap().len(), 1);
        for name in ["bonafide.sqlite", "bonafide.sqlite-wal"] {
            let bytes = std::fs::read(folder.path().join(name)).unwrap_or_default();
            assert!(!bytes.windows(13).any(|w| w == b"secret-of-one"), "{name} still holds what was forgotten");
        }
        assert!(pages(&store) + 50 < before, "the room is given back");
    }

    #[test]
    fn a_file_of_an_earlier_version_gives_its_room_back_too() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.sqlite");
        let old = Connection::open(&path).unwrap();
        old.pragma_update(None, "journal_mode", "WAL").unwrap();
        old.execute_batch("CREATE TABLE left_over (x TEXT); INSERT INTO left_over VALUES ('x')").unwrap();
        drop(old);
        let store = Store::open(&path).unwrap();
        let vacuum: i64 = store.connection.query_row("PRAGMA auto_vacuum", [], |row| row.get(0)).unwrap();
        assert_eq!((vacuum, count(&store, "left_over")), (2, 1));
    }

    #[test]
    fn tidying_keeps_the_newest_answers_and_what_is_under_way() {
        let mut store = Store::in_memory().unwrap();
        for (at, key) in ["a", "b", "c"].iter().enumerate() {
            let at = Timestamp::from_second(at as i64).unwrap();
            let body = key.repeat(100).into_bytes();
            store.cache(key, &Entry { at, ..entry(&format!("https://{key}.example/"), &body) }).unwrap();
        }
        let orphan = exchange("https://d.example/", b"d");
        store.keep_evidence(&orphan).unwrap();
        store.tidy(200, orphan.at).unwrap();
        assert!(store.cached("a").unwrap().is_none() && store.cached("b").unwrap().is_some());
        assert_eq!(count(&store, "exchange"), 1);
        store.tidy(200, orphan.at + SignedDuration::from_hours(25)).unwrap();
        assert_eq!((count(&store, "exchange"), count(&store, "body")), (0, 2));
    }
}
