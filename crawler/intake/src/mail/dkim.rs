//! DKIM signatures (RFC 6376) verified again, offline: with keys out of the recorded look-ups and nothing else.
//!
//! The parser and the cryptography are `mail-auth`'s. Its resolver is never built, so that there is no way out of this
//! crate. An expiry date is not looked at: it says how long a receiver should accept the mail, and this one arrived.

use analyzer::case::{DkimSignature, Fact, Lookup, LookupResult, SigningOutcome};
use mail_auth::AuthenticatedMessage;
use mail_auth::common::crypto::HashAlgorithm;
use mail_auth::common::parse::TxtRecordParser;
use mail_auth::common::verify::DomainKey;
use mail_auth::dkim::Signature;

/// Verifies every signature whose key is in a look-up of kind `dkim`: subject `selector._domainkey.domain`, record
/// `{"txt": "v=DKIM1; …"}`. A signature that covers only a part of the body (`l=`) stays unchecked: anything could
/// have been added below it.
pub(super) fn verify(raw: &[u8], lookups: &[Lookup], signatures: &mut [Fact<DkimSignature>]) {
    let keys: Vec<(&str, &str)> = lookups
        .iter()
        .filter(|l| l.kind == "dkim" && l.result == LookupResult::Found)
        .filter_map(|l| Some((l.subject.as_str(), l.record.get("txt")?.as_str()?)))
        .collect();
    if keys.is_empty() || signatures.is_empty() {
        return;
    }
    let crlf = with_crlf(raw);
    let Some(mail) = AuthenticatedMessage::parse(&crlf) else { return };
    for header in &mail.dkim_headers {
        let signature = &header.header;
        let name = format!("{}._domainkey.{}", signature.s, signature.d);
        let Some((_, text)) =
            keys.iter().find(|(subject, _)| subject.trim_end_matches('.').eq_ignore_ascii_case(&name))
        else {
            continue;
        };
        let Ok(key) = DomainKey::parse(text.as_bytes()) else { continue };
        if signature.l != 0 {
            continue;
        }
        let holds = holds(&mail, signature, header.name, header.value, &key);
        let outcome = if holds { SigningOutcome::Verified } else { SigningOutcome::Broken };
        let same = |s: &&mut Fact<DkimSignature>| {
            s.value.domain.eq_ignore_ascii_case(&signature.d) && s.value.selector.eq_ignore_ascii_case(&signature.s)
        };
        for found in signatures.iter_mut().filter(same) {
            // Of two signatures with one key a good one is enough.
            if found.value.outcome != SigningOutcome::Verified {
                found.value.outcome = outcome;
            }
        }
    }
}

fn holds(mail: &AuthenticatedMessage<'_>, signature: &Signature, name: &[u8], value: &[u8], key: &DomainKey) -> bool {
    let hash = HashAlgorithm::from(signature.a);
    let body = mail.body_hashes.iter().any(|(form, algorithm, length, digest)| {
        *form == signature.cb && *algorithm == hash && *length == signature.l && *digest == signature.bh
    });
    let unsigned = without_signature(value);
    let mut headers = mail.signed_headers(&signature.h, name, &unsigned);
    body && key.p.verify(&mut headers, &signature.b, signature.ch, signature.a).is_ok()
}

/// The signature's own field as it was signed: the value of `b=` and the line end are empty (RFC 6376, 3.7).
fn without_signature(value: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(value.len());
    for (at, tag) in value.split(|b| *b == b';').enumerate() {
        if at > 0 {
            out.push(b';');
        }
        match tag.iter().position(|b| *b == b'=') {
            Some(equals) if tag.get(..equals).unwrap_or_default().trim_ascii() == b"b" => {
                out.extend_from_slice(tag.get(..=equals).unwrap_or_default());
            }
            _ => out.extend_from_slice(tag),
        }
    }
    out.truncate(out.trim_ascii_end().len());
    out
}

/// Saved mails often lost their carriage returns; signatures are over CRLF lines.
fn with_crlf(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len() + raw.len() / 40);
    let mut last = 0;
    for byte in raw {
        if *byte == b'\n' && last != b'\r' {
            out.push(b'\r');
        }
        out.push(*byte);
        last = *byte;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use analyzer::case::{ArtifactId, Place, Source};

    /// RFC 8463, appendix A: a mail signed with Ed25519 and RSA, and its keys.
    const MAIL: &str = "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\n d=football.example.com; i=@football.example.com;\n q=dns/txt; s=brisbane; t=1528637909; h=from : to :\n subject : date : message-id : from : subject : date;\n bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\n b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus\n Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==\nFrom: Joe SixPack <joe@football.example.com>\nTo: Suzie Q <suzie@shopping.example.net>\nSubject: Is dinner ready?\nDate: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\nMessage-ID: <20030712040037.46341.5F8J@football.example.com>\n\nHi.\n\nWe lost the game.  Are you hungry yet?\n\nJoe.\n";

    fn outcome(mail: &str, key: &str) -> SigningOutcome {
        let lookup = Lookup {
            kind: "dkim".into(),
            subject: "brisbane._domainkey.football.example.com".into(),
            asked_at: None,
            result: LookupResult::Found,
            record: serde_json::json!({ "txt": key }),
            asked: Vec::new(),
            why: None,
        };
        let source = Source { artifact: ArtifactId(0), place: Place::Whole };
        let signature = DkimSignature {
            domain: "football.example.com".into(),
            selector: "brisbane".into(),
            outcome: SigningOutcome::NotChecked,
        };
        let mut signatures = [Fact::new(signature, "", source)];
        verify(mail.as_bytes(), &[lookup], &mut signatures);
        signatures[0].value.outcome
    }

    #[test]
    fn the_standards_own_example_holds_and_a_changed_one_does_not() {
        let key = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
        assert_eq!(outcome(MAIL, key), SigningOutcome::Verified);
        assert_eq!(outcome(&MAIL.replace("hungry", "angry"), key), SigningOutcome::Broken);
        assert_eq!(outcome(&MAIL.replace("Is dinner", "Was dinner"), key), SigningOutcome::Broken);
        assert_eq!(outcome(MAIL, "not a key"), SigningOutcome::NotChecked);
    }
}
