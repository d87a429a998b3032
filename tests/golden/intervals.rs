//! Intervals that hold where answers are few, weighted, or all the same: numbers from R 4.2.2, computed from the
//! published formulas, and how often the intervals cover the truth.

use super::{NINE_DIGITS, Question, assert_close, zero_to_ten};
use std::collections::{BTreeMap, HashMap};
use survey::metric::{
    CES, DURATION, FFT_LEGACY, Figure, MEAN, METHODS, Method, Metric, NPS, NUMBER, RANKING, Subject, TOP_BOX, compare,
    method_called,
};
use survey::results::Interval;
use survey::scale::Missing;
use survey::stats::{self, QuantileRule};
use survey::table::{Answers, Design, QuestionTally, Tally};

/// A closed question answered by one respondent per (position of the option, weight).
fn weighted(scores: &[Option<f64>], answers: &[(usize, f64)]) -> Question {
    let mut tallies = vec![Tally::default(); scores.len()];
    for (option, weight) in answers {
        tallies[*option] += Tally::of_weight(*weight);
    }
    Question::new(scores, &tallies, Design { weighted: true, units: answers.len() as u64, unit: 1.0 })
}

fn interval(figure: &Figure) -> &Interval {
    figure.interval.as_ref().expect("an interval")
}

#[track_caller]
fn assert_limits(figure: &Figure, low: f64, high: f64) {
    assert_close(interval(figure).low, low, NINE_DIGITS);
    assert_close(interval(figure).high, high, NINE_DIGITS);
}

/// Adjusted Wald on effective counts: `n_e` is what the sample is worth, and never more than Kish's base.
#[test]
fn weighted_net_promoter_scores_have_an_interval_that_is_never_empty() {
    let (promoter, passive, detractor) = (10, 8, 3);
    let answers = |scores: &[usize], weights: &[f64]| -> Vec<(usize, f64)> {
        scores.iter().copied().zip(weights.iter().copied()).collect()
    };
    let mixed = [&[promoter; 5][..], &[passive; 3], &[detractor; 2]].concat();
    let cases = [
        (answers(&[promoter; 6], &[1.5, 1.0, 0.7, 2.0, 1.0, 1.0]), (100.0, 0.0), (20.409_136_353_2, 100.0)),
        (
            answers(&mixed, &[0.5, 1.2, 0.8, 2.0, 1.0, 1.1, 0.7, 1.5, 0.9, 1.3]),
            (30.0, 27.394_006_436),
            (-21.837_152_690_4, 66.558_108_708_6),
        ),
        (answers(&[passive; 3], &[1.0, 2.0, 3.0]), (0.0, 0.0), (-43.085_104_787_8, 43.085_104_787_8)),
    ];
    for (answers, (value, se), (low, high)) in cases {
        let figure = weighted(&zero_to_ten(), &answers).figure(&NPS, None);
        assert_close(figure.value.expect("a score"), value, NINE_DIGITS);
        assert!((figure.se.expect("an error") - se).abs() < 1e-9, "{figure:?}");
        assert_limits(&figure, low, high);
        assert_eq!(interval(&figure).method, "adjusted_wald_effective");
    }
}

