//! Weighting to targets: figures that follow, the same by whichever way counts came, and what cannot be a weighting.

use crate::support::{Fixture, estimate, estimates};
use survey::results::{Report, WeightingReport};

/// A hundred respondents by age and sex, as in R's example of raking by hand: 30 young women, 20 young men, 10 old women
/// and 40 old men.
fn people() -> String {
    let cells = [("young", "f", 30), ("young", "m", 20), ("old", "f", 10), ("old", "m", 40)];
    let rows = cells.iter().flat_map(|(age, sex, n)| {
        (0..*n).map(move |at| format!("{age} {sex},{age},{sex},{},{}\n", ["Yes", "No"][at % 2], at % 11))
    });
    "who,age,sex,again,score\n".to_owned() + &rows.collect::<String>()
}

const QUESTIONS: &str = "survey: people
questions:
  who: { kind: single, column: who, options: [young f, young m, old f, old m] }
  score: { kind: nps, column: score }
segments: { age: age, sex: sex, again: again }
disclosure: { minimum: 1 }
";

fn weighted(weighting: &str) -> Fixture {
    Fixture::new().survey(&format!("{QUESTIONS}weighting: {weighting}\n")).csv(&people())
}

fn report(fixture: &Fixture, options: &[&str]) -> Report {
    let printed = fixture.run(&[&["analyze", "survey.yaml", "export.csv", "-f", "json"], options].concat()).ok();
    serde_json::from_str(&printed).expect("a report")
}

const WHO: [&str; 4] = ["young f", "young m", "old f", "old m"];

/// The weighted shares of the four cells.
fn shares(report: &Report) -> Vec<f64> {
    let question = &report.questions[0];
    let share = |item| estimate(question, &question.cells[0], "distribution", Some(item)).value.expect("a share");
    WHO.map(share).into()
}

fn assert_near(found: &[f64], expected: &[f64], tolerance: f64) {
    let is_near = |(one, other): (&f64, &f64)| (one - other).abs() <= tolerance * other.abs();
    assert!(found.len() == expected.len() && found.iter().zip(expected).all(is_near), "{found:?}, not {expected:?}");
}

/// R: by hand, cells after 16 rounds.
const RAKED: [f64; 4] = [33.715_932_537_2, 11.284_067_462_8, 18.284_067_462_8, 36.715_932_537_2];

#[test]
fn figures_are_those_of_the_raked_sample() {
    let fixture = weighted("{ targets: { age: { young: 45, old: 55 }, sex: { f: 52, m: 48 } } }");
    let found = report(&fixture, &["--by", "sex"]);
    assert_near(&shares(&found), &RAKED, 1e-11);
    let ledger = found.questions[0].cells[0].ledger.as_ref().expect("a ledger");
    assert_near(&[ledger.weighted, ledger.effective], &[100.0, 89.773_979_997_4], 1e-11);
    let told = "weighted to `age`, `sex` (raked, 16 rounds): factors 0.56–1.83, the 100 answers are worth 90";
    assert!(found.cautions.iter().any(|caution| caution == told), "{:?}", found.cautions);
    // Groups keep the weights of everybody.
    let women = estimate(&found.questions[0], &found.questions[0].cells[1], "distribution", Some("young f"));
    assert_near(&[women.value.expect("a share")], &[100.0 * RAKED[0] / 52.0], 1e-11);
}

#[test]
fn numbers_of_people_set_the_weighted_base_and_joint_cells_are_weighted_one_by_one() {
    let targets = "{ age × sex: { young × f: 900, young x m: 600, old × f: 1500, old × m: 1000 } }";
    let found = report(&weighted(&format!("{{ targets: {targets} }}")), &[]);
    assert_near(&shares(&found), &[22.5, 15.0, 37.5, 25.0], 1e-12);
    let ledger = found.questions[0].cells[0].ledger.as_ref().expect("a ledger");
    assert_near(&[ledger.weighted], &[4000.0], 1e-12);
    assert!(found.cautions[0].starts_with("weighted to `age × sex` (post-stratified): factors 0.62–3.75"), "{found:?}");
}

