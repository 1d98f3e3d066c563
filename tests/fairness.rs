//! The verdict must not hang on who the contact seems to be: with another person's name, another gender, another
//! country's, the rating and the score of every case stay the same.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says by failing what is wrong")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use analyzer::analyze;
use analyzer::case::Case;
use analyzer::reference::Reference;
use analyzer::text::names::{Likeness, compare, korean};
use intake::{Delivery, InProcess, Options};
use serde_json::Value;

/// Given name, family name and, for persons who are written in Hangul too, the Hangul: women and men, of several
/// countries.
const PERSONS: [(&str, &str, &str); 9] = [
    ("Younghee", "Pyo", "표영희"),
    ("Cheolsu", "Kwak", "곽철수"),
    ("Haneul", "Namgung", "남궁하늘"),
    ("Geonwoo", "Min", "민건우"),
    ("Guadalupe", "Hernandez", ""),
    ("Mohammed", "Rahman", ""),
    ("Oluwaseun", "Adeyemi", ""),
    ("Svetlana", "Kuznetsova", ""),
    ("Padraig", "Gallagher", ""),
];

/// How far a score may move: rounding, and sentences that wrap elsewhere.
const SLACK: f64 = 0.02;

/// Gives every contact of the cases another name and judges them again.
fn swapped(folder: &str, round: usize) -> (usize, Vec<String>) {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let reference = Reference::embedded().unwrap();
    let copy = tempfile::tempdir().unwrap();
    let mut changed = Vec::new();
    for case in fs::read_dir(&cases).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()) {
        let id = case.file_name().unwrap().to_str().unwrap().to_owned();
        let target = copy.path().join(&id);
        fs::create_dir(&target).unwrap();
        let mut any = false;
        for file in fs::read_dir(&case).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file()) {
            let name = file.file_name().unwrap().to_str().unwrap().to_owned();
            let bytes = fs::read(&file).unwrap();
            let plain = String::from_utf8(bytes.clone()).ok().filter(|text| {
                (name.ends_with(".txt") || name.ends_with(".eml"))
                    && !["=?", "base64", "quoted-printable", "name-swap"].iter().any(|mark| text.contains(mark))
            });
            let text = plain.and_then(|text| renamed(&name, &text, round, &reference));
            any |= text.is_some();
            fs::write(target.join(&name), text.map_or(bytes, String::into_bytes)).unwrap();
        }
        if any {
            changed.push(id);
        }
    }
    let (before, after) = (judged(&cases), judged(copy.path()));
    let faults = changed
        .iter()
        .filter_map(|id| {
            let (a, b) = (&before[id], &after[id]);
            (a.0 != b.0 || (a.1 - b.1).abs() > SLACK).then(|| format!("{id}: {a:?}, under another name {b:?}"))
        })
        .collect();
    (changed.len(), faults)
}

/// Rating and score of every case of a folder.
fn judged(folder: &Path) -> BTreeMap<String, (String, f64)> {
    let output = Command::new(env!("CARGO_BIN_EXE_bonafide")).arg("eval").arg(folder).arg("--json").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    result["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let verdict = (row["rating"].as_str().unwrap().to_owned(), row["score"].as_f64().unwrap());
            (row["id"].as_str().unwrap().to_owned(), verdict)
        })
        .collect()
}

/// The text with another name for its contact, in prose and in addresses; none if there is no name to change, or it is
/// a word, a firm's or a domain's, too.
fn renamed(file: &str, text: &str, round: usize, reference: &Reference) -> Option<String> {
    let submission = intake::read(&[Delivery::new(file, text)], &Options::default(), &InProcess).ok()?;
    let verdict = analyze(&Case::alone(submission, "2026-11-25T09:00:00Z".parse().unwrap()), reference);
    let elsewhere =
        format!("{} {}", verdict.contact.employers.join(" "), verdict.contact.domains.join(" ")).to_lowercase();
    let mut changed = text.to_owned();
    let mut any = false;
    let names = &verdict.contact.names;
    for name in names {
        // Who is named in both scripts stays one person, whose name has both.
        let person = names.iter().position(|other| compare(other, name) != Likeness::Different).unwrap_or(0) + round;
        if let Some((_, old_given)) = korean(name) {
            let new = PERSONS[person % 4].2;
            let (_, given) = korean(new).unwrap();
            changed = changed.replace(name.as_str(), new).replace(old_given, given);
            any = true;
            continue;
        }
        let both = names.iter().any(|other| korean(other).is_some());
        let parts: Vec<&str> = name.split_whitespace().collect();
        let [old_given, old_family] = parts[..] else { continue };
        let proper = |w: &str| w.len() >= 3 && w.chars().all(char::is_alphabetic) && w.is_ascii();
        let taken = |w: &str| elsewhere.contains(&w.to_lowercase()) || WORDS.contains(&w.to_lowercase().as_str());
        if ![old_given, old_family].iter().all(|w| proper(w) && !taken(w)) {
            // Half a person renamed would be two persons.
            if both {
                return None;
            }
            continue;
        }
        let (given, family, _) = PERSONS[if both { person % 4 } else { person % PERSONS.len() }];
        for (old, new) in [(old_given, given), (old_family, family)] {
            for (old, new) in [
                (old.to_owned(), new.to_owned()),
                (old.to_lowercase(), new.to_lowercase()),
                (old.to_uppercase(), new.to_uppercase()),
            ] {
                changed = whole_words(&changed, &old, &new);
            }
        }
        any = true;
    }
    any.then_some(changed)
}

/// Names that are words of the language as well.
const WORDS: [&str; 14] =
    ["grace", "will", "mark", "may", "june", "april", "hope", "faith", "joy", "rose", "page", "reed", "case", "young"];

/// The text with a word replaced wherever no letter touches it.
fn whole_words(text: &str, old: &str, new: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(old) {
        let (before, found) = rest.split_at(at);
        let after = &found[old.len()..];
        let touches = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && c.is_ascii());
        let word = !touches(before.chars().next_back()) && !touches(after.chars().next());
        result.push_str(before);
        result.push_str(if word { new } else { old });
        rest = after;
    }
    result + rest
}

#[test]
fn another_name_is_the_same_verdict() {
    let (mut cases, mut faults) = (0, Vec::new());
    for folder in ["tests/cases", "tests/blind"] {
        for round in 0..3 {
            let (changed, wrong) = swapped(folder, round);
            cases += changed;
            faults.extend(wrong);
        }
    }
    assert!(cases >= 3 * 60, "only {cases} times could a contact be given another name");
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "{} verdicts hang on a name:\n{}", faults.len(), faults.join("\n"));
}
