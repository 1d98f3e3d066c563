//! Pictures, and the table of words that text recognition prints for one. The first byte picks which.
#![no_main]

use intake::screenshot::{Area, Box, Prepared, Strip, job, read};
use intake::{Delivery, InProcess, Isolation, Job, JobKind, Options};

/// Answers with a picture of two bubbles and the table under test.
struct Recorded<'a>(&'a [u8]);

impl Isolation for Recorded<'_> {
    fn run(&self, job: &Job, bytes: &[u8]) -> Result<String, String> {
        match job.kind {
            JobKind::Screenshot => {
                let left = Box { left: 10, top: 40, width: 120, height: 30 };
                let right = Box { left: 70, top: 80, width: 120, height: 30 };
                let prepared = Prepared {
                    width: 200,
                    height: 160,
                    scale: 1.0,
                    ground: [255; 3],
                    areas: vec![Area { place: left, ground: [230; 3] }, Area { place: right, ground: [0, 90, 250] }],
                    strips: vec![
                        Strip { top: 0, place: Box { left: 0, top: 0, width: 200, height: 160 } },
                        Strip { top: 170, place: left },
                        Strip { top: 210, place: right },
                    ],
                    page: String::new(),
                };
                serde_json::to_string(&prepared).map_err(|e| e.to_string())
            }
            // Every picture in AVIF turns out to be the same PNG.
            JobKind::Convert => intake::picture::converted_job(bytes, b"\x89PNG"),
            JobKind::Recognise | JobKind::RecogniseHangul => Ok(String::from_utf8_lossy(self.0).into_owned()),
            _ => InProcess.run(job, bytes),
        }
    }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((pick, rest)) = bytes.split_first() else { return };
    if pick % 2 == 0 {
        let _ = job(rest);
    } else {
        let picture: &[u8] = if pick % 4 == 1 { b"\x89PNG" } else { b"\0\0\0\x14ftypavif\0\0\0\0mif1" };
        let _ = read(&Delivery::new("a.png", picture), &Options::default(), &Recorded(rest));
    }
});
