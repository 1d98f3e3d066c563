//! The queue of look-ups: what is to be asked, what was answered at each visit.
//!
//! A run takes a job under a lease and renews it while it works; whoever stops renewing has died, and its jobs are taken
//! again. An answer is stored in one transaction with the job's state, and only by the run that holds the lease: whatever
//! ends a run at whatever moment, no answer is lost and none is stored twice.

use analyzer::case::{Lookup, LookupResult, Question};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};
use serde::{Deserialize, Serialize};

use crate::cache::{Of, add_lookup, drop_unneeded, exchanges, instant};
use crate::{Store, StoreError, json, parsed, word};

/// A job is given up after so many runs that ended without a word while they worked on it: once may be chance, and what
/// ends the program each time must not do so for ever.
const MOST_ENDS: u32 = 3;

/// Handle of a queued look-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct JobId(pub i64);

/// Where a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum JobState {
    /// To be asked.
    Waiting,
    /// Being asked.
    Running,
    /// Answered: found, absent, or deliberately not asked.
    Done,
    /// Given up after as many tries as were allowed.
    Failed,
}

/// A job taken from the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its number.
    pub id: JobId,
    /// What to ask.
    pub question: Question,
    /// How often it was tried since it was queued, this time included.
    pub tries: u32,
}

/// A job, as a list shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct JobRow {
    /// Its number.
    pub id: JobId,
    /// What is asked.
    pub question: Question,
    /// Where it is.
    pub state: JobState,
    /// How often it was tried since it was queued.
    pub tries: u32,
    /// When it is due, if it waits.
    pub not_before: Option<Timestamp>,
    /// The newest answer.
    pub answer: Option<Lookup>,
    /// How many answers there are.
    pub visits: u64,
}

/// One answer to a job.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Visit {
    /// When it was asked.
    pub at: Timestamp,
    /// What came of it.
    pub lookup: Lookup,
}

/// How many jobs are in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// To be asked.
    pub waiting: u64,
    /// Of those, the ones that are due.
    pub due: u64,
    /// Being asked.
    pub running: u64,
    /// Answered.
    pub done: u64,
    /// Given up.
    pub failed: u64,
}

impl Store {
    /// Queues questions, each with the host that it burdens; answers how many are new. The same question is queued once.
    ///
    /// # Errors
    /// If the database can't be written.
    pub fn queue(&mut self, questions: &[(Question, String)], now: Timestamp) -> Result<usize, StoreError> {
        let change = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut added = 0;
        for (question, host) in questions {
            added += change.execute(
                "INSERT OR IGNORE INTO job (question, host, state, not_before, added_at) VALUES (?1, ?2, 'waiting', ?3, ?4)",
                params![json(question)?, host, now.as_millisecond(), now.to_string()],
            )?;
        }
        change.commit()?;
        Ok(added)
    }

