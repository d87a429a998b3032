//! The first definition of a survey, inferred from what the columns of an export hold.
//!
//! Knows what the keys of a definition mean and what surveys usually ask. Knows nothing of CSV files: what
//! reads them describes each column as a [`ColumnProfile`].

mod about;
mod blocks;
mod cells;
mod choice;
mod codes;
mod dates;
mod draft;
mod fit;
mod ids;
pub mod markup;
mod matrix;
mod numbers;
mod out_of;
mod page;
pub mod personal;
mod rankings;
mod rare;
mod routing;
mod scales;
mod second_look;
mod segments;
mod several;
mod sharing;
mod spoken;
mod stems;
mod strays;
mod strength;
mod symbols;
mod ticks;
mod times;
mod tokens;
mod words;
mod yaml;

use crate::decode::Evidence;
use crate::definition::{self, Dialect, Survey};
use crate::diagnostic::Faults;
use crate::label::{fold, tidy};
use about::shown;
use blocks::Block;
use cells::Cells;
use codes::Sense;
use dates::DayOrder;
pub use dates::in_english;
use draft::{Column, Draft};
use ids::Names;
use page::{Asked, Page};
use rayon::prelude::*;
pub use second_look::{Misfit, second_look};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use stems::Place;
use ticks::Ticked;
use words::cut;
use yaml::Yaml;

/// Longest wording written, in characters.
const LONGEST_TEXT: usize = 400;

/// Longest header by which a column is named, in characters; longer ones are named by their position.
const LONGEST_HEADER: usize = 2000;

/// What is known of one column of an export.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnProfile {
    /// Position in the export, from 1.
    pub position: usize,
    /// The header or export id by which a definition names it; may be empty, or the same as another's.
    pub name: String,
    /// The full question text if the platform gives one, else the header.
    pub text: String,
    /// The question text that a block of columns has in common, if the platform gives it.
    pub stem: Option<String>,
    /// The row or option that the column stands for within its block.
    pub item: Option<String>,
    /// What the column is for.
    pub role: Role,
    /// Cells that are not blank.
    pub filled: u64,
    /// Rows looked at.
    pub rows: u64,
    /// Distinct tidy cells and how often each occurs, most frequent first; at most a thousand.
    pub values: Vec<(String, u64)>,
    /// Whether there were more distinct cells than are kept.
    pub more_values: bool,
    /// Characters of the longest cell.
    pub longest: usize,
    /// Rows in which another column with the same stem is filled, too.
    pub together: u64,
    /// The answers to choose from, by code, where a codebook says so.
    pub choices: Vec<(String, String)>,
    /// Rows in which another answer to the same row of a matrix is ticked, too.
    pub in_row: u64,
    /// For the column of the response id of several exports: which ids come again.
    pub repeats: Option<Repeats>,
    /// Whether the platform tells by it which responses were broken off. Those do not count: what was seen in it is
    /// what stands there in complete responses.
    pub tells_complete: bool,
    /// Cells that turned out to be no answers, although no usual word says so; and how many hold each.
    pub no_answers: Vec<(String, u64)>,
    /// Whether the day comes before the month in its dates, where that is known from elsewhere.
    pub day_first: Option<bool>,
    /// Earlier columns after certain answers of which alone this one was filled, the nearest first.
    pub after: Vec<Earlier>,
}

/// An earlier column after certain answers of which alone another was filled, and never where it was empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Its position in the export, from 1.
    pub position: usize,
    /// Each of its answers.
    pub led: Vec<Led>,
}

/// An answer, and how often another column was filled in the rows with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Led {
    /// The answer, as its cells have it.
    pub answer: String,
    /// Rows with this answer.
    pub rows: u64,
    /// Those in which the other column is filled.
    pub filled: u64,
}

/// Response ids that come again in the exports of one survey.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Repeats {
    /// In the same file.
    pub within: u64,
    /// In another file with the same answers.
    pub same: u64,
    /// In another file with other answers.
    pub other: u64,
}

/// What a column is for, as far as the platform tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Answers to a question.
    Answer,
    /// The id of the response.
    ResponseId,
    /// When the response was submitted.
    Submitted,
    /// Whether the response is complete.
    Complete,
    /// The weight of the response.
    Weight,
    /// Metadata that may group responses, such as a channel or language.
    Segment,
    /// Which visit of a person, or which of their forms, a row is of. It groups responses.
    Visit,
    /// Personal data, which no definition names.
    Personal,
    /// Of no use in a report.
    Ignored,
    /// Text that belongs to the option *Other* of a question.
    OtherText,
}

