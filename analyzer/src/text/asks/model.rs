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
const NEAR: usize = LABELS + 1;

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
const RARITY_STEP: f32 = 1.0 / 16.0;

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

fn sigmoid(x: f64) -> f64 {
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
const NEIGHBOUR: f32 = 0.5;

/// A labelled sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The sentence; in a [`Lesson`] folded, as the model is shown it.
    pub sentence: String,
    /// What it asks.
    pub labels: Vec<AskKind>,
}

/// A labelled message for training: its sentences, and whether it is a lure (`None`: nobody can tell).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// The sentences in order, folded and without names.
    pub sentences: Vec<Example>,
    /// Whether it is a lure.
    pub lure: Option<bool>,
    /// Whether it is about work.
    pub work: Option<bool>,
}

impl Lesson {
    /// Whether a lure does its harm in a sentence. A lure's other sentences teach nothing: nobody labelled how much they
    /// help it.
    #[must_use]
    pub fn harm(&self, example: &Example) -> Option<bool> {
        match self.lure? {
            false => Some(false),
            true => example.labels.iter().any(|kind| kind.tells()).then_some(true),
        }
    }
}

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

/// How training goes. The figures were chosen on grouped folds of the developers' messages.
const RATE: f32 = 0.35;
const SHRINK: f32 = 1e-6;
/// A positive example weighs this much, since every label is rare.
const POSITIVE: f32 = 2.0;

/// A training row: features, wanted outputs (`None`: not this output's business).
struct Row {
    features: Vec<(u32, f32)>,
    wanted: [Option<bool>; OUTPUTS],
    /// The rows of the sentences before and after.
    neighbours: [Option<usize>; 2],
}

/// Trains by AdaGrad on the logistic loss; the order of examples is fixed, so the same lessons give the same weights.
#[must_use]
pub fn train(lessons: &[&Lesson], concepts: &Concepts, epochs: usize, calibration: &Calibration) -> Model {
    let seen: Vec<Vec<Vec<u32>>> = lessons
        .iter()
        .map(|l| l.sentences.iter().map(|s| features::buckets(&s.sentence, &concepts.of(&s.sentence))).collect())
        .collect();
    let rarities = rarities(seen.iter().flatten());
    let rows = rows(lessons, &seen, &rarities);
    let mut weights = vec![[0f32; OUTPUTS]; BUCKETS];
    let mut squares = vec![[1e-2f32; OUTPUTS]; BUCKETS];
    let mut biases = [-2f32; OUTPUTS];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut seed = 0x2545_f491_4f6c_dd1du64;
    for _ in 0..epochs {
        for at in (1..order.len()).rev() {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            order.swap(at, (seed % (at as u64 + 1)) as usize);
        }
        for row in order.iter().filter_map(|at| rows.get(*at)) {
            let near = row.neighbours.iter().flatten().filter_map(|at| rows.get(*at));
            learn(row, near, &mut weights, &mut squares, &mut biases);
        }
    }
    quantise(&rarities, &weights, biases, calibration)
}

fn learn<'r>(
    row: &Row,
    near: impl Iterator<Item = &'r Row> + Clone,
    weights: &mut [[f32; OUTPUTS]],
    squares: &mut [[f32; OUTPUTS]],
    biases: &mut [f32; OUTPUTS],
) {
    let mut sums = *biases;
    for (bucket, value) in &row.features {
        if let Some(weights) = weights.get(*bucket as usize) {
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += value * weight);
        }
    }
    let near = near.flat_map(|row| &row.features).map(|(bucket, value)| (*bucket as usize, NEIGHBOUR * value));
    sums[HARM] += near.clone().filter_map(|(at, value)| Some(value * weights.get(at)?[NEAR])).sum::<f32>();
    let mut gradients = [0f32; OUTPUTS];
    for ((gradient, sum), wanted) in gradients.iter_mut().zip(sums).zip(row.wanted) {
        let Some(wanted) = wanted else { continue };
        let error = 1.0 / (1.0 + (-sum).exp()) - if wanted { 1.0 } else { 0.0 };
        *gradient = if wanted { error * POSITIVE } else { error };
    }
    biases.iter_mut().zip(gradients).for_each(|(bias, gradient)| *bias -= 0.02 * gradient);
    let step = |weight: &mut f32, square: &mut f32, slope: f32| {
        let step = slope + SHRINK * *weight;
        *square += step * step;
        *weight -= RATE * step / square.sqrt();
    };
    for (bucket, value) in &row.features {
        let at = *bucket as usize;
        let (Some(weights), Some(squares)) = (weights.get_mut(at), squares.get_mut(at)) else { continue };
        for ((weight, square), gradient) in weights.iter_mut().zip(squares).zip(gradients) {
            step(weight, square, gradient * value);
        }
    }
    for (at, value) in near.filter(|_| row.wanted[HARM].is_some()) {
        let (Some(weights), Some(squares)) = (weights.get_mut(at), squares.get_mut(at)) else { continue };
        step(&mut weights[NEAR], &mut squares[NEAR], gradients[HARM] * value);
    }
}

