//! Weighted figures against R's `survey` package; `oracle.R` made `oracle.txt`.

use super::{NINE_DIGITS, Question, assert_close};
use std::collections::HashMap;
use survey::metric::{Figure, MEAN, NPS, NUMBER, Subject, TOP_BOX};
use survey::stats::{
    LonelyUnits, QuantileRule, Stratum, Weighed, korn_graubard, linearised_variance, mean_interval, quantile,
    weighted_quantile,
};
use survey::table::{Answers, Design, QuestionTally, Tally};

const ORACLE: &str = include_str!("oracle.txt");
const RESPONSES: &str = include_str!("weighted.csv");

/// What R said, by name.
pub(super) fn oracle() -> HashMap<&'static str, Vec<f64>> {
    named(ORACLE)
}

/// The lines of such a file: a name, and numbers.
pub(super) fn named(text: &'static str) -> HashMap<&'static str, Vec<f64>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let mut words = line.split_whitespace();
            let name = words.next().expect("a name");
            (name, words.map(|number| number.parse().expect("a number")).collect())
        })
        .collect()
}

pub(super) struct Response {
    site: &'static str,
    pub(super) recommend: Option<usize>,
    pub(super) staff: Option<usize>,
    weight: f64,
}

fn responses() -> Vec<Response> {
    let row = |line: &'static str| {
        let cells: Vec<&str> = line.split(',').collect();
        let weight = cells[3].parse().expect("a weight");
        Response { site: cells[0], recommend: cells[1].parse().ok(), staff: cells[2].parse().ok(), weight }
    };
    RESPONSES.lines().skip(1).map(row).collect()
}

/// What a response says to a question.
pub(super) type Answer = fn(&Response) -> Option<usize>;

/// A question with scores `first`, `first + 1`, … whose answers are tallied from the responses of a site.
pub(super) fn question(site: &str, first: usize, scores: usize, answer: Answer) -> Question {
    let all = responses();
    let mut tallies = vec![Tally::default(); scores];
    for response in all.iter().filter(|response| site == "all" || response.site == site) {
        if let Some(score) = answer(response) {
            tallies[score - first] += Tally::of_weight(response.weight);
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "small scores")]
    let values: Vec<Option<f64>> = (first..first + scores).map(|score| Some(score as f64)).collect();
    Question::new(&values, &tallies, Design { weighted: true, units: all.len() as u64, unit: 1.0 })
}

fn tallies_of(question: &Question) -> &[Tally] {
    let Answers::Coded(tallies) = &question.tally.answers else { panic!("a closed question") };
    tallies
}

fn assert_estimate(figure: &Figure, estimate: &[f64], limits: Option<&[f64]>, scale: f64) {
    assert_close(figure.value.expect("a value"), scale * estimate[0], NINE_DIGITS);
    assert_close(figure.se.expect("a standard error"), scale * estimate[1], NINE_DIGITS);
    if let Some(limits) = limits {
        let interval = figure.interval.as_ref().expect("an interval");
        assert_close(interval.low, scale * limits[0], NINE_DIGITS);
        assert_close(interval.high, scale * limits[1], NINE_DIGITS);
    }
}

#[test]
fn weighted_means_overall_and_by_segment() {
    let r = oracle();
    for site in ["all", "North", "South", "West"] {
        let of = |what: &str| r[format!("{site}.staff.{what}").as_str()].as_slice();
        let staff = question(site, 1, 5, |response| response.staff);
        assert_estimate(&staff.figure(&MEAN, None), of("mean"), Some(&of("adjusted")[1..]), 1.0);
        assert_close(staff.figure(&MEAN, Some("sd")).value.expect("sd"), of("sd")[0], NINE_DIGITS);
        // The same answers as numbers without bounds.
        let scores: Vec<(f64, Tally)> = (1..).map(f64::from).zip(tallies_of(&staff).iter().copied()).collect();
        let answers = Answers::Values(scores.into());
        let numbers = QuestionTally { answers, ..staff.tally.clone() };
        let figures = (NUMBER.figures)(&Subject { tally: &numbers, ..staff.subject() });
        assert_estimate(&figures[0], of("mean"), Some(of("interval")), 1.0);
    }
}

