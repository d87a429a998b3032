//! The arguments that say what to read and how, shared by the commands that read exports.

use super::database::Database;
use super::named::{Sources, no_export};
use super::progress::Bar;
use crate::analysis::{self, Analysis, Request};
use crate::definition::{self, Delimiter, Dialect, Sign, Survey};
use crate::diagnostic::{Fault, Faults};
use crate::infer::{ColumnProfile, Heading, Inferred, Misfit, infer, second_look};
use crate::plan::Plan;
use crate::responses::{self, Beginning, Described, Heads, Limits, OpenOptions, Profiled};
use crate::results::{Change, Finding, Reason};
use crate::rows::{self, Counts, Days};
use anyhow::Context;
use std::collections::BTreeMap;
use std::path::Path;

/// How to read the exports.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Reading")]
pub(super) struct Reading {
    /// Encoding of the exports, for example windows-1252 or macintosh; found out when not given.
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,

    /// What stands between the cells: `,`, `;`, `||`, `tab` or `space`; found out when not given.
    #[arg(long, value_name = "CHARS")]
    delimiter: Option<Delimiter>,

    /// Quotation mark around cells, or `none`; `"`, or found out, when not given.
    #[arg(long, value_name = "CHAR")]
    quote: Option<Sign>,

    /// Character before one that means itself, or `none`; found out when not given.
    #[arg(long, value_name = "CHAR")]
    escape: Option<Sign>,

    /// Character that lines begin with which are no rows, or `none`; found out when not given.
    #[arg(long, value_name = "CHAR")]
    comment: Option<Sign>,

    /// Platform that wrote the exports, for example qualtrics; recognised by their headers when not given.
    #[arg(long, value_name = "NAME")]
    platform: Option<String>,

    /// Lines before the table, as an editor counts them; found out when not given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=1000))]
    skip_rows: Option<u16>,

    /// Rows of the header, 0 when there is none; found out when not given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=4))]
    header_rows: Option<u16>,
    /// Sheet of a workbook, by name or number, or file of a ZIP archive; the first that is not blank when not given.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,

    /// Size that a packed file may unpack to, for example 10GiB [default: 64GiB, and 500 times its size].
    #[arg(long, value_name = "SIZE", value_parser = responses::parse_size)]
    max_decompressed: Option<u64>,

    /// Columns that an export may have.
    #[arg(long, value_name = "N", default_value_t = Limits::default().columns)]
    max_columns: usize,

    /// Threads to read with; the figures do not depend on it [default: all processors].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,

    #[command(flatten)]
    database: Database,

    /// What is remembered of exports that are opened more than once.
    #[arg(skip)]
    heads: Heads,
}

