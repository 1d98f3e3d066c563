//! The course a message runs: from what the model says of its sentences to whether the whole is a lure.
//!
//! One doubtful sentence is nothing, and neither are five harmless ones; what counts is which readings come together.
//! Boosted trees of two levels weigh them (Friedman 2001, with Newton's steps in the leaves): each adds a little to the
//! odds where one or two readings lie on one side of a border.

use super::AskKind;
use super::model::{Scale, odds};

/// How many readings of a message are weighed.
pub const READINGS: usize = 6 + 2 * AskKind::ALL.len();

/// The readings of a message: odds' logarithms of the whole being a lure and about work, of its three likeliest harms,
/// the logarithm of its sentences' number, then for every label the likeliest odds' logarithm and the mean probability.
#[derive(Debug, Clone, PartialEq)]
pub struct Readings(pub [f32; READINGS]);

impl Readings {
    /// Gathers them. `harm` and `labels` have an entry for each sentence; probabilities all.
    #[must_use]
    pub fn new(whole: f64, work: f64, harm: &[f64], labels: &[Vec<f64>]) -> Self {
        let mut likeliest: Vec<f64> = harm.iter().map(|p| odds(*p)).collect();
        likeliest.sort_by(|a, b| b.total_cmp(a));
        let mut found = vec![odds(whole), odds(work)];
        found.extend((0..3).map(|rank| likeliest.get(rank).copied().unwrap_or_else(|| odds(0.0))));
        found.push((harm.len().max(1) as f64).ln());
        for label in 0..AskKind::ALL.len() {
            let of = || labels.iter().filter_map(|probabilities| probabilities.get(label).copied());
            found.push(odds(of().fold(0.0, f64::max)));
            found.push(of().sum::<f64>() / labels.len().max(1) as f64);
        }
        let mut readings = [0.0; READINGS];
        readings.iter_mut().zip(found).for_each(|(slot, value)| *slot = value as f32);
        Self(readings)
    }

    fn at(&self, reading: u8) -> f32 {
        self.0.get(usize::from(reading)).copied().unwrap_or(0.0)
    }
}

/// A border: which reading, and from where on it counts as high.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Border {
    reading: u8,
    from: f32,
}

/// A tree of two levels: the second border depends on the side of the first.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Tree {
    first: Border,
    low: Border,
    high: Border,
    /// Added to the odds' logarithm: low-low, low-high, high-low, high-high.
    leaves: [f32; 4],
}

/// Bytes before the trees in the file.
const HEAD: usize = 24;

/// Bytes of a tree in the file.
const TREE: usize = 3 * 5 + 4 * 4;

impl Tree {
    fn adds(&self, readings: &Readings) -> f32 {
        let high = readings.at(self.first.reading) >= self.first.from;
        let second = if high { self.high } else { self.low };
        let leaf = 2 * usize::from(high) + usize::from(readings.at(second.reading) >= second.from);
        self.leaves.get(leaf).copied().unwrap_or(0.0)
    }
}

/// What turns readings into a probability.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    trees: Vec<Tree>,
    /// The odds' logarithm that the trees add to.
    start: f32,
    /// Makes the probabilities true.
    scale: Scale,
    /// The odds' logarithm of a lure among the messages on which they are true.
    base: f32,
}

/// How many trees, how much of its step each takes, how many messages a side must hold, and how far leaves are drawn to
/// nothing. Chosen on folds of the training files.
const TREES: usize = 300;
const RATE: f64 = 0.08;
const FEWEST: usize = 30;
const RIDGE: f64 = 5.0;
/// Into how many steps a reading's values are sorted for the search of borders.
const STEPS: usize = 64;

impl Default for Course {
    fn default() -> Self {
        Self { trees: Vec::new(), start: 0.0, scale: Scale { slope: 1.0, context: 0.0, offset: 0.0 }, base: 0.0 }
    }
}

impl Course {
    /// How probable it is that the readings are a lure's; and what that is worth in decibans (ten times the base-10
    /// logarithm of the likelihood ratio).
    #[must_use]
    pub fn of(&self, readings: &Readings) -> (f64, f64) {
        let probability = self.scale.of(self.raw(readings), 0.0);
        (probability, (odds(probability) - f64::from(self.base)) * 10.0 / std::f64::consts::LN_10)
    }

    /// The odds' logarithm before calibration.
    #[must_use]
    pub fn raw(&self, readings: &Readings) -> f64 {
        f64::from(self.start) + self.trees.iter().map(|tree| f64::from(tree.adds(readings))).sum::<f64>()
    }

