//! What a picture's file says of its making: EXIF, XMP, the text of a PNG, credentials (C2PA).
//!
//! Platforms strip all of it, so that its absence says nothing; and whoever can write a file can write this, so that only
//! what speaks against the file is worth anything. Credentials are found, not verified.

use std::io::{Cursor, Read};

use analyzer::case::PictureNote;
use exif::{In, Tag, Value};
use memchr::memmem;

use crate::files::shorten;

/// Most notes of one picture.
const MOST_NOTES: usize = 24;

/// Longest text that is looked into, in bytes.
const MOST_TEXT: usize = 64 * 1024;

/// Most chunks of a PNG that are walked over.
const MOST_CHUNKS: usize = 2_000;

/// What a file says, each thing once.
#[derive(Default)]
struct Notes(Vec<(PictureNote, String)>);

impl Notes {
    fn add(&mut self, note: PictureNote, text: &str) {
        let text = shorten(text);
        if !text.is_empty() && self.0.len() < MOST_NOTES && !self.0.iter().any(|(n, t)| *n == note && *t == text) {
            self.0.push((note, text));
        }
    }

    /// A program's name: some make pictures from words.
    fn program(&mut self, name: &str) {
        self.add(PictureNote::Software, name);
        const GENERATORS: [&str; 9] = [
            "midjourney", "dall-e", "dall·e", "stable diffusion", "stablediffusion", "comfyui", "novelai", "invokeai",
            "adobe firefly",
        ];
        let lower = name.to_lowercase();
        if GENERATORS.iter().any(|g| lower.contains(g)) {
            self.add(PictureNote::Generated, name);
        }
    }

    /// A text that may be the instructions to a generator.
    fn text(&mut self, name: &str, text: &str) {
        if instructions(name, text) {
            self.add(PictureNote::Generated, &format!("{name}: {text}"));
        } else if name.eq_ignore_ascii_case("software") {
            self.program(text);
        } else if ["author", "copyright", "artist"].iter().any(|n| name.eq_ignore_ascii_case(n)) {
            self.add(PictureNote::Credit, text);
        } else if ["title", "description", "comment"].iter().any(|n| name.eq_ignore_ascii_case(n)) {
            self.add(PictureNote::Description, text);
        }
    }
}

/// Whether a text is what the common generators write next to their pictures: their settings, or their graph.
fn instructions(name: &str, text: &str) -> bool {
    let has = |word: &str| text.contains(word);
    match name {
        "parameters" | "UserComment" => has("Steps:") && (has("Sampler:") || has("CFG scale:") || has("Seed:")),
        "prompt" | "workflow" => has("class_type") || has("KSampler") || has("\"nodes\""),
        "sd-metadata" | "invokeai_metadata" | "invokeai_graph" | "Dream" | "generation_data" => true,
        "Comment" => has("\"sampler\"") && has("\"steps\""),
        _ => false,
    }
}

/// What the file says of its making.
pub(super) fn read(bytes: &[u8]) -> Vec<(PictureNote, String)> {
    let mut notes = Notes::default();
    sources(bytes, &mut notes);
    png(bytes, &mut notes);
    exif(bytes, &mut notes);
    xmp(bytes, &mut notes);
    notes.0
}

/// Credentials, and the type of source that they or IPTC name. The words are searched wherever they stand: in compressed
/// pixels they don't occur.
fn sources(bytes: &[u8], notes: &mut Notes) {
    const GENERATED: [&str; 1] = ["trainedAlgorithmicMedia"];
    let has = |words: &str| memmem::find(bytes, words.as_bytes()).is_some();
    if has("jumdc2pa") {
        notes.add(PictureNote::Credentials, "C2PA");
    }
    for words in GENERATED.into_iter().filter(|words| has(words)) {
        notes.add(PictureNote::Generated, &format!("digital source type: {words}"));
    }
    if has("compositeWithTrainedAlgorithmicMedia") {
        notes.add(PictureNote::Retouched, "digital source type: compositeWithTrainedAlgorithmicMedia");
    }
}

/// The texts of a PNG: plain, compressed and international.
fn png(bytes: &[u8], notes: &mut Notes) {
    let Some(mut rest) = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n") else { return };
    for _ in 0..MOST_CHUNKS {
        let Some((head, after)) = rest.split_at_checked(8) else { return };
        let length = head.iter().take(4).fold(0usize, |sum, byte| sum << 8 | usize::from(*byte));
        let Some((data, after)) = after.split_at_checked(length) else { return };
        match head.get(4..) {
            Some(b"tEXt") => {
                if let Some((name, text)) = parted(data) {
                    notes.text(&latin(name), &latin(text));
                }
            }
            Some(b"zTXt") => {
                if let Some((name, [0, packed @ ..])) = parted(data) {
                    notes.text(&latin(name), &latin(&inflated(packed)));
                }
            }
            Some(b"iTXt") => international(data, notes),
            Some(b"IEND") => return,
            _ => {}
        }
        rest = after.get(4..).unwrap_or_default();
    }
}

/// Name, zero, whether compressed, how, language, zero, name in the language, zero, text.
fn international(data: &[u8], notes: &mut Notes) {
    let Some((name, [compressed, _, rest @ ..])) = parted(data) else { return };
    let Some(text) = parted(rest).and_then(|(_, rest)| parted(rest)).map(|(_, text)| text) else { return };
    let text = if *compressed == 1 { inflated(text) } else { bounded(text).to_vec() };
    notes.text(&latin(name), &String::from_utf8_lossy(&text));
}

/// What stands before and after the first zero.
fn parted(data: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = memchr::memchr(0, data)?;
    Some((data.get(..at)?, data.get(at + 1..)?))
}

fn bounded(data: &[u8]) -> &[u8] {
    data.get(..data.len().min(MOST_TEXT)).unwrap_or_default()
}

