//! Scenes from recorded tables of words: invented, without a picture.

use super::*;
use crate::InProcess;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Answers with a prepared picture and a table.
struct Recorded {
    prepared: Prepared,
    table: Result<String, String>,
}

impl Isolation for Recorded {
    fn run(&self, job: &Job, bytes: &[u8]) -> Result<String, String> {
        match job.kind {
            JobKind::Screenshot => serde_json::to_string(&self.prepared).map_err(|e| e.to_string()),
            JobKind::Recognise => self.table.clone(),
            JobKind::RecogniseHangul => Err("not recorded".into()),
            _ => InProcess.run(job, bytes),
        }
    }
}

fn place(left: u32, top: u32, width: u32, height: u32) -> Box {
    Box { left, top, width, height }
}

/// A screen of 400 by 800 pixels with bubbles, and rows of words: strip, row on the sheet, left edge, text.
fn recorded(bubbles: &[(Box, [u8; 3])], rows: &[(usize, u32, &str)]) -> Recorded {
    let mut strips = vec![Strip { top: 0, place: place(0, 0, 400, 800) }];
    let mut top = 820;
    for (bubble, _) in bubbles {
        strips.push(Strip { top, place: *bubble });
        top += bubble.height + 10;
    }
    let mut table = String::new();
    for (nth, (strip, row, text)) in rows.iter().enumerate() {
        let mut left = if *strip == 0 { 60 } else { 12 };
        for (word, letters) in text.split(' ').enumerate() {
            let width = 9 * letters.chars().count() as u32;
            let y = strips[*strip].top + row;
            table.push_str(&format!("5\t1\t{nth}\t1\t1\t{word}\t{left}\t{y}\t{width}\t18\t95.5\t{letters}\n"));
            left += width + 7;
        }
    }
    let areas = bubbles.iter().map(|(place, ground)| Area { place: *place, ground: *ground }).collect();
    let prepared = Prepared {
        width: 400,
        height: 800,
        scale: 1.0,
        ground: [255; 3],
        areas,
        strips,
        flat: 1.0,
        page: String::new(),
    };
    Recorded { prepared, table: Ok(table) }
}

fn read_with(recorded: &Recorded) -> Submission {
    read(&Delivery::new("screen.png", PNG), &Options::default(), recorded)
}

#[test]
fn a_chat_has_sides_a_name_and_joined_addresses() {
    let (grey, blue) = ([233, 233, 235], [10, 132, 255]);
    let submission = read_with(&recorded(
        &[(place(10, 120, 300, 80), grey), (place(190, 240, 200, 40), blue), (place(10, 740, 380, 44), [250; 3])],
        &[
            (0, 8, "9:54 5G 61%"),
            (0, 50, "< Dana Whitcombe"),
            (0, 95, "Today"),
            (1, 10, "Take https://acme-te"),
            (1, 40, "st.example/run and Inst all it"),
            (2, 10, "On my laptop?"),
            (0, 290, "9:41 AM"),
            (3, 10, "Message"),
        ],
    ));
    let message = &submission.messages[0];
    let turns: Vec<(Side, &str)> = message.turns.iter().map(|t| (t.side, t.text.value.as_str())).collect();
    assert_eq!(turns[1], (Side::Employee, "On my laptop?"));
    assert_eq!(turns.len(), 2);
    assert_eq!(turns[0].0, Side::Contact);
    assert!(turns[0].1.contains("Install it"), "{}", turns[0].1);
    assert!(message.turns[0].text.quote.contains("Inst all"));
    assert_eq!(message.turns[0].speaker.as_ref().map(|s| s.value.as_str()), Some("Dana Whitcombe"));
    assert_eq!(message.channel, Channel::Sms);
    assert!(matches!(message.turns[0].text.source.place, Place::Region { left: 10, top: 120, width: 300, height: 80 }));
    assert!(message.links.iter().all(|l| matches!(l.target.source.place, Place::Region { .. })));
}

#[test]
fn a_page_has_speakers_and_a_headline() {
    let submission = read_with(&recorded(
        &[],
        &[
            (0, 10, "Dana Whitcombe"),
            (0, 34, "Talent Partner at Northwind"),
            (0, 70, "TODAY"),
            (0, 100, "Dana Whitcombe · 9:41 AM"),
            (0, 124, "We are looking for an engineer."),
            (0, 160, "Robin Kim · 9:50 AM"),
            (0, 184, "Where would that be?"),
            (0, 230, "Write a message..."),
        ],
    ));
    let message = &submission.messages[0];
    let turns: Vec<(Side, &str)> = message.turns.iter().map(|t| (t.side, t.text.value.as_str())).collect();
    assert_eq!(turns, [(Side::Contact, "We are looking for an engineer."), (Side::Employee, "Where would that be?")]);
    assert_eq!(message.channel, Channel::LinkedInThread);
    let profile = &submission.profiles[0];
    assert_eq!(profile.names[0].value, "Dana Whitcombe");
    assert_eq!(profile.headline.as_ref().map(|h| h.value.as_str()), Some("Talent Partner at Northwind"));
}

#[test]
fn a_mail_has_a_sender_and_a_subject() {
    let submission = read_with(&recorded(
        &[],
        &[
            (0, 10, "Your application"),
            (0, 50, "Dana Whitcombe <dana@northwind-jobs"),
            (0, 74, ".example>"),
            (0, 98, "to me"),
            (0, 140, "Please unpack the test and start it."),
            (0, 180, "Reply Forward"),
        ],
    ));
    let message = &submission.messages[0];
    let from = message.from.as_ref().unwrap();
    assert_eq!(
        (from.value.name.as_str(), from.value.address.as_str()),
        ("Dana Whitcombe", "dana@northwind-jobs.example")
    );
    assert_eq!(message.subject.as_ref().unwrap().value, "Your application");
    assert_eq!(
        message.turns.iter().map(|t| t.text.value.as_str()).collect::<Vec<_>>(),
        ["Please unpack the test and start it."]
    );
}

#[test]
fn without_recognition_there_is_a_gap_and_no_message() {
    let mut recorded = recorded(&[], &[]);
    recorded.table = Err("tesseract is not installed here (Debian: apt install tesseract-ocr)".into());
    let submission = read_with(&recorded);
    assert!(submission.messages.is_empty());
    assert_eq!(submission.gaps.len(), 1);
    assert!(submission.gaps[0].why.contains("apt install") && submission.gaps[0].why_ko.contains("apt install"));
}

#[test]
fn any_table_is_borne() {
    let mut recorded = recorded(&[(place(10, 120, 300, 80), [9; 3])], &[]);
    for table in [
        "",
        "5",
        "5\t\t\t",
        "\u{0}",
        "5\t1\t1\t1\t1\t1\t999999999\t999999999\t999999999\t999999999\t96\twords",
        &"5\t1\t1\t1\t1\t1\t1\t1\t1\t1\t96\tㅋ\n".repeat(3_000),
    ] {
        recorded.table = Ok(table.to_owned());
        let _ = read_with(&recorded);
    }
}
