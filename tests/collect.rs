//! A crawl that lasts, with the program itself and real servers on loopback: a thousand look-ups, a fifth of them of hosts
//! that fail, dawdle or mean harm, ended in the middle with no warning; profiles that change; lists that are renewed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says by failing what is wrong")]

use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use internet::{Internet, Page, Seen, Site, Trouble, Whose, World};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Requests to one host in a minute that the operator of the tests allows.
const PER_MINUTE: u32 = 300;

/// What one process may take of memory.
const MOST_KIB: u64 = 200 << 10;

/// A folder with a database and the program's settings.
struct Place {
    folder: tempfile::TempDir,
    config: PathBuf,
}

impl Place {
    fn new(internet: &Internet) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = settle(internet, folder.path(), "");
        Self { folder, config }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bonafide"));
        command
            .args(arguments)
            .env("BONAFIDE_DB", format!("sqlite:{}", self.folder.path().join("db.sqlite").display()));
        command.env("BONAFIDE_LOOKUP_CONFIG", &self.config).env_remove("BONAFIDE_ORG").env_remove("BONAFIDE_OFFLINE");
        command.env("LANG", "C").env("LC_ALL", "C");
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn told(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn jobs(&self) -> Vec<Value> {
        let told = self.told(&["collect", "list", "--json", "--limit", "5000"]);
        told.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// Writes the settings for a little internet: pages of hosts that nobody knows may be visited, quickly given up.
fn settle(internet: &Internet, folder: &Path, more: &str) -> PathBuf {
    let path = internet.write_config(folder);
    let text = std::fs::read_to_string(&path).unwrap();
    let own = ["per-minute", "seconds", "at-once", "visit-contact"];
    let kept: Vec<&str> = text.lines().filter(|line| !own.iter().any(|key| line.starts_with(key))).collect();
    let ours = format!("per-minute = {PER_MINUTE}\nseconds = 4\nat-once = 48\nvisit-contact = true\n");
    std::fs::write(&path, format!("{ours}{}\n{more}", kept.join("\n"))).unwrap();
    path
}

fn site(number: usize, name: &str, page: Vec<Page>) -> Site {
    Site {
        about: "made for a test".to_owned(),
        whose: Whose::Contact,
        names: vec![name.to_owned()],
        address: Ipv4Addr::new(127, 80, 40, u8::try_from(number).unwrap()),
        rebinds: Vec::new(),
        mx: BTreeMap::new(),
        txt: BTreeMap::new(),
        registered: Vec::new(),
        certificate: Vec::new(),
        page,
        trouble: None,
        service: None,
        board: Vec::new(),
        account: Vec::new(),
    }
}

fn page(path: &str, body: &str) -> Page {
    Page {
        path: path.to_owned(),
        host: None,
        status: 200,
        media: "text/html; charset=utf-8".to_owned(),
        headers: BTreeMap::new(),
        location: None,
        body: body.to_owned(),
        title: "A page".to_owned(),
        json_ld: None,
        trouble: None,
    }
}

/// What the pages that fail do, by turns: some harm whoever asks, some are slow, some are only broken.
fn failing(number: usize, path: &str) -> Page {
    let troubles = [
        Trouble::Endless,
        Trouble::SlowBody,
        Trouble::SlowHead,
        Trouble::Silent,
        Trouble::Bomb,
        Trouble::WideHead,
        Trouble::ManyFields,
        Trouble::ShortBody,
        Trouble::Loop,
        Trouble::HangsUp,
        Trouble::Rubbish,
    ];
    match troubles.get(number % 14) {
        Some(trouble) => Page { trouble: Some(*trouble), ..page(path, "") },
        None => Page { status: 500, ..page(path, "Something went wrong") },
    }
}

const HOSTS: usize = 100;
const PAGES: usize = 10;
/// One page of so many fails, and of every host some do.
const ONE_FAILS_OF: usize = 5;

fn fails(host: usize, page: usize) -> bool {
    (host + page).is_multiple_of(ONE_FAILS_OF)
}

fn host(number: usize) -> String {
    format!("site-{number:03}.example")
}

fn address(number: usize, page: usize) -> String {
    format!("http://{}/page/{page}", host(number))
}

fn world() -> World {
    let sites = (0..HOSTS).map(|number| {
        let mut pages: Vec<Page> = (0..PAGES)
            .filter(|page| fails(number, *page))
            .map(|page| failing(number, &format!("/page/{page}")))
            .collect();
        pages.push(Page { trouble: Some(Trouble::Loop), ..page("/again*", "") });
        pages.push(Page { media: "text/plain".to_owned(), ..page("/robots.txt", "User-agent: *\nAllow: /\n") });
        pages.push(page("/page*", "<p>Hello, this is a page.</p>"));
        site(number + 1, &host(number), pages)
    });
    World::of(sites.collect()).unwrap()
}

/// Waits for a process, watching what memory it takes; ends it without warning as soon as `enough`.
fn watch(child: &mut Child, longest: Duration, enough: impl Fn() -> bool) -> u64 {
    let start = Instant::now();
    let mut most = 0;
    loop {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
        most = most.max(peak.unwrap_or_default());
        if child.try_wait().unwrap().is_some() {
            return most;
        }
        if enough() {
            child.kill().unwrap();
            child.wait().unwrap();
            return most;
        }
        if start.elapsed() > longest {
            child.kill().unwrap();
            panic!("it hangs");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// No host was asked faster than the operator allows: never more than a small burst ahead of an even pace.
fn in_pace(seen: &[Seen]) {
    const BURST: f64 = 4.0;
    let gap = 60.0 / f64::from(PER_MINUTE - 3);
    let mut by_host: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for request in seen {
        by_host.entry(&request.host).or_default().push(request.at.as_millisecond() as f64 / 1000.0);
    }
    for (host, times) in by_host {
        for (at, first) in times.iter().enumerate() {
            for (count, last) in times.iter().enumerate().skip(at).map(|(to, last)| (to - at + 1, last)) {
                // A busy machine notes arrivals late: a fifth of a second is allowed for.
                let allowed = BURST + 1.0 + (last - first + 0.2) / gap;
                assert!(count as f64 <= allowed, "{host}: {count} requests in {:.2} s", last - first);
            }
        }
    }
}

#[test]
fn a_thousand_look_ups_survive_a_kill() {
    let internet = Internet::with(world());
    let place = Place::new(&internet);
    let names = place.folder.path().join("names.txt");
    let all: Vec<String> = (0..PAGES).flat_map(|page| (0..HOSTS).map(move |number| address(number, page))).collect();
    std::fs::write(&names, format!("# a thousand pages\n{}\n", all.join("\n"))).unwrap();
    let add = ["collect", "add", "--from", names.to_str().unwrap()];
    assert!(place.told(&add).starts_with("1000 queued, 0 known"));
    assert!(place.told(&add).starts_with("0 queued, 1000 known"));

    let metrics = place.folder.path().join("bonafide.prom");
    let work = ["collect", "run", "--tries", "1", "--metrics", metrics.to_str().unwrap()];
    let start = |place: &Place| place.command(&work).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = start(&place);
    let memory = watch(&mut first, Duration::from_secs(50), || internet.seen().len() > 400);
    let before = place.jobs();
    let seen_before = internet.seen();
    internet.forget();
    let answered = |jobs: &[Value]| -> BTreeMap<String, Value> {
        let done = jobs.iter().filter(|job| !job["answer"].is_null());
        done.map(|job| (job["question"]["subject"].as_str().unwrap().to_owned(), job["answer"].clone())).collect()
    };
    let kept = answered(&before);
    assert!(kept.len() > 100 && kept.len() < 900, "{} answers at the kill", kept.len());

    let mut second = start(&place);
    let memory = memory.max(watch(&mut second, Duration::from_secs(100), || false));
    let output = second.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(memory < MOST_KIB, "{memory} KiB");

    // All are accounted for, each answered once; what was stored before is as it was.
    let jobs = place.jobs();
    assert_eq!(jobs.len(), HOSTS * PAGES);
    let hostile: BTreeSet<String> = (0..HOSTS)
        .flat_map(|number| (0..PAGES).filter(move |page| fails(number, *page)).map(move |page| address(number, page)))
        .collect();
    assert_eq!(hostile.len() * ONE_FAILS_OF, HOSTS * PAGES);
    let mut found = 0;
    for job in &jobs {
        let subject = job["question"]["subject"].as_str().unwrap();
        let fails = hostile.contains(subject);
        assert_eq!(job["visits"], 1, "{job}");
        match job["answer"]["result"].as_str().unwrap() {
            "found" => assert!(job["state"] == "done" && !fails, "{job}"),
            // A busy machine makes an honest host late now and then.
            "failed" => assert!(
                job["state"] == "failed" && (fails || job["answer"]["why"].to_string().contains("long")),
                "{job}"
            ),
            _ => panic!("{job}"),
        }
        found += usize::from(job["state"] == "done");
    }
    assert!(found * 100 >= (HOSTS * PAGES - hostile.len()) * 90, "{found} found");
    let after = answered(&jobs);
    assert!(kept.iter().all(|(subject, answer)| after.get(subject) == Some(answer)));

    // Nothing that was stored was asked again.
    let again: BTreeSet<String> =
        internet.seen().iter().map(|seen| format!("http://{}{}", seen.host, seen.path)).collect();
    assert!(kept.keys().all(|subject| !again.contains(subject)));
    in_pace(&seen_before);
    in_pace(&internet.seen());

    let measures = std::fs::read_to_string(metrics).unwrap();
    for (state, count) in [("done", found), ("failed", HOSTS * PAGES - found), ("waiting", 0), ("running", 0)] {
        assert!(measures.contains(&format!("bonafide_collect_jobs{{state=\"{state}\"}} {count}\n")), "{measures}");
    }
    assert!(place.told(&["collect", "run"]).starts_with("0 look-ups"));
    println!("{memory} KiB at most; {} answers at the kill, {found} found in the end", kept.len());
}

/// A public profile as LinkedIn shows it to whoever isn't signed in.
fn profile(name: &str, employer: &str) -> Page {
    let table = |fields: &[(&str, toml::Value)]| -> toml::Value {
        toml::Value::Table(fields.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
    };
    let person = table(&[
        ("@context", "http://schema.org".into()),
        ("@type", "Person".into()),
        ("name", name.into()),
        ("jobTitle", toml::Value::Array(vec!["Recruiter".into()])),
        ("worksFor", table(&[("@type", "Organization".into()), ("name", employer.into())])),
        ("url", "https://www.linkedin.com/in/dana-reed-test".into()),
    ]);
    Page {
        title: format!("{name} - Recruiter - {employer} | LinkedIn"),
        json_ld: Some(person),
        ..page("/in/dana-reed-test*", &format!("<h1>{name}</h1><h2>Recruiter at {employer}</h2>"))
    }
}

#[test]
fn changes_of_a_profile_are_reported() {
    let url = "https://www.linkedin.com/in/dana-reed-test";
    let gone = Page { status: 404, ..page("/in/*", "<h1>This page doesn’t exist</h1>") };
    let pages = [profile("Dana Reed", "Acme Robotics"), profile("Dana Reed", "Brightwater"), gone];
    let mut place: Option<Place> = None;
    for page in pages {
        let internet = Internet::with(World::of(vec![site(200, "www.linkedin.com", vec![page])]).unwrap());
        let place = place.get_or_insert_with(|| Place::new(&internet));
        settle(&internet, place.folder.path(), "");
        place.told(&["collect", "add", url]);
        place.told(&["collect", "revisit", "--older-than", "0s"]);
        let told = place.told(&["collect", "run"]);
        assert!(told.starts_with("1 look-ups"), "{told}\n{:?}", place.jobs());
    }
    let place = place.unwrap();
    let changes = place.told(&["collect", "changes"]);
    let told: Vec<&str> = changes.lines().filter_map(|line| line.split_once("dana-reed-test  ")).map(|l| l.1).collect();
    assert_eq!(told.first().copied(), Some("employer: “Brightwater”, was “Acme Robotics”"), "{changes}");
    assert_eq!(told.last().copied(), Some("is gone"), "{changes}");
    assert_eq!(place.told(&["collect", "changes", "--since", "1d", "--json"]).lines().count(), told.len());
    let file = place.folder.path().join("dana.warc.gz");
    place.told(&["collect", "evidence", "1", "--into", file.to_str().unwrap()]);
    let archive = std::fs::read(&file).unwrap();
    assert!(archive.starts_with(&[0x1f, 0x8b]) && archive.len() > 500, "{} bytes", archive.len());
    place.told(&["collect", "drop", "1"]);
    assert_eq!(place.run(&["collect", "evidence", "1", "--into", file.to_str().unwrap()]).status.code(), Some(1));
    assert!(place.jobs().is_empty());
    assert_eq!(place.run(&["collect", "run", "--offline"]).status.code(), Some(2));
}

#[test]
fn lists_are_renewed_by_whom_the_operator_trusts() {
    const LIST: &str = "reference/hosts/relay.txt";
    let list = "# title: relays\n# source: made up\n# licence: CC0-1.0\n# retrieved: 2027-01-05\n# refresh: by hand\nrelay.example\n";
    let digest: String = Sha256::digest(list).iter().map(|byte| format!("{byte:02x}")).collect();
    let manifest = format!(
        "{{\"schema\":\"bonafide/lists/1\",\"lists\":[{{\"list\":\"{LIST}\",\"url\":\"relay.txt\",\"sha256\":\"{digest}\"}}]}}"
    );
    let pair = Ed25519KeyPair::from_seed_unchecked(&[5; 32]).unwrap();
    let plain = |path: &str, body: &str| Page { media: "text/plain".to_owned(), ..page(path, body) };
    let pages = vec![
        plain("/manifest.json", &manifest),
        plain("/manifest.json.sig", &STANDARD.encode(pair.sign(manifest.as_bytes()))),
        plain("/relay.txt", list),
    ];
    let internet = Internet::with(World::of(vec![site(210, "lists.example", pages)]).unwrap());
    let place = Place::new(&internet);
    let into = place.folder.path().join("lists");
    let into = into.to_str().unwrap();
    let config = place.config.to_str().unwrap();
    let refresh = ["data", "refresh", "--config", config, "--into", into];
    assert_eq!(place.run(&refresh).status.code(), Some(2), "nothing is fetched that isn't allowed");

    let trusting = |key: &[u8]| {
        let key = STANDARD.encode(key);
        let entry = format!(
            "\n[[refresh]]\nmanifest = \"https://lists.example/manifest.json\"\nkey = \"{key}\"\nlists = [\"{LIST}\"]\n"
        );
        settle(&internet, place.folder.path(), &entry);
    };
    trusting(&[1; 32]);
    assert_eq!(place.run(&refresh).status.code(), Some(1), "signed by somebody else");
    trusting(pair.public_key().as_ref());
    assert!(place.told(&refresh).contains("now of 2027-01-05"));
    assert!(place.told(&refresh).contains("nothing newer"));
    let listed = place.told(&["data", "list", "--data", into, "--json"]);
    assert!(listed.lines().any(|line| line.contains(LIST) && line.contains(&digest)), "{listed}");
    assert!(place.told(&["data", "rollback", LIST, "--into", into]).contains("2026-11-25"));
    assert!(!place.told(&["data", "list", "--data", into, "--json"]).contains(&digest));
    assert_eq!(place.run(&refresh).status.code(), Some(1), "what was rolled back stays away");
    assert!(place.told(&["data", "rollback", LIST, "--into", into]).contains("2027-01-05"));
}

#[test]
fn look_ups_are_kept_with_a_submission_and_forgotten_with_it() {
    let internet = Internet::with(World::of(vec![site(220, "nobody.example", Vec::new())]).unwrap());
    let place = Place::new(&internet);
    let at = |name: &str| place.folder.path().join(name).to_str().unwrap().to_owned();
    let (message, lookups) = (at("message.txt"), at("lookups.json"));
    std::fs::write(&message, "Hello, I recruit for Thales. Please write to dana@thales-talent.example.").unwrap();
    let record = r#"[{"kind":"rdap","subject":"thales-talent.example","asked_at":"2026-11-20T09:00:00Z","result":"found",
        "record":{"registered_at":"2026-11-18T09:00:00Z","registrar":"Kept-With-It Ltd"}}]"#;
    std::fs::write(&lookups, record).unwrap();
    let verdict = |output: Output| -> Value { serde_json::from_slice(&output.stdout).unwrap() };
    let first = verdict(place.run(&["check", &message, "--store", "--json", "--lookups", &lookups]));
    let again = verdict(place.run(&["show", "1", "--json"]));
    let young = |verdict: &Value| verdict["findings"].to_string().contains("young-domain");
    assert!(young(&first) && young(&again), "{again:#}");
    assert_eq!(again["score"], first["score"]);
    place.told(&["forget", "1"]);
    for name in ["db.sqlite", "db.sqlite-wal"] {
        let bytes = std::fs::read(place.folder.path().join(name)).unwrap_or_default();
        assert!(!bytes.windows(15).any(|w| w == b"Kept-With-It Lt"), "{name} still holds it");
    }
}
