//! Saved pages: LinkedIn's, with or without being logged in, and any page that tells of a person in JSON-LD.
//!
//! Class names change from year to year, so hardly any is relied on: what a line is follows from its heading, from the
//! list it stands in, and from what it says. LinkedIn writes most texts twice, for the eye (`aria-hidden`) and for
//! screen readers (`visually-hidden`); the eye's are read.

mod outline;

use analyzer::case::{ArtifactId, Fact, Place, Profile, Source, Verification};

use super::entry::{self, Entry};
use super::section::{self, Section};
use super::{about_profile, contact, json};
use crate::mail::html;
use outline::{Mark, Outline};

pub(super) use outline::Row;

/// Most bytes of a page that are read.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// How many lines below the name may hold headline, place and connections.
const TOP: usize = 40;

/// Reads a page, and tells whether it is a profile and nothing else; `None` if it tells of no person.
pub(super) fn read(page: &str, id: ArtifactId) -> Option<(Profile, bool)> {
    if page.len() > MOST_BYTES {
        return None;
    }
    // What grows too much is no profile; its words are read elsewhere.
    let outline = Outline::of(&html::tree(page)?);
    let linkedin = outline.is_linkedin(page);
    let mut told: Vec<Profile> = outline.data.iter().filter_map(|text| json::read(text, id)).collect();
    if !linkedin {
        // A page of another kind is about a person if it says so in its data.
        told.truncate(1);
        return told.pop().map(|profile| (profile, false));
    }
    let mut profile = outline.linkedin(id);
    for other in told {
        fill(&mut profile, other);
    }
    if outline.outside() && profile.positions.is_empty() {
        profile.names.clear();
        return Some((profile, true));
    }
    let gone = outline.gone(id);
    if gone.is_some() && profile.positions.is_empty() {
        return Some((Profile { gone, ..Profile::default() }, true));
    }
    let full = profile.headline.is_some() || !profile.positions.is_empty() || !profile.schools.is_empty();
    (!profile.names.is_empty() && full).then_some((profile, true))
}

/// Takes from another telling of the same person what is missing.
fn fill(profile: &mut Profile, other: Profile) {
    let Profile { names, headline, location, about, positions, schools, employers, roles, .. } = other;
    let same = match (profile.names.first(), names.first()) {
        (Some(one), Some(other)) => one.value.to_lowercase() == other.value.to_lowercase(),
        _ => true,
    };
    if !same {
        return;
    }
    profile.headline = profile.headline.take().or(headline);
    profile.location = profile.location.take().or(location);
    profile.about = profile.about.take().or(about);
    for (own, other) in [(&mut profile.names, names), (&mut profile.employers, employers), (&mut profile.roles, roles)]
    {
        if own.is_empty() {
            *own = other;
        }
    }
    for url in other.urls {
        if !profile.urls.iter().any(|u| u.value == url.value) {
            profile.urls.push(url);
        }
    }
    if profile.positions.is_empty() {
        profile.positions = positions;
    }
    if profile.schools.is_empty() {
        profile.schools = schools;
    }
    profile.connections = profile.connections.take().or(other.connections);
}

impl Outline {
    fn meta(&self, name: &str) -> Option<&str> {
        self.metas.iter().find(|(n, _)| n == name).map(|(_, content)| content.trim()).filter(|c| !c.is_empty())
    }

    /// Whether LinkedIn made it, and it is about one person.
    fn is_linkedin(&self, page: &str) -> bool {
        let lower = self.title.to_lowercase();
        let branded = lower.ends_with("linkedin") || lower.ends_with("링크드인");
        let served =
            page.contains("licdn.com") || page.contains("linkedin.com/in/") || page.contains("linkedin.com/company/");
        let url = self.meta("og:url").is_some_and(|url| url.contains("linkedin.com/in/"));
        let person = self.meta("og:type") == Some("profile")
            || self.meta("profile:first_name").is_some()
            || self
                .rows
                .iter()
                .any(|r| r.heading > 0 && matches!(r.subject(), Some(Section::Experience | Section::Education)));
        (served || branded) && (person || url || page.contains("overlay/about-this-profile"))
            || branded && (self.gone_row().is_some() || self.outside())
    }

