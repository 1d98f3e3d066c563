//! Pictures: decoders, metadata, and all that is made of the pixels.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = intake::picture::see(bytes);
});
