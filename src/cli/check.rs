//! `survey check`: is the definition sound, and does the export fit it?

use super::Outcome;
use super::output::{self, Console};
use super::source::{Reading, check_stdin_once};
use crate::definition::{self, Survey};
use crate::render::{self, Format, Look};
use std::path::PathBuf;

/// Check a definition, and whether exports fit it.
///
/// Without exports, only the definition is checked. With exports, every row is read as `analyze` would read
/// it; answers that are not understood, rows that had to be left out and columns that no question uses are
/// counted and listed with their row numbers. What the cells hold is shown only with --with-values. For every
/// question the report says who skipped it, and for every grid who gave all items the same answer.
///
/// The exit code is 1 when anything was found.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    survey check surveys/gp-experience.yaml\n  \
    survey check surveys/gp-experience.yaml export.csv --with-values")]
pub(super) struct Args {
    /// The survey's definition.
    definition: PathBuf,

    /// Exports to check against it.
    #[arg(value_name = "EXPORT")]
    exports: Vec<String>,

    /// Show what the cells hold. Free text and identifiers may be personal.
    #[arg(long)]
    with_values: bool,

    /// Format of the output.
    #[arg(short, long, value_parser = output::format(&Format::OF_CHECK), default_value = Format::Table.name())]
    #[arg(value_name = "FORMAT")]
    format: Format,

    /// Write to a file instead of standard output; the file appears whole or not at all.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// List every finding in a CSV file: file, line, row, column and reason.
    #[arg(long, value_name = "FILE", requires = "exports")]
    rejects: Option<PathBuf>,

    #[command(flatten)]
    reading: Reading,
}

/// Runs the command.
pub(super) fn run(args: &Args, console: Console) -> anyhow::Result<Outcome> {
    check_stdin_once(&args.exports)?;
    std::fs::File::open(&args.definition)
        .map_err(|error| anyhow::anyhow!("could not read `{}`: {error}", args.definition.display()))?;
    let survey = match definition::load(&args.definition) {
        Ok(survey) => survey,
        Err(faults) => {
            console.faults(&faults);
            return Ok(Outcome::No);
        }
    };
    if args.exports.is_empty() {
        output::write(&sound(&survey), args.output.as_deref())?;
        return Ok(Outcome::Done);
    }
    let report = args.reading.check(&survey, &args.exports, args.rejects.is_some())?.check(args.with_values);
    if let Some(file) = &args.rejects {
        output::write(&render::rejects(&report, args.with_values), Some(file))?;
    }
    let report = report.shortened();
    let color = args.output.is_none() && console.color_out();
    let text = render::check(&report, args.format, &Look { width: Console::width(), color });
    output::write(&text, args.output.as_deref())?;
    Ok(if report.findings.is_empty() { Outcome::Done } else { Outcome::No })
}

fn sound(survey: &Survey) -> String {
    let count = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    format!(
        "`{}` is sound: {}, {}.\n",
        survey.id,
        count(survey.questions.len(), "question"),
        count(survey.segments.len(), "segment")
    )
}
