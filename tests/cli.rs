//! The program as people and other programs call it: exit codes, one clear line for bad input, JSON on stdout alone.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says by failing what is wrong")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// An ordinary first message of an employer's own recruiter.
const HONEST: &str = "Hello Robin,\n\nI recruit for Thales in Crawley. We are looking for a radar systems engineer; the role is posted on our careers site \
under R0221345. If you are interested, apply there or simply reply, and we can find a time for a call next week. There is no hurry.\n\nKind regards,\nHelen Marsh\n\
Talent Acquisition Partner, Thales UK\n";

/// A lure as published: a driver update to paste on the command prompt.
const HARMFUL: &str = "Thank you for joining the interview.\nYour camera is blocked by an outdated driver. Please copy the driver update command and paste it \
on the command prompt.\nAfter you ran it, please send me a screenshot of the result.\n";

/// `--offline` outranks `--online`, and a page of the contact's is not asked for without a word.
#[test]
fn one_switch_stops_all_questions() {
    let folder = tempfile::tempdir().unwrap();
    let message = folder.path().join("m.txt");
    std::fs::write(&message, HONEST).unwrap();
    let output = run(&["check", message.to_str().unwrap(), "--online", "--offline", "--json"]);
    let verdict: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(verdict.get("lookups").is_none(), "{verdict}");
    let tells = run(&["check", message.to_str().unwrap(), "--visit-contact"]);
    assert_eq!(code(&tells), 2);
}

fn bonafide(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bonafide"));
    command.args(arguments).env_remove("BONAFIDE_DB").env_remove("BONAFIDE_ORG").env("LANG", "C").env("LC_ALL", "C");
    command
}

fn run(arguments: &[&str]) -> Output {
    bonafide(arguments).output().unwrap()
}

fn piped(arguments: &[&str], input: &[u8]) -> Output {
    let mut child =
        bonafide(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The one line a failure is.
fn complaint(output: &Output) -> String {
    let line = text(&output.stderr);
    assert_eq!(line.trim_end().lines().count(), 1, "not one line: {line}");
    assert!(output.stdout.is_empty(), "something on stdout: {}", text(&output.stdout));
    line
}

fn file(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn json_is_the_contract_and_nothing_else() {
    let output = piped(&["check", "-", "--json", "--as-of", "2026-05-04T09:00:00Z"], HARMFUL.as_bytes());
    let verdict: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(output.stderr.is_empty());
    assert_eq!(code(&output), 30, "{verdict:#}");
    assert_eq!(verdict["schema"], "bonafide/verdict/1");
    assert_eq!(verdict["rating"], "stop");
    assert_eq!(verdict["as_of"], "2026-05-04T09:00:00Z");
    for field in [
        "score", "axes", "coverage", "topic", "stage", "stories", "contact", "findings", "missing", "next_steps",
        "artifacts", "engine", "reference", "lang",
    ] {
        assert!(!verdict[field].is_null(), "no {field}");
    }
    for field in ["names", "employers", "roles", "emails", "phones", "handles", "domains", "profile_urls"] {
        assert!(verdict["contact"][field].is_array(), "no contact.{field}");
    }
    for finding in verdict["findings"].as_array().unwrap() {
        assert!(!finding["cites"].as_array().unwrap().is_empty(), "a finding without a fact: {finding}");
        assert!(finding["cites"][0]["artifact"].as_str().unwrap().starts_with("sha256:"));
    }
}

#[test]
fn the_sum_can_be_redone_on_paper() {
    let output = piped(&["check", "-", "--json"], HARMFUL.as_bytes());
    let verdict: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut rest = 1.0;
    for axis in ["identity", "ask", "targeting"] {
        let line = &verdict["axes"][axis];
        let points = line["points"].as_f64().unwrap();
        let probability = 1.0 / (1.0 + 10f64.powf(-points / 10.0));
        assert!((probability - line["probability"].as_f64().unwrap()).abs() < 1e-3);
        rest *= 1.0 - probability;
        let counted =
            verdict["findings"].as_array().unwrap().iter().filter(|f| f["axis"] == axis && f["counted"] == true);
        let of = |wanted: &dyn Fn(&str) -> bool| {
            counted
                .clone()
                .filter(|f| wanted(f["strength"].as_str().unwrap()))
                .map(|f| f["points"].as_f64().unwrap())
                .sum::<f64>()
        };
        let (weak, good) = (of(&|s| s == "weak"), of(&|s| s == "reassuring"));
        let strong = of(&|s| s != "weak" && s != "reassuring");
        let sum = line["prior"].as_f64().unwrap() + strong + weak.min(6.0) + good.max(-12.0);
        assert!((sum - points).abs() < 0.02, "{axis}: {sum} is not {points}");
    }
    assert!((1.0 - rest - verdict["score"].as_f64().unwrap()).abs() < 1e-3);
}

#[test]
fn the_same_case_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), "m.txt", HARMFUL.as_bytes());
    let once = || run(&["check", path.to_str().unwrap(), "--json", "--as-of", "2026-05-04T09:00:00Z"]).stdout;
    assert_eq!(once(), once());
}

