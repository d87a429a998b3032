//! From the text of an export to counts: for every key that a definition can name, rows counted are rows grouped by polars.

use crate::support::Fixture;
use polars::prelude::{Column as Series, DataFrame, IntoLazy, SortMultipleOptions, col};
use proptest::collection::vec;
use proptest::prelude::*;
use survey::analysis::{Request, plan};
use survey::definition::{self, Survey};
use survey::plan::{Grouping, Key, NOT_STATED};
use survey::responses::{OpenOptions, open};
use survey::rows::{Counts, count};
use survey::table::Answers;

const SURVEY: &str = r#"
survey: clinic
submitted: When
weight: Weight
questions:
  recommend: { kind: nps, column: Q1 }
  mean: { kind: rating, min: 0, max: 10, column: Q1, shared: true }
  reasons: { kind: multiple, column: Q2, options: [Pain, Letter, Check-up], separator: ";" }
  wait: { kind: number, column: Q3 }
  came_on: { kind: date, column: Q4 }
segments:
  site: { column: Site, options: [North, South, East] }
  region: Region
  practice: Practice
  age: { column: Age, bands: [0, 35, 65] }
  reason: { question: reasons }
  score: { question: recommend }
  waited: { question: wait, bands: [0, 15, 30] }
  month: { question: came_on, bands: month }
  early: { question: came_on, bands: [2026-02-01, 2026-04-01] }
  hour: { by: hour }
  weekday: { by: weekday }
  export: { by: file }
design: { strata: region, clusters: practice }
disclosure: { minimum: 1 }
"#;

/// What is crossed with what.
const CROSSES: [&[&str]; 18] = [
    &[],
    &["site"],
    &["region"],
    &["practice"],
    &["age"],
    &["reason"],
    &["score"],
    &["waited"],
    &["month"],
    &["early"],
    &["hour"],
    &["weekday"],
    &["export"],
    &["region", "practice"],
    &["hour", "weekday"],
    &["site", "reason"],
    &["month", "reason", "age"],
    &["export", "waited", "score"],
];

/// One response, before it is written down.
#[derive(Debug, Clone)]
struct Response {
    is_second: bool,
    weight: u8,
    day: u8,
    hour: u8,
    score: Option<u8>,
    reasons: [bool; 3],
    wait: Option<u8>,
    came: Option<(u8, u8)>,
    place: (u8, u8, u8),
    age: u8,
}

fn response() -> impl Strategy<Value = Response> {
    let times = (1..=28u8, 0..24u8, proptest::option::of((1..=5u8, 1..=28u8)));
    let answers = (proptest::option::of(0..=10u8), any::<[bool; 3]>(), proptest::option::of(0..60u8));
    (any::<bool>(), 0..4u8, times, answers, (0..4u8, 0..3u8, 0..5u8), 0..100u8).prop_map(
        |(is_second, weight, (day, hour, came), (score, reasons, wait), place, age)| {
            let came = came.filter(|(month, _)| *month > 1);
            Response { is_second, weight, day, hour, score, reasons, wait, came, place, age }
        },
    )
}

const REASONS: [&str; 3] = ["Pain", "Letter", "Check-up"];
const SITES: [&str; 4] = ["", "North", "South", "East"];
const REGIONS: [&str; 3] = ["", "Coast", "Hills"];
const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

impl Response {
    fn written(&self) -> String {
        let number = |number: Option<u8>| number.map_or_else(String::new, |number| number.to_string());
        let came = self.came.map_or_else(String::new, |(month, day)| format!("2026-{month:02}-{day:02}"));
        let (site, region, _) = self.place;
        format!(
            "2026-03-{:02} {:02}:30:00,{},{},{},{},{came},{},{},{},{}\n",
            self.day,
            self.hour,
            f64::from(self.weight) / 2.0,
            number(self.score),
            self.reasons().join(";"),
            number(self.wait),
            SITES[usize::from(site)],
            REGIONS[usize::from(region)],
            self.practice(),
            self.age,
        )
    }

    fn practice(&self) -> String {
        if self.place.2 == 0 { String::new() } else { format!("P{}", self.place.2) }
    }

    fn reasons(&self) -> Vec<&'static str> {
        REASONS.iter().zip(self.reasons).filter(|(_, is_chosen)| *is_chosen).map(|(reason, _)| *reason).collect()
    }

    /// The groups of a segment that it is in; nothing where that is not known.
    fn groups(&self, segment: &str) -> Vec<String> {
        let one = |text: &str| vec![text.to_owned()];
        let none = String::new;
        match segment {
            "site" => one(SITES[usize::from(self.place.0)]),
            "region" => one(REGIONS[usize::from(self.place.1)]),
            "practice" => vec![self.practice()],
            "age" => one(["0–34", "35–64", "65+"][usize::from(self.age >= 35) + usize::from(self.age >= 65)]),
            "reason" if self.reasons().is_empty() => vec![none()],
            "reason" => self.reasons().into_iter().map(str::to_owned).collect(),
            "score" => vec![self.score.map_or_else(none, |score| score.to_string())],
            "waited" => {
                let band =
                    |wait| ["0–14", "15–29", "30+"][usize::from(wait >= 15) + usize::from(wait >= 30)].to_owned();
                vec![self.wait.map_or_else(none, band)]
            }
            "month" => vec![self.came.map_or_else(none, |(month, _)| format!("2026-{month:02}"))],
            "early" => {
                let band =
                    |(month, _)| if month < 4 { "2026-02-01 to 2026-03-31" } else { "from 2026-04-01" }.to_owned();
                vec![self.came.map_or_else(none, band)]
            }
            "hour" => vec![format!("{:02}:00", self.hour)],
            // The first of March 2026 is a Sunday.
            "weekday" => one(DAYS[usize::from(self.day - 1) % 7]),
            _ => one(["one.csv", "two.csv"][usize::from(self.is_second)]),
        }
    }
}

