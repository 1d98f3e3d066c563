//! CVs as text: a name, ways to reach its owner, and sections with times in them. Also what copying a profile's page
//! gives.

mod timeline;

use analyzer::case::{Fact, Profile};

use super::section::{self, Section};
use super::{contact, entry};

/// Most lines that are read.
const MOST_LINES: usize = 3_000;

/// How many lines above the first heading may hold name and contact.
const HEAD: usize = 30;

/// Longest line of the head, in characters.
const LONGEST: usize = 160;

/// Titles of the document itself, in lower case and without spaces.
const TITLES: [&str; 16] = [
    "curriculumvitae", "cv", "resume", "résumé", "이력서", "자기소개서", "입사지원서", "lebenslauf", "경력기술서",
    "profile", "履歴書", "职务经历书", "简历", "履歷表", "hojadevida", "biodata",
];

/// Reads a text whose lines are facts; blank lines are facts without words. `None` if it is no CV.
pub(super) fn read(lines: &[Fact<String>]) -> Option<Profile> {
    let mut lines: Vec<Fact<String>> = lines.iter().take(MOST_LINES).cloned().collect();
    // A copied page says most things twice.
    lines.dedup_by(|a, b| !a.value.trim().is_empty() && a.value.trim() == b.value.trim());
    if lines.iter().take(6).any(|line| presents(&line.value)) {
        return None;
    }
    let lines = with_headings(lines);
    let mut profile = Profile::default();
    let mut parts: Vec<(Option<Section>, Vec<Fact<String>>)> = vec![(None, Vec::new())];
    for (line, heading) in lines {
        match heading {
            Some(section) => parts.push((Some(section), Vec::new())),
            None => parts.last_mut()?.1.push(line),
        }
    }
    let mut told: Vec<Fact<String>> = Vec::new();
    for (section, lines) in parts {
        told.extend(said(&lines).into_iter().filter(|l| is_prose(&l.value)));
        match section {
            None | Some(Section::Contact) => {
                // Short CVs have no headings: a history follows the name.
                let above = lines.iter().position(|l| timeline::is_entry(&l.value)).unwrap_or(lines.len());
                let (above, below) = lines.split_at(above);
                head(above, &mut profile);
                let (dated, told): (Vec<_>, Vec<_>) = below.iter().cloned().partition(|l| timeline::is_entry(&l.value));
                told.iter().flat_map(pieces).for_each(|piece| {
                    contact::read(&piece.map(labelled(&piece.value).1.to_owned()), &mut profile);
                });
                if dated.len() > 1 {
                    let (schools, positions): (Vec<_>, Vec<_>) =
                        dated.into_iter().partition(|l| timeline::is_school_entry(&l.value));
                    profile.positions.extend(timeline::positions(&positions));
                    profile.schools.extend(timeline::schools(&schools));
                }
            }
            Some(Section::Summary) if profile.about.is_none() => profile.about = entry::joined(&said(&lines)),
            Some(Section::Experience) => profile.positions.extend(timeline::positions(&lines)),
            Some(Section::Education) => profile.schools.extend(timeline::schools(&lines)),
            Some(Section::Languages) => {
                let told = lines.iter().flat_map(|line| pieces(&line.map(line.value.replace(", ", "\t")))).take(12);
                profile.languages.extend(told.filter(|l| l.value.chars().count() <= 40).map(|l| super::language(&l)));
            }
            _ => {}
        }
    }
    // What stands under no summary and in no position is told of the person all the same.
    if profile.about.is_none() && profile.positions.iter().all(|p| p.about.is_none()) {
        profile.about = entry::joined(&told);
    }
    // A description of a job has such headings, too, and dates, but no history.
    let history = |p: &analyzer::case::Period| p.from.is_some() && (p.until.is_some() || p.present);
    let positions = profile.positions.iter().filter_map(|p| p.period.as_ref());
    let schools = profile.schools.iter().filter_map(|s| s.period.as_ref());
    let dated = positions.chain(schools).any(|p| history(&p.value));
    (dated && !profile.names.is_empty()).then_some(profile)
}

/// Whether a line says that a firm presents somebody: then the paper speaks of a third person, and is no telling of
/// the contact's about himself.
fn presents(line: &str) -> bool {
    const WORDS: [&str; 8] = [
        "candidate presentation", "candidate profile", "candidate summary", "candidate:", "후보자 소개", "후보자 추천",
        "후보자 프로필", "인재 추천서",
    ];
    let lower = line.to_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}

