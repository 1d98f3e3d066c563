//! What a verdict says of schools: a question for people (catalogue AC-3), the same for every applicant.

#![allow(clippy::unwrap_used, reason = "a test says by failing what is wrong")]

use analyzer::analyze;
use analyzer::case::{
    Artifact, ArtifactKind, Case, ContactRole, Fact, Lang, Place, Profile, School, Source, Submission,
};
use analyzer::reference::Reference;
use analyzer::verdict::Rating;

/// A case of a profile alone with one school.
fn case(role: ContactRole, name: &str) -> Case {
    let mut submission = Submission::default();
    let artifact = submission.add_artifact(Artifact::of("profile", ArtifactKind::Page, b"profile"));
    let text = |value: &str| Some(Fact::text(value, Source { artifact, place: Place::Property("school".to_owned()) }));
    let school = School { name: text(name), degree: text("BSc"), field: text("Mechanical Engineering"), period: None };
    submission.profiles.push(Profile { schools: vec![school], ..Profile::default() });
    Case { role, ..Case::alone(submission, "2026-05-04T09:00:00Z".parse().unwrap()) }
}

#[test]
fn an_applicants_school_is_asked_about_by_name_and_site() {
    let reference = Reference::embedded().unwrap();
    let steps = analyze(&case(ContactRole::Applicant, "University of Oxford"), &reference).next_steps.join("\n");
    assert!(steps.contains("University of Oxford") && steps.contains("ox.ac.uk"), "{steps}");
    assert!(steps.contains("Mechanical Engineering"), "{steps}");
    let korean = Case { lang: Lang::Ko, ..case(ContactRole::Applicant, "서울대학교") };
    let steps = analyze(&korean, &reference).next_steps.join("\n");
    assert!(steps.contains("서울대학교") && steps.contains("snu.ac.kr"), "{steps}");
}

#[test]
fn a_recruiters_school_is_asked_about_only_where_something_stood_out() {
    let reference = Reference::embedded().unwrap();
    let quiet = analyze(&case(ContactRole::Recruiter, "University of Oxford"), &reference);
    assert!(!quiet.next_steps.join("\n").contains("registrar"));
    let sold = analyze(&case(ContactRole::Recruiter, "Belford University"), &reference);
    assert!(sold.next_steps.join("\n").contains("registrar"));
}

#[test]
fn schools_of_equal_standing_make_no_difference() {
    let reference = Reference::embedded().unwrap();
    let verdict = |school: &str| {
        let verdict = analyze(&case(ContactRole::Applicant, school), &reference);
        (verdict.rating, verdict.score)
    };
    let first = verdict("University of Oxford");
    for school in
        ["서울대학교", "Tsinghua University", "Indian Institute of Science", "University of Lagos", "육군사관학교"]
    {
        assert_eq!(verdict(school), first, "{school}");
    }
    // Not even a school that no list knows, or one that sells degrees, makes more than a question.
    assert!(matches!(verdict("University of Lindenwick").0, Rating::Unknown | Rating::Ordinary));
    assert_ne!(verdict("Belford University").0, Rating::Stop);
}
