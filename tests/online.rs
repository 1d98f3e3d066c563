//! `check --online`, end to end: the program itself, against the little internet of `tests/internet`.
//!
//! The cases of `tests/online` have the form of those in `tests/cases`, with two keys more: `ratings` are what is
//! accepted with `--online`, `offline` what is accepted without; `unchanged` marks those in which nothing can be found
//! that says anything. What was found must have changed the verdict in most of the others; what was not found, or failed,
//! must not have cost anybody anything; and no host of the contact's may have heard of it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says by failing what is wrong")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;

use internet::{Internet, Whose};
use serde::Deserialize;
use serde_json::Value;

/// How many verdicts what is found online must change at least.
const CHANGED: usize = 30;

/// `case.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "part of the format; read by people")]
struct Case {
    label: String,
    kind: String,
    as_of: String,
    lang: String,
    ratings: Vec<String>,
    /// Ratings accepted when nothing is asked.
    offline: Vec<String>,
    /// Whether what is found must not change the verdict: nothing can be learnt, or it says nothing.
    #[serde(default)]
    unchanged: bool,
    #[serde(default)]
    codes: Vec<String>,
    #[serde(default)]
    forbidden: Vec<String>,
    artifacts: Vec<String>,
    #[serde(rename = "as", default)]
    role: Option<String>,
    origin: String,
    note: String,
    #[serde(skip)]
    id: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/online")
}

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(path.join("case.toml")).unwrap();
            let case: Case = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            Case { id: path.file_name().unwrap().to_string_lossy().into_owned(), ..case }
        })
        .collect();
    cases.sort_by(|a, b| a.id.cmp(&b.id));
    cases
}

/// Where a run finds its lists and settings: those of the little internet.
struct Place {
    folder: tempfile::TempDir,
    config: PathBuf,
    lists: PathBuf,
}

impl Place {
    fn of(internet: &Internet) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = internet.write_config(folder.path());
        let lists = internet.write_data(folder.path());
        Self { folder, config, lists }
    }

    /// The arguments of `check` for a case.
    fn arguments(&self, case: &Case, more: &[&str]) -> Vec<String> {
        let at = folder().join(&case.id);
        let mut all = vec!["check".to_owned(), "--json".to_owned()];
        all.extend(["--as-of".to_owned(), case.as_of.clone(), "--lang".to_owned(), case.lang.clone()]);
        all.extend(["--data".to_owned(), self.lists.display().to_string()]);
        // Settings alone ask nothing: only --online does.
        all.extend(["--lookup-config".to_owned(), self.config.display().to_string()]);
        all.extend(["--db".to_owned(), format!("sqlite:{}", self.folder.path().join("kept.sqlite").display())]);
        if let Some(role) = &case.role {
            all.extend(["--as".to_owned(), role.clone()]);
        }
        if at.join("org.toml").is_file() {
            all.extend(["--org".to_owned(), at.join("org.toml").display().to_string()]);
        }
        all.extend(more.iter().map(|&word| word.to_owned()));
        all.extend(case.artifacts.iter().map(|name| at.join(name).display().to_string()));
        all
    }

    fn check(&self, case: &Case, more: &[&str]) -> Value {
        let output = quiet(Command::new(env!("CARGO_BIN_EXE_bonafide")).args(self.arguments(case, more)));
        serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|_| panic!("{}: {}", case.id, String::from_utf8_lossy(&output.stderr)))
    }
}

/// Runs it without what a developer's environment says.
fn quiet(command: &mut Command) -> Output {
    for name in ["BONAFIDE_ORG", "BONAFIDE_DB", "BONAFIDE_OFFLINE", "BONAFIDE_LOOKUP_CONFIG"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null()).output().unwrap()
}

fn rating(verdict: &Value) -> &str {
    verdict["rating"].as_str().unwrap_or_default()
}

