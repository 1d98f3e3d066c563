//! Links in text, and links unwrapped from gateways that rewrite them.

use analyzer::case::{Fact, Link, Place, Source};
use analyzer::text::fold::alphanumeric;

/// Most links of one text that are kept.
const MOST: usize = 200;

/// A link as written, unwrapped.
#[must_use]
pub fn link(written: &str, text: Option<&str>, source: Source) -> Link {
    let refanged = refang(written.trim());
    let (target, wrapped_by) = unwrap(&refanged);
    let shown = text.map(str::trim).filter(|t| !t.is_empty() && *t != written).map(|t| t.chars().take(300).collect());
    Link { target: Fact::new(target, written, source), text: shown, wrapped_by, hidden: false }
}

/// Links, mail addresses and bare domains in a text. `source` is the text's own place.
#[must_use]
pub fn links_in(text: &str, source: &Source) -> Vec<Link> {
    let mut links = Vec::new();
    let offset = match source.place {
        Place::Text { start, .. } => start,
        _ => 0,
    };
    let mut chars_before = 0u32;
    let mut last = 0;
    for (start, word) in words(text) {
        if links.len() >= MOST {
            break;
        }
        let Some(address) = address(word) else { continue };
        chars_before = chars_before
            .saturating_add(u32::try_from(text.get(last..start).map_or(0, |t| t.chars().count())).unwrap_or(0));
        last = start;
        let from = offset.saturating_add(chars_before);
        let end = from.saturating_add(u32::try_from(word.chars().count()).unwrap_or(0));
        let place = match source.place {
            Place::Text { .. } => Place::Text { start: from, end },
            Place::Region { .. } => source.place.clone(),
            _ => Place::Link,
        };
        let mut found = link(&address, None, Source { artifact: source.artifact, place });
        word.clone_into(&mut found.target.quote);
        links.push(found);
    }
    links
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split(|c: char| {
        c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '(' | ')' | '「' | '」' | '|' | ',')
    })
    // Hardly any word is an address, and none without one of these.
    .filter(|w| w.contains(['.', '@', ':', '[']))
    .map(|w| w.trim_matches(|c: char| !alphanumeric(c) && c != '/' && c != '+' && c != '[' && c != ']' && c != '='))
    .filter(|w| w.len() >= 4)
    .map(move |w| (w.as_ptr() as usize - base, w))
}

/// The address a word is, if it is one: a URL (also defanged), a mail address, or a bare domain.
fn address(word: &str) -> Option<String> {
    let plain = refang(word);
    let lower = plain.to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") {
        return Some(plain);
    }
    let core = plain.trim_start_matches("mailto:");
    if let Some((local, host)) = core.rsplit_once('@') {
        let host: String = host.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')).collect();
        return (!local.is_empty() && local.is_ascii() && known_domain(&host))
            .then(|| format!("mailto:{}@{}", local.to_lowercase(), host.to_lowercase()));
    }
    let host: String = plain.split(['/', '?', ':']).next().unwrap_or("").to_owned();
    let rest = plain.get(host.len()..).unwrap_or("");
    // Korean particles cling to addresses: cut the host at the first Hangul letter.
    let ascii: String = host.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')).collect();
    let rest = if ascii.len() == host.len() { rest } else { "" };
    known_domain(&ascii).then(|| format!("http://{}{rest}", ascii.to_ascii_lowercase()))
}

/// A host with a dot under a known ending of letters; version numbers and file names are none.
pub(crate) fn known_domain(host: &str) -> bool {
    const FILE_ENDINGS: [&str; 24] = [
        "zip", "md", "py", "rs", "sh", "pl", "ps", "js", "ts", "json", "exe", "doc", "docx", "pdf", "hwp", "iso",
        "txt", "html", "so", "cc", "mov", "app", "java", "cpp",
    ];
    let Some((name, ending)) = host.rsplit_once('.') else { return false };
    !name.is_empty()
        && ending.len() >= 2
        && ending.chars().all(|c| c.is_ascii_alphabetic())
        && (!FILE_ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
            || name.contains('.') && ending != "exe" && ending != "pdf")
        && KNOWN_ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
}

