//! Fisher's exact test of tables with more than two rows or columns.

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng, SeedableRng};
use std::collections::BTreeMap;

/// Tables less likely than the one found by no more than this factor count as equally likely, as in R.
const TIE: f64 = 1e-7;
/// Steps that the exact way may take; tables of more are drawn at random.
const MOST_STEPS: usize = 2_000_000;
/// Tables that are drawn where not all can be gone through.
const DRAWS: u32 = 20_000;
/// Respondents up to which tables are drawn: every one of them is dealt anew each time.
const MOST_DEALT: u64 = 5_000;
/// Where chance begins, so that the same table gives the same probability on every machine.
const SEED: u64 = 1;
/// Logarithms of probabilities that agree to this many parts are one.
const FINE: f64 = 1e10;

/// What Fisher's test says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exact {
    /// Probability of a table that is no more likely than the one found.
    pub p: f64,
    /// Tables drawn at random for it; `None` where all were gone through.
    pub draws: Option<u32>,
}

/// Fisher's exact test: the share of all tables with the same row and column sums that are no more likely than this one, each
/// weighing ∏ rows! ∏ columns! / (n! ∏ cells!).
///
/// The tables are gone through column by column: what is left of the rows, in any order, and how likely the columns so far
/// are is all that matters for the rest. Where that takes too long, and there are no more than 5,000 respondents, tables are
/// dealt at random from a fixed seed, and p = (1 + those no more likely) / (1 + all); `None` of more respondents.
///
/// Source: Fisher (1935); Freeman and Halton (1951), *Biometrika* 38:141–149; Mehta and Patel (1983), *JASA* 78:427–434,
/// for the network; R `fisher.test`.
#[must_use]
pub fn fisher_exact_table(table: &[Vec<u64>]) -> Option<Exact> {
    let table = upright(table);
    if table.len() < 2 || table[0].len() < 2 {
        return None;
    }
    let n = table.iter().flatten().sum();
    let logs = Logs::up_to(n)?;
    exact(&table, &logs).map(|p| Exact { p, draws: None }).or_else(|| dealt(&table, &logs))
}

/// ln k! from 0 to n.
struct Logs(Vec<f64>);

/// Respondents up to which logarithms of factorials are kept.
const MOST: u64 = 1_000_000;

impl Logs {
    fn up_to(n: u64) -> Option<Logs> {
        let step = |sum: &mut f64, k: u64| {
            *sum += if k == 0 { 0.0 } else { libm::log(number(k)) };
            Some(*sum)
        };
        (n <= MOST).then(|| Logs((0..=n).scan(0.0, step).collect()))
    }

    fn of(&self, k: u64) -> f64 {
        usize::try_from(k).ok().and_then(|k| self.0.get(k)).copied().unwrap_or(f64::INFINITY)
    }

    /// −ln ∏ cells! of a column, or of a whole table.
    fn weight<'a>(&self, cells: impl IntoIterator<Item = &'a u64>) -> f64 {
        -cells.into_iter().map(|cell| self.of(*cell)).sum::<f64>()
    }
}

/// The table without rows and columns of zeros, with no more rows than columns, and the largest columns last.
fn upright(table: &[Vec<u64>]) -> Vec<Vec<u64>> {
    let is_any = |counts: &Vec<u64>| counts.iter().any(|count| *count > 0);
    let rows: Vec<Vec<u64>> = table.iter().filter(|row| is_any(row)).cloned().collect();
    let mut columns: Vec<Vec<u64>> = turned(&rows).into_iter().filter(is_any).collect();
    if columns.len() < rows.len() {
        columns = turned(&columns);
    }
    columns.sort_by_key(|column| column.iter().sum::<u64>());
    turned(&columns)
}

fn turned(table: &[Vec<u64>]) -> Vec<Vec<u64>> {
    let width = table.first().map_or(0, Vec::len);
    (0..width).map(|at| table.iter().map(|row| row[at]).collect()).collect()
}

/// How likely the columns so far are, by its logarithm as an integer, ascending, each with the number of ways there.
type Pasts = Vec<(i64, f64)>;

