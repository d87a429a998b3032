//! Differences of two sides through the command line, against published values and R.
//!
//! Values: R 4.2.2 (`t.test`, `prop.test`, `fisher.test`, `mcnemar.test`), and the formulas cited where R has no function;
//! twelve digits were printed, nine must agree.

use super::TWO_SHARES;
use crate::support::{Fixture, root};
use serde_json::Value;
use std::fmt::Write as _;

const DIGITS: f64 = 1e-9;

/// Compares a number with one of R's, relative to its size.
#[track_caller]
fn agrees(found: &Value, expected: f64) {
    let found = found.as_f64().unwrap_or_else(|| panic!("{found} is no number; {expected} was expected"));
    assert!((found - expected).abs() <= DIGITS * expected.abs().max(1e-3), "{found} is not {expected}");
}

/// Responses with an id and an answer; ids go on from `first`.
fn responses(first: usize, answers: &[(&str, usize)]) -> String {
    let mut text = String::from("id,answer\n");
    let all = answers.iter().flat_map(|(answer, times)| std::iter::repeat_n(*answer, *times));
    for (at, answer) in all.enumerate() {
        let _ = writeln!(text, "{},{answer}", first + at);
    }
    text
}

/// The comparison of two exports as JSON: its first figure.
#[track_caller]
fn compared(survey: &str, before: &str, after: &str, options: &[&str]) -> Value {
    let fixture = Fixture::new().survey(survey);
    let fixture = fixture.file("before.csv", before.as_bytes()).file("after.csv", after.as_bytes());
    let words = [&["compare", "-f", "json"], options, &["survey.yaml", "before.csv", "--", "after.csv"]].concat();
    let comparison: Value = serde_json::from_str(&fixture.run(&words).ok()).expect("JSON");
    assert_eq!(comparison["schema"], "survey-compare/1");
    assert_eq!(comparison["compared"].as_array().map(Vec::len), Some(1), "{comparison:#}");
    comparison["compared"][0].clone()
}

/// A test of a figure by its name.
#[track_caller]
fn test<'a>(figure: &'a Value, name: &str) -> &'a Value {
    let tests = figure["tests"].as_array().expect("tests");
    tests.iter().find(|test| test["name"] == name).unwrap_or_else(|| panic!("no test `{name}` among {tests:?}"))
}

const NPS: &str = "survey: nps\nresponse_id: id\nquestions:\n  recommend: { kind: nps, column: answer }\n\
                   disclosure: { minimum: 1 }\n";

