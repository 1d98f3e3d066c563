//! Who may depend on whom. One arrow more, and this fails: change `ARROWS` only on purpose.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says by failing what is wrong")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Every arrow between our crates: the left one may use the right one.
const ARROWS: [(&str, &str); 9] = [
    ("intake", "analyzer"),
    ("lookup", "analyzer"),
    ("store", "analyzer"),
    ("bonafide", "analyzer"),
    ("bonafide", "intake"),
    ("bonafide", "lookup"),
    ("bonafide", "store"),
    // Only their tests use the little internet.
    ("lookup", "internet"),
    ("bonafide", "internet"),
];

/// What may lie visibly at the top.
const TOP: [&str; 10] = [
    "Cargo.toml", "Cargo.lock", "README.md", "LICENSE-MIT", "LICENSE-APACHE", "analyzer", "crawler", "data", "tests",
    "target",
];

/// Crates from outside that one of ours alone may use, and whose they are.
const OWNERS: [(&str, &[&str]); 8] = [
    ("reqwest", &["lookup"]),
    ("rusqlite", &["store"]),
    ("refinery", &["store"]),
    ("scraper", &["intake", "lookup"]),
    ("html5ever", &["intake", "lookup"]),
    ("mail-parser", &["intake"]),
    ("axum", &["bonafide"]),
    ("clap", &["bonafide"]),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn manifests() -> Vec<(String, toml::Table)> {
    [
        "Cargo.toml", "analyzer/Cargo.toml", "crawler/intake/Cargo.toml", "crawler/lookup/Cargo.toml",
        "crawler/store/Cargo.toml", "tests/internet/Cargo.toml",
    ]
    .iter()
    .map(|path| {
        let table: toml::Table = fs::read_to_string(root().join(path)).unwrap().parse().unwrap();
        let name = table["package"]["name"].as_str().unwrap().to_owned();
        (name, table)
    })
    .collect()
}

/// Names of a manifest's dependencies, those of tests and builds too.
fn dependencies(manifest: &toml::Table, kinds: &[&str]) -> BTreeSet<String> {
    kinds.iter().filter_map(|kind| manifest.get(*kind)?.as_table()).flat_map(|table| table.keys().cloned()).collect()
}

#[test]
fn no_arrow_more() {
    let ours: BTreeSet<String> = manifests().iter().map(|(name, _)| name.clone()).collect();
    let mut found = BTreeSet::new();
    for (name, manifest) in manifests() {
        for used in dependencies(&manifest, &["dependencies", "dev-dependencies", "build-dependencies"]) {
            if ours.contains(&used) {
                found.insert((name.clone(), used));
            }
        }
    }
    let wanted: BTreeSet<(String, String)> = ARROWS.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    assert_eq!(found, wanted);
}

#[test]
fn only_tests_use_the_little_internet() {
    for (name, manifest) in manifests() {
        let used = dependencies(&manifest, &["dependencies", "build-dependencies"]);
        assert!(!used.contains("internet"), "{name} ships with the little internet");
    }
}

#[test]
fn outside_crates_have_one_owner() {
    for (name, manifest) in manifests() {
        for used in dependencies(&manifest, &["dependencies"]) {
            if let Some((_, owners)) = OWNERS.iter().find(|(outside, _)| *outside == used) {
                assert!(owners.contains(&name.as_str()), "{name} uses {used}, which is for {owners:?}");
            }
        }
    }
}

#[test]
fn the_analyzer_does_nothing_but_think() {
    // clippy.toml bans what can be named; these are the words that none of its sources may hold.
    for file in sources(&root().join("analyzer/src")) {
        let text = fs::read_to_string(&file).unwrap();
        for word in [
            "std::fs", "std::net::Tcp", "std::net::Udp", "std::process", "SystemTime", "Instant::now",
            "Timestamp::now", "std::env", "thread::",
        ] {
            assert!(!text.contains(word), "{} mentions {word}", file.display());
        }
    }
}

#[test]
fn intake_opens_nothing() {
    for file in sources(&root().join("crawler/intake/src")) {
        let text = fs::read_to_string(&file).unwrap();
        for word in ["std::fs", "std::net", "std::process::Command", "MessageAuthenticator", "std::env"] {
            assert!(!text.contains(word), "{} mentions {word}", file.display());
        }
    }
}

#[test]
fn nothing_visible_beside_the_house() {
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(name.starts_with('.') || TOP.contains(&name.as_str()), "{name} lies at the top");
    }
}

#[test]
fn data_holds_no_code() {
    for file in files(&root().join("data")) {
        let ending = file.extension().map(|e| e.to_string_lossy().into_owned()).unwrap_or_default();
        assert!(
            ["toml", "txt", "md", "bin", "onnx", "json"].contains(&ending.as_str()),
            "{} is no data",
            file.display()
        );
    }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    files(folder).into_iter().filter(|f| f.extension().is_some_and(|e| e == "rs")).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}
