//! Who the contact says they are: names, employers, roles, addresses, numbers, each with its source.

mod introductions;
mod list;
mod rank;
mod relations;
mod signatures;
mod tongues;
mod unlisted;
mod whereabouts;

pub use list::{Claim, SaidIn, Value, utc};
pub use rank::{Rank, of as rank_of};
pub use signatures::{HIRING_WORDS, says_hiring};
pub use tongues::Command;

use std::collections::BTreeSet;

use crate::case::{Case, Channel, Fact, Lang, Side};
use crate::reading::Sentence;
use crate::reference::{HostKind, Organisation, Reference};
use crate::text::fold::{fold, is_hangul};
use crate::text::hosts::{self, HostRole, SeenHost};
use crate::text::names;
use crate::text::phones::{self, Phone};
use crate::text::words;

/// Who the contact says they are. Everything is a claim.
#[derive(Debug, Clone, Default)]
pub struct Contact {
    /// Personal names, each with the place where it stands.
    pub names: Vec<Fact<String>>,
    /// Employers, agencies and clients named.
    pub employers: Vec<Employer>,
    /// Job titles and headlines of the contact.
    pub roles: Vec<Fact<String>>,
    /// Mail addresses.
    pub emails: Vec<Fact<String>>,
    /// Telephone numbers.
    pub phones: Vec<Fact<Phone>>,
    /// Messenger handles (`telegram:name`).
    pub handles: Vec<Fact<String>>,
    /// Registrable domains of the contact's own (no platforms, no mail providers).
    pub domains: Vec<Fact<String>>,
    /// Profile addresses.
    pub profile_urls: Vec<Fact<String>>,
}

/// An organisation the contact names.
#[derive(Debug, Clone)]
pub struct Employer {
    /// As written.
    pub name: Fact<String>,
    /// Its entry in the lists, if it has one.
    pub organisation: Option<OrganisationRef>,
    /// How the contact stands to it.
    pub relation: Relation,
    /// Where it is claimed.
    pub origin: Origin,
}

/// Where a claim stands: what a person keeps for everybody to see, or what is said to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A profile, a card, the headline in a notification.
    Profile,
    /// The words, headers and signature of a message.
    Message,
}

/// An organisation of the compiled-in or overlaid lists, by slug and shared data.
pub type OrganisationRef = std::sync::Arc<Organisation>;

/// How the contact stands to an organisation named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Says to work for it: signature, headline, display name, "I am … at X".
    WorksFor,
    /// Recruits for it: "a role at X", "our client X", "X is hiring".
    RecruitsFor,
    /// Merely mentioned: the reader's employer, a former one, a comparison.
    Mentions,
}

/// Works out the claims of a case: who the contact is by them, and each with its place.
#[must_use]
pub fn of(case: &Case, sentences: &[Sentence], seen: &[SeenHost], reference: &Reference) -> (Contact, Vec<Claim>) {
    let mut contact = Contact::default();
    let region = match case.lang {
        Lang::Ko => "KR",
        Lang::En => {
            let hangul = sentences.iter().any(|s| s.fact.value.chars().any(is_hangul));
            if hangul { "KR" } else { "US" }
        }
    };
    from_structure(case, &mut contact, region, reference);
    let mut before: Option<&Sentence> = None;
    for sentence in sentences {
        let text = &sentence.fact.value;
        for (range, phone) in phones::in_text(text, region) {
            if let Some(quote) = text.get(range) {
                contact.phones.push(Fact::new(phone, quote, sentence.fact.source.clone()));
            }
        }
        emails(sentence, &mut contact);
        handles(sentence, region, &mut contact);
        introductions::read(sentence, reference, &mut contact);
        relations::read(case, sentence, before, reference, &mut contact);
        before = Some(sentence);
    }
    signatures::read(case, reference, &mut contact);
    headlines(case, reference, &mut contact);
    own_domains(seen, reference, &mut contact);
    contact.employers.sort_by_key(|e| e.relation);
    tidy(case, &mut contact);
    let claims = list::of(case, sentences, &contact, reference);
    // The list keeps every place in which a name stands; to know the names, once is enough.
    let mut named = BTreeSet::new();
    contact.names.retain(|name| named.insert(fold(&name.value)));
    (contact, claims)
}

