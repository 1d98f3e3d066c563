//! Where public services are.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Base addresses of public services, each ending with `/`. The defaults are the services' own; tests and operators with
/// mirrors name others.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Services {
    /// RDAP server for every domain, in place of those of the registries.
    pub rdap: Option<String>,
    /// RDAP servers of registries by the endings they answer for, as IANA's bootstrap file lists them (RFC 9224). The
    /// program adds those of its list; what stands here goes before it.
    pub registries: BTreeMap<String, String>,
    /// Search of Certificate Transparency logs, crt.sh's interface.
    pub certificates: String,
    /// Greenhouse's job board interface.
    pub greenhouse: String,
    /// Lever's postings interface.
    pub lever: String,
    /// Ashby's posting interface.
    pub ashby: String,
    /// Workday: `{tenant}` stands for the tenant.
    pub workday: String,
    /// SmartRecruiters' postings interface.
    pub smartrecruiters: String,
    /// Workable's public accounts.
    pub workable: String,
    /// Recruitee: `{tenant}` stands for the tenant.
    pub recruitee: String,
    /// Teamtailor: `{tenant}` stands for the tenant.
    pub teamtailor: String,
    /// GreetingHR: `{tenant}` stands for the tenant.
    pub greetinghr: String,
    /// GitHub's interface.
    pub github: String,
    /// GitLab's interface.
    pub gitlab: String,
    /// Bitbucket's interface.
    pub bitbucket: String,
}

impl Default for Services {
    fn default() -> Self {
        let at = str::to_owned;
        Self {
            rdap: None,
            registries: BTreeMap::new(),
            certificates: at("https://crt.sh/"),
            greenhouse: at("https://boards-api.greenhouse.io/v1/boards/"),
            lever: at("https://api.lever.co/v0/postings/"),
            ashby: at("https://api.ashbyhq.com/posting-api/job-board/"),
            workday: at("https://{tenant}.myworkdayjobs.com/"),
            smartrecruiters: at("https://api.smartrecruiters.com/v1/companies/"),
            workable: at("https://apply.workable.com/api/v1/widget/accounts/"),
            recruitee: at("https://{tenant}.recruitee.com/api/"),
            teamtailor: at("https://{tenant}.teamtailor.com/"),
            greetinghr: at("https://{tenant}.career.greetinghr.com/"),
            github: at("https://api.github.com/"),
            gitlab: at("https://gitlab.com/api/v4/"),
            bitbucket: at("https://api.bitbucket.org/2.0/"),
        }
    }
}

impl Services {
    /// The same with the RDAP servers of a list, `(ending, base address)`, where no other was named.
    #[must_use]
    pub fn with_registries<'l>(mut self, list: impl IntoIterator<Item = (&'l str, &'l str)>) -> Self {
        for (ending, server) in list {
            self.registries.entry(ending.to_owned()).or_insert_with(|| server.to_owned());
        }
        self
    }

    /// The RDAP server to ask about a domain: the one for all, or that of the longest ending listed (RFC 9224, 4).
    #[must_use]
    pub fn registry(&self, domain: &str) -> Option<&str> {
        let endings = domain.match_indices('.').filter_map(|(at, _)| domain.get(at + 1..));
        self.rdap.as_deref().or_else(|| endings.filter_map(|e| self.registries.get(e)).next().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_ending_tells_whom_to_ask_and_the_operator_goes_first() {
        let operators = r#"registries = { kr = "https://mirror.example/" }"#;
        let list = [("uk", "https://a.example/"), ("co.uk", "https://b.example/"), ("kr", "https://c.example/")];
        let services = toml::from_str::<Services>(operators).unwrap().with_registries(list);
        assert_eq!(services.registry("acme.co.uk"), Some("https://b.example/"));
        assert_eq!(services.registry("acme.uk"), Some("https://a.example/"));
        assert_eq!(services.registry("acme.co.kr"), Some("https://mirror.example/"));
        assert_eq!(services.registry("acme.example"), None);
        let one = Services { rdap: Some("https://all.example/".into()), ..services };
        assert_eq!(one.registry("acme.example"), Some("https://all.example/"));
    }
}
