//! Every test that is made of a difference: the one that decides, and those that others would have made.

use super::Subject;
use super::answers::count;
use super::sample::Answers;
use crate::stats::{self, NetCounts, ShareCounts, Test};
use crate::table::Tally;

/// A test by its name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MadeTest {
    /// Its name, for example `pooled_z`.
    pub name: &'static str,
    /// Its outcome.
    pub outcome: Test,
}

/// The test that decides, then the others of two groups that are counted one by one:
///
/// | figure | tests |
/// |---|---|
/// | net score | `adjusted_wald` (p of its own), `pooled_net`, `plain_z` |
/// | share | `pooled_z` (p of its own), `fisher_mid_p`, `fisher_exact` |
///
/// None beside the first one in a weighted survey and under a sampling design, where none of these hold.
pub(super) fn tests(
    subject: &Subject,
    answers: (&Answers, &Answers),
    (name, outcome): (&'static str, Test),
) -> Vec<MadeTest> {
    let first = MadeTest { name, outcome };
    if subject.design.weighted || subject.drawn.is_some() {
        return vec![first];
    }
    let others = match answers {
        (
            Answers::Net { promoters, detractors, all },
            Answers::Net { promoters: other_promoters, detractors: other_detractors, all: of_other },
        ) => {
            let counts = |promoters: &Tally, detractors: &Tally, all: &Tally| NetCounts {
                promoters: count(promoters.n),
                detractors: count(detractors.n),
                n: count(all.n),
            };
            of_nets(counts(promoters, detractors, all), counts(other_promoters, other_detractors, of_other))
        }
        (Answers::Share { part, of }, Answers::Share { part: other_part, of: of_other }) => {
            of_shares((part.n, of.n), (other_part.n, of_other.n))
        }
        _ => Vec::new(),
    };
    // The p-value that decides is the larger of two, which are both told.
    let is_larger = match answers.0 {
        Answers::Net { .. } => name == "adjusted_wald",
        Answers::Share { .. } => name == "pooled_z",
        _ => false,
    };
    let decides = (!is_larger).then_some(first);
    let others: Vec<MadeTest> =
        others.into_iter().filter(|test| decides.is_none_or(|first| first.name != test.name)).collect();
    decides.into_iter().chain(others).collect()
}

fn of_nets(one: NetCounts, other: NetCounts) -> Vec<MadeTest> {
    let named = |name, outcome: Option<Test>| outcome.map(|outcome| MadeTest { name, outcome });
    let tests = [
        named("adjusted_wald", stats::net_scores_test(one, other)),
        named("pooled_net", stats::pooled_net_scores_test(one, other)),
        named("plain_z", stats::plain_net_scores_test(one, other)),
    ];
    tests.into_iter().flatten().collect()
}

fn of_shares((x, n): (u64, u64), (other_x, other_n): (u64, u64)) -> Vec<MadeTest> {
    let counts = |x: u64, n: u64| ShareCounts { x: count(x), n: count(n) };
    let Some(pooled) = stats::shares_test(counts(x, n), counts(other_x, other_n)) else { return Vec::new() };
    let with = |name, p| MadeTest { name, outcome: Test { p, ..pooled } };
    vec![
        with("pooled_z", pooled.p),
        with("fisher_mid_p", stats::fisher_mid_p((x, n), (other_x, other_n))),
        with("fisher_exact", stats::fisher_exact((x, n), (other_x, other_n))),
    ]
}
