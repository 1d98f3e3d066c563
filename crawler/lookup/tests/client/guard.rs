//! Each guard of the client, tried as an attacker would: real servers on loopback, hostile ones among them.

use std::io::Write as _;
use std::time::{Duration, Instant};

use analyzer::case::Audience;
use lookup::{Client, Failure, Fetch, NoShelf, Request, Settings, Within};

use crate::net::{HERE, Net, Seen, Step, answer, field, get, ok, page, raw, to};

fn forbidden<T: std::fmt::Debug>(result: Result<T, Failure>, why: &str) {
    assert!(matches!(&result, Err(Failure::Forbidden(told)) if told.contains(why)), "{why}: {result:?}");
}

fn too_much<T: std::fmt::Debug>(result: Result<T, Failure>) {
    assert!(matches!(result, Err(Failure::TooMuch(_))), "{result:?}");
}

fn broken<T: std::fmt::Debug>(result: Result<T, Failure>, why: &str) {
    assert!(matches!(&result, Err(Failure::Broken(told)) if told.contains(why)), "{why}: {result:?}");
}

#[tokio::test]
async fn an_honest_answer_over_both_schemes() {
    let net = Net::new().await;
    net.site("www.acme.example", |seen: &Seen| match seen.path.as_str() {
        "/" => to("https://acme.example/about?a=1#top"),
        _ => ok("never"),
    });
    net.site("acme.example", |_| ok("We are Acme."));
    let response = get(&net.client(), "http://www.acme.example/").await.unwrap();
    assert_eq!(response.url.as_str(), "https://acme.example/about?a=1");
    assert_eq!((response.status, response.text().as_str()), (200, "We are Acme."));
    let seen = net.seen();
    assert_eq!(seen.len(), 2);
    for seen in &seen {
        let agent = field(&seen.head, "user-agent").unwrap();
        assert!(agent.starts_with("bonafide/") && agent.ends_with("(+https://operator.example/about)"), "{agent}");
        for never in ["cookie", "authorization", "referer", "origin", "x-forwarded-for", "via"] {
            assert_eq!(field(&seen.head, never), None, "{}", seen.head);
        }
    }
    let kept = net.shelf.kept.lock().unwrap();
    assert_eq!(kept.len(), 2);
    assert_eq!(kept[1].address, Some(HERE.parse().unwrap()));
    assert_eq!(kept[1].body, b"We are Acme.");
    let request = String::from_utf8(kept[1].request.clone()).unwrap();
    assert!(
        request.starts_with("GET /about?a=1 HTTP/1.1\r\n") && request.contains("host: acme.example\r\n"),
        "{request}"
    );
    assert!(String::from_utf8(kept[1].response.clone()).unwrap().starts_with("HTTP/1.1 200 OK\r\n"));
}

#[tokio::test]
async fn a_status_is_an_answer() {
    let net = Net::new().await;
    net.site("acme.example", |_| answer("404 Not Found", "", "no"));
    assert_eq!(get(&net.client(), "http://acme.example/").await.unwrap().status, 404);
    assert_eq!(get(&net.client(), "http://nobody.example/").await, Err(Failure::NoName("nobody.example".to_owned())));
}

#[tokio::test]
async fn nothing_leaves_offline() {
    let client = Client::offline();
    assert_eq!(get(&client, "http://acme.example/").await, Err(Failure::Offline));
}

#[tokio::test]
async fn the_contact_is_not_told() {
    let mut net = Net::new().await;
    net.site("lure.example", |_| ok("hello"));
    let request = Request { audience: Audience::Contact, ..Request::service("http://lure.example/".parse().unwrap()) };
    let told = net.client().get(request.clone()).await;
    assert_eq!(told, Err(Failure::TellsContact("lure.example".to_owned())));
    assert!(net.seen().is_empty() && net.asked().is_empty(), "not even its name was asked for");
    net.settings.visit_contact = true;
    assert!(net.client().get(request).await.is_ok());
}

