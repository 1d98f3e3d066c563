//! The files that the program needs to use this internet.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::{Internet, folder};

/// Base addresses of services, as `lookup.toml` names them.
const SERVICES: [(&str, &str); 14] = [
    ("rdap", "https://rdap.registry.example/"),
    ("certificates", "https://certificates.example/"),
    ("greenhouse", "https://boards-api.greenhouse.example/v1/boards/"),
    ("lever", "https://api.lever.example/v0/postings/"),
    ("ashby", "https://api.ashbyhq.example/posting-api/job-board/"),
    ("workday", "https://{tenant}.myworkdayjobs.example/"),
    ("smartrecruiters", "https://api.smartrecruiters.example/v1/companies/"),
    ("workable", "https://apply.workable.example/api/v1/widget/accounts/"),
    ("recruitee", "https://{tenant}.recruitee.example/api/"),
    ("teamtailor", "https://{tenant}.teamtailor.example/"),
    ("greetinghr", "https://{tenant}.career.greetinghr.example/"),
    ("github", "https://api.github.example/"),
    ("gitlab", "https://gitlab.example/api/v4/"),
    ("bitbucket", "https://api.bitbucket.example/2.0/"),
];

/// Writes `lookup.toml` and the root certificate.
pub(crate) fn write(internet: &Internet, into: &Path) -> std::io::Result<PathBuf> {
    let root = into.join("root.pem");
    std::fs::write(&root, internet.root())?;
    let mut text = format!(
        "contact = \"https://bonafide.example/about-our-requests\"\n\
         resolvers = [\"{}\"]\n\
         roots = {:?}\n\
         # Tests ask one service much.\n\
         per-minute = 6000\n\
         seconds = 3\n\
         \n[for-tests]\nnetworks = [\"127.80.0.0/16\"]\nhttp-port = {}\nhttps-port = {}\n\n[services]\n",
        internet.resolver(),
        root,
        internet.http_port(),
        internet.https_port()
    );
    for (name, base) in SERVICES {
        writeln!(text, "{name} = \"{base}\"").ok();
    }
    let path = into.join("lookup.toml");
    std::fs::write(&path, text)?;
    Ok(path)
}

/// The list that takes the invented organisations.
const LIST: &str = "reference/organisations/technology-and-others.toml";

/// Writes the overlay of lists.
pub(crate) fn write_data(into: &Path) -> std::io::Result<PathBuf> {
    let (overlay, own) = (into.join("data"), folder().join("data/organisations.toml"));
    let embedded = folder().join("../../data").join(LIST);
    let text = format!("{}\n{}", std::fs::read_to_string(embedded)?, std::fs::read_to_string(own)?);
    let path = overlay.join(LIST);
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::write(path, text)?;
    Ok(overlay)
}