    /// Takes the next job that is due and whose host no other job burdens at the moment, under a lease. Jobs whose lease
    /// ran out are taken as if they had waited; after three times they are given up.
    ///
    /// # Errors
    /// If the database can't be written.
    pub fn take(&mut self, holder: &str, lease: SignedDuration, now: Timestamp) -> Result<Option<Job>, StoreError> {
        let change = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        release(&change, now)?;
        let next: Option<(i64, String, u32)> = change
            .prepare_cached(
                "SELECT id, question, tries FROM job WHERE state = 'waiting' AND not_before <= ?1
                 AND host NOT IN (SELECT host FROM job WHERE state = 'running') ORDER BY not_before, id LIMIT 1",
            )?
            .query_row([now.as_millisecond()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let Some((id, question, tries)) = next else {
            change.commit()?;
            return Ok(None);
        };
        change.execute(
            "UPDATE job SET state = 'running', tries = tries + 1, holder = ?2, lease = ?3 WHERE id = ?1",
            params![id, holder, until(now, lease)],
        )?;
        change.commit()?;
        Ok(Some(Job { id: JobId(id), question: parsed(&question)?, tries: tries.saturating_add(1) }))
    }

    /// Renews the lease of every job that a run holds.
    ///
    /// # Errors
    /// If the database can't be written.
    pub fn renew(&mut self, holder: &str, lease: SignedDuration, now: Timestamp) -> Result<(), StoreError> {
        self.connection.execute(
            "UPDATE job SET lease = ?2 WHERE state = 'running' AND holder = ?1",
            params![holder, until(now, lease)],
        )?;
        Ok(())
    }

    /// Stores an answer and the job's new state in one: done; or, of a failure, waiting until `again`, or given up without
    /// it. Answers whether it was stored; it isn't if the lease went to another run meanwhile.
    ///
    /// # Errors
    /// If the database can't be written.
    pub fn finish(
        &mut self,
        id: JobId,
        holder: &str,
        lookup: &Lookup,
        evidence: &[String],
        again: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let (state, not_before) = match (lookup.result, again) {
            (LookupResult::Failed, Some(again)) => (JobState::Waiting, again),
            (LookupResult::Failed, None) => (JobState::Failed, now),
            _ => (JobState::Done, now),
        };
        let change = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let held = change.execute(
            "UPDATE job SET state = ?3, not_before = ?4, ended = 0, holder = NULL, lease = NULL
             WHERE id = ?1 AND state = 'running' AND holder = ?2",
            params![id.0, holder, word(&state)?, not_before.as_millisecond()],
        )?;
        if held == 1 {
            add_lookup(&change, &Of::Job(id.0), lookup, evidence, now)?;
        }
        change.commit()?;
        Ok(held == 1)
    }

    /// Gives back what a run holds and did not finish, as if it had not been tried.
    ///
    /// # Errors
    /// If the database can't be written.
    pub fn give_up(&mut self, holder: &str) -> Result<usize, StoreError> {
        Ok(self.connection.execute(
            "UPDATE job SET state = 'waiting', tries = max(tries - 1, 0), holder = NULL, lease = NULL
             WHERE state = 'running' AND holder = ?1",
            [holder],
        )?)
    }

    /// Queues again what was answered or given up and last asked before a moment; answers how many.
    ///
    /// # Errors
    /// If the database can't be written.
    pub fn revisit(&mut self, before: Timestamp, now: Timestamp) -> Result<usize, StoreError> {
        Ok(self.connection.execute(
            "UPDATE job SET state = 'waiting', tries = 0, ended = 0, not_before = ?2 WHERE state IN ('done', 'failed')
             AND coalesce((SELECT max(at) FROM lookup WHERE job = job.id), 0) < ?1",
            [before.as_millisecond(), now.as_millisecond()],
        )?)
    }

    /// Removes a job with its answers, and the evidence that nothing else needs.
    ///
    /// # Errors
    /// If there is no such job or the database can't be written.
    pub fn drop_job(&mut self, id: JobId) -> Result<(), StoreError> {
        let change = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let exchanges = exchanges(&change, &Of::Job(id.0))?;
        if change.execute("DELETE FROM job WHERE id = ?1", [id.0])? == 0 {
            return Err(StoreError(format!("no job {}; `bonafide collect list` shows the numbers", id.0)));
        }
        drop_unneeded(&change, &exchanges)?;
        change.commit()?;
        self.give_back()
    }

    /// How many jobs are in each state.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn count(&self, now: Timestamp) -> Result<Count, StoreError> {
        let mut rows = self.connection.prepare_cached(
            "SELECT count(*) FILTER (WHERE state = 'waiting'), count(*) FILTER (WHERE state = 'waiting' AND not_before <= ?1),
             count(*) FILTER (WHERE state = 'running'), count(*) FILTER (WHERE state = 'done'),
             count(*) FILTER (WHERE state = 'failed') FROM job",
        )?;
        Ok(rows.query_row([now.as_millisecond()], |row| {
            let number = |at: usize| row.get::<_, i64>(at).map(i64::unsigned_abs);
            Ok(Count {
                waiting: number(0)?,
                due: number(1)?,
                running: number(2)?,
                done: number(3)?,
                failed: number(4)?,
            })
        })?)
    }

    /// When the next waiting job is due.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        let first: Option<i64> =
            self.connection
                .query_row("SELECT min(not_before) FROM job WHERE state = 'waiting'", [], |row| row.get(0))?;
        first.map(instant).transpose()
    }

