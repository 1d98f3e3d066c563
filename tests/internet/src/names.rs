//! The server of names: DNS (RFC 1035) over datagrams and streams.

use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

use hickory_proto::op::{Message, MessageType, OpCode, ResponseCode};
use hickory_proto::rr::rdata::{A, MX, NS, TXT};
use hickory_proto::rr::{Name, RData, Record, RecordType};
use jiff::Timestamp;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, UdpSocket};

use crate::{Book, NameAsked, World, locked};

/// How long answers may be kept, in seconds: not at all, so that a name that is bound anew shows.
const TTL: u32 = 0;

/// The longest datagram where the question names no size (RFC 1035, 2.3.4).
const DATAGRAM: usize = 512;

/// The longest string of a text record.
const STRING: usize = 255;

/// The server.
#[derive(Debug, Clone)]
pub(crate) struct Server {
    pub(crate) world: Arc<World>,
    pub(crate) book: Arc<Book>,
}

impl Server {
    /// Answers datagrams.
    pub(crate) async fn datagrams(self, socket: UdpSocket) {
        let turns = Turns::default();
        let mut buffer = vec![0; 4096];
        loop {
            let Ok((length, from)) = socket.recv_from(&mut buffer).await else { continue };
            let Some(question) = buffer.get(..length) else { continue };
            if let Some(answer) = self.answer(question, &turns, true) {
                // Who asks may be gone; that is nobody's fault.
                socket.send_to(&answer, from).await.ok();
            }
        }
    }

    /// Answers streams, on which messages are preceded by their length (RFC 7766).
    pub(crate) async fn streams(self, listener: TcpListener) {
        let turns = Arc::new(Turns::default());
        loop {
            let Ok((mut stream, _)) = listener.accept().await else { continue };
            let (server, turns) = (self.clone(), turns.clone());
            tokio::spawn(async move {
                while let Ok(length) = stream.read_u16().await {
                    let mut question = vec![0; usize::from(length)];
                    if stream.read_exact(&mut question).await.is_err() {
                        return;
                    }
                    let Some(answer) = server.answer(&question, &turns, false) else { return };
                    let Ok(length) = u16::try_from(answer.len()) else { return };
                    if stream.write_u16(length).await.is_err() || stream.write_all(&answer).await.is_err() {
                        return;
                    }
                }
            });
        }
    }

    fn answer(&self, question: &[u8], turns: &Turns, bounded: bool) -> Option<Vec<u8>> {
        let asked = Message::from_vec(question).ok()?;
        if asked.metadata.message_type != MessageType::Query {
            return None;
        }
        let mut answer = Message::response(asked.metadata.id, OpCode::Query);
        answer.metadata.recursion_desired = asked.metadata.recursion_desired;
        answer.metadata.recursion_available = true;
        for query in &asked.queries {
            answer.add_query(query.clone());
            let (name, of) = (query.name(), query.query_type());
            let plain = name.to_ascii().trim_end_matches('.').to_ascii_lowercase();
            self.book.name(NameAsked { at: Timestamp::now(), name: plain.clone(), of: of.to_string() });
            let records = self.records(&plain, of, turns);
            if records.is_empty() && !self.world.exists(&plain) {
                answer.metadata.response_code = ResponseCode::NXDomain;
            }
            answer.add_answers(records.into_iter().map(|data| Record::from_rdata(name.clone(), TTL, data)));
        }
        let most = if asked.edns.is_some() { usize::from(asked.max_payload()) } else { DATAGRAM };
        let whole = answer.to_vec().ok()?;
        if bounded && whole.len() > most { answer.truncate().to_vec().ok() } else { Some(whole) }
    }

    fn records(&self, name: &str, of: RecordType, turns: &Turns) -> Vec<RData> {
        let sites = self.world.sites().iter();
        match of {
            RecordType::A => {
                let Some(site) = self.world.site(name) else { return Vec::new() };
                let address = turns.next(name, &site.rebinds).unwrap_or(site.address);
                vec![RData::A(A(address))]
            }
            RecordType::MX => {
                sites.filter_map(|s| s.mx.get(name)).flatten().filter_map(|text| exchange(text)).collect()
            }
            RecordType::TXT => sites.filter_map(|s| s.txt.get(name)).flatten().map(|text| text_of(text)).collect(),
            RecordType::NS => {
                let known = self.world.registration(name).map(|r| r.name_servers.as_slice()).unwrap_or_default();
                known.iter().filter_map(|host| Some(RData::NS(NS(absolute(host)?)))).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Whose turn it is among the addresses of a name that is bound anew.
#[derive(Debug, Default)]
struct Turns(Mutex<HashMap<String, usize>>);

impl Turns {
    fn next(&self, name: &str, addresses: &[Ipv4Addr]) -> Option<Ipv4Addr> {
        let mut turns = locked(&self.0);
        let turn = turns.entry(name.to_owned()).or_default();
        let address = addresses.get(*turn % addresses.len().max(1)).copied();
        *turn += 1;
        address
    }
}

fn absolute(host: &str) -> Option<Name> {
    Name::from_ascii(format!("{}.", host.trim_end_matches('.'))).ok()
}

/// `10 mx.name`; `0 .` says that no mail is taken (RFC 7505).
fn exchange(text: &str) -> Option<RData> {
    let (preference, host) = text.split_once(' ')?;
    Some(RData::MX(MX::new(preference.parse().ok()?, absolute(host)?)))
}

/// A text, cut into strings as long as they may be.
fn text_of(text: &str) -> RData {
    RData::TXT(TXT::from_bytes(text.as_bytes().chunks(STRING).collect()))
}
