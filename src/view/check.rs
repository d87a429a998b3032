//! What a check found, in words.

use super::base::NEVER;
use super::change::between_exports;
use super::number::{count, counted, decimal};
use super::{Entry, Row, SUPPRESSED, Table, clean, summary};
use crate::diagnostic::listed;
use crate::results::{CheckReport, Finding, FindingPlace, GridCheck, Ledger, QuestionCheck, Reason};

/// A check as people read it.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckView {
    /// Title of the survey.
    pub title: String,
    /// The files and how each was read, one line a file.
    pub inputs: Vec<String>,
    /// What was assumed or noticed while reading.
    pub cautions: Vec<String>,
    /// Where every row went; empty when all can be analysed.
    pub accounting: String,
    /// What each file has otherwise than the one before it, one sentence each.
    pub changes: Vec<String>,
    /// What was found.
    pub findings: Vec<FindingView>,
    /// Per question, who answered and who did not.
    pub questions: Option<Table>,
    /// How many questions are left out; empty when none.
    pub left_out: String,
    /// Grids in which respondents gave every item the same answer, one line each.
    pub grids: Vec<String>,
    /// The columns that no question uses, in one line; empty when there are none.
    pub unused: String,
    /// The outcome in one line.
    pub verdict: String,
}

/// One kind of trouble.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingView {
    /// What it is about, what is wrong and how often: `wait: 5 numbers out of range`.
    pub headline: String,
    /// The first places, one line each.
    pub places: Vec<String>,
}

/// A survey with more questions than this has those left out that nothing was found about.
const MANY: usize = 60;

/// The check in words; `every` question even where there are many.
#[must_use]
pub fn check(report: &CheckReport, every: bool) -> CheckView {
    let is_short = !every && report.questions.len() > MANY;
    let is_found = |question: &&QuestionCheck| report.findings.iter().any(|finding| finding.about == question.id);
    let shown: Vec<&QuestionCheck> =
        report.questions.iter().filter(|question| !is_short || is_found(question)).collect();
    let left_out = report.questions.len() - shown.len();
    CheckView {
        title: clean(&report.survey.title),
        inputs: inputs(report),
        cautions: report.cautions.iter().map(|caution| clean(caution)).collect(),
        accounting: summary::accounting(&report.accounting),
        changes: report.changes.iter().map(between_exports).collect(),
        findings: report.findings.iter().map(|found| finding(report, found)).collect(),
        questions: questions(report, &shown),
        left_out: left_out_line(left_out),
        grids: report.grids.iter().filter(|grid| grid.answered > 0).map(straight).collect(),
        unused: unused(&report.unused_columns),
        verdict: verdict(report),
    }
}

fn inputs(report: &CheckReport) -> Vec<String> {
    let input = |input: &crate::results::Input| {
        format!("{} · {} · {}", clean(&input.name), counted(input.rows, "row", "rows"), clean(&input.dialect))
    };
    report.inputs.iter().map(input).collect()
}

fn finding(report: &CheckReport, finding: &Finding) -> FindingView {
    let (one, many) = words(finding.reason);
    let headline = format!("{}: {}", clean(&finding.about), counted(finding.count, one, many));
    let mut places = if finding.places.iter().any(|place| place.value.is_some()) {
        finding.places.iter().map(|place| with_value(report, place)).collect()
    } else {
        by_column(report, &finding.places)
    };
    let listed = finding.places.len() as u64;
    if finding.count > listed && listed > 0 {
        places.push(format!("and {} more", count(finding.count - listed)));
    }
    FindingView { headline, places }
}

