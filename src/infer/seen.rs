//! The columns of an export as the rules see them.

use super::cells::Cells;
use super::draft::{Column, DayOrder};
use super::profile::ColumnProfile;
use super::words::cut;
use super::yaml::Yaml;
use super::{dates, written};
use crate::decode::Evidence;
use crate::label::{fold, tidy};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Longest wording written, in characters.
pub(super) const LONGEST_TEXT: usize = 400;

/// Longest header by which a column is named, in characters; longer ones are named by their position.
const LONGEST_HEADER: usize = 2000;

/// The columns as the rules see them, each with the name that a definition has for it.
pub(super) fn seen(profiles: &[ColumnProfile]) -> Vec<Column<'_>> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for profile in profiles {
        *times.entry(fold(&profile.name)).or_default() += 1;
    }
    let reference = |profile: &ColumnProfile| {
        let name = tidy(&profile.name);
        let is_usable = !name.is_empty() && name.chars().count() <= LONGEST_HEADER;
        if is_usable && times.get(&fold(&name)) == Some(&1) {
            Yaml::Text(name)
        } else {
            Yaml::word(&profile.position.max(1))
        }
    };
    let column = |profile| Column {
        profile,
        reference: reference(profile),
        text: cut(&tidy(&profile.text), LONGEST_TEXT),
        cells: Cells::new(&profile.values).with_no_answers(&profile.no_answers),
        order: DayOrder::Unknown,
        others: Evidence::default(),
    };
    let mut columns: Vec<Column> = profiles.par_iter().map(column).collect();
    dates::settle(&mut columns);
    written::settle(&mut columns);
    columns
}
