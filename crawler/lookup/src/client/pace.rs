//! How fast a host is asked, and how many requests are under way.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep};

use crate::Failure;

/// Requests to one host under way at once.
const AT_ONCE: usize = 2;
/// Requests to one host that may leave without a pause, if it was left alone before: its robots.txt and a page or two.
const BURST: u32 = 4;
/// Hosts that are remembered before those with nothing pending are forgotten.
const MOST_HOSTS: usize = 4096;
/// How long a request waits for a host that asks for a pause; longer, and it is told so.
pub(super) const SHORT: Duration = Duration::from_secs(30);

/// Keeps the pace. Every request takes a [`Pass`].
pub(super) struct Pace {
    gap: Duration,
    burst: u32,
    slots: Arc<Semaphore>,
    hosts: Mutex<HashMap<String, Arc<Host>>>,
}

/// One host.
struct Host {
    slots: Arc<Semaphore>,
    /// Requests leave one after the other, in the order in which they came.
    turn: tokio::sync::Mutex<Turn>,
    wishes: Mutex<Wishes>,
}

/// When the next request may leave, by the generic cell rate algorithm (ITU-T I.371).
struct Turn {
    due: Instant,
    /// When the last one left.
    left: Option<Instant>,
}

/// What a host asks for.
#[derive(Clone, Copy, Default)]
struct Wishes {
    delay: Duration,
    alone_until: Option<Instant>,
}

/// Leave to send one request.
pub(super) struct Pass {
    _host: OwnedSemaphorePermit,
    _all: OwnedSemaphorePermit,
}

impl Pace {
    /// At most so many requests to a host in any minute, and so many under way to all hosts.
    pub(super) fn new(per_minute: u32, at_once: usize) -> Self {
        let per_minute = per_minute.max(1);
        let burst = BURST.min(per_minute.div_ceil(4));
        // A minute that begins with a burst holds as many as any other.
        let gap = Duration::from_secs(60) / (per_minute - (burst - 1));
        Self { gap, burst, slots: Arc::new(Semaphore::new(at_once.clamp(1, 1024))), hosts: Mutex::default() }
    }

    fn host(&self, name: &str) -> Arc<Host> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if hosts.len() >= MOST_HOSTS && !hosts.contains_key(name) {
            let now = Instant::now();
            hosts.retain(|_, host| Arc::strong_count(host) > 1 || host.is_pending(now));
        }
        Arc::clone(hosts.entry(name.to_owned()).or_insert_with(|| Arc::new(Host::new())))
    }

    /// Waits until a request to a host may leave.
    ///
    /// # Errors
    /// [`Failure::Wait`] if the host asked to be left alone for longer than a request waits.
    pub(super) async fn enter(&self, name: &str) -> Result<Pass, Failure> {
        let closed = |_| Failure::Broken(format!("{name} is not asked any more"));
        let host = self.host(name);
        host.is_alone(name)?;
        let own = Arc::clone(&host.slots).acquire_owned().await.map_err(closed)?;
        let mut turn = host.turn.lock().await;
        loop {
            let wishes = host.wishes();
            let by_pace = turn.due.checked_sub(self.gap * (self.burst - 1)).unwrap_or(turn.due);
            let by_wish = turn.left.filter(|_| !wishes.delay.is_zero()).map(|left| left + wishes.delay);
            let due = by_wish.map_or(by_pace, |wish| wish.max(by_pace));
            let due = host.is_alone(name)?.map_or(due, |until| until.max(due));
            let wait = due.saturating_duration_since(Instant::now());
            if !wait.is_zero() {
                sleep(wait).await;
                continue;
            }
            // The slot comes last, so that nobody who waits for a slow host keeps one; the turn is stamped after it.
            let all = Arc::clone(&self.slots).acquire_owned().await.map_err(closed)?;
            if host.is_alone(name)?.is_some() {
                continue;
            }
            let now = Instant::now();
            *turn = Turn { due: turn.due.max(now) + self.gap, left: Some(now) };
            return Ok(Pass { _host: own, _all: all });
        }
    }

    /// A host's robots.txt asks for a pause after each request, itself included.
    pub(super) fn slow(&self, name: &str, delay: Duration) {
        let host = self.host(name);
        host.wishes.lock().unwrap_or_else(PoisonError::into_inner).delay = delay;
    }

    /// A host asks to be left alone for a while.
    pub(super) fn leave_alone(&self, name: &str, time: Duration) {
        let host = self.host(name);
        let mut wishes = host.wishes.lock().unwrap_or_else(PoisonError::into_inner);
        wishes.alone_until = wishes.alone_until.max(Instant::now().checked_add(time));
    }
}

