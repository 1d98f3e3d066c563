//! JSON with comments and commas behind last values, as editors keep their settings.

use serde_json::Value;

/// Parses it; nesting is bounded by the parser.
pub(super) fn parse(text: &str) -> Option<Value> {
    serde_json::from_str(&plain(text.trim_start_matches('\u{feff}'))).ok()
}

/// The same as JSON: comments become blanks, commas before a closing bracket go. What stands in quotes stays.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' if quoted => {
                out.push(c);
                out.extend(chars.next());
                continue;
            }
            '"' => quoted = !quoted,
            '/' if !quoted && chars.peek() == Some(&'/') => {
                chars.by_ref().find(|c| *c == '\n');
                out.push('\n');
                continue;
            }
            '/' if !quoted && chars.peek() == Some(&'*') => {
                chars.next();
                let mut last = ' ';
                for c in chars.by_ref() {
                    if last == '*' && c == '/' {
                        break;
                    }
                    last = c;
                }
                out.push(' ');
                continue;
            }
            '}' | ']' if !quoted => {
                let kept = out.trim_end().len();
                if out.get(..kept).is_some_and(|o| o.ends_with(',')) {
                    out.truncate(kept - 1);
                }
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_commas() {
        let text = "\u{feff}{ /* a */ \"u\": \"https://x/*y*/\", // b\n \"l\": [1, 2, ], \"q\": \"\\\",]\", }";
        assert_eq!(parse(text), Some(serde_json::json!({"u": "https://x/*y*/", "l": [1, 2], "q": "\",]"})));
        assert_eq!(parse("{ /* never ends"), None);
        assert_eq!(parse(&"[".repeat(100_000)), None);
        assert_eq!(parse(&"} ".repeat(100_000)), None);
    }
}
