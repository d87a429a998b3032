//! Looks: what an engine that only groups has to be asked, so that between the answers everything is counted that a
//! plan asks for. A look tells responses apart by some columns of their table; whatever is alike in these comes
//! together, with its number.

use super::findings::About;
use super::scope::Scope;
use crate::definition::{Question, Reading, SegmentSource, Source, Survey, Weighs};
use crate::plan::{Clause, Key, Plan};
use crate::responses::Table;
use std::collections::{BTreeMap, BTreeSet};

/// One look at all responses.
#[derive(Debug, Clone)]
pub struct Look {
    /// What is counted.
    pub subject: Subject,
    /// The columns that responses are told apart by, ascending, and how much of them matters.
    pub columns: Vec<(usize, Extract)>,
    /// Questions of text, of whose answers no more is known than that they were given.
    pub(super) unmeasured: Vec<usize>,
    pub(super) scope: Scope,
}

/// What a look counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Where responses went, and what they weigh.
    Responses,
    /// The days on which they were submitted.
    Days,
    /// The values of a segment, before filters.
    Segment(usize),
    /// The responses in each group of a grouping.
    Groups(usize),
    /// The answers to a question in each group of a grouping.
    Answers {
        /// Position of the grouping in the plan.
        grouping: usize,
        /// Position of the question.
        question: usize,
        /// Whether no other look at this question comes before.
        is_first: bool,
    },
}

/// How much of a cell matters. The greater includes the lesser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extract {
    /// Whether anything stands there that is longer than so many characters, blanks around it aside; else all of it.
    Filled {
        /// No text of more characters is anything but text.
        longest: usize,
    },
    /// The day of a point in time.
    Day,
    /// The day and the hour.
    Hour,
    /// A weight, which may be added up. A row of weights above 0 that are written in digits, with a point before
    /// decimals if any, may stand for all of them that are alike in what they tell of decimals: [`WHOLE`], [`DECIMALS`]
    /// or [`EITHER`] stands in its cell, and their sums beside it.
    ///
    /// [`WHOLE`]: super::WHOLE
    /// [`DECIMALS`]: super::DECIMALS
    /// [`EITHER`]: super::EITHER
    Weight,
    /// All of it.
    Whole,
}

impl Look {
    /// The looks that between them count what a plan asks for.
    #[must_use]
    pub fn all(survey: &Survey, plan: &Plan, table: &Table) -> Vec<Look> {
        let hidden = survey.hidden_questions(plan);
        let questions: Vec<&Question> = survey.questions.iter().chain(&hidden).collect();
        let look = |subject| Needs::of(subject, survey, &questions, plan).look(subject, table);
        let mut looks = vec![look(Subject::Responses)];
        looks.extend(survey.submitted.as_ref().map(|_| look(Subject::Days)));
        looks.extend((0..survey.segments.len()).map(|at| look(Subject::Segment(at))));
        let mut seen = vec![false; questions.len()];
        for (grouping, counted) in plan.groupings.iter().enumerate() {
            looks.push(look(Subject::Groups(grouping)));
            for question in (0..seen.len()).filter(|question| counted.questions().contains(*question)) {
                let is_first = !std::mem::replace(&mut seen[question], true);
                looks.push(look(Subject::Answers { grouping, question, is_first }));
            }
        }
        looks
    }
}

/// What of the survey a look rests on.
struct Needs<'a> {
    survey: &'a Survey,
    /// The questions of the survey, and behind them those that nobody wrote.
    all: &'a [&'a Question],
    questions: BTreeSet<usize>,
    segments: BTreeSet<usize>,
    /// How much of the time of submission, if any.
    submitted: Option<Extract>,
}

