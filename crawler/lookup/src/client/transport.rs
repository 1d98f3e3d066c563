//! One request and its answer over the line, bounded.

use std::error::Error as _;
use std::fs;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderMap, HeaderValue, USER_AGENT};
use reqwest::{Certificate, Proxy, Version};
use url::{Position, Url};

use super::addresses::Addresses;
use super::resolver::{Guarded, OnlyProxy, Resolver};
use crate::{Exchange, Failure, Settings};

/// How long a connection may take, its certificate included.
const TO_CONNECT: Duration = Duration::from_secs(10);
/// How long nothing at all may come.
const STALL: Duration = Duration::from_secs(10);
/// Most header fields, and most bytes of all of them.
const MOST_FIELDS: usize = 100;
const MOST_HEADER_BYTES: usize = 64 << 10;
/// Idle connections are kept for so long.
const IDLE: Duration = Duration::from_secs(15);
/// Most certificate authorities in the operator's file.
const MOST_ROOTS_BYTES: u64 = 4 << 20;

/// What is asked at one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Call {
    pub(super) url: Url,
    pub(super) accept: &'static str,
    pub(super) json: Option<String>,
    /// Fields that make it conditional.
    pub(super) conditions: HeaderMap,
    /// Most bytes of the body.
    pub(super) most: usize,
    /// Whether the beginning of a longer body is enough.
    pub(super) cut: bool,
}

impl Call {
    /// Its host.
    pub(super) fn host(&self) -> String {
        self.url.host_str().unwrap_or_default().to_owned()
    }

    /// GET, or POST if there is something to post.
    pub(super) fn method(&self) -> &'static str {
        if self.json.is_some() { "POST" } else { "GET" }
    }
}

/// What came back.
#[derive(Debug)]
pub(super) struct Came {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
    pub(super) at: Timestamp,
}

/// Why nothing came back, and whether trying once more makes sense.
pub(super) struct Trouble {
    pub(super) failure: Failure,
    pub(super) again: bool,
}

/// Sends requests. No cookies, no credentials, no referrer, no redirects, no proxy from the environment.
pub(super) struct Transport {
    http: reqwest::Client,
    https: reqwest::Client,
    agent: String,
    /// With a proxy, names are asked for here and checked before it is; it then asks again by itself.
    through_proxy: Option<(Arc<Resolver>, Arc<Addresses>)>,
}

impl Transport {
    pub(super) fn new(
        settings: &Settings,
        resolver: &Arc<Resolver>,
        addresses: &Arc<Addresses>,
    ) -> Result<Self, String> {
        let agent = match &settings.contact {
            Some(contact) => format!("Bonafide/{} (+{contact})", env!("CARGO_PKG_VERSION")),
            None => format!("Bonafide/{}", env!("CARGO_PKG_VERSION")),
        };
        let value =
            HeaderValue::from_str(&agent).map_err(|_| "contact has characters that no header field may have")?;
        let proxy = settings.proxy.as_deref().map(proxy).transpose()?;
        let roots = roots(settings)?;
        // One client for each scheme, for a test's small internet dials another port for each.
        let client = |port: u16| {
            let mut builder = reqwest::Client::builder()
                .user_agent(value.clone())
                .redirect(reqwest::redirect::Policy::none())
                .retry(reqwest::retry::never())
                .referer(false)
                .no_proxy()
                .connect_timeout(TO_CONNECT)
                .read_timeout(STALL)
                .pool_idle_timeout(IDLE)
                .pool_max_idle_per_host(2)
                .http1_max_headers(MOST_FIELDS)
                .http2_max_header_list_size(u32::try_from(MOST_HEADER_BYTES).unwrap_or(u32::MAX))
                .tls_version_min(reqwest::tls::Version::TLS_1_2)
                .tls_certs_merge(roots.iter().cloned());
            builder = match &proxy {
                Some((url, host)) => {
                    let proxy = Proxy::all(url.as_str()).map_err(|_| "proxy is no address of one")?;
                    let resolver = OnlyProxy { resolver: Arc::clone(resolver), host: host.clone() };
                    builder.proxy(proxy).dns_resolver(Arc::new(resolver))
                }
                None => {
                    let (resolver, addresses) = (Arc::clone(resolver), Arc::clone(addresses));
                    builder.dns_resolver(Arc::new(Guarded { resolver, addresses, port }))
                }
            };
            builder.build().map_err(|e| format!("no connections can be made: {}", innermost(&e)))
        };
        let (http_port, https_port) = settings.for_tests.as_ref().map_or((0, 0), |t| (t.http_port, t.https_port));
        let through_proxy = proxy.is_some().then(|| (Arc::clone(resolver), Arc::clone(addresses)));
        Ok(Self { http: client(http_port)?, https: client(https_port)?, agent, through_proxy })
    }

    /// The fields that every request has, by which a cache tells requests apart.
    pub(super) fn fields(&self, call: &Call) -> HeaderMap {
        let mut fields = HeaderMap::new();
        fields.insert(ACCEPT, HeaderValue::from_static(call.accept));
        if let Ok(agent) = HeaderValue::from_str(&self.agent) {
            fields.insert(USER_AGENT, agent);
        }
        fields
    }

    /// Sends a request and reads the answer, both within a time.
    pub(super) async fn send(&self, call: &Call, within: Duration) -> Result<(Came, Exchange), Trouble> {
        let late = || Trouble { failure: Failure::TimedOut(call.host()), again: false };
        tokio::time::timeout(within, self.exchange(call)).await.map_err(|_| late())?
    }

