//! The language model: logistic regressions over hashed features, one for each label of a sentence, one for whether a
//! sentence is where a lure does its harm, and two for the message as a whole. Its weights are its explanation.
//!
//! A sentence is a vector of the rarities (inverse document frequencies) of its features, scaled to length one; a
//! message is the sum of its sentences' vectors, scaled likewise. Harm is read in its surroundings: the sentences before
//! and after have weights of their own, for it is often they that tell an honest request from a lure's. Probabilities
//! are calibrated on messages that the weights had not seen (Platt 1999), so that 0.8 means four of five.

use std::borrow::Cow;
use std::cell::RefCell;

use super::AskKind;
use super::course::{Course, Readings};
use super::features::{self, BUCKETS, Concepts};
use crate::text::fold::fold;

/// First bytes of the weights' file; the number is the format's version.
const MAGIC: &[u8; 8] = b"BFASKS07";

/// Outputs: the labels in the order of [`AskKind::ALL`], a sentence's harm from its own words and from its neighbours',
/// then two for the message as a whole.
pub(crate) const OUTPUTS: usize = AskKind::ALL.len() + 4;

/// How many labels a sentence may have.
const LABELS: usize = AskKind::ALL.len();

/// Output: is this where a lure does its harm? The weights of the sentence's own words.
pub const HARM: usize = LABELS;

/// The weights of the neighbouring sentences' words for [`HARM`].
pub(super) const NEAR: usize = LABELS + 1;

/// What is asked of a message as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    /// Is it a lure?
    Lure,
    /// Is it about work: an offer, an application, a hiring process?
    Work,
}

impl Whole {
    /// Index of the output.
    #[must_use]
    pub fn output(self) -> usize {
        match self {
            Whole::Lure => LABELS + 2,
            Whole::Work => LABELS + 3,
        }
    }
}

/// What one step of a rarity is worth; a byte holds up to 16 nats.
pub(super) const RARITY_STEP: f32 = 1.0 / 16.0;

/// Trained weights, quantised to one byte each with a scale and an offset for each output.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    scales: Vec<f32>,
    biases: Vec<f32>,
    /// How much the harm of a sentence counts for each label; nothing for the other outputs.
    contexts: Vec<f32>,
    course: Course,
    /// The same for being about work.
    about: Course,
    /// A rarity for each bucket, then a row of `OUTPUTS` weights for each.
    body: Cow<'static, [u8]>,
}

/// A feature's part in a judgement, in natural logarithms of the odds.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The feature in words.
    pub feature: String,
    /// What it adds.
    pub adds: f64,
}

/// A sentence as the model sees it: buckets and their rarities.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    features: Vec<(u32, f32)>,
    /// Length of the vector.
    length: f32,
}

/// A message as the model sees it.
pub struct MessageSeen<'s> {
    sentences: Vec<&'s (Seen, Sums)>,
    /// Length of the vectors' sum.
    length: f32,
}

thread_local! {
    /// A sum for each bucket, all nothing between uses: half a megabyte is too much to ask for with every message.
    static SCRATCH: RefCell<Vec<f32>> = const { RefCell::new(Vec::new()) };
}

/// The sums of a sentence over its features, before scaling: of all outputs.
pub type Sums = [f32; OUTPUTS];

impl Model {
    /// Reads `data/models/asks.bin`.
    ///
    /// # Errors
    /// Says what does not fit.
    pub fn parse(bytes: Cow<'static, [u8]>) -> Result<Self, String> {
        let head = MAGIC.len() + 4 + OUTPUTS * 12;
        let end = head + BUCKETS * (1 + OUTPUTS);
        let rest = bytes.strip_prefix(MAGIC).ok_or("not a language model of this version; train it anew")?;
        let count = rest.get(..4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes).unwrap_or(0) as usize;
        if count != OUTPUTS || bytes.len() < end {
            return Err(format!("made for {count} outputs, this program has {OUTPUTS}; train it anew"));
        }
        let floats = |from: usize| -> Vec<f32> {
            let block = bytes.get(from..from + OUTPUTS * 4).unwrap_or_default();
            block.as_chunks::<4>().0.iter().map(|c| f32::from_le_bytes(*c)).collect()
        };
        let (scales, biases, contexts) = (floats(12), floats(12 + OUTPUTS * 4), floats(12 + OUTPUTS * 8));
        let courses = bytes.get(end..).and_then(|tail| {
            let (course, length) = Course::read(tail)?;
            let (about, rest) = Course::read(tail.get(length..)?)?;
            (length + rest == tail.len()).then_some((course, about))
        });
        let (course, about) = courses.ok_or("cut off; train it anew")?;
        let body = match bytes {
            Cow::Borrowed(all) => Cow::Borrowed(all.get(head..end).unwrap_or_default()),
            Cow::Owned(all) => Cow::Owned(all.get(head..end).unwrap_or_default().to_vec()),
        };
        Ok(Self { scales, biases, contexts, course, about, body })
    }

