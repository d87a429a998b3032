//! Control charts against published series and against R: through the command line, and rules on vectors with fixed lines.
//!
//! Values worked out by R 4.2.2 from the formulas of `NHSRplotthedots` 0.2, qicharts2 0.7 and Laney (2002), beside the published
//! ones where a source prints them.

use super::{NINE_DIGITS, assert_close};
use crate::support::{Dice, Fixture};
use std::fmt::Write as _;
use survey::results::{Assured, ControlChart, SignalRule, TrendReport, VariationKind};
use survey::stats::control::{
    ChartType, PRESETS, Placed, Point, Preset, Rule, Rules, Ties, TwoOfThree, breaches, lines, preset_called, runs,
};
use survey::stats::normal_quantile;

/// A&E breaches, trust RRK, type 1, April 2016 to March 2018: `NHSRplotthedots`, vignette *intro*.
const RRK: [f64; 24] = [
    1195.0, 1843.0, 1397.0, 1333.0, 1771.0, 1751.0, 2013.0, 1759.0, 2179.0, 2585.0, 1654.0, 1543.0, 1632.0, 1558.0,
    1190.0, 1357.0, 1279.0, 1683.0, 2190.0, 1804.0, 986.0, 2181.0, 2048.0, 2154.0,
];
/// The same trust, April 2018 to March 2019.
const RRK_LATER: [f64; 12] =
    [1759.0, 1637.0, 1488.0, 6499.0, 5983.0, 6599.0, 7089.0, 8120.0, 8981.0, 12502.0, 11376.0, 10670.0];
/// `NHSRplotthedots`, vignette *deviations*.
const DEVIATIONS: [f64; 18] =
    [1.0, 2.0, 1.0, 2.0, 10.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0];
/// Montgomery (2009), example 6.5, with the twenty values that follow it.
const VISCOSITY: [f64; 40] = [
    310.0, 288.0, 297.0, 298.0, 307.0, 303.0, 294.0, 297.0, 308.0, 306.0, 294.0, 299.0, 297.0, 299.0, 314.0, 295.0,
    293.0, 306.0, 301.0, 304.0, 305.0, 282.0, 305.0, 296.0, 314.0, 295.0, 287.0, 301.0, 298.0, 311.0, 310.0, 292.0,
    305.0, 299.0, 304.0, 310.0, 304.0, 305.0, 333.0, 328.0,
];
/// Montgomery (2009), example 7.1: cans that leak, of 50.
const CANS: [f64; 30] = [
    12.0, 15.0, 8.0, 10.0, 4.0, 7.0, 16.0, 9.0, 14.0, 10.0, 5.0, 6.0, 17.0, 12.0, 22.0, 8.0, 10.0, 5.0, 13.0, 11.0,
    20.0, 18.0, 24.0, 15.0, 9.0, 12.0, 7.0, 13.0, 9.0, 6.0,
];
/// Seen within four hours in NHS A&E, of all: Mohammed and others (2013), *BMJ Quality & Safety* 22:362–368.
const WITHIN: [f64; 20] = [
    266_501.0, 264_225.0, 276_532.0, 281_461.0, 269_071.0, 261_215.0, 270_409.0, 279_778.0, 270_483.0, 270_320.0,
    267_923.0, 271_478.0, 255_353.0, 256_820.0, 261_835.0, 259_144.0, 255_910.0, 260_863.0, 264_465.0, 260_989.0,
];
const ATTENDANCES: [f64; 20] = [
    280_443.0, 276_823.0, 291_681.0, 296_155.0, 282_343.0, 275_888.0, 283_867.0, 295_251.0, 284_468.0, 282_529.0,
    279_618.0, 283_932.0, 266_629.0, 268_091.0, 276_803.0, 271_578.0, 266_005.0, 273_520.0, 278_574.0, 273_772.0,
];
/// Montgomery (2009), example 7.5: flaws in rolls of cloth, and how many times 50 m² each has.
const FLAWS: [f64; 10] = [14.0, 12.0, 20.0, 11.0, 7.0, 10.0, 21.0, 16.0, 19.0, 23.0];
const CLOTH: [f64; 10] = [10.0, 8.0, 13.0, 10.0, 9.5, 10.0, 12.0, 10.5, 12.0, 12.5];

