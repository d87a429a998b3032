//! From cells to codes: everything a batch needs, decoded on whichever thread is free.

use super::batch::{Batch, Column};
use super::decimals::{Decimals, Marks, Settled};
use super::findings::{About, Findings, Place};
use super::segment::SegmentCoder;
use crate::decode::{self, Calendar, Lookup, Numeral, Selection, Unit};
use crate::definition::{Condition, Question, Reading, Survey, Tick};
use crate::diagnostic::Faults;
use crate::label::{fold, tidy_cell, tidy_length, trim};
use crate::plan::{Code, FIRST_OPTION, NOT_STATED, Shape, UNDATED, missing_code, to_days};
use crate::responses::{Fate, Ids, Piece, Places, RawBatch, Repeat};
use crate::results::Reason;
use crate::scale::{AnswerOption, Missing};
use crate::table::{Fixed, Scale, Weighing, is_weight};
use std::collections::{HashMap, HashSet};

/// Decodes batches. Shared between threads.
#[derive(Debug)]
pub struct Coder {
    weighted: bool,
    /// The scale that weights are put on.
    scale: Scale,
    dated: Option<Calendar>,
    date_missing: HashSet<String>,
    questions: Vec<QuestionCoder>,
    segments: Vec<SegmentCoder>,
    decimals: Decimals,
    /// Words for a complete response, where the definition says so.
    complete: Option<HashSet<String>>,
    /// Whether every finding is wanted, or only the first ones.
    every_finding: bool,
}

/// Why decoding came to an end.
#[derive(Debug)]
pub enum Stopped {
    /// Quotation marks leave in doubt where records end: the files must be read carefully.
    Unclear,
    /// The exports are at fault.
    Faults(Faults),
}

/// Decodes one question.
#[derive(Debug)]
struct QuestionCoder {
    words: Words,
    shape: Shape,
    cells: Cells,
    asked_if: Vec<Condition>,
    /// The option that answers count as which are none of the others.
    other: Option<Code>,
    /// Whether whatever is none of the answers is no answer, and no trouble.
    takes_rest_for_missing: bool,
}

/// Cells that stand for themselves: the labels and codes of options, and the words for missing answers.
#[derive(Debug)]
struct Words {
    exact: Lookup<Code>,
    folded: HashMap<String, Code>,
    /// Bytes of the longest cell that may still be one of the words.
    longest: usize,
    /// Letters, signs and digits of the longest word.
    most_letters: usize,
    /// Whether a word begins with a digit.
    has_digits: bool,
}

/// How the cells of a question become an answer.
#[derive(Debug)]
enum Cells {
    Label,
    Delimited(Selection),
    PerOption(Ticks),
    Ticked { ticks: Vec<Code>, unselected: HashSet<String> },
    RankPerItem,
    ItemPerPlace { items: HashMap<String, usize> },
    RankedList(Selection),
    Number { unit: Unit, range: (Option<f64>, Option<f64>) },
    Duration { unit: u32, range: (Option<f64>, Option<f64>) },
    Elapsed { calendar: Calendar, unit: u32, range: (Option<f64>, Option<f64>) },
    Date(Calendar),
    Text,
}

/// What the cells of a column per option say, folded.
#[derive(Debug)]
struct Ticks {
    /// What says that an option was chosen, beside its own name; nothing where any other cell does.
    selected: HashSet<String>,
    unselected: HashSet<String>,
    /// The names of the options.
    names: Vec<String>,
}

/// What one question's cells in one row turned out to be.
#[derive(Debug, Clone, PartialEq)]
enum Answer {
    Missing(Missing),
    Option(Code),
    Options(Vec<Code>),
    Ranks(Vec<Code>),
    Value(f64),
}

/// What is wrong with a cell: the reason, and which of the question's columns it stands in.
type Trouble = (Reason, usize);

impl Coder {
    /// For files whose cells are separated so.
    #[must_use]
    pub fn new(survey: &Survey, separators: &[u8], every_finding: bool) -> Coder {
        let calendar = survey
            .submitted
            .as_ref()
            .map(|submitted| Calendar::new(submitted.format.as_deref(), submitted.timezone.as_deref()));
        Coder {
            weighted: survey.weight.is_some(),
            scale: Scale::USUAL,
            dated: calendar,
            date_missing: survey.submitted.iter().flat_map(|at| &at.missing).map(|token| fold(token)).collect(),
            questions: survey.questions.iter().map(QuestionCoder::new).collect(),
            segments: survey.segments.iter().map(SegmentCoder::new).collect(),
            decimals: Decimals::new(survey, separators),
            complete: survey.complete.as_ref().map(|complete| complete.is.iter().map(|word| fold(word)).collect()),
            every_finding,
        }
    }