/// The probability, gone through table by table; `None` where that takes too long.
fn exact(table: &[Vec<u64>], logs: &Logs) -> Option<f64> {
    let columns: Vec<u64> = turned(table).iter().map(|column| column.iter().sum()).collect();
    let rows: Vec<u64> = table.iter().map(|row| row.iter().sum()).collect();
    let found = logs.weight(table.iter().flatten());
    let whole = columns.iter().chain(&rows).map(|sum| logs.of(*sum)).sum::<f64>() - logs.of(rows.iter().sum());
    let (last, first) = (columns[columns.len() - 2], &columns[..columns.len() - 2]);
    let mut steps = 0;
    let mut nodes: BTreeMap<Vec<u64>, Pasts> = BTreeMap::from([(sorted(rows), vec![(0, 1.0)])]);
    for column in first {
        nodes = next(&nodes, *column, logs, &mut steps)?;
    }
    let mut p = 0.0;
    for (rest, pasts) in &nodes {
        let mut ends = Vec::new();
        each(rest, last, &mut |column| {
            steps += 1;
            let left = rest.iter().zip(column).map(|(rest, taken)| rest - taken).collect::<Vec<_>>();
            ends.push(logs.weight(column) + logs.weight(&left));
            steps <= MOST_STEPS
        });
        if steps > MOST_STEPS {
            return None;
        }
        p += together(pasts, ends, found + TIE, whole);
    }
    Some(p.min(1.0))
}

/// The probability of all tables with these pasts and ends that are no more likely than this.
fn together(pasts: &Pasts, mut ends: Vec<f64>, most: f64, whole: f64) -> f64 {
    ends.sort_by(f64::total_cmp);
    // The likeliest end weighs 1, so that nothing overflows.
    let likeliest = ends.last().copied().unwrap_or_default();
    let add = |sum: &mut f64, end: &f64| {
        *sum += libm::exp(end - likeliest);
        Some(*sum)
    };
    let sums: Vec<f64> = std::iter::once(0.0).chain(ends.iter().scan(0.0, add)).collect();
    let of_past = |(past, ways): &(i64, f64)| {
        let past = unrounded(*past);
        let within = ends.partition_point(|end| past + end <= most);
        ways * libm::exp(past + likeliest + whole) * sums[within]
    };
    pasts.iter().map(of_past).sum()
}

/// The nodes behind one more column.
fn next(
    nodes: &BTreeMap<Vec<u64>, Pasts>,
    column: u64,
    logs: &Logs,
    steps: &mut usize,
) -> Option<BTreeMap<Vec<u64>, Pasts>> {
    let mut behind: BTreeMap<Vec<u64>, Pasts> = BTreeMap::new();
    for (rest, pasts) in nodes {
        each(rest, column, &mut |taken| {
            *steps += pasts.len();
            let left = sorted(rest.iter().zip(taken).map(|(rest, taken)| rest - taken).collect());
            let weight = logs.weight(taken);
            let on = |(past, ways): &(i64, f64)| (rounded(unrounded(*past) + weight), *ways);
            behind.entry(left).or_default().extend(pasts.iter().map(on));
            *steps <= MOST_STEPS
        });
        if *steps > MOST_STEPS {
            return None;
        }
    }
    behind.values_mut().for_each(put_together);
    Some(behind)
}

/// Pasts that are equally likely become one.
fn put_together(pasts: &mut Pasts) {
    pasts.sort_by_key(|(past, _)| *past);
    pasts.dedup_by(|(other, ways), (past, sum)| {
        let is_same = past == other;
        *sum += if is_same { *ways } else { 0.0 };
        is_same
    });
}

/// Every column of this sum that takes no more from a row than is left of it, as long as `found` wants more.
fn each(rest: &[u64], sum: u64, found: &mut impl FnMut(&[u64]) -> bool) {
    fn deal(rest: &[u64], at: usize, sum: u64, column: &mut Vec<u64>, found: &mut impl FnMut(&[u64]) -> bool) -> bool {
        if at + 1 == rest.len() {
            column.push(sum);
            let more = found(column);
            column.pop();
            return more;
        }
        let behind: u64 = rest[at + 1..].iter().sum();
        for taken in sum.saturating_sub(behind)..=sum.min(rest[at]) {
            column.push(taken);
            let more = deal(rest, at + 1, sum - taken, column, found);
            column.pop();
            if !more {
                return false;
            }
        }
        true
    }
    deal(rest, 0, sum, &mut Vec::with_capacity(rest.len()), found);
}

