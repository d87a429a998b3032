//! What a column asks that stands alone: the rules, one after the other, the surest first.

use super::codes::{self, Sense};
use super::draft::{Column, Draft};
use super::profile::Role;
use super::stems::Place;
use super::{choice, dates, numbers, out_of, rankings, several, stems, strays, written};
use crate::label::fold;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What each column asks that has no stem with others, worked out side by side: it depends on nothing else.
pub(super) fn guesses(columns: &[Column], places: &[Vec<Place>], from_one: bool) -> BTreeMap<usize, (Draft, Sense)> {
    let mut alone = Vec::new();
    let mut at = 0;
    while at < columns.len() {
        let length = stems::run(&places[at..]).map_or(1, |(_, length)| length);
        alone.extend(Some(&columns[at]).filter(|column| length == 1 && is_asked(column)));
        at += length;
    }
    alone.into_par_iter().map(|column| (column.profile.position, guess(column, from_one))).collect()
}

/// What a column that stands alone asks, and what its cells are.
pub(super) fn guess(column: &Column, from_one: bool) -> (Draft, Sense) {
    let draft = draft_of(column, from_one);
    let sense = codes::sense(column, &draft);
    (draft, sense)
}

/// What a column that stands alone asks, and what it does not.
fn draft_of(column: &Column, from_one: bool) -> Draft {
    let mut draft = by_rules(column, from_one);
    if let Some((core, strays)) = strays::apart(column, &draft) {
        let again = by_rules(&core, from_one);
        if strays::is_number(again.kind) || again.scale.is_some() {
            draft = again;
            strays::tell(&mut draft, &strays);
        }
    }
    if draft.kind == "rating" && column.asks_to_recommend() {
        numbers::tell_no_nps(column, &mut draft);
    }
    draft
}

/// What the rules make of a column that stands alone; free text when none of them knows better.
fn by_rules(column: &Column, from_one: bool) -> Draft {
    if column.profile.role == Role::OtherText {
        return free_text(column);
    }
    choice::by_codebook(column)
        .or_else(|| dates::date(column))
        .or_else(|| choice::fft(column))
        .or_else(|| choice::fft_by_codes(column))
        .or_else(|| choice::help_desk(column))
        .or_else(|| numbers::nps(column, from_one))
        .or_else(|| out_of::rating(column, from_one))
        .or_else(|| numbers::rating_with_ends(column))
        .or_else(|| choice::on_scale(column))
        .or_else(|| choice::numbered_scale(column))
        .or_else(|| rankings::in_one_cell(column))
        .or_else(|| several::several(column))
        .or_else(|| numbers::one_or_zero(column))
        .or_else(|| numbers::duration(column))
        .or_else(|| numbers::rating(column))
        .or_else(|| choice::coded(column))
        .or_else(|| numbers::plain_number(column))
        .or_else(|| numbers::with_unit(column))
        .or_else(|| numbers::hours_and_minutes(column))
        .or_else(|| choice::yes_or_no(column))
        .or_else(|| choice::single(column))
        .unwrap_or_else(|| free_text(column))
}

fn free_text(column: &Column) -> Draft {
    Draft { kind: "text", tokens: column.cells.missing(), ..Draft::default() }
}

/// Whether a column holds answers to ask about.
pub(super) fn is_asked(column: &Column) -> bool {
    matches!(column.profile.role, Role::Answer | Role::OtherText) && column.cells.all().next().is_some()
}

/// Whether a column without a header in first place only numbers the rows.
pub(super) fn is_row_number(column: &Column) -> bool {
    let header = fold(&column.profile.name);
    let distinct = column.cells.all().all(|cell| cell.count == 1 && written::whole(&cell.text).is_some());
    column.profile.position == 1 && (header.is_empty() || header == "#") && column.profile.filled > 1 && distinct
}
