//! Messages: mails, notifications, chat threads, pasted text.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ArtifactId, Fact, Source};

/// One message or thread, with what surrounds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// The artifact it was read from.
    pub artifact: ArtifactId,
    /// How it reached the employee.
    pub channel: Channel,
    /// The author: `From` of a mail. For an inline-forwarded mail the original author, never the forwarder.
    pub from: Option<Fact<Mailbox>>,
    /// `Reply-To`.
    pub reply_to: Vec<Fact<Mailbox>>,
    /// The envelope sender, from `Return-Path`.
    pub return_path: Option<Fact<Mailbox>>,
    /// `To` and `Cc`.
    pub to: Vec<Fact<Mailbox>>,
    /// `Subject`.
    pub subject: Option<Fact<String>>,
    /// When it was sent, as it says.
    pub date: Option<Fact<Timestamp>>,
    /// Offset of the sender's clock in minutes east of UTC, as the `Date` header says.
    pub utc_offset: Option<Fact<i32>>,
    /// Visible text in order: one turn for a mail, several for a thread. Quoted earlier mails are turns of their own.
    pub turns: Vec<Turn>,
    /// Links in the visible text.
    pub links: Vec<Link>,
    /// Text that the reader does not see (display:none, zero size, colour of the ground).
    pub hidden_text: Vec<Fact<String>>,
    /// What is known of the sending system.
    pub authentication: Authentication,
    /// How the mail was forwarded, if it was.
    pub forwarded: Option<Forwarding>,
    /// LinkedIn's notification around it, if it is one.
    pub notification: Option<Notification>,
    /// Header fields that signals read as they stand (`X-Mailer`, `List-Unsubscribe`, `Message-ID`, `Content-Language`, …).
    pub headers: Vec<Fact<(String, String)>>,
    /// Names of the files attached to it, as written.
    pub attachments: Vec<Fact<String>>,
}

impl Message {
    /// An empty message of an artifact.
    #[must_use]
    pub fn new(artifact: ArtifactId, channel: Channel) -> Self {
        Self {
            artifact,
            channel,
            from: None,
            reply_to: Vec::new(),
            return_path: None,
            to: Vec::new(),
            subject: None,
            date: None,
            utc_offset: None,
            turns: Vec::new(),
            links: Vec::new(),
            hidden_text: Vec::new(),
            authentication: Authentication::default(),
            forwarded: None,
            notification: None,
            headers: Vec::new(),
            attachments: Vec::new(),
        }
    }

    /// Every header of a name, as written (compared without case).
    pub fn header<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Fact<(String, String)>> {
        self.headers.iter().filter(move |h| h.value.0.eq_ignore_ascii_case(name))
    }

    pub(super) fn each_source(&mut self, f: &mut impl FnMut(&mut Source)) {
        let mut own = Source { artifact: self.artifact, place: super::Place::Whole };
        f(&mut own);
        self.artifact = own.artifact;
        let single = [&mut self.from, &mut self.return_path];
        single.into_iter().flatten().for_each(|x| f(&mut x.source));
        self.reply_to.iter_mut().chain(&mut self.to).for_each(|x| f(&mut x.source));
        self.subject.iter_mut().for_each(|x| f(&mut x.source));
        self.date.iter_mut().for_each(|x| f(&mut x.source));
        self.utc_offset.iter_mut().for_each(|x| f(&mut x.source));
        for turn in &mut self.turns {
            f(&mut turn.text.source);
            turn.speaker.iter_mut().for_each(|x| f(&mut x.source));
            turn.at.iter_mut().for_each(|x| f(&mut x.source));
        }
        self.links.iter_mut().for_each(|x| f(&mut x.target.source));
        self.hidden_text.iter_mut().chain(&mut self.attachments).for_each(|x| f(&mut x.source));
        self.headers.iter_mut().for_each(|x| f(&mut x.source));
        self.authentication.results.iter_mut().for_each(|x| f(&mut x.source));
        self.authentication.signatures.iter_mut().for_each(|x| f(&mut x.source));
        if let Some(n) = &mut self.notification {
            n.name.iter_mut().chain(&mut n.headline).for_each(|x| f(&mut x.source));
        }
    }
}

