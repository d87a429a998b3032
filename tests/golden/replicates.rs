//! Replicate weights in the definition: what R's `svrepdesign` makes of published half-samples, and of its own data `fpc`.

use super::{NINE_DIGITS, assert_close};
use crate::support::Fixture;
use survey::results::{Difference, Estimate, Report};

/// R's `survey::scd` (Levy and Lemeshow, *Sampling of Populations*): arrests, with a weight, two groups and an answer of our
/// own; the balanced half-samples of `example(svrepdesign)` as factors, by Fay (ρ = 0.3), and times the weight.
const SCD: &str = "\
arrests,late,region,w,r1,r2,r3,r4,f1,f2,f3,f4,w1,w2,w3,w4
120,1,A,3,2,2,0,0,1.7,1.7,0.3,0.3,6,6,0,0
78,0,B,5,0,0,2,2,0.3,0.3,1.7,1.7,0,0,10,10
185,1,B,2.5,2,0,2,0,1.7,0.3,1.7,0.3,5,0,5,0
228,1,A,4,0,2,0,2,0.3,1.7,0.3,1.7,0,8,0,8
670,0,A,1,2,0,0,2,1.7,0.3,0.3,1.7,2,0,0,2
530,0,B,6.5,0,2,2,0,0.3,1.7,1.7,0.3,0,13,13,0
";

fn fixture(weight: &str, replicates: &str, export: &str) -> Fixture {
    let survey = format!(
        "survey: scd\n{weight}\nquestions:\n  arrests: {{ kind: number, column: arrests }}\n  late: {{ kind: single, column: \
         late, options: [Late, In time], codes: {{ 1: Late, 0: In time }} }}\nsegments: {{ region: region }}\ndesign: {{ \
         replicates: {{ {replicates} }} }}\ndisclosure: {{ minimum: 1 }}\n"
    );
    Fixture::new().survey(&survey).csv(export)
}

fn report(fixture: &Fixture) -> Report {
    let printed = fixture.run(&["analyze", "survey.yaml", "export.csv", "--by", "region", "-f", "json"]).ok();
    serde_json::from_str(&printed).expect("a report")
}

/// The figures of a question that come first, group by group.
fn leading(report: &Report, question: usize) -> Vec<Estimate> {
    let question = &report.questions[question];
    let has_error = |at: &usize| question.cells.iter().all(|cell| cell.estimates[*at].se.is_some());
    let at = (0..question.columns.len()).find(has_error).expect("a figure with an error");
    question.cells.iter().map(|cell| cell.estimates[at].clone()).collect()
}

fn difference(report: &Report) -> &Difference {
    report.questions[0].differences.first().expect("a difference")
}

/// What R says of one design: the mean and its error, its interval, errors of the means of groups A and B and of the share,
/// t and p of the difference between A and B.
struct Known {
    mean: (f64, f64),
    interval: (f64, f64),
    groups: (f64, f64),
    share: f64,
    test: (f64, f64),
}

