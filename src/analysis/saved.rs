//! Counts on their way into a file and back: a ZIP archive with [`ABOUT`], which says what was counted and of what, and
//! one CSV file for each grouping with the counts.
//!
//! A ZIP of CSV, because any program opens it and anybody can see what leaves the house; no library has to be built
//! for it that is not there already. The same counts give the same bytes. They are counts *before* anything is hidden.
//!
//! The CSV files are written and read by [`Legend`], beside the count table. What stands in [`ABOUT`] is here, for it is
//! no matter of counts: by which definition they were made and what of it they depend on, which filters were in force,
//! what was found in which files. The table knows none of these rooms.

use super::form::Form;
use super::joined::{Part, join};
use super::kept_replicates::KeptReplicates;
use super::request::Request;
use crate::definition::{Question, Survey};
use crate::diagnostic::{Fault, Faults, listed, named};
use crate::plan::{Grouping, Key, Period, Plan, Questions, Shape, from_days, to_days};
use crate::responses::Remark;
use crate::results::{Input, SurveyInfo};
use crate::rows::{Counts, Days, Findings, Kept, Named, RowCounts};
use crate::table::{CountTable, KeyLegend, Legend, Replication, Row, Scale, Weighing};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The first file of the archive, by which it is known.
const ABOUT: &str = "survey-counts.json";
/// Name and version of the layout.
const SCHEMA: &str = "survey-counts/4";
const NOTE: &str = "Counts before small groups are hidden: as confidential as the exports.";
/// Where the name of the first file begins in an archive.
const NAME_AT: usize = 30;
/// Bytes that one file of the archive may unpack to.
const MOST_BYTES: u64 = 4 << 30;

/// What stands in [`ABOUT`].
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    schema: String,
    version: String,
    note: String,
    survey: SurveyInfo,
    form: Form,
    /// Filters in force, as they were written.
    filters: Vec<String>,
    groupings: Vec<Vec<KeyName>>,
    /// Per segment, what its codes from 1 are called.
    labels: Vec<Vec<String>>,
    /// Power of ten that weights were multiplied by before they were added up.
    scale: i32,
    /// The lightest and the heaviest weight above 0, and how many there are.
    weights: Option<(f64, f64, u64)>,
    /// What is known of replicate weights; none without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    replicates: Option<KeptReplicates>,
    rows: RowCounts,
    units: u64,
    answered: Option<Vec<u64>>,
    findings: Vec<Kept>,
    /// Per grouping, the questions it counts; none where it counts all of the survey's.
    questions: Vec<Option<Vec<String>>>,
    /// Questions that no breakdown is made of: whether the items of a grid were answered alike.
    hidden: usize,
    /// The groupings that count those, too, whom filters leave out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    before_filters: Vec<usize>,
    named: Named,
    /// Days with responses: the first and the last of each run.
    days: Vec<(String, String)>,
    inputs: Vec<Input>,
    remarks: Vec<Remark>,
    unused_columns: Vec<String>,
    personal_segments: Vec<bool>,
}

/// A key, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum KeyName {
    Segment(String),
    Answer(String),
    Every(String),
}

impl KeyName {
    fn of(survey: &Survey, key: Key) -> KeyName {
        match key {
            Key::Segment { at, .. } => KeyName::Segment(survey.segments[at].id.clone()),
            Key::Answer { question, .. } => KeyName::Answer(survey.questions[question].id.clone()),
            Key::Wave(period) => KeyName::Every(period.name().to_owned()),
            // What is kept is never counted by sides: they are those of one question that is asked once.
            Key::Side(_) => KeyName::Every("side".to_owned()),
        }
    }

    fn name(&self) -> &str {
        match self {
            KeyName::Segment(name) | KeyName::Answer(name) | KeyName::Every(name) => name,
        }
    }

    fn key(&self, survey: &Survey) -> Option<Key> {
        match self {
            KeyName::Segment(id) => survey.segment_key(id),
            KeyName::Answer(id) => {
                let question = survey.questions.iter().position(|question| question.id == *id)?;
                Key::answer(question, survey.questions[question].shape)
            }
            KeyName::Every(name) => Period::ALL.into_iter().find(|period| period.name() == name).map(Key::Wave),
        }
    }
}

/// Whether a file holds saved counts, by its first bytes. What another program writes into a pipe is left there: it
/// can be read only once.
#[must_use]
pub fn is_saved(file: &Path) -> bool {
    if !file.is_file() {
        return false;
    }
    let mut start = [0; NAME_AT + ABOUT.len()];
    let read = File::open(file).and_then(|mut file| file.read_exact(&mut start));
    read.is_ok() && start.starts_with(b"PK\x03\x04") && start.ends_with(ABOUT.as_bytes())
}

