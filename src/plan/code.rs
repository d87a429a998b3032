//! Answers, groups and days as numbers.

use crate::scale::Missing;

/// An answer as a small number: below [`FIRST_OPTION`] it is a [`Missing`] kind, from there on an option.
pub type Code = u16;

/// Code of the first answer option. For shapes without options it means *a valid answer*.
#[expect(clippy::cast_possible_truncation, reason = "six kinds")]
pub const FIRST_OPTION: Code = Missing::ALL.len() as Code;

/// The code of a missing kind.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "six kinds")]
pub const fn missing_code(kind: Missing) -> Code {
    kind.index() as Code
}

/// Segment code of a respondent for whom the export has no value.
pub const NOT_STATED: u32 = 0;

/// Day number of a response without a usable date.
pub const UNDATED: i32 = i32::MIN;
