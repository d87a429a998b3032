//! Every metric there is.

use super::{
    BOTTOM_BOX, CES, CSAT, DATES, DISTRIBUTION, FFT, FFT_LEGACY, FIRST_CHOICE, HISTOGRAM, MEAN, MULTIPLE,
    MULTIPLE_ANSWERS, Metric, NETS, NEVER, NPS, NUMBER, RANKING, TARGET, TEXT, TOP_BOX,
};

/// Every metric there is.
pub static METRICS: &[&Metric] = &[
    &NPS,
    &CSAT,
    &CES,
    &FFT,
    &FFT_LEGACY,
    &TOP_BOX,
    &BOTTOM_BOX,
    &NETS,
    &MEAN,
    &DISTRIBUTION,
    &MULTIPLE,
    &MULTIPLE_ANSWERS,
    &RANKING,
    &FIRST_CHOICE,
    &NUMBER,
    &HISTOGRAM,
    &TARGET,
    &NEVER,
    &DATES,
    &TEXT,
];
