//! The form of a site's file, `sites/NAME.toml`.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use serde::Deserialize;

/// Whose a site is, for tests that ask who learnt of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whose {
    /// A registry, board, forge or platform: it answers everybody.
    Service,
    /// An employer or agency that exists.
    Employer,
    /// The contact, or somebody in league with him. A visit tells him.
    Contact,
    /// Nobody's in particular; it means harm to whoever visits.
    Hostile,
}

/// One site: its names, where it is, and what is known of it elsewhere.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Site {
    /// What it is, in a line, for whoever reads the file.
    pub about: String,
    /// Whose it is.
    pub whose: Whose,
    /// Its hosts; `*.name` is every host below. The first is its usual one.
    pub names: Vec<String>,
    /// Its address, in `127.80.0.0/16`; one that names no server stands for a host that doesn't answer.
    pub address: Ipv4Addr,
    /// Answers with these addresses in turn instead, one for each time the name is asked for: a name that is bound anew.
    #[serde(default)]
    pub rebinds: Vec<Ipv4Addr>,
    /// Mail servers as `10 mx.name`, for each domain.
    #[serde(default)]
    pub mx: BTreeMap<String, Vec<String>>,
    /// Texts, for each name.
    #[serde(default)]
    pub txt: BTreeMap<String, Vec<String>>,
    /// Registrations of its domains.
    #[serde(default)]
    pub registered: Vec<Registration>,
    /// Certificates logged for it.
    #[serde(default)]
    pub certificate: Vec<Certificate>,
    /// Pages, the first that fits counting.
    #[serde(default)]
    pub page: Vec<Page>,
    /// What it does to every request.
    #[serde(default)]
    pub trouble: Option<Trouble>,
    /// The interface that it answers with where it has no page, by the module of [`crate::services`].
    #[serde(default)]
    pub service: Option<String>,
    /// The employer's boards at vendors of job boards.
    #[serde(default)]
    pub board: Vec<Board>,
    /// Accounts at forges.
    #[serde(default)]
    pub account: Vec<Account>,
}

/// What a registry knows of a domain.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Registration {
    /// The domain.
    pub domain: String,
    /// When it was registered; a registry that tells no dates has none.
    #[serde(default)]
    pub at: Option<String>,
    /// When it ends.
    #[serde(default)]
    pub until: Option<String>,
    /// Through whom.
    #[serde(default)]
    pub registrar: Option<String>,
    /// By whom, where it is published.
    #[serde(default)]
    pub registrant: Option<String>,
    /// Its status, in the words of RFC 8056.
    #[serde(default)]
    pub status: Vec<String>,
    /// Name servers.
    #[serde(default)]
    pub name_servers: Vec<String>,
}

/// A certificate in the public logs.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Certificate {
    /// When it was logged.
    pub at: String,
    /// Every name on it.
    pub names: Vec<String>,
    /// Who issued it.
    #[serde(default)]
    pub issuer: Option<String>,
}

/// A page, or another thing at a path.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Page {
    /// The path, with its query if that matters; `*` at the end stands for anything.
    pub path: String,
    /// Only at this host of the site.
    #[serde(default)]
    pub host: Option<String>,
    /// The status.
    #[serde(default = "ok")]
    pub status: u16,
    /// The media type.
    #[serde(rename = "type", default = "html")]
    pub media: String,
    /// Further header fields.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Where it sends visitors, if it does.
    #[serde(default)]
    pub location: Option<String>,
    /// The body. A body of HTML that is no whole document is put into one, with the title.
    #[serde(default)]
    pub body: String,
    /// The title of the document.
    #[serde(default)]
    pub title: String,
    /// JSON-LD put into its head.
    #[serde(default)]
    pub json_ld: Option<toml::Value>,
    /// What it does instead of answering as one should.
    #[serde(default)]
    pub trouble: Option<Trouble>,
}

fn ok() -> u16 {
    200
}

fn html() -> String {
    "text/html; charset=utf-8".to_owned()
}

/// What a host may do to whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trouble {
    /// A body without end.
    Endless,
    /// A byte of the body every half second.
    SlowBody,
    /// A byte of the head every half second.
    SlowHead,
    /// Takes the request and says nothing.
    Silent,
    /// A quarter of a gigabyte of zeros, as a quarter of a megabyte of gzip.
    Bomb,
    /// A header field of 64 MB.
    WideHead,
    /// A hundred thousand header fields.
    ManyFields,
    /// Promises more bytes than it sends, and hangs up.
    ShortBody,
    /// Sends more bytes than it promised.
    LongBody,
    /// Sends visitors back to itself, each time under another path.
    Loop,
    /// Hangs up at once.
    HangsUp,
    /// Answers with rubbish that is no HTTP.
    Rubbish,
    /// A certificate that nobody vouches for.
    SelfSigned,
    /// A certificate that ended.
    Expired,
    /// A certificate of another name.
    WrongName,
}

/// An employer's board at a vendor.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Board {
    /// The vendor, as the lists of organisations name it.
    pub vendor: String,
    /// The tenant.
    pub tenant: String,
    /// The board's site, where a vendor has several for a tenant (Workday).
    #[serde(default)]
    pub site: Option<String>,
    /// The employer's name there.
    pub name: String,
    /// The status that it answers with instead, when it is down.
    #[serde(default)]
    pub down: Option<u16>,
    /// What it does instead of answering as one should.
    #[serde(default)]
    pub trouble: Option<Trouble>,
    /// What is posted.
    #[serde(default)]
    pub job: Vec<Job>,
}

/// A posted role.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Job {
    /// Its title.
    pub title: String,
    /// Where.
    #[serde(default)]
    pub location: String,
    /// Its number.
    #[serde(default)]
    pub number: String,
}

/// An account at a forge.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Account {
    /// The forge: `github`, `gitlab` or `bitbucket`.
    pub forge: String,
    /// The account's name.
    pub name: String,
    /// When it was opened.
    pub opened: String,
    /// How many public repositories it has; those named below where it isn't told.
    #[serde(default)]
    pub repositories: Option<u64>,
    /// Repositories.
    #[serde(default)]
    pub repository: Vec<Repository>,
}

/// A repository.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Repository {
    /// Its name.
    pub name: String,
    /// When it was made.
    pub created: String,
    /// When it was pushed to last.
    pub pushed: String,
    /// Stars.
    #[serde(default)]
    pub stars: u64,
    /// Forks.
    #[serde(default)]
    pub forks: u64,
    /// `account/name` of what it was forked from.
    #[serde(default)]
    pub fork_of: Option<String>,
    /// Commits, newest first: `time address`.
    #[serde(default)]
    pub commits: Vec<String>,
    /// Files.
    #[serde(default)]
    pub file: Vec<File>,
}

/// A file of a repository.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct File {
    /// Its path.
    pub path: String,
    /// Its text.
    pub text: String,
}
