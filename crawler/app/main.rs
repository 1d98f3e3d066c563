//! Bonafide: tells whether a recruiter is who they say they are.

mod cli;
mod collect;
mod commands;
mod config;
mod isolation;
mod outside;
mod photos;
mod pipeline;
mod report;
mod shelf;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match commands::run(cli.command) {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            eprintln!("bonafide: {}", failure.text);
            ExitCode::from(failure.code)
        }
    }
}

/// Why the program stops: one line, and the documented exit code (2 usage, 1 anything else).
#[derive(Debug)]
pub struct Failure {
    text: String,
    code: u8,
}

impl Failure {
    /// The program could not do what was asked.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: one_line(&text.into()), code: 1 }
    }

    /// The program was called in a way it does not understand.
    pub fn usage(text: impl Into<String>) -> Self {
        Self { text: one_line(&text.into()), code: 2 }
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::new(error.to_string())
    }
}

/// Errors of parsers come in several lines; what the user gets is one.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
