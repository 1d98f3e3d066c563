//! `bonafide eval`: every case under a folder, and the measures.

mod measures;

pub use measures::{auc, average_precision};

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Instant;

use analyzer::case::{ContactRole, Lang};
use analyzer::reading::Topic;
use analyzer::reference::Reference;
use analyzer::{Rating, Verdict};
use intake::Delivery;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::Store;

use super::check::progress;
use crate::cli::{Eval, Label};
use crate::collect::{self, Collected};
use crate::isolation::ChildProcess;
use crate::pipeline::Line;
use crate::{Failure, config};
use measures::Measures;

/// `case.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    label: CaseLabel,
    #[serde(default)]
    kind: String,
    as_of: Timestamp,
    #[serde(default)]
    lang: String,
    ratings: Vec<Rating>,
    #[serde(default)]
    codes: Vec<String>,
    #[serde(default)]
    forbidden: Vec<String>,
    artifacts: Vec<String>,
    #[serde(rename = "as", default)]
    role: ContactRole,
    #[serde(default)]
    #[allow(dead_code, reason = "part of the format; read by people")]
    origin: String,
    #[serde(default)]
    #[allow(dead_code, reason = "part of the format; read by people")]
    note: String,
}

/// What a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseLabel {
    /// Somebody means harm.
    Hostile,
    /// Honest.
    Genuine,
    /// Nobody can tell.
    Undetermined,
}

/// One case's result.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Path below the folder.
    pub id: String,
    /// What it is.
    pub label: CaseLabel,
    /// Its kind.
    pub kind: String,
    /// Its language.
    pub lang: String,
    /// The verdict's rating; none if it could not be read.
    pub rating: Option<Rating>,
    /// The verdict's score.
    pub score: f64,
    /// The verdict's topic.
    pub topic: Option<Topic>,
    /// Whether the rating is one the case accepts.
    pub accepted: bool,
    /// Ratings the case accepts.
    pub ratings: Vec<Rating>,
    /// Codes of counted findings that are more than weak.
    pub cited: Vec<String>,
    /// Codes an expert would cite.
    pub codes: Vec<String>,
    /// Codes cited that would be wrong.
    pub forbidden: Vec<String>,
    /// Milliseconds from bytes to verdict.
    pub milliseconds: f64,
    /// Why it could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed: Option<String>,
}

/// Runs the cases and prints the measures. Exit code 0, or 1 if a case could not be run.
pub fn run(options: &Eval) -> Result<u8, Failure> {
    if options.judging.asking.online {
        return Err(Failure::usage(
            "eval judges with recorded look-ups, so that a measure can be repeated; leave out --online",
        ));
    }
    let reference = config::reference(options.judging.data.as_deref())?;
    let rows = match options.label {
        Some(label) => mails(options, &reference, label)?,
        None => cases(options, &reference)?,
    };
    let measures = Measures::of(&rows);
    if options.json {
        println!("{}", serde_json::to_string_pretty(&serde_json::json!({ "measures": measures, "rows": rows }))?);
    } else {
        if options.rows {
            for row in &rows {
                println!("{}", line_of(row));
            }
        }
        print!("{}", measures.render(&rows));
    }
    Ok(u8::from(options.label.is_none() && rows.iter().any(|r| r.failed.is_some())))
}

fn line_of(row: &Row) -> String {
    let rating = row.rating.map_or_else(|| "failed".to_owned(), |r| format!("{r:?}").to_lowercase());
    let mark = if row.accepted { " " } else { "✗" };
    format!(
        "{mark} {rating:<9} {:.3} {:>7.1} ms {:<14} {}  {}",
        row.score,
        row.milliseconds,
        row.kind,
        row.id,
        row.failed.clone().unwrap_or_else(|| row.cited.join(" "))
    )
}

