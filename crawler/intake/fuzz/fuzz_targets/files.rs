//! Attachments: archives, documents, PDF, source trees. The first byte picks the name they come with.
#![no_main]

const NAMES: [&str; 9] = ["a.zip", "a.docx", "a.hwp", "a.pdf", "a.tar.gz", "package.json", "app.js", "a.html", "a.bin"];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((pick, rest)) = bytes.split_first() else { return };
    let name = NAMES[usize::from(*pick) % NAMES.len()];
    let _ = intake::files::inspect_job(name, rest);
});