/// Answers beside the scale (here 3) are in the base of shares, not in that of the mean; those who gave them stay
/// in the design.
#[test]
fn weighted_means_with_answers_beside_the_scale() {
    let r = oracle();
    for site in ["all", "North", "South", "West"] {
        let of = |what: &str| r[format!("{site}.unscored.{what}").as_str()].as_slice();
        let mut staff = question(site, 1, 5, |response| response.staff);
        staff.options[2].score = None;
        let figure = staff.figure(&MEAN, None);
        assert_estimate(&figure, of("mean"), Some(&of("adjusted")[1..]), 1.0);
        let base = figure.base.expect("a base");
        assert_eq!(base.unweighted.to_string(), of("base")[0].to_string());
        assert_close(base.weighted, of("base")[1], NINE_DIGITS);
        assert_close(staff.figure(&MEAN, Some("sd")).value.expect("sd"), of("sd")[0], NINE_DIGITS);
        assert_close(staff.figure(&MEAN, Some("median")).value.expect("median"), of("hf7")[0], NINE_DIGITS);
        staff.top = vec![3, 4];
        let top = staff.figure(&TOP_BOX, None).base.expect("a base");
        let beside = responses().iter().filter(|r| (site == "all" || r.site == site) && r.staff == Some(3)).count();
        assert_eq!(top.unweighted, base.unweighted + beside as u64, "the share rests on those without a score, too");
    }
}

#[test]
fn weighted_net_promoter_scores_overall_and_by_segment() {
    let r = oracle();
    for site in ["all", "North", "South", "West"] {
        let of = |what: &str| r[format!("{site}.net.{what}").as_str()].as_slice();
        let net = question(site, 0, 11, |response| response.recommend).figure(&NPS, None);
        assert_estimate(&net, of("mean"), Some(&of("adjusted")[1..]), 1.0);
        assert_eq!(net.interval.expect("an interval").method, "adjusted_wald_effective");
    }
}

#[test]
fn weighted_shares_have_korn_and_graubards_interval() {
    let r = oracle();
    for site in ["all", "North", "South", "West"] {
        let (share, kish) = (&r[format!("{site}.share").as_str()], &r[format!("{site}.share.kish").as_str()]);
        let good = Question { top: vec![3, 4], ..question(site, 1, 5, |response| response.staff) };
        assert_estimate(&good.figure(&TOP_BOX, None), &share[..2], Some(&kish[1..]), 100.0);
        // With the degrees of freedom of the design it is R's own interval.
        let n = tallies_of(&good).iter().map(|tally| tally.n).sum::<u64>();
        #[expect(clippy::cast_precision_loss, reason = "small counts")]
        let n = n as f64;
        let limits = korn_graubard(share[0], share[1] * share[1], n, kish[0], n - 1.0, 0.95).expect("limits");
        assert_close(limits.0, share[2], NINE_DIGITS);
        assert_close(limits.1, share[3], NINE_DIGITS);
    }
}

#[test]
fn weighted_and_plain_quantiles_follow_rs_rules() {
    let r = oracle();
    let staff = question("all", 1, 5, |response| response.staff);
    let survey::table::Answers::Coded(tallies) = &staff.tally.answers else { panic!("a closed question") };
    let weighted: Vec<(f64, f64)> = (1..).map(f64::from).zip(tallies.iter().map(|tally| tally.w.to_f64())).collect();
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    let plain: Vec<(f64, f64)> = (1..).map(f64::from).zip(tallies.iter().map(|tally| tally.n as f64)).collect();
    for (p, theirs) in [0.25, 0.5, 0.75].into_iter().zip(&r["all.staff.quantiles"]) {
        assert_eq!(quantile(&weighted, p, QuantileRule::InverseCdf), Some(*theirs));
    }
    for (p, theirs) in [0.1, 0.25, 0.5, 0.75, 0.9].into_iter().zip(&r["quantile7"]) {
        assert_close(quantile(&plain, p, QuantileRule::Linear).expect("a quantile"), *theirs, NINE_DIGITS);
    }
}

