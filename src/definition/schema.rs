//! The JSON Schema of the format, for completion and checking in editors.
//!
//! It is made from the types in `format.rs`; this file adds what only the kinds of questions know.

use super::format::Definition;
use super::kind::KINDS;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

/// The JSON Schema (draft 2020-12) of a definition.
#[must_use]
pub fn schema() -> Value {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Definition>().to_value();
    let question = &mut schema["$defs"]["Question"];
    question["properties"]["kind"]["oneOf"] = kinds();
    question["allOf"] = keys_by_kind();
    schema
}

/// The kinds a question can be of, each with its description.
fn kinds() -> Value {
    KINDS.iter().map(|kind| json!({ "const": kind.name, "description": kind.about })).collect()
}

/// Which keys each kind takes and needs.
fn keys_by_kind() -> Value {
    KINDS
        .iter()
        .map(|kind| {
            json!({
                "if": { "properties": { "kind": { "const": kind.name } }, "required": ["kind"] },
                "then": { "propertyNames": { "enum": kind.all_keys() }, "required": kind.required },
            })
        })
        .collect()
}

/// The keys that questions of any kind take.
pub(super) fn question_keys() -> Vec<&'static str> {
    let mut keys: Vec<&str> = KINDS.iter().flat_map(|kind| kind.all_keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::format::{
        CompleteKeys, DesignKeys, DisclosureKeys, ResponseIdKeys, SegmentKeys, SubmittedKeys, WeightKeys,
    };
    use crate::definition::question_keys::{DeriveKeys, ItemKeys, QuestionKeys, ScaleKeys};
    use crate::definition::replicate_keys::ReplicateKeys;
    use crate::definition::version_keys::VersionKeys;
    use serde::de::value::Error;
    use serde::de::{Deserialize, Deserializer, Error as _, Visitor};
    use serde::forward_to_deserialize_any;
    use std::collections::BTreeSet;

    /// Tells which keys a type accepts, by the error it makes.
    struct AskForKeys;

    impl<'de> Deserializer<'de> for AskForKeys {
        type Error = Error;

        fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
            Err(Error::custom("no struct"))
        }

        fn deserialize_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            fields: &'static [&'static str],
            _: V,
        ) -> Result<V::Value, Error> {
            Err(Error::custom(fields.join(" ")))
        }

        forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
            unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
        }
    }

    fn accepted<'de, T: Deserialize<'de>>() -> BTreeSet<String> {
        let keys = T::deserialize(AskForKeys).err().map(|error| error.to_string()).unwrap_or_default();
        keys.split(' ').map(str::to_owned).collect()
    }

    fn described(part: &Value) -> BTreeSet<String> {
        part["properties"].as_object().expect("an object has properties").keys().cloned().collect()
    }

    #[test]
    fn the_schema_describes_the_keys_that_are_accepted() {
        let schema = schema();
        assert_eq!(described(&schema), accepted::<Definition>());
        let parts = [
            ("Question", accepted::<QuestionKeys>()),
            ("ScaleKeys", accepted::<ScaleKeys>()),
            ("ResponseIdKeys", accepted::<ResponseIdKeys>()),
            ("SubmittedKeys", accepted::<SubmittedKeys>()),
            ("CompleteKeys", accepted::<CompleteKeys>()),
            ("WeightKeys", accepted::<WeightKeys>()),
            ("ItemKeys", accepted::<ItemKeys>()),
            ("DeriveKeys", accepted::<DeriveKeys>()),
            ("SegmentKeys", accepted::<SegmentKeys>()),
            ("DisclosureKeys", accepted::<DisclosureKeys>()),
            ("DesignKeys", accepted::<DesignKeys>()),
            ("ReplicateKeys", accepted::<ReplicateKeys>()),
            ("Version", accepted::<VersionKeys>()),
        ];
        for (name, keys) in parts {
            assert_eq!(described(&schema["$defs"][name]), keys, "{name}");
        }
    }

    #[test]
    fn the_kinds_share_out_all_keys_of_a_question() {
        let keys: BTreeSet<String> = question_keys().into_iter().map(str::to_owned).collect();
        assert_eq!(keys, accepted::<QuestionKeys>());
    }

    #[test]
    fn every_key_and_kind_is_described() {
        let schema = schema();
        let parts = schema["$defs"].as_object().expect("there are parts").values().chain([&schema]);
        for (key, property) in parts.filter_map(|part| part["properties"].as_object()).flatten() {
            assert!(property["description"].as_str().is_some_and(|text| !text.is_empty()), "{key}");
        }
        assert!(KINDS.iter().all(|kind| !kind.about.is_empty()));
    }

    #[test]
    fn kinds_have_distinct_names_and_take_what_they_need() {
        let names: BTreeSet<&str> = KINDS.iter().map(|kind| kind.name).collect();
        assert_eq!(names.len(), KINDS.len());
        for kind in KINDS {
            assert!(kind.required.iter().all(|key| kind.takes(key)), "{}", kind.name);
        }
    }
}
