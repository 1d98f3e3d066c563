//! Look-ups of employers and of their job boards, against recorded pages and answers (`tests/recorded`). The firms are
//! invented; the forms are the vendors' own.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says by failing what is wrong")]

use std::collections::HashMap;
use std::sync::Mutex;

use analyzer::case::{Audience, LookupResult, Question, QuestionKind};
use lookup::{Answer, Failure, Fetch, Later, Names, RecordType, Request, Response, Services, Web, kinds};
use serde_json::{Value, json};

/// What an address answers: status, media type, body; or why nothing comes.
type Told = Result<(u16, &'static str, String), Failure>;

/// A web that was recorded. What isn't in it is not there: hosts without any page have no name, the others answer 404.
#[derive(Default)]
struct Recorded {
    answers: HashMap<String, Told>,
    asked: Mutex<Vec<Request>>,
}

impl Recorded {
    fn with(mut self, address: &str, kind: &'static str, body: impl Into<String>) -> Self {
        self.answers.insert(address.to_owned(), Ok((200, kind, body.into())));
        self
    }

    fn page(self, address: &str, body: impl Into<String>) -> Self {
        self.with(address, "text/html; charset=utf-8", body)
    }

    fn json(self, address: &str, body: impl Into<String>) -> Self {
        self.with(address, "application/json", body)
    }

    fn failing(mut self, address: &str, failure: Failure) -> Self {
        self.answers.insert(address.to_owned(), Err(failure));
        self
    }

    fn status(mut self, address: &str, status: u16) -> Self {
        self.answers.insert(address.to_owned(), Ok((status, "text/html", String::new())));
        self
    }

    fn asking(&self, kind: QuestionKind, places: &[&str], seeks: &[&str], services: Services) -> Answer {
        let own = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect();
        let question = Question {
            kind,
            subject: "Orbitworks".to_owned(),
            places: own(places),
            seeks: own(seeks),
            audience: Audience::Employer,
        };
        let web = Web { fetch: self, names: &NoNames, services: &services };
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(kinds::ask(&question, web))
    }

    fn board(&self, places: &[&str], seeks: &[&str]) -> Answer {
        self.asking(QuestionKind::JobBoard, places, seeks, Services::default())
    }

    fn company(&self, places: &[&str]) -> Answer {
        self.asking(QuestionKind::Company, places, &[], Services::default())
    }
}

impl Fetch for Recorded {
    fn get(&self, request: Request) -> Later<'_, Result<Response, Failure>> {
        let posted = request.json.as_deref().map(|body| format!(" {body}")).unwrap_or_default();
        let host = request.url.host_str().unwrap().to_owned();
        let known = |key: &str| self.answers.get(key).cloned();
        let told =
            known(&format!("{}{posted}", request.url)).or_else(|| known(request.url.as_str())).unwrap_or_else(|| {
                let there = self.answers.keys().any(|a| a.starts_with(&format!("https://{host}/")));
                if there { Ok((404, "text/html", String::new())) } else { Err(Failure::NoName(host.clone())) }
            });
        let url = request.url.clone();
        self.asked.lock().unwrap().push(request);
        Box::pin(async move {
            told.map(|(status, kind, body)| Response {
                url,
                status,
                headers: vec![("content-type".to_owned(), kind.to_owned())],
                body: body.into_bytes(),
                at: "2026-11-26T09:00:00Z".parse().unwrap(),
            })
        })
    }
}

struct NoNames;

impl Names for NoNames {
    fn records<'a>(&'a self, _name: &'a str, _of: RecordType) -> Later<'a, Result<Vec<String>, Failure>> {
        Box::pin(async { Ok(Vec::new()) })
    }
}

