//! A visit to an employer's site: which pages are read, and which are not.

use analyzer::case::Audience;
use url::Url;

use crate::document::{Document, Link};
use crate::{Answer, Failure, Request, Web, Within};

/// Most pages of one site that are read.
const MOST_PAGES: usize = 8;

/// Most addresses that are tried, those that aren't there included.
const MOST_TRIES: usize = 14;

/// Most hosts of one employer within which links are followed, and most of them that are tried for a first page. Some
/// employers own hundreds of domains.
const MOST_HOSTS: usize = 60;
const MOST_HOMES: usize = 3;

/// The hosts among the places of a question: the first one first, then those that are for careers by their names.
pub(super) fn hosts(places: &[String]) -> Vec<String> {
    let mut hosts: Vec<String> = Vec::new();
    for place in places {
        let host = place.trim().trim_end_matches('.').to_lowercase();
        let named = Url::parse(&format!("https://{host}/")).ok().filter(|u| u.host_str() == Some(host.as_str()));
        if named.is_some_and(|u| u.domain().is_some_and(|d| d.contains('.'))) && !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    let careers = |host: &String| ["career", "job", "recruit", "talent"].iter().any(|word| host.contains(word));
    if let Some((_, rest)) = hosts.split_first_mut() {
        rest.sort_by_key(|host| !careers(host));
    }
    hosts.truncate(MOST_HOSTS);
    hosts
}

/// What a page is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    /// The first page of a host.
    Home,
    /// What it says about working there.
    Careers,
    /// Where it is and how it is reached.
    Contact,
    /// Its notice about recruitment fraud.
    Notice,
}

impl Aim {
    /// Whether a link says that it leads to such a page.
    fn is_of(self, link: &Link) -> bool {
        let shown = link.text.to_lowercase();
        let path = link.url.path().to_lowercase();
        match self {
            Aim::Home => false,
            Aim::Notice => announced(&shown) || announced(&path.replace(['-', '_', '/', '.'], " ")),
            Aim::Careers => {
                const WORDS: [&str; 12] = [
                    "careers", "career", "jobs", "join us", "work with us", "work for us", "vacancies", "recruitment",
                    "채용", "인재채용", "인재영입", "입사지원",
                ];
                let short = shown.chars().count() <= 40;
                short && WORDS.iter().any(|w| shown.contains(w))
                    || ["/career", "/jobs", "/recruit", "/join-us"].iter().any(|p| path.starts_with(p))
            }
            Aim::Contact => {
                const WORDS: [&str; 9] = [
                    "contact", "imprint", "impressum", "about us", "locations", "offices", "문의", "오시는 길",
                    "회사소개",
                ];
                shown.chars().count() <= 30 && WORDS.iter().any(|w| shown.contains(w))
            }
        }
    }

    /// Most pages read for it.
    fn most(self) -> usize {
        match self {
            Aim::Home => 2,
            Aim::Careers | Aim::Notice => 3,
            Aim::Contact => 1,
        }
    }
}

/// A page that was read.
pub(super) struct Seen {
    /// Its address, after redirects.
    pub url: Url,
    /// What it was read for.
    pub aim: Aim,
    /// What it holds.
    pub document: Document,
}

/// One visit to a site: what was read, and what was asked for.
pub(super) struct Visit<'w> {
    web: Web<'w>,
    audience: Audience,
    hosts: Vec<String>,
    /// The pages that were read, in order.
    pub seen: Vec<Seen>,
    /// The addresses that were asked, those that aren't there included.
    pub asked: Vec<String>,
    failures: Vec<Failure>,
}

impl<'w> Visit<'w> {
    /// A visit to some hosts and what is below them.
    pub(super) fn new(web: Web<'w>, audience: Audience, hosts: Vec<String>) -> Self {
        Self { web, audience, hosts, seen: Vec::new(), asked: Vec::new(), failures: Vec::new() }
    }