#[tokio::test]
async fn redirects_to_where_nobody_should_go() {
    let net = Net::new().await;
    net.site("acme.example", |seen| to(&seen.path[1..].replace("%20", " ")));
    net.names("inside.acme.example", &[&["10.0.0.7"]]);
    net.names("mapped.acme.example", &[&["::ffff:127.80.0.1"]]);
    net.names("both.acme.example", &[&[HERE, "169.254.169.254"]]);
    net.site("other.example", |_| ok("never"));
    let client = net.client();
    for (target, why) in [
        ("http://127.0.0.1/", "loopback"),
        ("http://127.1/", "loopback"),
        ("http://2130706433/", "loopback"),
        ("http://0x7f.1/", "loopback"),
        ("http://[::1]/", "loopback"),
        ("http://[::ffff:127.0.0.1]/", "mapped"),
        ("http://169.254.169.254/latest/meta-data/", "metadata"),
        ("http://10.0.0.1/", "private"),
        ("http://192.168.0.1/", "private"),
        ("file:///etc/passwd", "only http and https"),
        ("ftp://acme.example/", "only http and https"),
        ("data:text/html,hello", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("http://acme.example:22/", "port 22"),
        ("http://anna:secret@acme.example/", "user name"),
        ("http://localhost/", "local name"),
        ("http://other.example/", "outside"),
        ("http://acme.example.other.example/", "outside"),
        ("//other.example/", "outside"),
        ("http://inside.acme.example/", "10.0.0.7, which is not visited: private"),
        ("http://mapped.acme.example/", "mapped"),
        ("http://both.acme.example/", "169.254.169.254"),
    ] {
        forbidden(get(&client, &format!("http://acme.example/{target}")).await, why);
    }
    assert!(net.seen().iter().all(|seen| seen.host == "acme.example"), "nothing else was reached");
}

#[tokio::test]
async fn first_addresses_are_checked_like_redirects() {
    let net = Net::new().await;
    net.names("inside.example", &[&["192.168.1.1"]]);
    net.names("one-of-many.example", &[&[HERE, "127.0.0.1"]]);
    net.names("six.example", &[&["fd00:ec2::254"]]);
    let client = net.client();
    for (url, why) in [
        ("http://inside.example/", "private"),
        ("http://one-of-many.example/", "loopback"),
        ("http://six.example/", "metadata"),
        ("http://017700000001/", "loopback"),
        ("http://１２７.０.０.１/", "loopback"),
        ("http://ｌocalhost/", "local name"),
        ("http://metadata.google.internal/", "local name"),
        ("http://8.8.8.8/", "outside of the test's networks"),
    ] {
        forbidden(get(&client, url).await, why);
    }
    let request = Request {
        within: Within::Hosts(vec!["other.example".to_owned()]),
        ..Request::service("http://six.example/".parse().unwrap())
    };
    forbidden(client.get(request).await, "outside of what was asked");
}

#[tokio::test]
async fn from_https_to_http_is_not_followed() {
    let net = Net::new().await;
    net.site("acme.example", |seen| if seen.path == "/" { to("http://acme.example/plain") } else { ok("never") });
    forbidden(get(&net.client(), "https://acme.example/").await, "https to http");
    assert_eq!(net.seen().len(), 1);
}

#[tokio::test]
async fn a_name_that_changes_its_mind() {
    let net = Net::new().await;
    net.site("rebind.example", |_| ok("public"));
    net.names("rebind.example", &[&[HERE], &["127.0.0.1"], &["169.254.169.254"]]);
    let client = net.client();
    assert!(get(&client, "http://rebind.example/1").await.is_ok());
    assert_eq!(
        net.asked().iter().filter(|asked| *asked == "rebind.example A").count(),
        1,
        "checked and dialled at once"
    );
    forbidden(get(&client, "http://rebind.example/2").await, "loopback");
    forbidden(get(&client, "http://rebind.example/3").await, "metadata");
    assert_eq!(net.seen().len(), 1);
}

#[tokio::test]
async fn redirects_without_end() {
    let net = Net::new().await;
    net.site("acme.example", |seen| to(&format!("{}a", seen.path)));
    too_much(get(&net.client(), "http://acme.example/").await);
    assert_eq!(net.seen().len(), 6, "the first and five redirects");
}

#[tokio::test]
async fn bodies_without_end() {
    let mut net = Net::new().await;
    net.settings.most_bytes = 256 << 10;
    let zeros = vec![0_u8; 16 << 20];
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&zeros).unwrap();
    let gzip = gzip.finish().unwrap();
    let mut brotli = Vec::new();
    brotli::CompressorWriter::new(&mut brotli, 1 << 16, 1, 22).write_all(&zeros).unwrap();
    assert!(gzip.len() < 128 << 10 && brotli.len() < 128 << 10, "small on the line");
    net.site("acme.example", move |seen| match seen.path.as_str() {
        "/endless" => vec![Step::Send(b"HTTP/1.1 200 OK\r\n\r\n".to_vec()), Step::Forever(vec![b'a'; 65_536])],
        "/chunks" => vec![
            Step::Send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec()),
            Step::Forever(b"1\r\na\r\n".repeat(1000)),
        ],
        "/gzip" => answer("200 OK", "Content-Encoding: gzip\r\n", &gzip),
        "/brotli" => answer("200 OK", "Content-Encoding: br\r\n", &brotli),
        _ => ok(vec![b'a'; 256 << 10]),
    });
    let client = net.client();
    let start = Instant::now();
    for path in ["endless", "chunks", "gzip", "brotli"] {
        too_much(get(&client, &format!("http://acme.example/{path}")).await);
    }
    assert!(start.elapsed() < Duration::from_secs(8));
    assert_eq!(get(&client, "http://acme.example/full").await.unwrap().body.len(), 256 << 10, "as much as allowed");
}