/// A group by the names of its values, an answer, respondents, and Σ weight in halves.
type Cell = (Vec<String>, String, i64, i64);

/// The cells of the first question as polars groups the responses.
fn grouped(responses: &[Response], cross: &[&str]) -> Vec<Cell> {
    let mut texts: Vec<Vec<String>> = vec![Vec::new(); cross.len() + 1];
    let (mut n, mut w) = (Vec::new(), Vec::new());
    for response in responses {
        let mut groups: Vec<Vec<String>> = vec![Vec::new()];
        for segment in cross {
            let with = |group: &Vec<String>| {
                let each = response.groups(segment).into_iter();
                each.map(|value| [&group[..], &[value]].concat()).collect::<Vec<_>>()
            };
            groups = groups.iter().flat_map(with).collect();
        }
        for group in groups.into_iter().filter(|_| response.score.is_some()) {
            let answer = response.score.map(|score| score.to_string());
            texts.iter_mut().zip(group.into_iter().chain(answer)).for_each(|(column, cell)| column.push(cell));
            n.push(1i64);
            w.push(i64::from(response.weight));
        }
    }
    let by: Vec<String> = (0..texts.len()).map(|at| format!("key_{at}")).collect();
    let height = n.len();
    let mut columns: Vec<Series> =
        by.iter().zip(texts).map(|(name, texts)| Series::new(name.as_str().into(), texts)).collect();
    columns.extend([Series::new("n".into(), n), Series::new("w".into(), w)]);
    let frame = DataFrame::new(height, columns).expect("a frame").lazy();
    let frame = frame.group_by(by.iter().map(|name| col(name.as_str())).collect::<Vec<_>>());
    let frame = frame.agg([col("n").sum(), col("w").sum()]).sort(by.clone(), SortMultipleOptions::default());
    let frame = frame.collect().expect("a group_by");
    let text = |name: &str, at: usize| {
        frame.column(name).expect("a column").str().expect("texts").get(at).unwrap_or_default().to_owned()
    };
    let number =
        |name: &str, at: usize| frame.column(name).expect("a column").i64().expect("numbers").get(at).unwrap_or(-1);
    let cell = |at: usize| {
        let mut group: Vec<String> = by.iter().map(|name| text(name, at)).collect();
        let answer = group.pop().unwrap_or_default();
        (group, answer, number("n", at), number("w", at))
    };
    let mut cells: Vec<Cell> = (0..frame.height()).map(cell).collect();
    cells.sort();
    cells
}

/// The same cells as rows are counted, of the question at a position.
fn counted(survey: &Survey, counts: &Counts, cross: &[&str], question: usize) -> Vec<Cell> {
    let keys: Vec<Key> = cross.iter().map(|id| survey.segment_key(id).expect("a segment")).collect();
    let grouping = Grouping::new(keys);
    let name = |key: &Key, code: u32| match key {
        _ if code == NOT_STATED => String::new(),
        Key::Segment { at, .. } => counts.labels[*at][code as usize - 1].clone(),
        Key::Wave(_) | Key::Side(_) | Key::Answer { .. } => unreachable!("segments only"),
    };
    // Keys stand in an order of their own.
    let order: Vec<usize> = cross
        .iter()
        .map(|id| {
            let key = survey.segment_key(id).expect("a segment");
            grouping.keys().iter().position(|of| *of == key).expect("one of the keys")
        })
        .collect();
    let mut cells = Vec::new();
    for group in counts.table.groups(&grouping).expect("its groups") {
        let names: Vec<String> = order.iter().map(|at| name(&grouping.keys()[*at], group.id[*at])).collect();
        let Answers::Coded(options) = &group.questions[question].answers else { panic!("a coded question") };
        for (answer, tally) in options.iter().enumerate().filter(|(_, tally)| tally.n > 0) {
            let halves = i64::try_from(tally.w.0 / (10i128.pow(12) / 2)).expect("few");
            cells.push((names.clone(), answer.to_string(), tally.n.cast_signed(), halves));
        }
    }
    cells.sort();
    cells
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn rows_counted_are_rows_grouped(responses in vec(response(), 1..150), threads in 1..4usize) {
        let survey = definition::parse(SURVEY.as_bytes(), "survey.yaml").expect("a sound definition");
        let header = "When,Weight,Q1,Q2,Q3,Q4,Site,Region,Practice,Age\n";
        let file = |is_second: bool| {
            let own = responses.iter().filter(|response| response.is_second == is_second);
            header.to_owned() + &own.map(Response::written).collect::<String>()
        };
        let fixture = Fixture::new().file("one.csv", file(false).as_bytes()).file("two.csv", file(true).as_bytes());
        let names = ["one.csv", "two.csv"].map(|name| fixture.path(name).display().to_string());
        let by = CROSSES.iter().filter(|cross| !cross.is_empty()).map(|cross| cross.join(":")).collect();
        let request = Request { by, allow_empty: true, ..Request::default() };
        let plan = plan(&survey, &request).expect("a plan");
        let reader = open(&names, &survey, OpenOptions { carefully: true, ..OpenOptions::default() }).expect("exports");
        let counts = count(&survey, &plan, reader, threads).expect("counts");
        for cross in CROSSES {
            let expected = grouped(&responses, cross);
            prop_assert_eq!(&counted(&survey, &counts, cross, 0), &expected, "{:?}", cross);
            prop_assert_eq!(&counted(&survey, &counts, cross, 1), &expected, "the same column, read once more: {:?}", cross);
        }
    }
}
