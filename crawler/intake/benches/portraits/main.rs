//! How well and how fast photographs are recognised again.
//!
//! Run: `cargo bench -p intake --bench portraits -- FOLDER|ARCHIVE.tar.gz`, where the folder has portraits in `edits_base`
//! and one picture each of different people in `distinct_people`. Add the folder of the PDQ reference (`--pdq FOLDER`) to
//! hold the hash against its published vectors. The edits, silhouettes and screenshots are made here.

#![allow(clippy::unwrap_used, reason = "a bench stops at the first fault")]

mod edits;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use analyzer::case::Picture;
use analyzer::photo::{Hash256, Index, Print, Query, apart_from_template, same_photograph, tolerance};
use edits::{Anchor, EDITS, Numbers};
use intake::InProcess;
use intake::picture::look;

type Named = (String, Vec<u8>);

/// Numbers of known photographs, the most for which each tolerance holds.
const BANKS: [usize; 3] = [10_000, 100_000, 1_000_000];

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|a| a != "--bench");
    let (mut pictures, mut pdq, mut only) = (None, None, None);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--pdq" => pdq = arguments.next(),
            "--only" => only = arguments.next(),
            _ => pictures = Some(argument),
        }
    }
    let asked = |part: &str| only.as_deref().is_none_or(|only| only == part);
    if let Some(folder) = pdq {
        published(Path::new(&folder));
    }
    let Some(path) = pictures else {
        println!("name a folder or archive of portraits");
        return;
    };
    let (bases, people) = portraits(Path::new(&path));
    println!("{} portraits for edits, {} different people", bases.len(), people.len());
    if asked("recall") {
        recall(&bases);
    }
    if asked("people") {
        different(&people);
    }
    if asked("traps") {
        placeholders();
        screenshots(&people);
    }
    if asked("cut") {
        cut_like_generated(&people, "different people, as they are");
        cut_like_generated(&bases, "portraits, as they are");
        cut_like_generated(&framed(&people), "different people, framed as profile pictures are");
        cut_like_generated(&framed(&bases), "portraits, framed as profile pictures are");
    }
    if asked("speed") {
        hashing(&bases);
        whole_pictures(&bases);
        queries(&bases);
    }
}

fn seen(bytes: &[u8]) -> Picture {
    look("picture", bytes, analyzer::case::ArtifactId(0), &InProcess).unwrap()
}

fn portraits(path: &Path) -> (Vec<Named>, Vec<Named>) {
    let mut all = if path.is_dir() { folder(path) } else { archive(path) };
    all.retain(|(name, _)| name.ends_with(".jpg") || name.ends_with(".png"));
    all.sort();
    let of = |part: &str| all.iter().filter(|(name, _)| name.contains(part)).cloned().collect();
    (of("edits_base"), of("distinct_people"))
}

fn folder(path: &Path) -> Vec<Named> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(path).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        if path.is_dir() {
            found.extend(folder(&path));
        } else {
            found.push((path.to_string_lossy().into_owned(), std::fs::read(&path).unwrap()));
        }
    }
    found
}

fn archive(path: &Path) -> Vec<Named> {
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap()));
    let files = archive.entries().unwrap().map(|entry| {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        (name, bytes)
    });
    files.collect()
}

/// The eight vectors published with the reference.
fn published(folder: &Path) {
    const VECTORS: [(&str, &str); 8] = [
        ("bridge-1-original", "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"),
        ("bridge-2-rotate-90", "30a10efd71cc3d429013d48d0ffffc52e34e0e17ada952a9d29685211ea9e5af"),
        ("bridge-3-rotate-180", "adad5a64b5a142e75b62a09857da895ae63b847fc23794b766b319361bc93188"),
        ("bridge-4-rotate-270", "a5f0a457a48995e8c9065c275aaa5498b61ba4bdf8fcf80387c32f8b1bfc4f05"),
        ("bridge-5-flipx", "f8f80f31e0f417b20e37f5cd028f980fb36ed02a9662c1e233e64c634e9c64dd"),
        ("bridge-6-flipy", "0dad2599b1a1bd1a5362576742da32a5e63b7380c2374b4866b366c91bc9ce77"),
        ("bridge-7-flip-plus-1", "f0a5e102f1ccc0bd945308720fff038de34ef1e8ada9a956d2967ade5ea91a50"),
        ("bridge-8-flip-minus-1", "a5f05aa8a4896a17c906a2d85aaaab07b61b5b42f8fc07fc87c3d0741bfcb0fa"),
    ];
    let mut exact = 0;
    let files = self::folder(folder);
    for (name, wanted) in VECTORS {
        let (_, bytes) = files.iter().find(|(path, _)| path.contains(&format!("{name}.jpg"))).unwrap();
        let own = seen(bytes).whole[0];
        let apart = own.distance(&wanted.parse().unwrap());
        exact += usize::from(apart == 0);
        if apart > 0 {
            println!("{name}: {own}, {apart} bits from the published one");
        }
    }
    println!("PDQ: {exact} of {} published vectors bit for bit", VECTORS.len());
}