impl Reading {
    /// Reads the exports and counts what is asked for, with a progress bar when it takes a while; with fingerprints of
    /// what is read for results that tell them.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the exports or with the request.
    pub(super) fn analyse<'a>(
        &self,
        survey: &'a Survey,
        sources: &Sources,
        request: Request,
        fingerprint: bool,
    ) -> anyhow::Result<Analysis<'a>> {
        self.count(survey, sources, request, OpenOptions { fingerprint, ..self.options(sources)? })
    }

    /// Looks for everything that is wrong with the exports; `every_finding` keeps the place of each.
    pub(super) fn check<'a>(
        &self,
        survey: &'a Survey,
        sources: &Sources,
        every_finding: bool,
    ) -> anyhow::Result<Analysis<'a>> {
        let request = Request { quality: true, allow_empty: true, ..Request::default() };
        let options = OpenOptions { every_finding, fingerprint: true, ..self.options(sources)? };
        self.count(survey, sources, request, options)
    }

    /// What each export has otherwise than the one before it; nothing where one of them cannot be read twice.
    pub(super) fn changes(&self, survey: &Survey, sources: &Sources) -> anyhow::Result<Vec<Change>> {
        let exports = &sources.exports;
        if exports.is_empty() || exports.iter().any(|name| name == "-") {
            return Ok(Vec::new());
        }
        let (mut changes, mut before): (Vec<Change>, Option<Described>) = (Vec::new(), None);
        responses::profile_each(survey, exports, self.options(sources)?, |now| {
            changes.extend(before.iter().flat_map(|before| analysis::between(survey, before, &now)));
            before = Some(now);
        })?;
        Ok(changes)
    }

    fn count<'a>(
        &self,
        survey: &'a Survey,
        sources: &Sources,
        request: Request,
        options: OpenOptions,
    ) -> anyhow::Result<Analysis<'a>> {
        let plan = analysis::plan(survey, &request)?;
        let counts = if sources.saved.is_empty() {
            self.read(survey, &sources.exports, &plan, options)?
        } else {
            self.joined(survey, sources, &request, &plan, options)?
        };
        Ok(Analysis::new(survey, request, &plan, counts)?)
    }

    /// Counts that can be kept, with the plan they were made by: days and grids are counted whatever is asked for.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the exports or with the request.
    pub(super) fn counts_to_keep(
        &self,
        survey: &Survey,
        sources: &Sources,
        request: &Request,
    ) -> anyhow::Result<(Plan, Counts)> {
        let plan = analysis::plan(survey, &Request { quality: true, ..request.clone() })?;
        let plan = Plan { dated: survey.submitted.is_some(), spellings: false, ..plan };
        let counts = self.joined(survey, sources, request, &plan, self.options(sources)?)?;
        Ok((plan, counts))
    }

    /// What was saved, and what is counted now.
    fn joined(
        &self,
        survey: &Survey,
        Sources { saved, exports, .. }: &Sources,
        request: &Request,
        plan: &Plan,
        options: OpenOptions,
    ) -> anyhow::Result<Counts> {
        // By fingerprints an export is known that has been counted already; by days, responses that may have been.
        let plan = Plan { dated: survey.submitted.is_some(), ..plan.clone() };
        let options = OpenOptions { fingerprint: true, ..options };
        let is_defined = survey.source.is_some() && saved.is_empty();
        let is_anything = !exports.is_empty() || self.is_elsewhere() || is_defined;
        let counted = is_anything.then(|| self.read(survey, exports, &plan, options)).transpose()?;
        Ok(analysis::join_saved(survey, request, &plan, saved, counted)?)
    }

    /// The days that have responses, whatever the filters.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the exports.
    pub(super) fn days(&self, survey: &Survey, sources: &Sources) -> anyhow::Result<Days> {
        let plan = analysis::plan(survey, &Request::default())?;
        let plan = Plan { dated: true, ..plan };
        Ok(self.read(survey, &sources.exports, &plan, self.options(sources)?)?.days)
    }

    fn read(&self, survey: &Survey, exports: &[String], plan: &Plan, options: OpenOptions) -> anyhow::Result<Counts> {
        if let Some(target) = self.database.target(survey, !exports.is_empty())? {
            return match exports.first() {
                None => self.database.count(survey, plan, &target),
                Some(export) => Err(Faults::from(
                    Fault::new(format!("both the table `{}` and the export `{export}` are named", target.table))
                        .help("read one at a time; `survey counts` keeps counts that can be added up"),
                )
                .into()),
            };
        }
        let reader = responses::open(exports, survey, options)?;
        let _bar = Bar::watch(reader.progress());
        Ok(rows::count(survey, plan, reader, self.threads())?)
    }

    /// Refuses to begin where nothing says which responses are meant.
    ///
    /// # Errors
    ///
    /// When neither exports are named nor a table, here or in the definition.
    pub(super) fn must_have_responses(&self, survey: &Survey, names: &[String]) -> Result<(), Faults> {
        if names.is_empty() && !self.is_elsewhere() && survey.source.is_none() {
            return Err(no_export().into());
        }
        Ok(())
    }

    /// Whether the command line names a table in a database.
    pub(super) const fn is_elsewhere(&self) -> bool {
        self.database.is_named()
    }

    /// The survey, by the definition given or as the exports suggest, and what is to be read: standard input is kept
    /// where it has to be read twice.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the definition, or with the exports.
    pub(super) fn survey(&self, definition: Option<&Path>, names: &[String]) -> anyhow::Result<(Survey, Sources)> {
        if let Some(definition) = definition {
            let survey = definition::load(definition)?;
            self.must_have_responses(&survey, names)?;
            return Ok((survey, Sources::new(names)));
        }
        if self.is_elsewhere() {
            let fault = Fault::new("no definition is named, and none can be inferred from a database");
            return Err(Faults::from(fault.help("name one first; `survey init` makes one from an export")).into());
        }
        let sources = Sources::to_read_twice(names)?;
        let (_, survey) = self.infer(&sources)?;
        Ok((survey, sources))
    }

    /// The definition that the exports suggest.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the exports.
    pub(super) fn infer(&self, sources: &Sources) -> anyhow::Result<(Inferred, Survey)> {
        const ROUNDS: usize = 3;
        if self.is_elsewhere() {
            let fault = Fault::new("a definition is inferred from an export, not from a database");
            return Err(Faults::from(fault.help("let the database write some rows to a CSV file")).into());
        }
        if let Some(saved) = sources.saved.first() {
            let fault = Fault::new("counts were saved here, and no definition says of what").in_file(saved);
            return Err(Faults::from(fault.help("name the definition they were made by before them")).into());
        }
        let profiled = responses::profile(&sources.exports, self.options(sources)?)?;
        let Profiled { mut columns, doubts, exports: answers, beginning, dialect } = profiled;
        let heading = Heading { dialect, ..self.heading(&sources.exports[0], beginning) };
        let mut inferred = infer(&heading, &columns);
        let mut survey = inferred.survey()?;
        let mut told = Vec::new();
        for _ in 0..ROUNDS {
            if !may_misfit(&columns, &survey) || !answers.iter().all(|name| can_be_read_again(name)) {
                break;
            }
            let misfits = self.misfits(&survey, &answers, self.options(sources)?)?;
            let mended = second_look(&survey, &mut columns, &misfits);
            if mended.is_empty() {
                break;
            }
            told.extend(mended);
            inferred = infer(&heading, &columns);
            survey = inferred.survey()?;
        }
        inferred.notes.extend(told);
        inferred.notes.extend(doubts);
        Ok((inferred, survey))
    }

    /// What of the exports a definition made from them does not understand.
    fn misfits(&self, survey: &Survey, exports: &[String], options: OpenOptions) -> anyhow::Result<Vec<Misfit>> {
        let request = Request { allow_empty: true, ..Request::default() };
        let plan = analysis::plan(survey, &request)?;
        let counts = self.read(survey, exports, &plan, options)?;
        let checked = Analysis::new(survey, request, &plan, counts)?.check(true);
        let not_understood =
            [Reason::Unrecognised, Reason::OutOfRange, Reason::AmbiguousNumber, Reason::BadDate, Reason::NoAnswer];
        let found = checked.findings.into_iter().filter(|finding| not_understood.contains(&finding.reason));
        Ok(found.map(misfit).collect())
    }

    /// Id and title from the name of the first export.
    fn heading(&self, export: &str, beginning: Beginning) -> Heading {
        let name = Path::new(export).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let stem = name.split('.').next().filter(|stem| !stem.is_empty() && *stem != "-").unwrap_or("survey");
        let words = stem.replace(['_', '-'], " ");
        let mut letters = words.trim().chars();
        let title = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
        let Beginning { skip_rows, header_rows } = beginning;
        let (platform, sheet) = (self.platform.clone(), self.sheet.clone());
        Heading { survey: stem.to_string(), title, platform, sheet, skip_rows, header_rows, ..Heading::default() }
    }

    /// How the exports are to be read.
    pub(super) fn options(&self, sources: &Sources) -> anyhow::Result<OpenOptions> {
        Ok(OpenOptions {
            encoding: self.encoding.clone(),
            dialect: Dialect {
                delimiter: self.delimiter,
                quote: self.quote,
                escape: self.escape,
                comment: self.comment,
            },
            platform: self.platform.clone(),
            skip_rows: self.skip_rows.map(usize::from),
            header_rows: self.header_rows.map(usize::from),
            sheet: self.sheet.clone(),
            limits: Limits { unpacked: self.max_decompressed, columns: self.max_columns },
            heads: self.heads.clone(),
            stdin: Some(sources.stdin().context("standard input cannot be read again")?),
            ..OpenOptions::default()
        })
    }

    /// The options of this kind among the words of a command line, as they were given.
    pub(super) fn given(words: impl Iterator<Item = String>) -> Vec<String> {
        let known = <Reading as clap::Args>::augment_args(clap::Command::new("reading"));
        let long = |word: &str| {
            let name = word.strip_prefix("--")?.split('=').next()?;
            known.get_arguments().find(|argument| argument.get_long() == Some(name))
        };
        let (mut given, mut words) = (Vec::new(), words.take_while(|word| word != "--"));
        while let Some(word) = words.next() {
            let Some(argument) = long(&word) else { continue };
            let is_apart = argument.get_action().takes_values() && !word.contains('=');
            given.push(word);
            given.extend(is_apart.then(|| words.next()).flatten());
        }
        given
    }

    /// Threads to work on.
    pub(super) fn threads(&self) -> usize {
        let all = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        self.threads.map_or_else(all, usize::from)
    }
}