/// Three imagined answers, ¾ at each end of the scale and 1½ in its middle.
#[test]
fn means_of_scores_have_an_interval_that_is_never_empty() {
    type Case = (Vec<Option<f64>>, &'static [u64], f64, (f64, f64));
    let scale = |from: i32, to: i32| (from..=to).map(|score| Some(f64::from(score))).collect::<Vec<_>>();
    let cases: [Case; 5] = [
        (scale(1, 5), &[0, 0, 0, 0, 10], 5.0, (3.950_071_030_9, 5.0)),
        (scale(1, 5), &[0, 0, 1, 3, 6], 4.5, (3.556_607_172_2, 4.751_085_135_49)),
        (scale(1, 5), &[2, 17, 53, 127, 181], 4.231_578_947_37, (4.131_811_271_61, 4.312_052_958_15)),
        (
            scale(0, 10),
            &[0, 0, 0, 1, 6, 31, 70, 126, 167, 160, 148],
            8.095_909_732_02,
            (7.972_150_506_9, 8.193_579_830_18),
        ),
        (scale(-1, 1), &[20, 30, 50], 0.3, (0.140_511_301_788, 0.442_012_970_057)),
    ];
    for (scores, counts, mean, (low, high)) in cases {
        let figure = Question::counts(&scores, counts).figure(&MEAN, None);
        assert_close(figure.value.expect("a mean"), mean, NINE_DIGITS);
        assert_limits(&figure, low, high);
        assert_eq!(interval(&figure).method, "adjusted_mean");
    }
    let ces = Question::counts(&scale(1, 5), &[0, 0, 0, 0, 10]).figure(&CES, None);
    assert_limits(&ces, 3.950_071_030_9, 5.0);
    let alone = Question::counts(&scale(1, 5), &[0, 0, 0, 0, 1]).figure(&MEAN, None);
    assert_eq!((alone.value, alone.interval), (Some(5.0), None), "one respondent has no interval");
}

/// Ranks run from 1 to the number of items, whatever ranks were given.
#[test]
fn mean_ranks_are_bounded_by_the_number_of_items() {
    let mut question = Question::counts(&[None, None], &[0, 0]);
    let tally = Tally::unweighted;
    question.tally.valid = tally(100);
    question.tally.answers = Answers::Ranked(vec![vec![tally(50), tally(0)], vec![tally(50), tally(50)]]);
    let figures = question.figures(&RANKING);
    // The formula on the scale from 1 to 2, evaluated in R.
    assert_limits(&figures[0], 1.0, 1.066_778_393_539_8);
    assert_limits(&figures[1], 1.404_145_194_173_2, 1.595_854_805_826_8);
    assert_eq!(figures[0].base.expect("a base").unweighted, 50);
}

/// Numbers have no bounds: where all are the same, nothing is known of how far others may be away.
#[test]
fn numbers_that_are_all_the_same_have_no_interval() {
    let tally = |n| QuestionTally {
        missing: [Tally::default(); Missing::ALL.len()],
        valid: Tally::unweighted(n),
        answers: Answers::Values(vec![(3.0, Tally::unweighted(n))].into()),
    };
    for n in [1, 2, 6] {
        let (tally, question) = (tally(n), Question::counts(&[], &[]));
        let figures = (NUMBER.figures)(&Subject { tally: &tally, ..question.subject() });
        assert_eq!((figures[0].value, &figures[0].interval), (Some(3.0), &None), "{n}");
    }
}

/// Korn and Graubard with the degrees of freedom of Kish's effective base.
#[test]
fn weighted_shares_allow_for_uneven_weights() {
    let yes_no = [Some(0.0), Some(1.0)];
    let (yes, no) = (1, 0);
    let ten = [yes, yes, yes, yes, yes, yes, yes, yes, no, no];
    let eight_of_ten: Vec<(usize, f64)> =
        ten.into_iter().zip([0.2, 0.3, 4.0, 1.0, 0.5, 0.6, 2.0, 1.0, 1.5, 0.4]).collect();
    let weights = [0.5, 1.0, 2.0, 3.0, 0.25];
    let fifteen_of_twenty: Vec<(usize, f64)> =
        (0..20).map(|at| (if at < 15 { yes } else { no }, weights[at % 5])).collect();
    let cases = [
        (eight_of_ten, (0.834_782_608_696, 0.139_014_636_34), (0.310_710_772_956, 0.997_949_858_695)),
        (fifteen_of_twenty, (0.75, 0.124_498_126_127), (0.414_062_451_28, 0.949_789_369_712)),
    ];
    for (answers, (p, se), (low, high)) in cases {
        let question = Question { top: vec![yes], ..weighted(&yes_no, &answers) };
        let figure = question.figure(&TOP_BOX, None);
        assert_close(figure.value.expect("a share"), 100.0 * p, NINE_DIGITS);
        assert_close(figure.se.expect("an error"), 100.0 * se, NINE_DIGITS);
        assert_limits(&figure, 100.0 * low, 100.0 * high);
    }
}

/// 100, 42, 10, 20, 15 and 7 *don't know*: 100 for, 45 against, 42 in between, 187 in all. The interval is that of
/// any net score.
#[test]
fn the_old_friends_and_family_score_has_the_interval_of_a_net_score() {
    let scores = [Some(5.0), Some(4.0), Some(3.0), Some(2.0), Some(1.0), None];
    let figure = Question::counts(&scores, &[100, 42, 10, 20, 15, 7]).figure(&FFT_LEGACY, None);
    let (low, high) = stats::adjusted_wald(100.0, 45.0, 187.0, 0.95).expect("limits");
    assert_limits(&figure, 100.0 * low, 100.0 * high);
    assert_close(figure.value.expect("a score"), 100.0 * 55.0 / 187.0, NINE_DIGITS);
}

/// What R said in `intervals.R`, by name.
fn oracle() -> HashMap<&'static str, Vec<f64>> {
    super::r_survey::named(include_str!("intervals.txt"))
}

