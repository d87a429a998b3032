//! What a run hides, decided over all of its figures together.

use super::audit::{Audit, Plane};
use super::rule::{Count, Rule, Sum, protect_all, suppressed};
use crate::analysis::groups::Group;
use crate::definition::Survey;
use crate::scale::Missing;
use crate::table::{Answers, GroupTally, QuestionTally, Tally};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Which cells of a run are hidden. A cell is one question, or the responses whatever was answered, in one group.
#[derive(Debug)]
pub(in crate::analysis) struct Hidden {
    /// Per question, one flag a group, in the order of the groups.
    questions: Vec<Vec<bool>>,
    /// One flag a group: whether its number of responses is hidden.
    responses: Vec<bool>,
}

impl Hidden {
    /// Decides what to hide of all questions in these groups, everybody being the first.
    pub(in crate::analysis) fn decide(survey: &Survey, groups: &[Group], rule: Rule) -> Hidden {
        let gate = Gate::new(groups, rule);
        let questions = survey.questions.par_iter().enumerate();
        Hidden {
            questions: questions.map(|(at, question)| gate.question(at, !question.never.is_empty())).collect(),
            responses: gate.responses(),
        }
    }

    /// Whether a question is hidden, group by group.
    pub(in crate::analysis) fn question(&self, at: usize) -> &[bool] {
        &self.questions[at]
    }

    /// Whether a group is hidden in every question.
    pub(in crate::analysis) fn is_hidden_everywhere(&self, group: usize) -> bool {
        self.questions.iter().all(|question| question[group])
    }

    /// Whether the number of responses is hidden, group by group.
    pub(in crate::analysis) fn responses(&self) -> &[bool] {
        &self.responses
    }
}

/// What every decision of a run rests on.
struct Gate<'a> {
    groups: &'a [Group],
    rule: Rule,
    /// Groups and their parts that overlap with others: what is left of the group without the part is shown nowhere, but
    /// is a cell, too, behind those of the groups, for it follows by subtraction.
    complements: Vec<(usize, usize)>,
    /// Every addition a reader could do with the groups shown.
    sums: Vec<Sum>,
}

