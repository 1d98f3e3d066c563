//! Lines into running text: what was broken at the edge of a bubble is put together again.

use super::layout::Line;

/// Syllables that a Korean line begins with where the word began on the line before: endings and particles.
const TAILS: [&str; 46] = [
    "다", "요", "니다", "세요", "까", "까요", "니까", "은", "는", "을", "를", "의", "에", "에서", "으로", "로", "와",
    "과", "고", "며", "면", "서", "지만", "습니다", "입니다", "합니다", "됩니다", "드립니다", "시면", "시기", "하고",
    "하여", "해서", "까지", "부터", "에게", "께", "도", "만", "나", "네요", "어요", "아요", "해요", "하며", "니",
];

/// The lines of one turn as one text. `right` is where a full line ends, in pixels.
pub(super) fn text(lines: &[&Line], right: u32) -> String {
    let mut text = String::new();
    let mut before: Option<&Line> = None;
    let filled = filled(lines, right);
    for line in lines {
        if let Some(held) = before {
            let room = right.saturating_sub(held.place.right());
            let paragraph =
                line.place.top.saturating_sub(held.place.bottom()) > held.place.height.max(line.place.height);
            match how(&text, &line.text, room, held.place.height, filled) {
                _ if paragraph => text.push('\n'),
                Seam::None => {}
                Seam::Space => text.push(' '),
                Seam::Line => text.push('\n'),
            }
        }
        text.push_str(&line.text);
        before = Some(line);
    }
    text
}

/// What a Korean word often ends with, so that a space is likely after it.
const ENDS: [char; 14] = ['을', '를', '은', '는', '의', '에', '로', '고', '서', '면', '와', '과', '도', '며'];

/// Whether every line but the last is full to the edge: then the program breaks words anywhere, and a line that ends with
/// Hangul mostly ends within a word.
fn filled(lines: &[&Line], right: u32) -> bool {
    lines.len() > 1
        && lines
            .iter()
            .take(lines.len() - 1)
            .all(|line| right.saturating_sub(line.place.right()) <= line.place.height * 5 / 4)
}

/// What belongs between two lines.
enum Seam {
    /// Nothing: a word or an address goes on.
    None,
    /// A space: the text was wrapped.
    Space,
    /// A new line: the one before was not full.
    Line,
}

fn how(before: &str, next: &str, room: u32, high: u32, filled: bool) -> Seam {
    let last = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let first = next.split(char::is_whitespace).next().unwrap_or("");
    if goes_on(last, first, room, high) {
        return Seam::None;
    }
    if hangul(last.chars().next_back()) && hangul(first.chars().next()) && room < high * 2 {
        let bare = first.trim_end_matches(|c: char| !c.is_alphanumeric());
        let ended = last.chars().count() >= 2 && last.ends_with(ENDS);
        return if TAILS.contains(&bare) || filled && !ended { Seam::None } else { Seam::Space };
    }
    // "part-" and "time".
    let hyphen = last.strip_suffix('-').is_some_and(|word| word.ends_with(|c: char| c.is_ascii_lowercase()));
    if hyphen && first.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Seam::None;
    }
    // The next word would have fitted: the writer began a new line.
    let word = u32::try_from(first.chars().count()).unwrap_or(u32::MAX).saturating_mul(high)
        / if first.is_ascii() { 2 } else { 1 };
    if room > word.saturating_add(high * 2) { Seam::Line } else { Seam::Space }
}

/// Whether an address that ends a line goes on with the next line's first word.
fn goes_on(last: &str, first: &str, room: u32, high: u32) -> bool {
    let lower = last.to_ascii_lowercase();
    let open = lower.starts_with("http") || lower.starts_with("www.") || lower.contains('@') || {
        let host = lower.split('/').next().unwrap_or("");
        lower.contains('/') && host.contains('.') && host.is_ascii()
    };
    // Korean particles cling to addresses.
    let first = first.split(|c: char| !c.is_ascii()).next().unwrap_or("");
    let plain = !first.is_empty()
        && first.chars().all(|c| c.is_ascii_graphic())
        && first.starts_with(|c: char| {
            c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '?' | '&' | '=' | '_' | '#' | '%' | '|')
        });
    if !open || !plain || last.ends_with([',', ';', ')', '>', '!']) {
        return false;
    }
    let marked = first.trim_end_matches(['.', ',', '!', ')']).contains(['/', '.', '?', '=', '&', '-', '_', '%', '>']);
    let dangling = last.ends_with(['-', '/', '.', '?', '=', '&', '_', ':']);
    // A word of its own follows an address that ends; one that was cut fills its line to the edge.
    let one = first.len() == 1 && first != "a" && room < high * 4 / 3;
    (marked || dangling) && room < high * 3 || room < high * 2 / 3 || one
}

fn hangul(c: Option<char>) -> bool {
    c.is_some_and(|c| ('가'..='힣').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::super::prepare::Box;
    use super::*;

    fn lines(texts: &[(&str, u32)]) -> Vec<Line> {
        let line = |(at, (text, width)): (usize, &(&str, u32))| Line {
            text: (*text).to_owned(),
            place: Box { left: 20, top: 30 * at as u32, width: *width, height: 20 },
            strip: 1,
            sure: 90.0,
            address: 100.0,
        };
        texts.iter().enumerate().map(line).collect()
    }

    fn joined(texts: &[(&str, u32)]) -> String {
        let lines = lines(texts);
        text(&lines.iter().collect::<Vec<_>>(), 320)
    }

    #[test]
    fn addresses_over_several_lines() {
        assert_eq!(
            joined(&[("Clone https://github.com/ledgerfox-l", 296), ("abs/staking-dashboard and run npm", 290)]),
            "Clone https://github.com/ledgerfox-labs/staking-dashboard and run npm"
        );
        assert_eq!(
            joined(&[("https://meet-a", 297), ("nduril-panel.exa", 296), ("mple/dl?r=88", 150), ("Install it", 100)]),
            "https://meet-anduril-panel.example/dl?r=88\nInstall it"
        );
        assert_eq!(
            joined(&[("see https://acme.example/jobs", 250), ("and apply there", 200)]),
            "see https://acme.example/jobs and apply there"
        );
    }

    #[test]
    fn korean_words_are_put_together() {
        assert_eq!(
            joined(&[("재택 부업 모집 중입니", 295), ("다. 하루 30분", 200)]),
            "재택 부업 모집 중입니다. 하루 30분"
        );
        assert_eq!(joined(&[("먼저 5만원을", 120), ("오늘 보내 주세요", 200)]), "먼저 5만원을\n오늘 보내 주세요");
    }
}
