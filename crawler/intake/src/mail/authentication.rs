//! Who operated the sending system: `Authentication-Results` (RFC 8601), ARC, and what a receiver's header is worth.
//!
//! A header can be written by anybody. Only the topmost one counts, because receiving systems put theirs on top and
//! strip forged ones that carry their own name; where the employee's own domains are known, its receiving system's
//! name must be below one of them or be a large provider's.

use analyzer::case::{AuthMethod, AuthResult, AuthVerdict, Authentication, Fact, Message};

use crate::Options;

/// Receiving systems of large providers, whose name on the topmost header is believed.
const PROVIDERS: [&str; 14] = [
    "google.com", "outlook.com", "protection.outlook.com", "yahoo.com", "naver.com", "daum.net", "kakao.com",
    "icloud.com", "fastmail.com", "mimecast.com", "pphosted.com", "proton.me", "protonmail.ch", "messagelabs.com",
];

/// The believed results, and the signatures as already read.
pub(super) fn read(message: &Message, options: &Options) -> Authentication {
    let signatures = message.authentication.signatures.clone();
    let top = |name: &str| message.headers.iter().find(|h| h.value.0.eq_ignore_ascii_case(name));
    let believed = top("Authentication-Results")
        .filter(|header| trusted(&header.value.1, options))
        .or_else(|| top("ARC-Authentication-Results"));
    let results = believed.map(|header| {
        parse_results(&header.value.1)
            .into_iter()
            .map(|r| Fact::new(r, header.quote.clone(), header.source.clone()))
            .collect()
    });
    Authentication { results: results.unwrap_or_default(), signatures, unknown: false }
}

fn trusted(value: &str, options: &Options) -> bool {
    let server = authserv(value);
    let below = |domain: &str| server == domain || server.ends_with(&format!(".{domain}"));
    options.own_domains.is_empty() || options.own_domains.iter().any(|d| below(d)) || PROVIDERS.iter().any(|d| below(d))
}

fn authserv(value: &str) -> String {
    let value = value.trim_start();
    let value =
        value.strip_prefix("i=").map_or(value, |rest| rest.split_once(';').map_or("", |(_, rest)| rest.trim_start()));
    let first = value.split(';').next().unwrap_or("").trim();
    // Microsoft leaves the name out: the first piece is then a result already.
    if first.contains('=') { String::new() } else { first.split_whitespace().next().unwrap_or("").to_lowercase() }
}

/// The SPF, DKIM, DMARC and ARC results in a header value. Comments are left out; nothing panics on any text.
#[must_use]
pub fn parse_results(value: &str) -> Vec<AuthResult> {
    let server = authserv(value);
    let mut results = Vec::new();
    for piece in without_comments(value).split(';').take(40) {
        let mut words = piece.split_whitespace();
        let Some((method, verdict)) = words.next().and_then(|w| w.split_once('=')) else { continue };
        let method = match method.trim().to_ascii_lowercase().split('/').next().unwrap_or("") {
            "spf" => AuthMethod::Spf,
            "dkim" => AuthMethod::Dkim,
            "dmarc" => AuthMethod::Dmarc,
            "arc" => AuthMethod::Arc,
            _ => continue,
        };
        let verdict = match verdict.trim().to_ascii_lowercase().as_str() {
            "pass" => AuthVerdict::Pass,
            "fail" | "hardfail" => AuthVerdict::Fail,
            "softfail" => AuthVerdict::SoftFail,
            "neutral" | "policy" => AuthVerdict::Neutral,
            "none" => AuthVerdict::None,
            "temperror" | "permerror" => AuthVerdict::Error,
            _ => continue,
        };
        let properties: Vec<(String, String)> = words
            .filter_map(|w| w.split_once('='))
            .map(|(k, v)| (k.to_ascii_lowercase(), v.trim_matches(['"', ';', ',']).to_ascii_lowercase()))
            .collect();
        let wanted: &[&str] = match method {
            AuthMethod::Spf => &["smtp.mailfrom", "smtp.helo", "smtp.mail"],
            AuthMethod::Dkim => &["header.d", "header.i"],
            AuthMethod::Dmarc => &["header.from"],
            AuthMethod::Arc => &["header.oldest-pass"],
        };
        let domain = wanted
            .iter()
            .find_map(|key| properties.iter().find(|(k, _)| k == key))
            .map(|(_, v)| v.rsplit('@').next().unwrap_or(v).trim_matches(['<', '>', '.']).to_owned())
            .unwrap_or_default();
        results.push(AuthResult { authserv: server.clone(), method, verdict, domain });
    }
    results
}

/// The value without parenthesised comments, nested ones included.
fn without_comments(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut depth = 0u32;
    for c in value.chars() {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_google_and_microsoft() {
        let google = "mx.google.com; dkim=pass header.i=@linkedin.com header.s=x header.b=abc; spf=pass (google.com: domain of a@b.example designates 1.2.3.4 (really)) smtp.mailfrom=a@b.example; dmarc=fail (p=REJECT) header.from=acme.example";
        let results = parse_results(google);
        assert_eq!(results.len(), 3);
        assert_eq!(
            (results[0].method, results[0].verdict, results[0].domain.as_str()),
            (AuthMethod::Dkim, AuthVerdict::Pass, "linkedin.com")
        );
        assert_eq!(results[1].domain, "b.example");
        assert_eq!((results[2].method, results[2].verdict), (AuthMethod::Dmarc, AuthVerdict::Fail));
        assert_eq!(results[2].authserv, "mx.google.com");
        let microsoft = "spf=pass (sender IP is 1.2.3.4) smtp.mailfrom=acme.example; dkim=none (message not signed) header.d=none;dmarc=bestguesspass action=none header.from=acme.example;compauth=pass reason=109";
        let results = parse_results(microsoft);
        assert_eq!(results.len(), 2);
        assert_eq!(results[0].authserv, "");
        assert!(parse_results("").is_empty() && parse_results("((((;=;=").is_empty());
    }
}