/// Rocks (2016) for the adjusted test, Zou and Donner (2008) for the interval. Each case: the later side, the earlier one;
/// difference, plain standard error; adjusted z and p; plain z and p; limits.
#[test]
fn two_net_promoter_scores() {
    type Counts = [usize; 3];
    let cases: [(Counts, Counts, [f64; 8]); 6] = [
        (
            [60, 25, 15],
            [50, 30, 20],
            [
                15.0,
                10.758_717_395_7,
                1.371_583_158_4,
                0.170_193_239_639,
                1.394_218_237_02,
                0.163_251_712_433,
                -6.137_999_041_67,
                35.598_336_823,
            ],
        ),
        (
            [5, 3, 2],
            [2, 3, 5],
            [
                60.0,
                34.928_498_393_1,
                1.518_360_536_64,
                0.128_923_534_421,
                1.717_795_002_94,
                0.085_834_013_318_4,
                -9.368_045_508,
                109.786_626_952,
            ],
        ),
        (
            [10, 0, 0],
            [6, 2, 2],
            [
                60.0,
                25.298_221_281_3,
                1.726_525_910_53,
                0.084_252_842_022_8,
                2.371_708_245_13,
                0.017_706_065_807_4,
                -2.612_517_192_65,
                112.585_579_969,
            ],
        ),
        (
            [181, 125, 76],
            [66, 27, 30],
            [
                -1.781_381_688_16,
                8.492_577_766_39,
                -0.154_736_272_792,
                0.877_029_232_825,
                -0.209_757_477_313,
                0.833_856_962_871,
                -17.724_811_686_4,
                15.191_342_414_6,
            ],
        ),
        (
            [1200, 500, 300],
            [1120, 520, 360],
            [
                7.0,
                2.390_711_191_26,
                2.925_415_912_28,
                0.003_439_961_284_19,
                2.927_999_009_5,
                0.003_411_511_319_98,
                2.310_783_808_03,
                11.678_080_854_1,
            ],
        ),
        (
            [8, 0, 0],
            [0, 0, 8],
            [200.0, 0.0, 5.896_221_849_52, 3.719_188_619_6e-9, f64::NAN, f64::NAN, 113.079_972_056, 200.0],
        ),
    ];
    for (later, earlier, [difference, se, z, p, plain, plain_p, low, high]) in cases {
        let side = |[p, s, d]: Counts| responses(1, &[("10", p), ("7", s), ("3", d)]);
        let found = compared(NPS, &side(earlier), &side(later), &[]);
        agrees(&found["difference"], difference);
        agrees(&found["se"], se);
        agrees(&test(&found, "adjusted_wald")["statistic"], z);
        agrees(&test(&found, "adjusted_wald")["p"], p);
        agrees(&found["interval"]["low"], low);
        agrees(&found["interval"]["high"], high);
        assert_eq!((&found["test"], &found["interval"]["method"]), (&"adjusted_wald".into(), &"mover".into()));
        if plain.is_nan() {
            assert!(found["tests"].as_array().is_some_and(|tests| tests.iter().all(|test| test["name"] != "plain_z")));
            continue;
        }
        agrees(&test(&found, "plain_z")["statistic"], plain);
        agrees(&test(&found, "plain_z")["p"], plain_p);
    }
}

/// n = (z.975 + z.8)²(σ₁² + σ₂²)/Δ²: 404 for 60/25/15 against 50/30/20.
#[test]
fn answers_that_would_settle_it() {
    let side = |counts: [usize; 3]| responses(1, &[("10", counts[0]), ("7", counts[1]), ("3", counts[2])]);
    let found = compared(NPS, &side([50, 30, 20]), &side([60, 25, 15]), &[]);
    assert_eq!((&found["answers_needed"], &found["more_answers"]), (&404.0.into(), &608.0.into()));
}

const SHARE: &str = "survey: share\nresponse_id: id\nquestions:\n  \
                     fine: { kind: rating, options: [Yes, No], top: [\"Yes\"], column: answer }\n\
                     disclosure: { minimum: 1 }\n";

/// Newcombe's examples through the command line.
#[test]
fn two_shares() {
    let count = |n: u64| usize::try_from(n).expect("a count");
    for ((x, n), (other_x, other_n), [difference, low, high, z, p, exact]) in TWO_SHARES {
        let side = |x: u64, n: u64| responses(1, &[("Yes", count(x)), ("No", count(n - x))]);
        let found = compared(SHARE, &side(other_x, other_n), &side(x, n), &[]);
        agrees(&found["difference"], 100.0 * difference);
        agrees(&found["interval"]["low"], 100.0 * low);
        agrees(&found["interval"]["high"], 100.0 * high);
        agrees(&test(&found, "pooled_z")["statistic"], z);
        agrees(&test(&found, "pooled_z")["p"], p);
        agrees(&test(&found, "fisher_exact")["p"], exact);
    }
}

const NUMBER: &str = "survey: number\nresponse_id: id\nquestions:\n  \
                      hours: { kind: number, column: answer }\ndisclosure: { minimum: 1 }\n";

fn numbers(first: usize, numbers: &[f64]) -> String {
    let texts: Vec<String> = numbers.iter().map(f64::to_string).collect();
    responses(first, &texts.iter().map(|text| (text.as_str(), 1)).collect::<Vec<_>>())
}

