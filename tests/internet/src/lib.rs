//! A little internet on loopback, for tests. Nothing here leaves the machine.
//!
//! Real servers answer real requests: one for names (DNS over UDP and TCP), and for every site one for HTTP and one for
//! HTTPS, at an address of its own in `127.80.0.0/16`. What is where is data: one file for each site in `sites/`
//! ([`Site`] is its form), with whoever owns it, its records, its registration, its certificates and its pages.
//! Registries, job boards, forges and the search of certificate logs answer in the form of the real services, from what
//! the sites' files tell ([`services`]).
//!
//! ```no_run
//! let internet = internet::Internet::start();
//! let folder = std::env::temp_dir();
//! let config = internet.write_config(&folder); // for `bonafide check --online --lookup-config`
//! let lists = internet.write_data(&folder); // for `--data`: the lists, with this internet's own employers
//! # drop((config, lists));
//! // … run the program …
//! assert!(internet.seen().iter().all(|seen| seen.whose != internet::Whose::Contact));
//! ```
//!
//! Everything that arrives is kept ([`Internet::seen`], [`Internet::names_asked`], [`Internet::connections`]), so that
//! a test can prove what was asked and, above all, what was not.
//!
//! `cargo run -p internet --example serve` starts it for trying things by hand.

#![allow(clippy::panic, reason = "only tests use this crate, and they say by failing what is wrong")]

mod answer;
mod authority;
mod config;
mod http;
mod names;
mod request;
pub mod services;
mod site;
mod trouble;
mod world;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use tokio::net::{TcpListener, UdpSocket};
use tokio::runtime::Runtime;

pub use answer::Answer;
pub use request::Request;
pub use site::{Account, Board, Certificate, File, Job, Page, Registration, Repository, Site, Trouble, Whose};
pub use world::World;

use authority::Authority;

/// Where names are asked.
const NAMES: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 80, 0, 53));

/// A request that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// When.
    pub at: Timestamp,
    /// `http` or `https`.
    pub scheme: &'static str,
    /// The host asked for, without its port.
    pub host: String,
    /// Whose site answered.
    pub whose: Whose,
    /// The method.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// Header fields, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body's length.
    pub body: usize,
}

impl Seen {
    /// The first header field of a name (in lower case).
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

/// A name that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameAsked {
    /// When.
    pub at: Timestamp,
    /// The name, in lower case and without its last dot.
    pub name: String,
    /// The type of its records.
    pub of: String,
}

/// Everything that arrived.
#[derive(Debug, Default)]
pub(crate) struct Book {
    requests: Mutex<Vec<Seen>>,
    names: Mutex<Vec<NameAsked>>,
    connections: Mutex<Vec<SocketAddr>>,
}

impl Book {
    fn request(&self, seen: Seen) {
        locked(&self.requests).push(seen);
    }

    fn name(&self, asked: NameAsked) {
        locked(&self.names).push(asked);
    }

    fn connection(&self, to: SocketAddr) {
        locked(&self.connections).push(to);
    }
}

