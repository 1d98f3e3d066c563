//! Where public services are.

use serde::Deserialize;

/// Base addresses of public services, each ending with `/`. The defaults are the services' own; tests and operators with
/// mirrors name others.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Services {
    /// RDAP server for every domain, in place of those of IANA's bootstrap file.
    pub rdap: Option<String>,
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
