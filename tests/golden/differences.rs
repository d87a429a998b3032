//! Tests and intervals of differences against published values, R's own tests and R's `survey` package.

use super::r_survey::{oracle, question};
use super::{NINE_DIGITS, Question, TWO_SHARES, assert_close, zero_to_ten};
use survey::metric::{CSAT, Compared, MEAN, Metric, NPS, TOP_BOX, compare};
use survey::results::Sense;
use survey::scale::Direction;
use survey::stats::{
    Correction, MeanOf, NetCounts, ShareCounts, adjusted_shares_test, benjamini_hochberg, domains_test, fisher_exact,
    fisher_mid_p, mover, net_scores_test, pooled_net_scores_test, shares_test, t_difference_interval, welch_test,
    wilson,
};
use survey::table::{Design, Tally};

fn net(promoters: u64, passives: u64, detractors: u64) -> Question {
    let mut counts = [0; 11];
    (counts[9], counts[7], counts[2]) = (promoters, passives, detractors);
    Question::counts(&zero_to_ten(), &counts)
}

/// A question with `x` satisfied of `n`.
fn satisfied(x: u64, n: u64) -> Question {
    Question { top: vec![0], ..Question::counts(&[Some(2.0), Some(1.0)], &[x, n - x]) }
}

fn compared(metric: &Metric, one: &Question, other: &Question) -> Compared {
    compare(metric, None, &one.subject(), &other.subject()).expect("a test")
}

/// R 4.2.2, from the formulas of Rocks (2016) and Zou and Donner (2008): promoters, passives and detractors of two
/// groups; difference, z, p, limits.
#[test]
fn two_net_promoter_scores() {
    type Counts = (u64, u64, u64);
    let cases: [(Counts, Counts, [f64; 5]); 6] = [
        ((60, 25, 15), (50, 30, 20), [15.0, 1.371_583_158_4, 0.170_193_239_639, -6.137_999_041_67, 35.598_336_823]),
        ((5, 3, 2), (2, 3, 5), [60.0, 1.518_360_536_64, 0.128_923_534_421, -9.368_045_508, 109.786_626_952]),
        ((10, 0, 0), (6, 2, 2), [60.0, 1.726_525_910_53, 0.084_252_842_022_8, -2.612_517_192_65, 112.585_579_969]),
        (
            (181, 125, 76),
            (66, 27, 30),
            [-1.781_381_688_16, -0.154_736_272_792, 0.877_029_232_825, -17.724_811_686_4, 15.191_342_414_6],
        ),
        (
            (1200, 500, 300),
            (1120, 520, 360),
            [7.0, 2.925_415_912_28, 0.003_439_961_284_19, 2.310_783_808_03, 11.678_080_854_1],
        ),
        ((8, 0, 0), (0, 0, 8), [200.0, 5.896_221_849_52, 3.719_188_619_6e-9, 113.079_972_056, 200.0]),
    ];
    for ((p, s, d), (other_p, other_s, other_d), [difference, z, p_value, low, high]) in cases {
        let found = compared(&NPS, &net(p, s, d), &net(other_p, other_s, other_d));
        let limits = found.interval.expect("an interval");
        assert_eq!((found.test, limits.method.as_str(), found.outcome.df), ("adjusted_wald", "mover", None));
        assert_eq!(found.higher, Sense::Positive);
        assert_close(found.value - found.other, difference, NINE_DIGITS);
        assert_close(found.outcome.statistic, z, NINE_DIGITS);
        // A p-value far out is as exact as any other: relative to itself.
        let counts =
            |p: u64, s: u64, d: u64| NetCounts { promoters: number(p), detractors: number(d), n: number(p + s + d) };
        let (one, other) = (counts(p, s, d), counts(other_p, other_s, other_d));
        let adjusted = net_scores_test(one, other).expect("a test");
        assert!((adjusted.p / p_value - 1.0).abs() < NINE_DIGITS, "{} is not {p_value}", adjusted.p);
        let pooled = pooled_net_scores_test(one, other).expect("a test");
        assert_close(found.outcome.p, adjusted.p.max(pooled.p), NINE_DIGITS);
        assert_close(limits.low, low, NINE_DIGITS);
        assert_close(limits.high, high, NINE_DIGITS);
    }
}

