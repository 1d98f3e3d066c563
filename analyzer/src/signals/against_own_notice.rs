//! Does it do what the employer says that it never does?

use super::{
    Signal, agency_speaks, avoids_voice, credentials, dangerous_file, freemail_for_employer, hired_unseen,
    inside_information, leaves_platform, locked_archive, messenger_only, money_from_candidate, papers_too_early,
    run_code, sender_hosts, supplied_software, verified_sender,
};
use crate::case::ContactRole;
use crate::finding::{Axis, Cite, Family, Finding, Outcome, Says, Strength, Text};
use crate::lookups::{self, Site};
use crate::reading::{Reading, Topic};
use crate::reference::{PlatformKind, at_or_below};
use crate::text::claims::Relation;
use crate::text::fold::fold;
use crate::text::hosts::{self, HostRole};
use crate::text::notices::{self, Denial};

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "against-own-notice",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Company,
    question: Text {
        en: "Does it do what the employer says that it never does?",
        ko: "회사가 절대 하지 않는다고 밝힌 일을 합니까?",
    },
    why: Text {
        en: "Employers publish what their recruiters never do because impostors do it. Now and then a real recruiter breaks the rule.",
        ko: "회사는 사칭범이 하는 일을 알고 자사 채용 담당자는 하지 않는다고 공지합니다. 드물게 실제 담당자가 어기기도 합니다.",
    },
    page: include_str!("against_own_notice.md"),
    check,
};

const CODES: &[&str] = &["CO-8"];

/// Most findings of one case.
const MOST: usize = 3;

/// Something in the message that a notice may deny.
struct Deed {
    cite: Cite,
    probability: f64,
    strength: Strength,
}

impl Deed {
    /// The same where it is only near to what is denied.
    fn question(self) -> Self {
        Self { strength: self.strength.min(Strength::Moderate), ..self }
    }
}

fn check(reading: &Reading<'_>) -> Outcome {
    // An applicant's employer of today doesn't recruit through him.
    let recruiting = matches!(reading.topic, Topic::Recruiting | Topic::Unclear);
    if !recruiting || reading.case.role == ContactRole::Applicant {
        return Outcome::Clear;
    }
    let mut findings: Vec<Finding> = Vec::new();
    for site in lookups::sites(reading) {
        for sentence in site.notice() {
            let denied = notices::denials(sentence);
            let Some((denial, deed)) = denied.iter().find_map(|d| Some((d, deed(reading, &site, d)?))) else {
                continue;
            };
            let Some(strength) = strength(reading, &site, sentence, denial, &deed) else { continue };
            if findings.len() >= MOST || findings.iter().any(|f| f.cites().contains(&deed.cite)) {
                continue;
            }
            let (name, quote) = (site.name(), lookups::quoted(sentence));
            let claim = Says::new(
                format!("{name}'s own notice about recruitment fraud says “{quote}”, and this does it."),
                format!("{name}의 채용 사칭 안내에는 “{quote}”라고 되어 있는데 이 메시지는 그렇게 합니다."),
            );
            let finding = Finding::new(CODES, strength, claim, deed.cite).weighing(deed.probability);
            findings.push(finding.and(&site.employer.name));
        }
    }
    Outcome::of(findings)
}

/// What a deed against a sentence of the notice is worth: the employer's rules bind its own recruiters. An agency has
/// rules, domains and messengers of its own; money it doesn't take either.
fn strength(reading: &Reading<'_>, site: &Site<'_>, sentence: &str, denial: &Denial, deed: &Deed) -> Option<Strength> {
    let own = site.employer.relation == Relation::WorksFor && !agency_speaks(reading);
    let most = if own {
        Strength::Strong
    } else if *denial == Denial::Money || speaks_of_agencies(sentence) {
        Strength::Moderate
    } else {
        return None;
    };
    // Who really writes from the employer's system may break a rule; or the mailbox was taken over.
    let most = if verified_sender(reading) { most.min(Strength::Moderate) } else { most };
    Some(deed.strength.min(most))
}

/// Whether a sentence of a notice binds those who recruit for the employer, too.
fn speaks_of_agencies(sentence: &str) -> bool {
    let folded = fold(sentence);
    ["agenc", "third part", "partners", "on our behalf", "대행", "서치펌", "협력사", "헤드헌"]
        .iter()
        .any(|w| folded.contains(w))
}

