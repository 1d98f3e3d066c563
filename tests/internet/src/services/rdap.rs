//! A registry's RDAP server (RFC 9082, RFC 9083).

use serde_json::{Value, json};

use crate::site::Registration;
use crate::{Answer, Request, World};

const MEDIA: &str = "application/rdap+json";

/// Answers `/domain/NAME`.
pub(crate) fn answer(world: &World, request: &Request) -> Option<Answer> {
    let parts = request.parts();
    let [kind, name] = parts.as_slice() else { return None };
    if kind != "domain" {
        return None;
    }
    let answer = match world.registration(&name.to_ascii_lowercase()) {
        Some(registration) => Answer::json(&domain(registration)),
        None => Answer::refusal(
            404,
            &json!({
                "rdapConformance": ["rdap_level_0"], "errorCode": 404, "title": "Not Found",
                "description": ["The domain is not registered here."],
            }),
        ),
    };
    Some(Answer { media: MEDIA.to_owned(), ..answer })
}

fn domain(known: &Registration) -> Value {
    let event = |action: &str, date: &Option<String>| {
        date.as_ref().map(|date| json!({ "eventAction": action, "eventDate": date }))
    };
    let events = [event("registration", &known.at), event("expiration", &known.until)];
    let registrar = known.registrar.as_ref().map(|name| entity("registrar", name, "9994"));
    let registrant = known.registrant.as_ref().map(|name| entity("registrant", name, "R-1"));
    let hosts =
        known.name_servers.iter().map(|n| json!({ "objectClassName": "nameserver", "ldhName": n.to_uppercase() }));
    json!({
        "objectClassName": "domain",
        "handle": format!("{:08X}_DOMAIN_EXAMPLE-REG", known.domain.bytes().fold(7_u32, |n, b| n.wrapping_mul(31) ^ u32::from(b))),
        "ldhName": known.domain.to_uppercase(),
        "rdapConformance": ["rdap_level_0", "icann_rdap_technical_implementation_guide_1", "icann_rdap_response_profile_1"],
        "links": [{
            "value": format!("https://rdap.registry.example/domain/{}", known.domain),
            "rel": "self", "type": MEDIA,
            "href": format!("https://rdap.registry.example/domain/{}", known.domain),
        }],
        "status": known.status,
        "events": events.into_iter().flatten()
            .chain([json!({ "eventAction": "last update of RDAP database", "eventDate": "2026-11-25T00:00:00Z" })])
            .collect::<Vec<_>>(),
        "entities": registrar.into_iter().chain(registrant).collect::<Vec<_>>(),
        "nameservers": hosts.collect::<Vec<_>>(),
        "secureDNS": { "delegationSigned": false },
        "notices": [{ "title": "Terms of Use", "description": ["Invented for tests."] }],
    })
}

/// An entity with a jCard (RFC 7095).
fn entity(role: &str, name: &str, handle: &str) -> Value {
    json!({
        "objectClassName": "entity", "handle": handle, "roles": [role],
        "publicIds": [{ "type": "IANA Registrar ID", "identifier": handle }],
        "vcardArray": ["vcard", [
            ["version", {}, "text", "4.0"], ["fn", {}, "text", name], ["org", {}, "text", name],
        ]],
        "entities": [],
    })
}
