//! Tables of two questions made by hand from counts, with the tests that such counts give.

use crate::render::sample;
use survey::analysis::publish_crosstab;
use survey::results::{
    AgainstRest, AssociationTest, Banner, BannerColumn, BannerKind, Base, BaseFlag, CROSSTAB_SCHEMA, CorrectedWithin,
    Crosstab, CrosstabSettings, LetterConvention, MeanCell, PairTest, PercentOf, PublishedCrosstab, RowKind, RowTests,
    Sense, Stub, StubBanner, StubColumn, StubRow, TableCell, TableTest, TestName, Unit, Value,
};
use survey::stats::{ColumnShare, adjusted_residuals, association, benjamini_hochberg, pooled_columns_test};

/// A banner by its columns.
pub fn banner(id: &str, title: &str, kind: BannerKind, columns: &[&str]) -> Banner {
    let column = |(at, name): (usize, &&str)| BannerColumn {
        letter: Some(char::from(b'A' + u8::try_from(at).expect("few columns")).to_string()),
        values: vec![Value::Named((*name).to_owned())],
    };
    Banner {
        id: id.to_owned(),
        titles: vec![title.to_owned()],
        kind,
        overlapping: false,
        ordered: false,
        columns: columns.iter().enumerate().map(column).collect(),
    }
}

/// A question before its figures.
pub struct Asked<'a> {
    pub id: &'a str,
    pub kind: &'a str,
    pub text: &'a str,
    pub multiple: bool,
    pub options: &'a [(&'a str, Sense)],
    /// Nets by what they are made of.
    pub nets: &'a [(&'a str, Sense, &'a [usize])],
    /// Scores of the options, with the name and unit of their mean.
    pub mean: Option<(&'a str, Unit, &'a [f64])>,
}

/// Answers of a column: how many there are of each option, and where options overlap the respondents behind them. `None`
/// is hidden.
pub type Counts<'a> = Option<&'a [u64]>;

fn to_f64(n: u64) -> f64 {
    f64::from(u32::try_from(n).expect("samples are small"))
}

/// A question in banners; the first entry of `counts` is everybody's.
pub fn stub(asked: &Asked, all: &[u64], banners: &[&[Counts]]) -> Stub {
    let rows = rows(asked);
    let base = |counts: &[u64]| counts.get(asked.options.len()).copied().unwrap_or_else(|| counts.iter().sum());
    let total = column(asked, &rows, Some(all), all, base(all), base);
    let of = |columns: &&[Counts]| of_banner(asked, &rows, all, columns, base);
    Stub {
        id: asked.id.to_owned(),
        grid: None,
        kind: asked.kind.to_owned(),
        text: asked.text.to_owned(),
        multiple: asked.multiple,
        ordered: asked.options.iter().any(|(_, sense)| *sense == Sense::Positive),
        banners: banners.iter().map(of).collect(),
        total,
        rows,
        cautions: Vec::new(),
    }
}

fn rows(asked: &Asked) -> Vec<StubRow> {
    let row = |kind, label: &str, unit, sense, of: &[usize]| StubRow {
        kind,
        label: label.to_owned(),
        unit,
        sense,
        of: of.to_vec(),
    };
    let options = asked.options.iter().map(|(label, sense)| row(RowKind::Option, label, Unit::Percent, *sense, &[]));
    let nets = asked.nets.iter().map(|(label, sense, of)| row(RowKind::Net, label, Unit::Percent, *sense, of));
    let mean = asked.mean.iter().map(|(label, unit, _)| {
        let kind = if *unit == Unit::Points { RowKind::Score } else { RowKind::Mean };
        row(kind, label, unit.clone(), Sense::Undeclared, &[])
    });
    options.chain(nets).chain(mean).collect()
}

/// Respondents of a row: of an option or of all options of a net.
fn count_in(rows: &[StubRow], counts: &[u64], at: usize) -> u64 {
    let of = &rows[at].of;
    if of.is_empty() { counts[at] } else { of.iter().map(|option| counts[*option]).sum() }
}

