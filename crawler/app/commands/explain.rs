//! `bonafide explain`.

use analyzer::case::Lang;
use analyzer::finding::Axis;
use analyzer::signals::{SIGNALS, Signal};

use crate::Failure;

/// Prints the page of a signal, of the signals of a code, or the list.
pub fn run(wanted: Option<&str>, lang: Lang) -> Result<u8, Failure> {
    let Some(wanted) = wanted else {
        print!("{}", list(lang));
        return Ok(0);
    };
    let code = wanted.to_uppercase();
    let hits: Vec<&&Signal> = SIGNALS.iter().filter(|s| s.id == wanted || s.codes.contains(&code.as_str())).collect();
    if hits.is_empty() {
        let near = SIGNALS
            .iter()
            .max_by(|a, b| strsim::jaro_winkler(a.id, wanted).total_cmp(&strsim::jaro_winkler(b.id, wanted)));
        let hint = near.map(|s| format!("; did you mean {}?", s.id)).unwrap_or_default();
        return Err(Failure::usage(format!("no signal and no code {wanted}{hint} `bonafide explain` lists them")));
    }
    for signal in hits {
        println!("{}\n", signal.page.trim());
        println!("{}\n{}\n", signal.question.get(lang), signal.why.get(lang));
    }
    Ok(0)
}

fn list(lang: Lang) -> String {
    let mut text = String::new();
    for axis in [Axis::Ask, Axis::Identity, Axis::Targeting] {
        let title = match (axis, lang) {
            (Axis::Ask, Lang::En) => "What is asked",
            (Axis::Identity, Lang::En) => "Who the contact is",
            (Axis::Targeting, Lang::En) => "Campaigns and targets",
            (Axis::Ask, Lang::Ko) => "무엇을 요구하는가",
            (Axis::Identity, Lang::Ko) => "상대가 누구인가",
            (Axis::Targeting, Lang::Ko) => "조직적 접근과 표적",
        };
        text.push_str(&format!("{title}\n"));
        for signal in SIGNALS.iter().filter(|s| s.axis == axis) {
            text.push_str(&format!(
                "  {:<28} {:<12} {}\n",
                signal.id,
                signal.codes.join(" "),
                signal.question.get(lang)
            ));
        }
    }
    text
}