const MONTHS: &str = "\
survey: series
submitted: { column: day }
questions: { y: { kind: number, column: y } }
disclosure: { minimum: 1 }
";

const WEEKS: &str = "\
survey: series
submitted: { column: day }
questions:
  above: { kind: number, column: above }
  below: { kind: number, column: below }
derive: { each: { ratio: above, of: below } }
disclosure: { minimum: 1 }
";

/// Days of April 2016 and the months after it.
fn month(at: usize) -> String {
    format!("{}-{:02}-01", 2016 + (at + 3) / 12, (at + 3) % 12 + 1)
}

/// Mondays from 4 January 2010 on, four to a month: each week is one of its own.
fn week(at: usize) -> String {
    let day = 14_613 + 7 * i32::try_from(at).expect("few weeks");
    survey::view::day(f64::from(day))
}

/// The chart of one number a month.
fn of_months(values: &[f64], definition: &str, arguments: &[&str]) -> ControlChart {
    let mut export = "day,y\n".to_owned();
    for (at, value) in values.iter().enumerate() {
        let _ = writeln!(export, "{},{value}", month(at));
    }
    chart(definition, &export, "y", &[&["--every", "month"], arguments].concat())
}

/// The chart of a ratio of two numbers a week.
fn of_weeks(above: &[f64], below: &[f64], arguments: &[&str]) -> ControlChart {
    let mut export = "day,above,below\n".to_owned();
    for (at, (above, below)) in above.iter().zip(below).enumerate() {
        let _ = writeln!(export, "{},{above},{below}", week(at));
    }
    chart(WEEKS, &export, "each", &[&["--every", "week"], arguments].concat())
}

fn chart(definition: &str, export: &str, question: &str, arguments: &[&str]) -> ControlChart {
    let fixture = Fixture::new().survey(definition).csv(export);
    let asked = [&["trend", question, "survey.yaml", "export.csv", "-f", "json"], arguments].concat();
    let report: TrendReport = serde_json::from_str(&fixture.run(&asked).ok()).expect("figures over time");
    assert_eq!(report.trends.len(), 1);
    report.trends[0].chart.clone()
}

/// The points that break a rule, counted from 1.
fn marked(chart: &ControlChart, rule: SignalRule) -> Vec<usize> {
    let marked = chart.points.iter().enumerate().filter(|(_, point)| point.rules.contains(&rule));
    marked.map(|(at, _)| at + 1).collect()
}

/// Centre, lower and upper limit of a point.
#[track_caller]
fn assert_lines(chart: &ControlChart, point: usize, [centre, low, high]: [f64; 3]) {
    let point = &chart.points[point];
    assert_close(point.centre.expect("a centre"), centre, NINE_DIGITS);
    assert_close(point.low.expect("a lower limit"), low, NINE_DIGITS);
    assert_close(point.high.expect("an upper limit"), high, NINE_DIGITS);
}

/// Mean moving range, that of the limits, and the upper limit of moving ranges.
#[track_caller]
fn assert_ranges(chart: &ControlChart, stretch: usize, [mean, used, limit]: [f64; 3]) {
    let stretch = &chart.stretches[stretch];
    assert_close(stretch.mean_moving_range.expect("a mean"), mean, NINE_DIGITS);
    assert_close(stretch.used_moving_range.expect("a mean"), used, NINE_DIGITS);
    assert_close(stretch.moving_range_limit.expect("a limit"), limit, NINE_DIGITS);
}

const NONE: [usize; 0] = [];

