//! NHS Friends and Family Test.

use super::answers::{options, sum_of};
use super::arithmetic::{net_steps, share_in_words, share_steps};
use super::estimate::{net_score, share};
use super::{Figure, Good, Metric, Of, Part, Sample, Subject, Told};
use crate::results::Sense;
use crate::table::Tally;

/// Friends and Family Test: the shares of positive and negative answers among all answers, *Don't know*
/// included.
pub static FFT: Metric = Metric {
    id: "fft",
    title: "Friends and Family Test",
    formula: "the two positive answers ÷ all answers × 100; the two negative answers ÷ all answers × 100; all answers \
              include neither and don't know",
    source: "NHS England, Friends and Family Test guidance: very good and good (from April 2020), extremely likely \
             and likely (2014 to March 2020); interval: Wilson (1927); weighted: Korn and Graubard (1998)",
    of: Of::all(&["fft"]),
    figures,
    steps,
    sample,
    told: Told {
        parts: &[
            Part::telling("positive", "Positive", Sense::Positive),
            Part::telling("negative", "Negative", Sense::Negative),
        ],
        good: Some(Good::Parts(&["positive"])),
        of_experience: Some(1),
        titles_parts: true,
        caution: Some(
            "the Friends and Family Test does not provide results that can be used to directly compare providers",
        ),
        ..Told::PLAIN
    },
};

/// The Friends and Family Test score used until September 2014.
pub static FFT_LEGACY: Metric = Metric {
    id: "fft_legacy",
    title: "Friends and Family Test score (until 2014)",
    formula: "100 × (extremely likely − neither − unlikely − extremely unlikely) ÷ answers without don't know",
    source: "NHS England, Friends and Family Test: publication guidance (2013); interval: that of a net score, Rocks (2016)",
    of: Of { kinds: &["fft"], when: |question| question.legacy_score },
    figures: legacy_figures,
    steps: legacy_steps,
    sample: |subject, _| {
        let (promoting, against, of) = legacy_parts(subject);
        Some(Sample::net(promoting, against, of))
    },
    told: Told::PLAIN,
};

/// Position of the most positive option, which alone counts for the old score.
const EXTREMELY_LIKELY: usize = 0;
/// Position of the second option, which does not count against it.
const LIKELY: usize = 1;

fn figures(subject: &Subject) -> Vec<Figure> {
    let part = |item, which| share(subject, "fft", Some(item), sum_of(options(subject), which), subject.tally.valid);
    vec![part("positive", subject.top), part("negative", subject.bottom)]
}

fn steps(subject: &Subject) -> Vec<String> {
    let part = |what: &str, which: &[usize]| {
        let label = format!("{what} ({})", labels(subject, which).join(" + ").to_lowercase());
        share_steps(subject, &label, sum_of(options(subject), which), subject.tally.valid)
    };
    let positive = sum_of(options(subject), subject.top);
    let mut steps = Vec::from_iter(share_in_words(subject, "are positive", positive, subject.tally.valid));
    steps.extend(part("positive", subject.top));
    steps.extend(part("negative", subject.bottom));
    steps.push("the base is everybody who answered, neither and don't know included".to_string());
    steps
}

fn labels<'a>(subject: &Subject<'a>, which: &[usize]) -> Vec<&'a str> {
    which.iter().map(|at| subject.options[*at].label.as_str()).collect()
}

fn sample(subject: &Subject, item: Option<&str>) -> Option<Sample> {
    let (which, higher) = match item? {
        "positive" => (subject.top, Sense::Positive),
        _ => (subject.bottom, Sense::Negative),
    };
    Some(Sample::share(sum_of(options(subject), which), subject.tally.valid, higher))
}

/// The old score's parts: for, against, and its base. *Don't know* is the option without a score.
fn legacy_parts(subject: &Subject) -> (Tally, Tally, Tally) {
    let known = |at: &usize| subject.options[*at].score.is_some();
    let tallies = options(subject);
    let in_base: Vec<usize> = (0..tallies.len()).filter(known).collect();
    let against: Vec<usize> = in_base.iter().copied().filter(|at| *at != EXTREMELY_LIKELY && *at != LIKELY).collect();
    (sum_of(tallies, &[EXTREMELY_LIKELY]), sum_of(tallies, &against), sum_of(tallies, &in_base))
}

fn legacy_figures(subject: &Subject) -> Vec<Figure> {
    let (promoting, against, of) = legacy_parts(subject);
    vec![net_score(subject, "fft_legacy", of, promoting, against)]
}

fn legacy_steps(subject: &Subject) -> Vec<String> {
    let (promoting, against, of) = legacy_parts(subject);
    let counts = |at: &usize| subject.options[*at].score.is_some() && *at != EXTREMELY_LIKELY && *at != LIKELY;
    let opposed: Vec<usize> = (0..subject.options.len()).filter(counts).collect();
    let who = format!(
        "for: {}; against: {}; in between: {}",
        labels(subject, &[EXTREMELY_LIKELY]).join(" + "),
        labels(subject, &opposed).join(" + "),
        labels(subject, &[LIKELY]).join(" + ")
    );
    std::iter::once(who).chain(net_steps(subject, "score", of, promoting, against)).collect()
}
