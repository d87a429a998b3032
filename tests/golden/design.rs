//! Sampling designs in the definition: what R's `survey` says of its own data `fpc`, and what cannot be a design.

use super::{NINE_DIGITS, assert_close};
use crate::support::Fixture;
use survey::results::{Estimate, Report};

/// R's `data(fpc)`, units named so that those of different strata differ: stratum, unit, weight, population, x.
const FPC: &str = "\
stratid,psuid,weight,Nh,x
1,A,3,15,2.8
1,B,3,15,4.1
1,C,3,15,6.8
1,D,3,15,6.8
1,E,3,15,9.2
2,F,4,12,3.7
2,G,4,12,6.6
2,H,4,12,4.2
";

fn fixture(design: &str, export: &str) -> Fixture {
    let survey = format!(
        "survey: fpc\nweight: weight\nquestions: {{ x: {{ kind: number, column: x }} }}\nsegments:\n  stratum: stratid\n  \
         unit: psuid\n  size: Nh\n  above: {{ column: x, bands: [0, 4.05] }}\ndesign: {design}\ndisclosure: {{ minimum: 1 }}\n"
    );
    Fixture::new().survey(&survey).csv(export)
}

fn means(design: &str, export: &str) -> Vec<Estimate> {
    let printed =
        fixture(design, export).run(&["analyze", "survey.yaml", "export.csv", "--by", "above", "-f", "json"]).ok();
    let report: Report = serde_json::from_str(&printed).expect("a report");
    let question = &report.questions[0];
    let is_mean = |column: &survey::results::Column| column.metric == "number" && column.item.is_none();
    let mean = question.columns.iter().position(is_mean).expect("a mean");
    question.cells.iter().map(|cell| cell.estimates[mean].clone()).collect()
}

/// R 4.2.2, survey 4.1-1: `svymean(~x, svydesign(~psuid, strata = ~stratid, weights = ~weight, fpc = ~Nh, data = fpc,
/// nest = TRUE))`, its `confint(…, df = degf(…))`, and `svymean(~x, subset(…, x > 4))`.
#[test]
fn strata_and_units_agree_with_r() {
    let known = (0.616_040_723_361, (3.940_750_801_37, 6.955_545_494_93), 0.630_111_002_126);
    let unknown = (0.741_268_330_632, (3.634_329_885_05, 7.261_966_411_25), 0.755_512_863_888);
    let cases = [
        ("{ strata: stratum, clusters: unit, population: size }", known),
        ("{ strata: stratum, clusters: unit, population: { 1: 15, 2: 12 } }", known),
        // Each respondent was a unit of his own.
        ("{ strata: stratum, population: size }", known),
        ("{ strata: stratum, clusters: unit }", unknown),
        ("{ strata: stratum }", unknown),
    ];
    for (design, (se, (low, high), se_above)) in cases {
        let means = means(design, FPC);
        let interval = means[0].interval.as_ref().expect("an interval");
        assert_close(means[0].value.expect("a mean"), 5.448_148_148_15, NINE_DIGITS);
        assert_close(means[0].se.expect("an error"), se, NINE_DIGITS);
        assert_close(interval.low, low, NINE_DIGITS);
        assert_close(interval.high, high, NINE_DIGITS);
        assert_close(means[2].value.expect("a mean"), 6.195, NINE_DIGITS);
        assert_close(means[2].se.expect("an error"), se_above, NINE_DIGITS);
        // Whom a filter leaves out was drawn all the same, in saved counts, too.
        let fixture = fixture(design, FPC);
        let above = ["--where", "x>4.05", "-f", "json"];
        fixture.run(&[&["counts", "survey.yaml", "export.csv", "-o", "c.survey"], &above[..2]].concat()).ok();
        for export in ["export.csv", "c.survey"] {
            let printed = fixture.run(&[&["analyze", "survey.yaml", export], &above[..]].concat()).ok();
            let report: Report = serde_json::from_str(&printed).expect("a report");
            let figure = &report.questions[0].cells[0].estimates[0];
            assert_close(figure.value.expect("a mean"), 6.195, NINE_DIGITS);
            assert_close(figure.se.expect("an error"), se_above, NINE_DIGITS);
        }
    }
}

