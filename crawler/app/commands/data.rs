//! `bonafide data`: the reference lists, newer ones, and the ones before.

mod folder;
mod manifest;
mod refresh;

use std::path::Path;

use jiff::{Timestamp, tz::TimeZone};
use sha2::{Digest, Sha256};

use super::check::put;
use crate::cli::Data;
use crate::{Failure, config, outside};
use folder::Folder;

/// Runs one of the commands.
pub fn run(command: Data) -> Result<u8, Failure> {
    match command {
        Data::List { data, json } => list(data.as_deref(), json),
        Data::Refresh { lists, config, offline, into } => {
            refresh::run(&lists, &outside::asking(Some(&config), &offline)?, &Folder::new(into))
        }
        Data::Rollback { list, into } => {
            let date = Folder::new(into).roll_back(&list)?;
            println!("{list} is of {date} again.");
            Ok(0)
        }
    }
}

fn list(data: Option<&Path>, json: bool) -> Result<u8, Failure> {
    let reference = config::reference(data)?;
    let today = TimeZone::UTC.to_datetime(Timestamp::now()).date();
    for (path, list) in &reference.provenance {
        let digest = digest(reference.bytes(path).unwrap_or_default());
        let days = list.date().map(|date| today.duration_since(date).as_hours() / 24);
        if json {
            let line = serde_json::json!({
                "list": path, "title": list.title, "date": list.retrieved, "days": days, "sha256": digest,
                "source": list.source, "licence": list.licence,
            });
            put(&format!("{line}\n"))?;
        } else {
            let days = days.map(|days| format!("{days} days")).unwrap_or_default();
            put(&format!("{}  {days:>10}  {}  {path}\n", list.retrieved, digest.get(..16).unwrap_or_default()))?;
        }
    }
    Ok(0)
}

/// SHA-256 in hexadecimal.
fn digest(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