#[test]
fn exit_codes_by_rating() {
    assert_eq!(code(&piped(&["check", "-"], HONEST.as_bytes())), 0);
    assert_eq!(code(&piped(&["check", "-"], b"hi, how are you?")), 10);
    assert_eq!(code(&piped(&["check", "-"], HARMFUL.as_bytes())), 30);
    assert_eq!(code(&run(&["check"])), 2);
    assert_eq!(code(&run(&["check", "--no-such-option", "x"])), 2);
}

#[test]
fn both_languages_say_everything() {
    let english = text(&piped(&["check", "-", "--lang", "en"], HARMFUL.as_bytes()).stdout);
    let korean = text(&piped(&["check", "-", "--lang", "ko"], HARMFUL.as_bytes()).stdout);
    assert!(english.contains("STOP – report now") && english.contains("What to do"));
    assert!(korean.contains("중단 – 지금 신고하세요") && korean.contains("할 일"));
    // No English sentence is left over: every line of the card that isn't a quotation holds Hangul.
    let card = korean.split("분석가용").next().unwrap();
    for line in card
        .lines()
        .filter(|l| l.chars().filter(|c| c.is_alphabetic()).count() > 25 && !l.contains('“') && !l.contains('”'))
    {
        let hangul = line.chars().filter(|c| ('가'..='힣').contains(c)).count();
        assert!(hangul > 0 || HARMFUL.contains(line.trim()), "English in the Korean card: {line}");
    }
}

#[test]
fn nothing_the_contact_wrote_reaches_the_terminal_alive() {
    let hostile = "Hello,\u{1b}[2J\u{1b}]0;owned\u{7} please install https://evil.example/a.exe \u{202e}txt.exe and run it before the interview for the engineer role.";
    let report = text(&piped(&["check", "-"], hostile.as_bytes()).stdout);
    assert!(!report.contains('\u{1b}') && !report.contains('\u{7}') && !report.contains('\u{202e}'));
    assert!(!report.contains("https://evil.example"), "{report}");
}

#[test]
fn bad_input_is_one_clear_line() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let missing = run(&["check", &at("missing.eml")]);
    assert_eq!(code(&missing), 1);
    assert!(complaint(&missing).contains("no such file"));
    file(folder.path(), "empty.eml", b"");
    let empty = run(&["check", &at("empty.eml")]);
    assert_eq!(code(&empty), 1);
    assert!(complaint(&empty).contains("empty"));
    std::fs::create_dir(folder.path().join("nothing")).unwrap();
    let nothing = run(&["check", &at("nothing")]);
    assert_eq!(code(&nothing), 1);
    assert!(complaint(&nothing).contains("folder is empty"));
    let url = run(&["check", "https://linkedin.com/in/somebody"]);
    assert_eq!(code(&url), 1);
    assert!(complaint(&url).contains("not visited"));
    let measured = run(&["eval", folder.path().to_str().unwrap(), "--online"]);
    assert_eq!(code(&measured), 2);
    assert!(complaint(&measured).contains("recorded look-ups"));
    let symbols = run(&["check", file(folder.path(), "x.txt", b"....!!!!").to_str().unwrap()]);
    assert_eq!(code(&symbols), 1);
    assert!(complaint(&symbols).contains("no text"));
    let org = run(&[
        "check",
        file(folder.path(), "m.txt", HONEST.as_bytes()).to_str().unwrap(),
        "--org",
        file(folder.path(), "org.toml", b"nme = 1").to_str().unwrap(),
    ]);
    assert_eq!(code(&org), 1);
    assert!(complaint(&org).contains("init-org"));
}

#[cfg(unix)]
#[test]
fn sockets_and_huge_files_are_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("s.sock");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let refused = run(&["check", socket.to_str().unwrap()]);
    assert_eq!(code(&refused), 1);
    assert!(complaint(&refused).contains("not a file"));
    let huge = folder.path().join("huge.eml");
    std::fs::File::create(&huge).unwrap().set_len(2 << 30).unwrap();
    let start = std::time::Instant::now();
    let refused = run(&["check", huge.to_str().unwrap()]);
    assert_eq!(code(&refused), 1);
    assert!(complaint(&refused).contains("larger than 64 MiB"));
    assert!(start.elapsed().as_secs() < 5);
}