/// A question may tell parts of the population, and answers that nobody gave keep their share.
#[test]
fn whoever_says_nothing_keeps_a_share() {
    let export = people().replace("old m,old,m,Yes", "old m,old,,Yes");
    let fixture = weighted("{ targets: { sex: { f: 50, m: 50 } } }").csv(&export);
    let found = report(&fixture, &[]);
    // Forty women and forty men are made alike; the twenty others, all of them old men, stay as they are.
    assert_near(&shares(&found), &[30.0, 20.0, 10.0, 40.0], 1e-11);
    let told = "20 of the responses analysed say nothing about `sex`, to which is weighted: they keep the share that they have";
    assert!(found.cautions.iter().any(|caution| caution == told), "{:?}", found.cautions);
    let by_question = weighted("{ targets: { who: { young f: 10, young m: 20, old f: 30, old m: 40 } } }");
    assert_near(&shares(&report(&by_question, &[])), &[10.0, 20.0, 30.0, 40.0], 1e-11);
}

#[test]
fn kept_counts_give_the_same_and_keep_the_cells() {
    let fixture = weighted("{ targets: { age: { young: 45, old: 55 }, sex: { f: 52, m: 48 } } }");
    let lines = people();
    let rows: Vec<&str> = lines.lines().collect();
    let part = |rows: &[&str]| format!("{}\n{}\n", lines.lines().next().unwrap_or_default(), rows.join("\n"));
    let fixture = fixture.file("one.csv", part(&rows[1..60]).as_bytes()).file("two.csv", part(&rows[60..]).as_bytes());
    for (from, to) in [("one.csv", "one.counts"), ("two.csv", "two.counts")] {
        // A part of the responses need not have everybody for whom there is a target.
        fixture.run(&["counts", "survey.yaml", from, "--by", "again", "-o", to]).ok();
    }
    let by_again = |files: &[&str]| {
        fixture.run(&[&["analyze", "survey.yaml"], files, &["--by", "again", "-f", "csv"]].concat()).ok()
    };
    assert_eq!(by_again(&["one.counts", "two.counts"]), by_again(&["one.csv", "two.csv"]));
    assert_eq!(by_again(&["two.csv", "one.csv"]), by_again(&["one.csv", "two.csv"]));
}

/// More different numbers than are kept one by one, with weights of their own.
#[test]
fn exact_sums_and_sketches_are_weighted_too() {
    let weights = [45.0 / 30.0, 55.0 / 70.0];
    let row = |at: u32| {
        let age = usize::from(at % 10 >= 3);
        let (x, start) = (1000.0 + f64::from(at * at % 49_999) / 7.0, 1.0 + f64::from(at / 10 % 4) / 8.0);
        (["young", "old"][age], x, start, weights[age])
    };
    for is_started in [false, true] {
        let rows = (0..20_000).map(row).map(|(age, x, start, weight)| {
            let (start, all) = if is_started { (start, start * weight) } else { (1.0, weight) };
            format!("{age},{x},{start},{all}\n")
        });
        let export = "age,x,start,all\n".to_owned() + &rows.collect::<String>();
        let survey = |weights: &str| {
            format!(
                "survey: many\nquestions: {{ x: {{ kind: number, column: x }} }}\nsegments: {{ age: age }}\n{weights}\n"
            )
        };
        // Starting weights are spread alike over both ages, so that the targets ask for the same factors.
        let start = if is_started { "start: start, " } else { "" };
        let targets = format!("weighting: {{ {start}targets: {{ age: {{ young: 45, old: 55 }} }} }}");
        let (to_targets, by_column) = (survey(&targets), survey("weight: all"));
        let values = |yaml: &str| {
            let found = report(&Fixture::new().survey(yaml).csv(&export), &["--by", "age"]);
            let values: Vec<f64> = found.questions[0]
                .cells
                .iter()
                .flat_map(|cell| &cell.estimates)
                .filter_map(|estimate| estimate.value)
                .collect();
            values
        };
        assert_near(&values(&to_targets), &values(&by_column), 1e-9);
    }
}

