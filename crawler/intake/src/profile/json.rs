//! Profiles as JSON: LinkedIn's own answers (Voyager), JSON Resume, JSON-LD, and what other programs save.
//!
//! The fields have much the same names everywhere, so there is one reader that knows the names each fact goes by.

use analyzer::case::{ArtifactId, Fact, Period, Place, Position, Profile, School, Source, When};
use serde_json::Value;

use super::entry::{self, Entry};
use super::{contact, education, period};

/// Most bytes of JSON that are read.
pub(super) const MOST_BYTES: usize = 8 * 1024 * 1024;

/// Most items of one list, and most characters of one text.
const MOST_ITEMS: usize = 200;
const MOST_CHARS: usize = 10_000;

/// Most values that are looked at while a profile is searched for, and how deep.
const MOST_VALUES: usize = 200_000;
const MOST_DEPTH: usize = 24;

/// Reads a profile from JSON; `None` if it is none, or no JSON.
pub(super) fn read(text: &str, id: ArtifactId) -> Option<Profile> {
    if text.len() > MOST_BYTES || !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    of_value(&serde_json::from_str(text).ok()?, id)
}

fn of_value(value: &Value, id: ArtifactId) -> Option<Profile> {
    if let Some(included) = value.get("included").and_then(Value::as_array) {
        return voyager(value.get("data").unwrap_or(&Value::Null), included, id);
    }
    let mut left = MOST_VALUES;
    let person = search(value, 0, &mut left)?;
    let profile = person_of(person, id);
    (!profile.names.is_empty()).then_some(profile)
}

/// The first object that tells of a person.
fn search<'v>(value: &'v Value, depth: usize, left: &mut usize) -> Option<&'v Value> {
    *left = left.checked_sub(1)?;
    if depth > MOST_DEPTH {
        return None;
    }
    match value {
        Value::Object(fields) => {
            if is_person(value) {
                return Some(value);
            }
            fields.values().filter(|v| v.is_object() || v.is_array()).find_map(|v| search(v, depth + 1, left))
        }
        Value::Array(items) => items.iter().find_map(|v| search(v, depth + 1, left)),
        _ => None,
    }
}

fn is_person(value: &Value) -> bool {
    let typed = match value.get("@type") {
        Some(Value::String(kind)) => kind == "Person",
        Some(Value::Array(kinds)) => kinds.iter().any(|k| k == "Person"),
        _ => false,
    };
    let named = named(value.get("basics").unwrap_or(value)).is_some();
    let has = |names: &[&str]| names.iter().any(|n| value.get(n).is_some_and(|v| !v.is_null()));
    let told = has(POSITIONS) || has(SCHOOLS) || has(&["headline", "occupation", "positionView", "educationView"]);
    typed && has(&["jobTitle", "worksFor", "alumniOf", "address", "sameAs", "url"]) || named && told
}

const POSITIONS: &[&str] = &[
    "work", "positions", "experience", "experiences", "workExperience", "work_experience", "employment", "jobs",
    "positionView", "profilePositionGroups", "worksFor",
];
const SCHOOLS: &[&str] = &["education", "educations", "schools", "educationView", "alumniOf"];

fn named(value: &Value) -> Option<String> {
    let text = |names: &[&str]| names.iter().find_map(|n| plain(value.get(n)?));
    text(&["name", "fullName", "full_name", "displayName", "formattedName"]).or_else(|| {
        let first = text(&["firstName", "first_name", "givenName", "localizedFirstName", "firstname"])?;
        let last = text(&["lastName", "last_name", "familyName", "localizedLastName", "lastname"])?;
        // Family names go first where they are written in Hangul or Han.
        let eastern =
            last.chars().all(|c| matches!(c, '가'..='힣' | '\u{4e00}'..='\u{9fff}')) && last.chars().count() <= 2;
        Some(if eastern { format!("{last}{first}") } else { format!("{first} {last}") })
    })
}

/// A value that is, or holds, one text. LinkedIn blots out with stars what strangers may not see.
fn plain(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Object(fields) => {
            let inner =
                ["text", "name", "value", "defaultLocalizedName", "localized"].iter().find_map(|n| fields.get(*n))?;
            return if inner.is_array() { None } else { plain(inner) };
        }
        Value::Array(items) => return items.first().and_then(plain),
        _ => return None,
    };
    let text: String = text.chars().filter(|c| !c.is_control() || *c == '\n').take(MOST_CHARS).collect();
    let text = text.trim();
    text.chars().any(char::is_alphanumeric).then(|| text.to_owned())
}

