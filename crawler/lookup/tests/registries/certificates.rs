//! Certificates logged for a domain.

use analyzer::case::{Lookup, LookupResult, QuestionKind};
use lookup::Services;
use serde_json::json;

use crate::recorded::Recorded;

const SEARCH: &str = "https://crt.sh/?q=acme-careers.com&output=json";

async fn ask(recorded: &Recorded) -> Lookup {
    recorded.ask(QuestionKind::Certificates, "acme-careers.com", &Services::default()).await
}

/// A certificate for some hosts, as the service hands it out.
fn certificate(hosts: &[&str]) -> String {
    let hosts: Vec<String> = hosts.iter().map(|host| (*host).to_owned()).collect();
    let key = rcgen::KeyPair::generate().unwrap();
    rcgen::CertificateParams::new(hosts).unwrap().self_signed(&key).unwrap().pem()
}

#[tokio::test]
async fn a_young_domain_and_what_was_certified_with_it() {
    let together = ["northbridge-hr.com", "*.acme-careers.com", "boeing-talent.com", "x.boeing-talent.com"];
    let recorded = Recorded::default()
        .page(SEARCH, 200, "application/json", include_str!("../recorded/crtsh-young.json"))
        .page("https://crt.sh/?d=18019977001", 200, "application/pkix-cert", certificate(&together))
        .page("https://crt.sh/?d=18012345702", 200, "application/pkix-cert", certificate(&["acme-careers.com"]));
    let found = ask(&recorded).await;
    assert_eq!(found.result, LookupResult::Found);
    assert_eq!(
        found.record,
        json!({
            "first_seen": "2026-04-21T01:12:12Z",
            "names": ["acme-careers.com", "www.acme-careers.com"],
            "siblings": ["boeing-talent.com", "northbridge-hr.com"],
            "siblings_first_seen": {
                "boeing-talent.com": "2026-04-29T08:01:30Z",
                "northbridge-hr.com": "2026-04-29T08:01:30Z",
            },
            "count": 3,
        })
    );
    assert_eq!(found.asked, recorded.asked());
    assert_eq!(found.asked.len(), 4);
}

#[tokio::test]
async fn a_hosts_bundle_says_nothing_of_its_customers() {
    let many: Vec<String> = (0..30).map(|n| format!("customer{n}.com")).collect();
    let mut hosts: Vec<&str> = many.iter().map(String::as_str).collect();
    hosts.push("acme-careers.com");
    let row = json!([{ "id": 7, "issuer_ca_id": 1, "serial_number": "01", "common_name": "acme-careers.com",
        "name_value": "acme-careers.com", "entry_timestamp": "2020-01-01T00:00:00", "not_before": "2020-01-01T00:00:00" }]);
    let recorded = Recorded::default().page(SEARCH, 200, "application/json", row.to_string()).page(
        "https://crt.sh/?d=7",
        200,
        "application/pkix-cert",
        certificate(&hosts),
    );
    let found = ask(&recorded).await;
    assert_eq!(found.record["siblings"], json!([]));
    assert_eq!(found.record["bundled"], true);
}

#[tokio::test]
async fn without_a_certificate_to_read_the_others_are_not_told() {
    let row = r#"{"id":7,"issuer_ca_id":1,"name_value":"acme-careers.com","not_before":"2020-01-01T00:00:00"}"#;
    let recorded = Recorded::default().page(SEARCH, 200, "application/json", format!("{row}\n{row}"));
    let found = ask(&recorded).await;
    assert_eq!(
        found.record,
        json!({ "first_seen": "2020-01-01T00:00:00Z", "names": ["acme-careers.com"], "count": 1 })
    );
}

#[tokio::test]
async fn none_is_absent_and_a_tired_service_fails() {
    for (status, body, result) in [
        (200, "[]", LookupResult::Absent),
        (404, "", LookupResult::Absent),
        (200, "<html>busy</html>", LookupResult::Failed),
        (200, "", LookupResult::Failed),
        (200, r#"[{"id":"x"}]"#, LookupResult::Failed),
        (502, "<html>Bad gateway</html>", LookupResult::Failed),
        (429, "", LookupResult::Failed),
    ] {
        let recorded = Recorded::default().page(SEARCH, status, "application/json", body);
        assert_eq!(ask(&recorded).await.result, result, "{status} {body}");
    }
}

#[tokio::test]
async fn bytes_that_are_no_certificate_are_passed_over() {
    let list = include_str!("../recorded/crtsh-young.json");
    let cut = certificate(&["acme-careers.com"]).split_at(300).0.to_owned();
    for body in [String::new(), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".into(), cut] {
        let recorded = Recorded::default()
            .page(SEARCH, 200, "application/json", list)
            .page("https://crt.sh/?d=18019977001", 200, "application/pkix-cert", body);
        assert_eq!(ask(&recorded).await.record["siblings"], json!(["northbridge-hr.com"]));
    }
}
