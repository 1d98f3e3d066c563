//! What surrounds a submission: language, the employee's organisation, look-ups, earlier sightings.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::photo::Print;

/// The language of a verdict's sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Korean.
    Ko,
}

/// Who the contact claims to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ContactRole {
    /// Someone who offers work.
    #[default]
    Recruiter,
    /// Someone who asks for work.
    Applicant,
}

/// `org.toml`: the employee's own organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrgFile {
    /// Its name.
    pub name: String,
    /// Its domains.
    #[serde(default)]
    pub domains: Vec<String>,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// `defence`, …
    #[serde(default)]
    pub sector: String,
    /// People who may be cloned.
    #[serde(default)]
    pub staff: Vec<StaffMember>,
    /// Words whose mention in a question is targeting.
    #[serde(default)]
    pub projects: Vec<String>,
    /// Contacts confirmed as genuine.
    #[serde(default)]
    pub genuine: Vec<GenuineContact>,
    /// Where the employee reports; shown in the next steps.
    #[serde(default)]
    pub report_to: Vec<String>,
}

/// A member of staff who may be cloned.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffMember {
    /// Name.
    pub name: String,
    /// What official photos are recognised by, as `bonafide photos print` prints it.
    #[serde(default)]
    pub photos: Vec<Print>,
}

/// A contact that a person confirmed as genuine: by domain or tenant, never by name or photo alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GenuineContact {
    /// The agency's or employer's domain.
    #[serde(default)]
    pub domain: String,
    /// `vendor:tenant` of an applicant tracking system.
    #[serde(default)]
    pub tenant: String,
    /// Why.
    pub reason: String,
    /// Until when, as a date `YYYY-MM-DD`.
    pub expires: String,
}

/// A recorded look-up. Unknown fields of `record` are kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lookup {
    /// A word of [`super::QuestionKind`]; others are kept and count only as "the open web was asked".
    pub kind: String,
    /// The domain, address or name asked about.
    pub subject: String,
    /// When.
    pub asked_at: Option<Timestamp>,
    /// What came of it.
    pub result: LookupResult,
    /// What came back.
    #[serde(default)]
    pub record: serde_json::Value,
    /// The addresses that were really asked, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<String>,
    /// Why it failed or was not asked, in plain English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// What came of a look-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum LookupResult {
    Found,
    Absent,
    Failed,
    NotAsked,
}

/// Something by which two submissions can be recognised as related.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Observable {
    /// Its kind.
    pub kind: ObservableKind,
    /// Its canonical form (E.164, lower-case address, registrable domain, URL without tracking, text sketch).
    pub value: String,
}

/// Kinds of observables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum ObservableKind {
    Phone,
    Email,
    Domain,
    Link,
    Handle,
    File,
    /// A near-duplicate sketch of a message's prose.
    Text,
    /// The same of what a profile says about the person.
    Profile,
}

/// An earlier submission that shares an observable with this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    /// What is shared.
    pub observable: Observable,
    /// When the earlier one was filed.
    pub seen_at: Timestamp,
    /// Names under which the contact appeared then.
    pub names: Vec<String>,
    /// Employers claimed then.
    pub employers: Vec<String>,
    /// What else it could be recognised by.
    #[serde(default)]
    pub beside: Vec<Observable>,
}
