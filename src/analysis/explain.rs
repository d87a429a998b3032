//! The arithmetic behind one question's figures, and behind the response rate.

use super::cells::ledger;
use super::names::no_question;
use super::{Analysis, Request, rates};
use crate::definition::Survey;
use crate::diagnostic::{Fault, listed};
use crate::metric::{self, Metric, Subject};
use crate::results::{Explanation, Ledger, RESPONSE_RATE};

/// How one question's figures, or the response rate, came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// The wording of the question; of the response rate its title.
    pub text: String,
    /// The filters in force; none for everybody.
    pub conditions: Vec<String>,
    /// How its base came about; `None` when it is too small to show.
    pub ledger: Option<Ledger>,
    /// The arithmetic of each metric asked for; empty when the base is too small to show.
    pub explanations: Vec<Explanation>,
}

/// A question, and perhaps one of its metrics, as `staff` or `staff.mean`; or the response rate.
#[derive(Debug, Clone, Copy)]
pub struct Target(Named);

#[derive(Debug, Clone, Copy)]
enum Named {
    Question { at: usize, metric: Option<&'static Metric> },
    ResponseRate,
}

impl Target {
    /// Finds what `name` names for a request. A question comes before the response rate of the same name.
    ///
    /// # Errors
    ///
    /// When there is no such question or metric, with the nearest one there is; and where there is no response rate,
    /// because nobody knows how many were invited, or because filters leave some of the responses out.
    pub fn find(survey: &Survey, request: &Request, name: &str) -> Result<Target, Fault> {
        if let Some(at) = position(survey, name) {
            return Ok(Target(Named::Question { at, metric: None }));
        }
        if name == RESPONSE_RATE {
            return response_rate(survey, request);
        }
        let Some((id, metric)) = name.rsplit_once('.') else { return Err(unknown_question(survey, name)) };
        let at = position(survey, id).ok_or_else(|| unknown_question(survey, name))?;
        let metrics = &survey.questions[at].metrics;
        match metrics.iter().find(|known| known.id == metric) {
            Some(metric) => Ok(Target(Named::Question { at, metric: Some(metric) })),
            None => Err(Fault::new(format!("the question `{id}` has no metric `{metric}`"))
                .help(format!("it has {}", listed(metrics.iter().map(|metric| metric.id))))),
        }
    }
}

/// The response rate, where there is one.
fn response_rate(survey: &Survey, request: &Request) -> Result<Target, Fault> {
    if survey.invited.total.is_none() {
        return Err(Fault::new("there is no response rate: the definition does not say how many were invited")
            .help("say so in the definition: `invited: 1240`"));
    }
    if request.is_filtered() {
        return Err(Fault::new("the response rate is that of everybody who was invited, of whom filters know nothing")
            .help("leave the filters out"));
    }
    Ok(Target(Named::ResponseRate))
}

impl Analysis<'_> {
    /// The arithmetic of one question (or one of its metrics) among everybody who passes the filters, or that of the
    /// response rate.
    #[must_use]
    pub fn explain(&self, target: Target) -> Explained {
        match target.0 {
            Named::Question { at, metric } => self.explain_question(at, metric),
            Named::ResponseRate => self.explain_rate(),
        }
    }

    fn explain_rate(&self) -> Explained {
        let hidden = self.hidden.responses()[0];
        let explained = rates::explained(&self.frame()).filter(|_| !hidden);
        let (ledger, explanation) = explained.unzip();
        Explained {
            text: rates::TITLE.to_owned(),
            conditions: Vec::new(),
            ledger,
            explanations: explanation.into_iter().collect(),
        }
    }

    fn explain_question(&self, at: usize, only: Option<&'static Metric>) -> Explained {
        let question = &self.survey.questions[at];
        let everybody = &self.groups[0].tally;
        let hidden = self.hidden.question(at)[0];
        let frame = self.frame();
        let bins = frame.bins(at);
        let parts = frame.parts(0, at);
        let subject = Subject { drawn: frame.drawn(parts.as_ref()), ..frame.in_group(at, 0, &bins) };
        let wanted = question.metrics.iter().filter(|metric| only.is_none_or(|only| only.id == metric.id));
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
            ledger: (!hidden).then(|| ledger(question, everybody, at, self.design)),
            explanations: explanations.collect(),
        }
    }
}

fn position(survey: &Survey, id: &str) -> Option<usize> {
    survey.questions.iter().position(|question| question.id == id)
}

fn unknown_question(survey: &Survey, name: &str) -> Fault {
    let rate = survey.invited.total.map(|_| RESPONSE_RATE);
    let ids: Vec<&str> = survey.questions.iter().map(|question| question.id.as_str()).chain(rate).collect();
    no_question(name, &ids)
}
