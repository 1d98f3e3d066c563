//! Asking the open web, where the user wants it: `--online`, and the operator's settings.

use std::path::Path;
use std::sync::{Arc, Mutex};

use analyzer::case::{Lookup, Question};
use analyzer::reference::Reference;
use lookup::{Desk, NoShelf, Settings, Shelf};
use store::Store;

use crate::Failure;
use crate::cli::{Asking, Offline};
use crate::commands::progress;
use crate::config::unreadable;
use crate::shelf::{self, StoreShelf};

/// The desk, if questions may be asked at all. Registries are those of the lists where the operator names no other. With a
/// database, what goes over the line is kept in it.
pub fn desk(asking: &Asking, reference: &Reference, database: Option<&Path>) -> Result<Option<Desk>, Failure> {
    if asking.offline || !asking.online {
        return Ok(None);
    }
    let mut settings = asking.lookup_config.as_deref().map(settings).transpose()?.unwrap_or_default();
    settings.visit_contact |= asking.visit_contact;
    settings.services = settings.services.with_registries(reference.rdap_servers());
    let shelf: Arc<dyn Shelf> = match database {
        Some(path) => Arc::new(StoreShelf::new(Arc::new(Mutex::new(Store::open(path)?)))),
        None => Arc::new(NoShelf),
    };
    Ok(Some(Desk::open(&settings, shelf).map_err(Failure::new)?))
}

/// The settings of a command that does nothing but ask.
pub fn asking(config: Option<&Path>, offline: &Offline) -> Result<Settings, Failure> {
    if offline.offline {
        return Err(Failure::usage("--offline: nothing is asked, and this command does nothing else"));
    }
    Ok(config.map(settings).transpose()?.unwrap_or_default())
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

/// Asks the questions and shows how far it is. Also answers what the exchanges are kept under that they rest on together.
pub fn ask(desk: &Desk, questions: &[Question]) -> (Vec<Lookup>, Vec<String>) {
    let progress = progress(questions.len() as u64);
    let asked = shelf::noting_here(|| desk.ask(questions, |_| progress.inc(1)));
    progress.finish_and_clear();
    asked
}
