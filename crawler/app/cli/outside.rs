//! Commands that ask outside: `collect` and `data`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::{SignedDuration, Span, SpanRelativeTo};

use super::DbOption;

/// `collect`.
#[derive(Debug, Subcommand)]
pub enum Collect {
    /// Queue profiles, pages, domains and companies. What is queued already stays as it is.
    #[command(
        after_help = "Examples:\n  bonafide collect add https://www.linkedin.com/in/dana-reed acme.example \"Acme Robotics\"\n  bonafide collect add --from names.txt"
    )]
    Add {
        /// Addresses, domains, or names of companies that the lists know.
        #[arg(required_unless_present = "from", value_name = "URL|DOMAIN|COMPANY")]
        named: Vec<String>,
        /// A file with one of them a line; empty lines and those that begin with # are left out.
        #[arg(long, value_name = "FILE")]
        from: Option<PathBuf>,
        /// Folder whose files replace embedded lists of the same path.
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
        #[command(flatten)]
        db: DbOption,
    },
    /// Ask what is queued and due, politely, and store every answer as it comes.
    ///
    /// It may be ended at any moment, and run again: what is stored is neither lost nor asked twice. Ctrl-C gives back what
    /// was under way.
    #[command(after_help = "Example: bonafide collect run --config lookup.toml --for 60")]
    Run(CollectRun),
    /// List the queue, each question with its newest answer.
    #[command(after_help = "Example: bonafide collect list --json")]
    List {
        /// How many.
        #[arg(long, default_value_t = 1000)]
        limit: usize,
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        db: DbOption,
    },
    /// Queue again what was last asked so long ago.
    #[command(after_help = "Example: bonafide collect revisit --older-than 30d")]
    Revisit {
        /// How long ago: 12h, 30d, 8w.
        #[arg(long, value_parser = duration, value_name = "TIME")]
        older_than: SignedDuration,
        #[command(flatten)]
        db: DbOption,
    },
    /// Report what changed between visits: a profile's name, employer, headline or photo, that it has no name any more, or
    /// is gone.
    #[command(after_help = "Example: bonafide collect changes --since 7d")]
    Changes {
        /// Only those seen within this time: 12h, 30d, 8w.
        #[arg(long, value_parser = duration, value_name = "TIME")]
        since: Option<SignedDuration>,
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        db: DbOption,
    },
    /// Write the exchanges that a question's answers rest on as one WARC file (.warc.gz), for archives and courts.
    #[command(after_help = "Example: bonafide collect evidence 12 --into dana-reed.warc.gz")]
    Evidence {
        /// Its number, from `bonafide collect list`.
        id: i64,
        /// The file to write.
        #[arg(long, value_name = "FILE")]
        into: PathBuf,
        #[command(flatten)]
        db: DbOption,
    },
    /// Remove a question with all its answers and their evidence.
    #[command(after_help = "Example: bonafide collect drop 12")]
    Drop {
        /// Its number, from `bonafide collect list`.
        id: i64,
        #[command(flatten)]
        db: DbOption,
    },
}

/// The switch that stops all asking.
#[derive(Debug, Clone, Args)]
pub struct Offline {
    /// Ask nothing, whatever else is said.
    #[arg(long, env = "BONAFIDE_OFFLINE", value_parser = clap::builder::FalseyValueParser::new(), action = clap::ArgAction::SetTrue)]
    pub offline: bool,
}

/// `collect run`.
#[derive(Debug, Args)]
pub struct CollectRun {
    /// How to ask: contact, proxy, pace, services.
    #[arg(long, env = "BONAFIDE_LOOKUP_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[command(flatten)]
    pub offline: Offline,
    /// Keep going so long, waiting for what is due later; without it the run ends when nothing is due.
    #[arg(long = "for", value_name = "MINUTES")]
    pub minutes: Option<u32>,
    /// How often a look-up that fails is tried before it is given up.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub tries: u32,
    /// Write the measures of this run to a file, in Prometheus' text form.
    #[arg(long, value_name = "FILE")]
    pub metrics: Option<PathBuf>,
    /// Your organisation's file (see init-org), for kept submissions that were not judged yet.
    #[arg(long, env = "BONAFIDE_ORG", value_name = "FILE")]
    pub org: Option<PathBuf>,
    /// Folder whose files replace embedded lists of the same path.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    #[command(flatten)]
    pub db: DbOption,
}

/// `data`.
#[derive(Debug, Subcommand)]
pub enum Data {
    /// List the reference lists with their dates, ages and digests.
    #[command(after_help = "Example: bonafide data list --data lists/")]
    List {
        /// Folder whose files replace embedded lists of the same path.
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// Get newer lists from where lookup.toml allows it, into a folder for --data. Only what its publisher signed is taken.
    #[command(after_help = "Example: bonafide data refresh --config lookup.toml --into lists/")]
    Refresh {
        /// Paths of lists, as `bonafide data list` shows them [default: all that the configuration allows].
        lists: Vec<String>,
        /// The configuration, with its entries of whom to trust (`refresh`).
        #[arg(long, env = "BONAFIDE_LOOKUP_CONFIG", value_name = "FILE")]
        config: PathBuf,
        #[command(flatten)]
        offline: Offline,
        /// The folder to write to, made if it isn't there; name it with --data afterwards.
        #[arg(long, value_name = "DIR")]
        into: PathBuf,
    },
    /// Swap a list with the version before it.
    #[command(after_help = "Example: bonafide data rollback reference/alerts.toml --into lists/")]
    Rollback {
        /// The list's path, as `bonafide data list` shows it.
        list: String,
        /// The folder it is in.
        #[arg(long, value_name = "DIR")]
        into: PathBuf,
    },
}

/// A time such as `30d`; days have 24 hours, weeks seven days.
fn duration(text: &str) -> Result<SignedDuration, String> {
    let span: Span = text.parse().map_err(|_| format!("{text} is no time; write 12h, 30d or 8w"))?;
    let time = span.to_duration(SpanRelativeTo::days_are_24_hours()).map_err(|e| e.to_string())?;
    if time.is_negative() { Err(format!("{text} is a time to come")) } else { Ok(time) }
}