/// Published: eight months in a row on the good side of the mean.
#[test]
fn breaches_of_a_trust_without_screening_and_with() {
    let chart = of_months(&RRK, MONTHS, &["--better", "lower"]);
    assert_lines(&chart, 0, [1711.875, 749.070_652_174, 2_674.679_347_83]);
    assert_ranges(&chart, 0, [361.956_521_739, 361.956_521_739, 1_182.511_956_52]);
    assert_eq!(marked(&chart, SignalRule::Beyond), NONE);
    assert_eq!(marked(&chart, SignalRule::OneSide), (11..=18).collect::<Vec<_>>());
    assert_eq!(marked(&chart, SignalRule::Trend), NONE);
    assert_eq!(marked(&chart, SignalRule::TwoOfThree), NONE);
    assert_eq!(chart.variation.expect("an icon").kind, VariationKind::CommonCause);
    let screened = of_months(&RRK, MONTHS, &["--rules", "nhs-r"]);
    assert_lines(&screened, 23, [1711.875, 849.793_181_818, 2_573.956_818_18]);
    assert_ranges(&screened, 0, [361.956_521_739, 324.090_909_091, 1_182.511_956_52]);
    assert_eq!(screened.stretches[0].screened, 1);
    assert_eq!(marked(&screened, SignalRule::Beyond), [10]);
    assert_eq!(marked(&screened, SignalRule::OneSide), (11..=18).collect::<Vec<_>>());
    assert_eq!(marked(&screened, SignalRule::TwoOfThree), NONE);
}

/// Limits of all 36 months, by both readings of two of three.
#[test]
fn breaches_of_a_trust_over_three_years() {
    let all: Vec<f64> = RRK.iter().chain(&RRK_LATER).copied().collect();
    let chart = of_months(&all, MONTHS, &[]);
    assert_lines(&chart, 0, [3_438.555_555_56, 1_700.511_555_56, 5_176.599_555_56]);
    assert_ranges(&chart, 0, [653.4, 653.4, 2134.6578]);
    let outside = [1, 3, 4, 11, 12, 13, 14, 15, 16, 17, 18, 21, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36];
    assert_eq!(marked(&chart, SignalRule::Beyond), outside);
    assert_eq!(marked(&chart, SignalRule::OneSide), (1..=36).collect::<Vec<_>>());
    assert_eq!(marked(&chart, SignalRule::Trend), NONE);
    assert_eq!(marked(&chart, SignalRule::TwoOfThree), (1..=36).filter(|at| *at != 10).collect::<Vec<_>>());
    let before = of_months(&all, MONTHS, &["--rules", "nhs-before-2023"]);
    assert_eq!(marked(&before, SignalRule::TwoOfThree), [5, 6, 7, 8, 9, 19, 20, 22, 23, 24, 25]);
}

/// The same with lines that start anew in July 2018, as an event says.
#[test]
fn breaches_of_a_trust_before_and_after_an_event() {
    let all: Vec<f64> = RRK.iter().chain(&RRK_LATER).copied().collect();
    let definition = format!("{MONTHS}events: [{{ date: 2018-07-01, label: Two sites become one, rebase: true }}]\n");
    let chart = of_months(&all, &definition, &[]);
    assert_eq!(
        chart.stretches.iter().map(|stretch| (stretch.from, stretch.to)).collect::<Vec<_>>(),
        [(0, 27), (27, 36)]
    );
    assert_lines(&chart, 0, [1_702.555_555_56, 782.707_094_017, 2_622.404_017_09]);
    assert_ranges(&chart, 0, [345.807_692_308, 345.807_692_308, 1_129.753_730_77]);
    assert_lines(&chart, 35, [8_646.555_555_56, 5_698.278_055_56, 11_594.833_055_6]);
    assert_ranges(&chart, 1, [1108.375, 1108.375, 3_621.061_125]);
    assert_eq!(marked(&chart, SignalRule::OneSide), (11..=18).collect::<Vec<_>>());
    assert_eq!(marked(&chart, SignalRule::Beyond), [27 + 7]);
    assert_eq!(marked(&chart, SignalRule::TwoOfThree), [1, 2, 3, 7, 8, 9].map(|at| 27 + at));
    assert!(chart.stretches[1].trial && !chart.stretches[0].trial && chart.variation.is_none());
    let before = of_months(&all, &definition, &["--rules", "nhs-before-2023"]);
    assert_eq!(marked(&before, SignalRule::TwoOfThree), [1, 2, 3, 8, 9].map(|at| 27 + at));
    let kept = of_months(&all, &definition.replace(", rebase: true", ""), &[]);
    assert_eq!((kept.stretches.len(), kept.events.len()), (1, 1), "nothing but `rebase` starts lines anew");
}

