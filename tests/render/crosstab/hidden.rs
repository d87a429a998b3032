//! What is hidden is in no output, whoever put the tables together.

use super::sample::{ordinary, published};
use super::{bytes, text};
use crate::render::workbook::parts_of;
use survey::chart::{self, Fonts};
use survey::render::{Format, Text};
use survey::results::{Base, BaseFlag, Crosstab, MeanCell, PairTest, TableCell};
use survey::view::{self, CrosstabPicture};

/// What the hidden numbers look like where they come through.
const TRACES: [&str; 6] = ["7354021", "7,354,021", "9271543", "9,271,543", "77.531", "3.739"];

/// Tables with numbers in a hidden column that occur nowhere else.
fn leaky() -> Crosstab {
    let mut crosstab = ordinary();
    let base = Base { unweighted: 9_271_543, weighted: 9_271_543.0, effective: 9_271_543.0 };
    let cell = TableCell {
        count: Some(7_354_021),
        weighted: Some(7_354_021.0),
        column_percent: Some(77.531),
        row_percent: Some(77.531),
        total_percent: Some(77.531),
        mean: Some(MeanCell { value: 3.739_17, sd: Some(3.739_17), se: Some(3.739_17), base }),
        letters: vec!["A".to_owned()],
        ..TableCell::default()
    };
    for stub in &mut crosstab.stubs {
        let column = &mut stub.banners[0].columns[3];
        assert!(column.suppressed);
        column.base = Some(base);
        column.flag = Some(BaseFlag::Small);
        column.cells.fill(cell.clone());
        stub.banners[0].pairs.push(PairTest {
            row: 0,
            one: 0,
            other: 3,
            statistic: 77.531,
            df: None,
            p: 0.0,
            adjusted_p: 0.0,
        });
    }
    crosstab
}

fn without_traces(name: &str, text: &str) {
    for trace in TRACES {
        assert!(!text.contains(trace), "{trace} in {name}:\n{text}");
    }
}

#[test]
fn a_hidden_number_is_in_no_text_page_or_workbook() {
    for format in Text::ALL {
        without_traces(format.name(), &text(&leaky(), format, 80));
    }
    without_traces("html", &String::from_utf8(bytes(&leaky(), Format::Html)).expect("text"));
    for (name, text) in parts_of(bytes(&leaky(), Format::Xlsx)) {
        without_traces(&name, &text);
    }
}

#[test]
fn a_hidden_number_is_in_no_picture() {
    let fonts = Fonts::new(None).expect("the bundled fonts load");
    let mut crosstab = leaky();
    crosstab.stubs.truncate(1);
    for picture in CrosstabPicture::ALL {
        for chart in view::crosstab_charts(&published(&crosstab), picture).expect("pictures") {
            without_traces(&chart.id, &format!("{:#?}", chart.spec));
            assert!(chart::svg(&chart.spec, &fonts).contains('*') || !chart.id.ends_with("site"));
        }
    }
}

#[test]
fn data_say_what_is_hidden_in_a_column_of_its_own() {
    let data = text(&ordinary(), Text::Csv, 80);
    let mut reader = csv::Reader::from_reader(data.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let at = |name: &str| header.iter().position(|found| found == name).unwrap_or_else(|| panic!("{name}"));
    let mut hidden = 0;
    for record in reader.records() {
        let record = record.expect("a record");
        let is_hidden = &record[at("suppressed")] == "true";
        assert_eq!(record[at("value")].is_empty(), is_hidden, "{record:?}");
        assert!(record[at("value")].is_empty() || record[at("value")].parse::<f64>().is_ok(), "{record:?}");
        hidden += usize::from(is_hidden);
    }
    assert_eq!(hidden, 8 + 4);
}
