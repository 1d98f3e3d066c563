//! Pictures in AVIF and HEIC through the program itself: one drawing in many forms (`.ci/draw-pictures.py`).

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test says by failing what is wrong")]

use std::path::{Path, PathBuf};
use std::process::Command;

use analyzer::case::{Picture, Submission};
use base64::Engine as _;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures")
}

fn bonafide(command: &str, file: &Path, path: Option<&str>) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_bonafide"));
    if let Some(path) = path {
        program.env("PATH", path);
    }
    let arguments = [command, file.to_str().unwrap()];
    let output = program.args(arguments).env_remove("BONAFIDE_DB").env_remove("BONAFIDE_ORG").output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn picture(name: &str) -> Picture {
    picture_at(&folder().join(name))
}

fn picture_at(file: &Path) -> Picture {
    let submission: Submission = serde_json::from_str(&bonafide("read", file, None)).unwrap();
    submission.pictures.into_iter().next().unwrap_or_else(|| panic!("{}: {:?}", file.display(), submission.gaps))
}

fn converts() -> bool {
    ["heif-convert", "heif-dec"].iter().any(|name| Command::new(name).arg("--help").output().is_ok())
}

#[test]
fn every_kind_of_avif_and_heic_is_the_same_picture() {
    if !converts() {
        println!("heif-convert is not installed; .ci/run installs it");
        return;
    }
    let drawing = picture("drawing.png");
    // In colour or grey, 8 or 10 bit, full or limited range, all or half of the colour, one frame or two.
    for name in ["420-limited.avif", "444-full.avif", "10bit.avif", "grey.avif", "moving.avif", "still.heic"] {
        let same = picture(name);
        assert_eq!((same.width, same.height), (240, 160), "{name}");
        let far = same.whole[0].distance(&drawing.whole[0]);
        assert!(far <= 16, "{name}: {far} bits");
    }
    // Turned and mirrored as the file says; what is transparent is white, not the black below it.
    let base = image::open(folder().join("drawing.png")).unwrap().to_rgb8();
    let mut clear = base.clone();
    for (x, y, pixel) in clear.enumerate_pixels_mut() {
        if x >= 120 && y >= 80 {
            *pixel = image::Rgb([255; 3]);
        }
    }
    let made = tempfile::tempdir().unwrap();
    for (name, wanted) in [
        ("turned.avif", image::imageops::rotate270(&base)),
        ("mirrored.avif", image::imageops::flip_horizontal(&base)),
        ("clear.avif", clear),
    ] {
        let path = made.path().join("wanted.png");
        wanted.save(&path).unwrap();
        let (wanted, got) = (picture_at(&path), picture(name));
        assert_eq!((got.width, got.height), (wanted.width, wanted.height), "{name}");
        let far = got.whole[0].distance(&wanted.whole[0]);
        assert!(far <= 16, "{name}: {far} bits");
    }
}

#[test]
fn without_its_program_the_report_says_how_to_install_it() {
    let read = bonafide("read", &folder().join("444-full.avif"), Some("/nowhere"));
    let submission: Submission = serde_json::from_str(&read).unwrap();
    assert!(submission.gaps.len() == 1 && submission.gaps[0].why.contains("apt install libheif-examples"), "{read}");
}

#[test]
fn broken_ones_are_one_line() {
    let whole = std::fs::read(folder().join("444-full.avif")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut huge = whole.clone();
    // The size that the container names: four bytes each of width and height behind the version of "ispe".
    let at = huge.windows(4).position(|four| four == b"ispe").unwrap() + 8;
    huge[at..at + 8].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    for (name, bytes) in [("cut.avif", &whole[..whole.len() / 2]), ("huge.avif", &huge), ("head.heic", &whole[..40])] {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        let submission: Submission = serde_json::from_str(&bonafide("read", &file, None)).unwrap();
        assert!(submission.gaps.iter().all(|gap| !gap.why.contains('\n')), "{name}: {:?}", submission.gaps);
        assert!(submission.gaps.len() == 1 || name == "huge.avif", "{name}: {:?}", submission.gaps);
    }
}

#[test]
fn a_mail_that_is_a_picture_is_judged_by_its_words() {
    let languages = Command::new("tesseract").arg("--list-langs").output();
    if !languages.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("kor")) {
        println!("tesseract with eng and kor is not installed; .ci/run installs it");
        return;
    }
    let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screenshots/camera-whatsapp-dark.png");
    let made = tempfile::tempdir().unwrap();
    let mail = made.path().join("mail.eml");
    let encoded = base64::engine::general_purpose::STANDARD.encode(std::fs::read(picture).unwrap());
    std::fs::write(
        &mail,
        format!(
            "From: Dana Reed <dana.reed@northwind-talent.example>\r\nTo: robin@own.example\r\nSubject: A role\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n\
             <img src=\"cid:p\">\r\n--b\r\nContent-Type: image/png; name=\"image001.png\"\r\nContent-ID: <p>\r\n\
             Content-Disposition: inline\r\nContent-Transfer-Encoding: base64\r\n\r\n{encoded}\r\n--b--\r\n"
        ),
    )
    .unwrap();
    assert!(bonafide("check", &mail, None).contains("STOP"));
    let blind = bonafide("check", &mail, Some("/nowhere"));
    assert!(blind.contains("apt install tesseract-ocr") && !blind.contains("STOP"), "{blind}");
}
