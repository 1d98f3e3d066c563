//! `data/policy.toml`: every number of a verdict.

use serde::Deserialize;
use std::collections::BTreeMap;

use crate::finding::{Axis, Strength};

/// Strength words to points, priors, thresholds.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Decibans of each strength word.
    pub points: BTreeMap<Strength, f64>,
    /// Decibans at which each axis starts.
    pub prior: BTreeMap<Axis, f64>,
    /// Most that the weak findings of one axis may add up to.
    pub weak_cap: f64,
    /// Most that reassuring findings may take from the identity axis.
    pub reassuring_floor: f64,
    /// Where ratings begin.
    pub thresholds: Thresholds,
    /// What each question about the contact weighs in the coverage.
    pub coverage: BTreeMap<String, f64>,
    /// Points of single signals that differ from their strength's, by `signal` id.
    #[serde(default)]
    pub overrides: BTreeMap<String, f64>,
    /// Months after which lists are too old to be relied on, by the beginning of their paths below `data/`.
    #[serde(default)]
    pub months: BTreeMap<String, u32>,
}

impl Policy {
    /// The age limit of a list, in months: that of the longest beginning of its path.
    pub(crate) fn months_of(&self, path: &str) -> Option<u32> {
        let fitting = self.months.iter().filter(|(start, _)| path.starts_with(start.as_str()));
        fitting.max_by_key(|(start, _)| start.len()).map(|(_, months)| *months)
    }
}

/// Where ratings begin.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// Score from which a case is `stop`, if the findings carry it.
    pub stop: f64,
    /// Score from which a case is `verify`.
    pub verify: f64,
    /// The same where what was found is about the person: an applicant, or one whose profile was handed in.
    pub verify_person: f64,
    /// Coverage below which a quiet case is `unknown`.
    pub coverage: f64,
    /// Probability from which the sentence model's word counts as moderate.
    pub ask_moderate: f64,
    /// Probability from which it counts as strong.
    pub ask_strong: f64,
    /// Probability from which it may be decisive.
    pub ask_plain: f64,
    /// Probability from which it counts at all in what is not about work, as moderate.
    pub ask_elsewhere: f64,
    /// Probability of a lure as a whole below which an ask in it is never more than weak.
    pub lure_hardly: f64,
    /// Probability of a lure as a whole from which it is worth mentioning.
    pub lure_weak: f64,
    /// Probability of a lure as a whole from which it counts as moderate.
    pub lure_moderate: f64,
    /// Probability that at least one ask must have for the whole to count as more than weak.
    pub lure_ask: f64,
    /// Probability of a lure as a whole from which it counts as strong.
    pub lure_strong: f64,
    /// Probability of a lure as a whole from which it counts as moderate where it is not about work.
    pub lure_elsewhere: f64,
    /// Decibans that a reading as a whole is worth more among real mail than among the training files, whose honest
    /// messages are written to look like lures.
    pub lure_shift: f64,
    /// The share of its decibans that a reading as a whole counts where it is weak.
    pub lure_weak_share: f64,
    /// Most decibans that the reading as a whole is worth.
    pub lure_most: f64,
}
