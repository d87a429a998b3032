//! The worked example of a design with targets: every figure that R prints beside it.

use super::{NINE_DIGITS, assert_close};
use crate::support::{root, run_in};
use survey::results::{Report, Value};

/// `figures.R` of the example: `svymean` of each figure under `rake(svydesign(strata, fpc), …)`, for everybody and by age;
/// the sum of the weights and what they are worth.
#[test]
fn the_example_agrees_with_r() {
    let folder = root().join("examples/outpatients");
    let printed = std::fs::read_to_string(folder.join("figures.txt")).expect("R's figures");
    let run = run_in(&folder, &["analyze", "survey.yaml", "export.csv", "--by", "age", "-f", "json"], b"");
    let report: Report = serde_json::from_str(&run.ok()).expect("a report");
    let figures = [
        ("recommend nps", "recommend", "nps"),
        ("respect yes", "respect", "top_box"),
        ("wait mean", "wait", "number"),
        ("wait within 30", "wait", "target"),
    ];
    for (name, question, metric) in figures {
        let question = report.questions.iter().find(|known| known.id == question).expect("the question");
        let is_figure = |column: &survey::results::Column| column.metric == metric && column.item.is_none();
        let column = question.columns.iter().position(is_figure).expect("the figure");
        for cell in &question.cells {
            let group = match report.groups[cell.group].keys.first().map(|key| &key.value) {
                Some(Value::Named(name)) => name.as_str(),
                _ => "everybody",
            };
            let begins = |line: &&str| line.starts_with(name) && line[name.len()..].trim_start().starts_with(group);
            let line = printed.lines().find(begins).unwrap_or_else(|| panic!("{name} of {group}"));
            let numbers: Vec<f64> =
                line.split_whitespace().rev().take(2).map(|text| text.parse().expect("a number")).collect();
            let estimate = &cell.estimates[column];
            assert_close(estimate.value.expect("a figure"), numbers[1], NINE_DIGITS);
            assert_close(estimate.se.expect("an error"), numbers[0], NINE_DIGITS);
        }
    }
    let weights = printed.lines().find(|line| line.starts_with("weights: sum")).expect("the weights");
    let worth = weights.rsplit(' ').next().and_then(|text| text.parse().ok()).expect("what they are worth");
    let respect = report.questions[1].cells[0].estimates[0].base.expect("a base");
    assert_close(respect.weighted, 7950.0, NINE_DIGITS);
    assert_close(respect.effective, worth, NINE_DIGITS);
}
