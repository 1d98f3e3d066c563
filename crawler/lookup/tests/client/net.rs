//! A small internet on loopback: DNS, HTTP and HTTPS servers that answer as a test wants, and remember what they saw.

use std::collections::HashMap;
use std::fmt::{self, Debug, Formatter};
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use hickory_proto::op::{Message, OpCode, ResponseCode};
use hickory_proto::rr::rdata::{A, AAAA, MX, NS, TXT};
use hickory_proto::rr::{Name, RData, Record, RecordType};
use lookup::{Cached, Client, Exchange, Failure, Fetch, ForTests, Request, Response, Settings, Shelf};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, UdpSocket};
use tokio_rustls::TlsAcceptor;

/// Where the servers are.
pub const HERE: &str = "127.80.0.1";

/// A request as a server saw it.
#[derive(Debug, Clone)]
pub struct Seen {
    pub host: String,
    pub path: String,
    /// Request line and header fields, in lower case.
    pub head: String,
    pub body: String,
    pub at: Instant,
}

/// What a server does next.
pub enum Step {
    Send(Vec<u8>),
    Sleep(u64),
    /// Sends the same again and again.
    Forever(Vec<u8>),
}

type Handler = Arc<dyn Fn(&Seen) -> Vec<Step> + Send + Sync>;

/// A plain answer.
pub fn answer(status: &str, fields: &str, body: impl AsRef<[u8]>) -> Vec<Step> {
    let body = body.as_ref();
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{fields}\r\n", body.len());
    vec![Step::Send([head.as_bytes(), body].concat())]
}

/// A success.
pub fn ok(body: impl AsRef<[u8]>) -> Vec<Step> {
    answer("200 OK", "", body)
}

/// A redirect.
pub fn to(location: &str) -> Vec<Step> {
    answer("302 Found", &format!("Location: {location}\r\n"), "")
}

/// Exactly these bytes.
pub fn raw(bytes: impl Into<Vec<u8>>) -> Vec<Step> {
    vec![Step::Send(bytes.into())]
}

#[derive(Default)]
struct State {
    sites: HashMap<String, Handler>,
    /// For each name and type, the answers in their order; the last one stays.
    records: HashMap<(String, RecordType), Vec<Vec<RData>>>,
    silent: Vec<String>,
    seen: Vec<Seen>,
    asked: Vec<String>,
    active: usize,
    most_active: usize,
}

/// The small internet.
pub struct Net {
    state: Arc<Mutex<State>>,
    pub settings: Settings,
    pub shelf: Arc<Memory>,
    _folder: tempfile::TempDir,
}

