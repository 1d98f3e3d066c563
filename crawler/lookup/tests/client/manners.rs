//! How the client behaves towards hosts that mean well: robots.txt, pace, pauses, cache, names.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use lookup::{Client, Failure, Names, RecordType};

use crate::net::{Net, Step, answer, field, get, ok, page, to};

#[tokio::test]
async fn robots_are_asked_once_and_obeyed() {
    let net = Net::new().await;
    net.site("acme.example", |seen| match seen.path.as_str() {
        "/robots.txt" => ok("User-agent: *\nDisallow: /\n\nUser-agent: bonafide\nDisallow: /private\n"),
        "/leads" => to("/private/a"),
        _ => ok("page"),
    });
    let client = net.client();
    assert_eq!(page(&client, "http://acme.example/").await.unwrap().text(), "page");
    assert_eq!(page(&client, "http://acme.example/private/a").await, Err(Failure::Robots("acme.example".to_owned())));
    assert_eq!(page(&client, "http://acme.example/leads").await, Err(Failure::Robots("acme.example".to_owned())));
    let paths: Vec<String> = net.seen().iter().map(|seen| seen.path.clone()).collect();
    assert_eq!(paths, ["/robots.txt", "/", "/leads"]);
    // Another run takes it from the shelf.
    assert!(page(&net.client(), "http://acme.example/private/b").await.is_err());
    assert_eq!(net.seen().len(), 3);
    // Interfaces made for programs are not pages.
    assert!(get(&client, "http://acme.example/private/api").await.is_ok());
}

#[tokio::test]
async fn robots_that_are_not_there_or_cannot_be_read() {
    let net = Net::new().await;
    let robots = |host: &'static str, steps: fn() -> Vec<Step>| {
        net.site(host, move |seen| if seen.path == "/robots.txt" { steps() } else { ok("page") });
    };
    robots("missing.example", || answer("404 Not Found", "", ""));
    robots("forbidden.example", || answer("403 Forbidden", "", ""));
    robots("failing.example", || answer("500 Oops", "", ""));
    robots("leading.example", || to("http://www.leading.example/robots.txt"));
    net.site("www.leading.example", |_| ok("User-agent: *\nDisallow: /"));
    robots("looping.example", || to("/robots.txt"));
    robots("astray.example", || to("http://127.0.0.1/robots.txt"));
    robots("abrupt.example", || crate::net::raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nUser"));
    robots("endless.example", || {
        let head = b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /private\n".to_vec();
        vec![Step::Send(head), Step::Forever(b"# and so on, and so on\n".repeat(1000))]
    });
    let client = net.client();
    for host in ["missing.example", "forbidden.example", "endless.example"] {
        assert_eq!(page(&client, &format!("http://{host}/")).await.unwrap().text(), "page", "{host}");
    }
    let told = page(&client, "http://endless.example/private").await;
    assert_eq!(told, Err(Failure::Robots("endless.example".to_owned())));
    assert_eq!(page(&client, "http://leading.example/").await, Err(Failure::Robots("leading.example".to_owned())));
    let told = page(&client, "http://failing.example/").await;
    assert_eq!(told, Err(Failure::Status("robots.txt of failing.example".to_owned(), 500)));
    assert!(matches!(page(&client, "http://looping.example/").await, Err(Failure::TooMuch(_))));
    assert!(matches!(page(&client, "http://astray.example/").await, Err(Failure::Forbidden(_))));
    assert!(matches!(page(&client, "http://abrupt.example/").await, Err(Failure::Broken(_))));
    for host in ["failing", "looping", "astray", "abrupt", "leading"] {
        let host = format!("{host}.example");
        assert!(net.seen().iter().all(|seen| seen.host != host || seen.path == "/robots.txt"), "{host} was visited");
    }
    // That it can't be read is remembered for a while, too.
    let before = net.seen().len();
    assert!(page(&client, "http://failing.example/other").await.is_err());
    assert_eq!(net.seen().len(), before);
}

#[tokio::test]
async fn a_crawl_delay_is_kept() {
    let net = Net::new().await;
    net.site("acme.example", |seen| match seen.path.as_str() {
        "/robots.txt" => ok("User-agent: *\nCrawl-delay: 0.6\nDisallow: /private"),
        _ => ok("page"),
    });
    let client = net.client();
    for path in ["1", "2", "3"] {
        page(&client, &format!("http://acme.example/{path}")).await.unwrap();
    }
    let seen = net.seen();
    assert_eq!(seen.len(), 4);
    for pair in seen.windows(2) {
        assert!(pair[1].at - pair[0].at > Duration::from_millis(400), "{} {}", pair[0].path, pair[1].path);
    }
}

