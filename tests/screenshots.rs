//! Pictures of conversations through the program itself, with the system's text recognition.
//!
//! The pictures of `tests/screenshots` are drawn from invented conversations (`.ci/draw-screenshots.py`), so what must
//! be read is known, and they come as they are sent around: as PNG, as JPEG of two qualities, as WebP and as AVIF. A few
//! are read with every run of the tests; all of them in all forms, with the figures, by
//!
//! ```sh
//! SCREENSHOTS=all cargo test --release --test screenshots -- --nocapture
//! ```

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test says by failing what is wrong")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use analyzer::case::{Place, Side, Submission};
use serde::Deserialize;
use serde_json::Value;

/// Read with every run: light and dark, both languages, a chat, a page and a mail.
const SOME: [&str; 4] = [
    "client-telegram-light.png", "wish-kakaotalk-dark.png", "camera-linkedin-desktop-light.png",
    "mail-terminal-mail-dark.png",
];

/// The forms that a picture is read in, with what it may come to be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Png,
    Jpeg(u8),
    WebP,
    Avif,
}

const FORMS: [Form; 5] = [Form::Png, Form::Jpeg(80), Form::Jpeg(60), Form::WebP, Form::Avif];

impl Form {
    /// Puts a picture into this form; `None` where the encoder isn't there (AVIF: libheif's `heif-enc`).
    fn encode(self, picture: &Path, folder: &Path) -> Option<PathBuf> {
        let stem = picture.file_stem().unwrap().to_str().unwrap();
        let pixels = || image::open(picture).unwrap().to_rgb8();
        let path = |ending: &str| folder.join(format!("{stem}.{ending}"));
        match self {
            Self::Png => Some(picture.to_owned()),
            Self::Jpeg(quality) => {
                let mut bytes = Vec::new();
                image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, quality)
                    .encode_image(&pixels())
                    .unwrap();
                std::fs::write(path("jpg"), bytes).unwrap();
                Some(path("jpg"))
            }
            Self::WebP => {
                pixels().save(path("webp")).unwrap();
                Some(path("webp"))
            }
            Self::Avif => {
                let encoder = Command::new("heif-enc")
                    .args(["-A", "-q", "60", picture.to_str().unwrap(), "-o", path("avif").to_str().unwrap()])
                    .output();
                encoder.is_ok_and(|output| output.status.success() && path("avif").exists()).then(|| path("avif"))
            }
        }
    }
}

#[derive(Deserialize)]
struct Talks {
    conversation: Vec<Talk>,
}

#[derive(Deserialize, Clone)]
struct Talk {
    id: String,
    name: String,
    headline: String,
    #[serde(default)]
    subject: String,
    urls: Vec<String>,
    turns: Vec<Words>,
}

#[derive(Deserialize, Clone)]
struct Words {
    #[serde(default)]
    me: bool,
    text: String,
    #[serde(default)]
    time: String,
}

#[derive(Deserialize)]
struct Pictures {
    picture: Vec<Picture>,
}

#[derive(Deserialize, Clone)]
struct Picture {
    file: String,
    conversation: String,
    look: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screenshots")
}