#[test]
fn a_partly_readable_submission_is_judged_and_says_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let good = file(folder.path(), "m.txt", HONEST.as_bytes());
    let output = run(&["check", good.to_str().unwrap(), folder.path().join("gone.pdf").to_str().unwrap(), "--json"]);
    let verdict: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(verdict["missing"].as_array().unwrap().iter().any(|m| m["why"].as_str().unwrap().contains("gone.pdf")));
    // A mail cut in the middle of an attachment is read as far as it goes.
    let cut = b"From: Dana <dana@acme.example>\r\nSubject: Role\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nWe have an opening for a test engineer in our team.\r\n--b\r\nContent-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\nUEsDBBQAAAAIAA";
    let output = run(&["check", file(folder.path(), "cut.eml", cut).to_str().unwrap(), "--json"]);
    let verdict: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(verdict["contact"]["emails"][0], "dana@acme.example");
    assert!(
        verdict["missing"].as_array().unwrap().iter().any(|m| m["why"].as_str().unwrap().contains("a.zip")),
        "{verdict:#}"
    );
}

#[test]
fn a_mailbox_gives_one_object_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let mail = |n: u32| {
        format!(
            "From a@x.example Tue Aug  6 12:00:00 2002\nFrom: Dana <dana{n}@acme.example>\nMessage-ID: <{n}@x>\nSubject: Role {n}\n\nWe are hiring an engineer.\n\n"
        )
    };
    let mbox = file(folder.path(), "inbox.mbox", (mail(1) + &mail(2)).as_bytes());
    let lines = text(&run(&["check", mbox.to_str().unwrap(), "--json"]).stdout);
    let emails: Vec<String> = lines
        .lines()
        .map(|l| serde_json::from_str::<Value>(l).unwrap()["contact"]["emails"][0].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(emails, ["dana1@acme.example", "dana2@acme.example"]);
}

#[test]
fn what_is_stored_is_found_again_and_can_be_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let db = format!("sqlite:{}", folder.path().join("b.sqlite").display());
    let check = |name: &str, words: &str, store: bool| {
        let path = file(folder.path(), name, words.as_bytes());
        let mut arguments = vec!["check", path.to_str().unwrap(), "--json", "--db", &db];
        if store {
            arguments.push("--store");
        }
        serde_json::from_slice::<Value>(&run(&arguments).stdout).unwrap()
    };
    let first = "Hello, I am Dana Whitfield, recruiter at Northwind Search. We have a role for a guidance engineer. Call me at +44 20 7946 1234 or +82 10-9876-5432.";
    let second = "Hello, I am Rashid Okafor, recruiter at Brightway Talent. There is an opening for a sonar engineer. Please call +82 10-9876-5432.";
    check("1.txt", first, true);
    let verdict = check("2.txt", second, true);
    let codes: Vec<&str> = verdict["findings"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|f| f["codes"].as_array().unwrap())
        .filter_map(Value::as_str)
        .collect();
    assert!(codes.contains(&"PH-6"), "{verdict:#}");
    let listed = text(&run(&["list", "--db", &db, "--json"]).stdout);
    assert_eq!(listed.lines().count(), 2);
    assert_eq!(code(&run(&["show", "2", "--db", &db])), verdict_code(&verdict));
    assert_eq!(code(&run(&["forget", "1", "--db", &db])), 0);
    assert_eq!(text(&run(&["list", "--db", &db, "--json"]).stdout).lines().count(), 1);
    assert_eq!(code(&run(&["forget", "1", "--db", &db])), 1);
    // Handing in the same thing again is the same submission.
    check("2.txt", second, true);
    assert_eq!(text(&run(&["list", "--db", &db, "--json"]).stdout).lines().count(), 1);
}

fn verdict_code(verdict: &Value) -> i32 {
    match verdict["rating"].as_str().unwrap() {
        "ordinary" => 0,
        "unknown" => 10,
        "verify" => 20,
        _ => 30,
    }
}

#[test]
fn init_org_writes_what_check_reads() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("org.toml");
    assert_eq!(code(&run(&["init-org", path.to_str().unwrap()])), 0);
    assert_eq!(code(&run(&["init-org", path.to_str().unwrap()])), 2, "an existing file is not replaced");
    assert_eq!(code(&piped(&["check", "-", "--org", path.to_str().unwrap()], HONEST.as_bytes())), 0);
}