/// Reads the fields of an object, each as a fact that cites its name.
#[derive(Clone, Copy)]
struct Fields<'v> {
    value: &'v Value,
    id: ArtifactId,
    path: &'v str,
}

impl<'v> Fields<'v> {
    fn fact(self, name: &str, text: String) -> Fact<String> {
        let path = if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) };
        Fact::text(text, Source { artifact: self.id, place: Place::Property(path) })
    }

    /// The first of several names that holds a text; a dot goes one level down.
    fn text(self, names: &[&str]) -> Option<Fact<String>> {
        names.iter().find_map(|name| Some(self.fact(name, plain(self.get(name)?)?)))
    }

    fn get(self, name: &str) -> Option<&'v Value> {
        name.split('.').try_fold(self.value, |value, part| match value {
            Value::Array(items) => items.first()?.get(part),
            other => other.get(part),
        })
    }

    /// The first of several names that holds a list.
    fn list(self, names: &[&str]) -> (&'v str, &'v [Value]) {
        names
            .iter()
            .find_map(|name| {
                let list = match self.value.get(name)? {
                    Value::Array(items) => items.as_slice(),
                    Value::Object(fields) => {
                        ["elements", "values", "items"].iter().find_map(|n| fields.get(*n)?.as_array())?
                    }
                    _ => return None,
                };
                // The name lives in the value itself, so that it outlives this call.
                let (name, _) = self.value.as_object()?.get_key_value(*name)?;
                Some((name.as_str(), list))
            })
            .unwrap_or(("", &[]))
    }
}

fn person_of(person: &Value, id: ArtifactId) -> Profile {
    let basics = person.get("basics").unwrap_or(person);
    let path = if person.get("basics").is_some() { "basics" } else { "" };
    let fields = Fields { value: basics, id, path };
    let names = named(basics).map(|name| super::name(&fields.fact("name", name))).into_iter().collect();
    let mut profile = Profile { names, ..Profile::default() };
    profile.headline = fields.text(&["headline", "label", "occupation", "jobTitle", "tagline"]);
    profile.about = fields.text(&["summary", "about", "description", "bio"]);
    profile.location = location(fields);
    for name in ["email", "emailAddress", "email_address"] {
        let mail =
            fields.get(name).and_then(plain).and_then(|m| contact::email(&m).map(|v| fields.fact(name, m).map(v)));
        profile.emails.extend(mail);
    }
    profile.phones.extend(fields.text(&["phone", "telephone", "phoneNumber", "mobile"]));
    for (name, inner) in [("phoneNumbers", "number"), ("phone_numbers", "number"), ("emails", "email")] {
        for item in fields.list(&[name]).1.iter().take(10) {
            let Some(text) = item.get(inner).and_then(plain).or_else(|| plain(item)) else { continue };
            match contact::email(&text) {
                Some(email) => profile.emails.push(fields.fact(name, text).map(email)),
                None => profile.phones.extend(contact::phone(&text).map(|phone| fields.fact(name, text).map(phone))),
            }
        }
    }
    urls(fields, &mut profile);
    profile.connections = ["connections", "connectionsCount", "connection_count", "numConnections"]
        .iter()
        .find_map(|name| Some(fields.fact(name, String::new()).map(u32::try_from(fields.get(name)?.as_u64()?).ok()?)))
        .map(|mut fact| {
            fact.quote = fact.value.to_string();
            fact
        });
    let whole = Fields { value: person, id, path: "" };
    let (name, work) = whole.list(POSITIONS);
    for (at, item) in work.iter().take(MOST_ITEMS).enumerate() {
        positions(item, id, &format!("{name}[{at}]"), &mut profile.positions);
    }
    let (name, schools) = whole.list(SCHOOLS);
    for (at, item) in schools.iter().take(MOST_ITEMS).enumerate() {
        profile.schools.extend(school(item, id, &format!("{name}[{at}]")));
    }
    for item in whole.list(&["languages"]).1.iter().take(30) {
        let Some(text) = item.get("language").or_else(|| item.get("name")).and_then(plain).or_else(|| plain(item))
        else {
            continue;
        };
        profile.languages.push(super::language(&whole.fact("languages", text)));
    }
    if person.get("@type").is_some() {
        of_schema(whole, &mut profile);
    }
    profile
}

