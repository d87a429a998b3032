//! Whether rows depend on columns: tests of a whole table, of options of several answers, and of means.

use super::table::Table;
use crate::metric::{self, DrawnAssociation, RowFigure, Subject};
use crate::results::{AssociationTest, RowKind, RowTests, TableTest, TestName};
use crate::stats::{self, Association, SeveralTest};
use crate::table::{Answers, QuestionTally, Tally};
use std::collections::BTreeMap;

/// A percentage is a proportion times this.
const PERCENT: f64 = 100.0;
/// Respondents up to which every table is tested exactly, too.
const SMALL: u64 = 200;

/// The tests of a question under a banner whose columns have nobody in common.
pub(super) fn row_tests(table: &Table) -> Vec<RowTests> {
    if table.columns.banner.overlapping || table.tested.len() < 2 {
        return Vec::new();
    }
    let (tally, parts) = table.question.without(&table.untested());
    let all = table.question.others(&tally, parts.as_ref());
    let columns = table.tested_subjects();
    let tester = Tester { table, columns: &columns, all: &all };
    let mut tests: Vec<RowTests> = match tally.answers {
        Answers::Coded(_) => tester.whole().into_iter().collect(),
        Answers::Multiple { .. } => tester.options(),
        Answers::Ranked(_) | Answers::Values(_) => Vec::new(),
    };
    let means = table.rows().iter().enumerate().filter(|(_, row)| row.kind.is_mean());
    tests.extend(means.filter_map(|(at, row)| tester.means(at, row)));
    tests
}

/// What tests go by.
struct Tester<'a> {
    table: &'a Table<'a>,
    /// The columns tested.
    columns: &'a [Subject<'a>],
    /// Everybody in them.
    all: &'a Subject<'a>,
}

