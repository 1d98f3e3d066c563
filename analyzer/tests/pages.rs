//! Every signal's page is run: the cases under `## Fires` must fire, those under `## Stays silent` must not.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says by failing what is wrong")]

mod page_case;

use analyzer::finding::{Outcome, Strength};
use analyzer::reading::Reading;
use analyzer::reference::Reference;
use analyzer::signals::{SIGNALS, Signal};
use page_case::PageCase;

/// Headings that every page has, in this order.
const HEADINGS: [&str; 3] = ["## Fires", "## Stays silent", "## What it cannot tell"];

#[test]
fn every_page_holds() {
    let reference = Reference::embedded().unwrap();
    let mut faults = Vec::new();
    for signal in SIGNALS {
        check(signal, &reference, &mut faults);
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn ids_are_unique_and_every_code_is_on_its_page() {
    let mut ids: Vec<&str> = SIGNALS.iter().map(|s| s.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), SIGNALS.len());
    for signal in SIGNALS {
        assert!(!signal.codes.is_empty(), "{} answers no code", signal.id);
        for code in signal.codes {
            assert!(signal.page.contains(code), "{}: its page does not name {code}", signal.id);
        }
    }
}

fn check(signal: &Signal, reference: &Reference, faults: &mut Vec<String>) {
    let mut fault = |what: String| faults.push(format!("{}: {what}", signal.id));
    let places: Vec<Option<usize>> = HEADINGS.iter().map(|h| signal.page.find(&format!("\n{h}\n"))).collect();
    let [Some(fires), Some(silent), Some(limits)] = places[..] else {
        return fault(format!("its page lacks one of {HEADINGS:?}"));
    };
    if !(fires < silent && silent < limits) {
        return fault("the headings are not in order".to_owned());
    }
    if signal.page[limits..].trim().lines().skip(1).map(str::len).sum::<usize>() < 60 {
        fault("says too little under \"What it cannot tell\"".to_owned());
    }
    for (from, to, must_fire) in [(fires, silent, true), (silent, limits, false)] {
        let blocks = blocks(&signal.page[from..to]);
        if blocks.is_empty() {
            fault(format!("no ```toml block where it {}", if must_fire { "fires" } else { "stays silent" }));
        }
        for (number, block) in (1..).zip(blocks) {
            let place = format!("{} {number}", if must_fire { "fires" } else { "silent" });
            match toml::from_str::<PageCase>(block) {
                Err(error) => fault(format!("{place}: {error}")),
                Ok(page_case) => {
                    if let Err(why) = run(signal, &page_case, reference, must_fire) {
                        fault(format!("{place}: {why}"));
                    }
                }
            }
        }
    }
}

fn run(signal: &Signal, page_case: &PageCase, reference: &Reference, must_fire: bool) -> Result<(), String> {
    let case = page_case.case();
    let reading = Reading::new(&case, reference);
    let outcome = (signal.check)(&reading);
    match (&outcome, must_fire) {
        (Outcome::Found(findings), true) => {
            let strongest = findings.iter().map(|f| f.strength).max().unwrap_or(Strength::Reassuring);
            if findings.iter().any(|f| f.claim.en.is_empty() || f.claim.ko.is_empty()) {
                return Err("a claim without words in one of the languages".to_owned());
            }
            match page_case.expect {
                Some(wanted) if wanted != strongest => Err(format!("is {strongest:?}, expected {wanted:?}")),
                None => Err("needs `expect = \"weak|moderate|strong|decisive|reassuring\"`".to_owned()),
                Some(_) => Ok(()),
            }
        }
        (Outcome::Missing { .. }, false) if page_case.missing => Ok(()),
        (Outcome::Clear, false) if !page_case.missing => Ok(()),
        _ => Err(format!("answers {outcome:?}; asks were {:?}, topic {:?}", reading.asks, reading.topic)),
    }
}

/// The contents of the ```toml blocks of a section.
fn blocks(section: &str) -> Vec<&str> {
    section.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect()
}