    /// The same with a calibration, see [`super::calibrate`], and the share of lures among the messages that gave it.
    #[must_use]
    pub fn calibrated(self, scale: Scale, lures: f64) -> Self {
        Self { scale, base: odds(lures) as f32, ..self }
    }

    /// Learns from messages of which it is known whether they are lures. Their readings must come from a model that had
    /// not seen them.
    #[must_use]
    pub fn learn(messages: &[(&Readings, bool)]) -> Self {
        let lures = messages.iter().filter(|(_, lure)| *lure).count() as f64 / messages.len().max(1) as f64;
        let start = odds(lures);
        let table = Table::new(messages);
        let mut sums = vec![start; messages.len()];
        let mut trees = Vec::new();
        for _ in 0..TREES {
            // Slope and curve of the logistic loss at each message.
            let pulls: Vec<Pull> = sums
                .iter()
                .zip(messages)
                .map(|(sum, (_, lure))| {
                    let p = 1.0 / (1.0 + (-sum).exp());
                    Pull { slope: f64::from(u8::from(*lure)) - p, curve: (p * (1.0 - p)).max(1e-6), count: 1 }
                })
                .collect();
            let all: Vec<usize> = (0..messages.len()).collect();
            let Some(tree) = table.grow(&pulls, &all) else { break };
            sums.iter_mut().zip(messages).for_each(|(sum, (readings, _))| *sum += f64::from(tree.adds(readings)));
            trees.push(tree);
        }
        Self { trees, start: start as f32, ..Self::default() }
    }

    /// Appends it to the model's file.
    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        let Scale { slope, context, offset } = self.scale;
        [self.start, slope, context, offset, self.base].iter().for_each(|f| bytes.extend(f.to_le_bytes()));
        bytes.extend((self.trees.len() as u32).to_le_bytes());
        for tree in &self.trees {
            for border in [tree.first, tree.low, tree.high] {
                bytes.push(border.reading);
                bytes.extend(border.from.to_le_bytes());
            }
            tree.leaves.iter().for_each(|leaf| bytes.extend(leaf.to_le_bytes()));
        }
    }

    /// Reads it from the front of `bytes`; answers how many bytes it took.
    pub(super) fn read(bytes: &[u8]) -> Option<(Self, usize)> {
        let float = |at: usize| Some(f32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let count = u32::from_le_bytes(bytes.get(20..24)?.try_into().ok()?) as usize;
        let border = |at: usize| Some(Border { reading: *bytes.get(at)?, from: float(at + 1)? });
        let mut trees = Vec::new();
        for at in (0..count.min(bytes.len() / TREE)).map(|n| HEAD + n * TREE) {
            let mut leaves = [0.0; 4];
            for (n, leaf) in leaves.iter_mut().enumerate() {
                *leaf = float(at + 15 + n * 4)?;
            }
            trees.push(Tree { first: border(at)?, low: border(at + 5)?, high: border(at + 10)?, leaves });
        }
        let scale = Scale { slope: float(4)?, context: float(8)?, offset: float(12)? };
        let read = Self { start: float(0)?, scale, base: float(16)?, trees };
        (read.trees.len() == count).then_some((read, HEAD + count * TREE))
    }
}

/// A message's pull on a leaf: first and second derivative of the loss; or those of many together.
#[derive(Debug, Clone, Copy, Default)]
struct Pull {
    slope: f64,
    curve: f64,
    count: usize,
}

impl Pull {
    fn add(&mut self, other: Pull) {
        self.slope += other.slope;
        self.curve += other.curve;
        self.count += other.count;
    }

    fn without(self, other: Pull) -> Pull {
        Pull { slope: self.slope - other.slope, curve: self.curve - other.curve, count: self.count - other.count }
    }

    /// What a leaf of these gains.
    fn gain(self) -> f64 {
        self.slope * self.slope / (self.curve + RIDGE)
    }

    /// What a leaf of these adds.
    fn leaf(self) -> f32 {
        (RATE * self.slope / (self.curve + RIDGE)) as f32
    }
}

/// The messages' readings, sorted into steps.
struct Table {
    /// For each reading, the lower bound of each step but the first.
    bounds: Vec<Vec<f32>>,
    /// For each message, the step of each reading.
    steps: Vec<[u8; READINGS]>,
}