fn ranks_in(row: &[f64]) -> Option<(u64, u64)> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "ranks")]
    (row[0] > 0.0).then_some((row[0] as u64, row[1] as u64))
}

/// The numbers behind a name such as `ranks.50.0.9` or `list.ranks.25.50`.
fn numbers_after<'a>(name: &'a str, prefix: &str) -> Option<(u64, &'a str)> {
    let (n, rest) = name.strip_prefix(prefix)?.split_once('.')?;
    Some((n.parse().expect("a count"), rest))
}

/// R's `qbinom` and `qhyper`, from 5 respondents to 250,000.
#[test]
fn quantiles_lie_between_the_ranks_that_r_gives() {
    let r = oracle();
    let (mut plain, mut listed) = (0, 0);
    let rows: BTreeMap<_, _> = r.into_iter().collect();
    for (name, row) in &rows {
        if let Some((n, p)) = numbers_after(name, "ranks.") {
            assert_eq!(stats::quantile_ranks(n, p.parse().expect("a share"), 0.95), ranks_in(row), "{name}");
            plain += 1;
        }
        if let Some((n, people)) = numbers_after(name, "list.ranks.") {
            let people = people.parse().expect("a count");
            assert_eq!(stats::quantile_ranks_of_list(n, people, 0.5, 0.95), ranks_in(row), "{name}");
            listed += 1;
        }
    }
    assert_eq!((plain, listed), (18, 5));
}

/// A number question answered by these respondents of these weights.
fn numbers(answers: &[(f64, f64)], weighted: bool) -> QuestionTally {
    let mut ascending = answers.to_vec();
    ascending.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut values: Vec<(f64, Tally)> = Vec::new();
    for (x, w) in ascending {
        let tally = if weighted { Tally::of_weight(w) } else { Tally::unweighted(1) };
        match values.last_mut().filter(|(last, _)| last.to_bits() == x.to_bits()) {
            Some((_, last)) => *last += tally,
            None => values.push((x, tally)),
        }
    }
    let valid = values.iter().map(|(_, tally)| *tally).sum();
    QuestionTally { missing: [Tally::default(); Missing::ALL.len()], valid, answers: Answers::Values(values.into()) }
}

fn figure_of(metric: &Metric, item: Option<&str>, tally: &QuestionTally, design: Design) -> Figure {
    let question = Question::counts(&[], &[]);
    let figures = (metric.figures)(&Subject { tally, design, ..question.subject() });
    figures.into_iter().find(|figure| figure.item.as_deref() == item).expect("the figure")
}

