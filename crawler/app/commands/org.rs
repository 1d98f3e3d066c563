//! `bonafide init-org`.

use std::io::Write;
use std::path::Path;

use crate::Failure;

/// A commented organisation file; a test reads it back.
pub const TEMPLATE: &str = include_str!("org.toml");

/// Writes the template.
pub fn run(path: &Path, force: bool) -> Result<u8, Failure> {
    if path == Path::new("-") {
        print!("{TEMPLATE}");
        return Ok(0);
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true);
    if force {
        options.create(true).truncate(true)
    } else {
        options.create_new(true)
    };
    let mut file = options.open(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Failure::usage(format!("{}: is there already; --force replaces it", path.display()))
        }
        _ => Failure::new(format!("{}: can't be written ({e})", path.display())),
    })?;
    file.write_all(TEMPLATE.as_bytes())?;
    println!("{} written. Fill it in, then: bonafide check message.eml --org {}", path.display(), path.display());
    Ok(0)
}
