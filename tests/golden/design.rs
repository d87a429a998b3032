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
    }
}

/// R's `options(survey.lonely.psu = …)`, `fpc` without its rows 2 to 5.
#[test]
fn a_lonely_unit_counts_as_asked_for() {
    let rows: Vec<&str> = FPC.lines().enumerate().filter(|(at, _)| !(2..6).contains(at)).map(|(_, row)| row).collect();
    let lonely = rows.join("\n");
    let cases = [("certainty", 0.716_038_484_379), ("adjust", 0.786_481_334_101), ("average", 1.012_631_335_79)];
    for (word, se) in cases {
        let means = means(&format!("{{ strata: stratum, clusters: unit, lonely: {word} }}"), &lonely);
        assert_close(means[0].value.expect("a mean"), 4.426_666_666_67, NINE_DIGITS);
        assert_close(means[0].se.expect("an error"), se, NINE_DIGITS);
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

/// Explained figures show the error under the design, and pages say what they stand on.
#[test]
fn pages_and_explanations_know_the_design() {
    let fixture = fixture("{ strata: stratum, clusters: unit, population: size }", FPC);
    let said = |arguments: &[&str]| {
        let printed = fixture.run(arguments).ok();
        printed.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let explained = said(&["explain", "x.number", "survey.yaml", "export.csv"]);
    assert!(
        explained
            .contains("standard error 0.616 with 6 degrees of freedom, 95 % interval 3.9408 to 6.9555 (linearised_t)"),
        "{explained}"
    );
    let analyzed = said(&["analyze", "survey.yaml", "export.csv", "--by", "above"]);
    assert!(analyzed.contains("sampling design: 8 sampling units in 2 strata, out of a known number"), "{analyzed}");
    assert!(analyzed.contains("fewer than 10 sampling units were drawn"), "{analyzed}");
}
