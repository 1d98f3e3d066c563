//! Is the address a throw-away one?

use super::{Signal, sender_hosts};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::reference::HostKind;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "disposable-mail",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Domain,
    question: Text { en: "Is the address a throw-away one?", ko: "일회용 메일 주소입니까?" },
    why: Text {
        en: "Throw-away addresses last minutes. Privacy relays are another thing and not counted.",
        ko: "일회용 주소는 몇 분이면 사라집니다. 개인정보 보호용 전달 주소는 여기에 들지 않습니다.",
    },
    page: include_str!("disposable_mail.md"),
    check,
};

const CODES: &[&str] = &["EM-5"];

fn check(reading: &Reading<'_>) -> Outcome {
    let hosts = &reading.reference.hosts;
    let hit = sender_hosts(reading).find(|h| {
        hosts.is(HostKind::Disposable, &h.host.value)
            && !hosts.is(HostKind::Relay, &h.host.value)
            && !hosts.is(HostKind::Freemail, &h.host.value)
    });
    Outcome::of(
        hit.map(|h| {
            let claim = Says::new(
                format!("{} is a throw-away mail service.", h.host.value),
                format!("{}은(는) 일회용 메일 서비스입니다.", h.host.value),
            );
            Finding::new(
                CODES,
                if super::about_work(reading) { Strength::Strong } else { Strength::Weak },
                claim,
                &h.host,
            )
        })
        .into_iter()
        .collect(),
    )
}
