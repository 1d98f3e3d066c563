//! One module for each command; the small ones are here.

mod check;
mod eval;
mod explain;
mod kept;
mod org;
mod photos;
mod read;
mod train;

pub use check::progress;

use clap::CommandFactory;

use crate::Failure;
use crate::cli::{Cli, Command, Judging};
use crate::config;
use crate::isolation::{self, ChildProcess};
use crate::outside;
use crate::pipeline::Line;
use analyzer::reference::Reference;
use store::Store;

/// Runs a command and answers the exit code.
pub fn run(command: Command) -> Result<u8, Failure> {
    match command {
        Command::Check(options) => check::run(&options),
        Command::Read { paths } => read::run(&paths),
        Command::Eval(options) => eval::run(&options),
        Command::Explain { signal, lang } => explain::run(signal.as_deref(), config::language(&lang)),
        Command::InitOrg { path, force } => org::run(&path, force),
        Command::List { db, limit, json } => kept::list(&db, limit, json),
        Command::Show { id, judging, output } => kept::show(id, &judging, &output),
        Command::Forget { id, db } => kept::forget(id, &db),
        Command::Photos(command) => photos::run(command),
        Command::Train { folder, out, epochs, errors } => train::run(&folder, out.as_deref(), epochs, errors),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "bonafide", &mut std::io::stdout());
            Ok(0)
        }
        Command::Man { folder } => {
            std::fs::create_dir_all(&folder).map_err(|e| config::unreadable(&folder, &e))?;
            clap_mangen::generate_to(Cli::command(), &folder)?;
            Ok(0)
        }
        Command::Worker => isolation::work(),
    }
}

/// The line as the options ask for it. With `keep` the database is made if need be; without, an existing one that was
/// named is read for sightings.
fn line<'a>(judging: &Judging, reference: &'a Reference, keep: bool) -> Result<Line<'a>, Failure> {
    let store = if keep { Some(Store::open(&config::database(&judging.db)?)?) } else { None };
    let banks = match config::existing_database(&judging.db)? {
        Some(path) if !keep => Some(Store::open(&path)?),
        _ => None,
    };
    Ok(Line {
        reference,
        org: judging.org.as_deref().map(config::organisation).transpose()?,
        lookups: judging.lookups.as_deref().map(config::lookups).transpose()?.unwrap_or_default(),
        as_of: judging.as_of,
        lang: config::language(&judging.lang),
        role: judging.role.into(),
        own_names: Vec::new(),
        isolation: &ChildProcess,
        store,
        banks,
        desk: outside::desk(&judging.asking, reference)?,
    })
}
