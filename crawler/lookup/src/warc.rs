//! Evidence: an exchange in the form that web archives keep and courts have seen, WARC 1.1 (ISO 28500:2017; the text is at
//! <https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/>).
//!
//! Three records, each a gzip member of its own (annex D), so that files can be joined end to end and records read alone:
//! who wrote it (`warcinfo`), the `request`, and the `response`. Both halves name each other (`WARC-Concurrent-To`), the
//! address that was reached, and the SHA-256 digests of block and payload.
//!
//! Record ids are worked out from what is recorded, and nothing depends on the moment of writing: the same exchange gives
//! the same bytes, and evidence can be filed by its digest.

use std::io::{self, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::Exchange;

/// What stands before the names of header fields that no longer fit the body as kept, as browser-based archivers write it
/// (Browsertrix, ArchiveWeb.page).
const ORIGINAL: &str = "X-Orig-";

/// One record before it is written.
struct Record<'a> {
    kind: &'static str,
    content_type: &'static str,
    /// Named header fields beside those that every record has.
    fields: Vec<(&'static str, String)>,
    exchange: &'a Exchange,
    block: Vec<u8>,
}

/// An exchange as WARC: what is to be kept of it as evidence.
///
/// The body of an [`Exchange`] is kept with its codings taken off, so the header fields of the answer are adapted to it:
/// `Content-Encoding` and `Transfer-Encoding`, and a `Content-Length` of another length, get the prefix `X-Orig-`, and
/// `Content-Length` tells the length of the body as kept.
///
/// # Errors
/// None in practice: what is written to is memory.
pub fn write(exchange: &Exchange) -> io::Result<Vec<u8>> {
    let about = format!(
        "software: Bonafide/{}\r\nformat: WARC File Format 1.1\r\nconformsTo: \
         http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n",
        env!("CARGO_PKG_VERSION")
    );
    let mut info = Record::new("warcinfo", "application/warc-fields", exchange, about.into_bytes());
    let mut request = Record::new("request", "application/http;msgtype=request", exchange, head(&exchange.request));
    let mut adapted = adapted(exchange);
    adapted.extend_from_slice(&exchange.body);
    let mut response = Record::new("response", "application/http;msgtype=response", exchange, adapted);
    response.fields.push(("WARC-Payload-Digest", digest(&exchange.body)));
    let (written_by, asked, answered) = (info.id(), request.id(), response.id());
    for (record, other) in [(&mut request, &answered), (&mut response, &asked)] {
        record.fields.push(("WARC-Target-URI", uri(&exchange.url)));
        record.fields.extend(exchange.address.map(|ip| ("WARC-IP-Address", ip.to_string())));
        record.fields.push(("WARC-Concurrent-To", other.clone()));
        record.fields.push(("WARC-Warcinfo-ID", written_by.clone()));
    }
    let mut out = Vec::new();
    for (record, id) in [(&mut info, &written_by), (&mut request, &asked), (&mut response, &answered)] {
        record.member(id, &mut out)?;
    }
    Ok(out)
}

impl<'a> Record<'a> {
    fn new(kind: &'static str, content_type: &'static str, exchange: &'a Exchange, block: Vec<u8>) -> Self {
        Self { kind, content_type, fields: Vec::new(), exchange, block }
    }

    /// A version 8 UUID (RFC 9562, 5.8) of what is recorded: kind, address, time, host reached, and block.
    fn id(&self) -> String {
        let mut hash = Sha256::new();
        let Exchange { url, address, at, .. } = self.exchange;
        let address = address.map(|ip| ip.to_string()).unwrap_or_default();
        for part in [self.kind, url, &at.to_string(), &address] {
            // Lengths keep the parts apart.
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        hash.update(&self.block);
        let mut half = [0; 16];
        half.copy_from_slice(&hash.finalize()[..16]);
        let bits = u128::from_be_bytes(half) & !(0xf << 76) & !(0x3 << 62) | (0x8 << 76) | (0x2 << 62);
        let hex = format!("{bits:032x}");
        let [a, b, c, d, e] = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
        format!("<urn:uuid:{a}-{b}-{c}-{d}-{e}>")
    }

    /// Writes the record as one gzip member. Its header carries no time, so that the bytes depend on the record alone.
    fn member(&self, id: &str, out: &mut Vec<u8>) -> io::Result<()> {
        let mut gzip = GzEncoder::new(out, Compression::default());
        write!(
            gzip,
            "WARC/1.1\r\nWARC-Type: {}\r\nWARC-Record-ID: {id}\r\nWARC-Date: {}\r\n",
            self.kind, self.exchange.at
        )?;
        for (name, value) in &self.fields {
            write!(gzip, "{name}: {value}\r\n")?;
        }
        let digest = digest(&self.block);
        write!(gzip, "WARC-Block-Digest: {digest}\r\nContent-Type: {}\r\n", self.content_type)?;
        write!(gzip, "Content-Length: {}\r\n\r\n", self.block.len())?;
        gzip.write_all(&self.block)?;
        gzip.write_all(b"\r\n\r\n")?;
        gzip.finish().map(|_| ())
    }
}

/// `sha256:` and hexadecimal digits. (Padded base 32, which SHA-1 digests come in, is no token of the grammar at this
/// length.)
fn digest(bytes: &[u8]) -> String {
    format!("sha256:{:x}", Sha256::digest(bytes))
}

/// An address without anything that could end a header field.
fn uri(url: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        if c.is_control() || c.is_whitespace() {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// Start line and header fields, each line ended as HTTP wants it, with the empty line behind them.
fn head(bytes: &[u8]) -> Vec<u8> {
    let mut out = lines(bytes).flat_map(|line| [line, b"\r\n"]).collect::<Vec<_>>().concat();
    out.extend_from_slice(b"\r\n");
    out
}

/// The lines of a head.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|b| *b == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line)).filter(|line| !line.is_empty())
}

/// The head of the answer, fitted to the body as kept.
fn adapted(exchange: &Exchange) -> Vec<u8> {
    let length = exchange.body.len();
    let mut out = Vec::with_capacity(exchange.response.len() + 64);
    let mut told = false;
    for (at, line) in lines(&exchange.response).enumerate() {
        let (name, value) = match line.iter().position(|b| *b == b':').filter(|_| at > 0) {
            Some(colon) => (line[..colon].to_ascii_lowercase(), line[colon + 1..].trim_ascii()),
            None => (Vec::new(), line),
        };
        let fits = match name.as_slice() {
            b"content-encoding" | b"transfer-encoding" => false,
            // An answer without a body may tell the length that it would have (RFC 9110, 8.6).
            b"content-length" => length == 0 || value == length.to_string().as_bytes() && !told,
            _ => true,
        };
        told |= fits && name == b"content-length";
        if !fits {
            out.extend_from_slice(ORIGINAL.as_bytes());
        }
        out.extend_from_slice(line);
        out.extend_from_slice(b"\r\n");
    }
    if !told && length > 0 {
        out.extend_from_slice(format!("Content-Length: {length}\r\n").as_bytes());
    }
    out.extend_from_slice(b"\r\n");
    out
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::bufread::GzDecoder;

    use super::*;

    fn exchange() -> Exchange {
        Exchange {
            url: "https://careers.acme.example/jobs?q=test engineer".to_owned(),
            address: Some("192.0.2.7".parse().unwrap()),
            at: "2026-05-04T09:00:00.25Z".parse().unwrap(),
            request: b"GET /jobs?q=test%20engineer HTTP/1.1\r\nhost: careers.acme.example\r\n\r\n".to_vec(),
            response: b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec(),
            body: "<title>Acme – 채용</title>".as_bytes().to_vec(),
        }
    }

    type Fields = Vec<(String, String)>;

    /// Reads a file of records back: header fields and block of each.
    fn read(mut bytes: &[u8]) -> Vec<(Fields, Vec<u8>)> {
        let mut records = Vec::new();
        while !bytes.is_empty() {
            let mut member = GzDecoder::new(bytes);
            let mut plain = Vec::new();
            member.read_to_end(&mut plain).unwrap();
            bytes = member.into_inner();
            let end = plain.windows(4).position(|w| w == b"\r\n\r\n").unwrap();
            let head = String::from_utf8(plain[..end].to_vec()).unwrap();
            let mut lines = head.split("\r\n");
            assert_eq!(lines.next(), Some("WARC/1.1"));
            let fields: Vec<(String, String)> =
                lines.map(|l| l.split_once(": ").unwrap()).map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
            let block = plain[end + 4..].strip_suffix(b"\r\n\r\n").unwrap().to_vec();
            assert_eq!(field(&fields, "Content-Length"), block.len().to_string());
            assert_eq!(field(&fields, "WARC-Block-Digest"), digest(&block));
            records.push((fields, block));
        }
        records
    }

    fn field<'a>(fields: &'a [(String, String)], name: &str) -> &'a str {
        let mut of = fields.iter().filter(|(n, _)| n == name);
        let (_, value) = of.next().unwrap_or_else(|| panic!("no {name} in {fields:?}"));
        assert!(of.next().is_none(), "{name} twice");
        value
    }

    #[test]
    fn an_exchange_comes_back() {
        let exchange = exchange();
        let bytes = write(&exchange).unwrap();
        let records = read(&bytes);
        let kinds: Vec<&str> = records.iter().map(|(fields, _)| field(fields, "WARC-Type")).collect();
        assert_eq!(kinds, ["warcinfo", "request", "response"]);
        let [(info, _), (request, asked), (response, answered)] = &records[..] else { panic!() };
        assert_eq!(*asked, exchange.request);
        let answered = String::from_utf8(answered.clone()).unwrap();
        assert_eq!(
            answered,
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Orig-Content-Encoding: gzip\r\nX-Orig-Content-Length: 9\r\n\
             X-Orig-Transfer-Encoding: chunked\r\nContent-Length: 30\r\n\r\n<title>Acme – 채용</title>"
        );
        assert_eq!(field(response, "WARC-Payload-Digest"), digest(&exchange.body));
        for (one, other) in [(request, response), (response, request)] {
            assert_eq!(field(one, "WARC-Concurrent-To"), field(other, "WARC-Record-ID"));
            assert_eq!(field(one, "WARC-Warcinfo-ID"), field(info, "WARC-Record-ID"));
            assert_eq!(field(one, "WARC-Target-URI"), "https://careers.acme.example/jobs?q=test%20engineer");
            assert_eq!(field(one, "WARC-IP-Address"), "192.0.2.7");
            assert_eq!(field(one, "WARC-Date"), "2026-05-04T09:00:00.25Z");
        }
    }

    #[test]
    fn the_same_exchange_gives_the_same_bytes_and_another_does_not() {
        let one = write(&exchange()).unwrap();
        assert_eq!(one, write(&exchange()).unwrap());
        let other = write(&Exchange { body: b"other".to_vec(), ..exchange() }).unwrap();
        let id = |bytes: &[u8]| field(&read(bytes)[2].0, "WARC-Record-ID").to_owned();
        assert_ne!(id(&one), id(&other));
        let id = id(&one);
        assert_eq!((id.len(), &id[24..25]), (47, "8"), "{id}");
        assert!(matches!(&id[29..30], "8" | "9" | "a" | "b"), "{id}");
    }

    #[test]
    fn nothing_from_outside_ends_a_header_field() {
        let hostile = Exchange {
            url: "https://acme.example/\r\nWARC-Type: resource\u{2028}".to_owned(),
            address: None,
            response: b"HTTP/1.1 304 Not Modified\nContent-Length: 700\nno colon\n\n\n".to_vec(),
            body: Vec::new(),
            ..exchange()
        };
        let records = read(&write(&hostile).unwrap());
        assert_eq!(field(&records[2].0, "WARC-Type"), "response");
        assert!(!records[2].0.iter().any(|(name, _)| name == "WARC-IP-Address"));
        // An answer without a body tells the length of the one that it stands for.
        assert_eq!(records[2].1, b"HTTP/1.1 304 Not Modified\r\nContent-Length: 700\r\nno colon\r\n\r\n");
        assert_eq!(
            read(&write(&Exchange { request: Vec::new(), response: Vec::new(), ..exchange() }).unwrap()).len(),
            3
        );
    }

    #[test]
    fn written_for_other_tools_to_check() {
        // `BONAFIDE_WARC=FILE cargo test -p lookup warc` keeps one for `warcio check FILE`.
        if let Some(path) = std::env::var_os("BONAFIDE_WARC") {
            std::fs::write(path, write(&exchange()).unwrap()).unwrap();
        }
    }
}
