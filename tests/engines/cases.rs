//! Surveys, responses drawn from them, and what is asked of both.

use super::random;
use crate::support::EVERYTHING;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use survey::analysis::{self, Analysis, Request};
use survey::definition::{self, Survey};
use survey::plan::{Grouping, Key, NOT_STATED, Plan};
use survey::responses::{OpenOptions, open};
use survey::rows::{self, Counts};
use survey::synthetic::{Settings, Synthesis};
use survey::table::GroupTally;

/// What engines are asked beside every kind of question: derived ones, segments of every kind, a design.
const BESIDE: &str = "
derive:
  happy: { any: { content: [Good, Very good], friends: Very good } }
  often: { from: visits, bands: [1, 3, 6] }
  straight: { same: care }
  care_sum: { sum: [content, visits] }
  each_visit: { ratio: content, of: visits }
segments:
  site: { column: Site }
  seen_before: { column: before, options: [Yes, No] }
  age: { column: age, bands: [18, 40, 65] }
  hour: { by: hour }
  weekday: { by: weekday }
  cause: { question: reasons }
  table: { by: file }
design: { clusters: site }
disclosure: { minimum: 1 }
";

/// What the responses of a case are weighted to, each with a weight to start with.
const TARGETS: &str = "
weighting:
  targets:
    seen_before: { Yes: 40, No: 60 }
    age: { 18-39: 30, 40-64: 40, 65+: 30 }
";

/// A survey, an export of it, and what is asked.
pub struct Case {
    pub name: String,
    pub survey: Survey,
    pub export: String,
    pub request: Request,
    /// What is counted beside what the request asks for.
    pub pairs: Vec<Grouping>,
}

/// An export with its header apart.
pub struct Sheet {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

fn request(by: &[&str], every: Option<&str>, filters: &[&str]) -> Request {
    let texts = |texts: &[&str]| texts.iter().map(ToString::to_string).collect();
    Request {
        by: texts(by),
        every: every.map(str::to_owned),
        filters: texts(filters),
        quality: true,
        allow_empty: true,
        ..Request::default()
    }
}

/// Every kind of question, as engines can be asked them: all columns by name, no ids, a grid of three items.
fn everything() -> String {
    let (questions, _) = EVERYTHING.split_once("segments:").expect("segments");
    let changed = [
        ("response_id: id\n", ""),
        ("column: 3,", "column: likely,"),
        ("{ column: care listening } }", "{ column: care listening }, words: words }"),
    ];
    let changed = changed.iter().fold(questions.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    });
    changed + BESIDE.trim_start()
}

/// Random surveys, and the one with every kind of question, with weights and without.
pub fn cases() -> Vec<Case> {
    let mut cases = random::cases();
    let everything = everything();
    let weightless = everything.replace("weight: w\n", "");
    let crossed = request(&["site", "age:seen_before"], Some("month"), &[]);
    let filtered = request(&["cause", "table"], Some("quarter"), &["seen=Yes", "visits>2"]);
    cases.push(case(&everything, 1, crossed));
    cases.push(case(&weightless, 2, filtered));
    let to_targets = everything.replace("design:", &format!("{}design:", TARGETS.trim_start()));
    cases.push(case(&to_targets, 3, request(&["site", "age:seen_before"], Some("month"), &[])));
    cases.push(case(&to_targets, 4, request(&["site"], None, &["visits>2"])));
    let versions = [
        ("column: fair }", "column: fair, versions: [{ until: 2026-02-10, column: old fair, same_as: next }] }"),
        ("column: effort }", "column: effort, versions: [{ until: 2026-03-01, text: Before }] }"),
    ];
    let versions = versions.iter().fold(everything.clone(), |yaml, (from, to)| yaml.replace(from, to));
    cases.push(case(&versions, 6, request(&["site"], Some("month"), &[])));
    for (seed, more) in [(4, "method: jk1"), (5, "method: brr, combined: false")] {
        let replicates =
            everything.replace("{ clusters: site }", &format!("{{ replicates: {{ columns: 'rep_*', {more} }} }}"));
        cases.push(case(&replicates, seed, request(&["site", "cause"], Some("month"), &["visits>0"])));
    }
    cases
}

fn case(yaml: &str, seed: u64, request: Request) -> Case {
    let survey = definition::parse(yaml.as_bytes(), "survey.yaml").expect("a sound definition");
    let name = format!("seed {seed}, {request:?}");
    let mut sheet = Sheet::of(&drawn(&survey, seed));
    spoil(&mut sheet, seed);
    Case { name, survey, export: sheet.written(), request, pairs: Vec::new() }
}

/// Responses drawn from a definition.
pub fn drawn(survey: &Survey, seed: u64) -> String {
    let day = |text: &str| text.parse().expect("a day");
    let settings = Settings {
        rows: 250,
        seed,
        groups: 4,
        codes: seed.is_multiple_of(2),
        from: day("2026-01-01"),
        until: day("2026-04-30"),
    };
    let mut bytes = Vec::new();
    let synthesis = Synthesis::new(survey, settings).expect("a survey that can be drawn");
    synthesis.write(&mut bytes, |_| ()).expect("written to memory");
    String::from_utf8(bytes).expect("UTF-8")
}

/// Makes some cells such that nobody understands them, spells them in another way, or leaves them blank.
fn spoil(sheet: &mut Sheet, seed: u64) {
    let columns = sheet.header.len();
    for (number, row) in sheet.rows.iter_mut().enumerate() {
        let number = number + usize::try_from(seed).expect("small");
        let column = number * 7 % columns;
        match number % 11 {
            0 => row[column] = String::from("  "),
            1 => row[column] = format!(" {} ", row[column].to_uppercase()),
            2 => row[column] = String::from("N/A"),
            3 => row[column] = String::from("what?"),
            _ => {}
        }
    }
}

