//! Figures over time as their users meet them: `survey trend`, and the control charts that `chart` and `report` draw.

use crate::support::{Dice, Fixture, Run, assert_expected, root};
use std::fmt::Write as _;
use survey::results::{ControlChart, ControlKind, Gap, Ghosted, TrendReport};

const SURVEY: &str = "\
survey: practice
title: A practice
submitted: { column: day }
questions:
  recommend: { kind: nps, column: score, text: How likely are you to recommend us? }
  phone: { kind: single, options: [Yes, No], top: [Yes], column: phone, text: Did you get through? }
  reasons: { kind: multiple, options: [A, B], separator: ;, column: why }
segments: { site: { column: site, title: Site } }
events:
  - { date: 2026-03-18, label: Phone training, expect: { phone: up } }
";

/// Weeks from 5 January 2026 on with so many responses each.
fn export(sizes: &[usize]) -> String {
    let mut dice = Dice::new(3);
    let mut text = "day,score,phone,why,site\n".to_owned();
    for (week, size) in sizes.iter().enumerate() {
        for at in 0..*size {
            let day = survey::view::day(f64::from(20_458 + u32::try_from(7 * week + at % 7).expect("a day")));
            let better = usize::from(week >= 12);
            let score = [10, 9, 8, 3][dice.below(4 - better)];
            let (phone, site) =
                (["Yes", "No"][usize::from(dice.below(4 + 3 * better) == 0)], ["North", "South"][at % 2]);
            let _ = writeln!(text, "{day},{score},{phone},A,{site}");
        }
    }
    text
}

fn practice(sizes: &[usize]) -> Fixture {
    Fixture::new().survey(SURVEY).csv(&export(sizes))
}

fn trend(fixture: &Fixture, arguments: &[&str]) -> Run {
    fixture.run(&[&["trend", "survey.yaml", "export.csv", "--every", "week"], arguments].concat())
}

fn charts(fixture: &Fixture, arguments: &[&str]) -> TrendReport {
    let printed = trend(fixture, &[&["-f", "json"], arguments].concat()).ok();
    serde_json::from_str(&printed).expect("figures over time")
}

fn of<'a>(report: &'a TrendReport, question: &str) -> &'a ControlChart {
    &report.trends.iter().find(|trend| trend.question == question).expect("the question").chart
}

const STEADY: [usize; 24] = [28; 24];

#[test]
fn what_is_printed_reads_well() {
    let mut sizes = STEADY;
    (sizes[6], sizes[9]) = (0, 2);
    let fixture = practice(&sizes);
    let asked: [&[&str]; 4] = [
        &["trend", "recommend", "survey.yaml", "export.csv", "--every", "week", "--target", "40"],
        &["trend", "phone", "survey.yaml", "export.csv", "--every", "week", "--rules", "anhoej"],
        &["trend", "phone", "survey.yaml", "export.csv", "-f", "markdown", "--every", "month"],
        &["trend", "phone", "survey.yaml", "export.csv", "-f", "csv", "--every", "month"],
    ];
    let pages: Vec<String> = asked
        .iter()
        .map(|arguments| format!("$ survey {}\n{}", arguments.join(" "), fixture.run(arguments).ok()))
        .collect();
    let text = pages.join("\n");
    assert_expected(&root().join("tests/cli/trend.txt"), &text);
    let is_narrow = |page: &String| page.lines().skip(1).all(|line| line.chars().count() <= 80);
    assert!(pages[..2].iter().all(is_narrow), "tables fit 80 columns");
}

/// Weeks without an answer keep their place, and so do hidden ones; neither is a 0.
#[test]
fn weeks_without_a_figure_are_gaps() {
    let mut sizes = STEADY;
    (sizes[6], sizes[9]) = (0, 2);
    let report = charts(&practice(&sizes), &[]);
    let chart = of(&report, "recommend");
    assert_eq!(chart.points.len(), 24);
    assert_eq!((chart.points[6].gap, chart.points[9].gap), (Some(Gap::Empty), Some(Gap::Hidden)));
    assert!([6, 9].iter().all(|at| chart.points[*at].value.is_none() && chart.points[*at].n.is_none()));
    assert!([6, 7, 9, 10].iter().all(|at| chart.points[*at].moving_range.is_none()), "none over a gap");
    let gaps = chart.points.iter().filter(|point| point.gap.is_some()).count();
    assert_eq!(chart.stretches[0].baseline, 24 - gaps);
}