const fn words(reason: Reason) -> (&'static str, &'static str) {
    match reason {
        Reason::Ragged => {
            ("row with more or fewer cells than the header", "rows with more or fewer cells than the header")
        }
        Reason::NoResponse => (
            "row that is no response: the header once more, a total or a note",
            "rows that are no responses: the header once more, totals or notes",
        ),
        Reason::StrayQuotes => (
            "cell with quotation marks where none belong, read as it stands",
            "cells with quotation marks where none belong, read as they stand",
        ),
        Reason::Unreadable => ("character that could not be read", "characters that could not be read"),
        Reason::Doubtful => {
            ("doubt about how it is to be read (above)", "doubts about how they are to be read (above)")
        }
        Reason::Unweightable => (
            "reason why responses cannot be weighted to targets (above)",
            "reasons why responses cannot be weighted to targets (above)",
        ),
        Reason::SpelledApart => (
            "response with a value in another spelling than most, in a group of its own (above)",
            "responses with a value in another spelling than most, in groups of their own (above)",
        ),
        Reason::BadWeight => (
            "weight that is missing, no number, negative or beyond all measure, or probability that is none",
            "weights that are missing, no numbers, negative or beyond all measure, or probabilities that are none",
        ),
        Reason::Duplicate => ("repeat of a response id, counted once", "repeats of a response id, counted once"),
        Reason::DuplicateDiffers => (
            "repeat of a response id with other answers, left out: the first one counts",
            "repeats of a response id with other answers, left out: the first one counts",
        ),
        Reason::IdReused => (
            "response id of another file with other answers, counted as another person",
            "response ids of another file with other answers, counted as other people",
        ),
        Reason::NoAnswer => (
            "cell that is none of the answers, taken for no answer as the definition says",
            "cells that are none of the answers, taken for no answer as the definition says",
        ),
        Reason::Unrecognised => ("answer that is not a declared option", "answers that are not declared options"),
        Reason::OutOfRange => ("number outside the declared range", "numbers outside the declared range"),
        Reason::BetweenBands => (
            "number between two bands of whole numbers, counted in the lower one",
            "numbers between two bands of whole numbers, counted in the lower one",
        ),
        Reason::AmbiguousNumber => (
            "number that may be a thousand or have three decimals, left out: say `decimal: comma` or `decimal: point`",
            "numbers that may be thousands or have three decimals, left out: say `decimal: comma` or `decimal: point`",
        ),
        Reason::BadDate => ("date that cannot be read", "dates that cannot be read"),
        Reason::OtherVersion => (
            "answer to a version of the question that was not asked on its day, left out",
            "answers to a version of the question that was not asked on their day, left out",
        ),
        Reason::UndatedVersion => (
            "answer without a date, taken for one to today's version",
            "answers without a date, taken for answers to today's version",
        ),
        Reason::AnsweredOffRoute => {
            ("answer from someone routed past the question", "answers from people routed past the question")
        }
    }
}

fn with_value(report: &CheckReport, place: &FindingPlace) -> String {
    let value = match place.value.as_deref() {
        None => String::new(),
        Some(value) => match clean(value).as_str() {
            "" => ": blank".to_owned(),
            value => format!(": `{value}`"),
        },
    };
    let row = format!("row {} (line {})", place.row, place.line);
    format!("{}{row}{value}", scope(report, place))
}

/// Places without values: the rows of each file and column on one line.
fn by_column(report: &CheckReport, places: &[FindingPlace]) -> Vec<String> {
    let same = |a: &FindingPlace, b: &FindingPlace| (a.input, &a.column) == (b.input, &b.column);
    places.chunk_by(same).map(|run| rows(report, run)).collect()
}

fn rows(report: &CheckReport, run: &[FindingPlace]) -> String {
    let rows: Vec<String> = run.iter().map(|place| place.row.to_string()).collect();
    let noun = if rows.len() == 1 { "row" } else { "rows" };
    format!("{}{noun} {}", scope(report, &run[0]), rows.join(", "))
}

/// The column, and the file when there are several.
fn scope(report: &CheckReport, place: &FindingPlace) -> String {
    let file = report.inputs.get(place.input).filter(|_| report.inputs.len() > 1);
    let file = file.map_or_else(String::new, |input| format!("{}, ", clean(&input.name)));
    let column = if place.column.is_empty() { String::new() } else { format!("column `{}`, ", clean(&place.column)) };
    format!("{file}{column}")
}

