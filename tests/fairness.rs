//! The verdict must not hang on who the contact seems to be: with another person's name, another gender, another
//! nationality, another school of equal standing, the rating and the score of every case stay the same.
//!
//! Every case of `tests/cases` and `tests/blind` is written anew with other words, whatever it is encoded in, and judged
//! again from end to end. `cargo test --test fairness -- --nocapture` tells how many could be, and why others could not.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says by failing what is wrong")]

#[path = "fairness/mail.rs"]
mod mail;
#[path = "fairness/swaps.rs"]
mod swaps;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{LazyLock, Mutex};

use analyzer::analyze;
use analyzer::case::Case;
use analyzer::reference::Reference;
use intake::{Delivery, InProcess, Options};
use serde_json::Value;
use swaps::Changes;

/// How far a score may move: rounding, and sentences that wrap elsewhere.
const SLACK: f64 = 0.02;

/// A case as it lies, with what is needed to write it anew.
struct Told {
    id: String,
    /// Path below the case's folder, and bytes.
    files: Vec<(PathBuf, Vec<u8>)>,
    /// Every word of it that can be changed.
    texts: String,
    /// The names of the contacts.
    names: Vec<String>,
    /// Firms and domains, in lower case: they keep their names.
    elsewhere: String,
    /// A name stands in what can't be written anew: a PDF, an Office document, a picture.
    fixed: bool,
}

/// How the files of a case are written anew.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Mail,
    Json,
    Text,
    /// Left as it is.
    Other,
}

fn form(path: &Path) -> Form {
    if path.file_name().is_some_and(|name| name == "case.toml") {
        return Form::Other;
    }
    match path.extension().and_then(|e| e.to_str()).unwrap_or("") {
        "eml" | "mhtml" => Form::Mail,
        "json" => Form::Json,
        "txt" | "html" | "vcf" | "ics" | "csv" | "md" | "toml" => Form::Text,
        _ => Form::Other,
    }
}

/// A file with its words changed.
fn written(path: &Path, bytes: &[u8], change: &mut dyn FnMut(&str) -> String) -> Vec<u8> {
    match (form(path), std::str::from_utf8(bytes)) {
        (Form::Mail, _) => mail::rewritten(bytes, change),
        // `김` and `김` are one letter.
        (Form::Json, Ok(text)) if text.contains("\\u") => match serde_json::from_str::<Value>(text) {
            Ok(mut value) => {
                strings(&mut value, change);
                serde_json::to_vec(&value).unwrap()
            }
            Err(_) => bytes.to_vec(),
        },
        (Form::Json | Form::Text, Ok(text)) => change(text).into_bytes(),
        _ => bytes.to_vec(),
    }
}

fn strings(value: &mut Value, change: &mut dyn FnMut(&str) -> String) {
    match value {
        Value::String(text) => *text = change(text),
        Value::Array(all) => all.iter_mut().for_each(|one| strings(one, change)),
        Value::Object(all) => all.values_mut().for_each(|one| strings(one, change)),
        _ => {}
    }
}

/// Every case of a folder.
fn told(folder: &Path, reference: &Reference) -> Vec<Told> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
    folders.sort();
    let next = Mutex::new(folders.into_iter());
    let all = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(folder) = { next.lock().unwrap().next() } {
                    let case = tell(&folder, reference);
                    all.lock().unwrap().push(case);
                }
            });
        }
    });
    let mut all = all.into_inner().unwrap();
    all.sort_by(|a, b| a.id.cmp(&b.id));
    all
}

fn tell(folder: &Path, reference: &Reference) -> Told {
    let mut paths = Vec::new();
    walk(folder, &mut paths);
    paths.sort();
    let below = |path: &PathBuf| path.strip_prefix(folder).unwrap().to_owned();
    let files: Vec<(PathBuf, Vec<u8>)> = paths.iter().map(|path| (below(path), fs::read(path).unwrap())).collect();
    let mut texts = String::new();
    for (path, bytes) in &files {
        written(path, bytes, &mut |text: &str| {
            texts.push_str(text);
            texts.push('\n');
            text.to_owned()
        });
    }
    let (mut names, mut elsewhere, mut fixed) = (Vec::new(), String::new(), false);
    for (path, bytes) in
        files.iter().filter(|(path, _)| !matches!(path.extension().and_then(|e| e.to_str()), Some("toml")))
    {
        let name = path.file_name().unwrap().to_str().unwrap();
        if name == "lookups.json" {
            continue;
        }
        if ["png", "jpg", "webp"].iter().any(|e| name.ends_with(e)) {
            fixed = true;
            continue;
        }
        let Ok(submission) = intake::read(&[Delivery::new(name, bytes.clone())], &Options::default(), &InProcess)
        else {
            continue;
        };
        let verdict = analyze(&Case::alone(submission, "2026-11-25T09:00:00Z".parse().unwrap()), reference);
        elsewhere +=
            &format!("{} {} ", verdict.contact.employers.join(" "), verdict.contact.domains.join(" ")).to_lowercase();
        let stands =
            |name: &str| [".pdf", ".docx", ".docm", ".odt", ".hwp", ".hwpx", ".zip"].iter().any(|e| name.ends_with(e));
        let claims = verdict.claims.iter().filter(|claim| claim.kind == "name");
        fixed |= claims.flat_map(|claim| &claim.cites).any(|cite| stands(&cite.name.to_lowercase()));
        names.extend(verdict.contact.names);
    }
    Told { id: folder.file_name().unwrap().to_str().unwrap().to_owned(), files, texts, names, elsewhere, fixed }
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

/// What is swapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Swap {
    Name,
    Gender,
    School,
}

