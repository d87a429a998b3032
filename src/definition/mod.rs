//! The definition of a survey: a YAML file in, a validated [`Survey`] or every fault at once out.
//!
//! Knows YAML and what the keys mean. Knows nothing of CSV files or of counting.

mod answers;
mod bands;
mod breakdown;
mod bridge;
mod column;
mod decoder;
mod derivation;
mod derive;
mod derived;
mod design;
mod dialect;
mod entry;
mod event;
mod events;
mod format;
mod given;
mod grid;
mod id;
mod invited;
mod kind;
mod load;
mod overlay;
mod question_keys;
mod read;
mod replicate_keys;
mod replicates;
mod replication;
mod routing;
mod rule;
mod schema;
mod segment;
mod source;
mod survey;
mod targets;
mod time;
mod tree;
mod version;
mod version_keys;
mod versions;
mod weighting;
mod words;

pub use breakdown::{Segment, SegmentSource, SegmentValues};
pub use column::ColumnRef;
pub use dialect::{Delimiter, Dialect, Sign};
pub use event::{Direction as EventDirection, Event};
pub use grid::Grid;
pub use kind::{COMMON, KINDS, Kind, Standing};
pub use load::{load, parse};
pub use replication::{Method, Replicates, Rscales};
pub use rule::{Condition, Derivation, Numbers, Part};
pub use schema::schema;
pub use source::open;
pub use survey::DEFAULT_MINIMUM_BASE;
pub use targets::{StartWeights, TargetMargin, Weighting};
pub use version::Version;

use crate::decode::Decimal;
use crate::metric::Metric;
use crate::plan::{Key, Period, Shape};
use crate::scale::{AnswerOption, Direction, Missing, Net};
use crate::stats::LonelyUnits;
use std::collections::BTreeMap;

/// A validated survey definition. Immutable once loaded; every position in it is in range.
#[derive(Debug, Clone)]
pub struct Survey {
    /// Short name of the survey, for example `gp-experience`.
    pub id: String,
    /// Title people read; the id when the definition gives none.
    pub title: String,
    /// The platform that wrote the export; `None`: recognised by its header.
    pub platform: Option<String>,
    /// Lines before the table; `None`: found by the width of its rows.
    pub skip_rows: Option<usize>,
    /// Rows of the header; `None`: as the platform writes it, or found.
    pub header_rows: Option<usize>,
    /// The sheet of a workbook, by name or number, or the file of an archive; `None`: the first, the only one.
    pub sheet: Option<String>,
    /// The table in a database that responses lie in, where no export is named.
    pub source: Option<TableRef>,
    /// How the export is written, as far as that is said.
    pub dialect: Dialect,
    /// The response id; repeats of an id are counted once.
    pub response_id: Option<ResponseId>,
    /// When a response was submitted.
    pub submitted: Option<Submitted>,
    /// Which responses are complete.
    pub complete: Option<Complete>,
    /// Column of the weight.
    pub weight: Option<ColumnRef>,
    /// The mark before the decimals of weights, where it is declared.
    pub weight_decimal: Option<Decimal>,
    /// What stands in the column of the weight.
    pub weighs: Weighs,
    /// How the respondents were drawn; `None`: each by himself.
    pub design: Option<SamplingDesign>,
    /// Replicate weights, which tell how figures vary in place of a design.
    pub replicates: Option<Replicates>,
    /// What responses are weighted to; `None`: to nothing.
    pub weighting: Option<Weighting>,
    /// How many were invited.
    pub invited: Invited,
    /// Cells that are never an answer, anywhere. Always contains the empty cell.
    pub missing: Vec<String>,
    /// The questions, grids already taken apart into one question per item.
    pub questions: Vec<Question>,
    /// The segments.
    pub segments: Vec<Segment>,
    /// The period a trend uses when none is asked for.
    pub waves: Option<Period>,
    /// Days on which something changed, in time.
    pub events: Vec<Event>,
    /// Bases under this number of respondents are suppressed.
    pub minimum_base: u64,
    /// What to tell with every figure, where something about all responses was guessed.
    pub cautions: Vec<String>,
}