    /// Decodes a piece and those that have been waiting for it, or none if an earlier one has not been here yet;
    /// and says what could not be understood in the rows that are analysed. `ids` are those of the pieces
    /// before; `places` takes note of the pieces decoded.
    ///
    /// # Errors
    ///
    /// When it is unclear where its records end, or a segment turns out to have too many different values.
    pub fn code(&self, piece: Piece, ids: &Ids, places: &mut Places) -> Result<Vec<(Batch, Findings)>, Stopped> {
        let mut raw = piece.rows().ok_or(Stopped::Unclear)?;
        raw.set_apart(self.complete.as_ref());
        let code = |raw: RawBatch| {
            places.add(&raw);
            let coded = self.code_rows(&raw).map_err(Stopped::Faults);
            raw.recycle();
            coded
        };
        ids.in_turn(raw).into_iter().map(code).collect()
    }

    fn code_rows(&self, raw: &RawBatch) -> Result<(Batch, Findings), Faults> {
        let mut notes = Notes { raw, findings: self.no_findings() };
        let mut fates = raw.fates.clone();
        let (weights, weighing) = self.weights(raw, &mut fates);
        notes.rejected(&fates);
        let days = self.days(&fates, &mut notes);
        let segments = (0..self.segments.len())
            .map(|segment| self.segment(segment, &fates, &mut notes))
            .collect::<Result<Vec<_>, _>>()?;
        let mut columns: Vec<Column> = Vec::with_capacity(self.questions.len());
        for at in 0..self.questions.len() {
            columns.push(self.question(at, &columns, &fates, &mut notes));
        }
        Ok((Batch { fates, weights, weighing, days, segments, columns }, notes.findings))
    }

    /// The scale that weights are put on.
    #[must_use]
    pub fn scale(&self) -> Scale {
        self.scale
    }

    /// Puts weights on another scale from the next reading on.
    pub fn weigh_on(&mut self, scale: Scale) {
        self.scale = scale;
    }

    /// The weights of a batch, and their extent; rows without a usable one are set apart.
    fn weights(&self, raw: &RawBatch, fates: &mut [Fate]) -> (Option<Vec<(Fixed, Fixed)>>, Weighing) {
        if !self.weighted {
            let units = fates.iter().filter(|fate| **fate == Fate::Analysed).count() as u64;
            return (None, Weighing::unweighted(units));
        }
        let Some(column) = raw.layout.weight else { return (Some(Vec::new()), Weighing::default()) };
        let (scale, mut weighing) = (self.scale(), Weighing::default());
        let mut marks = self.decimals.marks_of_weight(raw.extent.input);
        let weight = |(row, fate): (usize, &mut Fate)| {
            if *fate != Fate::Analysed {
                return (Fixed::ZERO, Fixed::ZERO);
            }
            let weight = marks.value(number(trim(raw.cell(row, column)), &Unit::default()), row);
            let usable = weight.ok().filter(|weight| is_weight(*weight));
            if usable.is_none() {
                *fate = Fate::BadWeight;
            }
            weighing.add(usable.unwrap_or_default());
            scale.weigh(usable.unwrap_or_default())
        };
        let weights = fates.iter_mut().enumerate().map(weight).collect();
        marks.finish(raw);
        (Some(weights), weighing)
    }

    /// Decides how every column of numbers is read, now that all of it has been seen.
    pub(super) fn settle(&mut self) -> Settled {
        self.decimals.settle()
    }

    /// Forgets what was seen of the files, which are read once more.
    pub(super) fn begin_again(&mut self) {
        self.decimals.begin_again();
    }

    /// Findings to add to.
    #[must_use]
    pub fn no_findings(&self) -> Findings {
        Findings::new(self.every_finding)
    }

    /// The labels of a segment's codes: label `i` has code `i + 1`.
    #[must_use]
    pub fn segment_labels(&self, segment: usize) -> Vec<String> {
        self.segments[segment].labels()
    }

    /// The code of a segment's value as people name it; `None` when the segment declares its values and this
    /// is none of them.
    #[must_use]
    pub fn segment_code(&self, segment: usize, label: &str) -> Option<u32> {
        self.segments[segment].code_of_label(label)
    }

