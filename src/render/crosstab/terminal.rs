//! Tables of two questions for people at a terminal.

use super::panels::Layout;
use crate::render::Look;
use crate::render::ink::Ink;
use crate::render::layout::{indented, wrap, wrap_list};
use crate::render::terminal::{cautions, finish, rule};
use crate::view::{CrosstabView, StubView};

/// The tables as text of at most `look.width` columns (but at least 40).
pub fn text(view: &CrosstabView, look: &Look) -> String {
    let (page, ink) = (look.page(), Ink::new(look.color));
    let layout = Layout::of(view, page);
    let mut out: Vec<String> = wrap(&view.title, page).iter().map(|line| ink.strong(line)).collect();
    out.extend(view.facts.iter().flat_map(|fact| wrap_list(fact, page)));
    out.push(ink.faint(&rule(page)));
    for stub in &view.stubs {
        out.push(String::new());
        out.extend(table(stub, &layout, page, ink));
    }
    out.extend(foot(view, page, ink));
    finish(&out)
}

fn table(stub: &StubView, layout: &Layout, page: usize, ink: Ink) -> Vec<String> {
    let mut out: Vec<String> = wrap(&stub.heading, page).iter().map(|line| ink.strong(line)).collect();
    out.extend(wrap_list(&stub.tag, page).iter().map(|line| ink.faint(line)));
    for panel in layout.panels() {
        out.push(String::new());
        out.extend(layout.table(stub, panel, ink));
    }
    if !stub.findings.is_empty() {
        out.push(String::new());
        out.extend(stub.findings.iter().flat_map(|finding| hanging(finding, page)));
    }
    out.extend(cautions(&stub.cautions, page, ink));
    out
}

/// A sentence whose further lines stand below its first word.
fn hanging(text: &str, page: usize) -> Vec<String> {
    let lines = indented(text, 4, page).into_iter().enumerate();
    lines.map(|(at, line)| if at == 0 { format!("  – {}", line.trim_start()) } else { line }).collect()
}

fn foot(view: &CrosstabView, page: usize, ink: Ink) -> Vec<String> {
    let accounting = Some(&view.accounting).filter(|text| !text.is_empty());
    let notes = view.footnotes.iter().chain(accounting).flat_map(|note| wrap(note, page));
    let body: Vec<String> = notes.chain(cautions(&view.cautions, page, ink)).collect();
    if body.is_empty() { body } else { [String::new(), ink.faint(&rule(page))].into_iter().chain(body).collect() }
}