/// What stands in the column of the weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weighs {
    /// The weight.
    Itself,
    /// The probability that a respondent was drawn, so that his weight is 1 / probability.
    ///
    /// Source: Horvitz and Thompson (1952); R `survey::svydesign(probs = …)`.
    Inversely,
}

/// A stratified design, one of clusters, or both, by the segments that say to which a respondent belongs.
///
/// Source of the terms: Lumley (2010), *Complex Surveys*, `svydesign(ids = ~clusters, strata = ~strata, fpc =
/// ~population)`, `options(survey.lonely.psu = …)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SamplingDesign {
    /// Position of the segment whose values are the strata; `None`: one stratum.
    pub strata: Option<usize>,
    /// How units were drawn within strata.
    pub first: Stage,
    /// How units were drawn within those, if they were.
    pub second: Option<Stage>,
    /// What a stratum with a single unit adds to variances.
    pub lonely: LonelyUnits,
}

impl Default for SamplingDesign {
    /// Every respondent was drawn by himself, out of far more.
    fn default() -> SamplingDesign {
        SamplingDesign { strata: None, first: Stage::default(), second: None, lonely: LonelyUnits::Fail }
    }
}

/// How units were drawn out of all that there were.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stage {
    /// Position of the segment whose values are the units; `None`: every respondent is one.
    pub clusters: Option<usize>,
    /// How many units there were to draw from; `None`: far more than were drawn.
    pub population: Option<Population>,
}

/// How many sampling units there were to draw from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Population {
    /// The values of the segment at this position, the same throughout a stratum.
    Segment(usize),
    /// So many in all.
    Total(u64),
    /// So many in each stratum, by its label.
    ByStratum(Vec<(String, u64)>),
}

impl SamplingDesign {
    /// The first stage, and the second where there is one.
    pub fn stages(&self) -> impl Iterator<Item = &Stage> {
        std::iter::once(&self.first).chain(&self.second)
    }
}

impl Stage {
    /// Position of the segment whose values say how many units there were.
    #[must_use]
    pub const fn sizes(&self) -> Option<usize> {
        match self.population {
            Some(Population::Segment(at)) => Some(at),
            _ => None,
        }
    }
}

/// A table in a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRef {
    /// The database, by its URI.
    pub uri: String,
    /// The table or view.
    pub table: String,
    /// Where it has a row an answer: the columns with the response's id, the question and the answer.
    pub long: Option<[String; 3]>,
}

impl Survey {
    /// Whether response ids stand for people.
    #[must_use]
    pub fn has_people(&self) -> bool {
        self.response_id.as_ref().is_some_and(|id| id.scope == Some(Scope::Person))
    }

    /// The key of a segment, by its id; `None` where there is no such segment.
    #[must_use]
    pub fn segment_key(&self, id: &str) -> Option<Key> {
        let at = self.segments.iter().position(|segment| segment.id == id)?;
        Some(Key::Segment { at, several: self.segments[at].several })
    }

    /// The keys of the sampling design: none where respondents were drawn by themselves.
    #[must_use]
    pub fn design_keys(&self) -> Vec<Key> {
        let of_stages = |design: &'_ SamplingDesign| {
            let stages = design.stages().flat_map(|stage| [stage.clusters, stage.sizes()]);
            std::iter::once(design.strata).chain(stages).flatten().collect::<Vec<_>>()
        };
        let places = self.design.iter().flat_map(of_stages);
        places.map(|at| Key::Segment { at, several: false }).collect()
    }

    /// Whether the cells of some column of numbers decide together which mark stands before its decimals.
    #[must_use]
    pub fn finds_decimal_marks(&self) -> bool {
        let question = self.questions.iter().any(|question| {
            let is_number =
                matches!(question.reading, Reading::Number | Reading::Duration { .. } | Reading::RankPerItem);
            is_number && question.decimal.is_none()
        });
        let segment = self
            .segments
            .iter()
            .any(|segment| matches!(segment.values, SegmentValues::Bands(_)) && segment.decimal.is_none());
        let is_weighted = self.weight.is_some() || self.replicates.is_some();
        question || segment || is_weighted && self.weight_decimal.is_none()
    }
}

