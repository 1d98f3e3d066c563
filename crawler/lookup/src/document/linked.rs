//! Structured data: the objects of JSON-LD and their types (schema.org).

use serde_json::Value;

/// Most values that are visited.
const MOST: usize = 4_000;

/// Which objects inside of others are looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Through<'k> {
    /// All.
    All,
    /// Those of `@graph` and of these keys: what stands elsewhere is of somebody else.
    Keys(&'k [&'k str]),
}

/// The objects of some values, lists and what is inside searched, in order. Bounded in number, and in depth by the reader of
/// JSON, which stops at 128 levels.
pub(crate) fn objects<'v>(values: &'v [Value], through: Through<'_>) -> Vec<&'v Value> {
    let mut found = Vec::new();
    let mut waiting: Vec<&Value> = values.iter().rev().collect();
    for _ in 0..MOST {
        let Some(value) = waiting.pop() else { break };
        match value {
            Value::Array(items) => waiting.extend(items.iter().rev()),
            Value::Object(object) => {
                found.push(value);
                match through {
                    Through::All => waiting.extend(object.values().filter(|v| v.is_object() || v.is_array()).rev()),
                    Through::Keys(keys) => {
                        waiting.extend(keys.iter().rev().chain(&["@graph"]).filter_map(|key| object.get(*key)));
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether an object is of a type, whatever the vocabulary's prefix (`Person`, `schema:Person`,
/// `https://schema.org/Person`).
pub(crate) fn is_of_type(object: &Value, wanted: impl Fn(&str) -> bool) -> bool {
    let is = |value: &Value| value.as_str().and_then(|s| s.rsplit(['/', ':', '#']).next()).is_some_and(&wanted);
    match object.get("@type") {
        Some(Value::Array(types)) => types.iter().any(is),
        Some(one) => is(one),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_objects() {
        let value: Value = serde_json::from_str(
            r#"{"@graph":[{"@type":"WebSite","publisher":{"@type":["Thing","Corporation"],"name":"A"}},
                {"@type":"https://schema.org/Organization","name":"B"},{"@type":"Person","worksFor":{"@type":"Corporation"}}]}"#,
        )
        .unwrap();
        let names = |through| {
            let all = objects(std::slice::from_ref(&value), through).into_iter();
            let typed = all.filter(|o| is_of_type(o, |kind| kind == "Corporation" || kind == "Organization"));
            typed.map(|o| o.get("name").and_then(Value::as_str)).collect::<Vec<_>>()
        };
        assert_eq!(names(Through::Keys(&["publisher"])), [Some("A"), Some("B")]);
        assert_eq!(names(Through::All), [Some("A"), Some("B"), None]);
    }
}
