//! What the header of an export means, and what a platform has to say about it.

use super::words;
use crate::diagnostic::Fault;
use crate::infer::personal::header as is_personal;
use crate::label::without_markup;

/// The first records of an export, tidied, enough to recognise who wrote it. Never empty.
#[derive(Debug, Clone, Copy)]
pub(in crate::responses) struct Head<'a> {
    pub(super) records: &'a [Vec<String>],
}

impl<'a> Head<'a> {
    /// `None` when there is no record at all.
    pub(in crate::responses) fn new(records: &'a [Vec<String>]) -> Option<Head<'a>> {
        (!records.is_empty()).then_some(Head { records })
    }

    /// The record of this number, from 1; empty past the end.
    pub(super) fn row(self, number: usize) -> &'a [String] {
        self.records.get(number - 1).map_or(&[], Vec::as_slice)
    }

    /// Whether the first record has this header, in any case.
    pub(super) fn has(self, header: &str) -> bool {
        self.row(1).iter().any(|cell| cell.eq_ignore_ascii_case(header))
    }

    /// Whether the first record has all of these headers.
    pub(super) fn has_all(self, headers: &[&str]) -> bool {
        headers.iter().all(|header| self.has(header))
    }
}

/// A platform whose exports are recognised.
#[derive(Debug)]
pub(in crate::responses) struct Platform {
    /// The name in definitions and on the command line.
    pub(in crate::responses) id: &'static str,
    /// The name people know.
    pub(in crate::responses) title: &'static str,
    /// The evidence that an export is this platform's, for example `row 3 holds ImportId`.
    pub(in crate::responses) detect: fn(Head) -> Option<String>,
    /// What the header means.
    pub(in crate::responses) lay_out: fn(Head) -> Result<Headers, Fault>,
}

/// What an export's header block means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headers {
    /// Records that the header takes up.
    pub rows: usize,
    /// The columns.
    pub columns: Vec<HeaderColumn>,
    /// Rows that are no finished response of a respondent.
    pub set_apart: Vec<SetApart>,
}

/// One column, as its header describes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeaderColumn {
    /// The platform's id of the column, or its header.
    pub id: String,
    /// The wording, without markup.
    pub text: String,
    /// The wording that a block of columns shares: a grid, or one column per option.
    pub stem: Option<String>,
    /// What the column stands for within its block: an item or an option.
    pub item: Option<String>,
    /// What it is for.
    pub role: Role,
    /// What else stands over the column: names by which it may be called, too.
    pub also: Vec<String>,
}

/// What a column is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Role {
    /// Answers to a question.
    #[default]
    Answer,
    /// Free text that belongs to an option such as *Other*.
    OtherText,
    /// The id of the response.
    ResponseId,
    /// When the response was submitted.
    Submitted,
    /// Whether the response is complete, or only a test.
    Status,
    /// Whether the response is complete, where its cells have to show it: the platform makes no rule of it.
    Complete,
    /// How the respondent was reached, in which language, on which form: a way to break figures down.
    Segment,
    /// Which visit of a person, or which of their forms, a row is of, where a person has several rows.
    Visit,
    /// The platform's own bookkeeping.
    Metadata,
    /// Names, addresses, whereabouts: never shown.
    Personal,
    /// The weight of the response.
    Weight,
}

/// A rule of the platform for rows that do not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetApart {
    /// Position of the column, from 0.
    pub column: usize,
    /// Which cells set a row apart.
    pub when: When,
    /// What such a row is.
    pub apart: Apart,
}

/// A test on a cell, without regard to case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// The cell is one of these.
    OneOf(&'static [&'static str]),
    /// The cell is none of these.
    NoneOf(&'static [&'static str]),
}

/// What a row is that a platform's rule sets apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Apart {
    /// A test or preview by the survey's makers.
    Preview,
    /// A response that was broken off. The definition's own `complete:` takes the place of this rule.
    Incomplete,
}

impl Headers {
    /// One header row whose cells are both id and wording, with roles by name.
    pub(super) fn single_row(head: Head, role: impl Fn(&str) -> Role) -> Headers {
        let all = head.row(1);
        let wording = |header: &String| match words::numbered_copy(header, all) {
            Some((first, number)) => words::with_number(&without_markup(&first), number),
            None => without_markup(header),
        };
        let columns = all.iter().map(|header| HeaderColumn {
            id: header.clone(),
            text: wording(header),
            role: role(header),
            ..HeaderColumn::default()
        });
        Headers { rows: 1, columns: columns.collect(), set_apart: Vec::new() }
    }

    /// The same, with rows set apart where the column headed so satisfies the test.
    pub(super) fn setting_apart(mut self, header: &str, when: When, apart: Apart) -> Headers {
        let column = self.columns.iter().position(|column| column.id.eq_ignore_ascii_case(header));
        self.set_apart.extend(column.map(|column| SetApart { column, when, apart }));
        self
    }

    /// The same, with the headers of answers split into block and item.
    pub(super) fn splitting(mut self, split: impl Fn(&str) -> Option<(String, String)>) -> Headers {
        for column in self.columns.iter_mut().filter(|column| column.role == Role::Answer) {
            if let Some((stem, item)) = split(&column.text) {
                (column.stem, column.item) = (Some(stem), Some(item));
            }
        }
        self
    }
}

/// The role of a column that holds what points to a person, by its header in common use.
pub(super) fn personal(header: &str) -> Option<Role> {
    is_personal(header).then_some(Role::Personal)
}
