//! The arguments that say what to read and which responses count, shared by the commands that read exports.

use super::progress::Bar;
use crate::analysis::{Analysis, Request};
use crate::definition::Survey;
use crate::diagnostic::{Fault, Faults};
use crate::responses::{self, OpenOptions};

/// How to read the exports.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Reading")]
pub(super) struct Reading {
    /// Encoding of the exports, for example windows-1252 or macintosh; found out when not given.
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,

    /// Character between the cells: `,`, `;`, `|` or `tab`; found out when not given.
    #[arg(long, value_name = "CHAR", value_parser = delimiter)]
    delimiter: Option<u8>,

    /// Platform that wrote the exports, for example qualtrics; recognised by their headers when not given.
    #[arg(long, value_name = "NAME")]
    platform: Option<String>,

    /// Threads to read with; the figures do not depend on it [default: all processors].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

/// Which responses count.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Which responses")]
pub(super) struct Selection {
    /// Only responses that satisfy a condition: site=North|South, site!=North, wait>30, recommend>=9.
    /// Several conditions must all hold.
    #[arg(long = "where", value_name = "CONDITION")]
    filters: Vec<String>,

    /// Only responses submitted on this day or later, for example 2026-01-31.
    #[arg(long, value_name = "DAY")]
    since: Option<String>,

    /// Only responses submitted on this day or earlier.
    #[arg(long, value_name = "DAY")]
    until: Option<String>,

    /// Confidence level of the intervals, in percent.
    #[arg(long, value_name = "PERCENT", default_value = "95", value_parser = confidence)]
    confidence: f64,
}

impl Selection {
    /// The request for these responses, without breakdowns.
    pub(super) fn request(&self) -> Request {
        Request {
            filters: self.filters.clone(),
            since: self.since.clone(),
            until: self.until.clone(),
            confidence: self.confidence / 100.0,
            ..Request::default()
        }
    }
}

impl Reading {
    /// Reads the exports and counts what is asked for, with a progress bar when it takes a while.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the exports or with the request.
    pub(super) fn analyse<'a>(
        &self,
        survey: &'a Survey,
        exports: &[String],
        request: Request,
    ) -> Result<Analysis<'a>, Faults> {
        let reader = responses::open(exports, survey, self.options())?;
        let _bar = Bar::watch(reader.progress());
        Analysis::run(survey, reader, Request { threads: self.threads(), ..request })
    }

    /// How the exports are to be read.
    fn options(&self) -> OpenOptions {
        OpenOptions {
            encoding: self.encoding.clone(),
            delimiter: self.delimiter,
            platform: self.platform.clone(),
            stdin: Some(Box::new(std::io::stdin())),
        }
    }

    fn threads(&self) -> usize {
        let all = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        self.threads.map_or_else(all, usize::from)
    }
}

/// Refuses standard input that is named twice: it can be read only once.
pub(super) fn check_stdin_once(exports: &[String]) -> Result<(), Faults> {
    match exports.iter().filter(|name| *name == "-").count() {
        0 | 1 => Ok(()),
        _ => Err(Fault::new("standard input (`-`) is named more than once").help("name it once").into()),
    }
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text {
        "tab" | "\\t" | "\t" => Ok(b'\t'),
        one if one.len() == 1 && !one.contains(['"', '\n', '\r']) => Ok(one.as_bytes()[0]),
        _ => Err("expected one character such as `,` or `;`, or `tab`".to_string()),
    }
}

fn confidence(text: &str) -> Result<f64, String> {
    let level: f64 = text.trim_end_matches('%').parse().map_err(|_| "expected a percentage such as 95".to_string())?;
    if (50.0..100.0).contains(&level) {
        Ok(level)
    } else {
        Err("expected a level from 50 up to, but not including, 100 percent".to_string())
    }
}
