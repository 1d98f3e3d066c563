//! A small executor for exactly one network: YuNet (Wu, Peng and Yu, “YuNet: A Tiny Millisecond-level Face Detector”, 2023),
//! whose weights lie in `data/models`.
//!
//! The network is made of one 3×3 convolution and of *units*: a 1×1 convolution followed by a 3×3 one within each channel.
//! Maps lie in memory pixel by pixel, all channels of a pixel together, with a border of zeros one pixel wide, so that
//! the inner loops run over channels without exceptions at the edges.

mod weights;

use std::sync::LazyLock;

use weights::Convolution;

/// The model, as published in OpenCV's zoo.
const MODEL: &[u8] = include_bytes!("../../../../data/models/face_detection_yunet_2023mar.onnx");

/// Channels that are summed up together.
const BLOCK: usize = 16;

/// Pixels that are summed up together.
const TILE: usize = 2;

/// What the detector sees, or what a unit makes of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Map {
    pub width: usize,
    pub height: usize,
    channels: usize,
    values: Vec<f32>,
}

impl Map {
    /// A map of zeros.
    pub fn new(width: usize, height: usize, channels: usize) -> Self {
        Self { width, height, channels, values: vec![0.0; (width + 2) * (height + 2) * channels] }
    }

    /// The pixels of a row, without the border.
    #[inline(always)]
    pub fn row(&self, y: usize) -> &[f32] {
        let start = ((y + 1) * (self.width + 2) + 1) * self.channels;
        &self.values[start..start + self.width * self.channels]
    }

    /// The same, to be written.
    #[inline(always)]
    pub fn row_mut(&mut self, y: usize) -> &mut [f32] {
        let start = ((y + 1) * (self.width + 2) + 1) * self.channels;
        &mut self.values[start..start + self.width * self.channels]
    }

    /// Three rows around a row, with the border.
    #[inline(always)]
    fn around(&self, y: usize) -> [&[f32]; 3] {
        let length = (self.width + 2) * self.channels;
        std::array::from_fn(|i| &self.values[(y + i) * length..(y + i + 1) * length])
    }

    /// Of two pixels by two the largest value.
    fn pooled(&self) -> Self {
        let mut out = Self::new(self.width / 2, self.height / 2, self.channels);
        let channels = self.channels;
        for y in 0..out.height {
            let (upper, lower) = (self.row(2 * y), self.row(2 * y + 1));
            let pairs = upper.chunks_exact(2 * channels).zip(lower.chunks_exact(2 * channels));
            for (place, (a, b)) in out.row_mut(y).chunks_exact_mut(channels).zip(pairs) {
                let ((a, b), (c, d)) = (a.split_at(channels), b.split_at(channels));
                for ((((p, a), b), c), d) in place.iter_mut().zip(a).zip(b).zip(c).zip(d) {
                    *p = a.max(*b).max(c.max(*d));
                }
            }
        }
        out
    }

    /// Adds a map of half the size, each of its pixels to four.
    fn add_doubled(&mut self, half: &Self) {
        let channels = self.channels;
        for y in 0..self.height {
            let coarse = half.row((y / 2).min(half.height.saturating_sub(1)));
            for (x, place) in self.row_mut(y).chunks_exact_mut(channels).enumerate() {
                let at = x / 2 * channels;
                place.iter_mut().zip(&coarse[at..at + channels]).for_each(|(p, c)| *p += c);
            }
        }
    }
}

/// Weights of a 1×1 convolution: for each block of outputs, line by line of inputs.
struct Pointwise {
    inputs: usize,
    outputs: usize,
    blocks: Vec<Vec<[f32; BLOCK]>>,
    bias: Vec<[f32; BLOCK]>,
}

impl Pointwise {
    /// From weights of the form outputs × inputs.
    fn new(outputs: usize, inputs: usize, kernel: &[f32], bias: &[f32]) -> Self {
        let blocks = (0..outputs / BLOCK)
            .map(|block| {
                (0..inputs).map(|input| std::array::from_fn(|o| kernel[(block * BLOCK + o) * inputs + input])).collect()
            })
            .collect();
        let bias = bias.as_chunks::<BLOCK>().0.to_vec();
        Self { inputs, outputs, blocks, bias }
    }

