//! Google's published test cases (`robots_test.cc` of github.com/google/robotstxt), where the developers' corpora have
//! them. They are C++; the few forms of statements that its cases are made of are read and carried out.

use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::super::Robots;

#[test]
fn all_published_cases() {
    let Some(source) = source() else {
        eprintln!("skipped: no robots_test.cc in ../shared/corpora or at ROBOTS_TESTS; Google's cases were not run");
        return;
    };
    let mut machine = Machine::default();
    machine.run(&tokens(&source));
    assert!(
        machine.wrong.is_empty(),
        "{} of {} are wrong:\n{}",
        machine.wrong.len(),
        machine.held,
        machine.wrong.join("\n")
    );
    assert!(machine.held > 100, "only {} cases were understood", machine.held);
    eprintln!("{} of Google's cases hold", machine.held);
}

#[test]
fn the_statements_are_understood() {
    let mut machine = Machine::default();
    machine.run(&tokens(
        r#"
        TEST(Sample, One) { // "a comment"
          const absl::string_view text = "user-agent: FooBot\n" "disallow: /\n";
          const std::string url = "http://foo.example/a";
          EXPECT_FALSE(IsUserAgentAllowed(text, "FooBot", url));
          EXPECT_TRUE(IsUserAgentAllowed(text, "FooBot", "http://foo.example/b"));
          EXPECT_TRUE(RobotsMatcher::IsValidUserAgentToObey("FooBot"));
        }
        TEST(Sample, Two) {
          size_t kEOLLen = std::string("\n").length();
          int kMost = 2 * 10;
          std::string longer = "/x/";
          size_t most = kMost - longer.length() + kEOLLen;
          while (longer.size() < most) { absl::StrAppend(&longer, "a"); }
          std::string text;
          absl::StrAppend(&text, "user-agent: *\n", "disallow: ", longer, "\n");
          EXPECT_FALSE(IsUserAgentAllowed(text, "b", absl::StrCat("http://foo.example", longer, "/c")));
          EXPECT_TRUE(IsUserAgentAllowed(text, "b", "http://foo.example/x/aaaaaaaaaaaaaa"));
        }"#,
    ));
    assert_eq!((machine.held, machine.wrong.len()), (3, 1), "{:?}", machine.wrong);
}

