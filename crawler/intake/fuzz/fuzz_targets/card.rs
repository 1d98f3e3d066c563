//! Invitations and business cards.
#![no_main]
use intake::{Delivery, Options};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = intake::card::read(&Delivery::new("a.ics", bytes), &Options::default());
    let _ = intake::card::read(&Delivery::new("a.vcf", bytes), &Options::default());
});
