//! Micro-benchmarks of the rooms that every response passes through, and of those that every figure does.
//!
//! `cargo bench --bench rooms`; a name behind `--` picks some of them.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use survey::analysis::{self, Analysis, Request};
use survey::definition::{self, Survey};
use survey::render::{self, Look, Text};
use survey::responses::{Ids, OpenOptions, Places, Reader, open};
use survey::rows::{self, Coder};
use survey::synthetic::{self, Settings};

const ROWS: u64 = 50_000;

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
        synthetic::write(survey(), &settings(), out, |_| ()).expect("responses");
        file
    })
}

fn settings() -> Settings {
    let day = |text: &str| text.parse().expect("a day");
    Settings { rows: ROWS, seed: 1, groups: 200, from: day("2026-01-01"), until: day("2026-06-30"), codes: false }
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
        synthetic::write(survey(), &settings(), std::io::sink(), |_| ()).expect("responses");
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
