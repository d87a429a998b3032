//! `survey crosstab`: tables of two questions.

use super::asked::{Filters, confidence, correction};
use super::chart::Drawing;
use super::doubts::Tolerance;
use super::ending;
use super::named::definition_first;
use super::next;
use super::outcome::Outcome;
use super::output::{self, Console};
use super::place::{self, Inputs, Links};
use super::source::Reading;
use crate::analysis::{Request, TableOptions};
use crate::chart::{self, Fonts};
use crate::diagnostic::{Fault, Faults};
use crate::render::{self, Format, Look, Text};
use crate::results::{AssociationTest, CorrectedWithin, LetterConvention, PercentOf, PublishedCrosstab};
use crate::stats::Correction;
use crate::view::{self, Chart, CrosstabPicture};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

/// Cross questions with each other: tables with percentages, letters and tests.
///
/// Puts the answers to questions into rows and those to others, or segments, into columns, side by side. Every column has a
/// letter; a letter in a cell says that its share, or mean, is higher than that of the column with the letter, by more than
/// chance explains: capitals at the level of confidence, small letters at the lower one. Options, nets and means stand in rows.
///
/// Columns with fewer answers than the definition's `disclosure: { minimum: … }` are hidden, and so is the next smallest one
/// where a hidden one could be worked out; tests leave both out.
#[derive(Debug, clap::Args)]
#[command(override_usage = "survey crosstab [OPTIONS] --rows <QUESTION> --columns <COLUMN> [DEFINITION] <EXPORT>...")]
#[command(after_help = "Examples:\n  \
    survey crosstab survey.yaml export.csv --rows recommend --columns site\n  \
    survey crosstab survey.yaml export.csv --rows 'service,wait' --columns site,site:age,channel\n  \
    survey crosstab survey.yaml export.csv --rows recommend --columns site --letters spss --correction bonferroni --within row\n  \
    survey crosstab survey.yaml export.csv --rows 'service*' --columns site,age -o tables.xlsx\n  \
    survey crosstab survey.yaml export.csv --rows service --columns site -o service.png --picture stacked")]
pub(super) struct Args {
    /// The survey's definition (a .yaml file), then exports: CSV files as the platform wrote them, also
    /// .gz, .zst, .zip and .xlsx, patterns such as 'exports/*.csv', or - for standard input.
    #[arg(required = true, value_name = "DEFINITION|EXPORT")]
    names: Vec<String>,

    /// Questions in rows: ids, ids of grids for all their items, patterns such as 'service*'; several with commas.
    #[arg(long, required = true, value_name = "QUESTION", value_delimiter = ',')]
    rows: Vec<String>,

    /// Column variables side by side: segments or questions; several with commas, crossed with a colon (site:age).
    #[arg(long, required = true, value_name = "COLUMN", value_delimiter = ',')]
    columns: Vec<String>,

    /// Format of the output [default: by the ending of --output, else table].
    #[arg(short, long, value_parser = ending::parser(&Format::OF_CROSSTAB, Format::about_tables), value_name = "FORMAT")]
    format: Option<Format>,

    /// Write to a file instead of standard output; the file appears whole or not at all.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    links: Links,

    #[command(flatten)]
    style: Style,

    /// What a .png or .svg file shows: one question under one column variable [default: heatmap].
    #[arg(long, value_name = "PICTURE", value_parser = picture(), help_heading = "Pictures")]
    picture: Option<CrosstabPicture>,

    #[command(flatten)]
    drawing: Drawing,

    #[command(flatten)]
    filters: Filters,

    #[command(flatten)]
    reading: Reading,

    #[command(flatten)]
    tolerance: Tolerance,
}

/// What tables show, and how their columns are compared.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Tables")]
struct Style {
    /// Which percentages are shown; JSON has all of them.
    #[arg(long, value_name = "OF", default_value = "column", value_parser = percent_of())]
    percent: PercentOf,

    /// How columns are compared.
    #[arg(long, value_name = "CONVENTION", default_value = "crunch", value_parser = convention())]
    letters: LetterConvention,

