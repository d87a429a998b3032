//! Matrices spread over a column per row and answer, with a tick under one answer in each row: grids.

use super::block::Block;
use super::cells::Cells;
use super::draft::{Column, Draft};
use super::grids::of_scale;
use super::ids::{self, Names};
use super::no_answer::token;
use super::scales;
use super::stems::{Place, row_and_answer, rows};
use super::ticks::Tick;
use super::yaml::Yaml;
use crate::label::fold;
use std::collections::BTreeSet;

/// Most rows of a grid.
const MOST_ROWS: usize = 200;

/// The grid that a block of columns `Row - Answer` is, and its columns: the first ones of the block.
pub(super) fn of_block<'a>(block: &Block<'a>) -> Option<(Draft, Block<'a>)> {
    let items: Vec<&str> = block.items.iter().map(String::as_str).collect();
    let ranges = rows(&items)?;
    let length = ranges.last()?.end;
    let rows: Vec<(String, Block)> = ranges
        .into_iter()
        .map(|range| {
            let name = row_and_answer(&block.items[range.start]).unwrap_or_default().0;
            (name.to_owned(), block.row(range))
        })
        .collect();
    Some((grid(&rows)?, block.part(0..length)))
}

/// The grid that blocks side by side are whose stems differ in their last part alone, and all their columns.
pub(super) fn of_blocks<'a>(
    first: &Block<'a>,
    columns: &'a [Column<'a>],
    places: &[Vec<Place>],
) -> Option<(Draft, Block<'a>)> {
    let (stem, name) = stem_and_row(first)?;
    let mut whole = Block { stem: stem.to_owned(), ..first.part(0..first.columns.len()) };
    let mut rows = vec![(name.to_owned(), first.part(0..first.columns.len()))];
    while let Some(next) = Block::first(&columns[whole.columns.len()..], &places[whole.columns.len()..]) {
        let Some((_, name)) = stem_and_row(&next).filter(|(other, _)| fold(other) == fold(stem)) else { break };
        let name = name.to_owned();
        let is_alike = next.items.iter().map(|item| fold(item)).eq(first.items.iter().map(|item| fold(item)));
        if !is_alike {
            break;
        }
        whole.columns.extend(next.columns.iter().copied());
        whole.items.extend(next.items.iter().cloned());
        rows.push((name, next));
    }
    (rows.len() >= 2).then(|| grid(&rows)).flatten().map(|draft| (draft, whole))
}

/// The grid that columns are whose headers name the answer before the row, `Good [Staff]`: row by row, or answer by
/// answer. Nothing but its words says which of the two an answer is, so that only a known scale is one.
pub(super) fn of_answers_first<'a>(columns: &'a [Column<'a>], places: &[Vec<Place>]) -> Option<(Draft, Block<'a>)> {
    const FEWEST: usize = 4;
    const MOST: usize = 400;
    let way = places.first()?.first()?.way;
    // What holds no ticks is not looked at any further.
    Tick::new(columns.first()?, "")?;
    let read = |places: &Vec<Place>| {
        places.iter().find(|place| place.way == way).map(|place| (place.stem.clone(), place.item.clone()))
    };
    let cells: Vec<(String, String)> = places.iter().take(MOST).map_while(read).collect();
    let (answers, rows) = crossed(&cells)?;
    let whole = answers.len() * rows.len();
    let stem = common_stem(&answers);
    let names: Vec<&str> = answers.iter().map(|answer| answer[stem.len()..].trim()).collect();
    let points: Vec<&str> = names.iter().copied().filter(|name| token(name).is_none()).collect();
    if whole < FEWEST
        || scales::find_texts(points.iter().copied()).is_none()
        || scales::find_texts(rows.iter().map(String::as_str)).is_some()
    {
        return None;
    }
    let of_row = |row: &String| {
        let of_answer = |answer: &String| cells.iter().position(|(stem, item)| stem == answer && item == row);
        let at: Vec<usize> = answers.iter().filter_map(of_answer).collect();
        let under = at.iter().zip(&names).map(|(at, name)| (&columns[*at], (*name).to_owned()));
        (row.clone(), Block::new(row.clone(), under))
    };
    let blocks: Vec<(String, Block)> = rows.iter().map(of_row).collect();
    // More ticks in a row than people who may have set one each: several answers to it.
    let ticks_of =
        |(_, row): &(String, Block)| ticks(&[(String::new(), row.part(0..row.columns.len()))]).map(|(ticks, _)| ticks);
    let most = columns[0].profile.rows;
    if !blocks.iter().all(|row| ticks_of(row).is_none_or(|ticks| ticks <= most)) {
        return None;
    }
    let draft = grid_of(&blocks)?;
    let title = stem.trim_end_matches([' ', '-', '–', ':', '|']);
    let title = if title.is_empty() { rows.join(", ") } else { title.to_owned() };
    let block =
        columns[..whole].iter().zip(&cells).map(|(column, (answer, row))| (column, format!("{row} - {answer}")));
    Some((draft, Block::new(title, block)))
}

