//! A bar of one hundred percent for every column, with letters.

use super::around::Plate;
use crate::results::{PercentOf, RowKind, Sense, StubColumn};
use crate::view::chart::sides::{falls, sides_of, steps_of};
use crate::view::chart::{Body, ChartSpec, Diverging, Level, Segment, Side, StackRow};
use crate::view::crosstab::{cells, names};
use crate::view::number::{figure, places};
use crate::view::{EMPTY, SUPPRESSED, clean};

/// More levels than this cannot be told apart.
pub const LEVELS: usize = 30;
/// Of more levels than these only the figure at the side has letters.
const LETTERED: usize = 6;

/// An option with the position of its row.
struct Piece {
    at: usize,
    level: Level,
}

/// The picture: everybody on top, a row for each column.
pub fn draw(plate: &Plate) -> ChartSpec {
    let pieces = pieces(plate);
    let lead = lead(plate);
    let everybody = row(plate, &pieces, lead, "All".to_owned(), &plate.stub.total);
    let columns = plate.figures.columns.iter().enumerate();
    let rows = columns.map(|(at, column)| row(plate, &pieces, lead, name(plate, at), column));
    let rows = std::iter::once(StackRow { everybody: true, ..everybody }).chain(rows).collect();
    let body = Diverging {
        levels: pieces.iter().map(|piece| piece.level.clone()).collect(),
        base: "base".to_owned(),
        total: lead.map(|at| cells::label(&plate.stub.rows[at])).unwrap_or_default(),
        rows,
        centre: 0.0,
        whole: 1.0,
    };
    plate.spec("Answers", notes(plate), Body::Diverging(body))
}

/// Who is in a column, with the letter.
fn name(plate: &Plate, at: usize) -> String {
    let letter = plate.letter(at).map(|letter| format!(" ({letter})"));
    format!("{}{}", plate.column(at), letter.unwrap_or_default())
}

fn notes(plate: &Plate) -> Vec<String> {
    let mut columns = plate.figures.columns.iter().filter(|column| !column.suppressed);
    let has_letters = columns.any(|column| column.cells.iter().any(|cell| !cell.letters.is_empty()));
    let letters = has_letters.then(|| {
        "A B C behind a figure: it is higher than in the columns of these letters; the table has those there is no room for"
            .to_owned()
    });
    let of_columns = (plate.crosstab.settings.percent != PercentOf::Column)
        .then(|| "Bars are of one hundred percent of a column, whatever the table shows".to_owned());
    letters.into_iter().chain(of_columns).collect()
}

/// The options from the worst to the best, those that stand apart last; where nobody says which is which, in their order.
fn pieces(plate: &Plate) -> Vec<Piece> {
    let options: Vec<usize> =
        (0..plate.stub.rows.len()).filter(|at| plate.stub.rows[*at].kind == RowKind::Option).collect();
    let senses: Vec<Sense> = options.iter().map(|at| plate.stub.rows[*at].sense).collect();
    let is_said = senses.iter().any(|sense| matches!(sense, Sense::Positive | Sense::Negative));
    let sides = if plate.stub.ordered && is_said { sides_of(&senses) } else { steps_of(&senses) };
    let piece =
        |(at, side): (usize, Side)| Piece { at, level: Level { label: clean(&plate.stub.rows[at].label), side } };
    let mut pieces: Vec<Piece> = options.into_iter().zip(sides).map(piece).collect();
    if falls(&senses) {
        pieces.reverse();
    }
    pieces.sort_by_key(|piece| matches!(piece.level.side, Side::Apart | Side::Undeclared));
    pieces
}

/// The row that stands at the side: the good answers together, else a mean, else another net.
fn lead(plate: &Plate) -> Option<usize> {
    let rows = &plate.stub.rows;
    let good = rows.iter().position(|row| row.kind == RowKind::Net && row.sense == Sense::Positive);
    let mean = || rows.iter().position(|row| row.kind.is_mean());
    good.or_else(mean).or_else(|| rows.iter().position(|row| row.kind == RowKind::Net))
}

fn row(plate: &Plate, pieces: &[Piece], lead: Option<usize>, label: String, column: &StubColumn) -> StackRow {
    let mut at = 0.0;
    let shares: Option<Vec<f64>> =
        pieces.iter().map(|piece| cells::cell(column, piece.at)?.column_percent.map(|share| share / 100.0)).collect();
    let segments = shares.unwrap_or_default().into_iter().zip(pieces).map(|(length, piece)| {
        let is_apart = matches!(piece.level.side, Side::Apart | Side::Undeclared);
        let from = if is_apart { 0.0 } else { at };
        at += if is_apart { 0.0 } else { length };
        let share = cells::whole_percent(Some(100.0 * length));
        let value = if pieces.len() > LETTERED { share } else { with_letters(share, column, piece.at) };
        Segment { value, from, length }
    });
    let segments = segments.collect();
    let total = lead.map(|at| total(plate, column, at)).unwrap_or_default();
    StackRow { label, base: Plate::base(column), total, segments, everybody: false }
}

/// A figure with the letters of the columns that this one is higher than.
fn with_letters(figure: String, column: &StubColumn, at: usize) -> String {
    let letters = cells::cell(column, at).map(|cell| names::letters(&cell.letters)).unwrap_or_default();
    if letters.is_empty() { figure } else { format!("{figure} {letters}") }
}

fn total(plate: &Plate, column: &StubColumn, at: usize) -> String {
    let row = &plate.stub.rows[at];
    let Some(cell) = cells::cell(column, at) else {
        return if column.suppressed { SUPPRESSED } else { EMPTY }.to_owned();
    };
    let figure = match cell.mean {
        Some(mean) => figure(Some(mean.value), &row.unit, places(&row.unit, mean.value)),
        None if row.kind.is_mean() => EMPTY.to_owned(),
        None => cells::whole_percent(cell.column_percent),
    };
    with_letters(figure, column, at)
}