/// R's `fpc`: weights of 15 / 5 and 12 / 3 by its design are those in its column.
#[test]
fn weights_may_start_with_the_design() {
    let rows = ["1,2.8", "1,4.1", "1,6.8", "1,6.8", "1,9.2", "2,3.7", "2,6.6", "2,4.2"];
    let survey = "survey: fpc\nquestions: { x: { kind: number, column: x } }\nsegments: { stratum: stratum, high: { column: x, bands: [0, 4.15] } }
design: { strata: stratum, population: { 1: 15, 2: 12 } }
weighting: { start: design, targets: { stratum: { 1: 5, 2: 4 } }, method: rake }
disclosure: { minimum: 1 }\n";
    let survey = survey.replace("1: 5, 2: 4", "1: 15, 2: 12");
    let found = report(&Fixture::new().survey(&survey).csv(&format!("stratum,x\n{}\n", rows.join("\n"))), &[]);
    let mean = estimates(&found.questions[0], "number")[0].value.expect("a mean");
    assert_near(&[mean], &[5.448_148_148_15], 1e-11);
    assert!(found.cautions[0].contains("factors 0.89–1.19"), "{:?}", found.cautions);
}

#[test]
fn who_answers_more_rarely_weighs_more_and_heavy_weights_are_cut() {
    let invited = "invited: { age: { young: 100, old: 100 } }\n";
    let survey = format!(
        "{QUESTIONS}{invited}weighting: {{ non_response: {{ classes: age }}, trim: {{ above: 1.2 }}, targets: {{ sex: {{ f: 60, m: 40 }} }} }}\n"
    );
    let found = report(&Fixture::new().survey(&survey).csv(&people()), &[]);
    // Half of the young and half of the old answered, so that only sex counts: women weigh 1.5, cut at 1.2.
    assert_near(&shares(&found), &[36.0, 52.0 / 3.0, 12.0, 104.0 / 3.0], 1e-11);
    assert!(found.cautions[0].contains("factors 0.87–1.20, 40 trimmed"), "{:?}", found.cautions);
}

/// A list that was asked whole is a population that everybody who answered was drawn out of.
#[test]
fn lists_that_were_asked_whole_narrow_intervals_of_weighted_figures() {
    let survey = |more: &str| {
        let targets = "weighting: { targets: { sex: { f: 50, m: 50 } } }";
        let fixture = Fixture::new().survey(&format!("{QUESTIONS}{more}\n{targets}\n")).csv(&people());
        let report = report(&fixture, &["--by", "age"]);
        let cells = report.questions.iter().flat_map(|question| &question.cells);
        let estimates = cells.flat_map(|cell| &cell.estimates);
        estimates.map(|estimate| (estimate.value, estimate.se)).collect::<Vec<_>>()
    };
    let (listed, drawn) = (survey("invited: { total: 160, whole_list: true }"), survey("design: { population: 160 }"));
    assert_eq!(listed, drawn);
    assert_ne!(listed, survey(""));
}

