//! Pictures: decoders, metadata, and all that is made of the pixels; and the container of AVIF and HEIC, as far as it is
//! looked into here (a program of the system decodes it).
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = intake::picture::see(bytes);
    if intake::picture::is_heif(bytes) {
        let mut still = bytes.to_vec();
        intake::picture::as_still(&mut still);
        let _ = intake::picture::converted_job(&still, b"");
    }
});
