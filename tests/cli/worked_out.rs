//! Nothing hidden can be worked out from all that one run shows: a reader who puts every shown count into one system of
//! equations finds more than one possible count for every hidden one.

use crate::support::Fixture;
use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};
use std::fmt::Write as _;
use survey::results::{Cell, GroupKey, Measure, QuestionResult, Report, Value};

const SURVEY: &str = r"
survey: ward
submitted: { column: date }
waves: month
questions:
  kind: { kind: single, text: Were the staff kind?, column: kind, options: [Yes, No, Sometimes] }
segments:
  site: { column: site }
  age: { column: age }
disclosure: { minimum: 5 }
";

const SITES: [&str; 5] = ["A", "B", "C", "D", "E"];
const AGES: [&str; 3] = ["young", "middle", "old"];
const MONTHS: [&str; 3] = ["2026-01", "2026-02", "2026-03"];
const ANSWERS: [&str; 3] = ["Yes", "No", "Sometimes"];

/// Responses of sites and ages of very different sizes.
fn export(seed: u64) -> String {
    let mut state = seed;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % below
    };
    let mut text = "date,site,age,kind\n".to_owned();
    for site in SITES {
        for age in AGES {
            for _ in 0..[1, 2, 3, 4, 6, 8, 12, 15, 25, 40][next(10)] {
                let (month, answer) = (MONTHS[next(3)], ANSWERS[next(3)]);
                let _ = writeln!(text, "{month}-{:02},{site},{age},{answer}", 10 + next(18));
            }
        }
    }
    text
}

/// What a reader does not know: how many gave each answer, by site, age and month.
struct Reader {
    /// Shown sums of unknowns, and sums that are at least 1.
    known: Vec<(Vec<usize>, f64)>,
    filled: Vec<Vec<usize>>,
}

const UNKNOWNS: usize = SITES.len() * AGES.len() * MONTHS.len() * ANSWERS.len();

impl Reader {
    /// The lowest and the highest value of a sum of unknowns.
    fn bounds(&self, of: &[usize]) -> [f64; 2] {
        [OptimizationDirection::Minimize, OptimizationDirection::Maximize].map(|direction| {
            let mut problem = Problem::new(direction);
            let weight = |at: usize| if of.contains(&at) { 1.0 } else { 0.0 };
            let variables: Vec<Variable> =
                (0..UNKNOWNS).map(|at| problem.add_var(weight(at), (0.0, f64::INFINITY))).collect();
            let sum = |of: &[usize]| of.iter().map(|at| (variables[*at], 1.0)).collect::<Vec<_>>();
            for (of, value) in &self.known {
                problem.add_constraint(sum(of), ComparisonOp::Eq, *value);
            }
            for of in &self.filled {
                problem.add_constraint(sum(of), ComparisonOp::Ge, 1.0);
            }
            problem.solve().expect("a solution").into_solution().expect("the best one").objective()
        })
    }
}

/// The unknowns that make up a group, by answer.
fn unknowns(report: &Report, cell: &Cell) -> [Vec<usize>; 3] {
    let keys = &report.groups[cell.group].keys;
    let is_in = |axis: &str, value: &str| {
        let of_axis = |key: &&GroupKey| report.axes[key.axis].id() == axis;
        keys.iter().find(of_axis).is_none_or(|key| key.value == Value::Named(value.to_owned()))
    };
    std::array::from_fn(|answer| {
        let mut all = Vec::new();
        for (site, name) in SITES.iter().enumerate() {
            for (age, band) in AGES.iter().enumerate() {
                for (month, period) in MONTHS.iter().enumerate() {
                    if is_in("site", name) && is_in("age", band) && is_in("wave", period) {
                        all.push(((site * AGES.len() + age) * MONTHS.len() + month) * ANSWERS.len() + answer);
                    }
                }
            }
        }
        all
    })
}

/// How many gave each answer, as a shown cell tells it.
fn counts(question: &QuestionResult, cell: &Cell) -> [f64; 3] {
    ANSWERS.map(|answer| {
        let is_answer = |at: &usize| {
            let column = &question.columns[*at];
            column.measure == Measure::Answers && column.item.as_deref() == Some(answer)
        };
        let at = (0..question.columns.len()).find(is_answer).expect("a column for each answer");
        f64::from(u32::try_from(cell.estimates[at].count.expect("a shown count")).expect("a small count"))
    })
}

/// The hidden cells whose number of respondents, or of those with some answer, a reader of the report knows.
fn worked_out(report: &Report) -> (usize, Vec<String>) {
    let question = &report.questions[0];
    let (hidden, shown): (Vec<&Cell>, Vec<&Cell>) = question.cells.iter().partition(|cell| cell.suppressed);
    let known = |cell: &&Cell| unknowns(report, cell).into_iter().zip(counts(question, cell)).collect::<Vec<_>>();
    let reader = Reader {
        known: shown.iter().flat_map(known).collect(),
        filled: hidden.iter().map(|cell| unknowns(report, cell).concat()).collect(),
    };
    let mut found = Vec::new();
    for cell in &hidden {
        let answers = unknowns(report, cell);
        let sums = std::iter::once(answers.concat()).chain(answers);
        for (sum, what) in sums.zip(["all", "Yes", "No", "Sometimes"]) {
            let [low, high] = reader.bounds(&sum);
            if high - low < 0.01 {
                found.push(format!("{:?}, {what}: {low:.0}", report.groups[cell.group].keys));
            }
        }
    }
    (hidden.len(), found)
}

#[test]
fn no_hidden_count_follows_from_all_that_is_shown_together() {
    for seed in [2, 3] {
        let fixture = Fixture::new().survey(SURVEY).csv(&export(seed));
        for breakdown in
            [&["--by", "site"][..], &["--by", "site,age,site:age"], &["--by", "site,age,site:age", "--every", "month"]]
        {
            let run = [&["analyze", "survey.yaml", "export.csv", "-f", "json"], breakdown].concat();
            let report: Report = serde_json::from_str(&fixture.run(&run).ok()).expect("a report");
            let (hidden, found) = worked_out(&report);
            assert!(breakdown.len() < 4 || hidden > 10, "something is hidden: {hidden}");
            assert!(found.is_empty(), "{breakdown:?}, seed {seed}: {found:#?}");
        }
    }
}
