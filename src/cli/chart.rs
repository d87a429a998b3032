//! `survey chart`: one picture.

use super::asked::{Breakdown, Judging, Selection};
use super::doubts::Tolerance;
use super::ending;
use super::named::definition_first;
use super::outcome::Outcome;
use super::output::{self, Console, note};
use super::over_time::OverTime;
use super::place::{self, Inputs, Links};
use super::source::Reading;
use crate::analysis::Request;
use crate::chart::{self, Fonts, Scale};
use crate::diagnostic::{Fault, Faults, listed, nearest};
use crate::render::Format;
use crate::results::{Published, Settings, Widening};
use crate::view::{self, CHARTS, Chart, ChartKind};
use anyhow::Context;
use std::path::{Path, PathBuf};

/// Draw the chart of one question as PNG or SVG.
///
/// The chart is named by its question: `recommend`. With --by it shows the groups, with --every the trend. Groups
/// or periods that cannot be drawn are refused, never left out. `responses` shows what became of the rows,
/// `overview` with --by all questions by groups.
#[derive(Debug, clap::Args)]
#[command(override_usage = "survey chart [OPTIONS] <QUESTION> [DEFINITION] <EXPORT>... -o <FILE>")]
#[command(after_help = format!("{EXAMPLES}\n\n{}", charts_there_are()))]
pub(super) struct Args {
    /// The question, by its id in the definition; the id of a grid shows all of its items.
    question: String,

    /// The survey's definition (a .yaml file), then exports.
    #[arg(required = true, value_name = "DEFINITION|EXPORT")]
    names: Vec<String>,

    /// The picture: a .png or .svg file.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    /// Draw it as this kind of chart, not as the one that the question and its breakdown choose.
    #[arg(long = "as", value_name = "CHART", value_parser = CHARTS.iter().map(|kind| kind.name).collect::<Vec<_>>())]
    kind: Option<String>,

    #[command(flatten)]
    links: Links,

    #[command(flatten)]
    drawing: Drawing,

    #[command(flatten)]
    over_time: OverTime,

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

const EXAMPLES: &str = "Examples:\n  \
    survey chart recommend surveys/gp-experience.yaml export.csv -o recommend.png\n  \
    survey chart recommend surveys/gp-experience.yaml export.csv --by site -o sites.svg\n  \
    survey chart recommend surveys/gp-experience.yaml export.csv --by site -o sites.svg --as funnel\n  \
    survey chart overview surveys/gp-experience.yaml export.csv --by site -o sites.png --width 1600";

/// What charts there are; the question and its breakdown decide which one is drawn.
fn charts_there_are() -> String {
    let line = |kind: &ChartKind| format!("  {:<10} {}", kind.name, kind.about);
    let lines: Vec<String> = CHARTS.iter().map(line).collect();
    format!("Charts, of which the question and its breakdown choose:\n{}", lines.join("\n"))
}

/// How pictures are drawn.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Pictures")]
pub(super) struct Drawing {
    /// Width of PNG pictures in pixels [default: twice that of the SVG].
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(200..=16_000))]
    width: Option<u32>,

    /// Font for scripts that the bundled one lacks: a .ttf or .otf file.
    #[arg(long, value_name = "FILE")]
    font: Option<PathBuf>,

    /// How limits of funnel plots are widened where groups differ more than chance explains: none, multiplicative (every
    /// variance φ times as large, with a tenth of the groups at either end drawn in), or additive (a variance τ² between groups).
    #[arg(long, value_enum, value_name = "HOW", default_value_t, hide_possible_values = true)]
    overdispersion: Overdispersion,
}

/// How limits are widened, as the command line says it.
#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
enum Overdispersion {
    #[default]
    None,
    Multiplicative,
    Additive,
}

impl Drawing {
    /// The request with what pictures need.
    pub(super) fn of(&self, request: Request) -> Request {
        let widening = match self.overdispersion {
            Overdispersion::None => Widening::None,
            Overdispersion::Multiplicative => Widening::Multiplicative,
            Overdispersion::Additive => Widening::Additive,
        };
        Request { widening, ..request }
    }

    /// The bundled fonts and the one asked for.
    pub(super) fn fonts(&self) -> anyhow::Result<Fonts> {
        let extra = self
            .font
            .as_deref()
            .map(|file| std::fs::read(file).with_context(|| format!("could not read the font `{}`", file.display())));
        Ok(Fonts::new(extra.transpose()?).map_err(Faults::from)?)
    }

    /// The font asked for.
    pub(super) fn font_file(&self) -> Option<&Path> {
        self.font.as_deref()
    }

    /// The size of PNG pictures.
    pub(super) fn scale(&self) -> Scale {
        self.width.map_or(Scale::Times(2.0), Scale::Width)
    }

    /// Says which characters show as empty boxes.
    pub(super) fn warn_of_missing(&self, missing: &[char]) {
        const SHOWN: usize = 12;
        if missing.is_empty() {
            return;
        }
        let shown: Vec<String> =
            missing.iter().take(SHOWN).map(|letter| format!("{letter} (U+{:04X})", u32::from(*letter))).collect();
        let more = if missing.len() > SHOWN { " and more" } else { "" };
        let what = if self.font.is_some() { "neither font has" } else { "the bundled font lacks" };
        note(&format!("warning: {what} {}{more}; name a font that has them with --font\n", shown.join(", ")));
    }
}

/// Fewest groups of a funnel plot that is asked for by name: two have no shape.
const FEWEST: usize = 3;

impl Args {
    /// The request with a funnel plot of few groups where one is asked for.
    fn asked_for(&self, request: Request) -> Request {
        let is_funnel = self.kind.as_deref() == Some("funnel");
        Request { funnel_from: if is_funnel { FEWEST } else { request.funnel_from }, ..request }
    }
}

