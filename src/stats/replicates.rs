//! The variance of a figure from its replicates.

/// Variance of a figure from the same figure θ by every replicate weight: Σ f·(θ − θ̄)² over the replicates, f being the
/// scale of the method times that of the replicate. θ̄ is `around` where it is given (the figure itself), and the mean of
/// the replicates of an f above 0 otherwise.
///
/// `replicates` are (f, θ); replicates that have no figure are left out by the caller, as R does (`na.omit`). `None`
/// without any of an f above 0, and 0 where all are alike.
///
/// Source: R `survey:::svrVar`; Wolter (2007), *Introduction to Variance Estimation*, §3.4 and §4.5.
#[must_use]
pub fn replicate_variance(replicates: &[(f64, f64)], around: Option<f64>) -> Option<f64> {
    let counted = || replicates.iter().filter(|(factor, _)| *factor > 0.0);
    let number = u32::try_from(counted().count()).ok().filter(|number| *number > 0)?;
    let centre = around.unwrap_or_else(|| counted().map(|(_, figure)| figure).sum::<f64>() / f64::from(number));
    Some(counted().map(|(factor, figure)| factor * (figure - centre) * (figure - centre)).sum())
}

#[cfg(test)]
mod tests {
    use super::replicate_variance;

    /// R 4.2.2, survey 4.1-1: `svyratio(~alive, ~arrests, svrepdesign(data = scd, type = "BRR", …))`, the four ratios of
    /// its replicates, and variances by `mse = FALSE` and `TRUE`.
    #[test]
    fn ratios_of_half_samples_vary_as_in_r() {
        let replicates = [(135.0, 975.0), (144.0, 878.0), (124.0, 793.0), (153.0, 976.0)].map(|(x, y)| (0.25, x / y));
        let variance = replicate_variance(&replicates, None).expect("a variance");
        assert!((variance / 8.870_627_117_91e-5 - 1.0).abs() < 1e-11, "{variance}");
        let variance = replicate_variance(&replicates, Some(278.0 / 1811.0)).expect("a variance");
        assert!((variance / 8.886_146_123_65e-5 - 1.0).abs() < 1e-11, "{variance}");
        assert_eq!(replicate_variance(&[], None), None);
        assert_eq!(replicate_variance(&[(0.0, 1.0)], None), None);
    }
}
