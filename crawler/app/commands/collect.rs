//! `bonafide collect`: a crawl that lasts.

mod changes;
mod measures;
mod work;

use std::path::Path;

use analyzer::case::{LookupResult, Question, QuestionKind};
use analyzer::questions::about;
use jiff::Timestamp;
use store::{JobId, JobState, Store};

use super::check::put;
use crate::cli::{Collect, DbOption};
use crate::{Failure, config, report, shelf};

/// Most lines of a file of names.
const MOST_NAMED: usize = 100_000;

/// Runs one of the commands.
pub fn run(command: Collect) -> Result<u8, Failure> {
    match command {
        Collect::Add { named, from, data, db } => add(named, from.as_deref(), data.as_deref(), &db),
        Collect::Run(options) => work::run(&options),
        Collect::List { limit, json, db } => list(&db, limit, json),
        Collect::Revisit { older_than, db } => {
            let now = Timestamp::now();
            let before = now.checked_sub(older_than).unwrap_or(Timestamp::MIN);
            let count = open(&db)?.revisit(before, now)?;
            println!("{count} to be asked again. `bonafide collect run` asks them.");
            Ok(0)
        }
        Collect::Changes { since, json, db } => changes::run(&db, since, json),
        Collect::Evidence { id, into, db } => evidence(JobId(id), &into, &db),
        Collect::Drop { id, db } => {
            open(&db)?.drop_job(JobId(id))?;
            println!("Question {id} is gone, with its answers and their evidence.");
            Ok(0)
        }
    }
}

fn open(db: &DbOption) -> Result<Store, Failure> {
    Ok(Store::open(&config::database(db)?)?)
}

fn add(mut named: Vec<String>, from: Option<&Path>, data: Option<&Path>, db: &DbOption) -> Result<u8, Failure> {
    if let Some(path) = from {
        let text = std::fs::read_to_string(path).map_err(|e| config::unreadable(path, &e))?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        named.extend(lines.map(str::to_owned));
    }
    if named.len() > MOST_NAMED {
        return Err(Failure::new(format!(
            "{} names are more than the {MOST_NAMED} that are read at once",
            named.len()
        )));
    }
    let reference = config::reference(data)?;
    let mut questions = Vec::new();
    let mut refused = 0;
    for name in &named {
        match about(name, &reference) {
            Ok(found) => questions.extend(found.into_iter().map(|question| {
                let host = burdened(&question);
                (question, host)
            })),
            Err(why) => {
                refused += 1;
                eprintln!("bonafide: {}", Failure::new(why).text);
            }
        }
    }
    let new = open(db)?.queue(&questions, Timestamp::now())?;
    println!("{new} queued, {} known already, {refused} not understood.", questions.len() - new);
    Ok(u8::from(refused > 0))
}

/// The host that a question burdens most. One question at a time is asked of each.
fn burdened(question: &Question) -> String {
    let host = |address: &str| url::Url::parse(address).ok()?.host_str().map(str::to_owned);
    match question.kind {
        QuestionKind::Certificates => "certificates".to_owned(),
        // A registry answers for its top-level domain.
        QuestionKind::Rdap => format!("rdap.{}", question.subject.rsplit('.').next().unwrap_or_default()),
        QuestionKind::Repository => question.subject.split('/').next().unwrap_or_default().to_owned(),
        _ => host(&question.subject)
            .or_else(|| question.places.first().map(|place| place.split(':').next().unwrap_or_default().to_owned()))
            .unwrap_or_else(|| question.subject.clone()),
    }
}

fn list(db: &DbOption, limit: usize, json: bool) -> Result<u8, Failure> {
    let jobs = open(db)?.jobs(limit)?;
    if jobs.is_empty() && !json {
        println!("Nothing is queued yet. `bonafide collect add URL|DOMAIN|COMPANY` queues something.");
    }
    for job in jobs {
        if json {
            put(&format!("{}\n", serde_json::to_string(&job)?))?;
            continue;
        }
        let state = match (job.state, job.answer.as_ref().map(|answer| answer.result)) {
            (JobState::Waiting, None) => "waiting",
            (JobState::Waiting, Some(_)) => "to be asked again",
            (JobState::Running, _) => "under way",
            (JobState::Failed, _) => "failed",
            (JobState::Done, Some(LookupResult::Absent)) => "absent",
            (JobState::Done, Some(LookupResult::NotAsked)) => "not asked",
            (JobState::Done, _) => "found",
        };
        let asked = job.answer.as_ref().and_then(|answer| answer.asked_at);
        let asked = asked.map(|at| at.strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default();
        let why = job.answer.as_ref().and_then(|answer| answer.why.as_deref()).unwrap_or_default();
        let kind = job.question.kind.word();
        let (subject, why) = (report::clean(&job.question.subject), report::clean(why));
        let line = format!("{:>5}  {state:<17} {asked:<16}  {kind:<12} {subject}  {why}", job.id.0);
        put(&format!("{}\n", line.trim_end()))?;
    }
    Ok(0)
}

fn evidence(id: JobId, into: &Path, db: &DbOption) -> Result<u8, Failure> {
    let store = open(db)?;
    let mut exchanges = Vec::new();
    for digest in store.evidence_of(id)? {
        exchanges.extend(store.evidence(&digest)?.map(shelf::exchange));
    }
    if exchanges.is_empty() {
        return Err(Failure::new(format!(
            "nothing is kept for question {}; `bonafide collect list` shows the queue",
            id.0
        )));
    }
    exchanges.sort_by(|a, b| a.at.cmp(&b.at).then_with(|| a.url.cmp(&b.url)));
    let mut file = Vec::new();
    for exchange in &exchanges {
        file.extend(lookup::warc::write(exchange)?);
    }
    config::replace(into, &file)?;
    println!("{} exchanges written to {}.", exchanges.len(), into.display());
    Ok(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use analyzer::reference::Reference;

    #[test]
    fn every_question_burdens_somebody() {
        let reference = Reference::embedded().unwrap();
        let hosts = |named: &str| about(named, &reference).unwrap().iter().map(burdened).collect::<Vec<_>>();
        assert_eq!(hosts("https://www.linkedin.com/in/dana"), ["www.linkedin.com"]);
        assert_eq!(hosts("acme-jobs.example"), ["rdap.example", "acme-jobs.example", "certificates"]);
        assert_eq!(hosts("github.com/acme/task"), ["github.com"]);
        assert_eq!(hosts("Boeing"), ["boeing.com"]);
    }
}
