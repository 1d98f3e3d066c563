//! The command line. Help, man page and completions are made from these definitions.

mod outside;

pub use outside::{Collect, CollectRun, Data, Offline};

use std::path::PathBuf;

use analyzer::case::{ContactRole, Lang};
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;

/// Tells whether a recruiter is who they say they are.
///
/// Reads what an employee got – a mail, a LinkedIn thread, a chat, an attachment – and says what is wrong with it, what
/// speaks for it, what could not be checked, and what to do. Works offline; uploads nothing.
#[derive(Debug, Parser)]
#[command(name = "bonafide", version, after_help = "Example: bonafide check message.eml")]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Judge an approach and print the report.
    ///
    /// Everything named is one submission: message, profile, attachment. An .mbox or a folder of mails is many
    /// submissions, one report each. Exit code: 0 ordinary, 10 unknown, 20 verify, 30 stop (of many: the gravest), 2 usage, 1 failed.
    #[command(after_help = CHECK_EXAMPLES)]
    Check(Check),
    /// Print what is read from files, as JSON, without judging it.
    ///
    /// Everything named is one submission: its messages, profiles, files, and what could not be read.
    #[command(after_help = "Example: bonafide read Profile.pdf")]
    Read {
        /// Files, folders, or - for standard input.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Run every case under a folder and print the measures.
    ///
    /// A case is a folder with case.toml and its artifacts. With --label a plain folder of mails is measured instead.
    #[command(after_help = "Examples:\n  bonafide eval tests/cases\n  bonafide eval ham/ --label genuine --json")]
    Eval(Eval),
    /// Show a signal's page, or list the signals.
    #[command(
        after_help = "Examples:\n  bonafide explain lookalike-domain\n  bonafide explain EM-1\n  bonafide explain"
    )]
    Explain {
        /// The signal's id or a catalogue code; without it, all are listed.
        signal: Option<String>,
        /// The language of questions.
        #[command(flatten)]
        lang: LangOption,
    },
    /// Write a commented org.toml: your organisation's names, domains, staff and projects.
    #[command(after_help = "Example: bonafide init-org org.toml")]
    InitOrg {
        /// The file to write; - for standard output.
        #[arg(default_value = "org.toml")]
        path: PathBuf,
        /// Replace a file that is there.
        #[arg(long)]
        force: bool,
    },
    /// List what was kept with --store, newest first.
    #[command(after_help = "Example: bonafide list --limit 20")]
    List {
        #[command(flatten)]
        db: DbOption,
        /// How many.
        #[arg(long, default_value_t = 50)]
        limit: usize,
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// Show the report of a kept submission again, judged anew with today's lists.
    #[command(after_help = "Example: bonafide show 12")]
    Show {
        /// Its number, from `bonafide list`.
        id: i64,
        #[command(flatten)]
        judging: Judging,
        #[command(flatten)]
        output: Output,
    },
    /// Remove a kept submission with its bytes and verdicts.
    #[command(after_help = "Example: bonafide forget 12")]
    Forget {
        /// Its number, from `bonafide list`.
        id: i64,
        #[command(flatten)]
        db: DbOption,
    },
    /// Keep banks of known photographs: your own people, and placeholders that anybody may use.
    ///
    /// A picture of a submission that is the same photograph as a known one, under another name or company, is told.
    /// Hashes are kept, pictures are not; photographs are recognised, faces are not.
    #[command(subcommand)]
    Photos(Photos),
    /// Work a queue of look-ups that lasts: profiles, pages, domains and companies, asked again and compared.
    ///
    /// `collect run` asks outside; crawler/README.md says of whom, and who learns of it.
    #[command(subcommand)]
    Collect(Collect),
    /// List the reference lists, get newer ones, go back to the one before.
    #[command(subcommand)]
    Data(Data),
    /// Train the sentence model from labelled messages and print how well it does on messages it has not seen.
    #[command(after_help = "Example: bonafide train data/training --out data/models/asks.bin")]
    Train {
        /// Folder of training files.
        folder: PathBuf,
        /// Where to write the weights; without it only the measures are printed.
        #[arg(long)]
        out: Option<PathBuf>,
        /// Passes over the examples.
        #[arg(long, default_value_t = 30)]
        epochs: usize,
        /// Print the sentences that were misjudged.
        #[arg(long)]
        errors: bool,
    },
    /// Print shell completions.
    #[command(after_help = "Example: bonafide completions bash > ~/.local/share/bash-completion/completions/bonafide")]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Write the man pages into a folder.
    #[command(after_help = "Example: bonafide man ~/.local/share/man/man1")]
    Man {
        /// The folder.
        folder: PathBuf,
    },
    /// Read one hostile file for the parent process: a job on standard input, the answer on standard output.
    #[command(hide = true)]
    Worker,
}

const CHECK_EXAMPLES: &str = "Examples:
  bonafide check message.eml
  bonafide check thread.txt profile.vcf \"job description.zip\"
  pbpaste | bonafide check -
  bonafide check inbox.mbox --json
  bonafide check message.eml --org org.toml --store
  bonafide check message.eml --online
  bonafide check https://www.linkedin.com/in/… thread.txt --online";

/// `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Files, folders, or - for standard input; with --online also the address of a public profile.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub judging: Judging,
    #[command(flatten)]
    pub output: Output,
    /// Keep the submission and its verdict, and hold it against what was kept before.
    #[arg(long)]
    pub store: bool,
}

