//! Archives: ZIP, TAR, GZIP are opened; RAR, 7z, ALZ, EGG, CAB are told and not opened.

use analyzer::case::FileTrait;
use std::io::Cursor;

use super::budget::{Budget, MOST_DEPTH};
use super::{Finding, kind, shorten, visit};

/// Opens an archive whose own finding stands at `at`.
pub(super) fn open(
    path: &str,
    bytes: &[u8],
    depth: usize,
    budget: &mut Budget,
    findings: &mut Vec<Finding>,
    at: usize,
) {
    let limit = |findings: &mut Vec<Finding>, why: &str, why_ko: &str| {
        if let Some(finding) = findings.get_mut(at) {
            finding.note(FileTrait::LimitReached, why);
            finding.stopped(why, why_ko);
        }
    };
    if depth >= MOST_DEPTH {
        limit(
            findings,
            "archives are nested too deeply; the inner ones were not opened",
            "압축이 너무 깊이 중첩되어 안쪽은 열지 않았습니다",
        );
        return;
    }
    if bytes.starts_with(b"PK") {
        open_zip(path, bytes, depth, budget, findings, at);
    } else if bytes.get(257..262) == Some(b"ustar") {
        open_tar(path, bytes, depth, budget, findings, at);
    } else if bytes.starts_with(b"\x1f\x8b") {
        match budget.read(flate2::read::MultiGzDecoder::new(bytes)) {
            Some(inner) if inner.get(257..262) == Some(b"ustar") => open_tar(path, &inner, depth, budget, findings, at),
            Some(inner) => visit(&join(path, "content"), "content", &inner, depth + 1, budget, findings),
            None => limit(findings, "unpacks to more than is looked into", "압축을 풀면 너무 커서 일부만 확인했습니다"),
        }
    } else if let Some(finding) = findings.get_mut(at) {
        // RAR 5 says so in its header when file names are locked, too.
        let locked_rar = bytes.starts_with(b"Rar!\x1a\x07\x01\x00")
            && bytes.get(8..24).is_some_and(|head| head.get(4..8).is_some_and(|h| h.contains(&4)));
        if locked_rar {
            finding.note(FileTrait::Encrypted, "locked RAR archive");
        }
        finding.stopped(
            "this kind of archive (RAR, 7z, ALZ, EGG, CAB …) is not opened here; don't open it yourself, ask security to",
            "이 형식의 압축(RAR·7z·ALZ·EGG·CAB 등)은 열지 않습니다. 직접 열지 말고 보안팀에 맡기세요",
        );
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") }
}

fn open_zip(path: &str, bytes: &[u8], depth: usize, budget: &mut Budget, findings: &mut Vec<Finding>, at: usize) {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        if let Some(finding) = findings.get_mut(at) {
            finding.stopped("the archive is damaged or cut off", "압축 파일이 손상되었거나 잘렸습니다");
        }
        return;
    };
    for index in 0..archive.len() {
        if budget.members == 0 || budget.bytes == 0 {
            if let Some(finding) = findings.get_mut(at) {
                finding.note(FileTrait::LimitReached, "more members or bytes than are looked into");
                finding.stopped("holds more than is looked into", "내용이 너무 많아 일부만 확인했습니다");
            }
            return;
        }
        budget.members -= 1;
        // Raw first: name and flags can be read of locked members, too.
        let Ok(member) = archive.by_index_raw(index) else { continue };
        let name = member_name(member.name_raw());
        let (locked, folder, size, packed) =
            (member.encrypted(), member.is_dir(), member.size(), member.compressed_size());
        drop(member);
        climbs(&name, findings, at);
        if folder {
            continue;
        }
        if locked {
            locked_member(path, &name, size, findings, at);
            continue;
        }
        if size > 50 * 1024 * 1024
            && packed > 0
            && size / packed > 200
            && let Some(finding) = findings.get_mut(at)
        {
            finding.note(FileTrait::LimitReached, format!("{name} unpacks to {size} bytes"));
        }
        let Ok(member) = archive.by_index(index) else { continue };
        match budget.read(member) {
            Some(inner) => visit(&join(path, &name), &name, &inner, depth + 1, budget, findings),
            None => {
                if let Some(finding) = findings.get_mut(at) {
                    finding.note(FileTrait::LimitReached, format!("{name} unpacks to more than is looked into"));
                    finding.stopped("unpacks to more than is looked into", "압축을 풀면 너무 커서 일부만 확인했습니다");
                }
            }
        }
    }
}

/// A locked member: its name still tells whether a program lies behind it.
fn locked_member(path: &str, name: &str, size: u64, findings: &mut Vec<Finding>, at: usize) {
    if let Some(finding) = findings.get_mut(at) {
        finding.note(FileTrait::Encrypted, name);
        finding
            .stopped("locked with a password; nothing could look inside", "비밀번호가 걸려 있어 내용을 볼 수 없습니다");
    }
    let kind = kind::of(name, &[]);
    let mut member = Finding {
        path: join(path, name),
        kind,
        digest: String::new(),
        size,
        traits: kind::traits(name, &[], kind),
        urls: Vec::new(),
        unread: None,
    };
    member.note(FileTrait::Encrypted, name);
    if member.traits.len() > 1 && findings.len() < 500 {
        findings.push(member);
    }
}

fn climbs(name: &str, findings: &mut [Finding], at: usize) {
    let out =
        name.starts_with('/') || name.split(['/', '\\']).any(|part| part == "..") || name.get(1..3) == Some(":\\");
    if out && let Some(finding) = findings.get_mut(at) {
        finding.note(FileTrait::PathTraversal, name);
    }
}

/// Korean archivers write names in CP949 without saying so.
fn member_name(raw: &[u8]) -> String {
    let name = crate::sniff::decode(raw);
    name.chars().filter(|c| *c != '\0').take(300).collect()
}

fn open_tar(path: &str, bytes: &[u8], depth: usize, budget: &mut Budget, findings: &mut Vec<Finding>, at: usize) {
    let mut archive = tar::Archive::new(bytes);
    let Ok(entries) = archive.entries() else { return };
    for entry in entries {
        let Ok(entry) = entry else {
            if let Some(finding) = findings.get_mut(at) {
                finding.stopped("the archive is damaged or cut off", "압축 파일이 손상되었거나 잘렸습니다");
            }
            return;
        };
        if budget.members == 0 || budget.bytes == 0 {
            if let Some(finding) = findings.get_mut(at) {
                finding.note(FileTrait::LimitReached, "more members or bytes than are looked into");
                finding.stopped("holds more than is looked into", "내용이 너무 많아 일부만 확인했습니다");
            }
            return;
        }
        budget.members -= 1;
        let name = member_name(&entry.path_bytes());
        climbs(&name, findings, at);
        if !entry.header().entry_type().is_file() {
            continue;
        }
        match budget.read(entry) {
            Some(inner) => visit(&join(path, &shorten(&name)), &name, &inner, depth + 1, budget, findings),
            None => {
                if let Some(finding) = findings.get_mut(at) {
                    finding.note(FileTrait::LimitReached, format!("{name} is larger than is looked into"));
                }
            }
        }
    }
}