/// The stems and the items of columns that have every stem with every item once, row by row or stem by stem; of the
/// first columns, as far as that goes.
fn crossed(cells: &[(String, String)]) -> Option<(Vec<String>, Vec<String>)> {
    let is_by_item = cells.get(..2).is_some_and(|two| two[0].1 == two[1].1);
    let turned: Vec<(&String, &String)> =
        cells.iter().map(|(stem, item)| if is_by_item { (item, stem) } else { (stem, item) }).collect();
    let inner = |chunk: &[(&String, &String)]| chunk.iter().map(|(_, inner)| (*inner).clone()).collect::<Vec<String>>();
    let mut chunks = turned.chunk_by(|one, next| one.0 == next.0);
    let first = chunks.next()?;
    let within = inner(first);
    let others = chunks.take_while(|chunk| inner(chunk) == within);
    let across: Vec<String> = std::iter::once(first).chain(others).map(|chunk| chunk[0].0.clone()).collect();
    let are_distinct =
        |texts: &[String]| texts.len() >= 2 && texts.iter().collect::<BTreeSet<_>>().len() == texts.len();
    let is_crossed = are_distinct(&within) && are_distinct(&across);
    is_crossed.then_some(if is_by_item { (within, across) } else { (across, within) })
}

/// What all of these begin with, up to the last dash: `How would you rate … - Good` and `… - Fair`.
fn common_stem(texts: &[String]) -> String {
    let stem = |text: &String| {
        [" - ", " – ", ": "].iter().find_map(|dash| text.rfind(dash).map(|at| text[..at + dash.len()].to_owned()))
    };
    let first = texts.first().and_then(stem).unwrap_or_default();
    if texts.iter().all(|text| text.starts_with(&first)) { first } else { String::new() }
}

/// A stem taken apart where it names a row: `How was … [Reception]`, `How was … - Reception`; of codes, `q7_1`.
fn stem_and_row<'a>(block: &'a Block) -> Option<(&'a str, &'a str)> {
    let stem = block.stem.as_str();
    if block.is_coded {
        return stem.rsplit_once(['_', '.', '-']).filter(|(stem, row)| !stem.is_empty() && !row.is_empty());
    }
    let bracketed = stem.strip_suffix(']').and_then(|stem| stem.rsplit_once('['));
    let (stem, row) = bracketed.or_else(|| [" - ", " – "].iter().find_map(|dash| stem.rsplit_once(dash)))?;
    let (stem, row) = (stem.trim(), row.trim());
    (!stem.is_empty() && !row.is_empty()).then_some((stem, row))
}

/// A grid of these rows, if nobody ticked two answers in one of them. A scale says so by its words; of other answers
/// it takes more ticks to believe it.
fn grid(rows: &[(String, Block)]) -> Option<Draft> {
    let is_one = rows.iter().flat_map(|(_, row)| &row.columns).all(|column| column.profile.in_row == 0);
    is_one.then(|| grid_of(rows)).flatten()
}

/// The same of rows of which it is known, or cannot be told.
fn grid_of(rows: &[(String, Block)]) -> Option<Draft> {
    const FEW: u64 = 5;
    const MANY: u64 = 30;
    if rows.len() > MOST_ROWS {
        return None;
    }
    let (ticks, unselected) = ticks(rows)?;
    let offered: Vec<(String, u64)> = rows[0].1.items.iter().map(|item| (item.clone(), 1)).collect();
    let cells = Cells::new(&offered);
    let tokens = cells.tokens();
    let none: BTreeSet<String> = tokens.all().iter().map(|word| fold(word)).collect();
    let answers: Vec<String> = rows[0].1.items.iter().filter(|item| !none.contains(&fold(item))).cloned().collect();
    let mut draft = match scales::find_texts(answers.iter().map(String::as_str)) {
        Some(found) if ticks >= FEW => of_scale(found, tokens),
        None if ticks >= MANY && answers.len() >= 2 => Draft {
            kind: "grid",
            keys: vec![("direction", Yaml::word(&"none")), ("options", Yaml::list(&answers))],
            labels: answers,
            tokens,
            ..Draft::default()
        },
        _ => return None,
    };
    draft.add_why("A tick under one answer in each row.");
    draft.keys.insert(0, ("items", items(rows)));
    if !unselected.is_empty() {
        draft.keys.push(("unselected", Yaml::list(&unselected)));
    }
    Some(draft)
}

/// How many ticks there are, and the words for no tick; `None` where a column holds anything else, or nowhere a tick.
fn ticks(rows: &[(String, Block)]) -> Option<(u64, Vec<String>)> {
    let (mut count, mut unselected) = (0, Vec::new());
    let mut known = BTreeSet::new();
    let mut names = BTreeSet::new();
    for (column, item) in rows.iter().flat_map(|(_, row)| row.columns.iter().zip(&row.items)) {
        let tick = Tick::new(column, item)?;
        let (chosen, no) = tick.sure()?;
        count += chosen;
        let new = no.iter().filter(|cell| known.insert(cell.folded.clone()));
        unselected.extend(new.map(|cell| cell.text.clone()));
        names.insert(fold(item));
    }
    // A word for no tick cannot be an answer.
    (count > 0 && known.is_disjoint(&names)).then_some((count, unselected))
}

/// The rows as items with a column per answer.
fn items(rows: &[(String, Block)]) -> Yaml {
    let mut names = Names::default();
    let item = |(name, row): &(String, Block)| {
        let columns = row.items.iter().zip(&row.columns);
        let columns = columns.map(|(answer, column)| (answer.clone(), column.reference.clone())).collect();
        let keys = vec![("text".to_owned(), Yaml::text(name)), ("columns".to_owned(), Yaml::Map(columns))];
        (names.unique(&ids::name_of_item(name, row.position())), Yaml::Map(keys))
    };
    Yaml::Map(rows.iter().map(item).collect())
}