/// Published: −0.72, 1.94, 4.6 screened, −3.06 and 6.95 unscreened.
#[test]
fn one_large_value_among_small_ones() {
    let chart = of_months(&DEVIATIONS, MONTHS, &[]);
    assert_lines(&chart, 0, [1.944_444_444_44, -3.062_614_379_08, 6.951_503_267_97]);
    assert_ranges(&chart, 0, [1.882_352_941_18, 1.882_352_941_18, 6.149_647_058_82]);
    let screened = of_months(&DEVIATIONS, MONTHS, &["--rules", "nhs-r"]);
    assert_lines(&screened, 0, [1.944_444_444_44, -0.715_555_555_556, 4.604_444_444_44]);
    assert_ranges(&screened, 0, [1.882_352_941_18, 1.0, 6.149_647_058_82]);
    for chart in [&chart, &screened] {
        assert_eq!(marked(chart, SignalRule::Beyond), [5]);
        assert_eq!(chart.points.iter().filter(|point| !point.rules.is_empty()).count(), 1);
    }
}

/// Published: 279.78, 300.5, 321.22, and signals at 39 and 40; limits of qicharts2 by 3/1.128.
#[test]
fn viscosity_by_its_first_twenty_values() {
    let first = of_months(&VISCOSITY[..20], MONTHS, &[]);
    assert_lines(&first, 0, [300.5, 279.78, 321.22]);
    assert_ranges(&first, 0, [7.789_473_684_21, 7.789_473_684_21, 25.448_210_526_3]);
    assert!(first.signals.is_empty(), "{:?}", first.signals);
    for baseline in ["20", "2017-11", "2017-11-30"] {
        let chart = of_months(&VISCOSITY, MONTHS, &["--baseline", baseline]);
        assert_lines(&chart, 39, [300.5, 279.78, 321.22]);
        assert_eq!(chart.stretches[0].baseline, 20);
        assert_eq!(marked(&chart, SignalRule::Beyond), [39, 40]);
    }
    let exact = of_months(&VISCOSITY, MONTHS, &["--baseline", "20", "--rules", "western-electric"]);
    let limits = exact.points[39].low.zip(exact.points[39].high).expect("limits");
    assert!((limits.0 - 279.783_315).abs() < 1e-6 && (limits.1 - 321.216_685).abs() < 1e-6, "{limits:?}");
    assert_eq!(marked(&exact, SignalRule::Beyond), [39, 40]);
}

/// Published: .2150, .0407 and .3893, signals at 15, 21 and 23, of which 15 and 23 are left out of the lines.
#[test]
fn leaking_cans_without_the_two_samples_that_have_a_cause() {
    let ghosts = format!("{},{}", week(14), week(22));
    let chart = of_weeks(&CANS, &[50.0; 30], &["--chart", "p", "--ghost", &ghosts]);
    assert_lines(&chart, 0, [0.215, 0.040_702_839_954_3, 0.389_297_160_046]);
    assert_eq!(marked(&chart, SignalRule::Beyond), [15, 21, 23]);
    assert_eq!((chart.stretches[0].baseline, chart.points.iter().filter(|point| point.baseline).count()), (28, 28));
}

