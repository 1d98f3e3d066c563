//! Pages.

use analyzer::case::{LookupResult, QuestionKind};

use crate::web::{Site, file, status};

const PAGE: &str = "https://hanbit.example/careers";

#[test]
fn a_korean_page_in_its_own_letters() {
    let found = Site::default().at(PAGE, file("page/hanbit_cp949.html")).ask(QuestionKind::Page, PAGE);
    assert_eq!(found.result, LookupResult::Found);
    let record = found.record;
    assert_eq!(record["title"], "한빛정밀 채용 안내");
    assert_eq!(record["text"], "채용 안내\n저희 회사는 지원자에게 금품을 요구하지 않습니다.\n시험 엔지니어");
    assert_eq!(record["links"], serde_json::json!(["https://hanbit.example/jobs/1"]));
    assert_eq!((&record["status"], record["digest"].as_str().unwrap().len()), (&200.into(), 71));
}

#[test]
fn other_things_than_pages() {
    let ask = |answer| Site::default().at(PAGE, answer).ask(QuestionKind::Page, PAGE);
    let text = ask(status(200, "Hello <b>\nthere").with("content-type", "text/plain"));
    assert_eq!(text.record["text"], "Hello <b>\nthere");
    let pdf = ask(status(200, "%PDF-1.7 <title>no</title>").with("content-type", "application/pdf"));
    assert_eq!((&pdf.record["text"], &pdf.record["media_type"]), (&"".into(), &"application/pdf".into()));
    let gone = ask(status(404, "<title>Not here</title>"));
    assert_eq!((gone.result, &gone.record["title"]), (LookupResult::Absent, &"Not here".into()));
    assert_eq!(ask(status(503, "")).result, LookupResult::Failed);
    for no in ["ftp://hanbit.example/", "localhost", "", "javascript:alert(1)"] {
        assert_eq!(Site::default().ask(QuestionKind::Page, no).result, LookupResult::NotAsked, "{no}");
    }
}