fn recorded(name: &str) -> String {
    std::fs::read_to_string(format!("{}/tests/recorded/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn matches(answer: &Answer) -> Vec<&str> {
    let list = answer.record["matching"].as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(|m| m["title"].as_str()).collect()
}

#[test]
fn every_vendor_is_read_in_its_own_form() {
    let web = Recorded::default()
        .json("https://boards-api.greenhouse.io/v1/boards/orbitworks/jobs", recorded("jobs/greenhouse.json"))
        .json("https://api.lever.co/v0/postings/traunwerk?mode=json&skip=0&limit=100", recorded("jobs/lever.json"))
        .json("https://api.ashbyhq.com/posting-api/job-board/kestrelle", recorded("jobs/ashby.json"))
        .json(
            "https://braithwaite.wd3.myworkdayjobs.com/wday/cxs/braithwaite/External/jobs",
            recorded("jobs/workday.json"),
        )
        .json(
            "https://api.smartrecruiters.com/v1/companies/Nordwerk/postings?limit=100&offset=0",
            recorded("jobs/smartrecruiters.json"),
        )
        .json("https://apply.workable.com/api/v1/widget/accounts/lumenfold", recorded("jobs/workable.json"))
        .json("https://halvorsenmarine.recruitee.com/api/offers/", recorded("jobs/recruitee.json"))
        .json("https://skyffel.teamtailor.com/jobs.json", recorded("jobs/teamtailor-1.json"))
        .json("https://skyffel.teamtailor.com/jobs.json?page=2", recorded("jobs/teamtailor-2.json"))
        .page("https://hanbit.career.greetinghr.com/", recorded("jobs/greetinghr.html"));
    for (place, sought, found, other) in [
        ("greenhouse:orbitworks", "flight software engineer", "Senior Flight Software Engineer", "welder"),
        ("lever:traunwerk", "guidance engineer", "GNC Engineer - Guidance, Navigation and Control", "radar engineer"),
        ("ashby:kestrelle", "signal processing engineer", "Radar Signal Processing Engineer", "software engineer"),
        (
            "workday:braithwaite/wd3/External", "system test engineer", "Principal Systems Test Engineer",
            "data scientist",
        ),
        ("smartrecruiters:Nordwerk", "power electronics engineer", "Power Electronics Engineer (m/w/d)", "test pilot"),
        ("workable:lumenfold", "optical engineer", "Optical Design Engineer", "propulsion engineer"),
        ("recruitee:halvorsenmarine", "embedded engineer", "Embedded Software Engineer", "naval architect"),
        ("teamtailor:skyffel", "mechanical engineer", "Mechanical Engineer", "radar engineer"),
        ("greetinghr:hanbit", "비행제어 연구원", "[경력] 비행제어 S/W 선임연구원", "반도체 공정 엔지니어"),
    ] {
        let answer = web.board(&[place], &[sought]);
        assert_eq!(answer.result, LookupResult::Found, "{place}: {:?}", answer.why);
        assert_eq!(matches(&answer), [found], "{place}");
        assert!(answer.record["matching"][0]["url"].as_str().unwrap().starts_with("https://"), "{place}");
        assert!(!answer.asked.is_empty(), "{place}");
        let answer = web.board(&[place], &[other]);
        assert_eq!(answer.result, LookupResult::Absent, "{place}: {:?}", answer.why);
        assert!(!answer.record["titles"].as_array().unwrap().is_empty(), "{place}");
    }
    // What a candidate's browser does needs no leave of robots.txt; pages do.
    for request in web.asked.lock().unwrap().iter() {
        assert_eq!(request.robots, request.url.host_str().unwrap().ends_with("greetinghr.com"), "{}", request.url);
    }
}

#[test]
fn a_board_that_cannot_be_read_denies_nothing() {
    let empty = r#"{"jobs":[],"meta":{"total":0}}"#;
    let at = "https://boards-api.greenhouse.io/v1/boards/orbitworks/jobs";
    for web in [
        Recorded::default().json(at, empty),
        Recorded::default().status(at, 404),
        Recorded::default().status(at, 500),
        Recorded::default().json(at, "<html>"),
        Recorded::default().json(at, r#"{"jobs":[{"title":7}]}"#),
        Recorded::default().failing(at, Failure::TimedOut("boards-api.greenhouse.io".into())),
        Recorded::default(),
    ] {
        let answer = web.board(&["greenhouse:orbitworks"], &["test engineer"]);
        assert_eq!(answer.result, LookupResult::Failed);
        assert!(answer.why.is_some_and(|why| !why.is_empty()));
    }
    let nowhere = Recorded::default().board(&["avature:orbitworks"], &["test engineer"]);
    assert_eq!(nowhere.result, LookupResult::NotAsked);
}

#[test]
fn one_board_of_two_that_fails_leaves_the_question_open() {
    let web = Recorded::default()
        .json("https://boards-api.greenhouse.io/v1/boards/orbitworks/jobs", recorded("jobs/greenhouse.json"))
        .status("https://api.ashbyhq.com/posting-api/job-board/orbitworks", 503);
    let places = ["greenhouse:orbitworks", "ashby:orbitworks"];
    assert_eq!(web.board(&places, &["welder"]).result, LookupResult::Failed);
    assert_eq!(web.board(&places, &["flight software engineer"]).result, LookupResult::Found);
}

#[test]
fn long_lists_are_bounded_and_never_said_to_lack_a_role() {
    let page: Vec<Value> =
        (0..100).map(|n| json!({"text": format!("Accountant {n}"), "hostedUrl": "https://x.example/"})).collect();
    let page = serde_json::to_string(&page).unwrap();
    let mut web = Recorded::default();
    for skip in 0..50 {
        let at = format!("https://api.lever.co/v0/postings/endless?mode=json&skip={}&limit=100", skip * 100);
        web = web.json(&at, page.clone());
    }
    let answer = web.board(&["lever:endless"], &["test engineer"]);
    assert_eq!(answer.result, LookupResult::Failed);
    assert!(web.asked.lock().unwrap().len() <= 6);
}

#[test]
fn titles_in_another_language_deny_nothing() {
    let at = "https://boards-api.greenhouse.io/v1/boards/hanbit/jobs";
    let web =
        Recorded::default().json(at, r#"{"jobs":[{"title":"탐색기 연구원","absolute_url":"https://x.example/1"}]}"#);
    let answer = web.board(&["greenhouse:hanbit"], &["gimbal engineer"]);
    assert_eq!(answer.result, LookupResult::Failed, "{answer:?}");
}

#[test]
fn workday_sites_are_found_by_the_careers_page_or_by_robots() {
    let jobs = "https://braithwaite.wd1.myworkdayjobs.com/wday/cxs/braithwaite/Careers/jobs";
    let linked = Recorded::default().json(jobs, recorded("jobs/workday.json")).page(
        "https://careers.braithwaite.example/",
        "<a href='https://braithwaite.wd1.myworkdayjobs.com/en-GB/Careers'>All roles</a>",
    );
    let answer = linked.board(&["workday:braithwaite", "careers.braithwaite.example"], &["systems test engineer"]);
    assert_eq!(answer.result, LookupResult::Found, "{answer:?}");

    let robots = "User-agent: *\nDisallow: /*/apply\nSitemap: https://braithwaite.wd1.myworkdayjobs.com/Careers/siteMap.xml\n\
                  Sitemap: https://elsewhere.example/Other/siteMap.xml\n";
    let named = Recorded::default().json(jobs, recorded("jobs/workday.json")).with(
        "https://braithwaite.wd1.myworkdayjobs.com/robots.txt",
        "text/plain",
        robots,
    );
    let answer = named.board(&["workday:braithwaite"], &["systems test engineer"]);
    assert_eq!(answer.result, LookupResult::Found, "{answer:?}");

    let unknown = Recorded::default().board(&["workday:braithwaite"], &["systems test engineer"]);
    assert_eq!(unknown.result, LookupResult::Failed);
    assert!(unknown.why.unwrap().contains("not known"));
}

#[test]
fn long_workday_lists_are_searched() {
    let job = |title: &str| json!({"title": title, "externalPath": "/job/x/1", "locationsText": "Leeds"});
    let list = |total: usize, jobs: Vec<Value>| json!({"total": total, "jobPostings": jobs}).to_string();
    let at = "https://braithwaite.wd3.myworkdayjobs.com/wday/cxs/braithwaite/External/jobs";
    let body = |search: &str| json!({"appliedFacets": {}, "limit": 20, "offset": 0, "searchText": search}).to_string();
    let web = Recorded::default()
        .json(&format!("{at} {}", body("")), list(700, vec![job("Accountant"); 20]))
        .json(&format!("{at} {}", body("radar engineer")), list(1, vec![job("Radar Systems Engineer")]))
        .json(&format!("{at} {}", body("test pilot")), list(1, vec![job("Test Technician")]))
        .json(&format!("{at} {}", body("welder")), list(0, vec![]));
    let place = ["workday:braithwaite/wd3/External"];
    assert_eq!(web.board(&place, &["radar engineer"]).result, LookupResult::Found);
    assert_eq!(web.board(&place, &["test pilot"]).result, LookupResult::Absent);
    // A search that brings up nothing at all may not have been understood.
    assert_eq!(web.board(&place, &["welder"]).result, LookupResult::Failed);
}

#[test]
fn boards_are_found_on_careers_pages() {
    let web = Recorded::default()
        .page("https://orbitworks.example/", "<a href='/join'>Careers</a>")
        .page(
            "https://orbitworks.example/join",
            "<script src='https://boards.greenhouse.io/embed/job_board/js?for=orbitworks'></script>",
        )
        .json("https://boards-api.greenhouse.io/v1/boards/orbitworks/jobs", recorded("jobs/greenhouse.json"));
    assert_eq!(web.board(&["orbitworks.example"], &["flight software engineer"]).result, LookupResult::Found);
    assert_eq!(web.board(&["orbitworks.example"], &["welder"]).result, LookupResult::Absent);
}

#[test]
fn boards_are_known_by_the_domain_of_the_configured_service() {
    let web = Recorded::default()
        .page("https://orbitworks.example/", "<a href='https://jobs.lever.example/traunwerk'>Roles</a>")
        .json(
            "https://api.lever.example/v0/postings/traunwerk?mode=json&skip=0&limit=100",
            recorded("jobs/lever.json"),
        );
    let services = Services { lever: "https://api.lever.example/v0/postings/".to_owned(), ..Services::default() };
    let ask = |services| web.asking(QuestionKind::JobBoard, &["orbitworks.example"], &["guidance engineer"], services);
    assert_eq!(ask(services).result, LookupResult::Found);
    assert_eq!(ask(Services::default()).result, LookupResult::Failed);
}

#[test]
fn roles_in_the_data_of_careers_pages() {
    let web = Recorded::default().page("https://bramley.example/", recorded("jobs/careers-data.html"));
    let answer = web.board(&["bramley.example"], &["firmware engineer"]);
    assert_eq!(answer.result, LookupResult::Found, "{answer:?}");
    assert_eq!(matches(&answer), ["Sensor Firmware Engineer"]);
    assert_eq!(web.board(&["bramley.example"], &["radar engineer"]).result, LookupResult::Absent);
    // A page that lists nothing readable denies nothing.
    let bare = Recorded::default().page("https://bramley.example/", "<h1>Work with us</h1><div id='app'></div>");
    assert_eq!(bare.board(&["bramley.example"], &["radar engineer"]).result, LookupResult::Failed);
}

#[test]
fn an_employer_in_its_own_words() {
    let web = Recorded::default()
        .page("https://orbitworks.example/", recorded("company/orbitworks-home.html"))
        .page("https://orbitworks.example/join", recorded("company/orbitworks-careers.html"))
        .page("https://orbitworks.example/join/protecting-candidates", recorded("company/orbitworks-notice.html"));
    let answer = web.company(&["orbitworks.example"]);
    assert_eq!(answer.result, LookupResult::Found, "{answer:?}");
    let record = &answer.record;
    assert_eq!(record["organisation"], "Orbitworks");
    assert_eq!(record["site"], "https://orbitworks.example/");
    assert_eq!(record["names"], json!(["Orbitworks", "Orbitworks Space Systems Ltd", "OWS"]));
    assert_eq!(record["addresses"][0]["locality"], "Leicester");
    assert_eq!(record["addresses"][0]["country"], "GB");
    assert_eq!(record["addresses"][1], json!({"text": "Toulouse, FR", "locality": "Toulouse", "country": "FR"}));
    assert_eq!(record["phones"], json!(["+441164960123"]));
    assert_eq!(record["domains"], json!(["orbitworks.example"]));
    assert_eq!(record["notice"]["url"], "https://orbitworks.example/join/protecting-candidates");
    assert_eq!(
        record["notice"]["sentences"],
        json!([
            "Orbitworks will never: ask a candidate for money, for any reason;",
            "Orbitworks will never: interview by text chat, on WhatsApp or on Telegram;",
            "Orbitworks will never: make an offer without an interview.",
            "Emails from our recruitment team always come from an address ending in @orbitworks.example."
        ])
    );
    assert_eq!(record["pages"].as_array().unwrap().len(), 3);
    // The investor's site was linked and is nobody's business here.
    assert!(
        web.asked.lock().unwrap().iter().all(|r| r.robots && r.url.host_str().unwrap().ends_with("orbitworks.example"))
    );
    assert!(web.asked.lock().unwrap().len() <= 14);
}

#[test]
fn of_many_domains_the_careers_host_is_visited() {
    let domains: Vec<String> = (0..80).map(|n| format!("orbitworks-{n}.example")).collect();
    let mut places: Vec<&str> = domains.iter().map(String::as_str).collect();
    places.push("orbitworks-careers.example");
    let web = Recorded::default()
        .page("https://orbitworks-0.example/", "<title>Orbitworks</title>")
        .page("https://orbitworks-careers.example/", recorded("company/orbitworks-notice.html"));
    let answer = web.company(&places);
    assert_eq!(answer.record["notice"]["url"], "https://orbitworks-careers.example/");
    assert!(web.asked.lock().unwrap().len() <= 14);
}

#[test]
fn a_korean_notice_in_a_pop_up() {
    let web = Recorded::default().page("https://www.hanbit.example/", recorded("company/hanbit-home.html"));
    let answer = web.company(&["hanbit.example"]);
    assert_eq!(answer.result, LookupResult::Found, "{answer:?}");
    assert_eq!(
        answer.record["notice"]["sentences"],
        json!([
            "당사는 채용 과정에서 어떠한 금전도 요구하지 않습니다.",
            "당사는 텔레그램 등 메신저로 면접을 진행하지 않습니다."
        ])
    );
    assert_eq!(answer.record["names"], json!(["한빛정밀"]));
    assert_eq!(answer.record["phones"], json!(["+82552123400"]));
}

#[test]
fn a_site_that_cannot_be_read_fails_and_one_that_must_not_be_is_not_asked() {
    assert_eq!(Recorded::default().company(&["orbitworks.example"]).result, LookupResult::Failed);
    let down = Recorded::default().status("https://orbitworks.example/", 503);
    assert_eq!(down.company(&["orbitworks.example"]).result, LookupResult::Failed);
    let kept_off = Recorded::default()
        .failing("https://orbitworks.example/", Failure::Robots("orbitworks.example".into()))
        .failing("https://www.orbitworks.example/", Failure::Robots("www.orbitworks.example".into()));
    let answer = kept_off.company(&["orbitworks.example"]);
    assert_eq!(answer.result, LookupResult::NotAsked);
    assert!(answer.asked.is_empty());
    for none in
        [&[][..], &["localhost"], &["10.0.0.1"], &["a b.example"], &["user@orbitworks.example"], &["x.example/y"]]
    {
        assert_eq!(Recorded::default().company(none).result, LookupResult::NotAsked, "{none:?}");
    }
}

#[test]
fn an_endless_site_is_left_after_a_few_pages() {
    let links: String = (0..300)
        .map(|n| format!("<a href='/careers/{n}'>Careers {n}</a><a href='/x{n}'>Recruitment fraud {n}</a>"))
        .collect();
    let mut web = Recorded::default().page("https://endless.example/", links.clone());
    for n in 0..300 {
        web = web.page(&format!("https://endless.example/careers/{n}"), links.clone());
        web = web.page(&format!("https://endless.example/x{n}"), links.clone());
    }
    let answer = web.company(&["endless.example"]);
    assert_eq!(answer.result, LookupResult::Found);
    assert!(answer.record["pages"].as_array().unwrap().len() <= 8);
    assert!(web.asked.lock().unwrap().len() <= 14);
    assert!(answer.record["notice"].is_null());
}