/// R's `options(survey.lonely.psu = …)`, `fpc` without its rows 2 to 5.
#[test]
fn a_lonely_unit_counts_as_asked_for() {
    let rows: Vec<&str> = FPC.lines().enumerate().filter(|(at, _)| !(2..6).contains(at)).map(|(_, row)| row).collect();
    let lonely = rows.join("\n");
    let cases = [("certainty", 0.716_038_484_379), ("adjust", 0.786_481_334_101), ("average", 1.012_631_335_79)];
    for (word, se) in cases {
        let design = format!("{{ strata: stratum, clusters: unit, lonely: {word} }}");
        let means = means(&design, &lonely);
        assert_close(means[0].value.expect("a mean"), 4.426_666_666_67, NINE_DIGITS);
        assert_close(means[0].se.expect("an error"), se, NINE_DIGITS);
        let page = fixture(&design, &lonely).run(&["analyze", "survey.yaml", "export.csv"]).ok();
        assert!(page.contains("1 stratum has one sampling unit only, which adds"), "{page}");
    }
    refused(
        "{ strata: stratum, clusters: unit }",
        &lonely,
        &["the stratum `1` of `stratum` has one sampling unit only", "lonely: certainty"],
    );
}

#[track_caller]
fn refused(design: &str, export: &str, messages: &[&str]) {
    let run = fixture(design, export).run(&["analyze", "survey.yaml", "export.csv", "-o", "out.json"]);
    assert_eq!(run.code, 2, "{run}");
    for message in messages {
        assert!(run.stderr.contains(message), "{message}: {run}");
    }
}

#[test]
fn what_cannot_have_been_drawn_is_refused() {
    let both = "{ strata: stratum, clusters: unit, population: size }";
    refused(both, &FPC.replace("2,F", "2,A"), &["the unit `A` of `unit` stands in 2 strata"]);
    refused(
        both,
        &FPC.replace("A,3,15", "A,3,14"),
        &["the stratum `1` of `stratum` has no one number for its population in `size`: `14`, `15`"],
    );
    refused(both, &FPC.replace(",15,", ",many,"), &["no one number for its population in `size`: `many`"]);
    refused(
        both,
        &FPC.replace(",15,", ",4,"),
        &["the stratum `1` of `stratum` has 5 sampling units, more than the 4 that there were to draw from"],
    );
    refused(
        "{ strata: stratum, population: { 1: 15 } }",
        FPC,
        &["`population` says nothing of the stratum `2` of `stratum`", "add `2: number`"],
    );
}

/// Wards drawn out of ten and eight, patients out of those of a ward.
const WARDS: &str = "\
region,ward,patient,wards,patients,weight,score,visit
N,a,1,10,6,10,8,first
N,a,2,10,6,10,9,again
N,a,3,10,6,10,6,again
N,b,4,10,8,20,10,first
N,b,5,10,8,20,7,again
N,c,6,10,4,6.5,3,first
N,c,7,10,4,6.5,5,first
N,c,8,10,4,6.5,9,again
S,d,9,8,5,10,10,again
S,d,10,8,5,10,8,again
S,e,11,8,9,12,2,first
S,e,12,8,9,12,9,again
S,e,13,8,9,12,10,first
S,f,14,8,7,9.5,6,again
S,f,15,8,7,9.5,8,first
";

fn in_stages(design: &str, export: &str) -> Fixture {
    let survey = format!(
        "survey: wards\nweight: weight\nquestions:\n  score: {{ kind: number, column: score, shared: true }}\n  nps: {{ kind: nps, shared: true, column: \
         score }}\nsegments: {{ region: region, ward: ward, patient: patient, wards: wards, patients: patients, visit: \
         visit }}\ndesign: {design}\ndisclosure: {{ minimum: 1 }}\n"
    );
    Fixture::new().survey(&survey).csv(export)
}

