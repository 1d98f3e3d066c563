//! The registration of a domain: RDAP (RFC 9082, RFC 9083).
//!
//! The domain that was registered is asked about, at the registry of its ending. A registry that tells no date is none
//! that hides one: many publish little. Of the registrant only an organisation is kept, never a person.

use analyzer::case::Question;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use url::Url;

use crate::domain::{self, Registered};
use crate::moment::moment;
use crate::{Answer, Failure, Request, Response, Web};

/// What is kept of a registration. What the registry didn't tell is left out.
#[derive(Debug, Default, Serialize)]
struct Record {
    #[serde(skip_serializing_if = "Option::is_none")]
    registered_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    registrar: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    registrant: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    status: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    name_servers: Vec<String>,
}

/// Asks the registry.
pub async fn ask(question: &Question, web: Web<'_>) -> Answer {
    let Some(name) = domain::plain(&question.subject) else {
        return Answer::not_asked(format!("{} is no domain", question.subject));
    };
    let domain = match domain::registered(&name) {
        Registered::Domain(domain) => domain,
        Registered::Given(by) => {
            return Answer::not_asked(format!("{by} gives such names to anybody, and no registry knows of them"));
        }
        Registered::Nothing => return Answer::not_asked(format!("{name} is no domain that anybody registers")),
    };
    let Some(server) = web.services.registry(domain) else {
        let ending = domain.split_once('.').map_or(domain, |(_, ending)| ending);
        return Answer::not_asked(format!("no RDAP server is known for .{ending}"));
    };
    let Ok(url) = Url::parse(server).and_then(|base| base.join(&format!("domain/{domain}"))) else {
        return Answer::not_asked(format!("{server} is no address of an RDAP server"));
    };
    let asked = url.to_string();
    let request = Request::service(url).accepting("application/rdap+json, application/json;q=0.9");
    read(web.fetch.get(request).await, domain).asking([asked])
}

/// Reads what the registry answered.
fn read(response: Result<Response, Failure>, domain: &str) -> Answer {
    let response = match response {
        Ok(response) => response,
        Err(failure) => return failure.into(),
    };
    // A registry says "no such domain" with 404 (RFC 7480, 5.3). A page with that status is another server's.
    let page = response.header("content-type").is_some_and(|t| t.to_ascii_lowercase().contains("html"));
    match response.status {
        404 if !page => return Answer::absent(),
        _ if response.is_success() => {}
        status => return Failure::Status(response.host().to_owned(), status).into(),
    }
    let about = match response.json::<Value>() {
        Ok(about) => about,
        Err(failure) => return failure.into(),
    };
    let named = about.get("ldhName").and_then(Value::as_str).map(|name| name.trim_end_matches('.').to_lowercase());
    let other = named.is_some_and(|named| named != domain);
    if about.get("objectClassName").and_then(Value::as_str) != Some("domain") || other {
        return Failure::Malformed(format!("{} answered about something else", response.host())).into();
    }
    Answer::found(record(&about))
}

fn record(about: &Value) -> Record {
    const MOST: usize = 32;
    let words = |list: &str, of: fn(&Value) -> Option<String>| -> Vec<String> {
        items(about, list).filter_map(of).take(MOST).collect()
    };
    let by = |role: &'static str| items(about, "entities").filter(move |entity| has_role(entity, role));
    Record {
        registered_at: event(about, "registration"),
        updated_at: event(about, "last changed"),
        expires_at: event(about, "expiration"),
        registrar: by("registrar").find_map(|entity| {
            card(entity, "fn").or_else(|| card(entity, "org")).or_else(|| short(entity.get("handle")?))
        }),
        registrant: by("registrant").find_map(organisation),
        status: words("status", short),
        name_servers: words("nameservers", |server| {
            short(server.get("ldhName")?).map(|name| name.trim_end_matches('.').to_lowercase())
        }),
    }
}

/// The items of a list, as far as anybody looks.
fn items<'v>(value: &'v Value, list: &str) -> impl Iterator<Item = &'v Value> {
    const FURTHEST: usize = 200;
    value.get(list).and_then(Value::as_array).into_iter().flatten().take(FURTHEST)
}

/// The moment of an event (RFC 9083, 4.5); of several the earliest.
fn event(about: &Value, action: &str) -> Option<Timestamp> {
    items(about, "events")
        .filter(|e| e.get("eventAction").and_then(Value::as_str).is_some_and(|a| a.eq_ignore_ascii_case(action)))
        .filter_map(|e| moment(e.get("eventDate")?.as_str()?))
        .min()
}

fn has_role(entity: &Value, role: &str) -> bool {
    items(entity, "roles").any(|r| r.as_str().is_some_and(|r| r.eq_ignore_ascii_case(role)))
}

/// A text of an entity's jCard (RFC 7095): `["vcard", [["fn", {}, "text", "Acme"], …]]`. Of a structured one, as `org` may
/// be, the first part.
fn card(entity: &Value, property: &str) -> Option<String> {
    let properties = entity.get("vcardArray")?.get(1)?.as_array()?;
    properties.iter().take(100).filter(|p| p.get(0).and_then(Value::as_str) == Some(property)).find_map(|p| {
        let value = p.get(3)?;
        short(value.get(0).unwrap_or(value))
    })
}

/// The organisation that registered it, where it is published: not a person, and not whoever stands in for one.
fn organisation(entity: &Value) -> Option<String> {
    const STAND_INS: [&str; 10] = [
        "redact", "privacy", "private", "proxy", "withheld", "whoisguard", "protect", "not disclosed",
        "statutory mask", "identity shield",
    ];
    let named = || card(entity, "fn").filter(|_| card(entity, "kind").is_some_and(|kind| kind == "org"));
    card(entity, "org").or_else(named).filter(|name| {
        let name = name.to_lowercase();
        !STAND_INS.iter().any(|word| name.contains(word))
    })
}

/// A text of a sensible length.
fn short(value: &Value) -> Option<String> {
    const LONGEST: usize = 200;
    let text = value.as_str()?.trim();
    (!text.is_empty()).then(|| text.chars().filter(|c| !c.is_control()).take(LONGEST).collect())
}
