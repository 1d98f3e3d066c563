//! What the contact claims anywhere, as one typed list: each claim with the words and the place in which it is made.

use std::collections::BTreeSet;
use std::fmt;

use crate::case::{ArtifactId, ArtifactKind, Case, Channel, Fact, Message, Period, Place, Source, When};
use crate::finding::Text;
use crate::reading::Sentence;
use crate::reference::Reference;
use crate::text::claims::{Contact, Relation};
use crate::text::fold::fold;
use crate::text::hosts;
use crate::text::phones::Phone;

use super::rank::{self, Rank};
use super::tongues::{self, Command};
use super::whereabouts;

/// One thing that the contact claims about himself.
#[derive(Debug, Clone)]
pub struct Claim {
    /// What is claimed.
    pub value: Value,
    /// In what it is claimed.
    pub said_in: SaidIn,
    /// The words, and where they stand.
    pub fact: Fact<String>,
}

/// What is claimed, so that claims of one kind can be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A name, as written.
    Name(String),
    /// Whom the contact says to work for; the lists' own name where they know it.
    Employer(String),
    /// Whom the contact says to recruit for.
    Client(String),
    /// A job title or headline.
    Role(String),
    /// How high the title is, where it says so.
    Seniority(Rank),
    /// The country in which the contact says to be (ISO 3166-1).
    Place(String),
    /// The time zone, in minutes east of UTC: the least and the most that it may mean.
    Zone(i32, i32),
    /// A telephone number.
    Phone(Phone),
    /// A mail address.
    Mail(String),
    /// A school attended.
    School(String),
    /// When a position was held or a school attended.
    Dates(Period),
    /// A language, by its English name, and how well the contact says to speak it.
    Language(&'static str, Command),
}

impl Value {
    /// The word for its kind, as verdicts carry it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Name(_) => "name",
            Value::Employer(_) => "employer",
            Value::Client(_) => "client",
            Value::Role(_) => "role",
            Value::Seniority(_) => "seniority",
            Value::Place(_) => "place",
            Value::Zone(..) => "time-zone",
            Value::Phone(_) => "phone",
            Value::Mail(_) => "mail",
            Value::School(_) => "school",
            Value::Dates(_) => "dates",
            Value::Language(..) => "language",
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Name(text)
            | Value::Employer(text)
            | Value::Client(text)
            | Value::Role(text)
            | Value::Place(text)
            | Value::Mail(text)
            | Value::School(text) => f.write_str(text),
            Value::Seniority(rank) => f.write_str(rank.word()),
            Value::Phone(phone) => f.write_str(phone.canonical()),
            Value::Zone(from, to) if from == to => f.write_str(&utc(*from)),
            Value::Zone(from, to) => write!(f, "{} to {}", utc(*from), utc(*to)),
            Value::Language(tongue, Command::None) => write!(f, "no {tongue}"),
            Value::Language(tongue, Command::Some) => f.write_str(tongue),
            Value::Language(tongue, Command::Native) => write!(f, "{tongue} (native or fluent)"),
            Value::Dates(period) => {
                let month = |when: When| match when.month {
                    Some(month) => format!("{:04}-{month:02}", when.year),
                    None => format!("{:04}", when.year),
                };
                let from = period.from.map(month).unwrap_or_default();
                let until = if period.present { "now".to_owned() } else { period.until.map(month).unwrap_or_default() };
                f.write_str(format!("{from} – {until}").trim())
            }
        }
    }
}

