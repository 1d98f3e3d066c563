#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says by failing what is wrong")]

mod published;

use std::time::{Duration, Instant};

use super::*;

/// Whether a file lets a program visit each of some paths.
fn visits(text: &str, token: &str, paths: &[(&str, bool)]) {
    let robots = Robots::read(text.as_bytes(), token);
    for (path, may) in paths {
        let url = Url::parse("http://acme.example").unwrap().join(path).unwrap();
        assert_eq!(robots.allows_url(&url), *may, "{token} {path} by\n{text}");
    }
}

#[test]
fn groups() {
    visits("", TOKEN, &[("/", true)]);
    visits("User-agent: *\nDisallow: /", TOKEN, &[("/", false), ("/a?b", false)]);
    visits("disallow: /\nuser-agent: *\n", TOKEN, &[("/", true)]);
    let several = "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: bonafide/2.0 (+x)\nDisallow: /a\n\
                   Sitemap: https://acme.example/map\nDisallow: /b\n\nUser-Agent: third\n\nUSER-AGENT: BONAFIDE\nDisallow: /c";
    visits(several, TOKEN, &[("/", true), ("/a", false), ("/b", false), ("/c", false), ("/d", true)]);
    visits(several, "Third", &[("/a", true), ("/c", false)]);
    visits(several, "Fourth", &[("/", false)]);
    visits("User-agent: bonafide-images\nDisallow: /", TOKEN, &[("/", true)]);
    visits("User-agent: * and more\nDisallow: /", TOKEN, &[("/", false)]);
    visits("User-agent: *bot\nDisallow: /", TOKEN, &[("/", true)]);
    visits("User-agent: *\nDisallow: /\nUser-agent: bonafide\nDisallow:\n", TOKEN, &[("/", true)]);
}

#[test]
fn the_longest_rule_decides() {
    let may = [("/a/page.html", false), ("/a/", true), ("/b", true)];
    visits("User-agent: *\nAllow: /a/\nDisallow: /a/page.html", TOKEN, &may);
    visits("User-agent: *\nDisallow: /a\nAllow: /a", TOKEN, &[("/a", true)]);
    visits("User-agent: *\nDisallow: /\nAllow: /$", TOKEN, &[("/", true), ("/a", false)]);
    visits("User-agent: *\nAllow: /page\nDisallow: /*.htm", TOKEN, &[("/page.htm", false), ("/page", true)]);
}

#[test]
fn stars_and_ends() {
    let file = |rule: &str| format!("User-agent: *\nDisallow: {rule}");
    visits(&file("/*.php"), TOKEN, &[("/a.php", false), ("/b/a.php?c", false), ("/php/", true), ("/a.PHP", true)]);
    visits(&file("/*.php$"), TOKEN, &[("/a.php", false), ("/a.php?c", true), ("/a.php5", true)]);
    visits(&file("/fish*.php"), TOKEN, &[("/fish.php", false), ("/fishes/a.php?b", false), ("/Fish.php", true)]);
    visits(&file("/a*b*c$"), TOKEN, &[("/abc", false), ("/axxbyyc", false), ("/abcb", true), ("/acb", true)]);
    visits(&file("*"), TOKEN, &[("/", false)]);
    visits(&file("*/a$"), TOKEN, &[("/b/a", false), ("/b/a/", true)]);
    visits(&file("/a$b"), TOKEN, &[("/a$b", false), ("/a", true)]);
    visits(&file("/***a"), TOKEN, &[("/bca", false)]);
    visits(&file("a"), TOKEN, &[("/a", true)]);
}

#[test]
fn encodings() {
    let file = |rule: &str| format!("User-agent: *\nDisallow: {rule}");
    visits(
        &file("/채용"),
        TOKEN,
        &[("/채용", false), ("/%EC%B1%84%EC%9A%A9/a", false), ("/%ec%b1%84%ec%9a%a9", false)],
    );
    visits(&file("/%ec%b1%84"), TOKEN, &[("/채", false)]);
    visits(&file("/a?b=http://c.example/"), TOKEN, &[("/a?b=http://c.example/d", false), ("/a", true)]);
    assert_eq!(escaped("á%aa%zz%".as_bytes()), "%C3%A1%AA%zz%");
}

#[test]
fn careless_webmasters() {
    visits("user-agent bonafide\ndisallow /a", TOKEN, &[("/a", false), ("/b", true)]);
    visits("user-agent bonafide and more\ndisallow /a", TOKEN, &[("/a", true)]);
    visits("useragent: *\ndissalow: /a", TOKEN, &[("/a", false)]);
    visits("User-agent: * # all\nDisallow: /a # this\n#Disallow: /b\n", TOKEN, &[("/a", false), ("/b", true)]);
    visits("User-agent: *\rDisallow: /a\r\nDisallow: /b\n\r\n", TOKEN, &[("/a", false), ("/b", false)]);
    visits("\u{feff}User-agent: *\nDisallow: /", TOKEN, &[("/", false)]);
    visits("User-agent: *\n\u{feff}Disallow: /", TOKEN, &[("/", true)]);
    let folder = [("/a/", true), ("/a/index.html", true), ("/a/index.htm", false), ("/a/b", false)];
    visits("User-agent: *\nDisallow: /\nAllow: /a/index.html", TOKEN, &folder);
}

#[test]
fn delays() {
    let delay = |text: &str| Robots::read(text.as_bytes(), TOKEN).delay().map(|delay| delay.as_secs_f64());
    assert_eq!(delay("User-agent: *\nCrawl-delay: 2.5"), Some(2.5));
    assert_eq!(delay("User-agent: *\nCrawl-delay: 2\nDisallow: /a\n\nUser-agent: bonafide\nDisallow: /a"), None);
    assert_eq!(delay("User-agent: bonafide\nCrawl-delay: 86400"), Some(60.0));
    for text in ["inf", "1e999", "-1", "nan", "soon", ""] {
        let told = delay(&format!("User-agent: *\nCrawl-delay: {text}"));
        assert!(told.is_none_or(|delay| delay == 60.0 || delay == 0.0), "{text}: {told:?}");
    }
}

#[test]
fn hostile_files_take_no_time() {
    let stars = format!("User-agent: *\n{}", "Disallow: /*a*a*a*a*a*a*a*a*a*b\n".repeat(15_000));
    let one = format!("User-agent: *\nDisallow: /{}b", "*a".repeat(8_000));
    let start = Instant::now();
    let path = format!("/{}", "a".repeat(8_000));
    for text in [stars.as_bytes(), one.as_bytes(), &[0xff; 1 << 20], &[b'\n'; 1 << 20]] {
        assert!(Robots::read(text, TOKEN).allows(&path));
    }
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    // What lies beyond the limit isn't read.
    let long = format!("User-agent: *\n{}\nDisallow: /", "#".repeat(MOST_BYTES));
    assert!(Robots::read(long.as_bytes(), TOKEN).allows("/"));
}
