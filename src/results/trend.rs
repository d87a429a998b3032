//! What `survey trend` tells: the leading figures of questions over time, each with its control chart.

use super::{
    Accounting, Column, ControlChart, Group, Input, Periods, QuestionResult, Report, Settings, SurveyInfo, Unit, Value,
};
use serde::{Deserialize, Serialize};

/// Name and version of the JSON layout of figures over time.
pub const TREND_SCHEMA: &str = "survey-trend/1";

/// The leading figures of questions over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrendReport {
    /// Always [`TREND_SCHEMA`].
    pub schema: String,
    /// Version of the program.
    pub version: String,
    /// Which survey.
    pub survey: SurveyInfo,
    /// The choices that shaped the figures.
    pub settings: Settings,
    /// The files read.
    pub inputs: Vec<Input>,
    /// Where every received row went.
    pub accounting: Accounting,
    /// Which periods the responses cover.
    pub periods: Option<Periods>,
    /// One entry for each question and group.
    pub trends: Vec<QuestionTrend>,
    /// What a reader must know before quoting any figure.
    pub cautions: Vec<String>,
}

/// The leading figure of one question over time, of everybody or of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuestionTrend {
    /// Id of the question.
    pub question: String,
    /// Its wording.
    pub text: String,
    /// Whose figures they are, without the period; empty for everybody.
    pub group: Vec<TrendKey>,
    /// What is estimated.
    pub column: Column,
    /// Its chart.
    pub chart: ControlChart,
    /// What to know about this question's figures.
    pub cautions: Vec<String>,
}

/// What the respondents of a trend have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrendKey {
    /// Id of the segment.
    pub segment: String,
    /// What it is called.
    pub title: String,
    /// Those with this value.
    pub value: Value,
}

impl TrendReport {
    /// The charts of a report: of those questions that are wanted.
    #[must_use]
    pub fn of(report: &Report, is_wanted: impl Fn(&QuestionResult) -> bool) -> TrendReport {
        let wanted = report.questions.iter().filter(|question| is_wanted(question));
        let trends = wanted.flat_map(|question| {
            question.charts.iter().map(|chart| QuestionTrend {
                question: question.id.clone(),
                text: question.text.clone(),
                group: keys(report, chart.first),
                column: question.columns[chart.column].clone(),
                chart: chart.clone(),
                cautions: question.cautions.clone(),
            })
        });
        TrendReport {
            schema: TREND_SCHEMA.to_owned(),
            version: report.version.clone(),
            survey: report.survey.clone(),
            settings: report.settings.clone(),
            inputs: report.inputs.clone(),
            accounting: report.accounting,
            periods: report.periods.clone(),
            trends: trends.collect(),
            cautions: report.cautions.clone(),
        }
    }
}

impl QuestionTrend {
    /// The unit of all its figures.
    #[must_use]
    pub const fn unit(&self) -> &Unit {
        &self.column.unit
    }
}

/// What a group has in common but for its period.
fn keys(report: &Report, group: usize) -> Vec<TrendKey> {
    let keys = report.groups.get(group).map(|Group { keys }| keys.as_slice()).unwrap_or_default();
    let segments = keys.iter().filter(|key| !report.axes[key.axis].is_wave()).map(|key| {
        let axis = &report.axes[key.axis];
        TrendKey { segment: axis.id().to_owned(), title: axis.title().to_owned(), value: key.value.clone() }
    });
    segments.collect()
}
