//! Where a repository is: a forge and a path there.

use url::Url;

/// Most bytes of a path, and most groups within groups (GitLab allows 20).
const LONGEST: usize = 400;
const DEEPEST: usize = 21;

/// A forge of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Forge {
    GitHub,
    GitLab,
    Bitbucket,
}

/// A repository's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub forge: Forge,
    /// Owner and name; at GitLab groups, groups within, and name.
    pub path: Vec<String>,
}

impl Place {
    /// Reads an address as people write it: of the repository, of a file or page within it, or as git wants it
    /// (`git@github.com:owner/name.git`), with or without its scheme.
    pub(super) fn of(written: &str) -> Option<Self> {
        let written = written.trim();
        let whole = match written.split_once("://") {
            Some((_, rest)) => format!("https://{rest}"),
            None => match written.strip_prefix("git@").and_then(|rest| rest.split_once(':')) {
                Some((host, path)) => format!("https://{host}/{path}"),
                None => format!("https://{written}"),
            },
        };
        let url = Url::parse(&whole).ok()?;
        let forge = match url.host_str()?.trim_start_matches("www.") {
            "github.com" | "raw.githubusercontent.com" | "codeload.github.com" | "github.dev" => Forge::GitHub,
            "gitlab.com" => Forge::GitLab,
            "bitbucket.org" => Forge::Bitbucket,
            _ => return None,
        };
        let segments = url.path_segments()?.filter(|s| !s.is_empty());
        let mut path: Vec<String> = match forge {
            // Behind `/-/` stand the pages of a project.
            Forge::GitLab => segments.take_while(|s| *s != "-").map(str::to_owned).collect(),
            Forge::GitHub | Forge::Bitbucket => segments.take(2).map(str::to_owned).collect(),
        };
        let name = path.pop()?;
        path.push(name.strip_suffix(".git").unwrap_or(&name).to_owned());
        let plain = |s: &String| {
            s.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(&b))
                && !matches!(s.as_str(), "" | "." | "..")
        };
        let fits = (2..=DEEPEST).contains(&path.len()) && path.iter().map(String::len).sum::<usize>() <= LONGEST;
        (fits && path.iter().all(plain)).then_some(Self { forge, path })
    }

    /// `owner/name`.
    pub(super) fn name(&self) -> String {
        self.path.join("/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_people_write_it() {
        for (written, forge, name) in [
            ("https://github.com/dreed-dev/ledger", Forge::GitHub, "dreed-dev/ledger"),
            ("github.com/dreed-dev/ledger.git", Forge::GitHub, "dreed-dev/ledger"),
            ("git@github.com:dreed-dev/ledger.git", Forge::GitHub, "dreed-dev/ledger"),
            ("https://www.github.com/dreed-dev/ledger/tree/main/src?x=1#L3", Forge::GitHub, "dreed-dev/ledger"),
            ("https://gitlab.com/acme/tools/deep/task/-/tree/main", Forge::GitLab, "acme/tools/deep/task"),
            ("ssh://git@bitbucket.org/acme_work/golden-city.git", Forge::Bitbucket, "acme_work/golden-city"),
        ] {
            let place = Place::of(written).unwrap();
            assert_eq!((place.forge, place.name().as_str()), (forge, name), "{written}");
        }
        for not in
            ["https://github.com/dreed-dev", "https://git.acme.example/a/b", "github.com/a/..%2f..%2fuser", "", "a b"]
        {
            assert_eq!(Place::of(not), None, "{not}");
        }
    }
}
