//! Works out the digests of the lists that are compiled in, so that no start of the program has to.

#![allow(clippy::disallowed_methods, reason = "builds the analyzer and is no part of it")]

use std::fmt::Write as _;
use std::path::Path;

use sha2::{Digest, Sha256};

fn main() {
    println!("cargo::rerun-if-changed=../data/policy.toml");
    println!("cargo::rerun-if-changed=../data/models");
    println!("cargo::rerun-if-changed=../data/reference");
    let mut found = Vec::new();
    for part in ["policy.toml", "models", "reference"] {
        digests(Path::new("../data"), Path::new(part), &mut found);
    }
    let mut code = String::from("&[\n");
    for (path, digest) in found {
        let _ = writeln!(code, "    ({path:?}, {digest:?}),");
    }
    code.push(']');
    let out = std::env::var("OUT_DIR").unwrap_or_default();
    if let Err(error) = std::fs::write(Path::new(&out).join("digests.rs"), code) {
        println!("cargo::error=the digests of the lists can't be written: {error}");
    }
}

/// Adds path below `data/` and SHA-256 of a file, or of every file of a folder.
fn digests(data: &Path, part: &Path, found: &mut Vec<(String, [u8; 32])>) {
    let whole = data.join(part);
    if let Ok(folder) = std::fs::read_dir(&whole) {
        for entry in folder.flatten() {
            digests(data, &part.join(entry.file_name()), found);
        }
    } else {
        match std::fs::read(&whole) {
            Ok(bytes) => found.push((part.to_string_lossy().replace('\\', "/"), Sha256::digest(&bytes).into())),
            Err(error) => println!("cargo::error={}: {error}", whole.display()),
        }
    }
}
