//! Degrees and the ways to study for them, in English and Korean.

use crate::case::{Profile, School};
use crate::text::fold::fold;
use crate::text::words;

/// What a degree leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Bachelor.
    Bachelor,
    /// Master.
    Master,
    /// Doctor by a thesis of one's own; no medical, professional or honorary one.
    Doctor,
}

/// The level of a degree as written; `None` for certificates and what is not understood.
#[must_use]
pub fn level(school: &School) -> Option<Level> {
    const DOCTOR: [&str; 12] = [
        "phd", "ph.d", "ph. d", "dphil", "d.phil", "doctor of philosophy", "doctorate", "doctoral", "dr.-ing",
        "doctor of engineering", "doctor of science", "박사",
    ];
    const OTHER_DOCTOR: [&str; 18] = [
        "honorary", "honoris", "h.c", "candidate", "medicine", "medical", "dr. med", "juris", "pharmacy", "dental",
        "veterinary", "by publication", "published work", "postdoc*", "visiting", "명예", "수료", "석박사",
    ];
    const MASTER: [&str; 17] = [
        "masc", "master", "master's", "masters", "msc", "m.sc", "ms", "m.s", "ma", "m.a", "mba", "meng", "m.eng",
        "mtech", "m.tech", "magister", "석사",
    ];
    const BACHELOR: [&str; 15] = [
        "basc", "bachelor", "bachelor's", "bachelors", "bsc", "b.sc", "bs", "b.s", "ba", "b.a", "beng", "b.eng",
        "btech", "b.tech", "학사",
    ];
    // Where only one of the two is told, it is often the degree that stands in the place of the subject.
    let degree = fold(&school.degree.as_ref().or(school.field.as_ref())?.value);
    if words::any(&degree, &DOCTOR) {
        return (!words::any(&degree, &OTHER_DOCTOR)).then_some(Level::Doctor);
    }
    if words::any(&degree, &MASTER) {
        return Some(Level::Master);
    }
    words::any(&degree, &BACHELOR).then_some(Level::Bachelor)
}

/// Whether nothing says that somebody studied there part-time, from afar, as a guest, or for a degree shared by two
/// institutions.
#[must_use]
pub fn on_site(school: &School) -> bool {
    const ELSEWHERE: [&str; 44] = [
        "online", "distance", "remote", "part-time", "part time", "evening", "weekend", "executive", "exchange",
        "visiting", "erasmus*", "joint", "dual", "double", "summer", "winter school", "certificate", "diploma",
        "correspondence", "extension", "extramural", "external", "mooc", "open university", "semester", "abroad",
        "sandwich", "cotutelle", "co-tutelle", "intercalated", "원격", "사이버", "디지털", "방송", "교환", "복수",
        "공동", "온라인", "야간", "주말", "계절", "최고경영자", "파트타임", "방문",
    ];
    let texts = [&school.name, &school.degree, &school.field];
    let periods = school.period.iter().map(|p| p.quote.as_str());
    let said = texts.into_iter().flatten().map(|f| f.value.as_str()).chain(periods);
    !said.into_iter().any(|text| words::any(&fold(text), &ELSEWHERE))
}

/// Whether it is a school of the years before the degrees.
#[must_use]
pub fn is_secondary(school: &School) -> bool {
    const SECONDARY: [&str; 9] = [
        "high school", "secondary school", "senior high", "grammar school", "gymnasium", "lycée", "liceo", "고등학교",
        "중학교",
    ];
    school.name.as_ref().is_some_and(|name| words::any(&fold(&name.value), &SECONDARY))
}

/// The year of birth that the person tells: "born in 1995", "1995년생".
#[must_use]
pub fn born(profile: &Profile) -> Option<i16> {
    let about = fold(&profile.about.as_ref()?.value);
    let year = |text: &str| {
        let digits: String = text.trim_start().chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<i16>().ok().filter(|y| digits.len() == 4 && (1920..2100).contains(y))
    };
    for phrase in ["born in ", "year of birth: ", "date of birth: ", "생년: ", "출생: "] {
        if let Some(found) = about.split(phrase).nth(1).and_then(year) {
            return Some(found);
        }
    }
    let before = about.split("년생").next().filter(|before| before.len() < about.len())?;
    year(before.get(before.len().checked_sub(4)?..)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{ArtifactId, Fact, Place, Source};

    fn fact(text: &str) -> Option<Fact<String>> {
        Some(Fact::text(text, Source { artifact: ArtifactId(0), place: Place::Whole }))
    }

    #[test]
    fn levels() {
        let of = |degree: &str| level(&School { degree: fact(degree), ..School::default() });
        assert_eq!(of("Doctor of Philosophy - PhD"), Some(Level::Doctor));
        assert_eq!(of("공학박사"), Some(Level::Doctor));
        assert_eq!(of("Dr. med."), None);
        assert_eq!(of("Honorary Doctorate"), None);
        assert_eq!(of("Master of Science - MS"), Some(Level::Master));
        assert_eq!(of("석사"), Some(Level::Master));
        assert_eq!(of("B.Sc. (Hons)"), Some(Level::Bachelor));
        assert_eq!(of("Certificate"), None);
    }

    #[test]
    fn years_of_birth() {
        let of = |about: &str| born(&Profile { about: fact(about), ..Profile::default() });
        assert_eq!(of("I was born in 1995 near Busan."), Some(1995));
        assert_eq!(of("1995년생 개발자입니다."), Some(1995));
        assert_eq!(of("Founded in 1995."), None);
        assert_eq!(of("년생"), None);
    }
}