    /// The queue, oldest first, each job with its newest answer.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn jobs(&self, most: usize) -> Result<Vec<JobRow>, StoreError> {
        let mut rows = self.connection.prepare_cached(
            "SELECT j.id, j.question, j.state, j.tries, j.not_before, l.body,
             (SELECT count(*) FROM lookup WHERE job = j.id) FROM job j
             LEFT JOIN lookup l ON l.id = (SELECT max(id) FROM lookup WHERE job = j.id) ORDER BY j.id LIMIT ?1",
        )?;
        let mut found = rows.query([i64::try_from(most).unwrap_or(i64::MAX)])?;
        let mut jobs = Vec::new();
        while let Some(row) = found.next()? {
            jobs.push(job_row(row)?);
        }
        Ok(jobs)
    }

    /// The answers to a job that say something (found or absent), oldest first.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn visits(&self, id: JobId) -> Result<Vec<Visit>, StoreError> {
        let mut rows = self.connection.prepare_cached(
            "SELECT at, body FROM lookup WHERE job = ?1 AND result IN ('found', 'absent') ORDER BY id",
        )?;
        let found = rows
            .query_map([id.0], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?
            .collect::<Result<Vec<_>, _>>()?;
        found.into_iter().map(|(at, body)| Ok(Visit { at: instant(at)?, lookup: parsed(&body)? })).collect()
    }

    /// What the exchanges are kept under that the answers to a job rest on.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn evidence_of(&self, id: JobId) -> Result<Vec<String>, StoreError> {
        exchanges(&self.connection, &Of::Job(id.0))
    }
}