#[tokio::test]
async fn the_pace_is_kept_at_the_server() {
    let mut net = Net::new().await;
    net.settings.per_minute = 100;
    for host in ["one.example", "two.example"] {
        net.site(host, |_| ok("page"));
    }
    let client = net.client();
    let many = (0..16).map(|n| {
        let client = client.clone();
        let host = if n % 2 == 0 { "one" } else { "two" };
        tokio::spawn(async move { get(&client, &format!("http://{host}.example/{n}")).await.unwrap() })
    });
    for one in many.collect::<Vec<_>>() {
        one.await.unwrap();
    }
    for host in ["one.example", "two.example"] {
        let times: Vec<Instant> = net.seen().iter().filter(|seen| seen.host == host).map(|seen| seen.at).collect();
        assert_eq!(times.len(), 8);
        // Four at once, then one every 60/97 s; what the line adds is not the pace's.
        let late = Duration::from_millis(150);
        for (first, last) in times.iter().zip(times.iter().skip(4)) {
            assert!(*last - *first + late >= Duration::from_millis(618), "{:?}", *last - *first);
        }
        assert!(times[7] - times[0] + late >= Duration::from_millis(4 * 618));
    }
}

#[tokio::test]
async fn two_connections_to_one_host_at_most() {
    let net = Net::new().await;
    net.site("acme.example", |_| {
        let mut steps = vec![Step::Sleep(100)];
        steps.extend(ok("page"));
        steps
    });
    let client = net.client();
    let many = (0..8).map(|n| {
        let client = client.clone();
        tokio::spawn(async move { get(&client, &format!("http://acme.example/{n}")).await.unwrap() })
    });
    for one in many.collect::<Vec<_>>() {
        one.await.unwrap();
    }
    assert_eq!(net.most_active(), 2);
}

#[tokio::test]
async fn pauses_that_are_asked_for() {
    let net = Net::new().await;
    let times = Arc::new(AtomicUsize::new(0));
    net.site("short.example", move |_| match times.fetch_add(1, Ordering::SeqCst) {
        0 => answer("429 Too Many Requests", "Retry-After: 1\r\n", ""),
        1 => {
            let soon = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(2);
            let soon = soon.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
            answer("503 Service Unavailable", &format!("Retry-After: {soon}\r\n"), "")
        }
        _ => ok("at last"),
    });
    net.site("long.example", |_| answer("503 Service Unavailable", "Retry-After: 3600\r\n", ""));
    net.site("stubborn.example", |_| answer("429 Too Many Requests", "Retry-After: 0\r\n", ""));
    net.site("down.example", |_| answer("503 Service Unavailable", "", "down"));
    let client = net.client();

    assert_eq!(get(&client, "http://short.example/").await.unwrap().text(), "at last");
    let seen = net.seen();
    assert_eq!(seen.len(), 3);
    assert!(seen[1].at - seen[0].at >= Duration::from_millis(990));
    assert!(seen[2].at - seen[1].at >= Duration::from_millis(900));

    for _ in 0..2 {
        let told = get(&client, "http://long.example/").await;
        assert!(
            matches!(&told, Err(Failure::Wait(host, time)) if host == "long.example" && time.as_secs() > 3590),
            "{told:?}"
        );
    }
    assert_eq!(net.seen().iter().filter(|seen| seen.host == "long.example").count(), 1, "it is left alone");

    assert!(matches!(get(&client, "http://stubborn.example/").await, Err(Failure::Wait(..))));
    assert_eq!(net.seen().iter().filter(|seen| seen.host == "stubborn.example").count(), 3, "and twice again");
    assert_eq!(get(&client, "http://down.example/").await.unwrap().status, 503);
}

#[tokio::test]
async fn a_connection_that_breaks_is_tried_once_more() {
    let net = Net::new().await;
    let times = Arc::new(AtomicUsize::new(0));
    net.site("flaky.example", move |_| if times.fetch_add(1, Ordering::SeqCst) == 0 { Vec::new() } else { ok("now") });
    net.site("broken.example", |_| Vec::new());
    let client = net.client();
    assert_eq!(get(&client, "http://flaky.example/").await.unwrap().text(), "now");
    assert!(matches!(get(&client, "http://broken.example/").await, Err(Failure::Broken(_))));
    assert_eq!(net.seen().iter().filter(|seen| seen.host == "broken.example").count(), 2);
}

