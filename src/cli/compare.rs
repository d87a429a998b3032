//! `survey compare`: before and after.

use super::asked::{Breakdown, Judging, Selection};
use super::doubts::Tolerance;
use super::ending;
use super::named::{Sources, definition_first};
use super::outcome::Outcome;
use super::output::{self, Console};
use super::place::{self, Inputs, Links};
use super::source::Reading;
use crate::analysis::{Ask, Request, Resolved, Wanted};
use crate::definition::Survey;
use crate::diagnostic::{Fault, Faults};
use crate::render::{self, Format, Look, Text};
use crate::responses;
use crate::results::PublishedComparison;
use std::path::{Path, PathBuf};

/// Say what changed: better, worse, or no clear change.
///
/// Compares the leading figure of every question on two sides: exports before and after `--`, days before and after a
/// date, everything before and after an event of the definition, or a period and the last whole one. Each difference
/// comes with its interval and with what is to be made of it, corrected for the number of differences; where it can be
/// chance, with how many answers more would settle it.
///
/// A response id tells responses apart on each side. Where it stands for people (`response_id: { column: id, scope: person
/// }`), those who answered twice are allowed for.
#[derive(Debug, clap::Args)]
#[command(override_usage = "survey compare [OPTIONS] [DEFINITION] <EXPORT>... -- <EXPORT>...\n       \
    survey compare [OPTIONS] [DEFINITION] <EXPORT>... --before <DAYS> --after <DAYS>\n       \
    survey compare [OPTIONS] <DEFINITION> <EXPORT>... --event <ID>\n       \
    survey compare [OPTIONS] [DEFINITION] <EXPORT>... --baseline <PERIOD>")]
#[command(after_help = "Examples:\n  \
    survey compare survey.yaml march.csv -- april.csv\n  \
    survey compare survey.yaml export.csv --before 2026-03-31 --after 2026-04-01 --by site\n  \
    survey compare survey.yaml export.csv --event phone-training --every month\n  \
    survey compare survey.yaml export.csv --baseline 2026-Q1 --fail-on worse")]
pub(super) struct Args {
    /// The survey's definition (a .yaml file), then exports; without `--`, those of both sides.
    #[arg(required = true, value_name = "DEFINITION|EXPORT")]
    names: Vec<String>,

    /// Exports of the later side.
    #[arg(last = true, value_name = "EXPORT", conflicts_with_all = ["before", "after", "event", "baseline"])]
    later: Vec<String>,

    /// Days of the earlier side: 2026-03-31 and all before, or 2026-01-01..2026-03-31; without --after, the later side is
    /// all after them.
    #[arg(long, value_name = "DAYS", help_heading = "Sides")]
    before: Option<String>,

    /// Days of the later side: 2026-04-01 and all after, or a range.
    #[arg(long, value_name = "DAYS", help_heading = "Sides")]
    after: Option<String>,

    /// An event of the definition: everything before its day, and everything from it on; with --every, whole periods only.
    #[arg(long, value_name = "ID", help_heading = "Sides", conflicts_with_all = ["before", "after", "baseline"])]
    event: Option<String>,

    /// A period to compare the last whole one with: 2026, 2026-Q1, 2026-03, 2026-W07.
    #[arg(long, value_name = "PERIOD", help_heading = "Sides", conflicts_with_all = ["before", "after"])]
    baseline: Option<String>,

    /// Only these questions, separated by commas; wait.mean for another figure than the leading one.
    #[arg(long, value_name = "QUESTION", value_delimiter = ',', help_heading = "Differences")]
    question: Vec<String>,

    /// Exit with 1 when any figure is worse after correction.
    #[arg(long, value_name = "WHAT", value_parser = ["worse"], help_heading = "Differences")]
    fail_on: Option<String>,

