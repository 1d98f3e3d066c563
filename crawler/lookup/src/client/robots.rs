//! What a host asks programs not to visit: robots.txt (RFC 9309), read as Google's published parser reads it.

use std::time::Duration;

use url::{Position, Url};

/// Our product token (RFC 9309, 2.2.1).
pub(super) const TOKEN: &str = "Bonafide";
/// Most bytes that are read; a parser must read at least as many (RFC 9309, 2.5).
pub(super) const MOST_BYTES: usize = 500 << 10;
/// A longer line is cut there: eight times the longest address of its day, as Google's parser has it.
const MOST_OF_A_LINE: usize = 8 * 2083 - 1;
/// The longest pause that is kept between two requests.
const LONGEST_DELAY: f64 = 60.0;

/// A line that may or may not be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    allow: bool,
    pattern: String,
}

/// The lines for one product token.
#[derive(Debug, Clone, Default, PartialEq)]
struct Group {
    rules: Vec<Rule>,
    delay: Option<Duration>,
}

/// What a robots.txt says to one product token.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Robots {
    group: Group,
}

/// What a line is.
enum Line<'a> {
    Agent(&'a [u8]),
    Rule(bool, &'a [u8]),
    Delay(&'a [u8]),
    Other,
}

impl Robots {
    /// Reads what a file says to a product token: the lines of every group that names it, else those for everybody.
    pub(super) fn read(text: &[u8], token: &str) -> Self {
        let text = text.get(..MOST_BYTES).unwrap_or(text);
        // A byte order mark may be there, or half of one.
        let mark = text.iter().zip(b"\xef\xbb\xbf").take_while(|(a, b)| a == b).count();
        let text = text.get(mark..).unwrap_or_default();

        let (mut own, mut everybody) = (Group::default(), Group::default());
        let (mut named, mut to_own, mut to_everybody, mut in_rules) = (false, false, false, false);
        for line in text.split(|b| matches!(b, b'\n' | b'\r')) {
            match read_line(line) {
                Line::Agent(agent) => {
                    if in_rules {
                        (to_own, to_everybody, in_rules) = (false, false, false);
                    }
                    if agent.first() == Some(&b'*') && agent.get(1).is_none_or(u8::is_ascii_whitespace) {
                        to_everybody = true;
                    } else if token_of(agent).eq_ignore_ascii_case(token.as_bytes()) {
                        (named, to_own) = (true, true);
                    }
                }
                Line::Rule(allow, pattern) => {
                    in_rules = true;
                    let groups = [(to_own, &mut own), (to_everybody, &mut everybody)];
                    for (_, group) in groups.into_iter().filter(|(applies, _)| *applies) {
                        group.push(allow, escaped(pattern));
                    }
                }
                Line::Delay(value) => {
                    let groups = [(to_own, &mut own), (to_everybody, &mut everybody)];
                    for (_, group) in groups.into_iter().filter(|(applies, _)| *applies) {
                        group.delay = group.delay.max(delay(value));
                    }
                }
                Line::Other => {}
            }
        }
        let mut group = if named { own } else { everybody };
        // The most octets decide, and of as many what allows (RFC 9309, 2.2.2).
        group.rules.sort_by_key(|rule| std::cmp::Reverse((rule.pattern.len(), rule.allow)));
        Self { group }
    }

    /// Whether a path with its query may be visited.
    pub(super) fn allows(&self, path: &str) -> bool {
        self.group.rules.iter().find(|rule| matches(&rule.pattern, path)).is_none_or(|rule| rule.allow)
    }

    /// Whether an address may be visited.
    pub(super) fn allows_url(&self, url: &Url) -> bool {
        self.allows(&escaped(url[Position::BeforePath..Position::AfterQuery].as_bytes()))
    }

    /// The pause between two requests that it asks for (`Crawl-delay`, in no standard and in wide use).
    pub(super) fn delay(&self) -> Option<Duration> {
        self.group.delay
    }
}

impl Group {
    fn push(&mut self, allow: bool, pattern: String) {
        if pattern.is_empty() {
            return;
        }
        // A folder's index page allows the folder, and nothing more.
        if allow && let Some(at) = pattern.rfind('/').filter(|at| pattern[*at..].starts_with("/index.htm")) {
            self.rules.push(Rule { allow, pattern: format!("{}$", &pattern[..=at]) });
        }
        self.rules.push(Rule { allow, pattern });
    }
}

/// Reads a line: a key and a value with a colon between, or with nothing but white space if there are just two words.
fn read_line(line: &[u8]) -> Line<'_> {
    let line = line.get(..MOST_OF_A_LINE).unwrap_or(line);
    let line = line.split(|b| *b == b'#').next().unwrap_or_default().trim_ascii();
    let parted = match line.iter().position(|b| *b == b':') {
        Some(at) => Some((line.get(..at), line.get(at + 1..))),
        None => line
            .iter()
            .position(u8::is_ascii_whitespace)
            .map(|at| (line.get(..at), line.get(at + 1..)))
            .filter(|(_, value)| !value.is_some_and(|v| v.trim_ascii().iter().any(u8::is_ascii_whitespace))),
    };
    let Some((Some(key), Some(value))) = parted else { return Line::Other };
    let (key, value) = (key.trim_ascii().to_ascii_lowercase(), value.trim_ascii());
    // Keys are known by how they begin, and the misspellings of many a webmaster are understood.
    let is = |spellings: &[&str]| spellings.iter().any(|spelling| key.starts_with(spelling.as_bytes()));
    if is(&["user-agent", "useragent", "user agent"]) {
        Line::Agent(value)
    } else if is(&["allow"]) {
        Line::Rule(true, value)
    } else if is(&["disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"]) {
        Line::Rule(false, value)
    } else if is(&["crawl-delay", "crawldelay", "crawl delay"]) {
        Line::Delay(value)
    } else {
        Line::Other
    }
}

/// The product token that a line begins with.
fn token_of(agent: &[u8]) -> &[u8] {
    let end = agent.iter().position(|b| !(b.is_ascii_alphabetic() || matches!(b, b'-' | b'_')));
    agent.get(..end.unwrap_or(agent.len())).unwrap_or_default()
}

/// Seconds, possibly with a fraction.
fn delay(value: &[u8]) -> Option<Duration> {
    let seconds: f64 = std::str::from_utf8(value).ok()?.parse().ok()?;
    if seconds.is_nan() {
        return None;
    }
    Duration::try_from_secs_f64(seconds.clamp(0.0, LONGEST_DELAY)).ok()
}

/// Octets outside of ASCII percent-encoded, and percent-encodings in upper case.
fn escaped(octets: &[u8]) -> String {
    let mut out = String::with_capacity(octets.len());
    let mut rest = octets;
    loop {
        rest = match rest {
            [] => return out,
            [b'%', a, b, tail @ ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => {
                out.extend(['%', char::from(a.to_ascii_uppercase()), char::from(b.to_ascii_uppercase())]);
                tail
            }
            [octet, tail @ ..] => {
                if octet.is_ascii() {
                    out.push(char::from(*octet));
                } else {
                    out.push_str(&format!("%{octet:02X}"));
                }
                tail
            }
        };
    }
}

/// Whether a pattern matches a path from its beginning: `*` is any octets, `$` at its end the path's end. What lies
/// between two stars is taken where it is found first, which leaves the most to what follows.
fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, to_end) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut pieces = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let Some(last) = pieces.next_back() else { return !to_end || rest.is_empty() };
    for piece in pieces {
        match rest.split_once(piece) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    if to_end { rest.ends_with(last) } else { rest.contains(last) }
}

#[cfg(test)]
mod tests;
