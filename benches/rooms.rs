//! Micro-benchmarks of the rooms that every response passes through, and of those that every figure does.
//!
//! `cargo bench --bench rooms`; a name behind `--` picks some of them.

use divan::counter::{BytesCount, ItemsCount};
use divan::{AllocProfiler, Bencher, black_box};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use survey::analysis::{self, Analysis, Request};
use survey::definition::{self, Survey};
use survey::plan::{FIRST_OPTION, Grouping, Key, Plan, Shape};
use survey::render::{self, Look, Text};
use survey::responses::{Fate, Ids, OpenOptions, Places, Reader, open};
use survey::rows::{self, Batch, Coder, Column, Counter, Groups, Runs};
use survey::synthetic::{Settings, Synthesis};
use survey::table::Weighing;

const ROWS: u64 = 50_000;

/// So that what a grouping takes up is told beside how long it takes.
#[global_allocator]
static MEMORY: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

fn survey() -> &'static Survey {
    static SURVEY: OnceLock<Survey> = OnceLock::new();
    SURVEY.get_or_init(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/clinic.yaml");
        definition::load(&path).expect("a sound definition")
    })
}

/// An export of the clinic's survey.
fn export() -> &'static Path {
    static EXPORT: OnceLock<PathBuf> = OnceLock::new();
    EXPORT.get_or_init(|| {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("clinic.csv");
        let out = std::fs::File::create(&file).expect("a file");
        synthesis().write(out, |_| ()).expect("responses");
        file
    })
}

fn synthesis() -> Synthesis {
    let day = |text: &str| text.parse().expect("a day");
    let settings =
        Settings { rows: ROWS, seed: 1, groups: 200, from: day("2026-01-01"), until: day("2026-06-30"), codes: false };
    Synthesis::new(survey(), settings).expect("answers for every question")
}

fn reader(carefully: bool) -> Reader {
    let options = OpenOptions { carefully, ..OpenOptions::default() };
    open(&[export().display().to_string()], survey(), options).expect("a readable export")
}

fn size() -> BytesCount {
    BytesCount::new(std::fs::metadata(export()).expect("a file").len())
}

/// Drawing an export.
#[divan::bench]
fn synthetic_responses(bencher: Bencher) {
    bencher.counter(ItemsCount::new(ROWS)).bench(|| {
        synthesis().write(std::io::sink(), |_| ()).expect("responses");
    });
}

/// Cutting an export into runs of whole records, with its fingerprint.
#[divan::bench]
fn cutting(bencher: Bencher) {
    bencher.counter(size()).with_inputs(|| reader(false)).bench_values(|mut reader| {
        while let Some(piece) = reader.read_piece().expect("a readable export") {
            black_box(piece);
        }
    });
}

/// Cutting, taking apart and decoding, on one thread; record by record, and in runs.
#[divan::bench(args = [true, false])]
fn decoding(bencher: Bencher, carefully: bool) {
    bencher.counter(size()).with_inputs(|| reader(carefully)).bench_values(|mut reader| {
        let coder = Coder::new(survey(), b",", false);
        let (ids, mut places) = (Ids::default(), Places::default());
        while let Some(piece) = reader.read_piece().expect("a readable export") {
            black_box(coder.code(piece, &ids, &mut places).expect("decoded"));
        }
    });
}

/// Everything up to the counts.
#[divan::bench(args = [1, 2])]
fn counting(bencher: Bencher, threads: usize) {
    let request = Request { by: vec!["site".to_string()], ..Request::default() };
    let plan = analysis::plan(survey(), &request).expect("a sound request");
    bencher
        .counter(size())
        .with_inputs(|| reader(false))
        .bench_values(|reader| rows::count(survey(), &plan, reader, threads).expect("counts"));
}

/// Options of the questions that are counted under keys.
const OPTIONS: usize = 5;