#[tokio::test]
async fn what_is_packed_is_unpacked() {
    let net = Net::new().await;
    net.site("acme.example", |seen| {
        let text = b"We are Acme.".repeat(50);
        match seen.path.as_str() {
            "/gzip" => {
                let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                packer.write_all(&text).unwrap();
                answer("200 OK", "Content-Encoding: gzip\r\n", packer.finish().unwrap())
            }
            "/deflate" => {
                let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
                packer.write_all(&text).unwrap();
                answer("200 OK", "Content-Encoding: deflate\r\n", packer.finish().unwrap())
            }
            "/broken" => answer("200 OK", "Content-Encoding: gzip\r\n", "no gzip at all"),
            _ => ok(text),
        }
    });
    let client = net.client();
    for path in ["gzip", "deflate", "plain"] {
        assert_eq!(get(&client, &format!("http://acme.example/{path}")).await.unwrap().body.len(), 600, "{path}");
    }
    broken(get(&client, "http://acme.example/broken").await, "acme.example");
}

#[tokio::test]
async fn lengths_that_lie() {
    let net = Net::new().await;
    net.site("acme.example", |seen| match seen.path.as_str() {
        "/long" => raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"),
        "/short" => raw(format!("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nshort{}", "more".repeat(1000))),
        "/two" => raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nshort"),
        "/huge" => raw("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\nshort"),
        _ => raw("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nshort"),
    });
    let client = net.client();
    broken(get(&client, "http://acme.example/long").await, "acme.example");
    assert_eq!(get(&client, "http://acme.example/short").await.unwrap().text(), "short");
    broken(get(&client, "http://acme.example/two").await, "acme.example");
    broken(get(&client, "http://acme.example/negative").await, "acme.example");
    too_much(get(&client, "http://acme.example/huge").await);
}

#[tokio::test]
async fn heads_that_are_too_large() {
    let net = Net::new().await;
    net.site("acme.example", |seen| match seen.path.as_str() {
        "/one-field" => vec![Step::Send(b"HTTP/1.1 200 OK\r\nX-A: ".to_vec()), Step::Forever(vec![b'a'; 65_536])],
        "/64-mb" => {
            let line = format!("X-A: {}\r\n", "a".repeat(65_536));
            vec![Step::Send(format!("HTTP/1.1 200 OK\r\n{}\r\n", line.repeat(1024)).into_bytes())]
        }
        "/many-fields" => answer("200 OK", &"X: y\r\n".repeat(101), ""),
        "/cookies" => answer("200 OK", &"Set-Cookie: a=b\r\n".repeat(10_000), ""),
        "/100-kb" => answer("200 OK", &format!("X-A: {}\r\n", "a".repeat(100_000)), ""),
        _ => answer("200 OK", &format!("X-A: {}\r\n", "a".repeat(30_000)), ""),
    });
    let client = net.client();
    for path in ["one-field", "64-mb", "many-fields", "cookies", "100-kb"] {
        too_much(get(&client, &format!("http://acme.example/{path}")).await);
    }
    assert!(get(&client, "http://acme.example/30-kb").await.is_ok());
}

