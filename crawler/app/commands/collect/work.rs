//! `bonafide collect run`: from the queue to the answers.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use analyzer::case::{Lookup, LookupResult, Question};
use indicatif::ProgressBar;
use jiff::{SignedDuration, Timestamp};
use lookup::{Client, Later, Services, Web};
use store::{Job, Store};
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

use super::measures::Measures;
use crate::cli::{Asking, CollectRun, Judging, LangOption, Role};
use crate::commands::{check, kept};
use crate::shelf::{Shared, StoreShelf, locked, noting};
use crate::{Failure, config, outside};

/// How long a job is held without being renewed, and how often it is: a run that was killed is noticed so soon.
const LEASE: SignedDuration = SignedDuration::from_secs(15);
const RENEWAL: Duration = Duration::from_secs(5);

/// The longest that one look-up may take, its waits for its turn among them.
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// How long a failure waits after its first try; each further one six times as long, a day at most.
const PATIENCE: SignedDuration = SignedDuration::from_mins(5);

/// Most bytes of answers that are kept to spare requests.
const MOST_CACHED: u64 = 256 << 20;

/// How often the queue is looked at while there is nothing to do.
const IDLE: Duration = Duration::from_millis(500);

/// Asks questions, several at once.
trait Asks: Send + Sync + 'static {
    /// The answer to one.
    fn ask<'a>(&'a self, question: &'a Question) -> Later<'a, Lookup>;
}

/// The open web.
struct Outside {
    client: Client,
    services: Services,
    visit_contact: bool,
}

impl Asks for Outside {
    fn ask<'a>(&'a self, question: &'a Question) -> Later<'a, Lookup> {
        let web = Web { fetch: &self.client, names: &self.client, services: &self.services };
        Box::pin(lookup::ask(question, web, self.visit_contact))
    }
}

/// How a run works.
struct Plan {
    at_once: usize,
    most_tries: u32,
    until: Option<Instant>,
}

/// Runs the queue.
pub fn run(options: &CollectRun) -> Result<u8, Failure> {
    let mut settings = outside::asking(options.config.as_deref(), &options.offline)?;
    settings.services = settings.services.with_registries(config::reference(options.data.as_deref())?.rdap_servers());
    let mut store = super::open(&options.db)?;
    store.tidy(MOST_CACHED, Timestamp::now())?;
    judge_pending(&store, options)?;
    let store: Shared = Arc::new(Mutex::new(store));
    let shelf = Arc::new(StoreShelf::new(Arc::clone(&store)));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build()?;
    let measures = runtime.block_on(async {
        let client = Client::new(&settings, Arc::<StoreShelf>::clone(&shelf)).map_err(Failure::new)?;
        let outside = Outside { client, services: settings.services.clone(), visit_contact: settings.visit_contact };
        let minutes = options.minutes.map(|minutes| Duration::from_secs(u64::from(minutes) * 60));
        let plan = Plan {
            at_once: settings.at_once.max(1),
            most_tries: options.tries,
            until: minutes.and_then(|time| Instant::now().checked_add(time)),
        };
        work(&store, Arc::new(outside), &plan, stopped()).await
    })?;
    // What was aborted is not waited for.
    runtime.shutdown_background();
    let measures = Measures { traffic: shelf.traffic(), ..measures };
    print!("{}", measures.told());
    if let Some(path) = &options.metrics {
        measures.write(path)?;
    }
    match shelf.trouble() {
        Some(why) => Err(Failure::new(format!("not everything that was asked could be kept: {why}"))),
        None => Ok(0),
    }
}

/// What was filed and never judged, because the program was ended in between.
fn judge_pending(store: &Store, options: &CollectRun) -> Result<(), Failure> {
    for id in store.pending()? {
        let judging = Judging {
            org: options.org.clone(),
            lookups: None,
            data: options.data.clone(),
            as_of: None,
            role: Role::Recruiter,
            lang: LangOption { lang: None },
            db: options.db.clone(),
            asking: Asking { online: false, offline: true, visit_contact: false, lookup_config: None },
        };
        kept::judge(id, &judging)?;
    }
    Ok(())
}

/// Takes, asks and stores until nothing is due, the time is over, or `stop` comes.
async fn work(
    store: &Shared,
    outside: Arc<dyn Asks>,
    plan: &Plan,
    stop: impl Future<Output = ()>,
) -> Result<Measures, Failure> {
    let start = Instant::now();
    let holder = format!("{}-{}", std::process::id(), Timestamp::now().as_nanosecond());
    let bar = check::progress(locked(store).count(Timestamp::now())?.due);
    let mut measures = Measures::default();
    let mut asking = JoinSet::new();
    let mut renewal = tokio::time::interval(RENEWAL);
    renewal.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut stop = std::pin::pin!(stop);
    let over = || plan.until.is_some_and(|until| Instant::now() >= until);
    loop {
        while asking.len() < plan.at_once && !over() {
            let Some(job) = locked(store).take(&holder, LEASE, Timestamp::now())? else { break };
            let outside = Arc::clone(&outside);
            asking.spawn(async move {
                let (lookup, evidence) = noting(ask(&job, outside.as_ref())).await;
                (job, lookup, evidence)
            });
        }
        if asking.is_empty() && (over() || plan.until.is_none() && nothing_left(store)?) {
            break;
        }
        tokio::select! {
            biased;
            () = &mut stop => {
                asking.shutdown().await;
                break;
            }
            _ = renewal.tick() => locked(store).renew(&holder, LEASE, Timestamp::now())?,
            Some(done) = asking.join_next() => {
                // A task that panicked or was aborted leaves its job to the lease.
                let Ok((job, lookup, evidence)) = done else { continue };
                if finish(store, &holder, plan, &job, &lookup, &evidence)? {
                    measures.add(&lookup);
                }
                advance(&bar, &job);
            }
            // What is due next, or what another run leaves behind.
            () = tokio::time::sleep(IDLE), if asking.len() < plan.at_once => {}
        }
    }
    locked(store).give_up(&holder)?;
    bar.finish_and_clear();
    measures.queue = locked(store).count(Timestamp::now())?;
    measures.took = start.elapsed();
    Ok(measures)
}