/// Signals, strengths and points of the findings that count: what a verdict stands on.
fn counted(verdict: &Value) -> BTreeSet<String> {
    let findings = verdict["findings"].as_array().unwrap();
    findings
        .iter()
        .filter(|f| f["counted"] == true)
        .map(|f| format!("{} {} {}", f["signal"], f["strength"], f["points"]))
        .collect()
}

/// Whether a verdict stands on other findings, or came out otherwise. Coverage is no part of it.
fn differ(before: &Value, after: &Value) -> bool {
    rating(before) != rating(after) || counted(before) != counted(after)
}

/// Codes of counted findings that are more than weak and not reassuring.
fn cited(verdict: &Value) -> BTreeSet<String> {
    let findings = verdict["findings"].as_array().unwrap().iter();
    findings
        .filter(|f| f["counted"] == true && !matches!(f["strength"].as_str(), Some("weak" | "reassuring")))
        .flat_map(|f| f["codes"].as_array().unwrap())
        .filter_map(|code| code.as_str().map(str::to_owned))
        .collect()
}

/// Does something for each case, on as many threads as there are processors; answers in the cases' order.
fn for_each<T: Send>(cases: &[Case], work: impl Fn(&Case) -> T + Sync) -> Vec<T> {
    let next = Mutex::new(cases.iter().enumerate());
    let done = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let Some((at, case)) = next.lock().unwrap().next() else { return };
                    let result = work(case);
                    done.lock().unwrap().insert(at, result);
                }
            });
        }
    });
    done.into_inner().unwrap().into_values().collect()
}

#[test]
fn what_is_found_online_changes_the_verdicts() {
    let internet = Internet::start();
    let place = Place::of(&internet);
    let cases = cases();

    let offline = for_each(&cases, |case| place.check(case, &[]));
    // Settings were named, and nothing was asked: neither a name nor a page, and no connection was opened.
    assert_eq!(internet.seen(), [], "requests left without --online");
    assert_eq!(internet.names_asked(), [], "names were asked for without --online");
    assert_eq!(internet.connections(), [], "connections were opened without --online");

    let online = for_each(&cases, |case| place.check(case, &["--online"]));
    let (mut faults, mut table, mut changed) = (Vec::new(), String::new(), 0);
    for ((case, before), after) in cases.iter().zip(&offline).zip(&online) {
        let id = &case.id;
        let changes = differ(before, after);
        changed += usize::from(changes);
        let (was, is) = (rating(before), rating(after));
        writeln!(
            table,
            "{} {:<13} {id:<40} {was:>8} {:.2} → {is:<8} {:.2}  {}",
            if changes { "≠" } else { "=" },
            case.label,
            before["score"].as_f64().unwrap(),
            after["score"].as_f64().unwrap(),
            counted(after).difference(&counted(before)).cloned().collect::<Vec<_>>().join(", ")
        )
        .unwrap();
        if !case.offline.iter().any(|accepted| accepted == was) {
            faults.push(format!("{id}: {was} offline, accepts {:?}", case.offline));
        }
        if !case.ratings.iter().any(|accepted| accepted == is) {
            faults.push(format!("{id}: {is} online, accepts {:?}", case.ratings));
        }
        if case.label == "genuine" && is == "stop" {
            faults.push(format!("{id}: an honest contact is told to stop"));
        }
        let wrong: Vec<&String> = case.forbidden.iter().filter(|code| cited(after).contains(*code)).collect();
        if !wrong.is_empty() {
            faults.push(format!("{id}: wrongly cites {wrong:?}"));
        }
        if changes && case.unchanged {
            faults.push(format!("{id}: changed, although nothing that says anything could be found"));
        }
        if after["lookups"].as_array().is_none_or(Vec::is_empty) {
            faults.push(format!("{id}: nothing is told of what was asked"));
        }
    }
    println!("{table}\n{changed} of {} verdicts change", cases.len());
    assert!(faults.is_empty(), "{}\n{table}", faults.join("\n"));
    assert!(changed >= CHANGED, "only {changed} verdicts change\n{table}");

    // Nobody whom the contact may control heard of any of it.
    let told: BTreeSet<String> = internet
        .seen()
        .into_iter()
        .filter(|s| matches!(s.whose, Whose::Contact | Whose::Hostile))
        .map(|s| s.host)
        .collect();
    assert!(told.is_empty(), "hosts of the contact's were visited: {told:?}");
    assert!(internet.seen().iter().any(|s| s.whose == Whose::Employer), "no employer's site was read");
    assert!(internet.seen().iter().any(|s| s.whose == Whose::Service), "no service was asked");
    for seen in internet.seen() {
        let agent = seen.header("user-agent").unwrap_or_default();
        assert!(agent.starts_with("Bonafide/"), "{} was asked by {agent:?}", seen.host);
        for private in ["cookie", "authorization", "referer"] {
            assert_eq!(seen.header(private), None, "{private} was sent to {}", seen.host);
        }
    }
}

