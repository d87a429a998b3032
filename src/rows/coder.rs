//! From raw rows to batches: all their columns decoded, on whichever thread is free.

use super::batch::Batch;
use super::column::Column;
use super::decimals::{Decimals, Settled};
use super::findings::{About, Findings};
use super::notes::Notes;
use super::question::{Before, QuestionCoder};
use super::replicates::{Bad, Runs};
use super::scope::Scope;
use super::segment::{Known, SegmentCoder};
use super::submitted::DayCoder;
use super::weights::weights;
use crate::definition::{Survey, Weighs};
use crate::diagnostic::Faults;
use crate::label::fold;
use crate::plan::{NOT_STATED, Plan, Sides, UNDATED, missing_code};
use crate::responses::{Fate, Ids, Piece, Places, RawBatch};
use crate::scale::Missing;
use crate::table::{Scale, Square, Weighing, Weight};
use std::collections::HashSet;

/// Decodes batches. Shared between threads.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct Coder {
    weighted: bool,
    /// What stands in the column of weights.
    weighs: Weighs,
    /// How many columns of replicate weights there are, and whether they hold whole ones.
    replicates: usize,
    combined: bool,
    /// The scale that weights are put on.
    scale: Scale,
    submitted: Option<DayCoder>,
    questions: Vec<QuestionCoder>,
    segments: Vec<SegmentCoder>,
    /// What the files are called.
    files: Vec<String>,
    decimals: Decimals,
    /// What tells the sides of a comparison apart: an id may be on each once.
    sides: Option<Sides>,
    /// Whether ids stand for people who may be on both.
    has_pairs: bool,
    /// Words for a complete response, where the definition says so.
    complete: Option<HashSet<String>>,
    /// Whether every finding is wanted, or only the first ones.
    every_finding: bool,
}

/// Why decoding came to an end.
#[derive(Debug)]
pub enum Stopped {
    /// Quotation marks leave in doubt where records end: the files must be read carefully.
    Unclear,
    /// The exports are at fault.
    Faults(Faults),
}

impl Coder {
    /// For files whose cells are separated so.
    #[must_use]
    pub fn new(survey: &Survey, separators: &[u8], every_finding: bool) -> Coder {
        Coder {
            weighted: survey.weight.is_some(),
            weighs: survey.weighs,
            replicates: 0,
            combined: survey.replicates.as_ref().is_none_or(|replicates| replicates.combined),
            scale: Scale::USUAL,
            submitted: survey.submitted.as_ref().map(DayCoder::new),
            questions: survey.questions.iter().map(QuestionCoder::new).collect(),
            segments: survey.segments.iter().map(SegmentCoder::new).collect(),
            files: Vec::new(),
            decimals: Decimals::new(survey, separators),
            sides: None,
            has_pairs: false,
            complete: survey.complete.as_ref().map(|complete| complete.is.iter().map(|word| fold(word)).collect()),
            every_finding,
        }
    }

    /// The same for files that are called so.
    #[must_use]
    pub(super) fn with_files(self, files: Vec<String>) -> Coder {
        Coder { files, ..self }
    }

    /// The same for files with so many columns of replicate weights.
    #[must_use]
    pub(super) fn with_replicates(self, replicates: usize) -> Coder {
        Coder { replicates, ..self }
    }

    /// How many columns of replicate weights there are.
    pub(super) const fn replicates(&self) -> usize {
        self.replicates
    }

    /// The same with the questions that a plan counts behind those of the survey, and with the sides of its comparison.
    #[must_use]
    pub(super) fn with_plan(mut self, survey: &Survey, plan: &Plan) -> Coder {
        self.sides = plan.sides();
        self.has_pairs = plan.pairs;
        self.questions.extend(survey.hidden_questions(plan).iter().map(QuestionCoder::new));
        self
    }

    /// Decodes a piece and those that have been waiting for it, or none if an earlier one has not been here yet;
    /// and says what could not be understood in the rows that are analysed. `ids` are those of the pieces
    /// before; `places` takes note of the pieces decoded.
    ///
    /// # Errors
    ///
    /// When it is unclear where its records end, or a segment turns out to have too many different values.
    pub fn code(&self, piece: Piece, ids: &Ids, places: &mut Places) -> Result<Vec<(Batch, Findings)>, Stopped> {
        let mut coded = Vec::new();
        self.code_each(piece, ids, places, |_, batch, findings| coded.push((batch, findings)))?;
        Ok(coded)
    }

    /// The same with the raw rows of each batch, for who looks at cells that are not decoded.
    ///
    /// # Errors
    ///
    /// Those of [`Self::code`].
    pub(super) fn code_each(
        &self,
        piece: Piece,
        ids: &Ids,
        places: &mut Places,
        mut each: impl FnMut(&RawBatch, Batch, Findings),
    ) -> Result<(), Stopped> {
        let mut raw = piece.rows().ok_or(Stopped::Unclear)?;
        raw.set_apart(self.complete.as_ref());
        raw.sides = self.sides(&raw);
        for raw in ids.in_turn(raw) {
            places.add(&raw);
            let (batch, findings) = self.code_rows(&raw, &Scope::WHOLE, self.no_findings()).map_err(Stopped::Faults)?;
            each(&raw, batch, findings);
            raw.recycle();
        }
        Ok(())
    }