/// What in the message does what is denied.
fn deed(reading: &Reading<'_>, site: &Site<'_>, denial: &Denial) -> Option<Deed> {
    // Whoever says nothing of work may write from where he likes.
    let where_from = matches!(denial, Denial::Freemail | Denial::OtherDomains(_));
    if where_from && reading.topic != Topic::Recruiting {
        return None;
    }
    match denial {
        Denial::Money => found_by(reading, &money_from_candidate::SIGNAL),
        Denial::Papers => found_by(reading, &papers_too_early::SIGNAL),
        Denial::Software => found_by(reading, &supplied_software::SIGNAL),
        Denial::Code => found_by(reading, &run_code::SIGNAL),
        Denial::Files => {
            found_by(reading, &dangerous_file::SIGNAL).or_else(|| found_by(reading, &locked_archive::SIGNAL))
        }
        Denial::SignIn => found_by(reading, &credentials::SIGNAL),
        Denial::Inside => found_by(reading, &inside_information::SIGNAL),
        Denial::NoInterview => found_by(reading, &hired_unseen::SIGNAL),
        Denial::Freemail => found_by(reading, &freemail_for_employer::SIGNAL),
        Denial::ChatInterview => {
            let sentence = reading.sentences.iter().find(|s| notices::interviews_by_text(&s.folded));
            let said = sentence.map(|s| Deed { cite: (&s.fact).into(), probability: 1.0, strength: Strength::Strong });
            let avoids = || found_by(reading, &avoids_voice::SIGNAL).map(Deed::question);
            said.or_else(avoids)
        }
        Denial::Messengers(apps) => messenger(reading, apps),
        // Writing on in a messenger is not yet an interview there.
        Denial::MessengerInterview(apps) => {
            let moves = messenger(reading, apps)?;
            let there = |s: &&crate::reading::Sentence| {
                notices::of_an_interview(&s.folded)
                    && notices::messengers(&s.folded).any(|app| apps.is_empty() || apps.contains(&app))
            };
            let sentence = reading.sentences.iter().find(there);
            Some(match sentence {
                Some(sentence) => Deed { cite: (&sentence.fact).into(), ..moves },
                None => moves.question(),
            })
        }
        Denial::OtherDomains(domains) => other_domain(reading, site, domains),
    }
}

/// What another signal found. What it took for weak is no plain deed; the notice makes a question of it.
fn found_by(reading: &Reading<'_>, signal: &Signal) -> Option<Deed> {
    let Outcome::Found(findings) = (signal.check)(reading) else { return None };
    let finding = findings.iter().max_by_key(|f| f.strength)?;
    let strength = if finding.strength >= Strength::Moderate { Strength::Strong } else { Strength::Weak };
    Some(Deed { cite: finding.cites().first()?.clone(), probability: finding.probability, strength })
}

/// A messenger that the contact wants to write through: one of those that the notice names, if it names any.
fn messenger(reading: &Reading<'_>, apps: &[&str]) -> Option<Deed> {
    let meant = |app: &str| apps.is_empty() || apps.contains(&app);
    let handle = reading.contact.handles.iter().find(|h| h.value.split_once(':').is_some_and(|(app, _)| meant(app)));
    let moves =
        [&leaves_platform::SIGNAL, &messenger_only::SIGNAL].into_iter().find_map(|signal| found_by(reading, signal))?;
    let named = || notices::messengers(&fold(&moves.cite.quote)).any(meant);
    let cite = match handle {
        Some(handle) => handle.into(),
        None if named() => moves.cite.clone(),
        None => return None,
    };
    Some(Deed { cite, probability: moves.probability, strength: Strength::Strong })
}

/// A sender elsewhere than the domains from which alone the employer says to write. A hiring system that it rents, a
/// platform, and the employer's other domains are no contradiction.
fn other_domain(reading: &Reading<'_>, site: &Site<'_>, domains: &[String]) -> Option<Deed> {
    let owner = site.employer.organisation.as_deref();
    let reference = reading.reference;
    let mut senders = sender_hosts(reading).filter(|seen| matches!(seen.role, HostRole::From | HostRole::ReplyTo));
    let stranger = senders.find(|seen| {
        let host = &seen.host.value;
        let freemail = hosts::is_freemail(host, reference);
        !domains.iter().any(|domain| at_or_below(host, domain))
            && !owner.is_some_and(|o| o.owns(host))
            && !site.names_domain(host)
            && (freemail || !hosts::is_shared(host, None, reference))
            && !hosts::is_platform(host, None, PlatformKind::Linkedin, reference)
            && reference.organisations.owner(host).is_none_or(|o| !o.is_rail())
    })?;
    Some(Deed { cite: (&stranger.host).into(), probability: 1.0, strength: Strength::Moderate })
}