/// The bytes of a file that keeps these counts, joined by [`join_saved`] for the plan of this request.
///
/// # Errors
///
/// A failure inside the count table, which only a bug of ours can cause.
pub fn save(survey: &Survey, request: &Request, plan: &Plan, counts: &Counts) -> Result<Vec<u8>, Faults> {
    let rows = |grouping: &Grouping| Ok(counts.table.rows(grouping)?.unwrap_or_default());
    let tables = plan.groupings.iter().map(rows).collect::<Result<Vec<Vec<Row>>, Fault>>()?;
    let keys = |grouping: &Grouping| grouping.keys().iter().map(|key| KeyName::of(survey, *key)).collect();
    let hidden = survey.hidden_questions(plan);
    let questions = |grouping: &Grouping| questions_of(survey, &hidden, grouping);
    let weighing = counts.weighing;
    let about = About {
        schema: SCHEMA.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        note: NOTE.to_owned(),
        survey: SurveyInfo { id: survey.id.clone(), title: survey.title.clone() },
        form: Form::of(survey),
        filters: request.described_filters(),
        groupings: plan.groupings.iter().map(keys).collect(),
        labels: counts.labels.clone(),
        scale: counts.scale.exponent(),
        weights: (weighing.units > 0).then_some((weighing.least, weighing.most, weighing.units)),
        replicates: KeptReplicates::of(&counts.replication),
        rows: counts.rows,
        units: counts.units,
        answered: counts.answered.clone(),
        findings: counts.findings.kept(),
        questions: plan.groupings.iter().map(questions).collect(),
        hidden: plan.hidden,
        before_filters: (0..plan.groupings.len()).filter(|at| plan.groupings[*at].is_before_filters()).collect(),
        named: counts.named.clone(),
        days: runs(&counts.days),
        inputs: counts.inputs.clone(),
        remarks: counts.remarks.clone(),
        unused_columns: counts.unused_columns.clone(),
        personal_segments: counts.personal_segments.clone(),
    };
    write(&about, survey, &tables).map_err(|error| Fault::new(format!("the counts cannot be packed: {error}")).into())
}

/// The days as runs, the first and the last of each.
fn runs(days: &Days) -> Vec<(String, String)> {
    let days: Vec<i32> = days.iter().collect();
    let run = |run: &[i32]| Some((from_days(*run.first()?).to_string(), from_days(*run.last()?).to_string()));
    days.chunk_by(|one, next| one + 1 == *next).filter_map(run).collect()
}

fn write(about: &About, survey: &Survey, tables: &[Vec<Row>]) -> anyhow::Result<Vec<u8>> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let options = options.last_modified_time(DateTime::default()).unix_permissions(0o600);
    let hidden = survey.straight_lines();
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(ABOUT, options)?;
    serde_json::to_writer_pretty(&mut archive, about)?;
    archive.write_all(b"\n")?;
    for ((at, keys), rows) in about.groupings.iter().enumerate().zip(tables) {
        archive.start_file(table_name(at), options)?;
        legend(survey, &hidden, about, keys).write(rows, &mut archive)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// What the numbers in the table of a grouping with these keys stand for.
fn legend<'a>(survey: &'a Survey, hidden: &'a [Question], about: &About, keys: &'a [KeyName]) -> Legend<'a> {
    let most = |key: &KeyName| match key.key(survey) {
        Some(Key::Segment { at, .. }) => Some(about.labels.get(at).map_or(0, Vec::len)),
        Some(Key::Answer { question, .. }) => Some(survey.questions[question].options.len()),
        Some(Key::Wave(_) | Key::Side(_)) | None => None,
    };
    Legend {
        keys: keys.iter().map(|key| KeyLegend { name: key.name(), most: most(key) }).collect(),
        replicates: about.replicates.as_ref().map_or(0, |replicates| replicates.number),
        questions: names(survey, hidden).zip(all(survey, hidden).map(|question| question.shape)).collect(),
    }
}

fn table_name(grouping: usize) -> String {
    format!("counts-{}.csv", grouping + 1)
}

