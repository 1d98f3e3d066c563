//! A domain's records: mail servers, sender policy, addresses, name servers.

use analyzer::case::Question;
use serde::Serialize;

use crate::domain::{self, Registered};
use crate::{Answer, Failure, Names, RecordType, Web};

/// Most records of each type that are kept.
const MOST: usize = 30;

/// What is kept of the records. What could not be asked is left out; an empty list says that there is none.
#[derive(Debug, Serialize)]
struct Record {
    /// Mail servers, most preferred first; `.` alone says that the domain takes no mail (RFC 7505).
    #[serde(skip_serializing_if = "Option::is_none")]
    mx: Option<Vec<String>>,
    /// The sender policy (RFC 7208).
    #[serde(skip_serializing_if = "Option::is_none")]
    spf: Option<String>,
    /// What receivers are asked to do with mail that doesn't prove itself (RFC 7489).
    #[serde(skip_serializing_if = "Option::is_none")]
    dmarc: Option<String>,
    /// The domain whose DMARC record that is: this one, or the registered one above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    dmarc_domain: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    addresses: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ns: Option<Vec<String>>,
}

/// Asks for the records.
pub async fn ask(question: &Question, web: Web<'_>) -> Answer {
    let Some(name) = domain::plain(&question.subject) else {
        return Answer::not_asked(format!("{} is no domain", question.subject));
    };
    let policy = format!("_dmarc.{name}");
    let (mx, ns, addresses, texts, dmarc) = tokio::join!(
        web.names.records(&name, RecordType::Mx),
        web.names.records(&name, RecordType::Ns),
        web.names.records(&name, RecordType::Address),
        web.names.records(&name, RecordType::Txt),
        web.names.records(&policy, RecordType::Txt),
    );
    let mut asked: Vec<String> =
        ["MX", "NS", "A", "AAAA", "TXT"].iter().map(|of| format!("dns:{name}?type={of}")).collect();
    asked.push(format!("dns:{policy}?type=TXT"));

    let answers = [&mx, &ns, &addresses, &texts].map(|answer| known(answer));
    if let Some(failure) = answers.iter().find_map(|answer| answer.as_ref().err())
        && answers.iter().all(Result::is_err)
    {
        return Answer::from((*failure).clone()).asking(asked);
    }
    if answers.iter().all(|answer| answer.as_ref().is_ok_and(|records| records.is_empty())) {
        return Answer::absent().asking(asked);
    }
    let (dmarc, above) = match told(&dmarc, "v=DMARC1") {
        Some(text) => (Some(text), Some(name.clone())),
        None => above(&name, web.names, &mut asked).await,
    };
    let list = |answer| kept(answer);
    Answer::found(Record {
        mx: list(&mx).map(mail_servers),
        spf: told(&texts, "v=spf1"),
        dmarc,
        dmarc_domain: above,
        addresses: list(&addresses),
        ns: list(&ns),
    })
    .asking(asked)
}

/// The policy of the registered domain above a name, which holds where the name has none (RFC 7489, 6.6.3).
async fn above(name: &str, names: &dyn Names, asked: &mut Vec<String>) -> (Option<String>, Option<String>) {
    let Registered::Domain(domain) = domain::registered(name) else { return (None, None) };
    if domain == name {
        return (None, None);
    }
    let policy = format!("_dmarc.{domain}");
    let answer = names.records(&policy, RecordType::Txt).await;
    asked.push(format!("dns:{policy}?type=TXT"));
    match told(&answer, "v=DMARC1") {
        Some(text) => (Some(text), Some(domain.to_owned())),
        None => (None, None),
    }
}

/// What was answered: that there is no such name is an answer, too.
fn known(answer: &Result<Vec<String>, Failure>) -> Result<&[String], &Failure> {
    match answer {
        Ok(records) => Ok(records),
        Err(Failure::NoName(_)) => Ok(&[]),
        Err(failure) => Err(failure),
    }
}

fn kept(answer: &Result<Vec<String>, Failure>) -> Option<Vec<String>> {
    let records = known(answer).ok()?;
    Some(records.iter().take(MOST).map(|record| short(record)).collect())
}

/// The root alone as mail server is said as `.`.
fn mail_servers(servers: Vec<String>) -> Vec<String> {
    servers.into_iter().map(|server| if server.is_empty() { ".".to_owned() } else { server }).collect()
}

/// The one text that begins with a version. Several are an error that receivers answer with "no policy" (RFC 7208, 4.5;
/// RFC 7489, 6.6.3).
fn told(answer: &Result<Vec<String>, Failure>, version: &str) -> Option<String> {
    let begins = |text: &&String| {
        let text = text.trim_start();
        text.get(..version.len()).is_some_and(|start| start.eq_ignore_ascii_case(version))
            && text.get(version.len()..).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ';', '\t']))
    };
    let mut texts = known(answer).ok()?.iter().filter(begins);
    let only = texts.next().filter(|_| texts.next().is_none())?;
    Some(short(only.trim()))
}

fn short(text: &str) -> String {
    const LONGEST: usize = 2_000;
    text.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}