    /// Level of confidence of capital letters, in percent.
    #[arg(long, value_name = "PERCENT", default_value = "95", value_parser = confidence)]
    level: f64,

    /// Level of confidence of small letters, in percent; that of capitals for none.
    #[arg(long, value_name = "PERCENT", default_value = "90", value_parser = confidence)]
    lower_level: f64,

    /// How p-values of pairs of columns are corrected for their number.
    #[arg(long, value_name = "METHOD", default_value = "bh", value_parser = correction())]
    correction: Correction,

    /// What is corrected together: the pairs in a row, or in the whole table of a question.
    #[arg(long, value_name = "FAMILY", default_value = "table", value_parser = within())]
    within: CorrectedWithin,

    /// Bases under the first number are marked **, under the second *.
    #[arg(long, value_name = "N,N", default_value = "30,100", value_parser = flag_bases)]
    flag_bases: [u64; 2],

    /// Which test speaks for a table with weights or a sampling design, by its name in R's svychisq.
    #[arg(long, value_name = "TEST", default_value = "f", value_parser = association())]
    test: AssociationTest,

    /// Columns that a column variable may have.
    #[arg(long, value_name = "N", default_value_t = Request::default().max_groups)]
    max_groups: usize,
}

impl Style {
    fn options(&self) -> TableOptions {
        TableOptions {
            lower_level: (self.lower_level < self.level).then_some(self.lower_level / 100.0),
            letters: self.letters,
            correction: self.correction,
            within: self.within,
            percent: self.percent,
            flag_bases: self.flag_bases,
            association: self.test,
        }
    }
}

/// Runs the command.
pub(super) fn run(args: &Args, console: Console) -> anyhow::Result<Outcome> {
    let (definition, exports) = definition_first(&args.names, args.reading.is_elsewhere())?;
    let inputs = Inputs::new(definition, exports).and(args.drawing.font_file());
    let place = place::output(args.output.as_deref(), &inputs, args.links)?;
    let format = ending::format(args.format, args.output.as_deref(), &Format::OF_CROSSTAB)?;
    ending::fits(format, place.as_ref())?;
    args.pictures_have_files(format)?;
    let fonts = args.drawing.fonts()?;
    let (survey, sources) = args.reading.survey(definition, exports)?;
    let tells_fingerprints = matches!(format, Format::Text(Text::Json) | Format::Html | Format::Xlsx);
    let analysis = args.reading.analyse(&survey, &sources, args.request(), tells_fingerprints)?;
    let color = place.is_none() && console.color_out();
    let look = Look { width: Console::width(), color };
    let tables = analysis.crosstab(&args.style.options());
    let bytes = if is_picture(format) {
        args.draw(&tables, format, &fonts)?
    } else {
        render::crosstab(&tables, format, &look).map_err(Faults::from)?
    };
    output::write(bytes, place.as_ref())?;
    console.tell_written(place.as_ref());
    if definition.is_none() {
        console.tell(&next::steps(&survey, exports));
    }
    Ok(args.tolerance.judge(&analysis.doubts()))
}

const fn is_picture(format: Format) -> bool {
    matches!(format, Format::Png | Format::Svg)
}

impl Args {
    fn request(&self) -> Request {
        Request {
            by: self.columns.clone(),
            rows: self.rows.clone(),
            confidence: self.style.level / 100.0,
            max_groups: self.style.max_groups,
            ..self.filters.request()
        }
    }
}

impl Args {
    /// Refuses a picture without a file, and `--picture` where no picture is drawn.
    fn pictures_have_files(&self, format: Format) -> Result<(), Faults> {
        match (is_picture(format), self.output.is_some(), self.picture.is_some()) {
            (true, false, _) => {
                Err(Fault::new("a picture needs a file").help("name one with --output, such as table.png").into())
            }
            (false, _, true) => Err(Fault::new(format!("`--picture` draws nothing as {}", format.name()))
                .help("let --output end in .png or .svg")
                .into()),
            _ => Ok(()),
        }
    }