/// What mails, notifications, threads, invitations and cards carry outside their prose.
fn from_structure(case: &Case, contact: &mut Contact, region: &str, reference: &Reference) {
    for message in &case.submission.messages {
        if let Some(from) = &message.from {
            if !from.value.address.is_empty() && message.channel != Channel::LinkedInMail {
                contact.emails.push(from.map(from.value.address.clone()));
            }
            let name = from.value.name.trim_end_matches(" via LinkedIn").trim();
            if names::personal(name) && message.channel != Channel::LinkedInMail {
                contact.names.push(from.map(name.to_owned()));
            }
        }
        contact.emails.extend(
            message.reply_to.iter().filter(|r| !r.value.address.is_empty()).map(|r| r.map(r.value.address.clone())),
        );
        if let Some(notification) = &message.notification {
            contact.names.extend(notification.name.iter().filter(|n| names::personal(&n.value)).cloned());
            contact.roles.extend(notification.headline.clone());
        }
        for turn in &message.turns {
            let Some(speaker) = turn.speaker.as_ref().filter(|_| turn.side == Side::Contact) else { continue };
            if names::personal(&speaker.value) {
                contact.names.push(speaker.clone());
            } else if !contact.phones.iter().any(|p| p.value.raw == speaker.value) {
                // Telephones show the number where no name is known.
                let phone = phones::in_text(&speaker.value, region).into_iter().next();
                contact.phones.extend(phone.map(|(_, phone)| speaker.map(phone)));
            }
        }
    }
    for profile in &case.submission.profiles {
        contact.names.extend(profile.names.iter().filter(|n| names::personal(&n.value)).cloned());
        contact.roles.extend(profile.headline.iter().chain(&profile.roles).cloned());
        contact.emails.extend(profile.emails.iter().cloned());
        contact.phones.extend(profile.phones.iter().map(|p| p.map(phones::read(&p.value, region))));
        contact.profile_urls.extend(profile.urls.iter().cloned());
        contact.employers.extend(profile.employers.iter().map(|name| Employer {
            name: name.clone(),
            organisation: reference.organisations.named(&name.value).cloned(),
            relation: Relation::WorksFor,
            origin: Origin::Profile,
        }));
    }
}

/// Employers that the headline under a name tells: "Talent Partner at Northwind", "채용 담당 | 한화시스템".
fn headlines(case: &Case, reference: &Reference, contact: &mut Contact) {
    let notified = case.submission.messages.iter().filter_map(|m| m.notification.as_ref()?.headline.as_ref());
    for headline in case.submission.profiles.iter().filter_map(|p| p.headline.as_ref()).chain(notified) {
        let folded = fold(&headline.value);
        let listed = reference.organisations.in_text(&folded, true);
        for seen in &listed {
            if signatures::alone(&folded, seen.span) || seen.organisation.distinctive {
                let organisation = Some(seen.organisation.clone());
                contact.employers.push(Employer {
                    name: headline.map(seen.organisation.name.clone()),
                    organisation,
                    relation: Relation::WorksFor,
                    origin: Origin::Profile,
                });
            }
        }
        if listed.is_empty()
            && let Some(firm) = signatures::firm(&headline.value)
        {
            contact.employers.push(Employer {
                name: headline.map(firm),
                organisation: None,
                relation: Relation::WorksFor,
                origin: Origin::Profile,
            });
        }
    }
}

fn emails(sentence: &Sentence, contact: &mut Contact) {
    for word in sentence
        .fact
        .value
        .split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | ',' | ';' | '"' | '[' | ']'))
    {
        if !word.contains('@') {
            continue;
        }
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).trim_start_matches("mailto:");
        if let Some((local, host)) = word.rsplit_once('@')
            && !local.is_empty()
            && host.contains('.')
            && host.is_ascii()
            && local.is_ascii()
        {
            let end = host.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-')).unwrap_or(host.len());
            let address = format!("{local}@{}", host.get(..end).unwrap_or(host)).to_lowercase();
            contact.emails.push(Fact::new(address, word, sentence.fact.source.clone()));
        }
    }
}

/// A telephone number within a few characters of a messenger's name.
fn number_after(folded: &str, at: usize, region: &str) -> Option<String> {
    let near = folded.get(at..)?.char_indices().nth(40).map_or(folded.len(), |(end, _)| at + end);
    let found = phones::in_text(folded.get(at..near)?, region);
    found.into_iter().find(|(span, phone)| phone.valid && span.start <= 16).map(|(_, phone)| phone.e164)
}

