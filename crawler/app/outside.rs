//! Asking the open web, where the user wants it: `--online`, and the operator's settings.

use std::path::Path;
use std::sync::Arc;

use analyzer::case::{Lookup, Question};
use analyzer::reference::Reference;
use lookup::{Desk, NoShelf, Settings};

use crate::Failure;
use crate::cli::Asking;
use crate::commands::progress;
use crate::config::unreadable;

/// The desk, if questions may be asked at all. Registries are those of the lists where the operator names no other.
pub fn desk(asking: &Asking, reference: &Reference) -> Result<Option<Desk>, Failure> {
    if asking.offline || !asking.online {
        return Ok(None);
    }
    let mut settings = asking.lookup_config.as_deref().map(settings).transpose()?.unwrap_or_default();
    settings.visit_contact |= asking.visit_contact;
    settings.services = settings.services.with_registries(reference.rdap_servers());
    Ok(Some(Desk::open(&settings, Arc::new(NoShelf)).map_err(Failure::new)?))
}

/// The operator's settings. Paths in them are relative to their file.
pub fn settings(path: &Path) -> Result<Settings, Failure> {
    let text = std::fs::read_to_string(path).map_err(|e| unreadable(path, &e))?;
    let mut settings: Settings = toml::from_str(&text).map_err(|e| Failure::new(format!("{}: {e}", path.display())))?;
    if let (Some(roots), Some(folder)) = (&settings.roots, path.parent()) {
        settings.roots = Some(folder.join(roots));
    }
    Ok(settings)
}

/// Asks the questions and shows how far it is.
pub fn ask(desk: &Desk, questions: &[Question]) -> Vec<Lookup> {
    let progress = progress(questions.len() as u64);
    let lookups = desk.ask(questions, |_| progress.inc(1));
    progress.finish_and_clear();
    lookups
}