/// What stands at the head of a definition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heading {
    /// Where its id comes from, for example the name of the export.
    pub survey: String,
    /// What the survey is called.
    pub title: String,
    /// The platform, where it must be named because it is not recognised.
    pub platform: Option<String>,
    /// Lines before the table, where that has to be said.
    pub skip_rows: Option<usize>,
    /// Rows of its header, where that has to be said.
    pub header_rows: Option<usize>,
    /// The sheet, where it must be named because it is not the first.
    pub sheet: Option<String>,
    /// How the export is written, where that must be said.
    pub dialect: Dialect,
}

/// A definition that was inferred.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inferred {
    /// Its text, with comments. [`definition::parse`] accepts it.
    pub yaml: String,
    /// Questions in it; a grid is one.
    pub questions: usize,
    /// What to tell whoever asked for it, one sentence each.
    pub notes: Vec<String>,
    /// What to tell with the figures of a question: its id (a grid's is that of all its items), and a caution.
    pub cautions: Vec<(String, String)>,
    /// What to tell with every figure that depends on when responses were submitted.
    pub doubtful_dates: Option<String>,
    /// What to tell with every figure where a row is no person.
    pub visits: Option<String>,
}

impl Inferred {
    /// The survey that it defines. Its questions carry the cautions of what was guessed.
    ///
    /// # Errors
    /// Everything that is wrong with the definition: a fault of this program's.
    pub fn survey(&self) -> Result<Survey, Faults> {
        let mut survey = definition::parse(self.yaml.as_bytes(), "the inferred definition")?;
        survey.cautions.extend(self.visits.iter().chain(&self.doubtful_dates).cloned());
        for question in &mut survey.questions {
            let is_of = |id: &str| question.id == id || question.grid.as_deref() == Some(id);
            let cautions = self.cautions.iter().filter(|(id, _)| is_of(id)).map(|(_, caution)| caution.clone());
            question.cautions = cautions.collect();
        }
        Ok(survey)
    }
}

impl ColumnProfile {
    /// A column of which nothing but place, header and purpose is known yet.
    #[must_use]
    pub fn new(position: usize, header: &str, role: Role) -> ColumnProfile {
        ColumnProfile {
            position,
            name: header.to_owned(),
            text: header.to_owned(),
            stem: None,
            item: None,
            role,
            filled: 0,
            rows: 0,
            values: Vec::new(),
            more_values: false,
            longest: 0,
            together: 0,
            choices: Vec::new(),
            in_row: 0,
            repeats: None,
            tells_complete: false,
            no_answers: Vec::new(),
            day_first: None,
            after: Vec::new(),
        }
    }
}

/// The definition that the columns of an export suggest.
///
/// Every cell among the profiled values is understood by the question its column goes to. Personal columns
/// are never named. When no column can be asked about, one question stands for the first column so that the
/// result is a definition, and a note says so.
#[must_use]
pub fn infer(heading: &Heading, columns: &[ColumnProfile]) -> Inferred {
    let columns = seen(columns);
    let mut maker = Maker {
        ids: Names::default(),
        page: Page::default(),
        used: BTreeSet::new(),
        alone: BTreeMap::new(),
        apart: BTreeMap::new(),
        guesses: BTreeMap::new(),
        from_one: numbers::begin_at_one(&columns),
        leaves_blank: false,
        notes: Vec::new(),
    };
    maker.page.survey = ids::survey_id(&heading.survey);
    maker.page.title = cut(&tidy(&heading.title), LONGEST_TEXT);
    maker.page.platform.clone_from(&heading.platform);
    maker.page.rows = [("skip_rows", heading.skip_rows), ("header_rows", heading.header_rows)];
    maker.page.sheet.clone_from(&heading.sheet);
    maker.page.dialect = heading.dialect;
    maker.page.about = about::about(&columns);
    maker.ask(&columns);
    maker.settle();
    routing::settle(&mut maker.page, &columns, &maker.alone);
    maker.group(&columns);
    maker.list_left_out(&columns);
    maker.stand_in(&columns);
    let visits = about::visits(&columns);
    maker.notes.extend(visits.clone());
    Inferred {
        yaml: maker.page.write(),
        questions: maker.page.questions.len(),
        notes: maker.notes,
        cautions: maker.page.cautions(),
        doubtful_dates: about::doubtful_dates(&columns),
        visits,
    }
}

