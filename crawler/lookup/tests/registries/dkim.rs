//! Keys of signatures.

use analyzer::case::{Lookup, LookupResult, QuestionKind};
use lookup::{RecordType, Services};
use serde_json::json;

use crate::recorded::Recorded;

async fn ask(recorded: &Recorded, subject: &str) -> Lookup {
    recorded.ask(QuestionKind::Dkim, subject, &Services::default()).await
}

#[tokio::test]
async fn the_key_is_kept_as_published() {
    let key = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    let name = "s1_2026._domainkey.acme.example";
    let recorded = Recorded::default().records(name, RecordType::Txt, &["google-site=1", key]);
    let found = ask(&recorded, "S1_2026._domainkey.Acme.example.").await;
    assert_eq!(found.result, LookupResult::Found);
    assert_eq!(found.record, json!({ "txt": key }));
    assert_eq!(found.asked, ["dns:s1_2026._domainkey.acme.example?type=TXT"]);
    assert_eq!(ask(&recorded, "s2._domainkey.acme.example").await.result, LookupResult::Absent);
}

#[tokio::test]
async fn nothing_else_is_asked_for() {
    let recorded = Recorded::default();
    let long = format!("{}._domainkey.acme.example", "a".repeat(64));
    for subject in [
        "acme.example", "._domainkey.acme.example", "a b._domainkey.acme.example", "s1._domainkey.",
        "s1._domainkey.com", "s1._domainkey.192.0.2.7", "s1/../x._domainkey.acme.example",
        "-s1._domainkey.acme.example", "s1..s2._domainkey.acme.example", &long,
    ] {
        assert_eq!(ask(&recorded, subject).await.result, LookupResult::NotAsked, "{subject}");
    }
    assert!(recorded.asked().is_empty());
}