    /// Reads a page; tells whether there was one that wasn't read before.
    async fn read(&mut self, address: &str, aim: Aim) -> bool {
        let Ok(mut url) = Url::parse(address) else { return false };
        url.set_fragment(None);
        let within = self.hosts.iter().any(|host| below(url.host_str().unwrap_or(""), host));
        let known =
            self.asked.iter().any(|asked| asked == url.as_str()) || self.seen.iter().any(|page| page.url == url);
        if !within || known || self.seen.len() >= MOST_PAGES || self.asked.len() >= MOST_TRIES {
            return false;
        }
        let mut request = Request::page(url.clone(), self.audience);
        request.within = Within::Hosts(self.hosts.clone());
        let came = self.web.fetch.get(request).await;
        if !came.as_ref().is_err_and(Failure::is_refusal) {
            self.asked.push(url.to_string());
        }
        match came {
            Ok(response) if response.is_success() => {
                // Many sites lead what they don't have to their home page.
                if self.seen.iter().any(|page| page.url == response.url) {
                    return false;
                }
                let document = Document::read(&response);
                self.seen.push(Seen { url: response.url, aim, document });
                true
            }
            Ok(response) => {
                self.failures.push(Failure::Status(response.host().to_owned(), response.status));
                false
            }
            Err(failure) => {
                self.failures.push(failure);
                false
            }
        }
    }

    /// Follows the links that lead to pages of a kind.
    pub(super) async fn follow(&mut self, aim: Aim) {
        let links: Vec<Url> = self
            .seen
            .iter()
            .flat_map(|page| &page.document.links)
            .filter(|link| aim.is_of(link))
            .map(|link| link.url.clone())
            .collect();
        for url in links {
            if self.seen.iter().filter(|page| page.aim == aim).count() >= aim.most() {
                return;
            }
            self.read(url.as_str(), aim).await;
        }
    }

    /// Reads the first pages of the hosts, two at most. Some firms answer at the bare domain, some only at `www.`
    pub(super) async fn homes(&mut self) {
        for host in self.hosts.iter().take(MOST_HOMES).cloned().collect::<Vec<_>>() {
            if self.seen.len() >= Aim::Home.most() {
                return;
            }
            if !self.read(&format!("https://{host}/"), Aim::Home).await && !host.starts_with("www.") {
                self.read(&format!("https://www.{host}/"), Aim::Home).await;
            }
        }
    }

    /// Whether a page of a kind was read.
    pub(super) fn has(&self, aim: Aim) -> bool {
        self.seen.iter().any(|page| page.aim == aim)
    }

    /// Tries usual paths for what no link led to, until one is there.
    pub(super) async fn guess(&mut self, aim: Aim, paths: &[&str]) -> bool {
        let Some(home) = self.seen.first().map(|page| page.url.clone()) else { return false };
        for path in paths {
            let found = match home.join(path) {
                Ok(url) => self.read(url.as_str(), aim).await,
                Err(_) => false,
            };
            if found {
                return true;
            }
        }
        false
    }

    /// The host that is visited first.
    pub(super) fn subject(&self) -> String {
        self.hosts.first().cloned().unwrap_or_default()
    }

    /// Why no page was read, if none was.
    pub(super) fn why_nothing(&self) -> Option<String> {
        let first = self.failures.first().map_or_else(|| "its site could not be read".to_owned(), ToString::to_string);
        self.seen.is_empty().then_some(first)
    }

    /// The answer when no page could be read.
    pub(super) fn nothing(self) -> Answer {
        let told = self.failures.iter().find(|f| !f.is_refusal()).or(self.failures.first());
        told.cloned().map_or_else(|| Answer::failed("its site could not be read"), Answer::from).asking(self.asked)
    }
}

/// Whether a host is another or below it.
pub(super) fn below(host: &str, domain: &str) -> bool {
    host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}

/// Whether words, in lower case, announce a notice about recruitment fraud.
pub(super) fn announced(words: &str) -> bool {
    const FRAUD: [&str; 16] = [
        "fraud", "scam", "phishing", "fake job", "fake offer", "impersonat", "imposter", "impostor", "사칭", "사기",
        "허위 채용", "허위채용", "스미싱", "피싱", "유의사항", "주의 안내",
    ];
    const WORK: [&str; 12] = [
        "recruit", "job", "career", "hiring", "employment", "candidate", "applicant", "offer", "채용", "입사", "구인",
        "인사",
    ];
    const ALONE: [&str; 4] = ["fraud alert", "fraud notice", "fraud warning", "scam alert"];
    let any = |list: &[&str]| list.iter().any(|word| words.contains(word));
    any(&ALONE) || any(&FRAUD) && any(&WORK)
}