    /// A row of pixels.
    fn run(&self, row: &[f32], out: &mut [f32]) {
        let mut tiles = row.chunks_exact(TILE * self.inputs);
        let mut places = out.chunks_exact_mut(TILE * self.outputs);
        for (tile, place) in (&mut tiles).zip(&mut places) {
            self.tile::<TILE>(tile, place);
        }
        let rest = tiles.remainder().chunks_exact(self.inputs);
        for (pixel, place) in rest.zip(places.into_remainder().chunks_exact_mut(self.outputs)) {
            self.tile::<1>(pixel, place);
        }
    }

    #[inline(always)]
    fn tile<const N: usize>(&self, pixels: &[f32], out: &mut [f32]) {
        for (block, (weights, bias)) in self.blocks.iter().zip(&self.bias).enumerate() {
            let mut sums = [*bias; N];
            for (input, line) in weights.iter().enumerate() {
                for (pixel, sum) in sums.iter_mut().enumerate() {
                    let value = pixels[pixel * self.inputs + input];
                    sum.iter_mut().zip(line).for_each(|(s, w)| *s += value * w);
                }
            }
            for (pixel, sum) in sums.iter().enumerate() {
                let at = pixel * self.outputs + block * BLOCK;
                out[at..at + BLOCK].copy_from_slice(sum);
            }
        }
    }
}

/// A 1×1 convolution and a 3×3 one within each channel; negative values are cut off, or not.
struct Unit {
    point: Pointwise,
    /// For each of the nine places, a weight for each channel.
    depth: Vec<f32>,
    bias: Vec<f32>,
    cut: bool,
}

impl Unit {
    fn new(point: Pointwise, depth: &[f32], bias: &[f32], cut: bool) -> Self {
        let channels = point.outputs;
        let turned = (0..9).flat_map(|place| (0..channels).map(move |c| depth[c * 9 + place])).collect();
        Self { point, depth: turned, bias: bias.to_vec(), cut }
    }

    fn run(&self, input: &Map) -> Map {
        let channels = self.point.outputs;
        let mut between = Map::new(input.width, input.height, channels);
        let mut out = Map::new(input.width, input.height, channels);
        for y in 0..=input.height {
            if y < input.height {
                self.point.run(input.row(y), between.row_mut(y));
            }
            // A row can be finished when the one below it is there.
            if let Some(y) = y.checked_sub(1) {
                self.finish(between.around(y), out.row_mut(y));
            }
        }
        out
    }

    fn finish(&self, rows: [&[f32]; 3], out: &mut [f32]) {
        let channels = self.point.outputs;
        let floor = if self.cut { 0.0 } else { f32::NEG_INFINITY };
        for (x, place) in out.chunks_exact_mut(channels).enumerate() {
            for (block, place) in place.as_chunks_mut::<BLOCK>().0.iter_mut().enumerate() {
                let at = block * BLOCK;
                let mut sums = [0.0; BLOCK];
                sums.copy_from_slice(&self.bias[at..at + BLOCK]);
                for (row, three) in rows.iter().zip(self.depth.chunks_exact(3 * channels)) {
                    let pixels = &row[x * channels..(x + 3) * channels];
                    for (pixel, weights) in pixels.chunks_exact(channels).zip(three.chunks_exact(channels)) {
                        let (pixel, weights) = (&pixel[at..at + BLOCK], &weights[at..at + BLOCK]);
                        for ((s, p), w) in sums.iter_mut().zip(pixel).zip(weights) {
                            *s += p * w;
                        }
                    }
                }
                place.iter_mut().zip(sums).for_each(|(p, s)| *p = s.max(floor));
            }
        }
    }
}

/// The network.
pub(super) struct Network {
    /// 3×3 with a stride of two, as a 1×1 convolution over 27 values.
    stem: Pointwise,
    /// What follows, down to a thirty-second of the picture's size.
    body: Vec<Unit>,
    /// What joins the coarse maps into the fine ones, the coarsest first.
    joints: Vec<Unit>,
    /// What reads the three maps, the finest first: sixteen channels each, see [`Cell`].
    heads: Vec<Unit>,
}

/// The network as published. It is part of the program, so its weights are there.
pub(super) static NETWORK: LazyLock<Option<Network>> = LazyLock::new(|| Network::read(MODEL));

/// What the network says of one place of a map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cell {
    /// Column, row and how many pixels apart the places lie.
    pub at: [usize; 2],
    pub stride: usize,
    /// How sure it is of a face, from 0 to 1.
    pub confidence: f32,
    /// Middle and logarithms of width and height of the face, in strides.
    pub frame: [f32; 4],
    /// Five landmarks from the place, in strides.
    pub landmarks: [f32; 10],
}