impl Swap {
    fn changes(self, case: &Told, round: usize) -> Result<Changes, &'static str> {
        let some = |changes: Changes, why| if changes.is_empty() { Err(why) } else { Ok(changes) };
        match self {
            Swap::Name if case.id.contains("name-swap") => Err("a case about names"),
            Swap::Name if case.fixed => Err("a name in a file that can't be written anew"),
            Swap::Name => swaps::names(&case.names, &case.elsewhere, &case.texts, round),
            Swap::Gender => some(swaps::genders(&case.texts), "no word of gender"),
            Swap::School => some(swaps::schools(&case.texts, round), "no school with an equal"),
        }
    }
}

/// All cases with their verdicts, told once for all tests.
static CASES: LazyLock<Vec<(Vec<Told>, BTreeMap<String, (String, f64)>)>> = LazyLock::new(|| {
    let reference = Reference::embedded().unwrap();
    let folders = ["tests/cases", "tests/blind"].into_iter();
    folders
        .map(|folder| {
            let cases = told(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &reference);
            let copy = tempfile::tempdir().unwrap();
            for (case, (path, bytes)) in cases.iter().flat_map(|case| case.files.iter().map(move |file| (case, file))) {
                // Encoded anew without a change, so that the encoding is not what is compared.
                let same = written(path, bytes, &mut |text: &str| text.to_owned());
                put(&copy.path().join(&case.id).join(path), &same);
            }
            let verdicts = judged(copy.path());
            (cases, verdicts)
        })
        .collect()
});

/// Swaps in every case where there is something to swap, and judges again what changed.
fn swapped(swap: Swap, rounds: usize) -> (usize, Vec<String>) {
    let (mut count, mut faults) = (0, Vec::new());
    let mut left: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (cases, before) in CASES.iter() {
        for round in 0..rounds {
            let copy = tempfile::tempdir().unwrap();
            let mut changed = Vec::new();
            for case in cases {
                match swap.changes(case, round) {
                    Ok(changes) => {
                        for (path, bytes) in &case.files {
                            let new = written(path, bytes, &mut |text: &str| swaps::changed(text, &changes));
                            put(&copy.path().join(&case.id).join(path), &new);
                        }
                        changed.push((&case.id, changes));
                    }
                    Err(why) if round == 0 => left.entry(why).or_default().push(&case.id),
                    Err(_) => {}
                }
            }
            if changed.is_empty() {
                continue;
            }
            count += changed.len();
            let after = judged(copy.path());
            for (id, changes) in changed {
                let (a, b) = (&before[id], &after[id]);
                if a.0 != b.0 || (a.1 - b.1).abs() > SLACK {
                    let changes: Vec<String> =
                        changes.iter().take(4).map(|(old, new)| format!("{old}→{new}")).collect();
                    faults.push(format!("{id}: {a:?}, then {b:?} ({})", changes.join(" ")));
                }
            }
        }
    }
    println!("{swap:?}: {count} verdicts compared");
    for (why, cases) in left {
        println!("  {} left as they are ({why}), such as {}", cases.len(), cases[..cases.len().min(5)].join(" "));
    }
    (count, faults)
}

fn put(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn same_verdict(swap: Swap, rounds: usize, least: usize) {
    let (count, mut faults) = swapped(swap, rounds);
    faults.sort();
    assert!(faults.is_empty(), "{} verdicts hang on {swap:?}:\n{}", faults.len(), faults.join("\n"));
    assert!(count >= least, "only {count} times could anything be swapped");
}

#[test]
fn another_name_is_the_same_verdict() {
    same_verdict(Swap::Name, 2, 2 * 150);
}

#[test]
fn another_gender_is_the_same_verdict() {
    same_verdict(Swap::Gender, 1, 40);
}

/// Into every case a sentence is written that tells the contact's nationality: of six, all give one verdict.
#[test]
fn another_nationality_is_the_same_verdict() {
    let mut faults = Vec::new();
    let mut count = 0;
    for (cases, _) in CASES.iter() {
        let verdicts: Vec<BTreeMap<String, (String, f64)>> = (0..2)
            .map(|side| {
                let copy = tempfile::tempdir().unwrap();
                for (number, case) in cases.iter().enumerate() {
                    let round = (number + side * (1 + number % 5)) % 6;
                    for (path, bytes) in &case.files {
                        put(&copy.path().join(&case.id).join(path), &saying(path, bytes, round));
                    }
                }
                judged(copy.path())
            })
            .collect();
        for (id, a) in &verdicts[0] {
            let b = &verdicts[1][id];
            count += 1;
            if a.0 != b.0 || (a.1 - b.1).abs() > SLACK {
                faults.push(format!("{id}: {a:?}, then {b:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{} verdicts hang on a nationality:\n{}", faults.len(), faults.join("\n"));
    assert!(count >= 340, "only {count}");
}

/// A message that says of which nationality its writer is: in the first text of a mail, or at the end of a pasted one.
fn saying(path: &Path, bytes: &[u8], round: usize) -> Vec<u8> {
    if form(path) != Form::Mail && path.extension().is_none_or(|e| e != "txt") {
        return bytes.to_vec();
    }
    let mut said = false;
    written(path, bytes, &mut |text: &str| {
        let field = text.split_once(':').is_some_and(|(name, _)| name.bytes().all(|b| b.is_ascii_graphic()));
        let prose =
            text.lines().count() >= 3 && !text.trim_start().starts_with('<') && !(form(path) == Form::Mail && field);
        if said || !prose {
            return text.to_owned();
        }
        said = true;
        let korean = text.chars().any(analyzer::text::fold::is_hangul);
        format!("{}\n{}\n", text.trim_end(), swaps::nationality(korean, round))
    })
}

#[test]
fn another_school_of_equal_standing_is_the_same_verdict() {
    same_verdict(Swap::School, 1, 10);
}
