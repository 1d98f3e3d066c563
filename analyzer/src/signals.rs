//! The questions asked of every case, in one slice.

use crate::case::Fact;
use crate::finding::{Axis, Cite, Family, Finding, Outcome, Says, Strength, Text};
use crate::lookups;
use crate::reading::{Reading, Topic};
use crate::reference::{Organisation, at_or_below};
use crate::text::asks::{self, Ask, AskKind};
use crate::text::claims::{Origin, Relation};
use crate::text::fold::{fold, squeeze};
use crate::text::hosts::HostRole;
use crate::text::imitation::Imitation;
use crate::text::words;

/// One question asked of every case. A new one is two files (`new_account.rs`, `new_account.md`) and one line below.
pub struct Signal {
    /// Stored with verdicts, so never reused: `lookalike-domain`.
    pub id: &'static str,
    /// The catalogue codes it answers.
    pub codes: &'static [&'static str],
    /// The axis it speaks to.
    pub axis: Axis,
    /// Its family: of correlated findings the strongest counts.
    pub family: Family,
    /// The question, as a person would ask it.
    pub question: Text,
    /// Why a finding matters, and where honest recruiters do the same.
    pub why: Text,
    /// The page: rustdoc, `bonafide explain`, help, and test at once.
    pub page: &'static str,
    /// The answer for a case.
    pub check: fn(&Reading<'_>) -> Outcome,
}