/// Rarity of each bucket as a byte: the logarithm of sentences over sentences that have it; 0 for those never seen.
fn rarities<'s>(sentences: impl Iterator<Item = &'s Vec<u32>>) -> Vec<u8> {
    let mut counts = vec![0u32; BUCKETS];
    let mut total = 1u32;
    for sentence in sentences {
        total += 1;
        for bucket in sentence {
            if let Some(count) = counts.get_mut(*bucket as usize) {
                *count += 1;
            }
        }
    }
    let rarity = |count: u32| if count == 0 { 0.0 } else { ((total as f32 / count as f32).ln() + 1.0) / RARITY_STEP };
    counts.into_iter().map(|count| rarity(count).round().clamp(0.0, 255.0) as u8).collect()
}

fn rows(lessons: &[&Lesson], seen: &[Vec<Vec<u32>>], rarities: &[u8]) -> Vec<Row> {
    let rarity = |bucket: u32| rarities.get(bucket as usize).map_or(0.0, |r| f32::from(*r) * RARITY_STEP);
    let scaled = |buckets: &[u32]| -> Vec<(u32, f32)> {
        let length = buckets.iter().map(|b| rarity(*b).powi(2)).sum::<f32>().sqrt().max(1e-6);
        buckets.iter().map(|b| (*b, rarity(*b) / length)).collect()
    };
    let mut rows = Vec::new();
    for (lesson, seen) in lessons.iter().zip(seen) {
        let mut all: Vec<(u32, f32)> = Vec::new();
        let (first, end) = (rows.len(), rows.len() + lesson.sentences.len());
        for (example, buckets) in lesson.sentences.iter().zip(seen) {
            let features = scaled(buckets);
            all.extend_from_slice(&features);
            let mut wanted = [None; OUTPUTS];
            for (slot, kind) in wanted.iter_mut().zip(AskKind::ALL) {
                *slot = Some(example.labels.contains(kind));
            }
            wanted[HARM] = lesson.harm(example);
            let at = rows.len();
            let neighbours = [at.checked_sub(1).filter(|b| *b >= first), Some(at + 1).filter(|a| *a < end)];
            rows.push(Row { features, wanted, neighbours });
        }
        if lesson.lure.is_some() || lesson.work.is_some() {
            all.sort_unstable_by_key(|(bucket, _)| *bucket);
            let merged: Vec<(u32, f32)> = all
                .chunk_by(|a, b| a.0 == b.0)
                .filter_map(|same| same.first().map(|(bucket, _)| (*bucket, same.iter().map(|(_, v)| v).sum::<f32>())))
                .collect();
            let length = merged.iter().map(|(_, v)| v * v).sum::<f32>().sqrt().max(1e-6);
            let mut wanted = [None; OUTPUTS];
            for (question, answer) in [(Whole::Lure, lesson.lure), (Whole::Work, lesson.work)] {
                if let Some(slot) = wanted.get_mut(question.output()) {
                    *slot = answer;
                }
            }
            let features = merged.into_iter().map(|(b, v)| (b, v / length)).collect();
            rows.push(Row { features, wanted, neighbours: [None; 2] });
        }
    }
    rows
}