impl Host {
    fn new() -> Self {
        Self {
            slots: Arc::new(Semaphore::new(AT_ONCE)),
            turn: tokio::sync::Mutex::new(Turn { due: Instant::now(), left: None }),
            wishes: Mutex::default(),
        }
    }

    fn wishes(&self) -> Wishes {
        *self.wishes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Until when it is left alone, if that is soon.
    fn is_alone(&self, name: &str) -> Result<Option<Instant>, Failure> {
        let now = Instant::now();
        let until = self.wishes().alone_until.filter(|until| *until > now);
        match until.map(|until| until - now) {
            Some(time) if time > SHORT => Err(Failure::Wait(name.to_owned(), time)),
            _ => Ok(until),
        }
    }

    /// Whether forgetting it would let a request leave too early.
    fn is_pending(&self, now: Instant) -> bool {
        self.slots.available_permits() < AT_ONCE
            || self.wishes().alone_until.is_some_and(|until| until > now)
            || self.turn.try_lock().map_or(true, |turn| turn.due > now)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says by failing what is wrong")]
mod tests {
    use super::*;

    /// When each of so many requests left, in seconds.
    async fn left(pace: &Pace, host: &str, count: usize) -> Vec<f64> {
        let start = Instant::now();
        let mut times = Vec::new();
        for _ in 0..count {
            drop(pace.enter(host).await.unwrap());
            times.push(start.elapsed().as_secs_f64());
        }
        times
    }

    #[tokio::test(start_paused = true)]
    async fn no_minute_holds_more_than_allowed() {
        for per_minute in [1_usize, 2, 5, 30, 100] {
            let pace = Pace::new(u32::try_from(per_minute).unwrap(), 4);
            let times = left(&pace, "acme.example", per_minute * 3 + 1).await;
            for window in times.windows(per_minute + 1) {
                assert!(window[per_minute] - window[0] > 59.9, "{per_minute}: {window:?}");
            }
            assert!(times[per_minute * 3] < 60.0 * 3.75, "{per_minute} are reached");
        }
    }

    #[test]
    fn odd_settings_are_survived() {
        for (per_minute, at_once) in [(0, 0), (u32::MAX, usize::MAX), (1, 1)] {
            assert!(Pace::new(per_minute, at_once).burst >= 1);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_delay_that_is_asked_for_is_kept() {
        let pace = Pace::new(60, 4);
        assert!(left(&pace, "acme.example", 1).await[0] < 0.1);
        pace.slow("acme.example", Duration::from_secs(7));
        let times = left(&pace, "acme.example", 3).await;
        assert!(times[0] >= 7.0 && times[1] >= 14.0 && times[2] >= 21.0, "{times:?}");
        assert!(left(&pace, "other.example", 2).await[1] < 1.0);
    }

    #[tokio::test(start_paused = true)]
    async fn a_host_is_left_alone() {
        let pace = Pace::new(60, 4);
        pace.leave_alone("acme.example", Duration::from_secs(3));
        assert!(left(&pace, "acme.example", 1).await[0] >= 3.0);
        pace.leave_alone("acme.example", Duration::from_secs(300));
        assert!(matches!(pace.enter("acme.example").await, Err(Failure::Wait(..))));
        sleep(Duration::from_secs(301)).await;
        assert!(pace.enter("acme.example").await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn slots_are_kept_to() {
        let pace = Pace::new(6000, 3);
        let held = [pace.enter("a.example").await.unwrap(), pace.enter("a.example").await.unwrap()];
        let soon = Duration::from_secs(1);
        assert!(tokio::time::timeout(soon, pace.enter("a.example")).await.is_err(), "two of one host");
        let other = pace.enter("b.example").await.unwrap();
        assert!(tokio::time::timeout(soon, pace.enter("c.example")).await.is_err(), "three of all");
        drop((held, other));
        assert!(tokio::time::timeout(soon, pace.enter("c.example")).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn memory_is_bounded() {
        let pace = Pace::new(6000, 3);
        for n in 0..3 * MOST_HOSTS {
            drop(pace.enter(&format!("{n}.example")).await.unwrap());
            sleep(Duration::from_millis(20)).await;
        }
        assert!(pace.hosts.lock().unwrap().len() <= MOST_HOSTS);
    }
}
