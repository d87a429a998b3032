//! Where the median of two groups together cuts each of them.

use super::Subject;
use super::answers::{ascending, moments};
use super::estimate::quantile;
use crate::stats::Moments;
use crate::table::Tally;

/// Shares that differ by no more are equally far from half, but for rounding.
const TIE: f64 = 1e-9;

/// Who lies above the median of two groups together. Where many gave just that answer, whichever of *above* and *at or
/// above* comes closer to half of all.
#[derive(Debug, Clone, Copy)]
pub(super) struct Middle {
    at: f64,
    is_in: fn(&f64, &f64) -> bool,
}

impl Middle {
    /// That of these ascending values; `None` where nobody answered.
    pub(super) fn of(subject: &Subject, one: &[(f64, Tally)], other: &[(f64, Tally)]) -> Option<Middle> {
        let together = ascending([one, other].concat());
        let at = quantile(subject, &together, 0.5)?;
        let off = |is_in| {
            let (above, all) = Middle { at, is_in }.split(&together);
            (above.w.to_f64() / all.w.to_f64() - 0.5).abs()
        };
        Some(Middle { at, is_in: if off(f64::gt) <= off(f64::ge) + TIE { f64::gt } else { f64::ge } })
    }

    /// Those above, and all.
    pub(super) fn split(&self, values: &[(f64, Tally)]) -> (Tally, Tally) {
        let above = values.iter().filter(|(x, _)| (self.is_in)(x, &self.at)).map(|(_, tally)| *tally).sum();
        (above, values.iter().map(|(_, tally)| *tally).sum())
    }

    /// The moments of 1 for those above and 0 for the others.
    pub(super) fn moments(&self, values: &[(f64, Tally)]) -> Option<Moments> {
        let (above, all) = self.split(values);
        moments(&[(1.0, above), (0.0, all - above)])
    }
}
