//! A folder of newer lists, laid out like `data/`. The version before each list lies in `.previous`, hidden from whatever
//! reads lists.

use std::path::{Path, PathBuf};

use analyzer::reference::{EMBEDDED, Provenance, Reference, ReferenceError};

use crate::{Failure, config};

/// The folder.
pub struct Folder(PathBuf);

impl Folder {
    /// The folder at a path, which need not be there yet.
    pub fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// The lists as they are with this folder.
    pub fn reference(&self) -> Result<Reference, Failure> {
        Ok(self.with(None)?)
    }

    /// The lists as they would be with one more.
    fn with(&self, more: Option<(&str, &[u8])>) -> Result<Reference, Problem> {
        let mut overlay = Vec::new();
        for (path, _) in EMBEDDED {
            match more {
                Some((list, bytes)) if list == *path => overlay.push((list.to_owned(), bytes.to_vec())),
                _ => overlay.extend(read(&self.0.join(path))?.map(|bytes| ((*path).to_owned(), bytes))),
            }
        }
        Ok(Reference::overlaid(overlay)?)
    }

    /// Puts a list in place of the one in use, which is kept, if everything loads with it; answers its date.
    ///
    /// A list that was rolled back is not taken again, and neither is one that is not newer than the one in use.
    pub fn put(&self, list: &str, bytes: &[u8]) -> Result<Put, Failure> {
        let (used, reference) = self.in_use(list)?;
        if used == bytes {
            return Ok(Put::Same);
        }
        let with = match self.with(Some((list, bytes))) {
            Ok(with) => with,
            Err(problem) => return Ok(Put::Refused(Failure::from(problem).text)),
        };
        let (old, new) = (date(&reference, list), date(&with, list));
        if new <= old {
            return Ok(Put::Refused(format!("it is of {new}, and the one in use of {old}")));
        }
        if read(&self.previous(list))?.is_some_and(|previous| previous == bytes) {
            return Ok(Put::Refused("it was rolled back; a newer one will be taken".to_owned()));
        }
        // The version before is kept first: at every moment both are whole.
        self.write(&self.previous(list), &used)?;
        self.write(&self.0.join(list), bytes)?;
        Ok(Put::Taken(new))
    }

    /// Swaps a list with the version before it; answers the date of what is in use then.
    pub fn roll_back(&self, list: &str) -> Result<String, Failure> {
        let (used, _) = self.in_use(list)?;
        let Some(previous) = read(&self.previous(list))? else {
            return Err(Failure::new(format!("{list}: there is no version before it in {}", self.0.display())));
        };
        let with = self.with(Some((list, &previous)))?;
        let swapped = self.0.join(".previous").join(format!("{list}.swap"));
        self.write(&swapped, &used)?;
        self.write(&self.0.join(list), &previous)?;
        std::fs::rename(&swapped, self.previous(list)).map_err(|e| config::unreadable(&swapped, &e))?;
        Ok(date(&with, list))
    }

    /// The bytes of a list in use, and all lists.
    fn in_use(&self, list: &str) -> Result<(Vec<u8>, Reference), Failure> {
        let reference = self.reference()?;
        match reference.bytes(list).filter(|_| reference.provenance.contains_key(list)).map(<[u8]>::to_vec) {
            Some(bytes) => Ok((bytes, reference)),
            None => Err(Failure::usage(format!("{list}: no such list; `bonafide data list` shows them"))),
        }
    }

    fn previous(&self, list: &str) -> PathBuf {
        self.0.join(".previous").join(list)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .map_err(|e| Failure::new(format!("{}: can't be made ({e})", folder.display())))?;
        }
        config::replace(path, bytes)
    }
}

/// What became of a list.
#[derive(Debug, PartialEq, Eq)]
pub enum Put {
    /// It is in use now, and of that date.
    Taken(String),
    /// It is the one in use already.
    Same,
    /// It is not taken, and why.
    Refused(String),
}

/// Why lists don't load.
#[derive(Debug)]
enum Problem {
    Unreadable(Failure),
    Unloadable(ReferenceError),
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        Problem::Unreadable(failure)
    }
}

impl From<ReferenceError> for Problem {
    fn from(error: ReferenceError) -> Self {
        Problem::Unloadable(error)
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::Unreadable(failure) => failure,
            Problem::Unloadable(error) => error.into(),
        }
    }
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(config::unreadable(path, &error)),
    }
}

fn date(reference: &Reference, list: &str) -> String {
    let date = reference.provenance.get(list).and_then(Provenance::date);
    date.map(|date| date.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "reference/hosts/relay.txt";

    fn version(day: &str, host: &str) -> Vec<u8> {
        format!(
            "# title: relays\n# source: made up\n# licence: CC0-1.0\n# retrieved: {day}\n# refresh: by hand\n{host}\n"
        )
        .into_bytes()
    }

    #[test]
    fn lists_are_taken_kept_and_rolled_back() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::new(place.path().join("lists"));
        let (first, second) = (version("2027-01-05", "a.example"), version("2027-02-05", "b.example"));
        assert!(folder.roll_back(LIST).is_err());
        assert_eq!(folder.put(LIST, &first).unwrap(), Put::Taken("2027-01-05".to_owned()));
        assert_eq!(folder.put(LIST, &first).unwrap(), Put::Same);
        assert_eq!(folder.put(LIST, &second).unwrap(), Put::Taken("2027-02-05".to_owned()));
        let refused = |bytes: &[u8], why: &str| match folder.put(LIST, bytes).unwrap() {
            Put::Refused(told) => assert!(told.contains(why), "{told}"),
            put => panic!("{put:?}"),
        };
        refused(&version("2027-02-05", "c.example"), "in use of 2027-02-05");
        refused(b"# title: x\nno head.example\n", "missing or empty");
        refused(&version("soon", "c.example"), "no date");
        assert_eq!(folder.reference().unwrap().bytes(LIST), Some(second.as_slice()), "what is refused changes nothing");
        assert_eq!(folder.roll_back(LIST).unwrap(), "2027-01-05");
        refused(&second, "rolled back");
        assert_eq!(folder.put(LIST, &version("2027-03-05", "d.example")).unwrap(), Put::Taken("2027-03-05".to_owned()));
        assert_eq!(folder.roll_back(LIST).unwrap(), "2027-01-05");
        assert_eq!(folder.roll_back(LIST).unwrap(), "2027-03-05");
        assert!(folder.put("reference/none.toml", b"").is_err() && folder.put("../x", b"").is_err());
        assert!(folder.put("policy.toml", b"").is_err(), "numbers are the operator's own");
    }
}
