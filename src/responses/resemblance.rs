//! Whether a row is one more of the rows below it: judged over all its columns at once, so that no single odd cell
//! decides.
//!
//! In every column the question is how likely a response would be to write what the row writes there. Where the
//! cells below recur, that is the share of cells that occur once (Good and Turing's estimate of what has not been
//! seen yet); where they are figures, the share of those that are none (the rule of succession). A cell that the
//! column holds elsewhere speaks for a response.

use crate::label::trim;
use crate::language::{LANGUAGES, Language};
use csv::ByteRecord;
use foldhash::fast::{FixedState, RandomState};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Cells looked at, in all columns together.
const CELLS: usize = 50_000;
/// Rows looked at, at most and at least.
const MOST_ROWS: usize = 300;
const FEWEST_ROWS: usize = 20;
/// Rows of which a row that is no response differs by its cells being different from each other, too.
const FEW: usize = 10;
/// How much has to speak for a row that is none of the responses: one in a thousand of those would look so.
const ENOUGH: f64 = 7.0;
/// The share of likelihood above which a cell says nothing.
const MUTE: f64 = 0.5;

/// Words over columns that say what kind of answer stands in them, in small letters.
static KINDS: LazyLock<HashSet<String, FixedState>> =
    LazyLock::new(|| LANGUAGES.iter().flat_map(Language::kinds).map(str::to_lowercase).collect());

/// What the cells of a row say about it.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Verdict {
    /// Columns in which it is like the cells below, and those in which it is not.
    pub(super) alike: usize,
    pub(super) unlike: usize,
    /// How much the latter say: the logarithm of the odds.
    strength: f64,
    /// Filled cells.
    filled: usize,
    /// Filled cells that are not the first of their kind in the row.
    repeated: usize,
    /// Cells with a word for the kind of an answer.
    kinds: usize,
    /// Rows below it.
    rows: usize,
}

/// The filled cells of one column, below a row.
struct Below<'a>(Vec<&'a [u8]>);

/// What a cell says about its row.
enum Says {
    Alike,
    Unlike(f64),
    Nothing,
}

impl Verdict {
    /// Judges a row by the rows below it.
    pub(super) fn new(row: &ByteRecord, below: &[ByteRecord]) -> Verdict {
        let most = (CELLS / row.len().max(1)).clamp(FEWEST_ROWS, MOST_ROWS);
        // Where exports have been put together, their headers stand among the responses, too.
        let is_same = |other: &ByteRecord| other.len() == row.len() && other.iter().map(trim).eq(row.iter().map(trim));
        let is_filled = |row: &ByteRecord| row.iter().any(|cell| !trim(cell).is_empty());
        let below: Vec<&ByteRecord> =
            below.iter().filter(|other| is_filled(other) && !is_same(other)).take(most).collect();
        let mut verdict = Verdict { rows: below.len(), ..Verdict::default() };
        let mut cells: HashMap<&[u8], usize, RandomState> = HashMap::default();
        for (at, cell) in row.iter().map(trim).enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let times = cells.entry(cell).or_default();
            verdict.repeated += usize::from(*times > 0);
            *times += 1;
            verdict.filled += 1;
            verdict.kinds += usize::from(is_kind(cell));
            let column = below.iter().filter_map(|row| row.get(at)).map(trim).filter(|cell| !cell.is_empty());
            match Below(column.collect()).says(cell) {
                Says::Alike => verdict.alike += 1,
                Says::Unlike(odds) => {
                    verdict.unlike += 1;
                    verdict.strength += odds;
                }
                Says::Nothing => {}
            }
        }
        verdict
    }

    /// Whether the row is none of the responses; `bonus` is what else speaks for it.
    pub(super) fn is_no_response(&self, bonus: f64) -> bool {
        // Everybody who answers everything alike differs from the others in every column; their cells do not
        // differ from each other.
        let most_repeated = if self.rows < FEW { self.filled / 10 } else { self.filled / 2 };
        let is_varied = self.repeated <= most_repeated || self.kinds * 2 >= self.filled;
        is_varied && self.is_no_response_again(bonus)
    }

    /// The same of a row that may well say the same again and again: the same parts of several questions.
    pub(super) fn is_no_response_again(&self, bonus: f64) -> bool {
        let is_unlike = self.unlike >= 2 && self.alike * 10 <= self.unlike;
        is_unlike && self.strength + bonus >= ENOUGH
    }

    /// Whether the row is one more of the responses.
    pub(super) fn is_response(&self) -> bool {
        let is_only_column = self.filled == 1 && self.rows > 2;
        (self.alike >= 2 || self.alike == 1 && is_only_column) && self.alike > self.unlike
    }
}

