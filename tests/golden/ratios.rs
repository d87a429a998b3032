//! Ratios of totals: what R's `svyratio` makes of published data.

use super::{NINE_DIGITS, assert_close};
use crate::support::Fixture;
use survey::results::{Estimate, Report};

/// R's `survey::scd` (Levy and Lemeshow, *Sampling of Populations*), with the balanced half-samples of
/// `example(svrepdesign)` as factors, and by Fay (ρ = 0.3).
const SCD: &str = "\
ESA,ambulance,arrests,alive,w,r1,r2,r3,r4,f1,f2,f3,f4
1,1,120,25,1,2,2,0,0,1.7,1.7,0.3,0.3
1,2,78,24,1,0,0,2,2,0.3,0.3,1.7,1.7
2,3,185,30,1,2,0,2,0,1.7,0.3,1.7,0.3
2,4,228,49,1,0,2,0,2,0.3,1.7,0.3,1.7
3,5,670,80,1,2,0,0,2,1.7,0.3,0.3,1.7
3,6,530,70,1,0,2,2,0,0.3,1.7,1.7,0.3
";

fn ratio(rest: &str, export: &str) -> Estimate {
    let survey = format!(
        "survey: scd\nquestions:\n  arrests: {{ kind: number, column: arrests }}\n  alive: {{ kind: number, column: alive }}\n\
         derive: {{ survival: {{ ratio: alive, of: arrests }} }}\nsegments: {{ esa: ESA, ambulance: ambulance }}\n\
         disclosure: {{ minimum: 1 }}\n{rest}\n"
    );
    let fixture = Fixture::new().survey(&survey).csv(export);
    let printed = fixture.run(&["analyze", "survey.yaml", "export.csv", "-f", "json"]).ok();
    let report: Report = serde_json::from_str(&printed).expect("a report");
    let question = report.questions.iter().find(|question| question.id == "survival").expect("the ratio");
    question.cells[0].estimates[0].clone()
}

/// R 4.2.2, survey 4.1-1: `svyratio(~alive, ~arrests, …)` of `svrepdesign(type = "BRR", combined.weights = FALSE)`, the same
/// with `mse = TRUE`, by Fay, of `svydesign(~ambulance, strata = ~ESA)`, of `svydesign(~1)`, and with weights 3, 5, ….
#[test]
fn ratios_agree_with_r() {
    let brr = "weight: w\ndesign: { replicates: { columns: [r1, r2, r3, r4], method: brr, combined: false } }";
    let mse = brr.replace("combined: false", "combined: false, mse: true");
    let fay = brr.replace("[r1, r2, r3, r4], method: brr", "[f1, f2, f3, f4], method: fay, rho: 0.3");
    let strata = "design: { strata: esa, clusters: ambulance }";
    let cases = [
        (brr, 0.009_418_400_669_92),
        (mse.as_str(), 0.009_426_635_732_67),
        (fay.as_str(), 0.009_525_187_477_71),
        (strata, 0.009_807_303_599_97),
        ("", 0.019_484_440_886_7),
    ];
    for (rest, se) in cases {
        let found = ratio(rest, SCD);
        assert_close(found.value.expect("a ratio"), 0.153_506_350_083, NINE_DIGITS);
        assert_close(found.se.expect("an error"), se, NINE_DIGITS);
        assert!(found.interval.is_some(), "{rest}");
    }
    let uneven =
        SCD.replace("25,1,", "25,3,").replace("24,1,", "24,5,").replace("30,1,", "30,2.5,").replace("80,1,", "80,0.5,");
    let found = ratio("weight: w", &uneven);
    assert_close(found.value.expect("a ratio"), 0.186_076_772_934, NINE_DIGITS);
    assert_close(found.se.expect("an error"), 0.029_279_820_388_8, NINE_DIGITS);
}

/// A unit whose denominators add up to 0 still has its part in the numerator.
#[test]
fn a_unit_without_denominator_counts() {
    let empty = SCD.replace("1,2,78,24", "1,2,0,24");
    let found = ratio("design: { strata: esa, clusters: ambulance }", &empty);
    assert_close(found.value.expect("a ratio"), 0.160_415_464_512, NINE_DIGITS);
    assert_close(found.se.expect("an error"), 0.014_537_648_535_9, NINE_DIGITS);
}
