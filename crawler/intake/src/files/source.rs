//! Source trees: what runs by itself, what is hidden, what is fetched and executed; and pages with scripts.
//!
//! These are the tricks of published trojanised coding tasks: tasks that run when a folder is opened, install scripts,
//! code pushed to the right of hundreds of spaces, addresses in base64, `eval` of what a server answers.

use analyzer::case::FileTrait;
use regex::Regex;
use std::sync::LazyLock;

use super::Finding;
use crate::sniff::decode;

/// Spaces before code that push it out of sight.
const FAR: usize = 160;
/// Longest line that hand-written code has; minified bundles carry their own name.
const LONG: usize = 4_000;
/// Most bytes of one file that are read.
const MOST: usize = 1024 * 1024;

macro_rules! pattern {
    ($name:ident, $text:literal) => {
        #[allow(clippy::expect_used, reason = "a literal pattern, covered by the tests")]
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($text).expect("literal pattern"));
    };
}

pattern!(BASE64, r#"["'`]([A-Za-z0-9+/]{16,800}={0,2})["'`]"#);
pattern!(
    DYNAMIC,
    r"(?:\beval\s*\(|new\s+Function\s*\(|Function\.constructor|\bexec\s*\(\s*(?:requests|urllib|base64|bytes|compile|zlib|marshal)|\b(?:eval|exec)\s*\(\s*(?:atob|Buffer\.from|decode)|child_process|os\.system\s*\(|subprocess\.(?:Popen|run|call)\s*\()"
);
pattern!(REMOTE, r"(?:axios|fetch|https?\.get|request|urllib|requests)\b[^\n]{0,200}");
pattern!(CODES, r"(?:fromCharCode\s*\((?:\s*\d{2,3}\s*,){12}|\[(?:\s*\d{2,3}\s*,){24})");
pattern!(URL, r#"https?://[^\s"'`<>()\\]{4,300}"#);

pub(super) fn inspect(finding: &mut Finding, path: &str, name: &str, bytes: &[u8]) {
    let text = decode(bytes.get(..bytes.len().min(MOST)).unwrap_or_default());
    let lower = path.to_lowercase().replace('\\', "/");
    let whole = if lower.is_empty() { name.to_lowercase() } else { lower };
    let file = whole.rsplit('/').next().unwrap_or("").to_owned();
    let inside = |folder: &str| whole.contains(&format!("/{folder}/")) || whole.starts_with(&format!("{folder}/"));
    if inside("node_modules") || inside("vendor") || inside("site-packages") {
        return;
    }
    runs_by_itself(finding, &whole, &file, &text);
    if inside(".git") {
        return;
    }
    let lock =
        matches!(file.as_str(), "package-lock.json" | "yarn.lock" | "pnpm-lock.yaml" | "cargo.lock" | "poetry.lock")
            || file.ends_with(".min.js")
            || file.ends_with(".map")
            || file.ends_with(".svg");
    let prose = ["md", "txt", "rst", "csv", "log"].iter().any(|e| file.ends_with(&format!(".{e}")));
    if lock || prose {
        return;
    }
    hidden_code(finding, &file, &text);
    if let Some(found) = DYNAMIC.find(&text) {
        let fetched =
            REMOTE.is_match(&text) || text.contains("atob(") || text.contains("base64") || text.contains("Buffer.from");
        let plain = found.as_str().starts_with("child_process")
            || found.as_str().contains("system")
            || found.as_str().contains("subprocess");
        if fetched && !plain || found.as_str().contains("Function") || found.as_str().contains("atob") {
            finding.note(FileTrait::DynamicCode, line_of(&text, found.start()));
        }
    }
    if let Some(address) = encoded_address(&text) {
        finding.note(FileTrait::EncodedUrl, address);
    } else if CODES.is_match(&text) && DYNAMIC.is_match(&text) {
        finding.note(FileTrait::EncodedUrl, "text kept as character codes");
    }
    for url in URL.find_iter(&text).take(30) {
        let url = url.as_str().trim_end_matches(['.', ',', ';']).to_owned();
        if !finding.urls.contains(&url) && finding.urls.len() < 20 {
            finding.urls.push(url);
        }
    }
}

/// Editors' tasks, install scripts, hooks, package sources.
fn runs_by_itself(finding: &mut Finding, whole: &str, file: &str, text: &str) {
    let squeezed: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    if whole.ends_with(".vscode/tasks.json") && squeezed.contains("\"runon\":\"folderopen\"") {
        finding.note(FileTrait::RunOnOpen, command(text).unwrap_or_else(|| "\"runOn\": \"folderOpen\"".to_owned()));
    }
    if whole.ends_with(".devcontainer/devcontainer.json") || file == "devcontainer.json" {
        for key in ["\"initializecommand\":", "\"postcreatecommand\":", "\"poststartcommand\":", "\"onCreateCommand\":"]
        {
            if squeezed.contains(&key.to_lowercase()) {
                finding.note(FileTrait::InstallScript, key.trim_end_matches(':'));
            }
        }
    }
    if file == ".envrc" || whole.contains(".idea/") && squeezed.contains("option name=\"run_on_open\"") {
        finding.note(FileTrait::InstallScript, file);
    }
    if file == "package.json"
        && let Ok(package) = serde_json::from_str::<serde_json::Value>(text)
    {
        for key in ["preinstall", "install", "postinstall", "prepare", "preprepare", "postprepare"] {
            if let Some(script) = package.get("scripts").and_then(|s| s.get(key)).and_then(|s| s.as_str()) {
                const USUAL: [&str; 12] = [
                    "husky", "patch-package", "prisma generate", "tsc", "npm run build", "lerna", "nuxt", "ngcc",
                    "electron-builder", "lefthook", "simple-git-hooks", "is-ci",
                ];
                if !USUAL.iter().any(|u| script.contains(u)) {
                    finding.note(FileTrait::InstallScript, format!("\"{key}\": \"{script}\""));
                }
            }
        }
    }
    if file == "setup.py" && (text.contains("cmdclass") || text.contains("os.system") || text.contains("subprocess")) {
        finding.note(FileTrait::InstallScript, "setup.py runs commands");
    }
    if file == "build.rs"
        && (text.contains("Command::new")
            && (text.contains("curl") || text.contains("powershell") || text.contains("\"sh\"")))
    {
        finding.note(FileTrait::InstallScript, "build.rs starts a shell");
    }
    if (whole.contains(".git/hooks/") && !file.ends_with(".sample")) || whole.contains(".githooks/") {
        let active = text.lines().any(|l| !l.trim().is_empty() && !l.trim_start().starts_with('#'));
        if active {
            finding.note(
                FileTrait::GitHook,
                format!("{file}: {}", text.lines().find(|l| !l.trim().is_empty() && !l.starts_with('#')).unwrap_or("")),
            );
        }
    }
    if whole.ends_with(".git/config")
        && (text.contains("fsmonitor") || text.contains("hooksPath") || text.contains("sshCommand"))
    {
        finding.note(FileTrait::GitHook, "core setting that starts a program");
    }
    let registry = match file {
        ".npmrc" | ".yarnrc" | ".yarnrc.yml" => text.lines().find(|l| {
            l.contains("registry")
                && l.contains("http")
                && !l.contains("registry.npmjs.org")
                && !l.contains("registry.yarnpkg.com")
        }),
        "pip.conf" | "pip.ini" | "requirements.txt" => {
            text.lines().find(|l| (l.contains("index-url") || l.contains("extra-index")) && !l.contains("pypi.org"))
        }
        _ => None,
    };
    if let Some(line) = registry {
        finding.note(FileTrait::CustomRegistry, line);
    }
}

fn command(tasks: &str) -> Option<String> {
    let (_, rest) = tasks.split_once("\"command\"")?;
    let value = rest.split_once('"')?.1.split('"').next()?;
    Some(format!("runOn folderOpen: {value}"))
}

/// Code behind a very wide indent, or in a line too long to be seen.
fn hidden_code(finding: &mut Finding, file: &str, text: &str) {
    for (number, line) in text.lines().enumerate() {
        let mut run = 0usize;
        let mut shown = false;
        for (at, c) in line.char_indices() {
            if c == ' ' || c == '\t' {
                run += if c == '\t' { 4 } else { 1 };
                continue;
            }
            if run >= FAR
                && (shown || c != '/')
                && line.get(at..).is_some_and(|rest| rest.len() > 8 && rest.contains(['(', '=', ';']))
            {
                finding.note(FileTrait::HiddenCode, format!("line {}: {}", number + 1, line.get(at..).unwrap_or("")));
                return;
            }
            run = 0;
            shown = true;
        }
        let data = file.ends_with(".json")
            || file.ends_with(".css")
            || file.ends_with(".sql")
            || file.ends_with(".ipynb")
            || file.contains("bundle")
            || file.contains("chunk");
        if line.len() > LONG && !data && line.contains(['(', ';']) && text.lines().count() > 5 {
            finding.note(
                FileTrait::HiddenCode,
                format!("line {} has {} characters: {}", number + 1, line.len(), line.trim_start()),
            );
            return;
        }
    }
}

/// A string that is an address once decoded from base64.
fn encoded_address(text: &str) -> Option<String> {
    BASE64.captures_iter(text).take(2_000).find_map(|found| {
        let encoded = found.get(1)?.as_str();
        let decoded = base64(encoded)?;
        let plain = String::from_utf8(decoded).ok()?;
        let lower = plain.to_lowercase();
        (lower.starts_with("http://")
            || lower.starts_with("https://")
            || lower.starts_with("ws://")
            || lower.starts_with("wss://"))
        .then(|| format!("{encoded} = {plain}"))
    })
}

fn base64(text: &str) -> Option<Vec<u8>> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD_NO_PAD.decode(text.trim_end_matches('=')).ok()
}

fn line_of(text: &str, at: usize) -> String {
    let start = text.get(..at).and_then(|t| t.rfind('\n')).map_or(0, |n| n + 1);
    let line = text.get(start..).unwrap_or("").lines().next().unwrap_or("");
    format!("line {}: {}", text.get(..start).map_or(0, |t| t.matches('\n').count()) + 1, line.trim())
}

/// An HTML or SVG attachment that does something.
pub(super) fn page(finding: &mut Finding, bytes: &[u8]) {
    let text = decode(bytes.get(..bytes.len().min(MOST)).unwrap_or_default());
    let lower = text.to_lowercase();
    let active =
        ["msSaveOrOpenBlob", "createObjectURL", "atob(", "unescape(", "document.write(", "window.location", "eval("];
    let found = active.iter().find(|a| lower.contains(&a.to_lowercase()));
    if lower.contains("<script")
        && let Some(found) = found
    {
        finding.note(FileTrait::ActivePage, *found);
    }
    if lower.contains("type=\"password\"") || lower.contains("type='password'") {
        finding.note(FileTrait::ActivePage, "asks for a password");
    }
    if lower.contains("http-equiv=\"refresh\"") {
        finding.note(FileTrait::ActivePage, "sends the reader elsewhere");
    }
    for url in URL.find_iter(&text).take(40) {
        let url = url.as_str().to_owned();
        if !finding.urls.contains(&url) && finding.urls.len() < 20 && !url.contains("w3.org") {
            finding.urls.push(url);
        }
    }
}
