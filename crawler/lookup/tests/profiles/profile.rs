//! Public profiles.

use analyzer::case::{Lookup, LookupResult, QuestionKind};
use lookup::Failure;
use lookup::kinds::profile::{NOT_VISIBLE, STEPS};

use crate::web::{Recorded, Site, file, status};

const DANA: &str = "https://www.linkedin.com/in/dana-reed-example";

fn ask(url: &str, answer: Recorded) -> Lookup {
    Site::default().at(url, answer).ask(QuestionKind::Profile, url)
}

#[test]
fn a_public_page_with_what_it_masks_left_out() {
    let found = ask(DANA, file("profile/linkedin_public.html"));
    assert_eq!(found.result, LookupResult::Found);
    assert_eq!(
        found.record,
        serde_json::json!({
            "url": DANA, "name": "Dana Reed", "headline": "Talent Partner", "employer": "Acme Talent", "employers": ["Acme Talent"],
            "location": "Bristol, England, United Kingdom, GB", "photo": "https://media.licdn.example/dms/image/dana.jpg", "gone": false,
        })
    );
    assert_eq!(found.asked, [DANA]);
}

#[test]
fn other_sites() {
    let found = ask("https://netz.example/jonas", file("profile/profile_page.html")).record;
    assert_eq!((&found["name"], &found["employer"]), (&"Jonas Feldbach".into(), &"Traunwerk Hydraulik".into()));
    assert_eq!((&found["location"], &found["headline"]), (&"Linz, AT".into(), &"Leiter Personal".into()));
    let found = ask("https://link.example/minsu", file("profile/open_graph.html")).record;
    assert_eq!((&found["name"], &found["employer"]), (&"김민수".into(), &"한빛정밀".into()));
    assert_eq!(found["headline"], "채용 담당 매니저");
    // A page of several people is nobody's profile.
    assert_eq!(ask("https://acme.example/team", file("profile/staff.html")).result, LookupResult::Failed);
}

#[test]
fn a_wall_is_respected_and_said() {
    let site = |answer: Recorded| Site::default().at(DANA, answer);
    let wall = || file("profile/linkedin_wall.html");
    for answer in [
        status(
            999,
            "<html><head><script>window.location.href = 'https://www.linkedin.com/authwall'</script></head></html>",
        ),
        wall().at("https://www.linkedin.com/authwall?trk=gf&sessionRedirect=x"),
        wall(),
        status(403, ""),
    ] {
        let site = site(answer);
        let failed = site.ask(QuestionKind::Profile, DANA);
        assert_eq!((failed.result, failed.why.as_deref()), (LookupResult::Failed, Some(NOT_VISIBLE.en)));
        let hand_in = &failed.record["hand_in"];
        assert_eq!(hand_in["why"]["ko"], NOT_VISIBLE.ko);
        assert_eq!(hand_in["steps"]["en"].as_array().unwrap().len(), STEPS.len());
        assert_eq!(hand_in["steps"]["ko"][0], STEPS[0].ko);
        // One request, to that address, heeding robots.txt: no second try by another door.
        let asked = site.asked.lock().unwrap();
        assert_eq!(asked.len(), 1);
        assert_eq!((asked[0].url.as_str(), asked[0].robots), (DANA, true));
    }
}

#[test]
fn a_refusal_to_programs_is_no_failure_and_tells_the_steps_too() {
    let refused = Failure::Robots("www.linkedin.com".into());
    let answer = Site::default().failing(DANA, refused).ask(QuestionKind::Profile, DANA);
    assert_eq!(answer.result, LookupResult::NotAsked);
    assert!(answer.why.unwrap().contains(NOT_VISIBLE.en));
    assert_eq!(answer.record["hand_in"]["why"]["en"], NOT_VISIBLE.en);
    let slow = Site::default().failing(DANA, Failure::TimedOut("www.linkedin.com".into()));
    assert_eq!(slow.ask(QuestionKind::Profile, DANA).result, LookupResult::Failed);
}

#[test]
fn gone_is_absent() {
    for answer in [status(404, "<h1>Page not found</h1>"), status(410, ""), file("profile/linkedin_member.html")] {
        let gone = ask(DANA, answer);
        assert_eq!((gone.result, &gone.record["gone"]), (LookupResult::Absent, &true.into()));
    }
    assert_eq!(ask(DANA, status(500, "")).result, LookupResult::Failed);
    assert_eq!(ask("not an address", status(200, "")).result, LookupResult::NotAsked);
}

#[test]
fn an_account_at_github_through_its_interface() {
    let site = Site::default().at("https://api.github.com/users/dreed-dev", file("profile/github_user.json"));
    let found = site.ask(QuestionKind::Profile, "github.com/dreed-dev");
    assert_eq!(found.asked, ["https://api.github.com/users/dreed-dev"]);
    assert_eq!((&found.record["name"], &found.record["employer"]), (&"Dana Reed".into(), &"acme-example".into()));
    assert_eq!(
        (&found.record["joined"], &found.record["headline"]),
        (&"2026-04-20T08:11:02Z".into(), &"I write small tools.".into())
    );
    let gone = Site::default().ask(QuestionKind::Profile, "https://github.com/dreed-dev");
    assert_eq!((gone.result, &gone.record["gone"]), (LookupResult::Absent, &true.into()));
}
