//! Tables of two questions through the command line, against R and published values.
//! What needs R's `survey` is in
//! `crosstab.R`, which made `crosstab.txt` of `crosstab.csv`.

use super::{NINE_DIGITS, assert_close};
use crate::support::Fixture;
use std::fmt::Write as _;
use survey::results::{Crosstab, PairTest, RowTests, Stub, TableTest, TestName, Value};

/// The tables that these arguments give.
fn tables(fixture: &Fixture, arguments: &[&str]) -> Crosstab {
    let fixed = ["crosstab", "survey.yaml", "export.csv", "-f", "json"];
    let printed = fixture.run(&[&fixed, arguments].concat()).ok();
    serde_json::from_str(&printed).expect("tables")
}

/// A survey of two questions, `row` and `column`, with these counts of both.
fn counted(rows: &[&str], columns: &[&str], counts: &[&[usize]]) -> Fixture {
    let survey = format!(
        "survey: two\nquestions:\n  row: {{ kind: single, column: r, options: [{}] }}\n  column: {{ kind: single, column: c, \
         options: [{}] }}\ndisclosure: {{ minimum: 1 }}\n",
        rows.join(", "),
        columns.join(", ")
    );
    let mut export = String::from("r,c\n");
    for (row, counts) in rows.iter().zip(counts) {
        for (column, count) in columns.iter().zip(*counts) {
            (0..*count).for_each(|_| writeln!(export, "{row},{column}").expect("a line"));
        }
    }
    Fixture::new().survey(&survey).csv(&export)
}

/// R's `apply(HairEyeColor, c(1, 2), sum)`.
fn hair_by_eyes() -> Fixture {
    counted(
        &["Black", "Brown", "Red", "Blond"],
        &["Brown", "Blue", "Hazel", "Green"],
        &[&[68, 20, 15, 5], &[119, 84, 54, 29], &[26, 17, 14, 14], &[7, 94, 10, 16]],
    )
}

const BY_COLUMN: [&str; 4] = ["--rows", "row", "--columns", "column"];

/// The letters of a stub under its only banner, row by row, `.` for none.
fn letters(stub: &Stub) -> Vec<Vec<String>> {
    let columns = &stub.banners[0].columns;
    let cell = |row: usize, at: usize| match columns[at].cells[row].letters.concat() {
        none if none.is_empty() => ".".to_string(),
        some => some,
    };
    (0..stub.rows.len()).map(|row| (0..columns.len()).map(|at| cell(row, at)).collect()).collect()
}

fn test_of(tests: &RowTests, name: TestName) -> TableTest {
    *tests.tests.iter().find(|test| test.name == name).unwrap_or_else(|| panic!("{name:?} in {tests:?}"))
}

#[track_caller]
fn assert_test(test: TableTest, statistic: f64, df: f64, p: f64) {
    assert_close(test.statistic.expect("a statistic"), statistic, NINE_DIGITS);
    assert_close(test.df.expect("degrees of freedom"), df, NINE_DIGITS);
    assert!((test.p / p - 1.0).abs() < NINE_DIGITS, "{} is not {p}", test.p);
}

fn pair(pairs: &[PairTest], row: usize, one: usize, other: usize) -> PairTest {
    *pairs.iter().find(|pair| (pair.row, pair.one, pair.other) == (row, one, other)).expect("the pair")
}