fn column(
    asked: &Asked,
    rows: &[StubRow],
    counts: Counts,
    all: &[u64],
    everybody: u64,
    base: impl Fn(&[u64]) -> u64,
) -> StubColumn {
    let Some(counts) = counts else {
        return StubColumn { suppressed: true, base: None, flag: None, cells: vec![TableCell::default(); rows.len()] };
    };
    let n = base(counts);
    let base = Base { unweighted: n, weighted: to_f64(n), effective: to_f64(n) };
    let cell = |at: usize| {
        if rows[at].kind.is_mean() {
            let mean = asked.mean.as_ref().map(|(_, _, scores)| mean(scores, counts, base));
            return TableCell { mean, ..TableCell::default() };
        }
        let count = count_in(rows, counts, at);
        TableCell {
            count: Some(count),
            weighted: Some(to_f64(count)),
            column_percent: Some(100.0 * to_f64(count) / to_f64(n)),
            row_percent: Some(100.0 * to_f64(count) / to_f64(count_in(rows, all, at)).max(1.0)),
            total_percent: Some(100.0 * to_f64(count) / to_f64(everybody)),
            ..TableCell::default()
        }
    };
    let flag = match n {
        0..30 => Some(BaseFlag::VerySmall),
        30..100 => Some(BaseFlag::Small),
        _ => None,
    };
    StubColumn { suppressed: false, base: Some(base), flag, cells: (0..rows.len()).map(cell).collect() }
}

fn mean(scores: &[f64], counts: &[u64], base: Base) -> MeanCell {
    let weighed = || scores.iter().zip(counts).map(|(score, count)| (*score, to_f64(*count)));
    let n: f64 = weighed().map(|(_, count)| count).sum();
    let value = weighed().map(|(score, count)| score * count).sum::<f64>() / n;
    let squares: f64 = weighed().map(|(score, count)| count * (score - value) * (score - value)).sum();
    let sd = (squares / (n - 1.0)).sqrt();
    MeanCell { value, sd: Some(sd), se: Some(sd / n.sqrt()), base }
}

fn of_banner(
    asked: &Asked,
    rows: &[StubRow],
    all: &[u64],
    columns: &[Counts],
    base: impl Fn(&[u64]) -> u64 + Copy,
) -> StubBanner {
    let everybody = base(all);
    let mut made: Vec<StubColumn> =
        columns.iter().map(|counts| column(asked, rows, *counts, all, everybody, base)).collect();
    let shown: Vec<usize> = (0..made.len()).filter(|at| !made[*at].suppressed).collect();
    let pairs = pairs(rows, &mut made, &shown);
    let tests = tests(asked, columns, &shown);
    rest(rows, &mut made, &shown);
    StubBanner { columns: made, tests, pairs, cautions: Vec::new() }
}

fn share(column: &StubColumn, row: usize) -> ColumnShare {
    let base = column.base.expect("a column that is shown").weighted;
    ColumnShare { p: column.cells[row].column_percent.expect("a share") / 100.0, base, effective: base }
}

/// Pairs by the pooled z, corrected within the table; letters follow.
fn pairs(rows: &[StubRow], columns: &mut [StubColumn], shown: &[usize]) -> Vec<PairTest> {
    let mut pairs = Vec::new();
    for row in (0..rows.len()).filter(|row| !rows[*row].kind.is_mean()) {
        for (at, one) in shown.iter().enumerate() {
            for other in &shown[at + 1..] {
                let test = pooled_columns_test(share(&columns[*one], row), share(&columns[*other], row));
                pairs.extend(test.map(|test| PairTest {
                    row,
                    one: *one,
                    other: *other,
                    statistic: test.statistic,
                    df: None,
                    p: test.p,
                    adjusted_p: test.p,
                }));
            }
        }
    }
    let adjusted = benjamini_hochberg(&pairs.iter().map(|pair| pair.p).collect::<Vec<_>>());
    for (pair, p) in pairs.iter_mut().zip(adjusted) {
        pair.adjusted_p = p;
        let (high, low) = if pair.statistic > 0.0 { (pair.one, pair.other) } else { (pair.other, pair.one) };
        let letter = char::from(b'A' + u8::try_from(low).expect("few columns"));
        let letter = if p < 0.05 { letter } else { letter.to_ascii_lowercase() };
        if p < 0.1 {
            columns[high].cells[pair.row].letters.push(letter.to_string());
        }
    }
    pairs
}

