//! Whether a target is met, by what the chart says of the values to come.

/// What can be said of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assurance {
    /// The target lies on the easy side of both limits: it is met unless something changes.
    WillPass,
    /// It lies between the limits: chance decides.
    HitOrMiss,
    /// It lies on the far side of both limits: it is missed unless something changes.
    WillFail,
}

/// What limits say of a target: above the upper limit it is missed, below the lower one met, else hit or miss; the other way
/// round where lower values are better.
///
/// Source: NHS England, *Making Data Count* (assurance icons); R `NHSRplotthedots`.
#[must_use]
pub fn assurance(target: f64, (low, high): (f64, f64), lower_is_better: bool) -> Assurance {
    let (above, below) = if lower_is_better {
        (Assurance::WillPass, Assurance::WillFail)
    } else {
        (Assurance::WillFail, Assurance::WillPass)
    };
    if target > high {
        above
    } else if target < low {
        below
    } else {
        Assurance::HitOrMiss
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_lower_is_better_a_target_above_both_limits_is_met() {
        assert_eq!(assurance(40.0, (10.0, 30.0), true), Assurance::WillPass);
        assert_eq!(assurance(5.0, (10.0, 30.0), true), Assurance::WillFail);
        assert_eq!(assurance(10.0, (10.0, 30.0), true), Assurance::HitOrMiss);
    }
}
