//! How a run ends that was done: well, or with doubts. Every command that shows figures asks here.

use super::outcome::Outcome;
use super::output::note;
use crate::analysis::{Doubts, Misread};
use std::fmt::Write as _;

/// Remarks, and questions, that are named one by one.
const NAMED: usize = 5;

/// What to put up with before the exit code is 3.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "What to put up with")]
pub(super) struct Tolerance {
    /// Rejected rows (wrong number of cells, unusable weight) to put up with before the exit code
    /// says so; as many cells with stray quotation marks, and response ids that two files give to different answers.
    #[arg(long, value_name = "N", default_value_t = 0)]
    max_rejects: u64,

    /// Share of a question's answers to put up with that are not understood, before the exit code says so: 0,
    /// 2.5%.
    #[arg(long, value_name = "PERCENT", default_value = "1%", value_parser = percent)]
    max_unrecognised: f64,
}

impl Tolerance {
    /// Says what is doubtful, and how the run ends for it.
    pub(super) fn judge(&self, doubts: &Doubts) -> Outcome {
        let (too_many, some): (Vec<&Misread>, Vec<&Misread>) =
            doubts.misread.iter().partition(|misread| self.is_too_much(misread));
        let mut text = listed(&doubts.remarks);
        if doubts.rejected > self.max_rejects {
            let rows = if doubts.rejected == 1 { "1 row was" } else { &format!("{} rows were", doubts.rejected) };
            let most = self.max_rejects;
            let _ =
                writeln!(text, "warning: {rows} rejected, more than --max-rejects {most}; `survey check` says which");
        }
        text += &self.not_understood(&too_many);
        text += &understood_but_for(&some);
        text += &left_out_with_other_answers(doubts.differing);
        note(&text);
        let counts = [doubts.rejected, doubts.stray_quotes, doubts.reused_ids];
        let is_doubtful = counts.iter().any(|count| *count > self.max_rejects) || !too_many.is_empty();
        if is_doubtful { Outcome::Doubts } else { Outcome::Done }
    }

    #[expect(clippy::cast_precision_loss, reason = "a share against a limit in percent")]
    fn is_too_much(&self, misread: &Misread) -> bool {
        misread.count as f64 * 100.0 > self.max_unrecognised * misread.of as f64
    }

    /// The warning about questions beyond the limit; none when there are none.
    fn not_understood(&self, too_many: &[&Misread]) -> String {
        if too_many.is_empty() {
            return String::new();
        }
        let most = self.max_unrecognised;
        let named = named(too_many, |misread| match misread {
            Misread { is_hidden: true, about, .. } => format!("`{about}`"),
            Misread { about, count, of, .. } => format!("`{about}` {count} of {of}"),
        });
        format!("warning: more than {most}% of answers were not understood: {named}; `survey check` lists the rows\n")
    }
}

/// A line about repeats of a response id that say something else than the first; none when there are none.
fn left_out_with_other_answers(count: u64) -> String {
    let repeats = match count {
        0 => return String::new(),
        1 => "1 repeat of a response id has",
        many => &format!("{many} repeats of response ids have"),
    };
    format!("note: {repeats} other answers than the first, which alone counts; `survey check` lists the rows\n")
}

/// A line about the few answers that were not understood; none when all were.
fn understood_but_for(some: &[&Misread]) -> String {
    if some.is_empty() {
        return String::new();
    }
    let count: u64 = some.iter().map(|misread| misread.count).sum();
    let answers = if count == 1 { "1 answer was" } else { &format!("{count} answers were") };
    let named = named(some, |misread| format!("`{}` {}", misread.about, misread.count));
    format!("note: {answers} not understood: {named}; `survey check` lists the rows\n")
}

fn named(all: &[&Misread], name: impl Fn(&Misread) -> String) -> String {
    let names: Vec<String> = all.iter().take(NAMED).map(|misread| name(misread)).collect();
    let more = all.len().saturating_sub(NAMED);
    names.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() }
}

fn listed(remarks: &[String]) -> String {
    let mut text = String::new();
    for remark in remarks.iter().take(NAMED) {
        let _ = writeln!(text, "warning: {remark}");
    }
    if remarks.len() > NAMED {
        let _ = writeln!(text, "warning: the same or other trouble in {} more places", remarks.len() - NAMED);
    }
    text
}

fn percent(text: &str) -> Result<f64, String> {
    let share = text.trim_end_matches('%').trim().parse::<f64>().ok();
    share.filter(|share| (0.0..=100.0).contains(share)).ok_or_else(|| "expected a percentage such as 2.5%".to_string())
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn shares_are_percentages() {
        assert_eq!((percent("0"), percent("2.5%"), percent("100 %")), (Ok(0.0), Ok(2.5), Ok(100.0)));
        for wrong in ["", "%", "-1", "101", "one", "nan", "1%%x"] {
            assert!(percent(wrong).is_err(), "{wrong}");
        }
    }
}