fn nothing_left(store: &Shared) -> Result<bool, Failure> {
    let queue = locked(store).count(Timestamp::now())?;
    Ok(queue.due == 0 && queue.running == 0)
}

async fn ask(job: &Job, outside: &dyn Asks) -> Lookup {
    let now = Timestamp::now();
    tokio::time::timeout(LONGEST, outside.ask(&job.question)).await.unwrap_or_else(|_| Lookup {
        kind: job.question.kind.word().to_owned(),
        subject: job.question.subject.clone(),
        asked_at: Some(now),
        result: LookupResult::Failed,
        record: serde_json::Value::Null,
        asked: Vec::new(),
        why: Some(format!("it took more than {} minutes", LONGEST.as_secs() / 60)),
    })
}

fn finish(
    store: &Shared,
    holder: &str,
    plan: &Plan,
    job: &Job,
    lookup: &Lookup,
    evidence: &[String],
) -> Result<bool, Failure> {
    let now = Timestamp::now();
    let again = (job.tries < plan.most_tries).then(|| now.checked_add(pause(job.tries)).unwrap_or(now));
    Ok(locked(store).finish(job.id, holder, lookup, evidence, again, now)?)
}

/// How long a look-up waits that failed so often.
fn pause(tries: u32) -> SignedDuration {
    let times = 6i32.saturating_pow(tries.saturating_sub(1));
    PATIENCE.saturating_mul(times).min(SignedDuration::from_hours(24))
}

fn advance(bar: &ProgressBar, job: &Job) {
    bar.inc(1);
    bar.set_message(job.question.subject.clone());
}

/// Comes when the operator or the system wants the program to end.
async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    if tokio::signal::ctrl_c().await.is_err() {
        // Without signals there is nothing to wait for: the run ends by itself, or is killed, which loses nothing.
        std::future::pending::<()>().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use analyzer::case::{Audience, QuestionKind};
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Answers nothing about `slow…`, and a failure about everything else.
    #[derive(Default)]
    struct Made(AtomicUsize);

    impl Asks for Made {
        fn ask<'a>(&'a self, question: &'a Question) -> Later<'a, Lookup> {
            self.0.fetch_add(1, Ordering::SeqCst);
            Box::pin(async move {
                if question.subject.starts_with("slow") {
                    std::future::pending::<()>().await;
                }
                Lookup {
                    kind: question.kind.word().to_owned(),
                    subject: question.subject.clone(),
                    asked_at: None,
                    result: LookupResult::Failed,
                    record: serde_json::Value::Null,
                    asked: Vec::new(),
                    why: None,
                }
            })
        }
    }

    fn queued(names: &[&str]) -> Shared {
        let mut store = Store::in_memory().unwrap();
        let questions: Vec<(Question, String)> = names
            .iter()
            .map(|name| {
                let question = Question {
                    kind: QuestionKind::Dns,
                    subject: (*name).to_owned(),
                    places: Vec::new(),
                    seeks: Vec::new(),
                    audience: Audience::Public,
                };
                (question, (*name).to_owned())
            })
            .collect();
        store.queue(&questions, Timestamp::now()).unwrap();
        Arc::new(Mutex::new(store))
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn everything_is_accounted_for_and_asked_once() {
        let names: Vec<String> = (0..50).map(|n| format!("bad{n}.example")).collect();
        let store = queued(&names.iter().map(String::as_str).collect::<Vec<_>>());
        let made = Arc::new(Made::default());
        let plan = Plan { at_once: 8, most_tries: 1, until: None };
        let measures = work(&store, Arc::<Made>::clone(&made), &plan, std::future::pending()).await.unwrap();
        assert_eq!((measures.lookups.values().sum::<u64>(), measures.queue.failed), (50, 50));
        work(&store, Arc::<Made>::clone(&made), &plan, std::future::pending()).await.unwrap();
        assert_eq!(made.0.load(Ordering::SeqCst), 50, "nothing is asked twice");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_stop_gives_back_what_is_under_way() {
        let store = queued(&["slow1.example", "slow2.example", "slow3.example"]);
        let made = Arc::new(Made::default());
        let plan = Plan { at_once: 2, most_tries: 3, until: None };
        let stop = async {
            while made.0.load(Ordering::SeqCst) < 2 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let measures = work(&store, Arc::<Made>::clone(&made), &plan, stop).await.unwrap();
        assert_eq!((measures.queue.waiting, measures.queue.running, measures.lookups.len()), (3, 0, 0));
        assert!(locked(&store).jobs(9).unwrap().iter().all(|job| job.tries == 0));
    }

    #[test]
    fn failures_wait_longer_each_time() {
        let minutes: Vec<i64> = [1, 2, 3, 40].iter().map(|tries| pause(*tries).as_mins()).collect();
        assert_eq!(minutes, [5, 30, 180, 1440]);
    }
}
