//! The measures over a set of judged cases.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use analyzer::Rating;
use analyzer::reading::Topic;
use serde::Serialize;

use super::{CaseLabel, Row, ratings};

/// The measures. Those over scores use hostile and genuine cases; undetermined ones count only for ratings.
#[derive(Debug, Clone, Serialize)]
pub struct Measures {
    /// How many cases.
    pub cases: usize,
    /// Area under the receiver operating characteristic.
    pub roc_auc: Option<f64>,
    /// Average precision.
    pub average_precision: Option<f64>,
    /// Share of hostile cases above the score that at most 1 % of the genuine ones reach.
    pub recall_at_1_percent_false_positives: Option<f64>,
    /// Genuine cases rated `stop`.
    pub false_stop: usize,
    /// Genuine cases rated `verify`.
    pub false_verify: usize,
    /// Hostile cases rated `ordinary`.
    pub missed_hostile: usize,
    /// Mean square of score minus truth (Brier 1950).
    pub brier: Option<f64>,
    /// Cases and hostile ones by tenth of the score.
    pub calibration: Vec<Bin>,
    /// Cases whose rating is one they accept.
    pub ratings_accepted: usize,
    /// Of the codes cited in cases that name codes, the share that an expert would cite; this project's own aside.
    pub code_precision: Option<f64>,
    /// Of the codes an expert would cite, the share that was.
    pub code_recall: Option<f64>,
    /// Findings that a case forbids.
    pub forbidden_cited: usize,
    /// Cases that could not be run.
    pub failed: usize,
    /// Cases that are not about recruiting and were called ordinary all the same are counted by topic.
    pub topics: BTreeMap<String, usize>,
    /// How often each rating was given.
    pub ratings: BTreeMap<String, usize>,
    /// By label and kind: cases, accepted.
    pub kinds: BTreeMap<String, Part>,
    /// By language: cases, accepted.
    pub languages: BTreeMap<String, Part>,
    /// Longest time of one case, in milliseconds.
    pub slowest_milliseconds: f64,
    /// All cases' time together, in milliseconds.
    pub total_milliseconds: f64,
}

/// Codes that this project added to the catalogue, which no expert could cite.
const OWN_CODES: [&str; 1] = ["MS-17"];

/// A tenth of the scores.
#[derive(Debug, Clone, Serialize)]
pub struct Bin {
    /// Lowest score.
    pub from: f64,
    /// Cases in it.
    pub cases: usize,
    /// Hostile ones among them.
    pub hostile: usize,
    /// Their mean score.
    pub mean_score: f64,
}

/// A part of the cases.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Part {
    /// How many.
    pub cases: usize,
    /// How many have an accepted rating.
    pub accepted: usize,
}

impl Measures {
    /// Measures judged cases.
    pub fn of(rows: &[Row]) -> Self {
        let scored: Vec<(f64, bool)> = rows
            .iter()
            .filter(|r| r.failed.is_none() && r.label != CaseLabel::Undetermined)
            .map(|r| (r.score, r.label == CaseLabel::Hostile))
            .collect();
        let positives = scored.iter().filter(|(_, hostile)| *hostile).count();
        let both = positives > 0 && positives < scored.len();
        let rated = |label: CaseLabel, rating: Rating| {
            rows.iter().filter(|r| r.label == label && r.rating == Some(rating)).count()
        };
        let coded: Vec<&Row> = rows.iter().filter(|r| !r.codes.is_empty() && r.failed.is_none()).collect();
        let compared = |code: &&String| !OWN_CODES.contains(&code.as_str());
        let cited: usize = coded.iter().map(|r| r.cited.iter().filter(compared).count()).sum();
        let wanted: usize = coded.iter().map(|r| r.codes.len()).sum();
        let hits: usize = coded.iter().map(|r| r.codes.iter().filter(|c| r.cited.contains(c)).count()).sum();
        let mut topics = BTreeMap::new();
        for topic in rows.iter().filter_map(|r| r.topic) {
            let name = match topic {
                Topic::Recruiting => "recruiting",
                Topic::Applicant => "applicant",
                Topic::Other => "other",
                Topic::Unclear => "unclear",
            };
            *topics.entry(name.to_owned()).or_insert(0) += 1;
        }
        let parts = |key: &dyn Fn(&Row) -> String| {
            let mut parts: BTreeMap<String, Part> = BTreeMap::new();
            for row in rows {
                let part = parts.entry(key(row)).or_default();
                part.cases += 1;
                part.accepted += usize::from(row.accepted);
            }
            parts
        };
        Self {
            cases: rows.len(),
            roc_auc: both.then(|| auc(&scored)),
            average_precision: both.then(|| average_precision(&scored)),
            recall_at_1_percent_false_positives: both.then(|| recall_at(&scored, 0.01)),
            false_stop: rated(CaseLabel::Genuine, Rating::Stop),
            false_verify: rated(CaseLabel::Genuine, Rating::Verify),
            missed_hostile: rated(CaseLabel::Hostile, Rating::Ordinary),
            brier: both.then(|| {
                scored.iter().map(|(s, h)| (s - f64::from(u8::from(*h))).powi(2)).sum::<f64>() / scored.len() as f64
            }),
            calibration: calibration(&scored),
            ratings_accepted: rows.iter().filter(|r| r.accepted).count(),
            code_precision: (cited > 0).then(|| hits as f64 / cited as f64),
            code_recall: (wanted > 0).then(|| hits as f64 / wanted as f64),
            forbidden_cited: rows.iter().map(|r| r.forbidden.len()).sum(),
            failed: rows.iter().filter(|r| r.failed.is_some()).count(),
            topics,
            ratings: ratings(rows),
            kinds: parts(&|r: &Row| format!("{:?} {}", r.label, r.kind).to_lowercase()),
            languages: parts(&|r: &Row| r.lang.clone()),
            slowest_milliseconds: rows.iter().map(|r| r.milliseconds).fold(0.0, f64::max),
            total_milliseconds: rows.iter().map(|r| r.milliseconds).sum(),
        }
    }