impl Tester<'_> {
    /// The whole table of a question with one answer.
    fn whole(&self) -> Option<RowTests> {
        let options = |tally: &QuestionTally| match &tally.answers {
            Answers::Coded(options) => options.clone(),
            _ => Vec::new(),
        };
        let mut tests = self.shares(None, options)?;
        self.conclude(&mut tests);
        Some(tests)
    }

    /// Every option of a question with several answers, corrected for their number.
    fn options(&self) -> Vec<RowTests> {
        let rows = self.table.rows().iter().enumerate().filter(|(_, row)| row.kind == RowKind::Option);
        let of_option = |(option, (at, _)): (usize, (usize, &RowFigure))| {
            self.shares(Some(at), move |tally: &QuestionTally| match &tally.answers {
                Answers::Multiple { options, .. } => vec![options[option], tally.valid - options[option]],
                _ => Vec::new(),
            })
        };
        let mut tests: Vec<RowTests> = rows.enumerate().filter_map(of_option).collect();
        self.correct(&mut tests);
        for of_option in &mut tests {
            self.conclude(of_option);
        }
        tests
    }

    /// Corrects the p-values of each test for the number of options.
    fn correct(&self, tests: &mut [RowTests]) {
        let mut families: BTreeMap<u8, Vec<(usize, usize)>> = BTreeMap::new();
        for (at, of_row) in tests.iter().enumerate() {
            for (test, one) in of_row.tests.iter().enumerate() {
                families.entry(one.name as u8).or_default().push((at, test));
            }
        }
        for family in families.into_values() {
            let p: Vec<f64> = family.iter().map(|(at, test)| tests[*at].tests[*test].p).collect();
            for ((at, test), adjusted) in family.into_iter().zip(self.table.options().correction.adjusted(&p)) {
                tests[at].tests[test].adjusted_p = Some(adjusted);
            }
        }
    }

    /// Whether the leading test shows that rows depend on columns.
    fn conclude(&self, tests: &mut RowTests) {
        let level = 1.0 - self.table.question.frame().confidence;
        tests.related = tests.leading().is_some_and(|test| test.adjusted_p.unwrap_or(test.p) <= level);
    }

    /// The tests of a table of shares, `of` giving the rows of a column.
    fn shares(&self, row: Option<usize>, of: impl Fn(&QuestionTally) -> Vec<Tally>) -> Option<RowTests> {
        let columns: Vec<Vec<Tally>> = self.columns.iter().map(|column| of(column.tally)).collect();
        let rows = columns.first()?.len();
        let counts: Vec<Vec<u64>> = (0..rows).map(|row| columns.iter().map(|column| column[row].n).collect()).collect();
        let numbers: Vec<Vec<f64>> = counts.iter().map(|row| row.iter().map(|n| count(*n)).collect()).collect();
        let association = stats::association(&numbers)?;
        let mut tests = RowTests {
            row,
            base: counts.iter().flatten().sum(),
            columns: self.columns.len(),
            smallest_expected: Some(association.smallest_expected),
            expected_under_five: Some(PERCENT * association.under_five),
            sparse: association.is_sparse(),
            cramers_v: Some(association.cramers_v),
            design_effect: None,
            tests: Vec::new(),
            lead: None,
            related: false,
        };
        if self.table.is_weighted() {
            self.drawn(&mut tests, metric::drawn_association(self.columns, self.all, of)?);
            return Some(tests);
        }
        plain(&mut tests, &association, &counts);
        tests.tests.extend(self.trend(&numbers));
        if self.table.has_weights() {
            // All weigh the same: the corrections are there for whoever asks, and correct next to nothing.
            let found = metric::drawn_association(self.columns, self.all, of);
            tests.design_effect = found.and_then(|found| found.rao_scott).map(|corrected| corrected.design_effect);
            tests.tests.extend(found.iter().flat_map(corrections));
        }
        Some(tests)
    }

    /// Tests under weights or a design.
    fn drawn(&self, tests: &mut RowTests, found: DrawnAssociation) {
        tests.design_effect = found.rao_scott.map(|corrected| corrected.design_effect);
        tests.cramers_v = found.rao_scott.map(|corrected| corrected.cramers_v).or(tests.cramers_v);
        tests.tests.extend(corrections(&found));
        tests.tests.extend(found.rao_scott.map(|corrected| several(TestName::Pearson, corrected.uncorrected)));
        let wanted = match self.table.options().association {
            AssociationTest::F => TestName::RaoScottF,
            AssociationTest::Chisq => TestName::RaoScottChisq,
            AssociationTest::Wald => TestName::Wald,
            AssociationTest::Adjwald => TestName::AdjustedWald,
        };
        tests.lead = tests.tests.iter().position(|test| test.name == wanted);
    }

    /// Whether the share of the one of two rows rises or falls over ordered columns.
    fn trend(&self, numbers: &[Vec<f64>]) -> Option<TableTest> {
        let rows: Vec<&Vec<f64>> = numbers.iter().filter(|row| row.iter().any(|n| *n > 0.0)).collect();
        let ([one, other], true) = (rows.as_slice(), self.table.columns.banner.ordered) else { return None };
        let columns: Vec<(f64, f64)> = one.iter().zip(other.iter()).map(|(x, rest)| (*x, x + rest)).collect();
        let (x2, p) = stats::trend_of_shares(&columns).filter(|_| columns.len() > 2)?;
        let test = SeveralTest { statistic: x2, df: 1.0, df2: None, p };
        Some(several(TestName::TrendOfShares, test))
    }

    /// The tests of a mean.
    fn means(&self, at: usize, row: &RowFigure) -> Option<RowTests> {
        let mut tests = Vec::new();
        if self.table.is_weighted() {
            let found = metric::weighted_means_differ(row, self.columns, self.all);
            tests.extend(found.map(|test| several(TestName::WaldF, test)));
        } else {
            let found = metric::means_differ(row, self.columns, &self.ranked(row));
            let named = [
                (TestName::WelchF, found.welch),
                (TestName::OneWayF, found.one_way),
                (TestName::KruskalWallis, found.ranks),
            ];
            tests.extend(named.into_iter().filter_map(|(name, test)| Some(several(name, test?))));
        }
        let base = self.columns.iter().filter_map(|column| row.moments(column)).map(|moments| moments.n).sum::<f64>();
        let mut tests = RowTests {
            row: Some(at),
            base: whole(base),
            columns: self.columns.len(),
            smallest_expected: None,
            expected_under_five: None,
            sparse: false,
            cramers_v: None,
            design_effect: None,
            lead: (!tests.is_empty()).then_some(0),
            tests,
            related: false,
        };
        self.conclude(&mut tests);
        tests.lead.is_some().then_some(tests)
    }

    /// How often each value of a mean occurs in each column, values ascending; nothing where they are too many to be kept.
    fn ranked(&self, row: &RowFigure) -> Vec<Vec<f64>> {
        let mut values: BTreeMap<u64, (f64, Vec<f64>)> = BTreeMap::new();
        for (at, column) in self.columns.iter().enumerate() {
            let each: Vec<(f64, u64)> = match &column.tally.answers {
                Answers::Coded(options) => {
                    let worth = row.of_options(column).into_iter().zip(options);
                    worth.filter_map(|(x, tally)| Some((x?, tally.n))).collect()
                }
                Answers::Values(numbers) if numbers.precise.is_some() => return Vec::new(),
                Answers::Values(numbers) => numbers.iter().map(|(x, tally)| (*x, tally.n)).collect(),
                _ => return Vec::new(),
            };
            for (x, n) in each {
                let nobody = || (x, vec![0.0; self.columns.len()]);
                values.entry((x + 0.0).to_bits()).or_insert_with(nobody).1[at] += count(n);
            }
        }
        let mut values: Vec<(f64, Vec<f64>)> = values.into_values().collect();
        values.sort_by(|one, other| one.0.total_cmp(&other.0));
        values.into_iter().map(|(_, counts)| counts).collect()
    }
}