/// `UTC+09:00`, of minutes east.
#[must_use]
pub fn utc(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("UTC{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// In what a claim is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SaidIn {
    /// A profile or CV.
    Profile,
    /// The words of a message.
    Message,
    /// The header of a mail.
    MailHeader,
    /// What a platform tells of the sender beside the message.
    Notification,
    /// An invitation.
    Calendar,
    /// A business card.
    Card,
    /// An attached document.
    Document,
    /// A picture: read by text recognition, which errs.
    Picture,
}

impl SaidIn {
    /// The word for it.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            SaidIn::Profile => Text { en: "profile", ko: "프로필" },
            SaidIn::Message => Text { en: "message", ko: "메시지" },
            SaidIn::MailHeader => Text { en: "mail header", ko: "메일 헤더" },
            SaidIn::Notification => Text { en: "notification", ko: "알림" },
            SaidIn::Calendar => Text { en: "invitation", ko: "일정" },
            SaidIn::Card => Text { en: "card", ko: "명함" },
            SaidIn::Document => Text { en: "document", ko: "문서" },
            SaidIn::Picture => Text { en: "picture", ko: "그림" },
        }
    }
}

/// Most claims that are listed: a message can be as long as it likes.
const MOST: usize = 300;

/// Lists everything that the contact claims; what is said twice in one thing is listed once.
pub(super) fn of(case: &Case, sentences: &[Sentence], contact: &Contact, reference: &Reference) -> Vec<Claim> {
    let mut list = List { places: Places::of(case), case, all: Vec::new(), seen: BTreeSet::new() };
    list.contact(contact);
    list.profiles(reference);
    // What a platform sends bears the clock of its servers, and nobody's own.
    let platforms = |message: &&Message| {
        let from = message.from.as_ref().map_or("", |from| from.value.host());
        message.channel == Channel::LinkedInMail || hosts::platform(from, None, reference).is_some()
    };
    for message in case.submission.messages.iter().filter(|message| !platforms(message)) {
        if let Some(offset) = &message.utc_offset {
            list.add(Value::Zone(offset.value, offset.value), &offset.map(utc(offset.value)));
        }
    }
    for sentence in sentences {
        if let Some(region) = whereabouts::place(sentence, reference) {
            list.add(Value::Place(region), &sentence.fact);
        }
        if let Some((from, to)) = whereabouts::zone(&sentence.folded) {
            list.add(Value::Zone(from, to), &sentence.fact);
        }
        if let Some(rank) = rank::introduced(&sentence.folded) {
            list.add(Value::Seniority(rank), &sentence.fact);
        }
        for (tongue, command) in tongues::spoken(&sentence.folded) {
            list.add(Value::Language(tongue, command), &sentence.fact);
        }
    }
    list.all
}

struct List<'c> {
    case: &'c Case,
    places: Places<'c>,
    all: Vec<Claim>,
    seen: BTreeSet<(&'static str, String, SaidIn)>,
}

impl List<'_> {
    fn add(&mut self, value: Value, fact: &Fact<String>) {
        let said_in = self.places.said_in(self.case, &fact.source, &fact.quote);
        let key = (value.kind(), fold(&value.to_string()), said_in);
        // Dates say nothing without the post or school that they are of: each is a claim of its own.
        let once = matches!(value, Value::Dates(_)) || self.seen.insert(key);
        if once && self.all.len() < MOST {
            self.all.push(Claim { value, said_in, fact: fact.clone() });
        }
    }

    fn contact(&mut self, contact: &Contact) {
        for name in &contact.names {
            self.add(Value::Name(name.value.clone()), name);
        }
        for employer in &contact.employers {
            let name = employer.name.value.clone();
            match employer.relation {
                Relation::WorksFor => self.add(Value::Employer(name), &employer.name),
                Relation::RecruitsFor => self.add(Value::Client(name), &employer.name),
                Relation::Mentions => {}
            }
        }
        for role in &contact.roles {
            self.add(Value::Role(role.value.clone()), role);
            if let Some(rank) = rank::of(&role.value) {
                self.add(Value::Seniority(rank), role);
            }
        }
        for email in &contact.emails {
            self.add(Value::Mail(email.value.clone()), email);
        }
        for phone in &contact.phones {
            self.add(Value::Phone(phone.value.clone()), &phone.map(phone.value.raw.clone()));
        }
    }

    /// What only profiles tell: places, schools, dates, languages, titles of today.
    fn profiles(&mut self, reference: &Reference) {
        for profile in &self.case.submission.profiles {
            if let Some(location) = &profile.location
                && let Some(region) = reference.places.region(&fold(&location.value))
            {
                self.add(Value::Place(region.to_owned()), location);
            }
            for position in &profile.positions {
                let now = position.period.as_ref().is_some_and(|period| period.value.present);
                if let Some(title) = position.title.as_ref().filter(|_| now) {
                    self.add(Value::Role(title.value.clone()), title);
                    if let Some(rank) = rank::of(&title.value) {
                        self.add(Value::Seniority(rank), title);
                    }
                }
                if let Some(employer) = position.employer.as_ref().filter(|_| now) {
                    self.add(Value::Employer(employer.value.clone()), employer);
                }
                if let Some(period) = &position.period {
                    self.add(Value::Dates(period.value), &period.map(period.quote.clone()));
                }
            }
            for school in &profile.schools {
                if let Some(name) = &school.name {
                    self.add(Value::School(name.value.clone()), name);
                }
                if let Some(period) = &school.period {
                    self.add(Value::Dates(period.value), &period.map(period.quote.clone()));
                }
            }
            for language in &profile.languages {
                if let Some((tongue, command)) = tongues::listed(&language.value) {
                    self.add(Value::Language(tongue, command), language);
                }
            }
        }
    }
}

