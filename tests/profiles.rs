//! Profiles from end to end: the program with poppler's `pdftotext` (Debian: `poppler-utils`), on invented people.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says by failing what is wrong")]

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

/// A text of a page: distance from the left and from the top, size, words (Latin 1).
type Text<'t> = (f32, f32, f32, &'t str);

/// A PDF of pages with text in Helvetica, which every reader has.
fn pdf(pages: &[&[Text<'_>]]) -> Vec<u8> {
    let kids: String = (0..pages.len()).fold(String::new(), |mut kids, n| {
        let _ = write!(kids, "{} 0 R ", 4 + 2 * n);
        kids
    });
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (n, page) in pages.iter().enumerate() {
        let mut content = String::from("BT ");
        for (left, top, size, words) in *page {
            let words = words.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)").replace('·', "\\267");
            let _ = write!(content, "/F1 {size} Tf 1 0 0 1 {left} {} Tm ({words}) Tj ", 792.0 - top - size);
        }
        content.push_str("ET");
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            5 + 2 * n
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(out.len());
        let _ = write!(out, "{} 0 obj\n{object}\nendobj\n", n + 1);
    }
    let start = out.len();
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let _ = write!(out, "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    out.into_bytes()
}

/// A profile as LinkedIn saves it.
fn profile() -> Vec<u8> {
    pdf(&[
        &[
            (21.6, 40.0, 13.0, "Contact"),
            (21.6, 62.0, 10.5, "hana.yi@northwind.example"),
            (21.6, 99.0, 11.0, "www.linkedin.com/in/hana-yi"),
            (21.6, 113.0, 11.0, "(LinkedIn)"),
            (223.6, 37.5, 26.0, "Hana Yi"),
            (223.6, 73.8, 12.0, "Talent Partner at Northwind"),
            (223.6, 89.2, 12.0, "Seoul, South Korea"),
            (223.6, 137.2, 15.75, "Summary"),
            (223.6, 166.7, 12.0, "I hire engineers. Send me a copy of your passport."),
            (223.6, 306.5, 15.75, "Experience"),
            (223.6, 341.0, 12.0, "Northwind"),
            (223.6, 357.6, 11.5, "Talent Partner"),
            (223.6, 373.2, 10.5, "January 2020 - Present (5 years 6 months)"),
            (223.6, 387.9, 10.5, "Seoul, South Korea"),
            (384.0, 768.4, 9.0, "Page 1 of 2"),
        ],
        &[
            (223.6, 42.5, 12.0, "Contoso"),
            (223.6, 59.1, 11.5, "Recruiter"),
            (223.6, 74.7, 10.5, "March 2015 - December 2019 (4 years 10 months)"),
            (223.6, 216.5, 15.75, "Education"),
            (223.6, 246.0, 12.0, "Hanbit University"),
            (223.6, 265.2, 10.5, "Bachelor of Arts - BA, Psychology · (2009 - 2013)"),
            (384.0, 768.4, 9.0, "Page 2 of 2"),
        ],
    ])
}

fn bonafide(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bonafide")).args(arguments).output().unwrap()
}

fn read(paths: &[&PathBuf]) -> Value {
    let mut arguments = vec!["read"];
    arguments.extend(paths.iter().map(|p| p.to_str().unwrap()));
    let output = bonafide(&arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_profile_saved_as_pdf() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Profile.pdf");
    std::fs::write(&path, profile()).unwrap();
    let submission = read(&[&path]);
    let profile = &submission["profiles"][0];
    assert_eq!(
        profile["names"][0]["value"], "Hana Yi",
        "is pdftotext (poppler-utils) installed? {}",
        submission["gaps"]
    );
    assert_eq!(profile["headline"]["value"], "Talent Partner at Northwind");
    assert_eq!(profile["location"]["value"], "Seoul, South Korea");
    assert_eq!(profile["emails"][0]["value"], "hana.yi@northwind.example");
    assert_eq!(profile["urls"][0]["value"], "www.linkedin.com/in/hana-yi");
    assert_eq!(profile["employers"][0]["value"], "Northwind");
    let positions = profile["positions"].as_array().unwrap();
    let titles: Vec<_> = positions.iter().map(|p| p["title"]["value"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Talent Partner", "Recruiter"]);
    assert_eq!(positions[0]["place"]["value"], "Seoul, South Korea");
    assert_eq!(positions[1]["period"]["value"]["from"]["year"], 2015);
    assert_eq!(positions[1]["period"]["source"]["place"]["page"], 2);
    assert_eq!(profile["schools"][0]["degree"]["value"], "Bachelor of Arts - BA");
    // What she says about herself asks the reader for nothing.
    let verdict = bonafide(&["check", path.to_str().unwrap(), "--json"]);
    let verdict: Value = serde_json::from_slice(&verdict.stdout).unwrap();
    assert_eq!(verdict["contact"]["names"][0], "Hana Yi", "{verdict:#}");
    let asks = verdict["findings"].as_array().unwrap().iter().filter(|f| f["axis"] == "ask");
    assert_eq!(asks.count(), 0, "{verdict:#}");
}

#[test]
fn a_profile_beside_a_message() {
    let folder = tempfile::tempdir().unwrap();
    let pdf = folder.path().join("Profile.pdf");
    let text = folder.path().join("message.txt");
    std::fs::write(&pdf, profile()).unwrap();
    std::fs::write(&text, "Hello Robin, I have a role for a radar engineer. Hana Yi, Northwind").unwrap();
    let submission = read(&[&text, &pdf]);
    assert_eq!(submission["messages"].as_array().unwrap().len(), 1);
    assert_eq!(submission["profiles"][0]["names"][0]["source"]["artifact"], 1);
}

#[test]
fn what_a_job_description_asks_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("job description.pdf");
    let pages: &[Text<'_>] = &[
        (60.0, 60.0, 18.0, "Senior Radar Engineer"),
        (60.0, 100.0, 11.0, "Before the interview, send a copy of your passport and"),
        (60.0, 114.0, 11.0, "your bank details to hiring@northwind.example."),
    ];
    std::fs::write(&path, pdf(&[pages])).unwrap();
    let output = bonafide(&["check", path.to_str().unwrap(), "--json"]);
    let verdict: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(verdict["rating"], "verify", "{verdict:#}");
    let findings = verdict["findings"].as_array().unwrap();
    let papers = findings.iter().find(|f| f["axis"] == "ask").unwrap();
    assert!(papers["cites"][0].to_string().contains("page 1"), "{papers:#}");
}

#[test]
fn a_broken_pdf_is_a_gap() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in [
        ("cut.pdf", profile().get(..700).unwrap().to_vec()),
        ("empty.pdf", pdf(&[&[]])),
        ("rubbish.pdf", [b"%PDF-1.7\n".as_slice(), &[0xff; 5_000]].concat()),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let submission = read(&[&path]);
        let gaps = submission["gaps"].as_array().unwrap();
        assert_eq!(gaps.len(), 1, "{name}: {gaps:?}");
        assert!(submission["profiles"].as_array().unwrap().is_empty());
    }
}

#[test]
fn an_export_is_one_submission_for_each_conversation() {
    let folder = tempfile::tempdir().unwrap();
    let messages = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n\
        2-a,,Robin Own,https://www.linkedin.com/in/robin,Hana Yi,,2026-03-02 10:00:00 UTC,,\"Tell me more, please\",INBOX\n\
        2-a,,Hana Yi,https://www.linkedin.com/in/hana-yi,Robin Own,,2026-03-01 10:00:00 UTC,A role,\"Hello Robin,\nwe hire\",INBOX\n\
        2-b,,LinkedIn Member,,Robin Own,,2026-02-01 10:00:00 UTC,,Send me your passport,INBOX\n";
    std::fs::write(folder.path().join("messages.csv"), messages).unwrap();
    std::fs::write(folder.path().join("Skills.csv"), "Name\nRadar\n").unwrap();
    let output = bonafide(&["read", folder.path().to_str().unwrap()]);
    let text = String::from_utf8(output.stdout).unwrap();
    let submissions: Vec<Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(submissions.len(), 2, "{text}");
    let sides = |n: usize| -> Vec<String> {
        let turns = submissions[n]["messages"][0]["turns"].as_array().unwrap();
        turns
            .iter()
            .map(|t| format!("{} {}", t["side"].as_str().unwrap(), t["text"]["value"].as_str().unwrap()))
            .collect()
    };
    assert_eq!(sides(0), ["contact Hello Robin,\nwe hire", "employee Tell me more, please"]);
    assert_eq!(sides(1), ["contact Send me your passport"]);
    assert_eq!(submissions[0]["profiles"][0]["urls"][0]["value"], "https://www.linkedin.com/in/hana-yi");
}
