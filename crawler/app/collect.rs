//! From what the user named to deliveries: files, folders, mailboxes, standard input.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use intake::mail::{Mbox, is_mbox};
use intake::{Delivery, MAX_BYTES};

use crate::Failure;
use crate::config::unreadable;

/// Most files of a folder that are one submission.
const MOST_TOGETHER: usize = 200;

/// What was named, laid out as submissions.
pub enum Collected {
    /// Everything is one submission; what could not be read is told apart.
    One(Vec<Delivery>, Vec<Failure>),
    /// Many submissions, read one at a time: mails, or the conversations of a LinkedIn export.
    Many(Many),
}

/// Sorts out what was named. Web addresses are taken only if something may be asked outside.
pub fn collect(paths: &[PathBuf], online: bool) -> Result<Collected, Failure> {
    if let [path] = paths
        && let Some(many) = many(path)?
    {
        return Ok(Collected::Many(many));
    }
    let mut deliveries = Vec::new();
    let mut failures = Vec::new();
    for path in paths {
        match read(path, online) {
            Ok(mut read) => deliveries.append(&mut read),
            Err(failure) => failures.push(failure),
        }
    }
    if deliveries.is_empty() {
        return Err(failures
            .into_iter()
            .next()
            .unwrap_or_else(|| Failure::usage("nothing was named; name a file, a folder, or - for standard input")));
    }
    Ok(Collected::One(deliveries, failures))
}

/// The conversations of a LinkedIn export, if its messages are among some files and there are several.
fn conversations(files: &[PathBuf]) -> Option<Many> {
    let tables = files.iter().filter(|f| f.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv")));
    let named = tables.filter(|f| {
        let name = f.file_name().unwrap_or_default();
        ["messages.csv", "Invitations.csv", "Profile.csv"].iter().any(|wanted| name.eq_ignore_ascii_case(wanted))
    });
    let deliveries: Vec<Delivery> = named.take(MOST_TOGETHER).filter_map(|f| file(f).ok()).collect();
    let found = intake::export::conversations(&deliveries).filter(|found| found.parts.len() > 1)?;
    Some(Many { files: Vec::new().into_iter(), open: None, parts: found.parts.into_iter(), own_names: found.own_names })
}

/// A mailbox, a folder of mails, or an export's conversations; `None` for anything else.
fn many(path: &Path) -> Result<Option<Many>, Failure> {
    if path.is_dir() {
        let mut files = Vec::new();
        walk(path, 0, &mut files);
        if files.is_empty() {
            return Err(Failure::new(format!("{}: the folder is empty; name one with messages in it", path.display())));
        }
        files.sort();
        if one_thing(&files) {
            return Ok(conversations(&files));
        }
        return Ok(Some(Many::of(files)));
    }
    if path.is_file() {
        let mut head = [0u8; 512];
        let length = File::open(path).and_then(|mut f| f.read(&mut head)).map_err(|e| unreadable(path, &e))?;
        if is_mbox(head.get(..length).unwrap_or_default()) {
            return Ok(Some(Many::of(vec![path.to_owned()])));
        }
        return Ok(conversations(&[path.to_owned()]));
    }
    Ok(None)
}

/// A saved page with its pictures, or a LinkedIn export, is one submission; a folder of mails is many.
fn one_thing(files: &[PathBuf]) -> bool {
    let ending =
        |path: &PathBuf| path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase).unwrap_or_default();
    let named = |name: &str| files.iter().any(|f| f.file_name().is_some_and(|n| n.eq_ignore_ascii_case(name)));
    let mails = files.iter().filter(|f| matches!(ending(f).as_str(), "eml" | "msg" | "mbox")).count();
    let pages = files.iter().any(|f| matches!(ending(f).as_str(), "html" | "htm" | "mhtml"));
    mails == 0 && (pages || named("messages.csv") || named("Connections.csv"))
}

/// The regular files below a folder; what links elsewhere is not followed.
fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let beside_page = is_beside_page(folder);
    for entry in entries.flatten() {
        let Ok(kind) = entry.file_type() else { continue };
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if kind.is_dir() && depth < 12 && !hidden {
            walk(&entry.path(), depth + 1, files);
        } else if kind.is_file() && !hidden && !(beside_page && is_fitting(&entry.path())) {
            files.push(entry.path());
        }
    }
}

