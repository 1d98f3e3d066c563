//! A request, read from a connection (RFC 9112).

use tokio::io::{AsyncRead, AsyncReadExt};

/// The longest head and body that are read.
const HEAD: usize = 64 << 10;
const BODY: usize = 1 << 20;

/// A request.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The method.
    pub method: String,
    /// The host, in lower case and without its port.
    pub host: String,
    /// Path and query, as sent.
    pub target: String,
    /// Header fields, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// The next request of a connection; none at its end, or if it is no HTTP.
    pub(crate) async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Option<Self> {
        let mut bytes = Vec::new();
        let end = loop {
            if let Some(at) = bytes.windows(4).position(|w| w == b"\r\n\r\n") {
                break at;
            }
            if bytes.len() > HEAD || stream.read_buf(&mut bytes).await.ok()? == 0 {
                return None;
            }
        };
        let body = bytes.split_off(end + 4);
        let mut request = Self::head(&String::from_utf8_lossy(&bytes))?;
        let length = request.header("content-length").and_then(|l| l.parse().ok()).unwrap_or(0).min(BODY);
        request.body = body;
        while request.body.len() < length {
            if stream.read_buf(&mut request.body).await.ok()? == 0 {
                return None;
            }
        }
        Some(request)
    }

    fn head(text: &str) -> Option<Self> {
        let mut lines = text.split("\r\n");
        let mut first = lines.next()?.split(' ');
        let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let mut request = Self { method, target, headers, ..Self::default() };
        let host = request.header("host")?;
        request.host = host.rsplit_once(':').map_or(host, |(name, _)| name).to_ascii_lowercase();
        Some(request)
    }

    /// The first header field of a name (in lower case).
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The path, decoded.
    #[must_use]
    pub fn path(&self) -> String {
        decoded(self.target.split('?').next().unwrap_or_default(), false)
    }

    /// The path's parts, each decoded by itself, so that an encoded `/` stays within its part.
    #[must_use]
    pub fn parts(&self) -> Vec<String> {
        let path = self.target.split('?').next().unwrap_or_default();
        path.split('/').filter(|part| !part.is_empty()).map(|part| decoded(part, false)).collect()
    }

    /// A value of the query.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<String> {
        let (_, query) = self.target.split_once('?')?;
        let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        pairs.into_iter().find(|(key, _)| *key == name).map(|(_, value)| decoded(value, true))
    }

    /// A number of the query.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<usize> {
        self.query(name)?.parse().ok()
    }
}

/// Percent-decoding (RFC 3986, 2.1); in queries a plus is a space.
fn decoded(text: &str, query: bool) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let pair = after.get(..2).and_then(|p| u8::from_str_radix(std::str::from_utf8(p).ok()?, 16).ok());
        match (first, pair) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            (b'+', _) if query => {
                bytes.push(b' ');
                rest = after;
            }
            (byte, _) => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
