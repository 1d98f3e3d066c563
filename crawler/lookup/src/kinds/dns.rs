//! A domain's records.

use analyzer::case::Question;

use crate::{Answer, Web};

/// Asks it.
pub async fn ask(_question: &Question, _web: Web<'_>) -> Answer {
    Answer::not_asked("this program doesn't ask this yet")
}
