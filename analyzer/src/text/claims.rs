//! Who the contact says they are: names, employers, roles, addresses, numbers, each with its source.

use std::collections::BTreeSet;

use crate::case::{Case, Channel, Fact, Lang, Place, Side, Source};
use crate::reading::Sentence;
use crate::reference::{HostKind, Organisation, Reference};
use crate::text::fold::{fold, is_hangul};
use crate::text::hosts::{self, HostRole, SeenHost};
use crate::text::names;
use crate::text::phones::{self, Phone};

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

/// Works out the claims of a case.
#[must_use]
pub fn of(case: &Case, sentences: &[Sentence], seen: &[SeenHost], reference: &Reference) -> Contact {
    let mut contact = Contact::default();
    let region = match case.lang {
        Lang::Ko => "KR",
        Lang::En => {
            let hangul = sentences.iter().any(|s| s.fact.value.chars().any(is_hangul));
            if hangul { "KR" } else { "US" }
        }
    };
    from_structure(case, &mut contact, region);
    for sentence in sentences {
        let text = &sentence.fact.value;
        for (range, phone) in phones::in_text(text, region) {
            if let Some(quote) = text.get(range) {
                contact.phones.push(Fact::new(phone, quote, sentence.fact.source.clone()));
            }
        }
        emails(sentence, &mut contact);
        handles(sentence, &mut contact);
        introductions(sentence, &mut contact);
        employers(case, sentence, reference, &mut contact);
    }
    signatures(case, reference, &mut contact);
    own_domains(seen, reference, &mut contact);
    contact.employers.sort_by_key(|e| e.relation);
    tidy(case, &mut contact);
    contact
}

/// What mails, notifications, threads, invitations and cards carry outside their prose.
fn from_structure(case: &Case, contact: &mut Contact, region: &str) {
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
        contact.emails.extend(message.reply_to.iter().filter(|r| !r.value.address.is_empty()).map(|r| r.map(r.value.address.clone())));
        if let Some(notification) = &message.notification {
            contact.names.extend(notification.name.iter().filter(|n| names::personal(&n.value)).cloned());
            contact.roles.extend(notification.headline.clone());
        }
        for turn in &message.turns {
            if turn.side == Side::Contact
                && let Some(speaker) = &turn.speaker
                && names::personal(&speaker.value)
            {
                contact.names.push(speaker.clone());
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
            organisation: None,
            relation: Relation::WorksFor,
        }));
    }
}

fn emails(sentence: &Sentence, contact: &mut Contact) {
    for word in sentence.fact.value.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | ',' | ';' | '"' | '[' | ']')) {
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

/// Messenger handles: links to messengers and `Telegram: @name` forms.
fn handles(sentence: &Sentence, contact: &mut Contact) {
    const APPS: [(&str, &[&str]); 8] = [
        ("telegram", &["telegram", "텔레그램"]), ("whatsapp", &["whatsapp", "왓츠앱", "와츠앱"]), ("signal", &["signal", "시그널"]),
        ("wechat", &["wechat", "위챗"]), ("line", &["line id", "라인 아이디", "라인 id"]), ("kakaotalk", &["kakaotalk", "카카오톡", "카톡"]),
        ("discord", &["discord", "디스코드"]), ("skype", &["skype", "스카이프"]),
    ];
    let folded = fold(&sentence.fact.value);
    for (host, app) in [("t.me/", "telegram"), ("wa.me/", "whatsapp"), ("line.me/", "line"), ("open.kakao.com/", "kakaotalk"), ("signal.me/", "signal"), ("discord.gg/", "discord")] {
        if let Some((_, rest)) = folded.split_once(host) {
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '+' | '-' | '/' | '#')).collect();
            contact.handles.push(sentence.fact.map(format!("{app}:{name}")));
        }
    }
    for (app, words) in APPS {
        if words.iter().any(|w| folded.contains(w))
            && let Some(name) = folded.split_whitespace().find_map(|w| w.trim_matches(|c: char| !(c.is_alphanumeric() || c == '@' || c == '_')).strip_prefix('@'))
            && name.len() >= 3
            && !name.contains('@')
        {
            contact.handles.push(sentence.fact.map(format!("{app}:{name}")));
        }
    }
}