#[test]
fn what_cannot_be_met_is_refused() {
    let cases: [(&str, &[&str]); 5] = [
        (
            "{ targets: { age: { young: 45, old: 45, ancient: 10 } } }",
            &["nobody who answered is `ancient` by `age`, of whom there is a target"],
        ),
        (
            "{ targets: { age: { young: 100 }, sex: { f: 60, x: 40 } } }",
            &[
                "some who answered are `old` by `age`, for which there is no target",
                "some who answered are `m` by `sex`",
                "nobody who answered is `x` by `sex`",
            ],
        ),
        (
            "{ targets: { who: { young f: 30, young m: 20, old f: 10, old m: 40 }, age: { young: 45, old: 55 } } }",
            &["after 1000 rounds of raking", "is still off its targets by"],
        ),
        ("{ method: greg, targets: { sex: { f: 60, m: 40 } }, totals: { age: 5 } }", &["have `old` for `age`"]),
        (
            "{ method: greg, targets: { sex: { f: 1, m: 99 }, age: { young: 95, old: 5 } } }",
            &["calibrated weights of `old × f` would be"],
        ),
    ];
    for (weighting, messages) in cases {
        let run = weighted(weighting).run(&["analyze", "survey.yaml", "export.csv"]);
        assert_eq!(run.code, 2, "{weighting}: {run}");
        for message in messages {
            assert!(run.stderr.contains(message), "{weighting}: {run}");
        }
    }
    let checked = weighted(cases[0].0).run(&["check", "survey.yaml", "export.csv"]);
    let told = checked.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("cannot be weighted to targets: nobody who"), "{checked}");
    assert!(told.contains("weighting: 1 reason why responses cannot be weighted to targets (above)"), "{checked}");
    assert!(!told.contains("no trouble found"), "{checked}");
    assert_eq!(checked.code, 1, "what `analyze` refuses is trouble: {checked}");
}

/// Weights are worked out from everybody, whoever is asked about: a filter tells what a breakdown does.
#[test]
fn filters_leave_weights_as_they_are() {
    let fixture = weighted("{ targets: { sex: { f: 60, m: 40 } } }");
    let cells = |options: &[&str]| {
        let all = [&["analyze", "survey.yaml", "export.csv", "-f", "json"], options].concat();
        let report: survey::results::Report = serde_json::from_str(&fixture.run(&all).ok()).expect("a report");
        report.questions.into_iter().map(|question| question.cells).collect::<Vec<_>>()
    };
    let (by_age, old) = (cells(&["--by", "age"]), cells(&["--where", "age=old"]));
    for (by_age, old) in by_age.iter().zip(&old) {
        assert!(by_age.iter().any(|cell| cell.estimates == old[0].estimates), "{old:?} is not among {by_age:?}");
        assert_ne!(by_age[0].estimates, old[0].estimates);
    }
}

/// The weights of the responses in a file that `survey weight` wrote, with all other cells before them.
fn written(fixture: &Fixture, name: &str) -> Vec<(String, f64)> {
    let text = std::fs::read_to_string(fixture.path(name)).expect("weights");
    let row =
        |line: &str| line.rsplit_once(',').map(|(key, weight)| (key.to_owned(), weight.parse().expect("a number")));
    text.lines().skip(1).filter_map(row).collect()
}

