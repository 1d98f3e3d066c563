//! Files and places the user names: lists, organisation, look-ups, database, language.

use std::path::{Path, PathBuf};

use analyzer::case::{Lang, Lookup, OrgFile};
use analyzer::reference::{EMBEDDED, Reference};

use crate::Failure;
use crate::cli::{DbOption, LangOption};

/// The embedded lists, with the files of a folder in place of those of the same path.
pub fn reference(folder: Option<&Path>) -> Result<Reference, Failure> {
    let Some(folder) = folder else { return Ok(Reference::embedded()?) };
    if !folder.is_dir() {
        return Err(Failure::usage(format!(
            "{}: no such folder; --data names a folder laid out like data/",
            folder.display()
        )));
    }
    let mut overlay = Vec::new();
    for (path, _) in EMBEDDED {
        let file = folder.join(path);
        if file.is_file() {
            overlay.push(((*path).to_owned(), std::fs::read(&file).map_err(|e| unreadable(&file, &e))?));
        }
    }
    if overlay.is_empty() {
        return Err(Failure::usage(format!(
            "{}: holds no list of a known name; see data/README.md for the names",
            folder.display()
        )));
    }
    Ok(Reference::overlaid(overlay)?)
}

/// The organisation's file.
pub fn organisation(path: &Path) -> Result<OrgFile, Failure> {
    let text = std::fs::read_to_string(path).map_err(|e| unreadable(path, &e))?;
    toml::from_str(&text)
        .map_err(|e| Failure::new(format!("{}: {e} – `bonafide init-org` writes a commented example", path.display())))
}

/// Recorded look-ups.
pub fn lookups(path: &Path) -> Result<Vec<Lookup>, Failure> {
    let bytes = std::fs::read(path).map_err(|e| unreadable(path, &e))?;
    lookup::recorded(&bytes).map_err(|why| Failure::new(format!("{}: {why}", path.display())))
}

/// Puts bytes into a file in place of what is there: whole or not at all, whenever it is read or the program ends.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::new(format!("{}: can't be written ({error})", path.display()));
    let mut beside = path.file_name().unwrap_or_default().to_owned();
    beside.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(beside);
    let mut file = std::fs::File::create(&beside).map_err(failed)?;
    std::io::Write::write_all(&mut file, bytes).and_then(|()| file.sync_all()).map_err(failed)?;
    std::fs::rename(&beside, path).map_err(failed)
}

/// A file that can't be read: which, why, and what to do.
pub fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    use std::io::ErrorKind::{IsADirectory, NotFound, PermissionDenied};
    let advice = match error.kind() {
        NotFound => "no such file; check the name",
        PermissionDenied => "may not be read; change its permissions or copy it elsewhere",
        IsADirectory => "is a folder; name a file in it",
        _ => return Failure::new(format!("{}: can't be read ({error}); copy it again", path.display())),
    };
    Failure::new(format!("{}: {advice}", path.display()))
}

/// The language asked for, else the environment's.
pub fn language(option: &LangOption) -> Lang {
    option.lang.map_or_else(from_environment, Lang::from)
}

fn from_environment() -> Lang {
    let set = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
    let locale = set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG")).unwrap_or_default();
    if locale.starts_with("ko") { Lang::Ko } else { Lang::En }
}

/// The database file if it is there.
pub fn existing_database(option: &DbOption) -> Result<Option<PathBuf>, Failure> {
    let path = match option.db.as_deref() {
        Some(_) => database(option)?,
        None => match directories::ProjectDirs::from("", "", "bonafide") {
            Some(folders) => folders.data_local_dir().join(DATABASE),
            None => return Ok(None),
        },
    };
    Ok(Some(path).filter(|path| path.is_file()))
}

/// The name of the database in the user's data folder.
const DATABASE: &str = "bonafide.sqlite";

/// The database file: `sqlite:PATH`, or the one in the user's data folder.
pub fn database(option: &DbOption) -> Result<PathBuf, Failure> {
    match option.db.as_deref() {
        Some(url) => match url.strip_prefix("sqlite:") {
            Some(path) if !path.is_empty() => Ok(PathBuf::from(path)),
            _ => Err(Failure::usage(format!("{url}: not a database this program knows; write sqlite:PATH"))),
        },
        None => {
            let folders = directories::ProjectDirs::from("", "", "bonafide")
                .ok_or_else(|| Failure::new("your home folder is unknown; name the database with --db sqlite:PATH"))?;
            let folder = folders.data_local_dir();
            std::fs::create_dir_all(folder).map_err(|e| {
                Failure::new(format!("{}: can't be made ({e}); name the database with --db", folder.display()))
            })?;
            Ok(folder.join(DATABASE))
        }
    }
}