/// A case with a link of the contact's.
fn with_a_link() -> Case {
    cases().into_iter().find(|case| case.id == "stranger-with-a-portal").unwrap()
}

const PORTAL: &str = "portal.candidate-desk.example";

#[test]
fn the_contact_is_visited_only_when_the_operator_says_so() {
    let internet = Internet::start();
    let place = Place::of(&internet);
    let case = with_a_link();
    let visited =
        |internet: &Internet| internet.seen().iter().any(|s| s.host == PORTAL && s.path.starts_with("/p/77120"));

    let careful = place.check(&case, &["--online"]);
    assert!(!internet.seen().iter().any(|s| s.whose == Whose::Contact), "the contact was visited");
    assert!(!internet.names_asked().iter().any(|n| n.name == PORTAL), "the contact's own name server was asked");
    let told = careful["lookups"].as_array().unwrap();
    let page = told.iter().find(|l| l["kind"] == "page").unwrap();
    assert_eq!(page["result"], "not-asked", "{page}");
    assert!(page["why"].as_str().unwrap().contains("tell the contact"), "{page}");

    place.check(&case, &["--online", "--visit-contact"]);
    assert!(visited(&internet), "the contact was not visited although the operator allowed it");
}

#[test]
fn offline_is_stronger_than_online() {
    let internet = Internet::start();
    let place = Place::of(&internet);
    let verdict = place.check(&with_a_link(), &["--online", "--visit-contact", "--offline"]);
    assert_eq!(internet.seen(), []);
    assert_eq!(internet.names_asked(), []);
    assert!(verdict["lookups"].as_array().is_none_or(Vec::is_empty), "{}", verdict["lookups"]);
}

/// An internet that is down altogether: nothing listens where names are asked.
#[test]
fn what_cannot_be_asked_costs_nobody_anything() {
    let internet = Internet::start();
    let place = Place::of(&internet);
    let text = fs::read_to_string(&place.config).unwrap();
    let dead = text.replace(&internet.resolver().to_string(), "127.80.0.54:9").replace("seconds = 3", "seconds = 1");
    fs::write(&place.config, dead).unwrap();
    let cases: Vec<Case> = cases().into_iter().step_by(6).collect();
    let verdicts = for_each(&cases, |case| (place.check(case, &[]), place.check(case, &["--online"])));
    for (case, (before, after)) in cases.iter().zip(&verdicts) {
        assert!(!differ(before, after), "{}: {} → {}", case.id, rating(before), rating(after));
        for lookup in after["lookups"].as_array().unwrap() {
            assert!(matches!(lookup["result"].as_str(), Some("failed" | "not-asked")), "{}: {lookup}", case.id);
            assert!(lookup["why"].is_string(), "{}: {lookup}", case.id);
        }
    }
    assert_eq!(internet.connections(), []);
}

/// What the kernel counted in a network namespace of its own.
#[derive(Debug, PartialEq, Eq)]
struct Attempts {
    counters: BTreeMap<String, u64>,
}

