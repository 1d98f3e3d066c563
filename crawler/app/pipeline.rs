//! The line: delivery → submission → filed → looked up and sighted → case → verdict → recorded.

use analyzer::case::{Case, ContactRole, Lang, Lookup, LookupResult, OrgFile, QuestionKind, Submission};
use analyzer::reference::Reference;
use analyzer::{Verdict, analyze, observables, questions};
use intake::{Delivery, Isolation, Options};
use jiff::Timestamp;
use lookup::Desk;
use store::{Kept, Store, SubmissionId};

use crate::photos::Banks;
use crate::{Failure, outside};

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
    /// Where the open web is asked; none without `--online`.
    pub desk: Option<Desk>,
}

impl Line<'_> {
    /// Judges what a person handed in together.
    pub fn judge(&mut self, deliveries: &[Delivery]) -> Result<Verdict, Failure> {
        let mut submission = intake::read(deliveries, &self.options(&self.lookups), self.isolation)?;
        let as_of = self.as_of.unwrap_or_else(Timestamp::now);
        let filed = self.file(&submission, deliveries, as_of)?;
        let lookups = self.ask(&submission, as_of, filed)?;
        if lookups.iter().any(|l| l.kind == QuestionKind::Dkim.word() && l.result == LookupResult::Found) {
            // With the keys at hand signatures are verified again.
            submission = intake::read(deliveries, &self.options(&lookups), self.isolation)?;
        }
        self.judge_with(submission, lookups, as_of, filed)
    }

    /// The recorded look-ups, and answers to the questions that they leave open, if any may be asked. They are kept with
    /// what is filed: it will be judged with them again.
    fn ask(
        &mut self,
        submission: &Submission,
        as_of: Timestamp,
        filed: Option<SubmissionId>,
    ) -> Result<Vec<Lookup>, Failure> {
        let mut lookups = self.lookups.clone();
        let mut evidence = Vec::new();
        if let Some(desk) = &self.desk {
            let open = questions(&self.case(submission.clone(), lookups.clone(), as_of), self.reference);
            let (asked, kept) = outside::ask(desk, &open);
            lookups.extend(asked);
            evidence = kept;
        }
        if let (Some(store), Some(id)) = (&mut self.store, filed) {
            let (recorded, asked) = lookups.split_at(self.lookups.len());
            store.keep_lookups(id, recorded, &[], as_of)?;
            store.keep_lookups(id, asked, &evidence, as_of)?;
        }
        Ok(lookups)
    }

    /// Judges a submission that was read, and records the verdict if it is filed.
    pub fn judge_read(
        &mut self,
        submission: Submission,
        as_of: Timestamp,
        filed: Option<SubmissionId>,
    ) -> Result<Verdict, Failure> {
        let lookups = self.ask(&submission, as_of, filed)?;
        self.judge_with(submission, lookups, as_of, filed)
    }

    fn judge_with(
        &mut self,
        submission: Submission,
        lookups: Vec<Lookup>,
        as_of: Timestamp,
        filed: Option<SubmissionId>,
    ) -> Result<Verdict, Failure> {
        let mut case = self.case(submission, lookups, as_of);
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

    fn case(&self, submission: Submission, lookups: Vec<Lookup>, as_of: Timestamp) -> Case {
        Case { lang: self.lang, role: self.role, org: self.org.clone(), lookups, ..Case::alone(submission, as_of) }
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

    fn options(&self, lookups: &[Lookup]) -> Options {
        let org = self.org.as_ref();
        Options {
            lookups: lookups.to_vec(),
            own_names: self.own_names.clone(),
            own_domains: org.map(|o| o.domains.clone()).unwrap_or_default(),
        }
    }
}