#[tokio::test]
async fn answers_that_drip() {
    let mut net = Net::new().await;
    net.settings.seconds = 1;
    net.site("acme.example", |seen| {
        let drip =
            |text: &str| text.bytes().flat_map(|byte| [Step::Send(vec![byte]), Step::Sleep(150)]).collect::<Vec<_>>();
        match seen.path.as_str() {
            "/head" => drip("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nshort"),
            "/body" => {
                let mut steps = raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
                steps.extend(drip(&"a".repeat(100)));
                steps
            }
            "/redirects" => {
                let mut steps = vec![Step::Sleep(400)];
                steps.extend(to("/redirects"));
                steps
            }
            _ => vec![Step::Sleep(5000)],
        }
    });
    let client = net.client();
    let start = Instant::now();
    for path in ["head", "body", "silence", "redirects"] {
        let told = get(&client, &format!("http://acme.example/{path}")).await;
        assert_eq!(told, Err(Failure::TimedOut("acme.example".to_owned())), "{path}");
    }
    assert!(start.elapsed() < Duration::from_secs(8));
}

#[tokio::test]
async fn certificates_that_are_none() {
    let net = Net::new().await;
    for host in ["good.example", "self-signed.example", "expired.example", "wrong-name.example"] {
        net.site(host, |_| ok("hello"));
    }
    let client = net.client();
    assert!(get(&client, "https://good.example/").await.is_ok());
    for host in ["self-signed.example", "expired.example", "wrong-name.example"] {
        broken(get(&client, &format!("https://{host}/")).await, "certificate");
    }
    let untrusting = Client::new(&Settings { roots: None, ..net.settings.clone() }, std::sync::Arc::new(NoShelf));
    if let Ok(client) = untrusting {
        broken(get(&client, "https://good.example/").await, "certificate");
    }
    assert_eq!(net.seen().len(), 1);
}

#[tokio::test]
async fn cookies_are_not_sent_back() {
    let net = Net::new().await;
    net.site("acme.example", |seen| match seen.path.as_str() {
        "/first" => {
            answer("302 Found", "Set-Cookie: id=1; Path=/\r\nWWW-Authenticate: Basic\r\nLocation: /second\r\n", "")
        }
        _ => answer("401 Unauthorized", "Set-Cookie: id=2\r\nWWW-Authenticate: Basic realm=\"a\"\r\n", "who are you?"),
    });
    let client = net.client();
    assert_eq!(get(&client, "http://acme.example/first").await.unwrap().status, 401);
    assert_eq!(get(&client, "http://acme.example/third").await.unwrap().status, 401);
    let seen = net.seen();
    assert_eq!(seen.len(), 3);
    assert!(
        seen.iter().all(|seen| field(&seen.head, "cookie").is_none() && field(&seen.head, "authorization").is_none())
    );
}

#[tokio::test]
async fn what_is_posted() {
    let net = Net::new().await;
    net.site("acme.example", |seen| match seen.path.as_str() {
        "/see-other" => answer("303 See Other", "Location: /got\r\n", ""),
        "/temporary" => answer("307 Temporary Redirect", "Location: /posted\r\n", ""),
        _ => ok(seen.head.lines().next().unwrap()),
    });
    let client = net.client();
    let post = |path: &str, json: &str| {
        client.get(Request::service(format!("http://acme.example{path}").parse().unwrap()).posting(json))
    };
    assert_eq!(post("/see-other", "{}").await.unwrap().text(), "get /got http/1.1");
    assert_eq!(post("/temporary", "{\"a\":1}").await.unwrap().text(), "post /posted http/1.1");
    assert_eq!(net.seen().last().unwrap().body, "{\"a\":1}");
    // The same again is answered from the shelf; something else isn't.
    let before = net.seen().len();
    post("/search", "{\"b\":1}").await.unwrap();
    post("/search", "{\"b\":1}").await.unwrap();
    assert_eq!(net.seen().len(), before + 1);
    post("/search", "{\"b\":2}").await.unwrap();
    assert_eq!(net.seen().len(), before + 2);
    too_much(post("/search", &"a".repeat(100_000)).await);
}