fn tests(asked: &Asked, columns: &[Counts], shown: &[usize]) -> Vec<RowTests> {
    if asked.multiple || shown.len() < 2 {
        return Vec::new();
    }
    let counts = |option: usize| shown.iter().map(move |at| columns[*at].map_or(0.0, |counts| to_f64(counts[option])));
    let table: Vec<Vec<f64>> = (0..asked.options.len()).map(|option| counts(option).collect()).collect();
    let Some(found) = association(&table) else { return Vec::new() };
    let test = |name, statistic, p| TableTest {
        name,
        statistic: Some(statistic),
        df: Some(found.df),
        df2: None,
        p,
        adjusted_p: None,
        draws: None,
    };
    vec![RowTests {
        row: None,
        base: shown.iter().filter_map(|at| columns[*at]).flatten().sum(),
        columns: shown.len(),
        smallest_expected: Some(found.smallest_expected),
        expected_under_five: Some(100.0 * found.under_five),
        sparse: found.is_sparse(),
        cramers_v: Some(found.cramers_v),
        design_effect: None,
        tests: vec![
            test(TestName::Pearson, found.pearson, found.pearson_p),
            test(TestName::LikelihoodRatio, found.likelihood_ratio, found.likelihood_ratio_p),
        ],
        lead: Some(0),
        related: found.pearson_p < 0.05,
    }]
}

/// Every column against the others together: the adjusted residual of its row against everything else.
fn rest(rows: &[StubRow], columns: &mut [StubColumn], shown: &[usize]) {
    for row in (0..rows.len()).filter(|row| !rows[*row].kind.is_mean()) {
        let n = |at: usize| columns[at].base.map_or(0.0, |base| base.weighted);
        let x = |at: usize| columns[at].cells[row].weighted.unwrap_or_default();
        let table = [shown.iter().map(|at| x(*at)).collect(), shown.iter().map(|at| n(*at) - x(*at)).collect()];
        let residuals = adjusted_residuals(&table);
        let (all, of_all): (f64, f64) = (shown.iter().map(|at| x(*at)).sum(), shown.iter().map(|at| n(*at)).sum());
        let values: Vec<f64> = shown.iter().map(|at| 100.0 * (all - x(*at)) / (of_all - n(*at)).max(1.0)).collect();
        for ((at, residual), value) in shown.iter().zip(&residuals[0]).zip(values) {
            let Some(statistic) = *residual else { continue };
            // Two columns of one z would be as many tests; three standard errors stand for any correction here.
            let adjusted_p = if statistic.abs() > 2.8 { 0.01 } else { 0.2 };
            let cell = &mut columns[*at].cells[row];
            cell.residual = Some(statistic);
            cell.rest = Some(AgainstRest { value, statistic, df: None, p: adjusted_p / 4.0, adjusted_p });
        }
    }
}

/// Tables of these questions under these banners.
pub fn crosstab(banners: Vec<Banner>, stubs: Vec<Stub>) -> Crosstab {
    let report = sample::report(Vec::new());
    Crosstab {
        schema: CROSSTAB_SCHEMA.to_owned(),
        version: "0.1.0".to_owned(),
        survey: report.survey,
        settings: CrosstabSettings {
            confidence: 95.0,
            lower_level: Some(90.0),
            letters: LetterConvention::Spss,
            correction: "bh".to_owned(),
            within: CorrectedWithin::Table,
            percent: PercentOf::Column,
            flag_bases: [30, 100],
            association: AssociationTest::F,
            weighted: false,
            design_based: false,
            minimum_base: 10,
            filters: Vec::new(),
        },
        inputs: report.inputs,
        accounting: report.accounting,
        banners,
        stubs,
        cautions: Vec::new(),
    }
}

