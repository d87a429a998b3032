//! Counting: order and grouping of the rows never matter, and the loop agrees with polars.

use polars::prelude::{Column as Series, DataFrame, IntoLazy, SortMultipleOptions, col};
use proptest::collection::vec;
use proptest::prelude::*;
use std::sync::Arc;
use survey::plan::{Code, FIRST_OPTION, Grouping, Key, Period, Plan, Shape, UNDATED};
use survey::responses::Fate;
use survey::rows::{Batch, Column, Counter, Groups, Runs};
use survey::table::{Answers, GroupTally, Weighing, Weight};

const OPTIONS: usize = 4;
const ITEMS: usize = 3;
const SITE: Key = Key::Segment { at: 0, several: false };
const AGE: Key = Key::Segment { at: 1, several: false };
const REASONS: Key = Key::Segment { at: 2, several: true };
const BAND: Key = Key::Segment { at: 3, several: false };
const MONTH: Key = Key::Wave(Period::Month);

/// One row, before it is laid out in columns.
#[derive(Debug, Clone)]
struct Row {
    fate: Fate,
    weight: u32,
    day: i32,
    site: u32,
    age: u32,
    coded: Code,
    picks: [bool; OPTIONS],
    ranks: [Code; ITEMS],
    value: i16,
}

fn row() -> impl Strategy<Value = Row> {
    let fate = prop_oneof![8 => Just(Fate::Analysed), 1 => Just(Fate::Incomplete), 1 => Just(Fate::Duplicate)];
    let day = prop_oneof![9 => 19_000..19_200i32, 1 => Just(UNDATED)];
    let coded = 0..FIRST_OPTION + 4;
    let ranks = prop_oneof![Just([1, 2, 3]), Just([3, 1, 2]), Just([0, 1, 0])];
    (fate, 0..4000u32, day, 0..4u32, 0..3u32, coded, any::<[bool; OPTIONS]>(), ranks, any::<i16>()).prop_map(
        |(fate, weight, day, site, age, coded, picks, ranks, value)| Row {
            fate,
            weight,
            day,
            site,
            age,
            coded,
            picks,
            ranks,
            value,
        },
    )
}

fn batch(rows: &[Row], weighted: bool) -> Batch {
    let mut ends = Vec::new();
    let mut picks = Vec::new();
    for row in rows {
        picks.extend((0..4).filter(|option| row.picks[usize::from(*option)]));
        ends.push(u32::try_from(picks.len()).expect("few picks"));
    }
    let status: Vec<Code> = rows.iter().map(|row| row.coded.min(FIRST_OPTION)).collect();
    let weight = |row: &Row| f64::from(row.weight) / 1000.0;
    let columns = vec![
        Column::Coded(rows.iter().map(|row| row.coded).collect()),
        Column::Multiple { status: status.clone(), ends, picks },
        Column::Ranked { status: status.clone(), items: ITEMS, ranks: rows.iter().flat_map(|row| row.ranks).collect() },
        Column::Values { status, values: rows.iter().map(|row| f64::from(row.value) / 8.0).collect() },
    ];
    Batch {
        input: 0,
        people: Vec::new(),
        fates: rows.iter().map(|row| row.fate).collect(),
        before: Vec::new(),
        times: None,
        weights: weighted.then(|| {
            let weights = rows.iter().map(|row| Weight::from_f64(weight(row)));
            weights.map(|weight| (weight, weight.squared())).collect()
        }),
        weighing: Weighing::default(),

        runs: Runs::default(),
        days: rows.iter().map(|row| row.day).collect(),
        segments: vec![
            Groups::One(rows.iter().map(|row| row.site).collect()),
            Groups::One(rows.iter().map(|row| row.age).collect()),
            Groups::of_answers(&columns[1]),
            Groups::of_numbers(&columns[3], |_, value| Some(1 + u32::from(value > 0.0))),
        ],
        columns,
    }
}

fn plan(weighted: bool) -> Arc<Plan> {
    let shapes = vec![
        Shape::Coded { options: OPTIONS },
        Shape::Multiple { options: OPTIONS },
        Shape::Ranked { items: ITEMS },
        Shape::Values,
    ];
    Arc::new(Plan::new(shapes, &groupings(), weighted))
}