fn check(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_bonafide"))
        .args(["check", "--json", "--as-of", "2026-05-04T09:00:00Z"])
        .args(arguments)
        .env_remove("BONAFIDE_DB")
        .env_remove("BONAFIDE_ORG")
        .env("LANG", "C")
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

fn recognises() -> bool {
    Command::new("tesseract").arg("--list-langs").output().is_ok_and(|o| {
        let languages = String::from_utf8_lossy(&o.stdout).into_owned();
        languages.contains("eng") && languages.contains("kor")
    })
}

/// The conversation as text, in the form that the program shown in the picture exports.
fn as_text(talk: &Talk, look: &str) -> String {
    let me = "You";
    let mut text = String::new();
    match look {
        "linkedin-desktop" | "linkedin-phone" => {
            text.push_str(&format!("{}\n{}\n\nTODAY\n", talk.name, talk.headline));
            for turn in &talk.turns {
                let name = if turn.me { me } else { &talk.name };
                text.push_str(&format!("{name} sent the following message at {}\n{}\n", turn.time, turn.text));
            }
        }
        "kakaotalk" => {
            text.push_str("--------------- 2026년 5월 4일 월요일 ---------------\n");
            for turn in &talk.turns {
                let name = if turn.me { "나" } else { &talk.name };
                text.push_str(&format!("[{name}] [오전 {}] {}\n", turn.time, turn.text));
            }
        }
        "mail" => {
            let address = &talk.headline;
            text.push_str(&format!(
                "From: {} <{address}>\nSubject: {}\nTo: robin@example.com\n\n",
                talk.name, talk.subject
            ));
            talk.turns.iter().for_each(|turn| text.push_str(&turn.text));
        }
        "profile" => text.push_str(&format!("{}\n{}\n", talk.name, talk.headline)),
        _ => {
            for turn in &talk.turns {
                let name = if turn.me { me } else { &talk.name };
                text.push_str(&format!("[04/05/2026, {}:00] {name}: {}\n", turn.time, turn.text));
            }
        }
    }
    text
}

fn rank(rating: &str) -> u8 {
    ["ordinary", "unknown", "verify", "stop"].iter().position(|r| *r == rating).unwrap() as u8
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters alone: what remains when spaces and line breaks are no matter.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[derive(Default, Debug)]
struct Figures {
    seconds: Vec<f64>,
    names: (usize, usize),
    headlines: (usize, usize),
    turns: (usize, usize),
    letters: (usize, usize),
    near: (usize, usize),
    urls: (usize, usize),
    same: usize,
    unknown: usize,
    graver: usize,
    said: usize,
    calmer: usize,
}

fn read(path: &Path) -> (Submission, Value, f64) {
    let folder_of_store = tempfile::tempdir().unwrap();
    let database = folder_of_store.path().join("kept.db");
    let address = format!("sqlite:{}", database.display());
    let start = Instant::now();
    let verdict = check(&[path.to_str().unwrap(), "--store", "--db", &address]);
    let took = start.elapsed().as_secs_f64();
    let store = store::Store::open(&database).unwrap();
    let row = store.list(1).unwrap().into_iter().next().unwrap();
    (store.submission(store::SubmissionId(row.id)).unwrap().0, verdict, took)
}

#[test]
fn pictures_say_what_was_drawn() {
    if !recognises() {
        println!("tesseract with eng and kor is not installed; .ci/run installs it");
        return;
    }
    let talks: Talks = toml::from_str(&std::fs::read_to_string(folder().join("conversations.toml")).unwrap()).unwrap();
    let pictures: Pictures = toml::from_str(&std::fs::read_to_string(folder().join("pictures.toml")).unwrap()).unwrap();
    let all = std::env::var("SCREENSHOTS").is_ok_and(|v| v == "all");
    let mut figures: Vec<(Form, Figures)> = FORMS.iter().map(|form| (*form, Figures::default())).collect();
    let mut faults = Vec::new();
    for picture in pictures.picture.iter().filter(|p| all || SOME.contains(&p.file.as_str())) {
        let talk = talks.conversation.iter().find(|t| t.id == picture.conversation).unwrap();
        let file = tempfile::tempdir().unwrap();
        let text = file.path().join("thread.txt");
        std::fs::write(&text, as_text(talk, &picture.look)).unwrap();
        let of_text = check(&[text.to_str().unwrap()]);
        let every_form = all || picture.file == SOME[0];
        for (form, figures) in figures.iter_mut().filter(|(form, _)| every_form || *form == Form::Png) {
            let Some(path) = form.encode(&folder().join(&picture.file), file.path()) else {
                faults.push(format!("{}: heif-enc is not installed, or makes no AVIF", picture.file));
                continue;
            };
            let (submission, verdict, took) = read(&path);
            figures.seconds.push(took);
            let shown = Picture { file: format!("{} as {form:?}", picture.file), ..picture.clone() };
            judge(&shown, talk, &submission, figures, &mut faults);
            compare(&shown, &verdict, &of_text, figures, &mut faults);
        }
    }
    println!("{}", faults.join("\n"));
    for (form, figures) in figures.iter_mut().filter(|(_, figures)| !figures.seconds.is_empty()) {
        figures.print(*form);
        assert_eq!(figures.calmer, 0, "as {form:?} a picture is rated calmer than its text");
        if all || *form == Form::Png {
            assert!(figures.names.0 * 100 >= figures.names.1 * 90, "names as {form:?}");
            assert!(figures.near.0 * 100 >= figures.near.1 * 90, "turns as {form:?}");
            assert!(figures.urls.0 * 100 >= figures.urls.1 * 75, "URLs as {form:?}");
        }
    }
}

impl Figures {
    fn print(&mut self, form: Form) {
        self.seconds.sort_by(f64::total_cmp);
        let share = |(right, of): (usize, usize)| format!("{right} of {of}");
        println!("as {form:?}");
        println!("  pictures                      {}", self.seconds.len());
        println!("  names right                   {}", share(self.names));
        println!("  headlines right               {}", share(self.headlines));
        println!("  turns right, word for word    {}", share(self.turns));
        println!("  turns right, letter by letter {}", share(self.letters));
        println!("  turns right to 97 of 100      {}", share(self.near));
        println!("  URLs right                    {}", share(self.urls));
        println!(
            "  verdicts: same {}, unknown {}, graver {}, less grave and said so {}, calmer {}",
            self.same, self.unknown, self.graver, self.said, self.calmer
        );
        println!(
            "  seconds: median {:.2}, slowest {:.2}",
            self.seconds[self.seconds.len() / 2],
            self.seconds[self.seconds.len() - 1]
        );
    }
}

/// Holds the verdict on a picture against that on its text. Calmer is a picture that is rated less grave than its text
/// and neither `unknown` nor with a word about what was hard to read; `ordinary` is calmer in any case.
fn compare(picture: &Picture, verdict: &Value, of_text: &Value, figures: &mut Figures, faults: &mut Vec<String>) {
    let (shown, written) = (verdict["rating"].as_str().unwrap(), of_text["rating"].as_str().unwrap());
    let hard = unread(verdict).iter().any(|gap| gap.contains("hard to read"));
    match (rank(shown), rank(written)) {
        (a, b) if a == b => figures.same += 1,
        _ if shown == "unknown" => figures.unknown += 1,
        (a, b) if a > b => {
            figures.graver += 1;
            faults.push(format!("{}: rated {shown}, its text {written}", picture.file));
        }
        (a, _) if hard && a > 0 => {
            figures.said += 1;
            faults.push(format!("{}: rated {shown} with a gap, its text {written}", picture.file));
        }
        _ => {
            figures.calmer += 1;
            faults.push(format!("{}: CALMER, rated {shown}, its text {written}", picture.file));
        }
    }
}

fn judge(picture: &Picture, talk: &Talk, submission: &Submission, figures: &mut Figures, faults: &mut Vec<String>) {
    let message = submission.messages.first();
    let profile = submission.profiles.first();
    let name = profile
        .and_then(|p| p.names.first())
        .map(|n| n.value.clone())
        .or_else(|| message.and_then(|m| m.from.as_ref()).map(|f| f.value.name.clone()))
        .or_else(|| {
            let turns = message.map(|m| m.turns.as_slice()).unwrap_or_default();
            turns.iter().filter(|t| t.side == Side::Contact).find_map(|t| t.speaker.as_ref()).map(|s| s.value.clone())
        })
        .unwrap_or_default();
    figures.names.1 += 1;
    figures.names.0 += usize::from(name == talk.name);
    if name != talk.name {
        faults.push(format!("{}: name {name:?}", picture.file));
    }
    if matches!(picture.look.as_str(), "linkedin-desktop" | "linkedin-phone" | "profile") && !talk.headline.is_empty() {
        let headline = profile.and_then(|p| p.headline.as_ref()).map(|h| h.value.clone()).unwrap_or_default();
        figures.headlines.1 += 1;
        figures.headlines.0 += usize::from(headline == talk.headline);
        if headline != talk.headline {
            faults.push(format!("{}: headline {headline:?}", picture.file));
        }
    }
    let turns = message.map(|m| m.turns.as_slice()).unwrap_or_default();
    for (nth, wanted) in talk.turns.iter().enumerate() {
        let side = if wanted.me { Side::Employee } else { Side::Contact };
        let got = turns.get(nth).filter(|t| t.side == side && turns.len() == talk.turns.len());
        let text = got.map(|t| t.text.value.clone()).unwrap_or_default();
        let near = strsim::normalized_levenshtein(&bare(&text), &bare(&wanted.text)) >= 0.97;
        for (count, right) in [
            (&mut figures.turns, flat(&text) == wanted.text),
            (&mut figures.letters, bare(&text) == bare(&wanted.text)),
            (&mut figures.near, near),
        ] {
            count.1 += 1;
            count.0 += usize::from(right);
        }
        if flat(&text) != wanted.text {
            let found = turns.get(nth).map(|t| (t.side, t.text.value.as_str()));
            faults.push(format!("{}: turn {nth} of {}, {found:?}", picture.file, turns.len()));
        }
        if let Some(turn) = got {
            assert!(matches!(turn.text.source.place, Place::Region { .. }), "{}: no region", picture.file);
        }
    }
    let links: Vec<String> =
        message.map(|m| m.links.as_slice()).unwrap_or_default().iter().map(|l| l.target.value.clone()).collect();
    for url in &talk.urls {
        figures.urls.1 += 1;
        let right = links.iter().any(|l| l.trim_end_matches('/') == url);
        figures.urls.0 += usize::from(right);
        if !right {
            faults.push(format!("{}: links {links:?}", picture.file));
        }
    }
}

/// What the report says it could not read.
fn unread(verdict: &Value) -> Vec<String> {
    let missing = verdict["missing"].as_array().unwrap().iter();
    missing.filter(|m| m["signal"] == "unreadable").map(|m| m["why"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn without_recognition_the_report_says_how_to_install_it() {
    let picture = folder().join("client-telegram-light.png");
    let output = Command::new(env!("CARGO_BIN_EXE_bonafide"))
        .args(["check", "--json", picture.to_str().unwrap()])
        .env_remove("BONAFIDE_DB")
        .env_remove("BONAFIDE_ORG")
        .env("PATH", "/nowhere")
        .output()
        .unwrap();
    let verdict: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(verdict["rating"], "unknown");
    let gaps = unread(&verdict);
    assert!(gaps.len() == 1 && gaps[0].contains("apt install tesseract-ocr"), "{gaps:?}");
}

#[test]
fn huge_and_broken_pictures_are_one_line_each() {
    // A header alone, with 30,000 by 30,000 pixels in it.
    let mut huge = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x75\x30\0\0\x75\x30\x08\x02\0\0\0".to_vec();
    huge.extend_from_slice(&[0x8b, 0x2f, 0x9b, 0x0c]);
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in [
        ("huge.png", huge),
        ("broken.jpg", b"\xff\xd8\xff\xe0rubbish".to_vec()),
        ("new.avif", b"\0\0\0\x14ftypavif\0\0\0\0mif1".to_vec()),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let verdict = check(&[path.to_str().unwrap()]);
        assert_eq!(verdict["rating"], "unknown", "{name}");
        let gaps = unread(&verdict);
        assert!(gaps.len() == 1 && gaps[0].contains("the picture was not read"), "{name}: {gaps:?}");
    }
}
