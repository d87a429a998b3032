//! `survey trend`: figures over time, told from chance.

use super::asked::{Breakdown, Selection};
use super::doubts::Tolerance;
use super::ending;
use super::named::{definition_first, is_definition};
use super::outcome::Outcome;
use super::output::{self, Console};
use super::over_time::OverTime;
use super::place::{self, Inputs, Links};
use super::source::Reading;
use crate::analysis::Request;
use crate::definition::{Question, Survey};
use crate::diagnostic::{Fault, Faults, nearest};
use crate::render::{self, Format, Look};
use crate::results::TrendReport;
use std::path::PathBuf;

/// Tell change over time from chance.
///
/// Prints the leading figure of each question period by period, with the lines that chance alone keeps to, and says what
/// is out of the ordinary. Shares, scores, means and counts each have the control chart that fits them. Periods without
/// answers are gaps; lines start anew only where an event of the definition says so (`rebase: true`).
#[derive(Debug, clap::Args)]
#[command(override_usage = "survey trend [OPTIONS] [QUESTION]... [DEFINITION] <EXPORT>...")]
#[command(after_help = "Examples:\n  \
    survey trend surveys/gp-experience.yaml export.csv --every week\n  \
    survey trend recommend surveys/gp-experience.yaml export.csv --every month --target 40\n  \
    survey trend --question recommend export.csv --every week --rules western-electric -f csv")]
pub(super) struct Args {
    /// Ids of questions before the definition, the survey's definition (a .yaml file), then exports.
    #[arg(required = true, value_name = "QUESTION|DEFINITION|EXPORT")]
    names: Vec<String>,

    /// A question by its id; the id of a grid stands for all of its items [default: all questions].
    #[arg(long, value_name = "ID")]
    question: Vec<String>,

    /// Format of the output [default: by the ending of --output, else table].
    #[arg(short, long, value_parser = ending::parser(&Format::OF_TEXT, Format::about), value_name = "FORMAT")]
    format: Option<Format>,

    /// Write to a file instead of standard output; the file appears whole or not at all.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    links: Links,

    #[command(flatten)]
    over_time: OverTime,

    #[command(flatten)]
    breakdown: Breakdown,

    #[command(flatten)]
    selection: Selection,

    #[command(flatten)]
    reading: Reading,

    #[command(flatten)]
    tolerance: Tolerance,
}

/// Runs the command.
pub(super) fn run(args: &Args, console: Console) -> anyhow::Result<Outcome> {
    let (leading, names) = questions_first(&args.names);
    let (definition, exports) = definition_first(names, args.reading.is_elsewhere())?;
    let place = place::output(args.output.as_deref(), &Inputs::new(definition, exports), args.links)?;
    let format = ending::format(args.format, args.output.as_deref(), &Format::OF_TEXT)?;
    let (survey, sources) = args.reading.survey(definition, exports)?;
    let wanted: Vec<&String> = leading.iter().chain(&args.question).collect();
    must_be_questions(&survey, &wanted)?;
    let request = args.request(&survey);
    let analysis = args.reading.analyse(&survey, &sources, request, true)?;
    let report = analysis.report();
    let is_wanted = |id: &str, grid: Option<&str>| wanted.iter().any(|name| *name == id || Some(name.as_str()) == grid);
    let trends =
        TrendReport::of(&report, |question| wanted.is_empty() || is_wanted(&question.id, question.grid.as_deref()));
    must_have_charts(&trends, &survey, &wanted)?;
    let look = Look { width: Console::width(), color: place.is_none() && console.color_out() };
    let Format::Text(text) = format else { return Ok(Outcome::Done) };
    output::write(render::trend(&trends, text, &look), place.as_ref())?;
    console.tell_written(place.as_ref());
    Ok(args.tolerance.judge(&analysis.doubts()))
}

impl Args {
    /// The request, with the definition's own period, or months, where none is asked for.
    fn request(&self, survey: &Survey) -> Request {
        let request = self.breakdown.of(self.selection.request());
        let usual = if survey.waves.is_some() { "wave" } else { "month" };
        let every = request.every.clone().unwrap_or_else(|| usual.to_owned());
        Request { every: Some(every), trend: self.over_time.request(true), ..request }
    }
}

/// Ids of questions, which stand before the definition, and the names behind them. Without a definition there are none.
fn questions_first(names: &[String]) -> (&[String], &[String]) {
    names.split_at(names.iter().position(is_definition).unwrap_or(0))
}

/// Refuses what is the id of no question and of no grid, all of it at once.
fn must_be_questions(survey: &Survey, wanted: &[&String]) -> Result<(), Faults> {
    let ids = || survey.questions.iter().flat_map(|question| [Some(&question.id), question.grid.as_ref()]).flatten();
    let unknown = wanted.iter().filter(|name| ids().all(|id| id != **name)).map(|name| {
        let fault = Fault::new(format!("there is no question `{name}`"));
        match nearest(name, ids().map(String::as_str)) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault.help("ids of questions stand before the definition, exports behind it"),
        }
    });
    let faults: Vec<Fault> = unknown.collect();
    if faults.is_empty() { Ok(()) } else { Err(Faults(faults)) }
}

/// Refuses questions that have no figure to follow over time, and a survey that has none at all.
fn must_have_charts(report: &TrendReport, survey: &Survey, wanted: &[&String]) -> Result<(), Faults> {
    let is_asked = |question: &&Question| wanted.contains(&&question.id);
    let has_chart = |question: &&Question| report.trends.iter().any(|trend| trend.question == question.id);
    let without = survey.questions.iter().filter(is_asked).filter(|question| !has_chart(question));
    let help = "it takes a score, a share or a mean in two periods or more, each with enough answers to be shown";
    let mut faults: Vec<Fault> = without
        .map(|question| Fault::new(format!("`{}` has no figure to follow over time", question.id)).help(help))
        .collect();
    if report.trends.is_empty() && faults.is_empty() {
        faults.push(Fault::new("no question has a figure to follow over time").help(help));
    }
    if faults.is_empty() { Ok(()) } else { Err(Faults(faults)) }
}