#[test]
fn medians_lie_between_two_of_the_answers() {
    let r = oracle();
    let answers: Vec<(f64, f64)> = r["precip"].iter().map(|x| (*x, 1.0)).collect();
    let design = Design { weighted: false, units: 70, unit: 1.0 };
    let tally = numbers(&answers, false);
    for figure in [figure_of(&NUMBER, Some("median"), &tally, design), figure_of(&DURATION, None, &tally, design)] {
        assert_close(figure.value.expect("a median"), r["precip.median"][0], NINE_DIGITS);
        assert_limits(&figure, r["precip.median"][1], r["precip.median"][2]);
        assert_eq!((interval(&figure).method.as_str(), figure.se), ("order_statistics", None));
    }
    let few = numbers(&answers[..5], false);
    assert_eq!(figure_of(&DURATION, None, &few, design).interval, None, "five answers do not say enough");
    for end in ["min", "max"] {
        assert_eq!(figure_of(&DURATION, Some(end), &tally, design).interval, None, "{end}");
    }
    // The median of scores: 2 of 380 gave 1, 17 gave 2, 53 gave 3, 127 gave 4; ranks 171 and 210 of 380.
    let scores: Vec<Option<f64>> = (1..=5).rev().map(|score| Some(f64::from(score))).collect();
    let median = Question::counts(&scores, &[181, 127, 53, 17, 2]).figure(&MEAN, Some("median"));
    assert_eq!(median.value, Some(4.0));
    assert_limits(&median, 4.0, 5.0);
    // Of 500 as many as 400 gave 4: ranks 228 and 273 are both among them.
    let alike = Question::counts(&scores, &[50, 400, 50, 0, 0]);
    assert_eq!(alike.figure(&MEAN, Some("median")).interval, None);
    let steps = (MEAN.steps)(&alike.subject()).join("\n");
    assert!(
        steps.contains("no interval of median: so many gave this very answer that both limits would be it"),
        "{steps}"
    );
    let few = Question::counts(&scores, &[1, 1, 1, 0, 0]);
    let steps = (MEAN.steps)(&few.subject()).join("\n");
    assert!(steps.contains("no interval of median: too few answers lie beyond it"), "{steps}");
}

/// R's `prop.test` of the shares above the median of both groups, and the difference by MOVER.
#[test]
fn medians_of_two_groups_are_compared_by_moods_test() {
    let r = oracle();
    let tally = |name: &str| numbers(&r[name].iter().map(|x| (*x, 1.0)).collect::<Vec<_>>(), false);
    let (first, last, question) = (tally("rivers.first"), tally("rivers.last"), Question::counts(&[], &[]));
    let subject = |tally| Subject { tally, ..question.subject() };
    let compared = compare(&DURATION, None, &subject(&first), &subject(&last)).expect("a test");
    let theirs = &r["median.test"];
    let interval = compared.interval.expect("an interval");
    assert_eq!((compared.test, interval.method.as_str()), ("median_test", "mover"));
    let ours =
        [compared.value, compared.other, compared.outcome.statistic, compared.outcome.p, interval.low, interval.high];
    for (ours, theirs) in ours.into_iter().zip(theirs) {
        assert_close(ours, *theirs, NINE_DIGITS);
    }
}

/// The schools of R's `apistrat` by their weights alone.
fn schools(r: &HashMap<&'static str, Vec<f64>>) -> Vec<(f64, f64)> {
    let of_type = |name: &str| r[name][1..].iter().map(|score| (*score, r[name][0])).collect::<Vec<_>>();
    ["api00.E", "api00.H", "api00.M"].map(of_type).concat()
}

#[test]
fn weighted_medians_have_woodruffs_interval() {
    let r = oracle();
    let schools = schools(&r);
    let tally = numbers(&schools, true);
    let design = Design { weighted: true, units: 200, unit: 1.0 };
    for (item, p) in [(None, "0.5"), (Some("p90"), "0.9")] {
        let figure = figure_of(&DURATION, item, &tally, design);
        assert_close(figure.value.expect("a quantile"), r[format!("hf7.{p}").as_str()][0], NINE_DIGITS);
        let theirs = &r[format!("svyquantile.{p}").as_str()];
        assert_limits(&figure, theirs[1], theirs[2]);
        assert_eq!(interval(&figure).method, "woodruff");
    }
}

