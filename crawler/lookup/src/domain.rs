//! Domain names as they are asked about.

use std::net::IpAddr;

/// What a registry would know of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registered<'a> {
    /// The domain that was registered for it.
    Domain(&'a str),
    /// Its operator gives such names to anybody, and no registry knows of them: `acme.github.io` below `github.io`.
    Given(&'a str),
    /// It is an ending, or no name.
    Nothing,
}

/// The name in the form that is asked about: lower case, ASCII, without the last dot. None for addresses and whatever is
/// no host name of two labels or more (RFC 1123, 2.1).
#[must_use]
pub fn plain(name: &str) -> Option<String> {
    const LONGEST: usize = 253;
    let name = name.trim().trim_end_matches('.');
    if name.len() > 4 * LONGEST || name.parse::<IpAddr>().is_ok() {
        return None;
    }
    let url::Host::Domain(host) = url::Host::parse(name).ok()? else { return None };
    let host = host.to_lowercase();
    (host.len() <= LONGEST && host.contains('.') && host.split('.').all(is_label)).then_some(host)
}

/// Whether it is a label of a host name: letters, digits and hyphens, no hyphen at the ends, at most 63.
#[must_use]
pub fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// The domain that was registered for a plain name, by the part of the public suffix list that registries answer for. An
/// ending that the list doesn't know is taken for a top-level domain.
#[must_use]
pub fn registered(name: &str) -> Registered<'_> {
    let Some(suffix) = psl::suffix(name.as_bytes()) else { return Registered::Nothing };
    let text = |bytes: &[u8]| name.get(name.len().saturating_sub(bytes.len())..).unwrap_or_default();
    let ending = text(suffix.as_bytes());
    if suffix.typ() == Some(psl::Type::Private) {
        return Registered::Given(ending);
    }
    match name.strip_suffix(ending).and_then(|rest| rest.strip_suffix('.')).filter(|rest| !rest.is_empty()) {
        Some(rest) => {
            let label = rest.rsplit('.').next().unwrap_or(rest);
            Registered::Domain(name.get(rest.len() - label.len()..).unwrap_or_default())
        }
        None => Registered::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_asked_about_in_one_form() {
        assert_eq!(plain("Careers.Acme.Example.").as_deref(), Some("careers.acme.example"));
        assert_eq!(plain("한글.example").as_deref(), Some("xn--bj0bj06e.example"));
        for other in ["", "acme", "192.0.2.7", "[2001:db8::1]", "a b.example", "-a.example", "a..example", "0x7f.1"] {
            assert_eq!(plain(other), None, "{other}");
        }
        assert_eq!(plain(&"a.".repeat(200)), None);
    }

    #[test]
    fn a_registry_knows_the_domain_below_its_ending() {
        assert_eq!(registered("jobs.acme.co.uk"), Registered::Domain("acme.co.uk"));
        assert_eq!(registered("mail.acme.example"), Registered::Domain("acme.example"));
        assert_eq!(registered("acme.co.kr"), Registered::Domain("acme.co.kr"));
        assert_eq!(registered("acme.github.io"), Registered::Given("github.io"));
        assert_eq!(registered("co.uk"), Registered::Nothing);
        assert_eq!(registered("example"), Registered::Nothing);
    }
}
