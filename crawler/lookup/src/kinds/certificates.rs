//! Certificates logged for a domain (Certificate Transparency, RFC 9162), as crt.sh's search tells them.
//!
//! The search names of each certificate only what matches the domain, so a few certificates are read themselves: whoever
//! holds the domain had the other names of a certificate put there, too, unless a host bundles its customers.

use std::collections::{BTreeMap, BTreeSet};

use analyzer::case::Question;
use analyzer::reference::at_or_below;
use futures_util::future::join_all;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;
use x509_parser::extensions::GeneralName;
use x509_parser::pem::parse_x509_pem;

use crate::domain::{self, Registered};
use crate::moment::moment;
use crate::{Answer, Failure, Request, Response, Web};

/// Most names that are kept.
const MOST_NAMES: usize = 100;
/// Most other domains that are kept.
const MOST_SIBLINGS: usize = 40;
/// Most certificates that are read themselves: the service is slow, and lends itself to everybody.
const MOST_READ: usize = 3;
/// Domains of one certificate from which it is a host's bundle of customers, who have nothing to do with each other.
const BUNDLE: usize = 20;

/// What is kept of the certificates.
#[derive(Debug, Default, Serialize)]
struct Record {
    /// When the first one was logged or began to hold, whichever was earlier.
    #[serde(skip_serializing_if = "Option::is_none")]
    first_seen: Option<Timestamp>,
    /// Names certified at the domain and below it, without the `*.` of wildcards.
    names: BTreeSet<String>,
    /// Other registrable domains on the same certificates; left out where no certificate could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    siblings: Option<Vec<String>>,
    /// When each of them was first seen on one of these certificates.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    siblings_first_seen: BTreeMap<String, Timestamp>,
    /// Whether one is a bundle of a host's customers, whose other domains are left out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    bundled: bool,
    /// How many certificates there are; one and its precertificate are one.
    count: usize,
}

/// A row of the search, as far as it is read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Row {
    id: u64,
    issuer_ca_id: i64,
    serial_number: String,
    common_name: Option<String>,
    name_value: Option<String>,
    entry_timestamp: Option<String>,
    not_before: Option<String>,
}

/// One certificate of the search: its rows put together.
#[derive(Debug)]
struct Certificate {
    id: u64,
    since: Timestamp,
    names: BTreeSet<String>,
}

/// Asks the search, and reads a few of the certificates.
pub async fn ask(question: &Question, web: Web<'_>) -> Answer {
    let Some(name) = domain::plain(&question.subject) else {
        return Answer::not_asked(format!("{} is no domain", question.subject));
    };
    let Ok(base) = Url::parse(&web.services.certificates) else {
        return Answer::not_asked(format!("{} is no address of a search", web.services.certificates));
    };
    let mut search = base.clone();
    search.query_pairs_mut().clear().append_pair("q", &name).append_pair("output", "json");
    let mut asked = vec![search.to_string()];
    let rows = match rows(web.fetch.get(Request::service(search)).await) {
        Ok(rows) => rows,
        Err(failure) => return Answer::from(failure).asking(asked),
    };
    let found = certificates(rows, &name);
    if found.is_empty() {
        return Answer::absent().asking(asked);
    }
    let reads = worth_reading(&found, &name).into_iter().map(|certificate| {
        let mut url = base.clone();
        url.query_pairs_mut().clear().append_pair("d", &certificate.id.to_string());
        asked.push(url.to_string());
        async move {
            let request = Request::service(url).accepting("application/pkix-cert, application/x-pem-file, */*;q=0.5");
            let response = web.fetch.get(request).await.ok().filter(Response::is_success)?;
            Some((certificate.since, subjects(&response.body)?))
        }
    });
    let read: Vec<(Timestamp, BTreeSet<String>)> = join_all(reads).await.into_iter().flatten().collect();
    Answer::found(record(&found, &read, &name)).asking(asked)
}

/// The rows of the search's answer: an array or, as it once was, one object after the other.
fn rows(response: Result<Response, Failure>) -> Result<Vec<Row>, Failure> {
    const MOST: usize = 20_000;
    let response = response?;
    match response.status {
        404 => return Ok(Vec::new()),
        _ if response.is_success() => {}
        status => return Err(Failure::Status(response.host().to_owned(), status)),
    }
    let mut all = response.json::<Vec<Row>>().or_else(|malformed| {
        let objects = serde_json::Deserializer::from_slice(&response.body).into_iter::<Row>();
        objects.take(MOST).collect::<Result<Vec<Row>, _>>().ok().filter(|rows| !rows.is_empty()).ok_or(malformed)
    })?;
    all.truncate(MOST);
    Ok(all)
}