    async fn exchange(&self, call: &Call) -> Result<(Came, Exchange), Trouble> {
        let finally = |failure| Trouble { failure, again: false };
        if let Some((resolver, addresses)) = &self.through_proxy
            && let Some(name) = call.url.domain()
        {
            resolver.public(name, addresses).await.map_err(finally)?;
        }
        let at = Timestamp::now();
        let client = if call.url.scheme() == "https" { &self.https } else { &self.http };
        let mut request = match &call.json {
            Some(json) => client.post(call.url.clone()).header(CONTENT_TYPE, "application/json").body(json.clone()),
            None => client.get(call.url.clone()),
        };
        request = request.header(ACCEPT, call.accept).headers(call.conditions.clone());
        let mut response = request.send().await.map_err(|e| trouble(&e, &call.host()))?;

        let size: usize = response.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
        if size > MOST_HEADER_BYTES || response.headers().len() > MOST_FIELDS {
            return Err(finally(too_much(&call.host(), "header fields")));
        }
        let announced = response.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        if !call.cut && announced.is_some_and(|length: u64| length > call.most as u64) {
            return Err(finally(too_much(&call.host(), "bytes")));
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|e| trouble(&e, &call.host()))? {
            let room = call.most.saturating_sub(body.len());
            body.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
            if chunk.len() > room {
                if call.cut {
                    break;
                }
                return Err(finally(too_much(&call.host(), "bytes")));
            }
        }
        let address = if self.through_proxy.is_none() { response.remote_addr().map(|a| a.ip()) } else { None };
        let exchange = self.evidence(call, &response, &body, address, at);
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Ok((Came { status, headers, body, at: Timestamp::now() }, exchange))
    }

    /// The exchange as it is kept.
    fn evidence(
        &self,
        call: &Call,
        response: &reqwest::Response,
        body: &[u8],
        address: Option<IpAddr>,
        at: Timestamp,
    ) -> Exchange {
        let version = match response.version() {
            Version::HTTP_2 => "HTTP/2",
            Version::HTTP_10 => "HTTP/1.0",
            _ => "HTTP/1.1",
        };
        let target = &call.url[Position::BeforePath..Position::AfterQuery];
        let mut request = format!("{} {target} {version}\r\n", call.method()).into_bytes();
        let mut fields = self.fields(call);
        if let Ok(host) = HeaderValue::from_str(&call.url[Position::BeforeHost..Position::AfterPort]) {
            fields.insert(HOST, host);
        }
        if call.json.is_some() {
            fields.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        write_fields(&mut request, &fields);
        write_fields(&mut request, &call.conditions);
        request.extend_from_slice(b"\r\n");
        request.extend_from_slice(call.json.as_deref().unwrap_or_default().as_bytes());
        let mut head = format!("{version} {}\r\n", response.status()).into_bytes();
        write_fields(&mut head, response.headers());
        head.extend_from_slice(b"\r\n");
        Exchange { url: call.url.to_string(), address, at, request, response: head, body: body.to_vec() }
    }
}

fn write_fields(out: &mut Vec<u8>, fields: &HeaderMap) {
    for (name, value) in fields {
        out.extend_from_slice(name.as_str().as_bytes());
        out.extend_from_slice(b": ");
        out.extend_from_slice(value.as_bytes());
        out.extend_from_slice(b"\r\n");
    }
}

/// The proxy's address and its host.
fn proxy(text: &str) -> Result<(Url, String), String> {
    let url = Url::parse(text).map_err(|e| format!("proxy is no address: {e}"))?;
    match url.host_str() {
        Some(host) if matches!(url.scheme(), "http" | "https") => Ok((url.clone(), host.to_owned())),
        _ => Err("proxy is no http:// address".to_owned()),
    }
}

/// The operator's own certificate authorities.
fn roots(settings: &Settings) -> Result<Vec<Certificate>, String> {
    let Some(path) = &settings.roots else { return Ok(Vec::new()) };
    let wrong = |why: String| format!("{}: {why}", path.display());
    let size = fs::metadata(path).map_err(|e| wrong(e.to_string()))?.len();
    if size > MOST_ROOTS_BYTES {
        return Err(wrong("more than 4 MiB are no list of certificate authorities".to_owned()));
    }
    let pem = fs::read(path).map_err(|e| wrong(e.to_string()))?;
    let roots = Certificate::from_pem_bundle(&pem).map_err(|e| wrong(innermost(&e)))?;
    if roots.is_empty() { Err(wrong("no certificate is in it".to_owned())) } else { Ok(roots) }
}

fn too_much(host: &str, of: &str) -> Failure {
    Failure::TooMuch(format!("{host} answered with more {of} than are read"))
}

/// What really went wrong, without the address that it went wrong at.
fn innermost(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}

/// Tells what an error means. A refusal of our own resolver is told as it is.
fn trouble(error: &reqwest::Error, host: &str) -> Trouble {
    let mut cause = error.source();
    let mut told = None;
    while let Some(source) = cause {
        if let Some(failure) = source.downcast_ref::<Failure>() {
            return Trouble { failure: failure.clone(), again: false };
        }
        // The library keeps its own kinds of errors to itself; this is how it words a head that it gave up reading.
        if source.to_string().contains("message head is too large") {
            told = Some(too_much(host, "header fields"));
        }
        cause = source.source();
    }
    let why = innermost(error);
    let certificate = why.contains("certificate");
    let again = told.is_none() && !error.is_timeout() && !certificate && (error.is_connect() || error.is_request());
    let failure = match told {
        Some(failure) => failure,
        None if error.is_timeout() => Failure::TimedOut(host.to_owned()),
        None => Failure::Broken(format!("{host}: {why}")),
    };
    Trouble { failure, again }
}