/// "My name is …", "This is … from …", "저는 … 입니다", "…라고 합니다".
fn introductions(sentence: &Sentence, contact: &mut Contact) {
    let text = &sentence.fact.value;
    let lower = text.to_lowercase();
    for opening in ["my name is ", "my name's ", "this is ", "i'm ", "i am ", "i’m "] {
        let Some(at) = lower.find(opening) else { continue };
        if at > 40 || lower.len() != text.len() {
            continue;
        }
        let Some(rest) = text.get(at + opening.len()..) else { continue };
        let words: Vec<&str> = rest
            .split(|c: char| c.is_whitespace())
            .take_while(|w| w.chars().next().is_some_and(char::is_uppercase))
            .take(3)
            .collect();
        let name = words.join(" ");
        let name = name.split([',', '.', ';', '!', '–', '—']).next().unwrap_or("").trim();
        if name.contains(' ') && names::personal(name) && !lower.get(..at).is_some_and(|b| b.contains("not ")) {
            contact.names.push(Fact::new(name.to_owned(), text.clone(), sentence.fact.source.clone()));
        }
    }
    for ending in ["라고 합니다", "이라고 합니다", "입니다"] {
        let Some((before, _)) = text.split_once(ending) else { continue };
        let Some(word) = before.split_whitespace().last() else { continue };
        let mut name = word.to_owned();
        for title in ["매니저", "과장", "차장", "부장", "대리", "팀장", "이사", "상무", "책임", "선임", "수석", "대표", "컨설턴트"] {
            if let Some(stem) = name.strip_suffix(title) {
                name = stem.to_owned();
            }
        }
        if name.is_empty() {
            name = before.split_whitespace().rev().nth(1).unwrap_or("").to_owned();
        }
        let name = name.trim_end_matches('이').to_owned();
        let surname = name.chars().next();
        if name.chars().count() == 3
            && name.chars().all(is_hangul)
            && surname.is_some_and(|c| "김이박최정강조윤장임오한신서권황안송류유홍전고문양손배백허남심노하곽성차주우구민진나지엄변채원방천공현함여염석설마길표명기반왕금옥육인맹제모탁국어은편용예봉사부가복태목형피두감호음빈동온시범좌팽승간상".contains(c))
            && (ending != "입니다" || contact_words(before))
            && names::personal(&name)
        {
            contact.names.push(Fact::new(name, text.clone(), sentence.fact.source.clone()));
        }
    }
}

fn contact_words(before: &str) -> bool {
    ["저는", "담당", "에서", "소속", "팀", "헤드헌터", "리크루터", "컨설턴트", "안녕하세요", "의"].iter().any(|w| before.contains(w))
}

/// Organisations named in a sentence, and how the contact stands to them.
fn employers(case: &Case, sentence: &Sentence, reference: &Reference, contact: &mut Contact) {
    let folded = fold(&sentence.fact.value);
    for seen in reference.organisations.in_text(&folded, false) {
        if case.org.as_ref().is_some_and(|own| is_own(own, seen.organisation)) {
            continue;
        }
        // Inside an address or a link a name is no claim; hosts are judged elsewhere.
        let around = folded.get(..seen.span.0).and_then(|t| t.chars().next_back());
        let next = folded.get(seen.span.1..).and_then(|t| t.chars().next());
        if matches!(around, Some('@' | '.' | '/' | '-' | '_')) || matches!(next, Some('.' | '/' | '-' | '_' | '@')) && !sentence_end(&folded, seen.span.1) {
            continue;
        }
        let before = folded.get(..seen.span.0).unwrap_or("");
        let after = folded.get(seen.span.1..).unwrap_or("");
        let relation = relation(before, after);
        contact.employers.push(Employer {
            name: Fact::new(seen.organisation.name.clone(), sentence.fact.value.clone(), sentence.fact.source.clone()),
            organisation: Some(std::sync::Arc::new(seen.organisation.clone())),
            relation,
        });
    }
    if let Some(name) = unlisted(&sentence.fact.value)
        && reference.organisations.named(&name).is_none()
    {
        contact.employers.push(Employer {
            name: Fact::new(name, sentence.fact.value.clone(), sentence.fact.source.clone()),
            organisation: None,
            relation: Relation::WorksFor,
        });
    }
}

fn sentence_end(folded: &str, at: usize) -> bool {
    folded.get(at..).is_some_and(|rest| {
        let mut chars = rest.chars();
        chars.next() == Some('.') && chars.next().is_none_or(char::is_whitespace)
    })
}

fn is_own(own: &crate::case::OrgFile, seen: &Organisation) -> bool {
    let squeeze = crate::text::fold::squeeze;
    std::iter::once(&own.name).chain(&own.aliases).any(|name| seen.names().any(|n| squeeze(n) == squeeze(name)))
}