    /// The file's bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend((OUTPUTS as u32).to_le_bytes());
        self.scales.iter().chain(&self.biases).chain(&self.contexts).for_each(|f| bytes.extend(f.to_le_bytes()));
        bytes.extend_from_slice(&self.body);
        self.course.write(&mut bytes);
        self.about.write(&mut bytes);
        bytes
    }

    /// A folded sentence and its concepts as buckets and rarities.
    #[must_use]
    pub fn see(&self, folded: &str, concepts: &[&str]) -> Seen {
        let rarity = |bucket: u32| self.body.get(bucket as usize).map_or(0.0, |r| f32::from(*r) * RARITY_STEP);
        let features: Vec<(u32, f32)> =
            features::buckets(folded, concepts).into_iter().map(|b| (b, rarity(b))).filter(|(_, r)| *r > 0.0).collect();
        let length = features.iter().map(|(_, r)| r * r).sum::<f32>().sqrt().max(1e-6);
        Seen { features, length }
    }

    /// The sums over a sentence's features, of all outputs.
    #[must_use]
    pub fn sums(&self, seen: &Seen) -> Sums {
        let mut sums = [0.0; OUTPUTS];
        let rows = self.body.get(BUCKETS..).unwrap_or_default().as_chunks::<OUTPUTS>().0;
        for (bucket, rarity) in &seen.features {
            let Some(row) = rows.get(*bucket as usize) else { continue };
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += rarity * f32::from(weight.cast_signed());
            }
        }
        sums
    }

    /// How probable it is, for each of a run of sentences, that a lure does its harm there: an ask that a lure makes, not
    /// one that honest people make, too.
    #[must_use]
    pub fn harm(&self, run: &[&(Seen, Sums)]) -> Vec<f64> {
        let of = |at: Option<usize>, output: usize| {
            let (seen, sums) = run.get(at?)?;
            Some(sums.get(output)? / seen.length)
        };
        let near_scale = f64::from(self.scales.get(NEAR).copied().unwrap_or(0.0));
        (0..run.len())
            .map(|at| {
                let near = of(at.checked_sub(1), NEAR).unwrap_or(0.0) + of(Some(at + 1), NEAR).unwrap_or(0.0);
                sigmoid(self.odds(HARM, of(Some(at), HARM).unwrap_or(0.0)) + near_scale * f64::from(NEIGHBOUR * near))
            })
            .collect()
    }

    /// The probability of every label for a sentence, in the order of [`AskKind::ALL`]. `harm` is what [`Model::harm`]
    /// says of the sentence.
    #[must_use]
    pub fn labels(&self, seen: &Seen, sums: &Sums, harm: f64) -> Vec<f64> {
        let context = context(harm);
        let weight = |at: usize| f64::from(self.contexts.get(at).copied().unwrap_or(0.0));
        sums.iter()
            .take(LABELS)
            .enumerate()
            .map(|(at, sum)| sigmoid(self.odds(at, sum / seen.length) + weight(at) * context))
            .collect()
    }

    /// A message as the model sees it: its sentences' vectors together.
    #[must_use]
    pub fn message<'s>(&self, sentences: &[&'s (Seen, Sums)]) -> MessageSeen<'s> {
        let squares = SCRATCH.with_borrow_mut(|sums| {
            sums.resize(BUCKETS, 0.0);
            let mut squares = 0f32;
            for (seen, _) in sentences {
                for (bucket, rarity) in &seen.features {
                    let Some(sum) = sums.get_mut(*bucket as usize) else { continue };
                    let more = *sum + rarity / seen.length;
                    squares += more * more - *sum * *sum;
                    *sum = more;
                }
            }
            for (bucket, _) in sentences.iter().flat_map(|(seen, _)| &seen.features) {
                if let Some(sum) = sums.get_mut(*bucket as usize) {
                    *sum = 0.0;
                }
            }
            squares
        });
        MessageSeen { length: squares.max(1e-12).sqrt(), sentences: sentences.to_vec() }
    }

    /// The answer for a message as a whole: a probability.
    #[must_use]
    pub fn whole(&self, question: Whole, message: &MessageSeen<'_>) -> f64 {
        let output = question.output();
        let part = |(seen, sums): &(Seen, Sums)| sums.get(output).copied().unwrap_or(0.0) / seen.length;
        let sum: f32 = message.sentences.iter().map(|s| part(s)).sum();
        sigmoid(self.odds(output, sum / message.length))
    }

    /// How probable it is that a message of these readings is a lure, and what that is worth in decibans, see
    /// [`Course::of`].
    #[must_use]
    pub fn course(&self, readings: &Readings) -> (f64, f64) {
        self.course.of(readings)
    }

    /// How probable it is that a message of these readings is about work.
    #[must_use]
    pub fn about(&self, readings: &Readings) -> f64 {
        self.about.of(readings).0
    }

    /// The same weights with the second stage that was learnt from their readings.
    #[must_use]
    pub fn with(self, course: Course, about: Course) -> Self {
        Self { course, about, ..self }
    }

    /// The odds' logarithm of an output, without its context.
    fn odds(&self, output: usize, sum: f32) -> f64 {
        let scale = self.scales.get(output).copied().unwrap_or(0.0);
        let bias = self.biases.get(output).copied().unwrap_or(0.0);
        f64::from(bias + scale * sum)
    }

    /// The features that speak most for and against a label.
    #[must_use]
    pub fn explain(&self, sentence: &str, kind: AskKind, concepts: &Concepts) -> Vec<Explanation> {
        let folded = fold(sentence);
        let concepts = concepts.of(&folded);
        let seen = self.see(&folded, &concepts);
        let label = AskKind::ALL.iter().position(|k| *k == kind).unwrap_or(0);
        let scale = f64::from(self.scales.get(label).copied().unwrap_or(0.0) / seen.length);
        let rarity = |bucket: u32| seen.features.iter().find(|(b, _)| *b == bucket).map_or(0.0, |(_, r)| f64::from(*r));
        let mut parts: Vec<Explanation> = features::named(&folded, &concepts)
            .into_iter()
            .map(|f| {
                let weight = self.row(f.bucket).get(label).map_or(0.0, |w| f64::from(w.cast_signed()));
                Explanation { adds: scale * rarity(f.bucket) * weight, feature: f.name }
            })
            .filter(|part| part.adds != 0.0)
            .collect();
        parts.sort_by(|a, b| b.adds.abs().total_cmp(&a.adds.abs()));
        parts
    }

    fn row(&self, bucket: u32) -> &[u8] {
        let from = BUCKETS + bucket as usize * OUTPUTS;
        self.body.get(from..from + OUTPUTS).unwrap_or_default()
    }
}

