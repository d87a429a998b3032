//! `survey counts`: counts to keep, and to add up later.

use super::asked::{Breakdown, Filters};
use super::doubts::Tolerance;
use super::named::{Sources, check_stdin_once};
use super::outcome::Outcome;
use super::output::{self, Console};
use super::place::{self, Inputs, Links};
use super::source::Reading;
use crate::analysis::{self, Analysis};
use crate::definition::{self, Survey};
use anyhow::Context;
use std::path::PathBuf;

/// Keep the counts behind the figures, to add them up later.
///
/// Writes how many gave which answer, in the breakdowns asked for, to a small file. Every command that reads
/// exports reads such files, too, alone or beside exports, as long as the definition asks the same: last
/// month's, those of other sites.
///
/// There are no responses in it, no response ids and no comments, but counts of small groups as they are:
/// keep it as confidential as the export. Only you can read it, unless you let others.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    survey counts surveys/gp-experience.yaml export.csv --by site --every month -o month.counts\n  \
    survey analyze surveys/gp-experience.yaml 'counts/*.counts' --by site\n  \
    unzip -p month.counts counts-1.csv")]
pub(super) struct Args {
    /// The survey's definition.
    definition: PathBuf,

    /// Exports, patterns such as 'exports/*.csv', or - for standard input; also counts that were kept before.
    #[arg(value_name = "EXPORT")]
    exports: Vec<String>,

    /// The file to write; it appears whole or not at all.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    #[command(flatten)]
    links: Links,

    #[command(flatten)]
    breakdown: Breakdown,

    #[command(flatten)]
    filters: Filters,

    #[command(flatten)]
    reading: Reading,

    #[command(flatten)]
    tolerance: Tolerance,
}

/// Runs the command.
pub(super) fn run(args: &Args, console: Console) -> anyhow::Result<Outcome> {
    check_stdin_once(&args.exports)?;
    let inputs = Inputs::new(Some(&args.definition), &args.exports);
    let place =
        place::output(Some(&args.output), &inputs, args.links)?.context("counts go to a file: name one with -o")?;
    let survey = definition::load(&args.definition)?;
    args.reading.must_have_responses(&survey, &args.exports)?;
    let request = args.breakdown.of(args.filters.request());
    let (plan, counts) = args.reading.counts_to_keep(&survey, &Sources::new(&args.exports), &request)?;
    let bytes = analysis::save(&survey, &request, &plan, &counts)?;
    // Weights are worked out from all that is put together later, of which this may be a part.
    let survey = Survey { weighting: None, ..survey };
    let doubts = Analysis::new(&survey, request, &plan, counts)?.doubts();
    output::write_private(bytes, &place)?;
    console.tell_written(Some(&place));
    Ok(args.tolerance.judge(&doubts))
}
