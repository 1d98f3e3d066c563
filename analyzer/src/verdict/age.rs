//! Lists that are too old to be relied on.

use jiff::{Span, civil::Date, tz::TimeZone};

use super::MissingLine;
use crate::case::Lang;
use crate::reading::Reading;
use crate::reference::Provenance;

/// One line about the lists that were too old at the moment the verdict speaks of, if there are any: the oldest by name,
/// and how many more.
pub(super) fn old_lists(reading: &Reading<'_>) -> Option<MissingLine> {
    let today = TimeZone::UTC.to_datetime(reading.case.as_of).date();
    let mut old: Vec<(Date, &Provenance)> = reading
        .reference
        .provenance
        .iter()
        .filter_map(|(path, list)| {
            let date = list.date()?;
            let months = reading.reference.policy.months_of(path)?;
            // A limit beyond the calendar is no limit.
            let lasts = date.checked_add(Span::new().try_months(months).ok()?).ok()?;
            (today > lasts).then_some((date, list))
        })
        .collect();
    old.sort_by_key(|(date, _)| *date);
    let ((date, oldest), more) = (old.first()?, old.len() - 1);
    let title = &oldest.title;
    let (why, ask) = match (reading.case.lang, more) {
        (Lang::En, 0) => (format!("the list “{title}” is of {date}"), "get a newer one"),
        (Lang::En, _) => (format!("the list “{title}” is of {date}, and {more} more are too old"), "get newer ones"),
        (Lang::Ko, 0) => (format!("“{title}” 목록은 {date}의 것입니다"), "새 목록을 받으세요"),
        (Lang::Ko, _) => {
            (format!("“{title}” 목록은 {date}의 것이고, 오래된 목록이 {more}개 더 있습니다"), "새 목록을 받으세요")
        }
    };
    Some(MissingLine { signal: "old-list".to_owned(), why, ask: format!("{ask}: bonafide data refresh") })
}

#[cfg(test)]
mod tests {
    use crate::case::{Case, Lang, Submission};
    use crate::reference::Reference;
    use crate::{Verdict, analyze};

    fn judged(as_of: &str, lang: Lang) -> Verdict {
        let case = Case { lang, ..Case::alone(Submission::default(), as_of.parse().unwrap()) };
        analyze(&case, &Reference::embedded().unwrap())
    }

    fn told(as_of: &str, lang: Lang) -> Vec<String> {
        judged(as_of, lang).missing.into_iter().filter(|m| m.signal == "old-list").map(|m| m.why).collect()
    }

    #[test]
    fn lists_are_old_when_the_policy_says_so_and_not_before() {
        for early in ["2020-01-01T00:00:00Z", "2026-11-26T00:00:00Z", "2027-05-25T23:59:59Z"] {
            assert_eq!(told(early, Lang::En), Vec::<String>::new(), "{early}");
        }
        let few = told("2027-05-26T00:00:00Z", Lang::En);
        assert_eq!(few.len(), 1);
        assert!(few[0].contains("is of 2026-11-25"), "{few:?}");
        let many = told("2036-01-01T00:00:00Z", Lang::Ko);
        assert!(many.len() == 1 && many[0].contains("2025-11-06") && many[0].contains("더 있습니다"), "{many:?}");
    }

    #[test]
    fn age_changes_nothing_else() {
        let (new, old) = (judged("2026-12-01T00:00:00Z", Lang::En), judged("2036-01-01T00:00:00Z", Lang::En));
        assert_eq!((new.rating, new.score, new.coverage), (old.rating, old.score, old.coverage));
    }
}
