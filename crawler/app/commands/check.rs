//! `bonafide check`.

use std::io::{IsTerminal, Write};

use analyzer::{Rating, Verdict};
use indicatif::{ProgressBar, ProgressStyle};

use crate::Failure;
use crate::cli::{Check, Output};
use crate::collect::{Collected, collect};
use crate::{config, report};

/// Judges what was named.
pub fn run(options: &Check) -> Result<u8, Failure> {
    let collected = collect(&options.paths, options.judging.asking.online)?;
    let reference = config::reference(options.judging.data.as_deref())?;
    let mut line = super::line(&options.judging, &reference, options.store)?;
    match collected {
        Collected::One(deliveries, failures) => {
            let mut verdict = line.judge(&deliveries)?;
            report::add_unread(&mut verdict, failures.iter().map(|f| f.text.as_str()));
            print(&verdict, &options.output)?;
            Ok(verdict.rating.exit_code())
        }
        Collected::Many(many) => {
            let progress = progress(many.files_left() as u64);
            let mut gravest = Rating::Ordinary;
            let mut failed = 0;
            let (mut judged, mut last_left) = (0u64, many.files_left());
            let mut many = many;
            line.own_names = many.own_names().to_vec();
            while let Some(delivery) = many.next() {
                let left = many.files_left();
                progress.inc((last_left - left) as u64);
                last_left = left;
                match delivery.and_then(|d| line.judge(&[d])) {
                    Ok(verdict) => {
                        judged += 1;
                        gravest = gravest.max(verdict.rating);
                        progress.suspend(|| print(&verdict, &Output { json: options.output.json, brief: true }))?;
                    }
                    Err(failure) => {
                        failed += 1;
                        progress.suspend(|| eprintln!("bonafide: {}", failure.text));
                    }
                }
            }
            progress.finish_and_clear();
            if judged == 0 {
                return Err(Failure::new(format!("nothing could be read ({failed} failed); see the lines above")));
            }
            if failed > 0 {
                eprintln!("bonafide: {judged} judged, {failed} could not be read (each is named above)");
            }
            Ok(gravest.exit_code())
        }
    }
}

/// Prints a verdict as asked.
pub fn print(verdict: &Verdict, output: &Output) -> Result<(), Failure> {
    put(&if output.json {
        format!("{}\n", serde_json::to_string(verdict)?)
    } else {
        report::render(verdict, !output.brief, report::Look::of_terminal())
    })
}

/// Writes to standard output, whose reader may have seen enough.
pub fn put(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// A bar on a terminal, nothing elsewhere.
pub fn progress(length: u64) -> ProgressBar {
    if !std::io::stderr().is_terminal() || length < 2 {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(length);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar
}