/// The probability by tables that are dealt at random.
fn dealt(table: &[Vec<u64>], logs: &Logs) -> Option<Exact> {
    let n: u64 = table.iter().flatten().sum();
    if n > MOST_DEALT {
        return None;
    }
    let each_in = |(at, row): (usize, &Vec<u64>)| {
        std::iter::repeat_n(at, usize::try_from(row.iter().sum::<u64>()).unwrap_or_default()).collect::<Vec<_>>()
    };
    let mut people: Vec<usize> = table.iter().enumerate().flat_map(each_in).collect();
    let columns: Vec<u64> = turned(table).iter().map(|column| column.iter().sum()).collect();
    let most = logs.weight(table.iter().flatten()) + TIE;
    let mut chance = Pcg64Mcg::seed_from_u64(SEED);
    let mut as_unlikely = 0;
    for _ in 0..DRAWS {
        for at in (1..people.len()).rev() {
            people.swap(at, below(at + 1, &mut chance));
        }
        let mut drawn = vec![vec![0; columns.len()]; table.len()];
        let mut dealt = people.iter();
        for (at, size) in columns.iter().enumerate() {
            for row in dealt.by_ref().take(usize::try_from(*size).unwrap_or_default()) {
                drawn[*row][at] += 1;
            }
        }
        as_unlikely += u32::from(logs.weight(drawn.iter().flatten()) <= most);
    }
    Some(Exact { p: f64::from(1 + as_unlikely) / f64::from(1 + DRAWS), draws: Some(DRAWS) })
}

/// A whole number below `count`.
#[expect(clippy::cast_possible_truncation, reason = "below a length")]
fn below(count: usize, chance: &mut Pcg64Mcg) -> usize {
    ((u128::from(chance.next_u64()) * count as u128) >> u64::BITS) as usize
}

fn sorted(mut rest: Vec<u64>) -> Vec<u64> {
    rest.sort_unstable();
    rest
}

#[expect(clippy::cast_possible_truncation, reason = "logarithms of a few thousands at most")]
fn rounded(logarithm: f64) -> i64 {
    (logarithm * FINE).round() as i64
}

#[expect(clippy::cast_precision_loss, reason = "logarithms of a few thousands at most")]
const fn unrounded(logarithm: i64) -> f64 {
    logarithm as f64 / FINE
}

#[expect(clippy::cast_precision_loss, reason = "counts of respondents")]
const fn number(k: u64) -> f64 {
    k as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[u64]]) -> Vec<Vec<u64>> {
        rows.iter().map(|row| row.to_vec()).collect()
    }

    /// R 4.2.2: `fisher.test(Job)`, published p .7827 (Agresti, 2002, p. 57).
    #[test]
    fn satisfaction_with_jobs_is_as_in_r() {
        let job = table(&[&[1, 3, 10, 6], &[2, 3, 10, 7], &[1, 6, 14, 12], &[0, 1, 9, 11]]);
        let found = fisher_exact_table(&job).expect("a probability");
        assert!((found.p / 0.782_684_938_966 - 1.0).abs() < 1e-9 && found.draws.is_none(), "{found:?}");
        let turned = fisher_exact_table(&turned(&job)).expect("a probability");
        assert!((turned.p / found.p - 1.0).abs() < 1e-9, "{turned:?}");
    }

    /// R 4.2.2: `fisher.test` of the tea of Fisher's lady (p .4857), and of two tables of other shapes.
    #[test]
    fn other_tables_are_as_in_r() {
        let from_r = [
            (table(&[&[3, 1], &[1, 3]]), 0.485_714_285_714_286),
            (table(&[&[3, 0, 2], &[0, 6, 1]]), 0.007_575_757_575_757_55),
            (table(&[&[8, 2], &[1, 5], &[4, 4], &[0, 7]]), 0.003_352_182_749_275_37),
        ];
        for (table, expected) in from_r {
            let found = fisher_exact_table(&table).expect("a probability");
            assert!((found.p / expected - 1.0).abs() < 1e-9, "{found:?} is not {expected}");
        }
        assert_eq!(fisher_exact_table(&table(&[&[3, 4], &[0, 0]])), None);
    }

    /// Tables that are dealt say what going through all says, as far as chance lets them.
    #[test]
    fn dealing_agrees_with_going_through() {
        let job = table(&[&[1, 3, 10, 6], &[2, 3, 10, 7], &[1, 6, 14, 12], &[0, 1, 9, 11]]);
        let logs = Logs::up_to(104).expect("logarithms");
        let found = dealt(&upright(&job), &logs).expect("a probability");
        assert!((found.p - 0.7827).abs() < 0.01 && found.draws == Some(DRAWS), "{found:?}");
        assert_eq!(found, dealt(&upright(&job), &logs).expect("a probability"));
    }
}
