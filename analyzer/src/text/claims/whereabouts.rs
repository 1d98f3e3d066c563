//! Where the contact says to be, and by which clock.

use crate::reading::Sentence;
use crate::reference::Reference;
use crate::text::fold::is_hangul;
use crate::text::words;

/// The country in which a sentence says its writer is; a job's place is not the writer's.
pub(super) fn place(sentence: &Sentence, reference: &Reference) -> Option<String> {
    const HERE: [&str; 19] = [
        "i'm based in", "i am based in", "we are based in", "we're based in", "based in", "located in", "writing from",
        "i live in", "i work from", "office in", "our office", "근무지는", "에 있습니다", "에서 근무하", "지사에서",
        "사무소", "본사는", "주재", "에서 일하고 있습니다",
    ];
    /// Before a firm, and the place behind it: "I work for Airbus UK in Delhi".
    const WORK: [&str; 3] = ["i work for", "i work at", "i work with"];
    const JOB: [&str; 8] = ["role", "position", "job", "vacancy", "opening", "포지션", "근무지", "채용"];
    let folded = &sentence.folded;
    let clause = |at: usize| folded.get(at..)?.split([',', ';', '.', '(']).next();
    // Only what stands behind the word is the writer's place: "based in Oslo, hiring for Seoul".
    let near = match HERE.iter().find_map(|phrase| words::find(folded, phrase)) {
        Some(_) if folded.chars().any(is_hangul) => folded.as_str(),
        Some(at) => clause(at)?,
        None => {
            let at = WORK.iter().find_map(|phrase| words::find(folded, phrase))?;
            clause(at)?.split(" and ").next()?.split_once(" in ")?.1
        }
    };
    let region = reference.places.region(near)?;
    (!words::any(folded, &JOB)).then(|| region.to_owned())
}

/// Zones by the names that people write, in minutes east of UTC, winter and summer. Names that mean several zones (CST, IST,
/// BST) are left out.
const ZONES: [(&str, i32, i32); 19] = [
    ("kst", 540, 540),
    ("korea time", 540, 540),
    ("korean time", 540, 540),
    ("한국 시간", 540, 540),
    ("한국시간", 540, 540),
    ("jst", 540, 540),
    ("sgt", 480, 480),
    ("hkt", 480, 480),
    ("gst", 240, 240),
    ("msk", 180, 180),
    ("eet", 120, 180),
    ("eest", 120, 180),
    ("cet", 60, 120),
    ("cest", 60, 120),
    ("eastern time", -300, -240),
    ("central time", -360, -300),
    ("mountain time", -420, -360),
    ("pacific time", -480, -420),
    ("pst", -480, -420),
];

/// The zone that a sentence gives as its writer's own: "my time zone is CET", "I'm on Pacific time". The zone of an
/// appointment is nobody's.
pub(super) fn zone(folded: &str) -> Option<(i32, i32)> {
    const OWN: [&str; 10] = [
        "my time zone", "my timezone", "our time zone", "our timezone", "i'm on", "i am on", "we are on", "i'm in",
        "i am in", "제 시간대",
    ];
    let at = OWN.iter().find_map(|own| words::find(folded, own))?;
    let rest = folded.get(at..)?;
    let near = rest.char_indices().nth(40).map_or(rest, |(end, _)| rest.get(..end).unwrap_or(rest));
    let named = ZONES.iter().find(|(name, ..)| words::has(near, name)).map(|(_, from, to)| (*from, *to));
    named.or_else(|| numbered(near))
}

/// `UTC+9`, `GMT-03:30`.
fn numbered(text: &str) -> Option<(i32, i32)> {
    let at = ["utc", "gmt"].iter().find_map(|zone| words::find(text, zone).map(|at| at + zone.len()))?;
    let rest = text.get(at..)?.trim_start();
    let (sign, rest) =
        rest.strip_prefix('+').map(|r| (1, r)).or_else(|| rest.strip_prefix(['-', '–', '−']).map(|r| (-1, r)))?;
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).take(2).collect::<String>();
    let hours = digits(rest);
    let minutes = rest.get(hours.len()..)?.strip_prefix(':').map(digits).unwrap_or_default();
    let minutes = sign * (hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().unwrap_or(0));
    (-720..=840).contains(&minutes).then_some((minutes, minutes))
}

#[cfg(test)]
mod tests {
    use super::zone;

    #[test]
    fn only_the_own_zone_counts() {
        assert_eq!(zone("my time zone is cet, so mornings are best"), Some((60, 120)));
        assert_eq!(zone("i'm on pacific time this week"), Some((-480, -420)));
        assert_eq!(zone("i am in gmt+5:30"), Some((330, 330)));
        assert_eq!(zone("the interview is at 10:00 kst"), None);
    }
}