/// Newcombe's examples, one figure at a time.
#[test]
fn two_shares() {
    for ((x, n), (other_x, other_n), [difference, low, high, z, p, exact]) in TWO_SHARES {
        let counts = |x: u64, n: u64| ShareCounts { x: number(x), n: number(n) };
        let pooled = shares_test(counts(x, n), counts(other_x, other_n)).expect("a test");
        assert_close(pooled.statistic, z, NINE_DIGITS);
        assert!((pooled.p / p - 1.0).abs() < NINE_DIGITS, "{} is not {p}", pooled.p);
        assert_close(fisher_exact((x, n), (other_x, other_n)) / exact, 1.0, NINE_DIGITS);
        let found = compared(&CSAT, &satisfied(x, n), &satisfied(other_x, other_n));
        let limits = found.interval.expect("an interval");
        assert_close(found.value - found.other, 100.0 * difference, NINE_DIGITS);
        assert_close(limits.low, 100.0 * low, NINE_DIGITS);
        assert_close(limits.high, 100.0 * high, NINE_DIGITS);
        // Fisher's test where a count under 5 is expected: 3 of 10 against 9 of 10 expects 4 failures each.
        let few =
            number(n.min(other_n)) * number((x + other_x).min(n + other_n - x - other_x)) < 5.0 * number(n + other_n);
        assert_eq!(found.test, if few { "fisher_exact" } else { "pooled_z" });
        // Between the p-value of the pooled z and the exact one lies the mid-p.
        let mid = fisher_mid_p((x, n), (other_x, other_n));
        assert!(few || mid < exact, "{mid} {exact}");
        assert_close(found.outcome.p, if few { exact } else { p.max(mid) }, NINE_DIGITS);
    }
    let none = (0.0, wilson(0.0, 10.0, 0.95).expect("limits"));
    let (low, high) = mover(none, (0.0, wilson(0.0, 20.0, 0.95).expect("limits")));
    assert_close(low, -0.161_125_158_053, NINE_DIGITS);
    assert_close(high, 0.277_532_799_863, NINE_DIGITS);
}

/// Agresti and Caffo (2000): one success and one failure imagined in each group; R 4.2.2 from the formula.
#[test]
fn two_shares_with_imagined_answers() {
    let test = adjusted_shares_test(ShareCounts { x: 9.0, n: 10.0 }, ShareCounts { x: 3.0, n: 10.0 }).expect("a test");
    // (10/12 − 4/12) / √(10·2/12³ + 4·8/12³)
    assert_close(test.statistic, 0.5 / (52.0_f64 / 1728.0).sqrt(), NINE_DIGITS);
}

/// R's data `sleep`: published t = −1.8608, df = 17.776, p = .07939; limits −3.3655 and 0.2055.
#[test]
fn two_means() {
    let group = |mean: f64, sd: f64| MeanOf { mean, variance: sd * sd / 10.0, n: 10.0 };
    let (one, other) = (group(0.75, 1.789_009_657_76), group(2.33, 2.002_248_735_8));
    let test = welch_test(one, other).expect("a test");
    assert_close(test.statistic, -1.860_813_467_49, NINE_DIGITS);
    let df = test.df.expect("degrees of freedom");
    assert_close(df, 17.776_473_516_2, NINE_DIGITS);
    assert_close(test.p, 0.079_394_140_187_4, NINE_DIGITS);
    let (low, high) = t_difference_interval(one, other, df, 0.95).expect("limits");
    assert_close(low, -3.365_483_230_71, NINE_DIGITS);
    assert_close(high, 0.205_483_230_712, NINE_DIGITS);
}