/// How a message reached the employee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Channel {
    Mail,
    LinkedInMail,
    LinkedInThread,
    WhatsApp,
    Telegram,
    KakaoTalk,
    Sms,
    Calendar,
    /// Free text of unknown origin.
    Paste,
}

/// A mail address with the name written before it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Mailbox {
    /// The display name, decoded; empty where there is none.
    pub name: String,
    /// The address in lower case; empty where there is none.
    pub address: String,
}

impl Mailbox {
    /// The host after the last `@`, in lower case; empty where there is none.
    #[must_use]
    pub fn host(&self) -> &str {
        self.address.rsplit_once('@').map_or("", |(_, host)| host)
    }

    /// The part before the last `@`.
    #[must_use]
    pub fn local(&self) -> &str {
        self.address.rsplit_once('@').map_or(&self.address, |(local, _)| local)
    }
}

/// Something one person wrote at one time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    /// Who wrote it, as displayed.
    pub speaker: Option<Fact<String>>,
    /// Whose side that is.
    pub side: Side,
    /// When, where it is told.
    pub at: Option<Fact<Timestamp>>,
    /// The words. `source` spans exactly this text.
    pub text: Fact<String>,
}

/// Whose words they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The contact's own.
    Contact,
    /// The employee's own: never counted against the contact.
    Employee,
    /// Nobody can tell; read as the contact's, for a single paste is usually what was received.
    Unknown,
    /// A third person's: the forwarder's note, a footer of the platform, a gateway's banner.
    Other,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Where it leads, unwrapped from rewriting gateways. The quote is as written.
    pub target: Fact<String>,
    /// The words it is shown as, if they differ from the address.
    pub text: Option<String>,
    /// The rewriting gateway it was unwrapped from.
    pub wrapped_by: Option<String>,
    /// Whether it stood in text that the reader cannot see.
    pub hidden: bool,
}

/// What is known about who operated the sending system. A pass says nothing more than that.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Authentication {
    /// Results of a receiving system, topmost trusted `Authentication-Results` (or ARC) first.
    pub results: Vec<Fact<AuthResult>>,
    /// The DKIM signatures on it.
    pub signatures: Vec<Fact<DkimSignature>>,
    /// The headers describe somebody else's leg (inline-forwarded): nothing can be said.
    pub unknown: bool,
}

/// One result that a receiving system recorded (RFC 8601).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthResult {
    /// The receiving system's name.
    pub authserv: String,
    /// What was checked.
    pub method: AuthMethod,
    /// The outcome.
    pub verdict: AuthVerdict,
    /// The domain it speaks of (`header.d`, `smtp.mailfrom`, `header.from`), lower case.
    pub domain: String,
}

/// A method of sender authentication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names are the standards'")]
pub enum AuthMethod {
    Spf,
    Dkim,
    Dmarc,
    Arc,
}

/// The outcome of an authentication check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names are the standards'")]
pub enum AuthVerdict {
    Pass,
    Fail,
    SoftFail,
    Neutral,
    None,
    Error,
}

/// A DKIM signature found on a mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DkimSignature {
    /// `d=`, lower case.
    pub domain: String,
    /// `s=`.
    pub selector: String,
    /// What verifying it here gave.
    pub outcome: SigningOutcome,
}

/// What verifying a signature offline gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SigningOutcome {
    /// The key was at hand and the signature holds.
    Verified,
    /// The key was at hand and the signature does not hold.
    Broken,
    /// No key was at hand.
    NotChecked,
}

/// How a mail was forwarded to us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Forwarding {
    /// As an attachment: the original headers are whole.
    Attached,
    /// In the text: the original headers are lost.
    Inline,
}

/// LinkedIn's notification around a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notification {
    /// What it announces.
    pub kind: NotificationKind,
    /// The contact's name as LinkedIn shows it.
    pub name: Option<Fact<String>>,
    /// The contact's headline.
    pub headline: Option<Fact<String>>,
    /// Whether any of the contact's own words are in it.
    pub has_text: bool,
}

/// What a LinkedIn notification announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum NotificationKind {
    InMail,
    Message,
    Invitation,
    Digest,
    Other,
}