/// R 4.2.2, survey 4.1-1: `svydesign(~ward + patient, strata = ~region, weights = ~weight, fpc = ~wards + patients)`;
/// `svymean`, `confint(…, df = degf(…))`, `subset(…, visit == …)`, `svyglm(score ~ I(visit == "first"))`. Without
/// `patients`, and without both.
#[test]
fn two_stages_agree_with_r() {
    let both = "{ strata: region, clusters: [ward, patient], population: [wards, patients] }";
    let printed = in_stages(both, WARDS).run(&["analyze", "survey.yaml", "export.csv", "--by", "visit", "-f", "json"]);
    let report: Report = serde_json::from_str(&printed.ok()).expect("a report");
    let expect = |question: usize, metric: &str, cell: usize, expected: [f64; 4]| {
        let question = &report.questions[question];
        let at = question.columns.iter().position(|column| column.metric == metric && column.item.is_none());
        let estimate = &question.cells[cell].estimates[at.expect("the figure")];
        let interval = estimate.interval.as_ref().expect("an interval");
        let found = [estimate.value, estimate.se, Some(interval.low), Some(interval.high)];
        for (found, expected) in found.into_iter().zip(expected) {
            assert_close(found.expect("a number"), expected, NINE_DIGITS);
        }
    };
    expect(0, "number", 0, [7.571_428_571_43, 0.523_477_275_21, 6.118_022_652_99, 9.024_834_489_87]);
    expect(0, "number", 2, [7.215_686_274_51, 1.186_467_984_63, 3.439_815_620_48, 10.991_556_928_54]);
    expect(0, "number", 1, [7.880_681_818_182, 0.449_507_422_775, 6.632_649_134_469, 9.128_714_501_895]);
    let nps = &report.questions[1].cells[0].estimates[0];
    assert_close(nps.value.expect("a score"), 15.805_471_124_6, NINE_DIGITS);
    assert_close(nps.se.expect("an error"), 18.056_395_168_4, NINE_DIGITS);
    let first = &report.questions[0].differences[1];
    assert_close(first.difference, -0.664_995_543_672, NINE_DIGITS);
    assert_close(first.statistic, -0.469_839_102_805, NINE_DIGITS);
    assert_eq!((first.df, first.test.as_str()), (Some(3.0), "linearised_t"));
    // R: `deff(svymean(~score, …, deff = TRUE))`.
    let everybody = &report.questions[0].cells[0].estimates[0];
    assert_close(everybody.deff.expect("a design effect"), 0.757_024_062_454, NINE_DIGITS);
    assert_close(first.p, 0.670_512_962_21, NINE_DIGITS);
    let cases = [
        // Every patient was drawn by himself: the second stage needs no names.
        ("{ strata: region, clusters: ward, population: [wards, patients] }", 0.523_477_275_21),
        ("{ strata: region, clusters: ward, population: wards }", 0.392_690_917_094),
        ("{ strata: region, clusters: [ward, patient] }", 0.477_849_398_545),
    ];
    for (design, se) in cases {
        let printed = in_stages(design, WARDS).run(&["analyze", "survey.yaml", "export.csv", "-f", "json"]).ok();
        let report: Report = serde_json::from_str(&printed).expect("a report");
        assert_close(report.questions[0].cells[0].estimates[0].se.expect("an error"), se, NINE_DIGITS);
    }
}

/// Columns need be no segments; a slip in the name of a segment is none.
#[test]
fn a_design_names_columns_itself() {
    let survey = "survey: fpc\nweight: weight\nquestions: { x: { kind: number, column: x } }\n\
                  design: { strata: stratid, clusters: psuid, population: Nh }\ndisclosure: { minimum: 1 }\n";
    let fixture = Fixture::new().survey(survey).csv(FPC);
    let printed = fixture.run(&["analyze", "survey.yaml", "export.csv", "-f", "json"]).ok();
    let report: Report = serde_json::from_str(&printed).expect("a report");
    assert_close(report.questions[0].cells[0].estimates[0].se.expect("an error"), 0.616_040_723_361, NINE_DIGITS);
    let missing = Fixture::new().survey(&survey.replace("psuid", "ward")).csv(FPC);
    let run = missing.run(&["analyze", "survey.yaml", "export.csv"]);
    assert!(run.code == 2 && run.stderr.contains("the export has no column `ward`"), "{run}");
}

