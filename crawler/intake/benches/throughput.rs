//! How many plain mails a second one core reads and judges. Run: cargo bench -p intake --bench throughput
//!
//! The mails are the plain ones among the test cases (text, no attachments), each read and judged in turn.

#![allow(clippy::unwrap_used, reason = "a bench stops at the first fault")]

use std::path::Path;
use std::time::{Duration, Instant};

use analyzer::case::Case;
use analyzer::reference::Reference;
use intake::{Delivery, InProcess, Options};

/// How long a round of each part takes, and how many there are.
const ROUND: Duration = Duration::from_millis(500);
const ROUNDS: usize = 8;

fn plain_mails() -> Vec<Delivery> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let mut mails = Vec::new();
    for folder in std::fs::read_dir(cases).unwrap() {
        for entry in std::fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "eml") {
                let bytes = std::fs::read(&path).unwrap();
                let text = String::from_utf8_lossy(&bytes);
                if bytes.len() < 12_000 && !text.contains("multipart/mixed") {
                    mails.push(Delivery::new(path.file_name().unwrap().to_string_lossy(), bytes));
                }
            }
        }
    }
    mails.sort_by(|a, b| a.bytes.cmp(&b.bytes));
    mails
}

/// Runs `work` over the mails again and again; answers how many a second in the fastest round, since whatever else the
/// machine does only slows.
fn rate(mails: &[Delivery], mut work: impl FnMut(&Delivery)) -> f64 {
    mails.iter().for_each(&mut work);
    let mut best = 0.0f64;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let mut done = 0u32;
        while start.elapsed() < ROUND {
            mails.iter().for_each(&mut work);
            done += u32::try_from(mails.len()).unwrap();
        }
        best = best.max(f64::from(done) / start.elapsed().as_secs_f64());
    }
    best
}

fn main() {
    let start = Instant::now();
    let reference = Reference::embedded().unwrap();
    let loading = start.elapsed();
    let mails = plain_mails();
    let size: usize = mails.iter().map(|m| m.bytes.len()).sum();
    let as_of = "2026-05-04T09:00:00Z".parse().unwrap();
    let options = Options::default();
    let read = |mail: &Delivery| intake::read(std::slice::from_ref(mail), &options, &InProcess).unwrap();
    let reading = rate(&mails, |mail| drop(read(mail)));
    let both = rate(&mails, |mail| drop(analyzer::analyze(&Case::alone(read(mail), as_of), &reference)));
    println!("lists loaded in       {:.1} ms", loading.as_secs_f64() * 1000.0);
    println!(
        "mails                 {} plain ones, {:.1} KB each on average",
        mails.len(),
        size as f64 / mails.len() as f64 / 1000.0
    );
    println!("intake alone          {reading:.0} mails a second on one core");
    println!("intake and analysis   {both:.0} mails a second on one core");
}
