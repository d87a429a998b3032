//! Which figures are compared: the leading one of every question, or those that were asked for.

use crate::analysis::names::no_question;
use crate::definition::Survey;
use crate::diagnostic::{Fault, Faults, listed, named};
use crate::results::Column;

/// A figure to compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Position of the question.
    pub(super) question: usize,
    /// The metric and perhaps its item; `None` for the figure that stands for the question.
    figure: Option<(&'static str, Option<String>)>,
}

impl Wanted {
    /// The leading figure of every question.
    #[must_use]
    pub fn all(survey: &Survey) -> Vec<Wanted> {
        (0..survey.questions.len()).map(|question| Wanted { question, figure: None }).collect()
    }

    /// The figures with these names: a question's or a grid's id, or `wait.mean`, `recommend.nps.promoters`.
    ///
    /// # Errors
    ///
    /// Every name of none, at once.
    pub fn named(survey: &Survey, names: &[String]) -> Result<Vec<Wanted>, Faults> {
        let (mut found, mut faults) = (Vec::new(), Vec::new());
        for name in names {
            match figures(survey, name) {
                Ok(figures) => {
                    let new: Vec<Wanted> = figures.into_iter().filter(|figure| !found.contains(figure)).collect();
                    found.extend(new);
                }
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() { Ok(found) } else { Err(Faults(faults)) }
    }

    /// Its place among the columns of its question, of which one stands for it; `None` where it has none to compare.
    pub(super) fn column(&self, columns: &[Column], leading: Option<usize>) -> Option<usize> {
        let Some((metric, item)) = &self.figure else { return leading };
        columns.iter().position(|column| column.metric == *metric && column.item == *item)
    }
}

fn figures(survey: &Survey, name: &str) -> Result<Vec<Wanted>, Fault> {
    let is_meant = |at: &usize| {
        let question = &survey.questions[*at];
        question.id == name || question.grid.as_deref() == Some(name)
    };
    let whole: Vec<Wanted> =
        (0..survey.questions.len()).filter(is_meant).map(|question| Wanted { question, figure: None }).collect();
    if !whole.is_empty() {
        return Ok(whole);
    }
    // The id of an item has a point in it, too: the longest question that the name begins with is meant.
    let begins = |id: &str| name.strip_prefix(id).and_then(|rest| rest.strip_prefix('.'));
    let of = (0..survey.questions.len()).filter_map(|at| Some((at, begins(&survey.questions[at].id)?)));
    let Some((question, rest)) = of.min_by_key(|(_, rest)| rest.len()) else { return Err(unknown(survey, name)) };
    let (metric, item) = rest.split_once('.').map_or((rest, None), |(metric, item)| (metric, Some(item.to_owned())));
    let metrics = &survey.questions[question].metrics;
    if let Some(known) = metrics.iter().find(|known| known.id == metric) {
        return Ok(vec![Wanted { question, figure: Some((known.id, item)) }]);
    }
    let id = &survey.questions[question].id;
    let fault = Fault::new(format!("the question {} has no metric {}", named(id), named(metric)));
    Err(fault.help(format!("it has {}", listed(metrics.iter().map(|metric| metric.id)))))
}

fn unknown(survey: &Survey, name: &str) -> Fault {
    let mut ids: Vec<&str> = Vec::new();
    for question in &survey.questions {
        ids.extend(question.grid.as_deref().filter(|grid| !ids.contains(grid)));
        ids.push(&question.id);
    }
    no_question(name, &ids)
}
