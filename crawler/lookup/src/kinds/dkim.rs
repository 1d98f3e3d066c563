//! The key of a DKIM signature: the text at `selector._domainkey.domain` (RFC 6376, 3.6.2).

use analyzer::case::Question;
use serde::Serialize;

use crate::{Answer, Failure, RecordType, Web, domain};

/// What stands between a selector and the domain that signs.
const BETWEEN: &str = "._domainkey.";

#[derive(Debug, Serialize)]
struct Record {
    /// The record as published.
    txt: String,
}

/// Asks for the key.
pub async fn ask(question: &Question, web: Web<'_>) -> Answer {
    let Some(name) = name(&question.subject) else {
        return Answer::not_asked("the signature names no selector and domain that can be asked for");
    };
    let asked = [format!("dns:{name}?type=TXT")];
    let texts = match web.names.records(&name, RecordType::Txt).await {
        Ok(texts) => texts,
        Err(Failure::NoName(_)) => Vec::new(),
        Err(failure) => return Answer::from(failure).asking(asked),
    };
    match texts.iter().find(|text| is_key(text)) {
        Some(txt) => Answer::found(Record { txt: txt.trim().to_owned() }),
        None => Answer::absent(),
    }
    .asking(asked)
}

/// The name to ask for, in lower case. The signature is the sender's, so whatever isn't made of labels is refused.
fn name(subject: &str) -> Option<String> {
    const LONGEST: usize = 253;
    let subject = subject.trim().trim_end_matches('.').to_ascii_lowercase();
    let (selector, signing) = subject.split_once(BETWEEN)?;
    let domain = domain::plain(signing)?;
    // Selectors are sub-domains; underscores are common in them, against the letter of the standard.
    let label = |label: &str| domain::is_label(&label.replace('_', "x"));
    let name = format!("{selector}{BETWEEN}{domain}");
    (selector.split('.').all(label) && name.len() <= LONGEST).then_some(name)
}

/// Whether a text is a record of a key: tags, one of them `p` (empty, where the key was withdrawn).
fn is_key(text: &str) -> bool {
    const LONGEST: usize = 8_192;
    text.len() <= LONGEST
        && text.split(';').any(|tag| tag.split_once('=').is_some_and(|(name, _)| name.trim().eq_ignore_ascii_case("p")))
}