/// R 4.2.2, survey 4.1-1, `d <- svrepdesign(data = scd, weights = …, repweights = …, type = …)`: `svymean(~arrests, d)`, its
/// `confint(…, df = degf(d))` with 3 degrees of freedom, `svyby(~arrests, ~region, d, svymean)`, `svymean(~late, d)`,
/// `svyttest(arrests ~ region, d)`. In the third half-sample nobody of region A has a weight: R discards it, too.
#[test]
fn every_method_agrees_with_r() {
    let plain = Known {
        mean: (301.833_333_333, 25.393_021_788_6),
        interval: (221.021_404_962_3, 382.645_261_704_4),
        groups: (103.029_930_926, 167.027_442_855),
        share: 0.166_666_666_667,
        test: (0.277_776_825_184, 0.807_264_800_281),
    };
    let fay =
        Known { groups: (111.383_709_109, 145.241_254_656), test: (0.292_318_887_427, 0.797_578_354_195), ..plain };
    let brr = Known {
        mean: (283.613_636_363_6, 60.415_462_762_4),
        interval: (91.344_670_113_5, 475.882_602_613_8),
        groups: (47.743_172_393_6, 168.044_425_110_1),
        share: 0.241_182_726_638,
        test: (-0.300_276_769_462, 0.792_302_470_382),
    };
    let bootstrap = Known {
        mean: (283.613_636_363_6, 69.761_767_378_2),
        interval: (61.600_557_521, 505.626_715_206_3),
        groups: (55.129_066_866_8, 194.040_988_146_3),
        share: 0.278_493_824_297,
        test: (-0.260_047_310_521, 0.819_150_829_621),
    };
    let sdr = Known {
        mean: (283.613_636_363_6, 120.830_925_525),
        interval: (-100.924_296_137, 668.151_568_864),
        groups: (95.486_344_787_2, 336.088_850_220_2),
        share: 0.482_365_453_276,
        test: (-0.150_138_384_731, 0.894_429_393_956),
    };
    let jk1 = Known {
        mean: (283.613_636_363_6, 104.642_651_067_2),
        interval: (-49.405_981_900_4, 616.633_254_627_6),
        groups: (82.693_600_300_2, 291.061_482_219_4),
        share: 0.417_740_736_445,
        test: (-0.173_364_873_68, 0.878_323_372_272),
    };
    let other = Known {
        mean: (283.613_636_363_6, 79.161_463_892_9),
        interval: (31.686_528_076_8, 535.540_744_650_5),
        groups: (73.554_626_722_2, 235.609_198_556_5),
        share: 0.264_399_147_361,
        test: (-0.208_629_438_014, 0.854_056_257_585),
    };
    let cases = [
        ("", "columns: [r1, r2, r3, r4], method: brr, combined: false", plain),
        ("", "columns: 'f*', method: fay, rho: 0.3, combined: false", fay),
        ("weight: w", "columns: [r1, r2, r3, r4], method: brr, combined: false", brr),
        // The weight itself is none of the columns that begin so.
        ("weight: w", "columns: 'w*', method: bootstrap", bootstrap),
        ("weight: w", "columns: 'w*', method: sdr", sdr),
        ("weight: w", "columns: [w1, w2, w3, w4], method: jk1", jk1),
        ("weight: w", "columns: 'w*', method: other, scale: 0.5, rscales: [1, 0.5, 0, 2]", other),
    ];
    for (weight, replicates, known) in cases {
        let report = report(&fixture(weight, replicates, SCD));
        let (means, shares) = (leading(&report, 0), leading(&report, 1));
        let interval = means[0].interval.as_ref().expect("an interval");
        let found = [means[0].se, means[1].se, means[2].se, shares[0].se.map(|se| se / 100.0)];
        let expected = [known.mean.1, known.groups.0, known.groups.1, known.share];
        for (found, expected) in found.into_iter().zip(expected) {
            assert_close(found.expect("an error"), expected, NINE_DIGITS);
        }
        assert_close(means[0].value.expect("a mean"), known.mean.0, NINE_DIGITS);
        assert_close(interval.low, known.interval.0, NINE_DIGITS);
        assert_close(interval.high, known.interval.1, NINE_DIGITS);
        let difference = difference(&report);
        assert_close(difference.statistic, known.test.0, NINE_DIGITS);
        assert_close(difference.p, known.test.1, NINE_DIGITS);
    }
}

/// R's `data(fpc)` with the weights of `as.svrepdesign(svydesign(~psuid, strata = ~stratid, weights = ~weight, nest = TRUE, …),
/// type = "JKn")`: one unit left out at a time. `svymean(~x, …)` and its `confint(…, df = 6)`, of a population that was far
/// larger, and with `fpc = ~Nh`. They are those of the linearised variance, as of every mean of this design.
#[test]
fn a_jackknife_with_strata_agrees_with_r() {
    const FPC: &str = "\
x,w,j1,j2,j3,j4,j5,j6,j7,j8
2.8,3,0,3.75,3.75,3.75,3.75,3,3,3
4.1,3,3.75,0,3.75,3.75,3.75,3,3,3
6.8,3,3.75,3.75,0,3.75,3.75,3,3,3
6.8,3,3.75,3.75,3.75,0,3.75,3,3,3
9.2,3,3.75,3.75,3.75,3.75,0,3,3,3
3.7,4,4,4,4,4,4,0,6,6
6.6,4,4,4,4,4,4,6,0,6
4.2,4,4,4,4,4,4,6,6,0
";
    let known = (0.616_040_723_361, 3.940_750_801_37, 6.955_545_494_93);
    let unknown = (0.741_268_330_632, 3.634_329_885_05, 7.261_966_411_25);
    let third = "0.6666666666666667";
    let cases = [
        (format!("[0.8, 0.8, 0.8, 0.8, 0.8, {third}, {third}, {third}]"), unknown),
        // (n − 1)/n · (1 − n/N), of 5 units out of 15 and 3 out of 12.
        (
            "[0.5333333333333333, 0.5333333333333333, 0.5333333333333333, 0.5333333333333333, 0.5333333333333333, 0.5, 0.5, 0.5]"
                .to_owned(),
            known,
        ),
    ];
    for (rscales, (se, low, high)) in cases {
        let survey = format!(
            "survey: fpc\nweight: w\nquestions: {{ x: {{ kind: number, column: x }} }}\ndesign:\n  replicates: {{ columns: \
             'j*', method: jkn, rscales: {rscales} }}\ndisclosure: {{ minimum: 1 }}\n"
        );
        let fixture = Fixture::new().survey(&survey).csv(FPC);
        let printed = fixture.run(&["analyze", "survey.yaml", "export.csv", "-f", "json"]).ok();
        let mean = leading(&serde_json::from_str(&printed).expect("a report"), 0).remove(0);
        let interval = mean.interval.expect("an interval");
        assert_close(mean.value.expect("a mean"), 5.448_148_148_15, NINE_DIGITS);
        assert_close(mean.se.expect("an error"), se, NINE_DIGITS);
        assert_close(interval.low, low, NINE_DIGITS);
        assert_close(interval.high, high, NINE_DIGITS);
    }
}