/// Plain p limits of a quarter of a million people find nearly every week out of the ordinary; Laney's and `XmR` none.
#[test]
fn four_hours_in_emergency_departments() {
    let chart = of_weeks(&WITHIN, &ATTENDANCES, &["--chart", "p"]);
    assert_lines(&chart, 0, [0.952_899_711_344, 0.951_699_564_646, 0.954_099_858_042]);
    assert_lines(&chart, 19, [0.952_899_711_344, 0.951_685_030_668, 0.954_114_392_02]);
    assert_eq!(marked(&chart, SignalRule::Beyond), [1, 2, 3, 4, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19]);
    let z = [-6.533_985_022_23, 3.951_422_316_35, -12.329_848_637_6, -6.462_038_257_81, 0.234_846_985_594];
    for (point, z) in chart.points.iter().zip(z) {
        let sigma = (point.high.expect("a limit") - point.centre.expect("a centre")) / 3.0;
        assert_close((point.value.expect("a share") - point.centre.expect("a centre")) / sigma, z, 1e-8);
    }
    let laney = of_weeks(&WITHIN, &ATTENDANCES, &["--chart", "p-prime"]);
    assert_close(laney.stretches[0].sigma_z.expect("σz"), 10.640_421_863_5, NINE_DIGITS);
    assert_lines(&laney, 0, [0.952_899_711_344, 0.940_129_644_178, 0.965_669_778_511]);
    assert_lines(&laney, 19, [0.952_899_711_344, 0.939_974_996_523, 0.965_824_426_165]);
    assert_eq!(marked(&laney, SignalRule::Beyond), NONE);
    let xmr = of_weeks(&WITHIN, &ATTENDANCES, &["--chart", "xmr"]);
    assert_lines(&xmr, 0, [0.952_969_910_674, 0.940_123_298_778, 0.965_816_522_569]);
    assert_eq!(marked(&xmr, SignalRule::Beyond), NONE);
}

/// Published centre: 1.42. A ratio of counts has this chart without being asked.
#[test]
fn flaws_in_rolls_of_cloth() {
    let chart = of_weeks(&FLAWS, &CLOTH, &[]);
    let limits = [
        (1.4, 0.291_473_930_127, 2.555_037_697_78),
        (1.5, 0.157_885_199_984, 2.688_626_427_92),
        (1.538_461_538_46, 0.430_617_436_637, 2.415_894_191_27),
        (1.1, 0.291_473_930_127, 2.555_037_697_78),
        (0.736_842_105_263, 0.262_072_101_865, 2.584_439_526_04),
        (1.0, 0.291_473_930_127, 2.555_037_697_78),
        (1.75, 0.390_085_034_041, 2.456_426_593_87),
        (1.523_809_523_81, 0.318_749_790_965, 2.527_761_836_94),
        (1.583_333_333_33, 0.390_085_034_041, 2.456_426_593_87),
        (1.84, 0.410_959_322_778, 2.435_552_305_13),
    ];
    for (at, (value, low, high)) in limits.into_iter().enumerate() {
        assert_lines(&chart, at, [1.423_255_813_95, low, high]);
        assert_close(chart.points[at].value.expect("a rate"), value, NINE_DIGITS);
    }
}

/// Useful points, longest run, most allowed, crossings, fewest allowed.
#[test]
fn anhoejs_rules_on_published_series() {
    let found = |chart: &ControlChart| {
        let runs = chart.stretches[0].runs.expect("runs");
        [runs.useful, runs.longest, runs.longest_allowed, runs.crossings, runs.fewest_crossings]
    };
    let rules = ["--rules", "anhoej"];
    let two_years = of_months(&RRK, MONTHS, &rules);
    assert_eq!(found(&two_years), [24, 8, 8, 7, 8]);
    assert!(two_years.signals.iter().any(|signal| signal.rule == SignalRule::FewCrossings), "7 crossings are too few");
    assert_eq!(marked(&two_years, SignalRule::LongRun), NONE);
    let all: Vec<f64> = RRK.iter().chain(&RRK_LATER).copied().collect();
    let three_years = of_months(&all, MONTHS, &rules);
    assert_eq!(found(&three_years), [36, 9, 8, 11, 13]);
    assert_eq!(marked(&three_years, SignalRule::LongRun), (28..=36).collect::<Vec<_>>());
    let shares = of_weeks(&WITHIN, &ATTENDANCES, &["--chart", "p", "--rules", "anhoej"]);
    assert_eq!(found(&shares), [20, 5, 7, 9, 6]);
    let ghosts = format!("{},{}", week(14), week(22));
    let cans = of_weeks(&CANS, &[50.0; 30], &["--chart", "p", "--rules", "anhoej", "--ghost", &ghosts]);
    assert_eq!(found(&cans), [28, 5, 8, 13, 9]);
}