/// Messenger handles: links to messengers and `Telegram: @name` forms.
fn handles(sentence: &Sentence, region: &str, contact: &mut Contact) {
    const APPS: [(&str, &[&str]); 8] = [
        ("telegram", &["telegram", "텔레그램"]),
        ("whatsapp", &["whatsapp", "왓츠앱", "와츠앱"]),
        ("signal", &["signal", "시그널"]),
        ("wechat", &["wechat", "위챗"]),
        ("line", &["line id", "라인 아이디", "라인 id"]),
        ("kakaotalk", &["kakaotalk", "카카오톡", "카톡"]),
        ("discord", &["discord", "디스코드"]),
        ("skype", &["skype", "스카이프"]),
    ];
    let folded = &sentence.folded;
    let linked = folded.contains(".me/") || folded.contains(".com/") || folded.contains(".gg/");
    for (host, app) in [
        ("t.me/", "telegram"),
        ("wa.me/", "whatsapp"),
        ("line.me/", "line"),
        ("open.kakao.com/", "kakaotalk"),
        ("signal.me/", "signal"),
        ("discord.gg/", "discord"),
    ] {
        if linked && let Some((_, rest)) = folded.split_once(host) {
            let name: String =
                rest.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '+' | '-' | '/' | '#')).collect();
            contact.handles.push(sentence.fact.map(format!("{app}:{name}")));
        }
    }
    // A handle has an @, a number digits.
    if !folded.contains(|c: char| c == '@' || c.is_ascii_digit()) {
        return;
    }
    for (app, names) in APPS {
        let Some(at) = names.iter().find_map(|w| words::find(folded, w).map(|at| at + w.len())) else { continue };
        let named = folded
            .split_whitespace()
            .find_map(|w| w.trim_matches(|c: char| !(c.is_alphanumeric() || c == '@' || c == '_')).strip_prefix('@'));
        if let Some(name) = named.filter(|n| n.len() >= 3 && !n.contains('@')) {
            contact.handles.push(sentence.fact.map(format!("{app}:{name}")));
        } else if let Some(number) = number_after(folded, at, region) {
            // "WhatsApp: +44 7700 900145": the number is the messenger's.
            contact.handles.push(sentence.fact.map(format!("{app}:{number}")));
        }
    }
}

/// Domains that the contact chose: senders and links that no platform and no known organisation runs.
fn own_domains(seen: &[SeenHost], reference: &Reference, contact: &mut Contact) {
    for host in seen {
        if matches!(host.role, HostRole::File | HostRole::ReturnPath) {
            continue;
        }
        if !hosts::is_shared(&host.host.value, host.url.as_deref(), reference)
            && !reference.hosts.is(HostKind::Academic, &host.host.value)
        {
            contact.domains.push(host.host.map(host.domain.clone()));
        }
        if let Some(url) = &host.url
            && (url.contains("linkedin.com/in/") || url.contains("linkedin.com/pub/"))
        {
            contact.profile_urls.push(host.host.map(url.clone()));
        }
    }
}

/// Drops repetitions, and the employee's own names and addresses.
fn tidy(case: &Case, contact: &mut Contact) {
    let own_domains: Vec<&str> = case.org.iter().flat_map(|o| &o.domains).map(String::as_str).collect();
    let recipients: BTreeSet<&str> =
        case.submission.messages.iter().flat_map(|m| &m.to).map(|to| to.value.address.as_str()).collect();
    contact.emails.retain(|email| {
        !recipients.contains(email.value.as_str())
            && !email
                .value
                .rsplit_once('@')
                .is_some_and(|(_, host)| own_domains.iter().any(|d| crate::reference::at_or_below(host, d)))
    });
    let recipient_names: Vec<String> = case
        .submission
        .messages
        .iter()
        .flat_map(|m| &m.to)
        .map(|to| fold(&to.value.name))
        .filter(|n| !n.is_empty())
        .collect();
    contact.names.retain(|name| !recipient_names.contains(&fold(&name.value)));
    let mut seen = BTreeSet::new();
    contact.emails.retain(|e| seen.insert((e.value.clone(), e.source.place.clone().to_string())));
    let mut seen = BTreeSet::new();
    contact.domains.retain(|d| seen.insert(d.value.clone()));
    let mut seen = BTreeSet::new();
    contact.handles.retain(|h| seen.insert(h.value.clone()));
    let mut seen = BTreeSet::new();
    contact.employers.retain(|e| seen.insert((fold(&e.name.value), e.relation)));
}
