//! Where in an export's rows everything stands: the header, resolved against the definition.

use super::finder::{Finder, is_like_an_answer, shown};
use super::oddities;
use super::platform::{Apart, HeaderColumn, Headers, Role, SetApart};
use crate::definition::{Question, Reading, Segment, Survey, Version};
use crate::diagnostic::Fault;
use crate::infer::personal;
use crate::label::fold;
use std::collections::{BTreeSet, HashMap};

/// Positions of the cells that the survey needs, in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layout {
    /// The columns, as the header describes them.
    pub(super) columns: Vec<HeaderColumn>,
    /// Cells that a row must have.
    pub(super) width: usize,
    /// The header rows, to know them where they turn up among the responses.
    pub(super) repeats: Vec<HeaderRow>,
    /// What stands below the table.
    pub(super) tail: Vec<Vec<Vec<u8>>>,
    /// Whether a total or a note below the table can be told: none is an answer in the first of several columns.
    pub(super) has_footers: bool,
    /// Rows that are no finished response of a respondent, by the platform's rules.
    pub(super) set_apart: Vec<SetApart>,
    pub(crate) response_id: Option<usize>,
    pub(crate) complete: Option<usize>,
    pub(crate) weight: Option<usize>,
    /// The columns of replicate weights, in their order.
    pub(crate) replicates: Vec<usize>,
    pub(crate) submitted: Option<usize>,
    /// Per question, its columns.
    pub(crate) questions: Vec<Vec<usize>>,
    /// Per segment, its column, if it stands in one.
    pub(crate) segments: Vec<Option<usize>>,
    /// The columns that are read at all, ascending.
    pub(super) needed: Vec<usize>,
    /// Per column, its place among the needed ones; `u32::MAX` for the others.
    pub(super) slots: Vec<u32>,
}

/// A header row, as far as its columns are needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeaderRow {
    /// Trimmed, by the place of the column among the needed ones.
    pub(super) cells: Vec<Vec<u8>>,
    /// The place of the longest.
    pub(super) longest: usize,
}

/// What the rows of a file look like.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Form {
    /// Cells that a row must have.
    pub(super) width: usize,
    /// The header rows as they are written, trimmed.
    pub(super) header: Vec<Vec<Vec<u8>>>,
    /// Lines below the table, set apart by an empty one, trimmed.
    pub(super) tail: Vec<Vec<Vec<u8>>>,
}

impl Layout {
    /// Finds every column that the survey names, for rows of this form.
    ///
    /// # Errors
    ///
    /// Every column that is missing or not unique.
    pub(super) fn new(headers: Headers, form: &Form, survey: &Survey) -> Result<Layout, Vec<Fault>> {
        let Headers { columns, mut set_apart, .. } = headers;
        let mut finder = Finder::new(&columns);
        let response_id = survey.response_id.as_ref().map(|id| finder.find(&id.column, "the response id"));
        let complete = survey.complete.as_ref().map(|complete| finder.find(&complete.column, "`complete`"));
        let weight = survey.weight.as_ref().map(|column| finder.find(column, "the weight"));
        let submitted = survey.submitted.as_ref().map(|submitted| finder.find(&submitted.column, "`submitted`"));
        let there = versions_there(survey, &finder);
        let questions = survey.questions.iter().map(|question| {
            let what = format!("the question `{}`", question.id);
            let is_elsewhere = |version: &Version| there.contains(version.of.as_str()) && !finder.has(question);
            if question.version.as_ref().is_some_and(is_elsewhere) {
                return Vec::new();
            }
            question.source.columns().iter().map(|column| finder.find(column, &what)).collect()
        });
        let questions: Vec<Vec<usize>> = questions.collect();
        let segments = survey.segments.iter();
        let mut find = |segment: &Segment| {
            segment.column().map(|column| finder.find(column, &format!("the segment `{}`", segment.id)))
        };
        let segments = segments.map(&mut find).collect();
        let replicates = finder.replicates(survey);
        let mut faults = finder.into_faults();
        if faults.is_empty() {
            faults = shared_columns(&questions, &columns, survey);
        }
        // The definition's own rule takes the place of the platform's.
        set_apart.retain(|rule| rule.apart == Apart::Preview || survey.complete.is_none());
        if !faults.is_empty() {
            return Err(faults);
        }
        let (needed, slots) = (Vec::new(), vec![u32::MAX; columns.len()]);
        let mut layout = Layout {
            width: form.width,
            repeats: Vec::new(),
            tail: form.tail.clone(),
            has_footers: columns.len() > 1 && !Self::answers_like_footers(&questions, survey),
            columns,
            set_apart,
            response_id,
            complete,
            weight,
            replicates,
            submitted,
            questions,
            segments,
            needed,
            slots,
        };
        layout.find_needed();
        layout.repeats = form.header.iter().filter_map(|row| HeaderRow::new(row, &layout.needed)).collect();
        Ok(layout)
    }

    /// Whether what looks like a total or a note is an answer to the question in the first column.
    fn answers_like_footers(questions: &[Vec<usize>], survey: &Survey) -> bool {
        let is_first = |(columns, question): (&Vec<usize>, &Question)| {
            let mut labels = question.options.iter().map(|option| option.label.as_bytes());
            columns.contains(&0) && labels.any(|label| oddities::is_footer(label, 0))
        };
        questions.iter().zip(&survey.questions).any(is_first)
    }

