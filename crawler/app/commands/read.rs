//! `bonafide read`.

use std::io::Write;
use std::path::PathBuf;

use intake::Options;

use crate::Failure;
use crate::collect::{Collected, collect};
use crate::isolation::ChildProcess;

/// Prints what is read: one JSON object for each submission.
pub fn run(paths: &[PathBuf]) -> Result<u8, Failure> {
    let print = |deliveries: &[intake::Delivery], own_names: &[String]| {
        let options = Options { own_names: own_names.to_vec(), ..Options::default() };
        let submission = intake::read(deliveries, &options, &ChildProcess)?;
        let mut line = serde_json::to_string(&submission)?;
        line.push('\n');
        match std::io::stdout().lock().write_all(line.as_bytes()) {
            // The reader of a pipe may have seen enough.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            other => Ok::<(), Failure>(other?),
        }
    };
    match collect(paths, false)? {
        Collected::One(deliveries, failures) => {
            for failure in failures {
                eprintln!("bonafide: {}", failure.text);
            }
            print(&deliveries, &[])?;
        }
        Collected::Many(many) => {
            let own_names = many.own_names().to_vec();
            for delivery in many {
                if let Err(failure) = delivery.and_then(|d| print(&[d], &own_names)) {
                    eprintln!("bonafide: {}", failure.text);
                }
            }
        }
    }
    Ok(0)
}
