//! A row question, and what it is under one banner.

use super::banner::Columns;
use super::options::TableOptions;
use super::overlap::Overlaps;
use crate::analysis::basis::Parts;
use crate::analysis::cells::Frame;
use crate::metric::{Bins, RowFigure, Subject};
use crate::table::QuestionTally;

/// What all tables of a run share.
pub(super) struct Tables<'a> {
    pub(super) frame: Frame<'a>,
    pub(super) options: &'a TableOptions,
    pub(super) columns: &'a [Columns],
    pub(super) overlaps: &'a Overlaps,
}

/// A row question.
pub(super) struct Question<'a> {
    pub(super) tables: &'a Tables<'a>,
    /// Its position.
    pub(super) at: usize,
    pub(super) rows: &'a [RowFigure],
    pub(super) bins: &'a Bins,
}

/// A row question under one banner: its columns, with those that can be compared.
pub(super) struct Table<'a> {
    pub(super) question: &'a Question<'a>,
    pub(super) columns: &'a Columns,
    /// The answers in each column.
    pub(super) subjects: &'a [Subject<'a>],
    /// Positions of the columns that are shown, have a value and somebody in them.
    pub(super) tested: Vec<usize>,
}

impl<'a> Question<'a> {
    pub(super) const fn frame(&self) -> &Frame<'a> {
        &self.tables.frame
    }

    /// The answers of a group, whose parts are given.
    pub(super) fn subject<'b>(&'b self, group: usize, parts: Option<&'b Parts<'b>>) -> Subject<'b> {
        let frame = self.frame();
        Subject { drawn: frame.drawn(parts), ..frame.in_group(self.at, group, self.bins) }
    }

    /// The answers of respondents who are no group, whose parts are given.
    pub(super) fn others<'b>(&'b self, tally: &'b QuestionTally, parts: Option<&'b Parts<'b>>) -> Subject<'b> {
        let frame = self.frame();
        let question = &frame.survey.questions[self.at];
        Subject { drawn: frame.drawn(parts), ..frame.subject(question, tally, self.bins) }
    }

    pub(super) fn is_hidden(&self, group: usize) -> bool {
        self.frame().hidden.question(self.at)[group]
    }

    /// Everybody but these groups, which have nobody in common: how they answered, and the parts of that.
    pub(super) fn without(&self, groups: &[usize]) -> (QuestionTally, Option<Parts<'_>>) {
        let frame = self.frame();
        let tally = |group: usize| &frame.groups[group].tally.questions[self.at];
        let left = groups.iter().fold(tally(0).clone(), |left, group| left.without(tally(*group)));
        let mut parts = frame.parts(0, self.at);
        for group in groups {
            parts = parts.zip(frame.parts(*group, self.at)).map(|(left, part)| left.less(&part));
        }
        (left, parts)
    }
}

impl Table<'_> {
    pub(super) fn options(&self) -> &TableOptions {
        self.question.tables.options
    }

    pub(super) fn rows(&self) -> &[RowFigure] {
        self.question.rows
    }

    /// The group of a column.
    pub(super) fn group(&self, column: usize) -> usize {
        self.columns.groups[column]
    }

    /// The columns that are compared.
    pub(super) fn tested_subjects(&self) -> Vec<Subject<'_>> {
        self.tested.iter().map(|at| self.subjects[*at]).collect()
    }

    /// The groups of the columns that are not compared.
    pub(super) fn untested(&self) -> Vec<usize> {
        let groups = self.columns.groups.iter().enumerate();
        groups.filter(|(at, _)| !self.tested.contains(at)).map(|(_, group)| *group).collect()
    }

    /// Whether figures carry weights or rest on a design.
    pub(super) fn is_weighted(&self) -> bool {
        let frame = self.question.frame();
        frame.design.weighted || frame.basis.is_some()
    }

    /// Whether respondents carry weights, be they all the same.
    pub(super) const fn has_weights(&self) -> bool {
        self.question.frame().survey.weight.is_some()
    }

    pub(super) fn cautions(&self) -> Vec<String> {
        let is_left_out = |at: usize| self.columns.is_lettered(at) && self.question.is_hidden(self.columns.groups[at]);
        let hidden = (0..self.subjects.len()).filter(|at| is_left_out(*at)).count();
        let what = if hidden == 1 { "one column is" } else { "several columns are" };
        let of_hidden = (hidden > 0).then(|| format!("{what} hidden, and no test counts them"));
        let overlapping = self.columns.banner.overlapping.then(|| {
            "respondents may stand in several of these columns: the table as a whole is not tested".to_string()
        });
        of_hidden.into_iter().chain(overlapping).collect()
    }
}