    /// The measures as text, with the cases whose rating is not accepted.
    pub fn render(&self, rows: &[Row]) -> String {
        let mut text = String::new();
        let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |v| format!("{v:.3}"));
        let _ = writeln!(text, "cases                 {}", self.cases);
        let _ = writeln!(text, "ratings accepted      {}", self.ratings_accepted);
        let _ = writeln!(text, "ratings               {}", counts(&self.ratings));
        let _ = writeln!(text, "topics                {}", counts(&self.topics));
        let _ = writeln!(text, "false stop, verify    {} · {}", self.false_stop, self.false_verify);
        let _ = writeln!(text, "missed hostile        {}", self.missed_hostile);
        if self.roc_auc.is_some() {
            let _ = writeln!(text, "ROC AUC               {}", number(self.roc_auc));
            let _ = writeln!(text, "average precision     {}", number(self.average_precision));
            let _ = writeln!(text, "recall at 1 % FP      {}", number(self.recall_at_1_percent_false_positives));
            let _ = writeln!(text, "Brier score           {}", number(self.brier));
        }
        if self.code_recall.is_some() {
            let _ = writeln!(
                text,
                "codes                 precision {} · recall {} · forbidden {}",
                number(self.code_precision),
                number(self.code_recall),
                self.forbidden_cited
            );
        }
        if self.failed > 0 {
            let _ = writeln!(text, "could not be read     {}", self.failed);
        }
        let _ = writeln!(
            text,
            "time                  {:.1} ms each, slowest {:.0} ms",
            self.total_milliseconds / self.cases.max(1) as f64,
            self.slowest_milliseconds
        );
        if self.languages.len() > 1 {
            for (name, part) in &self.languages {
                let _ = writeln!(text, "  {name:<19} {} of {} accepted", part.accepted, part.cases);
            }
        }
        for row in rows.iter().filter(|r| !r.accepted).take(60) {
            let wanted: Vec<String> = row.ratings.iter().map(|r| format!("{r:?}").to_lowercase()).collect();
            let _ = writeln!(text, "{}  (wanted {})", super::line_of(row), wanted.join(" or "));
        }
        text
    }
}

fn counts(map: &BTreeMap<String, usize>) -> String {
    map.iter().map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(" · ")
}

/// Area under the ROC curve by ranks, ties counting half (Hanley and McNeil 1982).
pub fn auc(scored: &[(f64, bool)]) -> f64 {
    let mut sorted: Vec<&(f64, bool)> = scored.iter().collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut ranks, mut at) = (0.0, 0);
    while at < sorted.len() {
        let tied = sorted.iter().skip(at).take_while(|s| sorted.get(at).is_some_and(|f| f.0 == s.0)).count();
        let rank = at as f64 + (tied as f64 + 1.0) / 2.0;
        ranks += rank * sorted.iter().skip(at).take(tied).filter(|s| s.1).count() as f64;
        at += tied;
    }
    let positives = scored.iter().filter(|s| s.1).count() as f64;
    let negatives = scored.len() as f64 - positives;
    if positives == 0.0 || negatives == 0.0 {
        0.5
    } else {
        (ranks - positives * (positives + 1.0) / 2.0) / (positives * negatives)
    }
}

/// Mean precision at each hostile case, from the highest score down; of equal scores the genuine ones come first.
pub fn average_precision(scored: &[(f64, bool)]) -> f64 {
    let mut sorted = scored.to_vec();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let (mut hits, mut sum) = (0usize, 0.0);
    for (rank, (_, hostile)) in (1..).zip(&sorted) {
        if *hostile {
            hits += 1;
            sum += hits as f64 / f64::from(rank);
        }
    }
    sum / hits.max(1) as f64
}

/// Share of hostile cases above the score that at most a share of the genuine ones reach.
fn recall_at(scored: &[(f64, bool)], share: f64) -> f64 {
    let mut genuine: Vec<f64> = scored.iter().filter(|s| !s.1).map(|s| s.0).collect();
    genuine.sort_by(|a, b| b.total_cmp(a));
    let allowed = (genuine.len() as f64 * share).floor() as usize;
    let bar = genuine.get(allowed).copied().unwrap_or(0.0);
    let hostile: Vec<f64> = scored.iter().filter(|s| s.1).map(|s| s.0).collect();
    hostile.iter().filter(|s| **s > bar).count() as f64 / hostile.len().max(1) as f64
}

fn calibration(scored: &[(f64, bool)]) -> Vec<Bin> {
    (0..10)
        .map(|tenth| {
            let inside: Vec<&(f64, bool)> =
                scored.iter().filter(|(s, _)| ((s * 10.0) as usize).min(9) == tenth).collect();
            Bin {
                from: tenth as f64 / 10.0,
                cases: inside.len(),
                hostile: inside.iter().filter(|(_, h)| *h).count(),
                mean_score: inside.iter().map(|(s, _)| s).sum::<f64>() / inside.len().max(1) as f64,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_agree_with_hand_counts() {
        let scored = [(0.9, true), (0.8, false), (0.8, true), (0.1, false)];
        assert!((auc(&scored) - 0.875).abs() < 1e-9);
        assert!((average_precision(&scored) - (1.0 + 2.0 / 3.0) / 2.0).abs() < 1e-9);
        assert!((recall_at(&scored, 0.5) - 1.0).abs() < 1e-9);
        assert!((recall_at(&scored, 0.01) - 0.5).abs() < 1e-9);
    }
}