/// R 4.2.2: `chisq.test`, its G² and `stdres`, percentages, `prop.test`-like pooled z of each column and the others.
#[test]
fn hair_and_eyes_are_as_in_r() {
    let found = tables(&hair_by_eyes(), &[&BY_COLUMN[..], &["--correction", "none"]].concat());
    let (stub, banner) = (&found.stubs[0], &found.stubs[0].banners[0]);
    assert_eq!(found.banners[0].columns[1].values, [Value::Named("Blue".to_string())]);
    let tests = &banner.tests[0];
    assert_test(test_of(tests, TestName::Pearson), 138.289_841_626, 9.0, 2.325_286_787_1e-25);
    assert_test(test_of(tests, TestName::LikelihoodRatio), 146.443_578_465, 9.0, 4.805_583_669_82e-27);
    assert_close(tests.smallest_expected.expect("an expected count"), 7.675_675_675_68, NINE_DIGITS);
    assert_close(tests.cramers_v.expect("Cramér's V"), 0.279_044_623_343, NINE_DIGITS);
    assert!(tests.related && !tests.sparse && tests.leading().is_some_and(|test| test.name == TestName::Pearson));
    let percent = [
        [30.909_091, 9.302_326, 16.129_03, 7.8125],
        [54.090_909, 39.069_767, 58.064_52, 45.3125],
        [11.818_182, 7.906_977, 15.053_76, 21.875],
        [3.181_818, 43.720_930, 10.752_69, 25.0],
    ];
    let residuals = [
        [6.136_519_7, -4.253_816, -0.575_026_1, -2.287_896_0],
        [2.164_282_4, -3.397_883, 2.050_216_2, -0.508_263_0],
        [-0.100_824_2, -2.311_052, 0.989_511_8, 2.576_568_6],
        [-8.328_248_3, 9.967_550, -2.737_977_0, 0.732_023_2],
    ];
    let rest_p = [
        [8.434_891_152_93e-10, 2.101_584_583_93e-5, 0.565_273_671_777, 0.022_143_577_257_1],
        [0.030_442_684_220_2, 0.000_679_095_090_647, 0.040_343_337_197, 0.611_268_905_203],
        [0.919_690_003_141, 0.020_829_968_543_9, 0.322_412_801_76, 0.009_978_640_390_88],
        [8.204_727_026_15e-17, 2.113_783_684_01e-23, 0.006_181_840_327_29, 0.464_154_416_211],
    ];
    for row in 0..4 {
        for column in 0..4 {
            let cell = &banner.columns[column].cells[row];
            // Printed with seven digits.
            assert_close(cell.column_percent.expect("a percentage"), percent[row][column], 1e-6);
            let residual = cell.residual.expect("a residual");
            assert_close(residual, residuals[row][column], 1e-6);
            let rest = cell.rest.expect("a test against the rest");
            assert_close(rest.statistic, residual, NINE_DIGITS);
            assert!((rest.p / rest_p[row][column] - 1.0).abs() < NINE_DIGITS, "{} in {row}, {column}", rest.p);
        }
    }
    let rest = banner.columns[0].cells[0].rest.expect("a test against the rest");
    assert_close(rest.value, 10.752_688_172, NINE_DIGITS);
    let black = &stub.total.cells[0];
    assert_eq!((black.count, stub.total.base.map(|base| base.unweighted)), (Some(108), Some(592)));
    assert_close(banner.columns[0].cells[0].row_percent.expect("of the row"), 100.0 * 68.0 / 108.0, NINE_DIGITS);
    assert_close(banner.columns[0].cells[0].total_percent.expect("of all"), 100.0 * 68.0 / 592.0, NINE_DIGITS);
}