/// Weights of 0 are no sampled information: R's `svyvar` and `degf` leave them out, and every figure is that of the
/// export without these rows. The unweighted base counts them all the same.
#[test]
fn respondents_of_weight_zero_change_no_estimate() {
    let r = oracle();
    let weights = responses().into_iter().zip(1u32..);
    let some: Vec<Response> = weights
        .map(|(response, at)| Response { weight: if at % 4 == 0 { 0.0 } else { response.weight }, ..response })
        .collect();
    let mut tallies = [Tally::default(); 5];
    for response in &some {
        if let Some(score) = response.staff {
            tallies[score - 1] += Tally::of_weight(response.weight);
        }
    }
    let scores: Vec<Option<f64>> = (1..=5).map(|score| Some(f64::from(score))).collect();
    let units = some.iter().filter(|response| response.weight > 0.0).count() as u64;
    let design = Design { weighted: true, units, unit: 1.0 };
    let staff = Question { top: vec![3, 4], ..Question::new(&scores, &tallies, design) };
    let mean = staff.figure(&MEAN, None);
    assert_estimate(&mean, &r["zeros.mean"], Some(&r["zeros.staff.adjusted"][1..]), 1.0);
    assert_close(staff.figure(&MEAN, Some("sd")).value.expect("sd"), r["zeros.sd"][0], NINE_DIGITS);
    let share = &r["zeros.share"];
    assert_estimate(&staff.figure(&TOP_BOX, None), &share[..2], Some(&r["zeros.share.kish"][1..]), 100.0);
    let answered: Tally = tallies.iter().copied().sum();
    assert_eq!(mean.base.expect("a base").unweighted, answered.n);
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    let (sampled, effective) = (answered.sampled() as f64, answered.effective());
    assert_close(sampled - 1.0, r["zeros.degf"][0], NINE_DIGITS);
    let limits = korn_graubard(share[0], share[1] * share[1], sampled, effective, sampled - 1.0, 0.95).expect("limits");
    assert_close(limits.0, r["zeros.svyciprop"][2], NINE_DIGITS);
    assert_close(limits.1, r["zeros.svyciprop"][3], NINE_DIGITS);
}

/// The weights of the export taken as its values: `qrule = "hf7"`.
#[test]
fn weighted_quantiles_between_answers_are_rs() {
    let mut values: Vec<Weighed> = Vec::new();
    let mut weights: Vec<f64> = responses().iter().map(|response| response.weight).collect();
    weights.sort_by(f64::total_cmp);
    for weight in weights {
        match values.last_mut().filter(|last| last.x.to_bits() == weight.to_bits()) {
            Some(last) => (last.n, last.w) = (last.n + 1.0, last.w + weight),
            None => values.push(Weighed { x: weight, n: 1.0, w: weight }),
        }
    }
    for (p, theirs) in [0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0].into_iter().zip(&oracle()["all.weight.hf7"]) {
        assert_close(weighted_quantile(&values, p).expect("a quantile"), *theirs, NINE_DIGITS);
    }
    // 1 2 3 4 of equal weight: 2.5, as without weights.
    let even = [1.0, 2.0, 3.0, 4.0].map(|x| Weighed { x, n: 1.0, w: 2.0 });
    assert_eq!(weighted_quantile(&even, 0.5), Some(2.5));
    assert_eq!(weighted_quantile(&[Weighed { x: 1.0, n: 0.0, w: 0.0 }], 0.5), None);
}

#[test]
fn the_effective_base_is_rs() {
    let all: Tally = responses().iter().map(|response| Tally::of_weight(response.weight)).sum();
    assert_close(all.effective(), oracle()["kish"][0], NINE_DIGITS);
}

/// The school sample that R's `survey` ships, stratified by school type: a net score of academic
/// performance from counts per stratum, with and without the finite population correction.
#[test]
fn stratified_net_scores_agree_with_r() {
    let r = oracle();
    let strata = ["strat.E", "strat.H", "strat.M"].map(|name| r[name].as_slice());
    let weight_of = |s: &[f64]| s[1] * s[0];
    let whole: f64 = strata.iter().map(|s| weight_of(s)).sum();
    let mean = strata.iter().map(|s| s[1] * 100.0 * (s[3] - s[5])).sum::<f64>() / whole;
    for (name, corrected) in [("strat.net.with_fpc", true), ("strat.net.without", false)] {
        let parts = strata.map(|s| {
            let z = |score: f64| s[1] * (score - mean) / whole;
            let values = [(z(100.0), s[3]), (z(0.0), s[4]), (z(-100.0), s[5])];
            Stratum {
                units: s[0],
                sum: values.iter().map(|(z, n)| z * n).sum(),
                sum_of_squares: values.iter().map(|(z, n)| z * z * n).sum(),
                sampled: if corrected { s[0] / s[2] } else { 0.0 },
            }
        });
        assert_close(mean, r[name][0], NINE_DIGITS);
        assert_close(
            linearised_variance(&parts, LonelyUnits::Fail).expect("a variance").sqrt(),
            r[name][1],
            NINE_DIGITS,
        );
    }
}

