//! Names, addresses, numbers and mail domains on an employer's pages.

use analyzer::text::fold::is_hangul;
use analyzer::text::phones;
use serde::Serialize;
use serde_json::Value;
use url::Url;

use super::Record;
use crate::document::{Document, Through, is_of_type, objects};
use crate::kinds::visit::{Aim, below};

/// Most values of one kind, and the longest in characters.
const MOST: usize = 20;
const LONGEST: usize = 200;

/// An address. What wasn't told is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Address {
    /// All of it, in one line.
    pub text: String,
    /// The town.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locality: Option<String>,
    /// The country, as written: a name or an ISO 3166 code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// Whether a type of schema.org is an organisation: <https://schema.org/Organization> and what is below it.
fn organisation(kind: &str) -> bool {
    const OTHERS: [&str; 9] = [
        "Corporation", "LocalBusiness", "OnlineBusiness", "EmploymentAgency", "ProfessionalService", "Airline",
        "Consortium", "CollegeOrUniversity", "Project",
    ];
    kind.ends_with("Organization") || OTHERS.contains(&kind)
}

/// The organisations that a page describes in its data, itself or through these keys.
fn organisations<'p>(page: &'p Document, through: &[&str]) -> impl Iterator<Item = &'p Value> + use<'p> {
    objects(&page.data, Through::Keys(through)).into_iter().filter(|object| is_of_type(object, organisation))
}

/// Takes what a page says about the organisation.
pub(super) fn gather(aim: Aim, page: &Document, hosts: &[String], record: &mut Record) {
    let own = |address: &str| {
        let host = Url::parse(address).ok().and_then(|u| u.host_str().map(str::to_owned));
        host.is_none_or(|host| hosts.iter().any(|own| below(&host, own)))
    };
    let region = region(page, hosts);
    for found in organisations(page, &["publisher", "mainEntity", "about", "isPartOf"]) {
        // A page may describe partners, too: whose address is elsewhere is somebody else.
        if words(found, "url").first().is_some_and(|url| !own(url)) {
            continue;
        }
        for key in ["name", "legalName", "alternateName"] {
            record.names.extend(words(found, key));
        }
        record.same_as.extend(words(found, "sameAs"));
        let places = ["location", "subOrganization", "department"];
        for holder in std::iter::once(found).chain(places.iter().flat_map(|key| items(found.get(key)))) {
            record.addresses.extend(items(holder.get("address")).filter_map(address));
        }
        for holder in std::iter::once(found).chain(items(found.get("contactPoint"))) {
            record.phones.extend(words(holder, "telephone").iter().filter_map(|n| number(n, &region)));
            record.domains.extend(words(holder, "email").iter().filter_map(|mail| mail_domain(mail)));
        }
    }
    record
        .names
        .extend(["og:site_name", "application-name"].iter().find_map(|name| page.meta(name)).map(str::to_owned));
    for contact in &page.contacts {
        let plain = decoded(contact);
        if let Some(tel) = plain.strip_prefix("tel:") {
            record.phones.extend(number(tel, &region));
        } else if aim != Aim::Notice {
            // A notice also names whom to report to.
            record.domains.extend(mail_domain(&plain));
        }
    }
    for line in &page.lines {
        if line.address && line.text.chars().any(|c| c.is_ascii_digit()) {
            record.addresses.push(Address { text: line.text.clone(), locality: None, country: None });
        }
        if telephone(&line.text) {
            let found = phones::in_text(&line.text, &region).into_iter().filter(|(_, phone)| phone.valid);
            record.phones.extend(found.take(3).map(|(_, phone)| phone.e164));
        }
    }
}

/// Whether a line gives a telephone number of the house.
fn telephone(line: &str) -> bool {
    const FEW: usize = 300;
    const WORDS: [&str; 10] =
        ["tel", "phone", "call ", "switchboard", "reception", "전화", "대표번호", "대표 번호", "고객센터", "t. "];
    let lower = line.to_lowercase();
    line.len() <= FEW && WORDS.iter().any(|word| lower.contains(word))
}

