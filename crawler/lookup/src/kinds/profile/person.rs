//! The person that a page is about: structured data first (schema.org `ProfilePage` and `Person` in JSON-LD), then the
//! page's card for social networks (Open Graph, <https://ogp.me/>, type `profile`).

use serde_json::Value;
use url::Url;

use super::Profile;
use crate::document::{Document, Through, cut, folded, is_of_type, objects};

/// Most bytes of one value.
const LONGEST: usize = 500;

/// Most employers.
const MOST_EMPLOYERS: usize = 10;

/// What networks show in place of the name of an account that is closed or banned.
const NAMELESS: [&str; 4] = ["linkedin member", "linkedin 회원", "linkedin user", "xing user"];

/// The person of a page; `None` where it tells of none, or of several without saying whose page it is.
pub(super) fn of(document: &Document, url: &Url) -> Option<Profile> {
    let card = of_card(document);
    let mut profile = match of_data(document, url) {
        Some(node) => read(node, card.as_ref()),
        None => card?,
    };
    profile.url = url.to_string();
    profile.gone = profile.name.as_deref().is_some_and(|n| NAMELESS.contains(&n.to_lowercase().as_str()));
    Some(profile)
}

/// The node of the person: the main entity of a profile page, else the one that names this address, else the only one.
fn of_data<'d>(document: &'d Document, url: &Url) -> Option<&'d Value> {
    let nodes = objects(&document.data, Through::All);
    let people =
        || nodes.iter().copied().filter(|n| is_of_type(n, |kind| kind == "Person") && text(n.get("name")).is_some());
    let main = nodes.iter().filter(|n| is_of_type(n, |kind| kind == "ProfilePage")).find_map(|n| {
        let person = n.get("mainEntity").filter(|person| person.is_object())?;
        text(person.get("name")).map(|_| person)
    });
    let own = || {
        people().find(|n| {
            ["url", "@id", "sameAs"].iter().any(|key| n.get(*key).is_some_and(|value| names_address(value, url)))
        })
    };
    let only = || {
        let mut all = people();
        all.next().filter(|_| all.next().is_none())
    };
    main.or_else(own).or_else(only)
}

/// Whether a value is an address, or holds one, of the same page.
fn names_address(value: &Value, url: &Url) -> bool {
    match value {
        Value::String(written) => Url::parse(written).is_ok_and(|other| {
            let path = |u: &Url| u.path().trim_end_matches('/').to_lowercase();
            let host = |u: &Url| u.host_str().unwrap_or("").trim_start_matches("www.").to_owned();
            path(&other) == path(url) && host(&other) == host(url)
        }),
        Value::Array(values) => values.iter().take(50).any(|v| names_address(v, url)),
        _ => false,
    }
}

fn read(person: &Value, card: Option<&Profile>) -> Profile {
    let mut employers = Vec::new();
    for employer in each(person.get("worksFor")).filter_map(|v| text(Some(v))).take(MOST_EMPLOYERS) {
        if !employers.contains(&employer) {
            employers.push(employer);
        }
    }
    let title = each(person.get("jobTitle")).find_map(|v| text(Some(v)));
    Profile {
        name: text(person.get("name")),
        headline: text(person.get("headline")).or(title).or_else(|| card?.headline.clone()),
        employer: employers.first().cloned(),
        employers,
        location: place(person.get("address").or(person.get("homeLocation")).or(person.get("workLocation"))),
        photo: picture(person.get("image")).or_else(|| card?.photo.clone()),
        ..Profile::default()
    }
}

/// The person on a page's card. Networks write `Name - Headline - Employer | Network` as its title; of two parts nobody can
/// tell whether the second is a headline or an employer, so it is the line under the name.
fn of_card(document: &Document) -> Option<Profile> {
    let of = |name: &str| document.meta(name).and_then(plain);
    if document.meta("og:type") != Some("profile") {
        return None;
    }
    let title = of("og:title").or_else(|| document.title.as_deref().and_then(plain))?;
    let title = title.rsplit_once(" | ").map_or(title.as_str(), |(before, _)| before);
    let dashed = title.replace(" – ", " - ");
    let parts: Vec<&str> = dashed.split(" - ").collect();
    let named = of("profile:first_name").zip(of("profile:last_name")).map(|(first, last)| format!("{first} {last}"));
    let (name, rest) = parts.split_first()?;
    let (headline, employer) = match rest {
        [] => (None, None),
        [line] => (Some((*line).to_owned()), None),
        [lines @ .., last] => (Some(lines.join(" - ")), Some((*last).to_owned())),
    };
    Some(Profile {
        name: plain(name).or(named),
        headline: headline.as_deref().and_then(plain),
        employers: employer.as_deref().and_then(plain).into_iter().collect(),
        employer: employer.as_deref().and_then(plain),
        photo: of("og:image"),
        ..Profile::default()
    })
}

/// The values of a property: one, or a list of them.
fn each(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let (one, many) = match value {
        Some(Value::Array(values)) => (None, values.as_slice()),
        other => (other, &[][..]),
    };
    one.into_iter().chain(many)
}

/// A text, or the name of a thing.
fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => plain(text),
        Value::Object(thing) => match thing.get("name")? {
            Value::String(name) => plain(name),
            _ => None,
        },
        _ => None,
    }
}

/// A text as it is kept: folded and cut. Networks mask what they show to members only with asterisks: that is no text.
fn plain(text: &str) -> Option<String> {
    let text = folded(cut(text, LONGEST));
    let shown = |c: char| !matches!(c, '*' | '•' | '·' | '…' | ' ' | '.' | ',' | '-');
    text.chars().any(shown).then_some(text)
}

/// A place as text: locality, region, country (schema.org `PostalAddress`), or a place's name.
fn place(value: Option<&Value>) -> Option<String> {
    let Value::Object(place) = each(value).next()? else { return text(each(value).next()) };
    let address = place.get("address").and_then(Value::as_object).unwrap_or(place);
    let parts: Vec<String> = ["addressLocality", "addressRegion", "addressCountry"]
        .iter()
        .filter_map(|key| text(address.get(*key)))
        .collect();
    if parts.is_empty() { text(each(value).next()) } else { Some(parts.join(", ")) }
}

/// The address of a picture: itself, or an `ImageObject`'s.
fn picture(value: Option<&Value>) -> Option<String> {
    let web = |v: &Value| v.as_str().and_then(plain).filter(|u| u.starts_with("https://") || u.starts_with("http://"));
    match each(value).next()? {
        Value::Object(image) => ["contentUrl", "url"].iter().find_map(|key| web(image.get(*key)?)),
        other => web(other),
    }
}
