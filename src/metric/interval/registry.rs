//! Every method for intervals there is, and which one an estimate has.

use super::{Estimand, Method, Terms};
use crate::stats::Limits;

/// Lists the methods: one that is not in the list cannot be asked for.
macro_rules! methods {
    ($($file:ident::$name:ident,)*) => {
        $(use super::$file::$name;)*

        /// Every method for intervals there is.
        pub static METHODS: &[&Method] = &[$(&$name,)*];
    };
}

methods! {
    wilson::WILSON,
    clopper_pearson::CLOPPER_PEARSON,
    logit::LOGIT,
    adjusted_wald::ADJUSTED_WALD,
    adjusted_mean::ADJUSTED_MEAN,
    student::STUDENT,
    bootstrap_t::BOOTSTRAP_T,
    order_statistics::ORDER_STATISTICS,
}

/// The method that an estimate has where nobody asks for another.
const fn usual(terms: &Terms) -> &'static Method {
    match terms.of {
        Estimand::Share | Estimand::Choices { .. } if terms.weighted => &CLOPPER_PEARSON,
        Estimand::Share | Estimand::Choices { .. } => &WILSON,
        Estimand::Net { .. } => &ADJUSTED_WALD,
        Estimand::Scores(_) => &ADJUSTED_MEAN,
        Estimand::Numbers(_) | Estimand::Total => &STUDENT,
        Estimand::Quantile { .. } => &ORDER_STATISTICS,
    }
}

/// The interval of an estimate by the method asked for, and by the usual one where that does not fit it or gives none.
/// `None` where there is no interval, where everybody who was asked has answered, where the weighting fixes it, and where all respondents chose alike,
/// of shares of all answers.
#[must_use]
pub fn interval_of(terms: &Terms, asked: Option<&'static Method>) -> Option<(&'static Method, Limits)> {
    if terms.fixed || terms.is_everybody() || terms.is_without_spread() {
        return None;
    }
    let by = |method: &'static Method| Some((method, (method.limits)(terms)?));
    asked.filter(|method| (method.fits)(terms)).and_then(by).or_else(|| by(usual(terms)))
}

/// The method of this name.
#[must_use]
pub fn method_called(name: &str) -> Option<&'static Method> {
    METHODS.iter().copied().find(|method| method.name == name)
}