    /// Decodes bundles of responses as far as they are looked at, and says what could not be understood of what the
    /// scope is about. Questions outside of the scope have no answer, segments without cells no value.
    ///
    /// # Errors
    ///
    /// When a segment turns out to have too many different values.
    pub(super) fn code_bundles(&self, mut raw: RawBatch, scope: &Scope) -> Result<(Batch, Findings), Faults> {
        raw.set_apart(self.complete.as_ref());
        self.code_rows(&raw, scope, Findings::without_places())
    }

    /// Per row, its side of the comparison; none where nothing is compared so, or responses have no ids.
    fn sides(&self, raw: &RawBatch) -> Vec<u32> {
        let Some(sides) = self.sides.filter(|_| raw.layout.response_id.is_some()) else { return Vec::new() };
        let file = raw.extent.input;
        match self.submitted.as_ref().zip(raw.layout.submitted).filter(|_| sides.are_days()) {
            Some((coder, column)) => {
                let findings = Findings::without_places();
                let mut notes = Notes { raw, fates: &raw.fates, findings, scope: &Scope::WHOLE };
                coder.days(column, &mut notes).into_iter().map(|day| sides.of(file, day)).collect()
            }
            None => vec![sides.of(file, UNDATED); raw.rows()],
        }
    }

    fn code_rows(&self, raw: &RawBatch, scope: &Scope, findings: Findings) -> Result<(Batch, Findings), Faults> {
        let mut fates = raw.fates.clone();
        let (mut runs, bad) = self.runs(raw, &mut fates);
        let (weights, weighing) = self.weights(raw, &mut fates, scope);
        runs.finish(raw, &fates, weights.as_deref().filter(|_| !self.combined));
        let mut notes = Notes { raw, fates: &fates, findings, scope };
        notes.rejected(&bad);
        let undated = || vec![UNDATED; raw.rows()];
        let dated = self.submitted.as_ref().zip(raw.layout.submitted);
        let days = dated.map_or_else(undated, |(coder, column)| coder.days(column, &mut notes));
        let mut columns: Vec<Column> = Vec::with_capacity(self.questions.len());
        for (at, question) in self.questions.iter().enumerate() {
            columns.push(if scope.has(at) {
                let known = Before { columns: &columns, days: &days };
                question.column(at, &known, &self.decimals, &mut notes)
            } else {
                Column::Coded(vec![missing_code(Missing::NoAnswer); raw.rows()])
            });
        }
        let hours = dated.filter(|_| self.segments.iter().any(SegmentCoder::needs_hours));
        let hours = hours.map_or_else(|| vec![NOT_STATED; raw.rows()], |(coder, column)| coder.hours(column, &notes));
        let file = self.files.get(raw.extent.input).map_or("", String::as_str);
        let known = Known { columns: &columns, days: &days, hours, file };
        let segments = self.segments.iter().enumerate();
        let segments = segments.map(|(at, segment)| segment.groups(at, &known, &self.decimals, &mut notes));
        let segments = segments.collect::<Result<Vec<_>, _>>()?;
        let findings = notes.findings;
        Ok((
            Batch {
                fates,
                before: Vec::new(),
                times: raw.times.clone(),
                weights,
                weighing,
                runs,
                days,
                people: if self.has_pairs { raw.people() } else { Vec::new() },
                input: raw.extent.input,
                segments,
                columns,
            },
            findings,
        ))
    }

    /// The replicate weights of a batch, or factors; rows without usable ones are set apart.
    fn runs(&self, raw: &RawBatch, fates: &mut [Fate]) -> (Runs, Bad) {
        if raw.layout.replicates.is_empty() {
            return (Runs::default(), Bad::new());
        }
        let scale = if self.combined { self.scale } else { Scale::USUAL };
        Runs::read(raw, scale, &self.decimals, fates)
    }

    /// The weights of a batch, and their extent; rows without a usable one are set apart.
    fn weights(&self, raw: &RawBatch, fates: &mut [Fate], scope: &Scope) -> (Option<Vec<(Weight, Square)>>, Weighing) {
        if !self.weighted {
            let analysed = (0..raw.rows()).filter(|row| fates[*row] == Fate::Analysed);
            return (None, Weighing::unweighted(analysed.map(|row| raw.times(row)).sum()));
        }
        let Some(column) = raw.layout.weight else { return (Some(Vec::new()), Weighing::default()) };
        let (weights, weighing) =
            weights(raw, (column, self.weighs), self.scale, &self.decimals, fates, scope.notes(About::Rows));
        (Some(weights), weighing)
    }

    /// The scale that weights are put on.
    #[must_use]
    pub const fn scale(&self) -> Scale {
        self.scale
    }

    /// Puts weights on another scale from the next reading on.
    pub const fn weigh_on(&mut self, scale: Scale) {
        self.scale = scale;
    }

    /// Decides how every column of numbers is read, now that all of it has been seen.
    pub(super) fn settle(&mut self) -> Settled {
        self.decimals.settle()
    }

    /// Forgets what was seen of the files, which are read once more.
    pub(super) fn begin_again(&mut self) {
        self.decimals.begin_again();
    }

    /// Findings to add to.
    #[must_use]
    pub fn no_findings(&self) -> Findings {
        Findings::new(self.every_finding)
    }

    /// Per segment, the labels of its codes: label `i` has code `i + 1`.
    #[must_use]
    pub fn labels(&self) -> Vec<Vec<String>> {
        self.segments.iter().map(SegmentCoder::labels).collect()
    }

    /// The code of a segment's value as people name it; `None` when the segment declares its values and this
    /// is none of them.
    #[must_use]
    pub fn segment_code(&self, segment: usize, label: &str) -> Option<u32> {
        self.segments[segment].code_of_label(label)
    }
}
