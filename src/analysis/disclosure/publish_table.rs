//! The last door of tables of two questions: they leave it without anything that is hidden.

use crate::results::{Crosstab, Published, PublishedCrosstab, StubBanner, StubColumn, TableCell};

/// The tables as they may be told: without any number in their suppressed columns, whoever put them together.
#[must_use]
pub fn publish_crosstab(mut crosstab: Crosstab) -> PublishedCrosstab {
    for stub in &mut crosstab.stubs {
        strip(&mut stub.total);
        stub.banners.iter_mut().for_each(withhold);
    }
    Published::after_disclosure(crosstab)
}

/// Takes the numbers out of hidden columns, and the comparisons of which either side is hidden.
fn withhold(banner: &mut StubBanner) {
    let StubBanner { columns, pairs, .. } = banner;
    let is_shown = |at: usize| columns.get(at).is_some_and(|column| !column.suppressed);
    pairs.retain(|pair| is_shown(pair.one) && is_shown(pair.other));
    columns.iter_mut().for_each(strip);
}

fn strip(column: &mut StubColumn) {
    if column.suppressed {
        column.base = None;
        column.flag = None;
        column.cells.fill(TableCell::default());
    }
}
