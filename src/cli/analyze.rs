//! `survey analyze`: the figures.

use super::asked::{Breakdown, Judging, Selection};
use super::doubts::Tolerance;
use super::ending;
use super::named::definition_first;
use super::next;
use super::outcome::Outcome;
use super::output::{self, Console};
use super::place::{self, Inputs, Links};
use super::source::Reading;
use crate::diagnostic::Faults;
use crate::render::{self, Format, Look, Text};
use std::path::PathBuf;

/// Compute the figures of a survey from its exports.
///
/// Reads the definition of the survey and one or more exports of it, and prints every question's figures
/// with their bases and confidence intervals. Without a definition, one is inferred from the columns of the
/// exports; `survey init` writes it down for you to check and keep.
///
/// Groups with fewer answers than the definition's `disclosure: { minimum: … }` are hidden with `*`, and so
/// is the next smallest group where a hidden figure could be worked out from the others.
#[derive(Debug, clap::Args)]
#[command(override_usage = "survey analyze [OPTIONS] [DEFINITION] <EXPORT>...")]
#[command(after_help = "Examples:\n  \
    survey analyze export.csv\n  \
    survey analyze surveys/gp-experience.yaml export.csv\n  \
    survey analyze surveys/gp-experience.yaml export.csv --by site --every month\n  \
    survey analyze surveys/gp-experience.yaml 'exports/*.csv.gz' -o figures.csv")]
pub(super) struct Args {
    /// The survey's definition (a .yaml file), then exports: CSV files as the platform wrote them, also
    /// .gz, .zst, .zip and .xlsx, patterns such as 'exports/*.csv', or - for standard input.
    #[arg(required = true, value_name = "DEFINITION|EXPORT")]
    names: Vec<String>,

    /// Format of the output [default: by the ending of --output, else table].
    #[arg(short, long, value_parser = ending::parser(&Format::OF_REPORT, Format::about), value_name = "FORMAT")]
    format: Option<Format>,

    /// Write to a file instead of standard output; the file appears whole or not at all.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    links: Links,

    #[command(flatten)]
    breakdown: Breakdown,

    #[command(flatten)]
    judging: Judging,

    #[command(flatten)]
    selection: Selection,

    #[command(flatten)]
    reading: Reading,

    #[command(flatten)]
    tolerance: Tolerance,
}

/// Runs the command.
pub(super) fn run(args: &Args, console: Console) -> anyhow::Result<Outcome> {
    let (definition, exports) = definition_first(&args.names, args.reading.is_elsewhere())?;
    let place = place::output(args.output.as_deref(), &Inputs::new(definition, exports), args.links)?;
    let format = ending::format(args.format, args.output.as_deref(), &Format::OF_REPORT)?;
    ending::fits(format, place.as_ref())?;
    let (survey, sources) = args.reading.survey(definition, exports)?;
    let request = args.judging.of(args.breakdown.of(args.selection.request()));
    let tells_fingerprints = matches!(format, Format::Text(Text::Json) | Format::Html | Format::Xlsx);
    let analysis = args.reading.analyse(&survey, &sources, request, tells_fingerprints)?;
    let color = place.is_none() && console.color_out();
    let look = Look { width: Console::width(), color };
    let bytes = render::bytes(&analysis.report(), format, &look).map_err(Faults::from)?;
    output::write(bytes, place.as_ref())?;
    console.tell_written(place.as_ref());
    if definition.is_none() {
        console.tell(&next::steps(&survey, exports));
    }
    Ok(args.tolerance.judge(&analysis.doubts()))
}
