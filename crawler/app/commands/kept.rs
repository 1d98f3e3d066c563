//! What was kept with `--store`: `list`, `show`, `forget`.

use analyzer::Verdict;
use jiff::Timestamp;
use store::{Store, SubmissionId};

use super::check;
use crate::Failure;
use crate::cli::{DbOption, Judging, Output};
use crate::config;

/// Lists what is kept.
pub fn list(db: &DbOption, limit: usize, json: bool) -> Result<u8, Failure> {
    let store = open(db)?;
    let rows = store.list(limit)?;
    if rows.is_empty() && !json {
        println!("Nothing is kept yet. `bonafide check … --store` keeps a submission.");
    }
    for row in rows {
        if json {
            println!("{}", serde_json::to_string(&row)?);
        } else {
            let rating = row.rating.as_deref().unwrap_or("not judged");
            let score = row.score.map(|s| format!("{s:.2}")).unwrap_or_default();
            println!(
                "{:>5}  {}  {rating:<10} {score:>4}  {}",
                row.id,
                row.filed_at.strftime("%Y-%m-%d %H:%M"),
                row.artifacts.join(", ")
            );
        }
    }
    Ok(0)
}

/// Judges a kept submission anew and prints the report.
pub fn show(id: i64, judging: &Judging, output: &Output) -> Result<u8, Failure> {
    let verdict = judge(SubmissionId(id), judging)?;
    check::print(&verdict, output)?;
    Ok(verdict.rating.exit_code())
}

/// Judges a kept submission, with the look-ups that were kept with it unless others are named.
pub fn judge(id: SubmissionId, judging: &Judging) -> Result<Verdict, Failure> {
    let reference = config::reference(judging.data.as_deref())?;
    let mut line = super::line(judging, &reference, true)?;
    let Some(store) = &line.store else { return Err(Failure::new("no database")) };
    let (submission, role) = store.submission(id)?;
    if judging.lookups.is_none() {
        line.lookups = store.lookups(id)?;
    }
    line.role = role;
    let as_of = judging.as_of.unwrap_or_else(Timestamp::now);
    line.judge_read(submission, as_of, Some(id))
}

/// Removes a kept submission.
pub fn forget(id: i64, db: &DbOption) -> Result<u8, Failure> {
    open(db)?.forget(SubmissionId(id))?;
    println!("Submission {id} is gone, with its bytes, look-ups and verdicts.");
    Ok(0)
}

fn open(db: &DbOption) -> Result<Store, Failure> {
    Ok(Store::open(&config::database(db)?)?)
}
