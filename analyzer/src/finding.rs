//! What a signal found: a claim, its strength, and the facts it stands on.

use serde::{Deserialize, Serialize};

use crate::case::{Fact, Lang, Place, Source};

/// A sentence in both languages: whoever writes one, writes the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Says {
    /// English.
    pub en: String,
    /// Korean.
    pub ko: String,
}

impl Says {
    /// A sentence in both languages.
    pub fn new(en: impl Into<String>, ko: impl Into<String>) -> Self {
        Self { en: en.into(), ko: ko.into() }
    }

    /// The sentence in one language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Ko => &self.ko,
        }
    }
}

/// A constant sentence in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Korean.
    pub ko: &'static str,
}

impl Text {
    /// The sentence in one language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Ko => self.ko,
        }
    }
}

/// The three questions a verdict answers separately and never averages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Axis {
    /// Is the contact who they say they are?
    Identity,
    /// Do they ask for something harmful?
    Ask,
    /// Is this employee or organisation being targeted, and by a campaign?
    Targeting,
}

/// How much a finding weighs. `data/policy.toml` turns the word into points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// Speaks for the contact; identity axis only.
    Reassuring,
    /// Context; never enough, however many.
    Weak,
    /// A question to settle.
    Moderate,
    /// Hardly ever seen with honest recruiters.
    Strong,
    /// Enough alone.
    Decisive,
}

/// Correlated signals: of a family the strongest finding counts, the others are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// Domains and addresses of the sender.
    Domain,
    /// Who operated the sending system.
    Authentication,
    /// Names and persons.
    Person,
    /// Employer, role and agency claims.
    Company,
    /// Phone numbers.
    Phone,
    /// Account and profile.
    Account,
    /// Schools and degrees.
    Credentials,
    /// The course of studies and career.
    History,
    /// Running, installing, pasting, opening.
    Execution,
    /// Files as such.
    File,
    /// Links as such.
    Link,
    /// Secrets and inside information.
    Information,
    /// Credentials, papers, money.
    Theft,
    /// Leaving the platform, secrecy, avoiding a call.
    Channel,
    /// Bait and pressure.
    Bait,
    /// How a message reads as a whole.
    Course,
    /// Shared with other submissions.
    Campaign,
    /// Who is being written to.
    Target,
}

/// One claim about the contact. It can't be made without a fact to cite: see [`Finding::new`].
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The catalogue codes it stands for.
    pub codes: &'static [&'static str],
    /// How much it weighs.
    pub strength: Strength,
    /// The claim in one plain sentence.
    pub claim: Says,
    /// How probable it is that what was read was read rightly, from 0 to 1: the share of the strength's points that
    /// the finding gets. 1 for facts that need no reading.
    pub probability: f64,
    /// Decibans that the reading itself measured, in place of the strength's points.
    pub measured: Option<f64>,
    /// What was read, and where. Never empty.
    cites: Vec<Cite>,
}

/// A quotation with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cite {
    /// The exact words.
    pub quote: String,
    /// Where they stand.
    pub source: Source,
}

impl<T> From<&Fact<T>> for Cite {
    fn from(fact: &Fact<T>) -> Self {
        Self { quote: fact.quote.clone(), source: fact.source.clone() }
    }
}

impl Finding {
    /// A claim that rests on at least one fact.
    pub fn new(codes: &'static [&'static str], strength: Strength, claim: Says, cite: impl Into<Cite>) -> Self {
        Self { codes, strength, claim, probability: 1.0, measured: None, cites: vec![cite.into()] }
    }

    /// The same claim, read from words with a probability.
    #[must_use]
    pub fn weighing(mut self, probability: f64) -> Self {
        self.probability = probability.clamp(0.0, 1.0);
        self
    }

    /// The same claim, with decibans of its own.
    #[must_use]
    pub fn worth(mut self, decibans: f64) -> Self {
        self.measured = Some(decibans);
        self
    }

    /// The same claim with one more fact behind it.
    #[must_use]
    pub fn and(mut self, cite: impl Into<Cite>) -> Self {
        let cite = cite.into();
        if !self.cites.contains(&cite) {
            self.cites.push(cite);
        }
        self
    }

    /// Whether all it rests on was read off a picture. Text recognition errs, so such a finding is never decisive, and
    /// reassures nobody.
    #[must_use]
    pub fn off_a_picture(&self) -> bool {
        self.cites.iter().all(|cite| matches!(cite.source.place, Place::Region { .. }))
    }

    /// The facts it rests on, at least one.
    #[must_use]
    pub fn cites(&self) -> &[Cite] {
        &self.cites
    }
}

/// What a signal answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Looked, and nothing stood out.
    Clear,
    /// Looked, and found.
    Found(Vec<Finding>),
    /// Could not look: why, and what the employee could hand in.
    Missing {
        /// Why it could not be checked.
        why: Text,
        /// What would allow it.
        ask: Text,
    },
}

impl Outcome {
    /// [`Outcome::Clear`] for no findings, [`Outcome::Found`] otherwise.
    #[must_use]
    pub fn of(findings: Vec<Finding>) -> Self {
        if findings.is_empty() { Self::Clear } else { Self::Found(findings) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::ArtifactId;

    #[test]
    fn what_stands_on_a_picture_alone_is_told() {
        let fact = |place: Place| Fact::text("driver update command", Source { artifact: ArtifactId(0), place });
        let region = fact(Place::Region { left: 1, top: 2, width: 30, height: 4 });
        let finding = Finding::new(&["MS-1"], Strength::Decisive, Says::new("It asks.", "요구합니다."), &region);
        assert!(finding.off_a_picture());
        assert!(!finding.and(&fact(Place::Text { start: 0, end: 21 })).off_a_picture());
    }
}