#[tokio::test]
async fn what_is_known_is_not_asked_again() {
    let net = Net::new().await;
    net.site("acme.example", |seen| match seen.path.as_str() {
        "/fresh" => answer("200 OK", "Cache-Control: max-age=600\r\nAge: 18446744073709551615\r\n", "fresh"),
        "/tagged" if field(&seen.head, "if-none-match") == Some("\"v1\"") => {
            answer("304 Not Modified", "ETag: \"v1\"\r\nX-New: yes\r\n", "")
        }
        "/tagged" => answer("200 OK", "ETag: \"v1\"\r\nX-Old: yes\r\n", "tagged"),
        "/dated" if field(&seen.head, "if-modified-since").is_some() => answer("304 Not Modified", "", ""),
        "/dated" => {
            answer("200 OK", "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\nCache-Control: no-cache\r\n", "dated")
        }
        "/private" => answer("200 OK", "Cache-Control: no-store\r\nETag: \"v1\"\r\n", "private"),
        "/lying" => answer("304 Not Modified", "", ""),
        _ => ok("plain"),
    });
    // Everything twice, the second time by another client: what is known is on the shelf.
    for (path, requests) in [("fresh", 1), ("tagged", 2), ("dated", 2), ("private", 2), ("plain", 2)] {
        for _ in 0..2 {
            let response = get(&net.client(), &format!("http://acme.example/{path}")).await.unwrap();
            assert_eq!((response.status, response.text().as_str()), (200, path));
        }
        let seen = net.seen();
        assert_eq!(seen.iter().filter(|seen| seen.path == format!("/{path}")).count(), requests, "{path}");
        let conditional = field(&seen.last().unwrap().head, "if-none-match").is_some()
            || field(&seen.last().unwrap().head, "if-modified-since").is_some();
        assert_eq!(conditional, matches!(path, "tagged" | "dated"), "{path}");
    }
    let response = get(&net.client(), "http://acme.example/tagged").await.unwrap();
    assert_eq!((response.header("x-old"), response.header("x-new")), (Some("yes"), Some("yes")));
    assert_eq!(get(&net.client(), "http://acme.example/lying").await.unwrap().status, 304);
}

#[tokio::test]
async fn names_are_asked_for() {
    let mut net = Net::new().await;
    net.settings.seconds = 1;
    net.names("acme.example", &[&["192.0.2.7", "2001:db8::7"]]);
    net.mx("acme.example", &[(20, "mx2.Acme.example."), (10, "mx1.acme.example."), (30, "mx3.acme.example.")]);
    net.ns("acme.example", &["ns1.acme.example.", "ns2.acme.example."]);
    net.txt("acme.example", &[&["v=spf1 include:", "other.example -all"], &["other"]]);
    net.txt("s1._domainkey.acme.example", &[&["v=DKIM1; p=abc"]]);
    net.silent("silent.example");
    let client = net.client();
    let mut addresses = client.records("acme.example", RecordType::Address).await.unwrap();
    addresses.sort();
    assert_eq!(addresses, ["192.0.2.7", "2001:db8::7"], "telling an address is no visit");
    let mx = client.records("ACME.example.", RecordType::Mx).await.unwrap();
    assert_eq!(mx, ["mx1.acme.example", "mx2.acme.example", "mx3.acme.example"]);
    let mut ns = client.records("acme.example", RecordType::Ns).await.unwrap();
    ns.sort();
    assert_eq!(ns, ["ns1.acme.example", "ns2.acme.example"]);
    let mut txt = client.records("acme.example", RecordType::Txt).await.unwrap();
    txt.sort();
    assert_eq!(txt, ["other", "v=spf1 include:other.example -all"]);
    assert_eq!(client.records("s1._domainkey.acme.example", RecordType::Txt).await.unwrap(), ["v=DKIM1; p=abc"]);
    assert!(client.records("nobody.example", RecordType::Mx).await.unwrap().is_empty());
    assert!(client.records("s1._domainkey.acme.example", RecordType::Mx).await.unwrap().is_empty());
    let start = Instant::now();
    assert!(matches!(client.records("silent.example", RecordType::Mx).await, Err(Failure::TimedOut(_))));
    assert!(start.elapsed() < Duration::from_secs(3));
    let before = net.asked().len();
    for name in ["", "acme", "localhost", "a b.example", "127.0.0.1", "a..example", &"a.".repeat(200), "router.local"] {
        assert!(matches!(client.records(name, RecordType::Txt).await, Err(Failure::Forbidden(_))), "{name}");
    }
    assert_eq!(net.asked().len(), before);
    assert_eq!(Client::offline().records("acme.example", RecordType::Mx).await, Err(Failure::Offline));
}