/// `s <- subset(d, region == "A")`, `confint(svymean(~arrests, s), df = degf(s))`, and of B: 2 degrees of freedom each.
#[test]
fn groups_have_degrees_of_freedom_of_their_own() {
    let means = leading(&report(&fixture("weight: w", "columns: 'w*', method: brr", SCD)), 0);
    let known = [(37.327_708_973_8, 448.172_291_026_2), (-416.072_518_705, 1_030.001_090_133)];
    for (mean, (low, high)) in means[1..].iter().zip(known) {
        let interval = mean.interval.as_ref().expect("an interval");
        assert_close(interval.low, low, NINE_DIGITS);
        assert_close(interval.high, high, NINE_DIGITS);
    }
}

/// Squares around the figure itself, and degrees of freedom that are given.
#[test]
fn what_is_said_of_the_weights_counts() {
    let by = |more: &str| report(&fixture("weight: w", &format!("columns: 'w*', method: brr{more}"), SCD));
    let variance = |report: &Report| leading(report, 0)[0].se.expect("an error").powi(2);
    let (around_mean, around_figure) = (by(""), by(", mse: true"));
    // Σ(θ_r − θ)²/R is Σ(θ_r − θ̄)²/R and (θ̄ − θ)²: of the four replicates and the mean that the weights give.
    let of_replicate = |weights: [f64; 6]| {
        let arrests = [120.0, 78.0, 185.0, 228.0, 670.0, 530.0];
        weights.iter().zip(arrests).map(|(w, x)| w * x).sum::<f64>() / weights.iter().sum::<f64>()
    };
    let replicates = [
        [6.0, 0.0, 5.0, 0.0, 2.0, 0.0],
        [6.0, 0.0, 0.0, 8.0, 0.0, 13.0],
        [0.0, 10.0, 5.0, 0.0, 0.0, 13.0],
        [0.0, 10.0, 0.0, 8.0, 2.0, 0.0],
    ];
    let mean = replicates.map(of_replicate).iter().sum::<f64>() / 4.0;
    let away = mean - of_replicate([3.0, 5.0, 2.5, 4.0, 1.0, 6.5]);
    assert_close(variance(&around_figure), variance(&around_mean) + away * away, NINE_DIGITS);
    let fewer = by(", df: 2");
    let width = |report: &Report| {
        let interval = leading(report, 0)[0].interval.clone().expect("an interval");
        interval.high - interval.low
    };
    // t of 2 and of 3 degrees of freedom.
    assert_close(width(&fewer) / width(&around_mean), 4.302_652_729_7 / 3.182_446_305_28, NINE_DIGITS);
}

