//! `survey check`: is the definition sound, and does the export fit it?

use super::ending;
use super::named::{Sources, check_stdin_once};
use super::outcome::Outcome;
use super::output::{self, Console};
use super::place::{self, Inputs, Links, Place};
use super::source::Reading;
use crate::definition::{self, Survey};
use crate::diagnostic::{Fault, Faults};
use crate::render::{self, Format, Look, Text};
use crate::results::{Change, CheckReport};
use std::path::PathBuf;

/// Check a definition, and whether exports fit it.
///
/// Without exports, only the definition is checked. With exports, every row is read as `analyze` would read
/// it; answers that are not understood, rows that had to be left out and columns that no question uses are
/// counted and listed with their row numbers. What the cells hold is shown only with --with-values. For every
/// question the report says who skipped it, and for every grid who gave all items the same answer.
///
/// Of several exports it is told what each has otherwise than the one before it, in the order given: columns and
/// answers that come and go, options that are called otherwise, other wordings, scales that run the other way round.
///
/// The exit code is 1 when anything was found but lines that are plainly no responses.
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

    /// Show who answered every question, of large surveys too; of more than 60 questions only those are shown that
    /// something was found about.
    #[arg(long)]
    every_question: bool,

    /// Format of the output [default: by the ending of --output, else table].
    #[arg(short, long, value_parser = ending::parser(&Format::OF_CHECK, Format::about), value_name = "FORMAT")]
    format: Option<Format>,

    /// Write to a file instead of standard output; the file appears whole or not at all.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// List every finding in a CSV file: file, line, row, column and reason.
    #[arg(long, value_name = "FILE", requires = "exports")]
    rejects: Option<PathBuf>,

    #[command(flatten)]
    links: Links,

    #[command(flatten)]
    reading: Reading,
}

/// Runs the command.
pub(super) fn run(args: &Args, console: Console) -> anyhow::Result<Outcome> {
    check_stdin_once(&args.exports)?;
    let (place, rejects) = args.places()?;
    let format = match ending::format(args.format, args.output.as_deref(), &Format::OF_CHECK)? {
        Format::Text(text) => text,
        Format::Html | Format::Xlsx | Format::Png | Format::Svg => Text::Table,
    };
    definition::open(&args.definition)?;
    let survey = match definition::load(&args.definition) {
        Ok(survey) => survey,
        Err(faults) => {
            console.faults(&faults);
            return Ok(Outcome::No);
        }
    };
    if args.exports.is_empty() && !args.reading.is_elsewhere() {
        output::write(sound(&survey), place.as_ref())?;
        console.tell_written(place.as_ref());
        return Ok(Outcome::Done);
    }
    let sources = Sources::new(&args.exports);
    // A folder may hold several files; of a single one nothing is to be compared.
    let changes = args.reading.changes(&survey, &sources)?;
    let checked = args.reading.check(&survey, &sources, rejects.is_some());
    let report = match checked {
        Ok(checked) => CheckReport { changes, ..checked.check(args.with_values) },
        Err(error) if changes.iter().any(Change::is_trouble) => return lost(&error, &changes, console),
        Err(error) => return Err(error),
    };
    let rejects = rejects.map(|place| (place, render::rejects(&report, args.with_values).into_bytes()));
    let report = report.shortened();
    let color = place.is_none() && console.color_out();
    let text = render::check(&report, format, args.every_question, &Look { width: Console::width(), color });
    let (files, text) = match place {
        Some(place) => ([Some((place, text.into_bytes())), rejects], None),
        None => ([None, rejects], Some(text)),
    };
    let files: Vec<(Place, Vec<u8>)> = files.into_iter().flatten().collect();
    output::write_all(&files).map_err(Faults::from)?;
    text.map_or(Ok(()), |text| output::write(text, None))?;
    for (place, _) in &files {
        console.tell_written(Some(place));
    }
    let is_found = report.findings.iter().any(|finding| finding.reason.is_trouble());
    let is_trouble = is_found || report.changes.iter().any(Change::is_trouble);
    Ok(if is_trouble { Outcome::No } else { Outcome::Done })
}

impl Args {
    /// Where the output and the list of findings go; not to the same file.
    fn places(&self) -> Result<(Option<Place>, Option<Place>), Faults> {
        ending::must_be(&["csv", "txt"], "the findings are written as CSV", self.rejects.as_deref())?;
        let inputs = Inputs::new(Some(&self.definition), &self.exports);
        let place = place::output(self.output.as_deref(), &inputs, self.links)?;
        let rejects = self.rejects.as_deref().map(|file| place::file(file, &inputs, self.links)).transpose()?;
        match (&place, &rejects) {
            (Some(one), Some(other)) if one.is(other) => {
                Err(Fault::new("`--output` and `--rejects` are the same file").help("name two files").into())
            }
            _ => Ok((place, rejects)),
        }
    }
}

/// What is said where files cannot be read by one definition because something has changed between them.
fn lost(error: &anyhow::Error, changes: &[Change], console: Console) -> anyhow::Result<Outcome> {
    output::write(render::changes(changes, Console::width()), None)?;
    match error.downcast_ref::<Faults>() {
        Some(faults) => console.faults(faults),
        None => console.tell(&format!("{error:#}\n")),
    }
    Ok(Outcome::No)
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
