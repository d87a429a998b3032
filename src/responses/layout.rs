//! Where in an export's rows everything stands: the header, resolved against the definition.

use super::oddities;
use super::platform::{Apart, HeaderColumn, Headers, Role, SetApart};
use super::resemblance::is_figure;
use super::star;
use crate::definition::{ColumnRef, Question, Reading, Replicates, Rscales, Segment, Survey};
use crate::diagnostic::{Fault, nearest};
use crate::infer::personal;
use crate::label::{fold, tidy_cell};
use std::collections::HashMap;

/// Headers listed when none is near the one looked for.
const HEADERS_LISTED: usize = 8;
/// Missing columns of which each is worth an error of its own; of more, one error names the first.
const MISSING_LISTED: usize = 4;
/// Columns looked for of which at least one is there, if the first row holds headers of this survey.
const STRANGE: usize = 3;
/// Letters of a header shown in a message.
const HEADER_SHOWN: usize = 60;

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
        let questions = survey.questions.iter().map(|question| {
            let what = format!("the question `{}`", question.id);
            question.source.columns().iter().map(|column| finder.find(column, &what)).collect()
        });
        let questions: Vec<Vec<usize>> = questions.collect();
        let segments = survey.segments.iter();
        let mut find = |segment: &Segment| {
            segment.column().map(|column| finder.find(column, &format!("the segment `{}`", segment.id)))
        };
        let segments = segments.map(&mut find).collect();
        let replicates = finder.replicates(survey);
        if finder.faults.len() + finder.missing.len() > 1 && columns.len() == 1 {
            return Err(vec![single_column()]);
        }
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

/// Looks columns up and collects what cannot be found.
struct Finder<'a> {
    columns: &'a [HeaderColumn],
    ids: Names,
    texts: Names,
    faults: Vec<Fault>,
    /// Columns looked for, and those among them that are not there: their names, and what needs them.
    wanted: usize,
    missing: Vec<(String, String)>,
    /// Columns that something needs and that are there: no other name can be a slip for theirs.
    found: Vec<bool>,
}

/// Columns by a name, as written and folded.
#[derive(Default)]
struct Names {
    exact: HashMap<String, Vec<usize>>,
    folded: HashMap<String, Vec<usize>>,
}

impl Names {
    fn add(&mut self, name: &str, column: usize) {
        for (names, name) in [(&mut self.exact, name.to_string()), (&mut self.folded, fold(name))] {
            let columns = names.entry(name).or_default();
            if columns.last() != Some(&column) {
                columns.push(column);
            }
        }
    }

    fn get(&self, name: &str) -> &[usize] {
        self.exact.get(name).or_else(|| self.folded.get(&fold(name))).map_or(&[], Vec::as_slice)
    }
}

