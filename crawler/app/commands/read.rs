//! `bonafide read`.

use std::io::Write;
use std::path::PathBuf;

use intake::Options;

use crate::Failure;
use crate::collect::{Collected, collect};
use crate::isolation::ChildProcess;

/// Prints what is read: one JSON object for each submission.
pub fn run(paths: &[PathBuf]) -> Result<u8, Failure> {
    let print = |deliveries: &[intake::Delivery]| {
        let submission = intake::read(deliveries, &Options::default(), &ChildProcess)?;
        let mut line = serde_json::to_string(&submission)?;
        line.push('\n');
        match std::io::stdout().lock().write_all(line.as_bytes()) {
            // The reader of a pipe may have seen enough.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            other => Ok::<(), Failure>(other?),
        }
    };
    match collect(paths)? {
        Collected::One(deliveries, failures) => {
            for failure in failures {
                eprintln!("bonafide: {}", failure.text);
            }
            print(&deliveries)?;
        }
        Collected::Many(many) => {
            for delivery in many {
                if let Err(failure) = delivery.and_then(|d| print(&[d])) {
                    eprintln!("bonafide: {}", failure.text);
                }
            }
        }
    }
    Ok(0)
}
