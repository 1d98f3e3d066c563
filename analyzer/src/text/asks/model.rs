//! The sentence model: one logistic regression per label over hashed features. Its weights are its explanation.

use super::AskKind;
use super::features::{self, BUCKETS, Concepts};

/// First bytes of the weights' file; the number is the format's version.
const MAGIC: &[u8; 8] = b"BFASKS01";

/// Trained weights, quantised to one byte each with a scale per label.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    labels: usize,
    scales: Vec<f32>,
    biases: Vec<f32>,
    weights: Vec<i8>,
}

/// A feature's part in a judgement, in natural logarithms of the odds.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The feature in words.
    pub feature: String,
    /// What it adds.
    pub adds: f64,
}

impl Model {
    /// Reads `data/models/asks.bin`.
    ///
    /// # Errors
    /// Says what does not fit.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let labels = AskKind::ALL.len();
        let head = 8 + 4 + labels * 8;
        let rest = bytes.strip_prefix(MAGIC).ok_or("not a sentence model of this version; train it anew")?;
        let count = rest.get(..4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes).unwrap_or(0) as usize;
        if count != labels || bytes.len() != head + labels * BUCKETS {
            return Err(format!("made for {count} labels, this program has {labels}; train it anew"));
        }
        let floats = |from: usize| -> Vec<f32> {
            let block = bytes.get(from..from + labels * 4).unwrap_or_default();
            block.as_chunks::<4>().0.iter().map(|c| f32::from_le_bytes(*c)).collect()
        };
        let weights = bytes.get(head..).unwrap_or_default().iter().map(|b| i8::from_le_bytes([*b])).collect();
        Ok(Self { labels, scales: floats(12), biases: floats(12 + labels * 4), weights })
    }

    /// The file's bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend((self.labels as u32).to_le_bytes());
        self.scales.iter().chain(&self.biases).for_each(|f| bytes.extend(f.to_le_bytes()));
        bytes.extend(self.weights.iter().map(|w| w.to_le_bytes()[0]));
        bytes
    }

    /// The probability of every label for a sentence, in the order of [`AskKind::ALL`].
    #[must_use]
    pub fn judge(&self, sentence: &str, concepts: &Concepts) -> Vec<f64> {
        let features = features::of(sentence, concepts);
        let norm = norm(features.len());
        let mut sums = vec![0i32; self.labels];
        for feature in &features {
            let row = self.row(feature.bucket);
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += i32::from(*weight);
            }
        }
        let logit = |(at, sum): (usize, &i32)| {
            let scale = self.scales.get(at).copied().unwrap_or(0.0);
            let bias = self.biases.get(at).copied().unwrap_or(0.0);
            sigmoid(f64::from(bias) + f64::from(scale) * f64::from(*sum) * norm)
        };
        sums.iter().enumerate().map(logit).collect()
    }

    /// The features that speak most for and against a label.
    #[must_use]
    pub fn explain(&self, sentence: &str, kind: AskKind, concepts: &Concepts) -> Vec<Explanation> {
        let label = AskKind::ALL.iter().position(|k| *k == kind).unwrap_or(0);
        let scale = f64::from(self.scales.get(label).copied().unwrap_or(0.0));
        let features = features::of(sentence, concepts);
        let norm = norm(features.len());
        let mut parts: Vec<Explanation> = features
            .into_iter()
            .map(|f| {
                let weight = self.row(f.bucket).get(label).copied().unwrap_or(0);
                Explanation { adds: scale * f64::from(weight) * norm, feature: f.name }
            })
            .filter(|part| part.adds != 0.0)
            .collect();
        parts.sort_by(|a, b| b.adds.abs().total_cmp(&a.adds.abs()));
        parts
    }

    fn row(&self, bucket: u32) -> &[i8] {
        let from = bucket as usize * self.labels;
        self.weights.get(from..from + self.labels).unwrap_or_default()
    }
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Long sentences have more features; their sum is scaled as if they had about forty.
fn norm(features: usize) -> f64 {
    (40.0 / (features.max(1) as f64)).sqrt()
}

/// A labelled sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The sentence.
    pub sentence: String,
    /// What it asks.
    pub labels: Vec<AskKind>,
}

/// Trains by AdaGrad on the logistic loss with L2 shrinkage; the order of examples is fixed, so the same examples give
/// the same weights. Rare labels weigh more, by the square root of their rarity.
#[must_use]
pub fn train(examples: &[Example], concepts: &Concepts, epochs: usize) -> Model {
    let labels = AskKind::ALL.len();
    let rows: Vec<(Vec<u32>, Vec<bool>)> = examples
        .iter()
        .map(|e| {
            let buckets = features::of(&e.sentence, concepts).into_iter().map(|f| f.bucket).collect();
            (buckets, AskKind::ALL.iter().map(|k| e.labels.contains(k)).collect())
        })
        .collect();
    let count = |label: usize| rows.iter().filter(|(_, l)| l.get(label) == Some(&true)).count().max(1) as f32;
    let boost: Vec<f32> = (0..labels).map(|l| (rows.len() as f32 / count(l)).sqrt().clamp(1.0, 6.0) * 0.5).collect();
    let mut weights = vec![0f32; labels * BUCKETS];
    let mut squares = vec![1e-3f32; labels * BUCKETS];
    let mut biases = vec![-2f32; labels];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut seed = 0x2545_f491_4f6c_dd1du64;
    let (rate, shrink) = (0.08f32, 2e-5f32);
    for _ in 0..epochs {
        for at in (1..order.len()).rev() {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            order.swap(at, (seed % (at as u64 + 1)) as usize);
        }
        for (buckets, wanted) in order.iter().filter_map(|at| rows.get(*at)) {
            let norm = norm(buckets.len()) as f32;
            for label in 0..labels {
                let sum: f32 = buckets.iter().map(|b| weights.get(*b as usize * labels + label).copied().unwrap_or(0.0)).sum();
                let bias = biases.get(label).copied().unwrap_or(0.0);
                let positive = wanted.get(label) == Some(&true);
                let error = sigmoid(f64::from(bias + sum * norm)) as f32 - if positive { 1.0 } else { 0.0 };
                if error.abs() < 0.01 {
                    continue;
                }
                let gradient = error * if positive { boost.get(label).copied().unwrap_or(1.0) } else { 1.0 };
                if let Some(bias) = biases.get_mut(label) {
                    *bias -= 0.01 * gradient;
                }
                for bucket in buckets {
                    let slot = *bucket as usize * labels + label;
                    if let (Some(weight), Some(square)) = (weights.get_mut(slot), squares.get_mut(slot)) {
                        let step = gradient * norm + shrink * *weight;
                        *square += step * step;
                        *weight -= rate * step / square.sqrt() + rate * shrink * weight.signum();
                    }
                }
            }
        }
    }
    quantise(labels, &weights, biases)
}

fn quantise(labels: usize, weights: &[f32], biases: Vec<f32>) -> Model {
    let largest = |label: usize| weights.iter().skip(label).step_by(labels).fold(1e-6f32, |m, w| m.max(w.abs()));
    let scales: Vec<f32> = (0..labels).map(|label| largest(label) / 127.0).collect();
    let weights = weights
        .iter()
        .enumerate()
        .map(|(at, w)| (w / scales.get(at % labels).copied().unwrap_or(1.0)).round().clamp(-127.0, 127.0) as i8)
        .collect();
    Model { labels, scales, biases, weights }
}
