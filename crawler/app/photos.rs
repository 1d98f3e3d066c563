//! A submission's pictures, held against the banks of known photographs.

use std::collections::{BTreeMap, BTreeSet};

use analyzer::case::{OrgFile, PhotoBank, PhotoMatch, Picture};
use analyzer::photo::{Hit, Index, Print, same_photograph, tolerance};
use jiff::Timestamp;
use store::{PhotoId, Store, SubmissionId};

use crate::Failure;

/// Where a print of the index is from.
#[derive(Clone, Copy)]
enum Known {
    /// A bank of the store.
    Stored(PhotoId),
    /// A member of staff in the organisation's file, by its place there.
    Staff(usize),
}

/// Known photographs, searchable.
pub struct Banks<'a> {
    store: Option<&'a Store>,
    org: Option<&'a OrgFile>,
    index: Index,
    known: Vec<Known>,
}

impl<'a> Banks<'a> {
    /// Everything that is known but the pictures of one submission.
    pub fn open(
        store: Option<&'a Store>,
        org: Option<&'a OrgFile>,
        except: Option<SubmissionId>,
    ) -> Result<Self, Failure> {
        let mut banks = Self { store, org, index: Index::default(), known: Vec::new() };
        for (id, print) in store.map(|store| store.prints(except)).transpose()?.unwrap_or_default() {
            banks.add(Known::Stored(id), &print);
        }
        let staff = org.map(|org| org.staff.as_slice()).unwrap_or_default();
        for (at, member) in staff.iter().enumerate() {
            member.photos.iter().for_each(|print| banks.add(Known::Staff(at), print));
        }
        Ok(banks)
    }

    fn add(&mut self, known: Known, print: &Print) {
        self.index.add(print);
        self.known.push(known);
    }

    /// The known photographs that the pictures may be, at most one for each person and picture.
    pub fn matches(&self, pictures: &[Picture], as_of: Timestamp) -> Result<Vec<PhotoMatch>, Failure> {
        let mut found = Vec::new();
        for (number, picture) in pictures.iter().enumerate() {
            let mut hits: Vec<Hit> = picture.queries().iter().flat_map(|query| self.index.search(query)).collect();
            hits.sort_unstable();
            let mut seen = BTreeSet::new();
            hits.retain(|hit| seen.insert(hit.at));
            found.extend(self.persons(number, &hits, as_of)?);
        }
        Ok(found)
    }

    /// Hits on one picture, put together by who it is known as: the nearest distance of each, and how often.
    fn persons(&self, picture: usize, hits: &[Hit], as_of: Timestamp) -> Result<Vec<PhotoMatch>, Failure> {
        let tolerance = tolerance(self.index.len());
        let mut persons: BTreeMap<(PhotoBank, Vec<String>, Vec<String>, bool), PhotoMatch> = BTreeMap::new();
        for hit in hits {
            let Some((bank, names, organisations, seen_at)) = self.whose(hit.at, as_of)? else { continue };
            let same = same_photograph(hit.whole, hit.patch, tolerance);
            let key = (bank, names.clone(), organisations.clone(), same);
            let person = persons.entry(key).or_insert(PhotoMatch {
                picture,
                bank,
                names,
                organisations,
                uses: 0,
                seen_at,
                whole: hit.whole,
                patch: hit.patch,
                same,
            });
            person.uses += 1;
            person.seen_at = person.seen_at.max(seen_at);
        }
        let mut persons: Vec<PhotoMatch> = persons.into_values().collect();
        persons.sort_by_key(|person| (!person.same, person.patch, person.whole));
        Ok(persons)
    }

    #[allow(clippy::type_complexity, reason = "the parts of a match, named where they are put together")]
    fn whose(
        &self,
        at: usize,
        as_of: Timestamp,
    ) -> Result<Option<(PhotoBank, Vec<String>, Vec<String>, Timestamp)>, Failure> {
        Ok(match (self.known.get(at), self.store, self.org) {
            (Some(Known::Stored(id)), Some(store), _) => {
                let photo = store.photo(*id)?;
                Some((photo.bank, photo.names, photo.organisations, photo.added_at))
            }
            (Some(Known::Staff(at)), _, Some(org)) => org
                .staff
                .get(*at)
                .map(|member| (PhotoBank::Staff, vec![member.name.clone()], vec![org.name.clone()], as_of)),
            _ => None,
        })
    }
}