    /// Whether it says that the reader is not connected, and so sees no name; that account is there.
    fn outside(&self) -> bool {
        const OUTSIDE: [&str; 6] = [
            "outside your network", "out of your network", "out-of-network", "grow your network", "인맥 밖",
            "1촌을 늘리",
        ];
        let says = |row: &Row| {
            let lower = row.text.to_lowercase();
            OUTSIDE.iter().any(|o| lower.contains(o))
        };
        self.rows.iter().take(200).any(says)
    }

    /// The row that says that there is no such profile.
    fn gone_row(&self) -> Option<&Row> {
        const GONE: [&str; 14] = [
            "page not found",
            "this page doesn’t exist",
            "this page doesn't exist",
            "profile not found",
            "this profile is not available",
            "this profile isn't available",
            "profile unavailable",
            "this linkedin profile is not available",
            "linkedin member",
            "linkedin 회원",
            "페이지를 찾을 수 없습니다",
            "페이지를 찾을 수 없음",
            "이 프로필을 사용할 수 없습니다",
            "존재하지 않는 페이지입니다",
        ];
        if self.outside() {
            return None;
        }
        let is = |text: &str| GONE.contains(&text.trim_end_matches(['.', '!', ' ']).to_lowercase().as_str());
        self.rows.iter().take(200).find(|row| row.heading > 0 && is(&row.text))
    }

    fn gone(&self, id: ArtifactId) -> Option<Fact<()>> {
        self.gone_row().map(|row| fact(row, id, "name").map(()))
    }

    /// LinkedIn's page, as its rows tell.
    fn linkedin(&self, id: ArtifactId) -> Profile {
        let mut profile = Profile::default();
        let named = self.rows.iter().position(|row| row.heading == 1 && is_name(&row.text));
        match named {
            Some(at) => profile.names.extend(self.rows.get(at).map(|row| super::name(&fact(row, id, "name")))),
            None => profile.names.extend(self.name_of_title(id)),
        }
        let first_section = self.sections().map(|(at, _)| at).find(|at| named.is_none_or(|n| *at > n));
        let top = named.map_or(0, |n| n + 1);
        let end = first_section.unwrap_or(self.rows.len()).min(top + TOP);
        let head = self.rows.get(top..end).unwrap_or_default();
        let marked = |mark| head.iter().find(|row| row.mark == mark && row.text.chars().any(char::is_alphanumeric));
        let beside = |row: &&Row| {
            let bare = row.text.trim_start_matches(['·', ' ']);
            !bare.starts_with(|c: char| c.is_ascii_digit() || c == '(' || c == '-')
                && !is_pronoun(bare)
                && row.item == 0
        };
        let headline = marked(Mark::Headline).or_else(|| head.iter().take(6).find(beside).filter(|_| named.is_some()));
        profile.headline = headline.map(|row| fact(row, id, "headline"));
        let before_contact = || {
            let at =
                head.iter().position(|row| matches!(row.text.to_lowercase().as_str(), "contact info" | "연락처"))?;
            head.get(at.checked_sub(1)?).filter(|row| row.text != "·")
        };
        let place = marked(Mark::Location).or_else(before_contact);
        profile.location = place.map(|row| entry::bare(&fact(row, id, "location")));
        profile.connections =
            head.iter().find_map(|row| Some(fact(row, id, "connections").map(connections(&row.text)?)));
        for (at, section) in self.sections() {
            let Some(rows) = self.below(at) else { continue };
            match section {
                Section::Summary if profile.about.is_none() => {
                    let lines: Vec<_> =
                        rows.iter().filter(|r| !is_button(&r.text)).map(|r| fact(r, id, "about")).collect();
                    profile.about = entry::joined(&lines);
                }
                Section::Experience if profile.positions.is_empty() => {
                    profile.positions = entry::positions(&self.entries(rows, id, "experience"));
                }
                Section::Education if profile.schools.is_empty() => {
                    profile.schools = entry::schools(&self.entries(rows, id, "education"));
                }
                Section::Languages if profile.languages.is_empty() => {
                    let entries = self.entries(rows, id, "languages");
                    profile.languages = entries.iter().filter_map(|e| first_line(e)).map(super::language).collect();
                }
                _ => {}
            }
        }
        about_profile::read(&self.rows, |row| fact(row, id, "about this profile"), &mut profile);
        self.reachable(id, &mut profile);
        self.open_graph(id, &mut profile);
        if profile.verification.as_ref().is_some_and(|v| v.value == Verification::Workplace(String::new())) {
            profile.verification = None;
        }
        profile
    }