/// Declares the signals' modules and the slice of them, from one list.
macro_rules! signals {
    ($($module:ident),* $(,)?) => {
        $(#[doc = include_str!(concat!("signals/", stringify!($module), ".md"))] pub mod $module;)*
        /// Every signal, in the order in which reports show them.
        pub const SIGNALS: &[&Signal] = &[$(&$module::SIGNAL),*];
    };
}

signals! {
    // what is asked
    paste_command, run_code, supplied_software, disable_security, special_opening, credentials, handed_out_login,
    money_from_candidate, papers_too_early, inside_information, paid_expertise, asks_for_colleagues, keep_it_secret,
    leaves_platform, private_channel, messenger_only, avoids_voice, hired_unseen, pay_out_of_line, side_job, urgency,
    lure_as_a_whole,
    // files and links
    dangerous_file, locked_archive, trojan_repository, strangers_repository, published_indicator, short_link, file_host, link_text_mismatch,
    hidden_text,
    // who sends
    forged_sender, forged_linkedin, lookalike_domain, hiring_service_lookalike, confusable_domain, sender_not_employer,
    freemail_for_employer, disposable_mail, reply_elsewhere, rented_sender, young_domain, registered_together,
    unanswerable_address, risky_ending, odd_address, clock_elsewhere,
    // who they say they are
    name_changes, public_profile_name, calendar_of_another, headline_mismatch, rank_differs, languages_differ, equipment_elsewhere,
    other_employer, public_profile_employer, account_gone, on_alert_list, unnamed_client, agency_unresolvable,
    role_not_posted, against_own_notice, office_not_named, executive_cold, verified_elsewhere, nothing_verified,
    new_account,
    thin_profile, profile_slug, vague_flattery, over_specific_flattery,
    // schools, degrees, career
    degree_mill, school_near_miss, school_unlisted, academic_mail, study_dates, job_dates, career_mix, two_histories,
    // pictures
    cloned_photo, picture_found_elsewhere, generated_picture, template_cut,
    // telephone
    impossible_phone, fictional_phone, phone_country, places_disagree, phone_shape, internet_phone,
    // campaigns and targets
    same_number_other_company, seen_under_another_name, copied_profile, applicants_share, history_of_code,
    seen_text_elsewhere, shared_back_office, peer_lure, project_named,
    // what speaks for it
    owned_domain, role_posted, named_on_own_site, hiring_tenant, verified_workplace, confirmed_contact,
}

/// The most probable ask of a kind.
fn strongest<'r>(reading: &'r Reading<'_>, kind: AskKind) -> Option<&'r Ask> {
    reading.asks.iter().find(|ask| ask.kind == kind)
}

/// What an ask is worth: what its probability says, and no more than the course of the whole bears out.
fn worth(ask: &Ask, reading: &Reading<'_>) -> Option<Strength> {
    let thresholds = &reading.reference.policy.thresholds;
    if !about_work(reading) || bulk(reading, ask) {
        // Friends, lists and shops ask for such things all day: what a rule made sure of is strong outside of lists, and
        // the model's word alone a question.
        return if ask.certain && !by_list(reading) {
            Some(Strength::Strong)
        } else if ask.certain || ask.anchored && ask.probability >= thresholds.ask_elsewhere {
            Some(Strength::Moderate.min(borne_out(reading)))
        } else {
            None
        };
    }
    let own = match ask.probability {
        p if ask.certain || p >= thresholds.ask_strong => Strength::Strong,
        p if p >= thresholds.ask_moderate => Strength::Moderate,
        _ => return None,
    };
    let most = match borne_out(reading) {
        // Words that leave no doubt about what is asked need less of the whole: nothing of it, if nobody honest asks it.
        Strength::Weak if ask.certain && ask.kind == AskKind::Money => Strength::Strong,
        Strength::Weak if ask.certain => Strength::Moderate,
        Strength::Moderate if ask.certain => Strength::Decisive,
        most => most,
    };
    Some(own.min(most))
}

/// Whether there are enough sentences to run a course; of fewer, the asks speak for themselves.
fn runs_a_course(reading: &Reading<'_>) -> bool {
    const FEWEST: usize = 3;
    reading.sentences.iter().filter(|s| s.turn != usize::MAX).count() >= FEWEST
}

/// The most that an ask may be worth by how the whole reads: honest people send code, ask for papers and name prices,
/// too.
fn borne_out(reading: &Reading<'_>) -> Strength {
    let thresholds = &reading.reference.policy.thresholds;
    if !runs_a_course(reading) {
        return Strength::Decisive;
    }
    match reading.lure.probability {
        p if p < thresholds.lure_hardly => Strength::Weak,
        p if p < thresholds.lure_moderate => Strength::Moderate,
        _ => Strength::Decisive,
    }
}

/// Fewest sentences of a newsletter.
const NEWSLETTER: usize = 30;

/// Whether an ask stands in a long mail to a list or of a sender of newsletters: it is not addressed to the reader alone.
fn bulk(reading: &Reading<'_>, ask: &Ask) -> bool {
    let Some(at) = reading.sentence(ask).map(|s| s.message) else { return false };
    let listed = reading
        .messages()
        .get(at)
        .is_some_and(|m| ["List-Id", "List-Unsubscribe"].iter().any(|h| m.header(h).next().is_some()));
    listed && reading.sentences.iter().filter(|s| s.message == at).count() >= NEWSLETTER
}

/// Whether everything came by a mailing list: what is said there is said to many.
fn by_list(reading: &Reading<'_>) -> bool {
    !reading.messages().is_empty() && reading.messages().iter().all(|m| m.header("List-Id").next().is_some())
}

/// Whether an ask is as plain as words can be: a rule made sure of it, or the model has no doubt, or hardly any and the
/// whole message reads like a lure. Only then may it be decisive.
fn plain(ask: &Ask, reading: &Reading<'_>) -> bool {
    let thresholds = &reading.reference.policy.thresholds;
    ask.certain
        || ask.probability >= thresholds.ask_plain
        || ask.probability >= thresholds.ask_strong && reading.lure.probability >= thresholds.lure_strong
}

/// A finding for the strongest ask of a kind, graded by `grade`; every further likely sentence is cited too.
fn from_ask(
    reading: &Reading<'_>,
    kind: AskKind,
    codes: &'static [&'static str],
    claim: Text,
    grade: impl Fn(Strength, &Ask) -> Strength,
) -> Outcome {
    let hides = |ask: &Ask| reading.sentence(ask).is_some_and(|s| asks::hides(&s.folded));
    let hiding = reading.asks.iter().find(|ask| ask.kind == kind && hides(ask));
    let Some(ask) = hiding.or_else(|| strongest(reading, kind)) else { return Outcome::Clear };
    let Some(strength) = worth(ask, reading) else { return Outcome::Clear };
    let Some(sentence) = reading.sentence(ask) else { return Outcome::Clear };
    let certainty = if ask.certain { 1.0 } else { ask.probability };
    // Decisive is for approaches; what is not about work is strong at most, unless no honest purpose is left.
    let most = if about_work(reading) || hiding.is_some() { Strength::Decisive } else { Strength::Strong };
    let mut finding =
        Finding::new(codes, grade(strength, ask).min(most), Says::new(claim.en, claim.ko), &sentence.fact)
            .weighing(certainty);
    for other in reading
        .asks
        .iter()
        .filter(|a| a.kind == kind && a.sentence != ask.sentence && worth(a, reading).is_some())
        .take(2)
    {
        if let Some(sentence) = reading.sentence(other) {
            finding = finding.and(&sentence.fact);
        }
    }
    Outcome::Found(vec![finding])
}

