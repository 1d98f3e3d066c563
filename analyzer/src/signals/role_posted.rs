//! Does the employer list the role, and did its own system send the mail?

use super::{Signal, verified_sender};
use crate::case::LookupResult;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::lookups;
use crate::reading::{Reading, Topic};
use crate::text::offered;
use crate::text::titles::{Likeness, likeness};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "role-posted",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Company,
    question: Text {
        en: "Does the employer list the role, and did its own system send the mail?",
        ko: "회사가 공고한 자리이고 회사 시스템에서 보낸 메일입니까?",
    },
    why: Text {
        en: "Anybody can copy a posting, and a mail proves a mailbox alone. Both together are what honest recruiting looks like; they never excuse a harmful request.",
        ko: "공고는 누구나 베낄 수 있고 메일은 계정만 증명합니다. 둘이 함께 맞으면 정상 채용의 모습이지만 위험한 요구를 정당화하지 않습니다.",
    },
    page: include_str!("role_posted.md"),
    check,
};

const CODES: &[&str] = &["CO-5", "CO-1"];

fn check(reading: &Reading<'_>) -> Outcome {
    if reading.topic != Topic::Recruiting || !verified_sender(reading) {
        return Outcome::Clear;
    }
    let sought = offered::titles(&reading.sentences);
    for board in lookups::boards(reading).iter().filter(|board| board.result == LookupResult::Found) {
        let Some(owner) = board.employer.organisation.as_deref() else { continue };
        let sender = reading.messages().iter().filter_map(|m| m.from.as_ref()).find(|f| owner.owns(f.value.host()));
        let like = |title: &&str| sought.iter().any(|s| likeness(s, title) == Likeness::Alike);
        let (Some(sender), Some(title)) = (sender, board.matching().find(like)) else { continue };
        let (name, title, host) = (&owner.name, lookups::quoted(title), sender.value.host());
        let claim = Says::new(
            format!("{name}'s own board lists “{title}”, and the mail came from its own domain {host}."),
            format!("{name} 채용 공고에 “{title}” 자리가 있고 메일도 자사 도메인 {host}에서 왔습니다."),
        );
        return Outcome::Found(vec![Finding::new(CODES, Strength::Reassuring, claim, sender)]);
    }
    Outcome::Clear
}