/// The file itself, from where `ROBOTS_TESTS` says or out of the corpora's archive.
fn source() -> Option<String> {
    if let Some(path) = std::env::var_os("ROBOTS_TESTS") {
        return Some(std::fs::read_to_string(path).unwrap());
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let archive: PathBuf = root.join("../shared/corpora/conformance.tar.gz");
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(std::fs::File::open(archive).ok()?).read_to_end(&mut bytes).ok()?;
    // A TAR is blocks of 512 bytes: a header with name and octal size, then the file.
    let mut rest = bytes.as_slice();
    while let Some((header, after)) = rest.split_at_checked(512) {
        let text = |from: usize, to: usize| String::from_utf8_lossy(&header[from..to]).trim_matches('\0').to_owned();
        let size = usize::from_str_radix(text(124, 136).trim_matches(['\0', ' ']), 8).unwrap_or(0);
        if text(0, 100).ends_with("robots_test.cc") {
            return Some(String::from_utf8_lossy(after.get(..size)?).into_owned());
        }
        rest = after.get(size.div_ceil(512) * 512..)?;
    }
    None
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Text(Vec<u8>),
    Word(String),
    Sign(char),
}

/// C++ in words, signs and strings, without comments.
fn tokens(source: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = source.bytes().peekable();
    while let Some(byte) = rest.next() {
        match byte {
            b'/' if rest.peek() == Some(&b'/') => while rest.next().is_some_and(|b| b != b'\n') {},
            b'#' => while rest.next().is_some_and(|b| b != b'\n') {},
            b'"' => {
                let mut text = Vec::new();
                loop {
                    match rest.next().unwrap() {
                        b'"' => break,
                        b'\\' => text.push(match rest.next().unwrap() {
                            b'n' => b'\n',
                            b'r' => b'\r',
                            b'x' => {
                                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
                            }
                            other => other,
                        }),
                        other => text.push(other),
                    }
                }
                // Neighbouring strings are one.
                match tokens.last_mut() {
                    Some(Token::Text(before)) => before.extend(text),
                    _ => tokens.push(Token::Text(text)),
                }
            }
            b if b.is_ascii_alphanumeric() || b == b'_' => {
                let mut word = String::from(char::from(b));
                while let Some(next) = rest.next_if(|b| b.is_ascii_alphanumeric() || *b == b'_') {
                    word.push(char::from(next));
                }
                tokens.push(Token::Word(word));
            }
            b if b.is_ascii_whitespace() => {}
            b => tokens.push(Token::Sign(char::from(b))),
        }
    }
    tokens
}

/// What the statements so far have made.
#[derive(Default)]
struct Machine {
    texts: HashMap<String, Vec<u8>>,
    numbers: HashMap<String, usize>,
    held: usize,
    wrong: Vec<String>,
}

impl Machine {
    /// Carries out statement after statement; what is of no form that cases need is passed over.
    fn run(&mut self, tokens: &[Token]) {
        let mut from = 0;
        while from < tokens.len() {
            let len = tokens[from..].iter().position(|t| matches!(t, Token::Sign(';' | '{' | '}')));
            let end = len.map_or(tokens.len(), |len| from + len);
            let statement = &tokens[from..end];
            if let [Token::Word(keyword), Token::Sign('('), Token::Word(name), .., Token::Word(most), Token::Sign(')')] =
                statement
                && keyword == "while"
            {
                let close = end + tokens[end..].iter().position(|t| *t == Token::Sign('}')).unwrap();
                while self.texts[name].len() < self.numbers[most] {
                    self.run(&tokens[end + 1..close]);
                }
                from = close + 1;
                continue;
            }
            self.carry_out(statement);
            from = end + 1;
        }
    }

    fn carry_out(&mut self, statement: &[Token]) {
        let words: Vec<&str> =
            statement.iter().filter_map(|t| if let Token::Word(w) = t { Some(w.as_str()) } else { None }).collect();
        if let [expected @ ("EXPECT_TRUE" | "EXPECT_FALSE"), "IsUserAgentAllowed", ..] = words[..] {
            let inner = &statement[4..statement.len() - 2];
            let [text, agent, url] =
                arguments(inner).map(|a| self.text(a).unwrap()).collect::<Vec<_>>().try_into().unwrap();
            let (agent, url) = (String::from_utf8(agent).unwrap(), String::from_utf8(url).unwrap());
            let may = Robots::read(&text, &agent).allows(path(&url));
            match may == (expected == "EXPECT_TRUE") {
                true => self.held += 1,
                false => self.wrong.push(format!("{agent:?} {url:?} by {:?}", String::from_utf8_lossy(&text))),
            }
        } else if let ["absl", "StrAppend", name, ..] = words[..] {
            let open = statement.iter().position(|t| *t == Token::Sign('(')).unwrap();
            let added: Vec<_> =
                arguments(&statement[open + 1..statement.len() - 1]).skip(1).map(|a| self.text(a)).collect();
            if let Some(text) = self.texts.get_mut(name) {
                added.into_iter().flatten().for_each(|more| text.extend(more));
            }
        } else if let Some(equals) = statement.iter().position(|t| *t == Token::Sign('=')) {
            let Some(Token::Word(name)) = statement.get(equals.wrapping_sub(1)) else { return };
            let value = &statement[equals + 1..];
            if words.contains(&"size_t") || words.contains(&"int") {
                if let Some(number) = self.number(value) {
                    self.numbers.insert(name.clone(), number);
                }
            } else if let Some(text) = self.text(value) {
                self.texts.insert(name.clone(), text);
            }
        } else if let ["std", "string", name] = words[..] {
            self.texts.insert(name.to_owned(), Vec::new());
        }
    }

    /// A string, a variable of one, or `absl::StrCat(…)` of them.
    fn text(&self, tokens: &[Token]) -> Option<Vec<u8>> {
        match tokens {
            [Token::Text(text)] => Some(text.clone()),
            [Token::Word(name)] => self.texts.get(name).cloned(),
            [Token::Word(absl), _, _, Token::Word(cat), Token::Sign('('), inner @ .., Token::Sign(')')]
                if absl == "absl" && cat == "StrCat" =>
            {
                arguments(inner)
                    .map(|argument| self.text(argument))
                    .collect::<Option<Vec<_>>>()
                    .map(|texts| texts.concat())
            }
            _ => None,
        }
    }

    /// Products, sums and differences of numbers and lengths, from left to right.
    fn number(&self, tokens: &[Token]) -> Option<usize> {
        let mut total: Option<usize> = None;
        let mut sign = '+';
        let mut rest = tokens;
        while !rest.is_empty() {
            let (value, after) = match rest {
                [
                    Token::Word(std),
                    _,
                    _,
                    Token::Word(string),
                    Token::Sign('('),
                    Token::Text(text),
                    Token::Sign(')'),
                    Token::Sign('.'),
                    _,
                    Token::Sign('('),
                    Token::Sign(')'),
                    after @ ..,
                ] if std == "std" && string == "string" => (text.len(), after),
                [Token::Word(name), Token::Sign('.'), _, Token::Sign('('), Token::Sign(')'), after @ ..] => {
                    (self.texts.get(name)?.len(), after)
                }
                [Token::Word(word), after @ ..] => {
                    (word.parse().ok().or_else(|| self.numbers.get(word).copied())?, after)
                }
                _ => return None,
            };
            total = Some(match (total, sign) {
                (None, _) => value,
                (Some(total), '+') => total + value,
                (Some(total), '-') => total - value,
                (Some(total), '*') => total * value,
                _ => return None,
            });
            rest = match after {
                [Token::Sign(next), after @ ..] => {
                    sign = *next;
                    after
                }
                after => after,
            };
        }
        total
    }
}

/// Arguments of a call, parted by commas outside of inner calls.
fn arguments(tokens: &[Token]) -> impl Iterator<Item = &[Token]> {
    let mut depth = 0;
    tokens.split(move |token| {
        match token {
            Token::Sign('(') => depth += 1,
            Token::Sign(')') => depth -= 1,
            _ => {}
        }
        depth == 0 && *token == Token::Sign(',')
    })
}

/// What the published matcher matches of an address: from the first `/` or `?` after the host, without a fragment.
fn path(url: &str) -> &str {
    let after = url.split_once("//").map_or(url, |(_, after)| after);
    let after = after.split('#').next().unwrap_or_default();
    after.find(['/', '?']).map_or("/", |at| &after[at..])
}