    fn days(&self, fates: &[Fate], notes: &mut Notes) -> Vec<i32> {
        let raw = notes.raw;
        let mut days = vec![UNDATED; raw.rows()];
        let (Some(calendar), Some(column)) = (&self.dated, raw.layout.submitted) else { return days };
        let mut known = Lookup::default();
        let cells = raw.column(column);
        for (row, day) in days.iter_mut().enumerate().filter(|(row, _)| is_read(fates[*row])) {
            let cell = trim(cells.cell(row));
            let part = calendar.dated_part(cell);
            if let Some(known) = known.get(part, &(0..part.len())) {
                *day = known;
                continue;
            }
            let text = tidy_cell(cell);
            match calendar.day(&text) {
                Some(date) => {
                    *day = to_days(date);
                    known.insert(part, *day);
                }
                None if text.is_empty() || self.date_missing.contains(&fold(&text)) => {}
                None => notes.add(fates, row, About::Submitted, Reason::BadDate, column),
            }
        }
        days
    }

    fn segment(&self, segment: usize, fates: &[Fate], notes: &mut Notes) -> Result<Vec<u32>, Faults> {
        let raw = notes.raw;
        let column = raw.layout.segments[segment];
        let mut codes = vec![NOT_STATED; raw.rows()];
        let cells = raw.column(column);
        let mut remembered = self.segments[segment].remembered();
        let mut marks = self.decimals.marks(raw.extent.input, self.questions.len() + segment);
        for (row, code) in codes.iter_mut().enumerate().filter(|(row, _)| is_read(fates[*row])) {
            let (text, place) = cells.place(row);
            let (found, trouble) = remembered.code(text, &place, |numeral| marks.value(numeral, row))?;
            *code = found;
            if let Some(reason) = trouble {
                notes.add(fates, row, About::Segment(segment), reason, column);
            }
        }
        remembered.keep();
        marks.finish(raw);
        Ok(codes)
    }

    fn question(&self, at: usize, earlier: &[Column], fates: &[Fate], notes: &mut Notes) -> Column {
        let raw = notes.raw;
        let question = &self.questions[at];
        let positions = &raw.layout.questions[at];
        if let (Cells::Label, [position], []) = (&question.cells, positions.as_slice(), &*question.asked_if) {
            return self.labels(at, *position, fates, notes);
        }
        let mut column = Builder::new(question.shape, raw.rows());
        let mut marks = self.decimals.marks(raw.extent.input, at);
        for row in 0..raw.rows() {
            if !is_read(fates[row]) {
                column.push(Answer::Missing(Missing::NoAnswer));
                continue;
            }
            let (answer, trouble) = question.read(raw, row, positions, &mut marks);
            if question.is_asked(earlier, row) {
                if let Some((reason, which)) = trouble {
                    notes.add(fates, row, About::Question(at), reason, positions[which]);
                }
                column.push(answer);
            } else {
                if !matches!(answer, Answer::Missing(_)) {
                    notes.add(fates, row, About::Question(at), Reason::AnsweredOffRoute, positions[0]);
                }
                column.push(Answer::Missing(Missing::NotAsked));
            }
        }
        marks.finish(raw);
        column.finish()
    }

    /// A question whose one cell is a word of its own, asked of everybody: by far the most common.
    fn labels(&self, at: usize, position: usize, fates: &[Fate], notes: &mut Notes) -> Column {
        let raw = notes.raw;
        let cells = raw.column(position);
        let QuestionCoder { words, other, .. } = &self.questions[at];
        let reason = self.questions[at].reason(Reason::Unrecognised);
        let mut codes = Vec::with_capacity(raw.rows());
        for (row, fate) in fates.iter().enumerate() {
            codes.push(if is_read(*fate) {
                let (text, place) = cells.place(row);
                // Hardly any cell has spaces around its word.
                let exact = words.exact.get(text, &place);
                exact.or_else(|| words.code(trim(&text[place]))).or(*other).unwrap_or_else(|| {
                    notes.add(fates, row, About::Question(at), reason, position);
                    missing_code(Missing::Unrecognised)
                })
            } else {
                missing_code(Missing::NoAnswer)
            });
        }
        Column::Coded(codes)
    }
}

/// The cell of an answer that stands in one of these columns; `None` when several are filled.
fn only_cell<'a>(raw: &'a RawBatch, row: usize, positions: &[usize]) -> Option<&'a [u8]> {
    let mut filled = positions.iter().map(|column| trim(raw.cell(row, *column))).filter(|cell| !cell.is_empty());
    let cell = filled.next().unwrap_or_default();
    filled.next().is_none().then_some(cell)
}

/// Rows whose cells matter: analysed ones, and incomplete ones for the ledger of their group.
fn is_read(fate: Fate) -> bool {
    matches!(fate, Fate::Analysed | Fate::Incomplete)
}

/// The number in a trimmed cell, with or without its unit.
fn number(cell: &[u8], unit: &Unit) -> Option<Numeral> {
    decode::plain(cell).or_else(|| unit.number(&tidy_cell(cell)))
}

/// Collects findings, with where they stand.
struct Notes<'a> {
    raw: &'a RawBatch,
    findings: Findings,
}

