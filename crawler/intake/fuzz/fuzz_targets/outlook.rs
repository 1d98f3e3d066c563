//! Outlook items. The parser behind is known to panic on rubbish; the job must answer with a reason all the same.
#![no_main]
use std::sync::Once;

static QUIET: Once = Once::new();

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // The job catches the parser's panics; libFuzzer would stop at the first one.
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    let _ = intake::mail::outlook_job(bytes);
});