    /// Headings that are known, with where they stand.
    fn sections(&self) -> impl Iterator<Item = (usize, Section)> {
        self.rows.iter().enumerate().filter(|(_, r)| r.heading > 1).filter_map(|(at, r)| Some((at, r.subject()?)))
    }

    /// The rows below a heading: to the next heading of its rank or above, or to the end of its section.
    fn below(&self, at: usize) -> Option<&[Row]> {
        let heading = self.rows.get(at)?;
        let rest = self.rows.get(at + 1..)?;
        let ends = |row: &Row| {
            (heading.section != 0 && row.section != heading.section)
                || (row.heading > 0 && row.heading <= heading.heading && row.item == heading.item)
        };
        let end = rest.iter().position(ends).unwrap_or(rest.len());
        rest.get(..end)
    }

    /// Rows as entries, by the list items they stand in.
    fn entries(&self, rows: &[Row], id: ArtifactId, name: &str) -> Vec<Entry> {
        let mut top = Entry::default();
        for row in rows.iter().filter(|row| !is_button(&row.text)) {
            // From the outermost item around the row to the row's own.
            let mut path = Vec::new();
            let mut item = row.item;
            while item != 0 && path.len() < 12 {
                path.push(item);
                item = self.around.get(item - 1).copied().unwrap_or(0);
            }
            top.place(&path, fact(row, id, name));
        }
        top.unwrapped()
    }

    /// The name before "| LinkedIn" in the title: "(3) Hana Yi - Talent Partner - Northwind | LinkedIn".
    fn name_of_title(&self, id: ArtifactId) -> Option<Fact<String>> {
        let title = self.meta("og:title").unwrap_or(&self.title);
        let (before, _) = title.split_once(" | ").or_else(|| title.split_once(" - "))?;
        let bare =
            before.trim_start_matches(|c: char| c == '(' || c == ')' || c == '+' || c.is_ascii_digit() || c == ' ');
        let name = bare.split(" - ").next().unwrap_or(bare).trim();
        is_name(name).then(|| Fact::new(name.to_owned(), title, property(id, "title")))
    }

    /// Open Graph: "… · Experience: Northwind · Education: … · Location: Seoul · 500+ connections on LinkedIn. …".
    fn open_graph(&self, id: ArtifactId, profile: &mut Profile) {
        let (Some(told), name) = (self.meta("og:description").or_else(|| self.meta("description")), "og:description")
        else {
            return;
        };
        for part in told.split(['·', '•']).map(str::trim).take(40) {
            let fact = |value: &str| Fact::new(value.trim().to_owned(), part, property(id, name));
            let after = |labels: &[&str]| labels.iter().find_map(|l| part.strip_prefix(l)).filter(|v| v.len() < 200);
            if let Some(value) = after(&["Experience: ", "경력: ", "Berufserfahrung: ", "Expérience : "]) {
                if profile.positions.is_empty() && profile.employers.is_empty() {
                    profile.employers.push(fact(value));
                }
            } else if let Some(value) = after(&["Location: ", "지역: ", "위치: ", "Ort: ", "Lieu : "]) {
                profile.location.get_or_insert_with(|| fact(value));
            } else if let Some(count) = connections(part.split(" on LinkedIn").next().unwrap_or(part)) {
                profile.connections.get_or_insert_with(|| fact(part).map(count));
            }
        }
    }

    /// Mail addresses and numbers that are links, and the profile's own address.
    fn reachable(&self, id: ArtifactId, profile: &mut Profile) {
        for link in &self.links {
            let source = || property(id, "contact info");
            if let Some(email) = link.strip_prefix("mailto:").and_then(|m| contact::email(m.split('?').next()?)) {
                profile.emails.push(Fact::new(email, link.as_str(), source()));
            } else if let Some(phone) = link.strip_prefix("tel:").and_then(contact::phone) {
                profile.phones.push(Fact::new(phone, link.as_str(), source()));
            } else if let Some((before, _)) = link.split_once("/overlay/about-this-profile")
                && let Some((_, handle)) = before.rsplit_once("/in/")
            {
                let url = format!("https://www.linkedin.com/in/{handle}");
                if !profile.urls.iter().any(|u| u.value == url) {
                    profile.urls.push(Fact::new(url, link.as_str(), source()));
                }
            }
        }
        if let Some(url) = self.meta("og:url").filter(|url| url.contains("linkedin.com/in/"))
            && !profile.urls.iter().any(|u| u.value == url)
        {
            profile.urls.push(Fact::text(url, property(id, "og:url")));
        }
    }
}

