//! Names: asked for by us, and checked before anything connects.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{ConnectionConfig, LookupIpStrategy, NameServerConfig, ResolveHosts, ResolverConfig};
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::{self, RData};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::addresses::Addresses;
use super::guard::host_name;
use crate::{Failure, RecordType, Settings};

/// Most records of one answer that are read.
const MOST_RECORDS: usize = 64;
/// Most addresses that are tried for one connection.
const MOST_ADDRESSES: usize = 8;
/// How long one server may take to answer, and all together.
const ONE_TRY: Duration = Duration::from_secs(3);
const ALL_TRIES: Duration = Duration::from_secs(10);

/// Asks for DNS records, of the operator's servers or the system's. The hosts file and search domains are left out: an
/// address in a message means what it means to everybody.
pub(super) struct Resolver {
    resolver: TokioResolver,
    within: Duration,
}

impl Resolver {
    pub(super) fn new(settings: &Settings) -> Result<Self, String> {
        let wrong = |e: NetError| format!("DNS can't be asked: {e}");
        let mut builder = if settings.resolvers.is_empty() {
            TokioResolver::builder_tokio().map_err(wrong)?
        } else {
            let servers = settings.resolvers.iter().map(|server| {
                let on = |mut connection: ConnectionConfig| {
                    connection.port = server.port();
                    connection
                };
                let ways = vec![on(ConnectionConfig::udp()), on(ConnectionConfig::tcp())];
                NameServerConfig::new(server.ip(), true, ways)
            });
            let config = ResolverConfig::from_parts(None, Vec::new(), servers.collect());
            TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
        };
        let options = builder.options_mut();
        options.use_hosts_file = ResolveHosts::Never;
        options.ip_strategy = LookupIpStrategy::Ipv4AndIpv6;
        options.timeout = ONE_TRY;
        options.attempts = 2;
        let within = ALL_TRIES.min(Duration::from_secs(settings.seconds.max(1)));
        Ok(Self { resolver: builder.build().map_err(wrong)?, within })
    }

    /// The records of a name; none where there are none.
    pub(super) async fn records(&self, name: &str, of: RecordType) -> Result<Vec<String>, Failure> {
        let name = host_name(name).map_err(Failure::Forbidden)?;
        let asked = async {
            let full = format!("{name}.");
            if of == RecordType::Address {
                return self.resolver.lookup_ip(full).await.map(|found| found.iter().map(|a| a.to_string()).collect());
            }
            let kind = match of {
                RecordType::Mx => rr::RecordType::MX,
                RecordType::Ns => rr::RecordType::NS,
                RecordType::Txt | RecordType::Address => rr::RecordType::TXT,
            };
            self.resolver.lookup(full, kind).await.map(|found| read(found.answers(), of))
        };
        match tokio::time::timeout(self.within, asked).await {
            Ok(Ok(mut records)) => {
                records.truncate(MOST_RECORDS);
                Ok(records)
            }
            Ok(Err(error)) if error.is_nx_domain() || error.is_no_records_found() => Ok(Vec::new()),
            Ok(Err(NetError::Timeout)) | Err(_) => Err(Failure::TimedOut(format!("DNS for {name}"))),
            Ok(Err(error)) => Err(Failure::Broken(format!("DNS for {name}: {error}"))),
        }
    }

    /// The addresses of a name, of which none is special.
    pub(super) async fn public(&self, name: &str, addresses: &Addresses) -> Result<Vec<IpAddr>, Failure> {
        let records = self.records(name, RecordType::Address).await?;
        let found: Vec<IpAddr> = records.iter().filter_map(|record| record.parse().ok()).collect();
        if found.is_empty() {
            return Err(Failure::NoName(name.to_owned()));
        }
        // One is enough: which of them a connection takes is not for the name's owner to choose.
        match found.iter().find_map(|address| addresses.refuse(*address).map(|what| (address, what))) {
            Some((address, what)) => {
                Err(Failure::Forbidden(format!("{name} is at {address}, which is not visited: {what}")))
            }
            None => Ok(found.into_iter().take(MOST_ADDRESSES).collect()),
        }
    }
}

/// The records of a type among an answer's.
fn read(answers: &[rr::Record], of: RecordType) -> Vec<String> {
    let plain = |name: &rr::Name| name.to_ascii().trim_end_matches('.').to_ascii_lowercase();
    let mut read: Vec<(u16, String)> = answers
        .iter()
        .filter_map(|record| match (&record.data, of) {
            (RData::MX(mx), RecordType::Mx) => Some((mx.preference, plain(&mx.exchange))),
            (RData::NS(ns), RecordType::Ns) => Some((0, plain(&ns.0))),
            (RData::TXT(txt), RecordType::Txt) => {
                Some((0, String::from_utf8_lossy(&txt.txt_data.concat()).into_owned()))
            }
            _ => None,
        })
        .collect();
    read.sort_by_key(|(preference, _)| *preference);
    read.into_iter().map(|(_, text)| text).collect()
}

/// What a connection is given in place of a name: addresses that were checked a moment ago, and no other. Asking again
/// in between would let a name change its mind (DNS rebinding).
pub(super) struct Guarded {
    pub(super) resolver: Arc<Resolver>,
    pub(super) addresses: Arc<Addresses>,
    /// The port that is dialled in place of the scheme's own; 0 is the scheme's own.
    pub(super) port: u16,
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let (resolver, addresses, port) = (Arc::clone(&self.resolver), Arc::clone(&self.addresses), self.port);
        Box::pin(async move {
            let found = resolver.public(name.as_str(), &addresses).await?;
            Ok(Box::new(found.into_iter().map(move |address| SocketAddr::new(address, port))) as Addrs)
        })
    }
}

/// The operator's proxy, which may well be local, and nothing else.
pub(super) struct OnlyProxy {
    pub(super) resolver: Arc<Resolver>,
    pub(super) host: String,
}

impl Resolve for OnlyProxy {
    fn resolve(&self, name: Name) -> Resolving {
        let (resolver, host) = (Arc::clone(&self.resolver), self.host.clone());
        Box::pin(async move {
            if name.as_str() != host {
                return Err(Failure::Forbidden(format!("{} is not the proxy", name.as_str())).into());
            }
            let found = resolver.records(&host, RecordType::Address).await?;
            let found: Vec<SocketAddr> =
                found.iter().filter_map(|a| a.parse().ok()).map(|a| SocketAddr::new(a, 0)).collect();
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}