/// Whether a line tells something in a sentence, and is no entry of a list.
fn is_prose(line: &str) -> bool {
    const SHORTEST: usize = 30;
    line.chars().count() >= SHORTEST && !timeline::is_entry(line) && !line.contains('@')
}

/// Lines that say something.
fn said(lines: &[Fact<String>]) -> Vec<Fact<String>> {
    lines.iter().filter(|l| l.value.chars().any(char::is_alphanumeric)).cloned().collect()
}

/// Each line with the section it is the heading of. "학력: 한빛대학교" is a heading and a line.
fn with_headings(lines: Vec<Fact<String>>) -> Vec<(Fact<String>, Option<Section>)> {
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let section = section::of(&line.value);
        if section.is_none()
            && let Some((label, rest)) = line.value.split_once([':', '：', '\t']).or(line.value.split_once("  "))
            && rest.chars().any(char::is_alphanumeric)
            && let Some(section) = section::of(label).filter(|s| matches!(s, Section::Experience | Section::Education))
        {
            let rest = line.map(rest.trim().to_owned());
            out.push((line, Some(section)));
            out.push((rest, None));
            continue;
        }
        out.push((line, section));
    }
    out
}

/// Name, headline, place, and ways to reach somebody.
fn head(lines: &[Fact<String>], profile: &mut Profile) {
    let mut below_name = None;
    for line in lines.iter().filter(|l| l.value.chars().any(char::is_alphanumeric)).take(HEAD) {
        if line.value.chars().count() > LONGEST {
            continue;
        }
        below_name = below_name.map(|n: usize| n + 1);
        let (mut reached, mut beside) = (false, Vec::new());
        for piece in pieces(line) {
            let (label, text) = labelled(&piece.value);
            let piece = piece.map(text.to_owned());
            let known = profile.emails.len() + profile.phones.len() + profile.urls.len();
            contact::read(&piece, profile);
            if profile.emails.len() + profile.phones.len() + profile.urls.len() > known {
                reached = true;
                continue;
            }
            match label {
                Some(Label::Name) if profile.names.is_empty() && is_name(text) => {
                    profile.names.push(super::name(&piece));
                    below_name = Some(0);
                    reached = true;
                }
                Some(Label::Place) => {
                    profile.location.get_or_insert(piece);
                    reached = true;
                }
                Some(_) => reached = true,
                None => beside.push(piece),
            }
        }
        if reached {
            if profile.names.is_empty()
                && let Some(name) = beside.first().filter(|piece| is_name(&piece.value))
            {
                profile.names.push(super::name(name));
                below_name = Some(0);
                beside.remove(0);
            }
            let place = beside.into_iter().find(|piece| is_place(&piece.value) || is_address(&piece.value));
            profile.location = profile.location.take().or(place);
            continue;
        }
        let text = without_title(line.value.trim());
        if profile.names.is_empty() {
            if is_name(text) {
                profile.names.push(super::name(&line.map(text.to_owned())));
                below_name = Some(0);
            }
            continue;
        }
        if is_private(text) || text.starts_with(['(', '·']) || text.contains('/') && text.chars().count() < 12 {
            continue;
        }
        if is_address(text) {
            profile.location.get_or_insert_with(|| line.map(text.to_owned()));
        } else if profile.headline.is_none() && below_name.is_some_and(|n| n <= 3) && is_headline(text) {
            profile.headline = Some(line.map(text.to_owned()));
        } else if profile.location.is_none() && is_place(text) {
            profile.location = Some(entry::bare(&line.map(text.to_owned())));
        }
    }
}

/// Parts of a line, set apart by signs or by room.
fn pieces(line: &Fact<String>) -> Vec<Fact<String>> {
    // A label stands apart from what it labels by room alone in forms.
    let first = line.value.split("  ").next().unwrap_or("").trim();
    let labelled = matches!(
        first,
        "성명" | "이름" | "연락처" | "이메일" | "휴대폰" | "전화" | "주소" | "Name" | "Email" | "Phone"
    );
    let text = if labelled { line.value.split_whitespace().collect::<Vec<_>>().join(" ") } else { line.value.clone() };
    let text = text.replace("  ", "\t");
    let parts =
        text.split(['|', '•', '\t', '│', '∙', '◦', ';']).flat_map(|p| p.split(" · ")).flat_map(|p| p.split(" / "));
    parts.map(str::trim).filter(|p| !p.is_empty()).map(|p| line.map(p.to_owned())).take(20).collect()
}

/// What stands before a colon, as far as it concerns us.
enum Label {
    Name,
    Place,
    Other,
}

