//! Does the employer’s own site name this address or number?

use super::{Signal, about_work};
use crate::case::{AuthMethod, AuthVerdict, Channel, Message, SigningOutcome};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::lookups;
use crate::reading::Reading;
use crate::reference::at_or_below;
use crate::text::hosts;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "named-on-own-site",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Authentication,
    question: Text {
        en: "Does the employer’s own site name this address or number?",
        ko: "회사 홈페이지에 있는 메일 주소나 전화번호입니까?",
    },
    why: Text {
        en: "A proven domain that the employer’s site names is the employer’s. A number alone says little: anybody can copy it. It never excuses a harmful request.",
        ko: "회사 홈페이지가 밝힌 도메인에서 실제로 온 메일이면 그 회사의 메일입니다. 번호는 누구나 베낄 수 있어 의미가 작습니다. 위험한 요구를 정당화하지 않습니다.",
    },
    page: include_str!("named_on_own_site.md"),
    check,
};

const CODES: &[&str] = &["CO-1", "PH-6"];

/// The share of a reassurance that a number is worth, for impostors copy switchboards' numbers, too.
const NUMBER: f64 = 1.0 / 3.0;

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) {
        return Outcome::Clear;
    }
    let mut findings = Vec::new();
    for site in lookups::sites(reading) {
        let name = site.name();
        let proven = reading.messages().iter().filter(|m| m.channel != Channel::LinkedInMail).find_map(|message| {
            let from = message.from.as_ref()?;
            let host = from.value.host();
            // The lists' own domains are another signal's; what is lent to everybody is nobody's.
            let listed = site.employer.organisation.as_ref().is_some_and(|o| o.owns(host));
            let shared = hosts::is_shared(host, None, reading.reference);
            let elsewhere = message.reply_to.iter().any(|r| !site.names_domain(r.value.host()));
            let fits = site.names_domain(host) && !listed && !shared && !elsewhere && proven(message, host);
            fits.then_some((from, host))
        });
        if let Some((from, host)) = proven {
            let claim = Says::new(
                format!("The mail really came from {host}, which {name}'s own site gives as its address."),
                format!("이 메일은 실제로 {name} 홈페이지가 자사 주소로 밝힌 {host}에서 왔습니다."),
            );
            findings.push(Finding::new(CODES, Strength::Reassuring, claim, from));
        }
        if let Some(phone) = reading.contact.phones.iter().find(|p| site.names_phone(&p.value.e164)) {
            let claim = Says::new(
                format!("The number {} is on {name}'s own site; call it to ask for the contact.", phone.value.raw),
                format!("번호 {}은(는) {name} 홈페이지에 있습니다. 그 번호로 상대를 확인하세요.", phone.value.raw),
            );
            findings.push(Finding::new(CODES, Strength::Reassuring, claim, phone).weighing(NUMBER));
        }
    }
    findings.truncate(3);
    Outcome::of(findings)
}

/// Whether the sending system is shown to be the domain's own.
fn proven(message: &Message, host: &str) -> bool {
    let aligned = |domain: &str| at_or_below(host, domain) || at_or_below(domain, host);
    let auth = &message.authentication;
    let passed = auth.results.iter().any(|r| {
        r.value.verdict == AuthVerdict::Pass
            && matches!(r.value.method, AuthMethod::Dkim | AuthMethod::Dmarc)
            && aligned(&r.value.domain)
    });
    let signed =
        auth.signatures.iter().any(|s| s.value.outcome == SigningOutcome::Verified && aligned(&s.value.domain));
    !auth.unknown && (passed || signed)
}
