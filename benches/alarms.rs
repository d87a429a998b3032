//! How often control charts raise an alarm though nothing has changed: simulated series of normal values.
//!
//! `cargo bench --bench alarms`. The first columns are what a reader of a chart meets: 25 periods, and lines from the same 25;
//! the others are comparable with what is published, lines being known: alarms on charts of 25, and periods until the first.

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng, SeedableRng};
use std::io::Write;
use survey::stats::control::{ChartType, PRESETS, Placed, Point, Preset, Rules, breaches, lines, runs};
use survey::stats::normal_quantile;

const CHARTS: u32 = 40_000;
const PERIODS: usize = 25;
/// Periods that rules look back on, and some more.
const MEMORY: usize = 12;
const SERIES: u32 = 4_000;

fn main() {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{:20} {:>12} {:>12} {:>16}", "", "of 100", "lines known", "periods until").ok();
    for preset in PRESETS {
        let mut dice = Dice::new();
        let own = 100.0 * share((0..CHARTS).filter(|_| alarms(preset, &dice.values(PERIODS))).count());
        let known =
            100.0 * share((0..CHARTS).filter(|_| is_alarm(&placed(&dice.values(PERIODS)), &preset.rules)).count());
        let until = if preset.rules.anhoej { f64::NAN } else { until_first(preset, &mut dice) };
        writeln!(out, "{:20} {own:>12.1} {known:>12.1} {until:>16.1}", preset.name).ok();
    }
    let only_limits =
        Rules { one_side: None, trend: None, two_of_three: None, four_of_five: false, ..PRESETS[0].rules };
    let mut dice = Dice::new();
    let known = 100.0 * share((0..CHARTS).filter(|_| is_alarm(&placed(&dice.values(PERIODS)), &only_limits)).count());
    writeln!(out, "{:20} {:>12} {known:>12.1}", "limits alone", "").ok();
    writeln!(
        out,
        "\npublished, lines known: limits alone one in 370.4 periods, 6.5 of 100 charts of 25; Western Electric one in"
    )
    .ok();
    writeln!(out, "91.75 (Champ and Woodall 1987); Anhøj and Olesen (2014): about 5 of 100 run charts of 24").ok();
}

/// Whether a chart of these values has a signal, with lines from the same values.
fn alarms(preset: &Preset, values: &[f64]) -> bool {
    let chart = if preset.is_of_runs { ChartType::Run } else { ChartType::Xmr };
    let points: Vec<Option<Point>> =
        values.iter().map(|value| Some(Point { value: *value, size: 1.0, counts: true })).collect();
    let Some(found) = lines(chart, &points, preset.factor, preset.screened) else { return false };
    let placed: Vec<Option<Placed>> = values
        .iter()
        .zip(&found.sigma)
        .map(|(value, sigma)| Some(Placed { value: *value, centre: found.centre, sigma: *sigma }))
        .collect();
    is_alarm(&placed, &preset.rules)
}

fn is_alarm(placed: &[Option<Placed>], rules: &Rules) -> bool {
    let sides: Vec<i8> = placed.iter().flatten().map(|point| point.side()).collect();
    let is_run = rules.anhoej && runs(&sides).is_some_and(|runs| runs.is_long() || runs.is_seldom_crossing());
    is_run || !breaches(placed, rules).is_empty()
}

fn placed(values: &[f64]) -> Vec<Option<Placed>> {
    values.iter().map(|value| Some(Placed { value: *value, centre: 0.0, sigma: Some(1.0) })).collect()
}

/// Periods until the first alarm, on average, with known lines.
fn until_first(preset: &Preset, dice: &mut Dice) -> f64 {
    let mut all = 0u64;
    for _ in 0..SERIES {
        let mut last = Vec::new();
        loop {
            all += 1;
            last.extend(placed(&dice.values(1)));
            let from = last.len().saturating_sub(MEMORY);
            if is_alarm(&last[from..], &preset.rules) {
                break;
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a count of periods")]
    let all = all as f64;
    all / f64::from(SERIES)
}

#[expect(clippy::cast_precision_loss, reason = "a count of charts")]
fn share(charts: usize) -> f64 {
    charts as f64 / f64::from(CHARTS)
}

/// Standard normal numbers.
struct Dice(Pcg64Mcg);

impl Dice {
    fn new() -> Dice {
        Dice(Pcg64Mcg::seed_from_u64(11))
    }

    fn values(&mut self, number: usize) -> Vec<f64> {
        (0..number).map(|_| normal_quantile(self.uniform())).collect()
    }

    #[expect(clippy::cast_precision_loss, reason = "53 random bits")]
    fn uniform(&mut self) -> f64 {
        ((self.0.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }
}