/// JSON-LD says employers and titles without dates.
fn of_schema(person: Fields<'_>, profile: &mut Profile) {
    for (name, list) in [("worksFor", &mut profile.employers), ("jobTitle", &mut profile.roles)] {
        let Some(value) = person.get(name) else { continue };
        let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        list.extend(items.iter().take(10).filter_map(plain).map(|text| person.fact(name, text)));
    }
    // Employers that are told with their times are positions already.
    profile.positions.retain(|p| p.period.is_some());
    if let Some(employer) = profile.employers.first().filter(|_| profile.positions.is_empty()).cloned() {
        let title = profile.roles.first().cloned();
        profile.positions.push(Position { title, employer: Some(employer), ..Position::default() });
    }
    // LinkedIn shows the first title as the headline of nobody.
    if profile.headline.as_ref().is_some_and(|h| matches!(&h.source.place, Place::Property(p) if p == "jobTitle")) {
        profile.headline = None;
    }
}

fn location(fields: Fields<'_>) -> Option<Fact<String>> {
    let names = ["locationName", "geoLocationName", "location", "address", "geoLocation.geo", "geo"];
    names
        .iter()
        .find_map(|name| {
            let value = fields.get(name)?;
            if let Value::Object(parts) = value {
                let one = |names: &[&str]| names.iter().find_map(|n| plain(parts.get(*n)?));
                let parts: Vec<String> = [
                    one(&["city", "addressLocality"]),
                    one(&["region", "state", "addressRegion"]),
                    one(&["country", "countryCode", "addressCountry"]),
                ]
                .into_iter()
                .flatten()
                .collect();
                if !parts.is_empty() {
                    return Some(fields.fact(name, parts.join(", ")));
                }
            }
            Some(fields.fact(name, plain(value)?))
        })
        .or_else(|| {
            let city = fields.text(&["city"])?;
            let country = fields.text(&["country_full_name", "country"]);
            Some(match country {
                Some(country) => city.map(format!("{}, {}", city.value, country.value)),
                None => city,
            })
        })
}

fn urls(fields: Fields<'_>, profile: &mut Profile) {
    let mut add = |name: &str, text: String| {
        if contact::url(&text) && !profile.urls.iter().any(|u| u.value == text) && profile.urls.len() < 20 {
            profile.urls.push(fields.fact(name, text));
        }
    };
    for name in ["url", "website", "profileUrl", "profile_url", "linkedin", "public_profile_url", "sameAs"] {
        match fields.get(name) {
            Some(Value::Array(items)) => items.iter().take(20).filter_map(plain).for_each(|url| add(name, url)),
            Some(value) => plain(value).into_iter().for_each(|url| add(name, url)),
            None => {}
        }
    }
    for item in fields.list(&["profiles", "websites"]).1.iter().take(20) {
        item.get("url").and_then(plain).into_iter().for_each(|url| add("profiles", url));
    }
    if let Some(handle) =
        ["publicIdentifier", "public_identifier", "vanityName"].iter().find_map(|n| plain(fields.get(n)?))
    {
        add("publicIdentifier", format!("https://www.linkedin.com/in/{handle}"));
    }
}

/// A position, or an employer with several.
fn positions(item: &Value, id: ArtifactId, path: &str, into: &mut Vec<Position>) {
    let fields = Fields { value: item, id, path };
    let employer = fields.text(&[
        "companyName", "company_name", "company", "employer", "organization", "organisation", "name",
        "companyDetails.company",
    ]);
    let inner = fields.list(&["positions", "profilePositionInPositionGroup", "roles", "titles"]).1;
    if !inner.is_empty() {
        for (at, item) in inner.iter().take(MOST_ITEMS).enumerate() {
            let from = into.len();
            positions(item, id, &format!("{path}.positions[{at}]"), into);
            for position in into.iter_mut().skip(from).filter(|p| p.employer.is_none()) {
                position.employer.clone_from(&employer);
            }
        }
        return;
    }
    let title = fields.text(&["title", "position", "role", "jobTitle", "job_title", "designation"]);
    if title.is_none() && employer.is_none() {
        return;
    }
    into.push(Position {
        title,
        employer,
        place: fields.text(&["location", "locationName", "place", "geoLocationName"]),
        period: between(fields, true),
        about: fields.text(&["description", "summary"]),
    });
}