fn quantise(rarities: &[u8], weights: &[[f32; OUTPUTS]], biases: [f32; OUTPUTS], calibration: &Calibration) -> Model {
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

/// Fits a scale so that held-out judgements give true frequencies: Newton's method on the logistic loss (Platt 1999),
/// with his smoothed targets. A judgement is the odds' logarithm, the context's, and the truth.
#[must_use]
pub fn calibrate(judged: &[(f64, f64, bool)]) -> Scale {
    let positive = judged.iter().filter(|(_, _, yes)| *yes).count() as f64;
    let negative = judged.len() as f64 - positive;
    let mut scale = [1.0f64, 0.0, 0.0];
    if positive < 5.0 || negative < 5.0 {
        return Scale { slope: 1.0, context: 0.0, offset: 0.0 };
    }
    let (high, low) = ((positive + 1.0) / (positive + 2.0), 1.0 / (negative + 2.0));
    for _ in 0..40 {
        // Small terms on the diagonal keep the system solvable where a column is empty.
        let mut gradient = [0.0f64; 3];
        let mut curve = [[1e-3f64, 0.0, 0.0], [0.0, 1e-3, 0.0], [0.0, 0.0, 1e-3]];
        for (odds, context, yes) in judged {
            let x = [*odds, *context, 1.0];
            let p = sigmoid(scale.iter().zip(x).map(|(s, x)| s * x).sum());
            let error = p - if *yes { high } else { low };
            let weight = (p * (1.0 - p)).max(1e-9);
            for (row, (g, a)) in curve.iter_mut().zip(gradient.iter_mut().zip(x)) {
                *g += error * a;
                row.iter_mut().zip(x).for_each(|(c, b)| *c += weight * a * b);
            }
        }
        let step = solve(curve, gradient);
        scale.iter_mut().zip(step).for_each(|(s, d)| *s -= d);
        if step.iter().map(|d| d.abs()).sum::<f64>() < 1e-7 {
            break;
        }
    }
    let [slope, context, offset] = scale;
    Scale {
        slope: slope.clamp(0.2, 5.0) as f32,
        context: context.clamp(0.0, 1.5) as f32,
        offset: offset.clamp(-10.0, 10.0) as f32,
    }
}

/// Solves a 3 × 3 system by Cramer's rule; no step where it has no solution.
fn solve(a: [[f64; 3]; 3], b: [f64; 3]) -> [f64; 3] {
    let determinant = |m: [[f64; 3]; 3]| {
        let [[a, b, c], [d, e, f], [g, h, i]] = m;
        a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    };
    let all = determinant(a);
    if all.abs() < 1e-12 {
        return [0.0; 3];
    }
    let with = |column: usize| {
        let mut m = a;
        m.iter_mut().zip(b).for_each(|(row, value)| {
            if let Some(slot) = row.get_mut(column) {
                *slot = value;
            }
        });
        determinant(m) / all
    };
    [with(0), with(1), with(2)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::Reference;

    fn lesson(sentence: &str, labels: &[AskKind], lure: bool) -> Lesson {
        Lesson {
            sentences: vec![Example { sentence: fold(sentence), labels: labels.to_vec() }],
            lure: Some(lure),
            work: Some(lure),
        }
    }

    #[test]
    fn learns_what_it_is_shown_and_survives_its_file() {
        let concepts = Reference::embedded_concepts().unwrap();
        let lessons: Vec<Lesson> = (0..20)
            .flat_map(|n| {
                [
                    lesson(&format!("Please run the project {n}"), &[AskKind::RunCode], true),
                    lesson(&format!("The bus leaves at {n}"), &[], false),
                ]
            })
            .collect();
        let model = train(&lessons.iter().collect::<Vec<_>>(), &concepts, 10, &PLAIN);
        let again = Model::parse(Cow::Owned(model.to_bytes())).unwrap();
        assert_eq!(model, again);
        let judge = |text: &str| {
            let seen = again.see(&fold(text), &concepts.of(&fold(text)));
            let sums = again.sums(&seen);
            let run = (seen, sums);
            (again.labels(&run.0, &run.1, 0.5)[0], again.whole(Whole::Lure, &again.message(&[&run])))
        };
        let (label, whole) = judge("please run this project");
        assert!(label > 0.5 && whole > 0.5, "{label} {whole}");
        let (label, whole) = judge("the bus leaves soon");
        assert!(label < 0.5 && whole < 0.5, "{label} {whole}");
        assert!(Model::parse(Cow::Borrowed(b"BFASKS06")).is_err());
        assert!(again.explain("please run this project", AskKind::RunCode, &concepts).iter().any(|e| e.adds > 0.0));
    }

    #[test]
    fn calibration_gives_true_frequencies() {
        let judged: Vec<(f64, f64, bool)> = (0..1000)
            .map(|n| (if n % 2 == 0 { 3.0 } else { -3.0 }, 0.0, n % 10 < if n % 2 == 0 { 7 } else { 2 }))
            .collect();
        let scale = calibrate(&judged);
        for odds in [3.0, -3.0] {
            let of: Vec<_> = judged.iter().filter(|j| j.0 == odds).collect();
            let share = of.iter().filter(|j| j.2).count() as f64 / of.len() as f64;
            assert!((scale.of(odds, 0.0) - share).abs() < 0.02);
        }
    }
}
