//! A search of Certificate Transparency logs, in crt.sh's form (`/?q=NAME&output=json`, `/?d=NUMBER`).

use serde_json::{Value, json};

use crate::site::Certificate;
use crate::{Answer, Request, World};

/// Answers a search, or gives one certificate.
pub(crate) fn answer(world: &World, request: &Request) -> Option<Answer> {
    if request.path() != "/" {
        return None;
    }
    if let Some(number) = request.query("d") {
        let (_, found) = world.certificates().find(|(own, _)| own.to_string() == number)?;
        let params = rcgen::CertificateParams::new(found.names.clone()).ok()?;
        let key = rcgen::KeyPair::generate().ok()?;
        return Some(Answer::of(200, "application/pkix-cert", params.self_signed(&key).ok()?.pem()));
    }
    let sought = ["q", "Identity", "identity", "CN", "dNSName"].iter().find_map(|name| request.query(name))?;
    let sought = sought.to_ascii_lowercase();
    let rows: Vec<Value> = world.certificates().flat_map(|(number, known)| rows(number, known, &sought)).collect();
    Some(Answer::json(&Value::Array(rows)))
}

/// A certificate's rows: it is logged twice, before it is issued and after.
fn rows(number: u64, known: &Certificate, sought: &str) -> Vec<Value> {
    // `%.name` is what lies below, a plain name is itself and what lies below.
    let domain = sought.trim_start_matches("%.").trim_start_matches('%');
    let below = format!(".{domain}");
    let matches = |name: &&String| name.as_str() == domain || name.ends_with(&below);
    // As with crt.sh, a row names what matches; the certificate itself has to be read for its other names.
    let names: Vec<&str> = known.names.iter().filter(matches).map(String::as_str).collect();
    if names.is_empty() {
        return Vec::new();
    }
    let logged = known.at.trim_end_matches('Z');
    let row = |id: u64| {
        json!({
            "issuer_ca_id": 295_814,
            "issuer_name": known.issuer.as_deref().unwrap_or("C=US, O=Let's Encrypt, CN=R11"),
            "common_name": known.names.first(), "name_value": names.join("\n"), "id": id,
            "entry_timestamp": format!("{logged}.417"),
            "not_before": logged, "not_after": "2099-01-01T00:00:00",
            "serial_number": format!("04{number:030x}"), "result_count": 2,
        })
    };
    vec![row(number), row(number + 500_000)]
}