impl Notes<'_> {
    /// Notes trouble with a cell, if its row is analysed.
    fn add(&mut self, fates: &[Fate], row: usize, about: About, reason: Reason, column: usize) {
        if fates[row] == Fate::Analysed {
            let raw = self.raw;
            self.findings.add(about, reason, || raw.place(row, Some(column)));
        }
    }

    /// Notes the rows that had to be left out.
    fn rejected(&mut self, fates: &[Fate]) {
        let raw = self.raw;
        let repeat = |row: usize| {
            let at = raw.repeats.binary_search_by_key(&row, |(row, _)| *row).ok()?;
            Some(raw.repeats[at].1)
        };
        for (row, fate) in fates.iter().enumerate() {
            let (reason, column) = match fate {
                Fate::Ragged => (Reason::Ragged, None),
                Fate::NoResponse => (Reason::NoResponse, None),
                Fate::BadWeight => (Reason::BadWeight, raw.layout.weight),
                Fate::Duplicate => match repeat(row) {
                    Some(Repeat::Expected) => continue,
                    Some(_) => (Reason::DuplicateDiffers, raw.layout.response_id),
                    None => (Reason::Duplicate, raw.layout.response_id),
                },
                Fate::Analysed
                | Fate::Blank
                | Fate::Preview
                | Fate::Incomplete
                | Fate::Filtered
                | Fate::OtherAnswer => continue,
            };
            self.findings.add(About::Rows, reason, || raw.place(row, column));
        }
        for (row, _) in raw.repeats.iter().filter(|(row, _)| fates[*row] == Fate::Analysed) {
            self.findings.add(About::Rows, Reason::IdReused, || raw.place(*row, raw.layout.response_id));
        }
        for (row, column) in &raw.strays {
            self.findings.add(About::Rows, Reason::StrayQuotes, || raw.place(*row, Some(*column)));
        }
    }
}

impl RawBatch {
    /// Where a cell (or a whole row) stands.
    fn place(&self, row: usize, column: Option<usize>) -> Place {
        Place {
            piece: self.piece,
            row: row as u64,
            line: self.lines[row],
            column: column.map(|column| self.layout.header(column)).unwrap_or_default(),
            value: column
                .filter(|column| !self.layout.is_personal(*column) && self.layout.is_needed(*column))
                .map(|column| String::from_utf8_lossy(self.cell(row, column)).into_owned()),
        }
    }
}

impl Words {
    fn new(question: &Question) -> Words {
        let mut words =
            Words { exact: Lookup::default(), folded: HashMap::new(), longest: 0, most_letters: 0, has_digits: false };
        let missing = [
            (&question.missing, Missing::NoAnswer),
            (&question.dont_know, Missing::DontKnow),
            (&question.refused, Missing::Refused),
        ];
        for (tokens, kind) in missing {
            for token in tokens {
                words.add(token, missing_code(kind));
            }
        }
        words.add("", missing_code(Missing::NoAnswer));
        // After the empty cell, which may be one of these.
        question.never.iter().for_each(|token| words.add(token, missing_code(Missing::Never)));
        // Options last: a word that the definition lists as an option is an answer.
        if matches!(question.shape, Shape::Coded { .. }) {
            for (code, option) in (FIRST_OPTION..).zip(&question.options) {
                std::iter::once(&option.label).chain(&option.codes).for_each(|name| words.add(name, code));
            }
        }
        words
    }

    fn add(&mut self, word: &str, code: Code) {
        // Odd spaces may make a cell longer than the word, but not by much.
        const SPACES: usize = 64;
        let folded = fold(word);
        self.longest = self.longest.max(folded.len() * 4 + SPACES);
        self.most_letters = self.most_letters.max(folded.chars().filter(|letter| !letter.is_whitespace()).count());
        self.has_digits |= folded.starts_with(|first: char| first.is_ascii_digit());
        self.exact.insert(word.trim().as_bytes(), code);
        self.folded.insert(folded, code);
    }

    /// What a trimmed cell stands for.
    fn code(&self, cell: &[u8]) -> Option<Code> {
        if let Some(code) = self.exact.get(cell, &(0..cell.len())) {
            return Some(code);
        }
        let is_number = cell.first().is_some_and(u8::is_ascii_digit);
        if cell.len() > self.longest || is_number && !self.has_digits || self.is_too_long(cell) {
            return None;
        }
        self.folded_code(cell)
    }

    /// Whether a cell has more letters than any of the words. Only of ASCII it can be told without folding, and
    /// not of what may be a number written as `5.0`.
    fn is_too_long(&self, cell: &[u8]) -> bool {
        let letters = || cell.iter().filter(|byte| byte.is_ascii_graphic());
        !cell.ends_with(b"0") && cell.is_ascii() && letters().nth(self.most_letters).is_some()
    }