/// NHS England's icons: a target above the upper limit is missed, one below the lower limit met.
#[test]
fn what_limits_say_of_a_target() {
    let values = [71.0, 74.0, 69.0, 73.0, 76.0, 70.0, 72.0, 75.0, 71.0, 74.0, 73.0, 70.0];
    for (target, said) in [("60", Assured::WillPass), ("72", Assured::HitOrMiss), ("85", Assured::WillFail)] {
        let chart = of_months(&values, MONTHS, &["--target", target, "--better", "higher"]);
        assert_lines(&chart, 0, [72.333_333_333_3, 63.386_060_606_1, 81.280_606_060_6]);
        assert_eq!(chart.assurance, Some(said), "{target}");
    }
}

/// The rules of the NHS, with a trend of so many and both readings of two of three.
fn nhs(trend: usize, with_beyond: bool) -> Rules {
    let two_of_three = Some(TwoOfThree { with_beyond, all_on_one_side: true });
    Rules { one_side: Some(7), trend: Some(trend), ties: Ties::End, two_of_three, four_of_five: false, anhoej: false }
}

/// The points that break a rule, counted from 1, of values with a mean of 0 and limits of −3 and 3.
fn breaking(values: &[f64], rules: &Rules, rule: Rule) -> Vec<usize> {
    let points: Vec<Option<Placed>> =
        values.iter().map(|value| Some(Placed { value: *value, centre: 0.0, sigma: Some(1.0) })).collect();
    let found = breaches(&points, rules).into_iter().filter(|breach| breach.rule == rule);
    let mut points: Vec<usize> = found.flat_map(|breach| breach.points).map(|at| at + 1).collect();
    points.sort_unstable();
    points.dedup();
    points
}

