//! Whose commits, and of when. Both are what authors wrote: git proves neither.

use jiff::Timestamp;

/// Most addresses of authors that are kept.
const MOST_AUTHORS: usize = 50;

/// Longest address that is kept.
const LONGEST: usize = 120;

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Commit {
    /// When its author says to have made it.
    pub at: Option<Timestamp>,
    /// The author's mail address.
    pub author: Option<String>,
}

impl Commit {
    /// A commit as forges write it: RFC 3339, and an address.
    pub(super) fn of(at: Option<&str>, author: Option<&str>) -> Self {
        let author = author.map(|a| a.trim().to_lowercase()).filter(|a| !a.is_empty() && a.len() <= LONGEST);
        Self { at: at.and_then(|t| t.parse().ok()), author }
    }
}

/// A history, the newest commits first; the middle of a long one may be missing.
#[derive(Debug, Default)]
pub(super) struct History {
    pub commits: Vec<Commit>,
    /// Whether the oldest commit is among them.
    pub complete: bool,
}

impl History {
    /// The date of the oldest commit.
    pub(super) fn first(&self) -> Option<String> {
        let oldest = self.commits.last().filter(|_| self.complete)?;
        oldest.at.map(|at| at.to_string())
    }

    /// How many of the commits are dated before a moment.
    pub(super) fn before(&self, moment: &str) -> Option<usize> {
        let moment: Timestamp = moment.parse().ok()?;
        Some(self.commits.iter().filter(|c| c.at.is_some_and(|at| at < moment)).count())
    }

    /// The authors, each once, in order. Programs that commit by themselves are nobody.
    pub(super) fn authors(&self) -> Vec<String> {
        let is_program =
            |author: &str| author.contains("[bot]") || matches!(author, "noreply@github.com" | "actions@github.com");
        let mut authors: Vec<String> = Vec::new();
        for author in self.commits.iter().filter_map(|c| c.author.as_ref()) {
            if !is_program(author) && !authors.contains(author) && authors.len() < MOST_AUTHORS {
                authors.push(author.clone());
            }
        }
        authors
    }
}

/// A moment in UTC, as records hold it.
pub(super) fn moment(written: Option<&str>) -> Option<String> {
    written?.parse::<Timestamp>().ok().map(|at| at.to_string())
}
