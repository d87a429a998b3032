//! What was asked of charts over time, resolved against the definition.

use crate::definition::Survey;
use crate::diagnostic::{Fault, nearest};
use crate::plan::Period;
use crate::stats::control::{ChartType, Preset};

/// What was asked of charts over time, as the command line says it.
#[derive(Debug, Clone, Default)]
pub struct TrendRequest {
    /// Whether figures with few periods have charts, too, with trial limits.
    pub is_wanted: bool,
    /// The kind of chart; `None`: what fits each figure.
    pub chart: Option<ChartType>,
    /// Rules and constants; `None`: those usual for the kind of chart.
    pub rules: Option<&'static Preset>,
    /// What lines rest on: `24` for the first 24 periods, or the last period of it, as `2026-03` or `2026-03-31`.
    pub baseline: Option<String>,
    /// Periods that lines do not rest on, though they are shown.
    pub ghosts: Vec<String>,
    /// What is to be reached: `40`, or `recommend=40` for one question.
    pub targets: Vec<String>,
    /// Whether lower figures are better, of those of which the definition does not say.
    pub lower_is_better: Option<bool>,
}

/// The same in days and positions.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::analysis) struct Asked {
    pub(super) baseline: Option<Baseline>,
    /// First days of the periods.
    pub(super) ghosts: Vec<i32>,
    /// One per question.
    pub(super) targets: Vec<Option<f64>>,
}

/// What lines rest on, where it is not everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Baseline {
    /// So many figures from the beginning.
    First(usize),
    /// Everything up to the period that begins on this day.
    Until(i32),
}

/// From this number on a baseline is a year.
const FIRST_YEAR: usize = 1000;

/// What was asked, for periods of this length.
///
/// # Errors
///
/// Everything that is not understood, at once.
pub(in crate::analysis) fn asked(survey: &Survey, request: &TrendRequest, period: Period) -> Result<Asked, Vec<Fault>> {
    let mut faults = Vec::new();
    let baseline = request.baseline.as_deref().and_then(|text| baseline(text, period).map_err(|f| faults.push(f)).ok());
    let mut ghosts = Vec::new();
    for text in &request.ghosts {
        match period.named(text.trim()) {
            Some(start) => ghosts.push(start),
            None => faults.push(no_period("--ghost", text, period)),
        }
    }
    let mut targets = vec![None; survey.questions.len()];
    for text in &request.targets {
        if let Err(fault) = target(survey, text, &mut targets) {
            faults.push(fault);
        }
    }
    if faults.is_empty() { Ok(Asked { baseline, ghosts, targets }) } else { Err(faults) }
}

fn baseline(text: &str, period: Period) -> Result<Baseline, Fault> {
    match text.trim().parse::<usize>() {
        Ok(0 | 1) => Err(Fault::new(format!("`--baseline {text}` is too few to say how far figures vary"))
            .help("name 12 periods or more")),
        Ok(number) if number < FIRST_YEAR => Ok(Baseline::First(number)),
        _ => period.named(text.trim()).map(Baseline::Until).ok_or_else(|| no_period("--baseline", text, period)),
    }
}

fn no_period(option: &str, text: &str, period: Period) -> Fault {
    let example = period.label(period.start(EXAMPLE));
    let number = if option == "--baseline" { ", or a number of periods such as `24`" } else { "" };
    Fault::new(format!("`{option} {text}` is no {}", period.name()))
        .help(format!("expected for example `{example}`, or a day as `2026-04-01`{number}"))
}

/// 2026-04-01.
const EXAMPLE: i32 = 20_544;

/// Puts a target where it belongs: with the question named, or with all.
fn target(survey: &Survey, text: &str, targets: &mut [Option<f64>]) -> Result<(), Fault> {
    let (question, number) = text.rsplit_once('=').map_or((None, text), |(id, number)| (Some(id.trim()), number));
    let number = number.trim().trim_end_matches('%').replace('−', "-");
    let value = number.parse::<f64>().ok().filter(|value| value.is_finite()).ok_or_else(|| {
        Fault::new(format!("`--target {text}` is no number"))
            .help("expected for example `40`, or `recommend=40` for one question")
    })?;
    let Some(id) = question else {
        targets.iter_mut().filter(|target| target.is_none()).for_each(|target| *target = Some(value));
        return Ok(());
    };
    let ids = || survey.questions.iter().map(|question| question.id.as_str());
    let at = ids().position(|known| known == id).ok_or_else(|| no_question("--target", id, ids()))?;
    targets[at] = Some(value);
    Ok(())
}

/// That there is no question of this id.
fn no_question<'a>(option: &str, id: &str, ids: impl Iterator<Item = &'a str>) -> Fault {
    let fault = Fault::new(format!("`{option}` names `{id}`, and there is no such question"));
    match nearest(id, ids) {
        Some(near) => fault.help(format!("did you mean `{near}`?")),
        None => fault.help("name the id of a question of the definition"),
    }
}
