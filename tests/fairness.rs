//! The verdict must not hang on who the contact seems to be: with another person's name, another gender, another
//! country's, the rating and the score of every case stay the same.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says by failing what is wrong")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
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
fn swapped(
    folder: &str,
    round: usize,
    before: &BTreeMap<String, (String, f64)>,
    reference: &Reference,
) -> (usize, Vec<String>) {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let copy = tempfile::tempdir().unwrap();
    let mut changed = Vec::new();
    for case in fs::read_dir(&cases).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()) {
        let id = case.file_name().unwrap().to_str().unwrap().to_owned();
        let mut files = Vec::new();
        walk(&case, &mut files);
        let texts: BTreeMap<&Path, String> = files
            .iter()
            .filter(|f| f.extension().is_some_and(|e| ["txt", "eml", "html", "json", "vcf"].iter().any(|x| e == *x)))
            .filter_map(|f| Some((f.as_path(), String::from_utf8(fs::read(f).unwrap()).ok()?)))
            .collect();
        // What is encoded would keep the old name, and half a person renamed is two persons.
        let encoded = |text: &String| ["=?", "base64", "name-swap"].iter().any(|mark| text.contains(mark));
        let renaming = if texts.values().any(encoded) { None } else { renaming(&texts, round, reference) };
        for file in &files {
            let target = copy.path().join(&id).join(file.strip_prefix(&case).unwrap());
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            let bytes = match (&renaming, texts.get(file.as_path())) {
                (Some(renaming), Some(text)) => renamed(text, renaming).into_bytes(),
                _ => fs::read(file).unwrap(),
            };
            fs::write(target, bytes).unwrap();
        }
        if renaming.is_some() {
            changed.push(id);
        }
    }
    let after = judged(copy.path());
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

/// Every file of a folder and those below it.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
        if path.is_dir() {
            walk(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// What to write instead of what, so that everybody whom the texts of a case name as the contact has another name; none if
/// there is no name to change, or one is a word, a firm's or a domain's, too.
fn renaming(texts: &BTreeMap<&Path, String>, round: usize, reference: &Reference) -> Option<Vec<(String, String)>> {
    let mut names: Vec<String> = Vec::new();
    let mut elsewhere = String::new();
    for (path, text) in texts {
        let name = path.file_name()?.to_str()?;
        let Ok(submission) = intake::read(&[Delivery::new(name, text.as_str())], &Options::default(), &InProcess)
        else {
            continue;
        };
        let contact = analyze(&Case::alone(submission, "2026-11-25T09:00:00Z".parse().unwrap()), reference).contact;
        elsewhere.push_str(&format!("{} {} ", contact.employers.join(" "), contact.domains.join(" ")).to_lowercase());
        names.extend(contact.names);
    }
    let both = names.iter().any(|name| korean(name).is_some());
    // An address in Latin letters would keep the name that Hangul loses.
    if both && texts.values().any(|text| text.contains("linkedin.com/in/")) {
        return None;
    }
    let mut changes = Vec::new();
    for name in &names {
        // Who is named in both scripts, or in several files, stays one person.
        let person = names.iter().position(|other| compare(other, name) != Likeness::Different).unwrap_or(0) + round;
        if let Some((_, old_given)) = korean(name) {
            let new = PERSONS[person % 4].2;
            changes.push((name.clone(), new.to_owned()));
            changes.push((old_given.to_owned(), korean(new).unwrap().1.to_owned()));
            continue;
        }
        let parts: Vec<&str> = name.split_whitespace().collect();
        let [old_given, old_family] = parts[..] else { return None };
        let proper = |w: &str| w.len() >= 3 && w.chars().all(char::is_alphabetic) && w.is_ascii();
        let taken = |w: &str| elsewhere.contains(&w.to_lowercase()) || WORDS.contains(&w.to_lowercase().as_str());
        if ![old_given, old_family].iter().all(|w| proper(w) && !taken(w)) {
            return None;
        }
        let (given, family, _) = PERSONS[if both { person % 4 } else { person % PERSONS.len() }];
        for (old, new) in [(old_given, given), (old_family, family)] {
            changes.push((old.to_owned(), new.to_owned()));
            changes.push((old.to_lowercase(), new.to_lowercase()));
            changes.push((old.to_uppercase(), new.to_uppercase()));
        }
    }
    (!changes.is_empty()).then_some(changes)
}

/// A text with the changes made, Latin words only where no letter touches them.
fn renamed(text: &str, changes: &[(String, String)]) -> String {
    changes.iter().fold(text.to_owned(), |text, (old, new)| {
        if old.is_ascii() { whole_words(&text, old, new) } else { text.replace(old.as_str(), new) }
    })
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
    let reference = Reference::embedded().unwrap();
    let (mut cases, mut faults) = (0, Vec::new());
    for folder in ["tests/cases", "tests/blind"] {
        let before = judged(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
        for round in 0..3 {
            let (changed, wrong) = swapped(folder, round, &before, &reference);
            cases += changed;
            faults.extend(wrong);
        }
    }
    assert!(cases >= 3 * 60, "only {cases} times could a contact be given another name");
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "{} verdicts hang on a name:\n{}", faults.len(), faults.join("\n"));
}
