//! Periods as people write them: "Jan 2019 - Present", "2019.03 ~ 2021.02", "2019년 3월 - 현재", "03/2019–".

use std::ops::Range;

use analyzer::case::{Period, When};

/// Names of months in lower case, by month: English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Czech,
/// Turkish, Russian, the Nordic languages, Hungarian, Romanian. Whatever begins one of them and has three letters is an
/// abbreviation of it.
const MONTHS: [&str; 12] = [
    "january januar janvier enero janeiro gennaio januari styczeń stycznia leden ledna ocak январь января tammikuu \
     január ianuarie jänner",
    "february februar février febrero fevereiro febbraio februari luty lutego únor února şubat февраль февраля \
     helmikuu február februarie feber",
    "march märz mars marzo março maart mrt marzec marca březen března mart март марта maaliskuu március martie",
    "april avril abril aprile kwiecień kwietnia duben dubna nisan апрель апреля huhtikuu április aprilie",
    "may mai mayo maio maggio mei maj maja květen května mayıs май мая toukokuu május",
    "june juni juin junio junho giugno czerwiec czerwca červen června haziran июнь июня kesäkuu június iunie",
    "july juli juillet julio julho luglio lipiec lipca červenec července temmuz июль июля heinäkuu július iulie",
    "august août aout agosto augustus sierpień sierpnia srpen srpna ağustos август августа elokuu augusztus",
    "september septembre septiembre setembro settembre wrzesień września září eylül сентябрь сентября syyskuu \
     szeptember septembrie setiembre",
    "october oktober octobre octubre outubro ottobre październik października říjen října ekim октябрь октября lokakuu \
     október octombrie",
    "november novembre noviembre novembro listopad listopada kasım ноябрь ноября marraskuu noiembrie",
    "december dezember décembre diciembre dezembro dicembre grudzień grudnia prosinec prosince aralık декабрь декабря \
     joulukuu decembrie desember",
];

/// Words for "until now", in lower case.
const PRESENT: [&str; 35] = [
    "present", "current", "currently", "now", "today", "ongoing", "to date", "till date", "현재", "재직중", "재직 중",
    "재학중", "재학 중", "heute", "aktuell", "présent", "present time", "aujourd'hui", "aujourd’hui", "actualidad",
    "actualmente", "presente", "o momento", "atual", "heden", "attuale", "oggi", "obecnie", "současnost", "nutid",
    "nu", "至今", "現在", "现在", "настоящее время",
];

/// Signs and words between a beginning and an end.
const BETWEEN: [&str; 22] = [
    "-", "–", "—", "―", "‐", "‑", "−", "~", "～", "〜", "∼", "→", "to", "until", "till", "bis", "부터", "à", "hasta",
    "até", "tot", "al",
];

/// Words before a beginning that has no end.
const SINCE: [&str; 9] = ["since", "from", "seit", "ab", "depuis", "desde", "dal", "sinds", "od"];

/// The first period of a line, and where it stands.
#[must_use]
pub(super) fn find(line: &str) -> Option<(Range<usize>, Period)> {
    // Without a year there is none.
    if !line.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_digit)) {
        return None;
    }
    let mut at = 0;
    while let Some(offset) = line.get(at..)?.find(|c: char| c.is_alphanumeric()) {
        let start = at + offset;
        if let Some((period, length)) = read(line.get(start..)?) {
            return Some((start..start + length, period));
        }
        // On to the next word.
        let rest = line.get(start..)?;
        let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        at = start + word.max(1);
    }
    None
}

/// The period that a line consists of: nothing but it, a length in brackets ("(2 years 3 months)"), and signs.
#[must_use]
pub(super) fn whole(line: &str) -> Option<Period> {
    let (range, period) = find(line)?;
    let before = line.get(..range.start)?.trim_matches(|c: char| !c.is_alphanumeric());
    let after = line.get(range.end..)?.trim();
    let after = after.strip_prefix(['(', '（', '·', '•', ',', '|']).unwrap_or(after).trim();
    let bare = |text: &str| !text.chars().any(char::is_alphanumeric);
    (bare(before) && (bare(after) || is_length(after) || is_since_ended(after))).then_some(period)
}

