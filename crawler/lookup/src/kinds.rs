//! The kinds of questions, one module each: what is asked of whom, and how the answer is read.

pub mod certificates;
pub mod company;
pub mod dkim;
pub mod dns;
pub mod job_board;
pub mod page;
pub mod profile;
pub mod rdap;
pub mod repository;
mod visit;

use analyzer::case::{Question, QuestionKind};

use crate::{Answer, Web};

/// Asks a question of its kind.
pub async fn ask(question: &Question, web: Web<'_>) -> Answer {
    match question.kind {
        QuestionKind::Rdap => rdap::ask(question, web).await,
        QuestionKind::Dns => dns::ask(question, web).await,
        QuestionKind::Certificates => certificates::ask(question, web).await,
        QuestionKind::Dkim => dkim::ask(question, web).await,
        QuestionKind::Company => company::ask(question, web).await,
        QuestionKind::JobBoard => job_board::ask(question, web).await,
        QuestionKind::Profile => profile::ask(question, web).await,
        QuestionKind::Repository => repository::ask(question, web).await,
        QuestionKind::Page => page::ask(question, web).await,
    }
}