/// A row per question: how many were asked, answered, skipped it, and why answers do not count.
fn questions(report: &CheckReport, asked: &[&QuestionCheck]) -> Option<Table> {
    let ledgers = || asked.iter().filter_map(|question| question.ledger.as_ref());
    // Reasons that occur nowhere take no column.
    let occurs = |column: &&Column| column.always || ledgers().any(|ledger| (column.number)(ledger) > 0);
    let shown: Vec<&Column> = COLUMNS.iter().filter(occurs).collect();
    let row = |question: &&QuestionCheck| {
        let entry = |column: &&Column| match &question.ledger {
            Some(ledger) => Entry::Text(column.entry(ledger)),
            None => Entry::Text(SUPPRESSED.to_owned()),
        };
        Row { stubs: vec![clean(&question.id)], entries: shown.iter().map(entry).collect(), point: None }
    };
    let has_responses = report.accounting.analysed != Some(0) && !asked.is_empty();
    has_responses.then(|| Table {
        caption: String::new(),
        stubs: vec!["Question".to_owned()],
        columns: shown.iter().map(|column| column.heading.to_owned()).collect(),
        rows: asked.iter().map(row).collect(),
        plot: None,
        note: String::new(),
    })
}

fn left_out_line(questions: usize) -> String {
    match questions {
        0 => String::new(),
        n => format!(
            "{} without findings left out; --every-question shows them all",
            counted(n as u64, "question", "questions")
        ),
    }
}

/// A column of the table of questions.
struct Column {
    heading: &'static str,
    number: fn(&Ledger) -> u64,
    /// Shown even where it is 0 throughout.
    always: bool,
    /// Shown as a share of those asked.
    share: bool,
}

const COLUMNS: [Column; 9] = [
    Column { heading: "asked", number: |ledger| ledger.asked, always: true, share: false },
    Column { heading: "valid", number: |ledger| ledger.valid, always: true, share: false },
    Column { heading: "no score", number: |ledger| ledger.unscored, always: false, share: false },
    Column { heading: NEVER, number: |ledger| ledger.never, always: false, share: false },
    Column { heading: "no answer", number: |ledger| ledger.no_answer, always: true, share: false },
    Column { heading: "", number: |ledger| ledger.no_answer, always: true, share: true },
    Column { heading: "don't know", number: |ledger| ledger.dont_know, always: false, share: false },
    Column { heading: "refused", number: |ledger| ledger.refused, always: false, share: false },
    Column { heading: "unrecognised", number: |ledger| ledger.unrecognised, always: false, share: false },
];

impl Column {
    fn entry(&self, ledger: &Ledger) -> String {
        let number = (self.number)(ledger);
        if self.share {
            return percent(number, ledger.asked);
        }
        if number == 0 && !self.always { String::new() } else { count(number) }
    }
}

/// A share to one decimal; of nobody, none.
fn percent(part: u64, all: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a share to one decimal")]
    let share = 100.0 * part as f64 / all.max(1) as f64;
    format!("{}%", decimal(share, 1))
}

fn straight(grid: &GridCheck) -> String {
    format!(
        "{}: {} of {} who answered all {} items gave them the same answer ({})",
        clean(&grid.id),
        count(grid.straight),
        count(grid.answered),
        grid.items,
        percent(grid.straight, grid.answered)
    )
}

fn unused(columns: &[String]) -> String {
    if columns.is_empty() {
        return String::new();
    }
    let names: Vec<String> = columns.iter().map(|column| clean(column)).collect();
    let listed = listed(names.iter().map(String::as_str));
    format!("{} not used by the definition: {listed}", counted(columns.len() as u64, "column", "columns"))
}

fn verdict(report: &CheckReport) -> String {
    let trouble = || report.findings.iter().filter(|finding| finding.reason.is_trouble());
    let cells: u64 = trouble().map(|finding| finding.count).sum();
    let changes = report.changes.iter().filter(|change| change.is_trouble()).count() as u64;
    let between = match changes {
        0 => String::new(),
        n => format!("{} between files that cost answers", counted(n, "change", "changes")),
    };
    let found = match trouble().count() {
        0 if changes > 0 => return between,
        0 => "no trouble found: every answer can be used".to_owned(),
        1 => format!("1 finding in {}", counted(cells, "place", "places")),
        n => format!("{n} findings in {}", counted(cells, "place", "places")),
    };
    if between.is_empty() { found } else { format!("{found}; {between}") }
}