impl Net {
    pub async fn new() -> Self {
        let state = Arc::new(Mutex::new(State::default()));
        let http = TcpListener::bind((HERE, 0)).await.unwrap();
        let https = TcpListener::bind((HERE, 0)).await.unwrap();
        let dns = UdpSocket::bind((HERE, 0)).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let certificates = Certificates::new();
        let roots = folder.path().join("roots.pem");
        std::fs::write(&roots, certificates.ca.as_ref().pem()).unwrap();
        let settings = Settings {
            contact: Some("https://operator.example/about".to_owned()),
            resolvers: vec![dns.local_addr().unwrap()],
            roots: Some(roots),
            per_minute: 6000,
            seconds: 8,
            for_tests: Some(ForTests {
                networks: vec!["127.80.0.0/16".to_owned()],
                http_port: http.local_addr().unwrap().port(),
                https_port: https.local_addr().unwrap().port(),
            }),
            ..Settings::default()
        };
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let tls = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(certificates));
        tokio::spawn(serve(http, None, Arc::clone(&state)));
        tokio::spawn(serve(https, Some(TlsAcceptor::from(Arc::new(tls))), Arc::clone(&state)));
        tokio::spawn(answer_names(dns, Arc::clone(&state)));
        Self { state, settings, shelf: Arc::default(), _folder: folder }
    }

    /// A client by the settings as they are now.
    pub fn client(&self) -> Client {
        Client::new(&self.settings, Arc::clone(&self.shelf) as Arc<dyn Shelf>).unwrap()
    }

    /// A site with its name.
    pub fn site(&self, host: &str, handler: impl Fn(&Seen) -> Vec<Step> + Send + Sync + 'static) {
        self.names(host, &[&[HERE]]);
        self.state.lock().unwrap().sites.insert(host.to_owned(), Arc::new(handler));
    }

    /// The addresses of a name, for one question after the other.
    pub fn names(&self, host: &str, answers: &[&[&str]]) {
        let mut state = self.state.lock().unwrap();
        for kind in [RecordType::A, RecordType::AAAA] {
            let of = |text: &&str| match text.parse().unwrap() {
                IpAddr::V4(address) if kind == RecordType::A => Some(RData::A(A(address))),
                IpAddr::V6(address) if kind == RecordType::AAAA => Some(RData::AAAA(AAAA(address))),
                _ => None,
            };
            let answers = answers.iter().map(|addresses| addresses.iter().filter_map(of).collect()).collect();
            state.records.insert((host.to_owned(), kind), answers);
        }
    }

    fn record(&self, host: &str, kind: RecordType, records: Vec<RData>) {
        self.state.lock().unwrap().records.insert((host.to_owned(), kind), vec![records]);
    }

    pub fn mx(&self, host: &str, servers: &[(u16, &str)]) {
        let name = |text: &str| Name::from_ascii(text).unwrap();
        self.record(host, RecordType::MX, servers.iter().map(|(p, n)| RData::MX(MX::new(*p, name(n)))).collect());
    }

    pub fn ns(&self, host: &str, servers: &[&str]) {
        let name = |text: &&str| RData::NS(NS(Name::from_ascii(text).unwrap()));
        self.record(host, RecordType::NS, servers.iter().map(name).collect());
    }

    pub fn txt(&self, host: &str, texts: &[&[&str]]) {
        let text = |parts: &&[&str]| RData::TXT(TXT::new(parts.iter().map(|p| (*p).to_owned()).collect()));
        self.record(host, RecordType::TXT, texts.iter().map(text).collect());
    }

    /// A name that no server ever answers for.
    pub fn silent(&self, host: &str) {
        self.state.lock().unwrap().silent.push(host.to_owned());
    }

    /// What the servers saw.
    pub fn seen(&self) -> Vec<Seen> {
        self.state.lock().unwrap().seen.clone()
    }

    /// The names that were asked for, each time.
    pub fn asked(&self) -> Vec<String> {
        self.state.lock().unwrap().asked.clone()
    }

    /// Most connections at once.
    pub fn most_active(&self) -> usize {
        self.state.lock().unwrap().most_active
    }
}

/// Gets an address as an interface made for programs.
pub async fn get(client: &Client, url: &str) -> Result<Response, Failure> {
    client.get(Request::service(url.parse().unwrap())).await
}

/// Gets a page, robots.txt first.
pub async fn page(client: &Client, url: &str) -> Result<Response, Failure> {
    client.get(Request::page(url.parse().unwrap(), analyzer::case::Audience::Employer)).await
}

/// A shelf in memory.
#[derive(Default)]
pub struct Memory {
    cached: Mutex<HashMap<String, Cached>>,
    pub kept: Mutex<Vec<Exchange>>,
}

impl Shelf for Memory {
    fn cached(&self, key: &str) -> Option<Cached> {
        self.cached.lock().unwrap().get(key).cloned()
    }

    fn cache(&self, key: &str, answer: &Cached) {
        self.cached.lock().unwrap().insert(key.to_owned(), answer.clone());
    }

    fn keep(&self, exchange: &Exchange) {
        self.kept.lock().unwrap().push(exchange.clone());
    }
}

async fn serve(listener: TcpListener, tls: Option<TlsAcceptor>, state: Arc<Mutex<State>>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else { return };
        let (tls, state) = (tls.clone(), Arc::clone(&state));
        tokio::spawn(async move {
            match tls {
                Some(tls) => {
                    if let Ok(stream) = tls.accept(stream).await {
                        talk(stream, &state).await;
                    }
                }
                None => talk(stream, &state).await,
            }
        });
    }
}

