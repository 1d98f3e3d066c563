//! A case as a signal's page writes it down in TOML. Everything is optional; the words are the contact's.

use analyzer::case::{
    Artifact, ArtifactId, ArtifactKind, AuthMethod, AuthResult, AuthVerdict, Case, Channel, ContactRole, DkimSignature,
    Face, Fact, FileKind, FileReport, FileTrait, Forwarding, Gap, Lang, Link, Lookup, Mailbox, Message, Notification,
    NotificationKind, OrgFile, Period, PhotoMatch, Picture, PictureNote, Place, Position, Profile, School, Side,
    Sighting, SigningOutcome, Source, Submission, Turn, Verification, When,
};
use analyzer::finding::Strength;
use analyzer::photo::Hash256;
use jiff::Timestamp;
use serde::Deserialize;

/// The page's block.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct PageCase {
    /// How strong the strongest finding must be, under `## Fires`.
    pub expect: Option<Strength>,
    /// Under `## Stays silent`: the signal must answer that it could not look.
    pub missing: bool,
    as_of: Option<Timestamp>,
    lang: Lang,
    role: ContactRole,
    channel: Option<Channel>,
    /// `Dana Reed <dana@acme.example>`.
    from: Option<String>,
    reply_to: Option<String>,
    return_path: Option<String>,
    to: Option<String>,
    subject: Option<String>,
    date: Option<Timestamp>,
    /// Minutes east of UTC.
    utc_offset: Option<i32>,
    /// One turn of the contact.
    text: Option<String>,
    turns: Vec<PageTurn>,
    links: Vec<PageLink>,
    hidden: Option<String>,
    /// `dmarc fail acme.example`.
    authentication: Vec<String>,
    /// `verified linkedin.com`, `broken acme.example`, `not-checked acme.example`.
    signatures: Vec<String>,
    forwarded: Option<Forwarding>,
    notification: Option<PageNotification>,
    headers: Vec<(String, String)>,
    profile: Option<PageProfile>,
    /// A second profile of the same submission.
    other_profile: Option<PageProfile>,
    files: Vec<PageFile>,
    org: Option<OrgFile>,
    lookups: Vec<Lookup>,
    sightings: Vec<Sighting>,
    pictures: Vec<PagePicture>,
    photos: Vec<PhotoMatch>,
    /// Names of things that could not be read.
    gaps: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PageTurn {
    side: Side,
    #[serde(default)]
    speaker: Option<String>,
    #[serde(default)]
    at: Option<Timestamp>,
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum PageLink {
    Bare(String),
    Shown { to: String, shown: String },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PageNotification {
    kind: NotificationKind,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    headline: Option<String>,
    #[serde(default)]
    has_text: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct PageProfile {
    name: Option<String>,
    headline: Option<String>,
    employer: Option<String>,
    location: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    url: Option<String>,
    verified_workplace: Option<String>,
    /// The page says that nothing was verified.
    nothing_verified: bool,
    gone: bool,
    about: Option<String>,
    positions: Vec<PagePosition>,
    schools: Vec<PageSchool>,
    /// `2026-03`.
    joined: Option<String>,
    connections: Option<u32>,
    languages: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct PagePosition {
    title: Option<String>,
    employer: Option<String>,
    place: Option<String>,
    about: Option<String>,
    from: Option<String>,
    until: Option<String>,
    present: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct PageSchool {
    name: Option<String>,
    degree: Option<String>,
    field: Option<String>,
    from: Option<String>,
    until: Option<String>,
    present: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PagePicture {
    name: String,
    /// How many faces; one if it isn't told.
    #[serde(default = "one")]
    faces: usize,
    /// Width and height.
    #[serde(default = "upright")]
    size: (u32, u32),
    /// Where eyes, nose and corners of the mouth are.
    #[serde(default = "landmarks")]
    landmarks: [[f32; 2]; 5],
    #[serde(default)]
    notes: Vec<(PictureNote, String)>,
}

fn one() -> usize {
    1
}

fn upright() -> (u32, u32) {
    (300, 340)
}

fn landmarks() -> [[f32; 2]; 5] {
    [[120.0, 140.0], [180.0, 140.0], [150.0, 180.0], [128.0, 210.0], [172.0, 210.0]]
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PageFile {
    name: String,
    kind: FileKind,
    /// Trait and the words that show it.
    #[serde(default)]
    traits: Vec<(FileTrait, String)>,
    #[serde(default)]
    urls: Vec<String>,
}

const MESSAGE: ArtifactId = ArtifactId(0);

fn at(place: Place) -> Source {
    Source { artifact: MESSAGE, place }
}

fn text(value: &str, place: Place) -> Fact<String> {
    Fact::text(value, at(place))
}

fn mailbox(written: &str, header: &str) -> Fact<Mailbox> {
    let (name, address) = match written.split_once('<') {
        Some((name, rest)) => (name.trim(), rest.trim_end_matches('>').trim()),
        None => ("", written.trim()),
    };
    let mailbox = Mailbox { name: name.to_owned(), address: address.to_lowercase() };
    Fact::new(mailbox, written, at(Place::Header(header.to_owned())))
}

impl PageCase {
    /// The case it describes.
    pub fn case(&self) -> Case {
        let mut submission = Submission::default();
        submission.add_artifact(Artifact::of("message", ArtifactKind::Email, b"page"));
        submission.messages.push(self.message());
        submission.profiles.extend(self.profile.iter().chain(&self.other_profile).map(profile));
        submission.files.extend(self.files.iter().map(file));
        submission.pictures.extend(self.pictures.iter().map(picture));
        let gap = |name: &String| Gap { name: name.clone(), why: "not read".into(), why_ko: "읽지 못함".into() };
        submission.gaps.extend(self.gaps.iter().map(gap));
        Case {
            as_of: self.as_of.unwrap_or_else(|| "2026-05-04T09:00:00Z".parse().unwrap()),
            lang: self.lang,
            role: self.role,
            submission,
            org: self.org.clone(),
            lookups: self.lookups.clone(),
            sightings: self.sightings.clone(),
            photos: self.photos.clone(),
        }
    }

    fn message(&self) -> Message {
        let channel = self.channel.unwrap_or(if self.from.is_some() { Channel::Mail } else { Channel::Paste });
        let mut message = Message::new(MESSAGE, channel);
        message.from = self.from.as_deref().map(|m| mailbox(m, "From"));
        message.reply_to = self.reply_to.iter().map(|m| mailbox(m, "Reply-To")).collect();
        message.return_path = self.return_path.as_deref().map(|m| mailbox(m, "Return-Path"));
        message.to = self.to.iter().map(|m| mailbox(m, "To")).collect();
        message.subject = self.subject.as_deref().map(|s| text(s, Place::Header("Subject".into())));
        message.date = self.date.map(|d| Fact::new(d, d.to_string(), at(Place::Header("Date".into()))));
        message.utc_offset =
            self.utc_offset.map(|o| Fact::new(o, format!("UTC offset {o} min"), at(Place::Header("Date".into()))));
        message.hidden_text = self.hidden.iter().map(|h| text(h, Place::Hidden)).collect();
        message.forwarded = self.forwarded.clone();
        message.headers = self
            .headers
            .iter()
            .map(|(name, value)| {
                Fact::new((name.clone(), value.clone()), value.clone(), at(Place::Header(name.clone())))
            })
            .collect();
        message.notification = self.notification.as_ref().map(|n| Notification {
            kind: n.kind,
            name: n.name.as_deref().map(|v| text(v, Place::Header("From".into()))),
            headline: n.headline.as_deref().map(|v| text(v, Place::Whole)),
            has_text: n.has_text,
        });
        message.links = self
            .links
            .iter()
            .map(|link| {
                let (to, shown) = match link {
                    PageLink::Bare(to) => (to, None),
                    PageLink::Shown { to, shown } => (to, Some(shown.clone())),
                };
                Link { target: text(to, Place::Link), text: shown, wrapped_by: None, hidden: false }
            })
            .collect();
        message.authentication.results = self.authentication.iter().map(|r| result(r)).collect();
        message.authentication.signatures = self.signatures.iter().map(|s| signature(s)).collect();
        let mut offset = 0;
        let mut turn = |side, speaker: Option<&str>, when: Option<Timestamp>, words: &str| {
            let length = u32::try_from(words.chars().count()).unwrap();
            let fact = text(words, Place::Text { start: offset, end: offset + length });
            offset += length + 1;
            let at = when.map(|w| fact.map(w));
            message.turns.push(Turn { speaker: speaker.map(|s| fact.map(s.to_owned())), side, at, text: fact });
        };
        if let Some(words) = &self.text {
            turn(Side::Contact, None, None, words);
        }
        for t in &self.turns {
            turn(t.side, t.speaker.as_deref(), t.at, &t.text);
        }
        message
    }
}

fn result(written: &str) -> Fact<AuthResult> {
    let words: Vec<&str> = written.split_whitespace().collect();
    let method = match words[0] {
        "spf" => AuthMethod::Spf,
        "dkim" => AuthMethod::Dkim,
        "dmarc" => AuthMethod::Dmarc,
        "arc" => AuthMethod::Arc,
        other => panic!("no method {other}"),
    };
    let verdict = match words[1] {
        "pass" => AuthVerdict::Pass,
        "fail" => AuthVerdict::Fail,
        "softfail" => AuthVerdict::SoftFail,
        "neutral" => AuthVerdict::Neutral,
        "none" => AuthVerdict::None,
        other => panic!("no verdict {other}"),
    };
    let result = AuthResult { authserv: "mx.own.example".into(), method, verdict, domain: words[2].to_owned() };
    Fact::new(result, written, at(Place::Header("Authentication-Results".into())))
}

fn signature(written: &str) -> Fact<DkimSignature> {
    let (outcome, domain) = written.split_once(' ').unwrap();
    let outcome = match outcome {
        "verified" => SigningOutcome::Verified,
        "broken" => SigningOutcome::Broken,
        _ => SigningOutcome::NotChecked,
    };
    Fact::new(
        DkimSignature { domain: domain.to_owned(), selector: "s1".into(), outcome },
        written,
        at(Place::Header("DKIM-Signature".into())),
    )
}

fn profile(page: &PageProfile) -> Profile {
    let one = |value: &Option<String>, name: &str| value.as_deref().map(|v| text(v, Place::Property(name.to_owned())));
    Profile {
        names: one(&page.name, "name").into_iter().collect(),
        headline: one(&page.headline, "headline"),
        employers: one(&page.employer, "employer").into_iter().collect(),
        roles: Vec::new(),
        location: one(&page.location, "location"),
        emails: one(&page.email, "email").into_iter().collect(),
        phones: one(&page.phone, "phone").into_iter().collect(),
        urls: one(&page.url, "url").into_iter().collect(),
        verification: verification(page),
        gone: page.gone.then(|| Fact::new((), "This profile is not available", at(Place::Whole))),
        about: one(&page.about, "about"),
        positions: page
            .positions
            .iter()
            .map(|p| Position {
                title: one(&p.title, "position"),
                employer: one(&p.employer, "position"),
                place: one(&p.place, "position"),
                period: period(&p.from, &p.until, p.present, "position"),
                about: one(&p.about, "position"),
            })
            .collect(),
        schools: page
            .schools
            .iter()
            .map(|s| School {
                name: one(&s.name, "school"),
                degree: one(&s.degree, "school"),
                field: one(&s.field, "school"),
                period: period(&s.from, &s.until, s.present, "school"),
            })
            .collect(),
        joined: page.joined.as_deref().map(|j| Fact::new(when(j), j, at(Place::Property("joined".into())))),
        photo_changed: None,
        connections: page
            .connections
            .map(|c| Fact::new(c, format!("{c} connections"), at(Place::Property("connections".into())))),
        languages: page.languages.iter().map(|l| text(l, Place::Property("language".into()))).collect(),
    }
}

fn verification(page: &PageProfile) -> Option<Fact<Verification>> {
    let source = at(Place::Property("verification".into()));
    match &page.verified_workplace {
        Some(workplace) => Some(Fact::new(Verification::Workplace(workplace.clone()), workplace.clone(), source)),
        None => page.nothing_verified.then(|| Fact::new(Verification::None, "No verifications", source)),
    }
}

/// `2019-03` or `2019`.
fn when(written: &str) -> When {
    let (year, month) = written.split_once('-').map_or((written, None), |(year, month)| (year, Some(month)));
    When { year: year.parse().unwrap(), month: month.map(|m| m.parse().unwrap()) }
}

fn period(from: &Option<String>, until: &Option<String>, present: bool, name: &str) -> Option<Fact<Period>> {
    if from.is_none() && until.is_none() && !present {
        return None;
    }
    let quote = format!(
        "{} – {}",
        from.as_deref().unwrap_or(""),
        until.as_deref().unwrap_or(if present { "present" } else { "" })
    );
    let value = Period { from: from.as_deref().map(when), until: until.as_deref().map(when), present };
    Some(Fact::new(value, quote, at(Place::Property(name.to_owned()))))
}

fn picture(page: &PagePicture) -> Picture {
    let face = Face { confidence: 0.9, landmarks: page.landmarks, patches: Default::default() };
    Picture {
        name: text(&page.name, Place::Whole),
        width: page.size.0,
        height: page.size.1,
        whole: [Hash256([1; 4]); 2],
        quality: 100,
        faces: vec![face; page.faces],
        notes: page.notes.iter().map(|(note, quote)| Fact::new(*note, quote.clone(), at(Place::Whole))).collect(),
    }
}

fn file(page: &PageFile) -> FileReport {
    let place = || Place::Member(page.name.clone());
    FileReport {
        name: text(&page.name, place()),
        kind: page.kind,
        digest: String::new(),
        size: 1000,
        traits: page.traits.iter().map(|(t, quote)| Fact::new(*t, quote.clone(), at(place()))).collect(),
        urls: page.urls.iter().map(|u| text(u, place())).collect(),
    }
}