    /// The picture of the one question under the one column variable that were asked for.
    fn draw(&self, tables: &PublishedCrosstab, format: Format, fonts: &Fonts) -> Result<Vec<u8>, Faults> {
        let charts = view::crosstab_charts(tables, self.picture.unwrap_or(CrosstabPicture::Heatmap))?;
        let svg = chart::svg(&only_one(&charts)?.spec, fonts);
        self.drawing.warn_of_missing(&chart::missing_glyphs(&svg, fonts));
        match format {
            Format::Png => Ok(chart::png(&svg, fonts, self.drawing.scale())?),
            _ => Ok(svg.into_bytes()),
        }
    }
}

/// The one picture that a file holds; several are refused by name.
fn only_one(charts: &[Chart]) -> Result<&Chart, Faults> {
    if let [one] = charts {
        return Ok(one);
    }
    let named = charts.iter().map(|chart| format!("`{}`", chart.id)).collect::<Vec<_>>().join(", ");
    let fault = Fault::new(format!("{} pictures were asked for, and a file holds one", charts.len()));
    let help = "ask for one question in --rows and one column variable in --columns";
    Err(fault.help(if charts.is_empty() { help.to_owned() } else { format!("they are {named}: {help}") }).into())
}

fn picture() -> impl TypedValueParser<Value = CrosstabPicture> {
    let names = CrosstabPicture::ALL.iter().map(|picture| PossibleValue::new(picture.name()).help(picture.about()));
    PossibleValuesParser::new(names).map(|name| {
        let found = CrosstabPicture::ALL.into_iter().find(|picture| picture.name() == name);
        found.unwrap_or(CrosstabPicture::Heatmap)
    })
}

/// Reads one of these words.
fn one_of<T: Copy + Send + Sync + 'static>(
    words: &'static [(&'static str, T, &'static str)],
) -> impl TypedValueParser<Value = T> {
    let names = words.iter().map(|(word, _, about)| PossibleValue::new(*word).help(*about));
    PossibleValuesParser::new(names).map(|name| {
        let found = words.iter().find(|(word, ..)| *word == name);
        found.map_or(words[0].1, |(_, value, _)| *value)
    })
}

fn percent_of() -> impl TypedValueParser<Value = PercentOf> {
    one_of(&[
        ("column", PercentOf::Column, "of those in the column"),
        ("row", PercentOf::Row, "of those in the row"),
        ("total", PercentOf::Total, "of all who answered the question in the rows"),
    ])
}

fn convention() -> impl TypedValueParser<Value = LetterConvention> {
    one_of(&[
        ("crunch", LetterConvention::Crunch, "t with unpooled variances on effective bases; of means Welch's t"),
        ("spss", LetterConvention::Spss, "z with the pooled variance on effective bases; of means pooled t"),
        ("none", LetterConvention::None, "not at all"),
    ])
}

fn within() -> impl TypedValueParser<Value = CorrectedWithin> {
    one_of(&[
        ("row", CorrectedWithin::Row, "the pairs of columns in one row"),
        ("table", CorrectedWithin::Table, "the pairs of columns in all rows of a question"),
    ])
}

fn association() -> impl TypedValueParser<Value = AssociationTest> {
    one_of(&[
        ("f", AssociationTest::F, "Rao and Scott, second order"),
        ("chisq", AssociationTest::Chisq, "Rao and Scott, first order"),
        ("wald", AssociationTest::Wald, "Wald"),
        ("adjwald", AssociationTest::Adjwald, "Wald, with fewer degrees of freedom"),
    ])
}

fn flag_bases(text: &str) -> Result<[u64; 2], String> {
    let expected = || "expected two numbers, the smaller one first, such as 30,100".to_string();
    let (first, second) = text.split_once(',').ok_or_else(expected)?;
    let number = |text: &str| text.trim().parse::<u64>().map_err(|_| expected());
    let bases = [number(first)?, number(second)?];
    if bases[0] <= bases[1] { Ok(bases) } else { Err(expected()) }
}