/// A series; outside, 7 on one side, trend of 7, trend of 6, 2 of 3 with points beyond a limit, and without them.
type Case<'a> = (&'a [f64], [&'a [usize]; 6]);

/// R, from `NHSRplotthedots`' `ptd_calculate_point_type`.
#[test]
fn rules_on_made_up_series() {
    let all = |from: usize, to: usize| (from..=to).collect::<Vec<usize>>();
    let (a_run, a_trend, d_trend) = (all(3, 10), all(2, 10), all(3, 9));
    let (nine, thirteen) = (all(1, 9), all(1, 13));
    let cases: [Case; 8] = [
        (&[0.1, -0.2, 0.3, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, -0.1], [&[], &a_run, &a_trend, &a_trend, &[], &[]]),
        (&[0.0, 2.1, 0.5, 2.2, -1.0, 2.5, 3.5, 0.1], [&[7], &[], &[], &[], &[2, 4, 6, 7], &[2, 4]]),
        (&[2.1, -2.2, 2.3, 2.4, -0.1], [&[], &[], &[], &[], &[], &[]]),
        (&[0.1, 0.2, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8], [&[], &nine, &d_trend, &d_trend, &[], &[]]),
        (
            &[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1],
            [&[], &thirteen, &thirteen, &thirteen, &[], &[]],
        ),
        (&[-0.5, -0.4, 0.0, -0.1, -0.3, -0.2, -0.6, -0.1, -0.5], [&[], &[], &[], &[], &[], &[]]),
        (&[0.5, 3.5, 2.5, -0.4], [&[2], &[], &[], &[], &[2, 3], &[]]),
        (&[0.0; 9], [&[], &[], &[], &[], &[], &[]]),
    ];
    for (values, [outside, one_side, seven, six, with, without]) in cases {
        assert_eq!(breaking(values, &nhs(7, true), Rule::Beyond), outside, "{values:?}");
        assert_eq!(breaking(values, &nhs(7, true), Rule::OneSide), one_side, "{values:?}");
        assert_eq!(breaking(values, &nhs(7, true), Rule::Trend), seven, "{values:?}");
        assert_eq!(breaking(values, &nhs(6, true), Rule::Trend), six, "{values:?}");
        assert_eq!(breaking(values, &nhs(7, true), Rule::TwoOfThree), with, "{values:?}");
        assert_eq!(breaking(values, &nhs(7, false), Rule::TwoOfThree), without, "{values:?}");
    }
    let passed = Rules { ties: Ties::PassOver, ..nhs(7, true) };
    let tied = [0.1, 0.2, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
    assert_eq!(breaking(&tied, &passed, Rule::Trend), nine, "the older reading of a repeated value");
}

/// `NHSRplotthedots`, `test-ptd_calculate_point_type.R`: eight on one side are all of a run, six are none.
#[test]
fn runs_are_marked_whole() {
    let eight = [1.0; 8];
    assert_eq!(breaking(&eight, &nhs(7, true), Rule::OneSide), (1..=8).collect::<Vec<_>>());
    assert_eq!(breaking(&[1.0, 1.0, 1.0, 1.0, 1.0, 1.0, -1.0], &nhs(7, true), Rule::OneSide), NONE);
}

/// How often rules are wrong though nothing changes, as is told under each chart: 2,000 charts of 25 normal values here, 40,000
/// in `benches/alarms.rs`, which holds these beside published run lengths.
#[test]
fn rules_are_wrong_as_often_as_is_told() {
    let mut dice = Dice::new(5);
    for preset in PRESETS {
        let chart = if preset.is_of_runs { ChartType::Run } else { ChartType::Xmr };
        let alarms = (0..2000).filter(|_| is_false_alarm(preset, chart, &mut dice)).count();
        let of_a_hundred = f64::from(u32::try_from(alarms).expect("few")) / 20.0;
        assert!((of_a_hundred - preset.false_alarms).abs() < 3.0, "{}: {of_a_hundred}", preset.name);
    }
}

fn is_false_alarm(preset: &Preset, chart: ChartType, dice: &mut Dice) -> bool {
    let uniform =
        |dice: &mut Dice| (f64::from(u32::try_from(dice.below(1 << 30)).expect("30 bits")) + 0.5) / 2f64.powi(30);
    let values: Vec<f64> = (0..25).map(|_| normal_quantile(uniform(dice))).collect();
    let points: Vec<_> = values.iter().map(|value| Some(Point { value: *value, size: 1.0, counts: true })).collect();
    let found = lines(chart, &points, preset.factor, preset.screened).expect("lines");
    let placed = values.iter().zip(&found.sigma);
    let placed = placed.map(|(value, sigma)| Placed { value: *value, centre: found.centre, sigma: *sigma });
    let placed: Vec<Option<Placed>> = placed.map(Some).collect();
    let sides: Vec<i8> = placed.iter().flatten().map(|point| point.side()).collect();
    let is_run = preset.rules.anhoej && runs(&sides).is_some_and(|runs| runs.is_long() || runs.is_seldom_crossing());
    is_run || !breaches(&placed, &preset.rules).is_empty()
}

/// What the presets are: the constants and rules of their sources.
#[test]
fn presets_are_what_their_sources_say() {
    let of = |name: &str| preset_called(name).expect("a preset");
    assert_eq!(PRESETS[0].name, "making-data-count");
    assert_eq!(of("making-data-count").rules, nhs(7, true));
    assert_eq!(of("making-data-count-6").rules, nhs(6, true));
    assert_eq!(of("nhs-r").rules, nhs(7, false));
    assert_eq!(of("nhs-before-2023").rules, Rules { ties: Ties::PassOver, ..nhs(7, false) });
    assert_eq!((of("nhs-r").screened, of("making-data-count").screened), (true, false));
    assert_close(of("western-electric").factor, 2.659_574_468_09, NINE_DIGITS);
    assert!(of("western-electric").rules.four_of_five && of("western-electric").rules.one_side == Some(8));
}
