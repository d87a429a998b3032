//! Words beside numbers, and numbers beside a scale: `300 or more` among counts, `99` on a scale from 1 to 5.
//! They are no answers of their own, and do not make text of all the others.

use super::cells::{Cells, Stray};
use super::draft::{Column, Draft};
use super::numbers::asks_amount;
use super::written::{number, whole};
use super::yaml::Yaml;
use crate::definition::DEFAULT_MINIMUM_BASE;

/// The column without the cells that do not go with the others, and those; `None` when there are none, or too many.
pub(super) fn apart<'a>(column: &Column<'a>, draft: &Draft) -> Option<(Column<'a>, Vec<Stray>)> {
    let parted = match draft.kind {
        // A codebook has said what each code means.
        _ if !column.profile.choices.is_empty() => None,
        "text" | "single" => words_apart(column).or_else(|| letters_apart(column)),
        "number" | "rating" => codes_apart(column),
        _ => None,
    };
    let (core, strays) = parted?;
    let column = Column {
        profile: column.profile,
        reference: column.reference.clone(),
        text: column.text.clone(),
        cells: core,
        order: column.order,
        others: column.others,
    };
    Some((column, strays))
}

/// Says what is taken for no answer, and that the form may mean something else by it.
pub(super) fn tell(draft: &mut Draft, strays: &[Stray]) {
    let is_code = |stray: &Stray| is_letter_code(&stray.text) || whole(&stray.text).is_some();
    // Two letters may be the initials of whoever wrote them.
    let may_be_named = |stray: &Stray| stray.text.len() == 1 || stray.may_be_named();
    if !strays.iter().all(|stray| is_code(stray) && may_be_named(stray)) {
        return draft.tell_strays(strays);
    }
    let codes = strays.iter().map(|code| format!("`{}`", code.text)).collect::<Vec<_>>().join(", ");
    let is = if strays.len() == 1 { "is" } else { "are" };
    draft.add_why(&format!("{codes} {is} no point of the scale: taken for a code for no answer."));
    draft.cautions.push(format!("{codes} {is} taken for a code for no answer"));
    draft.strays.extend(strays.iter().map(|stray| stray.text.clone()));
}

/// The key that takes for no answer what cannot be listed.
pub(super) fn unrecognised() -> (String, Yaml) {
    ("unrecognised".to_owned(), Yaml::word(&"missing"))
}

/// Whether a text is a sign or a code, which tells nothing about whoever wrote it.
fn is_sign(text: &str) -> bool {
    const LONGEST: usize = 3;
    text.chars().count() <= LONGEST && !text.contains(char::is_alphabetic)
}

/// What stands in few cells, as it is told: signs and codes by themselves, anything longer by its number only, as
/// somebody may have written it about themselves.
pub(super) fn called<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> String {
    if texts.clone().all(is_sign) {
        return texts.map(|text| format!("`{text}`")).collect::<Vec<_>>().join(", ");
    }
    match texts.count() {
        1 => "1 answer".to_owned(),
        many => format!("{many} answers"),
    }
}

impl Stray {
    /// Whether a definition may say what it is: a sign or a code, or what as many people wrote as figures are shown of.
    /// Anything else may tell who wrote it to whoever reads the definition.
    pub fn may_be_named(&self) -> bool {
        self.people >= DEFAULT_MINIMUM_BASE || is_sign(&self.text)
    }
}

impl Draft {
    /// Takes a few cells that are none of the form's answers for no answer, and says so.
    pub fn tell_strays(&mut self, strays: &[Stray]) {
        let (named, others): (Vec<&Stray>, Vec<&Stray>) = strays.iter().partition(|stray| stray.may_be_named());
        if !named.is_empty() {
            let words = named.iter().map(|stray| format!("`{}`", stray.text)).collect::<Vec<_>>().join(", ");
            let (stand, are) = if named.len() == 1 { ("stands", "is") } else { ("stand", "are") };
            let told = format!("{words} {stand} in a few cells and {are} none of the answers");
            self.add_why(&format!("{told}: taken for no answer."));
            self.cautions.push(format!("{words} in a few cells, none of the answers, taken for no answer"));
            self.strays.extend(named.iter().map(|stray| stray.text.clone()));
        }
        self.tell_unlisted(others.iter().map(|stray| stray.cells).sum());
    }

