//! `survey explain`: the arithmetic behind one figure.

use super::asked::Selection;
use super::doubts::Tolerance;
use super::named::{Sources, check_stdin_once};
use super::outcome::Outcome;
use super::output::{self, Console};
use super::source::Reading;
use crate::analysis::{Explained, Target};
use crate::definition;
use crate::diagnostic::Faults;
use crate::render::{self, Look};
use std::path::PathBuf;

/// Show how one question's figures, or the response rate, are computed, step by step.
///
/// Prints the base ledger (who was asked, who answered, why the others do not count), the formula with its
/// source, and the arithmetic with the numbers put in.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    survey explain recommend.nps surveys/gp-experience.yaml export.csv\n  \
    survey explain response_rate surveys/gp-experience.yaml export.csv\n  \
    survey explain staff surveys/gp-experience.yaml export.csv --where site=North")]
pub(super) struct Args {
    /// The question, or one of its metrics: staff, `staff.top_box`; or `response_rate`.
    #[arg(value_name = "QUESTION[.METRIC]")]
    figure: String,

    /// The survey's definition.
    definition: PathBuf,

    /// Exports: CSV files, also .gz, .zst, .zip and .xlsx, patterns such as 'exports/*.csv', or - for
    /// standard input.
    #[arg(value_name = "EXPORT")]
    exports: Vec<String>,

    #[command(flatten)]
    selection: Selection,

    #[command(flatten)]
    reading: Reading,

    #[command(flatten)]
    tolerance: Tolerance,
}

/// Runs the command.
pub(super) fn run(args: &Args, console: Console) -> anyhow::Result<Outcome> {
    check_stdin_once(&args.exports)?;
    let survey = definition::load(&args.definition)?;
    args.reading.must_have_responses(&survey, &args.exports)?;
    let request = args.selection.request();
    let target = Target::find(&survey, &request, &args.figure).map_err(Faults::from)?;
    let analysis = args.reading.analyse(&survey, &Sources::new(&args.exports), request, false)?;
    let look = Look { width: Console::width(), color: console.color_out() };
    let Explained { text, conditions, ledger, explanations } = &analysis.explain(target);
    output::write(render::explanation(text, conditions, ledger.as_ref(), explanations, &look), None)?;
    Ok(args.tolerance.judge(&analysis.doubts()))
}