/// Takes out repetitions, what is too long, and what is too much.
pub(super) fn tidy(record: &mut Record) {
    let short = |text: &String| !text.trim().is_empty() && text.chars().count() <= LONGEST;
    for list in [&mut record.names, &mut record.same_as, &mut record.phones, &mut record.domains] {
        let mut kept: Vec<String> = Vec::new();
        for value in list.drain(..).filter(short) {
            if kept.len() < MOST && !kept.iter().any(|k| k.eq_ignore_ascii_case(&value)) {
                kept.push(value);
            }
        }
        *list = kept;
    }
    let mut kept: Vec<Address> = Vec::new();
    for found in record.addresses.drain(..) {
        if short(&found.text) && kept.len() < MOST && !kept.iter().any(|k| k.text == found.text) {
            kept.push(found);
        }
    }
    record.addresses = kept;
}

/// An address of <https://schema.org/PostalAddress>, or one that is only written down.
fn address(value: &Value) -> Option<Address> {
    if let Some(text) = value.as_str() {
        return Some(Address { text: text.trim().to_owned(), locality: None, country: None });
    }
    let first = |key: &str| words(value, key).into_iter().next();
    let country = first("addressCountry").or_else(|| first_of(value.get("addressCountry")?, "name"));
    let locality = first("addressLocality");
    let parts =
        [first("streetAddress"), first("postalCode"), locality.clone(), first("addressRegion"), country.clone()];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    (!text.is_empty()).then_some(Address { text, locality, country })
}

fn first_of(value: &Value, key: &str) -> Option<String> {
    words(value, key).into_iter().next()
}

/// A value or the members of a list.
fn items(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let list = value.and_then(Value::as_array).map(Vec::as_slice);
    let one = value.filter(|v| !v.is_array());
    list.unwrap_or_default().iter().chain(one).take(MOST)
}

/// The texts of a field: one, or a list of them.
fn words(value: &Value, key: &str) -> Vec<String> {
    let all = items(value.get(key)).filter_map(Value::as_str);
    all.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

/// A telephone number in the form of E.164; as written where the numbering plan doesn't know it.
fn number(written: &str, region: &str) -> Option<String> {
    let written = written.trim();
    let digits = written.chars().filter(char::is_ascii_digit).count();
    (5..=18).contains(&digits).then(|| phones::read(written, region).canonical().to_owned())
}

/// The domain of a mail address, whatever is written around it.
fn mail_domain(address: &str) -> Option<String> {
    let plain = address.trim().trim_start_matches("mailto:").split(['?', ',', ';', '>']).next()?;
    let host = plain.rsplit_once('@')?.1.trim().trim_end_matches('.').to_lowercase();
    let fits = host.contains('.') && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
    fits.then_some(host)
}

/// `tel:%2B82…` and the like.
fn decoded(link: &str) -> String {
    link.replace("%20", " ").replace("%2B", "+").replace("%2b", "+").replace("%40", "@").replace("TEL:", "tel:")
}

/// The country in which the page's domestic numbers are.
fn region(page: &Document, hosts: &[String]) -> String {
    let hangul = page.language.starts_with("ko") || page.lines.iter().any(|line| line.text.chars().any(is_hangul));
    let told = organisations(page, &["publisher", "mainEntity"])
        .flat_map(|o| items(o.get("address")))
        .filter_map(address)
        .find_map(|a| a.country);
    if let Some(code) = told.filter(|c| c.len() == 2 && c.bytes().all(|b| b.is_ascii_alphabetic())) {
        return code.to_uppercase();
    }
    let ending = hosts.first().and_then(|host| host.rsplit('.').next()).unwrap_or("");
    match ending {
        "uk" => "GB".to_owned(),
        ending if ending.len() == 2 => ending.to_uppercase(),
        _ if hangul => "KR".to_owned(),
        _ => "US".to_owned(),
    }
}