fn school(item: &Value, id: ArtifactId, path: &str) -> Option<School> {
    let fields = Fields { value: item, id, path };
    let name = fields.text(&["institution", "schoolName", "school_name", "school", "university", "name"])?;
    let mut school = School {
        name: Some(name),
        degree: fields.text(&["studyType", "degreeName", "degree_name", "degree"]),
        field: fields.text(&["area", "fieldOfStudy", "field_of_study", "field", "major"]),
        period: between(fields, false),
    };
    if let (Some(degree), None) = (&school.degree, &school.field) {
        let (told, field) = education::split(&degree.value);
        let (told, field) = (told.to_owned(), field.to_owned());
        if !told.is_empty() && !field.is_empty() {
            (school.degree, school.field) = (Some(degree.map(told)), Some(degree.map(field)));
        }
    }
    Some(school)
}

/// When it was, in any of the forms: two dates, a range of two objects, or a text. A position without an end goes on, a
/// school's end is often left out.
fn between(fields: Fields<'_>, goes_on: bool) -> Option<Fact<Period>> {
    const FROM: &[&str] = &[
        "startDate", "start_date", "starts_at", "start", "startedOn", "dateRange.start", "timePeriod.startDate",
        "from", "member.startDate", "date.start",
    ];
    const UNTIL: &[&str] = &[
        "endDate", "end_date", "ends_at", "end", "endedOn", "finishedOn", "dateRange.end", "timePeriod.endDate", "to",
        "until", "member.endDate", "date.end",
    ];
    let one = |names: &[&'static str]| {
        names.iter().find_map(|name| Some((*name, fields.get(name).filter(|v| !v.is_null())?)))
    };
    let (from, until) = (one(FROM), one(UNTIL));
    let at = |told: Option<(&str, &Value)>| told.and_then(|(_, value)| moment(value));
    if let Some((name, told)) = from {
        let last = at(until);
        let period = Period { from: moment(told), until: last, present: last.is_none() && goes_on };
        let quote =
            [Some(told), until.map(|(_, v)| v)].into_iter().flatten().map(quoted).collect::<Vec<_>>().join(" – ");
        let fact = fields.fact(name, quote).map(period);
        return (period.from.is_some() || period.until.is_some()).then_some(fact);
    }
    if let Some((name, told)) = until {
        let period = Period { from: None, until: Some(moment(told)?), present: false };
        return Some(fields.fact(name, quoted(told)).map(period));
    }
    let text = fields.text(&["dates", "duration", "period", "date", "dateRange", "date_range", "caption"])?;
    let (_, period) = period::find(&text.value)?;
    Some(text.map(period))
}

fn quoted(value: &Value) -> String {
    match value {
        Value::String(text) => text.chars().take(60).collect(),
        other => other.to_string().chars().take(60).collect(),
    }
}

/// `{"year": 2019, "month": 3}`, `"2019-03-01"`, `2019`, `"Mar 2019"`.
fn moment(value: &Value) -> Option<When> {
    match value {
        Value::Object(fields) => {
            let number = |name: &str| fields.get(name).and_then(Value::as_i64);
            let year = i16::try_from(number("year")?).ok().filter(|y| (1930..=2100).contains(y))?;
            let month = number("month").and_then(|m| i8::try_from(m).ok()).filter(|m| (1..=12).contains(m));
            Some(When { year, month })
        }
        Value::Number(year) => period::when(&year.to_string()),
        Value::String(text) => period::when(text),
        _ => None,
    }
}