impl Entry {
    /// Puts a line where its items say; `path` ends with the outermost.
    fn place(&mut self, path: &[usize], line: Fact<String>) {
        let Some((outermost, inner)) = path.split_last() else {
            self.lines.push(line);
            return;
        };
        if self.below.last().is_none_or(|last| last.item != *outermost) {
            self.below.push(Entry { item: *outermost, ..Entry::default() });
        }
        if let Some(last) = self.below.last_mut() {
            last.place(inner, line);
        }
    }

    /// The entries of a list, without items that only wrap other lists.
    fn unwrapped(self) -> Vec<Entry> {
        if self.below.is_empty() && !self.lines.is_empty() {
            return vec![self];
        }
        let below = self
            .below
            .into_iter()
            .flat_map(|entry| if entry.lines.is_empty() { entry.unwrapped() } else { vec![entry] });
        below.collect()
    }
}

fn first_line(entry: &Entry) -> Option<&Fact<String>> {
    entry.lines.first()
}

fn property(id: ArtifactId, name: &str) -> Source {
    Source { artifact: id, place: Place::Property(name.to_owned()) }
}

fn fact(row: &Row, id: ArtifactId, name: &str) -> Fact<String> {
    Fact::text(row.text.clone(), property(id, name))
}

/// Whether a heading may be somebody's name, and no title of the page's own.
fn is_name(text: &str) -> bool {
    let count = text.split_whitespace().count();
    (1..=8).contains(&count)
        && text.chars().count() <= 80
        && text.chars().any(char::is_alphabetic)
        && !text.to_lowercase().contains("linkedin")
        && !text.contains(['@', '/', '?'])
        && section::of(text).is_none()
}

fn is_pronoun(text: &str) -> bool {
    let lower = text.to_lowercase();
    matches!(lower.split('/').next(), Some("she" | "he" | "they" | "그녀" | "그")) && lower.contains('/')
}

/// Words of the page's own below a text.
fn is_button(text: &str) -> bool {
    const BUTTONS: [&str; 16] = [
        "…see more", "see more", "…more", "… more", "show more", "show less", "see less", "...더보기", "…더보기",
        "더보기", "show credential", "…mehr anzeigen", "…voir plus", "…show more", "show all", "간략히",
    ];
    let lower = text.to_lowercase();
    BUTTONS.contains(&lower.as_str()) || lower.starts_with("show all ") || text == "," || text == "·"
}

/// The number of connections a line tells: "500+ connections", "1촌 500명 이상", "1,204 Kontakte".
fn connections(line: &str) -> Option<u32> {
    const WORDS: [&str; 12] = [
        "connection", "1촌", "kontakte", "relation", "contactos", "conexões", "collegament", "connecties", "kontakt",
        "つながり", "位好友", "связ",
    ];
    let lower = line.to_lowercase();
    if lower.chars().count() > 40 || !WORDS.iter().any(|word| lower.contains(word)) || lower.contains("degree") {
        return None;
    }
    // The number stands before the word ("1,464 followers 500+ connections"), in Korean behind it ("1촌 500명 이상").
    let number = |text: &str| -> Vec<String> {
        let runs = text.split(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'));
        runs.map(|r| r.chars().filter(char::is_ascii_digit).collect()).filter(|r: &String| !r.is_empty()).collect()
    };
    let at = WORDS.iter().filter_map(|word| lower.find(word)).min()?;
    let before = number(lower.get(..at)?).pop();
    let digits = match lower.get(at..)?.strip_prefix("1촌") {
        Some(behind) => number(behind).into_iter().next().or(before)?,
        None => before.or_else(|| number(lower.get(at..)?).into_iter().next())?,
    };
    digits.parse().ok().filter(|n| *n <= 100_000)
}
