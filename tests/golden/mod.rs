//! Figures against published values and against R's `survey` package: numbers that were not derived from
//! the code under test.

mod compare;
mod crosstab;
mod design;
mod differences;
mod figures;
mod intervals;
mod outpatients;
mod published;
mod r_survey;
mod ratios;
mod registry;
mod replicates;
mod trend;
mod weighting;

use survey::metric::{Figure, Metric, NO_BINS, Subject};
use survey::scale::{AnswerOption, Direction, Missing};
use survey::table::{Answers, Design, QuestionTally, Tally};

/// Relative agreement asked for: nine significant digits.
const NINE_DIGITS: f64 = 1e-9;

/// Two shares, x of n each, with their difference, its limits, z, p and Fisher's p.
type TwoShares = ((u64, u64), (u64, u64), [f64; 6]);

/// Newcombe (1998), *Statistics in Medicine* 17:873, method 10 (published: .0524 to .3339; .1705 to .8090; .6075 to 1;
/// −.0381 to .1926); z, p and Fisher's p from R 4.2.2: `prop.test(correct = FALSE)`, `fisher.test`.
const TWO_SHARES: [TwoShares; 5] = [
    (
        (56, 70),
        (48, 80),
        [0.2, 0.052_431_472_402_4, 0.333_872_654_037, 2.650_171_951_26, 0.008_045_081_368_2, 0.012_521_129_749_2],
    ),
    (
        (9, 10),
        (3, 10),
        [0.6, 0.170_522_723_935, 0.809_017_973_535, 2.738_612_787_53, 0.006_169_899_320_54, 0.019_766_611_097_9],
    ),
    ((10, 10), (0, 10), [1.0, 0.607_509_350_431, 1.0, 4.472_135_955, 7.744_216_431_04e-6, 1.082_508_822_45e-5]),
    (
        (5, 56),
        (0, 29),
        [
            0.089_285_714_285_7,
            -0.038_137_147_903_5,
            0.192_560_013_855,
            1.658_648_869_24,
            0.097_186_568_170_6,
            0.160_621_443_209,
        ],
    ),
    (
        (121, 131),
        (438, 493),
        [
            0.035_225_988_263_2,
            -0.028_316_200_475_9,
            0.081_391_541_504_1,
            1.173_145_843_17,
            0.240_737_325_362,
            0.264_785_648_33,
        ],
    ),
];

#[track_caller]
fn assert_close(ours: f64, theirs: f64, tolerance: f64) {
    let scale = theirs.abs().max(1e-3);
    assert!((ours - theirs).abs() <= tolerance * scale, "{ours} is not {theirs}");
}

/// A closed question with these options (label, score) and tallies.
struct Question {
    options: Vec<AnswerOption>,
    tally: QuestionTally,
    top: Vec<usize>,
    bottom: Vec<usize>,
    design: Design,
    direction: Direction,
}

impl Question {
    /// Unweighted counts per score.
    fn counts(scores: &[Option<f64>], counts: &[u64]) -> Question {
        let tallies: Vec<Tally> = counts.iter().map(|n| Tally::unweighted(*n)).collect();
        let n = counts.iter().sum();
        Question::new(scores, &tallies, Design { weighted: false, units: n, unit: 1.0 })
    }

    fn new(scores: &[Option<f64>], tallies: &[Tally], design: Design) -> Question {
        let option = |(at, score): (usize, &Option<f64>)| AnswerOption {
            label: format!("option {at}"),
            codes: Vec::new(),
            score: *score,
        };
        Question {
            options: scores.iter().enumerate().map(option).collect(),
            tally: QuestionTally {
                missing: [Tally::default(); Missing::ALL.len()],
                valid: tallies.iter().copied().sum(),
                answers: Answers::Coded(tallies.to_vec()),
            },
            top: Vec::new(),
            bottom: Vec::new(),
            design,
            direction: Direction::HigherIsBetter,
        }
    }

    fn figures(&self, metric: &Metric) -> Vec<Figure> {
        (metric.figures)(&self.subject())
    }

    fn figure(&self, metric: &Metric, item: Option<&str>) -> Figure {
        let found = self.figures(metric).into_iter().find(|figure| figure.item.as_deref() == item);
        found.expect("the figure")
    }

    fn subject(&self) -> Subject<'_> {
        Subject {
            tally: &self.tally,
            options: &self.options,
            nets: &[],
            top: &self.top,
            bottom: &self.bottom,
            direction: self.direction,
            unit: "",
            target: None,
            bins: &NO_BINS,
            drawn: None,
            design: self.design,
            confidence: 0.95,
            intervals: None,
            people: None,
        }
    }
}

/// Scores 0 to 10.
fn zero_to_ten() -> Vec<Option<f64>> {
    (0..=10).map(|score| Some(f64::from(score))).collect()
}