/// The cases below a folder.
fn cases(options: &Eval, reference: &Reference) -> Result<Vec<Row>, Failure> {
    let mut folders = Vec::new();
    find(&options.folder, &mut folders).map_err(|e| config::unreadable(&options.folder, &e))?;
    if folders.is_empty() {
        return Err(Failure::new(format!(
            "{}: no case.toml below it; with --label a plain folder of mails is measured",
            options.folder.display()
        )));
    }
    folders.sort();
    let bar = progress(folders.len() as u64);
    let rows = Mutex::new(Vec::with_capacity(folders.len()));
    let next = Mutex::new(folders.into_iter());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(folder) = next.lock().ok().and_then(|mut n| n.next()) {
                    let id = folder.strip_prefix(&options.folder).unwrap_or(&folder).to_string_lossy().into_owned();
                    let row = case(&folder, &id, options, reference);
                    if let Ok(mut rows) = rows.lock() {
                        rows.push(row);
                    }
                    bar.inc(1);
                }
            });
        }
    });
    bar.finish_and_clear();
    let mut rows: Vec<Row> = rows.into_inner().unwrap_or_default().into_iter().collect::<Result<_, _>>()?;
    rows.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(rows)
}

fn find(folder: &Path, cases: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if folder.join("case.toml").is_file() {
        cases.push(folder.to_owned());
        return Ok(());
    }
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            find(&entry.path(), cases)?;
        }
    }
    Ok(())
}

fn case(folder: &Path, id: &str, options: &Eval, reference: &Reference) -> Result<Row, Failure> {
    let file = read_case(folder)?;
    let earlier = earlier(folder)?;
    let mut line = line(folder, &file, options, reference)?;
    if !earlier.is_empty() {
        let mut store = Store::in_memory()?;
        for before in &earlier {
            let file = read_case(before)?;
            let mut line = Line { store: Some(store), ..self::line(before, &file, options, reference)? };
            line.judge(&deliveries(before, &file)?)?;
            store = line.store.take().ok_or_else(|| Failure::new("the store of an earlier case is gone"))?;
        }
        line.store = Some(store);
    }
    let deliveries = deliveries(folder, &file)?;
    let start = Instant::now();
    let judged = line.judge(&deliveries);
    Ok(row(id, &file, judged, start))
}

fn read_case(folder: &Path) -> Result<CaseFile, Failure> {
    let path = folder.join("case.toml");
    let text = std::fs::read_to_string(&path).map_err(|e| config::unreadable(&path, &e))?;
    toml::from_str(&text).map_err(|e| Failure::new(format!("{}: {e}", path.display())))
}

/// Cases handed in before this one, in order.
fn earlier(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let folder = folder.join("earlier");
    let mut cases = Vec::new();
    if folder.is_dir() {
        find(&folder, &mut cases).map_err(|e| config::unreadable(&folder, &e))?;
        cases.sort();
    }
    Ok(cases)
}

fn line<'a>(folder: &Path, file: &CaseFile, options: &Eval, reference: &'a Reference) -> Result<Line<'a>, Failure> {
    let beside = |name: &str| Some(folder.join(name)).filter(|p| p.is_file());
    Ok(Line {
        reference,
        org: beside("org.toml").as_deref().or(options.judging.org.as_deref()).map(config::organisation).transpose()?,
        lookups: beside("lookups.json").as_deref().map(config::lookups).transpose()?.unwrap_or_default(),
        as_of: Some(options.judging.as_of.unwrap_or(file.as_of)),
        lang: if file.lang == "ko" { Lang::Ko } else { Lang::En },
        role: file.role,
        own_names: Vec::new(),
        isolation: &ChildProcess,
        store: None,
        banks: None,
        desk: None,
    })
}

fn deliveries(folder: &Path, file: &CaseFile) -> Result<Vec<Delivery>, Failure> {
    let paths: Vec<PathBuf> = file.artifacts.iter().map(|a| folder.join(a)).collect();
    paths.iter().map(|path| collect::file(path)).collect()
}

