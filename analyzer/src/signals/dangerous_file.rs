//! Is a file something other than a document?

use super::{Signal, verified_sender};
use crate::case::{FileKind, FileReport, FileTrait};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "dangerous-file",
    codes: CODES,
    axis: Axis::Ask,
    family: Family::File,
    question: Text { en: "Is a file something other than a document?", ko: "문서가 아닌 파일이 있습니까?" },
    why: Text {
        en: "Disk images, shortcuts, programs and double endings behind a job description have no honest use.",
        ko: "채용 안내문 뒤에 숨은 디스크 이미지·바로가기·실행 파일·이중 확장자는 정상적인 용도가 없습니다.",
    },
    page: include_str!("dangerous_file.md"),
    check,
};

const CODES: &[&str] = &["LA-1"];

fn check(reading: &Reading<'_>) -> Outcome {
    let verified = verified_sender(reading);
    Outcome::of(reading.case.submission.files.iter().filter_map(|file| judge(file, verified)).collect())
}

fn judge(file: &FileReport, verified: bool) -> Option<Finding> {
    const DECISIVE: [(FileTrait, &str, &str); 9] = [
        (FileTrait::DiskImage, "is a disk image", "디스크 이미지입니다"),
        (FileTrait::Shortcut, "is a shortcut that can start programs", "프로그램을 실행하는 바로가기입니다"),
        (FileTrait::Executable, "is a program", "실행 파일입니다"),
        (FileTrait::Script, "is a script that runs on a double click", "더블클릭으로 실행되는 스크립트입니다"),
        (FileTrait::Installer, "is an installer", "설치 파일입니다"),
        (FileTrait::DoubleExtension, "hides its real ending behind another one", "실제 확장자를 숨기고 있습니다"),
        (FileTrait::DisguisedName, "has a name that hides its ending", "이름으로 확장자를 속이고 있습니다"),
        (FileTrait::RemoteTemplate, "loads a part from outside when opened", "열면 외부에서 내용을 불러옵니다"),
        (FileTrait::PdfLaunch, "starts a program when opened", "열면 프로그램을 실행합니다"),
    ];
    const STRONG: [(FileTrait, &str, &str); 6] = [
        (FileTrait::PdfScript, "runs a script when opened", "열면 스크립트를 실행합니다"),
        (FileTrait::Macro, "holds macros", "매크로가 들어 있습니다"),
        (
            FileTrait::EmbeddedObject,
            "holds an embedded object that can start programs",
            "프로그램을 실행할 수 있는 개체가 들어 있습니다",
        ),
        (FileTrait::ActivePage, "is a page with script", "스크립트가 있는 페이지입니다"),
        (FileTrait::PathTraversal, "writes outside its folder when unpacked", "압축을 풀면 다른 폴더에 씁니다"),
        (FileTrait::ContentMismatch, "is something else than its ending says", "확장자와 내용이 다릅니다"),
    ];
    let pick = |table: &[(FileTrait, &'static str, &'static str)]| {
        table
            .iter()
            .find_map(|(t, en, ko)| file.traits.iter().find(|f| f.value == *t).map(|fact| (fact.clone(), *en, *ko)))
    };
    // A source tree may hold scripts and build products; those are for `trojan-repository`.
    let last = file.name.value.rsplit('/').next().unwrap_or("");
    let wrapper = matches!(last, "gradlew.bat" | "mvnw.cmd" | "make.bat" | "gradle-wrapper.jar" | "maven-wrapper.jar");
    let source_tree = matches!(file.kind, FileKind::SourceCode) || file.name.value.contains("node_modules/") || wrapper;
    let (strength, (fact, en, ko)) = match pick(&DECISIVE) {
        Some(hit) if !source_tree => (Strength::Decisive, hit),
        _ => (Strength::Strong, pick(&STRONG)?),
    };
    // Korean banks and employers send statements and payslips as pages that ask for the birth date.
    let strength = if verified && fact.value == FileTrait::ActivePage { Strength::Weak } else { strength };
    let name = &file.name.value;
    Some(
        Finding::new(CODES, strength, Says::new(format!("“{name}” {en}."), format!("“{name}”: {ko}.")), &file.name)
            .and(&fact),
    )
}