impl<'a> Gate<'a> {
    fn new(groups: &'a [Group], rule: Rule) -> Gate<'a> {
        let complements = complements(groups);
        let left = |(at, (total, part)): (usize, &(usize, usize))| Sum {
            total: *total,
            parts: vec![*part, groups.len() + at],
        };
        let sums = sums(groups).into_iter().chain(complements.iter().enumerate().map(left)).collect();
        Gate { groups, rule, complements, sums }
    }

    /// Which cells of a question to hide: those with too few answers, and, since shares within a target rest on
    /// those who still wait too, those with too few of both.
    fn question(&self, at: usize, may_wait: bool) -> Vec<bool> {
        let answered = self.counts(|group| answered(&group.questions[at]));
        let mut hidden = suppressed(&answered, self.rule, &self.sums);
        let mut told = vec![Told::Whole(vec![Plane::of_respondents(&answered)])];
        if may_wait {
            let awaited = self.counts(|group| awaited(&group.questions[at]));
            let waiting = suppressed(&awaited, self.rule, &self.sums);
            hidden.iter_mut().zip(waiting).for_each(|(hidden, waiting)| *hidden |= waiting);
            told.push(Told::Whole(vec![Plane::of_respondents(&awaited)]));
        }
        told.extend(self.answers(at, &answered));
        self.protected_jointly(&answered, &told, hidden)
    }

    /// Which groups to hide by their number of responses.
    fn responses(&self) -> Vec<bool> {
        let counts = self.counts(|group| group.complete.n);
        let hidden = suppressed(&counts, self.rule, &self.sums);
        self.protected_jointly(&counts, &[Told::Whole(vec![Plane::of_respondents(&counts)])], hidden)
    }

    fn counts(&self, base: impl Fn(&GroupTally) -> u64) -> Vec<Count> {
        let count = |group: &Group| Count { base: base(&group.tally), responses: group.tally.complete.n };
        let mut counts: Vec<Count> = self.groups.iter().map(count).collect();
        let left = |(total, part): &(usize, usize)| Count {
            base: counts[*total].base.saturating_sub(counts[*part].base),
            responses: counts[*total].responses.saturating_sub(counts[*part].responses),
        };
        let without: Vec<Count> = self.complements.iter().map(left).collect();
        counts.extend(without);
        counts
    }

    /// What is told of the answers to a question: how many gave each.
    fn answers(&self, at: usize, bases: &[Count]) -> Vec<Told> {
        let answers = |group: &Group| told(&group.tally.questions[at].answers);
        let mut cells: Vec<Vec<u64>> = self.groups.iter().map(answers).collect();
        for (total, part) in &self.complements {
            cells.push(
                cells[*total].iter().zip(&cells[*part]).map(|(whole, inside)| whole.saturating_sub(*inside)).collect(),
            );
        }
        let mut planes = Plane::of_all(&cells);
        if !matches!(self.groups[0].tally.questions[at].answers, Answers::Coded(_)) {
            return vec![Told::Each(planes)];
        }
        // Whoever knows that somebody is in a group knows that somebody there gave one of the answers.
        for plane in &mut planes {
            let is_only = |(cell, count): (&Count, &u64)| u64::from(cell.base > 0 && cell.base == *count);
            plane.least = bases.iter().zip(&plane.counts).map(is_only).collect();
        }
        vec![Told::Whole(planes.clone()), Told::Each(planes)]
    }

    /// The groups to hide where these cells are: further ones, until none that is hidden follows from all that is shown
    /// together.
    fn protected_jointly(&self, cells: &[Count], told: &[Told], mut hidden: Vec<bool>) -> Vec<bool> {
        let bases: Vec<u64> = cells.iter().map(|cell| cell.base).collect();
        let is_group = |cell: usize| cell < self.groups.len();
        let is_secret =
            |cell: usize| self.rule.is_secret(cells[cell]) && (is_group(cell) || self.rule.hides(cells[cell].base));
        while hidden.contains(&true) && self.rule.minimum > 1 {
            // What is no group is never shown.
            let unseen: Vec<bool> =
                hidden.iter().enumerate().map(|(cell, hidden)| *hidden || !is_group(cell)).collect();
            let audit = Audit::new(&bases, &unseen, &self.sums);
            let found: BTreeSet<usize> = told.iter().flat_map(|told| told.worked_out(&audit, is_secret)).collect();
            let mut further: BTreeSet<usize> = BTreeSet::new();
            for cell in found {
                // What is hidden for another one may do for this one, too: that is seen next time.
                if !self.with(cell).any(|sum| sum.cells().any(|other| further.contains(&other))) {
                    further.extend(self.beside(cell, &bases, &hidden));
                }
            }
            if further.is_empty() {
                break;
            }
            for cell in &further {
                hidden[*cell] = true;
            }
            protect_all(cells, self.rule, &self.sums, &mut hidden);
        }
        hidden.truncate(self.groups.len());
        hidden
    }

    /// The sums that a cell stands in.
    fn with(&self, cell: usize) -> impl Iterator<Item = &Sum> {
        self.sums.iter().filter(move |sum| sum.cells().any(|other| other == cell))
    }

    /// The cell to hide with one that can be worked out: the smallest that is shown among those it adds up with, or
    /// else the smallest of the totals.
    fn beside(&self, cell: usize, bases: &[u64], hidden: &[bool]) -> Option<usize> {
        let smallest = |cells: &mut dyn Iterator<Item = usize>| {
            let shown = cells.filter(|cell| *cell < self.groups.len() && !hidden[*cell] && bases[*cell] > 0);
            shown.min_by_key(|cell| bases[*cell])
        };
        let parts = smallest(&mut self.with(cell).flat_map(|sum| sum.parts.iter().copied()));
        parts.or_else(|| smallest(&mut self.with(cell).map(|sum| sum.total)))
    }
}

/// How many of a hidden cell gave an answer must not be known where one in so many of all gives it.
const ONE_IN: u64 = 4;

/// What a report tells of shown cells.
enum Told {
    /// Counts that make up a whole between them: it is known where all of them are.
    Whole(Vec<Plane>),
    /// Counts of answers: of a hidden cell none must be known that tells much.
    Each(Vec<Plane>),
}

impl Told {
    /// The hidden cells among those asked about of which that follows from the shown ones.
    fn worked_out(&self, audit: &Audit, is_asked: impl Fn(usize) -> bool + Copy) -> BTreeSet<usize> {
        match self {
            Told::Whole(planes) => {
                let mut known: Option<BTreeSet<usize>> = None;
                for plane in planes {
                    let asked =
                        |cell: usize| is_asked(cell) && known.as_ref().is_none_or(|known| known.contains(&cell));
                    known = Some(audit.worked_out(plane, &[], asked).into_iter().collect());
                }
                known.unwrap_or_default()
            }
            Told::Each(planes) => {
                let all: u64 = planes.iter().map(|plane| plane.counts[0]).sum();
                let usual = planes.iter().filter(|plane| plane.counts[0] * ONE_IN >= all.max(1));
                usual.flat_map(|plane| audit.worked_out(plane, planes, is_asked)).collect()
            }
        }
    }
}

impl Plane {
    /// Respondents: whoever is told of a group knows that somebody is in it.
    fn of_respondents(cells: &[Count]) -> Plane {
        let counts: Vec<u64> = cells.iter().map(|cell| cell.base).collect();
        Plane { least: counts.iter().map(|count| u64::from(*count > 0)).collect(), counts }
    }

