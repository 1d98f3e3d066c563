//! Keeps what people entrust to us: submissions as handed in, verdicts as given, and what two submissions share.
//!
//! One [`Store`] is one SQLite file in write-ahead mode; several programs may have it open at once. A submission is
//! filed *before* it is judged, so that a crash loses nothing: [`Store::pending`] names what is filed and not judged.
//!
//! ```
//! use analyzer::case::{ContactRole, Submission};
//! let mut store = store::Store::in_memory().unwrap();
//! let id = store.file(&Submission::default(), ContactRole::Recruiter, jiff::Timestamp::UNIX_EPOCH, &[]).unwrap();
//! assert_eq!(store.pending().unwrap(), [id]);
//! ```

mod embedded {
    #![allow(missing_docs, reason = "generated")]
    refinery::embed_migrations!("migrations");
}

mod cache;
mod jobs;
mod photos;

pub use cache::{Entry, Evidence};
pub use jobs::{Count, Job, JobId, JobRow, JobState, Visit};
pub use photos::{KnownPhoto, NewPhoto, PhotoId};

use analyzer::Verdict;
use analyzer::case::{ContactRole, Observable, ObservableKind, Sighting, Submission};
use analyzer::text::sketch;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt;
use std::path::Path;
use std::time::Duration;

/// Two texts whose sketches agree in at least this share of places are one template.
const SAME_TEMPLATE: f64 = 0.4;

/// Most earlier submissions that are held against a new one, newest first.
const MOST_SIGHTINGS: usize = 50;

/// What `PRAGMA auto_vacuum` answers where free pages are given back when asked for.
const INCREMENTAL: i64 = 2;

/// Handle of a filed submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SubmissionId(pub i64);

/// What is to be kept of one handed-in thing: its name and its untouched bytes.
#[derive(Debug, Clone, Copy)]
pub struct Kept<'a> {
    /// `sha256:…`.
    pub digest: &'a str,
    /// The name it came with.
    pub name: &'a str,
    /// The bytes.
    pub bytes: &'a [u8],
}

/// A filed submission, as a list shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// Its number.
    pub id: i64,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// Names of the things handed in.
    pub artifacts: Vec<String>,
    /// The latest verdict's rating; none while it is not judged.
    pub rating: Option<String>,
    /// The latest verdict's score.
    pub score: Option<f64>,
}

/// Why the store could not do it. The text says what is wrong and what to do.
#[derive(Debug)]
pub struct StoreError(String);

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for StoreError {}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseCorrupt, DiskFull, NotADatabase, ReadOnly};
        let advice = match error.sqlite_error_code() {
            Some(DatabaseBusy) => "another program holds the database; try again when it is done",
            Some(DatabaseCorrupt | NotADatabase) => {
                "the file is not a database of this program; name another with --db"
            }
            Some(DiskFull) => "the disk is full; make room and run it again",
            Some(ReadOnly) => "the file can't be written; name another with --db or change its permissions",
            _ => "run it again; if it stays so, keep a copy of the database file and start a new one with --db",
        };
        Self(format!("{error}: {advice}"))
    }
}

impl From<refinery::Error> for StoreError {
    fn from(error: refinery::Error) -> Self {
        Self(format!(
            "the database can't be brought to this program's version ({error}); it may be a newer program's, or no database at all: name another with --db"
        ))
    }
}

/// The database.
pub struct Store {
    connection: Connection,
}