/// R's data `sleep`: published t = −1.8608, df = 17.776, p = .07939; limits −3.3655 and 0.2055.
#[test]
fn two_means() {
    let one = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    let other = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    let found = compared(NUMBER, &numbers(1, &other), &numbers(1, &one), &["--question", "hours.number"]);
    assert_eq!((&found["test"], &found["title"]), (&"welch".into(), &"Mean".into()));
    agrees(&found["statistic"], -1.860_813_467_49);
    agrees(&found["df"], 17.776_473_516_2);
    agrees(&found["p"], 0.079_394_140_187_4);
    agrees(&found["difference"], -1.58);
    agrees(&found["se"], 0.849_091_017_239);
    agrees(&found["interval"]["low"], -3.365_483_230_71);
    agrees(&found["interval"]["high"], 0.205_483_230_71);
}

/// The same survey with ids that stand for people.
fn of_people(survey: &str) -> String {
    survey.replace("response_id: id", "response_id: { column: id, scope: person }")
}

/// Agresti's approval ratings, 794 150 86 570 (published z = 4.17 without continuity correction).
#[test]
fn the_same_people_twice() {
    let before = responses(1, &[("Yes", 944), ("No", 656)]);
    let after = responses(1, &[("Yes", 794), ("No", 150), ("Yes", 86), ("No", 570)]);
    let found = compared(&of_people(SHARE), &before, &after, &[]);
    assert_eq!((&found["test"], &found["people_on_both_sides"]), (&"mcnemar".into(), &1600.into()));
    let z = found["statistic"].as_f64().expect("a number");
    agrees(&(z * z).into(), 17.355_932_203_4);
    agrees(&found["p"], 3.099_293_441_05e-5);
    agrees(&found["difference"], -4.0);
    agrees(&found["se"], 0.954_921_462_739);
    // Taken for other people they would be told with a standard error that is larger by three quarters.
    let apart = compared(SHARE, &before, &after, &[]);
    assert_eq!((&apart["test"], &apart["people_on_both_sides"]), (&"pooled_z".into(), &Value::Null));
}

/// Rows of an export with an id each, of those who answered.
fn answered(answers: &[Option<f64>], yes: bool) -> String {
    let mut text = String::from("id,answer\n");
    for (id, answer) in answers.iter().enumerate().filter_map(|(id, answer)| Some((id, (*answer)?))) {
        let word = if yes { ["No", "Yes"][usize::from(answer > 0.5)].to_owned() } else { answer.to_string() };
        let _ = writeln!(text, "{id},{word}");
    }
    text
}

/// Derrick et al. (2015), z₈: published p .053.
#[test]
fn some_people_twice_shares() {
    let of = |ones: usize, zeros: usize| [vec![Some(1.0); ones], vec![Some(0.0); zeros]].concat();
    let one = [of(9, 6), of(5, 4), vec![None; 6]].concat();
    let other = [of(8, 1), of(3, 3), vec![None; 9], of(6, 0)].concat();
    let found = compared(&of_people(SHARE), &answered(&other, true), &answered(&one, true), &[]);
    assert_eq!((&found["test"], &found["people_on_both_sides"]), (&"partly_paired_z".into(), &15.into()));
    agrees(&found["before"]["value"], 80.952_380_952_4);
    agrees(&found["after"]["value"], 58.333_333_333_3);
    agrees(&found["difference"], -22.619_047_619);
    agrees(&found["statistic"], -1.936_739_615_37);
    agrees(&found["p"], 0.052_777_180_592_4);
    // r = 0.430820218428 of the 15 makes this correlation of the shares.
    agrees(&found["correlation"], 0.430_820_218_428 * 15.0 / (24.0_f64 * 21.0).sqrt());
    agrees(&test(&found, "pooled_z")["p"], 0.102_022_833_277);
}