/// What people in a hidden week answered moves no line and no verdict.
#[test]
fn nothing_rests_on_a_hidden_week() {
    let mut sizes = STEADY;
    sizes[9] = 3;
    let text = export(&sizes);
    let hidden: Vec<String> = (9 * 7..9 * 7 + 3).map(|day| survey::view::day(f64::from(20_458 + day))).collect();
    let changed: String = text
        .lines()
        .map(|line| match line.split_once(',') {
            Some((day, _)) if hidden.iter().any(|hidden| hidden == day) => format!("{day},0,No,B,North\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    assert_ne!(changed, text);
    let printed = |text: &str| trend(&Fixture::new().survey(SURVEY).csv(text), &["-f", "csv"]).ok();
    assert_eq!(printed(&text), printed(&changed));
}

#[test]
fn each_figure_has_the_chart_that_fits_it() {
    let report = charts(&practice(&STEADY), &[]);
    assert_eq!((of(&report, "recommend").kind, of(&report, "phone").kind), (ControlKind::Xmr, ControlKind::P));
    let mut uneven = STEADY;
    uneven[3] = 90;
    assert_eq!(of(&charts(&practice(&uneven), &[]), "phone").kind, ControlKind::PPrime);
    let weighted = format!("{SURVEY}weight: w\n");
    let text: String = export(&STEADY)
        .lines()
        .enumerate()
        .map(|(at, line)| if at == 0 { format!("{line},w\n") } else { format!("{line},{}\n", 1 + at % 3) })
        .collect();
    let told = charts(&Fixture::new().survey(&weighted).csv(&text), &[]);
    assert_eq!(of(&told, "phone").kind, ControlKind::Xmr);
    let asked = charts(&practice(&STEADY), &["--chart", "u"]);
    assert!(of(&asked, "phone").cautions.iter().any(|caution| caution.contains("`--chart u`")), "it is said");
}

#[test]
fn a_week_that_is_not_over_is_shown_and_nothing_rests_on_it() {
    let mut text = export(&STEADY);
    for at in 0..12 {
        let _ = writeln!(text, "2026-06-2{},10,Yes,A,North", 2 + at % 2);
    }
    let report = charts(&Fixture::new().survey(SURVEY).csv(&text), &[]);
    let last = of(&report, "recommend").points.last().expect("a point").clone();
    assert_eq!((last.ghosted, last.baseline, last.value), (Some(Ghosted::Partial), false, Some(100.0)));
    assert!(last.rules.is_empty() && last.centre.is_some());
}

#[test]
fn groups_have_charts_of_their_own() {
    let report = charts(&practice(&STEADY), &["--by", "site", "--question", "recommend"]);
    let groups: Vec<usize> = report.trends.iter().map(|trend| trend.group.len()).collect();
    assert_eq!(groups, [0, 1, 1]);
    assert_eq!((report.trends[1].group[0].segment.as_str(), report.trends[1].chart.points.len()), ("site", 24));
}

#[test]
fn what_cannot_be_understood_is_refused_with_a_way_out() {
    let fixture = practice(&STEADY);
    for (arguments, said) in [
        (&["trend", "recomend", "survey.yaml", "export.csv"][..], "did you mean `recommend`?"),
        (&["trend", "recommend", "phon", "survey.yaml", "export.csv"], "there is no question `phon`"),
        (&["trend", "reasons", "survey.yaml", "export.csv"], "`reasons` has no figure to follow over time"),
        (&["trend", "survey.yaml", "export.csv", "--baseline", "1"], "too few"),
        (&["trend", "survey.yaml", "export.csv", "--baseline", "soon"], "`--baseline soon` is no month"),
        (
            &["trend", "survey.yaml", "export.csv", "--every", "week", "--ghost", "2026-99"],
            "expected for example `2026-W",
        ),
        (&["trend", "survey.yaml", "export.csv", "--target", "recommend=much"], "is no number"),
        (&["trend", "survey.yaml", "export.csv", "--target", "recomend=5"], "did you mean `recommend`?"),
        (&["trend", "survey.yaml", "export.csv", "--rules", "nhs"], "making-data-count"),
        (&["chart", "recommend", "survey.yaml", "export.csv", "--rules", "nhs-r", "-o", "x.svg"], "`--every week`"),
    ] {
        let run = fixture.run(arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {run}");
        assert!(run.stderr.contains(said), "{arguments:?}: {run}");
    }
    let all = fixture.run(&["trend", "survey.yaml", "export.csv", "--baseline", "x", "--ghost", "y", "--target", "z"]);
    assert!(all.stderr.contains("3 faults found"), "{all}");
}

fn drawn(fixture: &Fixture, arguments: &[&str]) -> String {
    let asked = [&["chart", "recommend", "survey.yaml", "export.csv", "-o", "x.svg"], arguments].concat();
    fixture.run(&asked).ok();
    std::fs::read_to_string(fixture.path("x.svg")).expect("a picture")
}

#[test]
fn pictures_have_lines_from_twelve_periods_on() {
    let svg = drawn(&practice(&STEADY), &["--every", "week", "--target", "40"]);
    for said in [">average +", ">limit +", ">target +40.0<", ">Phone training<", ">W02 2026<", "not chance"] {
        assert!(svg.contains(said), "{said}: {svg}");
    }
    let few = practice(&STEADY[..9]);
    let plain = drawn(&few, &["--every", "week"]);
    assert!(!plain.contains(">limit ") && plain.contains("95% intervals"), "{plain}");
    let trial = drawn(&few, &["--every", "week", "--rules", "nhs-r"]);
    assert!(trial.contains(">limit ") && trial.contains("Trial limits"), "{trial}");
}

#[test]
fn the_same_bytes_from_one_thread_and_from_four() {
    let fixture = practice(&STEADY);
    for format in ["table", "csv", "json", "markdown"] {
        let [one, four] = ["1", "4"].map(|threads| trend(&fixture, &["-f", format, "--threads", threads]).ok());
        assert_eq!(one, four, "{format}");
    }
}

#[test]
fn numbers_of_csv_are_those_of_json() {
    let fixture = practice(&STEADY);
    let report = charts(&fixture, &["--question", "phone"]);
    let table = trend(&fixture, &["--question", "phone", "-f", "csv"]).ok();
    let mut rows = csv_rows(&table);
    let heading = rows.remove(0);
    let at = |name: &str| heading.iter().position(|column| column == name).expect("a column");
    for (row, point) in rows.iter().zip(&of(&report, "phone").points) {
        assert_eq!(row[at("wave")], point.period);
        for (name, number) in [("value", point.value), ("low", point.low), ("high", point.high)] {
            assert_eq!(row[at(name)].parse::<f64>().ok(), number, "{name} of {}", point.period);
        }
    }
}

/// The cells of a table without quotation marks.
fn csv_rows(text: &str) -> Vec<Vec<String>> {
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}
