//! Words that may be chosen for keys of questions, whatever their version.

use crate::decode::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

/// The versions of the Customer Effort Score; an editor reads an unquoted `2.0` as a number.
pub(super) fn ces_versions(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": ["1.0", "2.0", 1.0, 2.0] })
}

/// The wording of the Friends and Family Test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum WordingWord {
    /// *Overall, how was your experience of our service?* From *Very good* to *Very poor*; since April 2020.
    Experience,
    /// *How likely are you to recommend our service?* From *Extremely likely* to *Extremely unlikely*.
    Recommend,
}

/// The mark before decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum DecimalWord {
    /// 1.5; a comma may stand between thousands.
    Point,
    /// 1,5; a point may stand between thousands.
    Comma,
}

impl DecimalWord {
    /// What it means.
    pub const fn decimal(self) -> Decimal {
        match self {
            DecimalWord::Point => Decimal::Point,
            DecimalWord::Comma => Decimal::Comma,
        }
    }
}

/// The direction in which a scale's options are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum DirectionWord {
    /// The lowest (worst) option first.
    LowToHigh,
    /// The highest (best) option first.
    HighToLow,
    /// Only for a grid's own options: they are no scale, and have no scores.
    None,
}