/// Derrick et al. (2017), t: published p .026.
#[test]
fn some_people_twice_means() {
    let (alone, both) = ([20., 21., 16., 18., 14., 12., 14., 17.], [14., 15., 18., 20., 11., 19., 14., 15.]);
    let (other_alone, other_both) =
        ([10., 16., 18., 16., 15., 14., 13., 10.], [15., 10., 15., 17., 13., 19., 12., 13.]);
    let some = |numbers: &[f64]| numbers.iter().map(|number| Some(*number)).collect::<Vec<_>>();
    let one = [some(&alone), some(&both), vec![None; 8]].concat();
    let other = [vec![None; 8], some(&other_both), some(&other_alone)].concat();
    let survey = of_people(NUMBER);
    let found = compared(&survey, &answered(&other, false), &answered(&one, false), &["--question", "hours.number"]);
    assert_eq!((&found["test"], &found["people_on_both_sides"]), (&"partly_paired_t".into(), &8.into()));
    agrees(&found["difference"], 2.0);
    agrees(&found["se"], 0.826_754_561_923);
    agrees(&found["statistic"], 2.419_097_628_38);
    agrees(&found["df"], 18.422_332_269_3);
    agrees(&found["p"], 0.026_104_444_862);
    let equal = test(&found, "partly_paired_t_equal");
    agrees(&equal["statistic"], 2.420_745_451_21);
    agrees(&equal["df"], 18.5);
    agrees(&equal["p"], 0.025_967_963_675_6);
}

/// R 4.2.2, `t.test(x, y, paired = TRUE)` of the changes 1, 1, −1, 0, 1, 1, 0, 1 in net score: t = 2.1602468995, p = .0676.
#[test]
fn the_same_people_twice_net_scores() {
    let before: Vec<(&str, usize)> =
        ["7", "3", "10", "7", "7", "3", "10", "7"].into_iter().map(|one| (one, 1)).collect();
    let after: Vec<(&str, usize)> =
        ["10", "7", "7", "7", "10", "7", "10", "10"].into_iter().map(|one| (one, 1)).collect();
    let found = compared(&of_people(NPS), &responses(1, &before), &responses(1, &after), &[]);
    assert_eq!(found["test"], "paired_t");
    agrees(&found["difference"], 50.0);
    agrees(&found["statistic"], 0.5 / (0.571_428_571_428_571_4_f64 / 8.0).sqrt());
    agrees(&found["df"], 7.0);
}

/// Each site against the others: z 3.3011, −3.1973, −0.0694 and −0.9688 of 183, 122, 65 and 12 answers; the first two have an
/// adjusted p of .0027745.
#[test]
fn each_site_against_the_others() {
    let export = std::fs::read(root().join("examples/gp-experience/export.csv")).expect("an example");
    let survey = "survey: sites\nresponse_id: Response ID\ncomplete: { column: Finished, is: [\"True\"] }\nquestions:\n  \
                  recommend: { kind: nps, column: Likely to recommend, dont_know: Don't know }\n\
                  segments: { site: Site }\n";
    let fixture = Fixture::new().survey(survey).file("export.csv", &export);
    let run = fixture.run(&["analyze", "survey.yaml", "export.csv", "--by", "site", "-f", "json"]);
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let differences = report["questions"][0]["differences"].as_array().expect("differences");
    let of = |n: u64| {
        let is_it = |one: &&Value| one["base"]["unweighted"] == n;
        differences.iter().find(is_it).unwrap_or_else(|| panic!("no group of {n} in {differences:?}"))
    };
    for (n, z) in [(183, 3.3011), (122, -3.1973), (65, -0.0694), (12, -0.9688)] {
        let found = of(n)["statistic"].as_f64().expect("a number");
        assert!((found - z).abs() < 5e-5, "{found} is not {z}");
    }
    for n in [183, 122] {
        let found = of(n)["adjusted_p"].as_f64().expect("a number");
        assert!((found - 0.002_774_5).abs() < 5e-8, "{found}");
    }
}