    /// The slow way, for cells in another case, with odd spaces, or with a number written as `5.0`.
    fn folded_code(&self, cell: &[u8]) -> Option<Code> {
        let folded = fold(&String::from_utf8_lossy(cell));
        let whole = || folded.split_once('.').filter(|(_, zeros)| zeros.bytes().all(|digit| digit == b'0'));
        self.folded.get(&folded).or_else(|| self.folded.get(whole()?.0)).copied()
    }

    /// The kind of missing answer that a trimmed cell stands for.
    fn missing(&self, cell: &[u8]) -> Option<Missing> {
        self.code(cell).and_then(|code| Missing::ALL.get(usize::from(code)).copied())
    }
}

impl QuestionCoder {
    fn new(question: &Question) -> QuestionCoder {
        let cells = match &question.reading {
            Reading::Label => Cells::Label,
            Reading::Delimited { separator } => Cells::Delimited(Selection::new(&question.options, separator)),
            Reading::PerOption { selected, unselected } => {
                Cells::PerOption(Ticks::new(selected, unselected, &question.options))
            }
            Reading::Ticked { ticks, unselected } => Cells::Ticked {
                ticks: ticks.iter().map(|tick| code_of(*tick)).collect(),
                unselected: unselected.iter().map(|word| fold(word)).collect(),
            },
            Reading::RankPerItem => Cells::RankPerItem,
            Reading::ItemPerPlace => Cells::ItemPerPlace { items: by_name(&question.options) },
            Reading::RankedList { separator } => Cells::RankedList(Selection::new(&question.options, separator)),
            Reading::Number => Cells::Number { unit: Unit::new(&question.unit), range: question.range },
            Reading::Duration { seconds_per_unit } => {
                Cells::Duration { unit: *seconds_per_unit, range: question.range }
            }
            Reading::Elapsed { format, seconds_per_unit } => Cells::Elapsed {
                calendar: Calendar::new(format.as_deref(), None),
                unit: *seconds_per_unit,
                range: question.range,
            },
            Reading::Date { format } => Cells::Date(Calendar::new(format.as_deref(), None)),
            Reading::Text => Cells::Text,
        };
        let asked_if = question.asked_if.clone();
        let other = question.other.and_then(|at| Code::try_from(at).ok()).map(|at| FIRST_OPTION + at);
        let (words, shape) = (Words::new(question), question.shape);
        QuestionCoder { words, shape, cells, asked_if, other, takes_rest_for_missing: question.takes_rest_for_missing }
    }

    /// Why a cell is none of the answers: no trouble where the definition takes whatever is none for no answer.
    fn reason(&self, reason: Reason) -> Reason {
        if self.takes_rest_for_missing { reason.of_no_answer() } else { reason }
    }

    /// Whether routing leads this respondent to the question; conditions look at earlier questions only.
    fn is_asked(&self, earlier: &[Column], row: usize) -> bool {
        self.asked_if.iter().all(|condition| {
            let chosen = |option: &Code| condition.options.contains(&usize::from(*option));
            match &earlier[condition.question] {
                Column::Coded(codes) => codes[row].checked_sub(FIRST_OPTION).is_some_and(|option| chosen(&option)),
                Column::Multiple { ends, picks, .. } => {
                    let start = if row == 0 { 0 } else { ends[row - 1] as usize };
                    picks[start..ends[row] as usize].iter().any(chosen)
                }
                Column::Ranked { .. } | Column::Values { .. } => false,
            }
        })
    }

    /// The answer in a row, and what is wrong with it if something is.
    fn read(&self, raw: &RawBatch, row: usize, positions: &[usize], marks: &mut Marks) -> (Answer, Option<Trouble>) {
        let unrecognised = (Answer::Missing(Missing::Unrecognised), Some((Reason::Unrecognised, 0)));
        match &self.cells {
            Cells::PerOption(ticks) => self.ticked(raw, row, positions, ticks),
            Cells::Ticked { ticks, unselected } => self.one_tick(raw, row, positions, ticks, unselected),
            Cells::RankPerItem => self.ranked(raw, row, positions, marks),
            Cells::ItemPerPlace { items } => self.placed(raw, row, positions, items),
            Cells::Elapsed { calendar, unit, range } => {
                let (answer, trouble) = self.elapsed(raw, row, positions, calendar, *unit, *range);
                // What ends before it begins has two times in it, and is trouble whatever the definition says.
                let because = |reason| if reason == Reason::BadDate { self.reason(reason) } else { reason };
                (answer, trouble.map(|(reason, at)| (because(reason), at)))
            }
            single => {
                let Some(cell) = only_cell(raw, row, positions) else { return unrecognised };
                match self.words.code(cell) {
                    Some(code) if code >= FIRST_OPTION => (Answer::Option(code), None),
                    Some(code) => (Answer::Missing(Missing::ALL[usize::from(code)]), None),
                    None => {
                        let read = self.read_single(single, cell, |numeral| marks.value(numeral, row));
                        let (answer, trouble) = read.unwrap_or(unrecognised);
                        (answer, trouble.map(|(reason, at)| (self.reason(reason), at)))
                    }
                }
            }
        }
    }