impl Network {
    fn read(model: &[u8]) -> Option<Self> {
        let all = weights::convolutions(model)?;
        let [stem, units @ ..] = all.as_slice() else { return None };
        let (pairs, []) = units.as_chunks::<2>() else { return None };
        // Eleven units go down, three join, and of each of three maps four are read: confidence, frame, object, landmarks.
        let (trunk, readers) = pairs.split_at_checked(14)?;
        let (body, joints) = trunk.split_at_checked(11)?;
        let unit = |[point, depth]: &[Convolution; 2]| {
            let (outputs, inputs) = of_points(point)?;
            let fits = depth.dims == [outputs, 1, 3, 3] && depth.bias.len() == outputs && outputs % BLOCK == 0;
            let point = Pointwise::new(outputs, inputs, &point.kernel, &point.bias);
            fits.then(|| Unit::new(point, &depth.kernel, &depth.bias, true))
        };
        let stem_fits = stem.dims == [BLOCK, 3, 3, 3] && stem.bias.len() == BLOCK;
        let order = |at: usize| {
            // From channel, row, column to row, column, channel.
            let (output, row, column, channel) = (at / 27, at / 9 % 3, at / 3 % 3, at % 3);
            stem.kernel.get(output * 27 + channel * 9 + row * 3 + column).copied()
        };
        let kernel = (0..BLOCK * 27).map(order).collect::<Option<Vec<f32>>>().filter(|_| stem_fits)?;
        let network = Self {
            stem: Pointwise::new(BLOCK, 27, &kernel, &stem.bias),
            body: body.iter().map(unit).collect::<Option<_>>()?,
            joints: joints.iter().map(unit).collect::<Option<_>>()?,
            heads: (0..3).map(|level| head(readers, level)).collect::<Option<_>>()?,
        };
        let widths = network.body.iter().chain(&network.joints).map(|u| [u.point.inputs, u.point.outputs]);
        let wanted = [[16, 16], [16, 16], [16, 32], [32, 32], [32, 64]].into_iter().chain([[64, 64]; 9]);
        widths.eq(wanted).then_some(network)
    }

    /// Every place that is at least so sure of a face. The picture has three channels, blue, green and red from 0 to 255,
    /// and sides that are multiples of 32.
    pub fn look(&self, picture: &Map, least: f32) -> Vec<Cell> {
        let mut map = Map::new(picture.width / 2, picture.height / 2, BLOCK);
        let mut gathered = vec![0.0; map.width * 27];
        for y in 0..map.height {
            let rows = picture.around(2 * y);
            for (x, values) in gathered.chunks_exact_mut(27).enumerate() {
                for (part, row) in values.chunks_exact_mut(9).zip(rows) {
                    part.copy_from_slice(&row[2 * x * 3..2 * x * 3 + 9]);
                }
            }
            self.stem.run(&gathered, map.row_mut(y));
            map.row_mut(y).iter_mut().for_each(|v| *v = v.max(0.0));
        }
        let mut levels = Vec::new();
        for (number, unit) in self.body.iter().enumerate() {
            map = unit.run(&map);
            // The map is halved after the first unit, and after the fifth and every second one from there.
            if matches!(number, 6 | 8 | 10) {
                levels.push(map.clone());
            }
            if matches!(number, 0 | 4 | 6 | 8) {
                map = map.pooled();
            }
        }
        let mut joined: Option<Map> = None;
        let mut cells = Vec::new();
        for (level, (mut map, joint)) in levels.into_iter().rev().zip(&self.joints).enumerate() {
            if let Some(coarse) = &joined {
                map.add_doubled(coarse);
            }
            let map = joint.run(&map);
            let finest_first = 2 - level;
            if let Some(head) = self.heads.get(finest_first) {
                read_cells(&head.run(&map), 8 << finest_first, least, &mut cells);
            }
            joined = Some(map);
        }
        cells
    }
}

/// Outputs and inputs of a 1×1 convolution.
fn of_points(point: &Convolution) -> Option<(usize, usize)> {
    match point.dims.as_slice() {
        [outputs, inputs, 1, 1] if point.bias.len() == *outputs => Some((*outputs, *inputs)),
        _ => None,
    }
}

