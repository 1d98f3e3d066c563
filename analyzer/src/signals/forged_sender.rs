//! Did the sender’s domain disown the mail?

use super::Signal;
use crate::case::{AuthMethod, AuthVerdict, Authentication, Channel, LookupResult, Message, SigningOutcome};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::lookups::{self, Dns};
use crate::reading::Reading;
use crate::reference::at_or_below;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "forged-sender",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Authentication,
    question: Text {
        en: "Did the sender’s domain disown the mail?", ko: "발신 도메인이 이 메일을 부인합니까?"
    },
    why: Text {
        en: "The domain’s owner says which systems send for it; this mail came from another. Mailing lists and forwarding break it, too.",
        ko: "도메인 소유자가 지정한 서버가 아닌 곳에서 왔습니다. 메일링 리스트나 전달에서도 생길 수 있습니다.",
    },
    page: include_str!("forged_sender.md"),
    check,
};

const CODES: &[&str] = &["EM-8"];

fn check(reading: &Reading<'_>) -> Outcome {
    let mut findings = Vec::new();
    let mut looked = false;
    for message in reading.messages() {
        let Some(from) = &message.from else { continue };
        let host = from.value.host();
        let auth = &message.authentication;
        if host.is_empty() || auth.unknown {
            continue;
        }
        let results = &auth.results;
        looked |= !results.is_empty() || auth.signatures.iter().any(|s| s.value.outcome != SigningOutcome::NotChecked);
        let known = reading.reference.organisations.owner(host).is_some();
        let listed = message.header("List-Id").next().is_some();
        let failed =
            results.iter().find(|r| r.value.method == AuthMethod::Dmarc && r.value.verdict == AuthVerdict::Fail);
        let passed = results.iter().any(|r| {
            matches!(r.value.method, AuthMethod::Dkim | AuthMethod::Dmarc)
                && r.value.verdict == AuthVerdict::Pass
                && (at_or_below(host, &r.value.domain) || at_or_below(&r.value.domain, host))
        });
        if let Some(failed) = failed.filter(|_| !passed) {
            let strength = match (known, listed) {
                (true, false) => Strength::Strong,
                (false, false) => Strength::Moderate,
                (_, true) => Strength::Weak,
            };
            let claim = Says::new(
                format!("{host} says that this mail is not its own (DMARC failed)."),
                format!("{host} 도메인은 이 메일이 자기 것이 아니라고 합니다(DMARC 실패)."),
            );
            findings.push(Finding::new(CODES, strength, claim, failed).and(from));
        }
        let broken = auth
            .signatures
            .iter()
            .find(|s| s.value.outcome == SigningOutcome::Broken && at_or_below(host, &s.value.domain));
        if failed.is_none()
            && !listed
            && unproven(auth, host)
            && rejects(reading, message, host)
            && let Some(result) = results.first()
        {
            let strength = if known { Strength::Moderate } else { Strength::Weak };
            let claim = Says::new(
                format!("{host} asks receivers to reject mail that doesn't prove itself, and nothing here proves it."),
                format!("{host} 도메인은 증명되지 않은 메일을 거부하라고 하는데, 이 메일은 증명된 것이 없습니다."),
            );
            findings.push(Finding::new(CODES, strength, claim, result).and(from));
        }
        // Gateways mark subjects, lists add footers, programs save anew: a mail that held when it arrived was changed since.
        let held = passed || auth.signatures.iter().any(|s| s.value.outcome == SigningOutcome::Verified);
        if let Some(broken) = broken.filter(|_| !held) {
            let strength = if results.is_empty() { Strength::Weak } else { Strength::Moderate };
            let claim = Says::new(
                format!("The signature of {host} does not hold for this mail."),
                format!("{host}의 서명이 이 메일과 맞지 않습니다."),
            );
            findings.push(Finding::new(CODES, strength, claim, broken));
        }
    }
    let mail = reading
        .messages()
        .iter()
        .any(|m| matches!(m.channel, Channel::Mail | Channel::LinkedInMail | Channel::Paste | Channel::Calendar));
    if findings.is_empty() && !looked && mail {
        return Outcome::Missing {
            why: Text {
                en: "who operated the sending system is not recorded",
                ko: "누가 보낸 서버인지 기록이 없습니다",
            },
            ask: Text {
                en: "hand in the original mail with its headers (.eml)",
                ko: "헤더가 있는 원본 메일(.eml)을 제출하세요",
            },
        };
    }
    Outcome::of(findings)
}

/// Whether a receiving system looked, and found nothing that proves the host: neither a signature of its domain nor its
/// servers, and no answer about DMARC. Where it failed to look, or a signature is still unchecked, nothing is said.
fn unproven(auth: &Authentication, host: &str) -> bool {
    let aligned = |domain: &str| at_or_below(host, domain) || at_or_below(domain, host);
    !auth.results.is_empty()
        && auth.results.iter().all(|r| match r.value.verdict {
            AuthVerdict::Error => false,
            AuthVerdict::Pass => {
                matches!(r.value.method, AuthMethod::Spf | AuthMethod::Dkim) && !aligned(&r.value.domain)
            }
            _ => r.value.method != AuthMethod::Dmarc,
        })
        && auth.signatures.iter().all(|s| s.value.outcome == SigningOutcome::Broken || !aligned(&s.value.domain))
}

/// Whether the host's domain publishes `p=reject` for all its mail (RFC 7489, 6.3), by a look-up near the message.
fn rejects(reading: &Reading<'_>, message: &Message, host: &str) -> bool {
    let sent = message.date.as_ref().map(|date| date.value);
    let Some(lookup) =
        lookups::exactly::<Dns>(reading, host).filter(|l| l.result() == LookupResult::Found && l.is_near(sent))
    else {
        return false;
    };
    let below = lookup.record.dmarc_domain.is_some_and(|domain| domain != host);
    let tags: Vec<(String, String)> = lookup
        .record
        .dmarc
        .iter()
        .flat_map(|policy| policy.split(';'))
        .filter_map(|tag| tag.split_once('='))
        .map(|(name, value)| (name.trim().to_lowercase(), value.trim().to_lowercase()))
        .collect();
    let tag = |wanted: &str| tags.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    // The policy for names below a domain is its own tag, where there is one; a test or a share binds nobody.
    let policy = tag("sp").filter(|_| below).or_else(|| tag("p"));
    policy == Some("reject") && tag("pct").is_none_or(|share| share == "100") && tag("t") != Some("y")
}