/// Recall over the edits, by the thresholds for three sizes of a bank.
fn recall(bases: &[Named]) {
    let (mut sums, mut tries) = ([0usize; 3], 0usize);
    let mut whole_alone = 0;
    let mut faceless = 0;
    println!("{:<26} {:>6} {:>6} {:>6}   whole   median patch", "recall by edit", "10k", "100k", "1M");
    let known: Vec<(Picture, Vec<Print>)> = bases
        .iter()
        .map(|(name, bytes)| {
            let picture = seen(bytes);
            if picture.faces.is_empty() {
                println!("no face in {name}");
            }
            let prints = picture.prints();
            (picture, prints)
        })
        .collect();
    for edit in &EDITS {
        let (mut found, mut patches) = ([0usize; 3], Vec::new());
        let mut whole_found = 0;
        for ((_, bytes), (picture, prints)) in bases.iter().zip(&known) {
            let original = image::load_from_memory(bytes).unwrap().to_rgb8();
            let anchor = anchor(picture);
            let edited = seen(&(edit.make)(&original, &anchor));
            faceless += usize::from(edited.faces.is_empty());
            let distances: Vec<(u32, u32)> =
                edited.queries().iter().flat_map(|q| prints.iter().map(move |p| q.distances(p))).collect();
            for (count, bank) in found.iter_mut().zip(BANKS) {
                *count += usize::from(distances.iter().any(|(w, p)| same_photograph(*w, *p, tolerance(bank))));
            }
            whole_found += usize::from(distances.iter().any(|(w, _)| *w <= 31));
            patches.push(distances.iter().map(|(_, p)| *p).min().unwrap_or(256));
        }
        patches.sort_unstable();
        let share = |count: usize| count as f32 / bases.len() as f32;
        println!(
            "{:<26} {:>6.3} {:>6.3} {:>6.3}  {:>6.3}   {}",
            edit.name,
            share(found[0]),
            share(found[1]),
            share(found[2]),
            share(whole_found),
            patches[patches.len() / 2]
        );
        sums.iter_mut().zip(found).for_each(|(s, f)| *s += f);
        whole_alone += whole_found;
        tries += bases.len();
    }
    let share = |count: usize| count as f32 / tries as f32;
    println!(
        "{:<26} {:>6.4} {:>6.4} {:>6.4}  {:>6.3}   ({tries} edited pictures, no face in {faceless})",
        "all",
        share(sums[0]),
        share(sums[1]),
        share(sums[2]),
        share(whole_alone)
    );
}

fn anchor(picture: &Picture) -> Anchor {
    let Some(face) = picture.faces.first() else {
        let (w, h) = (picture.width as f32, picture.height as f32);
        return Anchor { middle: [w / 2.0, h * 0.45], eyes: w * 0.15 };
    };
    let [left, right, _, a, b] = face.landmarks;
    let middle = [(left[0] + right[0] + a[0] + b[0]) / 4.0, (left[1] + right[1] + a[1] + b[1]) / 4.0];
    Anchor { middle, eyes: (right[0] - left[0]).hypot(right[1] - left[1]) }
}

