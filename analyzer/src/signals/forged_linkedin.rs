//! Does it claim to be LinkedIn and isn’t?

use super::Signal;
use crate::case::{AuthMethod, AuthVerdict, Channel, Message, SigningOutcome};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::reference::at_or_below;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "forged-linkedin",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Authentication,
    question: Text {
        en: "Does it claim to be LinkedIn and isn’t?", ko: "링크드인을 가장한 메일입니까?"
    },
    why: Text {
        en: "LinkedIn signs all its mail; headers that look like LinkedIn’s prove nothing.",
        ko: "링크드인은 모든 메일에 서명합니다. 링크드인처럼 보이는 헤더는 아무것도 증명하지 않습니다.",
    },
    page: include_str!("forged_linkedin.md"),
    check,
};

const CODES: &[&str] = &["EM-8"];

/// Domains from which LinkedIn sends.
const OWN: [&str; 3] = ["linkedin.com", "linkedin.cn", "licdn.com"];

fn check(reading: &Reading<'_>) -> Outcome {
    let mut findings = Vec::new();
    for message in reading.messages().iter().filter(|m| m.channel == Channel::LinkedInMail || says_linkedin(m)) {
        let Some(from) = &message.from else { continue };
        if message.authentication.unknown {
            continue;
        }
        let own = |host: &str| OWN.iter().any(|d| at_or_below(host, d));
        if !own(from.value.host()) {
            let claim = Says::new(
                "It looks like LinkedIn's mail and comes from another domain.",
                "링크드인 메일처럼 보이지만 다른 도메인에서 왔습니다.",
            );
            findings.push(Finding::new(CODES, Strength::Strong, claim, from));
            continue;
        }
        let auth = &message.authentication;
        let signed = |outcome| auth.signatures.iter().any(|s| own(&s.value.domain) && s.value.outcome == outcome);
        if signed(SigningOutcome::Verified) {
            continue;
        }
        let broken = signed(SigningOutcome::Broken);
        let signed = broken || signed(SigningOutcome::NotChecked);
        let pass = auth
            .results
            .iter()
            .any(|r| r.value.verdict == AuthVerdict::Pass && own(&r.value.domain) && r.value.method != AuthMethod::Spf);
        let fail = auth.results.iter().find(|r| {
            matches!(r.value.method, AuthMethod::Dkim | AuthMethod::Dmarc)
                && matches!(r.value.verdict, AuthVerdict::Fail | AuthVerdict::None | AuthVerdict::Neutral)
        });
        let claim = Says::new(
            "It claims to come from LinkedIn, and LinkedIn didn't sign it.",
            "링크드인에서 왔다고 하지만 링크드인의 서명이 없습니다.",
        );
        match (pass, fail) {
            (false, Some(fail)) => findings.push(Finding::new(CODES, Strength::Decisive, claim, fail).and(from)),
            (false, None) if (!signed || broken) && message.header("Received").next().is_some() => {
                // A gateway that marks the subject breaks a good signature, too.
                let strength = if broken { Strength::Moderate } else { Strength::Strong };
                findings.push(Finding::new(CODES, strength, claim, from));
            }
            _ => {}
        }
    }
    Outcome::of(findings)
}

/// The display name or the headers claim LinkedIn.
fn says_linkedin(message: &Message) -> bool {
    let name = message.from.as_ref().map(|f| f.value.name.to_lowercase()).unwrap_or_default();
    name == "linkedin"
        || name.ends_with("via linkedin")
        || message.headers.iter().any(|h| h.value.0.to_ascii_lowercase().starts_with("x-linkedin"))
}