#[test]
fn every_response_analysed_has_its_weight_written() {
    let rows = people();
    let with_ids: String = rows
        .lines()
        .enumerate()
        .map(|(at, row)| if at == 0 { format!("id,{row}\n") } else { format!("R{at},{row}\n") })
        .collect();
    let again = "R7,old m,old,m,Yes,3\n,young f,young,f,Yes,1\n";
    let targets = "{ targets: { age: { young: 450, old: 550 }, sex: { f: 520, m: 480 } } }";
    let fixture = weighted(targets).csv(&format!("{with_ids}{again}"));
    let with_id = format!("{QUESTIONS}response_id: id\nweighting: {targets}\n");
    let fixture = fixture.survey(&with_id).file("plain.yaml", format!("{QUESTIONS}weighting: {targets}\n").as_bytes());
    let told = fixture.run(&["weight", "survey.yaml", "export.csv", "-o", "weights.csv"]);
    assert!(told.stdout.is_empty() && told.stderr.contains("wrote weights.csv"), "{told}");
    let weights = written(&fixture, "weights.csv");
    assert_eq!((weights.len(), weights[0].0.as_str()), (101, "R1"));
    assert_near(&[weights.iter().map(|(_, weight)| weight).sum()], &[1000.0], 1e-12);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(fixture.path("weights.csv")).expect("the file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    // Taken for a column of weights they give the same figures; rows without ids are known by their place.
    let fixture = fixture.file("more.csv", people().as_bytes());
    fixture.run(&["weight", "plain.yaml", "export.csv", "more.csv", "-o", "both.csv"]).ok();
    let both = std::fs::read_to_string(fixture.path("both.csv")).expect("weights");
    assert!(both.starts_with("file,row,weight\nexport.csv,1,") && both.contains("\nmore.csv,100,"), "{both}");
    fixture.run(&["weight", "plain.yaml", "export.csv", "-o", "rows.csv"]).ok();
    let weights = written(&fixture, "rows.csv");
    let column: String = format!("{with_ids}{again}")
        .lines()
        .enumerate()
        .map(|(at, row)| at.checked_sub(1).map_or(format!("{row},w\n"), |at| format!("{row},{}\n", weights[at].1)))
        .collect();
    let by_column = Fixture::new().survey(&format!("{QUESTIONS}weight: w\n")).csv(&column);
    let by_targets = weighted(targets).csv(&format!("{with_ids}{again}"));
    assert_near(&shares(&report(&by_targets, &[])), &shares(&report(&by_column, &[])), 1e-12);
}

#[test]
fn a_weighting_is_told_with_its_margins_and_its_price() {
    let fixture = weighted("{ targets: { age: { young: 45, old: 55 }, sex: { f: 52, m: 48 } } }");
    let told = fixture.run(&["weight", "survey.yaml", "export.csv"]).ok();
    let said = told.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "raked to age, sex in 16 rounds",
        "100 responses whose weights add up to 100.0, worth 89.8 of equal weight: 89.8%",
        "factors from 0.564 to 1.828",
        "young 50 50.0% 45.0% 45.0%",
        "old f 10 1.8284 1.8284",
    ] {
        assert!(said.contains(part), "{part}: {told}");
    }
    let json = fixture.run(&["weight", "survey.yaml", "export.csv", "-f", "json"]).ok();
    let found: WeightingReport = serde_json::from_str(&json).expect("a weighting");
    assert_near(&[found.effective, found.largest_factor], &[89.773_979_997_4, 1.828_406_746_28], 1e-11);
    // Few respondents are not shown here, either.
    let few =
        format!("{QUESTIONS}weighting: {{ targets: {{ who: {{ young f: 3, young m: 2, old f: 1, old m: 4 }} }} }}\n");
    let few = fixture.survey(&few.replace("minimum: 1 }", "minimum: 15 }"));
    let told = few.run(&["weight", "survey.yaml", "export.csv"]).ok();
    // Old women are 10; how many the others are tells so.
    for (name, target) in [("old f", "10.0%"), ("young f", "30.0%")] {
        let row = format!("{name} * * * {target}");
        assert!(told.lines().any(|line| line.split_whitespace().collect::<Vec<_>>().join(" ") == row), "{row}: {told}");
    }
}

#[test]
fn weights_are_written_of_responses_at_hand_only() {
    let fixture = weighted("{ targets: { sex: { f: 60, m: 40 } } }").file("plain.yaml", QUESTIONS.as_bytes());
    fixture.run(&["counts", "survey.yaml", "export.csv", "-o", "all.counts"]).ok();
    let shown = fixture.run(&["weight", "survey.yaml", "all.counts"]).ok();
    assert_eq!(shown, fixture.run(&["weight", "survey.yaml", "export.csv"]).ok());
    let cases: [(&[&str], &str); 5] = [
        (&["weight", "survey.yaml", "all.counts", "-o", "w.csv"], "these are counts, and no responses"),
        (&["weight", "survey.yaml", "-", "-o", "w.csv"], "exports are read twice for weights"),
        (&["weight", "plain.yaml", "export.csv"], "the definition has no `weighting`"),
        (&["weight", "survey.yaml", "export.csv", "-o", "w.xlsx"], "weights are written as CSV"),
        (&["weight", "survey.yaml", "export.csv", "-o", "export.csv"], "is one of the files to read"),
    ];
    for (arguments, message) in cases {
        let run = fixture.run(arguments);
        assert!(run.code == 2 && run.stderr.contains(message), "{arguments:?}: {run}");
    }
    assert!(!fixture.path("w.csv").exists());
}