/// R 4.2.2: p of the unpooled t and of the pooled z of every two columns, and letters without and with corrections.
#[test]
fn letters_of_hair_and_eyes_are_as_in_r() {
    let unpooled = [
        [9.583_125_122e-9, 0.002_906_861_209, 8.141_899_182e-7, 0.113_213_421_6, 0.702_446_931, 0.103_587_436_2],
        [0.001_596_475_929, 0.516_722_276_2, 0.215_500_367_7, 0.002_033_455_801, 0.377_084_102_3, 0.115_484_441_3],
        [0.170_701_215_4, 0.452_308_338_1, 0.073_952_139_78, 0.085_283_217_46, 0.011_425_803_91, 0.285_173_018_6],
        [
            3.627_097_302e-26,
            0.027_723_755_27,
            0.000_103_628_708_6,
            1.074_680_372e-11,
            0.003_637_865_07,
            0.024_986_555_21,
        ],
    ];
    let pooled = [
        [2.039_026_91e-8, 0.006_788_161_166, 0.000_198_125_567_9, 0.083_071_983_86, 0.714_126_777_8, 0.124_575_624_2],
        [0.001_691_293_75, 0.518_192_350_8, 0.215_974_682_7, 0.002_087_073_754, 0.371_811_668_8, 0.115_738_517_5],
        [0.171_783_177_2, 0.433_304_935_5, 0.041_788_773_79, 0.055_629_043_4, 0.001_800_366_268, 0.272_570_835],
        [1.351_632_467e-23, 0.006_916_253_542, 1.790_417_478e-8, 1.943_643_041e-8, 0.007_139_001_553, 0.018_280_318_38],
    ];
    let pairs = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)];
    let fixture = hair_by_eyes();
    for (convention, known) in [("crunch", unpooled), ("spss", pooled)] {
        let found = tables(&fixture, &[&BY_COLUMN[..], &["--correction", "none", "--letters", convention]].concat());
        for (row, known) in known.iter().enumerate() {
            for ((one, other), known) in pairs.iter().zip(known) {
                let p = pair(&found.stubs[0].banners[0].pairs, row, *one, *other).p;
                // Printed with ten digits.
                assert!((p / known - 1.0).abs() < 5e-9, "{convention} {row}, {one} and {other}: {p} is not {known}");
            }
        }
    }
    let base = [["BCD", ".", ".", "."], ["B", ".", "B", "."], [".", ".", ".", "B"], [".", "ACD", "A", "AC"]];
    let mut red = base;
    red[2] = [".", ".", ".", "AB"];
    let mut row_bonferroni = base;
    row_bonferroni[3] = [".", "ACD", "A", "A"];
    let strict = [["BD", ".", ".", "."], ["B", ".", ".", "."], [".", ".", ".", "B"], [".", "AC", ".", "A"]];
    let mut by_holm = strict;
    by_holm[1] = ["B", ".", "B", "."];
    for (convention, correction, within, expected) in [
        ("crunch", "none", "row", base),
        ("spss", "none", "row", red),
        ("spss", "bonferroni", "row", row_bonferroni),
        ("spss", "bonferroni", "table", strict),
        ("spss", "holm", "row", base),
        ("spss", "holm", "table", by_holm),
        ("spss", "bh", "row", base),
        ("spss", "bh", "table", base),
    ] {
        let how = ["--letters", convention, "--correction", correction, "--within", within, "--lower-level", "95"];
        let found = tables(&fixture, &[&BY_COLUMN[..], &how].concat());
        assert_eq!(letters(&found.stubs[0]), expected, "{convention} {correction} {within}");
    }
}

/// R 4.2.2: `fisher.test(Job)`, published p .7827 (Agresti, 2002, p. 57), `chisq.test(Job)`.
#[test]
fn satisfaction_with_jobs_is_as_in_r() {
    let incomes = ["low", "middle", "high", "top"];
    let jobs = ["very dissatisfied", "little", "moderately", "very satisfied"];
    let fixture = counted(&incomes, &jobs, &[&[1, 3, 10, 6], &[2, 3, 10, 7], &[1, 6, 14, 12], &[0, 1, 9, 11]]);
    let found = tables(&fixture, &BY_COLUMN);
    let tests = &found.stubs[0].banners[0].tests[0];
    assert_test(test_of(tests, TestName::Pearson), 5.965_514_588_77, 9.0, 0.743_364_725_053);
    let fisher = test_of(tests, TestName::Fisher);
    assert_close(fisher.p, 0.782_684_938_966, NINE_DIGITS);
    assert_eq!((fisher.draws, tests.sparse, tests.related), (None, true, false));
    assert_eq!(tests.leading().map(|test| test.name), Some(TestName::Fisher));
    assert_close(tests.smallest_expected.expect("an expected count"), 0.833_333_333_333, NINE_DIGITS);
}

