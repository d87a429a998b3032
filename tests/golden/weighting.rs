//! Weighting to targets against R: `survey` 4.1.1, `rake`, `postStratify`, `calibrate`, `trimWeights`, on the cells of the
//! package's own `apiclus1` (183 schools of weight 6194 / 183 by type and whether all targets were met).

use survey::weighting::{Cell, Margin, Method, Number, Task};

/// Schools by type (elementary, high, middle) and whether they met all targets (no, yes).
const COUNTS: [f64; 6] = [12.0, 132.0, 3.0, 11.0, 8.0, 17.0];

fn cells() -> Vec<Cell> {
    let weight = 33.846_996_307_373;
    let cell = |n| Cell { name: String::new(), sampled: n, start: n * weight, squares: n * weight * weight };
    COUNTS.into_iter().map(cell).collect()
}

fn margins() -> Vec<Margin> {
    let named =
        |sizes: &[(&str, f64)]| sizes.iter().map(|(name, size)| ((*name).to_owned(), *size)).collect::<Vec<_>>();
    let types = named(&[("E", 4421.0), ("H", 755.0), ("M", 1018.0)]);
    let wide = named(&[("No", 1072.0), ("Yes", 5122.0)]);
    let of_type: Vec<Option<usize>> = (0..6).map(|cell| Some(cell / 2)).collect();
    let of_wide: Vec<Option<usize>> = (0..6).map(|cell| Some(cell % 2)).collect();
    let margin = |name: &str, sizes, of: &[Option<usize>]| Margin::new(name.to_owned(), sizes, of, &cells(), 6194.0);
    vec![margin("stype", &types, &of_type), margin("sch.wide", &wide, &of_wide)]
}

fn task(method: Method) -> Task {
    Task { cells: cells(), margins: margins(), numbers: Vec::new(), method, trim: None }
}

fn weights(task: &Task) -> Vec<f64> {
    let factors = task.work_out().expect("targets can be met").factors;
    factors.iter().zip(&task.cells).map(|(factor, cell)| factor * cell.start / cell.sampled).collect()
}

fn assert_near(found: &[f64], expected: &[f64], tolerance: f64) {
    let is_near = |(one, other): (&f64, &f64)| (one / other - 1.0).abs() < tolerance;
    assert!(found.len() == expected.len() && found.iter().zip(expected).all(is_near), "{found:?}, not {expected:?}");
}

#[test]
fn raked_as_r_rakes() {
    let expected =
        [39.839_236_247_1, 29.870_675_492_7, 67.125_529_241_2, 50.329_401_116, 49.069_072_163_9, 36.791_024_864_1];
    let task = task(Method::Rake);
    assert_near(&weights(&task), &expected, 1e-11);
    let worth = task.worth(&task.work_out().expect("it converges").factors);
    assert_near(&[worth.sum, worth.effective, worth.efficiency], &[6194.0, 174.011_158_551, 0.950_880_647_82], 1e-11);
}

#[test]
fn calibrated_as_r_calibrates() {
    let expected =
        [41.236_739_161_6, 29.743_629_773_2, 62.958_871_662_4, 51.465_762_273_9, 48.535_314_384_2, 37.042_204_995_7];
    assert_near(&weights(&task(Method::Greg)), &expected, 1e-11);
}

#[test]
fn post_stratified_as_r_does() {
    let task = Task { margins: margins().into_iter().take(1).collect(), ..task(Method::PostStratify) };
    let found = weights(&task);
    assert_near(&[found[0], found[2]], &[30.701_388_888_9, 53.928_571_428_6], 1e-11);
    let worth = task.worth(&task.work_out().expect("one margin").factors);
    assert_near(&[worth.effective, worth.efficiency], &[176.070_025_648, 0.962_131_287_693], 1e-11);
}

#[test]
fn trimmed_as_r_trims() {
    let task = Task { trim: Some(1.5), ..task(Method::Rake) };
    let expected =
        [40.111_820_204_4, 30.143_259_45, 50.770_491_803_3, 50.601_985_073_3, 49.341_656_121_2, 37.063_608_821_4];
    assert_near(&weights(&task), &expected, 1e-11);
    let outcome = task.work_out().expect("it converges");
    let worth = task.worth(&outcome.factors);
    assert_near(&[worth.sum, worth.effective], &[6194.0, 176.010_309_004], 1e-11);
    assert_eq!(outcome.trimmed.map(|trimmed| trimmed.respondents), Some(3.0));
}

#[test]
fn what_cannot_be_is_refused() {
    let mut uneven = Task { trim: Some(1.5), ..task(Method::Rake) };
    uneven.cells[2].squares *= 1.1;
    assert!(uneven.work_out().is_err_and(|faults| faults.0[0].message.contains("cannot be trimmed by cells")));
    // Every school but those of one cell would need a number that no positive weights give.
    let numbers = |total| vec![Number { name: "beds".to_owned(), total, of: vec![0.0, 0.0, 0.0, 0.0, 0.0, 1.0] }];
    let negative = Task { numbers: numbers(5000.0), ..task(Method::Greg) };
    let faults = negative.work_out().expect_err("weights below 0");
    assert!(faults.0.iter().all(|fault| fault.message.contains("times those at the start")), "{faults:?}");
    let follows = Number { name: "beds".to_owned(), total: 800.0, of: vec![0.0, 0.0, 1.0, 1.0, 0.0, 0.0] };
    let contradictory = Task { numbers: vec![follows], ..task(Method::Greg) };
    let faults = contradictory.work_out().expect_err("755 high schools, not 800");
    assert!(faults.0[0].message.starts_with("no weights agree with the target of `beds`"), "{faults:?}");
}