/// Whether a folder is the one that browsers put beside a complete page that they save ("Hana Yi_files").
fn is_beside_page(folder: &Path) -> bool {
    const ENDINGS: [&str; 9] =
        ["_files", ".files", "-dateien", "_fichiers", "_archivos", "_arquivos", "_bestanden", "_file", "_파일"];
    let name = folder.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Whether a file beside a page is what the page is fitted with (scripts, styles, frames, icons) and no picture of
/// its own.
fn is_fitting(path: &Path) -> bool {
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or("").to_ascii_lowercase();
    let picture = matches!(ending.as_str(), "jpg" | "jpeg" | "png" | "webp" | "avif");
    !picture || std::fs::metadata(path).is_ok_and(|about| about.len() < 8 * 1024)
}

/// Everything one name stands for, as parts of one submission.
fn read(path: &Path, online: bool) -> Result<Vec<Delivery>, Failure> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .take(MAX_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(|e| Failure::new(format!("standard input: {e}")))?;
        return Ok(vec![Delivery::new("pasted text", bytes)]);
    }
    let text = path.to_string_lossy();
    if text.starts_with("http://") || text.starts_with("https://") {
        return if online {
            Ok(vec![Delivery::address(text)])
        } else {
            Err(Failure::new(format!(
                "{text}: not visited, for a visit tells its owner; save the page in your browser and hand in the file \
                 (a public profile is asked for with --online)"
            )))
        };
    }
    if path.is_dir() {
        let mut files = Vec::new();
        walk(path, 0, &mut files);
        files.sort();
        files.truncate(MOST_TOGETHER);
        return files.iter().map(|f| file(f)).collect();
    }
    Ok(vec![file(path)?])
}

/// One file. Sockets, devices and pipes are refused; what is too large is cut just above the limit, and intake says so.
pub fn file(path: &Path) -> Result<Delivery, Failure> {
    let about = std::fs::metadata(path).map_err(|e| unreadable(path, &e))?;
    let pipe = path.starts_with("/dev/fd") || path.starts_with("/proc/self/fd");
    if !about.is_file() && !pipe {
        return Err(Failure::new(format!(
            "{}: not a file but a socket, pipe or device; save the message to a file first",
            path.display()
        )));
    }
    let mut bytes = Vec::new();
    let most = if about.len() > MAX_BYTES { 1024 } else { MAX_BYTES + 1 };
    File::open(path).and_then(|f| f.take(most).read_to_end(&mut bytes)).map_err(|e| unreadable(path, &e))?;
    if about.len() > MAX_BYTES {
        return Err(Failure::new(format!(
            "{}: larger than 64 MiB; hand in the message alone, or a smaller export",
            path.display()
        )));
    }
    Ok(Delivery::new(path.file_name().unwrap_or_default().to_string_lossy(), bytes))
}

/// Many submissions: every file, every mail of a mailbox, every conversation of an export.
pub struct Many {
    files: std::vec::IntoIter<PathBuf>,
    open: Option<(String, usize, Mbox<BufReader<File>>)>,
    parts: std::vec::IntoIter<Delivery>,
    own_names: Vec<String>,
}

impl Many {
    fn of(files: Vec<PathBuf>) -> Self {
        Self { files: files.into_iter(), open: None, parts: Vec::new().into_iter(), own_names: Vec::new() }
    }

    /// Names of the employee, as an export tells them.
    pub fn own_names(&self) -> &[String] {
        &self.own_names
    }

    /// How many files are left to open, or conversations to read.
    pub fn files_left(&self) -> usize {
        self.files.len() + self.parts.len()
    }
}

impl Iterator for Many {
    type Item = Result<Delivery, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((name, count, mbox)) = &mut self.open {
                match mbox.next() {
                    Some(Ok(bytes)) => {
                        *count += 1;
                        return Some(Ok(Delivery::new(format!("{name} #{count}"), bytes)));
                    }
                    Some(Err(error)) => {
                        let failure = Failure::new(format!(
                            "{name}: can't be read after mail {count} ({error}); the mails before it were judged"
                        ));
                        self.open = None;
                        return Some(Err(failure));
                    }
                    None => self.open = None,
                }
            }
            if let Some(part) = self.parts.next() {
                return Some(Ok(part));
            }
            let path = self.files.next()?;
            let mut head = [0u8; 512];
            let opened = File::open(&path).and_then(|mut f| f.read(&mut head));
            match opened {
                Ok(length) if is_mbox(head.get(..length).unwrap_or_default()) => match File::open(&path) {
                    Ok(again) => {
                        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                        self.open = Some((name, 0, Mbox::new(BufReader::with_capacity(1 << 16, again))));
                    }
                    Err(error) => return Some(Err(unreadable(&path, &error))),
                },
                Ok(_) => return Some(file(&path)),
                Err(error) => return Some(Err(unreadable(&path, &error))),
            }
        }
    }
}
