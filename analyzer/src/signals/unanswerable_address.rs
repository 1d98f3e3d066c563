//! Can the sender be answered at all?

use jiff::Timestamp;

use super::{Signal, about_work};
use crate::case::{Channel, Fact, LookupResult, Mailbox};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::lookups::{self, Dns};
use crate::reading::Reading;
use crate::text::hosts;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "unanswerable-address",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Authentication,
    question: Text { en: "Can the sender be answered at all?", ko: "발신자에게 답장할 수 있습니까?" },
    why: Text {
        en: "Somebody who wants an answer can be answered. A forged address often can’t; neither can a firm whose mail is just out of order.",
        ko: "답장을 바라는 사람은 답장을 받을 수 있습니다. 위조한 주소는 그렇지 않은 일이 많지만, 메일 장애일 수도 있습니다.",
    },
    page: include_str!("unanswerable_address.md"),
    check,
};

const CODES: &[&str] = &["EM-8"];

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) {
        return Outcome::Clear;
    }
    let mut failed = false;
    for message in reading.messages().iter().filter(|m| m.channel == Channel::Mail) {
        let bulk = ["List-Id", "List-Unsubscribe"].iter().any(|name| message.header(name).next().is_some());
        let Some(answer) = message.reply_to.first().or(message.from.as_ref()).filter(|a| !bulk && awaits(reading, a))
        else {
            continue;
        };
        let sent = message.date.as_ref().map(|date| date.value);
        let host = answer.value.host();
        failed |= lookups::exactly::<Dns>(reading, host).is_some_and(|l| l.result() == LookupResult::Failed);
        if let Some(how) = dead(reading, host, sent) {
            let claim = match how {
                Dead::NoDomain => Says::new(
                    format!("There is no domain {host}: nobody can answer this address."),
                    format!("{host} 도메인이 존재하지 않아 이 주소로는 답장할 수 없습니다."),
                ),
                Dead::NoMail => Says::new(
                    format!("{host} takes no mail: nobody can answer this address."),
                    format!("{host} 도메인은 메일을 받지 않아 이 주소로는 답장할 수 없습니다."),
                ),
            };
            return Outcome::Found(vec![Finding::new(CODES, Strength::Moderate, claim, answer)]);
        }
    }
    if failed {
        return Outcome::Missing {
            why: Text {
                en: "whether the sender can be answered could not be learnt",
                ko: "발신자에게 답장할 수 있는지 알 수 없었습니다",
            },
            ask: Text {
                en: "ask security to look the domain up again later",
                ko: "보안팀에 나중에 다시 조회해 달라고 요청하세요",
            },
        };
    }
    // Nobody asked: that the domain was not looked up is told by `young-domain`.
    Outcome::Clear
}

/// Whether the address is one that somebody waits at: not a service's, nor one that says it isn't read.
fn awaits(reading: &Reading<'_>, address: &Fact<Mailbox>) -> bool {
    const UNREAD: [&str; 6] = ["noreply", "donotreply", "notreply", "mailerdaemon", "bounce", "notification"];
    let local: String = address.value.local().chars().filter(|c| c.is_alphanumeric()).collect();
    !address.value.host().is_empty()
        && !hosts::is_shared(address.value.host(), None, reading.reference)
        && !UNREAD.iter().any(|word| local.contains(word))
}

/// Why a host takes no mail.
enum Dead {
    NoDomain,
    NoMail,
}

/// Whether the records, looked up near the time of the message, say that no mail can be delivered: no such domain; mail
/// refused outright (RFC 7505); or neither mail servers nor an address to stand in for them (RFC 5321, 5.1).
fn dead(reading: &Reading<'_>, host: &str, sent: Option<Timestamp>) -> Option<Dead> {
    let fresh = |subject: &str| lookups::exactly::<Dns>(reading, subject).filter(|lookup| lookup.is_near(sent));
    let above = hosts::registrable(host);
    if [host, above.as_str()].iter().any(|name| fresh(name).is_some_and(|l| l.result() == LookupResult::Absent)) {
        return Some(Dead::NoDomain);
    }
    let lookup = fresh(host).filter(|lookup| lookup.result() == LookupResult::Found)?;
    let servers = lookup.record.mx?;
    let none = servers.is_empty() && lookup.record.addresses.is_some_and(|addresses| addresses.is_empty());
    (none || refuses(&servers)).then_some(Dead::NoMail)
}

/// A null MX: the root as the only mail server, perhaps with its preference before it.
fn refuses(servers: &[String]) -> bool {
    matches!(servers, [only] if matches!(only.trim().trim_start_matches(|c: char| c.is_ascii_digit() || c == ' '), "." | ""))
}