/// The same schools sampled by district: a mean from sums per cluster.
#[test]
fn clustered_means_agree_with_r() {
    let r = oracle();
    let mut districts: Vec<(&str, Vec<f64>)> = r
        .iter()
        .filter(|(name, row)| name.starts_with("clus.") && row.len() == 3)
        .map(|(n, row)| (*n, row.clone()))
        .collect();
    districts.sort_by(|one, other| one.0.cmp(other.0));
    assert_eq!(districts.len(), 15);
    let whole: f64 = districts.iter().map(|(_, row)| row[0] * row[1]).sum();
    let mean = districts.iter().map(|(_, row)| row[1] * row[2]).sum::<f64>() / whole;
    let z: Vec<f64> = districts.iter().map(|(_, row)| row[1] * (row[2] - mean * row[0]) / whole).collect();
    let stratum =
        Stratum { units: 15.0, sum: z.iter().sum(), sum_of_squares: z.iter().map(|z| z * z).sum(), sampled: 0.0 };
    let se = linearised_variance(&[stratum], LonelyUnits::Fail).expect("a variance").sqrt();
    assert_close(mean, r["clus.api00"][0], NINE_DIGITS);
    assert_close(se, r["clus.api00"][1], NINE_DIGITS);
    let limits = mean_interval(mean, se, 14.0, 0.95).expect("limits");
    assert_close(limits.0, r["clus.interval"][0], NINE_DIGITS);
    assert_close(limits.1, r["clus.interval"][1], NINE_DIGITS);
}

/// School types within the stratified sample: the type's stratum is the domain, and the others are all zeros.
#[test]
fn domains_of_a_stratified_sample_agree_with_r() {
    let r = oracle();
    let types = ["E", "H", "M"].map(|name| (name, r[format!("strat.{name}").as_str()].as_slice()));
    for (domain, s) in types {
        let answered = s[0];
        let mean = 100.0 * (s[3] - s[5]) / answered;
        let values = [(100.0, s[3]), (0.0, s[4]), (-100.0, s[5])];
        let parts = types.map(|(name, stratum)| {
            let z = |score: f64| if name == domain { (score - mean) / answered } else { 0.0 };
            Stratum {
                units: stratum[0],
                sum: values.iter().map(|(x, n)| z(*x) * n).sum(),
                sum_of_squares: values.iter().map(|(x, n)| z(*x) * z(*x) * n).sum(),
                sampled: stratum[0] / stratum[2],
            }
        });
        let theirs = &r[format!("strat.net.by.{domain}").as_str()];
        assert_close(mean, theirs[0], NINE_DIGITS);
        assert_close(
            linearised_variance(&parts, LonelyUnits::Fail).expect("a variance").sqrt(),
            theirs[1],
            NINE_DIGITS,
        );
    }
}

/// School types within the cluster sample: a district without a school of the type counts as a zero.
#[test]
fn domains_of_a_clustered_sample_agree_with_r() {
    let r = oracle();
    let mut districts: Vec<(&str, &[f64])> = r
        .iter()
        .filter(|(name, row)| name.starts_with("domain.") && row.len() == 6)
        .map(|(name, row)| (*name, row.as_slice()))
        .collect();
    districts.sort_by_key(|(name, _)| *name);
    let all = r["domain.districts"][0];
    for (at, domain) in ["E", "H", "M"].into_iter().enumerate() {
        let schools = |row: &[f64]| (row[2 * at], row[2 * at + 1]);
        let whole: f64 = districts.iter().map(|(_, row)| schools(row).0).sum();
        let mean = districts.iter().map(|(_, row)| schools(row).1).sum::<f64>() / whole;
        let z: Vec<f64> =
            districts.iter().map(|(_, row)| schools(row)).map(|(n, total)| (total - mean * n) / whole).collect();
        let stratum = Stratum {
            units: 15.0,
            sum: z.iter().sum(),
            sum_of_squares: z.iter().map(|z| z * z).sum(),
            sampled: 15.0 / all,
        };
        let theirs = &r[format!("domain.api00.by.{domain}").as_str()];
        assert_close(mean, theirs[0], NINE_DIGITS);
        assert_close(
            linearised_variance(&[stratum], LonelyUnits::Fail).expect("a variance").sqrt(),
            theirs[1],
            NINE_DIGITS,
        );
    }
}