/// Whether a text is a length of time: "21 years 3 months", "5년 6개월", "less than a year", "10 ans 2 mois".
#[must_use]
pub(super) fn is_length(text: &str) -> bool {
    const UNITS: [&str; 44] = [
        "year", "years", "yr", "yrs", "month", "months", "mo", "mos", "less", "than", "a", "년", "개월", "jahr",
        "jahre", "monat", "monate", "an", "ans", "mois", "año", "años", "mes", "meses", "ano", "anos", "mês", "anno",
        "anni", "mese", "mesi", "jaar", "maand", "maanden", "年", "か月", "个月", "個月", "ヶ月", "lat", "lata", "rok",
        "miesiące", "miesięcy",
    ];
    let text = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let mut any = false;
    let parts = text.split(|c: char| c.is_whitespace() || c.is_ascii_digit() || c == ',' || c == '.');
    for part in parts.filter(|p| !p.is_empty()) {
        if !UNITS.contains(&part) {
            return false;
        }
        any = true;
    }
    any && text.chars().count() < 40
}

/// "(재직중)" or the like behind a beginning.
fn is_since_ended(text: &str) -> bool {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    PRESENT.contains(&text.as_str())
}

/// A month or year alone.
#[must_use]
pub(crate) fn when(text: &str) -> Option<When> {
    one(text.trim()).map(|(when, _)| when)
}

/// A period at the very beginning of a text, and its length in bytes.
fn read(text: &str) -> Option<(Period, usize)> {
    let lower_word = |text: &str| -> String {
        text.chars().take_while(|c| c.is_alphabetic()).flat_map(char::to_lowercase).take(12).collect()
    };
    let first = lower_word(text);
    let since = SINCE.contains(&first.as_str());
    let start = if since { text.find(char::is_whitespace)? } else { 0 };
    let start = start + blank(text.get(start..)?);
    let (from, length) = one(text.get(start..)?)?;
    let mut end = start + length;
    let mut period = Period { from: Some(from), until: None, present: since };
    let gap = blank(text.get(end..)?);
    let after = text.get(end + gap..)?;
    let Some(sign) = between(after) else { return Some((period, end)) };
    let rest_at = end + gap + sign;
    let rest_at = rest_at + blank(text.get(rest_at..)?);
    let rest = text.get(rest_at..)?;
    if let Some((until, length)) = one(rest) {
        period.until = Some(until);
        period.present = false;
        end = rest_at + length;
    } else if let Some(length) = present(rest) {
        period.present = true;
        end = rest_at + length;
    } else if !rest.starts_with(char::is_alphanumeric) {
        // "03/2019–": an open end.
        period.present = true;
        end = rest_at;
    }
    Some((period, end))
}