impl Table {
    fn new(messages: &[(&Readings, bool)]) -> Self {
        let bounds: Vec<Vec<f32>> = (0..READINGS)
            .map(|reading| {
                let mut values: Vec<f32> = messages.iter().map(|(r, _)| r.at(reading as u8)).collect();
                values.sort_by(f32::total_cmp);
                let mut bounds: Vec<f32> =
                    (1..STEPS).filter_map(|step| values.get(step * values.len() / STEPS).copied()).collect();
                bounds.dedup();
                bounds
            })
            .collect();
        let steps = messages
            .iter()
            .map(|(readings, _)| {
                let mut steps = [0; READINGS];
                for ((step, value), bounds) in steps.iter_mut().zip(readings.0).zip(&bounds) {
                    *step = bounds.partition_point(|bound| *bound <= value) as u8;
                }
                steps
            })
            .collect();
        Self { bounds, steps }
    }

    fn step(&self, message: usize, reading: usize) -> usize {
        self.steps.get(message).and_then(|steps| steps.get(reading)).map_or(0, |step| usize::from(*step))
    }

    /// The tree that gains most.
    fn grow(&self, pulls: &[Pull], all: &[usize]) -> Option<Tree> {
        let (first, at) = self.split(pulls, all)?;
        let (high, low): (Vec<usize>, Vec<usize>) =
            all.iter().partition(|message| self.step(**message, usize::from(first.reading)) > at);
        let mut tree = Tree { first, ..Tree::default() };
        for (side, (messages, border)) in [(&low, &mut tree.low), (&high, &mut tree.high)].into_iter().enumerate() {
            let sum = |messages: &mut dyn Iterator<Item = &usize>| {
                let mut sum = Pull::default();
                messages.filter_map(|m| pulls.get(*m)).for_each(|pull| sum.add(*pull));
                sum
            };
            let whole = sum(&mut messages.iter());
            let mut leaves = [whole; 2];
            if let Some((second, at)) = self.split(pulls, messages) {
                *border = second;
                let over = sum(&mut messages.iter().filter(|m| self.step(**m, usize::from(second.reading)) > at));
                leaves = [whole.without(over), over];
            }
            for (slot, pull) in tree.leaves.iter_mut().skip(2 * side).zip(leaves) {
                *slot = pull.leaf();
            }
        }
        Some(tree)
    }

    /// The border that gains most among some messages, and the last step below it.
    fn split(&self, pulls: &[Pull], messages: &[usize]) -> Option<(Border, usize)> {
        let mut sums = vec![[Pull::default(); STEPS]; READINGS];
        let mut whole = Pull::default();
        for message in messages {
            let (Some(pull), Some(steps)) = (pulls.get(*message), self.steps.get(*message)) else { continue };
            whole.add(*pull);
            for (sums, step) in sums.iter_mut().zip(steps) {
                if let Some(sum) = sums.get_mut(usize::from(*step)) {
                    sum.add(*pull);
                }
            }
        }
        let mut best: Option<(f64, Border, usize)> = None;
        for (reading, (sums, bounds)) in sums.iter().zip(&self.bounds).enumerate() {
            let mut low = Pull::default();
            for (step, (sum, bound)) in sums.iter().zip(bounds).enumerate() {
                low.add(*sum);
                let high = whole.without(low);
                if low.count < FEWEST || high.count < FEWEST {
                    continue;
                }
                let gain = low.gain() + high.gain() - whole.gain();
                if gain > best.map_or(1e-9, |(most, _, _)| most) {
                    best = Some((gain, Border { reading: reading as u8, from: *bound }, step));
                }
            }
        }
        best.map(|(_, border, step)| (border, step))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learns_what_comes_together_and_survives_its_file() {
        // A lure where exactly one of two readings is high: no single border tells.
        let messages: Vec<(Readings, bool)> = (0..400)
            .map(|n| {
                let mut readings = [0.0; READINGS];
                readings[3] = if n % 2 == 0 { 2.0 } else { -2.0 };
                readings[9] = if n % 4 < 2 { 1.0 } else { -1.0 } + (n % 5) as f32 / 100.0;
                (Readings(readings), (n % 2 == 0) != (n % 4 < 2) || n % 50 == 0)
            })
            .collect();
        let learnt = Course::learn(&messages.iter().map(|(r, lure)| (r, *lure)).collect::<Vec<_>>());
        let mut bytes = Vec::new();
        learnt.write(&mut bytes);
        let (read, length) = Course::read(&bytes).unwrap();
        assert_eq!((&read, length), (&learnt, bytes.len()));
        assert!(Course::read(&bytes[..bytes.len() - 1]).is_none());
        let right = messages.iter().filter(|(r, lure)| (read.of(r).0 >= 0.5) == *lure).count();
        assert!(right >= 380, "{right} of 400");
    }
}
