//! `survey report`: everything about a survey, as files to show.

use super::asked::{Breakdown, Judging, Selection};
use super::chart::Drawing;
use super::doubts::Tolerance;
use super::ending;
use super::folder::{self, Folder, Page};
use super::named::definition_first;
use super::next;
use super::outcome::Outcome;
use super::output::{Console, note};
use super::over_time::OverTime;
use super::place::{self, Inputs, Links, Place};
use super::progress::Steps;
use super::source::Reading;
use crate::analysis::Request;
use crate::chart::{self, Fonts, Paper, Scale};
use crate::definition::Survey;
use crate::diagnostic::{Fault, Faults};
use crate::render::{self, Format, Look, Picture, Text};
use crate::results::Published;
use crate::view::{self, Chart};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Write a report: a page for the wall, a page for the browser, a workbook, and all charts.
///
/// Writes into a folder: report.png and report-wide.png (one page, A4 and 16:9), report.html (everything in
/// one file that needs no network), report.xlsx, report.md, report.json, and the folder charts/. What an
/// earlier run has written there is replaced in one step, when everything is ready; files of your own stay.
#[derive(Debug, clap::Args)]
#[command(override_usage = "survey report [OPTIONS] [DEFINITION] <EXPORT>... -o <DIR>")]
#[command(after_help = "Examples:\n  \
    survey report surveys/gp-experience.yaml export.csv -o report\n  \
    survey report surveys/gp-experience.yaml export.csv --by site --every month -o report --format png,html")]
pub(super) struct Args {
    /// The survey's definition (a .yaml file), then exports: CSV files as the platform wrote them.
    #[arg(required = true, value_name = "DEFINITION|EXPORT")]
    names: Vec<String>,

    /// The folder to write into; it is made if it is not there.
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,

    #[command(flatten)]
    links: Links,

    /// What to write, separated by commas.
    #[arg(long, value_parser = ending::parser(&Format::OF_FOLDER, about), value_delimiter = ',', value_name = "FORMATS", default_value = "png,html,xlsx")]
    format: Vec<Format>,

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

/// What a format holds of a report.
const fn about(format: Format) -> &'static str {
    match format {
        Format::Png => "The page for the wall and all charts, as pixels",
        Format::Svg => "The page for the wall and all charts, as drawings",
        Format::Html => "Everything on one page for the browser",
        Format::Xlsx => "A workbook of all figures",
        Format::Text(Text::Markdown) => "Headings and tables, for documents",
        Format::Text(Text::Json) => "Everything at full precision, for programs",
        Format::Text(_) => format.about(),
    }
}

/// Runs the command.
pub(super) fn run(args: &Args, console: Console) -> anyhow::Result<Outcome> {
    let (definition, exports) = definition_first(&args.names, args.reading.is_elsewhere())?;
    let place = args.place(&Inputs::new(definition, exports).and(args.drawing.font_file()))?;
    let fonts = args.drawing.fonts()?;
    let (survey, sources) = args.reading.survey(definition, exports)?;
    let request = args.judging.of(args.drawing.of(args.breakdown.of(args.selection.request())));
    let request = Request { trend: args.over_time.request(false), ..request };
    let analysis = args.reading.analyse(&survey, &sources, request, true)?;
    let report = analysis.report();
    let pages = Maker { report: &report, fonts: &fonts, scale: args.drawing.scale(), threads: args.reading.threads() }
        .pages(args)?;
    let is_chart = |id: &str| may_be_chart(&survey, id);
    let folder = Folder::new(&place, &pages, &is_chart).replace()?;
    console.tell(&written(&place, &pages));
    tell_of_others(&place, &folder, console);
    if definition.is_none() {
        console.tell(&next::steps(&survey, exports));
    }
    Ok(args.tolerance.judge(&analysis.doubts()))
}

impl Args {
    /// The folder to write into, which must not hold what is read under a name of ours.
    fn place(&self, inputs: &Inputs) -> Result<Place, Faults> {
        let place = place::folder(&self.output, self.links)?;
        match inputs.inside(&place.file, |path| folder::may_be_ours(&place.file, path)) {
            Some(input) => Err(Fault::new(format!("`{}` is one of the files to read", input.display()))
                .help("the report would replace or remove it: move it elsewhere, or name another folder")
                .into()),
            None => Ok(place),
        }
    }
}

/// Whether a survey may have had a chart of this id.
fn may_be_chart(survey: &Survey, id: &str) -> bool {
    let questions = survey.questions.iter().map(|question| question.id.as_str());
    let grids = survey.questions.iter().filter_map(|question| question.grid.as_deref());
    let is_of = |name: &str| id.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with("-by-"));
    questions.chain(grids).chain(["overview", "responses"]).any(is_of)
}

/// What was written, and what to open first.
fn written(place: &Place, pages: &[Page]) -> String {
    let files = if pages.len() == 1 { "1 file".to_string() } else { format!("{} files", pages.len()) };
    let is_page = |name: &str| pages.iter().any(|(path, _)| path == Path::new(name));
    let first = ["report.html", "report.png", "report.svg", "report.md", "report.xlsx", "report.json"];
    let first = first.into_iter().find(|name| is_page(name)).unwrap_or_default();
    format!("wrote {files} to {}; open {}\n", place.named.display(), place.named.join(first).display())
}