impl<'a> Finder<'a> {
    fn new(columns: &'a [HeaderColumn]) -> Finder<'a> {
        let (mut ids, mut texts) = (Names::default(), Names::default());
        for (at, column) in columns.iter().enumerate() {
            ids.add(&column.id, at);
            texts.add(&column.text, at);
            column.also.iter().for_each(|name| texts.add(name, at));
            if let (Some(stem), Some(item)) = (&column.stem, &column.item) {
                texts.add(&format!("{stem} - {item}"), at);
                texts.add(&format!("{stem} [{item}]"), at);
            }
        }
        Finder {
            columns,
            ids,
            texts,
            faults: Vec::new(),
            wanted: 0,
            missing: Vec::new(),
            found: vec![false; columns.len()],
        }
    }

    /// The position of a column; 0 and a fault where it cannot be told.
    fn find(&mut self, column: &ColumnRef, what: &str) -> usize {
        self.wanted += 1;
        let found = match column {
            ColumnRef::Position(position) => self.by_position(*position, what),
            ColumnRef::Name(name) => match self.by_name(name, what) {
                Ok(None) => {
                    self.missing.push((tidy_cell(name.as_bytes()), what.to_string()));
                    return 0;
                }
                found => found.map(Option::unwrap_or_default),
            },
        };
        match found {
            Ok(column) => {
                self.found[column] = true;
                column
            }
            Err(fault) => {
                self.faults.push(fault);
                0
            }
        }
    }

    /// The columns of replicate weights, one by one or by what their headers have in common.
    fn replicates(&mut self, survey: &Survey) -> Vec<usize> {
        const WHAT: &str = "the design";
        let Some(replicates) = &survey.replicates else { return Vec::new() };
        let mut all = Vec::new();
        for column in &replicates.columns {
            let matching = match column {
                ColumnRef::Name(name) if name.contains('*') && self.ids.get(name).is_empty() => {
                    // What something else needs, the weight itself above all, is none of them.
                    star::matching(self.columns, name).into_iter().filter(|at| !self.found[*at]).collect()
                }
                _ => Vec::new(),
            };
            if matching.is_empty() {
                all.push(self.find(column, WHAT));
            }
            all.extend(matching);
        }
        let faults = self.faults.len() + self.missing.len();
        self.faults.extend(not_replicates(replicates, all.len()).filter(|_| faults == 0));
        all
    }

    fn by_position(&self, position: usize, what: &str) -> Result<usize, Fault> {
        let columns = self.columns.len();
        position.checked_sub(1).filter(|at| *at < columns).ok_or_else(|| {
            Fault::new(format!("the export has no column {position}, which {what} needs"))
                .help(format!("it has {columns} columns"))
        })
    }

    /// `None` where there is no such column.
    fn by_name(&self, name: &str, what: &str) -> Result<Option<usize>, Fault> {
        let tidy = tidy_cell(name.as_bytes());
        match (self.ids.get(&tidy), self.texts.get(&tidy)) {
            ([one], _) | (_, [one]) => Ok(Some(*one)),
            ([], []) => Ok(None),
            ([], several) | (several, _) => Err(several_columns(&tidy, several, what)),
        }
    }

    /// All that is wrong. Where many columns are missing one fault says so: most likely it is another survey's
    /// export, and what is wrong with it is one thing.
    fn into_faults(mut self) -> Vec<Fault> {
        let missing = std::mem::take(&mut self.missing);
        let are_most = missing.len() > 2 && missing.len() * 2 > self.wanted;
        if missing.len() <= MISSING_LISTED && !are_most {
            self.faults.extend(missing.iter().map(|(name, what)| self.none(name, what)).collect::<Vec<_>>());
        } else {
            self.faults.push(self.many(&missing));
        }
        self.faults
    }

    fn none(&self, name: &str, what: &str) -> Fault {
        let help = self.near(name).map_or_else(|| self.headers(), |near| format!("did you mean `{}`?", shown(near)));
        Fault::new(format!("the export has no column `{}`, which {what} needs", shown(name))).help(help)
    }

    fn many(&self, missing: &[(String, String)]) -> Fault {
        let first: Vec<String> = missing
            .iter()
            .take(MISSING_LISTED)
            .map(|(name, what)| match self.near(name) {
                Some(near) => format!("`{}` of {what} (did you mean `{}`?)", shown(name), shown(near)),
                None => format!("`{}` of {what}", shown(name)),
            })
            .collect();
        let (number, more) = (missing.len(), missing.len() - first.len());
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let message = format!("{number} of the {} columns that the definition names are missing", self.wanted);
        let question = if number * 2 > self.wanted { "is this the export of another survey? " } else { "" };
        Fault::new(format!("{message}: {}{more}", first.join(", "))).help(question.to_owned() + &self.headers())
    }

    /// The header nearest to a name. What looks like a person's is never repeated.
    fn near(&self, name: &str) -> Option<&str> {
        let free = self.columns.iter().zip(&self.found).filter(|(_, found)| !**found);
        let headers = free.flat_map(|(column, _)| [column.id.as_str(), column.text.as_str()]);
        nearest(name, headers).filter(|near| !is_like_an_answer(near))
    }

    /// What headers there are; none are named where the first row seems to be a response.
    fn headers(&self) -> String {
        let headers = || self.columns.iter().map(|column| column.id.as_str()).filter(|id| !id.is_empty());
        let (columns, is_none_found) = (self.columns.len(), !self.found.contains(&true));
        if headers().next().is_none() {
            return format!(
                "its first row seems to be a response, so its {columns} columns are named by their position, for \
                 example `column: 1`; if that row holds headers, say `header_rows: 1`"
            );
        }
        if headers().any(is_like_an_answer) {
            return "its first row seems to be a response: is the row with the headers missing?".to_string();
        }
        if is_none_found && self.wanted >= STRANGE {
            // They may be somebody's answers.
            return format!("none of its {columns} headers is one of them; is the row with the headers missing?");
        }
        let listed: Vec<String> = headers().take(HEADERS_LISTED).map(|header| format!("`{}`", shown(header))).collect();
        match headers().count() - listed.len() {
            0 => format!("the export's {} columns are {}", self.columns.len(), listed.join(", ")),
            more => format!("the export's {} columns are {} and {more} more", self.columns.len(), listed.join(", ")),
        }
    }
}

/// Whether a header may be the answer of somebody: it is never repeated.
fn is_like_an_answer(header: &str) -> bool {
    personal::value(header) || personal::is_date(header) || is_figure(header.as_bytes())
}

/// A header that does not tell which column is meant.
fn several_columns(name: &str, positions: &[usize], what: &str) -> Fault {
    let number = positions.len();
    let first: Vec<String> = positions.iter().take(HEADERS_LISTED).map(|position| (position + 1).to_string()).collect();
    let more = if number > first.len() { format!(" and {} more", number - first.len()) } else { String::new() };
    let all = first.join(", ") + &more;
    Fault::new(format!("the export has {number} columns headed `{}`, which {what} needs", shown(name)))
        .help(format!("they are columns {all}; name the one meant by its position, for example `column: {}`", first[0]))
}

/// That so many columns cannot be the replicate weights meant.
fn not_replicates(replicates: &Replicates, columns: usize) -> Option<Fault> {
    let rscales = match &replicates.rscales {
        Rscales::Each(rscales) => rscales.len(),
        Rscales::One(_) => columns,
    };
    if columns == 1 {
        let fault = Fault::new(
            "the export has one column of replicate weights only, which does not tell how much figures vary",
        );
        return Some(fault.help("does `columns:` of `replicates` name the others, too?"));
    }
    (rscales != columns).then(|| {
        Fault::new(format!(
            "the export has {columns} columns of replicate weights, and `rscales` has {rscales} numbers"
        ))
        .help("give one number for each of them, in the order of their headers")
    })
}

/// One fault instead of one for every column: the cells were not told apart at all.
fn single_column() -> Fault {
    Fault::new("the export seems to have a single column")
        .help("its cells may be separated by something else; say by what with --delimiter")
}

fn shown(header: &str) -> String {
    if header.chars().count() <= HEADER_SHOWN {
        return header.to_string();
    }
    header.chars().take(HEADER_SHOWN).chain(['…']).collect()
}