#[test]
fn pages_and_explanations_know_replicate_weights() {
    let fixture = fixture("weight: w", "columns: 'w*', method: brr", SCD);
    let said = |arguments: &[&str]| {
        let printed = fixture.run(arguments).ok();
        printed.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let explained = said(&["explain", "arrests.number", "survey.yaml", "export.csv"]);
    assert!(
        explained.contains(
            "by 4 replicate weights (the variance is Σ factor × (figure by each − their mean)², the factor being 0.25): mean: \
             standard error 60.4155 with 3 degrees of freedom"
        ),
        "{explained}"
    );
    let analyzed = said(&["analyze", "survey.yaml", "export.csv", "--by", "region"]);
    assert!(analyzed.contains("replicate weights: 4, BRR"), "{analyzed}");
    assert!(analyzed.contains("in one group nobody weighs anything by one of the replicate weights"), "{analyzed}");
}

/// Counts of halves of an export, saved and joined, are those of the whole: means by replicates, degrees of freedom, all.
#[test]
fn saved_counts_keep_replicate_weights() {
    let fixture = fixture("weight: w", "columns: 'w*', method: brr", SCD);
    let rows: Vec<&str> = SCD.lines().collect();
    for (name, rows) in [("one", &rows[1..3]), ("two", &rows[3..])] {
        let part = [&rows[..0], &[SCD.lines().next().expect("a header")], rows].concat().join("\n");
        std::fs::write(fixture.path(&format!("{name}.csv")), part).expect("a file");
        let (export, saved) = (format!("{name}.csv"), format!("{name}.counts"));
        fixture.run(&["counts", "survey.yaml", &export, "--by", "region", "-o", &saved]).ok();
    }
    let whole = report(&fixture);
    let printed =
        fixture.run(&["analyze", "survey.yaml", "two.counts", "one.counts", "--by", "region", "-f", "json"]).ok();
    let joined: Report = serde_json::from_str(&printed).expect("a report");
    assert_eq!(joined.questions, whole.questions);
    assert_eq!(joined.cautions, whole.cautions);
}

#[track_caller]
fn refused(replicates: &str, export: &str, messages: &[&str]) {
    let run = fixture("weight: w", replicates, export).run(&["analyze", "survey.yaml", "export.csv", "-o", "out.json"]);
    assert_eq!(run.code, 2, "{run}");
    for message in messages {
        assert!(run.stderr.contains(message), "{message}: {run}");
    }
}

#[test]
fn columns_that_cannot_be_replicate_weights_are_refused() {
    refused("columns: 'rep_*', method: brr", SCD, &["the export has no column `rep_*`, which the design needs"]);
    refused("columns: 'w4*', method: brr", SCD, &["one column of replicate weights only"]);
    refused(
        "columns: 'w*', method: jkn, rscales: [1, 1, 1]",
        SCD,
        &["4 columns of replicate weights, and `rscales` has 3 numbers"],
    );
    refused(
        "columns: 'w*', method: brr",
        &SCD.replace(",6,6,", ",6e9,6,"),
        &["replicate weights of up to 6e9 are too heavy"],
    );
}

/// A cell that holds no weight leaves its response out, and is told with its column.
#[test]
fn cells_that_hold_no_replicate_weight_are_told() {
    let broken = SCD.replace(",0,0,10,10", ",0,-1,10,none").replace(",5,0,5,0", ",5,,5,0");
    let fixture = fixture("weight: w", "columns: 'w*', method: brr", &broken);
    let checked = fixture.run(&["check", "survey.yaml", "export.csv", "-f", "json"]);
    let places: Vec<&str> =
        checked.stdout.lines().filter(|line| line.contains("\"column\": \"w")).map(str::trim).collect();
    assert_eq!(places, ["\"column\": \"w2\",", "\"column\": \"w2\","], "{checked}");
    let printed = fixture.run(&["analyze", "survey.yaml", "export.csv", "-f", "json", "--max-rejects", "2"]).ok();
    let report: Report = serde_json::from_str(&printed).expect("a report");
    assert_eq!((report.accounting.bad_weight, report.accounting.analysed), (2, Some(4)));
}

/// R: `svytotal(~arrests, svrepdesign(…, type = "BRR", combined.weights = FALSE))`, all of weight 2, and by `w`.
#[test]
fn totals_agree_with_r_whatever_all_weigh() {
    let even = SCD.replace(",3,2,2", ",2,2,2").replace(",5,0,0", ",2,0,0").replace(",2.5,2,0", ",2,2,0");
    let even =
        even.replace(",4,0,2", ",2,0,2").replace(",1,2,0,0,2,1.7", ",2,2,0,0,2,1.7").replace(",6.5,0,2", ",2,0,2");
    for (export, total, se) in [(even.as_str(), 3622.0, 304.716_261_463), (SCD, 6239.5, 2_811.329_801)] {
        let survey = "survey: scd\nweight: w\nquestions: { arrests: { kind: number, column: arrests, total: true } }\n\
                      design: { replicates: { columns: [r1, r2, r3, r4], method: brr, combined: false } }\ndisclosure: { minimum: 1 }\n";
        let fixture = Fixture::new().survey(survey).csv(export);
        let printed = fixture.run(&["analyze", "survey.yaml", "export.csv", "-f", "json"]).ok();
        let report: Report = serde_json::from_str(&printed).expect("a report");
        let question = &report.questions[0];
        let at = question.columns.iter().position(|column| column.metric == "total").expect("a total");
        let figure = &question.cells[0].estimates[at];
        assert_close(figure.value.expect("a total"), total, NINE_DIGITS);
        assert_close(figure.se.expect("an error"), se, NINE_DIGITS);
    }
}