impl Below<'_> {
    /// Looks at no more of the cells than is needed: figures are told without what recurs among them, and most
    /// cells without how they are written.
    fn says(&self, cell: &[u8]) -> Says {
        let filled = self.0.len();
        let unlike = |odd: usize| Says::Unlike(-odds(odd, filled).ln());
        if filled == 0 {
            return Says::Nothing;
        }
        let figures = self.0.iter().filter(|cell| is_figure(cell)).count();
        if figures * 10 >= filled * 9 {
            return if is_figure(cell) { Says::Alike } else { unlike(filled - figures) };
        }
        let mut times: HashMap<&[u8], usize, RandomState> = HashMap::default();
        let mut single = 0usize;
        for cell in &self.0 {
            let times = times.entry(*cell).or_default();
            *times += 1;
            match times {
                1 => single += 1,
                2 => single -= 1,
                _ => {}
            }
        }
        if times.contains_key(cell) {
            // In a column that holds one text only, as that of an option does, its header may be that text.
            return if times.len() == 1 { Says::Nothing } else { Says::Alike };
        }
        if let Some(shape_below) = (single * 2 > filled && filled > 1).then(|| self.shape()).flatten() {
            let is_code = cell.iter().any(u8::is_ascii_digit);
            return match (shape(cell) == shape_below, is_code) {
                (true, true) => Says::Alike,
                (true, false) => Says::Nothing,
                (false, _) => unlike(0),
            };
        }
        if odds(single, filled) <= MUTE { unlike(single) } else { Says::Nothing }
    }

    /// How all of them are written, if all are written alike.
    fn shape(&self) -> Option<u64> {
        let first = shape(self.0.first()?);
        self.0.iter().all(|cell| shape(cell) == first).then_some(first)
    }
}

/// How likely one more cell is to be like so many odd ones.
#[expect(clippy::cast_precision_loss, reason = "a few hundred rows")]
fn odds(odd: usize, of: usize) -> f64 {
    (odd as f64 + 1.0) / (of as f64 + 2.0)
}

/// A number, a date or a time, as far as can be told by its characters.
pub(super) fn is_figure(cell: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_digit() || b" .,:-+/%TZ".contains(byte);
    cell.iter().all(is_part) && cell.iter().any(u8::is_ascii_digit)
}

fn is_kind(cell: &[u8]) -> bool {
    const LONGEST: usize = 40;
    cell.len() <= LONGEST && std::str::from_utf8(cell).is_ok_and(|cell| KINDS.contains(cell.to_lowercase().as_str()))
}

/// How a cell is written: letters, digits and other characters in their order, whatever they are and however many
/// stand side by side. The same number for cells written alike.
fn shape(cell: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut last = 0;
    for byte in cell {
        let class = match byte {
            b'0'..=b'9' => b'9',
            b'a'..=b'z' | b'A'..=b'Z' | 0x80.. => b'a',
            other => *other,
        };
        if class != last {
            hash = (hash ^ u64::from(class)).wrapping_mul(0x0100_0000_01b3);
        }
        last = class;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::Verdict;
    use csv::ByteRecord;

    fn verdict(table: &str) -> Verdict {
        let rows: Vec<ByteRecord> = table.split('|').map(|row| row.split(',').collect()).collect();
        Verdict::new(&rows[0], &rows[1..])
    }

    #[test]
    fn headers_are_no_responses_and_responses_are_no_headers() {
        let rows = "1,North,9,Yes|2,South,8,No|3,North,7,Yes|4,South,7,Yes|5,North,9,No";
        assert!(verdict(&format!("Response,Where,How likely,Offered|{rows}")).is_no_response(0.0));
        assert!(!verdict(&format!("6,South,7,No|{rows}")).is_no_response(0.0));
        assert!(verdict(&format!("6,South,7,No|{rows}")).is_response());
        assert!(!verdict(&format!("Response,Where,How likely,Offered|{rows}")).is_response());
    }

    #[test]
    fn who_answers_everything_alike_is_a_respondent() {
        let others = ["Good,Yes,Good,Good,Good,Yes,Good"; 6].join("|");
        assert!(!verdict(&format!("Poor,Poor,Poor,Poor,Poor,Poor,Poor|{others}")).is_no_response(0.0));
        assert!(!verdict(&format!("N/A,N/A,N/A,N/A|{}", ["5,4,5,3"; 40].join("|"))).is_no_response(0.0));
        for kinds in
            ["numeric,numeric,text,numeric", "numerisch,numerisch,Text,numerisch", "Nombre,Nombre,Texte,Nombre"]
        {
            assert!(verdict(&format!("{kinds}|{}", ["5,4,Good,3"; 40].join("|"))).is_no_response(0.0), "{kinds}");
        }
    }

    #[test]
    fn options_over_their_columns_say_nothing() {
        let verdict = verdict("Pain,Cough|Pain,|Pain,Cough|,Cough|Pain,Cough");
        assert_eq!((verdict.alike, verdict.unlike), (0, 0));
    }
}
