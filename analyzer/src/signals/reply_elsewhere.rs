//! Do answers go to another organisation?

use super::{Signal, about_work};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::reference::PlatformKind;
use crate::text::hosts::{is_freemail, is_platform, registrable};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "reply-elsewhere",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Domain,
    question: Text { en: "Do answers go to another organisation?", ko: "답장이 다른 조직으로 갑니까?" },
    why: Text {
        en: "The answer goes to somebody else than the sender. Hiring systems and newsletters do this in their own ways.",
        ko: "답장이 보낸 사람과 다른 곳으로 갑니다. 채용 시스템과 뉴스레터도 이렇게 합니다.",
    },
    page: include_str!("reply_elsewhere.md"),
    check,
};

const CODES: &[&str] = &["EM-6"];

fn check(reading: &Reading<'_>) -> Outcome {
    let mut findings = Vec::new();
    for message in reading.messages() {
        let Some(from) = &message.from else { continue };
        let host = from.value.host();
        for reply in &message.reply_to {
            let other = reply.value.host();
            if host.is_empty() || other.is_empty() || registrable(host) == registrable(other) {
                continue;
            }
            let owners = (reading.reference.organisations.owner(host), reading.reference.organisations.owner(other));
            let service =
                |h: &str, kinds: &[PlatformKind]| kinds.iter().any(|k| is_platform(h, None, *k, reading.reference));
            let rails = [PlatformKind::AtsMail, PlatformKind::Ats, PlatformKind::Linkedin, PlatformKind::Assessment];
            if matches!(owners, (Some(a), Some(b)) if a.id == b.id)
                || service(host, &rails)
                || service(other, &rails)
                || message.header("List-Id").next().is_some()
            {
                continue;
            }
            let known = owners.0.is_some();
            let helpdesk = service(host, &[PlatformKind::MailService]);
            let freemail = is_freemail(other, reading.reference);
            let strength = if (known || helpdesk) && freemail && about_work(reading) {
                Strength::Strong
            } else if about_work(reading) && (known || freemail) && !is_freemail(host, reading.reference) {
                Strength::Moderate
            } else {
                Strength::Weak
            };
            let claim = Says::new(
                format!("It comes from {host} and answers go to {other}."),
                format!("{host}에서 왔지만 답장은 {other}(으)로 갑니다."),
            );
            findings.push(Finding::new(CODES, strength, claim, reply).and(from));
        }
    }
    findings.truncate(2);
    Outcome::of(findings)
}