/// R's `svyquantile` centres the interval on the share of answers at or below its estimate.
#[test]
fn woodruffs_interval_around_the_share_that_r_takes_is_rs() {
    let r = oracle();
    let mut schools = schools(&r);
    schools.sort_by(|one, other| one.0.total_cmp(&other.0));
    let whole: f64 = schools.iter().map(|(_, w)| w).sum();
    for (p, half) in [("svyquantile.0.5", 0.5), ("svyquantile.0.9", 0.9)] {
        let theirs = &r[p];
        let estimate = stats::quantile(&schools, half, QuantileRule::InverseCdf).expect("a quantile");
        assert_close(estimate, theirs[0], NINE_DIGITS);
        let below = |x: f64| f64::from(u8::from(x <= estimate));
        let share = schools.iter().map(|(x, w)| below(*x) * w).sum::<f64>() / whole;
        let squares = schools.iter().map(|(x, w)| (w * (below(*x) - share) / whole).powi(2)).sum::<f64>();
        let limits = stats::woodruff(&schools, share, squares * 200.0 / 199.0, 199.0, 0.95).expect("limits");
        assert_eq!(limits, (theirs[1], theirs[2]));
    }
}

/// A net score of the same schools, all of them and by type: value, error, Kish's base, `n_e`, limits.
#[test]
fn weighted_net_scores_of_schools_agree_with_r() {
    let r = oracle();
    for name in ["all", "E", "H", "M"] {
        let mut tallies = vec![Tally::default(); 3];
        for kind in ["E", "H", "M"].into_iter().filter(|kind| name == "all" || name == *kind) {
            let row = &r[format!("api00.{kind}").as_str()];
            for score in &row[1..] {
                let at = if *score >= 700.0 { 2 } else { usize::from(*score >= 550.0) };
                tallies[at] += Tally::of_weight(row[0]);
            }
        }
        let design = Design { weighted: true, units: 200, unit: 1.0 };
        let net = Question::new(&[Some(0.0), Some(7.0), Some(10.0)], &tallies, design).figure(&NPS, None);
        let theirs = &r[format!("net.{name}").as_str()];
        assert!((net.value.expect("a score") - theirs[0]).abs() < 1e-9, "{name}");
        assert_close(net.se.expect("an error"), theirs[1], NINE_DIGITS);
        assert_close(net.base.expect("a base").effective, theirs[2], NINE_DIGITS);
        assert_limits(&net, theirs[4], theirs[5]);
    }
}

/// 100 of the 200 on a list answered, 80 of them yes, and so on: n* = n(N − 1)/(N − n) takes the place of n.
#[test]
fn a_list_that_was_asked_whole_leaves_less_to_chance() {
    let r = oracle();
    for (n, people) in [(160, 200), (100, 200), (382, 1240), (25, 50)] {
        let theirs = &r[format!("list.share.{n}.{people}").as_str()];
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
        let yes = theirs[0] as u64;
        let question = Question { top: vec![1], ..Question::counts(&[Some(0.0), Some(1.0)], &[n - yes, yes]) };
        let subject = Subject { people: Some(f64::from(people)), ..question.subject() };
        let share = &(TOP_BOX.figures)(&subject)[0];
        assert_limits(share, 100.0 * theirs[2], 100.0 * theirs[3]);
        let p = theirs[0] / f64::from(u32::try_from(n).expect("a count"));
        assert_close(share.se.expect("an error"), 100.0 * (p * (1.0 - p) / theirs[1]).sqrt(), NINE_DIGITS);
    }
    for (counts, people) in [([76, 125, 181], 1240), ([1, 3, 6], 15)] {
        let n: u64 = counts.iter().sum();
        let question = Question::counts(&[Some(0.0), Some(7.0), Some(10.0)], &counts);
        let subject = Subject { people: Some(f64::from(people)), ..question.subject() };
        let theirs = &r[format!("list.net.{n}.{people}").as_str()];
        assert_limits(&(NPS.figures)(&subject)[0], theirs[4], theirs[5]);
    }
}

