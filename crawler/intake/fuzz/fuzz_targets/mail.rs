//! Internet messages: headers, bodies, forwards, notifications, attachments.
#![no_main]
use intake::{Delivery, InProcess, Options};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let options = Options { own_domains: vec!["own.example".into()], ..Options::default() };
    let _ = intake::mail::read(&Delivery::new("a.eml", bytes), &options, &InProcess);
});