/// The tests that allow for weights or a design.
fn corrections(found: &DrawnAssociation) -> Vec<TableTest> {
    let of_rao_scott = found.rao_scott.into_iter().flat_map(|corrected| {
        [(TestName::RaoScottF, corrected.second_order), (TestName::RaoScottChisq, corrected.first_order)]
    });
    let of_wald = found.wald.into_iter().flat_map(|(wald, adjusted)| {
        [Some((TestName::Wald, wald)), adjusted.map(|test| (TestName::AdjustedWald, test))].into_iter().flatten()
    });
    of_rao_scott.chain(of_wald).map(|(name, test)| several(name, test)).collect()
}

/// Tests without weights: chi-squared, and Fisher's where the table is small or chi-squared rough.
fn plain(tests: &mut RowTests, association: &Association, counts: &[Vec<u64>]) {
    let Association { pearson, likelihood_ratio, df, pearson_p, likelihood_ratio_p, .. } = *association;
    let of = |statistic, p| SeveralTest { statistic, df, df2: None, p };
    tests.tests.push(several(TestName::Pearson, of(pearson, pearson_p)));
    tests.tests.push(several(TestName::LikelihoodRatio, of(likelihood_ratio, likelihood_ratio_p)));
    tests.lead = Some(0);
    if !association.is_sparse() && tests.base > SMALL {
        return;
    }
    if let Some(exact) = stats::fisher_exact_table(counts) {
        let draws = exact.draws.map(u64::from);
        let test = TableTest { statistic: None, df: None, draws, ..several(TestName::Fisher, of(0.0, exact.p)) };
        tests.lead = if association.is_sparse() { Some(tests.tests.len()) } else { Some(0) };
        tests.tests.push(test);
    }
}

const fn several(name: TestName, test: SeveralTest) -> TableTest {
    let SeveralTest { statistic, df, df2, p } = test;
    TableTest { name, statistic: Some(statistic), df: Some(df), df2, p, adjusted_p: None, draws: None }
}

#[expect(clippy::cast_precision_loss, reason = "counts of respondents")]
const fn count(n: u64) -> f64 {
    n as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of respondents")]
const fn whole(n: f64) -> u64 {
    n as u64
}