fn blank(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

fn between(text: &str) -> Option<usize> {
    let lower: String = text.chars().take(8).flat_map(char::to_lowercase).collect();
    BETWEEN.iter().find_map(|sign| {
        let rest = lower.strip_prefix(sign)?;
        let word = sign.chars().all(char::is_alphabetic) && sign.is_ascii();
        (!word || rest.starts_with(char::is_whitespace)).then_some(sign.len())
    })
}

/// The length of a word for "until now" at the beginning of a text.
fn present(text: &str) -> Option<usize> {
    PRESENT.iter().filter_map(|word| starts(text, word)).max()
}

/// The length in bytes of a text's beginning that is this word in any case, ending where a word ends.
fn starts(text: &str, word: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    for wanted in word.chars() {
        let (_, c) = chars.next()?;
        if !c.to_lowercase().eq([wanted]) {
            return None;
        }
    }
    match chars.next() {
        Some((_, c)) if c.is_alphabetic() && word.is_ascii() => None,
        Some((at, _)) => Some(at),
        None => Some(text.len()),
    }
}

/// One month or year at the very beginning of a text, and its length in bytes.
fn one(text: &str) -> Option<(When, usize)> {
    if text.starts_with(|c: char| c.is_ascii_digit()) { numeric(text) } else { named(text) }
}

/// "January 2019", "enero de 2019", "Sept. 2019".
fn named(text: &str) -> Option<(When, usize)> {
    let word_end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    // Hardly any word is followed by a number, and no other is looked up.
    if !text.get(word_end..)?.chars().take(12).any(|c| c.is_ascii_digit()) {
        return None;
    }
    let month = month(text.get(..word_end)?)?;
    let mut at = word_end;
    let rest = text.get(at..)?;
    at += rest.len() - rest.trim_start_matches(['.', ',', ' ', '\u{a0}', '-', '/', '\'', '’']).len();
    for of in ["de ", "del "] {
        at += text.get(at..)?.strip_prefix(of).map_or(0, |_| of.len());
    }
    let (year, length) = number(text.get(at..)?)?;
    let year = match length {
        4 => plausible(year)?,
        // "Jan 15, 2019": the day stands before the year.
        1 | 2 => {
            let rest = text.get(at + length..)?;
            let skip = rest.len() - rest.trim_start_matches([',', ' ', '.']).len();
            match number(rest.get(skip..)?) {
                Some((year, 4)) if skip > 0 && year < 3_000 => {
                    return Some((When { year: plausible(year)?, month: Some(month) }, at + length + skip + 4));
                }
                // "Jan '19".
                _ if length == 2 && text.get(..at)?.ends_with(['\'', '’', '-']) => plausible(2000 + year)?,
                _ => return None,
            }
        }
        _ => return None,
    };
    Some((When { year, month: Some(month) }, at + length))
}

/// "2019", "2019.03", "2019-03-01", "2019년 3월", "2019年3月", "03/2019", "01.03.2019", "15 Jan 2019", "2019. január".
fn numeric(text: &str) -> Option<(When, usize)> {
    let (first, digits) = number(text)?;
    if digits == 4 {
        let year = plausible(first)?;
        let alone = Some((When { year, month: None }, 4));
        let rest = text.get(4..)?;
        for (of_year, of_month) in [("년", "월"), ("年", "月")] {
            let gap = blank(rest);
            let Some(rest) = rest.get(gap..).and_then(|r| r.strip_prefix(of_year)) else { continue };
            let year_end = 4 + gap + of_year.len();
            let gap = blank(rest);
            if let Some((month, digits)) = rest.get(gap..).and_then(number)
                && let Some(after) = rest.get(gap + digits..)
                && let Some(tail) = after.trim_start().strip_prefix(of_month)
                && (1..=12).contains(&month)
            {
                let day = day_after(tail);
                let end = text.len() - tail.len() + day;
                return Some((When { year, month: i8::try_from(month).ok() }, end));
            }
            return Some((When { year, month: None }, year_end));
        }
        // A sign and a month; "2015-2019" and "2015 - 10 people" are none.
        let sign = rest.chars().next().filter(|c| matches!(c, '.' | '-' | '/' | '‐' | '‑'));
        if let Some(sign) = sign {
            let at = 4 + sign.len_utf8();
            let gap = if sign == '.' { blank(text.get(at..)?) } else { 0 };
            let after = text.get(at + gap..)?;
            match number(after) {
                Some((month, digits @ (1 | 2))) if (1..=12).contains(&month) => {
                    let mut end = at + gap + digits;
                    // A day behind, and a last dot ("2019. 3. 1.").
                    let tail = text.get(end..)?;
                    if let Some(rest) = tail.strip_prefix(sign) {
                        let skip = if sign == '.' { blank(rest) } else { 0 };
                        match rest.get(skip..).and_then(number) {
                            Some((day, digits @ (1 | 2))) if (1..=31).contains(&day) => {
                                end += sign.len_utf8() + skip + digits;
                                end += text.get(end..).filter(|t| t.starts_with('.')).map_or(0, |_| 1);
                            }
                            _ if sign == '.' => end += 1,
                            _ => {}
                        }
                    }
                    return Some((When { year, month: i8::try_from(month).ok() }, end));
                }
                None if sign == '.' => {
                    // "2019. január".
                    let word_end = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
                    if let Some(month) = after.get(..word_end).and_then(month) {
                        return Some((When { year, month: Some(month) }, at + gap + word_end));
                    }
                    return alone;
                }
                _ => return alone,
            }
        }
        return alone;
    }
    if digits > 2 {
        return None;
    }
    let rest = text.get(digits..)?;
    let sign = rest.chars().next()?;
    if matches!(sign, '/' | '.' | '-') {
        let at = digits + 1;
        let (second, more) = number(text.get(at..)?)?;
        if more == 4 && (1..=12).contains(&first) {
            return Some((When { year: plausible(second)?, month: i8::try_from(first).ok() }, at + 4));
        }
        // "01.03.2019" and "03/01/2019": which is the month is only told where one cannot be.
        if more <= 2 && text.get(at + more..)?.starts_with(sign) {
            let (year, length) = number(text.get(at + more + 1..)?)?;
            if length == 4 {
                let month = if sign == '.' || first > 12 {
                    second
                } else if second > 12 {
                    first
                } else {
                    0
                };
                let month = i8::try_from(month).ok().filter(|m| (1..=12).contains(m));
                return Some((When { year: plausible(year)?, month }, at + more + 5));
            }
        }
        return None;
    }
    // "15 Jan 2019", "1st March 2019".
    let skip = rest.len() - rest.trim_start_matches(['.', ' ', 's', 't', 'n', 'd', 'r', 'h', 'º']).len();
    if (1..=31).contains(&first) && rest.starts_with([' ', '.', 's', 'n', 'r', 't', 'º']) {
        let spaced = rest.find(' ').map_or(skip, |at| at + 1);
        let (when, length) = named(text.get(digits + spaced..)?)?;
        return Some((when, digits + spaced + length));
    }
    None
}

/// The length of " 1일" behind a month.
fn day_after(tail: &str) -> usize {
    let gap = blank(tail);
    let day = || {
        let rest = tail.get(gap..)?;
        let (_, digits) = number(rest).filter(|(day, _)| (1..=31).contains(day))?;
        let sign = rest.get(digits..)?.chars().next().filter(|c| matches!(c, '일' | '日'))?;
        Some(gap + digits + sign.len_utf8())
    };
    day().unwrap_or(0)
}

/// Digits at the beginning of a text, as a number with their count; none beyond four.
fn number(text: &str) -> Option<(u16, usize)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let digits = text.get(..end).filter(|d| (1..=4).contains(&d.len()))?;
    Some((digits.parse().ok()?, digits.len()))
}

