//! Registrations, in the forms of several registries.

use analyzer::case::{Lookup, LookupResult, QuestionKind};
use lookup::Services;
use serde_json::{Value, json};

use crate::recorded::Recorded;

const RDAP: &str = "application/rdap+json";

fn services() -> Services {
    let registries = [
        ("com", "https://rdap.registry.example/com/v1/"),
        ("kr", "https://rdap.kr.example/"),
        ("example", "https://rdap.example/rdap/"),
    ];
    Services::default().with_registries(registries)
}

async fn ask(recorded: &Recorded, subject: &str) -> Lookup {
    recorded.ask(QuestionKind::Rdap, subject, &services()).await
}

#[tokio::test]
async fn a_large_registry_tells_dates_registrar_and_name_servers() {
    let url = "https://rdap.registry.example/com/v1/domain/acme-careers.com";
    let recorded = Recorded::default().page(url, 200, RDAP, include_str!("../recorded/rdap-com.json"));
    let found = ask(&recorded, "Jobs.Acme-Careers.com").await;
    assert_eq!(found.result, LookupResult::Found);
    assert_eq!(found.asked, [url]);
    assert_eq!(
        found.record,
        json!({
            "registered_at": "2026-04-20T11:03:17Z",
            "updated_at": "2026-04-20T11:04:02Z",
            "expires_at": "2027-04-20T11:03:17Z",
            "registrar": "Example Registrar, Inc.",
            "status": ["client transfer prohibited"],
            "name_servers": ["ns1.registrar.example", "ns2.registrar.example"],
        })
    );
}

#[tokio::test]
async fn a_korean_one_tells_the_organisation() {
    let url = "https://rdap.kr.example/domain/hangil-chaeyong.co.kr";
    let recorded = Recorded::default().page(url, 200, RDAP, include_str!("../recorded/rdap-kr.json"));
    let found = ask(&recorded, "hangil-chaeyong.co.kr").await;
    assert_eq!(found.record["registered_at"], "2019-03-03T15:00:00Z");
    assert_eq!(found.record["registrant"], "주식회사 한길테크");
    assert_eq!(found.record["registrar"], "(주)예시도메인");
}

#[tokio::test]
async fn one_without_dates_is_found_all_the_same() {
    let url = "https://rdap.example/rdap/domain/hangil.example";
    let recorded = Recorded::default().page(url, 200, RDAP, include_str!("../recorded/rdap-undated.json"));
    let found = ask(&recorded, "hangil.example").await;
    assert_eq!(found.result, LookupResult::Found);
    assert_eq!(found.record.get("registered_at"), None);
    assert_eq!(found.record["updated_at"], "2018-03-12T20:44:25Z");
}

#[tokio::test]
async fn what_is_redacted_is_nobody_and_times_without_a_zone_are_utc() {
    let url = "https://rdap.example/rdap/domain/acme-hiring.example";
    let recorded = Recorded::default().page(url, 200, RDAP, include_str!("../recorded/rdap-redacted.json"));
    let found = ask(&recorded, "acme-hiring.example").await;
    assert_eq!(found.record["registered_at"], "2026-04-10T11:13:08Z");
    assert_eq!(found.record["registrar"], "1068");
    assert_eq!(found.record.get("registrant"), None);
}

#[tokio::test]
async fn a_registry_that_knows_of_none_says_so() {
    let url = "https://rdap.example/rdap/domain/acme.example";
    let body = include_str!("../recorded/rdap-not-found.json");
    assert_eq!(ask(&Recorded::default().page(url, 404, RDAP, body), "acme.example").await.result, LookupResult::Absent);
    assert_eq!(ask(&Recorded::default().page(url, 404, "", ""), "acme.example").await.result, LookupResult::Absent);
    // A web server that knows no such page says nothing about the domain.
    let page = Recorded::default().page(url, 404, "text/html; charset=utf-8", "<h1>Not found</h1>");
    assert_eq!(ask(&page, "acme.example").await.result, LookupResult::Failed);
}

#[tokio::test]
async fn whom_nobody_can_ask_is_not_asked() {
    let recorded = Recorded::default();
    for (subject, why) in [
        ("acme.zz", "no RDAP server is known for .zz"),
        ("acme.github.io", "github.io gives such names to anybody, and no registry knows of them"),
        ("192.0.2.7", "192.0.2.7 is no domain"),
        ("com", "com is no domain"),
        ("co.kr", "co.kr is no domain that anybody registers"),
        ("a/../b.com", "a/../b.com is no domain"),
    ] {
        let lookup = ask(&recorded, subject).await;
        assert_eq!(lookup.result, LookupResult::NotAsked, "{subject}");
        assert_eq!(lookup.why.as_deref(), Some(why));
        assert!(lookup.asked.is_empty());
    }
    assert!(recorded.asked().is_empty());
}

#[tokio::test]
async fn one_server_may_stand_for_all() {
    let url = "https://mirror.example/rdap/domain/acme.zz";
    let recorded = Recorded::default().page(url, 404, RDAP, "");
    let one = Services { rdap: Some("https://mirror.example/rdap/".into()), ..services() };
    assert_eq!(recorded.ask(QuestionKind::Rdap, "acme.zz", &one).await.result, LookupResult::Absent);
    let broken = Services { rdap: Some("mirror".into()), ..services() };
    assert_eq!(recorded.ask(QuestionKind::Rdap, "acme.zz", &broken).await.result, LookupResult::NotAsked);
}

#[tokio::test]
async fn answers_of_another_form_are_failures_and_break_nothing() {
    let url = "https://rdap.example/rdap/domain/acme.example";
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let other = json!({ "objectClassName": "domain", "ldhName": "other.example" }).to_string();
    for body in ["", "<html>", "[]", "null", "{}", &deep, &other] {
        let lookup = ask(&Recorded::default().page(url, 200, RDAP, body), "acme.example").await;
        assert_eq!(lookup.result, LookupResult::Failed, "{body:.20}");
        assert!(lookup.why.is_some());
    }
    for status in [429, 500, 503] {
        let lookup = ask(&Recorded::default().page(url, status, RDAP, "{}"), "acme.example").await;
        assert_eq!(lookup.result, LookupResult::Failed);
    }
    let odd = json!({
        "objectClassName": "domain", "status": [1, null, "x".repeat(9_000)], "events": [7, { "eventAction": "registration" }],
        "entities": [{ "roles": "registrar" }, { "roles": ["registrar"], "vcardArray": ["vcard", [[], ["fn"], 3]] }],
        "nameservers": { "ldhName": "x" },
    });
    let lookup = ask(&Recorded::default().page(url, 200, RDAP, odd.to_string()), "acme.example").await;
    assert_eq!(lookup.result, LookupResult::Found);
    assert_eq!(lookup.record["status"][0].as_str().map(str::len), Some(200));
    assert_eq!(lookup.record.get("registrar"), None::<&Value>);
}
