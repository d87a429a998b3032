//! The arguments that say how figures over time are told from chance, shared by the commands that draw them.

use crate::analysis::TrendRequest;
use crate::stats::control::{ChartType, PRESETS, Preset, preset_called};
use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// How figures over time are told from chance.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Charts over time")]
pub(super) struct OverTime {
    /// Kind of control chart [default: what fits each figure].
    #[arg(long, value_name = "KIND", value_parser = kind())]
    chart: Option<ChartType>,

    /// What is a signal, and how wide the limits are [default: making-data-count; anhoej for run charts].
    #[arg(long, value_name = "PRESET", value_parser = rules())]
    rules: Option<&'static Preset>,

    /// Let lines rest on the first N periods, or on those up to this one (24, 2026-03, 2026-W13 or a day).
    #[arg(long, value_name = "N|PERIOD")]
    baseline: Option<String>,

    /// Periods that lines do not rest on, though they are shown; several with commas.
    #[arg(long, value_name = "PERIOD", value_delimiter = ',')]
    ghost: Vec<String>,

    /// What is to be reached: 40, or recommend=40 for one question; several with commas.
    #[arg(long, value_name = "NUMBER", value_delimiter = ',')]
    target: Vec<String>,

    /// Which figures are better, where the definition does not say.
    #[arg(long, value_enum, value_name = "WHICH")]
    better: Option<Better>,
}

/// Which figures are better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Better {
    /// Higher ones.
    Higher,
    /// Lower ones.
    Lower,
}

impl OverTime {
    /// The request for charts; also of figures with few periods where that is wanted, or anything is said of them.
    pub(super) fn request(&self, is_wanted: bool) -> TrendRequest {
        let is_said = self.chart.is_some() || self.rules.is_some() || self.baseline.is_some();
        TrendRequest {
            is_wanted: is_wanted || is_said || !self.ghost.is_empty() || !self.target.is_empty(),
            chart: self.chart,
            rules: self.rules,
            baseline: self.baseline.clone(),
            ghosts: self.ghost.clone(),
            targets: self.target.clone(),
            lower_is_better: self.better.map(|better| better == Better::Lower),
        }
    }
}

fn kind() -> impl TypedValueParser<Value = ChartType> {
    let names = ChartType::ALL.map(|kind| PossibleValue::new(kind.name()).help(kind.about()));
    PossibleValuesParser::new(names)
        .map(|name| ChartType::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or(ChartType::Xmr))
}

fn rules() -> impl TypedValueParser<Value = &'static Preset> {
    let names = PRESETS.iter().map(|preset| PossibleValue::new(preset.name).help(preset.about));
    PossibleValuesParser::new(names).map(|name| preset_called(&name).unwrap_or(&PRESETS[0]))
}
