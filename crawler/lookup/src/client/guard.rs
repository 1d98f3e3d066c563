//! Which addresses may be visited: schemes, ports, hosts, and how one may lead to another.

use url::{Host, Url};

use super::addresses::Addresses;
use crate::{Failure, Within};

/// Most bytes of an address.
const LONGEST_URL: usize = 8 << 10;

/// Names that are never looked up, for they are not the public DNS's: IANA's Special-Use Domain Names registry (RFC 6761,
/// RFC 6762, RFC 7686, RFC 8375, RFC 9476), and `internal`, which ICANN set aside.
const LOCAL_NAMES: &[&str] = &["localhost", "local", "onion", "home.arpa", "invalid", "alt", "internal"];

/// Whether a name is another or lies below it.
fn is_below(name: &str, above: &str) -> bool {
    name.strip_suffix(above).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// A host name in the form in which it is asked for: lower case, without the last dot. Labels with underscores are those
/// of services and keys (RFC 8552).
///
/// # Errors
/// One line that says what is wrong with it.
pub(super) fn host_name(text: &str) -> Result<String, String> {
    let shown: String = text.chars().take(80).collect::<String>().escape_debug().to_string();
    let name = text.strip_suffix('.').unwrap_or(text).to_ascii_lowercase();
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    // The last label of a name is never a number; what ends in one is an address in some spelling (WHATWG URL).
    let numeric = |label: &str| label.bytes().all(|b| b.is_ascii_digit()) || label.starts_with("0x");
    if name.len() > 253 || !name.split('.').all(label) || name.rsplit('.').next().is_none_or(numeric) {
        return Err(format!("“{shown}” is no host name"));
    }
    if !name.contains('.') || LOCAL_NAMES.iter().any(|local| is_below(&name, local)) {
        return Err(format!("{name} is a local name; only public ones are asked"));
    }
    Ok(name)
}

/// What of an address's host decides where a request may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Scope {
    /// This host alone.
    Only(String),
    /// A domain and what is below it.
    Below(Vec<String>),
}

impl Scope {
    /// Where a request to an address may go.
    pub(super) fn of(url: &Url, within: &Within) -> Self {
        match (within, url.host()) {
            (Within::Hosts(hosts), _) => Self::Below(hosts.iter().filter_map(|host| normal(host)).collect()),
            // An address has no domain, whatever the list of public suffixes makes of its last number.
            (Within::SameSite, Some(Host::Domain(host))) => {
                let host = host.strip_suffix('.').unwrap_or(host);
                match psl::domain_str(host) {
                    Some(domain) => Self::Below(vec![domain.to_owned()]),
                    None => Self::Only(host.to_owned()),
                }
            }
            (Within::SameSite, Some(address)) => Self::Only(address.to_string()),
            (Within::SameSite, None) => Self::Below(Vec::new()),
        }
    }

    /// Whether a host lies in it.
    fn holds(&self, host: &Host<&str>) -> bool {
        let name = host.to_string();
        match self {
            Self::Only(only) => name == *only,
            Self::Below(hosts) => hosts.iter().any(|above| {
                // Nothing shares a public suffix or an address but by chance.
                let shared = matches!(host, Host::Domain(_)) && psl::domain_str(above).is_some();
                if shared { is_below(&name, above) } else { name == *above }
            }),
        }
    }
}

/// A host as it is written in addresses.
fn normal(host: &str) -> Option<String> {
    Host::parse(host.trim_end_matches('.')).ok().map(|host| host.to_string())
}

