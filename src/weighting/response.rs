//! Non-response classes: who answers more rarely weighs more.

/// People of one class, and how many of them answered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Class {
    /// People who were asked: invited, or complete and incomplete responses.
    pub asked: f64,
    /// Complete responses.
    pub complete: f64,
}

impl Class {
    /// The share that answered.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.complete / self.asked
    }

    /// What weights are multiplied by: asked ÷ complete.
    ///
    /// Source: Kalton and Flores-Cervantes (2003), *Weighting Methods*, §2; Little (1986).
    #[must_use]
    pub fn factor(&self) -> f64 {
        self.asked / self.complete
    }
}

/// The R-indicator, 1 − 2·S(ρ), with S the standard deviation of the response propensities ρ of everybody asked, who share
/// that of their class: 1 where all classes answer equally often. `None` for fewer than two people.
///
/// Source: Schouten, Cobben and Bethlehem (2009), *Indicators for the representativeness of survey response*.
#[must_use]
pub fn r_indicator(classes: &[Class]) -> Option<f64> {
    let asked: f64 = classes.iter().map(|class| class.asked).sum();
    let mean = classes.iter().map(|class| class.complete).sum::<f64>() / asked;
    let squares: f64 = classes.iter().map(|class| class.asked * (class.rate() - mean).powi(2)).sum();
    (asked >= 2.0).then(|| 1.0 - 2.0 * (squares / (asked - 1.0)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::{Class, r_indicator};

    /// R: `1 / tapply(apisrs$comp.imp == "Yes", apisrs$stype, mean)`.
    #[test]
    fn classes_weigh_as_they_answer() {
        let of = |complete, asked| Class { asked, complete };
        let classes = [of(108.0, 142.0), of(11.0, 25.0), of(14.0, 33.0)];
        let factors = classes.map(|class| class.factor());
        let expected = [1.314_814_814_81, 2.272_727_272_73, 2.357_142_857_14];
        assert!(factors.iter().zip(expected).all(|(one, other)| (one - other).abs() < 1e-11), "{factors:?}");
    }

    #[test]
    fn who_answers_alike_is_represented_in_full() {
        let even = [Class { asked: 50.0, complete: 10.0 }; 3];
        assert!(r_indicator(&even).is_some_and(|r| (r - 1.0).abs() < 1e-12));
        // Half of the people always answer, the others never do: S = 0.5·√(4/3).
        let apart = [Class { asked: 2.0, complete: 2.0 }, Class { asked: 2.0, complete: 0.0 }];
        assert!(r_indicator(&apart).is_some_and(|r| (r - (1.0 - (4.0f64 / 3.0).sqrt())).abs() < 1e-12));
        assert_eq!(r_indicator(&[]), None);
    }
}