/// The columns as the rules see them, each with the name that a definition has for it.
fn seen(profiles: &[ColumnProfile]) -> Vec<Column<'_>> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for profile in profiles {
        *times.entry(fold(&profile.name)).or_default() += 1;
    }
    let reference = |profile: &ColumnProfile| {
        let name = tidy(&profile.name);
        let is_usable = !name.is_empty() && name.chars().count() <= LONGEST_HEADER;
        if is_usable && times.get(&fold(&name)) == Some(&1) {
            Yaml::Text(name)
        } else {
            Yaml::word(&profile.position.max(1))
        }
    };
    let column = |profile| Column {
        profile,
        reference: reference(profile),
        text: cut(&tidy(&profile.text), LONGEST_TEXT),
        cells: Cells::new(&profile.values).with_no_answers(&profile.no_answers),
        order: DayOrder::Unknown,
        others: Evidence::default(),
    };
    let mut columns: Vec<Column> = profiles.par_iter().map(column).collect();
    dates::settle(&mut columns);
    numbers::settle(&mut columns);
    columns
}

/// Makes the page, question by question.
struct Maker {
    ids: Names,
    page: Page,
    /// Positions of the columns that questions read.
    used: BTreeSet<usize>,
    /// By the position of a column that is a question by itself: which question.
    alone: BTreeMap<usize, usize>,
    /// Columns that are no question, by position: what their cells are.
    apart: BTreeMap<usize, Sense>,
    /// What columns without others of their stem ask, by position.
    guesses: BTreeMap<usize, (Draft, Sense)>,
    /// Whether the numbers of the form begin at 1.
    from_one: bool,
    /// Whether cells of a question are empty where there is no answer.
    leaves_blank: bool,
    notes: Vec<String>,
}

/// What is told of a question of which only the options are known.
const UNSAID: &str = "The export does not say what was asked: write it under `text`.";

impl Maker {
    /// Asks about every column with answers: blocks first, then the columns that stand alone.
    fn ask(&mut self, columns: &[Column]) {
        let places: Vec<Vec<Place>> = columns.par_iter().map(place).collect();
        self.guesses = guesses(columns, &places, self.from_one);
        let mut at = 0;
        while at < columns.len() {
            at += self.ask_next(&columns[at..], &places[at..]);
        }
    }

    /// Asks about the first of these columns, and those that belong to it: how many they are.
    fn ask_next(&mut self, columns: &[Column], places: &[Vec<Place>]) -> usize {
        if let Some((draft, whole)) = matrix::of_answers_first(columns, places) {
            self.add_block(&whole, draft);
            return whole.columns.len();
        }
        if let Some(block) = Block::first(columns, places) {
            if let Some((draft, whole)) = matrix::of_blocks(&block, columns, places) {
                self.add_block(&whole, draft);
                return whole.columns.len();
            }
            if !self.ask_block(&block) {
                self.ask_parts(&block);
            }
            return block.columns.len();
        }
        if let Some((block, length)) = ticks::without_stem(columns, places)
            && let Some(mut ticked) = ticks::multiple(&block)
        {
            ticked.draft.add_why(UNSAID);
            self.add_ticked(ticked);
            return length;
        }
        if let Some((block, mut draft)) = rankings::without_stem(columns) {
            draft.add_why(UNSAID);
            self.add_block(&block, draft);
            return block.columns.len();
        }
        columns.iter().take(1).for_each(|column| self.ask_one(column));
        1
    }

    /// Asks about a block that is no question as a whole: its parts that are, and the columns between them.
    fn ask_parts(&mut self, block: &Block) {
        for part in block.parts() {
            if part.columns.len() < 2 || part.columns.len() == block.columns.len() || !self.ask_block(&part) {
                part.columns.iter().zip(&part.items).for_each(|(column, item)| self.ask_part(column, &part.stem, item));
            }
        }
    }

