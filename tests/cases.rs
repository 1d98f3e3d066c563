//! Every case of `tests/cases`, end to end, through the program itself; and the release gate, there, in `tests/blind` and in `tests/looked-up`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says by failing what is wrong")]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Cases whose rating is not accepted today. The list must be exact: a case that comes right leaves it, and none joins
/// it unseen. The release wants three at most.
const KNOWN_MISSES: [&str; 3] = [
    // A CV and a profile with nothing in common, but one employer is called "Freelance" and the other in another script.
    "p-ko-applicant-cv-and-profile-disagree-hostile",
    // A greeting of somebody whose name the platform hides: the greeting is ordinary, and the person cannot be told.
    "p-ko-out-of-network-member-unknown",
    // A student's mailbox at a university that no list knows, in the name of a professor of another one.
    "p-professor-with-another-schools-mail-hostile",
];

/// Cases of which a finding cites a code that would be wrong, likewise; most of them weakly.
const KNOWN_CITATIONS: [&str; 16] = [
    "hardest-08-freelance-headhunter-five-weak-signs",
    "ko-card-statement-secure-html",
    "ko-daum-forward-airbus-agent-no-address",
    "ko-freelance-headhunter-naver-kakao",
    "ko-linkedin-inmail-rotem-with-text",
    "ko-samsung-lee-rhee-choi-choe",
    "ko-sms-jd-is-in-your-mail",
    "p-agency-template-and-switchboard-honest",
    "p-coordinator-takes-over-honest",
    "p-ko-agency-template-and-switchboard-honest",
    "p-ko-applicant-degree-from-hanoi-honest",
    "p-ko-applicant-portfolio-link-and-cv-honest",
    "p-ko-hiring-manager-writes-himself-honest",
    "p-ko-thin-profile-one-line-unknown",
    "p-ko-typing-error-in-a-year-honest",
    "pair-clearance-question-honest",
];

fn eval() -> Value {
    eval_in("tests/cases")
}

fn eval_in(folder: &str) -> Value {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let output = Command::new(env!("CARGO_BIN_EXE_bonafide")).arg("eval").arg(cases).arg("--json").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn every_rating_is_accepted_and_no_honest_recruiter_is_told_stop() {
    let result = eval();
    let rows = result["rows"].as_array().unwrap();
    assert!(rows.len() >= 80, "only {} cases", rows.len());
    let mut faults = Vec::new();
    for row in rows {
        let id = row["id"].as_str().unwrap();
        if row["label"] == "genuine" && row["rating"] == "stop" {
            faults.push(format!("{id}: an honest contact is told to stop"));
        }
        let known = KNOWN_MISSES.contains(&id);
        if (row["accepted"] == true) == known {
            faults.push(format!("{id}: {} (accepts {}), known miss: {known}", row["rating"], row["ratings"]));
        }
        let wrong = !row["forbidden"].as_array().unwrap().is_empty();
        if wrong != KNOWN_CITATIONS.contains(&id) {
            faults.push(format!("{id}: wrongly cites {}", row["forbidden"]));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn nobody_honest_is_told_stop(rows: &[Value]) {
    let told: Vec<&str> = rows
        .iter()
        .filter(|row| row["label"] == "genuine" && row["rating"] == "stop")
        .filter_map(|row| row["id"].as_str())
        .collect();
    assert!(told.is_empty(), "honest contacts are told to stop: {told:?}");
}

/// The blind cases were written from the situation alone, by people who had not seen what is looked for. They measure;
/// the gate holds for them, too, and the program must not fall behind what it once understood of them.
#[test]
fn no_honest_recruiter_of_the_blind_cases_is_told_stop() {
    let result = eval_in("tests/blind");
    let rows = result["rows"].as_array().unwrap();
    assert!(rows.len() >= 130, "only {} cases", rows.len());
    nobody_honest_is_told_stop(rows);
    let auc = result["measures"]["roc_auc"].as_f64().unwrap();
    assert!(auc >= 0.98, "ROC AUC of the blind cases is {auc}");
}

/// Blind cases with what a look-up would have found, a third of them applicants. Written like the blind ones, records of
/// large firms included: nothing in them is a fact about anybody.
#[test]
fn nobody_honest_is_told_stop_for_what_was_looked_up() {
    let result = eval_in("tests/looked-up");
    let rows = result["rows"].as_array().unwrap();
    assert!(rows.len() >= 54, "only {} cases", rows.len());
    nobody_honest_is_told_stop(rows);
    let accepted = rows.iter().filter(|row| row["accepted"] == true).count();
    assert!(accepted * 100 >= rows.len() * 85, "only {accepted} of {} ratings are accepted", rows.len());
}

#[test]
fn both_languages_and_all_labels_are_there() {
    let result = eval();
    let rows = result["rows"].as_array().unwrap();
    for (field, value, least) in [
        ("label", "hostile", 30),
        ("label", "genuine", 25),
        ("label", "undetermined", 4),
        ("lang", "ko", 25),
        ("lang", "en", 35),
    ] {
        let count = rows.iter().filter(|r| r[field] == value).count();
        assert!(count >= least, "{count} cases with {field} {value}");
    }
    for number in 1..=12 {
        let wanted = format!("hardest-{number:02}");
        assert!(rows.iter().any(|r| r["id"].as_str().unwrap().starts_with(&wanted)), "no case {wanted}…");
    }
}

#[test]
fn the_verdict_does_not_hang_on_a_name() {
    let result = eval();
    let rows = result["rows"].as_array().unwrap();
    let mut pairs = 0;
    for row in rows {
        let Some(stem) = row["id"]
            .as_str()
            .unwrap()
            .strip_suffix("-a")
            .filter(|s| s.starts_with("twin-") || s.contains("name-swap"))
        else {
            continue;
        };
        let other = rows.iter().find(|r| r["id"] == format!("{stem}-b")).unwrap();
        assert_eq!(row["rating"], other["rating"], "{stem}");
        let (a, b) = (row["score"].as_f64().unwrap(), other["score"].as_f64().unwrap());
        assert!((a - b).abs() < 0.02, "{stem}: {a} and {b}");
        pairs += 1;
    }
    assert!(pairs >= 5, "only {pairs} pairs");
}
