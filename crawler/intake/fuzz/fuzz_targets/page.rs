//! Web pages: visible and hidden text, links.
#![no_main]
use intake::{Delivery, Options};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = intake::mail::html::read(&String::from_utf8_lossy(bytes));
    let _ = intake::thread::read(&Delivery::new("a.html", bytes), &Options::default());
});