/// All pairs of different people: how many are taken for one photograph.
fn different(people: &[Named]) {
    let pictures: Vec<Picture> = people.iter().map(|(_, bytes)| seen(bytes)).collect();
    let faceless = pictures.iter().filter(|p| p.faces.is_empty()).count();
    let prints: Vec<Vec<Print>> = pictures.iter().map(Picture::prints).collect();
    let mut pairs = 0u64;
    let mut false_matches: BTreeMap<u32, u32> = BTreeMap::new();
    let mut nearest: BTreeMap<u32, u32> = BTreeMap::new();
    for (at, picture) in pictures.iter().enumerate() {
        for query in picture.queries() {
            for (other, known) in prints.iter().enumerate().filter(|(other, _)| *other != at) {
                for print in known {
                    pairs += 1;
                    let (whole, patch) = query.distances(print);
                    if patch <= 56 || whole <= 40 && patch <= 80 {
                        *nearest.entry(patch).or_default() += 1;
                    }
                    for bank in BANKS.map(tolerance) {
                        if same_photograph(whole, patch, bank) {
                            *false_matches.entry(bank).or_default() += 1;
                            if bank == tolerance(BANKS[0]) {
                                println!("  {} and {}: whole {whole}, patch {patch}", people[at].0, people[other].0);
                            }
                        }
                    }
                }
            }
        }
    }
    println!(
        "different people: {pairs} pairs of faces, no face in {faceless}; false matches by tolerance {false_matches:?}"
    );
    println!("  distances of patches near the limits: {nearest:?}");
}

fn placeholders() {
    let pictures: Vec<(&str, Picture)> =
        edits::placeholders(100).iter().map(|(kind, drawn)| (*kind, seen(&edits::saved(drawn)))).collect();
    let mut faces: BTreeMap<&str, usize> = BTreeMap::new();
    for (kind, picture) in &pictures {
        *faces.entry(kind).or_default() += usize::from(!picture.faces.is_empty());
    }
    let pairs = pairs_taken_for_one(&pictures.iter().map(|(_, p)| p.clone()).collect::<Vec<_>>());
    println!(
        "{} silhouettes, initials and logos: with a face {faces:?}; pairs taken for one photograph {pairs}",
        pictures.len()
    );
}

/// Screenshots of one page with different people on it.
fn screenshots(people: &[Named]) {
    let pictures: Vec<Picture> = people
        .iter()
        .step_by(15)
        .enumerate()
        .map(|(number, (_, bytes))| {
            let portrait = image::load_from_memory(bytes).unwrap().to_rgb8();
            seen(&edits::saved(&edits::screenshot(&portrait, 100 * number as u64)))
        })
        .collect();
    let found = pictures.iter().filter(|p| !p.faces.is_empty()).count();
    let pairs = pairs_taken_for_one(&pictures);
    println!(
        "{} screenshots of one page: the face found in {found}; pairs taken for one photograph {pairs}",
        pictures.len()
    );
}

/// How many portraits of real people are framed as generated ones are, by tolerance.
fn cut_like_generated(portraits: &[Named], what: &str) {
    let apart: Vec<f32> = portraits.iter().filter_map(|(_, bytes)| apart_from_template(&seen(bytes))).collect();
    print!("{what}: {} square with one face;", apart.len());
    for tolerance in [0.02, 0.03, 0.04, 0.05, 0.06, 0.08] {
        let within = apart.iter().filter(|a| **a <= tolerance).count();
        print!("  {tolerance}: {within} ({:.2} %)", within as f32 * 100.0 / apart.len().max(1) as f32);
    }
    println!();
}

/// Square cuts such as people make for a profile: the face somewhere around the middle, three to seven times as wide as the
/// eyes are apart.
fn framed(portraits: &[Named]) -> Vec<Named> {
    const CUTS: usize = 4;
    let mut numbers = Numbers(7);
    let mut share = || (numbers.next() >> 40) as f32 / (1u64 << 24) as f32;
    let mut cuts = Vec::new();
    for (name, bytes) in portraits {
        let original = image::load_from_memory(bytes).unwrap().to_rgb8();
        let around = anchor(&seen(bytes));
        for _ in 0..CUTS {
            let side = around.eyes * (3.0 + 4.0 * share());
            let left = around.middle[0] - side * (0.42 + 0.16 * share());
            let upper = around.middle[1] - side * (0.4 + 0.25 * share());
            let fits = left >= 0.0 && upper >= 0.0;
            let fits = fits && left + side <= original.width() as f32 && upper + side <= original.height() as f32;
            if fits {
                let cut = image::imageops::crop_imm(&original, left as u32, upper as u32, side as u32, side as u32);
                cuts.push((name.clone(), edits::saved(&cut.to_image())));
            }
        }
    }
    cuts
}