    /// One question for a block, if its columns are one; one for each row of a matrix.
    fn ask_block(&mut self, block: &Block) -> bool {
        if let Some((draft, whole)) = matrix::of_block(block) {
            let length = whole.columns.len();
            self.add_block(&whole, draft);
            block.columns[length..].iter().for_each(|column| self.ask_one(column));
            return true;
        }
        if let Some(rows) = block.rows()
            && rows.iter().all(|row| blocks::single(row).is_some() || ticks::multiple(row).is_some())
        {
            for row in &rows {
                self.ask_options(row);
            }
            return true;
        }
        if self.ask_options(block) {
            return true;
        }
        let Some(answered) = block.answered() else { return false };
        if let Some(draft) = rankings::ranking(&answered) {
            self.add_block(&answered, draft);
            return true;
        }
        let Some(mut draft) = blocks::grid(&answered) else { return false };
        draft.keys.insert(0, ("items", items(&answered)));
        self.leaves_blank |= answered.columns.iter().any(|column| is_blank_in_part(column));
        self.add_block(&answered, draft);
        true
    }

    /// One question for a block with a column per option.
    fn ask_options(&mut self, block: &Block) -> bool {
        if let Some(draft) = blocks::single(block) {
            let columns = Yaml::List(block.columns.iter().map(|column| column.reference.clone()).collect());
            self.used.extend(block.columns.iter().map(|column| column.profile.position));
            self.add(&ids::name_of("", &block.stem, block.position()), &block.stem, Some(columns), draft);
            self.read_by_last(&block.columns);
            return true;
        }
        ticks::multiple(block).map(|ticked| self.add_ticked(ticked)).is_some()
    }

    /// A question with a column per option, and the texts beside it.
    fn add_ticked(&mut self, ticked: Ticked) {
        self.add_block(&ticked.options, ticked.draft);
        ticked.beside.iter().for_each(|column| self.ask_one(column));
    }

    fn add_block(&mut self, block: &Block, draft: Draft) {
        let name = ids::name_of("", &block.stem, block.position());
        self.used.extend(block.columns.iter().map(|column| column.profile.position));
        self.add(&name, &block.stem, None, draft);
        self.read_by_last(&block.columns);
    }

    /// Notes the columns that the question added last reads.
    fn read_by_last(&mut self, columns: &[&Column]) {
        let positions = columns.iter().map(|column| column.profile.position);
        self.page.questions.last_mut().iter_mut().for_each(|asked| asked.positions.extend(positions.clone()));
    }

    fn ask_one(&mut self, column: &Column) {
        let name = ids::name_of(&column.profile.name, &column.text, column.profile.position);
        self.ask_as(&name, column);
    }

    /// Asks about a column that shares its stem with others.
    fn ask_part(&mut self, column: &Column, stem: &str, item: &str) {
        self.ask_as(&ids::name_of_part(&column.profile.name, stem, item, column.profile.position), column);
    }

    fn ask_as(&mut self, name: &str, column: &Column) {
        if !is_asked(column) || is_row_number(column) {
            return;
        }
        let known = self.guesses.remove(&column.profile.position);
        let (draft, sense) = known.unwrap_or_else(|| guess(column, self.from_one));
        if sense != Sense::Answers {
            self.apart.insert(column.profile.position, sense);
            return;
        }
        self.leaves_blank |= is_blank_in_part(column);
        self.used.insert(column.profile.position);
        self.alone.insert(column.profile.position, self.page.questions.len());
        self.add(name, &column.text, Some(column.reference.clone()), draft);
        self.read_by_last(&[column]);
    }

    fn add(&mut self, name: &str, text: &str, column: Option<Yaml>, draft: Draft) {
        let id = self.ids.unique(name);
        let text = cut(text, LONGEST_TEXT);
        self.page.questions.push(Asked { id, text, column, positions: Vec::new(), draft, scale: None });
    }

    /// What only all questions together can tell: which scales they share, and what is no answer.
    fn settle(&mut self) {
        self.page.scales = sharing::share(&mut self.page.questions);
        for asked in &mut self.page.questions {
            tokens::settle(&mut asked.draft, self.leaves_blank);
        }
    }

    /// The segments: metadata, and questions about who the respondents are.
    fn group(&mut self, columns: &[Column]) {
        let mut names = Names::of_segments();
        for column in columns {
            let group = match column.profile.role {
                Role::Segment | Role::Visit => segments::of_metadata(column),
                Role::Answer if self.is_apart(column, Sense::Groups) => Some(segments::of_labels(column)),
                Role::Answer => self.draft_on(column).and_then(|draft| segments::of_question(column, draft)),
                _ => None,
            };
            if let Some(group) = group {
                let name = ids::name_of(&column.profile.name, &column.text, column.profile.position);
                self.page.segments.push((names.unique(&name), group));
            }
        }
    }

