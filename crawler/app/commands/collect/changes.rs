//! What changed between two visits.

use analyzer::case::{Lookup, LookupResult, QuestionKind};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::Value;
use store::{Store, Visit};

use crate::cli::DbOption;
use crate::commands::check::put;
use crate::{Failure, report};

/// The fields of a profile that are compared; what else a page holds changes with every visit.
const FIELDS: [&str; 4] = ["name", "employer", "headline", "photo"];

/// Names that stand where a name was: LinkedIn shows them for accounts that were closed or restricted.
const NO_NAME: [&str; 2] = ["LinkedIn Member", "LinkedIn 회원"];

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Change {
    /// Since when the earlier value was last seen.
    from: Timestamp,
    /// When the later one was seen.
    to: Timestamp,
    /// A field of the record; or `name-gone`, `gone`, `back`.
    what: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<String>,
}

/// Prints the changes.
pub fn run(db: &DbOption, since: Option<SignedDuration>, json: bool) -> Result<u8, Failure> {
    let store = super::open(db)?;
    let since = since.map_or(Timestamp::MIN, |time| Timestamp::now().checked_sub(time).unwrap_or(Timestamp::MIN));
    let mut count = 0;
    for job in store.jobs(usize::MAX)? {
        if job.question.kind != QuestionKind::Profile || job.visits < 2 {
            continue;
        }
        let subject = &job.question.subject;
        for change in of(&store, job.id)?.into_iter().filter(|change| change.to >= since) {
            count += 1;
            if json {
                put(&format!("{}\n", serde_json::json!({ "job": job.id, "subject": subject, "change": change })))?;
            } else {
                let day = change.to.strftime("%Y-%m-%d");
                put(&format!("{:>5}  {day}  {}  {}\n", job.id.0, report::clean(subject), told(&change)))?;
            }
        }
    }
    if count == 0 && !json {
        println!("Nothing changed. `bonafide collect revisit --older-than 30d` queues what is to be looked at again.");
    }
    Ok(0)
}

fn of(store: &Store, id: store::JobId) -> Result<Vec<Change>, Failure> {
    let visits = store.visits(id)?;
    Ok(visits.windows(2).filter_map(|pair| pair.first().zip(pair.last())).flat_map(|(a, b)| between(a, b)).collect())
}

/// What differs from one visit to the next.
fn between(earlier: &Visit, later: &Visit) -> Vec<Change> {
    let change = |what: &str, before: Option<String>, after: Option<String>| Change {
        from: earlier.at,
        to: later.at,
        what: what.to_owned(),
        before,
        after,
    };
    match (is_there(&earlier.lookup), is_there(&later.lookup)) {
        (true, false) => vec![change("gone", None, None)],
        (false, true) => vec![change("back", None, None)],
        (false, false) => Vec::new(),
        (true, true) => {
            let field = |lookup: &Lookup, name: &str| value(name, lookup.record.get(name));
            let compared = FIELDS.iter().filter_map(|name| {
                let (before, after) = (field(&earlier.lookup, name), field(&later.lookup, name));
                // What one of the visits didn't show is not known to have changed.
                let (before, after) = (before?, after?);
                let nameless = *name == "name" && NO_NAME.contains(&after.as_str());
                let what = if nameless { "name-gone" } else { name };
                (before != after).then(|| change(what, Some(before), Some(after)))
            });
            compared.collect()
        }
    }
}

fn is_there(lookup: &Lookup) -> bool {
    lookup.result == LookupResult::Found && lookup.record.get("gone").and_then(Value::as_bool) != Some(true)
}

/// A field as it is compared: spaces even, and of a photo the path alone, for the rest of its address is a signature that
/// is made anew for each visit.
fn value(name: &str, field: Option<&Value>) -> Option<String> {
    let text = field?.as_str()?.split_whitespace().collect::<Vec<_>>().join(" ");
    let path = |text: &str| url::Url::parse(text).ok().map(|url| url.path().to_owned());
    let value = if name == "photo" { path(&text).unwrap_or(text) } else { text };
    (!value.is_empty()).then_some(value)
}

fn told(change: &Change) -> String {
    let quoted = |value: &Option<String>| report::clean(value.as_deref().unwrap_or_default());
    match change.what.as_str() {
        "gone" => "is gone".to_owned(),
        "back" => "is there again".to_owned(),
        "photo" => "has another photo".to_owned(),
        "name-gone" => format!("shows no name any more (was “{}”)", quoted(&change.before)),
        what => format!("{what}: “{}”, was “{}”", quoted(&change.after), quoted(&change.before)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(second: i64, result: LookupResult, record: Value) -> Visit {
        let lookup = Lookup {
            kind: "profile".to_owned(),
            subject: "https://www.linkedin.com/in/dana".to_owned(),
            asked_at: None,
            result,
            record,
            asked: Vec::new(),
            why: None,
        };
        Visit { at: Timestamp::from_second(second).unwrap(), lookup }
    }

    #[test]
    fn changes_of_a_profile_are_told_and_nothing_else() {
        let photo = |id: &str, token: &str| format!("https://media.example/image/{id}/0?e=1&t={token}");
        let first = serde_json::json!({"name": "Dana Reed", "employer": "Acme", "headline": "Sourcer", "photo": photo("a", "x")});
        let second = serde_json::json!({"name": "Dana  Reed", "employer": "Boeing", "location": "Oslo", "photo": photo("a", "y")});
        let third = serde_json::json!({"name": "LinkedIn Member", "photo": photo("b", "y")});
        let visits = [
            visit(1, LookupResult::Found, first),
            visit(2, LookupResult::Found, second),
            visit(3, LookupResult::Found, third.clone()),
            visit(4, LookupResult::Absent, Value::Null),
            visit(5, LookupResult::Found, serde_json::json!({"gone": true})),
            visit(6, LookupResult::Found, third),
        ];
        let all: Vec<String> = visits.windows(2).flat_map(|p| between(&p[0], &p[1])).map(|c| told(&c)).collect();
        assert_eq!(
            all,
            [
                "employer: “Boeing”, was “Acme”",
                "shows no name any more (was “Dana Reed”)",
                "has another photo",
                "is gone",
                "is there again"
            ]
        );
    }
}