fn groupings() -> Vec<Grouping> {
    let all = [vec![], vec![SITE], vec![AGE], vec![MONTH], vec![SITE, MONTH], vec![SITE, AGE]];
    all.into_iter().map(Grouping::new).collect()
}

fn counted(batches: &[&[Row]], weighted: bool) -> Counter {
    let mut counter = Counter::new(plan(weighted));
    for rows in batches {
        counter.count(&batch(rows, weighted));
    }
    counter
}

fn tallies(counter: &Counter) -> Vec<Vec<GroupTally>> {
    let table = counter.table().expect("a count table");
    groupings().iter().map(|grouping| table.groups(grouping).expect("its groups")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn row_order_never_matters(rows in vec(row(), 0..120), weighted: bool) {
        let mut reversed = rows.clone();
        reversed.reverse();
        prop_assert_eq!(tallies(&counted(&[&rows], weighted)), tallies(&counted(&[&reversed], weighted)));
    }

    #[test]
    fn merging_is_adding_up(rows in vec(row(), 0..120), cut in 0..120usize, weighted: bool) {
        let (one, other) = rows.split_at(cut.min(rows.len()));
        let whole = tallies(&counted(&[&rows], weighted));
        prop_assert_eq!(&tallies(&counted(&[one, other], weighted)), &whole);

        let mut forward = counted(&[one], weighted);
        forward.merge(counted(&[other], weighted));
        prop_assert_eq!(&tallies(&forward), &whole);

        let mut backward = counted(&[other], weighted);
        backward.merge(counted(&[one], weighted));
        backward.merge(counted(&[], weighted));
        prop_assert_eq!(&tallies(&backward), &whole);
    }

    #[test]
    fn groups_add_up_to_everybody(rows in vec(row(), 0..120), weighted: bool) {
        let all = tallies(&counted(&[&rows], weighted));
        let everybody = &all[0][0];
        for groups in &all[1..] {
            prop_assert_eq!(groups.iter().map(|group| group.complete).sum::<survey::table::Tally>(), everybody.complete);
            for question in 0..everybody.questions.len() {
                let valid = groups.iter().map(|group| group.questions[question].valid).sum::<survey::table::Tally>();
                prop_assert_eq!(valid, everybody.questions[question].valid);
            }
        }
    }

    #[test]
    fn statuses_add_up_to_the_complete_responses(rows in vec(row(), 0..120), weighted: bool) {
        for group in tallies(&counted(&[&rows], weighted)).into_iter().flatten() {
            for question in &group.questions {
                let missing: survey::table::Tally = question.missing.iter().copied().sum();
                prop_assert_eq!(missing + question.valid, group.complete);
                if let Answers::Coded(options) = &question.answers {
                    prop_assert_eq!(options.iter().copied().sum::<survey::table::Tally>(), question.valid);
                }
                if let Answers::Values(values) = &question.answers {
                    prop_assert_eq!(values.iter().map(|(_, tally)| *tally).sum::<survey::table::Tally>(), question.valid);
                    prop_assert!(values.windows(2).all(|pair| pair[0].0 < pair[1].0), "values ascend");
                }
            }
        }
    }

    #[test]
    fn a_grouping_of_some_questions_counts_them_as_one_of_all_does(rows in vec(row(), 0..120), weighted: bool) {
        let some = Grouping::new(vec![SITE, AGE]).only(vec![0, 3]);
        let pair = Grouping::new(vec![SITE]).only(vec![3]);
        let shapes = plan(weighted).shapes.clone();
        let mut counter = Counter::new(Arc::new(Plan::new(shapes, &[some.clone(), pair.clone()], weighted)));
        counter.count(&batch(&rows, weighted));
        let table = counter.table().expect("a count table");
        let all = tallies(&counted(&[&rows], weighted));
        for (wanted, all) in [(some, &all[5]), (pair, &all[1])] {
            let groups = table.groups(&wanted).expect("its groups");
            prop_assert_eq!(groups.len(), all.len());
            for (ours, all) in groups.iter().zip(all) {
                prop_assert_eq!((&ours.id, ours.complete, ours.incomplete), (&all.id, all.complete, all.incomplete));
                prop_assert_eq!(&ours.questions[3], &all.questions[3]);
                prop_assert_eq!(ours.questions[1].valid.n, 0, "not asked for");
            }
        }
    }

    /// The counting loop against polars grouping the raw rows itself, for every kind of key; a row that is in several
    /// groups is there once for each of them.
    #[test]
    fn the_loop_equals_a_polars_group_by(rows in vec(row(), 1..120), weighted: bool) {
        let shapes = plan(weighted).shapes.clone();
        let mut counter = Counter::new(Arc::new(Plan::new(shapes, &keyed(), weighted)));
        let (one, other) = rows.split_at(rows.len() / 2);
        counter.count(&batch(one, weighted));
        let mut second = Counter::new(Arc::new(Plan::new(plan(weighted).shapes.clone(), &keyed(), weighted)));
        second.count(&batch(other, weighted));
        counter.merge(second);
        let table = counter.table().expect("a count table");
        for grouping in keyed() {
            let mut ours = Vec::new();
            for group in table.groups(&grouping).expect("its groups") {
                let question = &group.questions[0];
                let Answers::Coded(options) = &question.answers else { panic!("a coded question") };
                for (code, tally) in question.missing.iter().chain(options).enumerate().filter(|(_, tally)| tally.n > 0) {
                    let mut id: Vec<i64> = group.id.iter().map(|key| i64::from(key.cast_signed())).collect();
                    id.push(i64::try_from(code).expect("small"));
                    ours.push((id, tally.n.cast_signed(), tally.w.0, tally.w2.0));
                }
            }
            ours.sort_unstable();
            prop_assert_eq!(ours, grouped(&rows, grouping.keys(), weighted), "{:?}", grouping);
        }
    }

    /// The joint cells of weighting margins: counted beside what is shown, without any question.
    #[test]
    fn a_grouping_that_is_not_shown_is_counted_all_the_same(rows in vec(row(), 0..120), weighted: bool) {
        let shown = [Grouping::default(), Grouping::new(vec![SITE])];
        let joint = Grouping::new(vec![AGE, MONTH, BAND]).only(Vec::new());
        let shapes = plan(weighted).shapes.clone();
        let plan = Plan::new(shapes, &shown, weighted).counting(&[Grouping::new(vec![AGE]).only(Vec::new()), joint.clone()]);
        prop_assert_eq!((&plan.shown[..], plan.groupings.len(), plan.most_groups.len()), (&shown[..], 2, 2));
        let mut counter = Counter::new(Arc::new(plan));
        counter.count(&batch(&rows, weighted));
        let table = counter.table().expect("a count table");
        let everybody = table.groups(&Grouping::default()).expect("everybody")[0].complete;
        let cells = table.groups(&joint).expect("its cells");
        prop_assert_eq!(cells.iter().map(|cell| cell.complete).sum::<survey::table::Tally>(), everybody);
        prop_assert!(cells.iter().all(|cell| cell.questions[0].valid.n == 0), "no question was asked for");
    }

    #[test]
    fn groups_that_overlap_are_never_added_up(rows in vec(row(), 1..120)) {
        let by_reason = Grouping::new(vec![SITE, REASONS]);
        let plan = Plan::new(plan(false).shapes.clone(), &[by_reason.clone(), Grouping::new(vec![SITE])], false);
        prop_assert_eq!(plan.groupings.len(), 2, "everybody follows from the sites");
        let mut counter = Counter::new(Arc::new(plan));
        counter.count(&batch(&rows, false));
        let table = counter.table().expect("a count table");
        let of_all = table.groups(&Grouping::default()).expect("everybody");
        let analysed = rows.iter().filter(|row| row.fate == Fate::Analysed).count() as u64;
        prop_assert_eq!(of_all[0].complete.n, analysed);
        // One who gave several reasons is in the group of each: sites can be added up, reasons cannot.
        prop_assert!(table.covers(&Grouping::new(vec![REASONS])) && !by_reason.covers(&Grouping::new(vec![SITE])));
    }
}

/// Every kind of key, alone and with others.
fn keyed() -> Vec<Grouping> {
    let (single, several) =
        (Key::answer(0, Shape::Coded { options: OPTIONS }), Key::answer(1, Shape::Multiple { options: OPTIONS }));
    let (single, several) = (single.expect("a key"), several.expect("a key"));
    let all = [
        vec![],
        vec![SITE],
        vec![MONTH, AGE],
        vec![BAND],
        vec![REASONS],
        vec![single],
        vec![several],
        vec![SITE, REASONS],
        vec![MONTH, REASONS, several],
        vec![AGE, single, several],
    ];
    all.into_iter().map(Grouping::new).collect()
}

/// A group and an answer, with respondents, Σ weight and Σ weight².
type Counted = (Vec<i64>, i64, i128, i128);

/// The counts of the first question, grouped by polars.
fn grouped(rows: &[Row], keys: &[Key], weighted: bool) -> Vec<Counted> {
    let values = |key: &Key, row: &Row| -> Vec<i64> {
        let is_valid = row.coded >= FIRST_OPTION;
        let options = || row.picks.iter().zip(1i64..);
        let chosen = || options().filter(|(picked, _)| is_valid && **picked).map(|(_, option)| option);
        match *key {
            SITE => vec![row.site.into()],
            AGE => vec![row.age.into()],
            BAND => vec![if is_valid { i64::from(row.value > 0) + 1 } else { 0 }],
            Key::Answer { question: 0, .. } => vec![i64::from(row.coded.saturating_sub(FIRST_OPTION - 1))],
            Key::Side(_) => unreachable!("no sides here"),
            Key::Wave(period) if row.day != UNDATED => vec![period.start(row.day).into()],
            Key::Wave(_) => vec![UNDATED.into()],
            _ if chosen().next().is_none() => vec![0],
            _ => chosen().collect(),
        }
    };
    let mut columns: Vec<Vec<i64>> = vec![Vec::new(); keys.len() + 4];
    for row in rows.iter().filter(|row| row.fate == Fate::Analysed) {
        let mut groups: Vec<Vec<i64>> = vec![Vec::new()];
        for key in keys {
            let with = |group: &Vec<i64>| {
                values(key, row).into_iter().map(|value| [&group[..], &[value]].concat()).collect::<Vec<_>>()
            };
            groups = groups.iter().flat_map(with).collect();
        }
        let weight = if weighted { i64::from(row.weight) } else { 1000 };
        for group in groups {
            let cells = group.into_iter().chain([row.coded.into(), 1, weight, weight * weight]);
            columns.iter_mut().zip(cells).for_each(|(column, cell)| column.push(cell));
        }
    }
    let height = columns[0].len();
    let by: Vec<String> = (0..=keys.len()).map(|at| format!("key_{at}")).collect();
    let names = by.iter().cloned().chain(["n", "w", "w2"].map(String::from));
    let series = names.zip(columns).map(|(name, values)| Series::new(name.into(), values)).collect();
    let frame = DataFrame::new(height, series).expect("a frame");
    let sums = ["n", "w", "w2"].map(|name| col(name).sum());
    let grouped = frame
        .lazy()
        .group_by(by.iter().map(|name| col(name.as_str())).collect::<Vec<_>>())
        .agg(sums)
        .sort(by.clone(), SortMultipleOptions::default())
        .collect()
        .expect("a group_by");
    let cells = |name: &str| -> Vec<i64> {
        grouped.column(name).expect("a column").i64().expect("integers").into_no_null_iter().collect()
    };
    let ids: Vec<Vec<i64>> = by.iter().map(|name| cells(name)).collect();
    let (n, w, w2) = (cells("n"), cells("w"), cells("w2"));
    let thousandth = 10i128.pow(9);
    let row = |at: usize| {
        let id = ids.iter().map(|key| key[at]).collect();
        (id, n[at], i128::from(w[at]) * thousandth, i128::from(w2[at]) * thousandth * thousandth)
    };
    (0..grouped.height()).map(row).collect()
}
