//! The arithmetic behind one question's figures.

use super::Analysis;
use super::cells::ledger;
use crate::definition::Survey;
use crate::diagnostic::{Fault, listed, nearest};
use crate::metric::{self, Metric, Subject};
use crate::results::{Explanation, Ledger};

/// How one question's figures came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// The wording of the question.
    pub text: String,
    /// The filters in force; none for everybody.
    pub conditions: Vec<String>,
    /// How its base came about; `None` when it is too small to show.
    pub ledger: Option<Ledger>,
    /// The arithmetic of each metric asked for; empty when the base is too small to show.
    pub explanations: Vec<Explanation>,
}

/// A question, and perhaps one of its metrics, as `staff` or `staff.mean`.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    question: usize,
    metric: Option<&'static Metric>,
}

impl Target {
    /// Finds what `name` names.
    ///
    /// # Errors
    ///
    /// When there is no such question or metric, with the nearest one there is.
    pub fn find(survey: &Survey, name: &str) -> Result<Target, Fault> {
        if let Some(question) = position(survey, name) {
            return Ok(Target { question, metric: None });
        }
        let Some((id, metric)) = name.rsplit_once('.') else { return Err(unknown_question(survey, name)) };
        let question = position(survey, id).ok_or_else(|| unknown_question(survey, name))?;
        let metrics = &survey.questions[question].metrics;
        match metrics.iter().find(|known| known.id == metric) {
            Some(metric) => Ok(Target { question, metric: Some(metric) }),
            None => Err(Fault::new(format!("the question `{id}` has no metric `{metric}`"))
                .help(format!("it has {}", listed(metrics.iter().map(|metric| metric.id))))),
        }
    }
}

impl Analysis<'_> {
    /// The arithmetic of one question (or one of its metrics) among everybody who passes the filters.
    #[must_use]
    pub fn explain(&self, target: Target) -> Explained {
        let question = &self.survey.questions[target.question];
        let everybody = &self.groups[0].tally;
        let hidden = self.hidden.question(target.question)[0];
        let frame = self.frame();
        let bins = frame.bins(target.question);
        let parts = frame.parts(0, target.question);
        let subject = Subject { drawn: frame.drawn(&parts), ..frame.in_group(target.question, 0, &bins) };
        let wanted = question.metrics.iter().filter(|metric| target.metric.is_none_or(|only| only.id == metric.id));
        let explanations = wanted.filter(|_| !hidden).map(|metric| Explanation {
            metric: metric.id.to_string(),
            title: metric.title.to_string(),
            formula: metric.formula.to_string(),
            source: metric.source.to_string(),
            steps: [(metric.steps)(&subject), metric::drawn_steps(metric, &subject)].concat(),
        });
        Explained {
            text: question.text.clone(),
            conditions: self.request.described_filters(),
            ledger: (!hidden).then(|| ledger(question, everybody, target.question, self.design)),
            explanations: explanations.collect(),
        }
    }
}

fn position(survey: &Survey, id: &str) -> Option<usize> {
    survey.questions.iter().position(|question| question.id == id)
}

fn unknown_question(survey: &Survey, name: &str) -> Fault {
    let ids = || survey.questions.iter().map(|question| question.id.as_str());
    let help = nearest(name, ids())
        .map_or_else(|| format!("the questions are {}", listed(ids())), |near| format!("did you mean `{near}`?"));
    Fault::new(format!("there is no question `{name}`")).help(help)
}