impl Question {
    /// Whether two numbers are counted of each respondent, as a pair.
    #[must_use]
    pub const fn is_ratio(&self) -> bool {
        matches!(self.source, Source::Derived(Derivation::Ratio { .. }))
    }

    /// How its dates are written, where that is declared.
    #[must_use]
    pub fn date_format(&self) -> Option<&str> {
        match &self.reading {
            Reading::Date { format } | Reading::Elapsed { format, .. } => format.as_deref(),
            _ => None,
        }
    }
}

/// Where the response id stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponseId {
    /// The column.
    pub column: ColumnRef,
    /// How far it tells responses apart; `None` where the definition does not say.
    pub scope: Option<Scope>,
}

/// How far a response id tells responses apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Only within its file: ids begin anew in each.
    File,
    /// In all files.
    All,
    /// In all files, and it stands for a person, who may have answered on both sides of a comparison.
    Person,
}

/// Where the submission time stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submitted {
    /// The column.
    pub column: ColumnRef,
    /// IANA time zone whose calendar days are meant, for example `Europe/London`; `None`: as written.
    pub timezone: Option<String>,
    /// How the export writes it, in strftime notation; `None`: ISO 8601, or what `--check` can tell apart.
    pub format: Option<String>,
    /// Cells that hold no date (the survey's and its own).
    pub missing: Vec<String>,
}

/// Which responses are complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complete {
    /// The column.
    pub column: ColumnRef,
    /// The cells that mean *complete*; when there are none, every cell does that is not blank.
    pub is: Vec<String>,
}

/// How many people were invited.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Invited {
    /// In all.
    pub total: Option<u64>,
    /// Per segment id and value.
    pub segments: BTreeMap<String, BTreeMap<String, u64>>,
    /// Whether those invited are all that the figures are about, so that the more of them answer the less is left to
    /// chance.
    pub whole_list: bool,
}

/// One question after lowering: a shape to count and metrics to compute.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing declared or not")]
pub struct Question {
    /// Unique id; `grid.item` for an item of a grid.
    pub id: String,
    /// The id of the grid that it is an item of.
    pub grid: Option<String>,
    /// The kind's name as the definition writes it, for example `rating`.
    pub kind: &'static str,
    /// The wording; the id when the definition gives none.
    pub text: String,
    /// How its answers are counted.
    pub shape: Shape,
    /// How its answers are read.
    pub reading: Reading,
    /// The columns that hold it.
    pub source: Source,
    /// Whether it may read columns that an earlier question reads, too.
    pub shared: bool,
    /// Options in scale order; items of a ranking; empty for numbers, dates and text.
    pub options: Vec<AnswerOption>,
    /// The option that every answer counts as which is none of the others; with one column per option, the one in whose
    /// column any text is a tick.
    pub other: Option<usize>,
    /// Named nets.
    pub nets: Vec<Net>,
    /// Top-box options.
    pub top: Vec<usize>,
    /// Bottom-box options.
    pub bottom: Vec<usize>,
    /// Which end of the scale is better.
    pub direction: Direction,
    /// Cells that are never an answer to this question (the survey's and its own).
    pub missing: Vec<String>,
    /// Cells that mean *don't know*.
    pub dont_know: Vec<String>,
    /// Cells that mean *declined to say*.
    pub refused: Vec<String>,
    /// Whether any other cell that is none of its answers is no answer; else it is trouble.
    pub takes_rest_for_missing: bool,
    /// Cells that mean that what is timed has not ended; an empty text is an empty cell.
    pub never: Vec<String>,
    /// Routing: asked only of respondents who gave one of these answers.
    pub asked_if: Vec<Condition>,
    /// Unit of numbers and durations; empty when there is none.
    pub unit: String,
    /// The mark before the decimals of numbers, where it is declared; else their cells tell.
    pub decimal: Option<Decimal>,
    /// Whether the total is wanted.
    pub total: bool,
    /// Values up to this count as within target.
    pub target: Option<f64>,
    /// Numbers outside are unrecognised.
    pub range: (Option<f64>, Option<f64>),
    /// Whether the score of before 2015 is wanted (Friends and Family Test).
    pub legacy_score: bool,
    /// The metrics computed, in the order reported.
    pub metrics: Vec<&'static Metric>,
    /// When it is asked as it is, where it has versions.
    pub version: Option<Version>,
    /// What to tell about its figures because the definition was inferred; empty when somebody wrote it.
    pub cautions: Vec<String>,
}

