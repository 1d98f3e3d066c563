//! The line: delivery → submission → filed → looked up and sighted → case → verdict → recorded.

use analyzer::case::{Case, ContactRole, Lang, Lookup, OrgFile, Submission};
use analyzer::reference::Reference;
use analyzer::{Verdict, analyze, observables};
use intake::{Delivery, Isolation, Options};
use jiff::Timestamp;
use store::{Kept, Store, SubmissionId};

use crate::Failure;
use crate::photos::Banks;

/// Everything a submission is judged with.
pub struct Line<'a> {
    /// The lists.
    pub reference: &'a Reference,
    /// The employee's organisation.
    pub org: Option<OrgFile>,
    /// Recorded look-ups.
    pub lookups: Vec<Lookup>,
    /// The moment of the verdict; none means now.
    pub as_of: Option<Timestamp>,
    /// The language of the verdict.
    pub lang: Lang,
    /// Who the contact claims to be.
    pub role: ContactRole,
    /// Names of the employee, as far as what was handed in tells them.
    pub own_names: Vec<String>,
    /// Where hostile formats are read.
    pub isolation: &'a dyn Isolation,
    /// Where submissions are kept and earlier ones found.
    pub store: Option<Store>,
    /// Where known photographs are, if nothing is kept.
    pub banks: Option<Store>,
}

impl Line<'_> {
    /// Judges what a person handed in together.
    pub fn judge(&mut self, deliveries: &[Delivery]) -> Result<Verdict, Failure> {
        let submission = intake::read(deliveries, &self.options(), self.isolation)?;
        let as_of = self.as_of.unwrap_or_else(Timestamp::now);
        let filed = self.file(&submission, deliveries, as_of)?;
        self.judge_read(submission, as_of, filed)
    }

    /// Judges a submission that was read, and records the verdict if it is filed.
    pub fn judge_read(
        &mut self,
        submission: Submission,
        as_of: Timestamp,
        filed: Option<SubmissionId>,
    ) -> Result<Verdict, Failure> {
        let mut case = Case {
            lang: self.lang,
            role: self.role,
            org: self.org.clone(),
            lookups: self.lookups.clone(),
            ..Case::alone(submission, as_of)
        };
        if !case.submission.pictures.is_empty() {
            let banks = Banks::open(self.store.as_ref().or(self.banks.as_ref()), self.org.as_ref(), filed)?;
            case.photos = banks.matches(&case.submission.pictures, as_of)?;
        }
        let Some(store) = &mut self.store else { return Ok(analyze(&case, self.reference)) };
        let seen = observables(&case, self.reference);
        case.sightings = store.sightings(&seen, filed)?;
        let verdict = analyze(&case, self.reference);
        if let Some(id) = filed {
            store.record(id, &verdict, &seen)?;
        }
        Ok(verdict)
    }

    fn file(
        &mut self,
        submission: &Submission,
        deliveries: &[Delivery],
        as_of: Timestamp,
    ) -> Result<Option<SubmissionId>, Failure> {
        let Some(store) = &mut self.store else { return Ok(None) };
        let outer: Vec<_> = submission.artifacts.iter().filter(|a| a.inside.is_none()).collect();
        let kept: Vec<Kept<'_>> = deliveries
            .iter()
            .filter_map(|d| {
                outer.iter().find(|a| a.name == d.name && a.size == d.bytes.len() as u64).map(|a| Kept {
                    digest: &a.digest,
                    name: &d.name,
                    bytes: &d.bytes,
                })
            })
            .collect();
        Ok(Some(store.file(submission, self.role, as_of, &kept)?))
    }

    fn options(&self) -> Options {
        let org = self.org.as_ref();
        Options {
            lookups: self.lookups.clone(),
            own_names: self.own_names.clone(),
            own_domains: org.map(|o| o.domains.clone()).unwrap_or_default(),
        }
    }
}