    fn is_apart(&self, column: &Column, sense: Sense) -> bool {
        self.apart.get(&column.profile.position) == Some(&sense)
    }

    /// The question that a column went to, if it is on that column alone.
    fn draft_on(&self, column: &Column) -> Option<&Draft> {
        let at = self.alone.get(&column.profile.position)?;
        self.page.questions.get(*at).map(|asked| &asked.draft)
    }

    fn list_left_out(&mut self, columns: &[Column]) {
        let is_free = |column: &&Column| !self.used.contains(&column.profile.position);
        let names = |wanted: &dyn Fn(&Column) -> bool| -> Vec<String> {
            columns.iter().filter(is_free).filter(|column| wanted(column)).map(shown).collect()
        };
        let answers = |column: &Column| matches!(column.profile.role, Role::Answer | Role::OtherText);
        let empty = names(&|column| answers(column) && column.profile.filled == 0 || is_asked_but_blank(column));
        let counted = names(&|column| is_asked(column) && is_row_number(column));
        let ids = names(&|column| self.is_apart(column, Sense::Ids));
        let constant = names(&|column| self.is_apart(column, Sense::Constant));
        self.page.left_out = vec![
            ("Left out as empty", empty),
            ("Left out as row numbers", counted),
            ("Left out as ids, something else in every row", ids),
            ("Left out as the same in every row", constant),
            ("Left out as personal data", names(&|column| column.profile.role == Role::Personal)),
        ];
        let personal = columns.iter().filter(|column| column.profile.role == Role::Personal).count();
        if personal > 0 {
            let columns = if personal == 1 { "column" } else { "columns" };
            self.notes.push(format!("{personal} {columns} with personal data left out"));
        }
    }

    /// A definition has a question: when there is none, the first column that may be named gets one.
    fn stand_in(&mut self, columns: &[Column]) {
        if !self.page.questions.is_empty() {
            return;
        }
        let first = columns.iter().find(|column| column.profile.role != Role::Personal);
        let column = first.map_or_else(|| Yaml::word(&1), |column| column.reference.clone());
        let why = "No column holds answers; a definition needs a question, so this one stands in.".to_owned();
        let draft = Draft { kind: "text", why, ..Draft::default() };
        self.add("answers", "", Some(column), draft);
        self.notes.push("no column holds answers, so the definition asks about one column as it is".to_owned());
    }
}

/// The ways to read the header of a column that may be part of a question.
fn place(column: &Column) -> Vec<Place> {
    let is_part = matches!(column.profile.role, Role::Answer | Role::OtherText);
    if is_part { stems::places(column.profile) } else { Vec::new() }
}

/// The columns side by side that have one stem by their headers, as ranges of positions from 0.
#[must_use]
pub fn blocks(columns: &[ColumnProfile]) -> Vec<Range<usize>> {
    let places: Vec<Vec<Place>> = columns.iter().map(stems::places).collect();
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < columns.len() {
        let length = stems::run(&places[at..]).map_or(1, |(_, length)| length);
        if length > 1 {
            blocks.push(at..at + length);
        }
        at += length;
    }
    blocks
}

/// Per block of columns with one stem, those among which one answer is ticked at a time: the rows of a matrix with a
/// column per row and answer, or else the block itself. Ranges of positions from 0.
#[must_use]
pub fn rows(columns: &[ColumnProfile]) -> Vec<Range<usize>> {
    let of_block = |block: Range<usize>| -> Vec<Range<usize>> {
        let places: Vec<Vec<Place>> = columns[block.clone()].iter().map(stems::places).collect();
        let Some((first, _)) = stems::run(&places) else { return vec![block] };
        let items = places.iter().filter_map(|places| stems::beside(places, first).map(|place| place.item.as_str()));
        let shift = |row: Range<usize>| block.start + row.start..block.start + row.end;
        match matrix::rows(&items.collect::<Vec<_>>()) {
            Some(rows) => rows.into_iter().map(shift).collect(),
            None => vec![block],
        }
    };
    blocks(columns).into_iter().flat_map(of_block).collect()
}

/// Whether a cell with this text says that an option was not chosen, as `0` and *not selected* do.
#[must_use]
pub fn says_not_chosen(text: &str) -> bool {
    ticks::says_no(text)
}