/// Whether a definition may not fit all of the exports: not every cell of a column is known to who made it, or the
/// cells of a column decide together how it is read.
fn may_misfit(columns: &[ColumnProfile], survey: &Survey) -> bool {
    let is_number = |reading: &definition::Reading| {
        matches!(reading, definition::Reading::Number | definition::Reading::Duration { .. })
    };
    columns.iter().any(|column| column.more_values)
        || survey.questions.iter().any(|question| is_number(&question.reading))
}

/// A file, or standard input that was kept; what another program writes into a pipe is gone once it was read.
fn can_be_read_again(name: &str) -> bool {
    name == "-" || Path::new(name).is_file() || Path::new(name).is_dir()
}

fn misfit(finding: Finding) -> Misfit {
    let is_all = finding.count <= finding.places.len() as u64;
    let column = finding.places.first().map(|place| place.column.clone()).unwrap_or_default();
    let is_told = finding.reason == Reason::NoAnswer;
    let values: Option<Vec<String>> = finding.places.into_iter().map(|place| place.value).collect();
    let mut times: BTreeMap<String, u64> = BTreeMap::new();
    values.iter().flatten().for_each(|text| *times.entry(text.clone()).or_default() += 1);
    let cells = values.filter(|_| is_all).map(|_| times.into_iter().collect());
    Misfit { about: finding.about, count: finding.count, column, cells, is_told }
}
