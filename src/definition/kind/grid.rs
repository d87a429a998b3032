//! A grid: several items on one scale. Each item becomes a question of its own, called `grid.item`.

use super::asked::{Asked, BOXES, SCALE};
use super::{Kind, Standing};
use crate::definition::answers::{AnswerSet, meanings};
use crate::definition::entry::{ColumnEntry, OrColumn};
use crate::definition::given::{Given, Table};
use crate::definition::id::plain_id;
use crate::definition::question_keys::ItemKeys;
use crate::definition::source::Mark;
use crate::definition::{Question, Reading, Source, Tick};
use crate::diagnostic::named;
use crate::label::fold;
use crate::scale::Missing;
use std::collections::BTreeMap;

pub(super) static KIND: Kind = Kind {
    name: "grid",
    about: "Several items answered on one scale, with a column each, or with a column per item and answer",
    keys: &[&["items"], SCALE, BOXES, &["unselected", "unrecognised"]],
    required: &["items"],
    standing: Standing::Items,
    lower,
};

/// More items than any grid has.
const MOST_ITEMS: usize = 200;

fn lower(asked: &Asked) -> Option<Vec<Question>> {
    let set = asked.scaled();
    let (table, mark) = asked.keys.items.marked()?;
    if !asked.notes().few_enough(mark, table.0.len(), MOST_ITEMS, "items in one grid") {
        return None;
    }
    let meant = set.as_ref().map(|set| meant(asked, set));
    let items: Vec<Option<Item>> = table.entries().map(|entry| item(asked, entry, meant.as_ref())).collect();
    needs_unselected(asked, table.entries().filter_map(|(_, _, entry)| entry.value.as_ref()));
    let set = set?;
    let question = asked.coded(Source::Columns(Vec::new()), set);
    items.into_iter().map(|item| Some(of_item(&question, item?, asked.keys.text.value().is_some()))).collect()
}

/// Notes words for *not chosen* where no item has columns to choose in.
fn needs_unselected<'a>(asked: &Asked, mut items: impl Iterator<Item = &'a OrColumn<ItemKeys>>) {
    let is_ticked = |item: &OrColumn<ItemKeys>| item.keys().is_some_and(|keys| keys.columns.mark().is_some());
    if let Some(mark) = asked.keys.unselected.mark().filter(|_| !items.any(is_ticked)) {
        let help = "it is for items with a column per answer, `columns: { answer: column }`; take it out";
        asked.notes().fault(mark, "nothing in this grid can be unselected", help);
    }
}

/// One row of the grid.
struct Item {
    id: String,
    text: String,
    source: Source,
    reading: Reading,
}

/// What the name of a column of ticks may be: an answer, or a word for no answer.
type Meant = BTreeMap<String, Tick>;

fn meant(asked: &Asked, set: &AnswerSet) -> Meant {
    let none = asked.draft();
    let words =
        [(none.missing, Missing::NoAnswer), (none.dont_know, Missing::DontKnow), (none.refused, Missing::Refused)];
    let missing = words.into_iter().flat_map(|(words, kind)| words.into_iter().map(move |word| (word, kind)));
    let mut meant: Meant = missing.map(|(word, kind)| (fold(&word), Tick::Missing(kind))).collect();
    meant.extend(meanings(&set.options).into_iter().map(|(text, position)| (text, Tick::Option(position))));
    meant
}

fn item(
    asked: &Asked,
    (name, mark, entry): (&str, Mark, &Given<OrColumn<ItemKeys>>),
    meant: Option<&Meant>,
) -> Option<Item> {
    let sound = plain_id(name, mark, "an item", asked.notes());
    let given = entry.value.as_ref()?;
    let owner = format!("item `{name}`");
    let under_answers = given.keys().and_then(|keys| Some((keys, keys.columns.marked()?)));
    let (source, reading) = if let Some((keys, (table, at))) = under_answers {
        if keys.column.mark().is_some() {
            let help = "keep `column` for a cell with the answer, or `columns` for a tick under each answer";
            asked.notes().fault(at, format!("{owner} has a `column` and `columns`"), help);
        }
        ticked(asked, table, &owner, meant?)?
    } else {
        let (column, at) = given.column(entry.mark, |keys| &keys.column, &owner, asked.notes())?;
        asked.claim(&column, at);
        (Source::Column(column), Reading::Label)
    };
    let text = given.keys().and_then(|keys| keys.text.value()).map_or(name, |text| text);
    sound.then(|| Item { id: name.to_owned(), text: text.to_owned(), source, reading })
}

/// The columns under the answers of one item, and what a tick in each stands for.
fn ticked(asked: &Asked, table: &Table<ColumnEntry>, owner: &str, meant: &Meant) -> Option<(Source, Reading)> {
    let (mut columns, mut ticks) = (Vec::new(), Vec::new());
    for (answer, mark, entry) in table.entries() {
        let Some(column) = entry.value.as_ref().and_then(|column| column.column(entry.mark, asked.notes())) else {
            continue;
        };
        asked.claim(&column, entry.mark);
        if let Some(tick) = meant.get(&fold(answer)) {
            ticks.push(*tick);
        } else {
            let message = format!("{} under {owner} is no answer of {}", named(answer), asked.owner());
            let help = "name an option, or a word under `missing`, `dont_know` or `refused`";
            asked.notes().fault(mark, message, help);
        }
        columns.push(column);
    }
    let unselected = asked.keys.unselected.each().into_iter().map(|(text, _)| text.to_owned()).collect();
    (columns.len() == ticks.len()).then_some((Source::Columns(columns), Reading::Ticked { ticks, unselected }))
}

/// The grid's question for one item; the grid's own wording, if it has one, comes first.
fn of_item(grid: &Question, item: Item, has_stem: bool) -> Question {
    let text = if has_stem { format!("{} – {}", grid.text, item.text) } else { item.text };
    Question {
        id: format!("{}.{}", grid.id, item.id),
        grid: Some(grid.id.clone()),
        text,
        source: item.source,
        reading: item.reading,
        ..grid.clone()
    }
}
