//! How the language model learns: labelled messages to weights, and held-out judgements to true probabilities.

use super::AskKind;
use super::features::{self, BUCKETS, Concepts};
use super::model::{Calibration, HARM, Model, NEAR, NEIGHBOUR, OUTPUTS, RARITY_STEP, Scale, Whole, quantise, sigmoid};

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

/// Draws that look random and are the same every time (xorshift, Marsaglia 2003). The seed must not be nothing.
#[derive(Debug, Clone)]
pub struct Draw(pub u64);

impl Draw {
    /// A number below a bound; nothing if the bound is nothing.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

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
    let mut draw = Draw(0x2545_f491_4f6c_dd1d);
    for _ in 0..epochs {
        for at in (1..order.len()).rev() {
            order.swap(at, draw.below(at + 1));
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
    use std::borrow::Cow;

    use super::super::model::PLAIN;
    use super::*;
    use crate::reference::Reference;
    use crate::text::fold::fold;

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