impl<'a> Needs<'a> {
    fn of(subject: Subject, survey: &'a Survey, all: &'a [&'a Question], plan: &Plan) -> Needs<'a> {
        let mut needs =
            Needs { survey, all, questions: BTreeSet::default(), segments: BTreeSet::default(), submitted: None };
        let is_filtered = !matches!(subject, Subject::Days | Subject::Segment(_));
        plan.filter.clauses.iter().filter(|_| is_filtered).for_each(|clause| needs.clause(clause));
        match subject {
            Subject::Responses => {}
            Subject::Days => needs.time(Extract::Day),
            Subject::Segment(at) => needs.segment(at),
            Subject::Groups(grouping) => plan.groupings[grouping].keys().iter().for_each(|key| needs.key(*key)),
            Subject::Answers { grouping, question, .. } => {
                plan.groupings[grouping].keys().iter().for_each(|key| needs.key(*key));
                needs.question(question);
            }
        }
        needs
    }

    fn clause(&mut self, clause: &Clause) {
        match clause {
            Clause::Segment { segment, .. } => self.segment(*segment),
            Clause::Answer { question, .. } | Clause::Number { question, .. } => self.question(*question),
            Clause::Since(_) | Clause::Until(_) => self.time(Extract::Day),
        }
    }

    fn key(&mut self, key: Key) {
        match key {
            Key::Wave(_) => self.time(Extract::Day),
            Key::Side(sides) if sides.are_days() => self.time(Extract::Day),
            Key::Side(_) => {}
            Key::Segment { at, .. } => self.segment(at),
            Key::Answer { question, .. } => self.question(question),
        }
    }

    fn time(&mut self, extract: Extract) {
        let is_usual = self.survey.submitted.as_ref().is_some_and(|submitted| submitted.format.is_none());
        let extract = if is_usual { extract } else { Extract::Whole };
        self.submitted = self.submitted.max(Some(extract));
    }

    fn segment(&mut self, at: usize) {
        self.segments.insert(at);
        match self.survey.segments[at].source {
            SegmentSource::Column(_) | SegmentSource::File => {}
            SegmentSource::Question(question) => self.question(question),
            SegmentSource::Hour => self.time(Extract::Hour),
            SegmentSource::Weekday => self.time(Extract::Day),
        }
    }

    /// A question, and the earlier ones that decide whether it was asked or what it comes to.
    fn question(&mut self, at: usize) {
        if !self.questions.insert(at) {
            return;
        }
        let question = self.all[at];
        question.asked_if.iter().for_each(|condition| self.question(condition.question));
        if question.version.is_some() {
            self.time(Extract::Day);
        }
        if let Source::Derived(derivation) = &question.source {
            derivation.sources().into_iter().for_each(|source| self.question(source));
        }
    }

    fn look(self, subject: Subject, table: &Table) -> Look {
        let texts = self.questions.iter().filter(|at| self.all[**at].is_text());
        let about = match subject {
            Subject::Responses => Some(About::Rows),
            Subject::Days => Some(About::Submitted),
            Subject::Segment(at) => Some(About::Segment(at)),
            Subject::Answers { question, is_first: true, .. } => Some(About::Question(question)),
            Subject::Answers { .. } | Subject::Groups(_) => None,
        };
        Look {
            subject,
            columns: self.columns(table).into_iter().collect(),
            unmeasured: texts.copied().collect(),
            scope: Scope::of(self.questions, self.all.len(), about),
        }
    }

    /// The columns of the table that all this stands in.
    fn columns(&self, table: &Table) -> BTreeMap<usize, Extract> {
        let layout = &table.layout;
        let mut columns: BTreeMap<usize, Extract> = BTreeMap::new();
        let mut add = |column: usize, extract: Extract| {
            let known = columns.entry(column).or_insert(extract);
            *known = extract.max(*known);
        };
        if let (Some(column), Some(complete)) = (layout.complete, &self.survey.complete) {
            let is_any_word = complete.is.is_empty();
            add(column, if is_any_word { Extract::Filled { longest: 0 } } else { Extract::Whole });
        }
        if let (Some(column), Some(extract)) = (layout.submitted, self.submitted) {
            add(column, extract);
        }
        self.segments.iter().filter_map(|at| layout.segments[*at]).for_each(|column| add(column, Extract::Whole));
        for at in &self.questions {
            // Those that nobody wrote have no columns of their own.
            for (place, column) in layout.questions.get(*at).into_iter().flatten().enumerate() {
                add(*column, extract(self.all[*at], place));
            }
        }
        if let Some(column) = layout.weight {
            // Who else reads the column needs its cells, and so does who turns them into weights, or goes with others.
            let is_alone = self.survey.weighs == Weighs::Itself && layout.replicates.is_empty();
            let usual = if is_alone { Extract::Weight } else { Extract::Whole };
            columns.entry(column).and_modify(|extract| *extract = Extract::Whole).or_insert(usual);
        }
        columns.extend(layout.replicates.iter().map(|column| (*column, Extract::Whole)));
        columns
    }
}

/// How much matters of what stands in a column of a question, the one at this place among its columns.
fn extract(question: &Question, place: usize) -> Extract {
    let is_of_other = matches!(question.reading, Reading::PerOption { .. }) && question.other == Some(place);
    if question.is_text() || is_of_other { Extract::Filled { longest: longest_word(question) } } else { Extract::Whole }
}

/// Characters of the longest text that means something else to a question than that there is a text.
fn longest_word(question: &Question) -> usize {
    let (mut words, mut of_columns): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for option in &question.options {
        words.push(&option.label);
        words.extend(option.codes.iter().map(String::as_str));
    }
    if let Reading::PerOption { selected, unselected } = &question.reading {
        of_columns.extend(selected.iter().chain(unselected).map(String::as_str));
    }
    let lists = [&question.missing, &question.dont_know, &question.refused, &question.never];
    let words = words.into_iter().chain(of_columns).chain(lists.into_iter().flatten().map(String::as_str));
    words.map(|word| word.chars().count()).max().unwrap_or(0)
}