/// The certificates that hold a name at the domain. The search matches pieces of names, so there are others.
fn certificates(rows: Vec<Row>, domain: &str) -> Vec<Certificate> {
    let mut found: BTreeMap<(i64, String), Certificate> = BTreeMap::new();
    for row in rows {
        let times = [&row.entry_timestamp, &row.not_before];
        let Some(since) = times.into_iter().flatten().filter_map(|t| moment(t)).min() else { continue };
        let written = row.name_value.iter().flat_map(|names| names.lines()).chain(row.common_name.as_deref());
        let names: BTreeSet<String> = written.take(MOST_NAMES).filter_map(host).collect();
        let own = if row.serial_number.is_empty() { row.id.to_string() } else { row.serial_number };
        let certificate = found.entry((row.issuer_ca_id, own)).or_insert_with(|| Certificate {
            id: row.id,
            since,
            names: BTreeSet::new(),
        });
        certificate.since = certificate.since.min(since);
        certificate.names.extend(names);
    }
    let mut all: Vec<Certificate> =
        found.into_values().filter(|c| c.names.iter().any(|name| at_or_below(name, domain))).collect();
    all.sort_by_key(|certificate| (certificate.since, certificate.id));
    all
}

/// The certificates whose other names are looked at: those that are known to have some, then the first and the last.
fn worth_reading<'c>(found: &'c [Certificate], domain: &str) -> Vec<&'c Certificate> {
    let (others, own): (Vec<_>, Vec<_>) =
        found.iter().partition(|c| c.names.iter().any(|name| !at_or_below(name, domain)));
    let ends = own.first().into_iter().chain(own.last());
    let mut chosen: Vec<&Certificate> = Vec::new();
    for certificate in others.iter().chain(ends).take(MOST_READ) {
        if !chosen.iter().any(|c| c.id == certificate.id) {
            chosen.push(certificate);
        }
    }
    chosen
}

fn record(found: &[Certificate], read: &[(Timestamp, BTreeSet<String>)], domain: &str) -> Record {
    let own = match domain::registered(domain) {
        Registered::Domain(own) => own,
        Registered::Given(_) | Registered::Nothing => domain,
    };
    let told = found.iter().map(|c| (c.since, &c.names));
    let mut record = Record { first_seen: found.first().map(|c| c.since), count: found.len(), ..Record::default() };
    let mut siblings: BTreeMap<String, Timestamp> = BTreeMap::new();
    let mut looked = !read.is_empty();
    for (since, names) in told.chain(read.iter().map(|(since, names)| (*since, names))) {
        record.names.extend(names.iter().filter(|name| at_or_below(name, domain)).cloned());
        let domains: BTreeSet<&str> = names
            .iter()
            .filter_map(|name| match domain::registered(name) {
                Registered::Domain(other) if other != own => Some(other),
                _ => None,
            })
            .collect();
        if domains.len() >= BUNDLE {
            record.bundled = true;
            continue;
        }
        for other in domains {
            looked = true;
            siblings.entry(other.to_owned()).and_modify(|first| *first = since.min(*first)).or_insert(since);
        }
    }
    record.names = record.names.into_iter().take(MOST_NAMES).collect();
    siblings = siblings.into_iter().take(MOST_SIBLINGS).collect();
    record.siblings = looked.then(|| siblings.keys().cloned().collect());
    record.siblings_first_seen = siblings;
    record
}

/// A host name of a certificate, without the `*.` of a wildcard. Mail addresses and names of people stand there, too.
fn host(written: &str) -> Option<String> {
    let name = written.trim();
    domain::plain(name.strip_prefix("*.").unwrap_or(name))
}

/// The host names that a certificate is for (RFC 5280, 4.2.1.6).
fn subjects(pem: &[u8]) -> Option<BTreeSet<String>> {
    let (_, pem) = parse_x509_pem(pem).ok()?;
    let certificate = pem.parse_x509().ok()?;
    let names = certificate.subject_alternative_name().ok()??;
    let hosts = names.value.general_names.iter().take(4 * MOST_NAMES).filter_map(|name| match name {
        GeneralName::DNSName(name) => host(name),
        _ => None,
    });
    Some(hosts.collect())
}