/// Whether a column holds answers to ask about.
fn is_asked(column: &Column) -> bool {
    matches!(column.profile.role, Role::Answer | Role::OtherText) && column.cells.all().next().is_some()
}

/// Filled by its profile, but with nothing to be seen in it.
fn is_asked_but_blank(column: &Column) -> bool {
    column.profile.role == Role::Answer && column.profile.filled > 0 && column.cells.all().next().is_none()
}

/// Whether a column without a header in first place only numbers the rows.
fn is_row_number(column: &Column) -> bool {
    let header = fold(&column.profile.name);
    let distinct = column.cells.all().all(|cell| cell.count == 1 && numbers::whole(&cell.text).is_some());
    column.profile.position == 1 && (header.is_empty() || header == "#") && column.profile.filled > 1 && distinct
}

/// Whether some cells of a column with answers are empty.
fn is_blank_in_part(column: &Column) -> bool {
    column.profile.role == Role::Answer && (1..column.profile.rows).contains(&column.profile.filled)
}

/// What each column asks that has no stem with others, worked out side by side: it depends on nothing else.
fn guesses(columns: &[Column], places: &[Vec<Place>], from_one: bool) -> BTreeMap<usize, (Draft, Sense)> {
    let mut alone = Vec::new();
    let mut at = 0;
    while at < columns.len() {
        let length = stems::run(&places[at..]).map_or(1, |(_, length)| length);
        alone.extend(Some(&columns[at]).filter(|column| length == 1 && is_asked(column)));
        at += length;
    }
    alone.into_par_iter().map(|column| (column.profile.position, guess(column, from_one))).collect()
}

/// What a column that stands alone asks, and what its cells are.
fn guess(column: &Column, from_one: bool) -> (Draft, Sense) {
    let draft = draft_of(column, from_one);
    let sense = codes::sense(column, &draft);
    (draft, sense)
}

/// What a column that stands alone asks, and what it does not.
fn draft_of(column: &Column, from_one: bool) -> Draft {
    let mut draft = by_rules(column, from_one);
    if let Some((core, strays)) = strays::apart(column, &draft) {
        let again = by_rules(&core, from_one);
        if strays::is_number(again.kind) || again.scale.is_some() {
            draft = again;
            strays::tell(&mut draft, &strays);
        }
    }
    if draft.kind == "rating" && column.asks_to_recommend() {
        numbers::tell_no_nps(column, &mut draft);
    }
    draft
}

/// What the rules make of a column that stands alone; free text when none of them knows better.
fn by_rules(column: &Column, from_one: bool) -> Draft {
    if column.profile.role == Role::OtherText {
        return free_text(column);
    }
    choice::by_codebook(column)
        .or_else(|| dates::date(column))
        .or_else(|| choice::fft(column))
        .or_else(|| choice::fft_by_codes(column))
        .or_else(|| choice::help_desk(column))
        .or_else(|| numbers::nps(column, from_one))
        .or_else(|| out_of::rating(column, from_one))
        .or_else(|| numbers::rating_with_ends(column))
        .or_else(|| choice::on_scale(column))
        .or_else(|| choice::numbered_scale(column))
        .or_else(|| rankings::in_one_cell(column))
        .or_else(|| several::several(column))
        .or_else(|| numbers::one_or_zero(column))
        .or_else(|| numbers::duration(column))
        .or_else(|| numbers::rating(column))
        .or_else(|| choice::coded(column))
        .or_else(|| numbers::plain_number(column))
        .or_else(|| numbers::with_unit(column))
        .or_else(|| numbers::hours_and_minutes(column))
        .or_else(|| choice::yes_or_no(column))
        .or_else(|| choice::single(column))
        .unwrap_or_else(|| free_text(column))
}

fn free_text(column: &Column) -> Draft {
    Draft { kind: "text", tokens: column.cells.missing(), ..Draft::default() }
}

/// The items of a grid, with names of their own and their wording.
fn items(block: &Block) -> Yaml {
    let mut names = Names::default();
    let item = |(item, column): (String, &&Column)| {
        let name = names.unique(&ids::name_of_item(&item, column.profile.position));
        let keys = vec![("column".to_owned(), column.reference.clone()), ("text".to_owned(), Yaml::text(&item))];
        (name, Yaml::Map(keys))
    };
    Yaml::Map(block.wordings().into_iter().zip(&block.columns).map(item).collect())
}
