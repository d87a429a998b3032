//! The JSON Schema of the format, for completion and checking in editors.
//!
//! It is made from the types in `format.rs`; this file adds what only the kinds of questions know.

use super::format::Definition;
use super::kind::KINDS;
use schemars::{Schema, SchemaGenerator, generate::SchemaSettings, json_schema};
use serde_json::{Value, json};

/// The JSON Schema (draft 2020-12) of a definition.
#[must_use]
pub fn schema() -> Value {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Definition>().to_value()
}

/// The kinds a question can be of, each with its description.
pub(super) fn kinds(_: &mut SchemaGenerator) -> Schema {
    let kinds: Vec<Value> = KINDS.iter().map(|kind| json!({ "const": kind.name, "description": kind.about })).collect();
    json_schema!({ "oneOf": kinds })
}

/// The versions of the Customer Effort Score; an editor reads an unquoted `2.0` as a number.
pub(super) fn ces_versions(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": ["1.0", "2.0", 1.0, 2.0] })
}

/// Says which keys each kind takes and needs.
pub(super) fn keys_by_kind(question: &mut Schema) {
    let rules: Vec<Value> = KINDS
        .iter()
        .map(|kind| {
            json!({
                "if": { "properties": { "kind": { "const": kind.name } }, "required": ["kind"] },
                "then": { "propertyNames": { "enum": kind.all_keys() }, "required": kind.required },
            })
        })
        .collect();
    question.insert("allOf".to_owned(), Value::Array(rules));
}

/// The keys that questions of any kind take.
pub(super) fn question_keys() -> Vec<&'static str> {
    let mut keys: Vec<&str> = KINDS.iter().flat_map(|kind| kind.all_keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}