/// Checks an address before anything is sent, and gives it the form in which it is asked: without a fragment, and without
/// the last dot of its host.
///
/// # Errors
/// [`Failure::Forbidden`] with what is wrong.
pub(super) fn check(url: &Url, scope: &Scope, addresses: &Addresses, from: Option<&Url>) -> Result<Url, Failure> {
    let led = from.map(|from| format!("{} leads there: ", from.host_str().unwrap_or_default())).unwrap_or_default();
    let refuse = |why: String| Err(Failure::Forbidden(format!("{led}{why}")));
    if url.as_str().len() > LONGEST_URL {
        return refuse("an address of more than 8 KiB is not visited".to_owned());
    }
    if !matches!(url.scheme(), "http" | "https") {
        return refuse(format!("{}: is not visited, only http and https are", url.scheme()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return refuse("an address with a user name is not visited".to_owned());
    }
    if !matches!(url.port_or_known_default(), Some(80 | 443)) {
        return refuse(format!("port {} is not visited", url.port().unwrap_or_default()));
    }
    if url.scheme() == "http" && from.is_some_and(|from| from.scheme() == "https") {
        return refuse("from https to http is not followed".to_owned());
    }
    let mut url = url.clone();
    url.set_fragment(None);
    match url.host() {
        Some(Host::Domain(name)) => match host_name(name) {
            Ok(name) => {
                if url.set_host(Some(&name)).is_err() {
                    return refuse(format!("{name} is no host name"));
                }
            }
            Err(why) => return refuse(why),
        },
        Some(Host::Ipv4(address)) => {
            if let Some(what) = addresses.refuse(address.into()) {
                return refuse(format!("{address} is not visited: {what}"));
            }
        }
        Some(Host::Ipv6(address)) => {
            if let Some(what) = addresses.refuse(address.into()) {
                return refuse(format!("{address} is not visited: {what}"));
            }
        }
        None => return refuse("an address without a host is not visited".to_owned()),
    }
    match url.host() {
        Some(host) if scope.holds(&host) => Ok(url),
        _ => refuse(format!("{} is outside of what was asked", url.host_str().unwrap_or_default())),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says by failing what is wrong")]
mod tests {
    use super::*;

    fn checked(url: &str) -> Result<Url, Failure> {
        let url = Url::parse(url).unwrap();
        let scope = Scope::of(&url, &Within::SameSite);
        check(&url, &scope, &Addresses::public(), None)
    }

    #[test]
    fn addresses_in_odd_spellings_are_addresses() {
        for url in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://0x7f.0.0.1/",
            "http://0177.0.0.1/",
            "http://017700000001/",
            "http://127.0.0.1./",
            "http://１２７.０.０.１/",
            "http://①②⑦.⓪.⓪.①/",
            "http://127。0。0。1/",
            "http://%31%32%37.0.0.1/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://[::127.0.0.1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[2002:7f00:1::]/",
            "http://[fd00:ec2::254]/",
            "http://[fe80::1]/",
            "http://0/",
            "http://0.0.0.0/",
            "http://169.254.169.254/latest/meta-data/",
            "http://2852039166/",
            "http://0xa9fea9fe/",
            "http://10.1/",
            "http://192.168.257/",
            "https://3232235777/",
        ] {
            let told = checked(url);
            assert!(
                matches!(&told, Err(Failure::Forbidden(why)) if why.contains("is not visited: ")),
                "{url}: {told:?}"
            );
        }
        assert!(checked("http://1.1.1.1/").is_ok());
    }

    #[test]
    fn hosts_that_are_none() {
        for url in [
            "http://localhost/", "http://LOCALHOST./", "http://ｌｏｃａｌｈｏｓｔ/", "http://a.localhost/",
            "http://router.local/", "http://metadata.google.internal/", "http://intranet/", "http://a..example/",
            "http://-a.example/", "http://facebookcorewwwi.onion/", "http://nas.home.arpa/", "http://a!b.example/",
        ] {
            assert!(matches!(checked(url), Err(Failure::Forbidden(_))), "{url}: {:?}", checked(url));
        }
        assert_eq!(checked("http://Bücher.example./a#b").unwrap().as_str(), "http://xn--bcher-kva.example/a");
        assert_eq!(checked("http://ａcme.example/").unwrap().as_str(), "http://acme.example/");
    }

    #[test]
    fn schemes_ports_and_users() {
        for url in [
            "ftp://acme.example/",
            "file:///etc/passwd",
            "data:text/html,a",
            "gopher://acme.example/",
            "http://acme.example:22/",
            "http://acme.example:8080/",
            "https://acme.example:8443/",
            "http://acme.example:0/",
            "http://anna@acme.example/",
            "http://anna:secret@acme.example/",
            "http://:secret@acme.example/",
            "http://acme.example%40evil.example@acme.example/",
        ] {
            assert!(matches!(checked(url), Err(Failure::Forbidden(_))), "{url}: {:?}", checked(url));
        }
        for url in ["http://acme.example:80/", "https://acme.example:443/", "https://acme.example:80/"] {
            assert!(checked(url).is_ok(), "{url}");
        }
        assert!(checked(&format!("http://acme.example/{}", "a".repeat(9000))).is_err());
    }

    #[test]
    fn where_one_may_lead() {
        let url = Url::parse("https://www.acme.co.kr/").unwrap();
        let leads =
            |scope: &Scope, to: &str| check(&Url::parse(to).unwrap(), scope, &Addresses::public(), Some(&url)).is_ok();
        let site = Scope::of(&url, &Within::SameSite);
        for (to, may) in [
            ("https://acme.co.kr/", true),
            ("https://careers.acme.co.kr/", true),
            ("http://acme.co.kr/", false),
            ("https://other.co.kr/", false),
            ("https://evilacme.co.kr/", false),
            ("https://acme.co.kr.evil.example/", false),
            ("https://acme.co.kr@evil.example/", false),
        ] {
            assert_eq!(leads(&site, to), may, "{to}");
        }
        let hosts = Scope::of(&url, &Within::Hosts(vec!["Acme.example.".to_owned(), "co.kr".to_owned()]));
        for (to, may) in [
            ("https://acme.example/", true),
            ("https://jobs.acme.example/", true),
            ("https://notacme.example/", false),
            ("https://other.co.kr/", false),
        ] {
            assert_eq!(leads(&hosts, to), may, "{to}");
        }
    }

    #[test]
    fn addresses_and_public_suffixes_share_no_site() {
        let leads = |from: &str, to: &str| {
            let from = Url::parse(from).unwrap();
            let scope = Scope::of(&from, &Within::SameSite);
            check(&Url::parse(to).unwrap(), &scope, &Addresses::public(), Some(&from)).is_ok()
        };
        assert!(leads("http://1.1.1.1/", "http://1.1.1.1/a"));
        assert!(!leads("http://1.1.1.1/", "http://9.9.1.1/"));
        assert!(!leads("http://[2606:4700::1111]/", "http://[2606:4700::1112]/"));
        assert!(!leads("https://anna.github.io/", "https://bert.github.io/"));
        assert!(!leads("https://github.io/", "https://bert.github.io/"));
    }

    #[test]
    fn names() {
        for name in
            ["acme.example", "s1._domainkey.acme.example", "_dmarc.acme.example.", "xn--bcher-kva.example", "a.b1"]
        {
            assert!(host_name(name).is_ok(), "{name}");
        }
        let long = ["a"; 130].join(".");
        for name in
            ["", ".", "acme", "a b.example", "a/b.example", "bücher.example", "1.2.3.4", "a.0x1", &long, "a\0.example"]
        {
            assert!(host_name(name).is_err(), "{name}");
        }
    }
}