/// What runs left behind that no longer renew their leases: waiting again, or given up.
fn release(change: &Connection, now: Timestamp) -> Result<(), StoreError> {
    let mut rows =
        change.prepare_cached("SELECT id, question, ended FROM job WHERE state = 'running' AND lease <= ?1")?;
    let left: Vec<(i64, String, u32)> = rows
        .query_map([now.as_millisecond()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    for (id, question, ended) in left {
        let given_up = ended.saturating_add(1) >= MOST_ENDS;
        let state = if given_up { JobState::Failed } else { JobState::Waiting };
        change.execute(
            "UPDATE job SET state = ?2, tries = max(tries - 1, 0), ended = ended + 1, holder = NULL, lease = NULL
             WHERE id = ?1",
            params![id, word(&state)?],
        )?;
        if given_up {
            let question: Question = parsed(&question)?;
            let lookup = Lookup {
                kind: question.kind.word().to_owned(),
                subject: question.subject,
                asked_at: Some(now),
                result: LookupResult::Failed,
                record: serde_json::Value::Null,
                asked: Vec::new(),
                why: Some("the program ended each time while it asked".to_owned()),
            };
            add_lookup(change, &Of::Job(id), &lookup, &[], now)?;
        }
    }
    Ok(())
}

fn job_row(row: &Row<'_>) -> Result<JobRow, StoreError> {
    let state: JobState = parsed(&format!("\"{}\"", row.get::<_, String>(2)?))?;
    let not_before = instant(row.get(4)?)?;
    Ok(JobRow {
        id: JobId(row.get(0)?),
        question: parsed(&row.get::<_, String>(1)?)?,
        state,
        tries: row.get(3)?,
        not_before: (state == JobState::Waiting).then_some(not_before),
        answer: row.get::<_, Option<String>>(5)?.map(|body| parsed(&body)).transpose()?,
        visits: row.get::<_, i64>(6)?.unsigned_abs(),
    })
}

fn until(now: Timestamp, lease: SignedDuration) -> i64 {
    now.as_millisecond().saturating_add(i64::try_from(lease.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use analyzer::case::{Audience, QuestionKind};

    const LEASE: SignedDuration = SignedDuration::from_secs(15);

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn question(subject: &str) -> (Question, String) {
        let question = Question {
            kind: QuestionKind::Page,
            subject: format!("https://{subject}/"),
            places: Vec::new(),
            seeks: Vec::new(),
            audience: Audience::Employer,
        };
        (question, subject.split('/').next().unwrap().to_owned())
    }

    fn answer(job: &Job, result: LookupResult) -> Lookup {
        Lookup {
            kind: "page".to_owned(),
            subject: job.question.subject.clone(),
            asked_at: None,
            result,
            record: serde_json::Value::Null,
            asked: Vec::new(),
            why: None,
        }
    }

    #[test]
    fn a_job_is_queued_once_taken_once_and_answered_once() {
        let mut store = Store::in_memory().unwrap();
        let questions = [question("a.example"), question("a.example/two"), question("b.example")];
        assert_eq!((store.queue(&questions, at(0)).unwrap(), store.queue(&questions, at(1)).unwrap()), (3, 0));
        let first = store.take("x", LEASE, at(10)).unwrap().unwrap();
        let other = store.take("y", LEASE, at(10)).unwrap().unwrap();
        assert_eq!((first.id, other.id), (JobId(1), JobId(3)), "one job at a time for each host");
        assert_eq!(store.take("z", LEASE, at(10)).unwrap(), None);
        assert!(!store.finish(first.id, "y", &answer(&first, LookupResult::Found), &[], None, at(11)).unwrap());
        assert!(store.finish(first.id, "x", &answer(&first, LookupResult::Found), &[], None, at(11)).unwrap());
        assert!(!store.finish(first.id, "x", &answer(&first, LookupResult::Found), &[], None, at(12)).unwrap());
        assert_eq!(store.visits(first.id).unwrap().len(), 1);
        assert_eq!(store.take("x", LEASE, at(13)).unwrap().unwrap().id, JobId(2));
        assert_eq!(store.count(at(13)).unwrap(), Count { running: 2, done: 1, ..Count::default() });
        assert_eq!(store.give_up("x").unwrap(), 1);
        assert_eq!(store.jobs(9).unwrap()[1].tries, 0, "what was given back was not tried");
    }

    #[test]
    fn failures_wait_and_dead_runs_lose_their_jobs() {
        let mut store = Store::in_memory().unwrap();
        store.queue(&[question("a.example")], at(0)).unwrap();
        let job = store.take("x", LEASE, at(0)).unwrap().unwrap();
        assert!(store.finish(job.id, "x", &answer(&job, LookupResult::Failed), &[], Some(at(60)), at(1)).unwrap());
        assert_eq!(store.take("x", LEASE, at(59)).unwrap(), None);
        assert_eq!(store.next_due().unwrap(), Some(at(60)));
        assert_eq!(store.take("x", LEASE, at(60)).unwrap().unwrap().tries, 2);
        store.renew("x", LEASE, at(70)).unwrap();
        assert_eq!(store.take("y", LEASE, at(80)).unwrap(), None, "renewed");
        assert_eq!(store.take("y", LEASE, at(85)).unwrap().unwrap().tries, 2, "what a run left behind was not tried");
        assert!(!store.finish(job.id, "x", &answer(&job, LookupResult::Found), &[], None, at(86)).unwrap(), "too late");
        assert_eq!(store.take("z", LEASE, at(200)).unwrap().unwrap().tries, 2);
        assert_eq!(store.take("z", LEASE, at(300)).unwrap(), None);
        let row = store.jobs(1).unwrap().remove(0);
        assert_eq!((row.state, row.visits), (JobState::Failed, 2), "what ends the program each time is given up");
    }

    #[test]
    fn revisits_take_what_is_old_and_keep_the_history() {
        let mut store = Store::in_memory().unwrap();
        store.queue(&[question("a.example"), question("b.example")], at(0)).unwrap();
        for second in [1, 100] {
            let job = store.take("x", LEASE, at(second)).unwrap().unwrap();
            let lookup = Lookup { asked_at: Some(at(second)), ..answer(&job, LookupResult::Found) };
            store.finish(job.id, "x", &lookup, &[], None, at(second)).unwrap();
        }
        assert_eq!(store.revisit(at(50), at(200)).unwrap(), 1);
        let job = store.take("x", LEASE, at(200)).unwrap().unwrap();
        assert_eq!((job.id, job.tries), (JobId(1), 1));
        store.finish(job.id, "x", &answer(&job, LookupResult::Absent), &[], None, at(201)).unwrap();
        let results: Vec<LookupResult> = store.visits(job.id).unwrap().iter().map(|v| v.lookup.result).collect();
        assert_eq!(results, [LookupResult::Found, LookupResult::Absent]);
        store.drop_job(job.id).unwrap();
        assert!(store.drop_job(job.id).is_err());
        assert_eq!(store.count(at(300)).unwrap().done, 1);
    }
}