/// LinkedIn's own answers: a flat list of objects that name each other. The one asked for is named in `data`; the
/// viewer's own profile is often among the others, and is not the contact's.
fn voyager(data: &Value, included: &[Value], id: ArtifactId) -> Option<Profile> {
    let kind = |value: &Value| {
        value.get("$type").and_then(Value::as_str).and_then(|t| t.rsplit('.').next()).unwrap_or("").to_owned()
    };
    let urn = |value: &Value| value.get("entityUrn").and_then(Value::as_str).unwrap_or("").to_owned();
    // What was asked for stands at the beginning; the rest may be anything.
    let asked: String = data.to_string().chars().take(MOST_CHARS).collect();
    let full = |value: &&Value| {
        ["geoLocation", "summary", "locationName", "*profilePositionGroups", "*experienceCard", "multiLocaleHeadline"]
            .iter()
            .any(|name| value.get(name).is_some_and(|v| !v.is_null()))
    };
    let named = |v: &&Value| matches!(kind(v).as_str(), "Profile" | "MiniProfile") && self::named(v).is_some();
    let profiles = || included.iter().filter(named).take(MOST_ITEMS);
    let viewer = kind(data) == "Me";
    let person = profiles()
        .find(|v| !urn(v).is_empty() && asked.contains(&format!("\"{}\"", urn(v))))
        .or_else(|| profiles().find(full))
        .filter(|_| !viewer)?;
    let whole = full(&person);
    let mut profile = person_of(person, id);
    let member = urn(person).rsplit(':').next().unwrap_or("").to_owned();
    // What names no member at all belongs to the one that was asked for.
    let own = |value: &&Value| {
        let urn = urn(value);
        member.is_empty() || urn.contains(&member) || !urn.contains('(')
    };
    for (at, value) in included.iter().enumerate().filter(|(_, v)| own(v)) {
        let path = format!("included[{at}]");
        match kind(value).as_str() {
            "Position" | "ProfilePosition" if profile.positions.len() < MOST_ITEMS => {
                positions(value, id, &path, &mut profile.positions);
            }
            "Education" | "ProfileEducation" if profile.schools.len() < MOST_ITEMS => {
                profile.schools.extend(school(value, id, &path));
            }
            "Card" => {
                let list = entries(value, id, &path, 0);
                match urn(value) {
                    urn if urn.contains(",EXPERIENCE,") => profile.positions.extend(entry::positions(&list)),
                    urn if urn.contains(",EDUCATION,") => profile.schools.extend(entry::schools(&list)),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    if profile.location.is_none() {
        // The place is an object of its own.
        let wanted = person.get("geoLocation").map(Value::to_string).unwrap_or_default();
        let wanted: String = wanted.chars().take(400).collect();
        let place = included
            .iter()
            .find(|v| kind(v) == "Geo" && !urn(v).is_empty() && wanted.contains(&format!("\"{}\"", urn(v))));
        let fields = Fields { value: place.unwrap_or(&Value::Null), id, path: "included" };
        profile.location = fields.text(&["defaultLocalizedName"]);
    }
    let told = whole || !profile.positions.is_empty() || !profile.schools.is_empty();
    told.then_some(profile)
}

/// The components of a card: title, subtitle, caption and metadata are the lines of an entry.
fn entries(value: &Value, id: ArtifactId, path: &str, depth: usize) -> Vec<Entry> {
    if depth > MOST_DEPTH {
        return Vec::new();
    }
    match value {
        Value::Array(items) => items.iter().take(MOST_ITEMS).flat_map(|v| entries(v, id, path, depth + 1)).collect(),
        Value::Object(fields) => {
            if let Some(shown) = fields.get("entityComponent").filter(|v| v.is_object()) {
                let own = Fields { value: shown, id, path };
                let lines = ["titleV2.text", "title", "subtitle", "caption", "metadata"];
                let mut lines: Vec<Fact<String>> = lines.iter().filter_map(|name| own.text(&[name])).collect();
                lines.dedup_by(|a, b| a.value == b.value);
                let below = shown.get("subComponents").map(|v| entries(v, id, path, depth + 1)).unwrap_or_default();
                return vec![Entry { lines, below, item: 0 }];
            }
            if let Some(text) = fields.get("textComponent").and_then(|v| Fields { value: v, id, path }.text(&["text"]))
            {
                return vec![Entry { lines: vec![text], ..Entry::default() }];
            }
            fields
                .values()
                .filter(|v| v.is_object() || v.is_array())
                .flat_map(|v| entries(v, id, path, depth + 1))
                .collect()
        }
        _ => Vec::new(),
    }
}