/// Latin 1, as PNG has it; what happens to be UTF-8 is read as that.
fn latin(data: &[u8]) -> String {
    let data = bounded(data);
    std::str::from_utf8(data).map_or_else(|_| data.iter().map(|b| char::from(*b)).collect(), str::to_owned)
}

fn inflated(data: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    // What can be read before an error is the text.
    let _ = flate2::read::ZlibDecoder::new(data).take(MOST_TEXT as u64).read_to_end(&mut text);
    text
}

fn exif(bytes: &[u8], notes: &mut Notes) {
    let mut reader = exif::Reader::new();
    reader.continue_on_error(true);
    let read = reader.read_from_container(&mut Cursor::new(bytes));
    let Ok(exif) = read.or_else(|error| error.distill_partial_result(|_| {})) else { return };
    let text = |tag: Tag| {
        let field = exif.get_field(tag, In::PRIMARY)?;
        let bytes = match &field.value {
            Value::Ascii(parts) => parts.join(&b' '),
            // The first eight bytes of a comment name its encoding.
            Value::Undefined(bytes, _) => bytes.get(8..)?.to_vec(),
            _ => return None,
        };
        Some(latin(&bytes).replace('\0', ""))
    };
    let camera = [text(Tag::Make), text(Tag::Model)].into_iter().flatten().collect::<Vec<_>>().join(" ");
    notes.add(PictureNote::Camera, &camera);
    if let Some(taken) = text(Tag::DateTimeOriginal).or_else(|| text(Tag::DateTime)) {
        notes.add(PictureNote::Taken, &taken);
    }
    if let Some(name) = text(Tag::Software) {
        notes.program(&name);
    }
    if exif.get_field(Tag::GPSLatitude, In::PRIMARY).is_some() {
        notes.add(PictureNote::Position, "GPS");
    }
    for (tag, name) in [
        (Tag::Artist, "Artist"),
        (Tag::Copyright, "Copyright"),
        (Tag::ImageDescription, "Description"),
        (Tag::UserComment, "UserComment"),
    ] {
        if let Some(value) = text(tag) {
            notes.text(name, &value);
        }
    }
}

/// A few properties of an XMP packet, as attributes or elements.
fn xmp(bytes: &[u8], notes: &mut Notes) {
    let Some(start) = memmem::find(bytes, b"<x:xmpmeta") else { return };
    let packet = String::from_utf8_lossy(bounded(bytes.get(start..).unwrap_or_default()));
    let packet = packet.split("</x:xmpmeta>").next().unwrap_or_default();
    let property = |name: &str| {
        let after = packet.split_once(name)?.1;
        let (text, end) = match after.strip_prefix("=\"") {
            Some(text) => (text, '"'),
            None => (after.strip_prefix('>')?, '<'),
        };
        text.split(end).next()
    };
    if let Some(tool) = property("xmp:CreatorTool") {
        notes.program(tool);
    }
    if let Some(credit) = property("photoshop:Credit") {
        notes.add(PictureNote::Credit, credit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [&length[..], kind, data, &[0; 4]].concat()
    }

    fn png_of(chunks: &[Vec<u8>]) -> Vec<u8> {
        [b"\x89PNG\r\n\x1a\n".to_vec(), chunks.concat(), chunk(b"IEND", b"")].concat()
    }

    fn generated(bytes: &[u8]) -> bool {
        read(bytes).iter().any(|(note, _)| *note == PictureNote::Generated)
    }

    #[test]
    fn instructions_of_generators() {
        let settings = b"parameters\0a recruiter, office\nSteps: 30, Sampler: Euler a, CFG scale: 7, Seed: 1";
        assert!(generated(&png_of(&[chunk(b"tEXt", settings)])));
        let graph = b"prompt\0\0\0\0\0{\"3\": {\"class_type\": \"KSampler\"}}";
        assert!(generated(&png_of(&[chunk(b"iTXt", graph)])));
        let mut packer = flate2::read::ZlibEncoder::new(&b"Steps: 20, Seed: 5"[..], flate2::Compression::fast());
        let mut packed = b"parameters\0\0".to_vec();
        packer.read_to_end(&mut packed).unwrap();
        assert!(generated(&png_of(&[chunk(b"zTXt", &packed)])));
        assert!(!generated(&png_of(&[chunk(b"tEXt", b"parameters\0width 20"), chunk(b"tEXt", b"prompt\0Hello")])));
    }

    #[test]
    fn types_of_source_and_credentials() {
        let xmp = "<x:xmpmeta><rdf:Description xmp:CreatorTool=\"Pixelbrush 4\" Iptc4xmpExt:DigitalSourceType=\"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia\"/></x:xmpmeta>";
        let notes = read(xmp.as_bytes());
        assert!(notes.contains(&(PictureNote::Software, "Pixelbrush 4".into())));
        assert!(notes.iter().any(|(note, _)| *note == PictureNote::Generated));
        let retouched = read(b"jumb....jumdc2pa..compositeWithTrainedAlgorithmicMedia");
        let kinds: Vec<PictureNote> = retouched.iter().map(|(note, _)| *note).collect();
        assert_eq!(kinds, [PictureNote::Credentials, PictureNote::Retouched]);
    }

    #[test]
    fn rubbish_says_nothing() {
        let length_that_lies = [b"\x89PNG\r\n\x1a\n".to_vec(), b"\xff\xff\xff\xfftEXtparameters".to_vec()].concat();
        for bytes in
            [&b""[..], b"\x89PNG", &length_that_lies, b"<x:xmpmeta xmp:CreatorTool=", b"\xff\xd8\xff\xe1\0\x08Exif"]
        {
            assert_eq!(read(bytes), Vec::new());
        }
    }
}
