//! An employer's notice about recruitment fraud: whether a page is or holds one, and its sentences about what the
//! employer never does, word for word.

use analyzer::text::notices::{self, Denial};
use analyzer::text::sentences;
use serde::Serialize;
use url::Url;

use crate::document::{Document, Line};
use crate::kinds::visit::announced;

/// Most sentences that are kept, and the longest of them in bytes.
const MOST: usize = 14;
const LONGEST: usize = 600;

/// A notice, as `lookups.json` documents it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Notice {
    /// Where it stands.
    pub url: String,
    /// What the employer says that it never does, and which addresses alone are its own: word for word. An item of a
    /// list is told with the words that lead to the list.
    pub sentences: Vec<String>,
}

impl Notice {
    /// How much it says: of several pages the fullest is the notice.
    pub(super) fn weight(&self) -> usize {
        self.sentences.len()
    }

    /// The mail domains that it names as the employer's own.
    pub(super) fn domains(&self) -> Vec<String> {
        let denials = self.sentences.iter().flat_map(|sentence| notices::denials(sentence));
        let only = denials.filter_map(|denial| match denial {
            Denial::OtherDomains(domains) => Some(domains),
            _ => None,
        });
        only.flatten().collect()
    }
}

/// The notice that a page is, or holds below a heading of its own.
pub(super) fn of(page: &Document, url: &Url) -> Option<Notice> {
    let title = page.title.as_deref().unwrap_or("").to_lowercase();
    let path = url.path().to_lowercase().replace(['-', '_', '/', '.'], " ");
    let whole = announced(&title) || announced(&path);
    let start = if whole { 0 } else { page.lines.iter().position(begins)? };
    let mut sentences: Vec<String> = Vec::new();
    let mut lead: Option<String> = None;
    for line in page.lines.get(start..).unwrap_or_default() {
        if !line.item {
            // "We will never:" and the like, whose list follows.
            lead = line.text.ends_with(':').then(|| last_sentence(&line.text).to_owned());
        }
        for (from, to) in sentences::split(&line.text) {
            let Some(own) = line.text.get(from..to) else { continue };
            let led = lead.as_ref().filter(|_| line.item).map(|lead| format!("{lead} {own}"));
            let told = [Some(own.to_owned()), led].into_iter().flatten().find(|s| !notices::denials(s).is_empty());
            if let Some(told) = told.filter(|s| s.len() <= LONGEST)
                && sentences.len() < MOST
                && !sentences.contains(&told)
            {
                sentences.push(told);
            }
        }
    }
    (!sentences.is_empty()).then(|| Notice { url: url.to_string(), sentences })
}

/// Whether a line is the heading of a notice, or says in a few words that one follows.
fn begins(line: &Line) -> bool {
    const FEW: usize = 140;
    line.text.chars().count() <= FEW && announced(&line.text.to_lowercase())
}

fn last_sentence(text: &str) -> &str {
    sentences::split(text).last().and_then(|(from, to)| text.get(*from..*to)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(html: &str, address: &str) -> Option<Notice> {
        let url = Url::parse(address).unwrap();
        of(&Document::of(html, &url), &url)
    }

    #[test]
    fn lists_are_told_with_what_leads_to_them() {
        let found = notice(
            "<title>Recruitment fraud</title><p>Fraudsters use our name. They ask for money. Orbitworks will never:</p>
             <ul><li>ask you for a payment of any kind</li><li>interview you over WhatsApp</li></ul>
             <p>Emails from us always come from @orbitworks.example.</p><p>Never send money to strangers.</p>",
            "https://orbitworks.example/x",
        )
        .unwrap();
        assert_eq!(
            found.sentences,
            [
                "Orbitworks will never: ask you for a payment of any kind",
                "Orbitworks will never: interview you over WhatsApp",
                "Emails from us always come from @orbitworks.example.",
            ]
        );
        assert_eq!(found.domains(), ["orbitworks.example"]);
    }

    #[test]
    fn a_page_about_something_else_is_no_notice() {
        assert_eq!(notice("<p>We never ask for money at our museum.</p>", "https://orbitworks.example/museum"), None);
        let korean = notice(
            "<h3>채용 사칭 주의 안내</h3><p>당사는 채용 과정에서 금전을 요구하지 않습니다.</p>",
            "https://hanbit.example/recruit",
        );
        assert_eq!(korean.unwrap().sentences, ["당사는 채용 과정에서 금전을 요구하지 않습니다."]);
    }
}
