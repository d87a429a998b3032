//! The registry of metrics: each has a name of its own, says where it comes from, and is held to a
//! published value somewhere.

use survey::definition::KINDS;
use survey::metric::METRICS;

/// Where each metric is compared with numbers that are not ours.
const GOLDEN: &[(&str, &str)] = &[
    ("nps", "published: Rocks's interval; r_survey: weighted"),
    ("csat", "published: shares of counts"),
    ("ces", "published: mean and share of counts"),
    ("fft", "published: two practices and NHS England's own examples"),
    ("fft_legacy", "published: two practices; figures: R survey::svymean"),
    ("top_box", "r_survey: weighted share"),
    ("bottom_box", "published: shares of counts"),
    ("nets", "published: shares of counts"),
    ("mean", "r_survey: mean, sd, median"),
    ("distribution", "published: Bridge End's percentages"),
    ("multiple", "published: shares of respondents"),
    ("multiple_answers", "published: shares of answers; figures: R survey::svyratio"),
    ("ranking", "published: a small election"),
    ("first_choice", "published: a small election"),
    ("number", "published: R's summary of its `women` heights"),
    ("duration", "intervals: R's lengths of rivers"),
    ("histogram", "published: R's hist of its `women` heights"),
    ("target", "published: R's `women` heights"),
    ("never", "R: prop.test(19, 24, correct = FALSE); weighted: survey::svymean"),
    ("total", "figures: R survey::svytotal"),
    ("ratio", "ratios: R survey::svyratio"),
    ("dates", "published: three moon landings"),
    ("text", "published: lengths of three words"),
];

#[test]
fn every_metric_is_named_sourced_and_compared() {
    let mut ids: Vec<&str> = METRICS.iter().map(|metric| metric.id).collect();
    for metric in METRICS {
        assert!(!metric.title.is_empty() && !metric.formula.is_empty() && !metric.source.is_empty(), "{}", metric.id);
        assert!(GOLDEN.iter().any(|(id, _)| *id == metric.id), "{} is compared with nothing", metric.id);
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), METRICS.len(), "ids are unique");
    assert_eq!(GOLDEN.len(), METRICS.len(), "no stale entry");
}

/// A metric says of which kinds it is reported, and is so by being in the list.
#[test]
fn metrics_and_kinds_of_questions_find_each_other() {
    // Ratios are derived only, so that no definition names their kind.
    let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.name).chain(["ratio"]).collect();
    for metric in METRICS {
        assert!(!metric.of.kinds.is_empty(), "{} is reported of nothing", metric.id);
        for kind in metric.of.kinds {
            assert!(kinds.contains(kind), "{} is reported of `{kind}`, which is no kind of question", metric.id);
        }
    }
    for kind in kinds {
        let has_metrics = METRICS.iter().any(|metric| metric.of.kinds.contains(&kind));
        assert!(has_metrics, "nothing is reported of `{kind}` questions");
    }
}