/// The probability of an odds' logarithm.
pub(super) fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// The odds' logarithm of a probability, bounded where nothing was measured.
#[must_use]
pub fn odds(p: f64) -> f64 {
    let p = p.clamp(0.005, 0.995);
    (p / (1.0 - p)).ln()
}

/// The odds' logarithm of a sentence's harm, bounded to what it may weigh in the reading of its labels.
#[must_use]
pub fn context(harm: f64) -> f64 {
    let harm = harm.clamp(1e-6, 1.0 - 1e-6);
    (harm / (1.0 - harm)).ln().clamp(-5.0, 5.0)
}

/// What a neighbouring sentence counts beside the sentence itself.
pub(super) const NEIGHBOUR: f32 = 0.5;

/// Calibration of an output: the odds' logarithm times `slope`, plus the context's times `context`, plus `offset`.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs, reason = "said above")]
pub struct Scale {
    pub slope: f32,
    pub context: f32,
    pub offset: f32,
}

impl Scale {
    /// The calibrated probability.
    #[must_use]
    pub fn of(&self, odds: f64, context: f64) -> f64 {
        sigmoid(f64::from(self.slope) * odds + f64::from(self.context) * context + f64::from(self.offset))
    }
}

/// Calibration of all outputs.
pub type Calibration = [Scale; OUTPUTS];

/// No calibration.
pub const PLAIN: Calibration = [Scale { slope: 1.0, context: 0.0, offset: 0.0 }; OUTPUTS];

/// Weights as the file holds them: one byte each, scaled by their output's largest.
pub(super) fn quantise(
    rarities: &[u8],
    weights: &[[f32; OUTPUTS]],
    biases: [f32; OUTPUTS],
    calibration: &Calibration,
) -> Model {
    let largest = |at: usize| weights.iter().filter_map(|row| row.get(at)).fold(1e-6f32, |most, w| most.max(w.abs()));
    let steps: Vec<f32> = (0..OUTPUTS).map(|at| largest(at) / 127.0).collect();
    let mut body = rarities.to_vec();
    for row in weights {
        body.extend(
            row.iter().zip(&steps).map(|(w, step)| ((w / step).round().clamp(-127.0, 127.0) as i8).cast_unsigned()),
        );
    }
    // The neighbours' weights add to the same sum as the sentence's own.
    let slope = |at: usize| calibration.get(if at == NEAR { HARM } else { at }).map_or(1.0, |c| c.slope);
    let scales = steps.iter().enumerate().map(|(at, step)| step * slope(at)).collect();
    let contexts = calibration.iter().map(|c| c.context).collect();
    let biases = biases.iter().zip(calibration).map(|(bias, c)| bias * c.slope + c.offset).collect();
    let (course, about) = (Course::default(), Course::default());
    Model { scales, biases, contexts, course, about, body: Cow::Owned(body) }
}
