//! A grid: several items on one scale. Each item becomes a question of its own, called `grid.item`.

use super::Kind;
use super::asked::{Asked, scale_metrics};
use crate::definition::format::{ItemKeys, OrColumn};
use crate::definition::given::Given;
use crate::definition::id::plain_id;
use crate::definition::{Question, Source};

pub(super) static KIND: Kind = Kind {
    name: "grid",
    about: "Several items answered on one scale, with a column each",
    keys: &["items", "scale", "options", "direction", "codes", "scores", "unscored", "top", "bottom", "nets"],
    required: &["items"],
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
    let items: Vec<Option<Item>> = table.entries().map(|entry| item(asked, entry)).collect();
    let set = set?;
    let metrics = scale_metrics(&set);
    let question = asked.coded(Source::Columns(Vec::new()), set, metrics);
    items.into_iter().map(|item| Some(of_item(&question, item?, asked.keys.text.value().is_some()))).collect()
}

/// One row of the grid.
struct Item {
    id: String,
    text: String,
    source: Source,
}

fn item(
    asked: &Asked,
    (name, mark, entry): (&str, crate::definition::source::Mark, &Given<OrColumn<ItemKeys>>),
) -> Option<Item> {
    let owner = format!("item `{name}`");
    let sound = plain_id(name, mark, "an item", asked.notes());
    let given = entry.value.as_ref()?;
    let (column, at) = given.column(entry.mark, |keys| &keys.column, &owner, asked.notes())?;
    asked.claim(&column, at);
    let text = given.keys().and_then(|keys| keys.text.value()).map_or(name, |text| text);
    sound.then(|| Item { id: name.to_owned(), text: text.to_owned(), source: Source::Column(column) })
}

/// The grid's question for one item; the grid's own wording, if it has one, comes first.
fn of_item(grid: &Question, item: Item, has_stem: bool) -> Question {
    let text = if has_stem { format!("{} – {}", grid.text, item.text) } else { item.text };
    Question { id: format!("{}.{}", grid.id, item.id), text, source: item.source, ..grid.clone() }
}