impl Sheet {
    pub fn of(export: &str) -> Sheet {
        let mut reader = csv::Reader::from_reader(export.as_bytes());
        let texts = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
        let header = texts(reader.headers().expect("a header"));
        let rows = reader.records().map(|record| texts(&record.expect("a record"))).collect();
        Sheet { header, rows }
    }

    /// As CSV.
    pub fn written(&self) -> String {
        let mut out = csv::Writer::from_writer(Vec::new());
        for record in [&self.header].into_iter().chain(&self.rows) {
            out.write_record(record).expect("written to memory");
        }
        String::from_utf8(out.into_inner().expect("written to memory")).expect("UTF-8")
    }
}

impl Case {
    pub fn plan(&self) -> Plan {
        let plan = analysis::plan(&self.survey, &self.request).expect("a sound request");
        Plan { dated: true, ..plan.counting(&self.pairs) }
    }

    /// What reading the export row by row counts.
    pub fn by_rows(&self) -> Counts {
        let stdin: Box<dyn std::io::Read + Send> = Box::new(Cursor::new(self.export.clone().into_bytes()));
        let options = OpenOptions { stdin: Some(stdin), ..OpenOptions::default() };
        let reader = open(&["-".to_owned()], &self.survey, options).unwrap_or_else(|faults| panic!("{faults:?}"));
        rows::count(&self.survey, &self.plan(), reader, 2).unwrap_or_else(|faults| panic!("{faults:?}"))
    }

    /// Counts that must mean the same as those of the rows.
    pub fn assert_same(&self, counts: Counts, engine: &str) {
        let rows = self.by_rows();
        self.assert_same_table(&rows, &counts, engine);
        let (rows, other) = (self.meaning(rows), self.meaning(counts));
        let around =
            |text: &str, at: usize| text.lines().skip(at.saturating_sub(60)).take(64).collect::<Vec<_>>().join("\n");
        if let Some(at) = rows.lines().zip(other.lines()).position(|(one, other)| one != other) {
            panic!("{}: rows\n{}\n{engine}\n{}", self.name, around(&rows, at), around(&other, at));
        }
        assert_eq!(rows.len(), other.len());
    }

    /// The count tables are the same, group by group; of comments only the length is unknown.
    fn assert_same_table(&self, rows: &Counts, counts: &Counts, engine: &str) {
        assert_eq!(rows.scale, counts.scale, "{}: {engine}", self.name);
        for grouping in &self.plan().groupings {
            let [own, other] = [rows, counts].map(|counts| named_groups(counts, grouping));
            assert!(own.keys().eq(other.keys()), "{}: {engine}, {grouping:?}", self.name);
            for (own, other) in own.values().zip(other.values()) {
                assert_eq!((own.complete, own.incomplete), (other.complete, other.incomplete));
                for (at, (own, other)) in own.questions.iter().zip(&other.questions).enumerate() {
                    let is_text = self.survey.questions.get(at).is_some_and(|question| question.kind == "text");
                    assert_eq!((&own.missing, own.valid), (&other.missing, other.valid), "{}: {engine}", self.name);
                    assert!(is_text || own.answers == other.answers, "{}: {engine}, question {at}", self.name);
                }
            }
        }
    }

    /// All that counts mean: the report and the check, without where the responses lie and how long comments are.
    pub fn meaning(&self, mut counts: Counts) -> String {
        counts.inputs.clear();
        counts.remarks.clear();
        let analysis = Analysis::new(&self.survey, self.request.clone(), &self.plan(), counts)
            .unwrap_or_else(|faults| panic!("{faults:?}"));
        let mut report = serde_json::to_value(analysis.report()).expect("JSON");
        let mut check = serde_json::to_value(analysis.check(false)).expect("JSON");
        let texts = self.survey.questions.iter().filter(|question| question.kind == "text");
        let texts: BTreeSet<&str> = texts.map(|question| question.id.as_str()).collect();
        forget(&mut report, &texts);
        forget(&mut check, &texts);
        format!("{report:#}\n{check:#}")
    }
}

/// The groups of a grouping by the names of their values: codes are given as values are met.
fn named_groups(counts: &Counts, grouping: &Grouping) -> BTreeMap<Vec<String>, GroupTally> {
    let name = |(key, code): (&Key, &u32)| match key {
        Key::Segment { at, .. } if *code != NOT_STATED => counts.labels[*at][*code as usize - 1].clone(),
        _ => code.to_string(),
    };
    let groups = counts.table.groups(grouping).expect("its groups").into_iter();
    groups.map(|group| (grouping.keys().iter().zip(&group.id).map(name).collect(), group)).collect()
}

/// Takes out what only rows can tell.
fn forget(value: &mut Value, texts: &BTreeSet<&str>) {
    match value {
        Value::Object(object) => {
            object.remove("unused_columns");
            if object.contains_key("reason") {
                object.remove("places");
            }
            if object.get("id").and_then(Value::as_str).is_some_and(|id| texts.contains(id)) {
                object.remove("meaning");
                if let Some(Value::Array(cells)) = object.get_mut("cells") {
                    cells.iter_mut().filter_map(Value::as_object_mut).for_each(|cell| {
                        cell.remove("estimates");
                    });
                }
            }
            object.values_mut().for_each(|value| forget(value, texts));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| forget(value, texts)),
        _ => {}
    }
}
