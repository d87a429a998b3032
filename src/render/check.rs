//! What a check found, for people at a terminal.

use super::Look;
use super::ink::Ink;
use super::layout::{indented, wrap, wrap_list};
use super::table;
use super::terminal::finish;
use crate::results::Change;
use crate::view::{self, CheckView};

/// What has changed between files, one paragraph each.
pub fn changes(changes: &[Change], look: &Look) -> String {
    let lines = |one: &Change| {
        wrap(&view::between_exports(one), look.page()).into_iter().chain([String::new()]).collect::<Vec<_>>()
    };
    finish(&changes.iter().flat_map(lines).collect::<Vec<String>>())
}

/// The check as text of at most `look.width` columns (but at least 40).
pub fn text(view: &CheckView, look: &Look) -> String {
    let (page, ink) = (look.page(), Ink::new(look.color));
    let mut out: Vec<String> = wrap(&view.title, page).iter().map(|line| ink.strong(line)).collect();
    out.extend(view.inputs.iter().flat_map(|input| wrap_list(input, page)));
    out.extend(view.cautions.iter().flat_map(|caution| wrap(caution, page)).map(|line| ink.caution(&line)));
    for change in &view.changes {
        out.push(String::new());
        out.extend(wrap(change, page).iter().map(|line| ink.caution(line)));
    }
    for finding in &view.findings {
        out.push(String::new());
        out.extend(wrap(&finding.headline, page).iter().map(|line| ink.caution(line)));
        out.extend(finding.places.iter().flat_map(|place| indented(place, 2, page)));
    }
    if let Some(table) = &view.questions {
        out.push(String::new());
        out.extend(table::text(table, page, ink));
    }
    if !view.left_out.is_empty() {
        out.push(String::new());
        out.extend(wrap(&view.left_out, page));
    }
    if !view.grids.is_empty() {
        out.push(String::new());
        out.extend(view.grids.iter().flat_map(|grid| wrap(grid, page)));
    }
    for closing in [&view.unused, &view.accounting, &view.verdict].into_iter().filter(|line| !line.is_empty()) {
        out.push(String::new());
        out.extend(wrap(closing, page));
    }
    finish(&out)
}
