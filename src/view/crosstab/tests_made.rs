//! Every test of a question as a table, for those who want to see them all.

use super::association::{freedom, probability, short};
use super::names::banner_title;
use crate::results::{Banner, RowTests, Stub, TableTest, TestName};
use crate::view::number::decimal;
use crate::view::{EMPTY, Entry, Row, Table, clean};

/// Every test, banner by banner; `None` where none was made.
pub fn table(banners: &[Banner], stub: &Stub) -> Option<Table> {
    let each = banners.iter().zip(&stub.banners).flat_map(|(banner, figures)| {
        figures.tests.iter().flat_map(move |tests| tests.tests.iter().map(move |test| row(stub, banner, tests, test)))
    });
    let rows: Vec<Row> = each.collect();
    (!rows.is_empty()).then(|| Table {
        caption: "Tests".to_owned(),
        stubs: vec!["By".to_owned(), "Of".to_owned(), "Test".to_owned()],
        columns: ["statistic", "degrees of freedom", "p", "corrected p", "Cramér's V"].map(str::to_owned).to_vec(),
        rows,
        plot: None,
        note: String::new(),
    })
}

fn row(stub: &Stub, banner: &Banner, tests: &RowTests, test: &TableTest) -> Row {
    let of = tests.row.and_then(|row| stub.rows.get(row)).map(|row| clean(&row.label));
    let some = |text: Option<String>| Entry::Text(text.filter(|text| !text.is_empty()).unwrap_or(EMPTY.to_owned()));
    let p = |p: f64| probability(p).trim_start_matches("p ").trim_start_matches("= ").to_owned();
    Row {
        stubs: vec![banner_title(banner), of.unwrap_or_else(|| "all answers".to_owned()), name(test.name).to_owned()],
        entries: vec![
            some(test.statistic.map(short)),
            some(Some(freedom(test))),
            some(Some(p(test.p))),
            some(test.adjusted_p.map(p)),
            some(tests.cramers_v.map(|v| decimal(v, 2))),
        ],
        point: None,
    }
}

/// What a test is called.
#[must_use]
pub const fn name(test: TestName) -> &'static str {
    match test {
        TestName::Pearson => "Pearson's chi-squared",
        TestName::LikelihoodRatio => "Likelihood ratio",
        TestName::Fisher => "Fisher's exact test",
        TestName::RaoScottF => "Rao–Scott, second order",
        TestName::RaoScottChisq => "Rao–Scott, first order",
        TestName::Wald => "Wald",
        TestName::AdjustedWald => "Wald, adjusted",
        TestName::TrendOfShares => "Trend of shares",
        TestName::OneWayF => "Analysis of variance",
        TestName::WelchF => "Welch's analysis of variance",
        TestName::KruskalWallis => "Kruskal–Wallis",
        TestName::WaldF => "Wald, of means",
    }
}