/// Whether the sender is shown to be a claimed employer's (or a confirmed contact): an owned domain whose
/// authentication is aligned.
fn verified_sender(reading: &Reading<'_>) -> bool {
    matches!((owned_domain::SIGNAL.check)(reading), Outcome::Found(f) if f.iter().any(|x| x.strength == Strength::Reassuring))
}

/// The hosts of addresses the contact writes from or wants to be answered at.
fn sender_hosts<'r>(reading: &'r Reading<'_>) -> impl Iterator<Item = &'r crate::text::hosts::SeenHost> {
    reading
        .hosts
        .iter()
        .filter(|h| matches!(h.role, HostRole::From | HostRole::ReplyTo | HostRole::Address | HostRole::Profile))
        .filter(|h| h.url.as_deref().is_none_or(|u| u.starts_with("mailto:")))
}

/// Whether the contact claims, anywhere, to work for an organisation that owns or runs a host, or for one of its group.
fn claims_owner_of(reading: &Reading<'_>, host: &str) -> bool {
    let organisations = &reading.reference.organisations;
    reading.claimed_organisations().any(|o| {
        o.owns(host) || !o.group.is_empty() && organisations.get(&o.group).is_some_and(|group| group.owns(host))
    }) || lookups::named_by_its_site(reading, host)
}