/// The four readers of a map as one unit: confidence, object, frame, landmarks.
fn head(readers: &[[Convolution; 2]], level: usize) -> Option<Unit> {
    let (mut kernel, mut bias, mut depth, mut depth_bias) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    // In the file: confidence of the three maps, frames, objects, landmarks.
    for (kind, outputs) in [(0, 1), (2, 1), (1, 4), (3, 10)] {
        let [point, deep] = readers.get(kind * 3 + level)?;
        if of_points(point)? != (outputs, 64) || deep.dims != [outputs, 1, 3, 3] || deep.bias.len() != outputs {
            return None;
        }
        kernel.extend(&point.kernel);
        bias.extend(&point.bias);
        depth.extend(&deep.kernel);
        depth_bias.extend(&deep.bias);
    }
    Some(Unit::new(Pointwise::new(BLOCK, 64, &kernel, &bias), &depth, &depth_bias, false))
}

fn read_cells(map: &Map, stride: usize, least: f32, cells: &mut Vec<Cell>) {
    let sigmoid = |value: f32| 1.0 / (1.0 + (-value).exp());
    for y in 0..map.height {
        for (x, values) in map.row(y).as_chunks::<BLOCK>().0.iter().enumerate() {
            let confidence = (sigmoid(values[0]) * sigmoid(values[1])).sqrt();
            if confidence >= least {
                let frame = std::array::from_fn(|i| values[2 + i]);
                let landmarks = std::array::from_fn(|i| values[6 + i]);
                cells.push(Cell { at: [x, y], stride, confidence, frame, landmarks });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_is_the_published_one() {
        let digest = analyzer::case::Artifact::of("", analyzer::case::ArtifactKind::File, MODEL).digest;
        assert_eq!(digest, "sha256:8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4");
        assert!(NETWORK.is_some());
    }

    #[test]
    #[allow(clippy::approx_constant, reason = "a reading that happens to lie near a constant")]
    fn it_says_what_onnxruntime_says() {
        // Made with onnxruntime 1.32 on the same pattern: place, stride, confidence, frame, landmarks.
        type Said = ([usize; 2], usize, f32, [f32; 4], [f32; 10]);
        const SAID: [Said; 6] = [
            (
                [0, 0],
                8,
                0.000553,
                [0.4609, 0.4052, 0.968, 1.133],
                [-0.091, -0.0755, 0.2216, -0.3196, -0.1635, 1.0716, -0.0242, 0.6769, -0.0184, 1.7782],
            ),
            (
                [5, 4],
                8,
                0.007199,
                [0.3696, 0.7034, 1.4143, 1.6594],
                [0.2005, -0.1841, 2.1389, -0.2392, 1.4747, 0.876, 0.5075, 2.004, 1.9752, 1.9378],
            ),
            (
                [0, 0],
                16,
                0.006208,
                [0.5275, 0.5257, 0.0333, 0.1694],
                [0.2383, 0.0688, 0.3133, 0.067, 0.2016, 0.173, 0.1824, 0.276, 0.2942, 0.2661],
            ),
            (
                [3, 2],
                16,
                0.003120,
                [0.5045, 0.5085, -0.1584, 0.1192],
                [0.3551, 0.2937, 0.5535, 0.2959, 0.3983, 0.5226, 0.361, 0.7687, 0.5251, 0.7708],
            ),
            (
                [0, 0],
                32,
                0.003501,
                [0.7953, 1.2749, 0.6961, 1.0174],
                [0.1972, 0.2835, 1.2253, 0.108, 0.8989, 1.1824, 0.4242, 1.8852, 1.4093, 1.7847],
            ),
            (
                [1, 1],
                32,
                0.004477,
                [0.3508, 0.9805, 0.6052, 0.8768],
                [-0.0392, 0.0717, 1.1694, -0.1595, 0.8339, 1.1324, 0.2324, 1.9404, 1.2995, 1.6869],
            ),
        ];
        let mut picture = Map::new(64, 96, 3);
        for y in 0..96 {
            for (x, pixel) in picture.row_mut(y).as_chunks_mut::<3>().0.iter_mut().enumerate() {
                *pixel = std::array::from_fn(|c| ((x * 7 + y * 13 + c * 29) * (x + 3 * y) / 16 % 256) as f32);
            }
        }
        let cells = NETWORK.as_ref().unwrap().look(&picture, 0.0);
        assert_eq!(cells.len(), 8 * 12 + 4 * 6 + 2 * 3);
        for (at, stride, confidence, frame, landmarks) in SAID {
            let cell = cells.iter().find(|c| c.at == at && c.stride == stride).unwrap();
            assert!((cell.confidence - confidence).abs() < 1e-4, "{cell:?}");
            let said = frame.iter().chain(&landmarks);
            for (own, said) in cell.frame.iter().chain(&cell.landmarks).zip(said) {
                assert!((own - said).abs() < 1e-3, "{own} and {said} at {at:?}, {stride}");
            }
        }
    }
}
