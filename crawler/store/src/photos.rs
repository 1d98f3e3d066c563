//! Banks of known photographs: hashes, no pictures.

use analyzer::case::{PhotoBank, Submission};
use analyzer::photo::Print;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};
use serde::Serialize;

use crate::{Store, StoreError, SubmissionId, moment, parsed, word};

/// Handle of a known photograph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct PhotoId(pub i64);

/// A photograph that somebody added by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPhoto<'a> {
    /// The bank: staff or placeholder.
    pub bank: PhotoBank,
    /// Whom it shows; empty for placeholders.
    pub name: &'a str,
    /// Their organisation.
    pub organisation: &'a str,
    /// The name the picture came with.
    pub file: &'a str,
    /// What it is recognised by, one for each face.
    pub prints: &'a [Print],
}

/// Whom a known photograph shows, and since when it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KnownPhoto {
    /// Its number.
    pub id: i64,
    /// The bank.
    pub bank: PhotoBank,
    /// The submission it came with, of contacts.
    pub submission: Option<i64>,
    /// The names it is known under.
    pub names: Vec<String>,
    /// The organisations it is known with.
    pub organisations: Vec<String>,
    /// The name the picture came with.
    pub file: String,
    /// When it was added or handed in.
    pub added_at: Timestamp,
}

impl Store {
    /// Adds a photograph to a bank; answers how many prints are new. The same print in the same bank is kept once.
    ///
    /// # Errors
    /// If the database can't be written.
    pub fn add_photo(&mut self, photo: &NewPhoto<'_>, added_at: Timestamp) -> Result<usize, StoreError> {
        let change = self.connection.transaction()?;
        let mut added = 0;
        for print in photo.prints {
            added += change.execute(
                "INSERT INTO photo (bank, name, organisation, file, added_at, print) SELECT ?1, ?2, ?3, ?4, ?5, ?6
                 WHERE NOT EXISTS (SELECT 1 FROM photo WHERE bank = ?1 AND name = ?2 AND print = ?6)",
                params![
                    word(&photo.bank)?,
                    photo.name,
                    photo.organisation,
                    photo.file,
                    added_at.to_string(),
                    &print.to_bytes()[..]
                ],
            )?;
        }
        change.commit()?;
        Ok(added)
    }

