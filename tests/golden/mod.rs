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
