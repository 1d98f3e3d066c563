//! How the operator wants things to be asked: `lookup.toml`.

use std::net::SocketAddr;
use std::path::PathBuf;

use serde::Deserialize;

use crate::Services;

/// The operator's settings. Everything has a default that is right for a first try.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Settings {
    /// Whom a host may write to about our requests; told in the user agent.
    pub contact: Option<String>,
    /// `http://…` of a proxy that all requests go through. Names are asked for and checked here first; the proxy asks
    /// again and connects where it likes. The environment's proxies are ignored.
    pub proxy: Option<String>,
    /// DNS servers; none are the system's.
    pub resolvers: Vec<SocketAddr>,
    /// PEM file of certificate authorities to trust beside the system's (a proxy's own, say).
    pub roots: Option<PathBuf>,
    /// Whether what the contact sent, and hosts that he may control, may be visited. It tells him.
    pub visit_contact: bool,
    /// Most requests to one host in a minute, four of them without a pause.
    pub per_minute: u32,
    /// Requests under way at once.
    pub at_once: usize,
    /// Most bytes of one answer, decompressed.
    pub most_bytes: usize,
    /// Seconds for one request, its redirects and robots.txt included, and the wait for its turn not.
    pub seconds: u64,
    /// Where public services are.
    pub services: Services,
    /// Only for tests: a small internet on loopback.
    pub for_tests: Option<ForTests>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            contact: None,
            proxy: None,
            resolvers: Vec::new(),
            roots: None,
            visit_contact: false,
            per_minute: 30,
            at_once: 16,
            most_bytes: 4 << 20,
            seconds: 20,
            services: Services::default(),
            for_tests: None,
        }
    }
}

/// What tests with servers on loopback allow, and nobody else should. While it is there, nothing but its networks is
/// connected to, and they must be on loopback.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ForTests {
    /// Networks that may be connected to although they are local, as `127.80.0.0/16`.
    pub networks: Vec<String>,
    /// The port that stands for 80.
    pub http_port: u16,
    /// The port that stands for 443.
    pub https_port: u16,
}