/// What a lock guards, also after a panic elsewhere: the lists are only added to.
fn locked<T>(lock: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// The servers, running until this is dropped.
#[derive(Debug)]
pub struct Internet {
    world: Arc<World>,
    book: Arc<Book>,
    authority: Arc<Authority>,
    names: SocketAddr,
    http: u16,
    https: u16,
    /// Ends the servers when it is dropped.
    _runtime: Runtime,
}

impl Internet {
    /// Starts all servers, with the sites of this crate.
    ///
    /// # Panics
    /// If a site's file is not of the documented form, or no port is free: the test can't run.
    #[must_use]
    pub fn start() -> Self {
        Self::with(World::read(&folder().join("sites")).unwrap_or_else(|why| panic!("{why}")))
    }

    /// Starts all servers with sites of the test's own.
    ///
    /// # Panics
    /// As [`Internet::start`].
    #[must_use]
    pub fn with(world: World) -> Self {
        Self::started(world).unwrap_or_else(|why| panic!("the little internet does not start: {why}"))
    }

    fn started(world: World) -> Result<Self, String> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("internet")
            .enable_all()
            .build()
            .map_err(|e| e.to_string())?;
        let world = Arc::new(world);
        let book = Arc::new(Book::default());
        let authority = Arc::new(Authority::new().map_err(|e| e.to_string())?);
        let (names, http, https) = runtime.block_on(open(&world, &book, &authority)).map_err(|e| e.to_string())?;
        Ok(Self { world, book, authority, names, http, https, _runtime: runtime })
    }

    /// What is where.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Every request so far, in the order of arrival.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        locked(&self.book.requests).clone()
    }

    /// Every name asked for so far.
    #[must_use]
    pub fn names_asked(&self) -> Vec<NameAsked> {
        locked(&self.book.names).clone()
    }

    /// The address of each connection so far, also of those on which no request came.
    #[must_use]
    pub fn connections(&self) -> Vec<SocketAddr> {
        locked(&self.book.connections).clone()
    }

    /// Forgets what arrived until now.
    pub fn forget(&self) {
        locked(&self.book.requests).clear();
        locked(&self.book.names).clear();
        locked(&self.book.connections).clear();
    }

    /// Where names are asked.
    #[must_use]
    pub fn resolver(&self) -> SocketAddr {
        self.names
    }

    /// The port that stands for 80.
    #[must_use]
    pub fn http_port(&self) -> u16 {
        self.http
    }

    /// The port that stands for 443.
    #[must_use]
    pub fn https_port(&self) -> u16 {
        self.https
    }

    /// The certificate of the authority that vouches for the sites, as PEM.
    #[must_use]
    pub fn root(&self) -> &str {
        self.authority.root()
    }

    /// Writes `lookup.toml`, and beside it the root certificate, into a folder; returns its path.
    ///
    /// # Panics
    /// If they can't be written.
    pub fn write_config(&self, folder: &Path) -> PathBuf {
        config::write(self, folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
    }

    /// Writes a folder for `--data`: the lists of organisations as they are, and this internet's invented ones among
    /// them. Returns its path.
    ///
    /// # Panics
    /// If it can't be written.
    pub fn write_data(&self, folder: &Path) -> PathBuf {
        config::write_data(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
    }
}

/// This crate's folder, where its data lies.
pub(crate) fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Opens every port, and answers from now on.
async fn open(
    world: &Arc<World>,
    book: &Arc<Book>,
    authority: &Arc<Authority>,
) -> std::io::Result<(SocketAddr, u16, u16)> {
    let (datagrams, streams) = both(NAMES).await?;
    let at = datagrams.local_addr()?;
    let names = names::Server { world: world.clone(), book: book.clone() };
    tokio::spawn(names.clone().datagrams(datagrams));
    tokio::spawn(names.streams(streams));

    let plain = everywhere(world).await?;
    let safe = everywhere(world).await?;
    let (http, https) = (port_of(&plain)?, port_of(&safe)?);
    let acceptor = authority.acceptor(world.clone());
    let server = http::Server { world: world.clone(), book: book.clone() };
    for listener in plain {
        tokio::spawn(server.clone().plain(listener));
    }
    for listener in safe {
        tokio::spawn(server.clone().encrypted(listener, acceptor.clone()));
    }
    Ok((at, http, https))
}

/// How often another port is tried where one was taken.
const TRIES: usize = 20;

/// A port for datagrams and streams both.
async fn both(address: IpAddr) -> std::io::Result<(UdpSocket, TcpListener)> {
    let mut last = None;
    for _ in 0..TRIES {
        let datagrams = UdpSocket::bind((address, 0)).await?;
        match TcpListener::bind(datagrams.local_addr()?).await {
            Ok(streams) => return Ok((datagrams, streams)),
            Err(taken) => last = Some(taken),
        }
    }
    Err(last.unwrap_or_else(|| std::io::Error::other("no port is free")))
}

/// The same free port at every site's address.
async fn everywhere(world: &World) -> std::io::Result<Vec<TcpListener>> {
    let mut last = None;
    'tries: for _ in 0..TRIES {
        let mut open: Vec<TcpListener> = Vec::new();
        for address in world.addresses() {
            let port = if open.is_empty() { 0 } else { port_of(&open)? };
            match TcpListener::bind((address, port)).await {
                Ok(listener) => open.push(listener),
                Err(taken) => {
                    last = Some(taken);
                    continue 'tries;
                }
            }
        }
        return Ok(open);
    }
    Err(last.unwrap_or_else(|| std::io::Error::other("no port is free")))
}

fn port_of(listeners: &[TcpListener]) -> std::io::Result<u16> {
    let first = listeners.first().ok_or_else(|| std::io::Error::other("there is no site"))?;
    Ok(first.local_addr()?.port())
}