    /// The counts of every answer, given per group.
    fn of_all(groups: &[Vec<u64>]) -> Vec<Plane> {
        let plane = |answer: usize| {
            let counts: Vec<u64> = groups.iter().map(|answers| answers[answer]).collect();
            Plane { least: vec![0; counts.len()], counts }
        };
        (0..groups.first().map_or(0, Vec::len)).map(plane).collect()
    }
}

/// How many gave each answer that is told as a count.
fn told(answers: &Answers) -> Vec<u64> {
    match answers {
        Answers::Coded(options) | Answers::Multiple { options, .. } => numbers(options),
        Answers::Ranked(items) => items.iter().flat_map(|ranks| numbers(ranks)).collect(),
        Answers::Values(_) => Vec::new(),
    }
}

fn numbers(tallies: &[Tally]) -> Vec<u64> {
    tallies.iter().map(|tally| tally.n).collect()
}

/// Every group that overlaps with others of its kind, behind the group that it is a part of: what is left of that
/// without it could be had by subtraction, although it is no group that is shown.
fn complements(groups: &[Group]) -> Vec<(usize, usize)> {
    let of = |part: &Group, whole: &Group| whole.contains(part) && part.overlaps_within(whole);
    let parts = |total: usize| (0..groups.len()).filter(move |part| of(&groups[*part], &groups[total]));
    let is_any = groups.iter().flat_map(|group| &group.keys).any(|(key, _)| key.overlaps());
    let totals = if is_any { 0..groups.len() } else { 0..0 };
    totals.flat_map(|total| parts(total).map(move |part| (total, part))).collect()
}

/// Every total among the groups, with the groups of one finer grouping that add up to it.
fn sums(groups: &[Group]) -> Vec<Sum> {
    let mut groupings: Vec<Vec<usize>> = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        groupings.resize(groupings.len().max(group.grouping + 1), Vec::new());
        groupings[group.grouping].push(at);
    }
    let mut sums = Vec::new();
    for (total, whole) in groups.iter().enumerate() {
        for members in &groupings {
            let is_finer = members.first().is_some_and(|first| groups[*first].refines(whole));
            if is_finer {
                let parts = members.iter().copied().filter(|part| whole.contains(&groups[*part])).collect();
                sums.push(Sum { total, parts });
            }
        }
    }
    sums
}

/// Those who gave a valid answer; where nobody did, those who still wait: that all of many wait gives nobody away.
fn answered(tally: &QuestionTally) -> u64 {
    if tally.valid.n == 0 { awaited(tally) } else { tally.valid.n }
}

/// Those with a valid answer, and those for whom what is timed has not ended.
fn awaited(tally: &QuestionTally) -> u64 {
    tally.valid.n + tally.missing[Missing::Never.index()].n
}

/// Which of the parts of one total are hidden that have these numbers of responses, where no filter is in force.
pub(in crate::analysis) fn hidden_parts(parts: &[u64], minimum: u64) -> Vec<bool> {
    let all = std::iter::once(parts.iter().sum()).chain(parts.iter().copied());
    let cells: Vec<Count> = all.map(|base| Count { base, responses: base }).collect();
    let sum = Sum { total: 0, parts: (1..cells.len()).collect() };
    let rule = Rule { minimum, is_filtered: false, by_answers: false };
    suppressed(&cells, rule, &[sum]).split_off(1)
}
