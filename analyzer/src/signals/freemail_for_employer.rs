//! Does a large employer’s recruiter write from a personal mail provider?

use super::{Signal, agency_speaks, in_house, sender_hosts};
use crate::case::ContactRole;
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::hosts::{HostRole, is_freemail};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "freemail-for-employer",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Domain,
    question: Text {
        en: "Does a large employer’s recruiter write from a personal mail provider?",
        ko: "큰 회사 채용 담당자가 개인 메일을 씁니까?",
    },
    why: Text {
        en: "In-house recruiters write from the company’s domain. Agencies, independents and small firms do use personal mail.",
        ko: "사내 채용 담당자는 회사 메일을 씁니다. 프리랜서·소규모 서치펌은 개인 메일도 씁니다.",
    },
    page: include_str!("freemail_for_employer.md"),
    check,
};

const CODES: &[&str] = &["EM-4"];

fn check(reading: &Reading<'_>) -> Outcome {
    // Applicants write from their own mailboxes.
    if reading.case.role == ContactRole::Applicant {
        return Outcome::Clear;
    }
    let Some(seen) = sender_hosts(reading).find(|h| is_freemail(&h.host.value, reading.reference)) else {
        return Outcome::Clear;
    };
    let owned = sender_hosts(reading).any(|h| super::claims_owner_of(reading, &h.host.value));
    let host = &seen.host.value;
    match in_house(reading) {
        Some(employer) if super::about_work(reading) && !agency_speaks(reading) => {
            let name = &employer.name.value;
            let claim = Says::new(
                format!("The contact speaks for {name} and uses a personal mail address ({host})."),
                format!("{name} 소속이라고 하면서 개인 메일({host})을 씁니다."),
            );
            // A personal address beside one of the company's own is a pivot; alone it is the plainer sign.
            let strength = if owned && seen.role == HostRole::From { Strength::Moderate } else { Strength::Strong };
            Outcome::Found(vec![Finding::new(CODES, strength, claim, &seen.host).and(&employer.name)])
        }
        _ if super::about_work(reading) => {
            let claim = Says::new(
                format!("The contact uses a personal mail address ({host})."),
                format!("개인 메일 주소({host})를 씁니다."),
            );
            Outcome::Found(vec![Finding::new(CODES, Strength::Weak, claim, &seen.host)])
        }
        _ => Outcome::Clear,
    }
}
