//! How long the lists take: loading all of them, as every start does, and looking up a school.
//!
//! ```sh
//! cargo bench -p analyzer --bench lists
//! ```

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a bench fails loudly, prints, and reads the clock"
)]

use analyzer::reference::Reference;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The median of some runs.
fn median(runs: usize, mut run: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..runs).map(|_| run()).collect();
    times.sort_unstable();
    times.get(runs / 2).copied().unwrap_or_default()
}

fn timed<T>(run: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(run());
    start.elapsed()
}

fn main() {
    let load = median(31, || timed(|| Reference::embedded().unwrap()));
    println!("all lists, as at each start: {load:.1?}");
    let first = median(9, || {
        let reference = Reference::embedded().unwrap();
        timed(|| reference.institutions.named("University of Oxford"))
    });
    println!("the first school, which lays out the institutions: {first:.1?}");
    let reference = Reference::embedded().unwrap();
    let institutions = &reference.institutions;
    let _ = institutions.named("University of Oxford");
    for written in
        ["서울대학교 공과대학", "Stanford University Graduate School of Business", "University of Lindenwick"]
    {
        let time = median(99, || timed(|| institutions.named(written)));
        println!("{written}: {time:.1?}");
    }
    let near = median(9, || timed(|| institutions.near("University of Lindenwick")));
    println!("an unlisted one against all names: {near:.1?}");
    let owner = median(9, || timed(|| institutions.owners("mail.ox.ac.uk")));
    println!("the owner of a host: {owner:.1?}");
}
