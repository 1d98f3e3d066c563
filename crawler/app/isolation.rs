//! Hostile formats are read in a child process of this same program, with limits of memory, time and size.

use std::io::{BufRead, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use intake::{InProcess, Isolation, Job, JobKind};

/// Longest time one file may take.
const TIME: Duration = Duration::from_secs(10);

/// Most address space of the child, in bytes.
const MEMORY: u64 = 512 * 1024 * 1024;

/// Largest file that the child or a program that it starts may write, in bytes.
const FILE: u64 = intake::picture::MOST_PNG;

/// Longest answer that is read, in bytes.
const ANSWER: u64 = 96 * 1024 * 1024;

/// Runs jobs in a child process.
#[derive(Debug, Clone, Copy, Default)]
pub struct ChildProcess;

impl Isolation for ChildProcess {
    fn run(&self, job: &Job, bytes: &[u8]) -> Result<String, String> {
        let program = std::env::current_exe().map_err(|e| format!("this program can't find itself: {e}"))?;
        // A program that takes files instead of pipes finds them where the child works; they go when it has answered.
        let folder = match job.kind {
            JobKind::Convert => Some(tempfile::tempdir().map_err(|e| format!("no folder to work in: {e}"))?),
            _ => None,
        };
        let mut child = Command::new(program)
            .arg("worker")
            .current_dir(folder.as_ref().map_or(Path::new("."), |folder| folder.path()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| format!("no second process: {e}"))?;
        let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("no pipe".into());
        };
        let head = serde_json::to_string(job).map_err(|e| e.to_string())?;
        let (sender, receiver) = mpsc::channel();
        let answer = std::thread::scope(|scope| {
            scope.spawn(move || {
                // A child that dies early closes the pipe; its silence is the answer.
                let _ = input
                    .write_all(head.as_bytes())
                    .and_then(|()| input.write_all(b"\n"))
                    .and_then(|()| input.write_all(bytes));
            });
            scope.spawn(move || {
                let mut text = String::new();
                let read = output.take(ANSWER).read_to_string(&mut text).map(|_| text).map_err(|e| e.to_string());
                let _ = sender.send(read);
            });
            let answer = receiver.recv_timeout(TIME);
            if answer.is_err() {
                let _ = child.kill();
            }
            answer
        });
        let status = child.wait().map_err(|e| e.to_string())?;
        match answer {
            Err(_) => Err(format!("it took longer than {} seconds", TIME.as_secs())),
            Ok(Err(why)) => Err(why),
            Ok(Ok(text)) if status.success() => match text.split_at_checked(1) {
                Some(("+", json)) => Ok(json.to_owned()),
                Some(("-", why)) => Err(why.to_owned()),
                _ => Err("no answer".to_owned()),
            },
            Ok(Ok(_)) => Err("its reader crashed or ran out of memory".to_owned()),
        }
    }
}

/// The child's part: limits itself, reads the job and the bytes, answers `+` and JSON or `-` and a reason.
pub fn work() -> Result<u8, crate::Failure> {
    rlimit::setrlimit(rlimit::Resource::AS, MEMORY, MEMORY)?;
    rlimit::setrlimit(rlimit::Resource::CPU, TIME.as_secs(), TIME.as_secs())?;
    rlimit::setrlimit(rlimit::Resource::FSIZE, FILE, FILE)?;
    rlimit::setrlimit(rlimit::Resource::CORE, 0, 0)?;
    let mut input = std::io::stdin().lock();
    let mut head = String::new();
    (&mut input).take(64 * 1024).read_line(&mut head)?;
    let job: Job = serde_json::from_str(&head)?;
    let mut bytes = Vec::new();
    input.take(intake::MAX_BYTES).read_to_end(&mut bytes)?;
    let answer = match job.kind {
        JobKind::PdfWords => {
            program("pdftotext", &["-bbox-layout", "-enc", "UTF-8", "-", "-"], &bytes, "poppler-utils")
        }
        JobKind::Convert => convert(bytes),
        JobKind::Recognise => recognise("eng+kor", &bytes),
        JobKind::RecogniseHangul => recognise("kor", &bytes),
        _ => InProcess.run(&job, &bytes),
    };
    let answer = match answer {
        Ok(json) => format!("+{json}"),
        Err(why) => format!("-{why}"),
    };
    std::io::stdout().lock().write_all(answer.as_bytes())?;
    Ok(0)
}

/// The table of the words on a page; one column of text, for the page was laid out so.
fn recognise(languages: &str, page: &[u8]) -> Result<String, String> {
    program(
        "tesseract",
        &["stdin", "stdout", "-l", languages, "--psm", "6", "tsv"],
        page,
        "tesseract-ocr tesseract-ocr-eng tesseract-ocr-kor",
    )
}

/// A picture in AVIF or HEIC as PNG. The program takes names of files alone, and tells the forms by their endings; of
/// several pictures in one file it numbers the outputs.
fn convert(mut picture: Vec<u8>) -> Result<String, String> {
    intake::picture::as_still(&mut picture);
    std::fs::write("picture.heif", &picture).map_err(|e| e.to_string())?;
    // Since libheif 1.18 its name is heif-dec.
    let run = |name| program(name, &["picture.heif", "picture.png"], b"", "libheif-examples");
    run("heif-convert").or_else(|why| run("heif-dec").map_err(|_| why))?;
    let made = ["picture.png", "picture-1.png"].iter().find_map(|name| std::fs::File::open(name).ok());
    let mut png = Vec::new();
    made.ok_or("nothing was made of it")?.take(FILE).read_to_end(&mut png).map_err(|e| e.to_string())?;
    intake::picture::converted_job(&picture, &png)
}

/// What a program of the system prints for some bytes. It inherits the limits of this process.
fn program(name: &str, arguments: &[&str], bytes: &[u8], packages: &str) -> Result<String, String> {
    let mut child = Command::new(name)
        .args(arguments)
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_| format!("{name} is not installed here (Debian: apt install {packages})"))?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err("no pipe".into());
    };
    let text = std::thread::scope(|scope| {
        scope.spawn(move || {
            // A program that stops reading has its reasons; what it printed is the answer.
            let _ = input.write_all(bytes);
        });
        let mut printed = Vec::new();
        output.take(ANSWER).read_to_end(&mut printed).map(|_| String::from_utf8_lossy(&printed).into_owned())
    });
    let status = child.wait().map_err(|e| e.to_string())?;
    let text = text.map_err(|e| e.to_string())?;
    if status.success() { Ok(text) } else { Err(format!("{name} could not read it")) }
}
