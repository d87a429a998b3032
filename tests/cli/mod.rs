//! The program as its users meet it: commands in, text and exit codes out.

mod beginnings;
mod broken_exports;
mod commands;
mod compare;
mod containers;
mod counts;
mod crosstab;
mod crosstab_formats;
mod decimals;
mod derived;
mod dialects;
mod differences;
mod empty;
mod examples;
mod folders;
mod funnels;
mod groups;
mod help;
mod hidden;
mod keys;
mod limits;
mod lists;
mod matrix;
mod never;
mod next;
#[cfg(feature = "parquet")]
mod parquet;
mod pictures;
mod places;
mod rankings;
mod reading;
mod readme;
mod report;
mod same_bytes;
mod several_files;
mod shared;
mod spellings;
mod synthetic;
mod trend;
mod unlisted;
mod unrecognised;
mod unscored;
mod versions;
mod weighting;
mod weights;
mod whole_columns;
mod worked_out;
mod written_in;

/// A small survey that most tests share.
pub const CLINIC: &str = r#"
survey: clinic
title: Clinic survey
response_id: id
submitted: { column: submitted }
scales:
  quality: [Very poor, Poor, Fair, Good, Very good]
questions:
  recommend: { kind: nps, text: How likely are you to recommend us?, column: Q1 }
  staff: { kind: rating, text: How were the staff?, scale: quality, column: Q2, dont_know: ["Don't know"], top: [Good, Very good] }
  wait: { kind: duration, text: How long did you wait?, unit: minutes, column: Q3, target: 30 }
  reasons: { kind: multiple, text: Why did you come?, options: [Check-up, "Pain, sudden", Follow-up], separator: ";", column: Q4 }
segments:
  site: { column: Site }
disclosure: { minimum: 1 }
"#;

/// Header of an export of [`CLINIC`].
pub const HEADER: &str = "id,submitted,Site,Q1,Q2,Q3,Q4\n";