/// Runs the command.
pub(super) fn run(args: &Args, console: Console) -> anyhow::Result<Outcome> {
    let format = format_of(&args.output)?;
    let (definition, exports) = definition_first(&args.names, args.reading.is_elsewhere())?;
    let inputs = Inputs::new(definition, exports).and(args.drawing.font_file());
    let place = place::file(&args.output, &inputs, args.links).map_err(Faults::from)?;
    let fonts = args.drawing.fonts()?;
    let (survey, sources) = args.reading.survey(definition, exports)?;
    let request = args.judging.of(args.drawing.of(args.breakdown.of(args.selection.request())));
    let request = Request { trend: args.over_time.request(false), ..request };
    let analysis = args.reading.analyse(&survey, &sources, args.asked_for(request), false)?;
    let report = analysis.report();
    let charts = find(&report, &args.question, args.kind.as_deref())?;
    let svg = chart::svg(&only_one(&charts, &args.output)?.spec, &fonts);
    args.drawing.warn_of_missing(&chart::missing_glyphs(&svg, &fonts));
    let picture = match format {
        Format::Png => chart::png(&svg, &fonts, args.drawing.scale()).map_err(Faults::from)?,
        _ => svg.into_bytes(),
    };
    output::write(picture, Some(&place))?;
    console.tell_written(Some(&place));
    Ok(args.tolerance.judge(&analysis.doubts()))
}

fn format_of(file: &Path) -> Result<Format, Faults> {
    ending::said(file, &Format::OF_CHART)
        .ok_or_else(|| Fault::new("a picture is a .png or .svg file").help("let --output end in one of them").into())
}

/// The one picture that a file holds; several are refused by name.
fn only_one<'a>(charts: &'a [Chart], file: &Path) -> Result<&'a Chart, Faults> {
    if let [one] = charts {
        return Ok(one);
    }
    let named = charts.iter().map(|chart| format!("`{}`", chart.id)).collect::<Vec<_>>().join(", ");
    let message = format!("{} pictures were asked for, and `{}` holds one", charts.len(), file.display());
    let help =
        "ask for one `--by` at a time, or for their cross with `:` as in `--by site:age`; `survey report` draws all";
    Err(Fault::new(message).help(format!("they are {named}: {help}")).into())
}

/// The pictures of a question that its groups and periods ask for, as the kind asked for. None is left out, and no other one
/// stands in.
fn find(report: &Published, question: &str, kind: Option<&str>) -> Result<Vec<Chart>, Faults> {
    let called = |name: &str| {
        kind.map_or_else(|| view::chart_called(report, name), |as_| view::chart_drawn_as(report, name, as_))
    };
    let names = view::charts_asked_for(question, report);
    let is_own_name =
        names.iter().any(|id| id != question && id.strip_prefix(question).is_some_and(|t| question.ends_with(t)));
    if let Some(chart) = is_own_name.then(|| called(question)).flatten() {
        return Ok(vec![chart]);
    }
    let (found, missing): (Vec<_>, Vec<_>) =
        names.iter().map(|name| (name, called(name))).partition(|(_, chart)| chart.is_some());
    if missing.is_empty() {
        return Ok(found.into_iter().filter_map(|(_, chart)| chart).collect());
    }
    // Only to say which ones there are.
    let charts = view::charts(report);
    let why = |name: &str| match kind.zip(Some(view::kinds_of(report, name)).filter(|kinds| !kinds.is_empty())) {
        Some((kind, kinds)) => not_as(name, kind, &kinds),
        None => no_chart(&charts, question, name, &report.settings),
    };
    Err(Faults(missing.into_iter().map(|(name, _)| why(name)).collect()))
}

/// That a picture cannot be drawn as this kind.
fn not_as(id: &str, kind: &str, kinds: &[&str]) -> Fault {
    let few = if kind == "funnel" {
        format!("; a funnel takes {FEWEST} groups that are shown and a figure that is a mean or a share")
    } else {
        String::new()
    };
    Fault::new(format!("`{id}` cannot be drawn as `{kind}`"))
        .help(format!("it can be drawn as {}{few}", listed(kinds.iter().copied())))
}

/// Why there is no such picture, and which there are.
fn no_chart(charts: &[Chart], question: &str, id: &str, settings: &Settings) -> Fault {
    let fault = Fault::new(format!("there is no chart `{id}`"));
    let ids = || charts.iter().map(|chart| chart.id.as_str());
    let listed = |ids: Vec<&str>| ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    let own: Vec<&str> = ids().filter(|id| is_of(question, id)).collect();
    if question == "overview" && settings.by.is_empty() {
        return fault.help("the overview compares groups: say which with `--by`, and leave out `--every`");
    }
    if own.is_empty() || id == question {
        return fault.help(nearest(id, ids()).map_or_else(
            || format!("there are {}", listed(ids().collect())),
            |near| format!("did you mean `{near}`?"),
        ));
    }
    let why = match (settings.by.is_empty(), settings.every.is_some()) {
        _ if question == "responses" => "rows are drawn for everybody: leave out `--by` and `--every`",
        (false, true) => {
            "groups over time are drawn of one figure at a time: leave out `--by` or `--every`, or keep one group with `--where`"
        }
        (true, _) => "a line over time needs a figure and two periods with answers",
        (false, false) => "it has no figure to compare groups by",
    };
    fault.help(format!("{why}; there are {}", listed(own)))
}

/// Whether a picture shows this question, or an item of this grid.
fn is_of(question: &str, id: &str) -> bool {
    let rest = id.strip_prefix(question);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("-by-") || rest.starts_with('.'))
}