/// Benjamini and Hochberg (1995), table 1: the procedure rejects four of fifteen at the 5 % level, Bonferroni's three.
#[test]
fn many_tests() {
    let p = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590,
        1.0,
    ];
    let adjusted = [
        0.0015,
        0.003,
        0.0095,
        0.035_625,
        0.0603,
        0.063_857_142_857_1,
        0.063_857_142_857_1,
        0.0645,
        0.0765,
        0.486,
        0.581_181_818_182,
        0.714_875,
        0.753_230_769_231,
        0.813_214_285_714,
        1.0,
    ];
    for (ours, theirs) in benjamini_hochberg(&p).into_iter().zip(adjusted) {
        assert_close(ours, theirs, NINE_DIGITS);
    }
    assert_eq!(benjamini_hochberg(&p).iter().filter(|q| **q <= 0.05).count(), 4);
    // The order of the tests does not matter.
    let turned: Vec<f64> = p.iter().rev().copied().collect();
    let mut back = benjamini_hochberg(&turned);
    back.reverse();
    assert_eq!(back, benjamini_hochberg(&p));
    assert!(benjamini_hochberg(&[]).is_empty());
    let strictly = [0.0015, 0.006, 0.0285, 0.1425, 0.3015, 0.417, 0.447, 0.516, 0.6885];
    let stepwise = [0.0015, 0.0056, 0.0247, 0.114, 0.2211, 0.278, 0.278, 0.278, 0.3213];
    for (correction, adjusted) in [(Correction::Bonferroni, strictly), (Correction::Holm, stepwise)] {
        let ours = correction.adjusted(&p);
        for (ours, theirs) in ours.iter().zip(adjusted.into_iter().chain([1.0; 6])) {
            assert_close(*ours, theirs, NINE_DIGITS);
        }
        assert_eq!(ours.iter().filter(|q| **q <= 0.05).count(), 3);
    }
    assert_eq!(Correction::None.adjusted(&p), p);
}

/// The four sites of the general practice, each against the other three: z and Benjamini–Hochberg p from R 4.2.2.
#[test]
fn each_group_against_the_rest_of_four() {
    let z = [3.3011, -3.1973, -0.0694, -0.9688];
    let p: Vec<f64> = z.into_iter().map(two_sided).collect();
    // The z are printed with four decimals.
    for (ours, theirs) in benjamini_hochberg(&p).into_iter().zip([0.002_774_5, 0.002_774_5, 0.944_68, 0.443_53]) {
        assert!((ours / theirs - 1.0).abs() < 2e-4, "{ours} is not {theirs}");
    }
}

/// The p-value of z: a mean with a known variance has as good as endless degrees of freedom.
fn two_sided(z: f64) -> f64 {
    let half = MeanOf { mean: 0.0, variance: 0.5, n: 1e12 };
    domains_test(MeanOf { mean: z, ..half }, half).expect("a test").p
}

/// R `survey::svyttest` and `svyglm` of `weighted.csv`: each site against the rest.
#[test]
fn a_weighted_group_against_the_rest() {
    let r = oracle();
    for site in ["North", "South", "West"] {
        let rest = |first: usize, scores: usize, answer: super::r_survey::Answer| {
            let (all, part) = (question("all", first, scores, answer), question(site, first, scores, answer));
            let rest = Question { tally: all.tally.without(&part.tally), ..question("all", first, scores, answer) };
            (part, rest)
        };
        let staff = rest(1, 5, |response| response.staff);
        let recommend = rest(0, 11, |response| response.recommend);
        let good = |question: Question| Question { top: vec![3, 4], ..question };
        let shares = rest(1, 5, |response| response.staff);
        let shares = (good(shares.0), good(shares.1));
        let cases = [("net", &NPS, &recommend, 1.0), ("staff", &MEAN, &staff, 1.0), ("good", &TOP_BOX, &shares, 100.0)];
        for (name, metric, (part, rest), scale) in cases {
            let theirs = &r[format!("rest.{site}.{name}").as_str()];
            let (one, other) = (part.figure(metric, None), rest.figure(metric, None));
            let mean = |figure: &survey::metric::Figure| {
                let base = figure.base.expect("a base").unweighted;
                MeanOf {
                    mean: figure.value.expect("a value"),
                    variance: figure.se.expect("a standard error").powi(2),
                    n: number(base),
                }
            };
            let (one, other) = (mean(&one), mean(&other));
            let test = domains_test(one, other).expect("a test");
            assert_close(one.mean - other.mean, scale * theirs[0], NINE_DIGITS);
            assert_close(test.statistic, theirs[2], NINE_DIGITS);
            assert_close(test.df.expect("degrees of freedom"), theirs[3], NINE_DIGITS);
            assert_close(test.p, theirs[4], NINE_DIGITS);
        }
    }
}