fn row(id: &str, file: &CaseFile, judged: Result<Verdict, Failure>, start: Instant) -> Row {
    let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
    let mut row = Row {
        id: id.to_owned(),
        label: file.label,
        kind: file.kind.clone(),
        lang: file.lang.clone(),
        rating: None,
        score: 0.0,
        topic: None,
        accepted: false,
        ratings: file.ratings.clone(),
        cited: Vec::new(),
        codes: file.codes.clone(),
        forbidden: Vec::new(),
        milliseconds,
        failed: None,
    };
    match judged {
        Ok(verdict) => {
            row.rating = Some(verdict.rating);
            row.score = verdict.score;
            row.topic = Some(verdict.topic);
            row.accepted = file.ratings.contains(&verdict.rating);
            // What speaks for the contact accuses nobody.
            let held = verdict.findings.iter().filter(|f| f.strength != analyzer::finding::Strength::Reassuring);
            let all: Vec<&String> = held.flat_map(|f| &f.codes).collect();
            row.forbidden = file.forbidden.iter().filter(|c| all.contains(c)).cloned().collect();
            row.cited = cited(&verdict);
        }
        Err(failure) => row.failed = Some(failure.text),
    }
    row
}

/// Codes of counted findings that are more than weak, once each: what says the same as a stronger finding of its family is
/// shown and not cited.
fn cited(verdict: &Verdict) -> Vec<String> {
    use analyzer::finding::Strength;
    let told = verdict.findings.iter().filter(|f| f.counted && f.strength >= Strength::Moderate);
    let mut codes: Vec<String> = told.flat_map(|f| f.codes.clone()).collect();
    codes.sort();
    codes.dedup();
    codes
}

/// The mails of a plain folder, all of one label.
fn mails(options: &Eval, reference: &Reference, label: Label) -> Result<Vec<Row>, Failure> {
    let many = match collect::collect(std::slice::from_ref(&options.folder), false)? {
        Collected::Many(many) => many,
        Collected::One(..) => {
            return Err(Failure::usage(format!("{}: not a folder of mails and no mailbox", options.folder.display())));
        }
    };
    let genuine = label == Label::Genuine;
    let file = CaseFile {
        label: if genuine { CaseLabel::Genuine } else { CaseLabel::Hostile },
        kind: String::new(),
        as_of: options.judging.as_of.unwrap_or_else(Timestamp::now),
        lang: String::new(),
        ratings: if genuine { vec![Rating::Ordinary, Rating::Unknown] } else { vec![Rating::Stop, Rating::Verify] },
        codes: Vec::new(),
        forbidden: Vec::new(),
        artifacts: Vec::new(),
        role: options.judging.role.into(),
        origin: String::new(),
        note: String::new(),
    };
    let bar = progress(many.files_left() as u64);
    let many = Mutex::new(many);
    let rows = Mutex::new(Vec::new());
    let org = options.judging.org.as_deref().map(config::organisation).transpose()?;
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                let mut line = Line {
                    reference,
                    org: org.clone(),
                    lookups: Vec::new(),
                    as_of: Some(file.as_of),
                    lang: config::language(&options.judging.lang),
                    role: file.role,
                    own_names: Vec::new(),
                    isolation: &ChildProcess,
                    store: None,
                    banks: None,
                    desk: None,
                };
                while let Some(delivery) = many.lock().ok().and_then(|mut m| m.next()) {
                    let name = delivery.as_ref().map_or_else(|f| f.text.clone(), |d| d.name.clone());
                    let start = Instant::now();
                    let judged = delivery.and_then(|d| line.judge(&[d]));
                    let row = row(&name, &file, judged, start);
                    if let Ok(mut rows) = rows.lock() {
                        rows.push(row);
                    }
                    bar.inc(1);
                }
            });
        }
    });
    bar.finish_and_clear();
    let mut rows = rows.into_inner().unwrap_or_default();
    rows.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(rows)
}

/// How many rows have each rating.
fn ratings(rows: &[Row]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for row in rows {
        let name = row.rating.map_or_else(|| "failed".to_owned(), |r| format!("{r:?}").to_lowercase());
        *counts.entry(name).or_insert(0) += 1;
    }
    counts
}
