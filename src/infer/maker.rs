//! The page made question by question: blocks of columns first, then the columns that stand alone.

use super::about::shown;
use super::block::Block;
use super::codes::Sense;
use super::draft::{Asked, Column, Draft};
use super::guess::{guess, guesses, is_asked, is_row_number};
use super::ids::Names;
use super::inferred::{Heading, Inferred};
use super::page::Page;
use super::profile::{ColumnProfile, Role};
use super::seen::{LONGEST_TEXT, seen};
use super::stems::Place;
use super::ticks::Ticked;
use super::words::cut;
use super::yaml::Yaml;
use super::{about, grids, ids, matrix, numbers, rankings, routing, segments, sharing, stems, ticks, tokens};
use crate::label::tidy;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

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
    let doubtful_dates = about::doubtful_dates(&columns);
    // A thousand columns have hundreds of thousands of cells to give back.
    let (yaml, ()) = rayon::join(|| maker.page.write(), || columns.into_par_iter().for_each(drop));
    Inferred {
        yaml,
        questions: maker.page.questions.len(),
        notes: maker.notes,
        cautions: maker.page.cautions(),
        doubtful_dates,
        visits,
    }
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
        for part in grids::parts(block) {
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
            && rows.iter().all(|row| grids::single(row).is_some() || ticks::multiple(row).is_some())
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
        let Some(mut draft) = grids::grid(&answered) else { return false };
        draft.keys.insert(0, ("items", items(&answered)));
        self.leaves_blank |= answered.columns.iter().any(|column| is_blank_in_part(column));
        self.add_block(&answered, draft);
        true
    }

    /// One question for a block with a column per option.
    fn ask_options(&mut self, block: &Block) -> bool {
        if let Some(draft) = grids::single(block) {
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

/// Filled by its profile, but with nothing to be seen in it.
fn is_asked_but_blank(column: &Column) -> bool {
    column.profile.role == Role::Answer && column.profile.filled > 0 && column.cells.all().next().is_none()
}

/// Whether some cells of a column with answers are empty.
fn is_blank_in_part(column: &Column) -> bool {
    column.profile.role == Role::Answer && (1..column.profile.rows).contains(&column.profile.filled)
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
