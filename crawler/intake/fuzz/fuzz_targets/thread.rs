//! Pasted threads, exports of messengers, free text.
#![no_main]
use intake::{Delivery, Options};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let options = Options { own_names: vec!["Robin Kim".into()], ..Options::default() };
    let _ = intake::thread::read(&Delivery::new("a.txt", bytes), &options);
});