/// Words and where they stand.
type Spot<'w> = (ArtifactId, String, &'w str);

fn spot<'w>(source: &Source, quote: &'w str) -> Spot<'w> {
    (source.artifact, source.place.to_string(), quote)
}

/// The words that stand in profiles and notifications, by which a claim is known for theirs.
struct Places<'c> {
    profiles: BTreeSet<Spot<'c>>,
    notifications: BTreeSet<Spot<'c>>,
}

impl<'c> Places<'c> {
    fn of(case: &'c Case) -> Self {
        let mut profiles = BTreeSet::new();
        for profile in &case.submission.profiles {
            let lists = [&profile.names, &profile.employers, &profile.roles, &profile.emails, &profile.phones];
            let single = profile.headline.iter().chain(&profile.location).chain(&profile.languages);
            let of_positions = |p: &'c crate::case::Position| p.title.iter().chain(&p.employer);
            let texts = lists.into_iter().flatten().chain(single);
            let texts = texts.chain(profile.positions.iter().flat_map(of_positions));
            let texts = texts.chain(profile.schools.iter().filter_map(|s| s.name.as_ref()));
            profiles.extend(texts.map(|fact| spot(&fact.source, &fact.quote)));
            let periods = profile.positions.iter().filter_map(|p| p.period.as_ref());
            let periods = periods.chain(profile.schools.iter().filter_map(|s| s.period.as_ref()));
            profiles.extend(periods.map(|fact| spot(&fact.source, &fact.quote)));
        }
        let notified = case.submission.messages.iter().filter_map(|m| m.notification.as_ref());
        let notified = notified.flat_map(|n| n.name.iter().chain(&n.headline));
        Self { profiles, notifications: notified.map(|fact| spot(&fact.source, &fact.quote)).collect() }
    }

    fn said_in(&self, case: &Case, source: &Source, quote: &str) -> SaidIn {
        let here = spot(source, quote);
        let kind = case.submission.artifact(source.artifact).map(|artifact| artifact.kind);
        match (kind, &source.place) {
            (_, Place::Region { .. }) => SaidIn::Picture,
            (Some(ArtifactKind::BusinessCard), _) => SaidIn::Card,
            (Some(ArtifactKind::Calendar), _) => SaidIn::Calendar,
            _ if self.profiles.contains(&here) => SaidIn::Profile,
            _ if self.notifications.contains(&here) => SaidIn::Notification,
            (_, Place::Header(name)) if !name.eq_ignore_ascii_case("subject") => SaidIn::MailHeader,
            (Some(ArtifactKind::File), _) => SaidIn::Document,
            _ => SaidIn::Message,
        }
    }
}
