use super::*;

fn parsed(text: &str) -> Submission {
    read(&Delivery::new("paste.txt", text), &Options { own_names: vec!["Robin Kim".into()], ..Options::default() })
        .unwrap()
}

fn sides(submission: &Submission) -> Vec<(Side, String)> {
    submission.messages[0].turns.iter().map(|t| (t.side, t.text.value.clone())).collect()
}

#[test]
fn a_whatsapp_export() {
    let read =
        parsed("[04/05/2026, 09:41:12] Dana Reed: Hi Robin\nsecond line\n[04/05/2026, 09:42:01] Robin Kim: Hello\n");
    assert_eq!(read.messages[0].channel, Channel::WhatsApp);
    assert_eq!(
        sides(&read),
        [(Side::Contact, "Hi Robin\nsecond line".to_owned()), (Side::Employee, "Hello".to_owned())]
    );
    assert!(read.messages[0].turns[0].at.is_some());
}

#[test]
fn kakaotalk_exports() {
    let pc = "이하나 님과 카카오톡 대화\n저장한 날짜 : 2026-05-04 10:00:00\n\n--------------- 2026년 5월 4일 월요일 ---------------\n[이하나] [오전 9:41] 안녕하세요\n[Robin Kim] [오전 9:42] 네\n";
    let read = parsed(pc);
    assert_eq!(read.messages[0].channel, Channel::KakaoTalk);
    assert_eq!(sides(&read), [(Side::Contact, "안녕하세요".to_owned()), (Side::Employee, "네".to_owned())]);
    let phone = "2026년 5월 4일 오전 9:41, 이하나 : 안녕하세요\n2026년 5월 4일 오전 9:42, Robin Kim : 네\n";
    assert_eq!(sides(&parsed(phone)).len(), 2);
}

#[test]
fn a_telegram_paste() {
    let read = parsed("Dana Reed, [4 May 2026 09:41]\nHi Robin\n\nRobin Kim, [4 May 2026 09:42]\nHello\n");
    assert_eq!(read.messages[0].channel, Channel::Telegram);
    assert_eq!(sides(&read), [(Side::Contact, "\nHi Robin".to_owned()), (Side::Employee, "\nHello".to_owned())]);
}

#[test]
fn a_linkedin_thread() {
    let text = "Dana Reed\nTalent Partner at Northwind\nToday\nDana Reed sent the following message at 9:41 AM\nView Dana’s profile\nDana Reed  9:41 AM\nHi Robin, are you open to a chat?\nRobin Kim sent the following message at 9:50 AM\nView Robin’s profile\nRobin Kim  9:50 AM\nSure.\n";
    let read = parsed(text);
    assert_eq!(read.messages[0].channel, Channel::LinkedInThread);
    assert_eq!(
        sides(&read),
        [(Side::Contact, "Hi Robin, are you open to a chat?".to_owned()), (Side::Employee, "Sure.".to_owned())]
    );
    assert_eq!(read.profiles[0].headline.as_ref().unwrap().value, "Talent Partner at Northwind");
}

#[test]
fn free_text_stays_whole_and_labels_are_no_speakers() {
    let read = parsed("Hello,\nwe are hiring.\nLocation: Seoul\nSalary: 90M\nPhone: 02-123-4567\n");
    assert_eq!(read.messages[0].channel, Channel::Paste);
    assert_eq!(read.messages[0].turns.len(), 1);
    assert_eq!(read.messages[0].turns[0].side, Side::Unknown);
}

#[test]
fn a_pasted_mail_with_its_header_lines() {
    let read = parsed("From: Dana Reed <dana@acme.example>\nSent: Monday\nTo: Robin Kim\nSubject: Role\n\nHello Robin");
    assert_eq!(read.messages[0].from.as_ref().unwrap().value.address, "dana@acme.example");
    assert_eq!(sides(&read), [(Side::Contact, "Hello Robin".to_owned())]);
}

#[test]
fn a_typed_down_chat() {
    let read = parsed("Dana: hi, nice profile\nMe: thanks\nDana: let's talk on telegram\n");
    assert_eq!(sides(&read).iter().map(|s| s.0).collect::<Vec<_>>(), [Side::Contact, Side::Employee, Side::Contact]);
}

#[test]
fn text_messages_with_the_number_on_top() {
    let read = parsed(
        "010-8264-3391\n8월 25일 (화)\n\n오후 3:47\n안녕하세요, 채용 담당입니다.\n\n(나) 오후 4:10\n어느 분 소개이신지요?\n\n오후 4:12\n[Web발신]\n텔레로 옮겨 주세요\n",
    );
    assert_eq!(read.messages[0].channel, Channel::Sms);
    assert_eq!(
        sides(&read),
        [
            (Side::Contact, "안녕하세요, 채용 담당입니다.".to_owned()),
            (Side::Employee, "어느 분 소개이신지요?".to_owned()),
            (Side::Contact, "텔레로 옮겨 주세요".to_owned())
        ]
    );
    assert_eq!(read.messages[0].turns[0].speaker.as_ref().unwrap().value, "010-8264-3391");
}

#[test]
fn text_messages_with_weekdays_and_marked_answers() {
    let read = parsed(
        "SMS, +1 (703) 555-0148\n\nMon 11:02 AM\nHi Latoya, Brandi here.\n\nMon 12:48 PM\n> I'm at work\n\nMon 12:50 PM\nTotally get it!\n",
    );
    assert_eq!(read.messages[0].channel, Channel::Sms);
    assert_eq!(
        sides(&read),
        [
            (Side::Contact, "Hi Latoya, Brandi here.".to_owned()),
            (Side::Employee, "> I'm at work".to_owned()),
            (Side::Contact, "Totally get it!".to_owned())
        ]
    );
}

#[test]
fn days_beside_the_times_and_a_title_that_names_the_contact() {
    let text = "Conversation with Dana Reed\n\nRobin Kim  Nov 11, 3:02 PM\nHello, did my message arrive?\n\nDana Reed  6:48 PM, Nov 12\nIt did. We look for a test engineer.\n\nRobin Kim  13 November 2026 9:15 AM\nThank you.\n";
    // Nobody's own name is known here.
    let read = |text: &str| read(&Delivery::new("paste.txt", text), &Options::default()).unwrap();
    let english = read(text);
    assert_eq!(
        sides(&english).iter().map(|s| s.0).collect::<Vec<_>>(),
        [Side::Employee, Side::Contact, Side::Employee]
    );
    assert_eq!(english.messages[0].turns[2].at.as_ref().unwrap().value.to_string(), "2026-11-13T09:15:00Z");
    let korean = "김하나님과의 대화\n\n이도윤 11월 12일 오후 3:02\n안녕하세요\n\n김하나 어제 오전 9:10\n반갑습니다\n";
    assert_eq!(sides(&read(korean)).iter().map(|s| s.0).collect::<Vec<_>>(), [Side::Employee, Side::Contact]);
}