    /// Format of the output [default: by the ending of --output, else table].
    #[arg(short, long, value_parser = ending::parser(&Format::OF_TEXT, Format::about), value_name = "FORMAT")]
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
    let names = [args.names.as_slice(), &args.later].concat();
    let (definition, exports) = definition_first(&names, args.reading.is_elsewhere())?;
    let place = place::output(args.output.as_deref(), &Inputs::new(definition, exports), args.links)?;
    let format = ending::format(args.format, args.output.as_deref(), &Format::OF_TEXT)?;
    let ask = args.ask(exports)?;
    let (survey, sources) = args.survey(definition, exports)?;
    let wanted = if args.question.is_empty() { Wanted::all(&survey) } else { Wanted::named(&survey, &args.question)? };
    let request = args.judging.of(args.breakdown.of(args.selection.request()));
    let resolved = args.resolve(&ask, &survey, &sources, &request)?;
    let request = Request { every: None, sides: Some(resolved.sides), ..request };
    let analysis = args.reading.analyse(&survey, &sources, request, format == Format::Text(Text::Json))?;
    let comparison = analysis.comparison(&resolved, &wanted);
    let look = Look { width: Console::width(), color: place.is_none() && console.color_out() };
    let text = if let Format::Text(text) = format { text } else { Text::Table };
    output::write(render::comparison(&comparison, text, &look), place.as_ref())?;
    console.tell_written(place.as_ref());
    Ok(args.outcome(&comparison, args.tolerance.judge(&analysis.doubts())))
}

impl Args {
    /// What the sides are, as it was asked.
    ///
    /// # Errors
    ///
    /// When nothing says it, or an option does not go with it.
    fn ask(&self, exports: &[String]) -> Result<Ask, Faults> {
        let fault = |message: &str, help: &str| Err(Fault::new(message).help(help).into());
        if self.breakdown.is_over_time() && self.event.is_none() && self.baseline.is_none() {
            return fault(
                "`--every` says which periods are whole, for `--event` and `--baseline`",
                "leave it out, or use `survey analyze --every` for figures over time",
            );
        }
        if let Some(id) = &self.event {
            return Ok(Ask::Event(id.clone()));
        }
        if let Some(period) = &self.baseline {
            return Ok(Ask::Baseline(period.clone()));
        }
        if self.before.is_some() || self.after.is_some() {
            return Ok(Ask::Days { before: self.before.clone(), after: self.after.clone() });
        }
        if self.later.is_empty() {
            return fault(
                "nothing says what is before and what is after",
                "name exports on both sides of `--`, or `--before` and `--after`, `--event` or `--baseline`",
            );
        }
        let earlier = &exports[..exports.len() - self.later.len()];
        if earlier.is_empty() {
            return fault(
                "no export is named before `--`",
                "name the earlier exports before it, the later ones after it",
            );
        }
        if let Some(option) = self.later.iter().find(|name| name.starts_with('-') && *name != "-") {
            return fault(
                &format!("`{option}` stands behind `--`, where only exports stand"),
                "name options before `--`",
            );
        }
        let labels = (called(earlier), called(&self.later));
        Ok(Ask::Files { later: responses::number(earlier), labels })
    }

    /// The survey, and what is to be read: kept where it has to be read twice.
    fn survey(&self, definition: Option<&Path>, exports: &[String]) -> anyhow::Result<(Survey, Sources)> {
        let (survey, sources) = self.reading.survey(definition, exports)?;
        if let Some(saved) = sources.saved.first() {
            let fault = Fault::new("these are counts, and not of two sides").in_file(saved);
            return Err(Faults::from(fault.help("name the exports that they were made from")).into());
        }
        let is_twice = self.baseline.is_some() || self.event.is_some() && self.breakdown.is_over_time();
        let sources = if is_twice && definition.is_some() { Sources::to_read_twice(exports)? } else { sources };
        Ok((survey, sources))
    }

    /// The sides; where only whole periods are meant, the days with responses are looked at first.
    fn resolve(&self, ask: &Ask, survey: &Survey, sources: &Sources, request: &Request) -> anyhow::Result<Resolved> {
        let every = request.every.as_deref();
        let is_dated = survey.submitted.is_some() && ask.needs_days(every);
        let days = is_dated.then(|| self.reading.days(survey, sources)).transpose()?;
        Ok(ask.resolve(survey, every, days.as_ref())?)
    }

    /// How the run ends: with a no where something is worse, and that was asked.
    fn outcome(&self, comparison: &PublishedComparison, judged: Outcome) -> Outcome {
        if self.fail_on.is_some() && comparison.summary.worse > 0 { Outcome::No } else { judged }
    }
}

/// What a side of exports is called: the one file, or how many there are.
fn called(names: &[String]) -> String {
    match names {
        [one] => Path::new(one).file_name().map_or_else(|| one.clone(), |name| name.to_string_lossy().into_owned()),
        _ => format!("{} exports", responses::number(names)),
    }
}
