//! Records of a domain.

use analyzer::case::{Lookup, LookupResult, QuestionKind};
use lookup::{RecordType, Services};
use serde_json::json;

use crate::recorded::Recorded;

async fn ask(recorded: &Recorded, subject: &str) -> Lookup {
    recorded.ask(QuestionKind::Dns, subject, &Services::default()).await
}

#[tokio::test]
async fn a_domain_that_sends_and_takes_mail() {
    let recorded = Recorded::default()
        .records("acme.example", RecordType::Mx, &["mx1.acme.example", "mx2.acme.example"])
        .records("acme.example", RecordType::Ns, &["ns1.acme.example"])
        .records("acme.example", RecordType::Address, &["192.0.2.7", "2001:db8::7"])
        .records("acme.example", RecordType::Txt, &["site-verification=1", "v=spf1 include:_spf.mail.example -all"])
        .records("_dmarc.acme.example", RecordType::Txt, &["v=DMARC1; p=reject; rua=mailto:d@acme.example"]);
    let found = ask(&recorded, "acme.example").await;
    assert_eq!(found.result, LookupResult::Found);
    assert_eq!(
        found.record,
        json!({
            "mx": ["mx1.acme.example", "mx2.acme.example"],
            "spf": "v=spf1 include:_spf.mail.example -all",
            "dmarc": "v=DMARC1; p=reject; rua=mailto:d@acme.example",
            "dmarc_domain": "acme.example",
            "addresses": ["192.0.2.7", "2001:db8::7"],
            "ns": ["ns1.acme.example"],
        })
    );
    assert!(found.asked.contains(&"dns:_dmarc.acme.example?type=TXT".to_owned()));
}

#[tokio::test]
async fn the_policy_of_the_domain_above_holds_below_it() {
    let recorded = Recorded::default().records("mail.acme.example", RecordType::Mx, &[""]).records(
        "_dmarc.acme.example",
        RecordType::Txt,
        &["v=DMARC1; p=none; sp=reject"],
    );
    let found = ask(&recorded, "mail.acme.example").await;
    assert_eq!(found.record["dmarc_domain"], "acme.example");
    assert_eq!(found.record["mx"], json!(["."]));
    assert_eq!(found.record["addresses"], json!([]));
    assert_eq!(found.asked.last().map(String::as_str), Some("dns:_dmarc.acme.example?type=TXT"));
}

#[tokio::test]
async fn several_policies_are_none() {
    let recorded = Recorded::default()
        .records("acme.example", RecordType::Txt, &["v=spf1 -all", "v=spf1 +all", "v=spf10 x"])
        .records("_dmarc.acme.example", RecordType::Txt, &["v=DMARC1; p=none", "v=DMARC1; p=reject"]);
    let found = ask(&recorded, "acme.example").await;
    assert_eq!(found.record.get("spf"), None);
    assert_eq!(found.record.get("dmarc"), None);
    let only = Recorded::default().records("acme.example", RecordType::Txt, &["V=SPF1 -all", "v=spf10 x"]);
    assert_eq!(ask(&only, "acme.example").await.record["spf"], "V=SPF1 -all");
}

#[tokio::test]
async fn no_record_at_all_is_absent_and_silence_is_not() {
    assert_eq!(ask(&Recorded::default(), "acme.example").await.result, LookupResult::Absent);
    let partly = Recorded::default().silence("acme.example", RecordType::Mx);
    let found = ask(&partly, "acme.example").await;
    assert_eq!(found.result, LookupResult::Found);
    assert_eq!(found.record.get("mx"), None);
    let all = [RecordType::Mx, RecordType::Ns, RecordType::Address, RecordType::Txt];
    let silent = all.into_iter().fold(Recorded::default(), |r, of| r.silence("acme.example", of));
    let failed = ask(&silent, "acme.example").await;
    assert_eq!(failed.result, LookupResult::Failed);
    assert_eq!(failed.why.as_deref(), Some("ns1.acme.example took too long"));
    assert_eq!(ask(&Recorded::default(), "192.0.2.7").await.result, LookupResult::NotAsked);
}
