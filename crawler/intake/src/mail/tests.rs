use super::*;
use crate::InProcess;
use analyzer::case::{AuthVerdict, NotificationKind, Side};

fn parsed(mail: &str) -> Submission {
    read(&Delivery::new("a.eml", mail), &Options::default(), &InProcess).unwrap()
}

#[test]
fn an_original_mail() {
    let mail = "Return-Path: <b@mailer.example>\r\nAuthentication-Results: mx.google.com; spf=pass smtp.mailfrom=b@mailer.example; dmarc=fail header.from=acme.example\r\nFrom: =?utf-8?B?7J207ZWY64KY?= <hana@acme.example>\r\nReply-To: other@else.example\r\nTo: robin@own.example\r\nDate: Mon, 4 May 2026 09:00:00 +0900\r\nSubject: =?utf-8?B?7KCc7JWI?=\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>안녕하세요 <a href=\"https://evil.example/x\">acme.example</a></p><p style='display:none'>hash buster hash buster hash buster hash buster hash buster</p>";
    let read = parsed(mail);
    let message = &read.messages[0];
    assert_eq!(message.from.as_ref().unwrap().value.name, "이하나");
    assert_eq!(message.subject.as_ref().unwrap().value, "제안");
    assert_eq!(message.utc_offset.as_ref().unwrap().value, 540);
    assert_eq!(message.turns[0].text.value, "안녕하세요 acme.example");
    assert_eq!(message.links[0].target.value, "https://evil.example/x");
    assert_eq!(message.links[0].text.as_deref(), Some("acme.example"));
    assert_eq!(message.links.len(), 1);
    assert_eq!(message.authentication.results[1].value.verdict, AuthVerdict::Fail);
    assert_eq!(message.hidden_text.len(), 1);
    assert_eq!(message.return_path.as_ref().unwrap().value.address, "b@mailer.example");
}

#[test]
fn an_inline_forward_is_the_strangers() {
    let mail = "From: Robin <robin@own.example>\r\nTo: security@own.example\r\nAuthentication-Results: mx.own.example; dmarc=pass header.from=own.example\r\nSubject: FW: Role\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nIs this real?\r\n\r\n-----Original Message-----\r\nFrom: Dana Reed <dana@acme-careers.example>\r\nSent: Monday, 4 May 2026 09:00\r\nTo: Robin <robin@own.example>\r\nSubject: Role\r\n\r\nHello Robin, see https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Facme-careers.example%2Fjd&data=1\r\n";
    let read = parsed(mail);
    let message = &read.messages[0];
    assert_eq!(message.from.as_ref().unwrap().value.address, "dana@acme-careers.example");
    assert_eq!(message.forwarded, Some(Forwarding::Inline));
    assert!(message.authentication.unknown && message.authentication.results.is_empty());
    assert_eq!(message.turns.iter().map(|t| t.side).collect::<Vec<_>>(), [Side::Other, Side::Contact]);
    assert_eq!(message.links[0].target.value, "https://acme-careers.example/jd");
    assert_eq!(message.links[0].wrapped_by.as_deref(), Some("SafeLinks"));
}

#[test]
fn an_attached_forward_keeps_its_headers() {
    let mail = "From: Robin <robin@own.example>\r\nTo: security@own.example\r\nSubject: FW: Role\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nplease look\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: Dana <dana@acme.example>\r\nDKIM-Signature: v=1; d=acme.example; s=k; b=x\r\nSubject: Role\r\n\r\nHello Robin\r\n--b--\r\n";
    let read = parsed(mail);
    assert_eq!(read.messages.len(), 2);
    assert!(read.messages[0].from.is_none());
    assert_eq!(read.messages[0].turns[0].side, Side::Other);
    let inner = &read.messages[1];
    assert_eq!(inner.from.as_ref().unwrap().value.address, "dana@acme.example");
    assert_eq!(inner.authentication.signatures[0].value.domain, "acme.example");
    assert_eq!(inner.forwarded, Some(Forwarding::Attached));
    assert_eq!(inner.turns[0].text.value, "Hello Robin");
}

#[test]
fn replies_keep_the_employees_words_apart() {
    let mail = "From: Dana <dana@acme.example>\r\nTo: Robin <robin@own.example>\r\nSubject: Re: Role\r\nIn-Reply-To: <1@x>\r\nContent-Type: text/plain\r\n\r\nYes, remote.\r\n\r\nOn Mon, 4 May 2026 at 09:00, Robin <robin@own.example> wrote:\r\n> should I run the project?\r\n";
    let read = parsed(mail);
    let sides: Vec<Side> = read.messages[0].turns.iter().map(|t| t.side).collect();
    assert_eq!(sides, [Side::Contact, Side::Employee]);
}

#[test]
fn a_linkedin_notification() {
    let mail = "From: Dana Reed via LinkedIn <messages-noreply@linkedin.com>\r\nTo: Robin <robin@own.example>\r\nSubject: Dana just messaged you\r\nX-LinkedIn-Class: MESSAGE\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nDana Reed\r\nTalent Partner at Northwind\r\n\r\nHi Robin, we have an opening for a radar engineer in our team.\r\n\r\nView message\r\nhttps://www.linkedin.com/messaging/thread/1\r\nThis email was intended for Robin (Engineer)\r\nUnsubscribe\r\n";
    let read = parsed(mail);
    let notification = read.messages[0].notification.as_ref().unwrap();
    assert_eq!(notification.kind, NotificationKind::Message);
    assert_eq!(notification.name.as_ref().unwrap().value, "Dana Reed");
    assert_eq!(notification.headline.as_ref().unwrap().value, "Talent Partner at Northwind");
    assert!(notification.has_text);
    let words: Vec<&str> =
        read.messages[0].turns.iter().filter(|t| t.side == Side::Contact).map(|t| t.text.value.as_str()).collect();
    assert_eq!(words, ["Hi Robin, we have an opening for a radar engineer in our team."]);
    let empty = mail.replace("Hi Robin, we have an opening for a radar engineer in our team.\r\n\r\n", "");
    assert!(!parsed(&empty).messages[0].notification.as_ref().unwrap().has_text);
}

#[test]
fn rubbish_is_refused_or_read_never_lost() {
    for bytes in [
        &b"\xff\xfe\x00\x01"[..],
        b":",
        b"From:",
        b"\r\n\r\n",
        b"From: a\r\nContent-Type: multipart/mixed; boundary=\r\n\r\n--\r\n--\r\n",
    ] {
        let _ = read(&Delivery::new("x.eml", bytes), &Options::default(), &InProcess);
    }
}