/// Means of numbers and scores of those who answered: R's `svymean` with a finite population, and n* beside the three
/// imagined answers.
#[test]
fn means_of_a_list_have_the_errors_of_a_finite_population() {
    let r = oracle();
    let question = Question::counts(&[], &[]);
    let answers: Vec<(f64, f64)> = r["precip"].iter().map(|x| (*x, 1.0)).collect();
    let tally = numbers(&answers, false);
    let subject = Subject { tally: &tally, people: Some(120.0), ..question.subject() };
    let mean = &(NUMBER.figures)(&subject)[0];
    let theirs = &r["list.mean.70.120"];
    assert_close(mean.se.expect("an error"), theirs[1], NINE_DIGITS);
    assert_limits(mean, theirs[2], theirs[3]);

    let tally = numbers(&schools(&r), true);
    let design = Design { weighted: true, units: 200, unit: 1.0 };
    let mean = &(NUMBER.figures)(&Subject { tally: &tally, people: Some(300.0), design, ..question.subject() })[0];
    let theirs = &r["list.weighted.mean"];
    assert_close(mean.se.expect("an error"), theirs[1], NINE_DIGITS);
    assert_limits(mean, theirs[2], theirs[3]);

    let scores: Vec<Option<f64>> = (1..=5).map(|score| Some(f64::from(score))).collect();
    let question = Question::counts(&scores, &[2, 17, 53, 127, 181]);
    let mean = &(MEAN.figures)(&Subject { people: Some(1240.0), ..question.subject() })[0];
    let theirs = &r["list.scores.380.1240"];
    assert_limits(mean, theirs[1], theirs[2]);
}

#[test]
fn where_the_whole_list_answered_no_figure_has_an_interval() {
    let scores: Vec<Option<f64>> = (1..=5).map(|score| Some(f64::from(score))).collect();
    let question = Question { top: vec![4], ..Question::counts(&scores, &[1, 2, 3, 4, 5]) };
    for metric in [&MEAN, &TOP_BOX, &CES] {
        for figure in (metric.figures)(&Subject { people: Some(15.0), ..question.subject() }) {
            assert!(figure.value.is_some() && figure.interval.is_none(), "{figure:?}");
        }
    }
}

fn asked_for(name: &str) -> &'static Method {
    method_called(name).expect("a method")
}

/// R's `binom.test`, `svyciprop(method = "xlogit")` with Kish's degrees of freedom, and Wilson on the effective base.
#[test]
fn other_intervals_of_shares_are_rs() {
    let r = oracle();
    let yes_no = [Some(0.0), Some(1.0)];
    let plain = |counts: &[u64]| Question { top: vec![1], ..Question::counts(&yes_no, counts) };
    let ten: Vec<(usize, f64)> =
        [1, 1, 1, 1, 1, 1, 1, 1, 0, 0].into_iter().zip([0.2, 0.3, 4.0, 1.0, 0.5, 0.6, 2.0, 1.0, 1.5, 0.4]).collect();
    let uneven = Question { top: vec![1], ..weighted(&yes_no, &ten) };
    let cases = [
        (plain(&[2, 8]), "clopper-pearson", "clopper_pearson", r["clopper.8.10"].as_slice()),
        (plain(&[10, 0]), "clopper-pearson", "clopper_pearson", &r["clopper.0.10"]),
        (plain(&[2, 8]), "logit", "logit", &r["logit.8.10"]),
        (weighted(&yes_no, &ten), "logit", "linearised_logit", &r["logit.weighted.kish"]),
    ];
    for (question, name, id, limits) in cases {
        let question = Question { top: vec![1], ..question };
        let figure = &(TOP_BOX.figures)(&Subject { intervals: Some(asked_for(name)), ..question.subject() })[0];
        assert_limits(figure, limits[0], limits[1]);
        assert_eq!(interval(figure).method, id);
    }
    let figure = &(TOP_BOX.figures)(&Subject { intervals: Some(asked_for("wilson")), ..uneven.subject() })[0];
    assert_limits(figure, r["wilson.weighted"][2], r["wilson.weighted"][3]);
    assert_eq!(interval(figure).method, "wilson_effective");
    let none = plain(&[10, 0]);
    let figure = &(TOP_BOX.figures)(&Subject { intervals: Some(asked_for("logit")), ..none.subject() })[0];
    assert_eq!(interval(figure).method, "wilson", "0 % has no log odds");
}