    /// A cell that is no word of the question's own; `None` when nothing can be made of it.
    fn read_single(
        &self,
        how: &Cells,
        cell: &[u8],
        value_of: impl FnOnce(Option<Numeral>) -> Result<f64, Reason>,
    ) -> Option<(Answer, Option<Trouble>)> {
        let value = |value: f64| Some((Answer::Value(value), None));
        if matches!(how, Cells::Text) {
            #[expect(clippy::cast_precision_loss, reason = "lengths of comments")]
            return value(tidy_length(cell) as f64);
        }
        match how {
            Cells::Number { unit, range } => return Some(within(value_of(number(cell, unit)), *range)),
            Cells::Duration { unit, range } => return Some(within(value_of(length(cell, *unit)), *range)),
            _ => {}
        }
        let text = tidy_cell(cell);
        match how {
            // Numbers and texts have been read; the others do not stand in one cell.
            Cells::Number { .. }
            | Cells::Duration { .. }
            | Cells::PerOption(_)
            | Cells::Ticked { .. }
            | Cells::RankPerItem
            | Cells::ItemPerPlace { .. }
            | Cells::Elapsed { .. }
            | Cells::Text => None,
            Cells::Label => self.other.map(|other| (Answer::Option(other), None)),
            Cells::Delimited(selection) => {
                // Not tidied: the separator may be a line break.
                let (mut found, mut unknown) = selection.read(&String::from_utf8_lossy(cell));
                if let Some(other) = self.other.filter(|_| unknown > 0) {
                    found.push(usize::from(other - FIRST_OPTION));
                    unknown = 0;
                }
                found.sort_unstable();
                found.dedup();
                let trouble = (unknown > 0).then_some((Reason::Unrecognised, 0));
                (!found.is_empty()).then(|| (Answer::Options(codes(&found)), trouble))
            }
            Cells::RankedList(selection) => {
                let (found, unknown) = selection.read(&String::from_utf8_lossy(cell));
                let ranks = self.ranks_of_list(&found);
                ranks.filter(|_| unknown == 0).map(|ranks| (Answer::Ranks(ranks), None))
            }
            Cells::Date(calendar) => match calendar.day(&text) {
                Some(day) => value(f64::from(to_days(day))),
                None => Some((Answer::Missing(Missing::Unrecognised), Some((Reason::BadDate, 0)))),
            },
        }
    }

    /// The time from the first column to the second. Where the first is missing nothing began; where only the second
    /// is, it may not have ended yet.
    fn elapsed(
        &self,
        raw: &RawBatch,
        row: usize,
        positions: &[usize],
        calendar: &Calendar,
        unit: u32,
        range: (Option<f64>, Option<f64>),
    ) -> (Answer, Option<Trouble>) {
        let mut seconds = [0.0; 2];
        for (at, second) in seconds.iter_mut().enumerate() {
            let cell = trim(raw.cell(row, positions[at]));
            match (self.words.missing(cell), calendar.second(&tidy_cell(cell))) {
                (Some(Missing::Never), _) if at == 0 => return (Answer::Missing(Missing::NoAnswer), None),
                (Some(kind), _) => return (Answer::Missing(kind), None),
                (None, Some(found)) => *second = found,
                (None, None) => return (Answer::Missing(Missing::Unrecognised), Some((Reason::BadDate, at))),
            }
        }
        let elapsed = (seconds[1] - seconds[0]) / f64::from(unit);
        // Nothing ends before it begins.
        within(Ok(elapsed), (range.0.or(Some(0.0)), range.1))
    }

