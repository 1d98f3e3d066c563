//! Answers that were spoilt, by accident or on purpose: every look-up ends with an answer.

use analyzer::case::QuestionKind;

use crate::web::{Site, file};

/// Numbers that are the same in every run (xorshift).
fn numbers(mut seed: u64) -> impl FnMut() -> usize {
    move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % 1_000_003).unwrap()
    }
}

/// Bytes with some of them changed, left out, or doubled.
fn spoilt(bytes: &[u8], next: &mut impl FnMut() -> usize) -> Vec<u8> {
    const PIECES: [&[u8]; 8] = [b"{", b"]", b"\"", b"<", b"\\", b"\xff", b"null", b"9999999999999999999999"];
    let mut bytes = bytes.to_vec();
    for _ in 0..1 + next() % 8 {
        let at = next() % (bytes.len() + 1);
        match next() % 4 {
            0 => bytes.truncate(at),
            1 => drop(bytes.splice(at..at, PIECES[next() % PIECES.len()].iter().copied())),
            2 if at < bytes.len() => bytes[at] = u8::try_from(next() % 256).unwrap(),
            _ => {
                let end = (at + next() % 40).min(bytes.len());
                drop(bytes.drain(at..end));
            }
        }
    }
    bytes
}

#[test]
fn every_look_up_ends_with_an_answer() {
    let pages = [
        "profile/linkedin_public.html", "profile/linkedin_wall.html", "profile/profile_page.html",
        "profile/open_graph.html", "page/hanbit_cp949.html",
    ];
    let mut next = numbers(0x5eed);
    for round in 0..300 {
        let address = "https://www.linkedin.com/in/dana-reed-example";
        let mut page = file(pages[round % pages.len()]);
        page.body = spoilt(&page.body, &mut next);
        let site = Site::default().at(address, page);
        site.ask(QuestionKind::Profile, address);
        site.ask(QuestionKind::Page, address);
        let mut site = crate::repository::github();
        for (_, answer) in &mut site.answers {
            if next().is_multiple_of(3)
                && let Ok(recorded) = answer
            {
                recorded.body = spoilt(&recorded.body, &mut next);
            }
        }
        site.ask(QuestionKind::Repository, "https://github.com/dreed-dev/wallet-task");
    }
}
