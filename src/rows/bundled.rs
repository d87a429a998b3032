//! Counting responses that another engine has brought together: bundles of those that are alike in the columns looked
//! at, each with its number. They are decoded, filtered, grouped and counted by the same coder, sieve and counter as
//! the rows of exports.

use super::answered::add_answered_to;
use super::batch::Batch;
use super::coder::Coder;
use super::column::Column;
use super::counts::Counts;
use super::filter::Sieve;
use super::look::{Look, Subject};
use super::part::Part;
use super::pass::{Origin, Work};
use super::replicates::fit;
use super::weights::other_scale;
use crate::definition::{SegmentSource, Source, Survey};
use crate::diagnostic::{Fault, Faults, named};
use crate::plan::{Clause, Plan};
use crate::responses::{Bundles, Remark, Table};
use crate::results::Input;
use crate::table::{Scale, Weighing};
use std::sync::Arc;

/// The responses of a table on their way into a count table, look by look.
#[derive(Debug)]
pub struct Bundled<'a> {
    survey: &'a Survey,
    plan: Arc<Plan>,
    table: Table,
    coder: Coder,
    sieve: Sieve,
    looks: Vec<Look>,
    /// Per look, the responses that have been added.
    received: Vec<u64>,
    work: Work,
}

impl<'a> Bundled<'a> {
    /// Nothing counted yet of what a plan asks for.
    ///
    /// # Errors
    ///
    /// Everything that cannot be told of responses that nobody reads, by its name.
    pub fn new(survey: &'a Survey, plan: &Plan, table: Table) -> Result<Bundled<'a>, Faults> {
        let faults = beyond(survey, plan);
        if !faults.is_empty() {
            return Err(Faults(faults.into_iter().map(|fault| fault.in_file(&*table.name)).collect()));
        }
        let plan = Arc::new(plan.clone());
        // A table has no separators; the comma is the one that says nothing against a point.
        let coder = Coder::new(survey, b",", false).with_files(vec![table.name.clone()]).with_plan(survey, &plan);
        let coder = coder.with_replicates(table.layout.replicates.len());
        let sieve = Sieve::new(&plan.filter, |segment, label| coder.segment_code(segment, label));
        let looks = Look::all(survey, &plan, &table);
        let work = Work::new(survey, &plan, &coder);
        let received = vec![0; looks.len()];
        Ok(Bundled { survey, plan, table, coder, sieve, looks, received, work })
    }

    /// What has to be looked at.
    #[must_use]
    pub fn looks(&self) -> &[Look] {
        &self.looks
    }

    /// Takes weights to have this extent until they have been seen: the less they turn out to be otherwise, the less often
    /// everything begins again.
    pub fn expect_weights(&mut self, weighing: Weighing) {
        if let Ok(scale) = self.scale_of(weighing) {
            self.coder.weigh_on(scale);
        }
    }

    /// Decimal places that weights are added up with: another number when everything begins again.
    #[must_use]
    pub const fn weight_places(&self) -> i32 {
        self.coder.scale().places()
    }

    /// The table looked at.
    #[must_use]
    pub const fn table(&self) -> &Table {
        &self.table
    }

    /// Room for what the look at a position brings together.
    #[must_use]
    pub fn bundles(&self, look: usize) -> Bundles {
        let columns: Vec<usize> = self.looks[look].columns.iter().map(|(column, _)| *column).collect();
        Bundles::new(&self.table, &columns)
    }

    /// Adds some of what the look at a position has brought together.
    ///
    /// # Errors
    ///
    /// When a segment has too many values, or a breakdown too many groups.
    pub fn add(&mut self, look: usize, bundles: Bundles) -> Result<(), Faults> {
        let Look { subject, unmeasured, scope, .. } = &self.looks[look];
        self.received[look] += (0..bundles.rows()).map(|row| bundles.raw.times(row)).sum::<u64>();
        let (mut batch, findings) = self.coder.code_bundles(bundles.raw, scope)?;
        for question in unmeasured {
            forget_lengths(&mut batch.columns[*question]);
        }
        self.work.findings.merge(findings);
        self.count(*subject, batch);
        self.work.not_overfull(self.survey)
    }

    fn count(&mut self, subject: Subject, mut batch: Batch) {
        let (work, sieve) = (&mut self.work, &self.sieve);
        match subject {
            Subject::Responses => {
                let units = batch.analysed();
                work.units += units;
                work.weighing.merge(batch.weighing);
                work.replication.merge(std::mem::take(&mut batch.runs.replication));
                work.rows.receive(&batch);
                sieve.apply(&mut batch);
                work.rows.leave_out(units - batch.analysed());
            }
            Subject::Days if self.plan.dated => work.days.add(&batch),
            Subject::Days => {}
            Subject::Segment(at) => work.named.count_segment(at, &batch),
            Subject::Groups(grouping) => {
                sieve.apply(&mut batch);
                work.counter.count_part(&batch, grouping, Part::Rows);
            }
            Subject::Answers { grouping, question, is_first } => {
                if is_first && !sieve.is_open() {
                    add_answered_to(question, &mut work.answered, &batch);
                }
                sieve.apply(&mut batch);
                work.counter.count_part(&batch, grouping, Part::Question(question));
            }
        }
    }

    /// Whether everything has to be looked at once more, now that all of it was seen: numbers turned out to have
    /// decimal commas, or weights to need another scale. Nothing is counted then.
    ///
    /// # Errors
    ///
    /// When the looks did not see the same number of responses; when weights can be read in two ways, or there is no
    /// scale for all of them.
    pub fn begins_again(&mut self) -> Result<bool, Faults> {
        self.is_one_state()?;
        let settled = self.coder.settle();
        if !settled.weights_in_doubt.is_empty() {
            let column = self.table.layout.weight.map(|column| self.table.header(column)).unwrap_or_default();
            return Err(self.fault(Fault::new(format!(
                "the weights in column {} may be thousands or have three decimals, and nothing in the table tells which",
                named(&column)
            ))
            .help("say which in the definition: `weight: { column: …, decimal: comma }`, or `decimal: point`")));
        }
        let scale = self.scale_of(self.work.weighing)?;
        if let Some(replicates) = &self.survey.replicates {
            let fits = fit(&self.work.replication, self.work.weighing, replicates.combined, scale);
            fits.map_err(|fault| self.fault(fault))?;
        }
        if !settled.has_changed && scale == self.coder.scale() {
            return Ok(false);
        }
        // What is wrong with their decimals, weights are on the wrong scale for.
        if !settled.has_changed {
            self.coder.weigh_on(scale);
        }
        self.coder.begin_again();
        self.work = Work::new(self.survey, &self.plan, &self.coder);
        self.received.fill(0);
        Ok(true)
    }

    /// The scale for weights of this extent.
    fn scale_of(&self, weighing: Weighing) -> Result<Scale, Faults> {
        let other = other_scale(weighing, Scale::USUAL).map_err(|fault| self.fault(fault))?;
        Ok(other.unwrap_or(Scale::USUAL))
    }

    /// Every look must have seen every response.
    fn is_one_state(&self) -> Result<(), Faults> {
        let Some(all) = self.received.first() else { return Ok(()) };
        match self.received.iter().find(|received| *received != all) {
            None => Ok(()),
            Some(other) => Err(self.fault(
                Fault::new(format!("the table changed while it was counted: it had {all} rows, and then {other}"))
                    .help(
                        "count it when nothing is written to it, or count a copy; where it has a row an answer, its other \
                         columns must be the same in all rows of a response",
                    ),
            )),
        }
    }

    fn fault(&self, fault: Fault) -> Faults {
        fault.in_file(&*self.table.name).into()
    }

    /// What has been counted; `engine` says in a few words what counted it.
    ///
    /// # Errors
    ///
    /// A failure inside polars, which only a bug of ours can cause.
    pub fn finish(self, engine: &str) -> Result<Counts, Faults> {
        let Bundled { survey, plan, table, coder, sieve, work, .. } = self;
        let input = Input {
            name: table.name.clone(),
            sha256: None,
            bytes: 0,
            dialect: engine.to_owned(),
            rows: work.rows.received,
        };
        let origin = Origin {
            inputs: vec![input],
            remarks: remarks(survey, &table.name),
            unused_columns: table.layout.unused(),
            personal_segments: table.layout.personal_segments(survey),
        };
        let counted = work.counter.table()?;
        Ok(work.into_counts(&plan, counted, &coder, &sieve, origin))
    }
}

/// What a plan asks for and cannot have, because comments are not read: whatever rests on how long they are.
fn beyond(survey: &Survey, plan: &Plan) -> Vec<Fault> {
    let is_text = |at: usize| survey.questions[at].is_text();
    let derived = survey.questions.iter().filter(|question| match &question.source {
        Source::Derived(derivation) => derivation.sources().into_iter().any(is_text),
        Source::Column(_) | Source::Columns(_) => false,
    });
    let derived = derived.map(|question| format!("the derived question {}", named(&question.id)));
    let segments = survey.segments.iter().filter(|segment| match segment.source {
        SegmentSource::Question(question) => is_text(question),
        _ => false,
    });
    let segments = segments.map(|segment| format!("the segment {}", named(&segment.id)));
    let filters = plan.filter.clauses.iter().filter_map(|clause| match clause {
        Clause::Number { question, .. } if is_text(*question) => Some(&survey.questions[*question].id),
        _ => None,
    });
    let filters = filters.map(|id| format!("the condition on {}", named(id)));
    let fault = |what: String| {
        Fault::new(format!("{what} rests on the length of comments, which are not read where they lie in a database"))
            .help("work it out in a view, as a column of its own; or read an export")
    };
    derived.chain(segments).chain(filters).map(fault).collect()
}

/// Of texts nothing is known but that they were given.
fn forget_lengths(column: &mut Column) {
    if let Column::Values { values, .. } = column {
        values.fill(f64::NAN);
    }
}

/// What cannot be told of responses that nobody has read.
fn remarks(survey: &Survey, table: &str) -> Vec<Remark> {
    let texts = survey.questions.iter().filter(|question| question.is_text());
    let texts: Vec<String> = texts.map(|question| format!("`{}`", question.id)).collect();
    let unread = (!texts.is_empty()).then(|| {
        format!(
            "comments stay where they are: of {} is counted who wrote something, and not how much",
            texts.join(", ")
        )
    });
    let rules = survey.platform.as_ref().map(|platform| {
        format!("a table has no rows that `{platform}` marks as previews or broken off: leave them out in a view, or by `complete:`")
    });
    let remark = |text: String| Remark { text: format!("`{table}`: {text}"), finding: None };
    unread.into_iter().chain(rules).map(remark).collect()
}