/// Endings under which a bare word with a dot is taken for an address; full URLs need none.
const KNOWN_ENDINGS: [&str; 70] = [
    "com", "net", "org", "io", "co", "kr", "jobs", "us", "uk", "de", "fr", "eu", "jp", "cn", "tw", "hk", "sg", "in",
    "il", "nl", "se", "no", "it", "es", "pl", "ch", "at", "be", "ca", "au", "nz", "ru", "ua", "tr", "br", "mx", "info",
    "biz", "online", "site", "pro", "careers", "work", "works", "app", "dev", "ai", "me", "tv", "cc", "top", "xyz",
    "space", "tech", "store", "shop", "link", "live", "cloud", "space", "video", "team", "group", "gov", "edu", "mil",
    "int", "example", "gg", "page",
];

fn refang(text: &str) -> String {
    if !text.contains(['[', '(']) && !text.starts_with("hxx") {
        return text.to_owned();
    }
    text.replace("[.]", ".")
        .replace("(.)", ".")
        .replace("[dot]", ".")
        .replace("[@]", "@")
        .replace("[:]", ":")
        .replace("hxxp", "http")
}

/// Takes off rewriting gateways, up to five layers; the last layer's name is returned.
#[must_use]
pub fn unwrap(address: &str) -> (String, Option<String>) {
    let mut current = address.to_owned();
    let mut gateway = None;
    for _ in 0..5 {
        let Some((inner, name)) = unwrap_once(&current) else { break };
        current = inner;
        gateway = Some(name.to_owned());
    }
    (current, gateway)
}

fn unwrap_once(address: &str) -> Option<(String, &'static str)> {
    let parsed = url::Url::parse(address).ok()?;
    let host = parsed.host_str()?;
    let query = |key: &str| {
        parsed.query_pairs().find(|(k, _)| k == key).map(|(_, v)| v.into_owned()).filter(|v| v.starts_with("http"))
    };
    if host.ends_with("safelinks.protection.outlook.com") {
        return Some((query("url")?, "SafeLinks"));
    }
    if host.ends_with("linkprotect.cudasvc.com") {
        return Some((query("a")?, "Barracuda"));
    }
    if (host == "www.google.com" || host == "google.com") && parsed.path() == "/url" {
        return Some((query("q").or_else(|| query("url"))?, "Google"));
    }
    if host.ends_with("urldefense.com") || host.ends_with("urldefense.proofpoint.com") {
        if let Some((_, rest)) = address.split_once("/v3/__") {
            let inner = rest.split_once("__;").map_or(rest, |(inner, _)| inner);
            return Some((inner.replace('*', "+"), "Proofpoint"));
        }
        let wrapped = parsed.query_pairs().find(|(k, _)| k == "u").map(|(_, v)| v.into_owned())?;
        if parsed.path().starts_with("/v1") {
            return Some((wrapped, "Proofpoint"));
        }
        let decoded = percent(&wrapped.replace('-', "%").replace('_', "/"));
        return decoded.starts_with("http").then_some((decoded, "Proofpoint"));
    }
    if host.contains("secure-web.cisco.com") {
        let inner = parsed.path_segments()?.next_back()?.to_owned();
        let decoded = percent(&inner);
        return decoded.starts_with("http").then_some((decoded, "Cisco"));
    }
    None
}

fn percent(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(b) = rest.next() {
        let mut ahead = rest.clone();
        let hex = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
        match (b, hex(ahead.next()), hex(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = ahead;
            }
            _ => bytes.push(b),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use analyzer::case::ArtifactId;

    #[test]
    fn gateways_come_off() {
        for (wrapped, inner) in [
            (
                "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fjobs.acme.example%2F1&data=05",
                "https://jobs.acme.example/1",
            ),
            ("https://urldefense.com/v3/__https://jobs.acme.example/1__;!!x", "https://jobs.acme.example/1"),
            (
                "https://urldefense.proofpoint.com/v2/url?u=https-3A__jobs.acme.example_1&d=x",
                "https://jobs.acme.example/1",
            ),
            ("https://www.google.com/url?q=https://jobs.acme.example/1&sa=D", "https://jobs.acme.example/1"),
        ] {
            assert_eq!(unwrap(wrapped).0, inner);
        }
    }

    #[test]
    fn links_and_bare_domains() {
        let source = Source { artifact: ArtifactId(0), place: Place::Text { start: 0, end: 0 } };
        let text = "지원은 careers.acme.example/apply 에서, 문의는 hr@acme.example로. v2.1 and notes.pdf are none; hxxps://evil[.]example/x is.";
        let found: Vec<String> = links_in(text, &source).into_iter().map(|l| l.target.value).collect();
        assert_eq!(found, ["http://careers.acme.example/apply", "mailto:hr@acme.example", "https://evil.example/x"]);
    }
}
