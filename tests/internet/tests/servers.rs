//! The little internet's servers, as whoever asks them meets them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says by failing what is wrong")]

use std::io::{Read as _, Write as _};
use std::net::{IpAddr, SocketAddr, TcpStream, UdpSocket};
use std::str::FromStr as _;
use std::time::Duration;

use hickory_proto::op::{Message, MessageType, OpCode, Query, ResponseCode};
use hickory_proto::rr::{Name, RecordType};
use internet::{Internet, Whose};

fn question(name: &str, of: RecordType) -> Vec<u8> {
    let mut message = Message::new(7, MessageType::Query, OpCode::Query);
    message.add_query(Query::query(Name::from_str(name).unwrap(), of));
    message.to_vec().unwrap()
}

fn ask(internet: &Internet, name: &str, of: RecordType) -> Message {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    socket.send_to(&question(name, of), internet.resolver()).unwrap();
    let mut buffer = [0; 4096];
    let length = socket.recv(&mut buffer).unwrap();
    Message::from_vec(&buffer[..length]).unwrap()
}

/// What a host answers in the clear.
fn get(internet: &Internet, host: &str, target: &str, more: &str) -> String {
    let site = internet.world().site(host).unwrap();
    let mut stream = TcpStream::connect(SocketAddr::new(IpAddr::V4(site.address), internet.http_port())).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    write!(stream, "GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n").unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok();
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn there_are_at_least_forty_sites_of_every_kind() {
    let internet = Internet::start();
    let sites = internet.world().sites();
    assert!(sites.len() >= 40, "only {} sites", sites.len());
    for whose in [Whose::Service, Whose::Employer, Whose::Contact, Whose::Hostile] {
        assert!(sites.iter().filter(|s| s.whose == whose).count() >= 10, "{whose:?}");
    }
}

#[test]
fn names_are_answered_over_datagrams_and_streams() {
    let internet = Internet::start();
    let found = ask(&internet, "www.halden-marine.example.", RecordType::A);
    assert_eq!(found.answers.len(), 1);
    assert_eq!(ask(&internet, "halden-marine.example.", RecordType::MX).answers.len(), 2);
    assert_eq!(ask(&internet, "nobody.example.", RecordType::A).metadata.response_code, ResponseCode::NXDomain);
    let empty = ask(&internet, "www.halden-marine.example.", RecordType::AAAA);
    assert_eq!((empty.metadata.response_code, empty.answers.len()), (ResponseCode::NoError, 0));

    let mut stream = TcpStream::connect(internet.resolver()).unwrap();
    let asked = question("bw2026._domainkey.brightwater-analytics.example.", RecordType::TXT);
    stream.write_all(&u16::try_from(asked.len()).unwrap().to_be_bytes()).unwrap();
    stream.write_all(&asked).unwrap();
    let mut length = [0; 2];
    stream.read_exact(&mut length).unwrap();
    let mut answer = vec![0; usize::from(u16::from_be_bytes(length))];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(Message::from_vec(&answer).unwrap().answers.len(), 1);
    assert_eq!(internet.names_asked().len(), 5);
}

#[test]
fn a_name_is_bound_anew() {
    let internet = Internet::start();
    let address = || ask(&internet, "rebinds.example.", RecordType::A).answers[0].data.to_string();
    assert_eq!([address(), address(), address()], ["127.80.4.18", "169.254.169.254", "127.80.4.18"]);
}

#[test]
fn what_is_asked_is_kept() {
    let internet = Internet::start();
    let answer = get(&internet, "www.halden-marine.example", "/careers/recruitment-fraud?from=mail", "");
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.contains("We never ask applicants to pay"), "{answer}");
    let seen = internet.seen();
    assert_eq!(seen.len(), 1);
    assert_eq!(
        (seen[0].host.as_str(), seen[0].path.as_str()),
        ("www.halden-marine.example", "/careers/recruitment-fraud?from=mail")
    );
    assert_eq!(internet.connections().len(), 1);
    internet.forget();
    assert_eq!((internet.seen().len(), internet.connections().len()), (0, 0));
}

#[test]
fn a_host_is_only_where_it_is() {
    let internet = Internet::start();
    let elsewhere = internet.world().site("endless.example").unwrap().address;
    let mut stream = TcpStream::connect((elsewhere, internet.http_port())).unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: www.halden-marine.example\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 421"), "{answer}");
}

