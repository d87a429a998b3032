//! Sets of rules and constants that have a name.

use super::rules::{Rules, Ties, TwoOfThree};

/// A way to draw and to judge charts that people have agreed on.
#[derive(Debug, PartialEq)]
pub struct Preset {
    /// The word on the command line.
    pub name: &'static str,
    /// What it is, in one line.
    pub about: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// How many mean moving ranges the limits of individual values are from the mean.
    pub factor: f64,
    /// Whether moving ranges at or beyond their own limit are left out, once.
    pub screened: bool,
    /// What is a signal.
    pub rules: Rules,
    /// Whether the centre is the median and there are no limits, unless a chart is asked for.
    pub is_of_runs: bool,
    /// Of a hundred charts of 25 periods of pure chance, on how many there is a signal: normal values around one mean, lines
    /// from the same 25, on an `XmR` chart, or a run chart where these are its rules.
    ///
    /// Source: `cargo bench --bench alarms`.
    pub false_alarms: f64,
}

/// Rounded constants of `XmR` charts, as most books and NHS England print them.
const ROUNDED: f64 = 2.66;
/// Three standard deviations, of which the mean moving range is 1.128.
const EXACT: f64 = 3.0 / 1.128;

/// What the rules of the NHS have in common.
const NHS: Rules = Rules {
    one_side: Some(7),
    trend: Some(7),
    ties: Ties::End,
    two_of_three: Some(TwoOfThree { with_beyond: true, all_on_one_side: true }),
    four_of_five: false,
    anhoej: false,
};

/// Every preset; the first is used where none is asked for.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: "making-data-count",
        about: "NHS England: beyond a limit, 7 on one side, 7 rising or falling, 2 of 3 near a limit or beyond it",
        source: "NHS England, Making Data Count, with what it announced in November 2023 on two of three",
        factor: ROUNDED,
        screened: false,
        rules: NHS,
        is_of_runs: false,
        false_alarms: 16.4,
    },
    Preset {
        name: "making-data-count-6",
        about: "the same with 6 rising or falling, which its workbook can be set to",
        source: "NHS England, Making Data Count, Excel tool",
        factor: ROUNDED,
        screened: false,
        rules: Rules { trend: Some(6), ..NHS },
        is_of_runs: false,
        false_alarms: 19.4,
    },
    Preset {
        name: "nhs-before-2023",
        about: "the older reading: equal values neither end a trend nor lengthen it, points beyond a limit are not of 2 in 3",
        source: "NHS England, Making Data Count, before November 2023",
        factor: ROUNDED,
        screened: false,
        rules: Rules {
            ties: Ties::PassOver,
            two_of_three: Some(TwoOfThree { with_beyond: false, all_on_one_side: true }),
            ..NHS
        },
        is_of_runs: false,
        false_alarms: 16.4,
    },
    Preset {
        name: "nhs-r",
        about: "the R package NHSRplotthedots: large moving ranges are screened out, points beyond a limit are not of 2 in 3",
        source: "R NHSRplotthedots (vignette on deviations from Making Data Count); Nelson (1982) for screening",
        factor: ROUNDED,
        screened: true,
        rules: Rules { two_of_three: Some(TwoOfThree { with_beyond: false, all_on_one_side: true }), ..NHS },
        is_of_runs: false,
        false_alarms: 19.6,
    },
    Preset {
        name: "western-electric",
        about: "beyond a limit, 2 of 3 beyond 2 sigma, 4 of 5 beyond 1 sigma, 8 on one side",
        source: "Western Electric (1956), Statistical Quality Control Handbook; Montgomery (2009), table 5.1",
        factor: EXACT,
        screened: false,
        rules: Rules {
            one_side: Some(8),
            trend: None,
            ties: Ties::End,
            two_of_three: Some(TwoOfThree { with_beyond: true, all_on_one_side: false }),
            four_of_five: true,
            anhoej: false,
        },
        is_of_runs: false,
        false_alarms: 16.0,
    },
    Preset {
        name: "anhoej",
        about: "run charts: a run longer than round(log2 n) + 3, or too few crossings of the median",
        source: "Anhøj and Olesen (2014), PLoS ONE 9:e113825; R qicharts2",
        factor: EXACT,
        screened: true,
        rules: Rules {
            one_side: None,
            trend: None,
            ties: Ties::End,
            two_of_three: None,
            four_of_five: false,
            anhoej: true,
        },
        is_of_runs: true,
        false_alarms: 3.0,
    },
];

/// The preset of this name.
#[must_use]
pub fn preset_called(name: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_preset_has_a_name_of_its_own_and_a_source() {
        let names: BTreeSet<&str> = PRESETS.iter().map(|preset| preset.name).collect();
        assert_eq!(names.len(), PRESETS.len());
        assert!(PRESETS.iter().all(|preset| !preset.about.is_empty() && !preset.source.is_empty()));
        assert!(PRESETS.iter().all(|preset| preset_called(preset.name) == Some(preset)));
        assert!(PRESETS.iter().any(|preset| preset.is_of_runs == preset.rules.anhoej));
    }
}
