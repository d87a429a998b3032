//! What the tests of a table say, in words.

use super::names::in_words;
use crate::results::{Banner, RowTests, Stub, StubBanner, TableTest, TestName};
use crate::view::clean;
use crate::view::number::{counted, decimal, trimmed};

/// Answers that are named in a sentence.
const NAMED: usize = 3;

/// Whether the tests of a row, or of the whole table it is in, leave room for a difference: none was made, or it shows one.
pub fn may_differ(figures: &StubBanner, row: usize, is_mean: bool) -> bool {
    let made = || figures.tests.iter().filter(|tests| tests.leading().is_some());
    let own = made().find(|tests| tests.row == Some(row));
    let whole = || made().find(|tests| tests.row.is_none() && !is_mean);
    own.or_else(whole).is_none_or(|tests| tests.related)
}

/// One sentence for the answers, and one for each mean; none where nothing was tested.
pub fn sentences(stub: &Stub, banner: &Banner, figures: &StubBanner) -> Vec<String> {
    let is_mean = |tests: &&RowTests| tests.row.is_some_and(|row| stub.rows[row].kind.is_mean());
    let made = || figures.tests.iter().filter(|tests| tests.leading().is_some());
    let whole = made().filter(|tests| tests.row.is_none()).map(|tests| of_table(banner, tests));
    let each: Vec<&RowTests> = made().filter(|tests| tests.row.is_some() && !is_mean(tests)).collect();
    let answers = (!each.is_empty()).then(|| of_answers(stub, banner, &each));
    let means = made().filter(is_mean).map(|tests| of_mean(stub, banner, tests));
    whole.chain(answers).chain(means).collect()
}

fn of_table(banner: &Banner, tests: &RowTests) -> String {
    let by = in_words(banner);
    let found = evidence(tests);
    if tests.related {
        format!("Answers differ by {by} beyond chance ({found})")
    } else {
        format!("Answers do not differ by {by} beyond chance ({found})")
    }
}

fn of_mean(stub: &Stub, banner: &Banner, tests: &RowTests) -> String {
    let does = if tests.related { "differs" } else { "does not differ" };
    format!("{} {does} by {} beyond chance ({})", row(stub, tests), in_words(banner), evidence(tests))
}

/// A question with several answers: how many of them differ, and which are the surest.
fn of_answers(stub: &Stub, banner: &Banner, each: &[&RowTests]) -> String {
    let by = in_words(banner);
    let tested = u64::try_from(each.len()).unwrap_or(u64::MAX);
    let corrected = format!("{}, corrected for their number", counted(tested, "test", "tests"));
    let mut related: Vec<&&RowTests> = each.iter().filter(|tests| tests.related).collect();
    if related.is_empty() {
        return format!("No answer differs by {by} beyond chance ({corrected})");
    }
    related.sort_by(|one, other| p_of(one).total_cmp(&p_of(other)));
    let named = related.iter().take(NAMED).map(|tests| format!("“{}” ({})", row(stub, tests), evidence(tests)));
    let more = related.len().saturating_sub(NAMED);
    let rest = (more > 0).then(|| format!("{more} more"));
    format!(
        "{} of {} by {by} beyond chance: {}; {corrected}",
        related.len(),
        if tested == 1 { "1 answer differs".to_owned() } else { format!("{tested} answers differ") },
        named.chain(rest).collect::<Vec<_>>().join(", ")
    )
}

fn p_of(tests: &RowTests) -> f64 {
    tests.leading().map_or(f64::INFINITY, |test| test.adjusted_p.unwrap_or(test.p))
}

fn row(stub: &Stub, tests: &RowTests) -> String {
    tests.row.and_then(|row| stub.rows.get(row)).map(|row| clean(&row.label)).unwrap_or_default()
}

/// `Rao–Scott F(1.8, 360) = 17.2, p < 0.001; Cramér's V 0.29`.
fn evidence(tests: &RowTests) -> String {
    let Some(lead) = tests.leading() else { return String::new() };
    let p = format!("{}, {}", statistic(lead), probability(lead.adjusted_p.unwrap_or(lead.p)));
    let strength = tests.cramers_v.map(|v| format!("Cramér's V {}", decimal(v, 2)));
    let rough = tests.smallest_expected.filter(|_| tests.sparse && lead.name != TestName::Fisher);
    let rough = rough.map(|least| format!("rough: only {} expected in the emptiest cell", decimal(least, 1)));
    [Some(p), strength, rough].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// `χ²(9) = 138.3`; Fisher's test has only a name.
fn statistic(test: &TableTest) -> String {
    let name = symbol(test);
    let freedom = freedom(test);
    let freedom = if freedom.is_empty() { freedom } else { format!("({freedom})") };
    let found = test.statistic.map(|value| format!(" = {}", short(value))).unwrap_or_default();
    let drawn = test.draws.map(|draws| format!(" by {}", counted(draws, "random table", "random tables")));
    format!("{name}{freedom}{found}{}", drawn.unwrap_or_default())
}

/// Degrees of freedom: `1.8, 360`; empty where there are none.
pub fn freedom(test: &TableTest) -> String {
    [test.df, test.df2].into_iter().flatten().map(|df| trimmed(df, 1)).collect::<Vec<_>>().join(", ")
}

/// A statistic to three significant digits or so.
pub fn short(value: f64) -> String {
    decimal(value, if value.abs() < 10.0 { 2 } else { 1 })
}

/// A test with the letter of its statistic.
const fn symbol(test: &TableTest) -> &'static str {
    match test.name {
        TestName::Pearson => "χ²",
        TestName::LikelihoodRatio => "G²",
        TestName::Fisher => "Fisher's exact test",
        TestName::RaoScottF => "Rao–Scott F",
        TestName::RaoScottChisq => "Rao–Scott χ²",
        TestName::Wald | TestName::WaldF => "Wald F",
        TestName::AdjustedWald => "adjusted Wald F",
        TestName::TrendOfShares => "trend χ²",
        TestName::OneWayF => "F",
        TestName::WelchF => "Welch's F",
        TestName::KruskalWallis => "Kruskal–Wallis χ²",
    }
}

/// `p < 0.001`, `p = 0.012`, `p = 0.51`.
pub fn probability(p: f64) -> String {
    match p {
        p if p < 0.001 => "p < 0.001".to_owned(),
        p if p < 0.1 => format!("p = {}", decimal(p, 3)),
        p if p > 0.995 => "p > 0.99".to_owned(),
        p => format!("p = {}", decimal(p, 2)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_say_no_more_than_they_know() {
        let said = [0.000_04, 0.0123, 0.5149, 0.9999].map(probability);
        assert_eq!(said, ["p < 0.001", "p = 0.012", "p = 0.51", "p > 0.99"]);
    }

    #[test]
    fn statistics_have_their_degrees_of_freedom() {
        let test = TableTest {
            name: TestName::RaoScottF,
            statistic: Some(17.247_443),
            df: Some(1.828_671),
            df2: Some(360.248),
            p: 2e-7,
            adjusted_p: None,
            draws: None,
        };
        assert_eq!(statistic(&test), "Rao–Scott F(1.8, 360.2) = 17.2");
        let fisher = TableTest { name: TestName::Fisher, statistic: None, df: None, df2: None, ..test };
        assert_eq!(statistic(&fisher), "Fisher's exact test");
    }
}
