//! `survey weight`: how responses are weighted to targets, and the weight of each.

use super::doubts::Tolerance;
use super::ending;
use super::named::{Sources, check_stdin_once};
use super::outcome::Outcome;
use super::output::{self, Console};
use super::place::{self, Inputs, Links, Place};
use super::progress::Bar;
use super::source::Reading;
use crate::analysis::{self, Analysis, Request};
use crate::definition::{self, Survey};
use crate::diagnostic::{Fault, Faults};
use crate::render::{self, Format, Look, Text, WeightsCsv};
use crate::responses;
use crate::rows::{self, Listed, Listing};
use anyhow::Context;
use std::io::{self, Write};
use std::path::PathBuf;

/// Show how responses are weighted to targets, or write the weight of each.
///
/// Works out the weights of the definition's `weighting:`, which all figures rest on, and shows the margins before and
/// after, the factor of each cell, and what the weights cost: the responses of equal weight that they are worth. With
/// --output, writes the weight of every response analysed for use elsewhere: by its id, or by its row in the export.
///
/// The weights are as confidential as the export: only you can read the file, unless you let others.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    survey weight survey.yaml export.csv\n  \
    survey weight survey.yaml export.csv -o weights.csv")]
pub(super) struct Args {
    /// The survey's definition, with `weighting:`.
    definition: PathBuf,

    /// Exports, patterns such as 'exports/*.csv', or - for standard input; without --output also counts that were kept.
    #[arg(value_name = "EXPORT")]
    exports: Vec<String>,

    /// Format of what is shown.
    #[arg(short, long, value_parser = ending::parser(&Format::OF_CHECK, Format::about), value_name = "FORMAT", conflicts_with = "output", default_value = "table")]
    format: Format,

    /// Write the weights to a CSV file instead; it appears whole or not at all.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    links: Links,

    #[command(flatten)]
    reading: Reading,

    #[command(flatten)]
    tolerance: Tolerance,
}

/// Runs the command.
pub(super) fn run(args: &Args, console: Console) -> anyhow::Result<Outcome> {
    check_stdin_once(&args.exports)?;
    ending::must_be(&["csv", "txt"], "weights are written as CSV", args.output.as_deref())?;
    let inputs = Inputs::new(Some(&args.definition), &args.exports);
    let place = place::output(args.output.as_deref(), &inputs, args.links)?;
    let survey = definition::load(&args.definition)?;
    has_targets(&survey, args)?;
    args.reading.must_have_responses(&survey, &args.exports)?;
    let sources = Sources::new(&args.exports);
    match place {
        Some(place) => args.write(&survey, &sources, &place, console),
        None => args.show(&survey, &sources, console),
    }
}

impl Args {
    /// Shows how weights were worked out.
    fn show(&self, survey: &Survey, sources: &Sources, console: Console) -> anyhow::Result<Outcome> {
        let analysis = self.reading.analyse(survey, sources, Request::default(), true)?;
        let report = analysis.weighting().context("there is no response to weight")?;
        let look = Look { width: Console::width(), color: console.color_out() };
        let format = if self.format == Format::Text(Text::Json) { Text::Json } else { Text::Table };
        output::write(render::weighting(&report, format, &look), None)?;
        Ok(self.tolerance.judge(&analysis.doubts()))
    }

    /// Writes the weight of every response.
    fn write(&self, survey: &Survey, sources: &Sources, place: &Place, console: Console) -> anyhow::Result<Outcome> {
        self.can_be_listed(survey, sources)?;
        let reader = responses::open(&sources.exports, survey, self.reading.options(sources)?)?;
        let _bar = Bar::watch(reader.progress());
        let plan = analysis::plan(survey, &Request::default())?;
        let (counts, listing) = rows::count_to_list(survey, &plan, reader, self.reading.threads())?;
        let analysis = Analysis::new(survey, Request::default(), &plan, counts)?;
        list(&analysis, listing, survey.response_id.is_some(), place)?;
        console.tell_written(Some(place));
        Ok(self.tolerance.judge(&analysis.doubts()))
    }

    /// Refuses to list responses that are not at hand one by one.
    fn can_be_listed(&self, survey: &Survey, sources: &Sources) -> Result<(), Faults> {
        let fault = |message: &str, help: &str| Err(Fault::new(message).help(help).into());
        if let Some(saved) = sources.saved.first() {
            let fault = Fault::new("these are counts, and no responses to write weights of").in_file(saved);
            return Err(fault.help("name the exports; without --output the factors of cells are shown").into());
        }
        if self.reading.is_elsewhere() || sources.exports.is_empty() && survey.source.is_some() {
            let help = "without --output the factors of cells are shown, which can be joined to it";
            return fault("responses stay in the database, and weights of each cannot be written", help);
        }
        if sources.exports.iter().any(|name| name == "-") {
            let help = "save the export to a file and name that";
            return fault("exports are read twice for weights, and standard input is there once", help);
        }
        Ok(())
    }
}

/// Refuses a definition without targets.
fn has_targets(survey: &Survey, args: &Args) -> Result<(), Faults> {
    if survey.weighting.is_some() {
        return Ok(());
    }
    let fault = Fault::new("the definition has no `weighting`").in_file(args.definition.display().to_string());
    Err(fault.help("add `weighting: { targets: { segment: { value: share } } }`").into())
}

/// Goes through the responses once more and writes the weight of each.
fn list(analysis: &Analysis, listing: Listing, have_ids: bool, place: &Place) -> anyhow::Result<()> {
    let (report, weights) = (analysis.weighting(), analysis.weights());
    let (report, weights) = report.zip(weights).context("there is no response to weight")?;
    let files: Vec<String> = report.inputs.iter().map(|input| input.name.clone()).collect();
    let mut failed: Option<Faults> = None;
    let write = |out: &mut dyn Write| {
        let (mut table, mut written) = (WeightsCsv::new(out, &files, have_ids)?, Ok(()));
        let each = |listed: &Listed| {
            let weight = weights.of(listed.values, listed.weight);
            written = table.add(listed.file, listed.id, listed.row, weight);
            written.is_ok()
        };
        if let Err(faults) = listing.each(&weights.keys, each) {
            failed = Some(faults);
            return Err(io::Error::other("the responses could not be read once more"));
        }
        written.and_then(|()| table.finish())
    };
    let done = output::stream_private(write, place);
    failed.map_or(done, |faults| Err(faults.into()))
}