impl Attempts {
    /// Runs a command in an empty network namespace, in which every attempt to reach anybody, be it on loopback, has no
    /// route; the kernel counts them there. None where namespaces are not allowed to whoever runs this.
    fn of(command: &[String]) -> Option<Self> {
        // The shell prints the counters behind whatever the command prints, in the same namespace.
        let script = "\"$@\" >/dev/null 2>&1; cat /proc/net/snmp; cat /proc/net/snmp6 2>/dev/null || true";
        let output = quiet(
            Command::new("unshare")
                .args(["--user", "--map-root-user", "--net", "sh", "-c", script, "sh"])
                .args(command),
        );
        output.status.success().then(|| Self { counters: counters(&String::from_utf8_lossy(&output.stdout)) })
    }

    fn all(&self) -> u64 {
        self.counters.values().sum()
    }
}

/// The counters that an attempt to reach anybody raises. `/proc/net/snmp` has a line of names and one of values for each
/// protocol, `/proc/net/snmp6` a name and a value on each line.
fn counters(text: &str) -> BTreeMap<String, u64> {
    const RAISED: [&str; 8] = [
        "Ip:OutRequests", "Ip:OutNoRoutes", "Tcp:ActiveOpens", "Udp:OutDatagrams", "Ip6OutRequests", "Ip6OutNoRoutes",
        "Udp6OutDatagrams", "Icmp:OutMsgs",
    ];
    let mut all = BTreeMap::new();
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split_whitespace().collect()).collect();
    for pair in lines.windows(2) {
        let [names, values] = pair else { continue };
        if names.first() == values.first() {
            for (name, value) in names.iter().zip(values).skip(1) {
                all.insert(format!("{}{name}", names.first().unwrap()), value.parse().unwrap_or(0));
            }
        }
    }
    for line in &lines {
        if let [name, value] = line.as_slice() {
            all.insert((*name).to_owned(), value.parse().unwrap_or(0));
        }
    }
    all.retain(|name, _| RAISED.contains(&name.as_str()));
    all
}

#[test]
fn no_connection_leaves_without_online() {
    let internet = Internet::start();
    let place = Place::of(&internet);
    let program = env!("CARGO_BIN_EXE_bonafide").to_owned();
    let run = |case: &Case, more: &[&str]| {
        let mut command = vec![program.clone()];
        command.extend(place.arguments(case, more));
        Attempts::of(&command)
    };
    let case = with_a_link();
    // It can fail: with --online the kernel does count attempts.
    let Some(online) = run(&case, &["--online"]) else {
        println!("SKIPPED: network namespaces are not allowed here; the other tests of this file still hold");
        return;
    };
    assert!(online.all() > 0, "the kernel counts nothing here, so this proves nothing: {online:?}");
    assert!(online.counters.contains_key("Ip:OutNoRoutes"), "{online:?}");

    let cases = cases();
    let attempts = for_each(&cases, |case| run(case, &[]).unwrap());
    for (case, attempts) in cases.iter().zip(attempts) {
        assert_eq!(attempts.all(), 0, "{}: something left: {attempts:?}", case.id);
    }
    assert_eq!(run(&case, &["--online", "--offline"]).unwrap().all(), 0, "something left with --offline");
}

#[test]
fn the_cases_are_of_all_kinds() {
    let cases = cases();
    assert!(cases.len() >= 40, "only {} cases", cases.len());
    let count = |test: &dyn Fn(&Case) -> bool| cases.iter().filter(|case| test(case)).count();
    for (label, least) in [("hostile", 18), ("genuine", 16), ("undetermined", 3)] {
        assert!(count(&|c| c.label == label) >= least, "{label}");
    }
    assert!(count(&|c| c.lang == "ko") >= 12);
    for case in &cases {
        assert!(case.label != "genuine" || !case.ratings.contains(&"stop".to_owned()), "{} accepts stop", case.id);
    }
}
