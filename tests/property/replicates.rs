//! Replicate weights: the sums of each are what counting gives where it is the weight.

use proptest::collection::vec;
use proptest::prelude::*;
use std::sync::Arc;
use survey::plan::{FIRST_OPTION, Grouping, Key, Plan, Shape};
use survey::responses::Fate;
use survey::rows::{Batch, Column, Counter, Groups, Runs};
use survey::table::{Answers, QuestionTally, Replication, Tally, Weighing, Weight};

const REPLICATES: usize = 3;
const OPTIONS: usize = 4;
const SITE: Key = Key::Segment { at: 0, several: false };
const AGE: Key = Key::Segment { at: 1, several: false };

/// Site, age, an option, picked options, a number, and the weight by every replicate.
type Row = (u32, u32, u16, [bool; OPTIONS], i16, [u32; REPLICATES]);

fn row() -> impl Strategy<Value = Row> {
    (0..4u32, 0..3u32, 0..FIRST_OPTION + 4, any::<[bool; OPTIONS]>(), any::<i16>(), any::<[u16; REPLICATES]>())
        .prop_map(|(site, age, coded, picks, value, run)| (site, age, coded, picks, value, run.map(u32::from)))
}

fn weight(thousandths: u32) -> Weight {
    Weight::from_f64(f64::from(thousandths) / 1000.0)
}

/// A batch that weighs by the replicate of this number, and has all of them beside where it is none of them.
fn batch(rows: &[Row], by: Option<usize>) -> Batch {
    let (mut ends, mut picks) = (Vec::new(), Vec::new());
    for row in rows {
        picks.extend((0..4).filter(|option| row.3[usize::from(*option)]));
        ends.push(u32::try_from(picks.len()).expect("few"));
    }
    let status = || rows.iter().map(|row| row.2.min(FIRST_OPTION)).collect::<Vec<_>>();
    let runs = Runs {
        replicates: REPLICATES,
        weights: rows.iter().flat_map(|row| row.5.map(weight)).collect(),
        patterns: Vec::new(),
        replication: Replication::new(REPLICATES),
    };
    let weights = rows.iter().map(|row| by.map_or(Weight::from_count(1), |by| weight(row.5[by])));
    Batch {
        input: 0,
        people: Vec::new(),
        fates: vec![Fate::Analysed; rows.len()],
        before: Vec::new(),
        times: None,
        weights: Some(weights.map(|weight| (weight, weight.squared())).collect()),
        weighing: Weighing::default(),
        runs: if by.is_none() { runs } else { Runs::default() },
        days: vec![0; rows.len()],
        segments: vec![
            Groups::One(rows.iter().map(|row| row.0).collect()),
            Groups::One(rows.iter().map(|row| row.1).collect()),
        ],
        columns: vec![
            Column::Coded(rows.iter().map(|row| row.2).collect()),
            Column::Multiple { status: status(), ends, picks },
            Column::Values { status: status(), values: rows.iter().map(|row| f64::from(row.4) / 8.0).collect() },
        ],
    }
}

fn counted(parts: &[&[Row]], by: Option<usize>) -> Counter {
    let shapes = vec![Shape::Coded { options: OPTIONS }, Shape::Multiple { options: OPTIONS }, Shape::Values];
    let plan = Arc::new(Plan::new(shapes, &[Grouping::new(vec![SITE, AGE])], true));
    let counter = || Counter::new(Arc::clone(&plan)).with_replicates(if by.is_none() { REPLICATES } else { 0 });
    let mut all = counter();
    for rows in parts {
        let mut part = counter();
        part.count(&batch(rows, by));
        all.merge(part);
    }
    all
}

/// What valid answers weigh.
fn weights(question: &QuestionTally) -> Vec<Weight> {
    let w = |tallies: &[Tally]| tallies.iter().map(|tally| tally.w).collect::<Vec<_>>();
    let answers = match &question.answers {
        Answers::Coded(tallies) => w(tallies),
        Answers::Multiple { options, given } => w(&[options.as_slice(), given].concat()),
        Answers::Ranked(items) => w(&items.concat()),
        Answers::Values(values) => values.iter().map(|(_, tally)| tally.w).collect(),
    };
    [vec![question.valid.w], answers].concat()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_replicate_is_counted_as_if_it_was_the_weight(rows in vec(row(), 1..80), cut in 0..80usize) {
        let (one, other) = rows.split_at(cut.min(rows.len()));
        let table = counted(&[other, one], None).table().expect("a count table");
        for replicate in 0..REPLICATES {
            let alone = counted(&[&rows], Some(replicate)).table().expect("a count table");
            for grouping in [Grouping::default(), Grouping::new(vec![SITE]), Grouping::new(vec![SITE, AGE])] {
                let ours = table.replicated(&grouping).expect("its groups");
                let theirs = alone.groups(&grouping).expect("its groups");
                prop_assert_eq!(ours.len(), theirs.len());
                for (ours, theirs) in ours.iter().zip(&theirs) {
                    prop_assert_eq!(&ours.id, &theirs.id);
                    for (at, question) in theirs.questions.iter().enumerate() {
                        let by_replicate: Vec<QuestionTally> = ours.by_replicate(at).collect();
                        if question.valid.n > 0 {
                            prop_assert_eq!(weights(&by_replicate[replicate]), weights(question));
                        }
                    }
                }
            }
        }
        prop_assert!(table.rows(&Grouping::default()).expect("rows").is_some_and(|rows| rows[0].run.len() == REPLICATES));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    /// More numbers than are kept one by one are in the buckets that the weight's are in.
    #[test]
    fn numbers_in_a_sketch_keep_their_replicate_weights(seed in 0..1000u32) {
        let row = |at: u32| (0, 0, FIRST_OPTION + 1, [false; OPTIONS], 0, [at % 7, (at + seed) % 11, 1]);
        let rows: Vec<Row> = (0..12_000).map(row).collect();
        let spread = |batch: Batch| {
            let number = |at: usize| 1000.0 + f64::from(u32::try_from(at).expect("few") + seed) / 7.0;
            let values = (0..rows.len()).map(number).collect();
            let status = vec![FIRST_OPTION; rows.len()];
            let values = Column::Values { status, values };
            Batch { columns: vec![batch.columns[0].clone(), batch.columns[1].clone(), values], ..batch }
        };
        let table = |by: Option<usize>| {
            let mut counter = counted(&[], by);
            counter.count(&spread(batch(&rows, by)));
            counter.table().expect("a count table")
        };
        let ours = table(None).replicated(&Grouping::default()).expect("its groups");
        for (replicate, tally) in ours[0].by_replicate(2).enumerate() {
            let theirs = table(Some(replicate)).groups(&Grouping::default()).expect("its groups");
            prop_assert_eq!(weights(&tally), weights(&theirs[0].questions[2]));
        }
    }
}