fn plausible(year: u16) -> Option<i16> {
    i16::try_from(year).ok().filter(|y| (1930..=2100).contains(y))
}

fn month(word: &str) -> Option<i8> {
    let lower = word.to_lowercase();
    if lower.chars().count() < 3 {
        return None;
    }
    // "červen" is June and the beginning of July: whole names go first.
    let named = |fits: &dyn Fn(&str) -> bool| MONTHS.iter().position(|names| names.split_whitespace().any(fits));
    let at = named(&|name| name == lower).or_else(|| named(&|name| name.starts_with(&lower)))?;
    i8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        let Some(period) = whole(text) else { return "none".into() };
        let when = |w: Option<When>| {
            w.map_or(String::new(), |w| w.month.map_or(w.year.to_string(), |m| format!("{}-{m:02}", w.year)))
        };
        format!("{}/{}{}", when(period.from), when(period.until), if period.present { "now" } else { "" })
    }

    #[test]
    fn as_people_write_them() {
        for (text, wanted) in [
            ("January 2020 - Present (5 years 6 months)", "2020-01/now"),
            ("Jan 2019 – Mar 2021 · 2 yrs 3 mos", "2019-01/2021-03"),
            ("2019.03 ~ 2021.02", "2019-03/2021-02"),
            ("2019. 3. ~ 현재", "2019-03/now"),
            ("2019년 3월 - 현재 (5년 6개월)", "2019-03/now"),
            ("2019년 3월부터 2021년 2월", "2019-03/2021-02"),
            ("2019年3月 - 至今", "2019-03/now"),
            ("03/2019–", "2019-03/now"),
            ("03/2019 - 12/2020", "2019-03/2020-12"),
            ("2015 – 2019", "2015/2019"),
            ("2015-2019", "2015/2019"),
            ("2019-03 - 2020-01", "2019-03/2020-01"),
            ("(1994 - 1998)", "1994/1998"),
            ("· (2012)", "2012/"),
            ("Juli 2018 bis heute", "2018-07/now"),
            ("juin 2018 - aujourd’hui", "2018-06/now"),
            ("enero de 2019 - actualidad", "2019-01/now"),
            ("março de 2015 - dezembro de 2018", "2015-03/2018-12"),
            ("červenec 2015 - červen 2018", "2015-07/2018-06"),
            ("seit 2019", "2019/now"),
            ("2010 - 2011 (less than a year)", "2010/2011"),
            ("01.03.2019 - 31.12.2020", "2019-03/2020-12"),
            ("Sept. 2012 – heden", "2012-09/now"),
            ("15 Jan 2019 to 3 Feb 2020", "2019-01/2020-02"),
            ("2019.03.01 - 2021.02.28", "2019-03/2021-02"),
            ("Worked on 2019 models", "none"),
            ("21 years 3 months", "none"),
            ("1500 - 1600", "none"),
        ] {
            assert_eq!(said(text), wanted, "{text}");
        }
        assert!(is_length("21 years 3 months") && is_length("5년 6개월") && !is_length("5 people"));
        let (range, _) = find("Engineer at Northwind, Jan 2019 - Present").unwrap();
        assert_eq!(range, 23..41);
        for rubbish in ["", "-", "2019-", "2019년", "jan", "1/", "99/99/9999", "２０１９", "’’’", "2019. ", "١٩٩٩"]
        {
            let _ = (find(rubbish), whole(rubbish), when(rubbish));
        }
    }
}
