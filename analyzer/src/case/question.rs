//! What a case asks of the open web, before anybody asks it.

use serde::{Deserialize, Serialize};

/// What is asked about. The words are those of recorded look-ups (`lookups.json`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionKind {
    /// When and where a domain was registered (RDAP, RFC 9083).
    Rdap,
    /// A domain's records: mail servers, SPF, DMARC, addresses, name servers.
    Dns,
    /// Certificates logged for a domain (Certificate Transparency, RFC 9162).
    Certificates,
    /// The key of a DKIM signature: `selector._domainkey.domain`.
    Dkim,
    /// What an employer's own site says about it, and its notice about recruitment fraud.
    Company,
    /// Whether an employer's own job board lists a role.
    JobBoard,
    /// A public profile whose address was handed in.
    Profile,
    /// A repository of code named in a message, and its owner's account.
    Repository,
    /// A web page.
    Page,
}

impl QuestionKind {
    /// The word that recorded look-ups use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            QuestionKind::Rdap => "rdap",
            QuestionKind::Dns => "dns",
            QuestionKind::Certificates => "certificates",
            QuestionKind::Dkim => "dkim",
            QuestionKind::Company => "company",
            QuestionKind::JobBoard => "job-board",
            QuestionKind::Profile => "profile",
            QuestionKind::Repository => "repository",
            QuestionKind::Page => "page",
        }
    }
}

/// Who learns that it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// A registry or a public service that answers everybody and tells nobody.
    Public,
    /// The employer that the contact claims, at addresses known from the lists or `org.toml`.
    Employer,
    /// The contact, or somebody in league: whatever he sent, and hosts that he may control. Asked only when the operator
    /// says so, for it tells him.
    Contact,
}

/// One thing to ask outside.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Question {
    /// What is asked.
    pub kind: QuestionKind,
    /// The domain, address, name or organisation asked about; a recorded look-up of the same kind and subject answers it.
    pub subject: String,
    /// Where to ask: hosts of an employer, `vendor:tenant` of job boards; empty where the kind says it.
    #[serde(default)]
    pub places: Vec<String>,
    /// What is looked for there: titles of the roles that the contact offers.
    #[serde(default)]
    pub seeks: Vec<String>,
    /// Who learns of it.
    pub audience: Audience,
}