/// How the words around a name relate the contact to it.
fn relation(before: &str, after: &str) -> Relation {
    let tail: String = before.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
    let head: String = after.chars().take(40).collect();
    let ends = |words: &[&str]| words.iter().any(|w| tail.trim_end().ends_with(w));
    let has = |words: &[&str]| words.iter().any(|w| tail.contains(w));
    let follows = |words: &[&str]| words.iter().any(|w| head.trim_start().starts_with(w) || head.contains(w));
    if has(&["your work at", "your experience at", "your time at", "you are at", "you're at", "your role at", "your background at", "currently at", "재직 중이신", "다니시는", "근무하시는", "귀하의", "former", "previously", "ex-", "such as", "like ", "competitor", "출신", "mentioned"])
        || follows(&["에서 근무하시", "에 재직", "에서의 경력", "재직 중이신", "에 계신", "에 다니", "출신", "is a registered trademark"])
    {
        return Relation::Mentions;
    }
    let self_words = [
        "i am ", "i'm ", "i’m ", "my name is", "this is ", "i work", "we at", "here at", "on behalf of", "i recruit", "recruiter at",
        "recruiter for", "acquisition at", "acquisition for", "manager at", "partner at", "lead at", "hr at", "join us at", "from the ", "of the ", "writing from",
        "저는", "저희",
    ];
    if has(&self_words) && !has(&["client", "고객사"]) || ends(&["| ", "- ", "– ", "@ "]) || tail.trim().is_empty() && (head.trim().is_empty() || follows(&["talent", "recruit", "hr", "careers", "human resources", "채용", "인사"]))
        || follows(&["에서 채용", "채용담당", "채용 담당", "인사팀", "채용팀", "인재", "소속", "리크루", "의 채용", " talent", " recruit", " hr", " careers", " hiring team"])
    {
        return Relation::WorksFor;
    }
    if has(&["role at", "position at", "opening at", "opportunity at", "opportunity with", "role with", "job at", "client", "hiring for", "career at", "careers at", "join ", "offer from", "invited by", "interview with", "interview at", "application to", "application at", "applying to", "for our", "team at", "고객사", "interest in"])
        || follows(&[" is hiring", " is looking", " are looking", "has an opening", " is expanding", "포지션", "채용", "입사", "공고", "직무", "에서 모집", "에서 사람을", "이직"])
    {
        return Relation::RecruitsFor;
    }
    Relation::Mentions
}

/// An organisation that is named as the contact's own and that no list knows: "recruiter at Brightway Talent Partners".
fn unlisted(text: &str) -> Option<String> {
    const OPENINGS: [&str; 14] = [
        "recruiter at ", "recruiter with ", "recruiter for ", "consultant at ", "consultant with ", "partner at ",
        "acquisition at ", "acquisition partner at ", "manager at ", "i work for ", "i work at ", "lead at ", "director at ",
        "specialist at ",
    ];
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    let (at, opening) = OPENINGS.iter().find_map(|o| lower.find(o).map(|at| (at, *o)))?;
    if lower.get(..at).is_some_and(|b| b.contains("your ") || b.contains("you ")) {
        return None;
    }
    let rest = text.get(at + opening.len()..)?;
    let words: Vec<&str> = rest
        .split_whitespace()
        .take_while(|w| w.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || c == '&') || matches!(*w, "of" | "and" | "&"))
        .take(5)
        .collect();
    let name = words.join(" ");
    let name = name.split([',', ';', '(', '|', '!', '?']).next()?.trim().trim_end_matches('.').trim_end_matches(" and").to_owned();
    (name.chars().count() >= 3).then_some(name)
}

/// Signature blocks: short lines at the end of a mail, name first, then role and employer.
fn signatures(case: &Case, reference: &Reference, contact: &mut Contact) {
    for message in &case.submission.messages {
        for turn in message.turns.iter().filter(|t| matches!(t.side, Side::Contact | Side::Unknown)) {
            let lines: Vec<&str> = turn.text.value.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
            let from = lines.len().saturating_sub(9);
            let tail = lines.get(from..).unwrap_or_default();
            let Some(greeting) = tail.iter().rposition(|l| closing(l)) else { continue };
            let block = tail.get(greeting..).unwrap_or_default();
            for (at, line) in block.iter().enumerate() {
                if line.chars().count() > 90 {
                    continue;
                }
                let source = Source { artifact: turn.text.source.artifact, place: span_of(&turn.text, line) };
                let rest = if at == 0 { after_closing(line) } else { line };
                let first = rest.split(['|', ',', '/']).next().unwrap_or("").trim();
                if at <= 1 && name_like(first) {
                    contact.names.push(Fact::new(first.to_owned(), *line, source.clone()));
                }
                let folded = fold(line);
                for seen in reference.organisations.in_text(&folded, true) {
                    let addressed = folded.get(..seen.span.0).is_some_and(|b| b.ends_with(['@', '.', '/', '-']));
                    let starts = folded.get(seen.span.1..).and_then(|t| t.chars().next()).is_some_and(|c| matches!(c, '.' | '-' | '/'));
                    if at > 0 && !addressed && !starts && !case.org.as_ref().is_some_and(|own| is_own(own, seen.organisation)) {
                        contact.employers.push(Employer {
                            name: Fact::new(seen.organisation.name.clone(), *line, source.clone()),
                            organisation: Some(std::sync::Arc::new(seen.organisation.clone())),
                            relation: Relation::WorksFor,
                        });
                    }
                }
                if at > 0 && ROLE_WORDS.iter().any(|w| folded.contains(w)) {
                    contact.roles.push(Fact::new((*line).to_owned(), *line, source));
                }
            }
        }
    }
}