/// The counts of all these files, and of exports just counted, for the plan of a request.
///
/// # Errors
///
/// When a file is broken or its counts do not fit the definition or the request, when an export was counted in two of
/// them, and when weights cannot be added up together.
pub fn join_saved(
    survey: &Survey,
    request: &Request,
    plan: &Plan,
    files: &[String],
    counted: Option<Counts>,
) -> Result<Counts, Faults> {
    let (mut parts, mut faults): (Vec<Part>, Vec<Fault>) = (Vec::new(), Vec::new());
    for file in files {
        match load(survey, request, plan, Path::new(file)) {
            Ok(counts) => parts.push((Some(file.clone()), counts)),
            Err(wrong) => faults.extend(wrong.into_iter().map(|fault| fault.in_file(file))),
        }
    }
    if !faults.is_empty() {
        return Err(Faults(faults));
    }
    parts.extend(counted.map(|counts| (None, counts)));
    join(survey, plan, parts)
}

/// The counts in a file.
fn load(survey: &Survey, request: &Request, plan: &Plan, file: &Path) -> Result<Counts, Vec<Fault>> {
    let broken =
        |what: String| Fault::new(format!("these saved counts are broken: {what}")).help("count the exports once more");
    let file = File::open(file).map_err(|error| vec![broken(error.to_string())])?;
    let mut archive = ZipArchive::new(file).map_err(|error| vec![broken(error.to_string())])?;
    let about = text_of(&mut archive, ABOUT).map_err(|what| vec![broken(what)])?;
    let about: About = serde_json::from_str(&about).map_err(|error| vec![of_other_version(&about, &error)])?;
    let misfits = misfits(survey, request, &about);
    if !misfits.is_empty() {
        return Err(misfits);
    }
    let (plan, places) = kept_plan(survey, plan, &about).map_err(|what| vec![broken(what)])?;
    let (hidden, mut tables) = (survey.straight_lines(), Vec::new());
    for (grouping, at) in plan.groupings.iter().zip(places) {
        let of_its_questions = |row: &Row| row.question.is_none_or(|at| grouping.questions().contains(at));
        let rows = text_of(&mut archive, &table_name(at)).and_then(|text| {
            match legend(survey, &hidden, &about, &about.groupings[at]).read(&text) {
                Ok(rows) if rows.iter().all(of_its_questions) => Ok(rows),
                Ok(_) => Err(format!("{}: it has counts of another table", table_name(at))),
                Err(what) => Err(format!("{}: {what}", table_name(at))),
            }
        });
        tables.push(rows.map_err(|what| vec![broken(what)])?);
    }
    let table = CountTable::of_rows(plan, &tables).map_err(|fault| vec![fault])?;
    about.counts(table).ok_or_else(|| vec![broken("it has days or replicate weights that are none".to_owned())])
}

/// The plan by which the counts of a file were made, as far as another plan asks for them, and which table each of its
/// groupings has: without hidden questions where that plan has none.
fn kept_plan(survey: &Survey, plan: &Plan, about: &About) -> Result<(Plan, Vec<usize>), String> {
    let (own, hidden) = (survey.questions.len(), survey.straight_lines());
    if about.hidden != 0 && about.hidden != hidden.len() {
        return Err("it has not the straight lines of these grids".to_owned());
    }
    let groupings = about.groupings.iter().zip(&about.questions);
    let groupings = groupings.enumerate().map(|(at, (keys, questions))| {
        let grouping = grouping(survey, &hidden, keys, questions.as_deref())?;
        Some(if about.before_filters.contains(&at) { grouping.before_filters() } else { grouping })
    });
    let groupings: Option<Vec<Grouping>> = groupings.collect();
    let groupings = groupings.filter(|groupings| groupings.len() == about.groupings.len());
    let groupings = groupings.ok_or("it has keys or questions that nobody knows")?;
    let is_hidden = |at: &usize| matches!(groupings[*at].questions(), Questions::Only(of) if of.last() >= Some(&own));
    let (mut places, of_hidden): (Vec<usize>, Vec<usize>) = (0..groupings.len()).partition(|at| !is_hidden(at));
    let groupings: Vec<Grouping> = places.iter().map(|at| groupings[*at].clone()).collect();
    let kept = Plan {
        shapes: plan.shapes[..own].to_vec(),
        cuts: plan.cuts[..own].to_vec(),
        hidden: 0,
        most_groups: vec![usize::MAX; groupings.len()],
        shown: groupings.clone(),
        groupings,
        ..plan.clone()
    };
    if plan.hidden == 0 || of_hidden.is_empty() {
        return Ok((kept, places));
    }
    places.extend(of_hidden);
    let shapes: Vec<Shape> = hidden.iter().map(|question| question.shape).collect();
    Ok((kept.with_hidden(&shapes), places))
}

