//! What a submission can be recognised by, when another one shares it.

use std::collections::BTreeSet;

use crate::case::{Case, Observable, ObservableKind, Side, Submission};
use crate::reading::Reading;
use crate::reference::Reference;
use crate::text::{hosts, sketch};

/// The observables of a case: what the store files it under and asks about.
#[must_use]
pub fn observables(case: &Case, reference: &Reference) -> Vec<Observable> {
    let reading = Reading::new(case, reference);
    of(&reading)
}

/// The observables of a reading. Whatever many honest people share (platforms, mail providers, known companies) is
/// left out: it would tie everybody to everybody.
#[must_use]
pub fn of(reading: &Reading<'_>) -> Vec<Observable> {
    let contact = &reading.contact;
    let reference = reading.reference;
    let mut all = BTreeSet::new();
    let mut add = |kind, value: &str| {
        if !value.is_empty() {
            all.insert(Observable { kind, value: value.to_owned() });
        }
    };
    for phone in contact.phones.iter().filter(|p| p.value.valid) {
        add(ObservableKind::Phone, &phone.value.e164);
    }
    for email in &contact.emails {
        let linkedin = email.value.ends_with("@linkedin.com")
            || email.value.contains("noreply")
            || email.value.contains("no-reply");
        if !linkedin {
            add(ObservableKind::Email, &email.value);
        }
    }
    for handle in &contact.handles {
        add(ObservableKind::Handle, &handle.value);
    }
    for domain in &contact.domains {
        if reference.organisations.owner(&domain.value).is_none() {
            add(ObservableKind::Domain, &domain.value);
        }
    }
    for seen in &reading.hosts {
        let Some(url) = &seen.url else { continue };
        if let Ok(parsed) = url::Url::parse(url)
            && parsed.path().len() > 6
            && hosts::is_shared(&seen.host.value, Some(url), reference)
        {
            add(ObservableKind::Link, &format!("{}{}", seen.host.value, parsed.path()));
        }
    }
    for file in &reading.case.submission.files {
        add(ObservableKind::File, &file.digest);
    }
    for sketch in sketches(&reading.case.submission) {
        add(ObservableKind::Text, &sketch);
    }
    for profile in &reading.case.submission.profiles {
        let prose = profile.about.iter().chain(profile.positions.iter().filter_map(|p| p.about.as_ref()));
        let prose = prose.map(|fact| fact.value.as_str()).collect::<Vec<_>>().join("\n");
        if let Some(sketch) = sketch::of(&prose) {
            add(ObservableKind::Profile, &sketch);
        }
    }
    all.into_iter().collect()
}

/// Sketches of the contact's prose, one per message.
fn sketches(submission: &Submission) -> Vec<String> {
    let prose = |message: &crate::case::Message| {
        let turns = message.turns.iter().filter(|t| matches!(t.side, Side::Contact | Side::Unknown));
        turns.map(|t| t.text.value.as_str()).collect::<Vec<_>>().join("\n")
    };
    submission.messages.iter().filter_map(|m| sketch::of(&prose(m))).collect()
}