/// Says what else is in the folder.
fn tell_of_others(place: &Place, folder: &folder::Outcome, console: Console) {
    const SHOWN: usize = 10;
    if !folder.kept.is_empty() {
        let shown = folder.kept.iter().take(SHOWN).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let more = folder.kept.len().saturating_sub(SHOWN);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        console.tell(&format!(
            "note: {} also holds {shown}{more}: not of this report, and left as found\n",
            place.named.display()
        ));
    }
    for stranded in &folder.stranded {
        note(&format!(
            "warning: `{}` could not go back to `{}`: something else has its name; move it yourself\n",
            stranded.strip_prefix(".").unwrap_or(stranded).display(),
            place.named.display()
        ));
    }
}

/// Makes the files of a report.
struct Maker<'a> {
    report: &'a Published,
    fonts: &'a Fonts,
    scale: Scale,
    threads: usize,
}

impl Maker<'_> {
    fn pages(&self, args: &Args) -> anyhow::Result<Vec<Page>> {
        let wanted = |format: &Format| args.format.contains(format);
        let has_pictures = [Format::Png, Format::Svg, Format::Html].iter().any(wanted);
        let charts = if has_pictures { view::charts(self.report) } else { Vec::new() };
        let drawn = self.draw(&charts);
        let missing: BTreeSet<char> = drawn.iter().flat_map(|svg| chart::missing_glyphs(svg, self.fonts)).collect();
        args.drawing.warn_of_missing(&missing.into_iter().collect::<Vec<_>>());
        let cards = self.scorecards();
        let mut pages = Vec::new();
        for format in Format::OF_FOLDER.into_iter().filter(wanted) {
            pages.extend(match format {
                Format::Png => self.as_png(&charts, &drawn, &cards)?,
                Format::Svg => as_svg(&charts, &drawn, &cards),
                Format::Html => vec![page("report.html", self.html(&charts, &drawn).into_bytes())],
                Format::Xlsx => vec![page("report.xlsx", render::xlsx(self.report).map_err(Faults::from)?)],
                Format::Text(text @ Text::Markdown) => vec![page("report.md", self.text(text))],
                Format::Text(text) => vec![page("report.json", self.text(text))],
            });
        }
        Ok(pages)
    }

    fn text(&self, format: Text) -> Vec<u8> {
        render::report(self.report, format, &Look::default()).into_bytes()
    }

    fn html(&self, charts: &[Chart], drawn: &[String]) -> String {
        let picture = |(chart, svg): (&Chart, &String)| Picture {
            about: chart.about.clone(),
            svg: svg.clone(),
            alt: chart.spec.alt.clone(),
        };
        render::html(self.report, &charts.iter().zip(drawn).map(picture).collect::<Vec<_>>())
    }

    /// Every chart as SVG.
    fn draw(&self, charts: &[Chart]) -> Vec<String> {
        in_parallel(charts, self.threads, "drawing", |one| chart::svg(&one.spec, self.fonts))
    }

    /// The pages for the wall, by name.
    fn scorecards(&self) -> Vec<(&'static str, String)> {
        let card = view::scorecard(self.report);
        let papers = [("report", Paper::A4), ("report-wide", Paper::Wide)];
        papers.map(|(name, paper)| (name, chart::scorecard_svg(&card, self.fonts, paper))).into()
    }

    fn as_png(&self, charts: &[Chart], drawn: &[String], cards: &[(&str, String)]) -> Result<Vec<Page>, Faults> {
        let svgs: Vec<(PathBuf, &str)> = named(charts, drawn, cards, "png");
        let painted = in_parallel(&svgs, self.threads, "painting", |(path, svg)| {
            Ok((path.clone(), chart::png(svg, self.fonts, self.scale)?))
        });
        let (pages, faults): (Vec<_>, Vec<_>) = painted.into_iter().partition(Result::is_ok);
        let faults: Vec<Fault> = faults.into_iter().filter_map(Result::err).collect();
        if faults.is_empty() { Ok(pages.into_iter().filter_map(Result::ok).collect()) } else { Err(Faults(faults)) }
    }
}

fn page(name: &str, bytes: Vec<u8>) -> Page {
    (PathBuf::from(name), bytes)
}

fn as_svg(charts: &[Chart], drawn: &[String], cards: &[(&str, String)]) -> Vec<Page> {
    let all = named(charts, drawn, cards, "svg").into_iter();
    all.map(|(path, svg)| (path, svg.as_bytes().to_vec())).collect()
}

/// The drawings with the paths of their files. Names come from ids, which hold nothing but letters, digits,
/// `_`, `-` and `.`, and never from data.
fn named<'a>(
    charts: &[Chart],
    drawn: &'a [String],
    cards: &'a [(&str, String)],
    ending: &str,
) -> Vec<(PathBuf, &'a str)> {
    let charts = charts.iter().zip(drawn);
    let charts = charts.map(|(chart, svg)| (Path::new("charts").join(format!("{}.{ending}", chart.id)), svg.as_str()));
    cards.iter().map(|(name, svg)| (PathBuf::from(format!("{name}.{ending}")), svg.as_str())).chain(charts).collect()
}

/// Does the same to every item on several threads; the results are in the order of the items.
fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    threads: usize,
    doing: &'static str,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let steps = Steps::new(doing, items.len());
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::with_capacity(items.len()));
    std::thread::scope(|scope| {
        for _ in 0..threads.clamp(1, items.len().max(1)) {
            scope.spawn(|| {
                while let Some((at, item)) = take(items, &next) {
                    let result = work(item);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((at, result));
                    steps.done(1);
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

fn take<'a, T>(items: &'a [T], next: &AtomicUsize) -> Option<(usize, &'a T)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    items.get(at).map(|item| (at, item))
}
