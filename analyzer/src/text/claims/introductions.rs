//! "My name is …", "This is … from …", "저는 … 입니다", "…라고 합니다".

use crate::case::Fact;
use crate::reading::Sentence;
use crate::reference::Reference;
use crate::text::fold::fold;
use crate::text::names;
use crate::text::words;

use super::{Contact, unlisted};

/// Adds the names by which the contact introduces themselves in a sentence.
pub(super) fn read(sentence: &Sentence, reference: &Reference, contact: &mut Contact) {
    let text = &sentence.fact.value;
    let lower = text.to_lowercase();
    for opening in ["my name is ", "my name's ", "this is ", "i'm ", "i am ", "i’m "] {
        let Some(at) = words::place(&lower, opening) else { continue };
        if at > 40 || lower.len() != text.len() {
            continue;
        }
        let Some(rest) = text.get(at + opening.len()..) else { continue };
        let words: Vec<&str> = rest
            .split(|c: char| c.is_whitespace())
            .take_while(|w| w.chars().next().is_some_and(char::is_uppercase))
            .take(3)
            .collect();
        let name = words.join(" ");
        let name = name.split([',', '.', ';', '!', '–', '—']).next().unwrap_or("").trim();
        // A firm may introduce itself, too: "This is Lockheed Martin reaching out".
        let firm = !reference.organisations.in_text(&fold(name), true).is_empty();
        if name.contains(' ') && !firm && names::personal(name) && !lower.get(..at).is_some_and(|b| b.contains("not "))
        {
            contact.names.push(Fact::new(name.to_owned(), text.clone(), sentence.fact.source.clone()));
        }
    }
    for ending in ["라고 합니다", "이라고 합니다", "입니다"] {
        let Some(before) = words::place(text, ending).and_then(|at| text.get(..at)) else { continue };
        // "저희 회사는 한빛정밀이라고 합니다" names a firm.
        if unlisted::of_a_firm(before) {
            continue;
        }
        let Some(word) = before.split_whitespace().last() else { continue };
        let mut name = word.to_owned();
        for title in [
            "매니저", "과장", "차장", "부장", "대리", "팀장", "이사", "상무", "책임", "선임", "수석", "대표",
            "컨설턴트",
        ] {
            if let Some(stem) = name.strip_suffix(title) {
                name = stem.to_owned();
            }
        }
        if name.is_empty() {
            name = before.split_whitespace().rev().nth(1).unwrap_or("").to_owned();
        }
        let name = name.trim_end_matches('이').to_owned();
        if names::korean(&name).is_some() && (ending != "입니다" || contact_words(before)) && names::personal(&name)
        {
            contact.names.push(Fact::new(name, text.clone(), sentence.fact.source.clone()));
        }
    }
}

fn contact_words(before: &str) -> bool {
    ["저는", "담당", "에서", "소속", "팀", "헤드헌터", "리크루터", "컨설턴트", "안녕하세요", "의"]
        .iter()
        .any(|w| before.contains(w))
}
