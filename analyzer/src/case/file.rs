//! Attachments and repositories as static inspection found them. Nothing is ever run.

use serde::{Deserialize, Serialize};

use super::{Fact, Source};

/// One file, attached or inside an archive, judged by its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReport {
    /// The name as the sender gave it; for members of archives the whole path, joined with `/`.
    pub name: Fact<String>,
    /// What the bytes are.
    pub kind: FileKind,
    /// `sha256:…` of the bytes, empty where they could not be unpacked.
    pub digest: String,
    /// Length in bytes.
    pub size: u64,
    /// What stands out in it; each quotes the decisive bytes as text, shortened.
    pub traits: Vec<Fact<FileTrait>>,
    /// Addresses found inside (document links, remote templates, URLs in code).
    pub urls: Vec<Fact<String>>,
}

impl FileReport {
    pub(super) fn each_source(&mut self, f: &mut impl FnMut(&mut Source)) {
        f(&mut self.name.source);
        self.traits.iter_mut().for_each(|t| f(&mut t.source));
        self.urls.iter_mut().for_each(|u| f(&mut u.source));
    }

    /// Whether a trait was found.
    #[must_use]
    pub fn has(&self, wanted: FileTrait) -> bool {
        self.traits.iter().any(|t| t.value == wanted)
    }
}

/// What a file is by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum FileKind {
    Executable,
    Script,
    Installer,
    DiskImage,
    Shortcut,
    Archive,
    OfficeDocument,
    HangulDocument,
    Pdf,
    Picture,
    Text,
    SourceCode,
    Calendar,
    BusinessCard,
    Mail,
    Page,
    Other,
}

/// Something about a file that a careful person would stop at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileTrait {
    /// A program (PE, ELF, Mach-O, Android or Java package).
    Executable,
    /// A script that the system runs on a double click (.js .vbs .hta .bat .ps1 .command …).
    Script,
    /// ISO, IMG, VHD(X), DMG.
    DiskImage,
    /// LNK, URL or desktop shortcut.
    Shortcut,
    /// MSI, MSIX, PKG, DEB, RPM.
    Installer,
    /// The name carries two endings, the inner one a document's (`offer.pdf.zip`, `cv.hwp.scr`).
    DoubleExtension,
    /// The bytes are something else than the ending says.
    ContentMismatch,
    /// A direction-override or padding in the name hides the real ending.
    DisguisedName,
    /// VBA or XLM macros.
    Macro,
    /// `attachedTemplate` or another part is loaded from outside on opening.
    RemoteTemplate,
    /// An embedded OLE object or DDE field that can start programs.
    EmbeddedObject,
    /// An archive or document that needs a password to be looked into.
    Encrypted,
    /// PDF `/Launch`.
    PdfLaunch,
    /// PDF JavaScript or `/OpenAction` with it.
    PdfScript,
    /// An HTML or SVG attachment with script, or one that assembles a download.
    ActivePage,
    /// `.vscode/tasks.json` with `runOn: folderOpen`, or the like in another editor.
    RunOnOpen,
    /// `preinstall`, `postinstall`, `prepare`, build scripts that run on install.
    InstallScript,
    /// An active git hook inside the archive.
    GitHook,
    /// `.npmrc`, `pip.conf`, … pointing to another package source.
    CustomRegistry,
    /// `eval`, `new Function`, `exec` of something fetched or decoded.
    DynamicCode,
    /// Code pushed out of sight behind a very long line or a wide indent.
    HiddenCode,
    /// An address kept in base64 or as character codes.
    EncodedUrl,
    /// A member's path climbs out of the archive.
    PathTraversal,
    /// A limit of size, depth or count was met; the rest was not looked into.
    LimitReached,
}