/// The tables as they may be shown.
pub fn published(crosstab: &Crosstab) -> PublishedCrosstab {
    publish_crosstab(crosstab.clone())
}

/// Hair by eyes and by sex: R's `HairEyeColor`, both questions plain ones; and how satisfied people are, in sites of which
/// one is hidden.
pub fn ordinary() -> Crosstab {
    use Sense::{Negative, Neutral, Positive, Undeclared};
    let banners = vec![
        banner("site", "Site", BannerKind::Segment, &["Northgate", "Mill Lane", "Riverside", "Harbour Branch"]),
        banner("age", "Age", BannerKind::Segment, &["16–34", "35–64", "65 and over"]),
        banner("seen", "Were you seen at the time of your appointment?", BannerKind::Question, &["Yes", "No"]),
    ];
    let overall = Asked {
        id: "overall",
        kind: "rating",
        text: "Overall, how would you describe your experience of our practice?",
        multiple: false,
        options: &[
            ("Very good", Positive),
            ("Good", Positive),
            ("Neither good nor poor", Neutral),
            ("Poor", Negative),
            ("Very poor", Negative),
        ],
        nets: &[("Good + Very good", Positive, &[0, 1]), ("Poor + Very poor", Negative, &[3, 4])],
        mean: Some(("Mean score", Unit::Score, &[5.0, 4.0, 3.0, 2.0, 1.0])),
    };
    let overall = stub(
        &overall,
        &[180, 124, 52, 28, 20],
        &[
            &[Some(&[92, 40, 10, 4, 2]), Some(&[52, 46, 18, 10, 4]), Some(&[20, 24, 20, 12, 13]), None],
            &[Some(&[30, 41, 22, 14, 11]), Some(&[80, 55, 18, 8, 6]), Some(&[70, 28, 12, 6, 3])],
            &[Some(&[170, 96, 24, 10, 6]), Some(&[6, 9, 8, 3, 1])],
        ],
    );
    let reasons = Asked {
        id: "reasons",
        kind: "multiple",
        text: "What mattered most to you?",
        multiple: true,
        options: &[
            ("The time I waited for my appointment", Undeclared),
            ("The staff who looked after me", Undeclared),
            ("Cleanliness", Undeclared),
            ("How well the practice communicated with my family, my carers and the hospital about my care", Undeclared),
        ],
        nets: &[],
        mean: None,
    };
    let reasons = stub(
        &reasons,
        &[201, 318, 77, 42, 405],
        &[
            &[Some(&[60, 118, 20, 10, 148]), Some(&[70, 101, 27, 12, 131]), Some(&[66, 81, 25, 18, 90]), None],
            &[Some(&[80, 110, 20, 15, 119]), Some(&[71, 120, 31, 13, 167]), Some(&[50, 88, 26, 14, 119])],
            &[Some(&[160, 240, 50, 24, 306]), Some(&[20, 9, 2, 1, 27])],
        ],
    );
    crosstab(banners, vec![overall, reasons])
}

/// R's `HairEyeColor`, both sexes.
pub fn hair_and_eyes() -> Crosstab {
    let hair = Asked {
        id: "hair",
        kind: "single",
        text: "Hair",
        multiple: false,
        options: &[
            ("Black", Sense::Undeclared),
            ("Brown", Sense::Undeclared),
            ("Red", Sense::Undeclared),
            ("Blond", Sense::Undeclared),
        ],
        nets: &[],
        mean: None,
    };
    let columns: &[Counts] =
        &[Some(&[68, 119, 26, 7]), Some(&[20, 84, 17, 94]), Some(&[15, 54, 14, 10]), Some(&[5, 29, 14, 16])];
    let stub = stub(&hair, &[108, 286, 71, 127], &[columns]);
    crosstab(vec![banner("eyes", "Eyes", BannerKind::Segment, &["Brown", "Blue", "Hazel", "Green"])], vec![stub])
}