/// Crunch's fixture of occupations by illness (Hirotsu), 11,908 people: letters at .05, larger columns only; t against
/// column C with six decimals.
#[test]
fn occupations_have_the_letters_of_crunch() {
    let counts: [&[usize]; 10] = [
        &[148, 444, 86],
        &[111, 352, 49],
        &[645, 1911, 328],
        &[165, 771, 119],
        &[383, 1829, 311],
        &[96, 293, 47],
        &[98, 330, 58],
        &[199, 874, 155],
        &[59, 199, 30],
        &[262, 1320, 236],
    ];
    let names: Vec<String> = (1..=10).map(|at| format!("occupation {at}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let fixture = counted(&names, &["slight", "medium", "serious"], &counts);
    let how = ["--correction", "none", "--lower-level", "95"];
    let found = tables(&fixture, &[&BY_COLUMN[..], &how].concat());
    let none = [".", ".", "."];
    let expected = [
        ["B", ".", "."],
        ["C", ".", "."],
        ["BC", ".", "."],
        [".", "A", "."],
        [".", "A", "A"],
        none,
        none,
        none,
        none,
        [".", "A", "A"],
    ];
    assert_eq!(letters(&found.stubs[0]), expected);
    let against_serious = [
        [0.926_265, -1.068_218],
        [2.466_081, 1.457_338],
        [4.474_444, -0.127_565],
        [-0.825_615, 1.094_556],
        [-3.089_935, 0.049_152],
        [1.725_562, 0.403_257],
        [0.633_715, -0.215_816],
        [-1.677_307, -0.472_403],
        [1.177_457, 0.663_805],
        [-3.743_253, -0.723_632],
    ];
    let pairs = &found.stubs[0].banners[0].pairs;
    for (row, known) in against_serious.iter().enumerate() {
        for (column, known) in known.iter().enumerate() {
            let t = pair(pairs, row, column, 2).statistic;
            assert!((t - known).abs() < 6e-7, "{row}, {column}: {t} is not {known}");
        }
    }
    let bases: Vec<_> =
        found.stubs[0].banners[0].columns.iter().map(|column| column.base.map(|b| b.unweighted)).collect();
    assert_eq!(bases, [Some(2166), Some(8323), Some(1419)]);
}

/// 24 respondents who chose A, B, both or neither, with an answer and a weight.
fn overlapping(weight: &str) -> Fixture {
    let a = "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 0 0 0 0 0 0 0 0 0".split(' ');
    let b = "0 0 0 0 0 0 0 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 0 0".split(' ');
    let y = "1 1 1 1 0 1 1 1 1 0 1 1 0 1 0 0 1 0 0 0 1 0 1 0".split(' ');
    let mut export = String::from("a,b,y,w\n");
    for (at, ((a, b), y)) in a.zip(b).zip(y).enumerate() {
        writeln!(export, "{a},{b},{y},{}", ["1", "2", "0.5"][at % 3]).expect("a line");
    }
    let survey = format!(
        "survey: overlap\n{weight}questions:\n  chosen: {{ kind: multiple, columns: {{ A: a, B: b }}, selected: \"1\", \
         unselected: \"0\" }}\n  answer: {{ kind: single, column: y, options: [Yes, No], codes: {{ 1: Yes, 0: No }} }}\ndisclosure: \
         {{ minimum: 1 }}\n"
    );
    Fixture::new().survey(&survey).csv(&export)
}

/// R 4.2.2: linearised covariance of both columns (`svycontrast`), and the pooled t with the overlap taken off; shares and
/// effective bases.
#[test]
fn columns_that_overlap_are_compared_as_in_r() {
    let cases = [
        ("", "crunch", 2.192_034_198_54, 23.0, 0.038_761_301_328_7),
        ("", "spss", 2.182_178_902_36, 20.0, 0.041_195_409_076_6),
        ("weight: w\n", "crunch", 1.363_132_064_13, 23.0, 0.186_037_600_751),
        ("weight: w\n", "spss", 1.461_889_192_81, 15.214_689_265_5, 0.164_118_434_274),
    ];
    for (weight, convention, t, df, p) in cases {
        let arguments = ["--rows", "answer", "--columns", "chosen", "--letters", convention, "--correction", "none"];
        let found = tables(&overlapping(weight), &arguments);
        assert!(found.banners[0].overlapping);
        let banner = &found.stubs[0].banners[0];
        let yes = pair(&banner.pairs, 0, 0, 1);
        assert_close(yes.statistic, t, NINE_DIGITS);
        assert_close(yes.df.expect("degrees of freedom"), df, NINE_DIGITS);
        assert_close(yes.p, p, NINE_DIGITS);
        let (shares, effective) = if weight.is_empty() {
            ([73.333_333_333_3, 46.666_666_666_7], 15.0)
        } else {
            ([74.285_714_285_7, 54.285_714_285_7], 11.666_666_666_7)
        };
        for (column, share) in banner.columns.iter().zip(shares) {
            assert_close(column.cells[0].column_percent.expect("a percentage"), share, NINE_DIGITS);
            assert_close(column.base.expect("a base").effective, effective, NINE_DIGITS);
        }
        // Of everybody outside A nine are left: they are no column.
        assert!(banner.columns[0].cells[0].rest.is_some() && banner.tests.is_empty());
    }
}

/// R 4.2.2: `tapply`, `t.test`, `oneway.test`, `kruskal.test` of `airquality$Ozone` in May, July and September.
#[test]
fn means_by_column_are_as_in_r() {
    let may = "41 36 12 18 28 23 19 8 7 16 11 14 18 14 34 6 30 11 1 11 4 32 23 45 115 37";
    let july = "135 49 32 64 40 77 97 97 85 10 27 7 48 35 61 79 63 16 80 108 20 52 82 50 64 59";
    let september = "96 78 73 91 47 32 20 23 21 24 44 21 28 9 13 46 18 13 24 16 13 23 36 7 14 30 14 18 20";
    let mut export = String::from("ozone,month\n");
    for (name, values) in [("May", may), ("July", july), ("September", september)] {
        values.split(' ').for_each(|value| writeln!(export, "{value},{name}").expect("a line"));
    }
    let fixture = Fixture::new()
        .survey(
            "survey: air\nquestions:\n  ozone: { kind: number, column: ozone }\nsegments:\n  month: { column: month, options: \
             [May, July, September] }\ndisclosure: { minimum: 1 }\n",
        )
        .csv(&export);
    let arguments = ["--rows", "ozone", "--columns", "month", "--correction", "none"];
    let welch = tables(&fixture, &arguments);
    let banner = &welch.stubs[0].banners[0];
    let mean = banner.columns[0].cells[0].mean.expect("a mean");
    assert_close(mean.value, 23.615_384_615_384_6, NINE_DIGITS);
    assert_close(mean.sd.expect("a deviation"), 22.224_449_461_036_2, NINE_DIGITS);
    let tests = &banner.tests[0];
    assert_test(test_of(tests, TestName::OneWayF), 13.231_182_121_676, 2.0, 1.127_860_337_876_42e-5);
    let of_welch = test_of(tests, TestName::WelchF);
    assert_test(of_welch, 11.046_265_491_100_9, 2.0, 0.000_104_736_792_813_306);
    assert_close(of_welch.df2.expect("degrees of freedom"), 50.538_292_300_438_7, NINE_DIGITS);
    assert_test(test_of(tests, TestName::KruskalWallis), 20.705_250_966_734_6, 2.0, 3.190_890_340_957_38e-5);
    let pooled = tables(&fixture, &[&arguments[..], &["--letters", "spss"]].concat());
    let of_two = |found: &Crosstab, one, other| pair(&found.stubs[0].banners[0].pairs, 0, one, other);
    for ((one, other), [t, p], [pooled_t, pooled_p]) in [
        ((0, 1), [-4.681_989_234_27, 2.646_678_603_72e-5], [-4.681_989_234_27, 2.206_819_170_94e-5]),
        ((0, 2), [-1.252_746_970_93, 0.215_801_553_72], [-1.247_012_380_37, 0.217_875_668_023]),
        ((1, 2), [3.614_506_431_05, 0.000_736_103_195_648], [3.667_935_724_54, 0.000_567_727_973_445]),
    ] {
        let found = of_two(&welch, one, other);
        assert_close(found.statistic, t, NINE_DIGITS);
        assert_close(found.p, p, NINE_DIGITS);
        let found = of_two(&pooled, one, other);
        assert_close(found.statistic, pooled_t, NINE_DIGITS);
        assert_close(found.p, pooled_p, NINE_DIGITS);
    }
}

/// R 4.2.2: `prop.trend.test(c(83, 90, 129, 70), c(86, 93, 136, 82))`, published X² 8.2249.
#[test]
fn shares_over_ordered_columns_have_a_trend() {
    let fixture = counted(&["smoker", "other"], &["1", "2", "3", "4"], &[&[83, 90, 129, 70], &[3, 3, 7, 12]]).survey(
        "survey: two\nquestions: { row: { kind: single, column: r, options: [smoker, other] } }\nsegments: { column: { \
             column: c, options: [\"1\", \"2\", \"3\", \"4\"] } }\ndisclosure: { minimum: 1 }\n",
    );
    let found = tables(&fixture, &BY_COLUMN);
    let tests = &found.stubs[0].banners[0].tests[0];
    assert_test(test_of(tests, TestName::TrendOfShares), 8.224_922_285_2, 1.0, 0.004_131_897_477_64);
    assert_test(test_of(tests, TestName::Pearson), 12.600_411_297_1, 3.0, 0.005_585_476_661_63);
}

/// The made-up visits under a sampling design.
fn visits(design: &str) -> Fixture {
    let survey = format!(
        "survey: visits\nweight: w\nquestions:\n  answer: {{ kind: single, column: answer, options: [poor, fair, good] }}\n  score: \
         {{ kind: number, column: score }}\nsegments:\n  channel: {{ column: channel, options: [desk, phone, web] }}\n  region: \
         region\n  ward: ward\n  wards: wards\n{design}disclosure: {{ minimum: 1 }}\n"
    );
    Fixture::new().survey(&survey).csv(include_str!("crosstab.csv"))
}

/// What R says, by name.
fn from_r(name: &str) -> Vec<f64> {
    let line = include_str!("crosstab.txt").lines().find(|line| line.starts_with(name)).expect("a line of R");
    line[name.len()..].split_whitespace().map(|number| number.parse().expect("a number")).collect()
}

/// R 4.2.2, survey 4.1-1, `crosstab.R`: `svychisq`, `regTermTest(svyglm(score ~ channel, d), ~channel)`, `svyttest`.
#[test]
fn tables_under_a_design_are_as_in_r() {
    let designs = [
        ("weights", ""),
        ("clusters", "design: { strata: region, clusters: ward, population: wards }\n"),
        ("strata", "design: { strata: region }\n"),
        ("replicates", "design: { replicates: { columns: [r1, r2, r3, r4, r5, r6, r7, r8], method: jk1 } }\n"),
    ];
    for (name, design) in designs {
        let fixture = visits(design);
        let found = tables(&fixture, &["--rows", "answer,score", "--columns", "channel", "--correction", "none"]);
        let banner = &found.stubs[0].banners[0];
        let tests = &banner.tests[0];
        for (test, of_r) in [
            (TestName::RaoScottF, "F"),
            (TestName::RaoScottChisq, "Chisq"),
            (TestName::Wald, "Wald"),
            (TestName::AdjustedWald, "adjWald"),
        ] {
            let (ours, known) = (test_of(tests, test), from_r(&format!("{name} {of_r} ")));
            let p = known[known.len() - 1];
            assert_close(ours.p, p, NINE_DIGITS);
            assert_close(ours.df.expect("degrees of freedom"), known[1], NINE_DIGITS);
            if test == TestName::RaoScottChisq {
                // R prints X² as it is, and p of X² over the mean design effect.
                let x2 = test_of(tests, TestName::Pearson).statistic;
                assert_close(x2.expect("a statistic"), known[0], NINE_DIGITS);
            } else {
                assert_close(ours.statistic.expect("a statistic"), known[0], NINE_DIGITS);
                assert_close(ours.df2.expect("degrees of freedom"), known[2], NINE_DIGITS);
            }
        }
        assert_eq!(tests.leading().map(|test| test.name), Some(TestName::RaoScottF), "{name}");
        let known = from_r(&format!("{name} score by channel, Wald F "));
        let wald = test_of(&found.stubs[1].banners[0].tests[0], TestName::WaldF);
        assert_test(wald, known[0], known[1], known[3]);
        assert_close(wald.df2.expect("degrees of freedom"), known[2], NINE_DIGITS);
        if name != "weights" {
            let known = from_r(&format!("{name} good, desk and phone: t df p "));
            let found = pair(&banner.pairs, 2, 0, 1);
            assert_close(found.statistic.abs(), known[0].abs(), NINE_DIGITS);
            assert_close(found.df.expect("degrees of freedom"), known[1], NINE_DIGITS);
            assert_close(found.p, known[2], NINE_DIGITS);
            let known = from_r(&format!("{name} good, phone and the rest: t df p "));
            let found = banner.columns[1].cells[2].rest.expect("a test against the rest");
            assert_close(found.statistic.abs(), known[0].abs(), NINE_DIGITS);
            assert_close(found.p, known[2], NINE_DIGITS);
        }
    }
}