fn pairs_taken_for_one(pictures: &[Picture]) -> usize {
    let mut taken = 0;
    for (at, picture) in pictures.iter().enumerate() {
        for query in picture.queries() {
            for other in pictures.iter().skip(at + 1).flat_map(Picture::prints) {
                let (whole, patch) = query.distances(&other);
                taken += usize::from(same_photograph(whole, patch, tolerance(10_000)));
            }
        }
    }
    taken
}

/// The fastest of some rounds, since whatever else the machine does only slows.
fn fastest(rounds: usize, mut work: impl FnMut()) -> Duration {
    let round = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..rounds).map(round).min().unwrap()
}

/// Hashing the same decoded pictures, by this program and by the crate `pdqhash`.
fn hashing(bases: &[Named]) {
    let own: Vec<image::RgbImage> =
        bases.iter().map(|(_, bytes)| image::load_from_memory(bytes).unwrap().to_rgb8()).collect();
    let theirs: Vec<pdqhash::image::DynamicImage> =
        bases.iter().map(|(_, bytes)| pdqhash::image::load_from_memory(bytes).unwrap()).collect();
    let many = bases.len() as u32;
    let ours = fastest(7, || {
        own.iter().for_each(|p| {
            std::hint::black_box(hash(p));
        })
    }) / many;
    let full = fastest(3, || {
        theirs.iter().for_each(|p| {
            std::hint::black_box(pdqhash::generate_pdq_full_size(p));
        });
    }) / many;
    let shrunk = fastest(3, || {
        theirs.iter().for_each(|p| {
            std::hint::black_box(pdqhash::generate_pdq(p));
        });
    }) / many;
    let apart: Vec<u32> = own
        .iter()
        .zip(&theirs)
        .map(|(a, b)| hash(a).distance(&Hash256::from_bytes(pdqhash::generate_pdq_full_size(b).0)))
        .collect();
    println!(
        "hashing one portrait: {ours:?}; crate pdqhash {full:?}, shrinking first {shrunk:?}; bits apart at most {}",
        apart.iter().max().unwrap()
    );
}

fn hash(picture: &image::RgbImage) -> Hash256 {
    let width = picture.width() as usize;
    let mut rows = picture.as_raw().chunks_exact(width * 3);
    let spectrum = analyzer::photo::pdq(width, picture.height() as usize, |_, line| {
        for (out, pixel) in line.iter_mut().zip(rows.next().unwrap().chunks_exact(3)) {
            *out = f32::from(pixel[0]) * 0.299 + f32::from(pixel[1]) * 0.587 + f32::from(pixel[2]) * 0.114;
        }
    });
    spectrum.hash()
}

/// From bytes to answer, against ten thousand known photographs.
fn whole_pictures(bases: &[Named]) {
    let index = filled(10_000);
    let mut times: Vec<Duration> = bases
        .iter()
        .map(|(_, bytes)| {
            fastest(3, || {
                for query in seen(bytes).queries() {
                    std::hint::black_box(index.search(&query));
                }
            })
        })
        .collect();
    times.sort_unstable();
    println!(
        "one picture from bytes to answer against {}: median {:?}, slowest {:?}",
        index.len(),
        times[times.len() / 2],
        times[times.len() - 1]
    );
}

fn filled(known: usize) -> Index {
    let mut numbers = Numbers(42);
    let mut index = Index::with_capacity(known);
    for _ in 0..known {
        let mut hash = || Hash256(std::array::from_fn(|_| numbers.next()));
        index.add(&Print { whole: hash(), patches: std::array::from_fn(|_| hash()) });
    }
    index
}

/// A whole query, all moved versions and the mirror image, against so many.
fn queries(bases: &[Named]) {
    let queries: Vec<Query> = bases.iter().take(8).flat_map(|(_, bytes)| seen(bytes).queries()).collect();
    for known in [10_000, 1_000_000, 10_000_000] {
        let index = filled(known);
        let mut times: Vec<Duration> = queries
            .iter()
            .map(|query| {
                fastest(3, || {
                    std::hint::black_box(index.search(query));
                })
            })
            .collect();
        times.sort_unstable();
        println!(
            "a query of {} hashes against {known}: median {:?}, slowest {:?}; memory of the process {}",
            queries[0].patches.iter().flatten().map(Vec::len).sum::<usize>(),
            times[times.len() / 2],
            times[times.len() - 1],
            memory()
        );
    }
}

/// The most memory the process had, where the system tells.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmRSS")).unwrap_or("unknown");
    line.trim_start_matches("VmRSS:").trim().to_owned()
}
