//! "About this profile": when the account was opened, when its picture was changed, what was verified.

use analyzer::case::{Fact, Profile, Verification};

use super::page::Row;
use super::period;

const JOINED: [&str; 10] = [
    "joined", "member since", "가입일", "가입", "beigetreten", "mitglied seit", "inscription", "membre depuis",
    "se unió", "ingressou",
];
const PICTURE: [&str; 8] = [
    "profile photo", "profile picture", "프로필 사진", "profilfoto", "photo de profil", "foto de perfil",
    "foto del profilo", "profielfoto",
];
const WORKPLACE: [&str; 9] = [
    "workplace", "verified workplace", "work email", "직장", "근무처", "직장 인증", "회사 이메일", "arbeitsplatz",
    "lieu de travail",
];
/// What stands before the employer within one line.
const WORKS_AT: [&str; 9] = [
    "works at ", "work at ", "verified workplace: ", "workplace: ", "workplace verified: ",
    "verified that they work at ", "has verified that they work at ", "직장 인증: ", "직장: ",
];
const IDENTITY: [&str; 12] = [
    "verified identity", "identity verified", "identity verification", "has verified their identity",
    "verified using a government id", "verified using a government-issued id", "verified their government id",
    "verified with a government id", "verified using clear", "verified using persona", "신원 인증", "신원이 인증",
];
const NOTHING: [&str; 7] = [
    "no verifications", "hasn't added any verifications", "hasn’t added any verifications", "has not verified",
    "hasn't verified", "hasn’t verified", "인증 정보 없음",
];

/// Reads what the rows of the overlay say; its heading must be among them.
pub(super) fn read(rows: &[Row], fact: impl Fn(&Row) -> Fact<String>, profile: &mut Profile) {
    const HEADINGS: [&str; 8] = [
        "about this profile", "about this member", "이 프로필 정보", "이 프로필에 대하여", "프로필 정보",
        "über dieses profil", "à propos de ce profil", "acerca de este perfil",
    ];
    // The same words are on a button of the page; the overlay's are followed by what it tells.
    let headings = rows.iter().enumerate().filter(|(_, r)| HEADINGS.contains(&r.text.to_lowercase().as_str()));
    for at in headings.map(|(at, _)| at).collect::<Vec<_>>() {
        overlay(rows.get(at + 1..).unwrap_or_default(), &fact, profile);
    }
}

fn overlay(rows: &[Row], fact: impl Fn(&Row) -> Fact<String>, profile: &mut Profile) {
    let rows = rows.get(..rows.len().min(40)).unwrap_or_default();
    for (at, row) in rows.iter().enumerate() {
        let lower = row.text.to_lowercase();
        let next = rows.get(at + 1);
        let dated = |labels: &[&str]| {
            let rest = labels.iter().find_map(|label| lower.strip_prefix(label))?;
            let own = rest.trim_start_matches([':', ' ']);
            let (row, text) = if own.is_empty() { (next?, next?.text.to_lowercase()) } else { (row, own.to_owned()) };
            let (_, period) = period::find(&text)?;
            Some(fact(row).map(period.from?))
        };
        if profile.joined.is_none() {
            profile.joined = dated(&JOINED);
        }
        if profile.photo_changed.is_none() {
            profile.photo_changed = dated(&PICTURE);
        }
        if let Some(employer) = workplace(row, &lower, next) {
            profile.verification = Some(fact(employer.1).map(Verification::Workplace(employer.0)));
        } else if IDENTITY.iter().any(|words| lower.contains(words)) && profile.verification.is_none() {
            profile.verification = Some(fact(row).map(Verification::Identity));
        } else if NOTHING.iter().any(|words| lower.contains(words)) && profile.verification.is_none() {
            profile.verification = Some(fact(row).map(Verification::None));
        }
    }
}

/// The employer that was verified, and the row that names it.
fn workplace<'r>(row: &'r Row, lower: &str, next: Option<&'r Row>) -> Option<(String, &'r Row)> {
    if WORKPLACE.contains(&lower) {
        let next = next?;
        let name = next.text.split(" · ").next().unwrap_or(&next.text).trim();
        let lower = name.to_lowercase();
        let name = WORKS_AT.iter().find_map(|w| lower.strip_prefix(w)).map_or(name, |rest| tail(name, rest));
        return (!name.is_empty() && !lower.starts_with("verified")).then(|| (name.to_owned(), next));
    }
    // "Workplace Northwind · Verified using work email" in one line.
    let labelled = WORKPLACE.iter().find_map(|label| lower.strip_prefix(label)?.strip_prefix([' ', ':']));
    if let Some(rest) = labelled.filter(|rest| rest.contains(" · ")) {
        let name = tail(&row.text, rest).split(" · ").next().unwrap_or("").trim();
        return (!name.is_empty() && name.chars().count() <= 100).then(|| (name.to_owned(), row));
    }
    let rest = WORKS_AT.iter().find_map(|words| {
        let at = lower.find(words)?;
        (at == 0 || words.starts_with("verified") || words.starts_with("has")).then(|| lower.get(at + words.len()..))?
    })?;
    let name = tail(&row.text, rest).split(" · ").next().unwrap_or("").trim_end_matches('.').trim();
    (!name.is_empty() && name.chars().count() <= 100).then(|| (name.to_owned(), row))
}

/// The end of a text that is as long as another one's, which was made lower case.
fn tail<'t>(text: &'t str, lower: &str) -> &'t str {
    let skip = text.chars().count().saturating_sub(lower.chars().count());
    text.char_indices().nth(skip).and_then(|(at, _)| text.get(at..)).unwrap_or("")
}