    /// Takes this many cells for no answer whose texts are not told.
    pub fn tell_unlisted(&mut self, cells: u64) {
        if cells == 0 {
            return;
        }
        let hold = if cells == 1 { "1 cell holds".to_owned() } else { format!("{cells} cells hold") };
        self.add_why(&format!(
            "{hold} something else, which is not shown as somebody may be known by it: taken for no answer, as \
             `unrecognised` says."
        ));
        self.cautions.push(format!("{hold} none of the answers, taken for no answer"));
        self.unlisted += cells;
    }
}

/// Whether a question of this kind reads numbers.
pub(super) fn is_number(kind: &str) -> bool {
    ["number", "duration", "rating", "nps", "date"].contains(&kind)
}

type Parted = (Cells, Vec<Stray>);

/// Numbers, and words in one cell out of twenty at most.
fn words_apart(column: &Column) -> Option<Parted> {
    const ENOUGH: u64 = 10;
    const ONE_IN: u64 = 20;
    const MOST: usize = 10;
    let (core, strays) = column.cells.parted(MOST, |cell| number(&cell.text).is_some())?;
    let (figures, words) = (core.answered(), strays.iter().map(|stray| stray.cells).sum::<u64>());
    (words * ONE_IN <= figures + words && figures >= ENOUGH).then_some((core, strays))
}

/// Words, and a code of a letter or two beside them, such as the `M` of a missing answer.
fn letters_apart(column: &Column) -> Option<Parted> {
    const ENOUGH: usize = 3;
    const MOST: usize = 2;
    let (core, strays) = column.cells.parted(MOST, |cell| !is_letter_code(&cell.text))?;
    (core.answers().len() >= ENOUGH).then_some((core, strays))
}

/// One or two capitals.
fn is_letter_code(text: &str) -> bool {
    (1..=2).contains(&text.len()) && text.bytes().all(|letter| letter.is_ascii_uppercase())
}

/// Points of a scale, and the codes that statistics programs write for no answer, beyond a gap.
fn codes_apart(column: &Column) -> Option<Parted> {
    codes_beside(&column.cells).filter(|_| !asks_amount(column))
}

/// The same of cells of one column or of all rows of a grid.
pub(super) fn codes_beside(cells: &Cells) -> Option<Parted> {
    const ENOUGH: usize = 3;
    const FAR: [i32; 14] = [-99, -98, -97, -9, -8, -1, 77, 88, 97, 98, 99, 888, 998, 999];
    let numbers: Vec<i32> = cells.answers().iter().map(|cell| whole(&cell.text)).collect::<Option<_>>()?;
    let last = numbers.iter().copied().filter(|number| (0..=10).contains(number)).max()?;
    // On a scale up to 5, 8 and 9 say so, too; on one up to 10, it is 11.
    let near: &[i32] = match numbers.iter().copied().filter(|number| (0..=7).contains(number)).max()? {
        _ if last == 10 => &[11],
        2..=5 if last >= 8 && !numbers.contains(&6) && !numbers.contains(&7) => &[8, 9],
        _ => &[],
    };
    let is_code = |number: i32| FAR.contains(&number) || near.contains(&number);
    let points = numbers.iter().filter(|number| !is_code(**number) && (0..=10).contains(*number)).count();
    if points < ENOUGH || numbers.iter().any(|number| !is_code(*number) && !(0..=10).contains(number)) {
        return None;
    }
    cells.parted(usize::MAX, |cell| !whole(&cell.text).is_some_and(is_code))
}