#[test]
fn services_answer_in_their_own_forms() {
    let internet = Internet::start();
    for (host, target, wanted) in [
        ("rdap.registry.example", "/domain/halden-marine.example", "\"eventAction\":\"registration\""),
        ("rdap.registry.example", "/domain/nobody.example", "HTTP/1.1 404"),
        (
            "certificates.example",
            "/?q=krasna-aero-jobs.example&output=json",
            "\"name_value\":\"krasna-aero-jobs.example\"",
        ),
        ("boards-api.greenhouse.example", "/v1/boards/haldenmarine/jobs", "Senior Acoustics Engineer"),
        ("boards-api.greenhouse.example", "/v1/boards/nobody/jobs", "HTTP/1.1 404"),
        ("api.lever.example", "/v0/postings/krasna-aero?mode=json", "\"text\":\"Stress Engineer"),
        ("api.lever.example", "/v0/postings/tessel?mode=json", "HTTP/1.1 503"),
        ("api.ashbyhq.example", "/posting-api/job-board/brightwater", "Staff Data Engineer"),
        ("api.smartrecruiters.example", "/v1/companies/CorvaneSpace/postings?limit=1", "\"totalFound\":3"),
        ("apply.workable.example", "/api/v1/widget/accounts/pelham-robotics", "Senior Rust Engineer"),
        ("zuidhaven.recruitee.example", "/api/offers/", "Grid Protection Engineer"),
        ("marlowfinch.myworkdayjobs.example", "/robots.txt", "/Marlow_Careers/siteMap.xml"),
        ("lindmark.teamtailor.example", "/jobs.json", "Infrared Detector Engineer"),
        ("taewon.career.greetinghr.example", "/", "광학설계 선임연구원"),
        ("taewon.career.greetinghr.example", "/ko/o/148201", "JobPosting"),
        ("api.github.example", "/repos/pelham-robotics/take-home-trajectory", "\"stargazers_count\":61"),
        ("api.github.example", "/repos/pelham-robotics/take-home-trajectory/commits?per_page=1", "rel=\"last\""),
        ("api.github.example", "/repos/nobody/nothing", "HTTP/1.1 404"),
        ("gitlab.example", "/api/v4/projects/vectrail-team%2Fmap-assignment", "\"created_at\":\"2026-10-06"),
        ("www.linkedin.com", "/in/somebody-else", "HTTP/1.1 999"),
        ("www.linkedin.com", "/in/walled-somebody", "location: /authwall"),
        ("busy.example", "/", "retry-after: 3600"),
    ] {
        let answer = get(&internet, host, target, "");
        assert!(answer.contains(wanted), "{host}{target}: {answer}");
    }
}

#[test]
fn what_the_asker_has_is_not_sent_again() {
    let internet = Internet::start();
    let first = get(&internet, "krasna-aero.example", "/", "");
    let tag = first.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
    let again = get(&internet, "krasna-aero.example", "/", &format!("If-None-Match: {tag}\r\n"));
    assert!(again.starts_with("HTTP/1.1 304"), "{again}");
}

#[test]
fn the_files_that_the_program_needs_are_written() {
    let internet = Internet::start();
    let folder = std::env::temp_dir().join(format!("little-internet-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let config: toml::Table = std::fs::read_to_string(internet.write_config(&folder)).unwrap().parse().unwrap();
    assert_eq!(config["for-tests"]["http-port"].as_integer(), Some(i64::from(internet.http_port())));
    assert!(std::fs::read_to_string(folder.join("root.pem")).unwrap().contains("BEGIN CERTIFICATE"));
    for base in config["services"].as_table().unwrap().values() {
        let host = base.as_str().unwrap().replace("{tenant}", "any");
        let host = host.split('/').nth(2).unwrap();
        assert!(internet.world().site(host).is_some(), "nobody answers at {host}");
    }
    let lists = internet.write_data(&folder);
    let list = std::fs::read_to_string(lists.join("reference/organisations/technology-and-others.toml")).unwrap();
    assert!(list.contains("halden-marine") && list.contains("title = "));
    std::fs::remove_dir_all(folder).unwrap();
}