/// Words that make a line a job title of somebody who hires.
pub const ROLE_WORDS: [&str; 26] = [
    "recruit", "talent", "sourcer", "sourcing", "hr ", "human resources", "headhunter", "staffing", "hiring", "people partner",
    "people operations", "search consultant", "executive search", "resourcer", "researcher, executive", "manager", "director", "consultant",
    "채용", "인사", "헤드헌터", "서치펌", "리크루", "인재", "피플", "컨설턴트",
];

fn closing(line: &str) -> bool {
    const CLOSINGS: [&str; 24] = [
        "regards", "best", "kind regards", "warm regards", "best regards", "sincerely", "thanks", "thank you", "many thanks",
        "cheers", "yours", "respectfully", "all the best", "best wishes", "with kind", "warmly", "talk soon", "감사합니다", "드림", "올림", "배상",
        "thanks and", "cordially", "--",
    ];
    let folded = fold(line);
    folded.chars().count() <= 60 && CLOSINGS.iter().any(|c| folded.starts_with(c) || (c.chars().any(is_hangul) && folded.trim_end_matches('.').ends_with(c)))
}

fn after_closing(line: &str) -> &str {
    for end in [" 드림", " 올림", " 배상"] {
        if let Some(name) = line.trim_end_matches('.').strip_suffix(end) {
            return name;
        }
    }
    line.split_once(',').map_or("", |(_, rest)| rest.trim())
}

fn name_like(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let hangul = text.chars().all(|c| is_hangul(c) || c == ' ') && (2..=5).contains(&text.chars().filter(|c| is_hangul(*c)).count());
    let latin = (2..=4).contains(&words.len())
        && words.iter().all(|w| w.chars().next().is_some_and(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’')));
    (hangul || latin) && names::personal(text) && !ROLE_WORDS.iter().any(|w| fold(text).contains(w.trim()))
}

fn span_of(turn: &Fact<String>, line: &str) -> Place {
    let Place::Text { start, .. } = turn.source.place else { return turn.source.place.clone() };
    match turn.value.find(line) {
        Some(at) => {
            let before = turn.value.get(..at).map_or(0, |t| t.chars().count());
            let from = start.saturating_add(u32::try_from(before).unwrap_or(u32::MAX));
            Place::Text { start: from, end: from.saturating_add(u32::try_from(line.chars().count()).unwrap_or(u32::MAX)) }
        }
        None => turn.source.place.clone(),
    }
}

/// Domains that the contact chose: senders and links that no platform and no known organisation runs.
fn own_domains(seen: &[SeenHost], reference: &Reference, contact: &mut Contact) {
    for host in seen {
        if matches!(host.role, HostRole::File | HostRole::ReturnPath) {
            continue;
        }
        if !hosts::is_shared(&host.host.value, host.url.as_deref(), reference) && !reference.hosts.is(HostKind::Academic, &host.host.value) {
            contact.domains.push(host.host.map(host.domain.clone()));
        }
        if let Some(url) = &host.url
            && (url.contains("linkedin.com/in/") || url.contains("linkedin.com/pub/"))
        {
            contact.profile_urls.push(host.host.map(url.clone()));
        }
    }
}

/// Fills in organisations, drops repetitions and the employee's own names and addresses.
fn tidy(case: &Case, contact: &mut Contact) {
    let own_domains: Vec<&str> = case.org.iter().flat_map(|o| &o.domains).map(String::as_str).collect();
    let recipients: BTreeSet<&str> =
        case.submission.messages.iter().flat_map(|m| &m.to).map(|to| to.value.address.as_str()).collect();
    contact.emails.retain(|email| {
        !recipients.contains(email.value.as_str())
            && !email.value.rsplit_once('@').is_some_and(|(_, host)| own_domains.iter().any(|d| crate::reference::at_or_below(host, d)))
    });
    let recipient_names: Vec<String> =
        case.submission.messages.iter().flat_map(|m| &m.to).map(|to| fold(&to.value.name)).filter(|n| !n.is_empty()).collect();
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
