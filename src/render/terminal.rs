//! A report for people at a terminal.

use super::ink::Ink;
use super::layout::{wrap, wrap_list};
use super::{Look, lines, table};
use crate::view::{Document, Section};

/// The report as text of at most `look.width` columns (but at least 40).
pub fn report(document: &Document, look: &Look) -> String {
    let (page, ink) = (look.page(), Ink::new(look.color));
    let mut out = head(document, page, ink);
    for section in &document.sections {
        out.push(String::new());
        out.extend(self::section(section, &document.interval, page, ink));
    }
    out.extend(foot(document, page, ink));
    finish(&out)
}

/// The lines with a line feed each.
pub fn finish(lines: &[String]) -> String {
    lines.iter().flat_map(|line| [line.trim_end(), "\n"]).collect()
}

fn head(document: &Document, page: usize, ink: Ink) -> Vec<String> {
    let title = wrap(&document.title, page).into_iter().map(|line| ink.strong(&line));
    let facts = document.facts.iter().flat_map(|fact| wrap_list(fact, page));
    title.chain(facts).chain([ink.faint(&rule(page))]).collect()
}

/// A line across the page.
pub fn rule(page: usize) -> String {
    "─".repeat(page)
}

fn section(section: &Section, interval: &str, page: usize, ink: Ink) -> Vec<String> {
    let mut out: Vec<String> = wrap(&section.heading, page).iter().map(|line| ink.strong(line)).collect();
    let tag = wrap_list(&section.tag, page).into_iter().map(|line| ink.faint(&line));
    out.extend(tag.chain(wrap_list(&section.base, page)).filter(|line| !line.is_empty()));
    let tables = section.tables.iter().map(|table| table::text(table, page, ink));
    for part in std::iter::once(lines::text(&section.blocks, interval, page, ink)).chain(tables) {
        if !part.is_empty() {
            out.push(String::new());
            out.extend(part);
        }
    }
    out.extend(cautions(&section.cautions, page, ink));
    out
}

fn foot(document: &Document, page: usize, ink: Ink) -> Vec<String> {
    let accounting = Some(&document.accounting).filter(|text| !text.is_empty());
    let accounting = accounting.map_or_else(Vec::new, |text| wrap(text, page));
    let notes = document.footnotes.iter().flat_map(|note| wrap(note, page));
    let body: Vec<String> = notes.chain(accounting).chain(cautions(&document.cautions, page, ink)).collect();
    if body.is_empty() { body } else { [String::new(), ink.faint(&rule(page))].into_iter().chain(body).collect() }
}

/// Cautions, each led by a mark so that they stand out without colour too.
pub fn cautions(cautions: &[String], page: usize, ink: Ink) -> Vec<String> {
    let caution = |text: &String| {
        let lines = wrap(text, page - 2).into_iter().enumerate();
        lines.map(|(at, line)| format!("{}{}", if at == 0 { "! " } else { "  " }, line)).collect::<Vec<_>>()
    };
    cautions.iter().flat_map(caution).map(|line| ink.caution(&line)).collect()
}