/// Hosts that imitate an organisation of the kind asked for: one finding each, four at most.
fn lookalikes(reading: &Reading<'_>, codes: &'static [&'static str], kind: impl Fn(&Organisation) -> bool) -> Outcome {
    let mut findings: Vec<Finding> = Vec::new();
    let mut told: Vec<&str> = Vec::new();
    for seen in reading.hosts.iter().filter(|h| h.role != HostRole::ReturnPath) {
        let Some(imitated) = &seen.imitates else { continue };
        let Some(organisation) = reading.reference.organisations.get(&imitated.organisation).filter(|o| kind(o)) else {
            continue;
        };
        if findings.len() >= 4 || told.contains(&seen.domain.as_str()) || own_name(reading, &seen.domain, organisation)
        {
            continue;
        }
        // An employer may own more domains than any list knows, and says so on its site.
        if lookups::sites(reading).iter().any(|site| {
            site.names_domain(&seen.domain)
                && site.employer.organisation.as_ref().is_some_and(|o| o.id == organisation.id)
        }) {
            continue;
        }
        told.push(&seen.domain);
        let claimed =
            reading.contact.employers.iter().any(|e| e.organisation.as_ref().is_some_and(|o| o.id == organisation.id));
        let strength = match imitated.how {
            Imitation::NameInside | Imitation::NearMiss if !claimed => Strength::Moderate,
            _ => Strength::Strong,
        };
        let (host, name) = (&seen.domain, &organisation.name);
        let korean = organisation.korean.first().unwrap_or(name);
        let own: Vec<&str> =
            organisation.domains.iter().chain(&organisation.careers).take(3).map(String::as_str).collect();
        let own = own.join(", ");
        let claim = Says::new(
            format!("{host} looks like {name}, and isn't among its known domains ({own})."),
            format!("{host} 주소는 {korean}처럼 보이지만 알려진 도메인({own})이 아닙니다."),
        );
        findings.push(Finding::new(codes, strength, claim, &seen.host));
    }
    let doubtful = |seen: &crate::text::hosts::SeenHost| {
        seen.doubtful.as_ref().and_then(|id| reading.reference.organisations.get(id)).is_some_and(|o| kind(o))
    };
    if findings.is_empty() && reading.hosts.iter().any(doubtful) {
        return Outcome::Missing {
            why: Text {
                en: "an address was read off a picture, where letters that look alike can't be told apart",
                ko: "주소를 그림에서 읽었으므로 비슷한 글자를 구별할 수 없습니다",
            },
            ask: Text {
                en: "the address as text: copy it, don't open it", ko: "글자로 복사한 주소(열지는 마세요)"
            },
        };
    }
    Outcome::of(findings)
}

/// Whether a domain is the name of the firm that the contact claims, and that firm's name merely holds letters of the
/// organisation's: `daon-semi.example` of DAON Semicon holds those of onsemi.
fn own_name(reading: &Reading<'_>, domain: &str, organisation: &Organisation) -> bool {
    const SHORTEST: usize = 5;
    let label = squeeze(domain.split('.').next().unwrap_or(""));
    let claimed = reading.contact.employers.iter().filter(|e| e.organisation.is_none());
    claimed.map(|e| &e.name.value).any(|firm| {
        let folded = fold(firm);
        let joined = squeeze(firm);
        label.len() >= SHORTEST
            && joined.len() >= SHORTEST
            && (joined.starts_with(&label) || label.starts_with(&joined))
            && !organisation.names().any(|name| words::has(&folded, &fold(name)))
    })
}

/// The employers that the contact says to work for now: in messages; only where those name none, in the profile.
fn works_for<'r>(reading: &'r Reading<'_>) -> Vec<&'r Fact<String>> {
    let claimed = reading.contact.employers.iter().filter(|e| e.relation == Relation::WorksFor);
    let (profiled, written): (Vec<_>, Vec<_>) = claimed.partition(|e| e.origin == Origin::Profile);
    let names = |employers: Vec<&'r crate::text::claims::Employer>| employers.into_iter().map(|e| &e.name);
    if !written.is_empty() {
        return names(written).collect();
    }
    let profiles = &reading.case.submission.profiles;
    let present =
        profiles.iter().flat_map(|p| &p.positions).filter(|p| p.period.as_ref().is_some_and(|x| x.value.present));
    names(profiled).chain(present.filter_map(|p| p.employer.as_ref())).collect()
}

/// Whether the contact says to work for the organisation itself, not to recruit for it.
fn in_house<'r>(reading: &'r Reading<'_>) -> Option<&'r crate::text::claims::Employer> {
    reading.contact.employers.iter().find(|e| {
        e.relation == Relation::WorksFor && e.organisation.as_ref().is_some_and(|o| !o.is_agency() && !o.is_rail())
    })
}

/// Whether an agency speaks: a listed one, or a contact that says so.
fn agency_speaks(reading: &Reading<'_>) -> bool {
    const WORDS: [&str; 16] = [
        "agency", "headhunt", "search firm", "executive search", "staffing", "recruitment consult", "recruiting firm",
        "our client", "my client", "search consultant", "서치펌", "헤드헌", "고객사", "의뢰", "써치", "인재 추천",
    ];
    reading
        .contact
        .employers
        .iter()
        .any(|e| e.relation != Relation::Mentions && e.organisation.as_ref().is_some_and(|o| o.is_agency()))
        || reading.sentences.iter().any(|s| {
            let folded = &s.folded;
            WORDS.iter().any(|w| folded.contains(w))
        })
}

/// Whether this is about work at all: signals that mean something only there stay silent elsewhere.
fn about_work(reading: &Reading<'_>) -> bool {
    matches!(reading.topic, Topic::Recruiting | Topic::Applicant | Topic::Unclear)
}

/// The contact's own domains whose history says something of him: not those that a known organisation owns or is believed
/// to own, the reader's own, nor those that security confirmed. Mail providers and platforms are none of them.
fn unvouched<'r>(reading: &'r Reading<'_>) -> impl Iterator<Item = &'r Fact<String>> {
    let organisations = &reading.reference.organisations;
    let today = reading.case.as_of.to_string();
    let vouched = move |domain: &str| {
        let lasting = |expires: &str| today.get(..10).is_some_and(|day| day <= expires);
        let at = |own: &String| !own.is_empty() && at_or_below(domain, own);
        organisations.owner(domain).is_some()
            || organisations.believed_owner(domain).is_some()
            || reading.case.org.as_ref().is_some_and(|org| {
                org.domains.iter().any(at) || org.genuine.iter().any(|g| at(&g.domain) && lasting(&g.expires))
            })
    };
    reading.contact.domains.iter().filter(move |domain| !vouched(&domain.value))
}

/// A citation of the message as a whole, with words that stand for it.
fn cite_contact(reading: &Reading<'_>) -> Option<Cite> {
    let contact = &reading.contact;
    contact
        .names
        .first()
        .map(Cite::from)
        .or_else(|| contact.emails.first().map(Cite::from))
        .or_else(|| reading.sentences.first().map(|s| Cite::from(&s.fact)))
}
