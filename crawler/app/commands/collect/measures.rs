//! The measures of a run.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use analyzer::case::{Lookup, LookupResult};
use store::Count;

use crate::shelf::Traffic;
use crate::{Failure, config};

/// Hosts that are named at the end of a run.
const MOST_NAMED: usize = 10;

/// What a run did.
#[derive(Debug, Clone, Default)]
pub struct Measures {
    /// Look-ups by kind and result.
    pub lookups: BTreeMap<(String, &'static str), u64>,
    /// What went over the line, by host.
    pub traffic: BTreeMap<String, Traffic>,
    /// The queue at the end.
    pub queue: Count,
    /// How long it took.
    pub took: Duration,
}

impl Measures {
    /// Counts a look-up.
    pub fn add(&mut self, lookup: &Lookup) {
        *self.lookups.entry((lookup.kind.clone(), word(lookup.result))).or_default() += 1;
    }

    fn sum(&self, result: Option<LookupResult>) -> u64 {
        let counted = self.lookups.iter().filter(|((_, of), _)| result.is_none_or(|result| word(result) == *of));
        counted.map(|(_, count)| count).sum()
    }

    /// For people.
    pub fn told(&self) -> String {
        let of = |result| self.sum(Some(result));
        let mut text = format!(
            "{} look-ups in {} s: {} found, {} absent, {} failed, {} not asked.\nQueue: {} waiting ({} due), {} under way, {} answered, {} given up.\n",
            self.sum(None),
            self.took.as_secs(),
            of(LookupResult::Found),
            of(LookupResult::Absent),
            of(LookupResult::Failed),
            of(LookupResult::NotAsked),
            self.queue.waiting,
            self.queue.due,
            self.queue.running,
            self.queue.done,
            self.queue.failed,
        );
        let requests: u64 = self.traffic.values().map(|traffic| traffic.requests).sum();
        let bytes: u64 = self.traffic.values().map(|traffic| traffic.bytes).sum();
        let _ = writeln!(text, "{requests} requests were answered by {} hosts, {}.", self.traffic.len(), size(bytes));
        let mut most: Vec<(&String, &Traffic)> = self.traffic.iter().collect();
        most.sort_by_key(|(_, traffic)| std::cmp::Reverse((traffic.requests, traffic.bytes)));
        for (host, traffic) in most.into_iter().take(MOST_NAMED) {
            let _ = writeln!(text, "{:>7}  {:>9}  {host}", traffic.requests, size(traffic.bytes));
        }
        text
    }

    /// For Prometheus, in its text exposition format, version 0.0.4
    /// (<https://prometheus.io/docs/instrumenting/exposition_formats/>).
    pub fn prometheus(&self) -> String {
        let mut text = String::new();
        let mut family = |name: &str, kind: &str, help: &str, samples: Vec<(Vec<(&str, &str)>, f64)>| {
            let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
            for (labels, value) in samples {
                let labels: Vec<String> =
                    labels.iter().map(|(name, value)| format!("{name}=\"{}\"", escaped(value))).collect();
                let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
                let _ = writeln!(text, "{name}{labels} {value}");
            }
        };
        let lookups = self
            .lookups
            .iter()
            .map(|((kind, result), n)| (vec![("kind", kind.as_str()), ("result", *result)], *n as f64));
        family("bonafide_collect_lookups_total", "counter", "Look-ups of the run.", lookups.collect());
        let by_host = |of: fn(&Traffic) -> u64| {
            self.traffic.iter().map(|(host, t)| (vec![("host", host.as_str())], of(t) as f64)).collect()
        };
        family("bonafide_collect_requests_total", "counter", "Requests that were answered.", by_host(|t| t.requests));
        family("bonafide_collect_bytes_total", "counter", "Bytes of answers, decompressed.", by_host(|t| t.bytes));
        let queue = [
            ("waiting", self.queue.waiting),
            ("due", self.queue.due),
            ("running", self.queue.running),
            ("done", self.queue.done),
            ("failed", self.queue.failed),
        ];
        let queue = queue.into_iter().map(|(state, n)| (vec![("state", state)], n as f64)).collect();
        family("bonafide_collect_jobs", "gauge", "Jobs at the end of the run; due ones wait, too.", queue);
        family(
            "bonafide_collect_seconds",
            "gauge",
            "How long the run took.",
            vec![(Vec::new(), self.took.as_secs_f64())],
        );
        text
    }

    /// Writes them for Prometheus: whole or not at all, for collectors read the file at any moment.
    pub fn write(&self, path: &Path) -> Result<(), Failure> {
        config::replace(path, self.prometheus().as_bytes())
    }
}

fn word(result: LookupResult) -> &'static str {
    match result {
        LookupResult::Found => "found",
        LookupResult::Absent => "absent",
        LookupResult::Failed => "failed",
        LookupResult::NotAsked => "not-asked",
    }
}

fn escaped(label: &str) -> String {
    label.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{:.1} KiB", bytes as f64 / 1024.0),
        _ => format!("{:.1} MiB", bytes as f64 / 1_048_576.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_are_those_that_are_read() {
        let mut measures = Measures::default();
        measures.lookups.insert(("rdap".to_owned(), "found"), 3);
        measures.traffic.insert("a\"b\\.example".to_owned(), Traffic { requests: 2, bytes: 2048 });
        measures.queue = Count { waiting: 1, ..Count::default() };
        let text = measures.prometheus();
        assert!(text.contains("# TYPE bonafide_collect_lookups_total counter\nbonafide_collect_lookups_total{kind=\"rdap\",result=\"found\"} 3\n"), "{text}");
        assert!(text.contains("bonafide_collect_requests_total{host=\"a\\\"b\\\\.example\"} 2\n"), "{text}");
        assert!(text.contains("bonafide_collect_seconds 0\n"), "{text}");
        assert!(measures.told().contains("3 found, 0 absent") && measures.told().contains("2.0 KiB"));
    }
}