    /// Settles which columns are read.
    fn find_needed(&mut self) {
        let single = [self.response_id, self.complete, self.weight, self.submitted].into_iter().flatten();
        let rules = self.set_apart.iter().map(|rule| rule.column);
        let many = self.questions.iter().flatten().chain(self.segments.iter().flatten()).copied();
        self.needed = single.chain(rules).chain(many).chain(self.replicates.iter().copied()).collect();
        self.needed.sort_unstable();
        self.needed.dedup();
        for (slot, column) in (0u32..).zip(&self.needed) {
            self.slots[*column] = slot;
        }
    }

    /// The columns that tell whether two responses are the same: all that is counted or grouped by, in the order
    /// of the definition.
    pub(super) fn telling(&self) -> Vec<usize> {
        let single = [self.weight, self.submitted].into_iter().flatten();
        let many = self.questions.iter().flatten().chain(self.segments.iter().flatten()).chain(&self.replicates);
        single.chain(many.copied()).collect()
    }

    /// The headers that nothing in the survey refers to.
    pub(crate) fn unused(&self) -> Vec<String> {
        let mut used = vec![false; self.columns.len()];
        let single = [self.response_id, self.complete, self.weight, self.submitted].into_iter().flatten();
        let many = self.questions.iter().flatten().chain(self.segments.iter().flatten()).chain(&self.replicates);
        single.chain(many.copied()).for_each(|column| used[column] = true);
        let is_open =
            |column: &HeaderColumn| matches!(column.role, Role::Answer | Role::Segment | Role::Visit | Role::Weight);
        let unused = self.columns.iter().zip(used).filter(|(column, used)| !used && is_open(column));
        unused.map(|(column, _)| column.text.clone()).filter(|text| !text.is_empty()).collect()
    }

    /// What a column is called in messages: its id; its position where it has none.
    pub(crate) fn header(&self, column: usize) -> String {
        match self.columns.get(column) {
            Some(header) if !header.id.is_empty() => header.id.clone(),
            _ => format!("column {}", column + 1),
        }
    }

    /// Whether another file has the same replicate weights, going by the headers of their columns.
    pub(super) fn has_replicates_of(&self, other: &Layout) -> bool {
        let headers =
            |layout: &Layout| layout.replicates.iter().map(|at| fold(&layout.columns[*at].id)).collect::<Vec<_>>();
        headers(self) == headers(other)
    }

    /// Whether the cells of a column are read.
    pub(crate) fn is_needed(&self, column: usize) -> bool {
        self.slots.get(column).is_some_and(|slot| *slot != u32::MAX)
    }

    /// Per segment of the survey, whether its values are likely to be people, going by what it and its column are
    /// called.
    pub(crate) fn personal_segments(&self, survey: &Survey) -> Vec<bool> {
        let named = |text: &str| personal::names_people(text);
        let is_personal = |(segment, column): (&Segment, &Option<usize>)| {
            let headed = |header: &HeaderColumn| named(&header.id) || named(&header.text);
            let is_headed = |column: usize| self.columns.get(column).is_some_and(headed);
            column.is_some_and(|column| self.is_personal(column) || is_headed(column))
                || named(&segment.id)
                || named(&segment.title)
        };
        survey.segments.iter().zip(&self.segments).map(is_personal).collect()
    }

    /// Whether a column points to a person, so that its cells are never shown.
    pub(crate) fn is_personal(&self, column: usize) -> bool {
        self.columns.get(column).is_some_and(|header| header.role == Role::Personal)
    }
}

impl HeaderRow {
    /// `None` where the needed columns have no header in this row.
    fn new(row: &[Vec<u8>], needed: &[usize]) -> Option<HeaderRow> {
        let cell = |column: &usize| row.get(*column).cloned().unwrap_or_default();
        let cells: Vec<Vec<u8>> = needed.iter().map(cell).collect();
        let longest = (0..cells.len()).max_by_key(|slot| cells[*slot].len())?;
        (!cells[longest].is_empty()).then_some(HeaderRow { cells, longest })
    }
}

/// The questions of which some version has all of its columns in a file: its other versions need not be there.
fn versions_there<'a>(survey: &'a Survey, finder: &Finder) -> BTreeSet<&'a str> {
    let of = |question: &'a Question| {
        let version = question.version.as_ref()?;
        (!question.source.columns().is_empty() && finder.has(question)).then_some(version.of.as_str())
    };
    survey.questions.iter().filter_map(of).collect()
}

/// Questions that turn out to stand in the same column, named once by header and once by position.
fn shared_columns(questions: &[Vec<usize>], columns: &[HeaderColumn], survey: &Survey) -> Vec<Fault> {
    let mut owner: HashMap<usize, usize> = HashMap::new();
    let mut faults = Vec::new();
    for (at, positions) in questions.iter().enumerate() {
        // Several lengths of time may begin together.
        let shared = usize::from(matches!(survey.questions[at].reading, Reading::Elapsed { .. }));
        for position in positions.iter().skip(shared) {
            let slip = |first: &usize| *first != at && !may_share(&survey.questions[*first], &survey.questions[at]);
            if let Some(first) = owner.insert(*position, at).filter(slip) {
                let (one, other) = (&survey.questions[first].id, &survey.questions[at].id);
                let header = Some(&columns[*position].id).filter(|id| !id.is_empty() && !is_like_an_answer(id));
                let header = header.map_or(String::new(), |header| format!(", `{}`", shown(header)));
                faults.push(
                    Fault::new(format!(
                        "the questions `{one}` and `{other}` both stand in column {}{header}",
                        position + 1
                    ))
                    .help(format!("name another column for one of them, or add `shared: true` to `{other}`")),
                );
            }
        }
    }
    faults
}

/// Whether a question may read the columns of an earlier one: where the definition says so, and not within one grid.
fn may_share(earlier: &Question, question: &Question) -> bool {
    question.shared && (question.grid.is_none() || question.grid != earlier.grid)
}
