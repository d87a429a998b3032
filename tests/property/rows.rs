//! Counting: order and grouping of the rows never matter, and the loop agrees with polars.

use polars::prelude::{Column as Series, DataFrame, IntoLazy, SortMultipleOptions, col};
use proptest::collection::vec;
use proptest::prelude::*;
use std::sync::Arc;
use survey::plan::{Code, FIRST_OPTION, Grouping, Key, Period, Plan, Shape, UNDATED};
use survey::responses::Fate;
use survey::rows::{Batch, Column, Counter};
use survey::table::{Answers, GroupTally, Weighing, Weight};

const OPTIONS: usize = 4;
const ITEMS: usize = 3;
const SITE: Key = Key::Segment(0);
const AGE: Key = Key::Segment(1);
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
    Batch {
        fates: rows.iter().map(|row| row.fate).collect(),
        weights: weighted.then(|| {
            let weights = rows.iter().map(|row| Weight::from_f64(weight(row)));
            weights.map(|weight| (weight, weight.squared())).collect()
        }),
        weighing: Weighing::default(),
        days: rows.iter().map(|row| row.day).collect(),
        segments: vec![rows.iter().map(|row| row.site).collect(), rows.iter().map(|row| row.age).collect()],
        columns: vec![
            Column::Coded(rows.iter().map(|row| row.coded).collect()),
            Column::Multiple { status: status.clone(), ends, picks },
            Column::Ranked {
                status: status.clone(),
                items: ITEMS,
                ranks: rows.iter().flat_map(|row| row.ranks).collect(),
            },
            Column::Values { status, values: rows.iter().map(|row| f64::from(row.value) / 8.0).collect() },
        ],
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

    /// The counting loop against polars grouping the raw rows itself.
    #[test]
    fn the_loop_equals_a_polars_group_by(rows in vec(row(), 1..120)) {
        let analysed: Vec<&Row> = rows.iter().filter(|row| row.fate == Fate::Analysed).collect();
        let frame = DataFrame::new(analysed.len(), vec![
            Series::new("site".into(), analysed.iter().map(|row| row.site).collect::<Vec<_>>()),
            Series::new("code".into(), analysed.iter().map(|row| u32::from(row.coded)).collect::<Vec<_>>()),
            Series::new("n".into(), vec![1i64; analysed.len()]),
        ]).expect("a frame");
        let grouped = frame.lazy().group_by([col("site"), col("code")]).agg([col("n").sum()])
            .sort(["site", "code"], SortMultipleOptions::default()).collect().expect("a group_by");
        let sites = grouped.column("site").expect("site").u32().expect("u32").clone();
        let codes = grouped.column("code").expect("code").u32().expect("u32").clone();
        let n = grouped.column("n").expect("n").i64().expect("i64").clone();
        let expected: Vec<(u32, u32, i64)> =
            (0..grouped.height()).map(|row| (sites.get(row).expect("site"), codes.get(row).expect("code"), n.get(row).expect("n"))).collect();

        let by_site = &tallies(&counted(&[&rows], false))[1];
        let mut ours = Vec::new();
        for group in by_site {
            let question = &group.questions[0];
            let Answers::Coded(options) = &question.answers else { panic!("a coded question") };
            for (code, tally) in question.missing.iter().chain(options).enumerate().filter(|(_, tally)| tally.n > 0) {
                ours.push((group.id[0], u32::try_from(code).expect("small"), tally.n.cast_signed()));
            }
        }
        prop_assert_eq!(ours, expected);
    }
}