/// R's `svydesign(~1, probs = ~p, strata = ~stratid, fpc = ~Nh, data = transform(fpc, p = 1 / weight))`.
#[test]
fn probabilities_are_weights() {
    let with_probabilities =
        FPC.replace("weight", "p").replace(",3,15,", ",0.3333333333333333,15,").replace(",4,12,", ",0.25,12,");
    let survey = "survey: fpc\nquestions: { x: { kind: number, column: x } }\nsegments: { stratum: stratid, size: Nh }\n\
                  design: { strata: stratum, population: size, probabilities: p }\ndisclosure: { minimum: 1 }\n";
    let fixture = Fixture::new().survey(survey).csv(&with_probabilities);
    let report: Report =
        serde_json::from_str(&fixture.run(&["analyze", "survey.yaml", "export.csv", "-f", "json"]).ok())
            .expect("a report");
    let mean = &report.questions[0].cells[0].estimates[0];
    assert_close(mean.value.expect("a mean"), 5.448_148_148_15, NINE_DIGITS);
    assert_close(mean.se.expect("an error"), 0.616_040_723_361, NINE_DIGITS);
    assert_close(mean.base.expect("a base").weighted, 27.0, NINE_DIGITS);
    let slips = Fixture::new().survey(survey).csv(&with_probabilities.replace("A,0.3333333333333333", "A,30%"));
    let checked = slips.run(&["check", "survey.yaml", "export.csv"]);
    assert!(checked.stdout.contains("probability that is none"), "{checked}");
    let both = Fixture::new().survey(&format!("{survey}weight: p\n")).csv(&with_probabilities);
    let refused = both.run(&["analyze", "survey.yaml", "export.csv"]);
    assert!(refused.code == 2 && refused.stderr.contains("there are probabilities and weights"), "{refused}");
}

/// What two stages cannot be.
#[test]
fn a_second_stage_that_cannot_be_is_refused() {
    let refused = |design: &str, export: &str, message: &str| {
        let run = in_stages(design, export).run(&["analyze", "survey.yaml", "export.csv"]);
        assert_eq!(run.code, 2, "{run}");
        assert!(run.stderr.contains(message), "{message}: {run}");
    };
    let both = "{ strata: region, clusters: [ward, patient], population: [wards, patients] }";
    refused(
        both,
        &WARDS.replace("N,c,8,10,4", "N,c,8,10,5"),
        "the unit `c` of `ward` has no one number for its population",
    );
    refused(both, &WARDS.replace(",10,4,", ",10,2,"), "the unit `c` of `ward` has 3 sampling units, more than the 2");
    let lonely = WARDS.replace("S,d,10,8,5,10,8,again\n", "");
    refused(both, &lonely, "the unit `d` of `ward` has one sampling unit only");
    refused("{ clusters: [ward, ward] }", WARDS, "units of two stages are the same segment");
    refused("{ clusters: [region, ward, patient] }", WARDS, "`clusters` has more than two stages");
    refused(
        "{ strata: region, population: [wards, patients] }",
        WARDS,
        "`population` has two stages, and the design has one",
    );
    refused("{ clusters: [ward, patient], population: 40 }", WARDS, "`population` says nothing of the second stage");
    refused("{ clusters: ward, population: [40, { a: 6 }] }", WARDS, "the second stage is not drawn by stratum");
    refused("{ clusters: ward, population: [40, 6, 2] }", WARDS, "`population` has more than two stages");
}

/// Explained figures show the error under the design, and pages say what they stand on.
#[test]
fn pages_and_explanations_know_the_design() {
    let fixture = fixture("{ strata: stratum, clusters: unit, population: size }", FPC);
    let said = |arguments: &[&str]| {
        let printed = fixture.run(arguments).ok();
        printed.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let explained = said(&["explain", "x.number", "survey.yaml", "export.csv"]);
    for words in ["standard error 0.616 with 6 degrees of freedom, design effect", "95 % interval 3.9408 to 6.9555 ("] {
        assert!(explained.contains(words), "{words}: {explained}");
    }
    let analyzed = said(&["analyze", "survey.yaml", "export.csv", "--by", "above"]);
    assert!(analyzed.contains("sampling design: 8 sampling units in 2 strata, out of a known number"), "{analyzed}");
    assert!(analyzed.contains("fewer than 10 sampling units were drawn"), "{analyzed}");
}