/// The complete data of `fpc`, which R's `survey` ships: stratum, weight, population and x of each unit. `left_out` are
/// those left out.
fn units_of_fpc(left_out: &[usize]) -> Vec<(usize, f64, f64, f64)> {
    const X: [f64; 8] = [2.8, 4.1, 6.8, 6.8, 9.2, 3.7, 6.6, 4.2];
    let unit = |(at, x): (usize, f64)| if at < 5 { (0, 3.0, 15.0, x) } else { (1, 4.0, 12.0, x) };
    X.into_iter().enumerate().filter(|(at, _)| !left_out.contains(at)).map(unit).collect()
}

/// The mean of the units that `counts` takes, and the strata for its variance.
fn mean_of_fpc(
    units: &[(usize, f64, f64, f64)],
    counts: impl Fn(f64) -> bool,
    is_corrected: bool,
) -> (f64, [Stratum; 2]) {
    let counted = || units.iter().filter(|(.., x)| counts(*x));
    let whole: f64 = counted().map(|(_, w, ..)| w).sum();
    let mean = counted().map(|(_, w, _, x)| w * x).sum::<f64>() / whole;
    let strata = [0, 1].map(|stratum| {
        let drawn = || units.iter().filter(move |unit| unit.0 == stratum);
        let z: Vec<f64> = drawn().map(|(_, w, _, x)| if counts(*x) { w * (x - mean) / whole } else { 0.0 }).collect();
        let population = drawn().next().expect("a unit").2;
        let sampled = if is_corrected { drawn().map(|_| 1.0).sum::<f64>() / population } else { 0.0 };
        Stratum {
            units: drawn().map(|_| 1.0).sum(),
            sum: z.iter().sum(),
            sum_of_squares: z.iter().map(|z| z * z).sum(),
            sampled,
        }
    });
    (mean, strata)
}

/// R 4.2.2, survey 4.1-1: `svymean(~x, svydesign(~psuid, strata = ~stratid, weights = ~weight, fpc = ~Nh, data = fpc))`,
/// the same without `fpc`, and of the domain `x > 4`.
#[test]
fn strata_of_a_known_size_agree_with_r() {
    let all = units_of_fpc(&[]);
    let cases = [
        (0.0, false, 5.448_148_148_15, 0.741_268_330_632),
        (0.0, true, 5.448_148_148_15, 0.616_040_723_361),
        (4.0, false, 6.195, 0.755_512_863_888),
        (4.0, true, 6.195, 0.630_111_002_126),
    ];
    for (above, is_corrected, theirs, se) in cases {
        let (mean, strata) = mean_of_fpc(&all, |x| x > above, is_corrected);
        assert_close(mean, theirs, NINE_DIGITS);
        assert_close(linearised_variance(&strata, LonelyUnits::Fail).expect("a variance").sqrt(), se, NINE_DIGITS);
    }
}

/// A stratum with a single unit says nothing about its own spread: R's `options(survey.lonely.psu = …)` on `fpc`, populations left out,
/// without its rows 2 to 5.
#[test]
fn lonely_units_count_as_asked_for() {
    let (mean, strata) = mean_of_fpc(&units_of_fpc(&[1, 2, 3, 4]), |_| true, false);
    assert_close(mean, 4.426_666_666_67, NINE_DIGITS);
    assert_eq!(linearised_variance(&strata, LonelyUnits::Fail), None);
    let cases = [
        (LonelyUnits::Certainty, 0.716_038_484_379),
        (LonelyUnits::Adjust, 0.786_481_334_101),
        (LonelyUnits::Average, 1.012_631_335_79),
    ];
    for (lonely, se) in cases {
        assert_close(linearised_variance(&strata, lonely).expect("a variance").sqrt(), se, NINE_DIGITS);
    }
    let [alone, _] = strata;
    assert_eq!(linearised_variance(&[alone], LonelyUnits::Average), None);
    assert_eq!(linearised_variance(&[Stratum { sampled: 1.0, ..alone }], LonelyUnits::Fail), Some(0.0));
}