#[tokio::test]
async fn tests_can_allow_loopback_alone() {
    let net = Net::new().await;
    for network in ["10.0.0.0/8", "0.0.0.0/0", "169.254.0.0/16", "nonsense"] {
        let mut settings = net.settings.clone();
        settings.for_tests.as_mut().unwrap().networks = vec![network.to_owned()];
        assert!(Client::new(&settings, std::sync::Arc::new(NoShelf)).is_err(), "{network}");
    }
    // Without the allowance, the small internet is out of reach.
    let mut settings = net.settings.clone();
    settings.for_tests = None;
    net.site("acme.example", |_| ok("never"));
    let client = Client::new(&settings, std::sync::Arc::new(NoShelf)).unwrap();
    forbidden(get(&client, "http://acme.example/").await, "loopback");
    forbidden(page(&client, "http://acme.example/").await, "loopback");
    assert!(net.seen().is_empty());
}

#[tokio::test]
async fn settings_that_cannot_be_followed() {
    let net = Net::new().await;
    let missing = Some(std::path::PathBuf::from("/nowhere/roots.pem"));
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.pem");
    std::fs::write(&empty, "nothing").unwrap();
    for (settings, what) in [
        (Settings { contact: Some("a\nb".to_owned()), ..net.settings.clone() }, "contact"),
        (Settings { proxy: Some("socks5://proxy.example".to_owned()), ..net.settings.clone() }, "proxy"),
        (Settings { roots: missing, ..net.settings.clone() }, "roots.pem"),
        (Settings { roots: Some(empty), ..net.settings.clone() }, "empty.pem"),
    ] {
        let told = Client::new(&settings, std::sync::Arc::new(NoShelf)).err().unwrap();
        assert!(told.contains(what), "{told}");
    }
}

#[tokio::test]
async fn through_a_proxy_names_are_checked_first() {
    let mut net = Net::new().await;
    let port = net.settings.for_tests.as_ref().unwrap().http_port;
    net.names("proxy.example", &[&[HERE]]);
    net.site("acme.example", |_| ok("through the proxy"));
    net.names("inside.example", &[&["10.0.0.7"]]);
    for proxy in [format!("http://{HERE}:{port}"), format!("http://proxy.example:{port}")] {
        net.settings.proxy = Some(proxy);
        let client = net.client();
        assert_eq!(get(&client, "http://acme.example/a").await.unwrap().text(), "through the proxy");
        assert_eq!(net.seen().last().unwrap().path, "http://acme.example/a");
        assert_eq!(net.shelf.kept.lock().unwrap().last().unwrap().address, None);
        let before = net.seen().len();
        forbidden(get(&client, "http://inside.example/").await, "private");
        forbidden(get(&client, "http://169.254.169.254/").await, "metadata");
        assert_eq!(net.seen().len(), before);
    }
}

/// The environment can't be changed within a process safely, so this runs itself again in another.
#[tokio::test]
async fn the_environments_proxy_is_ignored() {
    const CHILD: &str = "BONAFIDE_TEST_CHILD";
    if std::env::var_os(CHILD).is_none() {
        let mut again = std::process::Command::new(std::env::current_exe().unwrap());
        again.args(["--exact", "guard::the_environments_proxy_is_ignored"]).env(CHILD, "1").env_remove("NO_PROXY");
        for name in ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
            again.env(name, "http://127.80.0.9:9");
        }
        let output = again.output().unwrap();
        assert!(output.status.success() && String::from_utf8_lossy(&output.stdout).contains("1 passed"));
        return;
    }
    let net = Net::new().await;
    net.site("acme.example", |_| ok("straight"));
    let client = net.client();
    assert_eq!(get(&client, "http://acme.example/").await.unwrap().text(), "straight");
    assert_eq!(get(&client, "https://acme.example/").await.unwrap().text(), "straight");
}