/// R `survey::svyttest` of the school sample by its weights alone (the design without strata), from tallies.
#[test]
fn two_domains_of_a_weighted_sample() {
    let r = oracle();
    let weights = ["E", "H", "M"].map(|stratum| (stratum, r[format!("strat.{stratum}").as_str()][1]));
    let domain = |domain: &str| {
        let (mut net, mut wide) = (vec![Tally::default(); 11], vec![Tally::default(); 2]);
        for (stratum, weight) in weights {
            let counts = &r[format!("plain.{domain}.{stratum}").as_str()];
            for (score, n) in [(9, counts[0]), (7, counts[1]), (2, counts[2])] {
                add(&mut net[score], n, weight);
            }
            add(&mut wide[0], counts[3], weight);
            add(&mut wide[1], counts[4] - counts[3], weight);
        }
        let design = Design { weighted: true, units: 200, unit: 1.0 };
        let wide = Question { top: vec![0], ..Question::new(&[Some(2.0), Some(1.0)], &wide, design) };
        (Question::new(&zero_to_ten(), &net, design), wide)
    };
    let ((net, wide), (other_net, other_wide)) = (domain("Yes"), domain("No"));
    for (metric, one, other, name, scale) in
        [(&NPS, &net, &other_net, "net", 1.0), (&CSAT, &wide, &other_wide, "wide", 100.0)]
    {
        let theirs = &r[format!("plain.test.{name}").as_str()];
        let found = compared(metric, one, other);
        assert_eq!(found.test, "linearised_t");
        assert_close(found.value - found.other, scale * theirs[0], NINE_DIGITS);
        assert_close(found.outcome.statistic, theirs[2], NINE_DIGITS);
        assert_eq!(found.outcome.df, Some(theirs[3]));
        assert!((found.outcome.p / theirs[4] - 1.0).abs() < NINE_DIGITS, "{} is not {}", found.outcome.p, theirs[4]);
    }
}

/// `n` respondents of one weight.
fn add(tally: &mut Tally, n: f64, weight: f64) {
    let mut left = n;
    while left > 0.0 {
        *tally += Tally::of_weight(weight);
        left -= 1.0;
    }
}

/// Equal weights give what no weights give wherever answers are imagined.
#[test]
fn equal_weights_test_small_groups_as_no_weights_do() {
    let weigh = |question: &Question, weight: f64| {
        let survey::table::Answers::Coded(counts) = &question.tally.answers else { panic!("a closed question") };
        let tallies: Vec<Tally> =
            counts.iter().map(|tally| (0..tally.n).map(|_| Tally::of_weight(weight)).sum()).collect();
        Question::new(&zero_to_ten(), &tallies, Design { weighted: true, units: 40, unit: 1.0 })
    };
    let (one, other) = (net(8, 1, 1), net(4, 3, 5));
    let plain = compared(&NPS, &one, &other);
    let weighted = compared(&NPS, &weigh(&one, 0.5), &weigh(&other, 0.5));
    assert_eq!((plain.test, weighted.test), ("adjusted_wald", "adjusted_wald"));
    assert_close(weighted.outcome.statistic, plain.outcome.statistic, NINE_DIGITS);
}

/// Five people who agree are no proof: their spread is imagined, and a mean without ends is not tested at all.
#[test]
fn a_group_that_agrees_within_itself() {
    let scores: Vec<Option<f64>> = (1..=5).map(|score| Some(f64::from(score))).collect();
    let five = Question::counts(&scores, &[0, 0, 0, 0, 5]);
    let many = Question::counts(&scores, &[2, 17, 53, 127, 181]);
    let found = compared(&MEAN, &five, &many);
    assert_eq!(found.test, "adjusted_mean");
    assert!(found.outcome.p > 0.3, "{found:?}");
    let lower = Question { direction: Direction::LowerIsBetter, ..five };
    assert_eq!(compared(&MEAN, &lower, &many).higher, Sense::Negative);
    assert!(compare(&NPS, None, &net(3, 0, 0).subject(), &net(0, 0, 0).subject()).is_none());
}

#[expect(clippy::cast_precision_loss, reason = "small counts")]
fn number(n: u64) -> f64 {
    n as f64
}