    /// One column per option: what is ticked. A cell that says neither yes nor no is as good as empty.
    fn ticked(&self, raw: &RawBatch, row: usize, positions: &[usize], ticks: &Ticks) -> (Answer, Option<Trouble>) {
        let (mut picks, mut is_answered, mut trouble) = (Vec::new(), false, None);
        let other = self.other.map(|code| usize::from(code - FIRST_OPTION));
        let written = |option: usize| (other == Some(option)).then_some(true);
        for (option, position) in positions.iter().enumerate() {
            let cell = trim(raw.cell(row, *position));
            match self.words.missing(cell) {
                Some(Missing::NoAnswer) => {}
                Some(kind) => return (Answer::Missing(kind), None),
                None => match ticks.is_chosen(option, &fold(&String::from_utf8_lossy(cell))).or(written(option)) {
                    Some(is_chosen) => {
                        is_answered = true;
                        picks.extend(is_chosen.then_some(option));
                    }
                    None => trouble = trouble.or(Some((self.reason(Reason::Unrecognised), option))),
                },
            }
        }
        let answer = match (is_answered, trouble) {
            (true, _) => Answer::Options(codes(&picks)),
            (false, Some(_)) => Answer::Missing(Missing::Unrecognised),
            (false, None) => Answer::Missing(Missing::NoAnswer),
        };
        (answer, trouble)
    }

    /// One column per answer: the only one that is ticked. Two are none that could be understood.
    fn one_tick(
        &self,
        raw: &RawBatch,
        row: usize,
        positions: &[usize],
        ticks: &[Code],
        unselected: &HashSet<String>,
    ) -> (Answer, Option<Trouble>) {
        let mut found = None;
        for (at, position) in positions.iter().enumerate() {
            let cell = trim(raw.cell(row, *position));
            let missing = self.words.missing(cell);
            let is_none =
                missing == Some(Missing::NoAnswer) || unselected.contains(&fold(&String::from_utf8_lossy(cell)));
            if let Some(kind) = missing.filter(|_| !is_none && ticks[at] >= FIRST_OPTION) {
                return (Answer::Missing(kind), None);
            }
            if !is_none && found.replace(ticks[at]).is_some() {
                return (Answer::Missing(Missing::Unrecognised), Some((Reason::Unrecognised, at)));
            }
        }
        let answer = match found {
            Some(code) if code >= FIRST_OPTION => Answer::Option(code),
            Some(code) => Answer::Missing(Missing::ALL[usize::from(code)]),
            None => Answer::Missing(Missing::NoAnswer),
        };
        (answer, None)
    }

    /// One column per item: its rank.
    fn ranked(&self, raw: &RawBatch, row: usize, positions: &[usize], marks: &mut Marks) -> (Answer, Option<Trouble>) {
        let mut ranks: Vec<Code> = vec![0; positions.len()];
        for (item, position) in positions.iter().enumerate() {
            let cell = trim(raw.cell(row, *position));
            match self.words.missing(cell) {
                Some(Missing::NoAnswer) => continue,
                Some(kind) => return (Answer::Missing(kind), None),
                None => {}
            }
            let found = marks.value(number(cell, &Unit::default()), row);
            let is_new = |rank: &Code| !ranks.contains(rank);
            match found.and_then(|value| rank(value, positions.len()).filter(is_new).ok_or(Reason::Unrecognised)) {
                Ok(rank) => ranks[item] = rank,
                Err(reason) => return (Answer::Missing(Missing::Unrecognised), Some((reason, item))),
            }
        }
        let is_answered = ranks.iter().any(|rank| *rank > 0);
        (if is_answered { Answer::Ranks(ranks) } else { Answer::Missing(Missing::NoAnswer) }, None)
    }

    /// One column per place: the item put there, each once.
    fn placed(
        &self,
        raw: &RawBatch,
        row: usize,
        positions: &[usize],
        items: &HashMap<String, usize>,
    ) -> (Answer, Option<Trouble>) {
        let Shape::Ranked { items: number } = self.shape else { return (Answer::Missing(Missing::NoAnswer), None) };
        let mut ranks: Vec<Code> = vec![0; number];
        for ((place, position), rank) in positions.iter().enumerate().zip(1..) {
            let cell = trim(raw.cell(row, *position));
            match self.words.missing(cell) {
                Some(Missing::NoAnswer) => continue,
                Some(kind) => return (Answer::Missing(kind), None),
                None => {}
            }
            match items.get(&fold(&String::from_utf8_lossy(cell))).filter(|item| ranks[**item] == 0) {
                Some(item) => ranks[*item] = rank,
                None => return (Answer::Missing(Missing::Unrecognised), Some((Reason::Unrecognised, place))),
            }
        }
        let is_answered = ranks.iter().any(|rank| *rank > 0);
        (if is_answered { Answer::Ranks(ranks) } else { Answer::Missing(Missing::NoAnswer) }, None)
    }

    /// The rank of every item in a list that names them best first; `None` when one comes twice.
    fn ranks_of_list(&self, found: &[usize]) -> Option<Vec<Code>> {
        let Shape::Ranked { items } = self.shape else { return None };
        let mut ranks: Vec<Code> = vec![0; items];
        for (rank, item) in (1..).zip(found) {
            if ranks[*item] > 0 {
                return None;
            }
            ranks[*item] = rank;
        }
        (!found.is_empty()).then_some(ranks)
    }
}