#[test]
fn help_pages_have_examples_and_generated_things_are_there() {
    let help = text(&run(&["--help"]).stdout);
    for command in ["check", "eval", "explain", "init-org", "list", "show", "forget", "train", "completions", "man"] {
        assert!(help.contains(command), "{command} is not in the help");
        let page = text(&run(&[command, "--help"]).stdout);
        assert!(page.contains("Example"), "{command} --help has no example");
    }
    assert!(text(&run(&["completions", "bash"]).stdout).contains("bonafide"));
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(code(&run(&["man", folder.path().to_str().unwrap()])), 0);
    assert!(folder.path().join("bonafide-check.1").is_file());
}

#[test]
fn pictures_that_are_bombs_are_named_and_the_rest_is_judged() {
    let folder = tempfile::tempdir().unwrap();
    let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x75\x30\0\0\x75\x30\x08\x02\0\0\0\x26\x1f\x0a\x9c".to_vec();
    bomb.resize(4096, 0);
    let message = file(folder.path(), "m.txt", HONEST.as_bytes());
    let bomb = file(folder.path(), "portrait.png", &bomb);
    let database = format!("sqlite:{}", folder.path().join("b.sqlite").display());
    let output = run(&["check", message.to_str().unwrap(), bomb.to_str().unwrap(), "--json", "--db", &database]);
    let verdict: Value = serde_json::from_slice(&output.stdout).unwrap();
    let missing = verdict["missing"].as_array().unwrap();
    assert!(missing.iter().any(|m| m["why"].as_str().unwrap().contains("could not be looked at")), "{verdict:#}");
    let refused = run(&["photos", "add", "--staff", "--name", "Dana Reed", "--db", &database, bomb.to_str().unwrap()]);
    assert_eq!(code(&refused), 1);
    assert!(complaint(&refused).contains("portrait.png"));
    assert_eq!(code(&run(&["photos", "add", "--db", &database, bomb.to_str().unwrap()])), 2);
}

#[test]
fn explain_knows_every_signal_and_code() {
    let list = text(&run(&["explain"]).stdout);
    assert!(list.contains("lookalike-domain") && list.contains("EM-1"));
    for wanted in ["lookalike-domain", "EM-1", "ms-1"] {
        assert!(text(&run(&["explain", wanted]).stdout).contains("## What it cannot tell"), "{wanted}");
    }
    let unknown = run(&["explain", "lookalike-domian"]);
    assert_eq!(code(&unknown), 2);
    assert!(complaint(&unknown).contains("lookalike-domain"));
}

#[test]
fn lists_can_be_overlaid_and_a_list_without_a_source_does_not_load() {
    let folder = tempfile::tempdir().unwrap();
    let hosts = folder.path().join("reference/hosts");
    std::fs::create_dir_all(&hosts).unwrap();
    std::fs::write(hosts.join("freemail.txt"), "# title: t\nmail.example\n").unwrap();
    let refused = piped(&["check", "-", "--data", folder.path().to_str().unwrap()], HONEST.as_bytes());
    assert_eq!(code(&refused), 1);
    assert!(complaint(&refused).contains("reference/hosts/freemail.txt"));
    std::fs::write(
        hosts.join("freemail.txt"),
        "# title: t\n# source: s\n# licence: l\n# retrieved: 2026-01-01\n# refresh: r\nmail.example\n",
    )
    .unwrap();
    assert_eq!(code(&piped(&["check", "-", "--data", folder.path().to_str().unwrap()], HONEST.as_bytes())), 0);
}

#[cfg(unix)]
#[test]
fn hostile_containers_are_bounded_in_time_and_reported() {
    let folder = tempfile::tempdir().unwrap();
    // An Outlook item of rubbish, and a compound file whose sectors point at themselves: the child may die, the program may not.
    let mut rubbish = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    rubbish.extend(std::iter::repeat_n(0x41, 4096));
    let output = run(&["check", file(folder.path(), "x.msg", &rubbish).to_str().unwrap()]);
    assert_eq!(code(&output), 1);
    assert!(complaint(&output).contains("x.msg"));
    let mail = "From: Dana <dana@acme.example>\r\nSubject: Role\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nWe are hiring an engineer, the description is attached.\r\n--b\r\nContent-Type: application/pdf; name=JD.pdf\r\n\r\n%PDF-1.7\r\n/Encrypt\r\n--b--\r\n";
    let output = run(&["check", file(folder.path(), "m.eml", mail.as_bytes()).to_str().unwrap(), "--json"]);
    let verdict: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(
        verdict["missing"].as_array().unwrap().iter().any(|m| m["why"].as_str().unwrap().contains("JD.pdf")),
        "{verdict:#}"
    );
}