impl Question {
    /// Whether its answers are texts of which only the length is known.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.reading == Reading::Text && !matches!(self.source, Source::Derived(_))
    }
}

/// How a cell becomes an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// The cell is an option's label or code.
    Label,
    /// The cell holds any number of option labels with a separator between them.
    Delimited {
        /// The separator, for example `;`.
        separator: String,
    },
    /// One column per option: filled (and not `unselected`) means chosen, unless `selected` says what does.
    PerOption {
        /// Cells that mean *chosen*, beside the option's own name, for example `1`. When there are none, every cell does
        /// that does not mean *not chosen*.
        selected: Vec<String>,
        /// Cells that mean *not chosen*, beside the empty cell, for example `0` or `Not selected`.
        unselected: Vec<String>,
    },
    /// One column per answer, of which one is filled (and not `unselected`).
    Ticked {
        /// What a tick in each column stands for.
        ticks: Vec<Tick>,
        /// Cells that mean *not chosen*, beside the empty cell.
        unselected: Vec<String>,
    },
    /// One column per item holding its rank.
    RankPerItem,
    /// One column per place, first place first, holding the label of the item put there.
    ItemPerPlace,
    /// One cell with the item labels in order, best first.
    RankedList {
        /// The separator, for example `;`.
        separator: String,
    },
    /// A number.
    Number,
    /// A length of time, reported in the unit: a plain number in that unit, `hh:mm:ss`, `mm:ss` or `1h 20m`.
    Duration {
        /// Seconds in one unit.
        seconds_per_unit: u32,
    },
    /// The time between two columns, reported in the unit.
    Elapsed {
        /// In strftime notation; `None`: ISO 8601.
        format: Option<String>,
        /// Seconds in one unit.
        seconds_per_unit: u32,
    },
    /// A date.
    Date {
        /// In strftime notation; `None`: ISO 8601.
        format: Option<String>,
    },
    /// Free text; its length in characters is counted.
    Text,
}

/// What a tick in a column stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tick {
    /// The option at this position.
    Option(usize),
    /// No answer, of this kind.
    Missing(Missing),
}

/// Where a question stands in the export.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// In one column.
    Column(ColumnRef),
    /// In one column per option or item, in the order of `options`; or, of one answer, in whichever is filled;
    /// or from the first to the second.
    Columns(Vec<ColumnRef>),
    /// Nowhere: it is worked out from earlier questions.
    Derived(Derivation),
}

impl Source {
    /// The columns it names.
    #[must_use]
    pub fn columns(&self) -> &[ColumnRef] {
        match self {
            Source::Column(column) => std::slice::from_ref(column),
            Source::Columns(columns) => columns,
            Source::Derived(_) => &[],
        }
    }
}

#[cfg(test)]
mod tests;