/// R's `t.test` of scores, t of a net score, and the bootstrap-t of the lengths of rivers with 400,000 samples.
#[test]
fn other_intervals_of_means_are_rs() {
    let r = oracle();
    let scores: Vec<Option<f64>> = (1..=5).map(|score| Some(f64::from(score))).collect();
    let question = Question::counts(&scores, &[0, 0, 1, 3, 6]);
    let mean = &(MEAN.figures)(&Subject { intervals: Some(asked_for("t")), ..question.subject() })[0];
    // 5.0058 in R: limits are clipped to the scale.
    assert_limits(mean, r["t.scores"][0], 5.0);
    let net = Question::counts(&[Some(0.0), Some(7.0), Some(10.0)], &[20, 30, 50]);
    let net = &(NPS.figures)(&Subject { intervals: Some(asked_for("t")), ..net.subject() })[0];
    assert_limits(net, r["t.net"][0], r["t.net"][1]);

    let rivers: Vec<(f64, f64)> = r["rivers"].iter().map(|x| (*x, 1.0)).collect();
    let (tally, question) = (numbers(&rivers, false), Question::counts(&[], &[]));
    let subject = Subject { tally: &tally, intervals: Some(asked_for("bootstrap-t")), ..question.subject() };
    let (mean, theirs) = (&(NUMBER.figures)(&subject)[0], &r["bootstrap.rivers"]);
    // 2,000 samples leave a limit to chance by about a fiftieth of the width.
    let near = 0.05 * (theirs[2] - theirs[1]);
    assert!(
        (interval(mean).low - theirs[1]).abs() < near && (interval(mean).high - theirs[2]).abs() < near,
        "{mean:?}"
    );
    assert_eq!(interval(mean).method, "bootstrap_t");
}

#[test]
fn every_method_has_a_name_of_its_own_and_says_what_it_is_for() {
    for (at, method) in METHODS.iter().enumerate() {
        assert!(!method.about.is_empty() && method_called(method.name).is_some());
        for other in &METHODS[at + 1..] {
            assert!(method.name != other.name && !other.is_called(method.id) && !other.is_called(method.weighted_id));
        }
    }
}

/// How likely each way is to split n respondents over answers of these shares.
fn splits(n: u32, shares: &[f64]) -> Vec<(Vec<u32>, f64)> {
    let Some((last, others)) = shares.split_last().filter(|(_, others)| !others.is_empty()) else {
        return vec![(vec![n], shares[0].powi(n.cast_signed()))];
    };
    let mut all = Vec::new();
    let mut ways = 1.0;
    for k in 0..=n {
        for (mut counts, chance) in splits(n - k, others) {
            counts.push(k);
            all.push((counts, chance * ways * last.powi(k.cast_signed())));
        }
        ways *= f64::from(n - k) / f64::from(k + 1);
    }
    all
}

/// Half of n respondents weigh 1 and half 5 (a design effect of 1.44), whatever they think: the share of samples whose
/// interval holds the true score, added up over all samples there can be. Student's t with clipped limits covers 40 to
/// 90 % of them.
#[test]
fn weighted_net_promoter_intervals_cover_what_they_promise() {
    for (shares, n, least) in [
        ([0.5, 0.3, 0.2], 10, 0.945),
        ([0.85, 0.1, 0.05], 10, 0.93),
        ([0.95, 0.04, 0.01], 10, 0.93),
        ([0.5, 0.3, 0.2], 20, 0.945),
        ([0.85, 0.1, 0.05], 20, 0.945),
        ([0.95, 0.04, 0.01], 20, 0.945),
    ] {
        let truth: f64 = shares[0] - shares[2];
        let halves = splits(n / 2, &shares);
        let (mut covered, mut whole) = (0.0, 0.0);
        for (light, chance) in &halves {
            for (heavy, other) in &halves {
                let part = |at: usize, square: f64| f64::from(light[at]) + square * f64::from(heavy[at]);
                let w: Vec<f64> = (0..3).map(|at| part(at, 5.0)).collect();
                let w2: Vec<f64> = (0..3).map(|at| part(at, 25.0)).collect();
                let (sum, sum2) = (w.iter().sum::<f64>(), w2.iter().sum::<f64>());
                let mean = (w[0] - w[2]) / sum;
                let around =
                    |w: &[f64]| w[0] * (1.0 - mean).powi(2) + w[1] * mean.powi(2) + w[2] * (1.0 + mean).powi(2);
                let size = stats::effective_size(around(&w) / sum, around(&w2) / (sum * sum), sum * sum / sum2);
                let limits = stats::adjusted_wald(size * w[0] / sum, size * w[2] / sum, size, 0.95).expect("limits");
                whole += chance * other;
                covered += if limits.0 <= truth && truth <= limits.1 { chance * other } else { 0.0 };
            }
        }
        assert!((whole - 1.0).abs() < 1e-9, "{whole}");
        assert!((least..0.995).contains(&covered), "{shares:?}, {n}: {covered}");
    }
}