/// `photos`.
#[derive(Debug, Subcommand)]
pub enum Photos {
    /// Add photographs: of one of your people, or pictures that stand for nobody (silhouettes, logos, stock).
    #[command(
        after_help = "Examples:\n  bonafide photos add --staff --name \"Dana Reed\" --organisation Acme dana.jpg\n  bonafide photos add --placeholder silhouette.png"
    )]
    Add {
        /// They show one of your people.
        #[arg(long, required_unless_present = "placeholder", conflicts_with = "placeholder", requires = "name")]
        staff: bool,
        /// They stand for nobody, and are never taken for a clone.
        #[arg(long)]
        placeholder: bool,
        /// Whom they show.
        #[arg(long)]
        name: Option<String>,
        /// Their organisation.
        #[arg(long, default_value = "")]
        organisation: String,
        /// The pictures.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        db: DbOption,
    },
    /// Print what photographs are recognised by, for `photos = […]` of a `[[staff]]` entry in org.toml.
    #[command(after_help = "Example: bonafide photos print dana.jpg")]
    Print {
        /// The pictures.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// List the known photographs, newest first.
    #[command(after_help = "Example: bonafide photos list")]
    List {
        #[command(flatten)]
        db: DbOption,
        /// Those of earlier contacts, too.
        #[arg(long)]
        contacts: bool,
        /// How many.
        #[arg(long, default_value_t = 50)]
        limit: usize,
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// Remove a photograph from its bank: of somebody who left, or who uses it rightly.
    #[command(after_help = "Example: bonafide photos forget 3")]
    Forget {
        /// Its number, from `bonafide photos list`.
        id: i64,
        #[command(flatten)]
        db: DbOption,
    },
}

/// `eval`.
#[derive(Debug, Args)]
pub struct Eval {
    /// Folder of cases, or of mails with --label.
    pub folder: PathBuf,
    /// What the mails of a plain folder are.
    #[arg(long, value_enum)]
    pub label: Option<Label>,
    #[command(flatten)]
    pub judging: Judging,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
    /// Print one line for every case or mail.
    #[arg(long)]
    pub rows: bool,
}

/// How a case is judged.
#[derive(Debug, Clone, Args)]
pub struct Judging {
    /// Your organisation's file (see init-org).
    #[arg(long, env = "BONAFIDE_ORG", value_name = "FILE")]
    pub org: Option<PathBuf>,
    /// Recorded look-ups, replayed.
    #[arg(long, value_name = "FILE")]
    pub lookups: Option<PathBuf>,
    /// Folder whose files replace embedded lists of the same path.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// The moment the verdict speaks of, RFC 3339 [default: now].
    #[arg(long, value_name = "RFC3339")]
    pub as_of: Option<Timestamp>,
    /// Who the contact claims to be.
    #[arg(long = "as", value_enum, default_value_t = Role::Recruiter)]
    pub role: Role,
    #[command(flatten)]
    pub lang: LangOption,
    #[command(flatten)]
    pub db: DbOption,
    #[command(flatten)]
    pub asking: Asking,
}

/// Whether and how the open web is asked.
#[derive(Debug, Clone, Args)]
pub struct Asking {
    /// Ask registries, the claimed employer's own sites, job boards and code forges about what is claimed.
    ///
    /// Never visits what the contact sent, for that tells him. The report says what was asked, where and when.
    #[arg(long)]
    pub online: bool,
    /// Ask nothing, whatever else is said.
    #[arg(long, env = "BONAFIDE_OFFLINE", value_parser = clap::builder::FalseyValueParser::new(), action = clap::ArgAction::SetTrue)]
    pub offline: bool,
    /// Also visit what the contact sent, and hosts that he may control. He may learn of it.
    #[arg(long, requires = "online")]
    pub visit_contact: bool,
    /// How to ask: contact, proxy, resolvers, limits.
    #[arg(long, env = "BONAFIDE_LOOKUP_CONFIG", value_name = "FILE")]
    pub lookup_config: Option<PathBuf>,
}

/// Where kept submissions are.
#[derive(Debug, Clone, Args)]
pub struct DbOption {
    /// Where kept submissions are [default: a file in your data folder].
    #[arg(long, env = "BONAFIDE_DB", value_name = "sqlite:PATH")]
    pub db: Option<String>,
}

/// The language.
#[derive(Debug, Clone, Args)]
pub struct LangOption {
    /// The language of the answer [default: from the environment].
    #[arg(long, value_enum, value_name = "en|ko")]
    pub lang: Option<Tongue>,
}

/// How the report is printed.
#[derive(Debug, Clone, Args)]
pub struct Output {
    /// Print the verdict as JSON, and nothing else on standard output.
    #[arg(long)]
    pub json: bool,
    /// Leave out the analyst's part.
    #[arg(long)]
    pub brief: bool,
}

/// Languages of the answer.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Tongue {
    /// English.
    En,
    /// Korean.
    Ko,
}

impl From<Tongue> for Lang {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::En => Lang::En,
            Tongue::Ko => Lang::Ko,
        }
    }
}

/// Who the contact claims to be.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Role {
    /// Someone who offers work.
    Recruiter,
    /// Someone who asks for work.
    Applicant,
}

impl From<Role> for ContactRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Recruiter => ContactRole::Recruiter,
            Role::Applicant => ContactRole::Applicant,
        }
    }
}

/// What the mails of a folder are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Label {
    /// Honest.
    Genuine,
    /// Not.
    Hostile,
}
