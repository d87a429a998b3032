//! Who wrote an export, and what its header means. One file per platform, one line in [`PLATFORMS`].
//!
//! A platform is recognised by evidence in the first records, never by a file's name, and the evidence is
//! reported. Knows headers only: what a cell means is the definition's business.

mod alchemer;
mod formbricks;
mod google_forms;
mod kobotoolbox;
mod limesurvey;
mod live_chat;
mod microsoft_forms;
mod plain;
mod qualtrics;
mod redcap;
mod reviews;
mod surveymonkey;
mod typeform;
mod words;

pub(super) use plain::PLAIN;
pub(super) use qualtrics::QUALTRICS;
pub(super) use redcap::DICTIONARY;
pub(super) use surveymonkey::spread_over;

use crate::diagnostic::{Fault, nearest};
use crate::infer::markup::without_markup;

/// The first records of an export, tidied, enough to recognise who wrote it. Never empty.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head<'a> {
    records: &'a [Vec<String>],
}

impl<'a> Head<'a> {
    /// `None` when there is no record at all.
    pub(super) fn new(records: &'a [Vec<String>]) -> Option<Head<'a>> {
        (!records.is_empty()).then_some(Head { records })
    }

    /// The record of this number, from 1; empty past the end.
    fn row(self, number: usize) -> &'a [String] {
        self.records.get(number - 1).map_or(&[], Vec::as_slice)
    }

    /// Whether the first record has this header, in any case.
    fn has(self, header: &str) -> bool {
        self.row(1).iter().any(|cell| cell.eq_ignore_ascii_case(header))
    }

    /// Whether the first record has all of these headers.
    fn has_all(self, headers: &[&str]) -> bool {
        headers.iter().all(|header| self.has(header))
    }
}

/// A platform whose exports are recognised.
#[derive(Debug)]
pub(super) struct Platform {
    /// The name in definitions and on the command line.
    pub(super) id: &'static str,
    /// The name people know.
    pub(super) title: &'static str,
    /// The evidence that an export is this platform's, for example `row 3 holds ImportId`.
    pub(super) detect: fn(Head) -> Option<String>,
    /// What the header means.
    pub(super) lay_out: fn(Head) -> Result<Headers, Fault>,
}

/// Every platform, the most specific evidence first; the last one takes whatever is left.
pub(super) static PLATFORMS: &[&Platform] = &[
    &qualtrics::QUALTRICS,
    &qualtrics::LEGACY,
    &surveymonkey::SUMMARY,
    &surveymonkey::SURVEYMONKEY,
    &formbricks::FORMBRICKS,
    &typeform::TYPEFORM,
    &limesurvey::LIMESURVEY,
    &kobotoolbox::KOBOTOOLBOX,
    &redcap::REDCAP,
    &redcap::DICTIONARY,
    &alchemer::ALCHEMER,
    &microsoft_forms::MICROSOFT_FORMS,
    &google_forms::GOOGLE_FORMS,
    &live_chat::ZENDESK,
    &live_chat::INTERCOM,
    &live_chat::LIVECHAT,
    &reviews::TRUSTPILOT,
    &reviews::GOOGLE,
    &reviews::FACEBOOK,
    &plain::PLAIN,
];

impl Platform {
    /// Whether a table with one header row has the marks of this platform.
    pub(super) fn is_headed(&self, headers: &Headers) -> bool {
        let names: Vec<String> = headers.columns.iter().map(|column| column.id.clone()).collect();
        Head::new(&[names]).is_some_and(|head| (self.detect)(head).is_some())
    }
}

/// The platform that wrote an export, with the evidence for it.
pub(super) fn detect(head: Head) -> (&'static Platform, String) {
    let found = PLATFORMS.iter().find_map(|platform| Some((*platform, (platform.detect)(head)?)));
    found.unwrap_or((&plain::PLAIN, String::new()))
}

/// The platform of this name.
///
/// # Errors
///
/// When there is none, with the nearest there is.
pub(super) fn by_name(name: &str) -> Result<&'static Platform, Fault> {
    let ids = || PLATFORMS.iter().map(|platform| platform.id);
    PLATFORMS.iter().find(|platform| platform.id == name).copied().ok_or_else(|| {
        let all = ids().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
        let help =
            nearest(name, ids()).map_or(format!("expected one of {all}"), |near| format!("did you mean `{near}`?"));
        Fault::new(format!("there is no platform `{name}`")).help(help)
    })
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
    fn single_row(head: Head, role: impl Fn(&str) -> Role) -> Headers {
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
    fn setting_apart(mut self, header: &str, when: When, apart: Apart) -> Headers {
        let column = self.columns.iter().position(|column| column.id.eq_ignore_ascii_case(header));
        self.set_apart.extend(column.map(|column| SetApart { column, when, apart }));
        self
    }

    /// The same, with the headers of answers split into block and item.
    fn splitting(mut self, split: impl Fn(&str) -> Option<(String, String)>) -> Headers {
        for column in self.columns.iter_mut().filter(|column| column.role == Role::Answer) {
            if let Some((stem, item)) = split(&column.text) {
                (column.stem, column.item) = (Some(stem), Some(item));
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::PLATFORMS;

    #[test]
    fn platforms_have_names_of_their_own() {
        let mut ids: Vec<&str> = PLATFORMS.iter().map(|platform| platform.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), PLATFORMS.len());
    }
}