/// One connection, one request.
async fn talk(mut stream: impl AsyncRead + AsyncWrite + Unpin, state: &Mutex<State>) {
    {
        let mut state = state.lock().unwrap();
        state.active += 1;
        state.most_active = state.most_active.max(state.active);
    }
    if let Some(seen) = read_request(&mut stream).await {
        let handler = {
            let mut state = state.lock().unwrap();
            state.seen.push(seen.clone());
            state.sites.get(&seen.host).cloned()
        };
        let steps = handler.map_or_else(|| answer("404 Not Found", "", "no such site"), |handler| handler(&seen));
        for step in steps {
            let done = match step {
                Step::Send(bytes) => stream.write_all(&bytes).await.is_err(),
                Step::Sleep(millis) => {
                    tokio::time::sleep(Duration::from_millis(millis)).await;
                    false
                }
                Step::Forever(bytes) => loop {
                    if stream.write_all(&bytes).await.is_err() {
                        break true;
                    }
                },
            };
            if done {
                break;
            }
        }
        let _ = stream.shutdown().await;
    }
    state.lock().unwrap().active -= 1;
}

async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> Option<Seen> {
    let mut bytes = Vec::new();
    let (head, wanted) = loop {
        let mut part = [0; 4096];
        let count = stream.read(&mut part).await.ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&part[..count]);
        let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
        let length: usize = field(&head, "content-length").map_or(0, |length| length.parse().unwrap());
        break (head, end + 4 + length);
    };
    while bytes.len() < wanted {
        let mut part = [0; 4096];
        let count = stream.read(&mut part).await.ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&part[..count]);
    }
    let path = head.split(' ').nth(1)?.to_owned();
    let host = field(&head, "host")?.to_owned();
    let body = bytes[bytes.windows(4).position(|w| w == b"\r\n\r\n")? + 4..].to_vec();
    Some(Seen { host, path, head, body: String::from_utf8_lossy(&body).into_owned(), at: Instant::now() })
}

/// A header field of a request's head.
pub fn field<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim)
}

async fn answer_names(socket: UdpSocket, state: Arc<Mutex<State>>) {
    let mut bytes = [0; 4096];
    loop {
        let Ok((count, from)) = socket.recv_from(&mut bytes).await else { return };
        let Ok(question) = Message::from_vec(&bytes[..count]) else { continue };
        if let Some(reply) = reply(&question, &state) {
            let _ = socket.send_to(&reply.to_vec().unwrap(), from as SocketAddr).await;
        }
    }
}

fn reply(question: &Message, state: &Mutex<State>) -> Option<Message> {
    let query = question.queries.first()?.clone();
    let name = query.name().to_ascii().trim_end_matches('.').to_ascii_lowercase();
    let mut state = state.lock().unwrap();
    state.asked.push(format!("{name} {}", query.query_type()));
    if state.silent.contains(&name) {
        return None;
    }
    let mut message = Message::response(question.metadata.id, OpCode::Query);
    message.metadata.recursion_desired = true;
    message.metadata.recursion_available = true;
    message.add_query(query.clone());
    let known = state.records.keys().any(|(known, _)| *known == name);
    match state.records.get_mut(&(name, query.query_type())) {
        Some(answers) => {
            let records = if answers.len() > 1 { answers.remove(0) } else { answers.first().cloned()? };
            message.add_answers(records.into_iter().map(|data| Record::from_rdata(query.name().clone(), 0, data)));
        }
        None if known => {}
        None => message.metadata.response_code = ResponseCode::NXDomain,
    }
    Some(message)
}

/// Certificates by the name that is asked for.
struct Certificates {
    ca: CertifiedIssuer<'static, KeyPair>,
}

impl Debug for Certificates {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Certificates")
    }
}

impl Certificates {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self { ca: CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap() }
    }
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let name = hello.server_name()?;
        let certified = if name.starts_with("wrong-name") { "other.example" } else { name };
        let mut params = CertificateParams::new(vec![certified.to_owned()]).unwrap();
        if name.starts_with("expired") {
            params.not_before = date_time_ymd(2019, 1, 1);
            params.not_after = date_time_ymd(2020, 1, 1);
        }
        let key = KeyPair::generate().unwrap();
        let certificate = match name.starts_with("self-signed") {
            true => params.self_signed(&key),
            false => params.signed_by(&key, &self.ca),
        };
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let key = rustls::crypto::aws_lc_rs::sign::any_supported_type(&key).unwrap();
        Some(Arc::new(CertifiedKey::new(vec![certificate.unwrap().der().clone()], key)))
    }
}
