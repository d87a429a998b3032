//! A table that is wide and long: an eleven-point question in twelve columns with long names, of which some are hidden.

use super::sample::{Asked, Counts, banner, crosstab, stub};
use survey::results::{BannerKind, Crosstab, Sense, Unit};

const WARDS: [&str; 12] = [
    "Acute medical unit",
    "Cardiology and chest pain assessment",
    "Children's ward",
    "Day surgery",
    "Emergency department (minor injuries and ambulatory care)",
    "Gynaecology",
    "Intensive care",
    "Maternity",
    "Orthopaedics",
    "Outpatients at St Mary's and St John's Community Health Centre",
    "Stroke unit",
    "Urology",
];

/// The score of recommending a hospital by ward.
pub fn recommended_by_ward() -> Crosstab {
    let labels: Vec<String> = (0..=10).map(|score: usize| score.to_string()).collect();
    let sense = |score: usize| match score {
        0..=6 => Sense::Negative,
        7..=8 => Sense::Neutral,
        _ => Sense::Positive,
    };
    let options: Vec<(&str, Sense)> =
        labels.iter().enumerate().map(|(at, label)| (label.as_str(), sense(at))).collect();
    let columns: Vec<Vec<u64>> = (0..12_u64)
        .map(|ward| (0..11_u64).map(|score| 2 + (score * score + 7 * ward * (11 - score) / 3) % 23).collect())
        .collect();
    let all: Vec<u64> = (0..11).map(|score| columns.iter().map(|column| column[score]).sum()).collect();
    let counts: Vec<Counts> =
        columns.iter().enumerate().map(|(at, column)| (at != 6 && at != 10).then_some(column.as_slice())).collect();
    let asked = Asked {
        id: "recommend",
        kind: "nps",
        text: "How likely are you to recommend our hospital to friends and family if they needed similar care?",
        multiple: false,
        options: &options,
        nets: &[
            ("Promoters", Sense::Positive, &[9, 10]),
            ("Passives", Sense::Neutral, &[7, 8]),
            ("Detractors", Sense::Negative, &[0, 1, 2, 3, 4, 5, 6]),
        ],
        mean: Some((
            "Net Promoter Score",
            Unit::Points,
            &[-100.0, -100.0, -100.0, -100.0, -100.0, -100.0, -100.0, 0.0, 0.0, 100.0, 100.0],
        )),
    };
    let wards = banner("ward", "Ward", BannerKind::Segment, &WARDS);
    crosstab(vec![wards], vec![stub(&asked, &all, &[&counts])])
}
