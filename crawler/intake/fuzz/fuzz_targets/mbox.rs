//! Mailboxes of many mails.
#![no_main]
use intake::{Delivery, InProcess, Options};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for mail in intake::mail::Mbox::new(bytes).take(50).flatten() {
        let _ = intake::mail::read(&Delivery::new("a #1", mail), &Options::default(), &InProcess);
    }
});