/// Responses to so many questions, whoever gave them being in one of so many units.
fn batches(questions: u32, units: u32, rows: u32) -> Vec<Batch> {
    const SIZE: usize = 8192;
    // Any mixture will do that has all answers in all units.
    let mixed = |row: u32, question: u32| row.wrapping_mul(2_654_435_761).rotate_left(question % 29) >> 16;
    let rows: Vec<u32> = (0..rows).collect();
    let code = |row: u32, question: u32| FIRST_OPTION + u16::try_from(mixed(row, question) % 5).expect("small");
    let column = |rows: &[u32], question| Column::Coded(rows.iter().map(|row| code(*row, question)).collect());
    let batch = |rows: &[u32]| Batch {
        input: 0,
        people: Vec::new(),
        fates: vec![Fate::Analysed; rows.len()],
        before: Vec::new(),
        times: None,
        weights: None,
        weighing: Weighing::unweighted(rows.len() as u64),

        runs: Runs::default(),
        days: vec![0; rows.len()],
        segments: vec![Groups::One(rows.iter().map(|row| 1 + row % units).collect())],
        columns: (0..questions).map(|question| column(rows, question)).collect(),
    };
    rows.chunks(SIZE).map(batch).collect()
}

/// Counts batches under groupings, up to the table.
fn count_under(bencher: Bencher, batches: &[Batch], groupings: &[Grouping]) {
    let shapes = vec![Shape::Coded { options: OPTIONS }; batches[0].columns.len()];
    let plan = Arc::new(Plan::new(shapes, groupings, false));
    let rows: usize = batches.iter().map(Batch::rows).sum();
    bencher.counter(ItemsCount::new(rows)).bench(|| {
        let mut counter = Counter::new(Arc::clone(&plan));
        for batch in batches {
            counter.count(batch);
        }
        counter.table().expect("a table")
    });
}

/// All pairs of 13 questions: what covariances, reliability and drivers rest on. With every question under every key,
/// for comparison.
#[divan::bench(args = [true, false], sample_count = 10)]
fn question_by_question(bencher: Bencher, later_ones_only: bool) {
    const QUESTIONS: usize = 13;
    let by = |question: usize| {
        let key = Key::answer(question, Shape::Coded { options: OPTIONS }).expect("a key");
        let grouping = Grouping::new(vec![key]);
        if later_ones_only { grouping.only((question..QUESTIONS).collect()) } else { grouping }
    };
    let groupings: Vec<Grouping> = (0..QUESTIONS).map(by).collect();
    count_under(bencher, &batches(13, 1, 100_000), &groupings);
}

/// Sampling units: 5,000 of them over 60 questions; and over the three that somebody asked for.
#[divan::bench(args = [60, 3], sample_count = 10)]
fn sampling_units(bencher: Bencher, questions: usize) {
    let units = Grouping::new(vec![Key::Segment { at: 0, several: false }]);
    count_under(bencher, &batches(60, 5_000, 100_000), &[units.only((0..questions).collect())]);
}

/// From counts to figures with intervals, of all questions for 200 sites.
#[divan::bench]
fn figures(bencher: Bencher) {
    let request = Request { by: vec!["site".to_string()], ..Request::default() };
    let analysis = Analysis::run(survey(), reader(false), request).expect("counts");
    bencher.bench(|| analysis.report());
}

/// One interval of a share.
#[divan::bench]
fn wilson_interval() -> Option<survey::stats::Limits> {
    survey::stats::wilson(black_box(731.0), black_box(1000.0), 0.95)
}

/// A report as text.
#[divan::bench(args = ["json", "csv", "table"])]
fn rendering(bencher: Bencher, format: &str) {
    let request = Request { by: vec!["site".to_string()], ..Request::default() };
    let report = Analysis::run(survey(), reader(false), request).expect("counts").report();
    let format = Text::ALL.into_iter().find(|known| known.name() == format).expect("a format");
    bencher.bench(|| render::report(&report, format, &Look { width: 100, color: false }));
}