/// The questions of a survey, and behind them those that nobody wrote.
fn all<'a>(survey: &'a Survey, hidden: &'a [Question]) -> impl Iterator<Item = &'a Question> {
    survey.questions.iter().chain(hidden)
}

/// What they are called.
fn names<'a>(survey: &'a Survey, hidden: &'a [Question]) -> impl Iterator<Item = &'a str> {
    all(survey, hidden).map(|question| question.id.as_str())
}

impl About {
    /// The counts; `None` where days or patterns are none.
    fn counts(self, table: CountTable) -> Option<Counts> {
        let weighing =
            self.weights.map_or_else(Weighing::default, |(least, most, units)| Weighing { units, least, most });
        let replication =
            self.replicates.as_ref().map_or_else(|| Some(Replication::default()), KeptReplicates::replication)?;
        let day = |text: &str| text.parse::<Date>().ok().map(to_days);
        let run = |(first, last): (String, String)| Some(day(&first)?..=day(&last)?);
        let days = self.days.into_iter().map(run).collect::<Option<Vec<_>>>()?;
        Some(Counts {
            pairs: None,
            table,
            labels: self.labels,
            scale: Scale::of_exponent(self.scale),
            rows: self.rows,
            units: self.units,
            answered: self.answered,
            weighing,
            replication,
            findings: Findings::of_kept(self.findings),
            named: self.named,
            days: days.into_iter().flatten().collect(),
            inputs: self.inputs,
            remarks: self.remarks,
            unused_columns: self.unused_columns,
            personal_segments: self.personal_segments,
        })
    }
}

fn of_other_version(about: &str, error: &serde_json::Error) -> Fault {
    let schema = serde_json::from_str::<serde_json::Value>(about).ok();
    let schema = schema.as_ref().and_then(|about| about.get("schema")?.as_str());
    match schema {
        Some(SCHEMA) | None => {
            Fault::new(format!("these saved counts are broken: {ABOUT}: {error}")).help("count the exports once more")
        }
        Some(other) => Fault::new(format!("these counts are saved as {}, not as `{SCHEMA}`", named(other)))
            .help("read them with the version of this program that saved them, or count the exports once more"),
    }
}

/// Why counts do not fit a definition and a request.
fn misfits(survey: &Survey, request: &Request, about: &About) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    let differences = about.form.differences(&Form::of(survey));
    if !differences.is_empty() {
        let fault = Fault::new(format!("these counts were made by another definition: {}", differences.join("; ")));
        faults.push(fault.help("name the definition they were made by, or count the exports once more"));
    }
    let filters = request.described_filters();
    if about.filters != filters {
        let told = |filters: &[String]| match filters {
            [] => "all responses".to_owned(),
            some => format!("responses with {}", listed(some.iter().map(String::as_str))),
        };
        let fault =
            Fault::new(format!("these counts are of {}, and {} are asked for", told(&about.filters), told(&filters)));
        faults.push(
            fault.help("saved counts cannot be filtered any more: ask for the same, or count the exports once more"),
        );
    }
    faults
}

/// The questions that a grouping counts, by name; none where it counts all of the survey's.
fn questions_of(survey: &Survey, hidden: &[Question], grouping: &Grouping) -> Option<Vec<String>> {
    let Questions::Only(of) = grouping.questions() else { return None };
    let is_counted = |(at, name): (usize, &str)| of.contains(&at).then(|| name.to_owned());
    let is_whole = of.iter().copied().eq(0..survey.questions.len());
    (!is_whole).then(|| names(survey, hidden).enumerate().filter_map(is_counted).collect())
}

/// The grouping of these keys with these questions.
fn grouping(survey: &Survey, hidden: &[Question], keys: &[KeyName], questions: Option<&[String]>) -> Option<Grouping> {
    let grouping = keys.iter().map(|key| key.key(survey)).collect::<Option<Vec<Key>>>().map(Grouping::new)?;
    let Some(questions) = questions else { return Some(grouping) };
    let at = |name: &String| names(survey, hidden).position(|known| known == name);
    questions.iter().map(at).collect::<Option<Vec<usize>>>().map(|of| grouping.only(of))
}

/// The text of a file of the archive.
fn text_of(archive: &mut ZipArchive<File>, name: &str) -> Result<String, String> {
    let file = archive.by_name(name).map_err(|error| format!("{name}: {error}"))?;
    let mut text = String::new();
    let read = file.take(MOST_BYTES).read_to_string(&mut text).map_err(|error| format!("{name}: {error}"))?;
    if read as u64 == MOST_BYTES { Err(format!("{name} is too large")) } else { Ok(text) }
}
