//! The fixture of the tests: a folder of its own, files in it, and the program run there.

mod dice;

pub use dice::Dice;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use survey::results::{Cell, Estimate, QuestionResult, Report};
use tempfile::TempDir;

/// Every kind of question, every way to name columns, and everything that may stand beside the questions.
pub const EVERYTHING: &str = r#"
survey: everything
response_id: id
submitted: { column: day, format: "%d/%m/%Y %H:%M" }
complete: { column: status, is: [done, "False"] }
weight: w
missing: [N/A]
scales:
  quality: { options: [Very good, Good, Fair, Poor], direction: high_to_low, codes: { 1: Very good, 2: Good, 3: Fair, 4: Poor } }
questions:
  recommend: { kind: nps, column: 3, dont_know: Don't know }
  content: { kind: csat, scale: quality, column: content, top: [Good, Very good] }
  effort: { kind: ces, version: "2.0", column: effort }
  friends: { kind: fft, column: friends }
  staff: { kind: rating, scale: quality, column: staff, refused: Prefer not to say }
  stars: { kind: rating, min: 1, max: 5, column: [one star, two stars, three stars, four stars, five stars] }
  fair: { kind: likert, scale: quality, column: fair }
  seen: { kind: single, options: [Yes, No], column: seen }
  when: { kind: duration, unit: minutes, column: when, target: 10, asked_if: { seen: Yes } }
  taken: { kind: duration, unit: hours, from: began, column: ended, format: "%Y-%m-%d %H:%M:%S" }
  reasons: { kind: multiple, options: [Price, "Staff, kind", Other], separator: ",", column: reasons }
  boxes: { kind: multiple, columns: { A: box a, B: box b }, unselected: "0" }
  order: { kind: ranking, items: { x: { column: rank x }, y: { column: rank y }, z: { column: rank z } } }
  visits: { kind: number, min: 1, max: 9, column: visits }
  born: { kind: date, format: "%d.%m.%Y", column: born }
  care: { kind: grid, scale: quality, items: { time: care time, listening: { column: care listening } } }
  say: { kind: text, column: say }
  first: { kind: ranking, column: [first, second], options: [x, y, z], codes: { 1: x, 2: y, 3: z } }
segments:
  site: { column: Site }
  seen_before: { column: before, options: [Yes, No] }
  age: { column: age, bands: [18, 40, 65] }
  visitor: { column: visits, bands: [1, 3, 10] }
"#;

/// A temporary folder to run the program in.
pub struct Fixture {
    folder: TempDir,
}

/// What a run printed and how it ended.
pub struct Run {
    pub stdout: String,
    pub stderr: String,
    pub code: i32,
}

impl Fixture {
    pub fn new() -> Fixture {
        Fixture { folder: TempDir::new().expect("a temporary folder") }
    }

    /// Writes the definition `survey.yaml`.
    pub fn survey(self, yaml: &str) -> Fixture {
        self.file("survey.yaml", yaml.as_bytes())
    }

    /// Writes the export `export.csv`.
    pub fn csv(self, text: &str) -> Fixture {
        self.file("export.csv", text.as_bytes())
    }

    /// Writes any file.
    pub fn file(self, name: &str, bytes: &[u8]) -> Fixture {
        std::fs::write(self.path(name), bytes).expect("a file in the temporary folder");
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the program in the folder, with nothing on standard input.
    pub fn run(&self, arguments: &[&str]) -> Run {
        run_in(self.folder.path(), arguments, b"")
    }

    /// Runs the program with these bytes on standard input.
    pub fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Run {
        run_in(self.folder.path(), arguments, input)
    }
}

/// Runs the program in a folder: cleared environment, 80 columns, no colour.
pub fn run_in(folder: &Path, arguments: &[&str], input: &[u8]) -> Run {
    run_with(folder, arguments, input, &[])
}

/// The same with these variables.
pub fn run_with(folder: &Path, arguments: &[&str], input: &[u8], variables: &[(&str, &str)]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_survey"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("COLUMNS", "80")
        .envs(variables.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("standard input is piped");
    std::thread::scope(|scope| {
        // A program that does not read its input closes it early; that is its right.
        scope.spawn(move || drop(std::io::Write::write_all(&mut stdin, input)));
        let output = child.wait_with_output().expect("the program ends");
        Run {
            stdout: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
            code: output.status.code().expect("the program was not killed"),
        }
    })
}

impl Run {
    /// Standard output of a run that must have succeeded.
    pub fn ok(self) -> String {
        assert_eq!(self.code, 0, "{self}");
        self.stdout
    }
}

impl fmt::Display for Run {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "exit code {}", self.code)?;
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !text.is_empty() {
                writeln!(out, "── {name} ──\n{}", text.trim_end())?;
            }
        }
        Ok(())
    }
}

/// Every file below a folder, by its path there; links count as what they lead to.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("a path below").to_string_lossy().into_owned();
                found.insert(name, std::fs::read(path).expect("a file"));
            }
        }
    }
    found
}

/// The project's top folder.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Compares text with a file of the project; rewrites the file instead when `UPDATE_EXPECTED` is set.
pub fn assert_expected(file: &Path, actual: &str) {
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folder can be made");
        std::fs::write(file, actual).expect("the expected file can be written");
    }
    let expected = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        expected == actual,
        "{} differs (run the tests with UPDATE_EXPECTED=1 to accept)\n── expected ──\n{expected}\n── actual ──\n{actual}",
        file.display()
    );
}

/// The estimate of a question in one of its cells.
#[track_caller]
pub fn estimate<'a>(question: &QuestionResult, cell: &'a Cell, metric: &str, item: Option<&str>) -> &'a Estimate {
    let mut columns = question.columns.iter();
    let at = columns.position(|column| column.metric == metric && column.item.as_deref() == item);
    at.and_then(|at| cell.estimate(at)).expect("the figure is there")
}

/// The estimates of a metric for everybody.
pub fn estimates<'a>(question: &'a QuestionResult, metric: &str) -> Vec<&'a Estimate> {
    let all = question.columns.iter().zip(&question.cells[0].estimates);
    all.filter(|(column, _)| column.metric == metric).map(|(_, estimate)| estimate).collect()
}

/// The values of a group: `Ward 1 / 2026-05`.
pub fn group_name(report: &Report, at: usize) -> String {
    let values = report.groups[at].keys.iter().map(|key| survey::view::value(&key.value));
    values.collect::<Vec<_>>().join(" / ")
}

/// A report as JSON in which every cell has its `figures`: the estimates with the metric and the item of their columns.
pub fn with_figures(report: &str) -> serde_json::Value {
    let mut report: serde_json::Value = serde_json::from_str(report).expect("JSON");
    for question in report["questions"].as_array_mut().expect("questions") {
        let columns = question["columns"].as_array().expect("columns").clone();
        for cell in question["cells"].as_array_mut().expect("cells") {
            let estimates = cell["estimates"].as_array().expect("estimates").clone();
            let figure = |(column, mut estimate): (&serde_json::Value, serde_json::Value)| {
                for key in ["metric", "item"] {
                    estimate[key] = column[key].clone();
                }
                estimate
            };
            cell["figures"] = columns.iter().zip(estimates).map(figure).collect();
        }
    }
    report
}