/// A label and what stands behind it: "성명: 이하나", "E-mail: …". Nationality, birth and family are left alone.
fn labelled(text: &str) -> (Option<Label>, &str) {
    // "연락처 010-1234-5678" needs no colon.
    const BARE: [&str; 12] = [
        "성명", "이름", "연락처", "이메일", "휴대폰", "전화", "주소", "링크드인", "LinkedIn", "Email", "E-mail",
        "Phone",
    ];
    let bare = BARE.iter().find_map(|label| {
        let rest = text.strip_prefix(label)?;
        rest.starts_with([' ', '\t']).then_some((*label, rest))
    });
    let Some((label, rest)) = text.split_once([':', '：']).or(bare) else { return (None, text) };
    if rest.starts_with("//") || label.chars().count() > 20 || rest.trim().is_empty() {
        return (None, text);
    }
    let lower: String = label.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let label = match lower.as_str() {
        "name" | "fullname" | "applicant" | "지원자" | "성명" | "이름" | "nom" | "nombre" | "氏名" | "姓名" => {
            Label::Name
        }
        "address" | "location" | "주소" | "거주지" | "지역" | "adresse" | "wohnort" | "city" => Label::Place,
        _ => Label::Other,
    };
    (Some(label), rest.trim())
}

/// Whether a line may be a name: few words, no digits, each beginning large where there are cases.
fn is_name(text: &str) -> bool {
    if text.is_empty() {
        return false;
    }
    let squeezed: String = text.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let bare = text.split([',', '(']).next().unwrap_or(text).trim();
    let words = bare.split_whitespace().count();
    let hangul = bare.chars().any(|c| matches!(c, '가'..='힣'));
    let particle = |w: &str| {
        matches!(w, "de" | "da" | "van" | "von" | "der" | "den" | "bin" | "al" | "la" | "di" | "del" | "y" | "dos")
    };
    let cased = bare.split_whitespace().all(|w| particle(w) || w.chars().next().is_some_and(|c| !c.is_lowercase()));
    let first = bare.split_whitespace().next().unwrap_or("").to_lowercase();
    let greets = matches!(first.as_str(), "hello" | "hi" | "dear" | "hey" | "good" | "greetings" | "hallo" | "bonjour")
        || text.contains("안녕");
    let paper = ["소개서", "기술서", "(주)", "㈜", "주식회사"].iter().any(|word| text.contains(word));
    !paper
        && !TITLES.contains(&squeezed.as_str())
        && section::of(text).is_none()
        && (1..=5).contains(&words)
        && (words >= 2 || hangul)
        && (!hangul || bare.chars().filter(|c| !c.is_whitespace()).count() <= 6)
        && text.chars().count() <= 50
        && !bare.chars().any(|c| c.is_ascii_digit() || matches!(c, '@' | ':' | '/' | '!' | '?' | ';' | '&'))
        && !bare.ends_with('.')
        && !greets
        && cased
        && !timeline::is_title(bare)
}

/// A line with the digits of a postal code.
fn is_address(text: &str) -> bool {
    let digits = text.split(|c: char| !c.is_ascii_digit()).any(|run| (5..=6).contains(&run.len()));
    digits && text.contains([',', '시', '구']) && text.split_whitespace().count() <= 12
}

/// A few words that are no place and no sentence.
fn is_headline(text: &str) -> bool {
    let several = text.contains(' ') || timeline::is_title(text);
    several && !is_place(text) && !text.ends_with(['.', '!', '?', ':']) && text.starts_with(char::is_alphanumeric)
}

/// Residence, nationality, birth and the like: nothing that is asked here, nor kept.
fn is_private(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "체류", "국적", "생년", "년생", "병역", "군필", "결혼", "visa", "nationality", "citizen", "born",
        "date of birth", "marital", "permanent resident",
    ];
    let lower = text.to_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}

/// "연지후 이력서": a name and what the paper is.
fn without_title(text: &str) -> &str {
    ["이력서", "자기소개서", "- CV", "– CV", "Resume", "CV"]
        .iter()
        .find_map(|title| text.strip_suffix(title).or_else(|| text.strip_prefix(title)))
        .map_or(text, |rest| rest.trim_matches([' ', '-', '–', ':', '|']))
}

/// "Seoul, South Korea", "Toulouse, France · Contact info": words and a comma.
fn is_place(text: &str) -> bool {
    let bare = text.split(" · ").next().unwrap_or(text);
    bare.contains(',')
        && bare.split_whitespace().count() <= 7
        && !bare.chars().any(|c| c.is_ascii_digit() || matches!(c, '@' | '|' | '/'))
        && !timeline::is_title(bare)
}