    /// Every known photograph with what it is recognised by, those of one submission left out.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn prints(&self, except: Option<SubmissionId>) -> Result<Vec<(PhotoId, Print)>, StoreError> {
        let mut rows =
            self.connection.prepare("SELECT id, print FROM photo WHERE submission IS NOT ?1 OR submission IS NULL")?;
        let found = rows.query_map([except.map(|id| id.0)], |row| {
            let bytes: [u8; 128] = row.get_ref(1)?.as_blob()?.try_into().unwrap_or([0; 128]);
            Ok((PhotoId(row.get(0)?), Print::from_bytes(bytes)))
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// Whom a photograph shows.
    ///
    /// # Errors
    /// If it is not known or the database can't be read.
    pub fn photo(&self, id: PhotoId) -> Result<KnownPhoto, StoreError> {
        let row = self
            .connection
            .query_row(
                "SELECT bank, submission, name, organisation, file, added_at FROM photo WHERE id = ?1",
                [id.0],
                |row| {
                    let text = |at: usize| row.get::<_, String>(at);
                    Ok((text(0)?, row.get::<_, Option<i64>>(1)?, text(2)?, text(3)?, text(4)?, text(5)?))
                },
            )
            .optional()?;
        let Some((bank, submission, name, organisation, file, added_at)) = row else { return Err(absent(id)) };
        let told = |text: String| if text.is_empty() { Vec::new() } else { vec![text] };
        let (names, organisations) = match submission {
            Some(submission) => (self.claims(submission, "name")?, self.claims(submission, "employer")?),
            None => (told(name), told(organisation)),
        };
        let added_at = moment(&added_at)?;
        let bank = parsed(&format!("\"{bank}\""))?;
        Ok(KnownPhoto { id: id.0, bank, submission, names, organisations, file, added_at })
    }

    /// The photographs of the banks, newest first; those of contacts only if asked for.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn photos(&self, contacts: bool, most: usize) -> Result<Vec<KnownPhoto>, StoreError> {
        let mut rows =
            self.connection.prepare("SELECT id FROM photo WHERE bank <> 'contact' OR ?1 ORDER BY id DESC LIMIT ?2")?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let ids = rows.query_map(params![contacts, most], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        ids.into_iter().map(|id| self.photo(PhotoId(id))).collect()
    }

    /// Removes a photograph from its bank.
    ///
    /// # Errors
    /// If it is not known or the database can't be written.
    pub fn forget_photo(&mut self, id: PhotoId) -> Result<(), StoreError> {
        match self.connection.execute("DELETE FROM photo WHERE id = ?1", [id.0])? {
            0 => Err(absent(id)),
            _ => Ok(()),
        }
    }
}

/// Keeps what the faces of a submission's pictures are recognised by. Pictures without a face tell nobody.
pub(crate) fn keep(
    change: &Transaction<'_>,
    id: i64,
    submission: &Submission,
    filed_at: Timestamp,
) -> Result<(), StoreError> {
    for picture in submission.pictures.iter().filter(|picture| !picture.faces.is_empty()) {
        for print in picture.prints() {
            change.execute(
                "INSERT INTO photo (bank, submission, name, organisation, file, added_at, print)
                 VALUES (?1, ?2, '', '', ?3, ?4, ?5)",
                params![
                    word(&PhotoBank::Contact)?,
                    id,
                    picture.name.value,
                    filed_at.to_string(),
                    &print.to_bytes()[..]
                ],
            )?;
        }
    }
    Ok(())
}

fn absent(id: PhotoId) -> StoreError {
    StoreError(format!("no photograph {}; `bonafide photos list` shows the numbers", id.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use analyzer::case::{Artifact, ArtifactKind, ContactRole, Face, Fact, Picture, Place, Source};
    use analyzer::photo::Hash256;

    fn submission(seed: u64) -> Submission {
        let mut submission = Submission::default();
        let artifact = submission.add_artifact(Artifact::of("a.jpg", ArtifactKind::File, &seed.to_be_bytes()));
        let patches = std::array::from_fn(|i| [vec![Hash256([seed + i as u64; 4])], Vec::new()]);
        let landmarks = [[100.0, 100.0], [160.0, 100.0], [130.0, 130.0], [105.0, 160.0], [155.0, 160.0]];
        submission.pictures.push(Picture {
            name: Fact::text("a.jpg", Source { artifact, place: Place::Whole }),
            width: 300,
            height: 300,
            whole: [Hash256([seed; 4]); 2],
            quality: 100,
            faces: vec![Face { confidence: 0.9, landmarks, patches }],
            notes: Vec::new(),
        });
        submission
    }

    #[test]
    fn banks_are_filled_by_hand_and_by_submissions() {
        let mut store = Store::in_memory().unwrap();
        let now = Timestamp::UNIX_EPOCH;
        let first = submission(11);
        let id = store.file(&first, ContactRole::Recruiter, now, &[]).unwrap();
        store.file(&submission(90), ContactRole::Recruiter, now, &[]).unwrap();
        let print = Print { whole: Hash256([3; 4]), ..Print::default() };
        let photo = NewPhoto {
            bank: PhotoBank::Staff,
            name: "Dana Reed",
            organisation: "Acme",
            file: "d.jpg",
            prints: &[print],
        };
        assert_eq!((store.add_photo(&photo, now).unwrap(), store.add_photo(&photo, now).unwrap()), (1, 0));
        assert_eq!((store.prints(None).unwrap().len(), store.prints(Some(id)).unwrap().len()), (3, 2));
        assert!(store.prints(None).unwrap().iter().any(|(_, p)| *p == first.pictures[0].prints()[0]));
        let staff = store.photos(false, 10).unwrap();
        assert_eq!((staff.len(), staff[0].names.as_slice()), (1, &["Dana Reed".to_owned()][..]));
        assert_eq!(store.photos(true, 10).unwrap().len(), 3);
        store.forget(id).unwrap();
        assert_eq!(store.prints(None).unwrap().len(), 2, "what is forgotten is forgotten");
        store.forget_photo(PhotoId(staff[0].id)).unwrap();
        assert!(store.forget_photo(PhotoId(staff[0].id)).is_err());
        assert_eq!(store.prints(None).unwrap().len(), 1);
    }
}
