//! What is told of a weighting, and the weight that every response has by it.

use super::label::label;
use super::weighed::Weighed;
use crate::definition::Survey;
use crate::plan::{Key, NOT_STATED};
use crate::results::{
    Input, ResponseClass, SurveyInfo, WEIGHTING_SCHEMA, WeightedCategory, WeightedCell, WeightedMargin, WeightingReport,
};
use crate::table::GroupId;
use crate::weighting::{Class, Margin, r_indicator};
use std::collections::BTreeMap;

/// A share of 1 in percent.
const PERCENT: f64 = 100.0;

/// The weight of every response, by what it has in common with others.
#[derive(Debug, Clone)]
pub struct Weights {
    /// The keys whose values tell cells.
    pub keys: Vec<Key>,
    factors: BTreeMap<GroupId, f64>,
    are_even: bool,
}

impl Weights {
    /// The weight of a response with these values of the keys, which weighs so much in the counts. A response of weight 0
    /// keeps it.
    #[must_use]
    pub fn of(&self, values: &[u32], weight: f64) -> f64 {
        let start = if self.are_even && weight > 0.0 { 1.0 } else { weight };
        self.factors.get(values).map_or(0.0, |factor| start * factor)
    }
}

impl Weighed {
    /// The weight of every response.
    pub(in crate::analysis) fn weights(&self) -> Weights {
        let factors = self.outcome.factors.iter().zip(&self.before).map(|(factor, before)| factor * before * self.unit);
        let factors = self.cells.iter().cloned().zip(factors).collect();
        Weights { keys: self.keys.clone(), factors, are_even: self.are_even }
    }

    /// How it was done, and what it costs.
    pub(in crate::analysis) fn told(
        &self,
        survey: &Survey,
        labels: &[Vec<String>],
        inputs: &[Input],
    ) -> WeightingReport {
        let worth = self.task.worth(&self.outcome.factors);
        let range = self.range();
        let trimmed = self.outcome.trimmed;
        WeightingReport {
            schema: WEIGHTING_SCHEMA.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            survey: SurveyInfo { id: survey.id.clone(), title: survey.title.clone() },
            inputs: inputs.to_vec(),
            method: self.task.method.done().to_owned(),
            rounds: self.outcome.rounds,
            respondents: whole(worth.sampled),
            sum: worth.sum * self.unit,
            effective: worth.effective,
            efficiency: PERCENT * worth.efficiency,
            least_factor: range.0,
            largest_factor: range.1,
            cap: trimmed.map(|trimmed| trimmed.cap * self.unit),
            trimmed: trimmed.map(|trimmed| whole(trimmed.respondents)),
            r_indicator: self.indicator(),
            margins: self.task.margins.iter().map(|margin| self.margin(margin, survey.minimum_base)).collect(),
            keys: self.keys.iter().map(|key| name(survey, *key)).collect(),
            cells: self.told_cells(survey, labels),
            classes: self.told_classes(survey, labels),
            cautions: self.cautions().into_iter().chain(self.about_small(survey.minimum_base)).collect(),
        }
    }

    /// That some groups are too small to be told, and what is not told for that.
    fn about_small(&self, minimum: u64) -> Option<String> {
        let of_cells = are_many(self.task.cells.iter().map(|cell| cell.sampled), minimum);
        (!of_cells).then(|| {
            format!(
                "factors of cells are hidden: in some fewer than {minimum} answered, and so are counts where that is so of a \
                 whole category; `-o weights.csv` has the weight of every response"
            )
        })
    }

    fn margin(&self, margin: &Margin, minimum: u64) -> WeightedMargin {
        let (cells, even) = (&self.task.cells, vec![1.0; self.task.cells.len()]);
        let (before, after) = (margin.sums(cells, &even), margin.sums(cells, &self.outcome.factors));
        let mut respondents = vec![0.0; margin.categories.len()];
        margin.of.iter().zip(cells).for_each(|(category, cell)| respondents[*category] += cell.sampled);
        let targets: Vec<f64> = margin.categories.iter().map(|category| category.target).collect();
        let share = |sums: &[f64], at: usize| PERCENT * sums[at] / sums.iter().sum::<f64>();
        let are_shown = are_many(respondents.iter().copied(), minimum);
        let category = |at: usize| {
            let shown = are_shown.then(|| whole(respondents[at]));
            WeightedCategory {
                name: margin.categories[at].name.clone(),
                respondents: shown,
                before: shown.map(|_| share(&before, at)),
                after: shown.map(|_| share(&after, at)),
                target: share(&targets, at),
            }
        };
        WeightedMargin { name: margin.name.clone(), categories: (0..margin.categories.len()).map(category).collect() }
    }

    fn told_cells(&self, survey: &Survey, labels: &[Vec<String>]) -> Vec<WeightedCell> {
        let relative = self.relative();
        let are_shown = are_many(self.task.cells.iter().map(|cell| cell.sampled), survey.minimum_base);
        let cell = |at: usize| {
            let (cell, id) = (&self.task.cells[at], &self.cells[at]);
            let shown = are_shown.then(|| whole(cell.sampled));
            let value = |(key, code): (&Key, &u32)| {
                (*code != NOT_STATED).then(|| label(survey, labels, *key, *code).to_owned())
            };
            WeightedCell {
                values: self.keys.iter().zip(id).map(value).collect(),
                respondents: shown,
                factor: shown.map(|_| relative[at]),
                weight: shown.map(|_| cell.start * self.outcome.factors[at] / cell.sampled * self.unit),
            }
        };
        (0..self.cells.len()).map(cell).collect()
    }

    fn told_classes(&self, survey: &Survey, labels: &[Vec<String>]) -> Vec<ResponseClass> {
        let Some(known) = &self.classes else { return Vec::new() };
        let are_shown = are_many(known.of.values().map(|class| class.complete), survey.minimum_base);
        let class = |(code, class): (&u32, &Class)| {
            let shown = are_shown.then(|| whole(class.complete));
            ResponseClass {
                name: label(survey, labels, known.key, *code).to_owned(),
                asked: whole(class.asked),
                complete: shown,
                factor: shown.map(|_| class.factor()),
            }
        };
        let mut classes: Vec<ResponseClass> = known.of.iter().map(class).collect();
        classes.sort_by(|one, other| crate::label::reading_order(&one.name, &other.name));
        classes
    }

    /// How well those who answered stand for those who were asked, as far as classes tell.
    fn indicator(&self) -> Option<f64> {
        let stated = self.classes.as_ref()?.of.iter().filter(|(code, _)| **code != NOT_STATED);
        r_indicator(&stated.map(|(_, class)| *class).collect::<Vec<_>>())
    }
}

/// Whether no group is smaller than may be shown. They add up to all respondents, and factors and targets tell how many
/// there are of each: where one has to be hidden, so have the others.
fn are_many(mut groups: impl Iterator<Item = f64>, minimum: u64) -> bool {
    groups.all(|respondents| whole(respondents) >= minimum)
}

/// What a key is called.
fn name(survey: &Survey, key: Key) -> String {
    match key {
        Key::Segment { at, .. } => survey.segments[at].id.clone(),
        Key::Answer { question, .. } => survey.questions[question].id.clone(),
        Key::Wave(period) => period.name().to_owned(),
        Key::Side(_) => "side".to_owned(),
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts of respondents")]
const fn whole(n: f64) -> u64 {
    n as u64
}