impl Ticks {
    fn new(selected: &[String], unselected: &[String], options: &[AnswerOption]) -> Ticks {
        let folded = |words: &[String]| words.iter().map(|word| fold(word)).collect();
        Ticks {
            selected: folded(selected),
            unselected: folded(unselected),
            names: options.iter().map(|option| fold(&option.label)).collect(),
        }
    }

    /// Whether a folded cell in the column of an option says that it was chosen; `None` when it says neither.
    fn is_chosen(&self, option: usize, cell: &str) -> Option<bool> {
        if self.unselected.contains(cell) {
            return Some(false);
        }
        let is_word = self.selected.is_empty() || self.selected.contains(cell);
        (is_word || self.names.get(option).is_some_and(|name| name == cell)).then_some(true)
    }
}

/// Where the option with each label or code stands, folded.
fn by_name(options: &[AnswerOption]) -> HashMap<String, usize> {
    let names = |(at, option): (usize, &AnswerOption)| -> Vec<(String, usize)> {
        std::iter::once(&option.label).chain(&option.codes).map(|name| (fold(name), at)).collect()
    };
    options.iter().enumerate().flat_map(names).collect()
}

/// A number as a value, if it lies in the declared range.
fn within(value: Result<f64, Reason>, range: (Option<f64>, Option<f64>)) -> (Answer, Option<Trouble>) {
    let value = match value {
        Ok(value) => value,
        Err(reason) => return (Answer::Missing(Missing::Unrecognised), Some((reason, 0))),
    };
    let inside = range.0.is_none_or(|low| value >= low) && range.1.is_none_or(|high| value <= high);
    if inside {
        (Answer::Value(value), None)
    } else {
        (Answer::Missing(Missing::Unrecognised), Some((Reason::OutOfRange, 0)))
    }
}

/// The length of time in a trimmed cell, in units of so many seconds.
fn length(cell: &[u8], unit: u32) -> Option<Numeral> {
    // What is in the unit already is not taken to seconds and back.
    decode::plain(cell).or_else(|| Some(decode::length(&tidy_cell(cell), unit)?.map(|value| value / f64::from(unit))))
}

/// A whole number from 1 to the number of items.
fn rank(value: f64, items: usize) -> Option<Code> {
    (1..=items).zip(1..).find(|(_, rank)| f64::from(*rank).total_cmp(&value).is_eq()).map(|(_, rank)| rank)
}

#[expect(clippy::cast_possible_truncation, reason = "a definition cannot have 65,000 options")]
fn codes(options: &[usize]) -> Vec<Code> {
    options.iter().map(|option| *option as Code).collect()
}

/// The code of what a tick stands for.
fn code_of(tick: Tick) -> Code {
    match tick {
        Tick::Option(position) => codes(&[position])[0] + FIRST_OPTION,
        Tick::Missing(kind) => missing_code(kind),
    }
}

/// Builds the column of one question row by row.
struct Builder {
    column: Column,
}

impl Builder {
    fn new(shape: Shape, rows: usize) -> Builder {
        let status = Vec::with_capacity(rows);
        let column = match shape {
            Shape::Coded { .. } => Column::Coded(status),
            Shape::Multiple { .. } => Column::Multiple { status, ends: Vec::with_capacity(rows), picks: Vec::new() },
            Shape::Ranked { items } => Column::Ranked { status, items, ranks: Vec::with_capacity(rows * items) },
            Shape::Values => Column::Values { status, values: Vec::with_capacity(rows) },
        };
        Builder { column }
    }

    fn push(&mut self, answer: Answer) {
        let code = match &answer {
            Answer::Missing(kind) => missing_code(*kind),
            Answer::Option(code) => *code,
            Answer::Options(_) | Answer::Ranks(_) | Answer::Value(_) => FIRST_OPTION,
        };
        match &mut self.column {
            Column::Coded(codes) => codes.push(code),
            Column::Multiple { status, ends, picks } => {
                status.push(code);
                if let Answer::Options(chosen) = answer {
                    picks.extend(chosen);
                }
                ends.push(u32::try_from(picks.len()).unwrap_or(u32::MAX));
            }
            Column::Ranked { status, items, ranks } => {
                status.push(code);
                match answer {
                    Answer::Ranks(given) => ranks.extend(given),
                    _ => ranks.resize(ranks.len() + *items, 0),
                }
            }
            Column::Values { status, values } => {
                status.push(code);
                values.push(if let Answer::Value(value) = answer { value } else { 0.0 });
            }
        }
    }

    fn finish(self) -> Column {
        self.column
    }
}