/// The same for means of scores from 1 to 5. Student's t covers 66 to 92 % of the samples of ten.
#[test]
fn intervals_of_means_of_scores_cover_what_they_promise() {
    for (shares, n) in [
        ([0.03, 0.05, 0.12, 0.4, 0.4], 10),
        ([0.01, 0.01, 0.03, 0.15, 0.8], 10),
        ([0.005, 0.005, 0.01, 0.08, 0.9], 10),
        ([0.03, 0.05, 0.12, 0.4, 0.4], 30),
        ([0.01, 0.01, 0.03, 0.15, 0.8], 30),
    ] {
        let scores = [1.0, 2.0, 3.0, 4.0, 5.0];
        let of = |weights: &[f64], value: &dyn Fn(f64) -> f64| -> f64 {
            scores.iter().zip(weights).map(|(x, w)| w * value(*x)).sum()
        };
        let truth = of(&shares, &|x| x);
        let mut covered = 0.0;
        for (counts, chance) in splits(n, &shares) {
            let weights: Vec<f64> = counts.iter().map(|count| f64::from(*count) / f64::from(n)).collect();
            let mean = of(&weights, &|x| x);
            let variance = of(&weights, &|x| (x - mean).powi(2));
            let bounds = stats::Bounds { low: 1.0, high: 5.0 };
            let limits = stats::adjusted_mean(mean, variance, f64::from(n), bounds, 0.95).expect("limits");
            covered += if limits.0 <= truth && truth <= limits.1 { chance } else { 0.0 };
        }
        assert!((0.93..0.99).contains(&covered), "{shares:?}, {n}: {covered}");
    }
}

/// What `explain` says is what was done: effective sizes, quantiles, degrees of freedom, own words.
#[test]
fn steps_show_the_terms_of_weighted_figures() {
    let answers: Vec<(usize, f64)> = [1.5, 1.0, 0.7, 2.0, 1.0, 1.0].map(|weight| (10, weight)).to_vec();
    let question = weighted(&zero_to_ten(), &answers);
    let steps = (NPS.steps)(&question.subject()).join("\n");
    for words in [
        "in words: 100 more promoters than detractors in 100",
        "worth n_e = 5.32238193 respondents of equal weight, by Kish: all gave the same answer",
        "Kish's effective base 5.32238193 is all there is to go by",
        "95 % interval 20.4091 to 100",
    ] {
        assert!(steps.contains(words), "{words} is not in\n{steps}");
    }
    assert!(!steps.contains("linearised standard error 0"), "{steps}");
    // The same on another scale: weights are shown as the export has them.
    let scaled = Question { design: Design { unit: 0.5, ..question.design }, ..weighted(&zero_to_ten(), &answers) };
    let steps = (NPS.steps)(&scaled.subject()).join("\n");
    assert!(steps.contains("NPS = 100 × (3.6 − 0) ÷ 3.6 = 100"), "{steps}");
    let plain = Question::counts(&zero_to_ten(), &[40, 0, 0, 0, 0, 0, 0, 0, 10, 0, 5]);
    let steps = (NPS.steps)(&plain.subject()).join("\n");
    assert!(steps.contains("in words: 64 more detractors than promoters in 100"), "{steps}");
    assert!(steps.contains("95 % interval −"), "{steps}");
}