impl Store {
    /// Opens a database file, making it if it is not there, and brings it to this version.
    ///
    /// # Errors
    /// If the file can't be opened or written, or is no database of this program.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::prepare(Connection::open(path).map_err(|e| StoreError(format!("{}: {e}", path.display())))?)
    }

    /// A database that lives as long as the value.
    ///
    /// # Errors
    /// If there is no memory for it.
    pub fn in_memory() -> Result<Self, StoreError> {
        Self::prepare(Connection::open_in_memory()?)
    }

    fn prepare(mut connection: Connection) -> Result<Self, StoreError> {
        connection.busy_timeout(Duration::from_secs(10))?;
        // What is removed is overwritten, and its room can be given back; before there is a table this costs nothing.
        connection.pragma_update(None, "secure_delete", true)?;
        connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        embedded::migrations::runner().run(&mut connection)?;
        let vacuum: i64 = connection.query_row("PRAGMA auto_vacuum", [], |row| row.get(0))?;
        if vacuum != INCREMENTAL {
            // A file of an earlier version is laid out anew, once, which also drops what was removed before. Another
            // program that has it open prevents that; then the next opening does it.
            let _ = connection.execute_batch("PRAGMA auto_vacuum = INCREMENTAL; VACUUM");
        }
        Ok(Self { connection })
    }

    /// Files a submission with its untouched bytes. The same things handed in again are the same submission.
    ///
    /// # Errors
    /// If the database can't be written.
    pub fn file(
        &mut self,
        submission: &Submission,
        role: ContactRole,
        filed_at: Timestamp,
        kept: &[Kept<'_>],
    ) -> Result<SubmissionId, StoreError> {
        let mut key: String =
            submission.artifacts.iter().filter(|a| a.inside.is_none()).map(|a| format!("{} ", a.digest)).collect();
        key.push_str(&word(&role)?);
        let change = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let known: Option<i64> =
            change.query_row("SELECT id FROM submission WHERE key = ?1", [&key], |row| row.get(0)).optional()?;
        if let Some(id) = known {
            return Ok(SubmissionId(id));
        }
        change.execute(
            "INSERT INTO submission (key, filed_at, role, parts) VALUES (?1, ?2, ?3, ?4)",
            params![key, filed_at.to_string(), word(&role)?, json(submission)?],
        )?;
        let id = change.last_insert_rowid();
        for (place, item) in kept.iter().enumerate() {
            change.execute(
                "INSERT OR IGNORE INTO artifact (digest, bytes) VALUES (?1, ?2)",
                params![item.digest, item.bytes],
            )?;
            change.execute(
                "INSERT INTO submission_artifact (submission, place, digest, name) VALUES (?1, ?2, ?3, ?4)",
                params![id, place as i64, item.digest, item.name],
            )?;
        }
        photos::keep(&change, id, submission, filed_at)?;
        change.commit()?;
        Ok(SubmissionId(id))
    }

    /// Records a verdict and what the submission can be recognised by.
    ///
    /// # Errors
    /// If the database can't be written, or the submission is not filed.
    pub fn record(
        &mut self,
        id: SubmissionId,
        verdict: &Verdict,
        observables: &[Observable],
    ) -> Result<(), StoreError> {
        let change = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        change.execute(
            "INSERT INTO verdict (submission, as_of, engine, reference, rating, score, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![id.0, verdict.as_of.to_string(), verdict.engine, verdict.reference, word(&verdict.rating)?, verdict.score, json(verdict)?],
        )?;
        change.execute("DELETE FROM claim WHERE submission = ?1", [id.0])?;
        let names = verdict.contact.names.iter().map(|n| ("name", n));
        let employers = verdict.contact.employers.iter().map(|e| ("employer", e));
        for (kind, value) in names.chain(employers) {
            change.execute(
                "INSERT INTO claim (submission, kind, value) VALUES (?1, ?2, ?3)",
                params![id.0, kind, value],
            )?;
        }
        change.execute("DELETE FROM observable WHERE submission = ?1", [id.0])?;
        for observable in observables {
            change.execute(
                "INSERT OR IGNORE INTO observable (submission, kind, value) VALUES (?1, ?2, ?3)",
                params![id.0, word(&observable.kind)?, observable.value],
            )?;
        }
        change.commit()?;
        Ok(())
    }

    /// Earlier submissions that share an observable, newest first; texts count as shared when they are near-duplicates.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn sightings(
        &self,
        observables: &[Observable],
        except: Option<SubmissionId>,
    ) -> Result<Vec<Sighting>, StoreError> {
        let except = except.map_or(-1, |id| id.0);
        let mut hits: Vec<(i64, Observable)> = Vec::new();
        let mut same = self.connection.prepare_cached(
            "SELECT submission FROM observable WHERE kind = ?1 AND value = ?2 AND submission <> ?3 ORDER BY submission DESC LIMIT 50",
        )?;
        let mut texts = self.connection.prepare_cached(
            "SELECT submission, value FROM observable WHERE kind = ?1 AND submission <> ?2 ORDER BY submission DESC",
        )?;
        for observable in observables {
            if matches!(observable.kind, ObservableKind::Text | ObservableKind::Profile) {
                let rows = texts.query_map(params![word(&observable.kind)?, except], |row| {
                    Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
                })?;
                for row in rows {
                    let (submission, value) = row?;
                    if sketch::similarity(&value, &observable.value) >= SAME_TEMPLATE {
                        hits.push((submission, observable.clone()));
                    }
                }
            } else {
                let rows = same.query_map(params![word(&observable.kind)?, observable.value, except], |row| {
                    row.get::<_, i64>(0)
                })?;
                for row in rows {
                    hits.push((row?, observable.clone()));
                }
            }
        }
        hits.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        hits.dedup();
        hits.truncate(MOST_SIGHTINGS);
        hits.into_iter()
            .map(|(submission, observable)| {
                let seen_at: String = self.connection.query_row(
                    "SELECT filed_at FROM submission WHERE id = ?1",
                    [submission],
                    |row| row.get(0),
                )?;
                Ok(Sighting {
                    observable,
                    seen_at: moment(&seen_at)?,
                    names: self.claims(submission, "name")?,
                    employers: self.claims(submission, "employer")?,
                    beside: self.beside(submission)?,
                })
            })
            .collect()
    }

    /// The addresses and numbers by which a submission can be recognised.
    fn beside(&self, submission: i64) -> Result<Vec<Observable>, StoreError> {
        let mut rows = self.connection.prepare_cached(
            "SELECT kind, value FROM observable WHERE submission = ?1 AND kind IN ('email', 'phone', 'handle', 'domain')",
        )?;
        let found = rows.query_map([submission], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        found
            .map(|row| {
                let (kind, value) = row?;
                Ok(Observable { kind: parsed(&format!("\"{kind}\""))?, value })
            })
            .collect()
    }

    fn claims(&self, submission: i64, kind: &str) -> Result<Vec<String>, StoreError> {
        let mut rows = self
            .connection
            .prepare_cached("SELECT value FROM claim WHERE submission = ?1 AND kind = ?2 ORDER BY rowid")?;
        let values = rows.query_map(params![submission, kind], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(values)
    }

    /// What is filed and not judged yet.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn pending(&self) -> Result<Vec<SubmissionId>, StoreError> {
        let mut rows = self
            .connection
            .prepare("SELECT id FROM submission WHERE id NOT IN (SELECT submission FROM verdict) ORDER BY id")?;
        let ids = rows.query_map([], |row| row.get(0).map(SubmissionId))?.collect::<Result<_, _>>()?;
        Ok(ids)
    }

    /// A filed submission as it was read, and what its contact was said to be.
    ///
    /// # Errors
    /// If it is not filed, or was filed by a program whose form this one doesn't know.
    pub fn submission(&self, id: SubmissionId) -> Result<(Submission, ContactRole), StoreError> {
        let found: Option<(String, String)> = self
            .connection
            .query_row("SELECT parts, role FROM submission WHERE id = ?1", [id.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((parts, role)) = found else { return Err(absent(id)) };
        Ok((parsed(&parts)?, parsed(&format!("\"{role}\""))?))
    }

    /// The latest verdict of a submission, if it was judged.
    ///
    /// # Errors
    /// If it is not filed, or the verdict is of a form this program doesn't know.
    pub fn verdict(&self, id: SubmissionId) -> Result<Option<Verdict>, StoreError> {
        let known: bool =
            self.connection
                .query_row("SELECT EXISTS (SELECT 1 FROM submission WHERE id = ?1)", [id.0], |row| row.get(0))?;
        if !known {
            return Err(absent(id));
        }
        let body: Option<String> = self
            .connection
            .query_row("SELECT body FROM verdict WHERE submission = ?1 ORDER BY id DESC LIMIT 1", [id.0], |row| {
                row.get(0)
            })
            .optional()?;
        body.map(|body| parsed(&body)).transpose()
    }

    /// The bytes behind a digest, as they were handed in.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn bytes(&self, digest: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self
            .connection
            .query_row("SELECT bytes FROM artifact WHERE digest = ?1", [digest], |row| row.get(0))
            .optional()?)
    }

    /// Everything filed, newest first.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn list(&self, most: usize) -> Result<Vec<Row>, StoreError> {
        let mut rows = self.connection.prepare(
            "SELECT s.id, s.filed_at, v.rating, v.score FROM submission s
             LEFT JOIN verdict v ON v.id = (SELECT max(id) FROM verdict WHERE submission = s.id)
             ORDER BY s.id DESC LIMIT ?1",
        )?;
        let mut names =
            self.connection.prepare("SELECT name FROM submission_artifact WHERE submission = ?1 ORDER BY place")?;
        let found: Vec<(i64, String, Option<String>, Option<f64>)> = rows
            .query_map([i64::try_from(most).unwrap_or(i64::MAX)], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })?
            .collect::<Result<_, _>>()?;
        found
            .into_iter()
            .map(|(id, filed_at, rating, score)| {
                let artifacts = names.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?;
                Ok(Row { id, filed_at: moment(&filed_at)?, artifacts, rating, score })
            })
            .collect()
    }

    /// Removes a submission, its verdicts, its look-ups, and the bytes and evidence that nothing else needs. What is removed
    /// is overwritten in the file and its room given back. The employee's right.
    ///
    /// # Errors
    /// If it is not filed or the database can't be written.
    pub fn forget(&mut self, id: SubmissionId) -> Result<(), StoreError> {
        let change = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let exchanges = cache::exchanges(&change, &cache::Of::Submission(id.0))?;
        if change.execute("DELETE FROM submission WHERE id = ?1", [id.0])? == 0 {
            return Err(absent(id));
        }
        change.execute("DELETE FROM artifact WHERE digest NOT IN (SELECT digest FROM submission_artifact)", [])?;
        cache::drop_unneeded(&change, &exchanges)?;
        change.commit()?;
        self.give_back()
    }

    /// Gives free pages back to the file system and empties the write-ahead log, which still holds older pages. A reader in
    /// another program may delay the latter until it closes.
    fn give_back(&self) -> Result<(), StoreError> {
        for pragma in ["PRAGMA incremental_vacuum", "PRAGMA wal_checkpoint(TRUNCATE)"] {
            let mut rows = self.connection.prepare(pragma)?;
            let mut steps = rows.query([])?;
            while steps.next()?.is_some() {}
        }
        Ok(())
    }
}

fn absent(id: SubmissionId) -> StoreError {
    StoreError(format!("no submission {}; `bonafide list` shows the numbers", id.0))
}

/// The bare word by which serde names a unit variant.
fn word<T: Serialize>(value: &T) -> Result<String, StoreError> {
    Ok(json(value)?.trim_matches('"').to_owned())
}

fn json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|e| StoreError(format!("can't be written as JSON: {e}")))
}

fn parsed<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text)
        .map_err(|e| StoreError(format!("filed by another version of this program ({e}); hand it in again")))
}

fn moment(text: &str) -> Result<Timestamp, StoreError> {
    text.parse().map_err(|e| StoreError(format!("a stored time can't be read ({e})")))
}
